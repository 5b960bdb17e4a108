//! What is open while a text is parsed, and what it becomes when it closes.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, LinkType, Tag};

use super::{Builder, LinkAddress, MAX_DEPTH};
use crate::diag::{Code, Diagnostic};
use crate::doc::headings::{Attributes, is_blank};
use crate::doc::target::Target;
use crate::doc::tree::{
    Alignment, Block, BlockKind, CalloutKind, Cell, Footnote, Heading, Image, Inline, Item, Link, List, Role, Table,
};
use crate::doc::walk::{Computed, each_inline, plain_text};
use crate::source::Loc;

/// Something that has begun and not yet ended.
pub(super) struct Frame<'a> {
    pub(super) kind: Kind<'a>,
    /// Where it stands in the text.
    range: Range<usize>,
    /// The blocks in it so far.
    pub(super) blocks: Vec<Block>,
    /// The running text in it so far that belongs to no block yet.
    pub(super) inlines: Vec<Inline>,
    /// Where that running text stands.
    pub(super) written: Range<usize>,
    /// Whether running text stood in it directly, as in the items of a tight list.
    pub(super) bare: bool,
}

/// What a frame will become.
pub(super) enum Kind<'a> {
    /// The document.
    Root,
    /// Nothing of its own: what is in it goes to the frame around it.
    Transparent,
    Paragraph,
    Heading { level: u8, id: Option<String>, role: Option<Role> },
    Quote(Option<CalloutKind>),
    Code { language: Option<String> },
    Html,
    List { start: Option<u64>, tight: bool, items: Vec<Item> },
    Item { task: Option<bool> },
    Footnote(pulldown_cmark::CowStr<'a>),
    Table { alignments: Vec<Alignment>, head: Vec<Cell>, rows: Vec<Vec<Cell>> },
    Row { head: bool, cells: Vec<Cell> },
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    /// A link with its target; without one, only its text is kept.
    Link(Option<Loc<Target>>),
    /// An image, in the same way.
    Image(Option<Loc<Target>>),
}

impl<'a> Frame<'a> {
    pub(super) fn new(kind: Kind<'a>, range: Range<usize>) -> Self {
        Self { kind, range, blocks: Vec::new(), inlines: Vec::new(), written: 0..0, bare: false }
    }
}

