//! The site configuration as meant.

use super::look::{self, Look};
use super::names::Names;
use super::{Id, Lang, Text};
use crate::diag::{Code, Diagnostic};
use crate::load::decode::{Decode, words};
use crate::load::raw::config::{RawConfig, RawNamed, RawPinned, RawSection};
use crate::load::yaml::Node;
use crate::source::{Loc, Span};

/// The site: its name, languages and vocabularies.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its name.
    pub title: Text,
    /// One or two sentences.
    pub summary: Text,
    /// Its languages; never empty, the first is the default.
    pub languages: Vec<Lang>,
    /// The currency of every amount, an ISO 4217 code.
    pub currency: String,
    /// Where it will be published, with a slash at the end.
    pub base_url: Option<String>,
    /// The folder under `themes/` that overrides the built-in theme.
    pub theme: Option<Id>,
    /// What else it changes about the built-in theme.
    pub look: Look,
    /// A sentence that every page shows.
    pub notice: Option<Text>,
    /// Whom readers tell what is wrong.
    pub contact: Option<Text>,
    /// The document that facts are taken from.
    pub source: Option<SourceDocument>,
    /// The outcomes of the plan, in order.
    pub outcomes: Vec<NamedEntry>,
    /// The areas, in order.
    pub areas: Vec<NamedEntry>,
    /// Whom procedures and toolboxes are for.
    pub audiences: Vec<NamedEntry>,
    /// Columns of the funding table that are no outcome.
    pub funding_columns: Vec<NamedEntry>,
    /// Whether an index for lunr.js is written as well.
    pub lunr: bool,
    /// How documents are printed.
    pub print: Print,
}

words! {
    /// The paper of printed documents.
    pub enum PaperSize as "a paper size" {
        /// A4, and A5 and A3 where something is smaller or larger.
        A4 = "a4",
        /// Letter, and the sizes beside it.
        Letter = "letter",
    }
}

words! {
    /// The size of printed text.
    pub enum TextSize as "a size of text" {
        /// As each document needs.
        Normal = "normal",
        /// 16 points, whatever room it takes.
        Large = "large",
    }
}

words! {
    /// The colours of printed documents.
    pub enum Colours as "a choice of colours" {
        /// As on the screen.
        Colour = "colour",
        /// Shades of grey.
        Grey = "grey",
    }
}

/// How documents are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    /// The paper.
    pub paper: PaperSize,
    /// The size of running text.
    pub text: TextSize,
    /// The colours.
    pub colours: Colours,
}

/// The document that facts are taken from.
#[derive(Clone, Debug)]
pub struct SourceDocument {
    /// Its name.
    pub title: Text,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its sections, by rising line.
    pub sections: Vec<Section>,
}

/// A section of the source document.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its first line, counted from 1.
    pub line: u32,
    /// Its heading.
    pub title: Text,
}

/// An entry of a vocabulary.
#[derive(Clone, Debug)]
pub struct NamedEntry {
    /// Its id, where it was written.
    pub id: Loc<Id>,
    /// What readers see.
    pub title: Text,
    /// One or two sentences.
    pub summary: Option<Text>,
}

impl Site {
    /// The default language.
    #[must_use]
    pub fn default_language(&self) -> &Lang {
        &self.languages[0]
    }

    /// Every column of the funding table: the outcomes, then the others.
    pub fn columns(&self) -> impl Iterator<Item = &NamedEntry> {
        self.outcomes.iter().chain(&self.funding_columns)
    }
}

