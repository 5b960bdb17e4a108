//! The document tree as HTML.
//!
//! What is written is well-formed XML (every element closed, every attribute quoted), so that the same bytes serve
//! pages and EPUB. Addresses come from the outline through [`Links`]; words come from the caller in the reader's
//! language. No `style` attribute and no script is ever written.

use crate::doc::{
    Alignment, Block, BlockKind, CalloutKind, Cell, Computed, Document, Heading, Inline, Item, List, Table, Target, plain_text,
};
use crate::markup::escape;

/// Where targets are, seen from the page that is being written.
pub trait Links {
    /// The address to write; `None` if the target is not in this output, so that only the text is shown.
    fn href(&self, target: &Target) -> Option<String>;
}

/// The words that the markup needs, in the reader's language.
#[derive(Clone, Debug)]
pub struct Words {
    /// Label of a note.
    pub note: String,
    /// Label of a tip.
    pub tip: String,
    /// Label of something important.
    pub important: String,
    /// Label of a warning.
    pub warning: String,
    /// Label of a caution.
    pub caution: String,
    /// Names a table that can be scrolled, before the heading it stands under: "Table".
    pub table: String,
    /// Names the footnotes at the end: "Footnotes".
    pub footnotes: String,
    /// Names the link from a footnote back to the text: "Back to the text".
    pub back: String,
}

/// How a document is written.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// How many levels deeper the headings stand than in the document; none is deeper than 6.
    pub shift: u8,
    /// Stands before every id, so that several documents can share a page. [`Links`] must write the same before
    /// a [`Target::Anchor`].
    pub id_prefix: &'a str,
    /// The words of the reader's language.
    pub words: &'a Words,
}

/// Writes a document: its blocks, then its footnotes.
pub fn html(document: &Document, options: &Options<'_>, links: &dyn Links, computed: &Computed, out: &mut String) {
    let mut writer = Writer::new(options, links, computed, out);
    writer.blocks(&document.blocks);
    writer.footnotes(document);
}

/// Writes a short text without the paragraph around it, as it stands in a heading, a cell or a sentence. Line
/// breaks become spaces; footnotes, which a short text has no room for, are left out.
pub fn short(document: &Document, links: &dyn Links, computed: &Computed, out: &mut String) {
    let words = Words::default();
    let options = Options { shift: 0, id_prefix: "", words: &words };
    let mut writer = Writer::new(&options, links, computed, out);
    writer.short = true;
    for (index, block) in document.blocks.iter().enumerate() {
        if let BlockKind::Paragraph(content) = &block.kind {
            if index > 0 {
                writer.out.push(' ');
            }
            writer.inlines(content);
        }
    }
}

impl Default for Words {
    /// The English words.
    fn default() -> Self {
        let [note, tip, important, warning, caution, table, footnotes, back] =
            ["Note", "Tip", "Important", "Warning", "Caution", "Table", "Footnotes", "Back to the text"].map(String::from);
        Self { note, tip, important, warning, caution, table, footnotes, back }
    }
}

impl Words {
    fn callout(&self, kind: CalloutKind) -> &str {
        match kind {
            CalloutKind::Note => &self.note,
            CalloutKind::Tip => &self.tip,
            CalloutKind::Important => &self.important,
            CalloutKind::Warning => &self.warning,
            CalloutKind::Caution => &self.caution,
        }
    }
}

/// Writes a document piece by piece, where other things stand between its sections; the footnotes come last.
pub struct Writer<'a> {
    options: &'a Options<'a>,
    links: &'a dyn Links,
    computed: &'a Computed,
    out: &'a mut String,
    /// The text of the heading last written: it names the tables below it.
    heading: String,
    /// How often each footnote has been referred to, by its number less one.
    references: Vec<usize>,
    /// Whether this is a short text.
    short: bool,
}

impl<'a> Writer<'a> {
    /// A writer that adds to `out`.
    pub fn new(options: &'a Options<'a>, links: &'a dyn Links, computed: &'a Computed, out: &'a mut String) -> Self {
        Self { options, links, computed, out, heading: String::new(), references: Vec::new(), short: false }
    }

    fn raw(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }

    fn text(&mut self, text: &str) {
        escape(text, self.out);
    }

