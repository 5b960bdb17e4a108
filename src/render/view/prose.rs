//! Procedures, good practices and free pages.

use serde::Serialize;

use super::{Group, Link, Maker, Medium, Shell, body};
use crate::doc::{self, BlockKind, Document, Heading, Role};
use crate::model::{Edition, EntryKind, Id, Lang, Page, Practice, ProseEntry, Sop};
use crate::render::print::{Around, tree};
use crate::render::prose;

/// A line of a table of contents.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Contents {
    title: String,
    anchor: String,
    level: u8,
}

/// A document as its medium wants it.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Prose {
    /// For the screen.
    Html(String),
    /// For paper.
    Tree(serde_json::Value),
}

#[derive(Serialize)]
struct SopView {
    html: Prose,
    contents: Vec<Contents>,
    area: Link,
    audiences: Vec<Link>,
    version: String,
    effective: String,
    owner: String,
    countries: String,
    base: Option<Link>,
    differences: Vec<Difference>,
    adaptations: Vec<Link>,
    questions: Vec<Link>,
    activities: Vec<Link>,
    practices: Vec<Link>,
    sessions: Vec<Link>,
    history: Vec<Revision>,
}

/// What an adaptation changes in one section of its base.
#[derive(Serialize)]
struct Difference {
    title: String,
    anchor: String,
    kind: &'static str,
    words: String,
    removed: Vec<String>,
    added: Vec<String>,
}

#[derive(Serialize)]
struct Revision {
    version: String,
    date: String,
    note: String,
}

#[derive(Serialize)]
struct PracticeView {
    html: Prose,
    contents: Vec<Contents>,
    areas: Vec<Link>,
    countries: Vec<Link>,
    municipality: Option<String>,
    topic: String,
    missing: Vec<String>,
    activities: Vec<Link>,
    sops: Vec<Link>,
}

#[derive(Serialize)]
struct FreeView {
    html: Prose,
    contents: Vec<Contents>,
}

