//! What has changed since a former edition, for people who hold printed pages of it.
//!
//! In: the sums of a former edition, perhaps its files, and the files of this one. Out: which pages are new, changed or
//! gone, and which printed documents to replace. Where the former files are at hand, a page counts as changed only if
//! what it says has changed, not the menus around it. Lists and menus, which change with every entry, are left out.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::view::Link;
use super::super::words::Words;
use super::prints::{self, Replace};
use crate::markup::unescaped;
use crate::model::Lang;
use crate::outline::shelf::SHELF;
use crate::site::Compiled;
use crate::write::{Files, Former};

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    New,
    Changed,
    Gone,
}

/// All changes by path.
#[derive(Debug)]
pub(super) struct Changes {
    /// With the title of what is gone.
    files: BTreeMap<String, (Change, String)>,
    /// Of printed documents that changed and that have marks in both editions: which pages.
    replace: BTreeMap<String, Replace>,
}

/// The changes of one language as the page tells them.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    new: Vec<Link>,
    changed: Vec<Link>,
    gone: Vec<String>,
    print_changed: Vec<Link>,
    print_new: Vec<Link>,
    print_gone: Vec<String>,
    nothing: bool,
}

impl Changes {
    /// Compares a former edition with the files of this one.
    pub(super) fn between(former: &Former, files: &Files<'_>) -> Self {
        let (mut changes, mut replace) = (BTreeMap::new(), BTreeMap::new());
        for (path, bytes) in files.iter().filter(|(path, _)| is_told(path)) {
            let change = match former.sum(path) {
                None => Change::New,
                Some(sum) if sum == crate::hash::sha256(bytes) => continue,
                Some(_) if says_the_same(former, path, bytes) => continue,
                Some(_) => Change::Changed,
            };
            if change == Change::Changed
                && path.ends_with(".pdf")
                && let Some(pages) = former.bytes(path).and_then(|before| prints::between(&before, bytes))
            {
                if pages.is_nothing() {
                    continue;
                }
                replace.insert((*path).to_owned(), pages);
            }
            changes.insert((*path).to_owned(), (change, String::new()));
        }
        for (path, _) in former.sums().filter(|(path, _)| is_told(path) && !files.contains_key(path)) {
            let title = former.text(path).and_then(|html| heading(&html)).unwrap_or_else(|| stem(path));
            changes.insert(path.to_owned(), (Change::Gone, title));
        }
        Self { files: changes, replace }
    }

    /// The changes of a language.
    pub(super) fn told(&self, compiled: &Compiled, files: &Files<'_>, lang: &Lang) -> Told {
        let site = &compiled.toolbox.site;
        let mut told = Told { new: Vec::new(), changed: Vec::new(), gone: Vec::new(), print_changed: Vec::new(), print_new: Vec::new(), print_gone: Vec::new(), nothing: true };
        let labels: BTreeMap<&str, &str> = compiled.outline.booklets.iter().map(|booklet| (booklet.path.as_str(), booklet.label.as_str())).collect();
        // What belongs to no language of this edition is told in its first one.
        let of = |path: &str| site.languages.iter().find(|lang| belongs(path, lang)).unwrap_or(site.default_language());
        for (path, (change, title)) in self.files.iter().filter(|(path, _)| of(path) == lang) {
            told.nothing = false;
            let is_print = path.ends_with(".pdf");
            let title = match change {
                Change::Gone => title.clone(),
                _ if is_print => labels.get(path.as_str()).map_or_else(|| stem(path), |label| (*label).to_owned()),
                _ => files.get(path.as_str()).and_then(|bytes| heading(std::str::from_utf8(bytes).ok()?)).unwrap_or_else(|| stem(path)),
            };
            let meta = self.replace.get(path).zip(compiled.theme.words(lang)).map(|(pages, words)| which(pages, words)).unwrap_or_default();
            let link = Link { title: title.clone(), href: path.replace(' ', "%20"), meta, ..Link::default() };
            match (change, is_print) {
                (Change::New, false) => told.new.push(link),
                (Change::Changed, false) => told.changed.push(link),
                (Change::Gone, false) => told.gone.push(title),
                (Change::New, true) => told.print_new.push(link),
                (Change::Changed, true) => told.print_changed.push(link),
                (Change::Gone, true) => told.print_gone.push(title),
            }
        }
        told
    }
}

