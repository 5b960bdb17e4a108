//! Builds killed for real, at random moments: the folder is always one whole site.
//!
//! Linux alone exchanges two folders in one step. Elsewhere the folder's name is free for a moment; that moment is
//! tested in the library itself (`src/write/tests/crash.rs`).
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests look at the disk past the door, and tell a child what to do")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use rumbo::write::{Difference, Plan, write};

/// Tells the child which folder to build.
const ROOT: &str = "RUMBO_TEST_KILL_ROOT";
/// What the child writes beside the folder when it has built once.
const STARTED: &str = "started";
const OUTPUTS: usize = 300;
const KILLS: u64 = 40;

fn plan(root: &Path, version: usize) -> Plan {
    // A third of the paths belong to one version alone.
    let path = |index: usize| if index.is_multiple_of(3) { format!("v{version}/{index}.html") } else { format!("es/{}/{index}.html", index % 7) };
    Plan {
        out: root.join("public"),
        site: root.join("site"),
        inputs: Vec::new(),
        keys: Default::default(),
        paths: (0..OUTPUTS).map(path).collect(),
        generator: format!("version {version}"),
    }
}

/// Every second output differs between versions; the others are linked.
fn bytes(index: usize, version: usize) -> Vec<u8> {
    let version = if index.is_multiple_of(2) { version } else { 9 };
    format!("output {index} of version {version}\n").repeat(1 + index % 50).into_bytes()
}

fn build(root: &Path, version: usize) {
    write(&plan(root, version), |index| Ok(Cow::Owned(bytes(index, version)))).unwrap();
}

/// Not a test: what the parent starts, and kills.
#[test]
#[ignore = "the other half of `a_killed_build_leaves_one_whole_site`"]
fn child_builds_for_ever() {
    let Some(root) = std::env::var_os(ROOT).map(PathBuf::from) else { return };
    build(&root, 1);
    fs::write(root.join(STARTED), "").unwrap();
    for version in (0..2).cycle() {
        build(&root, version);
    }
}

#[test]
fn a_killed_build_leaves_one_whole_site() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("site")).unwrap();
    let out = root.path().join("public");
    build(root.path(), 0);
    fs::write(out.join("mine.txt"), "mine").unwrap();

    let child_test = format!("{}::child_builds_for_ever", module_path!().split_once("::").map_or("", |(_, module)| module));
    let (mut seen, mut caught_writing) = ([0, 0], 0);
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", child_test.trim_start_matches("::"), "--include-ignored", "--test-threads=1"])
            .env(ROOT, root.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        for _ in 0..10_000 {
            if root.path().join(STARTED).exists() {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        fs::remove_file(root.path().join(STARTED)).unwrap();
        // Moments spread over some builds, the same in every run; where in a build they fall is chance enough.
        std::thread::sleep(Duration::from_micros(kill * 7_919 % 60_000));
        child.kill().unwrap(); // SIGKILL
        assert!(!child.wait().unwrap().success(), "the child ended before it was killed");

        caught_writing += usize::from(root.path().join(".public.rumbo-stage").exists());
        seen[check(&out)] += 1;
    }
    assert!(caught_writing > 0, "no kill came in the middle of a build ({seen:?})");

    build(root.path(), 0);
    build(root.path(), 1);
    assert_eq!(check(&out), 1);
    let mut names: Vec<_> = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["public", "site"]);
}

/// Which version stands there; panics unless it is the whole of it, and the stranger's file besides.
#[track_caller]
fn check(out: &Path) -> usize {
    assert_eq!(rumbo::write::verify(out).unwrap(), [Difference::Stranger(String::from("mine.txt"))]);
    assert_eq!(fs::read_to_string(out.join("mine.txt")).unwrap(), "mine");
    let version = usize::from(out.join("v1").exists());
    assert_ne!(out.join("v0").exists(), out.join("v1").exists());
    for (index, path) in plan(Path::new(""), version).paths.iter().enumerate() {
        assert!(fs::read(out.join(path)).unwrap() == bytes(index, version), "{path}");
    }
    version
}
