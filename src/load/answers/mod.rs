//! The media in which a returned answer file can come, besides YAML and JSON, which the YAML door reads: one reader
//! each, from text to the same tree with places. The short checksum of an answer file is computed here too: it is the
//! same in every medium.

pub mod pdf;
pub mod text;

use std::sync::Arc;

use rayon::prelude::*;

use super::yaml::{Node, Value};
use crate::diag::Diagnostic;
use crate::source::Source;

/// Where returned answer files are dropped.
const FOLDER: &str = "assessments/answers/";

/// What the returned files that are no texts say, as texts that stand at their places.
#[derive(Debug, Default)]
pub struct Returned {
    /// An answer file for each that could be read.
    pub texts: Vec<Source>,
    /// The paths of those that could not.
    pub broken: Vec<String>,
    /// What is wrong with them.
    pub faults: Vec<Diagnostic>,
}

/// Reads the returned files among a site's binaries (path and content).
#[must_use]
pub fn returned(binaries: &[(String, Arc<[u8]>)]) -> Returned {
    let form = |path: &str| path.starts_with(FOLDER) && path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("pdf"));
    let forms: Vec<_> = binaries.par_iter().filter(|(path, _)| form(path)).map(|(path, bytes)| (path, pdf::read(path, bytes))).collect();
    let mut returned = Returned::default();
    for (path, read) in forms {
        match read {
            Ok((text, mut warnings)) => {
                returned.faults.append(&mut warnings);
                returned.texts.push(Source { path: path.clone(), text });
            }
            Err(mut faults) => {
                returned.faults.append(&mut faults);
                returned.broken.push(path.clone());
            }
        }
    }
    returned
}

/// The key that the checksum stands under; it is left out of what it sums up.
pub const CHECKSUM: &str = "checksum";

/// The short checksum of an answer file: 12 hexadecimal digits of SHA-256 in groups of four, over a text that does not
/// depend on the medium, on the order of keys or on how values are quoted. `src/client/form-checksum.js` computes the
/// same.
#[must_use]
pub fn checksum(node: &Node) -> String {
    let mut text = String::new();
    push(node, &mut text, true);
    let hex = crate::hash::short(text.as_bytes(), 12);
    format!("{}-{}-{}", &hex[..4], &hex[4..8], &hex[8..])
}

/// Whether two checksums are the same, however they were typed.
#[must_use]
pub fn same_checksum(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.chars().filter(char::is_ascii_hexdigit).map(|c| c.to_ascii_lowercase()).collect::<String>();
    plain(one) == plain(other)
}

/// `{"key"value…}` with sorted keys, `[value…]`, `"text"`; nothing for an empty value.
fn push(node: &Node, out: &mut String, outermost: bool) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => quote(&scalar.text, out),
        Value::Sequence(items) => {
            out.push('[');
            items.iter().for_each(|item| push(item, out, false));
            out.push(']');
        }
        Value::Mapping(entries) => {
            let mut sorted: Vec<_> = entries.iter().filter(|entry| !(outermost && entry.key == CHECKSUM)).collect();
            sorted.sort_by(|a, b| a.key.cmp(&b.key));
            out.push('{');
            for entry in sorted {
                quote(&entry.key, out);
                push(&entry.value, out, false);
            }
            out.push('}');
        }
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{checksum, same_checksum, text};
    use crate::load::yaml;
    use crate::source::FileId;

    fn yaml_sum(text: &str) -> String {
        checksum(&yaml::parse(FileId::default(), text, 0).0.expect("YAML"))
    }

    #[test]
    fn the_checksum_is_the_same_in_every_medium() {
        let json = r#"{"checksum": "0000-0000-0000", "unit": "a", "respondent": {"code": "r1"}, "asked": ["x", "y"],
            "answers": {"q": 3, "w": {"value": "yes", "note": "two\nlines"}, "g": {"s": "yes"}}}"#;
        let yaml = "answers:\n  w: {note: \"two\\nlines\", value: yes}\n  g:\n    s: yes\n  q: '3'\nunit: a\nasked: [x, y]\nrespondent: {code: r1}\n";
        let lines = "RUMBO ANSWERS 1\nunit: a\nrespondent/code: r1\nasked/1: x\nasked/2: y\nq = 3\nw/value = yes\nw/note = two\\nlines\ng/s = yes\nEND RUMBO\n";
        let (node, faults) = text::parse(FileId::default(), lines);
        assert!(faults.is_empty(), "{faults:?}");
        let sum = yaml_sum(json);
        assert_eq!(sum, yaml_sum(yaml));
        assert_eq!(sum, checksum(&node.expect("a tree")));
        assert_ne!(sum, yaml_sum(&json.replace("\"q\": 3", "\"q\": 2")));
    }

    #[test]
    fn a_checksum_may_be_typed_in_any_way() {
        assert!(same_checksum("a1b2-C3D4-e5f6", "A1B2 c3d4 E5F6"));
        assert!(!same_checksum("a1b2-c3d4-e5f6", "a1b2-c3d4-e5f7"));
    }
}