/// What to do with the pages of an older print, in words.
fn which(pages: &Replace, words: &Words) -> Vec<String> {
    let told = [("stick_replace", &pages.changed), ("stick_add", &pages.added), ("stick_take_out", &pages.gone)];
    let told = told.into_iter().filter(|(_, pages)| !pages.is_empty());
    told.map(|(key, pages)| words.count(key, pages.len() as u64).replace("{pages}", &prints::ranges(pages))).collect()
}

/// Whether a file is a page that says something of its own, or is printed: not a list, a menu or a file for programs.
fn is_told(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let own_list = matches!(parts.as_slice(), [_, "glossary" | "challenges", "index.html"]);
    match parts.as_slice() {
        [SHELF, ..] => path.ends_with(".pdf"),
        ["forms", _] => path.ends_with(".html"),
        [_, "search.html" | "a-z.html" | "data.html" | "index.html"] | [_, "a-z" | "audiences" | "areas", _] => false,
        [_, _] | [_, _, _] => own_list || path.ends_with(".html") && !path.ends_with("/index.html") || path.ends_with(".pdf"),
        _ => false,
    }
}

/// Whether a path is of a language: below its folder, its shelf, or a form in one file.
fn belongs(path: &str, lang: &Lang) -> bool {
    let lang = lang.as_str();
    let below = |folder: &str| path.strip_prefix(folder).and_then(|rest| rest.strip_prefix(lang)).is_some_and(|rest| rest.starts_with('/'));
    below("") || below("print/") || path.starts_with("forms/") && path.ends_with(&format!("-{}.html", lang.to_lowercase()))
}

fn says_the_same(former: &Former, path: &str, bytes: &[u8]) -> bool {
    let Some((before, now)) = former.text(path).zip(std::str::from_utf8(bytes).ok()) else { return false };
    matches!((said(&before), said(now)), (Some(before), Some(now)) if before == now)
}

/// What a page says, without what stands around every page. A form in one file is compared as a whole: its script and
/// its data belong to it.
fn said(html: &str) -> Option<&str> {
    if html.contains("data-packed=") {
        return None;
    }
    Some(html.split_once("<main")?.1.rsplit_once("</main>")?.0)
}

/// The text of a page's heading.
fn heading(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("<h1")?;
    let (inner, _) = rest.split_once('>')?.1.split_once("</h1>")?;
    let mut text = String::new();
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let text = unescaped(&text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The name of a file without its folder and ending.
fn stem(path: &str) -> String {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{heading, is_told, said, stem};

    #[test]
    fn pages_and_printed_documents_are_told_lists_and_programs_files_are_not() {
        for path in ["en/sops/a.html", "print/es/Fichas/Peru.pdf", "en/glossary/index.html", "forms/rapid-es.html", "en/funding.html", "es/sops/a.pdf"] {
            assert!(is_told(path), "{path}");
        }
        for path in ["index.html", "en/index.html", "en/sops/index.html", "en/a-z/b.html", "search/en/m.js", "assets/site.css", "data/funding.csv", "SHA256SUMS", "en/search.html"] {
            assert!(!is_told(path), "{path}");
        }
    }

    #[test]
    fn a_heading_is_read_as_text() {
        assert_eq!(heading("<main><h1 lang=\"es\">A &lt;b&gt; &amp;amp; <span>c</span>\n d</h1>").as_deref(), Some("A <b> &amp; c d"));
        assert_eq!(heading("<p>none</p>"), None);
        assert_eq!(stem("print/es/Fichas/Peru.pdf"), "Peru");
        assert_eq!(said("<nav>1</nav><main id=\"_main\">2</main><footer>3</footer>"), Some(" id=\"_main\">2"));
    }
}
