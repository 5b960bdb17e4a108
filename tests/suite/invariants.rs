//! The invariants of the house that can be seen from outside.

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::support::{attributes, built_example, copy_of_example, edit, example, files, rumbo};

#[test]
fn two_builds_in_other_folders_zones_locales_and_threads_are_the_same_bytes() {
    let one = copy_of_example();
    let other = copy_of_example();
    let run = |site: &Path, zone: &str, locale: &str, threads: &str| {
        let out = site.join("out");
        let status = Command::cargo_bin("rumbo")
            .expect("the program")
            .args(["build", "--no-pdf", site.to_str().expect("a path"), "--out", out.to_str().expect("a path"), "--format", "short"])
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .env("LANG", locale)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("a run")
            .status;
        assert!(status.success());
        files(&out)
    };
    let first = run(one.path(), "Asia/Tokyo", "C", "1");
    let second = run(other.path(), "America/Bogota", "es_ES.UTF-8", "4");
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (path, bytes) in &first {
        assert!(*bytes == second[path], "`{path}` differs");
    }
}

#[test]
fn output_paths_are_safe_on_every_stick() {
    let files = built_example();
    let mut folded = BTreeSet::new();
    for path in files.keys() {
        assert!(folded.insert(path.to_lowercase()), "`{path}` differs from another by case alone");
        assert!(path.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_./".contains(&b)), "`{path}` is not plain");
        assert!(path.len() <= 120, "`{path}` is long");
    }
}

#[test]
fn every_page_has_a_strict_policy_and_nothing_inline() {
    let files = built_example();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).expect("UTF-8");
        let attributes = attributes(html);
        let policy = attributes.iter().find(|(_, key, value)| key == "content" && value.starts_with("default-src"));
        let policy = &policy.unwrap_or_else(|| panic!("`{path}` has no policy")).2;
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "`{path}`: {policy}");
        // A form in one file has all inline, and a policy that names each piece by its hash.
        let alone = path.starts_with("forms/");
        let named = |piece: &str| policy.contains(&format!("'sha256-{}'", base64(&Sha256::digest(piece.as_bytes()))));
        for (tag, key, value) in &attributes {
            assert!(key != "style" && !key.starts_with("on"), "`{path}`: <{tag} {key}={value}>");
            assert!(!value.to_lowercase().starts_with("javascript:"), "`{path}`: {value}");
        }
        for style in html.split("<style>").skip(1) {
            assert!(alone && named(style.split("</style").next().expect("a style")), "`{path}` has an inline style");
        }
        assert!(!html.contains("<style "), "`{path}` has a style with attributes");
        for script in html.split("<script").skip(1) {
            let (tag, rest) = script.split_once('>').expect("a tag");
            let piece = rest.split("</script").next().expect("a script");
            // Data is not run; a browser asks no policy for it.
            if tag.contains(r#"type="text/plain" data-packed"#) {
                assert!(alone && !piece.contains(['<', '&']), "`{path}`: packed text");
                continue;
            }
            if tag.contains(r#"type="application/json""#) {
                assert!(serde_json::from_str::<serde_json::Value>(piece).is_ok() && !piece.contains('<'), "`{path}`: data that is none");
                continue;
            }
            if alone {
                assert!(tag.is_empty() && named(piece), "`{path}` has a script that its policy does not name");
                continue;
            }
            assert!(tag.contains("src=") && rest.trim_start().starts_with("</script"), "`{path}` has an inline script");
            assert!(!tag.contains("module"), "`{path}`: modules do not work from a disk");
        }
    }
}

/// Base 64, three bytes at a time; hashes have 32.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    let letters = bits.as_bytes().chunks(6).map(|six| {
        let text = format!("{:0<6}", String::from_utf8_lossy(six));
        char::from(LETTERS[usize::from_str_radix(&text, 2).expect("bits")])
    });
    let mut out: String = letters.collect();
    while !out.len().is_multiple_of(4) {
        out.push('=');
    }
    out
}

#[test]
fn a_failed_build_leaves_the_last_good_site() {
    let site = copy_of_example();
    assert!(rumbo(site.path(), &["build", "--no-pdf", "--format", "short"]).status.success());
    let before = files(&site.path().join("public"));
    edit(site.path(), "content/sheets/colombia.yaml", "edition:", "editoin:");
    assert_eq!(rumbo(site.path(), &["build", "--no-pdf", "--format", "short"]).status.code(), Some(1));
    assert_eq!(files(&site.path().join("public")), before);
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let site = copy_of_example();
    let out = TempDir::new().expect("a folder");
    std::fs::write(out.path().join("thesis.txt"), "years of work").expect("a file");
    let output = rumbo(site.path(), &["build", "--no-pdf", "--out", out.path().to_str().expect("a path"), "--format", "short"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("output-not-ours"));
    assert_eq!(std::fs::read_to_string(out.path().join("thesis.txt")).expect("the file"), "years of work");
}

#[test]
fn files_that_differ_by_case_alone_are_refused_before_anything_is_written() {
    let site = copy_of_example();
    let folder = site.path().join("content/files");
    std::fs::create_dir_all(&folder).expect("a folder");
    for name in ["plan.txt", "Plan.txt"] {
        std::fs::write(folder.join(name), "x").expect("a file");
    }
    for command in ["check", "build"] {
        let output = rumbo(site.path(), &[command, "--format", "short"]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("output-collision"), "{command}");
    }
    assert!(!site.path().join("public").exists());
}

#[test]
fn the_score_stage_imports_the_model_alone() {
    let mut open = vec![example().join("src/score")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source");
            let tests = path.to_string_lossy().contains("tests");
            for line in text.lines().filter(|line| !tests && line.contains("crate::")) {
                let allowed = line.contains("crate::model") || line.contains("crate::score") || line.trim_start().starts_with("//");
                assert!(allowed, "{}: {line}", path.display());
            }
        }
    }
}
