//! Procedures, good practices and free pages as meant: shared facts, and one document per language.

use std::collections::BTreeMap;

pub use crate::doc::Document;

use super::names::Named;
use super::site::Context;
use super::{CountryCode, Date, EntryKind, Id, Lang, Text, Wording};
use crate::diag::{Code, Diagnostic};
use crate::doc::{self, Prose, Role};
use crate::load::decode::Decode;
use crate::load::project::ProseFile;
use crate::load::raw::prose::{RawPage, RawPractice, RawSop, RawTranslation, Topic};
use crate::load::yaml::{Node, Value};
use crate::source::{FileId, Loc, Source, Sources, Span};

/// One language's wording of an entry.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The title.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Whether the sentence is the default language's, because this one has none.
    pub borrowed_summary: bool,
    /// The day of the last change that matters to a reader; of a translation, of the text that it translates.
    pub revised: Option<Date>,
    /// The text.
    pub document: Document,
    /// The file.
    pub file: FileId,
}

/// What every prose entry has.
#[derive(Clone, Debug)]
pub struct ProseEntry {
    /// Its id: the files' name.
    pub id: Loc<Id>,
    /// Its languages; the default one is always among them.
    pub editions: BTreeMap<Lang, Edition>,
}

impl ProseEntry {
    /// The edition to show in a language: its own, else the default language's.
    #[must_use]
    pub fn shown(&self, lang: &Lang, default: &Lang) -> Option<(&Lang, &Edition)> {
        self.editions.get_key_value(lang).or_else(|| self.editions.get_key_value(default)).or_else(|| self.editions.iter().next())
    }

    /// The newest day on which any language of it was revised.
    #[must_use]
    pub fn revised(&self) -> Option<Date> {
        self.editions.values().filter_map(|edition| edition.revised).max()
    }

    /// The day on which the default language's text was revised, if a language's own has not followed: its text has
    /// an earlier date, or none. `None` also where there is no such text, or the default language's has no date.
    #[must_use]
    pub fn newer_source(&self, lang: &Lang, default: &Lang) -> Option<Date> {
        let source = self.editions.get(default)?.revised?;
        let own = self.editions.get(lang).filter(|_| lang != default)?;
        own.revised.is_none_or(|date| date < source).then_some(source)
    }
}

/// A standard operating procedure.
#[derive(Clone, Debug)]
pub struct Sop {
    /// Its texts.
    pub entry: ProseEntry,
    /// Its area.
    pub area: Loc<Id>,
    /// Whom it is for.
    pub audience: Vec<Loc<Id>>,
    /// Its version.
    pub version: String,
    /// The day it takes effect.
    pub effective: Date,
    /// Who keeps it.
    pub owner: Text,
    /// The questions that it helps with.
    pub indicators: Vec<Loc<Id>>,
    /// The activities that it serves.
    pub activities: Vec<Loc<Id>>,
    /// The countries an adaptation is for.
    pub countries: Vec<CountryCode>,
    /// The procedure that it adapts.
    pub adapts: Option<Loc<Id>>,
    /// Whether the details are illustrative.
    pub illustrative: bool,
    /// Its versions so far: version, date, what changed.
    pub history: Vec<(String, Date, Text)>,
}

/// A good practice.
#[derive(Clone, Debug)]
pub struct Practice {
    /// Its texts.
    pub entry: ProseEntry,
    /// Its areas; at least one.
    pub areas: Vec<Loc<Id>>,
    /// The countries it is from.
    pub countries: Vec<CountryCode>,
    /// The municipality it is from.
    pub municipality: Option<String>,
    /// The place in the source document.
    pub source: Option<String>,
    /// The activities that it serves.
    pub activities: Vec<Loc<Id>>,
    /// The plan's topic.
    pub topic: Topic,
}

/// A free page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its texts.
    pub entry: ProseEntry,
    /// Whether the main navigation lists it.
    pub nav: bool,
    /// Its place among the pages.
    pub order: u32,
}

/// The files of one entry: the default language's first.
#[derive(Debug)]
pub(super) struct Files<'a> {
    pub(super) base: &'a ProseFile,
    pub(super) translations: Vec<&'a ProseFile>,
}

impl Files<'_> {
    /// Reads the prose of an entry whose front matter is broken, so that its faults are found in the same run.
    pub(super) fn only_prose<T>(&self, sources: &Sources, faults: &mut Vec<Diagnostic>) -> Option<T> {
        for file in std::iter::once(&self.base).chain(&self.translations) {
            document(file, sources, faults);
        }
        None
    }
}