/// Reads and checks the configuration.
/// The pinned answers of the search come as they are written: what they lead to is known when all entries are.
pub(super) fn site(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<(Site, Vec<RawPinned>)> {
    let raw = RawConfig::decode(node, faults)?;
    let (pinned, lunr) = raw.search.map_or_else(Default::default, |search| (search.pinned, search.lunr.unwrap_or_default()));
    let mut languages: Vec<Lang> = Vec::new();
    for lang in &raw.languages.0 {
        if languages.contains(&lang.value) {
            faults.push(
                Diagnostic::error(Code::DuplicateId, lang.span, format!("language `{}` stands twice", lang.value)).hint("remove one of them"),
            );
        } else {
            languages.push(lang.value.clone());
        }
    }
    let currency = raw.currency.as_ref().map_or("USD", |currency| currency.as_str());
    if let Some(written) = &raw.currency
        && (written.len() != 3 || !written.bytes().all(|byte| byte.is_ascii_uppercase()))
    {
        faults.push(
            Diagnostic::error(Code::BadValue, written.span, format!("`{}` is not a currency code", written.value))
                .hint("use the three capital letters of ISO 4217, as in `USD`"),
        );
    }
    let address = |url: &Loc<String>, faults: &mut Vec<Diagnostic>| {
        if !(url.starts_with("https://") || url.starts_with("http://")) || url.contains(['"', '<', '>', ' ']) {
            faults.push(
                Diagnostic::error(Code::BadValue, url.span, format!("`{}` is not an address", url.value))
                    .hint("begin it with `https://`, or remove the key"),
            );
        }
        url.value.clone()
    };
    let base_url = raw.base_url.as_ref().map(|url| format!("{}/", address(url, faults).trim_end_matches('/')));
    let source = raw.source.map(|source| SourceDocument {
        url: source.url.as_ref().map(|url| address(url, faults)),
        sections: sections(source.sections, faults),
        title: source.title,
    });
    let theme = raw.theme.as_ref().and_then(|theme| theme.0.name.as_ref()).map(|name| name.value.clone());
    let look = raw.theme.map_or_else(Look::default, |theme| look::look(theme.0, &address, faults));
    let columns = raw.outcomes.0.iter().chain(&raw.funding_columns);
    unique(columns.map(|entry| &entry.id), "outcome or funding column", faults);
    unique(raw.areas.0.iter().map(|entry| &entry.id), "area", faults);
    unique(raw.audiences.iter().map(|entry| &entry.id), "audience", faults);
    let named = |entries: Vec<RawNamed>| {
        entries.into_iter().map(|entry| NamedEntry { id: entry.id, title: entry.title, summary: entry.summary }).collect()
    };
    let print = raw.print.as_ref();
    let print = Print {
        paper: print.and_then(|print| print.paper).unwrap_or(PaperSize::A4),
        text: print.and_then(|print| print.text).unwrap_or(TextSize::Normal),
        colours: print.and_then(|print| print.colours).unwrap_or(Colours::Colour),
    };
    let site = Site {
        title: raw.title,
        summary: raw.summary,
        languages,
        currency: currency.to_owned(),
        base_url,
        theme,
        look,
        notice: raw.notice,
        contact: raw.contact,
        source,
        outcomes: named(raw.outcomes.0),
        areas: named(raw.areas.0),
        audiences: named(raw.audiences),
        funding_columns: named(raw.funding_columns),
        print,
        lunr,
    };
    Some((site, pinned))
}

/// The sections of the source document, each behind the one before it.
fn sections(written: Vec<RawSection>, faults: &mut Vec<Diagnostic>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for RawSection { line, title } in written {
        let before = sections.last().map_or(0, |section| section.line);
        if line.value <= before {
            let what = if before == 0 { String::from("lines are counted from 1") } else { format!("this section begins at line {}, the one before it at line {before}", line.value) };
            faults.push(Diagnostic::error(Code::BadValue, line.span, what).hint("list the sections in the order of the document, each with its first line"));
        } else {
            sections.push(Section { line: line.value, title });
        }
    }
    sections
}

/// Pushes a fault for each id that stands twice.
pub(super) fn unique<'a>(ids: impl Iterator<Item = &'a Loc<Id>>, what: &str, faults: &mut Vec<Diagnostic>) {
    let mut seen: std::collections::BTreeMap<&Id, Span> = std::collections::BTreeMap::new();
    for id in ids {
        if let Some(first) = seen.get(&id.value) {
            faults.push(
                Diagnostic::error(Code::DuplicateId, id.span, format!("{what} `{}` stands twice", id.value))
                    .label("again here")
                    .related(*first, "first here")
                    .hint("rename one of them"),
            );
        } else {
            seen.insert(&id.value, id.span);
        }
    }
}

/// Pushes a fault for each wording in a language that the site does not have. Called for the whole tree of a
/// file at once: a mapping whose keys all look like languages is a text.
pub(super) fn check_languages(text: &Text, site: &Site, faults: &mut Vec<Diagnostic>) {
    for (lang, _) in text.languages() {
        if !site.languages.contains(&lang.value) {
            faults.push(
                Diagnostic::error(Code::UnknownLanguage, lang.span, format!("the site has no language `{}`", lang.value))
                    .hint("add it to `languages` in `rumbo.yaml`, or remove the wording"),
            );
        }
    }
}

/// What every reader of a kind needs: the site and all names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) site: &'a Site,
    pub(super) names: &'a Names,
}

impl Context<'_> {
    /// Checks the languages of several texts.
    pub(super) fn texts<'t>(&self, texts: impl IntoIterator<Item = &'t Text>, faults: &mut Vec<Diagnostic>) {
        for text in texts {
            check_languages(text, self.site, faults);
        }
    }
}
