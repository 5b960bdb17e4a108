//! The list of everything from A to Z: what stands in it, and on how many pages.
//!
//! It is for readers without JavaScript and for those who like lists. A short one is one page; a long one has a page
//! for each letter, so that an old telephone opens it at once.

use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::model::assessment::Assessments;
use crate::model::{EntryKind, Id, Lang, ProseEntry, Text, Toolbox};

/// So many entries still stand on one page.
const ONE_PAGE: usize = 300;
/// Where titles stand that begin with a digit or with a letter of another alphabet.
const OTHERS: char = '0';

/// An entry in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// What it is listed by.
    pub title: String,
    /// What kind of entry it is.
    pub kind: EntryKind,
    /// The entry.
    pub id: Id,
    /// The language of its title, where that is not the list's.
    pub lang: Option<Lang>,
}

/// Everything of one language by first letter: `a` to `z`, and `0` for all else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The entries of each letter, in alphabetical order without regard to case and accents; no letter is empty.
    pub letters: BTreeMap<char, Vec<Indexed>>,
}

impl Index {
    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.letters.values().map(Vec::len).sum()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Whether each letter has a page of its own.
    #[must_use]
    pub fn is_split(&self) -> bool {
        self.len() > ONE_PAGE
    }
}

/// The page of a letter below its language's folder, where the list is split.
#[must_use]
pub fn letter_page(letter: char) -> String {
    format!("a-z/{letter}.html")
}

/// Lists everything of one language.
pub(super) fn index(toolbox: &Toolbox, assessments: &Assessments, results: &[Id], lang: &Lang) -> Index {
    let default = toolbox.site.default_language();
    let mut entries: Vec<Indexed> = Vec::new();
    let mut add = |kind: EntryKind, id: &Id, title: &str, other: Option<&Lang>| {
        entries.push(Indexed { title: title.to_owned(), kind, id: id.clone(), lang: other.cloned() });
    };
    let mut text = |kind: EntryKind, id: &Id, text: &Text| {
        let (title, other) = text.shown(lang, default);
        add(kind, id, title, other);
    };
    toolbox.shown_areas().for_each(|(_, area)| text(EntryKind::Area, &area.id, &area.title));
    toolbox.sheets.iter().for_each(|sheet| text(EntryKind::Sheet, &sheet.id, &sheet.title));
    toolbox.activities.iter().for_each(|activity| text(EntryKind::Activity, &activity.id, &activity.title));
    toolbox.challenges.iter().for_each(|challenge| text(EntryKind::Challenge, &challenge.id, &challenge.title));
    toolbox.quizzes.iter().for_each(|quiz| text(EntryKind::Quiz, &quiz.id, &quiz.title));
    toolbox.kits.iter().for_each(|kit| text(EntryKind::Toolbox, &kit.id, &kit.title));
    toolbox.terms.iter().for_each(|term| {
        text(EntryKind::Term, &term.id, &term.term);
        // Who looks for GBV does not know that it is under G for gender-based.
        if let Some(acronym) = &term.acronym {
            text(EntryKind::Term, &term.id, acronym);
        }
    });
    assessments.questionnaires.iter().for_each(|(id, questionnaire)| text(EntryKind::Questionnaire, id, &questionnaire.title));
    let mut prose = |kind: EntryKind, entry: &ProseEntry| {
        if let Some((written, edition)) = entry.shown(lang, default) {
            add(kind, &entry.id, &edition.title, (written != lang).then_some(written));
        }
    };
    toolbox.sops.iter().for_each(|sop| prose(EntryKind::Sop, &sop.entry));
    toolbox.practices.iter().for_each(|practice| prose(EntryKind::Practice, &practice.entry));
    toolbox.pages.iter().for_each(|page| prose(EntryKind::Page, &page.entry));
    toolbox.sessions.iter().for_each(|session| prose(EntryKind::Session, &session.entry));
    let unit = |id: &Id| assessments.units.get(id).map_or(id.as_str(), |unit| unit.name.shown(lang, default).0).to_owned();
    for (id, set) in results.iter().zip(&assessments.answers) {
        add(EntryKind::Result, id, &format!("{}, {}", unit(&set.unit), set.round), None);
    }
    for (id, plan) in &assessments.plans {
        add(EntryKind::Plan, id, &format!("{}, {}", unit(&plan.unit), plan.round), None);
    }
    sorted(entries)
}

fn sorted(entries: Vec<Indexed>) -> Index {
    let mut keyed: Vec<(String, Indexed)> = entries.into_iter().map(|entry| (key(&entry.title), entry)).collect();
    keyed.sort_by(|(a, one), (b, other)| (a, &one.title, one.kind, &one.id).cmp(&(b, &other.title, other.kind, &other.id)));
    keyed.dedup();
    let mut index = Index::default();
    for (key, entry) in keyed {
        index.letters.entry(letter(&key)).or_default().push(entry);
    }
    index
}

/// What a title is sorted by: its letters and digits in lower case, without accents.
fn key(title: &str) -> String {
    let plain: String = title.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn letter(key: &str) -> char {
    key.chars().next().filter(char::is_ascii_lowercase).unwrap_or(OTHERS)
}

#[cfg(test)]
mod tests {
    use super::{Index, Indexed, key, letter, sorted};
    use crate::model::{EntryKind, Id};

    fn entry(title: &str) -> Indexed {
        Indexed { title: title.to_owned(), kind: EntryKind::Sop, id: Id::new("x").expect("an id"), lang: None }
    }

    fn index(titles: &[&str]) -> Index {
        sorted(titles.iter().map(|title| entry(title)).collect())
    }

    #[test]
    fn titles_stand_under_their_first_letter_whatever_accent_or_mark_it_has() {
        for (title, expected) in [("Évaluation", 'e'), ("¿Qué hacer?", 'q'), ("“Ñandú”", 'n'), ("2018", '0'), ("Ελλάδα", '0'), ("…", '0'), ("", '0')] {
            assert_eq!(letter(&key(title)), expected, "{title}");
        }
    }

    #[test]
    fn the_order_is_that_of_letters_and_not_of_codes() {
        let index = index(&["Zona", "área B", "Area A", "Área b"]);
        let titles: Vec<&str> = index.letters[&'a'].iter().map(|entry| entry.title.as_str()).collect();
        assert_eq!(titles, ["Area A", "Área b", "área B"]);
        assert_eq!(index.letters.keys().collect::<String>(), "az");
    }

    #[test]
    fn a_long_list_is_split_and_an_entry_stands_in_it_once() {
        let many: Vec<String> = (0..301).map(|number| format!("Title {number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(!index(&many[1..]).is_split());
        assert!(index(&many).is_split());
        assert_eq!(index(&["One", "One"]).len(), 1);
    }
}