impl<'a> Builder<'a> {
    pub(super) fn open(&mut self, tag: Tag<'a>, range: Range<usize>, definition: Option<Range<usize>>) {
        let mut kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, id, classes, attrs } => {
                let span = self.heading_span(&range);
                let level = self.headings.level(level as u8, span, self.faults);
                let attributes = Attributes { id, classes, others: attrs, range: self.attribute_block(&range) };
                let prose = self.prose;
                let (id, role) =
                    self.headings.attributes(&attributes, prose.text, |range| prose.span(range), self.faults);
                Kind::Heading { level, id, role }
            }
            Tag::BlockQuote(kind) => Kind::Quote(kind.map(|kind| match kind {
                BlockQuoteKind::Note => CalloutKind::Note,
                BlockQuoteKind::Tip => CalloutKind::Tip,
                BlockQuoteKind::Important => CalloutKind::Important,
                BlockQuoteKind::Warning => CalloutKind::Warning,
                BlockQuoteKind::Caution => CalloutKind::Caution,
            })),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let word = self.masked.restore(info.split_whitespace().next().unwrap_or(""), &range);
                Kind::Code { language: (!word.is_empty()).then_some(word) }
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code { language: None },
            Tag::HtmlBlock => {
                self.raw_html(&range);
                Kind::Html
            }
            Tag::List(start) => Kind::List { start, tight: false, items: Vec::new() },
            Tag::Item => Kind::Item { task: None },
            Tag::FootnoteDefinition(label) => Kind::Footnote(label),
            Tag::Table(alignments) => Kind::Table {
                alignments: alignments.into_iter().map(alignment).collect(),
                head: Vec::new(),
                rows: Vec::new(),
            },
            Tag::TableHead => Kind::Row { head: true, cells: Vec::new() },
            Tag::TableRow => Kind::Row { head: false, cells: Vec::new() },
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strikethrough,
            Tag::Link { link_type, dest_url, title, .. } => {
                self.refuse_title(&title, &range);
                let address =
                    LinkAddress { address: &dest_url, kind: link_type, range: &range, definition: definition.as_ref() };
                Kind::Link(self.target(&address))
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.refuse_title(&title, &range);
                Kind::Image(self.picture(&dest_url, link_type, &range, definition.as_ref()))
            }
            // Not switched on, and without a place in the tree.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => Kind::Transparent,
        };
        if self.stack.len() >= MAX_DEPTH {
            if !self.too_deep {
                self.too_deep = true;
                let span = self.span(&range);
                let message = format!("more than {MAX_DEPTH} levels of nesting");
                self.faults.push(Diagnostic::error(Code::TooDeep, span, message).hint("write it flatter"));
            }
            kind = Kind::Transparent;
        }
        self.stack.push(Frame::new(kind, range));
    }

    /// A link's title would be seen by nobody who reads on paper, on a telephone or by ear.
    fn refuse_title(&mut self, title: &str, range: &Range<usize>) {
        if !title.is_empty() {
            let fault = Diagnostic::warning(Code::BadValue, self.span(range), "the title of a link is not shown")
                .hint("say it in the text, and remove what is in quotes after the address");
            self.faults.push(fault);
        }
    }

    fn picture(
        &mut self,
        address: &str,
        kind: LinkType,
        range: &Range<usize>,
        definition: Option<&Range<usize>>,
    ) -> Option<Loc<Target>> {
        let address = LinkAddress { address, kind, range, definition };
        let target = self.target(&address)?;
        if matches!(target.value, Target::File(_)) {
            return Some(target);
        }
        let hint = "put the picture into the site's `files` folder: `![what it shows](files/…)`";
        self.fault(Code::BadLink, target.span, "a picture must be a file of this site", hint);
        None
    }

    /// The line of a heading, without a line of `===` below it.
    fn heading_span(&self, range: &Range<usize>) -> crate::source::Span {
        let text = self.prose.text.get(range.clone()).unwrap_or("");
        let line = text.find('\n').unwrap_or(text.len());
        self.span(&(range.start..range.start + line))
    }

    /// The last braces of a heading.
    fn attribute_block(&self, range: &Range<usize>) -> Range<usize> {
        let text = self.masked.text.get(range.clone()).unwrap_or("");
        let block = text.rfind('{').and_then(|start| Some((start, start + text[start..].find('}')? + 1)));
        match block {
            Some((start, end)) => range.start + start..range.start + end,
            None => range.clone(),
        }
    }

    /// Ends what is open: it becomes a block, an inline or a part of the frame around it.
    pub(super) fn close(&mut self) {
        // The document itself stays until the end.
        if self.stack.len() < 2 {
            return;
        }
        if self.is_in(|kind| matches!(kind, Kind::Quote(_) | Kind::Item { .. } | Kind::Footnote(_) | Kind::List { .. } | Kind::Table { .. })) {
            self.seal();
        }
        let Some(Frame { kind, range, mut blocks, mut inlines, bare, .. }) = self.stack.pop() else { return };
        match kind {
            Kind::Root | Kind::Transparent => {
                if !blocks.is_empty() {
                    self.seal();
                }
                if let Some(outer) = self.stack.last_mut() {
                    outer.blocks.append(&mut blocks);
                    if !inlines.is_empty() {
                        if outer.inlines.is_empty() {
                            outer.written = range.clone();
                        }
                        outer.written.end = range.end;
                        outer.inlines.append(&mut inlines);
                    }
                }
            }
            Kind::Paragraph => self.block(BlockKind::Paragraph(inlines), &range),
            Kind::Heading { level, id, role } => self.heading(level, id, role, inlines, &range),
            Kind::Quote(None) => self.block(BlockKind::Quote(blocks), &range),
            Kind::Quote(Some(kind)) => self.block(BlockKind::Callout { kind, blocks }, &range),
            Kind::Code { language } => self.block(BlockKind::Code { language, text: text_of(inlines) }, &range),
            Kind::Html => {
                let text = text_of(inlines);
                if !text.trim().is_empty() {
                    self.block(BlockKind::Paragraph(vec![Inline::Text(text.trim().to_owned())]), &range);
                }
            }
            Kind::List { start, tight, mut items } => {
                // Only what was nested too deeply can stand in a list without an item.
                if !blocks.is_empty() {
                    items.push(Item { span: self.span(&range), task: None, blocks });
                }
                self.block(BlockKind::List(List { start, tight, items }), &range);
            }
            Kind::Item { task } => {
                let item = Item { span: self.span(&range), task, blocks };
                if let Some(Kind::List { items, tight, .. }) = self.stack.last_mut().map(|frame| &mut frame.kind) {
                    *tight |= bare;
                    items.push(item);
                }
            }
            Kind::Footnote(label) => {
                let footnote = Footnote { label: self.masked.restore(&label, &range), span: self.span(&range), blocks };
                self.footnotes.push(footnote);
            }
            Kind::Table { alignments, head, rows } => {
                self.block(BlockKind::Table(Table { alignments, head, rows }), &range);
                // Only what was nested too deeply can stand in a table without a cell.
                if let Some(outer) = self.stack.last_mut() {
                    outer.blocks.append(&mut blocks);
                }
            }
            Kind::Row { head, mut cells } => {
                if !inlines.is_empty() {
                    cells.push(inlines);
                }
                if let Some(Kind::Table { head: table_head, rows, .. }) = self.stack.last_mut().map(|frame| &mut frame.kind) {
                    if head { *table_head = cells } else { rows.push(cells) }
                }
            }
            Kind::Cell => {
                if let Some(Kind::Row { cells, .. }) = self.stack.last_mut().map(|frame| &mut frame.kind) {
                    cells.push(inlines);
                }
            }
            Kind::Emphasis => self.inline(Inline::Emphasis(inlines), &range),
            Kind::Strong => self.inline(Inline::Strong(inlines), &range),
            Kind::Strikethrough => self.inline(Inline::Strikethrough(inlines), &range),
            Kind::Link(target) => self.link(target, inlines, &range),
            Kind::Image(target) => self.image(target, &inlines, &range),
        }
    }

    fn heading(&mut self, level: u8, id: Option<String>, role: Option<Role>, content: Vec<Inline>, range: &Range<usize>) {
        if is_blank(&content) {
            let span = self.heading_span(range);
            self.fault(Code::HeadingLevel, span, "this heading is empty", "write its text, or remove it");
        }
        let (explicit, id) = (id.is_some(), id.unwrap_or_default());
        self.block(BlockKind::Heading(Heading { level, id, explicit, role, content }), range);
    }

    fn link(&mut self, target: Option<Loc<Target>>, content: Vec<Inline>, range: &Range<usize>) {
        if is_blank(&content) {
            let span = self.span(range);
            self.fault(Code::BadLink, span, "this link has no text", "say between the brackets where it leads");
            return;
        }
        match target {
            Some(target) => self.inline(Inline::Link(Link { target, content }), range),
            None => content.into_iter().for_each(|inline| self.inline(inline, range)),
        }
    }

    fn image(&mut self, target: Option<Loc<Target>>, content: &[Inline], range: &Range<usize>) {
        let mut computed = None;
        each_inline(content, &mut |inline| {
            if let Inline::Computed { span, .. } = inline {
                computed = Some(*span);
            }
        });
        if let Some(span) = computed {
            let hint = "write the text out";
            self.fault(Code::BadComputation, span, "the text of a picture cannot be computed", hint);
        }
        let alt = plain_text(content, &Computed::default());
        let alt = alt.trim();
        let span = self.span(range);
        if alt.is_empty() && computed.is_none() {
            let hint = "write it between the brackets: `![what the picture shows](files/…)`";
            self.fault(Code::MissingAltText, span, "this picture has no text for those who cannot see it", hint);
        }
        match target {
            Some(target) => self.inline(Inline::Image(Image { target, alt: alt.to_owned(), span }), range),
            None => self.plain(alt, range),
        }
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

/// The text of a frame that holds nothing else.
fn text_of(inlines: Vec<Inline>) -> String {
    match inlines.into_iter().next() {
        Some(Inline::Text(text)) => text,
        _ => String::new(),
    }
}
