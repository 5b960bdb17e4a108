//! Numbers as text, and values as scripts.
//!
//! A number is base 46, low digit first, in 92 printable characters: the lower 46 end it, the upper
//! 46 continue it. The characters left out are `"`, `\` and `<`, so that nothing needs an escape.

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

/// The base of a number, and how many characters end one.
const BASE: u64 = 46;

/// The highest value that one character alone can carry as a score.
pub(super) const TOP: u32 = 91;

/// Appends a number of any size.
pub(super) fn push_number(out: &mut String, mut number: u64) {
    while number >= BASE {
        push_value(out, BASE + number % BASE);
        number /= BASE;
    }
    push_value(out, number);
}

/// Appends one character for a value from 0 to [`TOP`]; a higher one becomes [`TOP`].
pub(super) fn push_score(out: &mut String, score: u32) {
    push_value(out, u64::from(score.min(TOP)));
}

fn push_value(out: &mut String, value: u64) {
    // Always an ASCII character: the value is below 92.
    let mut code = (value % (2 * BASE)) as u8 + b' ';
    for gap in [b'"', b'<', b'\\'] {
        code += u8::from(code >= gap);
    }
    out.push(char::from(code));
}

/// How many pages a group is on, as one character: exact to 30, then in steps of an eighth.
pub(super) fn frequency_class(pages: usize) -> u32 {
    if pages <= 30 {
        return pages as u32;
    }
    let (mut class, mut limit) = (30, 30);
    while class < TOP && limit + limit / 8 <= pages {
        limit += limit / 8;
        class += 1;
    }
    class
}

/// The dictionary's first string: each form as the length shared with the form before it (a capital
/// letter, A for none) and the rest. The forms must be in order, and hold no capitals.
pub(super) fn front_code<'a>(forms: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut before = "";
    for form in forms {
        let mut shared = 0;
        let mut units = 0;
        for (a, b) in form.chars().zip(before.chars()) {
            if a != b || units + a.len_utf16() > 25 {
                break;
            }
            shared += a.len_utf8();
            units += a.len_utf16();
        }
        out.push(char::from(b'A' + units as u8));
        out.push_str(&form[shared..]);
        before = form;
    }
    out
}

/// The file that hands a value, as JSON, to the page: `CSX("es/p7", …)`. No content can end the script or the
/// string it stands in: `<` and the two line separators of Unicode are escaped, in addition to JSON's own.
pub(super) fn script(key: &str, json: &str) -> Vec<u8> {
    let call = format!("CSX({},{json});\n", Json::from(key));
    let mut out = String::with_capacity(call.len() + 64);
    let mut rest = call.as_str();
    while let Some(at) = rest.bytes().position(|byte| byte == b'<' || byte == 0xe2) {
        out.push_str(&rest[..at]);
        // 0xe2 begins many characters; only two of them matter.
        let (sign, after) = rest[at..].split_at(if rest.as_bytes()[at] == b'<' { 1 } else { 3 });
        out.push_str(match sign {
            "<" => "\\u003c",
            "\u{2028}" => "\\u2028",
            "\u{2029}" => "\\u2029",
            other => other,
        });
        rest = after;
    }
    out.push_str(rest);
    out.into_bytes()
}

/// The name of a file by its content: `p7-k3jx2a.js`, lower case and safe on any disk.
pub(super) fn file_hash(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    Sha256::digest(bytes).iter().take(6).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}
