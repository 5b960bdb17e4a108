//! Text as markup and back: the one place where HTML and XML are escaped.

/// Adds text to `out` so that neither in an element nor in a quoted attribute it can be taken for markup.
/// Characters that XML cannot hold become U+FFFD.
pub fn escape(text: &str, out: &mut String) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let (written, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            b'\'' => ("&#39;", 1),
            b'\t' | b'\n' | b'\r' => continue,
            0..=0x1f | 0x7f => ("\u{fffd}", 1),
            // U+FFFE and U+FFFF.
            0xef if matches!(text.as_bytes().get(at + 1..at + 3), Some([0xbf, 0xbe | 0xbf])) => ("\u{fffd}", 3),
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(written);
        done = at + length;
    }
    out.push_str(&text[done..]);
}

/// As [`escape`], by itself.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

/// The text of markup that [`escape`] or a template wrote.
#[must_use]
pub fn unescaped(markup: &str) -> String {
    // `&amp;` last, so that nothing is resolved twice.
    const ENTITIES: [(&str, &str); 7] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/"), ("&amp;", "&")];
    if !markup.contains('&') {
        return markup.to_owned();
    }
    ENTITIES.iter().fold(markup.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

#[cfg(test)]
mod tests {
    use super::{escaped, unescaped};

    #[test]
    fn text_is_never_markup_and_comes_back() {
        let text = "<a href=\"x\">&amp; 'b'</a>";
        assert_eq!(escaped(text), "&lt;a href=&quot;x&quot;&gt;&amp;amp; &#39;b&#39;&lt;/a&gt;");
        assert_eq!(unescaped(&escaped(text)), text);
        assert_eq!(escaped("a\u{1}\u{fffe}\tb"), "a\u{fffd}\u{fffd}\tb");
    }
}
