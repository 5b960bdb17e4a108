//! Headings while a text is parsed: their levels, their ids and their roles.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::CowStr;

use super::anchor::{is_anchor, slug};
use super::tree::{BlockKind, Document, Heading, Inline, Role};
use super::walk::{Computed, push_plain_text};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::leaf::bad_id;
use crate::source::Span;

/// What the parser says about a heading's attribute block.
pub(super) struct Attributes<'a> {
    /// The id without its `#`.
    pub(super) id: Option<CowStr<'a>>,
    /// The classes without their dots.
    pub(super) classes: Vec<CowStr<'a>>,
    /// Everything else.
    pub(super) others: Vec<(CowStr<'a>, Option<CowStr<'a>>)>,
    /// Where the block stands in the text.
    pub(super) range: Range<usize>,
}

/// What a heading needs to know of those before it.
#[derive(Default)]
pub(super) struct Headings {
    /// The level of the heading before.
    level: u8,
    /// The ids that authors wrote, with their places.
    explicit: BTreeMap<String, Span>,
}

impl Headings {
    /// Checks a heading's level; gives the level to go on with.
    pub(super) fn level(&mut self, level: u8, span: Span, faults: &mut Vec<Diagnostic>) -> u8 {
        let before = self.level.max(1);
        self.level = level.max(2);
        if level == 1 {
            faults.push(
                Diagnostic::error(Code::HeadingLevel, span, "a heading of level 1 is the title's alone")
                    .label("level 1")
                    .hint("begin with `##`; the title comes from `title:`"),
            );
        } else if level > before + 1 {
            let expected = "#".repeat(usize::from(before) + 1);
            let message = if before == 1 {
                format!("the first heading is of level {level}")
            } else {
                format!("a heading of level {level} follows one of level {before}")
            };
            faults.push(
                Diagnostic::error(Code::HeadingLevel, span, message)
                    .label(format!("level {level}"))
                    .hint(format!("write `{expected}`: go down one level at a time")),
            );
        }
        self.level
    }

    /// Reads a heading's attributes; `text` is the whole prose, `place` maps its ranges to the file.
    pub(super) fn attributes(
        &mut self,
        attributes: &Attributes<'_>,
        text: &str,
        place: impl Fn(Range<usize>) -> Span,
        faults: &mut Vec<Diagnostic>,
    ) -> (Option<String>, Option<Role>) {
        let find = |sign: &str, word: &str| {
            let block = &text[attributes.range.clone()];
            match block.find(&format!("{sign}{word}")) {
                Some(at) => {
                    let start = attributes.range.start + at;
                    place(start..start + sign.len() + word.len())
                }
                None => place(attributes.range.clone()),
            }
        };
        let mut role: Option<Role> = None;
        for class in &attributes.classes {
            let span = find(".", class);
            match (Role::ALL.iter().copied().find(|role| role.word() == &**class), role) {
                (Some(_), Some(first)) => faults.push(
                    Diagnostic::error(Code::BadValue, span, format!("a second role: this section is `.{}` already", first.word()))
                        .hint("a section has one role; keep one of them"),
                ),
                (Some(known), None) => role = Some(known),
                (None, _) => faults.push(
                    Diagnostic::error(Code::UnknownRole, span, format!("`.{class}` is not a role of a section"))
                        .hint(suggest(class, Role::ALL.iter().map(|role| role.word()))),
                ),
            }
        }
        for (name, _) in &attributes.others {
            faults.push(
                Diagnostic::error(Code::BadValue, find("", name), format!("a heading has no attribute `{name}`"))
                    .hint("between the braces only `#id` and `.role` may stand"),
            );
        }
        let id = attributes.id.as_ref().and_then(|id| {
            let span = find("#", id);
            if !is_anchor(id) {
                faults.push(bad_id(id, span));
                return None;
            }
            if let Some(first) = self.explicit.get(&**id) {
                faults.push(
                    Diagnostic::error(Code::DuplicateAnchor, span, format!("two headings have the id `{id}`"))
                        .label("again here")
                        .related(*first, "first here")
                        .hint("give one of them another id"),
                );
                return None;
            }
            self.explicit.insert(id.to_string(), span);
            Some(id.to_string())
        });
        (id, role)
    }

    /// Gives every heading without an id one of its own, made from its text.
    pub(super) fn name_the_rest(self, document: &mut Document) {
        let mut names = Names { taken: self.explicit.into_keys().map(|id| (id, 1)).collect() };
        document.each_block_mut(|block| {
            if let BlockKind::Heading(heading) = &mut block.kind
                && heading.id.is_empty()
            {
                heading.id = names.generate(heading);
            }
        });
    }
}

/// The ids that are taken, each with the last number tried after it.
pub(super) struct Names {
    pub(super) taken: BTreeMap<String, usize>,
}

impl Names {
    /// An id made from a heading's text that no other heading has.
    fn generate(&mut self, heading: &Heading) -> String {
        let mut text = String::new();
        push_plain_text(&heading.content, &Computed::default(), &mut text);
        self.free(slug(&text).unwrap_or_else(|| String::from("section")))
    }

    /// The id itself if nobody has it, else with the first free number after it.
    pub(super) fn free(&mut self, id: String) -> String {
        let mut number = match self.taken.get(&id) {
            Some(last) => *last,
            None => {
                self.taken.insert(id.clone(), 1);
                return id;
            }
        };
        loop {
            number += 1;
            let candidate = format!("{id}-{number}");
            if !self.taken.contains_key(&candidate) {
                self.taken.insert(candidate.clone(), 1);
                self.taken.insert(id, number);
                return candidate;
            }
        }
    }
}

/// Whether a heading has no text that a reader could see.
pub(super) fn is_blank(content: &[Inline]) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.trim().is_empty(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => is_blank(inner),
        Inline::SoftBreak | Inline::HardBreak | Inline::FootnoteReference { .. } => true,
        Inline::Link(_) | Inline::Image(_) | Inline::Computed { .. } => false,
    })
}
