//! The text block: answers as lines that can be sent in a chat or a mail.
//!
//! ```text
//! RUMBO ANSWERS 1
//! unit: villa-nueva
//! respondent/code: r1
//! border-permit-route = 3
//! border-permit-route/note = Two offices.\nOpen daily.
//! END RUMBO 1a2b-3c4d-5e6f
//! ```
//!
//! In: the text, also with what a chat or a mail puts around it: words before and after, marks of quotation, lines that
//! were cut. Out: the tree that the same answers have in YAML, with places in this text. A path is joined by `/`; parts
//! that are numbers are places in a list; `=` stands for "below `answers`". In values `\n` is a line break and `\\` a
//! backslash.

use std::collections::BTreeMap;

use super::CHECKSUM;
use crate::diag::{Code, Diagnostic};
use crate::load::yaml::{Entry, Node, Notation, Scalar, Value};
use crate::source::{FileId, Span};

/// What the first line of a block says, before its version.
pub const BEGIN: &str = "RUMBO ANSWERS ";
/// What the last line of a block says, before its checksum.
pub const END: &str = "END RUMBO";
/// The version of the block that is written and read.
const VERSION: &str = "1";
/// The most parts that a path can have.
const MAX_PARTS: usize = 8;

/// A line of a block: its path, its value, and where both stand.
struct Line {
    path: Vec<String>,
    path_span: Span,
    value: String,
    value_span: Span,
}

/// What stands at a path.
enum Tree {
    Leaf(Node),
    Branch(Branch),
}

#[derive(Default)]
struct Branch {
    items: Vec<(String, Span, Tree)>,
    places: BTreeMap<String, usize>,
}

/// Reads the block of a text. `None` if there is none or a part of it is missing; a fault says which.
#[must_use]
pub fn parse(file: FileId, text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut fault = |span: Span, message: &str, hint: &str| faults.push(Diagnostic::error(Code::AnswersText, span, message).hint(hint));
    let Some(begin) = text.find(BEGIN) else {
        fault(Span::file_start(file), "there are no answers in this text", "copy the whole block, from `RUMBO ANSWERS` to `END RUMBO` with its checksum");
        return (None, faults);
    };
    let first_end = text[begin..].find('\n').map_or(text.len(), |end| begin + end);
    let version = text[begin + BEGIN.len()..first_end].trim();
    let begin_span = Span::new(file, begin, begin + text[begin..first_end].trim_end().len());
    if version != VERSION {
        fault(begin_span, "these answers were written by another version of the form", "open them in a form of this site and save them as a file");
        return (None, faults);
    }
    let Some(end) = end_line(text, first_end) else {
        fault(begin_span, "the end of these answers is missing", "copy the whole block, to the line `END RUMBO` with its checksum");
        return (None, faults);
    };
    let mut tree = Branch::default();
    for line in lines(file, text, first_end, end) {
        insert(&mut tree, line, &mut faults);
    }
    let after = &text[end + END.len()..];
    let sum = after.lines().next().unwrap_or_default();
    if !sum.trim().is_empty() {
        let start = end + END.len() + (sum.len() - sum.trim_start().len());
        let span = Span::new(file, start, start + sum.trim().len());
        let line = Line { path: vec![CHECKSUM.to_owned()], path_span: span, value: sum.trim().to_owned(), value_span: span };
        insert(&mut tree, line, &mut faults);
    }
    let whole = Span::new(file, begin, end + END.len());
    (Some(Node { span: whole, value: value(tree) }), faults)
}

/// Where the last line begins to speak: at the beginning of a line, for the words may also stand in a note.
fn end_line(text: &str, from: usize) -> Option<usize> {
    let mut start = from;
    for line in text[from..].split_inclusive('\n') {
        let words = line.trim_start_matches(['>', ' ', '\t']);
        if words.starts_with(END) {
            return Some(start + line.len() - words.len());
        }
        start += line.len();
    }
    None
}

/// The lines between two places. What a mail program cut is joined again: a line without a path goes on with the one
/// before it.
fn lines(file: FileId, text: &str, from: usize, to: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = from;
    for raw in text[from..to].split_inclusive('\n') {
        let at = start;
        start += raw.len();
        let line = raw.trim_start_matches(['>', ' ', '\t']).trim();
        if line.is_empty() {
            continue;
        }
        let offset = at + raw.find(line).unwrap_or(0);
        let span = |from: usize, to: usize| Span::new(file, offset + from, offset + to);
        match split(line) {
            Some((path, answer, value_at)) => {
                let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
                if answer {
                    parts.insert(0, String::from("answers"));
                }
                let value = &line[value_at..];
                let value_span = if value.is_empty() { span(0, line.len()) } else { span(value_at, line.len()) };
                lines.push(Line { path: parts, path_span: span(0, path.len()), value: value.to_owned(), value_span });
            }
            None => {
                if let Some(last) = lines.last_mut() {
                    last.value.push(' ');
                    last.value.push_str(line);
                    last.value_span.end = span(0, line.len()).end;
                }
            }
        }
    }
    lines
}

/// The path of a line, whether it is that of an answer, and where its value begins.
fn split(line: &str) -> Option<(&str, bool, usize)> {
    let length = line.bytes().take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_/".contains(byte)).count();
    let (path, rest) = line.split_at(length);
    if !path.starts_with(|c: char| c.is_ascii_lowercase()) || path.ends_with('/') || path.contains("//") {
        return None;
    }
    let (answer, mark) = if rest.starts_with(':') { (false, 1) } else if rest.starts_with(" =") { (true, 2) } else { return None };
    let value = &rest[mark..];
    if !value.is_empty() && !value.starts_with(' ') {
        return None;
    }
    Some((path, answer, length + mark + (value.len() - value.trim_start().len())))
}

