//! Words as the search sees them: where a text is cut, and which spellings count as one.
//!
//! The browser does the same in `src/client/search-words.js`; the table in
//! `tests/search/fold.json` holds both to it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that do not decompose, and what people type for them.
const SPELLED: [(char, &str); 15] = [
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ß', "ss"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ĳ', "ij"),
    ('ŀ', "l"),
    ('ł', "l"),
    ('ŋ', "n"),
    ('ŧ', "t"),
    ('ſ', "s"),
];

/// The words of a text with their byte offsets: runs of letters, marks and digits.
pub fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !in_word(c))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// A word without case and accents: `Remisión` and `remision` are both `remision`.
#[must_use]
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(word.len());
    for c in word.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)) {
        match SPELLED.iter().find(|(from, _)| *from == c) {
            Some((_, to)) => out.push_str(to),
            None => out.push(c),
        }
    }
    out
}

/// A word without case, accents kept and composed: what a stemmer wants to see.
pub(super) fn spelling(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.to_lowercase().nfc().collect()
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}
