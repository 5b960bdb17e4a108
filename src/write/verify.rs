//! Comparing a folder with its manifest: is the copy on this stick the site that was built?

use std::collections::BTreeMap;
use std::path::Path;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::manifest::{MANIFEST, Manifest, Output};
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

/// Every difference between a folder and its manifest, sorted by path; fails when there is no manifest to compare with.
pub fn verify(out: &Path) -> Result<Vec<Difference>, Vec<Diagnostic>> {
    let refuse = |message: String| {
        let fault = Diagnostic::at_path(Code::OutputNotOurs, fs::shown(out), message);
        vec![fault.hint("name a folder that `rumbo build` made, or build it again")]
    };
    let unreadable = |error: std::io::Error| {
        let message = format!("this folder cannot be compared: {}", fs::reason(&error));
        vec![Diagnostic::at_path(Code::UnreadableFile, fs::shown(out), message)]
    };
    let place = out.join(MANIFEST);
    if fs::kind(&place).map_err(unreadable)? != fs::Kind::File {
        return Err(refuse(format!("there is no `{MANIFEST}` in this folder")));
    }
    let bytes = fs::read(&place).map_err(unreadable)?;
    let manifest = Manifest::parse(&bytes).ok_or_else(|| refuse(format!("the `{MANIFEST}` in this folder is damaged")))?;

    // A folder or link in an output's place is as bad as other bytes.
    let there: BTreeMap<String, bool> = fs::walk(out)
        .map_err(unreadable)?
        .into_iter()
        .map(|below| (fs::shown(&below.path), below.folder))
        .collect();
    let mut differences: Vec<Difference> = (manifest.outputs.par_iter())
        .filter_map(|output| match there.get(&output.path) {
            None => Some(Difference::Missing(output.path.clone())),
            Some(_) => (!is_as_built(out, output)).then(|| Difference::Changed(output.path.clone())),
        })
        .collect();
    let known: std::collections::BTreeSet<&str> = manifest.paths().chain([MANIFEST]).collect();
    let strangers = there.iter().filter(|(path, folder)| !**folder && !known.contains(path.as_str()));
    differences.extend(strangers.map(|(path, _)| Difference::Stranger(path.clone())));
    differences.sort_by(|one, other| (one.path(), one).cmp(&(other.path(), other)));
    Ok(differences)
}

fn is_as_built(out: &Path, output: &Output) -> bool {
    let place = out.join(&output.path);
    fs::kind(&place).is_ok_and(|kind| kind == fs::Kind::File)
        && fs::read(&place).is_ok_and(|bytes| Output::of(&output.path, &bytes) == *output)
}
