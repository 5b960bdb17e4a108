//! One site in, its files and faults as text out.
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::fs;
use std::path::Path;

use super::tree::simulated_refusal;
use super::*;
use crate::diag::{Format, render};
use crate::source::Sources;

fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

/// `text path`, `asset path`, `broken path`, then the faults, one a line.
fn check(root: &Path, wanted: &[&str], expected: &str) {
    let (tree, faults) = read_tree(root, wanted);
    let mut actual = String::new();
    for text in &tree.texts {
        actual.push_str(&format!("text {} {:?}\n", text.path, text.text));
    }
    for asset in &tree.assets {
        actual.push_str(&format!("asset {} {}\n", asset.path, asset.bytes.len()));
    }
    for path in &tree.broken {
        actual.push_str(&format!("broken {path}\n"));
    }
    actual.push_str(&render(&faults, &Sources::default(), Format::Short, false));
    assert_eq!(actual.trim(), expected.trim());
}

#[test]
fn reads_texts_and_assets_sorted_by_path() {
    let root = site(&[
        ("rumbo.yaml", b"title: x\n"),
        ("content/sops/b.md", b"b\r\n"),
        ("content/sops-old/c.md", b"c"),
        ("content/sops/a.YAML", b"\xEF\xBB\xBFa: 1"),
        ("content/files/list.csv", b"\xEF\xBB\xBFa;b\xE9"),
        ("themes/t/fonts/x.woff2", b"\x00\xFF"),
        ("themes/t/page.html", b""),
        ("elsewhere/z.md", b"z"),
    ]);
    check(
        root.path(),
        &["themes", "rumbo.yaml", "content", "content/files", "missing", "also/missing.yaml", "rumbo.yaml/below"],
        r#"
text content/sops-old/c.md "c"
text content/sops/a.YAML "a: 1"
text content/sops/b.md "b\r\n"
text rumbo.yaml "title: x\n"
text themes/t/page.html ""
asset content/files/list.csv 7
asset themes/t/fonts/x.woff2 2
"#,
    );
}

#[test]
fn hidden_files_and_leftovers_are_passed_over() {
    let root = site(&[
        ("content/a.md", b"a"),
        ("content/a.md~", b"\xFF"),
        ("content/.a.md.swp", b"\xFF"),
        ("content/b.swp", b"\xFF"),
        ("content/.#a.md", b"\xFF"),
        ("content/#a.md#", b"\xFF"),
        ("content/~$plan.docx", b"\xFF"),
        ("content/Thumbs.db", b"\xFF"),
        ("content/.git/config.md", b"\xFF"),
        ("content/z.md", b"z"),
    ]);
    check(root.path(), &["content"], "text content/a.md \"a\"\ntext content/z.md \"z\"");
}

#[test]
fn every_bad_file_has_its_own_fault_and_hides_no_other() {
    let root = site(&[
        ("content/a.md", "uno\r\nñandú s\u{ed}".as_bytes()),
        ("content/b.md", b"uno\r\n\xC3\xB1and\xFA"),
        ("content/c.yaml", b"\xEF\xBB\xBFa: \x80"),
        ("content/d.txt", b"\xFF\xFEa\x00"),
        ("content/e.yaml", b""),
        ("content/f.md", b"\xEF\xBB\xBF \r\n"),
        ("content/g.css", b""),
        ("content/h.json", b""),
        ("content/i.md", b"cut \xE2\x82"),
    ]);
    check(
        root.path(),
        &["content"],
        r#"
text content/a.md "uno\r\nñandú sí"
text content/g.css ""
broken content/b.md
broken content/c.yaml
broken content/d.txt
broken content/e.yaml
broken content/f.md
broken content/h.json
broken content/i.md
content/b.md: error[not-utf8]: line 2, column 5: not UTF-8 (byte 0xFA, `ú` in Latin-1) (save the file again as UTF-8, then look at its accents)
content/c.yaml: error[not-utf8]: line 1, column 4: not UTF-8 (byte 0x80) (save the file again as UTF-8, then look at its accents)
content/d.txt: error[not-utf8]: line 1, column 1: this text is UTF-16, not UTF-8 (save it again as UTF-8)
content/e.yaml: error[empty-file]: this file is empty (fill it in, restore it from a copy, or delete it)
content/f.md: error[empty-file]: this file is empty (fill it in, restore it from a copy, or delete it)
content/h.json: error[empty-file]: this file is empty (fill it in, restore it from a copy, or delete it)
content/i.md: error[not-utf8]: line 1, column 5: not UTF-8 (byte 0xE2, `â` in Latin-1) (save the file again as UTF-8, then look at its accents)
"#,
    );
}