/// Groups the files of a kind by entry, with faults for translations of nothing and unknown languages.
pub(super) fn group<'a>(files: &'a [ProseFile], kind: EntryKind, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Files<'a>> {
    let default = context.site.default_language();
    let mut entries: BTreeMap<&Id, Vec<&ProseFile>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.kind == kind) {
        if context.site.languages.contains(&file.lang) {
            entries.entry(&file.id.value).or_default().push(file);
        } else {
            faults.push(
                Diagnostic::error(Code::UnknownLanguage, file.id.span, format!("the site has no language `{}`", file.lang))
                    .hint("add it to `languages` in `rumbo.yaml`, or rename the file"),
            );
        }
    }
    let mut groups = Vec::new();
    for (id, mut files) in entries {
        match files.iter().position(|file| file.lang == *default) {
            Some(index) => groups.push(Files { base: files.swap_remove(index), translations: files }),
            None => {
                for file in files {
                    faults.push(
                        Diagnostic::error(Code::MissingTranslationBase, file.id.span, format!("`{id}` has no text in `{default}`"))
                            .hint(format!("add `{id}.{default}.md` beside it, with the facts that all languages share")),
                    );
                }
            }
        }
    }
    groups
}

/// Reads the texts of an entry whose base front matter gave this title and summary.
pub(super) fn entry(
    files: &Files<'_>,
    title: &Loc<String>,
    summary: &Loc<String>,
    revised: Option<&Loc<Date>>,
    sources: &Sources,
    context: Context<'_>,
    faults: &mut Vec<Diagnostic>,
) -> ProseEntry {
    let mut editions = BTreeMap::new();
    let base = Edition {
        title: title.value.trim().to_owned(),
        summary: summary.value.trim().to_owned(),
        borrowed_summary: false,
        revised: revised.map(|date| date.value),
        document: document(files.base, sources, faults),
        file: files.base.file,
    };
    for file in &files.translations {
        let document = document(file, sources, faults);
        let Some(front) = &file.front else {
            missing_front(file, faults);
            continue;
        };
        refuse_shared_facts(front, context, faults);
        let mut own = Vec::new();
        if let Some(raw) = RawTranslation::decode(front, &mut own) {
            let borrowed_summary = raw.summary.is_none();
            let summary = raw.summary.map_or_else(|| base.summary.clone(), |summary| summary.value.trim().to_owned());
            let (title, revised) = (raw.title.value.trim().to_owned(), raw.revised.map(|date| date.value));
            editions.insert(file.lang.clone(), Edition { title, summary, borrowed_summary, revised, document, file: file.file });
        }
        faults.extend(own.into_iter().filter(|fault| fault.code != Code::UnknownKey));
    }
    editions.insert(files.base.lang.clone(), base);
    ProseEntry { id: files.base.id.clone(), editions }
}

/// A translation's front matter holds only what is translated.
fn refuse_shared_facts(front: &Node, context: Context<'_>, faults: &mut Vec<Diagnostic>) {
    let Value::Mapping(entries) = &front.value else { return };
    for entry in entries.iter().filter(|entry| !matches!(entry.key.as_str(), "title" | "summary" | "revised")) {
        faults.push(
            Diagnostic::error(Code::SharedFactInTranslation, entry.key_span, format!("`{}` does not belong in a translation", entry.key)).hint(
                format!("keep it in the `{}` file only; a translation has `title`, `summary` and `revised`", context.site.default_language()),
            ),
        );
    }
}

pub(super) fn missing_front(file: &ProseFile, faults: &mut Vec<Diagnostic>) {
    // Broken front matter has its own fault already.
    if file.body == 0 {
        faults.push(
            Diagnostic::error(Code::MissingKey, file.id.span, "this file has no front matter")
                .hint("begin it with a line `---`, then `title:` and `summary:`, then another line `---`"),
        );
    }
}

fn document(file: &ProseFile, sources: &Sources, faults: &mut Vec<Diagnostic>) -> Document {
    let text = &sources.get(file.file).text;
    doc::parse(&Prose::body(file.file, &text[file.body..], file.body), faults)
}

