//! Filling the stage: outputs rendered and written or linked, strangers' files carried along, the manifest last.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;

use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use super::manifest::{MANIFEST, Manifest, Output, folders};
use super::swap::Step;
use super::target::{Old, Target, collision, failed};
use super::{Plan, Report};
use crate::diag::Diagnostic;
use crate::fs;
use crate::hash::sha256;

/// A stage that is whole.
pub(super) struct Staged {
    /// Whether it differs at all from the folder that it is to replace; if not, it is not even filled.
    pub(super) differs: bool,
    /// How.
    pub(super) report: Report,
}

/// What became of one output.
enum Done {
    Written(Output),
    Unchanged(Output),
}

/// Why an output is not there.
enum Failure {
    Render(Vec<Diagnostic>),
    Disk(io::Error),
}

pub(super) fn fill<'a, R>(plan: &Plan, render: &R, target: &Target, old: &Old, step: &(dyn Fn(Step) + Sync)) -> Result<Staged, Vec<Diagnostic>>
where
    R: Fn(usize) -> Result<Cow<'a, [u8]>, Vec<Diagnostic>> + Sync,
{
    let disk = |error: &io::Error| vec![failed(&target.shown, "cannot be written", error)];
    let ours: BTreeSet<&str> = old.manifest().into_iter().flat_map(Manifest::paths).collect();

    fs::create_folder(&target.stage).map_err(|error| disk(&error))?;
    for folder in folders(plan.paths.iter().map(String::as_str)) {
        fs::create_folder(&target.stage.join(folder)).map_err(|error| disk(&error))?;
    }
    let outputs: Vec<Result<Done, Failure>> = (plan.paths.par_iter().enumerate())
        .map(|(index, path)| {
            step(Step::Output(index));
            let key = plan.keys.get(path);
            if let Some(kept) = key.and_then(|key| kept(target, old, path, key)) {
                return Ok(Done::Unchanged(kept));
            }
            let bytes = render(index).map_err(Failure::Render)?;
            let output = Output { key: key.cloned(), ..Output::of(path, &bytes) };
            // A stranger's file with the same bytes is not taken over: it may have other names elsewhere, and change.
            if ours.contains(path.as_str()) && fs::holds(&target.out.join(path), &bytes) {
                return Ok(Done::Unchanged(output));
            }
            fs::write_new(&target.stage.join(path), &bytes).map_err(Failure::Disk)?;
            Ok(Done::Written(output))
        })
        .collect();
    let (manifest, unchanged) = sort_out(outputs, plan, target)?;

    let strangers = strangers(target, &ours, old).map_err(|error| disk(&error))?;
    refuse_collisions(plan, &strangers)?;
    let kept: BTreeSet<&str> = manifest.paths().collect();
    let report = Report {
        written: manifest.outputs.len() - unchanged.len(),
        unchanged: unchanged.len(),
        removed: ours.difference(&kept).count(),
        carried: strangers.iter().filter(|stranger| !stranger.folder).count(),
    };
    let bytes = manifest.to_bytes();
    if report.written == 0 && matches!(old, Old::Ours(_, old) if *old == bytes) {
        return Ok(Staged { differs: false, report });
    }

    (unchanged.par_iter())
        .try_for_each(|path| fs::link_or_copy(&target.out.join(path), &target.stage.join(path)))
        .and_then(|()| carry(target, &strangers))
        .and_then(|()| {
            if !matches!(old, Old::Nothing) {
                fs::copy_permissions(&target.out, &target.stage)?;
            }
            step(Step::Filled);
            fs::write_new(&target.stage.join(MANIFEST), &bytes)
        })
        .map_err(|error| disk(&error))?;
    step(Step::Staged);
    Ok(Staged { differs: true, report })
}

/// The output of the last build at a path, if it was made of the same and its file is as it was written.
fn kept(target: &Target, old: &Old, path: &str, key: &str) -> Option<Output> {
    let outputs = &old.manifest()?.outputs;
    let output = &outputs[outputs.binary_search_by(|output| output.path.as_str().cmp(path)).ok()?];
    let same = output.key.as_deref() == Some(key) && fs::read(&target.out.join(path)).is_ok_and(|bytes| sha256(&bytes) == output.sha256);
    same.then(|| output.clone())
}