#[test]
fn huge_files_are_not_read() {
    let root = site(&[("content/a.md", b"a"), ("content/files/a.pdf", b"a"), ("content/files/b.pdf", b"b")]);
    let sparse = |path: &str, size: u64| fs::File::options().write(true).open(root.path().join(path)).unwrap().set_len(size).unwrap();
    sparse("content/a.md", (8 << 20) + 1);
    sparse("content/files/a.pdf", (64 << 20) + 1);
    sparse("content/files/b.pdf", 9 << 20);
    check(
        root.path(),
        &["content"],
        "
asset content/files/b.pdf 9437184
broken content/a.md
broken content/files/a.pdf
content/a.md: error[file-too-large]: this text is larger than 8 MiB (move it out of the site's folders, or make it smaller)
content/files/a.pdf: error[file-too-large]: this file is larger than 64 MiB (move it out of the site's folders, or make it smaller)
",
    );
}

#[test]
fn a_site_that_is_not_there_is_one_fault() {
    let root = site(&[("file", b"x")]);
    check(&root.path().join("none"), &["content"], ".: error[unreadable-file]: the site's folder cannot be read: there is no such file or folder");
    check(
        &root.path().join("file"),
        &["content"],
        ".: error[unreadable-file]: the site is a file, not a folder (name the folder that holds `rumbo.yaml`)",
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    use std::os::unix::fs::symlink;
    let root = site(&[("content/a/one.md", b"1"), ("content/b/two.md", b"2"), ("shared/three.md", b"3")]);
    let link = |to: &str, at: &str| symlink(to, root.path().join(at)).unwrap();
    link("../shared", "content/shared");
    link("../shared/three.md", "content/four.md");
    link("..", "content/up");
    link("../..", "content/a/top");
    link("../b", "content/a/b");
    link("../a", "content/b/a");
    link("nowhere.md", "content/dangling.md");
    link("nowhere.md", "content/.#lock");
    link("self.md", "content/self.md");
    check(
        root.path(),
        &["content"],
        r#"
text content/a/b/two.md "2"
text content/a/one.md "1"
text content/b/a/one.md "1"
text content/b/two.md "2"
text content/four.md "3"
text content/shared/three.md "3"
broken content/a/b/a
broken content/a/top
broken content/b/a/b
broken content/b/a/top
broken content/dangling.md
broken content/self.md
broken content/up
content/a/b/a: error[link-loop]: this link leads back to `content/a`, from where it was reached (remove the link)
content/a/top: error[link-loop]: this link leads back to a folder that contains it (remove the link)
content/b/a/b: error[link-loop]: this link leads back to `content/b`, from where it was reached (remove the link)
content/b/a/top: error[link-loop]: this link leads back to a folder that contains it (remove the link)
content/dangling.md: error[unreadable-file]: this link leads nowhere (remove the link, or put back what it led to)
content/self.md: error[link-loop]: this link leads to itself (remove the link)
content/up: error[link-loop]: this link leads back to a folder that contains it (remove the link)
"#,
    );
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_hides_nothing_else() {
    use std::os::unix::ffi::OsStrExt as _;
    let root = site(&[("content/a.md", b"a"), ("content/z.md", b"z")]);
    let content = root.path().join("content");
    // Reading the start of one's own memory fails, even for root.
    std::os::unix::fs::symlink("/proc/self/mem", content.join("memory.md")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(content.join("pipe.md")).unwrap();
    let odd = content.join(std::ffi::OsStr::from_bytes(b"se\xF1al"));
    fs::create_dir(&odd).unwrap();
    fs::write(odd.join("x.md"), "x").unwrap();
    fs::write(content.join(std::ffi::OsStr::from_bytes(b"w\xF1.md")), "x").unwrap();
    check(
        root.path(),
        &["content"],
        "
text content/a.md \"a\"
text content/z.md \"z\"
broken content/memory.md
broken content/pipe.md
broken content/se\u{FFFD}al
broken content/w\u{FFFD}.md
content/memory.md: error[unreadable-file]: this cannot be read: input/output error (check the disk, and whether it is still plugged in)
content/pipe.md: error[unreadable-file]: this is neither a file nor a folder (a pipe, a socket or a device) (remove it)
content/se\u{FFFD}al: error[unreadable-file]: the name of this folder is not UTF-8 (rename it, with plain letters, digits and hyphens)
content/w\u{FFFD}.md: error[unreadable-file]: the name of this file is not UTF-8 (rename it, with plain letters, digits and hyphens)
",
    );
}

#[cfg(unix)]
#[test]
fn a_closed_folder_hides_nothing_else() {
    use std::os::unix::fs::PermissionsExt as _;
    let expected = "content/closed: error[unreadable-file]: this cannot be read: permission denied (ask its owner for the right to read it, or move it out of the site)";
    let simulated = simulated_refusal("content/closed", std::io::ErrorKind::PermissionDenied);
    assert_eq!(render(&[simulated], &Sources::default(), Format::Short, false).trim(), expected);

    let root = site(&[("content/a.md", b"a"), ("content/closed/b.md", b"b"), ("content/z.md", b"z")]);
    let closed = root.path().join("content/closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
    let root_reads_anything = fs::read_dir(&closed).is_ok();
    if !root_reads_anything {
        check(root.path(), &["content"], &format!("text content/a.md \"a\"\ntext content/z.md \"z\"\nbroken content/closed\n{expected}"));
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_path_is_resolved_as_far_as_it_exists() {
    let root = site(&[("a/b/c", b"")]);
    let real = fs::canonicalize(root.path()).unwrap();
    assert_eq!(resolve(&root.path().join("a/b")).unwrap(), real.join("a/b"));
    assert_eq!(resolve(&root.path().join("a/b/../x/y")).unwrap(), real.join("a/x/y"));
    assert_eq!(resolve(&root.path().join("n/../x")).unwrap(), real.join("x"));
}

#[test]
fn a_lock_keeps_others_out_until_released() {
    let root = site(&[]);
    let path = root.path().join(".out.rumbo-lock");
    let held = lock(&path).unwrap().unwrap();
    assert!(lock(&path).unwrap().is_none());
    held.release();
    let again = lock(&path).unwrap().unwrap();
    drop(again); // as if killed: the file stays, the lock does not
    lock(&path).unwrap().unwrap().release();
    assert_eq!(path.exists(), !cfg!(unix));
}
