//! Markdown to the document tree, in one pass over the parser's events.
//!
//! What the tree has no type for becomes a fault at its place, and the reader's words stay: HTML becomes text, a link
//! that leads nowhere becomes what it says.

mod finish;
mod frame;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{BrokenLink, Event, LinkType, Options, Parser};

use self::finish::Undefined;
use self::frame::{Frame, Kind};
use super::headings::Headings;
use super::mask::{Masked, mask};
use super::places::Prose;
use super::target::{Target, target};
use super::tree::{Block, BlockKind, Computation, Document, Footnote, Inline};
use crate::diag::{Code, Diagnostic};
use crate::source::{Loc, Span};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_SMART_PUNCTUATION)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

/// The deepest nesting kept; what is deeper is put into the last level that is kept.
const MAX_DEPTH: usize = 48;

/// Parses a text. Every fault is pushed with its place, and the document holds whatever could be read.
#[must_use]
pub fn parse(prose: &Prose<'_>, faults: &mut Vec<Diagnostic>) -> Document {
    let masked = mask(prose.text);
    let mut undefined: Vec<Undefined> = Vec::new();
    let mut callback = |link: BrokenLink<'_>| {
        undefined.push(Undefined { span: link.span, label: link.reference.into_string(), kind: link.link_type });
        None
    };
    let mut builder = Builder::new(prose, &masked, faults);
    let mut events = Parser::new_with_broken_link_callback(&masked.text, OPTIONS, Some(&mut callback)).into_offset_iter();
    while let Some((event, range)) = events.next() {
        // A reference link's address stands where the reference is defined.
        let definition = match &event {
            Event::Start(pulldown_cmark::Tag::Link { link_type, id, .. } | pulldown_cmark::Tag::Image { link_type, id, .. })
                if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) =>
            {
                events.reference_definitions().get(id).map(|definition| definition.span.clone())
            }
            _ => None,
        };
        builder.event(event, range, definition);
    }
    drop(events);
    builder.finish(&undefined)
}

/// Parses a text that must be a single paragraph, as short texts inside YAML are.
#[must_use]
pub fn parse_short(prose: &Prose<'_>, faults: &mut Vec<Diagnostic>) -> Document {
    let mut document = parse(prose, faults);
    let extra = match document.blocks.as_slice() {
        [] => None,
        [first, rest @ ..] if matches!(first.kind, BlockKind::Paragraph(_)) => rest.first(),
        [first, ..] => Some(first),
    };
    if let Some(extra) = extra {
        let hint = match &extra.kind {
            BlockKind::Paragraph(_) => "remove the blank line",
            BlockKind::List(list) if list.start.is_some() => "write `\\.` after a number that begins a line",
            BlockKind::List(_) => "remove the `-`, `*` or `+` that begins the line, or write `\\` before it",
            BlockKind::Heading(_) => "remove the `#`, or write `\\` before it",
            _ => "write plain running text",
        };
        faults.push(Diagnostic::error(Code::BadValue, extra.span, "only a single paragraph can stand here").hint(hint));
        // What the reader should see stays, as one paragraph.
        let span = document.blocks.first().map_or(extra.span, |first| first.span);
        let text = document.plain_text(&super::walk::Computed::as_written(&document)).replace('\n', " ");
        document.blocks = vec![Block { span, kind: BlockKind::Paragraph(vec![Inline::Text(text)]) }];
    }
    document
}

struct Builder<'a> {
    prose: &'a Prose<'a>,
    masked: &'a Masked<'a>,
    faults: &'a mut Vec<Diagnostic>,
    /// What is open, from the document itself inwards.
    stack: Vec<Frame<'a>>,
    headings: Headings,
    /// The number of each footnote by its label.
    numbers: BTreeMap<String, usize>,
    footnotes: Vec<Footnote>,
    computations: Vec<Computation>,
    /// Where the last line ends whose HTML was told.
    html_told: usize,
    /// The names of the elements that were told.
    elements: BTreeSet<String>,
    too_deep: bool,
}

