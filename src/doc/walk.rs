//! Walks over a document: what page, print and search all need to know of it.

use super::target::Target;
use super::tree::{Block, BlockKind, Cell, Document, Heading, Inline, Role};
use crate::source::Loc;

/// The results of a document's computed sentences, by index; where one is missing, nothing is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Computed(pub Vec<String>);

impl Computed {
    /// The result at an index of [`Document::computations`].
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        self.0.get(index).map_or("", String::as_str)
    }

    /// The expressions themselves between their braces: for comparing texts that nothing has been computed for.
    #[must_use]
    pub fn as_written(document: &Document) -> Self {
        Self(document.computations.iter().map(|computation| format!("{{{{ {} }}}}", computation.expression)).collect())
    }
}

/// A heading and those below it.
#[derive(Clone, Debug)]
pub struct OutlineEntry<'a> {
    /// The heading.
    pub heading: &'a Heading,
    /// The headings of deeper levels that follow it.
    pub children: Vec<OutlineEntry<'a>>,
}

/// A heading of level 2 with everything up to the next one.
#[derive(Clone, Copy, Debug)]
pub struct Section<'a> {
    /// The heading's anchor.
    pub id: &'a str,
    /// What the section is for.
    pub role: Option<Role>,
    /// The heading.
    pub heading: &'a Heading,
    /// The index of the heading among [`Document::blocks`].
    pub start: usize,
    /// The blocks after the heading.
    pub blocks: &'a [Block],
}

impl Section<'_> {
    /// The section's range of [`Document::blocks`], heading included.
    #[must_use]
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.start + 1 + self.blocks.len()
    }
}

/// A stretch of text below one heading, as search finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The heading's anchor; `None` before the first heading and for footnotes.
    pub anchor: Option<String>,
    /// The heading's text; empty where there is none.
    pub heading: String,
    /// The text below it, blocks separated by line breaks.
    pub text: String,
}

impl Document {
    /// The headings as a tree, for a table of contents. Headings inside quotations are left out.
    #[must_use]
    pub fn outline(&self) -> Vec<OutlineEntry<'_>> {
        let mut roots: Vec<OutlineEntry<'_>> = Vec::new();
        for block in &self.blocks {
            if let BlockKind::Heading(heading) = &block.kind {
                place(&mut roots, heading);
            }
        }
        roots
    }

    /// The sections, one for each heading of level 2.
    #[must_use]
    pub fn sections(&self) -> Vec<Section<'_>> {
        let mut starts: Vec<(usize, &Heading)> = Vec::new();
        for (index, block) in self.blocks.iter().enumerate() {
            if let BlockKind::Heading(heading) = &block.kind
                && heading.level == 2
            {
                starts.push((index, heading));
            }
        }
        let ends = starts.iter().skip(1).map(|(index, _)| *index).chain([self.blocks.len()]).collect::<Vec<_>>();
        starts
            .into_iter()
            .zip(ends)
            .map(|((start, heading), end)| Section {
                id: &heading.id,
                role: heading.role,
                heading,
                start,
                blocks: self.blocks.get(start + 1..end).unwrap_or(&[]),
            })
            .collect()
    }

    /// The section with a role, if there is one.
    #[must_use]
    pub fn section(&self, role: Role) -> Option<Section<'_>> {
        self.sections().into_iter().find(|section| section.role == Some(role))
    }

    /// The blocks before the first heading of level 2.
    #[must_use]
    pub fn introduction(&self) -> &[Block] {
        let is_start = |block: &Block| matches!(&block.kind, BlockKind::Heading(heading) if heading.level == 2);
        let end = self.blocks.iter().position(is_start).unwrap_or(self.blocks.len());
        &self.blocks[..end]
    }

    /// Every block of the document and its footnotes, parents before children.
    pub fn each_block<'a>(&'a self, mut visit: impl FnMut(&'a Block)) {
        each_block(&self.blocks, &mut visit);
        for footnote in &self.footnotes {
            each_block(&footnote.blocks, &mut visit);
        }
    }

    /// As [`Document::each_block`], to change them.
    pub(super) fn each_block_mut(&mut self, mut visit: impl FnMut(&mut Block)) {
        each_block_mut(&mut self.blocks, &mut visit);
        for footnote in &mut self.footnotes {
            each_block_mut(&mut footnote.blocks, &mut visit);
        }
    }

    /// Every inline of the document and its footnotes, parents before children.
    pub fn each_inline<'a>(&'a self, mut visit: impl FnMut(&'a Inline)) {
        self.each_block(|block| {
            for content in contents(block) {
                each_inline(content, &mut visit);
            }
        });
    }

    /// The targets of every link and image, in order, each at the place of its address.
    pub fn links(&self) -> impl Iterator<Item = &Loc<Target>> {
        let mut links = Vec::new();
        self.each_inline(|inline| match inline {
            Inline::Link(link) => links.push(&link.target),
            Inline::Image(image) => links.push(&image.target),
            _ => {}
        });
        links.into_iter()
    }

    /// The ids of all headings, in order: what `#…` may lead to.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let mut anchors = Vec::new();
        self.each_block(|block| {
            if let BlockKind::Heading(heading) = &block.kind {
                anchors.push(heading.id.as_str());
            }
        });
        anchors.into_iter()
    }

    /// The document's text for search: one passage before the first heading, one for each heading, and one for
    /// the footnotes; those without any text are left out.
    #[must_use]
    pub fn passages(&self, computed: &Computed) -> Vec<Passage> {
        let mut passages = vec![Passage { anchor: None, heading: String::new(), text: String::new() }];
        for block in &self.blocks {
            if let BlockKind::Heading(heading) = &block.kind {
                let anchor = Some(heading.id.clone());
                passages.push(Passage { anchor, heading: plain_text(&heading.content, computed), text: String::new() });
            } else if let Some(passage) = passages.last_mut() {
                push_block_text(block, computed, &mut passage.text);
            }
        }
        let mut notes = String::new();
        for block in self.footnotes.iter().flat_map(|footnote| &footnote.blocks) {
            push_block_text(block, computed, &mut notes);
        }
        passages.push(Passage { anchor: None, heading: String::new(), text: notes });
        passages.retain(|passage| !(passage.heading.is_empty() && passage.text.is_empty()));
        passages
    }

    /// The whole text without any notation, blocks separated by line breaks.
    #[must_use]
    pub fn plain_text(&self, computed: &Computed) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            push_block_text(block, computed, &mut text);
        }
        text
    }
}

