//! What a build changes, and what it leaves alone.

use super::*;

const OLD: Outputs<'_> = &[("index.html", "home"), ("es/sop/a.html", "a"), ("es/sop/b.html", "b")];
const NEW: Outputs<'_> = &[("es/sop/a.html", "a"), ("index.html", "home, new"), ("en/c.html", "c")];

#[test]
fn a_first_build_makes_the_folder_and_those_above_it() {
    let mut site = Site::new();
    site.out = site.root.path().join("built/for/stick");
    assert_eq!(site.build(OLD), Ok(report(3, 0, 0, 0)));
    site.holds("es/sop/a.html: a\nes/sop/b.html: b\nindex.html: home");
    let beside = fs::read_dir(site.root.path().join("built/for")).unwrap().count();
    assert_eq!(beside, if cfg!(unix) { 1 } else { 2 });
}

#[test]
fn a_second_build_writes_what_changed_and_removes_what_is_gone() {
    for exchange in [true, false] {
        let site = Site::new();
        assert_eq!(site.build_by(exchange, &|_| {}, OLD), Ok(report(3, 0, 0, 0)));
        assert_eq!(site.build_by(exchange, &|_| {}, NEW), Ok(report(2, 1, 1, 0)));
        site.holds("en/c.html: c\nes/sop/a.html: a\nindex.html: home, new");
        assert_eq!(site.litter(), [""; 0]);
    }
}

#[test]
fn an_empty_folder_is_filled() {
    for exchange in [true, false] {
        let site = Site::new();
        fs::create_dir(&site.out).unwrap();
        assert_eq!(site.build_by(exchange, &|_| {}, OLD), Ok(report(3, 0, 0, 0)));
        site.holds("es/sop/a.html: a\nes/sop/b.html: b\nindex.html: home");
        assert_eq!(site.litter(), [""; 0]);
    }
}

#[cfg(unix)]
#[test]
fn unchanged_files_are_the_same_files() {
    let site = Site::new();
    site.build(OLD).unwrap();
    let (folder, same, other) = (inode(&site.out), inode(&site.out.join("es/sop/a.html")), inode(&site.out.join("index.html")));
    site.build(NEW).unwrap();
    assert_eq!(inode(&site.out.join("es/sop/a.html")), same);
    assert_ne!(inode(&site.out.join("index.html")), other);
    assert_ne!(inode(&site.out), folder);
}

#[cfg(unix)]
#[test]
fn a_build_that_changes_nothing_touches_nothing() {
    let site = Site::new();
    site.build(OLD).unwrap();
    site.add("public/mine.txt", "mine");
    let before = inode(&site.out);
    assert_eq!(site.build(OLD), Ok(report(0, 3, 0, 1)));
    assert_eq!((inode(&site.out), site.litter()), (before, Vec::new()));
    // Another version of the program is a change, if only of the manifest.
    let newer = Plan { generator: String::from("rumbo 0.0.1"), ..site.plan(OLD) };
    assert_eq!(write(&newer, |index| Ok(Cow::Borrowed(OLD[index].1.as_bytes()))), Ok(report(0, 3, 0, 1)));
    assert_ne!(inode(&site.out), before);
    assert!(fs::read_to_string(site.out.join(MANIFEST)).unwrap().contains("rumbo 0.0.1"));
}

#[test]
fn a_changed_or_lost_output_is_written_again() {
    let site = Site::new();
    site.build(OLD).unwrap();
    site.add("public/index.html", "HOME");
    fs::remove_file(site.out.join("es/sop/b.html")).unwrap();
    assert_eq!(site.build(OLD), Ok(report(2, 1, 0, 0)));
    site.holds("es/sop/a.html: a\nes/sop/b.html: b\nindex.html: home");
}