impl<'a> Builder<'a> {
    fn new(prose: &'a Prose<'a>, masked: &'a Masked<'a>, faults: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            prose,
            masked,
            faults,
            stack: vec![Frame::new(Kind::Root, 0..0)],
            headings: Headings::default(),
            numbers: BTreeMap::new(),
            footnotes: Vec::new(),
            computations: Vec::new(),
            html_told: 0,
            elements: BTreeSet::new(),
            too_deep: false,
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>, definition: Option<Range<usize>>) {
        match event {
            Event::Start(tag) => self.open(tag, range, definition),
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                let text = self.masked.restore(&text, &range);
                self.inline(Inline::Code(text), &range);
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                let text = self.masked.restore(&text, &range);
                if !self.is_in(|kind| matches!(kind, Kind::Html)) {
                    self.raw_html(&range);
                }
                self.plain(&text, &range);
            }
            Event::FootnoteReference(label) => {
                let next = self.numbers.len() + 1;
                let number = *self.numbers.entry(label.to_lowercase()).or_insert(next);
                let span = self.span(&range);
                self.inline(Inline::FootnoteReference { number, span }, &range);
            }
            Event::SoftBreak => self.inline(Inline::SoftBreak, &range),
            Event::HardBreak => self.inline(Inline::HardBreak, &range),
            Event::Rule => self.block(BlockKind::Rule, &range),
            Event::TaskListMarker(ticked) => {
                let item = self.stack.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                    Kind::Item { task } => Some(task),
                    _ => None,
                });
                if let Some(task) = item {
                    *task = Some(ticked);
                }
            }
            // Mathematics is not switched on; its text is kept should that change.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.plain(&text, &range),
        }
    }

    /// A range of the text as a place, without the white space at its end.
    fn span(&self, range: &Range<usize>) -> Span {
        let text = self.prose.text.get(range.clone()).unwrap_or("");
        self.prose.span(range.start..range.start + text.trim_end().len())
    }

    fn is_in(&self, test: impl Fn(&Kind<'a>) -> bool) -> bool {
        self.stack.last().is_some_and(|frame| test(&frame.kind))
    }

    fn fault(&mut self, code: Code, span: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.faults.push(Diagnostic::error(code, span, message).hint(hint));
    }

    /// One fault for a line, and none for the end of an element whose beginning was told.
    fn raw_html(&mut self, range: &Range<usize>) {
        let element = |tag: &str| tag.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-').next().unwrap_or("").to_ascii_lowercase();
        let text = self.prose.text.get(range.start..).unwrap_or("");
        let written = text.get(..range.len()).unwrap_or("");
        let told = range.start < self.html_told || written.strip_prefix("</").is_some_and(|tag| self.elements.contains(&element(tag)));
        self.elements.extend(written.split('<').skip(1).map(element).filter(|name| !name.is_empty()));
        if told {
            return;
        }
        self.html_told = range.start + text.find('\n').unwrap_or(text.len());
        let span = self.span(range);
        self.fault(
            Code::RawHtml,
            span,
            "HTML is not part of the prose that Rumbo reads",
            "use Markdown, or write `\\<` for a literal less-than sign",
        );
    }

    /// Running text, split where a computed sentence was hidden.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.is_in(|kind| matches!(kind, Kind::Code { .. } | Kind::Html)) {
            let text = self.masked.restore(text, &range);
            return self.plain(&text, &range);
        }
        let masked = self.masked;
        for unclosed in masked.unclosed_within(&range) {
            let span = self.prose.span(*unclosed..unclosed + 2);
            self.fault(
                Code::BadComputation,
                span,
                "`{{` is not closed on its line",
                "end the expression with `}}`, or write `\\{{` for literal braces",
            );
        }
        if text.starts_with('(') && self.follows_a_bracket(range.start) {
            self.unread_address(&range);
        }
        for (start, label) in masked.notes_within(&range) {
            let span = self.prose.span(start..start + label.len() + 3);
            let hint = format!("define it on a line of its own: `[^{label}]: …`, or write `\\[` for a literal bracket");
            self.fault(Code::MissingReference, span, format!("footnote `{label}` is not defined"), hint);
        }
        let mut done = 0;
        for expression in masked.within(&range) {
            let Some(at) = masked.next_hidden(text, done) else { break };
            self.plain(&text[done..at], &range);
            self.computed(expression);
            done = at + expression.len();
        }
        self.plain(text.get(done..).unwrap_or(""), &range);
    }

    /// What stands in round brackets after square ones, and is not read as an address.
    fn unread_address(&mut self, range: &Range<usize>) {
        let rest = self.masked.text.get(range.start + 1..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        match line.find(')').filter(|end| line[..*end].trim().contains(char::is_whitespace)) {
            Some(end) => {
                let span = self.prose.span(range.start + 1..range.start + 1 + end);
                let hint = "use a name without spaces, write a space as `%20`, or write `\\(` for a literal bracket";
                self.fault(Code::BadLink, span, "an address may not hold a space", hint);
            }
            None => {
                let hint = "write an address without spaces and close its bracket, or write `\\(` for a literal bracket";
                self.fault(Code::BadLink, self.span(range), "this is not read as a link", hint);
            }
        }
    }

    /// Whether literal text ending in `]` stands directly before an offset.
    fn follows_a_bracket(&self, offset: usize) -> bool {
        let last = self.stack.last().and_then(|frame| frame.inlines.last());
        matches!(last, Some(Inline::Text(text)) if text.ends_with(']'))
            && self.masked.text.get(..offset).is_some_and(|before| before.ends_with(']'))
    }

    fn computed(&mut self, expression: &Range<usize>) {
        let (inside, place) = self.masked.inside(expression);
        let (index, span) = (self.computations.len(), self.prose.span(expression.clone()));
        self.computations.push(Computation {
            expression: inside.to_owned(),
            span: self.prose.span(place),
            located: self.prose.is_located(),
        });
        self.inline(Inline::Computed { index, span }, expression);
    }

    /// Text without anything hidden, joined to the text before it.
    fn plain(&mut self, text: &str, range: &Range<usize>) {
        if text.is_empty() {
            return;
        }
        if let Some(frame) = self.stack.last_mut()
            && let Some(Inline::Text(last)) = frame.inlines.last_mut()
        {
            last.push_str(text);
            frame.written.end = range.end;
            return;
        }
        self.inline(Inline::Text(text.to_owned()), range);
    }

    fn inline(&mut self, inline: Inline, range: &Range<usize>) {
        if let Some(frame) = self.stack.last_mut() {
            if frame.inlines.is_empty() {
                frame.written = range.clone();
            }
            frame.written.end = range.end;
            frame.inlines.push(inline);
        }
    }

    fn block(&mut self, kind: BlockKind, range: &Range<usize>) {
        let span = self.span(range);
        self.seal();
        if let Some(frame) = self.stack.last_mut() {
            frame.blocks.push(Block { span, kind });
        }
    }

    /// Text that stands directly in an item of a tight list becomes a paragraph of it.
    fn seal(&mut self) {
        let Some(frame) = self.stack.last_mut() else { return };
        if frame.inlines.is_empty() {
            return;
        }
        let content = std::mem::take(&mut frame.inlines);
        let range = frame.written.clone();
        frame.bare = true;
        let span = self.span(&range);
        if let Some(frame) = self.stack.last_mut() {
            frame.blocks.push(Block { span, kind: BlockKind::Paragraph(content) });
        }
    }

    /// The target of a link or image, or `None` with a fault pushed.
    fn target(&mut self, link: &LinkAddress<'_>) -> Option<Loc<Target>> {
        let range = self.address_range(link);
        let place = self.span(&range);
        if self.masked.is_hidden_in(link.address) {
            let hint = "write the address out; only text can be computed";
            self.fault(Code::BadLink, place, "an address cannot be computed", hint);
            return None;
        }
        let mailbox;
        let address = if link.kind == LinkType::Email {
            mailbox = format!("mailto:{}", link.address);
            &mailbox
        } else {
            link.address
        };
        match target(address) {
            Ok(target) => Some(Loc::new(target, place)),
            Err(refusal) => {
                let place = match refusal.length {
                    Some(length) if range.len() == link.address.len() => self.prose.span(range.start..range.start + length),
                    _ => place,
                };
                let fault = Diagnostic::error(Code::BadLink, place, refusal.message).hint(refusal.hint);
                // Several links may share one definition: its fault is told once.
                if link.definition.is_none() || !self.faults.contains(&fault) {
                    self.faults.push(fault);
                }
                None
            }
        }
    }

    /// Where an address stands: exactly, if it is written without escapes, else the link as a whole.
    fn address_range(&self, link: &LinkAddress<'_>) -> Range<usize> {
        let range = link.definition.unwrap_or(link.range);
        let written = self.masked.text.get(range.clone()).unwrap_or("");
        // In a link the address is what comes last; in an autolink it may stand only once.
        match written.rfind(link.address) {
            Some(at) if !link.address.is_empty() => {
                let start = range.start + at;
                start..start + link.address.len()
            }
            _ => range.clone(),
        }
    }
}

/// A link's address and what is known of its place.
struct LinkAddress<'r> {
    address: &'r str,
    kind: LinkType,
    range: &'r Range<usize>,
    definition: Option<&'r Range<usize>>,
}
