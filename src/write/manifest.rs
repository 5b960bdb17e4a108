//! The list of what Rumbo wrote, kept in the folder itself: what is in it is ours, all else is somebody's.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::hash::sha256;

/// The manifest's name in the output folder.
pub const MANIFEST: &str = "rumbo-manifest.json";

/// What a build wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Name and version of the program that wrote it.
    pub generator: String,
    /// Every output, sorted by path; the manifest itself is not among them.
    pub outputs: Vec<Output>,
}

/// One output.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Output {
    /// Relative path, with `/`.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes, 64 small hex digits.
    pub sha256: String,
    /// The hash of all that it was made of, where another build may take it over for that.
    #[serde(default)]
    pub key: Option<String>,
}

impl Output {
    /// Describes an output.
    #[must_use]
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), size: u64::try_from(bytes.len()).unwrap_or(u64::MAX), sha256: sha256(bytes), key: None }
    }

    /// Whether these are its bytes.
    #[must_use]
    pub fn is(&self, bytes: &[u8]) -> bool {
        u64::try_from(bytes.len()) == Ok(self.size) && sha256(bytes) == self.sha256
    }
}

impl Manifest {
    /// Understands a manifest; none if it is not one.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// The manifest as it is written: JSON, one output a line, so that two builds can be compared line by line.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let mut out = format!("{{\n\"generator\": {},\n\"outputs\": [", text(&self.generator));
        for (index, output) in self.outputs.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let Output { path, size, sha256, key } = output;
            let key = key.as_ref().map(|key| format!(", \"key\": {}", text(key))).unwrap_or_default();
            out.push_str(&format!("{comma}\n{{\"path\": {}, \"size\": {size}, \"sha256\": {}{key}}}", text(path), text(sha256)));
        }
        out.push_str("\n]\n}\n");
        out.into_bytes()
    }

    /// The path of every output.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.outputs.iter().map(|output| output.path.as_str())
    }
}

/// Every folder that holds one of `paths`, near or far, each before what is in it; the root is not among them.
pub(super) fn folders<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    paths.flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end])).collect()
}
