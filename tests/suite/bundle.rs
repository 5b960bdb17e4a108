//! The site as one archive, and copies that are whole or not.

use std::fs;
use std::path::Path;

use crate::support::{copy_of_example, rumbo};

fn bundled(site: &Path, name: &str, more: &[&str]) -> std::process::Output {
    let out = site.join(name);
    let mut arguments = vec!["bundle", "--no-pdf", "--format", "short", "--out", out.to_str().expect("a path")];
    arguments.extend(more);
    rumbo(site, &arguments)
}

fn verified(path: &Path) -> (Option<i32>, String, String) {
    let output = rumbo(path.parent().expect("a folder"), &["verify", path.to_str().expect("a path")]);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// Unpacks an archive as any program would.
fn unpack(archive: &Path, to: &Path) {
    let mut archive = zip::ZipArchive::new(fs::File::open(archive).expect("the archive")).expect("a zip archive");
    archive.extract(to).expect("unpacked");
}

#[test]
fn an_archive_is_the_same_each_time_and_whole_when_unpacked() {
    let (one, other) = (copy_of_example(), copy_of_example());
    for site in [&one, &other] {
        let output = bundled(site.path(), "kit.zip", &[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let archive = one.path().join("kit.zip");
    assert!(fs::read(&archive).expect("bytes") == fs::read(other.path().join("kit.zip")).expect("bytes"), "two archives differ");
    assert_eq!(verified(&archive).1, "whole: every file is as it was built\n");
    let stick = one.path().join("stick");
    unpack(&archive, &stick);
    assert_eq!(verified(&stick).0, Some(0));
    assert_eq!(fs::read(stick.join("start-here.html")).expect("the start"), fs::read(stick.join("index.html")).expect("the first page"));
    let sums = fs::read_to_string(stick.join("SHA256SUMS")).expect("the sums");
    assert!(sums.lines().all(|line| line.len() > 66 && line.as_bytes()[64..66] == *b"  "), "not as `sha256sum` writes it");
    assert!(sums.lines().any(|line| line.ends_with("  en/search.html")));
}

#[test]
fn one_flipped_byte_one_missing_file_and_one_added_file_are_found() {
    let site = copy_of_example();
    assert!(bundled(site.path(), "kit.zip", &[]).status.success());
    let stick = site.path().join("stick");
    unpack(&site.path().join("kit.zip"), &stick);
    let flipped = stick.join("es/search.html");
    let mut bytes = fs::read(&flipped).expect("a page");
    bytes[100] ^= 1;
    fs::write(&flipped, bytes).expect("written");
    fs::remove_file(stick.join("data/funding.csv")).expect("removed");
    fs::write(stick.join("photo.jpg"), b"holiday").expect("written");
    let (code, found, hint) = verified(&stick);
    assert_eq!(code, Some(1));
    assert_eq!(found, "missing  data/funding.csv\nchanged  es/search.html\nadded    photo.jpg\n");
    assert!(hint.contains("copy the site again"), "{hint}");
}

#[test]
fn a_cut_archive_or_none_at_all_is_said_to_be_so() {
    let site = copy_of_example();
    assert!(bundled(site.path(), "kit.zip", &[]).status.success());
    let bytes = fs::read(site.path().join("kit.zip")).expect("bytes");
    let cut = site.path().join("cut.zip");
    fs::write(&cut, &bytes[..bytes.len() / 2]).expect("written");
    let (code, _, told) = verified(&cut);
    assert_eq!(code, Some(1));
    assert!(told.contains("this is no whole zip archive") && told.contains("copy it again"), "{told}");
    let (code, _, told) = verified(&site.path().join("content"));
    assert_eq!(code, Some(1));
    assert!(told.contains("there is no `rumbo-manifest.json` in it"), "{told}");
}

#[test]
fn an_archive_over_the_limit_is_not_written_and_the_largest_files_are_named() {
    let site = copy_of_example();
    let output = bundled(site.path(), "kit.zip", &["--max-size", "1"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("more than 1 MB; nothing was written"), "{told}");
    assert_eq!(told.lines().filter(|line| line.contains(" kB  ") || line.contains(" MB  ")).count(), 20, "{told}");
    assert!(!site.path().join("kit.zip").exists());
}