/// The new manifest and the paths of unchanged outputs; or every fault, refusals of the disk as one: a full disk
/// refuses every output for the same reason.
fn sort_out(outputs: Vec<Result<Done, Failure>>, plan: &Plan, target: &Target) -> Result<(Manifest, Vec<String>), Vec<Diagnostic>> {
    let mut manifest = Manifest { generator: plan.generator.clone(), outputs: Vec::with_capacity(outputs.len()) };
    let (mut unchanged, mut faults, mut refused) = (Vec::new(), Vec::new(), BTreeMap::new());
    for (output, path) in outputs.into_iter().zip(&plan.paths) {
        match output {
            Ok(Done::Written(output)) => manifest.outputs.push(output),
            Ok(Done::Unchanged(output)) => {
                unchanged.push(output.path.clone());
                manifest.outputs.push(output);
            }
            Err(Failure::Render(mut found)) => faults.append(&mut found),
            Err(Failure::Disk(error)) => _ = refused.insert(path, error),
        }
    }
    if let Some((path, error)) = refused.iter().next() {
        let more = if refused.len() > 1 { format!(" (and {} more)", refused.len() - 1) } else { String::new() };
        faults.push(failed(&target.shown, &format!("cannot be written, first `{path}`{more}"), error));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    manifest.outputs.sort();
    Ok((manifest, unchanged))
}

/// What is in the old folder but not ours: files, and folders that hold nothing of ours (even empty ones: some
/// programs need them).
fn strangers(target: &Target, ours: &BTreeSet<&str>, old: &Old) -> io::Result<Vec<fs::Below>> {
    if old.manifest().is_none() {
        return Ok(Vec::new());
    }
    let our_folders = folders(ours.iter().copied());
    let mut found = fs::walk(&target.out)?;
    found.retain(|below| {
        let path = name(below);
        if below.folder { !our_folders.contains(path.as_str()) } else { path != MANIFEST && !ours.contains(path.as_str()) }
    });
    Ok(found)
}

/// A relative path as the manifest would have it. A name that is not UTF-8 gets a mark that no output can have.
fn name(below: &fs::Below) -> String {
    below.path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Refuses a build whose outputs would take the place of a stranger's file.
fn refuse_collisions(plan: &Plan, strangers: &[fs::Below]) -> Result<(), Vec<Diagnostic>> {
    let outputs: BTreeSet<String> = plan.paths.iter().map(|path| path.to_lowercase()).chain([MANIFEST.to_owned()]).collect();
    let folders = folders(outputs.iter().map(String::as_str));
    let faults: Vec<Diagnostic> = strangers
        .iter()
        .filter_map(|stranger| {
            let path = name(stranger);
            let lower = path.to_lowercase();
            let in_the_way = outputs.contains(&lower) || (!stranger.folder && folders.contains(lower.as_str()));
            in_the_way.then(|| {
                collision(&path, "this was put into the output folder by somebody else, and an output needs its place")
                    .hint("move or delete it, then build again")
            })
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Gives strangers' files a second name in the stage. Each folder comes before what it holds.
fn carry(target: &Target, strangers: &[fs::Below]) -> io::Result<()> {
    for fs::Below { path, folder } in strangers {
        let place: PathBuf = target.stage.join(path);
        if *folder {
            fs::create_folder(&place)?;
            continue;
        }
        // A folder that was ours and is no more stays for a stranger's sake.
        if let Some(above) = place.parent() {
            fs::create_folder(above)?;
        }
        fs::link_or_copy(&target.out.join(path), &place)?;
    }
    // Last, and from the inside out: a folder may forbid writing.
    for fs::Below { path, .. } in strangers.iter().rev().filter(|below| below.folder) {
        fs::copy_permissions(&target.out.join(path), &target.stage.join(path))?;
    }
    Ok(())
}
