//! Computed sentences are hidden from the Markdown parser and found again in what it says.
//!
//! Before parsing, each `{{ expression }}` is replaced by as many bytes of letters, so that no `|`, `*` or `"` in an
//! expression is taken for Markdown and all offsets stay as they were. The first letter is one that the text does
//! not contain: by it, an expression inside code or an address, where it computes nothing, gets its text back.

use std::borrow::Cow;
use std::ops::Range;

/// A text whose computed sentences are hidden.
pub(super) struct Masked<'a> {
    /// What to parse: as long as the original, letters instead of expressions.
    pub(super) text: Cow<'a, str>,
    /// The ranges of the expressions with their braces, in order.
    expressions: Vec<Range<usize>>,
    /// Where a `{{` has no `}}` on its line.
    unclosed: Vec<usize>,
    /// Where a `[^` stands: a reference to a footnote, if that is defined.
    notes: Vec<usize>,
    original: &'a str,
    mark: char,
}

/// Hides the computed sentences of a text. `\{{` is literal, and so is `{{` before a backtick: a code span ends there.
pub(super) fn mask(original: &str) -> Masked<'_> {
    let notes = original.match_indices("[^").map(|(at, _)| at).filter(|at| !is_escaped(original, *at)).collect();
    let mut masked = Masked {
        text: Cow::Borrowed(original),
        expressions: Vec::new(),
        unclosed: Vec::new(),
        notes,
        original,
        mark: '\u{fdd0}',
    };
    let Some(first) = original.find("{{") else { return masked };
    // A letter of three bytes; expressions with braces have at least four.
    masked.mark = ('\u{fdd0}'..='\u{fdef}').find(|mark| !original.contains(*mark)).unwrap_or('\u{fdd0}');
    let mut text = String::with_capacity(original.len());
    let mut done = 0;
    let mut next = Some(first);
    while let Some(start) = next {
        let inside = start + 2;
        let resume = if is_escaped(original, start) {
            inside
        } else if let Some(end) = close(&original[inside..]) {
            let end = inside + end;
            text.push_str(&original[done..start]);
            text.push(masked.mark);
            text.extend(std::iter::repeat_n('x', end - start - masked.mark.len_utf8()));
            masked.expressions.push(start..end);
            done = end;
            end
        } else {
            masked.unclosed.push(start);
            inside
        };
        next = original[resume..].find("{{").map(|found| resume + found);
    }
    text.push_str(&original[done..]);
    masked.text = Cow::Owned(text);
    masked
}

/// Whether a sign follows an odd number of backslashes.
fn is_escaped(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// The length up to and with the closing braces, if they stand on the same line.
fn close(rest: &str) -> Option<usize> {
    let end = rest.find("}}")?;
    (!rest[..end].contains(['\n', '\r', '`'])).then_some(end + 2)
}

impl Masked<'_> {
    /// The expressions that begin within a range.
    pub(super) fn within(&self, range: &Range<usize>) -> &[Range<usize>] {
        between(&self.expressions, range, |expression| expression.start)
    }

    /// The unclosed braces within a range.
    pub(super) fn unclosed_within(&self, range: &Range<usize>) -> &[usize] {
        between(&self.unclosed, range, |offset| *offset)
    }

    /// The `[^label]` within a range, each with its label; where the parser gives them as text, no such footnote is
    /// defined.
    pub(super) fn notes_within(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, &str)> {
        between(&self.notes, range, |offset| *offset).iter().filter_map(|start| {
            let rest = self.original.get(start + 2..)?;
            let label = &rest[..rest.find(']')?];
            (!label.is_empty() && !label.contains(char::is_whitespace)).then_some((*start, label))
        })
    }

    /// Whether something that the parser says holds a hidden expression.
    pub(super) fn is_hidden_in(&self, text: &str) -> bool {
        !self.expressions.is_empty() && text.contains(self.mark)
    }

    /// Where the next hidden expression begins in something that the parser says, from byte `from` on.
    pub(super) fn next_hidden(&self, text: &str, from: usize) -> Option<usize> {
        text.get(from..)?.find(self.mark).map(|at| from + at)
    }

    /// Something that the parser says about a range of the text, with the author's own words for what was hidden.
    pub(super) fn restore(&self, said: &str, range: &Range<usize>) -> String {
        if !self.is_hidden_in(said) {
            return said.to_owned();
        }
        let mut restored = String::with_capacity(said.len());
        let mut rest = said;
        for expression in self.within(range) {
            let Some(at) = rest.find(self.mark) else { break };
            restored.push_str(&rest[..at]);
            restored.push_str(&self.original[expression.clone()]);
            rest = rest.get(at + expression.len()..).unwrap_or("");
        }
        restored.push_str(rest);
        restored
    }

    /// The text between an expression's braces, and its range; that of the braces where nothing is between them.
    pub(super) fn inside(&self, expression: &Range<usize>) -> (&str, Range<usize>) {
        let whole = &self.original[expression.start + 2..expression.end - 2];
        let trimmed = whole.trim_start();
        if trimmed.is_empty() {
            return ("", expression.clone());
        }
        let start = expression.start + 2 + (whole.len() - trimmed.len());
        let trimmed = trimmed.trim_end();
        (trimmed, start..start + trimmed.len())
    }
}

fn between<'a, T>(sorted: &'a [T], range: &Range<usize>, start: impl Fn(&T) -> usize) -> &'a [T] {
    let from = sorted.partition_point(|item| start(item) < range.start);
    let to = sorted.partition_point(|item| start(item) < range.end);
    sorted.get(from..to).unwrap_or(&[])
}