/// Puts a heading below the last one that is above it.
fn place<'a>(entries: &mut Vec<OutlineEntry<'a>>, heading: &'a Heading) {
    match entries.last_mut() {
        Some(last) if last.heading.level < heading.level => place(&mut last.children, heading),
        _ => entries.push(OutlineEntry { heading, children: Vec::new() }),
    }
}

/// Every block of a list of blocks and within them, parents before children.
pub fn each_block<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match &block.kind {
            BlockKind::Quote(inner) | BlockKind::Callout { blocks: inner, .. } => each_block(inner, visit),
            BlockKind::List(list) => list.items.iter().for_each(|item| each_block(&item.blocks, visit)),
            _ => {}
        }
    }
}

/// As [`each_block`], to change them.
pub(super) fn each_block_mut(blocks: &mut [Block], visit: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        visit(block);
        match &mut block.kind {
            BlockKind::Quote(inner) | BlockKind::Callout { blocks: inner, .. } => each_block_mut(inner, visit),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| each_block_mut(&mut item.blocks, visit)),
            _ => {}
        }
    }
}

/// The running texts of one block, without those of the blocks within it.
pub(super) fn contents(block: &Block) -> impl Iterator<Item = &Cell> {
    let (one, table) = match &block.kind {
        BlockKind::Heading(heading) => (Some(&heading.content), None),
        BlockKind::Paragraph(content) => (Some(content), None),
        BlockKind::Table(table) => (None, Some(table)),
        _ => (None, None),
    };
    one.into_iter().chain(table.into_iter().flat_map(|table| table.head.iter().chain(table.rows.iter().flatten())))
}

/// As [`contents`], to change them.
pub(super) fn contents_mut(block: &mut Block) -> impl Iterator<Item = &mut Cell> {
    let (one, table) = match &mut block.kind {
        BlockKind::Heading(heading) => (Some(&mut heading.content), None),
        BlockKind::Paragraph(content) => (Some(content), None),
        BlockKind::Table(table) => (None, Some(table)),
        _ => (None, None),
    };
    one.into_iter().chain(table.into_iter().flat_map(|table| table.head.iter_mut().chain(table.rows.iter_mut().flatten())))
}

/// Every inline of a running text and within them, parents before children.
pub fn each_inline<'a>(inlines: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => each_inline(inner, visit),
            Inline::Link(link) => each_inline(&link.content, visit),
            _ => {}
        }
    }
}

