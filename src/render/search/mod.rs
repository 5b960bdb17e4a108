//! The search index of one language: pages in, small scripts out, which `src/client/search*.js` reads.
//!
//! Everything that needs a grammar or a weight is done here: words are folded and joined into
//! groups (`groups`), each group's pages are scored (`score`), and the result is cut into files of
//! some 32 kB (`shards`). The browser looks words up and adds numbers; it has no stemmer, so there are
//! never two that disagree. What pages exist, and what their texts are, is decided elsewhere.

use std::collections::BTreeSet;

use rayon::prelude::*;

use groups::Vocabulary;
use score::Counted;

pub mod budget;
mod code;
mod fold;
mod groups;
mod lunr;
mod score;
mod shards;
mod stop;
mod synonyms;
#[cfg(test)]
mod tests;

pub use fold::{fold, tokens};
pub use synonyms::Synonyms;

/// The scripts of the search page, in the order in which they run.
const PAGE_SCRIPTS: [&str; 8] = [
    include_str!("../../client/search-words.js"),
    include_str!("../../client/search-index.js"),
    include_str!("../../client/search-meaning.js"),
    include_str!("../../client/search-query.js"),
    include_str!("../../client/search-excerpt.js"),
    include_str!("../../client/search-languages.js"),
    include_str!("../../client/search-view.js"),
    include_str!("../../client/search.js"),
];

/// The script of the search box on every page.
const BOX_SCRIPT: &str = include_str!("../../client/search-box.js");

/// The facet that every page has: what kind of page it is.
pub const KIND: &str = "kind";

/// A page as the search knows it.
#[derive(Clone, Debug, Default)]
pub struct SearchPage {
    /// The language it is written in, which decides the index it belongs to.
    pub lang: String,
    /// Its title, as text.
    pub title: String,
    /// Its address relative to the language's folder, such as `sops/x.html`.
    pub url: String,
    /// What kind of page it is: a value of the facet [`KIND`]; empty for none.
    pub kind: String,
    /// Further facets, as (name, value), such as `("country", "CO")`; a facet may have several values.
    pub facets: Vec<(String, String)>,
    /// Words to find it by that need not be written on it.
    pub keywords: Vec<String>,
    /// Its text, section by section, in reading order.
    pub sections: Vec<SearchSection>,
}

/// A piece of a page that a result can lead to.
#[derive(Clone, Debug, Default)]
pub struct SearchSection {
    /// The fragment without `#`; empty for the top of the page.
    pub anchor: String,
    /// Its heading; empty for the text before the first one.
    pub heading: String,
    /// Its text, without markup.
    pub text: String,
}

/// What readers see of a facet: its label, and its values in the order of the filter.
#[derive(Clone, Debug, Default)]
pub struct Facet {
    /// The name used in [`SearchPage::facets`] and in the address; [`KIND`] for the kind. Never `q`.
    pub name: String,
    /// The label, such as `Country`.
    pub label: String,
    /// Each value with its label, such as `("CO", "Colombia")`.
    pub values: Vec<(String, String)>,
}

/// An answer that comes first whatever the words weigh.
#[derive(Clone, Debug, Default)]
pub struct Pinned {
    /// What is typed; case, accents and inflections do not matter.
    pub phrase: String,
    /// The address of the page, as in [`SearchPage::url`].
    pub url: String,
    /// The fragment without `#`; empty for the top of the page.
    pub anchor: String,
}

impl SearchPage {
    /// All that is written on the page, field by field.
    fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.title)
            .chain(&self.keywords)
            .chain(self.sections.iter().flat_map(|section| [&section.heading, &section.text]))
            .map(String::as_str)
    }
}

/// The script of the search page as one file: words, loader, meanings, query, excerpts, view, page.
#[must_use]
pub fn page_script() -> String {
    PAGE_SCRIPTS.iter().map(|script| without_comments(script)).collect()
}

/// The script of the search box on every page: the keys that lead to it.
#[must_use]
pub fn box_script() -> String {
    without_comments(BOX_SCRIPT)
}

