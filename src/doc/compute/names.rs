//! The names in an expression, with their places.
//!
//! MiniJinja finds a name that is not there only when it needs it, and says so without saying where. This reads the
//! expression's words beforehand, so that a check finds all of them, each with its exact place.

use std::ops::Range;

/// What a name is used as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// A variable, with the attributes that follow it: `region.total`.
    Variable,
    /// After `|`.
    Filter,
    /// After `is`.
    Test,
    /// Before `(`.
    Function,
}

/// A name and its place in the expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) what: Use,
    pub(super) range: Range<usize>,
}

impl Name {
    pub(super) fn text<'a>(&self, expression: &'a str) -> &'a str {
        expression.get(self.range.clone()).unwrap_or("")
    }
}

const KEYWORDS: &[&str] =
    &["and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None"];

/// All names of an expression that is known to be well-formed, in order.
pub(super) fn names(expression: &str) -> Vec<Name> {
    let bytes = expression.as_bytes();
    let mut names = Vec::new();
    // What came before: the last sign or keyword that says how a name is meant.
    let mut before = Before::Other;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' => at += 1,
            b'\'' | b'"' => {
                at = after_string(bytes, at);
                before = Before::Other;
            }
            byte if byte.is_ascii_digit() => {
                at = after(bytes, at, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
                before = Before::Other;
            }
            byte if is_word(*byte) => {
                let start = at;
                at = after_path(bytes, at);
                before = word(expression, start..at, before, &mut names);
            }
            byte => {
                before = match byte {
                    b'|' => Before::Pipe,
                    b'.' => Before::Dot,
                    _ => Before::Other,
                };
                at += 1;
            }
        }
    }
    names
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Pipe,
    Dot,
    Is,
    Other,
}

/// Takes in one word; gives what it is for the word after it.
fn word(expression: &str, range: Range<usize>, before: Before, names: &mut Vec<Name>) -> Before {
    let text = &expression[range.clone()];
    let rest = expression[range.end..].trim_start();
    let what = match before {
        // An attribute of something that is not a name.
        Before::Dot => return Before::Other,
        Before::Pipe => Use::Filter,
        Before::Is if text == "not" => return Before::Is,
        Before::Is => Use::Test,
        Before::Other if text == "is" => return Before::Is,
        Before::Other if KEYWORDS.contains(&text) => return Before::Other,
        Before::Other if rest.starts_with('(') => Use::Function,
        // The name of an argument: `number(places=1)`.
        Before::Other if rest.starts_with('=') && !rest.starts_with("==") => return Before::Other,
        Before::Other => Use::Variable,
    };
    names.push(Name { what, range });
    Before::Other
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn after(bytes: &[u8], from: usize, accept: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().position(|byte| !accept(*byte)).map_or(bytes.len(), |length| from + length)
}

/// The end of a name with the attributes that follow it.
fn after_path(bytes: &[u8], from: usize) -> usize {
    let mut end = after(bytes, from, is_word);
    while bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(|byte| is_word(*byte)) {
        end = after(bytes, end + 1, is_word);
    }
    end
}

fn after_string(bytes: &[u8], from: usize) -> usize {
    let quote = bytes[from];
    let mut at = from + 1;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'\\' => 2,
            byte if *byte == quote => return at + 1,
            _ => 1,
        };
    }
    bytes.len()
}