/// As [`each_inline`], to change them.
pub(super) fn each_inline_mut(inlines: &mut [Inline], visit: &mut impl FnMut(&mut Inline)) {
    for inline in inlines {
        visit(inline);
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => each_inline_mut(inner, visit),
            Inline::Link(link) => each_inline_mut(&mut link.content, visit),
            _ => {}
        }
    }
}

/// A running text without any notation: breaks become spaces, images their text, footnote references nothing.
#[must_use]
pub fn plain_text(inlines: &[Inline], computed: &Computed) -> String {
    let mut text = String::new();
    push_plain_text(inlines, computed, &mut text);
    text
}

/// As [`plain_text`], added to `out`.
pub fn push_plain_text(inlines: &[Inline], computed: &Computed, out: &mut String) {
    each_inline(inlines, &mut |inline| match inline {
        Inline::Text(text) | Inline::Code(text) => out.push_str(text),
        Inline::SoftBreak | Inline::HardBreak => out.push(' '),
        Inline::Image(image) => out.push_str(&image.alt),
        Inline::Computed { index, .. } => out.push_str(computed.get(*index)),
        // Their content is visited next.
        Inline::Emphasis(_) | Inline::Strong(_) | Inline::Strikethrough(_) | Inline::Link(_) => {}
        Inline::FootnoteReference { .. } => {}
    });
}

/// A block's text, each paragraph, item and row on a line of its own.
pub(super) fn push_block_text(block: &Block, computed: &Computed, out: &mut String) {
    each_line(std::slice::from_ref(block), computed, &mut |line| {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line.text);
    });
}

/// One line of a text: a paragraph, a heading, a row of a table, a block of code.
pub(super) struct Line<'a> {
    /// What it says, without white space at its ends.
    pub(super) text: &'a str,
    /// Where its links lead.
    pub(super) targets: Vec<&'a Target>,
    /// What it stands in, from the outside in, one mark for each.
    pub(super) within: &'a str,
}

/// The lines of blocks that say something, in reading order.
pub(super) fn each_line(blocks: &[Block], computed: &Computed, visit: &mut impl FnMut(Line<'_>)) {
    Lines { computed, within: String::new(), visit }.blocks(blocks);
}

struct Lines<'a, F> {
    computed: &'a Computed,
    within: String,
    visit: &'a mut F,
}

impl<F: FnMut(Line<'_>)> Lines<'_, F> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(heading) => self.inside("#", |lines| lines.line(std::slice::from_ref(&heading.content))),
                BlockKind::Paragraph(content) => self.line(std::slice::from_ref(content)),
                BlockKind::Table(table) => {
                    self.inside("H", |lines| lines.line(&table.head));
                    self.inside("|", |lines| table.rows.iter().for_each(|row| lines.line(row)));
                }
                BlockKind::List(list) => {
                    for item in &list.items {
                        let mark = match (item.task, list.start) {
                            (Some(false), _) => "o",
                            (Some(true), _) => "x",
                            (None, Some(_)) => "1",
                            (None, None) => "-",
                        };
                        self.inside(mark, |lines| lines.blocks(&item.blocks));
                    }
                }
                BlockKind::Quote(inner) => self.inside(">", |lines| lines.blocks(inner)),
                BlockKind::Callout { kind, blocks } => self.inside(kind.word(), |lines| lines.blocks(blocks)),
                BlockKind::Code { text, .. } => {
                    (self.visit)(Line { text: text.trim_end(), targets: Vec::new(), within: &self.within });
                }
                BlockKind::Rule => {}
            }
        }
    }

    fn inside(&mut self, mark: &str, inner: impl FnOnce(&mut Self)) {
        let length = self.within.len();
        self.within.push_str(mark);
        inner(self);
        self.within.truncate(length);
    }

    fn line(&mut self, contents: &[Cell]) {
        let (mut text, mut targets) = (String::new(), Vec::new());
        for (index, content) in contents.iter().enumerate() {
            if index > 0 {
                text.push_str(" | ");
            }
            push_plain_text(content, self.computed, &mut text);
            each_inline(content, &mut |inline| match inline {
                Inline::Link(link) => targets.push(&link.target.value),
                Inline::Image(image) => targets.push(&image.target.value),
                _ => {}
            });
        }
        if !text.trim().is_empty() {
            (self.visit)(Line { text: text.trim(), targets, within: &self.within });
        }
    }
}
