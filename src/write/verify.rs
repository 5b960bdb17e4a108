//! Comparing a folder or an archive with its manifest: is the copy on this stick the site that was built?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::manifest::{MANIFEST, Manifest};
use crate::diag::{Code, Diagnostic};
use crate::fs;

/// One way in which a folder differs from its manifest, with the path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// An output has other bytes, or cannot be read.
    Changed(String),
    /// An output is not there.
    Missing(String),
    /// A file is there that the manifest does not know.
    Stranger(String),
}

impl Difference {
    /// The path that differs.
    #[must_use]
    pub fn path(&self) -> &str {
        let (Self::Changed(path) | Self::Missing(path) | Self::Stranger(path)) = self;
        path
    }
}

/// Every difference between a folder, or a zip archive of one, and its manifest, sorted by path; fails when there is no
/// manifest to compare with.
pub fn verify(place: &Path) -> Result<Vec<Difference>, Vec<Diagnostic>> {
    let there = match fs::kind(place).map_err(|error| unreadable(place, &error))? {
        fs::Kind::File => super::bundle::contents(place)?,
        _ => of_folder(place)?,
    };
    let refuse = |message: String| {
        let fault = Diagnostic::at_path(Code::OutputNotOurs, fs::shown(place), message);
        vec![fault.hint("name a folder that `rumbo build` made or an archive that `rumbo bundle` made, or make it again")]
    };
    let bytes = match there.get(MANIFEST) {
        Some(There::File(read)) => read().map_err(|error| unreadable(place, &error))?,
        _ => return Err(refuse(format!("there is no `{MANIFEST}` in it"))),
    };
    let manifest = Manifest::parse(&bytes).ok_or_else(|| refuse(format!("the `{MANIFEST}` in it is damaged")))?;
    // A folder or link in an output's place is as bad as other bytes.
    let mut differences: Vec<Difference> = (manifest.outputs.par_iter())
        .filter_map(|output| match there.get(&output.path) {
            None => Some(Difference::Missing(output.path.clone())),
            Some(There::File(read)) if read().is_ok_and(|bytes| output.is(&bytes)) => None,
            Some(_) => Some(Difference::Changed(output.path.clone())),
        })
        .collect();
    let known: BTreeSet<&str> = manifest.paths().chain([MANIFEST]).collect();
    let strangers = there.iter().filter(|(path, what)| !matches!(what, There::Folder) && !known.contains(path.as_str()) && !is_of_system(path));
    differences.extend(strangers.map(|(path, _)| Difference::Stranger(path.clone())));
    differences.sort_by(|one, other| (one.path(), one).cmp(&(other.path(), other)));
    Ok(differences)
}

/// Whether a path is of what Windows and macOS write onto every stick that they look into.
fn is_of_system(path: &str) -> bool {
    const NAMES: [&str; 8] = [
        ".DS_Store", ".Spotlight-V100", ".TemporaryItems", ".Trashes", ".fseventsd", "System Volume Information", "Thumbs.db", "desktop.ini",
    ];
    path.split('/').any(|part| NAMES.contains(&part) || part.starts_with("._"))
}

/// What stands at a path.
pub(super) enum There {
    /// A file, and how to read it.
    File(Box<dyn Fn() -> std::io::Result<Vec<u8>> + Send + Sync>),
    /// A folder.
    Folder,
    /// A link, or something that is no file.
    Other,
}

pub(super) fn of_folder(folder: &Path) -> Result<BTreeMap<String, There>, Vec<Diagnostic>> {
    let walked = fs::walk(folder).map_err(|error| unreadable(folder, &error))?;
    let there = walked.into_iter().map(|below| {
        let place = folder.join(&below.path);
        let what = match (below.folder, fs::kind(&place)) {
            (true, _) => There::Folder,
            (false, Ok(fs::Kind::File)) => There::File(Box::new(move || fs::read(&place))),
            _ => There::Other,
        };
        (fs::shown(&below.path), what)
    });
    Ok(there.collect())
}

pub(super) fn unreadable(place: &Path, error: &std::io::Error) -> Vec<Diagnostic> {
    vec![Diagnostic::at_path(Code::UnreadableFile, fs::shown(place), format!("it cannot be compared: {}", fs::reason(error)))]
}