fn insert(tree: &mut Branch, line: Line, faults: &mut Vec<Diagnostic>) {
    let Line { path, path_span, value, value_span } = line;
    if path.len() > MAX_PARTS {
        faults.push(Diagnostic::error(Code::AnswersText, path_span, "this path has too many parts").hint("copy the block again, as the form wrote it"));
        return;
    }
    let Some((last, parents)) = path.split_last() else { return };
    let mut branch = tree;
    for part in parents {
        let place = branch.place(part, path_span);
        match branch.items.get_mut(place).map(|item| &mut item.2) {
            Some(Tree::Branch(next)) => branch = next,
            _ => return twice(path_span, faults),
        }
    }
    if branch.places.contains_key(last) {
        return twice(path_span, faults);
    }
    let text = unescape(&value);
    let value = if text.is_empty() { Value::Null } else { Value::Scalar(Scalar { text, notation: Notation::Quoted }) };
    branch.places.insert(last.clone(), branch.items.len());
    branch.items.push((last.clone(), path_span, Tree::Leaf(Node { span: value_span, value })));
}

fn twice(span: Span, faults: &mut Vec<Diagnostic>) {
    faults.push(Diagnostic::error(Code::DuplicateKey, span, "this line stands twice, or against another one").hint("copy the block again, as the form wrote it"));
}

impl Branch {
    /// The place of a part, which is made if it is new.
    fn place(&mut self, part: &str, span: Span) -> usize {
        if let Some(place) = self.places.get(part) {
            return *place;
        }
        self.places.insert(part.to_owned(), self.items.len());
        self.items.push((part.to_owned(), span, Tree::Branch(Self::default())));
        self.items.len() - 1
    }
}

/// A list if all parts are numbers, else a mapping.
fn value(branch: Branch) -> Value {
    let node = |span: Span, tree: Tree| match tree {
        Tree::Leaf(node) => node,
        Tree::Branch(branch) => Node { span, value: value(branch) },
    };
    let list = !branch.items.is_empty() && branch.items.iter().all(|(part, ..)| part.bytes().all(|byte| byte.is_ascii_digit()));
    if list {
        return Value::Sequence(branch.items.into_iter().map(|(_, span, tree)| node(span, tree)).collect());
    }
    Value::Mapping(branch.items.into_iter().map(|(key, span, tree)| Entry { key, key_span: span, value: node(span, tree) }).collect())
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some('n')) => {
                out.push('\n');
                chars.next();
            }
            ('\\', Some('\\')) => {
                out.push('\\');
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::load::yaml::{Node, Value};
    use crate::source::FileId;

    fn show(node: &Node) -> String {
        match &node.value {
            Value::Null => String::from("-"),
            Value::Scalar(scalar) => scalar.text.clone(),
            Value::Sequence(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(" ")),
            Value::Mapping(entries) => format!("{{{}}}", entries.iter().map(|entry| format!("{}:{}", entry.key, show(&entry.value))).collect::<Vec<_>>().join(" ")),
        }
    }

    fn read(text: &str) -> String {
        let (node, faults) = parse(FileId::default(), text);
        assert!(faults.is_empty(), "{faults:?}");
        show(&node.expect("a tree"))
    }

    #[test]
    fn words_around_quotation_marks_and_cut_lines_do_no_harm() {
        let text = "[12:30] Ana: here you are\n> RUMBO ANSWERS 1\r\n> unit: villa\r\n>\r\n> q/note = a long\r\n> sentence, cut\r\n> q/evidence/1/grade = document\r\nEND RUMBO 12-34\nRegards: Ana\n";
        assert_eq!(read(text), "{unit:villa answers:{q:{note:a long sentence, cut evidence:[{grade:document}]}} checksum:12-34}");
    }

    #[test]
    fn escapes_are_resolved_once() {
        assert_eq!(read("RUMBO ANSWERS 1\nq = a\\nb\\\\n\\x\nEND RUMBO"), "{answers:{q:a\nb\\n\\x}}");
    }

    #[test]
    fn the_end_may_be_spoken_of() {
        assert_eq!(read("RUMBO ANSWERS 1\nq = stop at END RUMBO, please\n> END RUMBO"), "{answers:{q:stop at END RUMBO, please}}");
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "Hi\nRUMBO ANSWERS 1\nunit: villa nueva\nEND RUMBO";
        let (node, _) = parse(FileId::default(), text);
        let Some(Value::Mapping(entries)) = node.map(|node| node.value) else { panic!("a mapping") };
        let place = |span: crate::source::Span| &text[span.start as usize..span.end as usize];
        assert_eq!((place(entries[0].key_span), place(entries[0].value.span)), ("unit", "villa nueva"));
    }

    #[test]
    fn a_line_against_another_is_a_fault_and_no_panic() {
        for lines in ["q = 1\nq = 2", "q = 1\nq/note = x", "q/note = x\nq = 1", "a/b/c/d/e/f/g/h/i/j: 1"] {
            let (_, faults) = parse(FileId::default(), &format!("RUMBO ANSWERS 1\n{lines}\nEND RUMBO"));
            assert_eq!(faults.len(), 1, "{lines}");
        }
    }
}
