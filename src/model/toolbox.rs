//! Toolboxes: named selections of entries, by area, country or audience, or picked by hand.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Named;
use super::site::Context;
use super::{CountryCode, EntryKind, Id, Lang, Text};
use crate::diag::{Code, Diagnostic};
use crate::load::Entry;
use crate::load::decode::Decode;
use crate::load::raw::config::RawPinned;
use crate::load::raw::prose::RawToolbox;
use crate::source::Loc;

/// A toolbox.
#[derive(Clone, Debug)]
pub struct Kit {
    /// Its id: the file's name.
    pub id: Loc<Id>,
    /// What readers see.
    pub title: Text,
    /// One or two sentences.
    pub summary: Text,
    /// Whom it is for.
    pub audience: Vec<Loc<Id>>,
    /// Everything of these areas.
    pub areas: Vec<Loc<Id>>,
    /// Everything of these countries.
    pub countries: Vec<CountryCode>,
    /// Everything for these audiences.
    pub audiences: Vec<Loc<Id>>,
    /// Picked by hand, in order.
    pub entries: Vec<(EntryKind, Id)>,
}

/// Says of a toolbox that it is only a part of a site, and what of the site's vocabularies has pages in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The site's toolbox that it is.
    pub kit: Id,
    /// Areas.
    pub areas: BTreeSet<Id>,
    /// Audiences.
    pub audiences: BTreeSet<Id>,
    /// Outcomes.
    pub outcomes: BTreeSet<Id>,
}

/// A pinned answer of the search.
#[derive(Clone, Debug)]
pub struct Pin {
    /// What readers type, by language.
    pub words: BTreeMap<Lang, Vec<String>>,
    /// The kind of the entry that comes first.
    pub kind: EntryKind,
    /// The entry.
    pub id: Id,
}

/// Reads and checks a pinned answer.
pub(super) fn pin(raw: &RawPinned, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<Pin> {
    let mut words = BTreeMap::new();
    for (key, phrases) in &raw.words.0 {
        let Some(lang) = Lang::new(key).filter(|lang| context.site.languages.contains(lang)) else {
            faults.push(
                Diagnostic::error(Code::UnknownLanguage, key.span, format!("the site has no language `{}`", key.value))
                    .hint("what readers type is listed by language: `{en: [one, two]}`"),
            );
            continue;
        };
        for phrase in phrases {
            if !phrase.chars().any(char::is_alphanumeric) {
                faults.push(
                    Diagnostic::error(Code::BadValue, phrase.span, format!("`{}` has no word that could be typed", phrase.value))
                        .hint("write what readers type, or remove it"),
                );
            }
        }
        words.insert(lang, phrases.iter().map(|phrase| phrase.value.clone()).collect());
    }
    let (kind, id) = picked(&raw.leads_to, context, faults)?;
    Some(Pin { words, kind, id })
}

pub(super) fn toolbox(entry: &Entry, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<Kit> {
    let raw = RawToolbox::decode(&entry.node, faults)?;
    context.texts([&raw.title, &raw.summary], faults);
    context.names.check_all(Named::Audience, &raw.audience, faults);
    let (areas, countries, audiences) = raw.select.map_or_else(Default::default, |select| (select.areas, select.countries, select.audiences));
    context.names.check_all(Named::Entry(EntryKind::Area), &areas, faults);
    context.names.check_all(Named::Audience, &audiences, faults);
    for country in &countries {
        context.names.check_country(country, faults);
    }
    let entries: Vec<_> = raw.entries.iter().filter_map(|reference| picked(reference, context, faults)).collect();
    if entries.is_empty() && raw.entries.is_empty() && areas.is_empty() && countries.is_empty() && audiences.is_empty() {
        faults.push(
            Diagnostic::warning(Code::Incomplete, entry.id.span, format!("toolbox `{}` selects nothing", entry.id.value))
                .hint("add `select:` with areas, countries or audiences, or list `entries:`"),
        );
    }
    Some(Kit {
        id: entry.id.clone(),
        title: raw.title,
        summary: raw.summary,
        audience: raw.audience,
        areas,
        countries: countries.into_iter().map(|country| country.value).collect(),
        audiences,
        entries,
    })
}

/// `kind/id`
fn picked(reference: &Loc<String>, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<(EntryKind, Id)> {
    let (folder, id) = reference.split_once('/').unwrap_or((reference, ""));
    let Some(kind) = EntryKind::ALL.iter().find(|kind| kind.word() == folder) else {
        faults.push(
            Diagnostic::error(Code::BadValue, reference.span, format!("`{}` does not begin with a kind of entry", reference.value))
                .hint(format!("write `kind/id`; {}", EntryKind::suggest(folder, &[]))),
        );
        return None;
    };
    let Some(id) = Id::new(id) else {
        faults.push(crate::load::leaf::bad_id(id, reference.span));
        return None;
    };
    context.names.check(Named::Entry(*kind), &Loc::new(id.clone(), reference.span), faults);
    Some((*kind, id))
}