    /// Writes some of the document's blocks.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block, false);
        }
    }

    /// A block; in an item of a `tight` list a paragraph is written without its element.
    fn block(&mut self, block: &Block, tight: bool) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Paragraph(content) if tight => self.inlines(content),
            BlockKind::Paragraph(content) => self.element("p", content),
            BlockKind::List(list) => self.list(list),
            BlockKind::Quote(inner) => {
                self.raw(&["<blockquote>\n"]);
                self.blocks(inner);
                self.raw(&["</blockquote>\n"]);
            }
            BlockKind::Callout { kind, blocks } => {
                self.raw(&["<aside class=\"callout callout-", kind.word(), "\" role=\"note\">\n<p class=\"callout-label\">"]);
                self.text(self.options.words.callout(*kind));
                self.raw(&["</p>\n"]);
                self.blocks(blocks);
                self.raw(&["</aside>\n"]);
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Code { text, .. } => {
                self.raw(&["<pre><code>"]);
                self.text(text);
                self.raw(&["</code></pre>\n"]);
            }
            BlockKind::Rule => self.raw(&["<hr />\n"]),
        }
    }

    fn element(&mut self, name: &str, content: &[Inline]) {
        self.raw(&["<", name, ">"]);
        self.inlines(content);
        self.raw(&["</", name, ">\n"]);
    }

    fn heading(&mut self, heading: &Heading) {
        let level = ["1", "2", "3", "4", "5", "6"][usize::from((heading.level + self.options.shift).clamp(1, 6)) - 1];
        self.raw(&["<h", level, " id=\""]);
        self.text(self.options.id_prefix);
        self.text(&heading.id);
        if let Some(role) = heading.role {
            self.raw(&["\" class=\"role-", role.word()]);
        }
        self.raw(&["\">"]);
        self.inlines(&heading.content);
        self.raw(&["</h", level, ">\n"]);
        self.heading = plain_text(&heading.content, self.computed);
    }

    fn list(&mut self, list: &List) {
        let name = if list.start.is_some() { "ol" } else { "ul" };
        self.raw(&["<", name]);
        if list.is_checklist() {
            self.raw(&[" class=\"checklist\""]);
        }
        if let Some(start) = list.start.filter(|start| *start != 1) {
            self.raw(&[" start=\"", &start.to_string(), "\""]);
        }
        self.raw(&[">\n"]);
        for item in &list.items {
            self.raw(&["<li>"]);
            self.item(item, list.tight);
            self.raw(&["</li>\n"]);
        }
        self.raw(&["</", name, ">\n"]);
    }

    fn item(&mut self, item: &Item, tight: bool) {
        let mut blocks = item.blocks.iter();
        if let Some(ticked) = item.task {
            let class = if ticked { "box box-ticked" } else { "box" };
            let tick_box = ["<span class=\"", class, "\" aria-hidden=\"true\"></span> "];
            // The box stands on the line of the text it belongs to.
            match blocks.as_slice().first().map(|first| &first.kind) {
                Some(BlockKind::Paragraph(content)) if !tight => {
                    blocks.next();
                    self.raw(&["<p>"]);
                    self.raw(&tick_box);
                    self.inlines(content);
                    self.raw(&["</p>\n"]);
                }
                _ => self.raw(&tick_box),
            }
        }
        for (index, block) in blocks.enumerate() {
            // A paragraph without its element needs something between it and what comes next.
            if tight && index > 0 {
                self.raw(&["\n"]);
            }
            self.block(block, tight);
        }
    }

    fn table(&mut self, table: &Table) {
        self.raw(&["<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\""]);
        self.text(&self.options.words.table);
        if !self.heading.is_empty() {
            self.raw(&[": "]);
            escape(&self.heading, self.out);
        }
        self.raw(&["\">\n<table>\n<thead>\n"]);
        self.row("th scope=\"col\"", "th", &table.head, &table.alignments);
        self.raw(&["</thead>\n"]);
        if !table.rows.is_empty() {
            self.raw(&["<tbody>\n"]);
            for row in &table.rows {
                self.row("td", "td", row, &table.alignments);
            }
            self.raw(&["</tbody>\n"]);
        }
        self.raw(&["</table>\n</div>\n"]);
    }

    fn row(&mut self, open: &str, name: &str, cells: &[Cell], alignments: &[Alignment]) {
        self.raw(&["<tr>"]);
        for (index, cell) in cells.iter().enumerate() {
            let class = match alignments.get(index) {
                Some(Alignment::Left) => " class=\"align-left\"",
                Some(Alignment::Center) => " class=\"align-center\"",
                Some(Alignment::Right) => " class=\"align-right\"",
                Some(Alignment::None) | None => "",
            };
            self.raw(&["<", open, class, ">"]);
            self.inlines(cell);
            self.raw(&["</", name, ">"]);
        }
        self.raw(&["</tr>\n"]);
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Emphasis(inner) => self.span("em", inner),
            Inline::Strong(inner) => self.span("strong", inner),
            Inline::Strikethrough(inner) => self.span("del", inner),
            Inline::Code(text) => {
                self.raw(&["<code>"]);
                self.text(text);
                self.raw(&["</code>"]);
            }
            Inline::Link(link) => match self.links.href(&link.target) {
                Some(href) => {
                    self.raw(&["<a href=\""]);
                    self.text(&href);
                    // A mailbox or telephone opens no page that could look back.
                    if matches!(&link.target.value, Target::Outside(address) if is_web(address)) {
                        self.raw(&["\" rel=\"noopener external"]);
                    }
                    self.raw(&["\">"]);
                    self.inlines(&link.content);
                    self.raw(&["</a>"]);
                }
                None => self.inlines(&link.content),
            },
            Inline::Image(image) => match self.links.href(&image.target) {
                Some(source) => {
                    self.raw(&["<img src=\""]);
                    self.text(&source);
                    self.raw(&["\" alt=\""]);
                    self.text(&image.alt);
                    self.raw(&["\" loading=\"lazy\" />"]);
                }
                None => self.text(&image.alt),
            },
            Inline::SoftBreak if self.short => self.raw(&[" "]),
            Inline::SoftBreak => self.raw(&["\n"]),
            Inline::HardBreak if self.short => self.raw(&[" "]),
            Inline::HardBreak => self.raw(&["<br />\n"]),
            Inline::FootnoteReference { .. } if self.short => {}
            Inline::FootnoteReference { number, .. } => self.reference(*number),
            Inline::Computed { index, .. } => self.text(self.computed.get(*index)),
        }
    }

    fn span(&mut self, name: &str, inner: &[Inline]) {
        self.raw(&["<", name, ">"]);
        self.inlines(inner);
        self.raw(&["</", name, ">"]);
    }

    fn reference(&mut self, number: usize) {
        let index = number.saturating_sub(1);
        if self.references.len() <= index {
            self.references.resize(index + 1, 0);
        }
        self.references[index] += 1;
        let id = reference_id(number, self.references[index]);
        let number = number.to_string();
        let mut prefix = String::new();
        escape(self.options.id_prefix, &mut prefix);
        self.raw(&["<sup><a href=\"#", &prefix, "fn_", &number, "\" id=\"", &prefix, &id, "\" role=\"doc-noteref\">"]);
        self.raw(&[&number, "</a></sup>"]);
    }

    /// Writes the footnotes, each with links back to where what has been written refers to it.
    pub fn footnotes(&mut self, document: &Document) {
        if document.footnotes.is_empty() {
            return;
        }
        let mut prefix = String::new();
        escape(self.options.id_prefix, &mut prefix);
        self.raw(&["<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\""]);
        self.text(&self.options.words.footnotes);
        self.raw(&["\">\n<ol>\n"]);
        for (index, footnote) in document.footnotes.iter().enumerate() {
            self.raw(&["<li id=\"", &prefix, "fn_", &(index + 1).to_string(), "\">\n"]);
            self.blocks(&footnote.blocks);
            let count = self.references.get(index).copied().unwrap_or(0);
            if count > 0 {
                self.raw(&["<p class=\"footnote-back\">"]);
                for occurrence in 1..=count {
                    if occurrence > 1 {
                        self.raw(&[" "]);
                    }
                    self.raw(&["<a href=\"#", &prefix, &reference_id(index + 1, occurrence), "\" role=\"doc-backlink\" aria-label=\""]);
                    self.text(&self.options.words.back);
                    if count > 1 {
                        self.raw(&[" ", &occurrence.to_string()]);
                    }
                    self.raw(&["\">\u{21a9}\u{fe0e}</a>"]);
                }
                self.raw(&["</p>\n"]);
            }
            self.raw(&["</li>\n"]);
        }
        self.raw(&["</ol>\n</section>\n"]);
    }
}

/// The id of a footnote's reference; the underscore keeps it apart from headings, which have none.
fn reference_id(number: usize, occurrence: usize) -> String {
    if occurrence == 1 { format!("fnref_{number}") } else { format!("fnref_{number}_{occurrence}") }
}

fn is_web(address: &str) -> bool {
    address.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"))
}