#[test]
fn strangers_are_carried_along() {
    for exchange in [true, false] {
        let site = Site::new();
        site.build_by(exchange, &|_| {}, OLD).unwrap();
        site.add("public/mine.txt", "mine");
        site.add("public/es/sop/note.txt", "note");
        site.add("public/.git/config", "git");
        fs::create_dir_all(site.out.join(".git/refs/tags")).unwrap();
        assert_eq!(site.build_by(exchange, &|_| {}, &[("index.html", "i")]), Ok(report(1, 0, 2, 3)));
        site.holds(
            "
.git/config: git
.git/refs/tags/
es/sop/note.txt: note
index.html: i
mine.txt: mine
Stranger(\".git/config\")
Stranger(\"es/sop/note.txt\")
Stranger(\"mine.txt\")",
        );
        assert_eq!(site.build_by(exchange, &|_| {}, NEW), Ok(report(3, 0, 0, 3)));
        assert_eq!(site.litter(), [""; 0]);
    }
}

#[cfg(unix)]
#[test]
fn strangers_keep_links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let site = Site::new();
    site.build(OLD).unwrap();
    site.add("public/own/run.sh", "#!");
    let mode = |path: &str| fs::symlink_metadata(site.out.join(path)).unwrap().permissions().mode() & 0o777;
    let set = |path: &str, mode: u32| fs::set_permissions(site.out.join(path), fs::Permissions::from_mode(mode)).unwrap();
    set("own/run.sh", 0o750);
    set("own", 0o710);
    set("", 0o705);
    symlink("nowhere", site.out.join("own/dangling")).unwrap();
    symlink("../content", site.out.join("linked")).unwrap();
    assert_eq!(site.build(NEW), Ok(report(2, 1, 1, 3)));
    assert_eq!([mode("own/run.sh"), mode("own"), mode("")], [0o750, 0o710, 0o705]);
    assert_eq!(fs::read_link(site.out.join("own/dangling")).unwrap(), Path::new("nowhere"));
    assert_eq!(fs::read_link(site.out.join("linked")).unwrap(), Path::new("../content"));
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_stays_a_link() {
    let site = Site::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let real = elsewhere.path().join("site");
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &site.out).unwrap();
    site.build(OLD).unwrap();
    site.build(NEW).unwrap();
    assert_eq!(fs::read_link(&site.out).unwrap(), real);
    assert_eq!(verify(&real), Ok(Vec::new()));
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
}

#[test]
fn where_there_are_no_links_files_are_copied() {
    let site = Site::new();
    site.add("a", "text");
    let at = |name: &str| site.root.path().join(name);
    // A second name cannot be given to something whose second name exists; so the copy is made.
    site.add("b", "older");
    crate::fs::link_or_copy(&at("a"), &at("b")).unwrap();
    assert_eq!(fs::read_to_string(at("b")).unwrap(), "text");
    assert_eq!(fs::metadata(at("a")).unwrap().modified().unwrap(), fs::metadata(at("b")).unwrap().modified().unwrap());
    #[cfg(unix)]
    assert_ne!(inode(&at("a")), inode(&at("b")));
}

#[test]
fn the_manifest_is_sorted_and_the_same_for_any_order() {
    let site = Site::new();
    site.build(NEW).unwrap();
    let first = fs::read_to_string(site.out.join(MANIFEST)).unwrap();
    assert_eq!(
        first,
        r#"{
"generator": "rumbo 0.0.0",
"outputs": [
{"path": "en/c.html", "size": 1, "sha256": "2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6"},
{"path": "es/sop/a.html", "size": 1, "sha256": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"},
{"path": "index.html", "size": 9, "sha256": "8b65dc05e1d5f96ce61d50b4c3b53a1a2cd26f20bd4bb5ff3a9e3aae43d4a3ae"}
]
}
"#
        .replace("8b65dc05e1d5f96ce61d50b4c3b53a1a2cd26f20bd4bb5ff3a9e3aae43d4a3ae", &Output::of("", b"home, new").sha256)
    );
    let other = Site::new();
    let mut reversed = NEW.to_vec();
    reversed.reverse();
    other.build(&reversed).unwrap();
    assert_eq!(first, fs::read_to_string(other.out.join(MANIFEST)).unwrap());
    assert_eq!(Manifest::parse(first.as_bytes()).unwrap().to_bytes(), first.as_bytes());
}

#[test]
fn verify_tells_changed_missing_and_strange_files() {
    let site = Site::new();
    site.build(NEW).unwrap();
    assert_eq!(verify(&site.out), Ok(Vec::new()));
    site.add("public/en/c.html", "C");
    site.add("public/en/d.html", "d");
    fs::remove_file(site.out.join("index.html")).unwrap();
    fs::remove_file(site.out.join("es/sop/a.html")).unwrap();
    fs::create_dir(site.out.join("es/sop/a.html")).unwrap();
    let found = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>();
    let names = found(&["en/c.html", "en/d.html", "es/sop/a.html", "index.html"]);
    let [c, d, a, i] = <[String; 4]>::try_from(names).unwrap();
    assert_eq!(verify(&site.out), Ok(vec![Difference::Changed(c), Difference::Stranger(d), Difference::Changed(a), Difference::Missing(i)]));
    assert_eq!(verify(site.root.path()).unwrap_err()[0].code.name(), "output-not-ours");
    site.add(&format!("public/{MANIFEST}"), "{");
    assert_eq!(verify(&site.out).unwrap_err()[0].code.name(), "output-not-ours");
}
