//! How far the site is translated: one table a language, and what it lacks by name.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Link, Maker, Shell, body};
use crate::model::translation::{self, State, Status};
use crate::model::{EntryKind, Id, Lang};
use crate::outline::index::Indexed;

#[derive(Serialize)]
struct TranslationsView {
    note: String,
    languages: Vec<LanguageView>,
}

#[derive(Serialize)]
struct LanguageView {
    id: String,
    code: String,
    title: String,
    /// So many of so many.
    sum: String,
    rows: Vec<Row>,
    /// What is left to do, the most urgent first.
    lists: Vec<List>,
}

#[derive(Serialize)]
struct Row {
    kind: String,
    entries: String,
    whole: String,
    partly: String,
    missing: String,
    older: String,
}

#[derive(Serialize)]
struct List {
    title: String,
    count: String,
    links: Vec<Link>,
}

/// How many entries of a kind are in which state.
#[derive(Default)]
struct Counts {
    whole: usize,
    partly: usize,
    missing: usize,
    older: usize,
}

impl Counts {
    fn of(entries: &[Status<'_>]) -> Self {
        let mut counts = Self::default();
        for entry in entries {
            match entry.state {
                State::Whole => counts.whole += 1,
                State::Partly { .. } => counts.partly += 1,
                State::Missing => counts.missing += 1,
                State::Older(_) => counts.older += 1,
            }
        }
        counts
    }
}

impl Maker<'_> {
    pub(super) fn translations(&self) -> (Shell, serde_json::Value) {
        let default = self.default();
        let titles = self.titles();
        let others = self.sources.toolbox.site.languages.iter().filter(|lang| *lang != default);
        let note = self.words.fill("translations_note", &[("language", self.words.get(&format!("language_{default}")))]);
        let view = TranslationsView { note, languages: others.map(|lang| self.translated_into(lang, &titles)).collect() };
        (self.shell(self.words.get("translations_title"), self.words.get("translations_description")), body(view))
    }

    fn translated_into(&self, lang: &Lang, titles: &BTreeMap<(EntryKind, &Id), Link>) -> LanguageView {
        let status = translation::status(self.sources.toolbox, self.sources.assessments, lang);
        let number = |n: usize| self.words.number(&n.to_string());
        let mut rows = Vec::new();
        let (mut all, mut whole) = (0, 0);
        for (kind, entries) in &status {
            let counts = Counts::of(entries);
            all += entries.len();
            whole += counts.whole;
            rows.push(Row {
                kind: self.words.get(kind.word()).to_owned(),
                entries: number(entries.len()),
                whole: number(counts.whole),
                partly: number(counts.partly),
                missing: number(counts.missing),
                older: number(counts.older),
            });
        }
        let list = |key: &str, wanted: fn(&State) -> bool| {
            let found = status.iter().flat_map(|(kind, entries)| entries.iter().map(move |entry| (*kind, entry))).filter(|(_, entry)| wanted(&entry.state));
            let links: Vec<Link> = found.map(|(kind, entry)| self.status_link(lang, kind, entry, titles)).collect();
            List { title: self.words.get(key).to_owned(), count: number(links.len()), links }
        };
        let lists = [
            list("translations_older", |state| matches!(state, State::Older(_))),
            list("translations_missing", |state| matches!(state, State::Missing)),
            list("translations_partly", |state| matches!(state, State::Partly { .. })),
        ];
        LanguageView {
            id: format!("_{lang}"),
            code: lang.to_string(),
            title: self.words.get(&format!("language_{lang}")).to_owned(),
            sum: self.words.fill("translations_sum", &[("n", &number(whole)), ("all", &number(all))]),
            rows,
            lists: lists.into_iter().filter(|list| !list.links.is_empty()).collect(),
        }
    }

    /// A link to the entry in the language that lacks something.
    fn status_link(&self, lang: &Lang, kind: EntryKind, entry: &Status<'_>, titles: &BTreeMap<(EntryKind, &Id), Link>) -> Link {
        let title = titles.get(&(kind, entry.id)).cloned().unwrap_or_else(|| Link { title: entry.id.to_string(), ..Link::default() });
        let place = self.sources.outline.place(kind, entry.id.as_str());
        let href = place.map(|(path, anchor)| {
            let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
            format!("{}{anchor}", self.linker.file(&format!("{lang}/{path}")))
        });
        let mut meta = vec![self.words.get(kind.word()).to_owned()];
        match entry.state {
            State::Older(date) => meta.push(self.words.fill("translations_older_since", &[("date", &self.words.date(date))])),
            State::Partly { missing, of } => meta.push(self.words.fill("translations_texts", &[("n", &missing.to_string()), ("all", &of.to_string())])),
            State::Missing | State::Whole => {}
        }
        Link { href: href.unwrap_or_default(), meta, ..title }
    }

    /// What each entry is called in this page's language.
    fn titles(&self) -> BTreeMap<(EntryKind, &Id), Link> {
        let toolbox = self.sources.toolbox;
        let index = self.sources.outline.indexes.get(&self.page.lang);
        let entries = index.into_iter().flat_map(|index| index.letters.values().flatten());
        let link = |entry: &Indexed| Link { title: entry.title.clone(), lang: entry.lang.as_ref().map(Lang::to_string), ..Link::default() };
        let mut titles: BTreeMap<(EntryKind, &Id), Link> = entries.map(|entry| ((entry.kind, &entry.id), link(entry))).collect();
        // A term stands in the index under its acronym too.
        for term in &toolbox.terms {
            let shown = self.shown(&term.term);
            titles.insert((EntryKind::Term, &term.id), Link { title: shown.text, lang: shown.lang, ..Link::default() });
        }
        titles
    }
}
