//! A page as a section of one file: its main part with addresses, ids and pictures that hold there.
//!
//! In: the HTML that the theme made of a page. Out: a `<section>`. Text is passed on as it is; only tags are read, and of
//! them only attributes that name an id or an address. Ids become `<path of the page>#<id>`, which is just what an address
//! to them says, so that links work in every browser and without scripts.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::markup::{escaped, unescaped};
use crate::outline::Page;

/// What is in the file.
pub(super) trait Inside {
    /// What a file of the site is there, by its path.
    fn file(&self, path: &str) -> File<'_>;
}

/// What a file of the site is in the one file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum File<'a> {
    /// A page of it, by its path.
    Page(&'a str),
    /// A picture, as an address that holds it.
    Picture(&'a str),
    /// It is not in it.
    Outside,
}

/// Attributes that hold ids, separated by spaces.
const IDS: [&str; 9] = ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "headers", "list"];
/// Attributes that hold an address.
const ADDRESSES: [&str; 4] = ["href", "xlink:href", "src", "data-href"];

/// The main part of a page as a section.
pub(super) fn section(html: &str, page: &Page, inside: &impl Inside) -> String {
    let main = html.split_once("<main").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(_, rest)| rest);
    let main = main.rsplit_once("</main>").map_or(main, |(main, _)| main);
    let class = html.split_once("<body class=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(class, _)| class);
    let mut out = String::with_capacity(main.len() + main.len() / 4);
    let _ = write!(out, "<section class=\"one-page {class}\" id=\"{}\" lang=\"{}\" data-page>", page.path, page.lang);
    let mut rest = main;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = end_of_tag(tag);
        let (inner, after) = (&tag[..end], tag.get(end + 1..).unwrap_or(""));
        rest = after;
        let name: &str = inner.split(|sign: char| sign.is_whitespace() || sign == '/' || sign == '>').next().unwrap_or("");
        if let "script" | "style" = name {
            rest = after.split_once(&format!("</{name}>")).map_or("", |(_, after)| after);
            continue;
        }
        out.push('<');
        attributes(inner, name, page, inside, &mut out);
        out.push('>');
    }
    out.push_str(rest);
    out.push_str("</section>");
    out
}

/// Where a tag ends: at the first `>` outside of quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, sign) in tag.bytes().enumerate() {
        match (quote, sign) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(sign),
            (Some(open), sign) if open == sign => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// Writes a tag's inside with its attributes as they hold in the file.
fn attributes(inner: &str, tag: &str, page: &Page, inside: &impl Inside, out: &mut String) {
    let is_choice = tag == "input" && (inner.contains("type=\"radio\"") || inner.contains("type=\"checkbox\""));
    let mut rest = inner;
    while let Some(equals) = rest.find('=') {
        let (before, after) = (&rest[..equals], &rest[equals + 1..]);
        let Some(quote) = after.chars().next().filter(|sign| matches!(sign, '"' | '\'')) else {
            out.push_str(&rest[..=equals]);
            rest = after;
            continue;
        };
        let (value, next) = after[1..].split_once(quote).unwrap_or((&after[1..], ""));
        rest = next;
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let (space, name) = before.split_at(start);
        let written = match name {
            name if IDS.contains(&name) => Some(value.split_whitespace().map(|id| format!("{}#{id}", page.path)).collect::<Vec<_>>().join(" ")),
            "name" if is_choice => Some(format!("{}#{value}", page.path)),
            name if ADDRESSES.contains(&name) => address(&page.path, &unescaped(value), inside).map(|address| escaped(&address)),
            // A folder, perhaps the page's own: what the search puts before its addresses.
            "data-root" => Some(format!("#{}", resolved(&page.path, &unescaped(value)))),
            // Nothing is sent, and nothing is loaded.
            "action" | "srcset" => None,
            _ if value.contains("url(#") => Some(value.replace("url(#", &format!("url(#{}#", page.path))),
            _ => Some(value.to_owned()),
        };
        out.push_str(&later(space));
        if let Some(written) = written {
            let _ = write!(out, "{name}={quote}{written}{quote}");
        }
    }
    out.push_str(&later(rest));
}

