//! Which pages of a printed document to replace, for those who hold an older print in a binder.
//!
//! Each document has a comment with a mark of each of its pages, which changes with what stands on the page between head
//! and foot. So two editions of a document are compared without being read as documents.

use serde::Serialize;

/// What the comment begins with.
const COMMENT: &str = "%RumboPages";
/// How near the end of a document the comment stands, in bytes.
const NEAR: usize = 256 << 10;
/// How many characters a mark has.
const MARK: usize = 12;

/// The comment that holds these marks, a line of its own.
#[cfg(any(feature = "pdf", test))]
#[must_use]
pub(crate) fn comment(marks: &[String]) -> String {
    marks.iter().fold(String::from(COMMENT), |line, mark| line + " " + mark) + "\n"
}

/// The marks of a document, if it has any.
fn marks(pdf: &[u8]) -> Option<Vec<&str>> {
    let tail = pdf.get(pdf.len().saturating_sub(NEAR)..)?;
    let begin = tail.windows(COMMENT.len()).rposition(|window| window == COMMENT.as_bytes())? + COMMENT.len();
    let line = tail.get(begin..)?.split(|byte| *byte == b'\n' || *byte == b'\r').next()?;
    let marks: Vec<&str> = std::str::from_utf8(line).ok()?.split_ascii_whitespace().collect();
    (!marks.is_empty() && marks.iter().all(|mark| mark.len() == MARK)).then_some(marks)
}

/// What to do with the pages of an older print.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Replace {
    /// Pages that say something else, by number.
    pub(super) changed: Vec<usize>,
    /// Pages that are added at the end.
    pub(super) added: Vec<usize>,
    /// Pages of the old print that have no page in their place.
    pub(super) gone: Vec<usize>,
}

impl Replace {
    /// Whether all pages of the old print stay as they are.
    pub(super) fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares an older edition of a document with this one; `None` if one of them has no marks.
pub(super) fn between(before: &[u8], now: &[u8]) -> Option<Replace> {
    let (before, now) = (marks(before)?, marks(now)?);
    let numbers = |from: usize, to: usize| (from + 1..=to).collect();
    Some(Replace {
        changed: before.iter().zip(&now).zip(1..).filter(|((old, new), _)| old != new).map(|(_, number)| number).collect(),
        added: numbers(before.len(), now.len()),
        gone: numbers(now.len(), before.len()),
    })
}

/// Page numbers as people write them: `4, 7–9`.
pub(super) fn ranges(pages: &[usize]) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for page in pages {
        match parts.last_mut() {
            Some((_, to)) if *to + 1 == *page => *to = *page,
            _ => parts.push((*page, *page)),
        }
    }
    let told = parts.into_iter().map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") });
    told.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Replace, between, comment, ranges};

    #[test]
    fn pages_are_compared_by_their_marks() {
        let pdf = |marks: &str| format!("%PDF-1.7\n…{}startxref\n9\n%%EOF", comment(&marks.chars().map(|mark| mark.to_string().repeat(12)).collect::<Vec<_>>())).into_bytes();
        let told = |before: &str, now: &str| between(&pdf(before), &pdf(now)).expect("marks");
        assert!(told("abc", "abc").is_nothing());
        assert_eq!(told("abcd", "axcy"), Replace { changed: vec![2, 4], ..Replace::default() });
        assert_eq!(told("ab", "abcd"), Replace { added: vec![3, 4], ..Replace::default() });
        assert_eq!(told("abcd", "xb"), Replace { changed: vec![1], gone: vec![3, 4], ..Replace::default() });
        for other in [&b"%PDF-1.7 %%EOF"[..], b"%RumboPages", b"%RumboPages \xff", b"%RumboPages short\n", b""] {
            assert_eq!(between(other, &pdf("a")), None);
        }
    }

    #[test]
    fn page_numbers_are_told_in_ranges() {
        for (pages, expected) in [(vec![], ""), (vec![4], "4"), (vec![4, 7, 8, 9], "4, 7–9"), (vec![1, 2, 4, 5], "1–2, 4–5")] {
            assert_eq!(ranges(&pages), expected);
        }
    }
}