impl Maker<'_> {
    pub(super) fn sop(&self, sop: &Sop) -> (Shell, serde_json::Value) {
        let Some((lang, edition)) = sop.entry.shown(&self.page.lang, self.default()) else { return self.nothing() };
        let base = sop.adapts.as_ref().and_then(|base| self.sources.toolbox.sop(&base.value));
        let base_edition = base.and_then(|base| base.entry.shown(lang, self.default())).map(|(_, edition)| edition);
        let merged = base_edition.map(|base| doc::inherit(&base.document, &edition.document));
        let document = merged.as_ref().unwrap_or(&edition.document);
        let mut shell = self.prose_shell(&sop.entry, lang, edition);
        let in_force = self.words.fill("in_force_since", &[("date", &self.words.date(sop.effective))]);
        shell.revised = Some(shell.revised.map_or(in_force.clone(), |revised| format!("{in_force}. {revised}")));
        shell.illustrative = sop.illustrative;
        let toolbox = self.sources.toolbox;
        let view = SopView {
            html: self.html(document, lang),
            contents: self.contents(document, lang),
            area: Link { title: self.area_title(&sop.area), href: self.href(EntryKind::Area, sop.area.as_str()), ..Link::default() },
            audiences: sop.audience.iter().map(|audience| self.audience_link(audience)).collect(),
            version: sop.version.clone(),
            effective: self.words.date(sop.effective),
            owner: self.text(&sop.owner),
            countries: self.country_names(&sop.countries),
            base: base.and_then(|base| self.sop_link(base)),
            differences: base_edition.map_or_else(Vec::new, |base| self.differences(&base.document, &edition.document)),
            adaptations: toolbox.adaptations_of(&sop.entry.id).filter_map(|other| self.sop_link(other)).collect(),
            questions: sop.indicators.iter().filter_map(|indicator| self.question_link(indicator)).collect(),
            activities: self.activity_links(sop.activities.iter().map(|activity| &activity.value)),
            practices: toolbox
                .practices
                .iter()
                .filter(|practice| practice.areas.iter().any(|area| area.value == sop.area.value))
                .filter_map(|practice| self.practice_link(practice))
                .collect(),
            sessions: toolbox
                .sessions
                .iter()
                .filter(|session| session.sops.iter().any(|id| id.value == sop.entry.id.value))
                .filter_map(|session| self.session_link(session))
                .collect(),
            history: sop
                .history
                .iter()
                .map(|(version, date, note)| Revision { version: version.clone(), date: self.words.date(*date), note: self.text(note) })
                .collect(),
        };
        (shell, body(view))
    }

    pub(super) fn practice(&self, practice: &Practice) -> (Shell, serde_json::Value) {
        let Some((lang, edition)) = practice.entry.shown(&self.page.lang, self.default()) else { return self.nothing() };
        let mut shell = self.prose_shell(&practice.entry, lang, edition);
        shell.source = self.source_note(practice.source.as_deref());
        let document = &edition.document;
        let has = |role: Role| document.sections().iter().any(|section| section.role == Some(role));
        let missing = [Role::Problem, Role::Done, Role::Results, Role::Conditions]
            .into_iter()
            .filter(|role| !has(*role))
            .map(|role| self.words.get(&format!("section_{}", role.word().replace('-', "_"))).to_owned())
            .collect();
        let toolbox = self.sources.toolbox;
        let in_areas = |id: &Id| practice.areas.iter().any(|area| area.value == *id);
        let view = PracticeView {
            html: self.html(document, lang),
            contents: self.contents(document, lang),
            areas: practice.areas.iter().map(|area| Link { title: self.area_title(area), href: self.href(EntryKind::Area, area.as_str()), ..Link::default() }).collect(),
            countries: practice.countries.iter().map(|country| self.country_link(*country)).collect(),
            municipality: practice.municipality.clone(),
            topic: self.words.get(&format!("topic_{}", practice.topic.word().replace('-', "_"))).to_owned(),
            missing,
            activities: self.activity_links(practice.activities.iter().map(|activity| &activity.value)),
            sops: toolbox.sops.iter().filter(|sop| in_areas(&sop.area.value)).filter_map(|sop| self.sop_link(sop)).collect(),
        };
        (shell, body(view))
    }

    pub(super) fn free(&self, page: &Page) -> (Shell, serde_json::Value) {
        let Some((lang, edition)) = page.entry.shown(&self.page.lang, self.default()) else { return self.nothing() };
        let shell = self.prose_shell(&page.entry, lang, edition);
        let view = FreeView { html: self.html(&edition.document, lang), contents: self.contents(&edition.document, lang) };
        (shell, body(view))
    }

    /// The title of a text's page and its sentence, as the search shows them.
    pub(in crate::render) fn prose_head(&self, entry: &ProseEntry) -> (String, String) {
        entry.shown(&self.page.lang, self.default()).map_or_else(Default::default, |(_, edition)| (edition.title.clone(), edition.summary.clone()))
    }

    pub(super) fn nothing(&self) -> (Shell, serde_json::Value) {
        (self.shell("", ""), serde_json::Value::Null)
    }

    pub(super) fn prose_shell(&self, entry: &ProseEntry, lang: &Lang, edition: &Edition) -> Shell {
        let mut shell = self.shell(edition.title.clone(), edition.summary.clone());
        self.fallback(&mut shell, lang);
        shell.revised = edition.revised.map(|date| self.words.fill("revised_on", &[("date", &self.words.date(date))]));
        if let Some(date) = entry.newer_source(&self.page.lang, self.default()) {
            let source = self.default();
            let language = self.words.get(&format!("language_{source}")).to_owned();
            shell.older_note = Some(self.words.fill("older_note", &[("language", &language), ("date", &self.words.date(date))]));
            shell.older_href = shell.languages.iter().find(|other| other.code == source.as_str()).map(|other| other.href.clone());
        }
        shell
    }

    /// A document as the medium wants it, seen from this page.
    pub(super) fn html(&self, document: &Document, lang: &Lang) -> Prose {
        let computed = self.sources.computed.of(document, lang);
        if let Medium::Paper(booklet) = self.medium {
            return Prose::Tree(tree(document, &Around::new(booklet, self.page, self.words), &computed));
        }
        let words = self.prose_words();
        let mut out = String::new();
        prose::html(document, &prose::Options { shift: 0, id_prefix: "", words: &words }, self, &computed, &mut out);
        Prose::Html(out)
    }

    fn prose_words(&self) -> prose::Words {
        let word = |key: &str| self.words.get(key).to_owned();
        prose::Words {
            note: word("callout_note"),
            tip: word("callout_tip"),
            important: word("callout_important"),
            warning: word("callout_warning"),
            caution: word("callout_caution"),
            table: word("table"),
            footnotes: word("footnotes"),
            back: word("back_to_text"),
        }
    }

    /// The headings of levels 2 and 3.
    pub(super) fn contents(&self, document: &Document, lang: &Lang) -> Vec<Contents> {
        let computed = self.sources.computed.of(document, lang);
        let line = |heading: &Heading| Contents {
            title: doc::plain_text(&heading.content, &computed),
            anchor: heading.id.clone(),
            level: heading.level,
        };
        let mut lines = Vec::new();
        document.each_block(|block| {
            if let BlockKind::Heading(heading) = &block.kind
                && heading.level <= 3
            {
                lines.push(line(heading));
            }
        });
        lines
    }

    fn differences(&self, base: &Document, own: &Document) -> Vec<Difference> {
        let view = |section: doc::SectionChange| {
            let kind = match section.change {
                doc::Change::Same | doc::Change::Inherited => return None,
                doc::Change::Changed => "changed",
                doc::Change::Added => "added",
            };
            let (mut removed, mut added) = (Vec::new(), Vec::new());
            for difference in section.differences {
                match difference {
                    doc::Difference::Kept(_) => {}
                    doc::Difference::Added(text) => added.push(text),
                    doc::Difference::Removed(text) => removed.push(text),
                }
            }
            let words = self.words.get(&format!("change_{kind}")).to_owned();
            Some(Difference { title: section.heading, anchor: section.id, kind, words, removed, added })
        };
        doc::compare(base, own).into_iter().filter_map(view).collect()
    }

    /// A link to a prose entry, marked where it is in another language.
    pub(super) fn prose_link(&self, kind: EntryKind, entry: &ProseEntry) -> Option<Link> {
        let (lang, edition) = entry.shown(&self.page.lang, self.default())?;
        let other = (*lang != self.page.lang).then(|| lang.to_string());
        Some(Link {
            title: edition.title.clone(),
            href: self.href(kind, entry.id.as_str()),
            summary: edition.summary.clone(),
            lang_name: other.as_ref().map(|lang| self.words.get(&format!("language_{lang}")).to_owned()),
            lang: other,
            ..Link::default()
        })
    }

    pub(super) fn sop_link(&self, sop: &Sop) -> Option<Link> {
        let mut link = self.prose_link(EntryKind::Sop, &sop.entry)?;
        link.meta.push(self.area_title(&sop.area));
        if !sop.countries.is_empty() {
            link.meta.push(self.words.fill("edition_for", &[("countries", &self.country_names(&sop.countries))]));
        }
        Some(link)
    }

    pub(super) fn practice_link(&self, practice: &Practice) -> Option<Link> {
        let mut link = self.prose_link(EntryKind::Practice, &practice.entry)?;
        if !practice.countries.is_empty() {
            link.meta.push(self.country_names(&practice.countries));
        }
        Some(link)
    }

    pub(super) fn page_link(&self, page: &Page) -> Option<Link> {
        self.prose_link(EntryKind::Page, &page.entry)
    }

    pub(super) fn audience_link(&self, id: &Id) -> Link {
        Link { title: self.audience_title(id), href: self.leads(&format!("audiences/{id}.html")).unwrap_or_default(), ..Link::default() }
    }

    /// The procedures by area, in the order of the areas.
    pub(super) fn sops_by_area<'s>(&self, sops: impl Iterator<Item = &'s Sop> + Clone) -> Vec<Group> {
        let areas = &self.sources.toolbox.site.areas;
        areas
            .iter()
            .map(|area| Group {
                id: area.id.to_string(),
                title: self.text(&area.title),
                href: Some(self.href(EntryKind::Area, area.id.as_str())),
                links: sops.clone().filter(|sop| sop.area.value == area.id.value).filter_map(|sop| self.sop_link(sop)).collect(),
                ..Group::default()
            })
            .filter(|group| !group.links.is_empty())
            .collect()
    }
}

impl prose::Links for Maker<'_> {
    fn href(&self, target: &doc::Target) -> Option<String> {
        self.linker.target(target)
    }
}