/// The Markdown of a text in YAML, one document per language of the site that has a wording.
pub(super) fn documents(text: &Text, source: &Source, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> BTreeMap<Lang, Document> {
    let mut parsed = BTreeMap::new();
    for (lang, wording) in text.wordings() {
        let document = markdown(wording, source, faults);
        match lang {
            Some(lang) => {
                parsed.insert(lang.clone(), document);
            }
            None => {
                for lang in &context.site.languages {
                    parsed.insert(lang.clone(), document.clone());
                }
            }
        }
    }
    parsed
}

fn markdown(wording: &Wording, source: &Source, faults: &mut Vec<Diagnostic>) -> Document {
    doc::parse(&Prose::wording(wording, &source.text), faults)
}

pub(super) fn sop(files: &Files<'_>, sources: &Sources, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<Sop> {
    let Some(front) = &files.base.front else {
        missing_front(files.base, faults);
        return None;
    };
    let Some(raw) = RawSop::decode(front, faults) else { return files.only_prose(sources, faults) };
    let entry = entry(files, &raw.title, &raw.summary, raw.revised.as_ref(), sources, context, faults);
    let names = context.names;
    names.check(Named::Entry(EntryKind::Area), &raw.area, faults);
    names.check_all(Named::Audience, &raw.audience, faults);
    names.check_all(Named::Indicator, &raw.indicators, faults);
    names.check_all(Named::Entry(EntryKind::Activity), &raw.activities, faults);
    for country in &raw.countries {
        names.check_country(country, faults);
    }
    context.texts([&raw.owner].into_iter().chain(raw.history.iter().map(|revision| &revision.note)), faults);
    match &raw.adapts {
        Some(base) => {
            names.check(Named::Entry(EntryKind::Sop), base, faults);
            if base.value == entry.id.value {
                faults.push(Diagnostic::error(Code::BadValue, base.span, "a procedure cannot adapt itself").hint("name the base procedure"));
            }
        }
        None => require_role(&entry, Role::Steps, faults),
    }
    Some(Sop {
        entry,
        area: raw.area,
        audience: raw.audience,
        version: raw.version.value,
        effective: raw.effective.value,
        owner: raw.owner,
        indicators: raw.indicators,
        activities: raw.activities,
        countries: raw.countries.into_iter().map(|country| country.value).collect(),
        adapts: raw.adapts,
        illustrative: raw.illustrative.unwrap_or(false),
        history: raw.history.into_iter().map(|revision| (revision.version, revision.date, revision.note)).collect(),
    })
}

/// Every language of an entry must have a section of this role.
pub(super) fn require_role(entry: &ProseEntry, role: Role, faults: &mut Vec<Diagnostic>) {
    // A mistyped role has its own fault, which says enough.
    let mistyped = faults.iter().any(|fault| fault.code == Code::UnknownRole);
    for edition in entry.editions.values().filter(|_| !mistyped) {
        if !edition.document.sections().iter().any(|section| section.role == Some(role)) {
            faults.push(
                Diagnostic::warning(Code::MissingSection, Span::file_start(edition.file), format!("no section with the role `{}`", role.word()))
                    .hint(format!("give the section's heading its role: `## … {{.{}}}`", role.word())),
            );
        }
    }
}

pub(super) fn practice(files: &Files<'_>, sources: &Sources, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<Practice> {
    let Some(front) = &files.base.front else {
        missing_front(files.base, faults);
        return None;
    };
    let Some(raw) = RawPractice::decode(front, faults) else { return files.only_prose(sources, faults) };
    let entry = entry(files, &raw.title, &raw.summary, raw.revised.as_ref(), sources, context, faults);
    context.names.check_all(Named::Entry(EntryKind::Area), &raw.areas.0, faults);
    context.names.check_all(Named::Entry(EntryKind::Activity), &raw.activities, faults);
    for country in &raw.countries {
        context.names.check_country(country, faults);
    }
    require_role(&entry, Role::Done, faults);
    Some(Practice {
        entry,
        areas: raw.areas.0,
        countries: raw.countries.into_iter().map(|country| country.value).collect(),
        municipality: raw.municipality.filter(|name| !name.trim().is_empty()),
        source: raw.source.map(|source| source.value),
        activities: raw.activities,
        topic: raw.topic,
    })
}

pub(super) fn page(files: &Files<'_>, sources: &Sources, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<Page> {
    let Some(front) = &files.base.front else {
        missing_front(files.base, faults);
        return None;
    };
    let Some(raw) = RawPage::decode(front, faults) else { return files.only_prose(sources, faults) };
    let entry = entry(files, &raw.title, &raw.summary, raw.revised.as_ref(), sources, context, faults);
    Some(Page { entry, nav: raw.nav.unwrap_or(false), order: raw.order.unwrap_or(u32::MAX) })
}

/// The prose of a sheet: no front matter, one document per language.
pub(super) fn sheet_prose(files: &[ProseFile], sources: &Sources, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Vec<(Id, Lang, Document)> {
    let mut read = Vec::new();
    for file in files.iter().filter(|file| file.kind == EntryKind::Sheet) {
        if !context.site.languages.contains(&file.lang) {
            faults.push(
                Diagnostic::error(Code::UnknownLanguage, file.id.span, format!("the site has no language `{}`", file.lang))
                    .hint("add it to `languages` in `rumbo.yaml`, or rename the file"),
            );
        }
        context.names.check(Named::Entry(EntryKind::Sheet), &file.id, faults);
        read.push((file.id.value.clone(), file.lang.clone(), document(file, sources, faults)));
    }
    read
}
