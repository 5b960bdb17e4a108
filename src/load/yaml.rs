//! The one YAML door: text to a tree of located raw values.
//!
//! In: the text of a file, or the front matter of one. Out: a [`Node`] tree in which every scalar is still the
//! text that its author wrote (`1.10` keeps its zero, `NO` stays Norway), with its place. Only broken syntax
//! stops a file; everything else is found later, all at once, by [`decode`](super::decode). JSON is YAML, so
//! answer files from the form come through the same door.
//!
//! Anchors, aliases and tags are refused: nothing a person writes here needs them, and without them a small
//! file cannot unfold into a large one.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle};

use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// The deepest nesting read.
const MAX_DEPTH: usize = 64;
/// The most values read from one file.
const MAX_NODES: usize = 250_000;

/// A located raw value.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it was written; never empty for a scalar that was written.
    pub span: Span,
    /// What was written.
    pub value: Value,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing after the colon, `~` or `null`.
    Null,
    /// Text as written, escapes resolved.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with their places, in file order, no key twice.
    Mapping(Vec<Entry>),
}

/// A scalar's text and notation.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// The text, escapes resolved.
    pub text: String,
    /// How it was written.
    pub notation: Notation,
}

/// How a scalar was written; a quoted `"3"` is text, a plain `3` may be a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// A `|` block: its lines are the file's lines.
    Literal,
    /// A `>` block.
    Folded,
}

/// One key of a mapping with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// What kind of value this is, in words for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar(_) => "a single value",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
        }
    }
}

/// Parses one document. `base` is the byte offset of `text` within its file.
///
/// `None` means that the syntax is broken or the document is empty; a fault says which.
#[must_use]
pub fn parse(file: FileId, text: &str, base: usize) -> (Option<Node>, Vec<Diagnostic>) {
    let mut builder = Builder { file, base, text, faults: Vec::new(), nodes: 0 };
    let node = builder.document();
    let node = node.filter(|_| !builder.faults.iter().any(|fault| fault.code == Code::YamlSyntax));
    (node, builder.faults)
}

struct Builder<'a> {
    file: FileId,
    base: usize,
    text: &'a str,
    faults: Vec<Diagnostic>,
    nodes: usize,
}

/// A collection whose end has not been met yet.
enum Open {
    Sequence(Span, Vec<Node>),
    Mapping { start: Span, entries: Vec<Entry>, known: BTreeMap<String, Span>, key: Option<(String, Span)> },
}

