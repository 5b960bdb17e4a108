//! The end of parsing: what is known only when the whole text has been read.
//!
//! References that are defined nowhere, footnotes that nothing refers to, and ids for the headings without one.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::LinkType;

use super::Builder;
use crate::diag::{Code, Diagnostic, Severity, suggest};
use crate::doc::tree::{CalloutKind, Document, Footnote};

/// A reference in brackets that is not defined anywhere.
pub(super) struct Undefined {
    pub(super) span: Range<usize>,
    pub(super) label: String,
    pub(super) kind: LinkType,
}

impl Undefined {
    /// Whether it can only be meant as a link: `[text][label]` or `[label][]`.
    fn is_written_out(&self) -> bool {
        use LinkType::{Collapsed, CollapsedUnknown, Reference, ReferenceUnknown};
        matches!(self.kind, Reference | ReferenceUnknown | Collapsed | CollapsedUnknown)
    }
}

impl Builder<'_> {
    pub(super) fn finish(mut self, undefined: &[Undefined]) -> Document {
        // The parser closes what it opens; should it ever not, nothing is lost.
        while self.stack.len() > 1 {
            self.close();
        }
        self.seal();
        let blocks = self.stack.pop().map(|root| root.blocks).unwrap_or_default();
        for reference in undefined {
            self.undefined(reference);
        }
        self.footnotes_in_order();
        let mut document = Document { blocks, footnotes: self.footnotes, computations: self.computations };
        self.headings.name_the_rest(&mut document);
        document
    }

    fn undefined(&mut self, reference: &Undefined) {
        let span = self.span(&reference.span);
        let label = self.masked.restore(&reference.label, &reference.span);
        if label.starts_with('^') {
            // Told where its text was met.
        } else if let Some(word) = label.strip_prefix('!')
            && self.begins_a_quote(reference.span.start)
        {
            let known = CalloutKind::ALL.iter().find(|kind| kind.word().eq_ignore_ascii_case(word));
            let (message, hint) = match known {
                Some(_) => (format!("`[!{word}]` does not stand alone on its line"), String::from("write the text on the next line, after `> `")),
                None => {
                    let hint = suggest(&word.to_lowercase(), CalloutKind::ALL.iter().map(|kind| kind.word()));
                    (format!("`{word}` is not a kind of call-out"), hint)
                }
            };
            self.fault(Code::BadValue, span, message, hint);
        } else if reference.is_written_out() {
            let hint = format!("define it on a line of its own: `[{label}]: address`");
            self.fault(Code::MissingReference, span, format!("the link `{label}` is not defined"), hint);
        }
        // Any other word in brackets is a word in brackets.
    }

    /// Whether nothing but a quotation's mark stands before an offset on its line.
    fn begins_a_quote(&self, offset: usize) -> bool {
        let before = self.masked.text.get(..offset).unwrap_or("");
        before.rsplit('\n').next().is_some_and(|line| line.trim_end().ends_with('>'))
    }

    /// Sorts the footnotes by their numbers; those that nothing refers to are told and left out.
    fn footnotes_in_order(&mut self) {
        let mut numbered: BTreeMap<usize, Footnote> = BTreeMap::new();
        for footnote in std::mem::take(&mut self.footnotes) {
            match self.numbers.get(&footnote.label.to_lowercase()) {
                Some(number) if !numbered.contains_key(number) => {
                    numbered.insert(*number, footnote);
                }
                found => {
                    let message = match found {
                        Some(_) => format!("footnote `{}` is defined twice", footnote.label),
                        None => format!("nothing refers to footnote `{}`", footnote.label),
                    };
                    let mut fault = Diagnostic::error(Code::MissingReference, footnote.span, message)
                        .hint(format!("write `[^{}]` where it belongs, or remove it", footnote.label));
                    fault.severity = if found.is_some() { Severity::Error } else { Severity::Warning };
                    self.faults.push(fault);
                }
            }
        }
        self.footnotes = numbered.into_values().collect();
    }
}
