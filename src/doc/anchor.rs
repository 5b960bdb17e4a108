//! The ids of headings: what is one, and how a text becomes one.

use unicode_normalization::UnicodeNormalization;

/// The longest id made from a text.
const MAX_SLUG: usize = 48;

/// Whether a text can be a heading's id: `[a-z][a-z0-9-]*`.
pub(super) fn is_anchor(text: &str) -> bool {
    text.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The id that a heading's text gives: small letters without accents, digits, single hyphens, cut after a whole
/// word at 48 characters; `n-` before a digit at the start. `None` if nothing of it can stand in an id.
#[must_use]
pub fn slug(text: &str) -> Option<String> {
    let mut slug = String::with_capacity(text.len().min(MAX_SLUG + 8));
    let mut gap = false;
    for sign in text.nfd() {
        if slug.len() > MAX_SLUG {
            break;
        }
        let folded: &str = match sign {
            'a'..='z' | 'A'..='Z' | '0'..='9' => "",
            'ß' => "ss",
            'æ' | 'Æ' => "ae",
            'œ' | 'Œ' => "oe",
            'ø' | 'Ø' => "o",
            'ł' | 'Ł' => "l",
            'đ' | 'Đ' | 'ð' | 'Ð' => "d",
            'þ' | 'Þ' => "th",
            'ı' => "i",
            // Accents vanish, and so do apostrophes: `país's` is one word.
            '\u{300}'..='\u{36f}' | '\'' | '’' | '\u{ad}' => continue,
            _ => {
                gap = true;
                continue;
            }
        };
        if slug.is_empty() && sign.is_ascii_digit() {
            slug.push_str("n-");
        }
        if gap && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        gap = false;
        if folded.is_empty() { slug.push(sign.to_ascii_lowercase()) } else { slug.push_str(folded) }
    }
    if slug.len() > MAX_SLUG {
        let cut = slug[..=MAX_SLUG].rfind('-').unwrap_or(MAX_SLUG);
        slug.truncate(cut);
    }
    (!slug.is_empty()).then_some(slug)
}
