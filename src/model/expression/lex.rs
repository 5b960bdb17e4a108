//! A condition's text to tokens.

use super::parse::Mistake;
use super::{MAX_TEXT, Operation, Range};
use crate::model::Exact;

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A number.
    Number(Exact),
    /// A quoted text, without its quotes.
    Text(String),
    /// `${name}`.
    Question(String),
    /// A bare word: `and`, `div`, the name of a function.
    Word(String),
    /// One of `= != < <= > >= + - *`.
    Sign(Operation),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
}

/// The tokens with their places, or the first mistake.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range)>, Mistake> {
    if text.len() > MAX_TEXT {
        return Err(Mistake::new((0, 0), format!("a condition of more than {MAX_TEXT} characters"), "split the question, or simplify the condition"));
    }
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = &text[at..];
        let span = |length: usize| range(at, at + length);
        let (token, length) = match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            b'(' => (Token::Open, 1),
            b')' => (Token::Close, 1),
            b',' => (Token::Comma, 1),
            b'$' => {
                let name = rest.strip_prefix("${").and_then(|name| name.split_once('}'));
                let Some((name, _)) = name else {
                    return Err(Mistake::new(span(1), "a question's name is not closed", "write it as `${question-id}`"));
                };
                (Token::Question(name.trim().to_owned()), name.len() + 3)
            }
            b'\'' | b'"' => {
                let Some(length) = rest[1..].find(char::from(byte)) else {
                    return Err(Mistake::new(span(rest.len()), "a text is not closed", "end it with the quote it began with"));
                };
                (Token::Text(rest[1..=length].to_owned()), length + 2)
            }
            b'0'..=b'9' | b'.' => {
                let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
                let Some(number) = Exact::decimal(&rest[..length]) else {
                    return Err(Mistake::new(span(length), format!("`{}` is not a number", &rest[..length]), "write digits, with a decimal point where needed: `2.5`"));
                };
                (Token::Number(number), length)
            }
            _ if byte.is_ascii_alphabetic() => {
                let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
                (Token::Word(rest[..length].to_owned()), length)
            }
            _ => sign(rest).ok_or_else(|| foreign(rest, at))?,
        };
        found.push((token, span(length)));
        at += length;
    }
    Ok(found)
}

fn sign(rest: &str) -> Option<(Token, usize)> {
    // `==`, `=>` and their like are mistakes, not two signs.
    let length = rest.bytes().take_while(|byte| matches!(byte, b'=' | b'<' | b'>' | b'!' | b'&' | b'|')).count().max(1);
    let word = rest.get(..length)?;
    let operation = match word {
        "=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" => Operation::from_word(word)?,
        _ => return None,
    };
    Some((Token::Sign(operation), length))
}

/// What to write instead of a sign from another language.
fn foreign(rest: &str, at: usize) -> Mistake {
    let (length, hint) = match rest {
        _ if rest.starts_with("==") => (2, "write a single `=`"),
        _ if rest.starts_with("=>") => (2, "write `>=`"),
        _ if rest.starts_with("=<") => (2, "write `<=`"),
        _ if rest.starts_with("<>") => (2, "write `!=`"),
        _ if rest.starts_with("&&") => (2, "write `and`"),
        _ if rest.starts_with("||") => (2, "write `or`"),
        _ if rest.starts_with('!') => (1, "write `not(…)`"),
        _ if rest.starts_with('/') => (1, "write `div`"),
        _ if rest.starts_with('%') => (1, "write `mod`"),
        _ if rest.starts_with(['‘', '’', '“', '”']) => (3, "use straight quotes: `'yes'`"),
        _ => (rest.chars().next().map_or(1, char::len_utf8), "write it as in XLSForm: `${question} >= 2 and ${other} = 'yes'`"),
    };
    Mistake::new(range(at, at + length), format!("`{}` cannot stand in a condition", rest.get(..length).unwrap_or(rest)), hint)
}

/// A range of bytes; texts are short enough for `u32`.
fn range(start: usize, end: usize) -> Range {
    (u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}
