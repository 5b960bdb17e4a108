//! What print cannot show well: signs that no font has and tables too wide for a page, found in the documents before
//! anything is laid out, with their places.

use std::collections::BTreeSet;

use super::shown;
use crate::diag::{Code, Diagnostic};
use crate::doc::{BlockKind, Document, Inline, Table, each_block, each_inline};
use crate::source::Span;
use crate::model::Toolbox;
use crate::outline::links::documents;

/// How wide a page's table can be, in tenths of a point, on the narrower of the two papers.
const PAGE: usize = 4660;
/// What a column needs besides its words, and for each letter of the longest one.
const COLUMN: usize = 100;
const LETTER: usize = 51;
/// Words are parted after this many letters, if they must.
const WORD: usize = 12;

/// A warning for each sign of the prose that no embedded font has, once a document, and for each table that is too wide.
#[must_use]
pub fn signs(toolbox: &Toolbox) -> Vec<Diagnostic> {
    documents(toolbox).flat_map(|(_, document)| of(document)).collect()
}

fn of(document: &Document) -> Vec<Diagnostic> {
    let (mut told, mut faults, mut tables) = (BTreeSet::new(), Vec::new(), Vec::new());
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
            if let BlockKind::Table(table) = &block.kind {
                tables.extend(wide(table, block.span));
            }
            match &block.kind {
                BlockKind::Heading(heading) => inlines(&heading.content),
                BlockKind::Paragraph(content) => inlines(content),
                BlockKind::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| inlines(cell)),
                BlockKind::Code { text: code, .. } => text(code),
                _ => {}
            }
        });
    }
    faults.append(&mut tables);
    faults
}

/// A warning if the columns of a table cannot stand side by side on a page.
fn wide(table: &Table, mut span: Span) -> Option<Diagnostic> {
    let longest = |column: usize| {
        let cells = std::iter::once(&table.head).chain(&table.rows).filter_map(|row| row.get(column));
        let mut longest = 0;
        for cell in cells {
            each_inline(cell, &mut |inline| {
                if let Inline::Text(words) | Inline::Code(words) = inline {
                    let letters = words.split(|sign: char| sign.is_whitespace() || sign == '-').map(|word| word.chars().count()).max();
                    longest = longest.max(letters.unwrap_or(0));
                }
            });
        }
        longest.min(WORD)
    };
    let width: usize = (0..table.head.len()).map(|column| COLUMN + LETTER * longest(column)).sum();
    (width > PAGE).then(|| {
        span.end = span.start;
        Diagnostic::warning(Code::Print, span, format!("this table of {} columns is too wide for a printed page", table.head.len()))
            .label("in this table")
            .hint("make two tables of it, turn rows into columns, or use shorter words in its head")
    })
}
