//! A folder before, a build, the folder after: as text.
#![expect(clippy::disallowed_methods, reason = "tests look at the disk past the door")]
#![allow(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod crash;
mod refuse;
mod replace;

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use super::swap::{Means, Step};
use super::*;
use crate::diag::{Format, render};
use crate::source::Sources;

/// A site's folder with one input, and `public` beside it to build into.
struct Site {
    root: tempfile::TempDir,
    out: PathBuf,
}

/// Outputs as path and text.
type Outputs<'a> = &'a [(&'a str, &'a str)];

impl Site {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        fs::write(root.path().join("rumbo.yaml"), "title: x").unwrap();
        let out = root.path().join("public");
        Self { root, out }
    }

    fn plan(&self, outputs: Outputs<'_>) -> Plan {
        Plan {
            out: self.out.clone(),
            site: self.root.path().to_path_buf(),
            inputs: vec![String::from("rumbo.yaml"), String::from("content")],
            paths: outputs.iter().map(|(path, _)| (*path).to_owned()).collect(),
            keys: BTreeMap::new(),
            generator: String::from("rumbo 0.0.0"),
        }
    }

    /// Builds by way of an exchange (where there is one) or of two renames.
    fn build_by(&self, exchange: bool, step: &(dyn Fn(Step) + Sync), outputs: Outputs<'_>) -> Result<Report, Vec<Diagnostic>> {
        let bytes = |index: usize| Ok(Cow::Borrowed(outputs[index].1.as_bytes()));
        write_with(&self.plan(outputs), &bytes, Means { exchange, step })
    }

    fn build(&self, outputs: Outputs<'_>) -> Result<Report, Vec<Diagnostic>> {
        self.build_by(true, &|_| {}, outputs)
    }

    fn add(&self, path: &str, text: &str) {
        let place = self.root.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    /// The faults, with the test's own folder as `ROOT`.
    fn faults(&self, result: Result<Report, Vec<Diagnostic>>) -> String {
        let text = render(&result.unwrap_err(), &Sources::default(), Format::Short, false);
        text.trim().replace(&*self.root.path().to_string_lossy(), "ROOT")
    }

    /// Every file of the output folder with its text, the manifest left out; and what differs from the manifest.
    #[track_caller]
    fn holds(&self, expected: &str) {
        let mut actual = String::new();
        for below in crate::fs::walk(&self.out).unwrap() {
            let path = below.path.to_string_lossy().into_owned();
            if below.folder {
                if fs::read_dir(self.out.join(&below.path)).unwrap().next().is_none() {
                    actual.push_str(&format!("{path}/\n"));
                }
            } else if path != MANIFEST {
                actual.push_str(&format!("{path}: {}\n", fs::read_to_string(self.out.join(&path)).unwrap()));
            }
        }
        for difference in verify(&self.out).unwrap() {
            actual.push_str(&format!("{difference:?}\n"));
        }
        assert_eq!(actual.trim(), expected.trim());
    }

    /// What a build left beside the output folder.
    fn litter(&self) -> Vec<String> {
        let names = fs::read_dir(self.root.path()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| name.starts_with('.') && !(cfg!(not(unix)) && name.ends_with("lock"))).collect();
        names.sort();
        names
    }
}

fn report(written: usize, unchanged: usize, removed: usize, carried: usize) -> Report {
    Report { written, unchanged, removed, carried }
}

#[cfg(unix)]
fn inode(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    fs::symlink_metadata(path).unwrap().ino()
}