/// Leaves out comments (lines of their own, and types in a line), indents and spaces around signs, which are more than half
/// of each script. Only for our own scripts, whose texts hold neither `/** @` nor line breaks, and whose statements end with `;`.
pub(crate) fn without_comments(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut inside = false;
    for line in script.lines() {
        let code = line.trim();
        let opens = !inside && code.starts_with("/*") && code.find("*/").is_none_or(|end| end + 2 == code.len());
        if inside || opens {
            inside = !code.ends_with("*/");
        } else if !code.is_empty() && !code.starts_with("//") {
            let start = out.len();
            let mut rest = code;
            while let Some((before, comment)) = rest.split_once("/** @") {
                out.push_str(before);
                rest = comment.split_once("*/").map_or("", |(_, after)| after.trim_start());
            }
            out.push_str(rest);
            tighten(&mut out, start);
            // A comment behind the code would swallow the next line.
            if out[start..].contains("//") || !out.ends_with(['{', '}', ';', ',', '(', '[']) {
                out.push('\n');
            }
        }
    }
    out
}

/// Leaves out the spaces around signs from a place on, in a line without other quotes than `"`, expressions or escapes.
fn tighten(out: &mut String, start: usize) {
    /// Signs that no space makes into others.
    const SIGNS: &str = "=(){};,:?*<>|&![]";
    /// Signs that are others when they stand twice.
    const DOUBLE: &str = "+-";
    if out[start..].contains(['\'', '`', '/', '\\']) {
        return;
    }
    let line = out.split_off(start);
    for (number, part) in line.split('"').enumerate() {
        if number > 0 {
            out.push('"');
        }
        let inside = number % 2 == 1;
        let mut before = None;
        let mut signs = part.chars().peekable();
        while let Some(sign) = signs.next() {
            let near = [before, signs.peek().copied()];
            let count = |among: &str| near.iter().flatten().filter(|near| among.contains(**near)).count();
            let spare = sign == ' ' && (count(SIGNS) > 0 || count(DOUBLE) == 1);
            if inside || !spare {
                out.push(sign);
            }
            before = Some(sign);
        }
    }
}

/// The index of one language: paths under `search/<lang>/` with their content, `m.js` (the only
/// one whose name does not carry a hash) last, to be written last.
///
/// Pages in other languages are passed over, and pinned answers that lead to no page. The order of the pages decides between equal results.
/// The bytes depend on nothing but the arguments.
#[must_use]
pub fn index(lang: &str, pages: &[SearchPage], synonyms: &Synonyms, labels: &[Facet], pinned: &[Pinned]) -> Vec<(String, Vec<u8>)> {
    let pages: Vec<&SearchPage> = pages.iter().filter(|page| page.lang == lang).collect();
    let language = stop::language(lang);
    let stop: BTreeSet<&str> = language.stop.split(' ').collect();
    let phrases = synonyms.phrases();

    let raw: Vec<_> = pages.par_iter().map(|page| score::count(page, &phrases.additions(page))).collect();
    let vocabulary = Vocabulary::new(&raw, &language, &stop, synonyms);
    // Each page's words go when they are counted: with many pages they are most of the memory.
    let counted: Vec<Counted> = raw.into_par_iter().map(|words| score::by_form(&words, &vocabulary)).collect();
    let groups = score::groups(&counted, &vocabulary);
    drop(counted);
    shards::write(&shards::Parts { lang, stop: language.stop, pages: &pages, vocabulary: &vocabulary, groups: &groups, labels, pinned })
}

/// The index of one language in the form of lunr.js 2.3, as JSON, for pages that already search with that library.
///
/// Fields are `title`, `keywords`, `headings` and `body`; a page's reference is its [`SearchPage::url`]. It is loaded whole, so it
/// is for sites of some hundreds of pages. Words are found in every inflection and spelling that the pages have.
#[must_use]
pub fn lunr_index(lang: &str, pages: &[SearchPage], synonyms: &Synonyms) -> Vec<u8> {
    let pages: Vec<&SearchPage> = pages.iter().filter(|page| page.lang == lang).collect();
    let language = stop::language(lang);
    let stop: BTreeSet<&str> = language.stop.split(' ').collect();
    let phrases = synonyms.phrases();
    let raw: Vec<_> = pages.par_iter().map(|page| score::count(page, &phrases.additions(page))).collect();
    let vocabulary = Vocabulary::new(&raw, &language, &stop, synonyms);
    lunr::write(&pages, &raw, &vocabulary)
}
