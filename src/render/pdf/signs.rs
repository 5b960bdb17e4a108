//! Signs that print cannot show: found in the documents before anything is laid out, with their places.

use std::collections::BTreeSet;

use super::shown;
use crate::diag::{Code, Diagnostic};
use crate::doc::{BlockKind, Document, Inline, each_block, each_inline};
use crate::model::Toolbox;
use crate::outline::links::documents;

/// A warning for each sign of the prose that no embedded font has, once a document.
#[must_use]
pub fn signs(toolbox: &Toolbox) -> Vec<Diagnostic> {
    documents(toolbox).flat_map(|(_, document)| of(document)).collect()
}

fn of(document: &Document) -> Vec<Diagnostic> {
    let (mut told, mut faults) = (BTreeSet::new(), Vec::new());
    let notes = document.footnotes.iter().map(|footnote| footnote.blocks.as_slice());
    for blocks in std::iter::once(document.blocks.as_slice()).chain(notes) {
        each_block(blocks, &mut |block| {
            let mut text = |text: &str| {
                for sign in text.chars().filter(|sign| !shown(*sign)) {
                    if told.insert(sign) {
                        let mut span = block.span;
                        span.end = span.start;
                        faults.push(
                            Diagnostic::warning(Code::Print, span, format!("print has no sign for `{sign}` (U+{:04X})", u32::from(sign)))
                                .label("in this block")
                                .hint("say it in words; the PDF shows a replacement, the page shows it where the reader's computer can"),
                        );
                    }
                }
            };
            let mut inlines = |inlines: &[Inline]| {
                each_inline(inlines, &mut |inline| match inline {
                    Inline::Text(words) | Inline::Code(words) => text(words),
                    Inline::Image(image) => text(&image.alt),
                    _ => {}
                });
            };
            match &block.kind {
                BlockKind::Heading(heading) => inlines(&heading.content),
                BlockKind::Paragraph(content) => inlines(content),
                BlockKind::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| inlines(cell)),
                BlockKind::Code { text: code, .. } => text(code),
                _ => {}
            }
        });
    }
    faults
}
