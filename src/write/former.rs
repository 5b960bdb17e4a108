//! A former edition of a site, to say what has changed since: an archive, a folder, or its list of sums alone.

use std::collections::BTreeMap;
use std::path::Path;

use super::bundle::{SUMS, contents};
use super::manifest::{MANIFEST, Manifest};
use super::verify::{There, of_folder, unreadable};
use crate::diag::{Code, Diagnostic};
use crate::fs;

/// What a former edition held.
pub struct Former {
    /// The SHA-256 of each file, 64 small hex digits, by path.
    sums: BTreeMap<String, String>,
    /// The files themselves, unless only the list is at hand.
    there: BTreeMap<String, There>,
}

impl std::fmt::Debug for Former {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Former({} files)", self.sums.len())
    }
}

impl Former {
    /// Reads an archive or a folder that holds a manifest or a list of sums, or such a list itself.
    ///
    /// # Errors
    /// It cannot be read, or is nothing of the kind.
    pub fn read(place: &Path) -> Result<Self, Vec<Diagnostic>> {
        let refuse = || {
            let fault = Diagnostic::at_path(Code::OutputNotOurs, fs::shown(place), "this is no former edition: there is no list of sums in it");
            vec![fault.hint(format!("name an archive that `rumbo bundle` made, a folder that `rumbo build` made, or the `{SUMS}` of one"))]
        };
        let there = match fs::kind(place).map_err(|error| unreadable(place, &error))? {
            fs::Kind::File => {
                let bytes = fs::read(place).map_err(|error| unreadable(place, &error))?;
                if !bytes.starts_with(b"PK") {
                    let sums = listed(&bytes).ok_or_else(refuse)?;
                    return Ok(Self { sums, there: BTreeMap::new() });
                }
                contents(place)?
            }
            _ => of_folder(place)?,
        };
        let list = |name: &str| match there.get(name) {
            Some(There::File(read)) => listed(&read().ok()?),
            _ => None,
        };
        let sums = list(MANIFEST).or_else(|| list(SUMS)).ok_or_else(refuse)?;
        Ok(Self { sums, there })
    }

    /// Every path with its SHA-256.
    pub fn sums(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sums.iter().map(|(path, sum)| (path.as_str(), sum.as_str()))
    }

    /// The SHA-256 of a file, if it was there.
    #[must_use]
    pub fn sum(&self, path: &str) -> Option<&str> {
        self.sums.get(path).map(String::as_str)
    }

    /// A file as it was, if it is at hand.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        match self.there.get(path)? {
            There::File(read) => read().ok(),
            _ => None,
        }
    }

    /// A text as it was, if it is at hand.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(self.bytes(path)?).ok()
    }
}

/// A manifest, or lines of a sum, two spaces and a path, as `sha256sum` writes them.
fn listed(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    if let Some(manifest) = Manifest::parse(bytes) {
        return Some(manifest.outputs.into_iter().map(|output| (output.path, output.sha256)).collect());
    }
    let line = |line: &str| {
        let (sum, path) = line.split_once(' ')?;
        let is_sum = sum.len() == 64 && sum.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_sum.then(|| (path.trim_start_matches([' ', '*']).to_owned(), sum.to_ascii_lowercase()))
    };
    let lines = std::str::from_utf8(bytes).ok()?.lines().filter(|line| !line.trim().is_empty());
    let sums: BTreeMap<String, String> = lines.map(line).collect::<Option<_>>()?;
    (!sums.is_empty()).then_some(sums)
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn sums_are_read_as_other_programs_write_them() {
        let sum = "a".repeat(64);
        let read = listed(format!("{sum}  index.html\r\n{sum} *print/es/Una hoja.pdf\n").as_bytes()).expect("sums");
        assert_eq!(read.keys().map(String::as_str).collect::<Vec<_>>(), ["index.html", "print/es/Una hoja.pdf"]);
        for text in ["", "no sums", "abc  index.html", "\u{0}"] {
            assert_eq!(listed(text.as_bytes()), None, "{text:?}");
        }
    }
}