/// The search begins when its page is shown.
fn later(text: &str) -> Cow<'_, str> {
    if text.contains(" data-search-page") { Cow::Owned(text.replace(" data-search-page", " data-search-later")) } else { Cow::Borrowed(text) }
}

/// An address as seen from a page, as it holds in the file; `None` if it leads to something that is not in it.
pub(super) fn address(page: &str, address: &str, inside: &impl Inside) -> Option<String> {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    if scheme.is_some_and(|scheme| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))) {
        return Some(address.to_owned());
    }
    let (path, anchor) = address.split_once('#').map_or((address, None), |(path, anchor)| (path, Some(anchor)));
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    if path.is_empty() && anchor.is_none() {
        return None;
    }
    let target = if path.is_empty() { page.to_owned() } else { resolved(page, path) };
    match inside.file(&target) {
        File::Page(path) => Some(anchor.map_or_else(|| format!("#{path}"), |anchor| format!("#{path}#{anchor}"))),
        File::Picture(address) => Some(address.to_owned()),
        File::Outside => None,
    }
}

/// A path seen from a page, with `..` resolved.
fn resolved(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "." => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::{File, Inside, address, section};
    use crate::model::Lang;
    use crate::outline::{Page, PageKind};

    struct Two;

    impl Inside for Two {
        fn file(&self, path: &str) -> File<'_> {
            match path {
                "en/sops/a.html" => File::Page("en/sops/a.html"),
                "en/index.html" => File::Page("en/index.html"),
                "files/x.png" => File::Picture("data:image/png;base64,AA=="),
                _ => File::Outside,
            }
        }
    }

    fn made(main: &str) -> String {
        let page = Page { path: String::from("en/sops/a.html"), lang: Lang::new("en").expect("a language"), kind: PageKind::Search };
        let html = format!("<body class=\"page-sop\"><nav>x</nav><main id=\"_main\">{main}</main>");
        let made = section(&html, &page, &Two);
        let (_, inner) = made.split_once("data-page>").expect("a section");
        inner.strip_suffix("</section>").expect("its end").to_owned()
    }

    #[test]
    fn ids_and_addresses_hold_in_the_file() {
        for (page, file) in [
            ("<h2 id=\"b\">B &amp; c</h2>", "<h2 id=\"en/sops/a.html#b\">B &amp; c</h2>"),
            ("<a href=\"#b\">x</a>", "<a href=\"#en/sops/a.html#b\">x</a>"),
            ("<a class='k' href='../index.html#t'>x</a>", "<a class='k' href='#en/index.html#t'>x</a>"),
            ("<a href=\"gone.html\" lang=\"es\">x</a>", "<a  lang=\"es\">x</a>"),
            ("<a href=\"https://example.org/?a=1&amp;b=2\">x</a>", "<a href=\"https://example.org/?a=1&amp;b=2\">x</a>"),
            ("<img alt=\"a > b\" src=\"../../files/x.png\"/>", "<img alt=\"a > b\" src=\"data:image/png;base64,AA==\"/>"),
            ("<p aria-labelledby=\"a b\">", "<p aria-labelledby=\"en/sops/a.html#a en/sops/a.html#b\">"),
            ("<script src=\"x.js\">a < b</script><p>", "<p>"),
            ("<g clip-path=\"url(#c)\">", "<g clip-path=\"url(#en/sops/a.html#c)\">"),
            ("<input type=\"radio\" name=\"q\"><input name=\"q\">", "<input type=\"radio\" name=\"en/sops/a.html#q\"><input name=\"q\">"),
            ("<div data-search-page data-root=\"../\">", "<div data-search-later data-root=\"#en/\">"),
            ("<div data-root=\"\">", "<div data-root=\"#en/sops/\">"),
            ("<details open><!-- > -->a = b</details>", "<details open>a = b</details>"),
        ] {
            assert_eq!(made(page), file);
        }
    }

    #[test]
    fn a_script_address_is_no_address_of_the_file() {
        assert_eq!(address("en/sops/a.html", "a.html", &Two).as_deref(), Some("#en/sops/a.html"));
        assert_eq!(address("en/sops/a.html", "", &Two), None);
        assert_eq!(address("en/sops/a.html", "mailto:a@b.c", &Two).as_deref(), Some("mailto:a@b.c"));
    }
}
