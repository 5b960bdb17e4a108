//! From outputs to a folder on the disk, replaced as a whole or not at all.
//!
//! In: the path of every output and a pure function from its number to its bytes. Out: the folder, and how much of
//! it changed. Outputs are rendered in parallel into a sibling folder, the stage; what is unchanged is linked there,
//! not rewritten; what others put into the folder is carried along; then stage and folder change places. A build
//! killed at any moment leaves the old site or the new one, and the next build clears up after it.
//!
//! Nothing is flushed to the disk (`fsync`), neither file by file nor once at the end: measured, even the latter costs
//! several times the whole build, and it guards against a power cut alone. After one, [`verify`] tells what was lost,
//! and the next build, which compares every byte with what it would write, mends it; if the manifest itself was lost,
//! the build says so and asks for the folder to be deleted. Nothing is lost for good: the sources are elsewhere.

mod bundle;
mod former;
mod manifest;
mod stage;
mod swap;
mod target;

pub(crate) use target::check_paths;
mod verify;

pub use bundle::{Bundle, Files, Pack, SUMS, bundle};
pub use former::Former;
pub use manifest::{MANIFEST, Manifest, Output};
pub use verify::{Difference, verify};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diag::{self, Diagnostic};

/// What is to be written, and where.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The folder to make or replace.
    pub out: PathBuf,
    /// The site's folder, which must survive.
    pub site: PathBuf,
    /// The files and folders of the site that were read, relative to it: they must survive too, and the next build
    /// must not find outputs among them.
    pub inputs: Vec<String>,
    /// The path of every output: relative, with `/`, unique without regard to capitals.
    pub paths: Vec<String>,
    /// Outputs that are costly to make, by path, each with a hash of all that it is made of: if the last build made it
    /// of the same, it is taken over without being made again.
    pub keys: BTreeMap<String, String>,
    /// Name and version of the program, for the manifest.
    pub generator: String,
}

/// How much of the folder changed, in files; the manifest is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Outputs that are new or have other bytes than before.
    pub written: usize,
    /// Outputs that are as they were.
    pub unchanged: usize,
    /// Outputs of the last build that this one no longer has.
    pub removed: usize,
    /// Files that others put into the folder.
    pub carried: usize,
}

/// Makes or replaces the folder; `render` gives the bytes of the output at that index of [`Plan::paths`], on any
/// thread. If anything at all fails, all faults are returned and the folder is as it was. If all is as it was,
/// nothing is touched.
pub fn write<'a, R>(plan: &Plan, render: R) -> Result<Report, Vec<Diagnostic>>
where
    R: Fn(usize) -> Result<Cow<'a, [u8]>, Vec<Diagnostic>> + Sync,
{
    write_with(plan, &render, swap::Means { exchange: true, step: &|_| {} })
}

fn write_with<'a, R>(plan: &Plan, render: &R, means: swap::Means<'_>) -> Result<Report, Vec<Diagnostic>>
where
    R: Fn(usize) -> Result<Cow<'a, [u8]>, Vec<Diagnostic>> + Sync,
{
    target::check_paths(&plan.paths)?;
    let target = target::Target::find(plan)?;
    let lock = target.lock()?;
    let result = replace(plan, render, &target, means);
    lock.release();
    result.map_err(|mut faults| {
        diag::sort(&mut faults);
        faults
    })
}

/// The build proper, with the lock held.
fn replace<'a, R>(plan: &Plan, render: &R, target: &target::Target, means: swap::Means<'_>) -> Result<Report, Vec<Diagnostic>>
where
    R: Fn(usize) -> Result<Cow<'a, [u8]>, Vec<Diagnostic>> + Sync,
{
    swap::mend(target)?;
    let old = target.old()?;
    // Not undone by a guard: a panic must leave all as a kill would, for the next build to find.
    let staged = stage::fill(plan, render, target, &old, means.step);
    let result = staged.and_then(|staged| {
        if staged.differs {
            swap::swap(target, &old, means)?;
        }
        Ok(staged.report)
    });
    // What cannot be removed now (the stage, or after an exchange the old folder) is for the next build to report.
    let _ = crate::fs::remove(&target.stage);
    result
}

/// Writes one file as a whole or not at all.
///
/// # Errors
/// What the disk refuses.
pub fn replace_file(path: &std::path::Path, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = crate::fs::remove(&part).and_then(|()| crate::fs::write_new(&part, bytes)).and_then(|()| crate::fs::rename(&part, path));
    written.map_err(|error| {
        let _ = crate::fs::remove(&part);
        Box::new(target::failed(&crate::fs::shown(path), "cannot be written", &error))
    })
}

#[cfg(test)]
mod tests;
