//! The document tree as data for printed matter: the same blocks as the page's, as JSON that a print template walks.
//!
//! Text stays text (a string is never read as markup), and a link is either a place in the same booklet, an outside
//! address, or nothing but its words: paper cannot lead to another file.

use serde_json::{Value as Json, json};

use crate::doc::{Alignment, Block, BlockKind, CalloutKind, Computed, Document, Inline, Item, Target};

/// Where a link leads on paper.
pub enum Place {
    /// A place in the same booklet, by its label.
    Inside(String),
    /// An outside address.
    Outside(String),
}

/// What the tree needs to know of the booklet around it.
pub trait Paper {
    /// Where a target is; `None` if it is not in this booklet.
    fn place(&self, target: &Target) -> Option<Place>;
    /// The label of a heading of the document.
    fn label(&self, anchor: &str) -> String;
    /// The label of a call-out.
    fn callout(&self, kind: CalloutKind) -> String;
}

/// The blocks of a document; footnotes stand where they are first referred to.
pub fn tree(document: &Document, paper: &dyn Paper, computed: &Computed) -> Json {
    let mut writer = Writer { document, paper, computed, told: vec![false; document.footnotes.len()] };
    writer.blocks(&document.blocks)
}

struct Writer<'a> {
    document: &'a Document,
    paper: &'a dyn Paper,
    computed: &'a Computed,
    /// Which footnotes have been told.
    told: Vec<bool>,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Json {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Json {
        match &block.kind {
            BlockKind::Heading(heading) => json!({
                "t": "h", "level": heading.level, "label": self.paper.label(&heading.id),
                "role": heading.role.map(crate::doc::Role::word), "c": self.inlines(&heading.content),
            }),
            BlockKind::Paragraph(content) => json!({"t": "p", "c": self.inlines(content)}),
            BlockKind::List(list) => {
                let kind = match (list.start, list.is_checklist()) {
                    (_, true) => "checks",
                    (Some(_), _) => "ol",
                    (None, _) => "ul",
                };
                let items: Vec<Json> = list.items.iter().map(|item| self.item(item)).collect();
                json!({"t": kind, "start": list.start.unwrap_or(1), "tight": list.tight, "items": items})
            }
            BlockKind::Quote(inner) => json!({"t": "quote", "b": self.blocks(inner)}),
            BlockKind::Callout { kind, blocks } => {
                json!({"t": "call", "kind": kind.word(), "label": self.paper.callout(*kind), "b": self.blocks(blocks)})
            }
            BlockKind::Table(table) => {
                let alignments: Vec<&str> = table.alignments.iter().map(|alignment| word(*alignment)).collect();
                let head: Vec<Json> = table.head.iter().map(|cell| self.inlines(cell)).collect();
                let rows: Vec<Vec<Json>> = table.rows.iter().map(|row| row.iter().map(|cell| self.inlines(cell)).collect()).collect();
                json!({"t": "table", "align": alignments, "head": head, "rows": rows})
            }
            BlockKind::Code { text, .. } => json!({"t": "code", "text": text.trim_end_matches('\n')}),
            BlockKind::Rule => json!({"t": "rule"}),
        }
    }

    fn item(&mut self, item: &Item) -> Json {
        json!({"done": item.task, "b": self.blocks(&item.blocks)})
    }

    fn inlines(&mut self, inlines: &[Inline]) -> Json {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &Inline) -> Json {
        match inline {
            Inline::Text(text) => json!(text),
            Inline::Emphasis(inner) => json!({"t": "em", "c": self.inlines(inner)}),
            Inline::Strong(inner) => json!({"t": "strong", "c": self.inlines(inner)}),
            Inline::Strikethrough(inner) => json!({"t": "del", "c": self.inlines(inner)}),
            Inline::Code(text) => json!({"t": "code", "text": text}),
            Inline::Link(link) => {
                let content = self.inlines(&link.content);
                match self.paper.place(&link.target) {
                    Some(Place::Inside(label)) => json!({"t": "a", "to": label, "c": content}),
                    Some(Place::Outside(address)) => json!({"t": "a", "url": address, "c": content}),
                    None => json!({"t": "span", "c": content}),
                }
            }
            Inline::Image(image) => match &image.target.value {
                Target::File(path) if is_picture(path) => json!({"t": "img", "file": path, "alt": image.alt}),
                _ => json!({"t": "em", "c": [image.alt]}),
            },
            Inline::SoftBreak => json!(" "),
            Inline::HardBreak => json!({"t": "br"}),
            Inline::FootnoteReference { number, .. } => self.footnote(*number),
            Inline::Computed { index, .. } => json!(self.computed.get(*index)),
        }
    }

    fn footnote(&mut self, number: usize) -> Json {
        let index = number.saturating_sub(1);
        let label = self.paper.label(&format!("_fn-{number}"));
        let (Some(told), Some(footnote)) = (self.told.get_mut(index), self.document.footnotes.get(index)) else { return json!("") };
        // A footnote that refers to itself ends here.
        if std::mem::replace(told, true) {
            return json!({"t": "fnref", "label": label});
        }
        json!({"t": "fn", "label": label, "b": self.blocks(&footnote.blocks)})
    }
}

/// Whether print can show a file; of others it says what they show.
pub fn is_picture(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ["png", "jpg", "jpeg", "gif", "webp", "svg"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

fn word(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "auto",
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}
