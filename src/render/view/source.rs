//! Where a fact stands in the document that it is taken from, in words: the section of the document and the line of its
//! text copy. One notation for all pages and for paper.

use super::Maker;
use crate::model::site::SourceDocument;

/// A line, or the lines from one to another.
type Lines = (u32, u32);

impl Maker<'_> {
    /// `IOM, Regional Action Plan, 2018, section Colombia (line 805)`, from the short reference `L805` of the content;
    /// without a section where the site lists none. What is no reference to lines is shown as it is written; empty
    /// without a reference.
    pub(super) fn source_note(&self, source: Option<&str>) -> String {
        let Some(reference) = source else { return String::new() };
        let document = self.sources.toolbox.site.source.as_ref();
        let title = document.map(|document| self.text(&document.title)).unwrap_or_default();
        let Some(ranges) = ranges(reference) else {
            return bare(&self.words.fill("source_other", &[("document", &title), ("place", reference)]));
        };
        let places: Vec<String> = by_section(document, &ranges).into_iter().map(|(section, ranges)| self.place(document, section, &ranges)).collect();
        bare(&self.words.fill("source_lines", &[("document", &title), ("places", &places.join("; "))]))
    }

    /// Lines of one section in words.
    fn place(&self, document: Option<&SourceDocument>, section: Option<usize>, ranges: &[Lines]) -> String {
        let one = matches!(ranges, [(from, to)] if from == to);
        let numbers: Vec<String> = ranges.iter().map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") }).collect();
        let lines = self.words.fill(if one { "source_line" } else { "source_line_many" }, &[("lines", &numbers.join(", "))]);
        match document.zip(section).and_then(|(document, section)| document.sections.get(section)) {
            Some(section) => self.words.fill("source_section", &[("section", &self.text(&section.title)), ("lines", &lines)]),
            None => lines,
        }
    }
}

/// Without what would join it to the name of a document: a site that names none has only places in what its authors know.
fn bare(note: &str) -> String {
    note.trim_start_matches([',', ' ']).to_owned()
}

/// The lines that a reference names: `L805`, `L102-L106`, `L55, L61`. `None` if it names something else.
fn ranges(reference: &str) -> Option<Vec<Lines>> {
    let number = |text: &str| {
        let digits = text.trim().trim_start_matches('L');
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u32>().ok()).flatten()
    };
    let range = |text: &str| {
        let (from, to) = text.split_once(['-', '–']).unwrap_or((text, text));
        Some((number(from)?, number(to)?))
    };
    reference.starts_with('L').then(|| reference.split([',', ';']).map(range).collect()).flatten()
}

/// Ranges by the section in which each begins, in the order of the reference.
fn by_section(document: Option<&SourceDocument>, ranges: &[Lines]) -> Vec<(Option<usize>, Vec<Lines>)> {
    let section = |line: u32| document.and_then(|document| document.sections.partition_point(|section| section.line <= line).checked_sub(1));
    let mut places: Vec<(Option<usize>, Vec<Lines>)> = Vec::new();
    for range in ranges {
        let of = section(range.0);
        match places.last_mut().filter(|(last, _)| *last == of) {
            Some((_, ranges)) => ranges.push(*range),
            None => places.push((of, vec![*range])),
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{by_section, ranges};
    use crate::model::Text;
    use crate::model::site::{Section, SourceDocument};
    use crate::source::{FileId, Span};

    #[test]
    fn references_to_lines_are_read_in_every_notation_and_nothing_else_is() {
        assert_eq!(ranges("L805"), Some(vec![(805, 805)]));
        assert_eq!(ranges("L102-L106"), Some(vec![(102, 106)]));
        assert_eq!(ranges("L102–106; L8, L9"), Some(vec![(102, 106), (8, 8), (9, 9)]));
        for other in ["page 12", "L", "Law 7", "L12 and L14", "La Guajira", "12"] {
            assert_eq!(ranges(other), None, "{other}");
        }
    }

    #[test]
    fn a_line_belongs_to_the_section_that_begins_last_before_it() {
        let text = |title: &str| Text::same(title, Span::file_start(FileId::default()));
        let section = |line, title| Section { line, title: text(title) };
        let document = SourceDocument { title: text("Plan"), url: None, sections: vec![section(5, "First"), section(20, "Second")] };
        let found = by_section(Some(&document), &[(4, 4), (5, 30), (19, 19), (20, 20)]);
        assert_eq!(found, [(None, vec![(4, 4)]), (Some(0), vec![(5, 30), (19, 19)]), (Some(1), vec![(20, 20)])]);
        assert_eq!(by_section(None, &[(7, 7)]), [(None, vec![(7, 7)])]);
    }
}
