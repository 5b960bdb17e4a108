//! Markdown in; HTML and faults out, through one helper.

mod compare;
mod computed;
mod headings;
mod links;
mod markup;
mod places;
mod properties;
mod walk;

use super::{Computed, Document, Prose, Target, parse};
use crate::diag::{Diagnostic, Format, render};
use crate::render::prose::{Links, Options, Words, html};
use crate::source::{FileId, Source, Sources};

/// Addresses as a flat folder of pages would have them.
pub(super) struct Flat;

impl Links for Flat {
    fn href(&self, target: &Target) -> Option<String> {
        Some(match target {
            Target::Entry { kind, id, anchor: None } => format!("{}/{id}.html", kind.word()),
            Target::Entry { kind, id, anchor: Some(anchor) } => format!("{}/{id}.html#{anchor}", kind.word()),
            Target::Anchor(anchor) => format!("#{anchor}"),
            Target::File(path) => path.clone(),
            Target::Outside(address) => address.clone(),
        })
    }
}

pub(super) fn read(text: &str) -> (Document, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let document = parse(&Prose::body(FileId(0), text, 0), &mut faults);
    (document, faults)
}

pub(super) fn html_of(document: &Document) -> String {
    let mut out = String::new();
    let computed = Computed::as_written(document);
    html(document, &Options { shift: 0, id_prefix: "", words: &Words::default() }, &Flat, &computed, &mut out);
    out
}

/// The faults, one a line: `line:column: error[code]: message (hint)`.
pub(super) fn told(text: &str, faults: &[Diagnostic]) -> String {
    let sources = Sources::new(vec![Source { path: String::from("a.md"), text: text.to_owned() }]);
    render(faults, &sources, Format::Short, false).replace("a.md:", "")
}

/// The HTML of a text, then its faults.
pub(super) fn shown(text: &str) -> String {
    let (document, faults) = read(text);
    format!("{}{}", html_of(&document), told(text, &faults))
}

/// Asserts what is [`shown`] for a text.
#[track_caller]
pub(super) fn check(text: &str, expected: &str) {
    pretty(&shown(text), expected);
}

/// Asserts the faults alone, without their hints.
#[track_caller]
pub(super) fn check_faults(text: &str, expected: &[&str]) {
    let (_, faults) = read(text);
    let found = told(text, &faults);
    let found: Vec<&str> = found.lines().map(|line| line.split(" (").next().unwrap_or(line)).collect();
    assert_eq!(found, expected, "\nfor:\n{text}");
}

#[track_caller]
pub(super) fn pretty(found: &str, expected: &str) {
    let (found, expected) = (found.trim(), expected.trim());
    assert!(found == expected, "found:\n{found}\n\nexpected:\n{expected}\n");
}
