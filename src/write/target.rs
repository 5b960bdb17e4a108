//! Whether the output folder may be replaced, and the names beside it that a build uses.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::manifest::{MANIFEST, Manifest, folders};
use super::Plan;
use crate::diag::{Code, Diagnostic};
use crate::fs::{self, Kind};

/// The output folder and the names beside it, all on the same disk.
pub(super) struct Target {
    /// The folder, links followed.
    pub(super) out: PathBuf,
    /// The folder as the user names it, for messages.
    pub(super) shown: String,
    /// Where the new site grows; after an exchange, where the old one waits to be removed.
    pub(super) stage: PathBuf,
    /// Where the old site waits while two renames are under way.
    pub(super) old: PathBuf,
    /// There while two renames are under way.
    pub(super) journal: PathBuf,
    lock: PathBuf,
}

/// What stands where the site is to go.
pub(super) enum Old {
    /// Nothing.
    Nothing,
    /// An empty folder.
    Empty,
    /// A site of ours, and its manifest as it stands there.
    Ours(Manifest, Vec<u8>),
}

impl Old {
    /// The manifest of the site that stands there, if one does.
    pub(super) fn manifest(&self) -> Option<&Manifest> {
        match self {
            Self::Ours(manifest, _) => Some(manifest),
            Self::Nothing | Self::Empty => None,
        }
    }
}

impl Target {
    /// Finds the folder, and refuses one whose replacement would take the site's own files with it.
    pub(super) fn find(plan: &Plan) -> Result<Self, Vec<Diagnostic>> {
        let shown = fs::shown(&plan.out);
        let resolve = |path: &Path| fs::resolve(path).map_err(|error| vec![failed(&fs::shown(path), "cannot be reached", &error)]);
        let refuse = |message: &str| Err(vec![refusal(&shown, message).hint("choose another folder with `--out`, for example `public`")]);
        let out = resolve(&plan.out)?;
        let (Some(above), Some(name)) = (out.parent(), out.file_name()) else {
            return refuse("the whole disk cannot be the output folder");
        };
        let site = resolve(&plan.site)?;
        if site == out {
            return refuse("the output folder is the site's own folder");
        }
        if site.starts_with(&out) {
            return refuse("the output folder contains the site's own folder");
        }
        for input in &plan.inputs {
            let place = resolve(&site.join(input))?;
            if place.starts_with(&out) {
                return refuse(&format!("the output folder contains `{input}`, which the site is made from"));
            }
            if out.starts_with(&place) {
                return refuse(&format!("the output folder lies in `{input}`, which the site is made from"));
            }
        }
        let beside = |what: &str| {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(what);
            above.join(hidden)
        };
        let (stage, old) = (beside(".rumbo-stage"), beside(".rumbo-old"));
        let (journal, lock) = (beside(".rumbo-journal"), beside(".rumbo-lock"));
        Ok(Self { out, shown, stage, old, journal, lock })
    }

    /// Keeps other builds of the same folder out.
    pub(super) fn lock(&self) -> Result<fs::Lock, Vec<Diagnostic>> {
        let above = self.lock.parent().unwrap_or(&self.lock);
        fs::create_folder(above).map_err(|error| vec![failed(&self.shown, "cannot be made", &error)])?;
        let lock = fs::lock(&self.lock).map_err(|error| vec![failed(&self.shown, "cannot be locked against other builds", &error)])?;
        lock.ok_or_else(|| {
            let message = "another build is writing this folder at this moment";
            vec![Diagnostic::at_path(Code::WriteFailed, &self.shown, message).hint("wait until it is done, then build again")]
        })
    }

    /// What stands at the folder's place; refuses what is not ours.
    pub(super) fn old(&self) -> Result<Old, Vec<Diagnostic>> {
        let failed = |error| vec![failed(&self.shown, "cannot be read", &error)];
        match fs::kind(&self.out).map_err(failed)? {
            Kind::Missing => return Ok(Old::Nothing),
            Kind::Folder => {}
            Kind::File | Kind::Other => {
                return Err(vec![refusal(&self.shown, "the output folder is a file").hint("choose another folder with `--out`")]);
            }
        }
        if fs::is_mount_point(&self.out) {
            let message = "a disk or stick begins here, and cannot be replaced as a whole";
            return Err(vec![Diagnostic::at_path(Code::WriteFailed, &self.shown, message).hint(format!("name a folder in it, for example `--out {}/site`", self.shown))]);
        }
        if fs::is_empty_folder(&self.out).map_err(failed)? {
            return Ok(Old::Empty);
        }
        let manifest = self.out.join(MANIFEST);
        if fs::kind(&manifest).map_err(failed)? != Kind::File {
            let message = format!("this folder is not empty and holds no `{MANIFEST}`: it was not made by rumbo");
            return Err(vec![refusal(&self.shown, &message).hint("choose another folder with `--out`, or empty this one")]);
        }
        let bytes = fs::read(&manifest).map_err(failed)?;
        match Manifest::parse(&bytes) {
            Some(manifest) => Ok(Old::Ours(manifest, bytes)),
            None => {
                let message = format!("the `{MANIFEST}` in this folder is damaged, so it is not known which files are rumbo's");
                Err(vec![refusal(&self.shown, &message).hint("save what is yours in it, delete the folder, and build again")])
            }
        }
    }
}

/// Refuses paths that leave the folder or collide, on a memory stick at the latest.
pub(crate) fn check_paths(paths: &[String]) -> Result<(), Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<String, &str> = BTreeMap::from([(MANIFEST.to_owned(), MANIFEST)]);
    for path in paths {
        let unsafe_part = |part: &str| part.is_empty() || part == "." || part == ".." || part.contains(['\\', ':', '\0']);
        if path.split('/').any(unsafe_part) {
            let message = format!("`{path}` cannot be the path of an output");
            faults.push(Diagnostic::at_path(Code::WriteFailed, path, message).hint("please report this: it is a mistake in rumbo or in the theme"));
        }
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            faults.push(collision(path, &format!("two outputs have the same path: `{other}` and `{path}`")).hint("rename one of the entries"));
        }
    }
    for folder in folders(seen.keys().map(String::as_str)) {
        if let Some(file) = seen.get(folder) {
            faults.push(collision(file, &format!("`{file}` is an output, and other outputs need a folder of that name")).hint("rename one of the entries"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

pub(super) fn collision(path: &str, message: &str) -> Diagnostic {
    Diagnostic::at_path(Code::OutputCollision, path, message)
}

fn refusal(path: &str, message: &str) -> Diagnostic {
    Diagnostic::at_path(Code::OutputNotOurs, path, message)
}

/// The system's refusal as a fault: `path` is shown as its place, `what` says what could not be done.
pub(super) fn failed(path: &str, what: &str, error: &std::io::Error) -> Diagnostic {
    Diagnostic::at_path(Code::WriteFailed, path, format!("this {what}: {}", fs::reason(error)))
        .hint("check free space and permissions; what was there is as it was")
}
