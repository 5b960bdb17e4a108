//! Prose and where it stands: from offsets in a text to places in a file.
//!
//! A Markdown file's body is its file's bytes; the lines of a `|` block are the file's lines without their
//! indentation; any other text inside YAML can only name where it starts.

use std::ops::Range;

use crate::load::leaf::Wording;
use crate::source::{FileId, Span, floor_char_boundary};

/// A Markdown text and its places.
#[derive(Clone, Debug)]
pub struct Prose<'a> {
    /// The file it stands in.
    pub file: FileId,
    /// The Markdown.
    pub text: &'a str,
    /// How offsets in `text` map to the file.
    pub places: Places,
}

/// How the offsets of a text map to those of its file.
#[derive(Clone, Debug)]
pub enum Places {
    /// The text is the file from this byte on.
    Shift(usize),
    /// Each line's start in the text with its start in the file, in order, the first at 0.
    Lines(Vec<(usize, usize)>),
    /// Everything is reported at this place.
    Start(Span),
}

impl<'a> Prose<'a> {
    /// The body of a Markdown file: `text` is the file from byte `offset` on.
    #[must_use]
    pub fn body(file: FileId, text: &'a str, offset: usize) -> Self {
        Self { file, text, places: Places::Shift(offset) }
    }

    /// A wording inside YAML; `file_text` is the text of the file it stands in.
    #[must_use]
    pub fn wording(wording: &'a Wording, file_text: &str) -> Self {
        let places =
            if wording.literal { Places::literal(&wording.text, file_text, wording.span) } else { Places::Start(wording.span) };
        Self { file: wording.span.file, text: &wording.text, places }
    }

    /// The place of a range of the text.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        match &self.places {
            Places::Shift(base) => Span::new(self.file, base + range.start, base + range.end),
            Places::Lines(lines) => {
                let start = in_file(lines, range.start);
                // The last byte decides where the range ends: the first byte after it may be on the next line.
                let end = if range.end > range.start { in_file(lines, range.end - 1) + 1 } else { start };
                Span::new(self.file, start, end)
            }
            Places::Start(span) => *span,
        }
    }

    /// Whether [`Prose::span`] gives exact places.
    pub(super) fn is_located(&self) -> bool {
        !matches!(self.places, Places::Start(_))
    }
}

fn in_file(lines: &[(usize, usize)], offset: usize) -> usize {
    let index = lines.partition_point(|(start, _)| *start <= offset);
    match index.checked_sub(1).and_then(|index| lines.get(index)) {
        Some((text_start, file_start)) => file_start + (offset - text_start),
        None => offset,
    }
}

impl Places {
    /// The places of a `|` block: `span` is the scalar's place in the file, `text` what it says (white space
    /// at its ends may have been removed).
    #[must_use]
    pub fn literal(text: &str, file_text: &str, span: Span) -> Self {
        let start = floor_char_boundary(file_text, span.start as usize);
        let mut offset = file_text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let file_lines = file_text[offset..].split_inclusive('\n').map(|line| {
            offset += line.len();
            (offset - line.len(), line.trim_end())
        });
        // The header line with its `|` and blank lines come before the first line of the text.
        let first = text.lines().next().unwrap_or("").trim();
        let mut file_lines = file_lines.skip_while(|(_, line)| line.trim_start() != first);
        let mut lines = Vec::new();
        let mut text_offset = 0;
        for line in text.split_inclusive('\n') {
            let Some((file_offset, written)) = file_lines.next() else { break };
            let said = line.trim_end();
            let indentation = if written.ends_with(said) { written.len() - said.len() } else { 0 };
            lines.push((text_offset, file_offset + indentation));
            text_offset += line.len();
        }
        if lines.is_empty() { Self::Start(span) } else { Self::Lines(lines) }
    }
}
