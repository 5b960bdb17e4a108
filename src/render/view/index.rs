//! Everything from A to Z, and by what it is about: the search of readers without JavaScript.

use serde::Serialize;

use super::{Group, Link, Maker, Shell, body};
use crate::model::{EntryKind, Id};
use crate::outline::index::{Index, Indexed, letter_page};
use crate::outline::paths;

#[derive(Serialize)]
struct IndexView {
    letters: Vec<Letter>,
    groups: Vec<Group>,
    facets: Vec<Group>,
    count: String,
}

#[derive(Serialize)]
struct Letter {
    label: String,
    href: String,
    count: String,
    current: bool,
}

impl Maker<'_> {
    /// The first page of the list: all of it, or the letters with pages of their own.
    pub(super) fn index(&self) -> (Shell, serde_json::Value) {
        let Some(index) = self.all() else { return self.not_found() };
        let groups = if index.is_split() { Vec::new() } else { index.letters.iter().map(|(letter, entries)| self.entries(*letter, entries)).collect() };
        let view = IndexView { letters: self.letters(index, None), groups, facets: self.facets(index), count: self.words.count("count_entries", index.len() as u64) };
        (self.shell(self.words.get("a_z_title"), self.words.get("a_z_description")), body(view))
    }

    /// One letter of a long list.
    pub(super) fn letter(&self, letter: char) -> (Shell, serde_json::Value) {
        let Some((index, entries)) = self.all().and_then(|index| Some((index, index.letters.get(&letter)?))) else { return self.not_found() };
        let view = IndexView {
            letters: self.letters(index, Some(letter)),
            groups: vec![self.entries(letter, entries)],
            facets: Vec::new(),
            count: self.words.count("count_entries", entries.len() as u64),
        };
        let title = self.words.fill("a_z_letter", &[("letter", &self.label(letter))]);
        (self.shell(title, self.words.get("a_z_description")), body(view))
    }

    fn all(&self) -> Option<&Index> {
        self.sources.outline.indexes.get(&self.page.lang)
    }

    fn label(&self, letter: char) -> String {
        if letter.is_ascii_digit() { self.words.get("a_z_others").to_owned() } else { letter.to_ascii_uppercase().to_string() }
    }

    fn letters(&self, index: &Index, current: Option<char>) -> Vec<Letter> {
        let letter = |(letter, entries): (&char, &Vec<Indexed>)| Letter {
            label: self.label(*letter),
            href: if index.is_split() { self.linker.page(&letter_page(*letter)) } else { format!("#_{letter}") },
            count: self.words.count("count_entries", entries.len() as u64),
            current: current == Some(*letter),
        };
        index.letters.iter().map(letter).collect()
    }

    fn entries(&self, letter: char, entries: &[Indexed]) -> Group {
        let link = |entry: &Indexed| Link {
            title: entry.title.clone(),
            href: self.href(entry.kind, entry.id.as_str()),
            meta: vec![self.words.get(entry.kind.word()).to_owned()],
            lang: entry.lang.as_ref().map(ToString::to_string),
            lang_name: entry.lang.as_ref().map(|lang| self.words.get(&format!("language_{lang}")).to_owned()),
            ..Link::default()
        };
        Group { id: format!("_{letter}"), title: self.label(letter), links: entries.iter().map(link).collect(), ..Group::default() }
    }

    /// The same by kind, area, outcome, audience and country, each with how many there are.
    fn facets(&self, index: &Index) -> Vec<Group> {
        let toolbox = self.sources.toolbox;
        let counted = |link: Link, count: usize| Link { meta: vec![self.words.count("count_entries", count as u64)], ..link };
        let facet = |name: &str, links: Vec<Link>| Group { title: self.words.get(&format!("facet_{name}")).to_owned(), links, ..Group::default() };
        let of_kind = |kind: EntryKind| {
            let mut ids: Vec<&Id> = index.letters.values().flatten().filter(|entry| entry.kind == kind).map(|entry| &entry.id).collect();
            ids.sort_unstable();
            ids.dedup();
            ids.len()
        };
        let kinds = EntryKind::ALL.iter().map(|kind| counted(self.own(&paths::list(*kind), kind.word()), of_kind(*kind))).filter(|link| !link.href.is_empty());
        let areas = toolbox.shown_areas().map(|(_, area)| {
            let id = &area.id.value;
            let sops = toolbox.sops.iter().filter(|sop| sop.area.value == *id).count();
            let practices = toolbox.practices.iter().filter(|practice| practice.areas.iter().any(|area| area.value == *id)).count();
            let activities = toolbox.activities.iter().filter(|activity| activity.areas.iter().any(|area| area.value == *id)).count();
            counted(self.area_link(id), sops + practices + activities + self.questionnaires_of(id).len())
        });
        let outcomes = toolbox.shown_outcomes().map(|(_, outcome)| {
            let id = &outcome.id.value;
            counted(self.outcome_link(id), toolbox.activities.iter().filter(|activity| activity.outcome.value == *id).count())
        });
        let audiences = toolbox.shown_audiences().map(|(_, audience)| {
            let id = &audience.id.value;
            counted(self.audience_link(id), toolbox.sops.iter().filter(|sop| sop.audience.iter().any(|other| other.value == *id)).count())
        });
        let countries = toolbox.countries.keys().map(|code| self.country_link(*code)).filter(|link| !link.href.is_empty());
        vec![
            facet("kind", kinds.collect()),
            facet("area", areas.collect()),
            facet("outcome", outcomes.collect()),
            facet("audience", audiences.collect()),
            facet("country", countries.collect()),
        ]
    }
}