impl Builder<'_> {
    fn document(&mut self) -> Option<Node> {
        let mut parser = Parser::new_from_str(self.text);
        let mut open: Vec<Open> = Vec::new();
        let mut root: Option<Node> = None;
        while let Some(event) = parser.next_event() {
            let (event, span) = match event {
                Ok(pair) => pair,
                Err(error) => {
                    self.syntax_fault(&error);
                    return None;
                }
            };
            let span = self.span(&span);
            self.refuse_features(&event, span);
            let finished = match event {
                Event::Scalar(text, style, ..) => Some(Node { span, value: scalar(text.into_owned(), style) }),
                Event::Alias(_) | Event::UnresolvedAlias(_) => Some(Node { span, value: Value::Null }),
                Event::SequenceStart(..) => {
                    open.push(Open::Sequence(span, Vec::new()));
                    None
                }
                Event::MappingStart(..) => {
                    open.push(Open::Mapping { start: span, entries: Vec::new(), known: BTreeMap::new(), key: None });
                    None
                }
                Event::SequenceEnd | Event::MappingEnd => open.pop().map(|collection| close(collection, span)),
                Event::DocumentStart(..) if root.is_some() => {
                    self.faults.push(
                        Diagnostic::error(Code::YamlFeature, span, "a second document begins in the same file")
                            .hint("put each entry into its own file, and remove the `---` line"),
                    );
                    return root;
                }
                _ => None,
            };
            if open.len() > MAX_DEPTH || self.nodes > MAX_NODES {
                self.faults.push(
                    Diagnostic::error(Code::TooDeep, span, format!("more than {MAX_DEPTH} levels of nesting or {MAX_NODES} values"))
                        .hint("split the file, or look for a mistake in indentation"),
                );
                return None;
            }
            if let Some(node) = finished {
                self.nodes += 1;
                self.place(node, &mut open, &mut root);
            }
        }
        root
    }

    /// Puts a finished node where it belongs: into the collection that is open, or at the root.
    fn place(&mut self, node: Node, open: &mut [Open], root: &mut Option<Node>) {
        match open.last_mut() {
            None => *root = Some(node),
            Some(Open::Sequence(_, items)) => items.push(node),
            Some(Open::Mapping { entries, known, key, .. }) => match key.take() {
                Some((name, key_span)) => {
                    if let Some(first) = known.get(&name) {
                        self.faults.push(
                            Diagnostic::error(Code::DuplicateKey, key_span, format!("key `{name}` stands twice"))
                                .label("again here")
                                .related(*first, "first here")
                                .hint("keep one of them"),
                        );
                    } else {
                        known.insert(name.clone(), key_span);
                        entries.push(Entry { key: name, key_span, value: node });
                    }
                }
                None => {
                    let name = match node.value {
                        Value::Scalar(scalar) => scalar.text,
                        _ => {
                            self.faults.push(
                                Diagnostic::error(Code::WrongType, node.span, "a key must be a single word")
                                    .hint("put text that begins with `{` or `[` in quotes"),
                            );
                            String::new()
                        }
                    };
                    *key = Some((name, node.span));
                }
            },
        }
    }

    fn span(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span::new(self.file, self.base + range.start, self.base + range.end)
    }

    fn refuse_features(&mut self, event: &Event<'_>, span: Span) {
        let what = if event.is_alias() || matches!(event, Event::UnresolvedAlias(_)) {
            "an alias (`*name`)"
        } else if event.anchor_id().is_some_and(|id| id != 0) {
            "an anchor (`&name`)"
        } else if event.tag().is_some() {
            "a tag (`!name`)"
        } else {
            return;
        };
        self.faults.push(
            Diagnostic::error(Code::YamlFeature, span, format!("{what} is not supported"))
                .hint("write the value out; if `*`, `&` or `!` is meant as text, put the text in quotes"),
        );
    }

    fn syntax_fault(&mut self, error: &granit_parser::ScanError) {
        let offset = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let offset = crate::source::floor_char_boundary(self.text, offset);
        let line_start = self.text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text[line_start..].lines().next().unwrap_or("");
        // At the end of the file there is no character to point at: point at the last one.
        let offset = if offset == self.text.len() { self.text.char_indices().next_back().map_or(0, |(index, _)| index) } else { offset };
        let length = self.text[offset..].chars().next().map_or(0, char::len_utf8);
        let span = Span::new(self.file, self.base + offset, self.base + offset + length);
        let info = error.info().to_owned();
        let mut end = info.trim_end_matches('.').to_owned();
        if let Some(first) = end.get(..1) {
            end = first.to_lowercase() + &end[1..];
        }
        self.faults.push(
            Diagnostic::error(Code::YamlSyntax, span, format!("this is not valid YAML: {end}"))
                .label("the reader stopped here")
                .hint(syntax_hint(line)),
        );
    }
}

/// What usually causes a syntax error on a line like this one.
fn syntax_hint(line: &str) -> &'static str {
    let content = line.trim_start();
    let value = content.split_once(": ").map_or(content, |(_, value)| value).trim_start_matches("- ");
    if line.contains('\t') {
        "replace the tab by spaces"
    } else if value.starts_with(['@', '`', '%', '&', '*', '!']) {
        "put the text in double quotes: it begins with a sign that YAML reserves"
    } else if value.starts_with('{') || value.starts_with('[') {
        "check that the bracket is closed, and put text that begins with a bracket in quotes"
    } else if value.contains(": ") {
        "put the text in double quotes: it contains a colon"
    } else if value.matches('"').count() % 2 == 1 || value.matches('\'').count() % 2 == 1 {
        "close the quote, or put the whole text in double quotes"
    } else {
        "check the indentation and the quotes here and on the line above"
    }
}

fn scalar(text: String, style: ScalarStyle) -> Value {
    let notation = match style {
        ScalarStyle::Plain => Notation::Plain,
        ScalarStyle::Literal => Notation::Literal,
        ScalarStyle::Folded => Notation::Folded,
        _ => Notation::Quoted,
    };
    if notation == Notation::Plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") {
        return Value::Null;
    }
    Value::Scalar(Scalar { text, notation })
}

fn close(collection: Open, end: Span) -> Node {
    let (start, value) = match collection {
        Open::Sequence(start, items) => (start, Value::Sequence(items)),
        Open::Mapping { start, entries, .. } => (start, Value::Mapping(entries)),
    };
    Node { span: Span { end: end.end.max(start.end), ..start }, value }
}
