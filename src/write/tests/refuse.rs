//! What a build refuses, and that nothing changes then.

use super::*;
use crate::diag::Code;

const PAGE: Outputs<'_> = &[("index.html", "home")];

#[track_caller]
fn check(site: &Site, outputs: Outputs<'_>, expected: &str) {
    let result = site.build(outputs);
    assert_eq!(site.faults(result), expected.trim());
    assert_eq!(site.litter(), [""; 0]);
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = Site::new();
    site.add("public/thesis.txt", "years of work");
    check(
        &site,
        PAGE,
        "ROOT/public: error[output-not-ours]: this folder is not empty and holds no `rumbo-manifest.json`: it was not made by rumbo (choose another folder with `--out`, or empty this one)",
    );
    site.add(&format!("public/{MANIFEST}"), "{\"generator\": \"x\"}");
    check(
        &site,
        PAGE,
        "ROOT/public: error[output-not-ours]: the `rumbo-manifest.json` in this folder is damaged, so it is not known which files are rumbo's (save what is yours in it, delete the folder, and build again)",
    );
    assert_eq!(fs::read_to_string(site.out.join("thesis.txt")).unwrap(), "years of work");
}

#[test]
fn a_file_is_no_folder() {
    let site = Site::new();
    site.add("public", "x");
    check(&site, PAGE, "ROOT/public: error[output-not-ours]: the output folder is a file (choose another folder with `--out`)");
}

#[test]
fn the_site_itself_is_safe() {
    let mut site = Site::new();
    let root = site.root.path().to_path_buf();
    let refused = |path: &str, message: &str| format!("{path}: error[output-not-ours]: {message} (choose another folder with `--out`, for example `public`)");
    let cases = [
        ("", "the output folder is the site's own folder"),
        ("content/..", "the output folder is the site's own folder"),
        ("content", "the output folder contains `content`, which the site is made from"),
        ("content/new/deep", "the output folder lies in `content`, which the site is made from"),
        ("new/../content/x", "the output folder lies in `content`, which the site is made from"),
        ("rumbo.yaml", "the output folder contains `rumbo.yaml`, which the site is made from"),
    ];
    for (path, message) in cases {
        site.out = root.join(path);
        let shown = format!("ROOT/{path}");
        check(&site, PAGE, &refused(&shown, message));
    }
    site.out = root.parent().unwrap().to_path_buf();
    let shown = site.out.to_string_lossy().into_owned();
    check(&site, PAGE, &refused(&shown, "the output folder contains the site's own folder"));
    site.out = PathBuf::from("/");
    if cfg!(unix) {
        check(&site, PAGE, &refused("/", "the whole disk cannot be the output folder"));
    }
    assert!(!root.join("content/new").exists());
}

#[test]
fn colliding_outputs_are_refused_before_anything_is_rendered() {
    let site = Site::new();
    let paths = ["a/Index.html", "b", "a/index.html", "B/c.html", "Rumbo-Manifest.json"];
    let outputs: Vec<(&str, &str)> = paths.iter().map(|path| (*path, "")).collect();
    let result = write(&site.plan(&outputs), |_| panic!("rendered"));
    assert_eq!(
        site.faults(result),
        "\
a/index.html: error[output-collision]: two outputs have the same path: `a/Index.html` and `a/index.html` (rename one of the entries)
Rumbo-Manifest.json: error[output-collision]: two outputs have the same path: `rumbo-manifest.json` and `Rumbo-Manifest.json` (rename one of the entries)
b: error[output-collision]: `b` is an output, and other outputs need a folder of that name (rename one of the entries)"
    );
    for path in ["", "/etc/passwd", "a//b", "../a", "a/./b", "a\\b", "c:x"] {
        let fault = &site.build(&[(path, "")]).unwrap_err()[0];
        assert_eq!(fault.code, Code::WriteFailed, "{path}");
    }
    assert!(!site.out.exists());
}

#[test]
fn an_output_never_takes_a_strangers_place() {
    let site = Site::new();
    site.build(PAGE).unwrap();
    site.add("public/About.html", "mine");
    site.add("public/es", "mine");
    site.add("public/en/c.html/x", "mine");
    check(
        &site,
        &[("index.html", "new"), ("about.html", ""), ("es/a.html", ""), ("en/c.html", "")],
        "
About.html: error[output-collision]: this was put into the output folder by somebody else, and an output needs its place (move or delete it, then build again)
en/c.html: error[output-collision]: this was put into the output folder by somebody else, and an output needs its place (move or delete it, then build again)
es: error[output-collision]: this was put into the output folder by somebody else, and an output needs its place (move or delete it, then build again)",
    );
    assert_eq!(fs::read_to_string(site.out.join("index.html")).unwrap(), "home");
}

#[test]
fn every_fault_of_rendering_is_told_and_the_old_site_stays() {
    let site = Site::new();
    site.build(PAGE).unwrap();
    let outputs: Outputs<'_> = &[("c", ""), ("b", ""), ("a", ""), ("index.html", "")];
    let plan = site.plan(outputs);
    let result = write(&plan, |index| match plan.paths[index].as_str() {
        "index.html" => Ok(Cow::Borrowed(&b"new"[..])),
        path => Err(vec![Diagnostic::at_path(Code::Theme, path, "bad template")]),
    });
    assert_eq!(site.faults(result), "a: error[theme]: bad template\nb: error[theme]: bad template\nc: error[theme]: bad template");
    site.holds("index.html: home");
    assert_eq!(site.litter(), [""; 0]);
}

#[test]
fn what_the_disk_refuses_is_one_fault() {
    let site = Site::new();
    site.build(PAGE).unwrap();
    // Two names that are too long for any disk.
    let long = ["a", "b"].map(|letter| letter.repeat(300));
    let result = site.build(&[("index.html", "new"), (&long[0], ""), (&long[1], "")]);
    let text = site.faults(result).replace(&long[0], "LONG");
    let start = "ROOT/public: error[write-failed]: this cannot be written, first `LONG` (and 1 more): ";
    assert!(text.starts_with(start) && text.lines().count() == 1, "{text}");
    site.holds("index.html: home");
    assert_eq!(site.litter(), [""; 0]);
}

#[test]
fn two_builds_of_one_folder_do_not_fight() {
    let site = Site::new();
    let step = |step: Step| {
        if step == Step::Staged {
            let second = site.build(&[("index.html", "second")]);
            let expected = "ROOT/public: error[write-failed]: another build is writing this folder at this moment (wait until it is done, then build again)";
            assert_eq!(site.faults(second), expected);
        }
    };
    assert_eq!(site.build_by(true, &step, PAGE), Ok(report(1, 0, 0, 0)));
    site.holds("index.html: home");
    assert_eq!(site.litter(), [""; 0]);
}
