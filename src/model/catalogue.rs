//! The shared vocabularies as meant: countries, offices, outputs, activities, challenges, measures, glossary.

use std::collections::BTreeMap;

use super::figure::plain_number;
use super::names::Named;
use super::site::{Context, unique};
use super::{Amount, CountryCode, EntryKind, Id, Lang, Text};
use crate::diag::{Code, Diagnostic};
use crate::load::decode::{Decode, Keyed};
use crate::load::raw::catalogues::{
    MeasureUnit, OfficeKind, Precision, RawActivities, RawChallenges, RawCountries, RawGlossary, RawMeasures, RawOffices,
    RawStated, Region,
};
use crate::load::yaml::Node;
use crate::source::Loc;

/// A country.
#[derive(Clone, Debug)]
pub struct Country {
    /// Its ISO 3166-1 code.
    pub code: Loc<CountryCode>,
    /// Its name.
    pub name: Text,
    /// Where it is.
    pub region: Region,
}

/// An office.
#[derive(Clone, Debug)]
pub struct Office {
    /// Its id.
    pub id: Loc<Id>,
    /// Its name.
    pub name: Text,
    /// What it serves.
    pub kind: OfficeKind,
    /// The countries it serves.
    pub countries: Vec<Loc<CountryCode>>,
    /// The year of the contacts, and their lines.
    pub contacts: Option<(u32, Vec<Text>)>,
    /// The place in the source document.
    pub source: Option<String>,
}

/// What the source prints as totals of the funding table.
#[derive(Clone, Debug)]
pub struct StatedTotals {
    /// Per column.
    pub requested: Vec<(Loc<Id>, Loc<Amount>)>,
    /// The grand total.
    pub total: Loc<Amount>,
    /// Per cent of the grand total per column, as printed.
    pub shares: Vec<(Loc<Id>, Loc<String>)>,
    /// The place in the source document.
    pub source: Option<String>,
}

/// An output of the plan.
#[derive(Clone, Debug)]
pub struct PlanOutput {
    /// Its id.
    pub id: Loc<Id>,
    /// Its outcome.
    pub outcome: Loc<Id>,
    /// What readers see.
    pub title: Text,
    /// The place in the source document.
    pub source: Option<String>,
}

/// An activity of the plan.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Its id.
    pub id: Loc<Id>,
    /// Its outcome.
    pub outcome: Loc<Id>,
    /// The output it serves (the toolbox's own mapping).
    pub output: Option<Loc<Id>>,
    /// What readers see.
    pub title: Text,
    /// One or two sentences.
    pub summary: Option<Text>,
    /// The areas it strengthens.
    pub areas: Vec<Loc<Id>>,
    /// The place in the source document.
    pub source: Option<String>,
}

/// A challenge of the shared vocabulary.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// Its id.
    pub id: Loc<Id>,
    /// Its outcome.
    pub outcome: Loc<Id>,
    /// What readers see.
    pub title: Text,
    /// The place in the source document.
    pub source: Option<String>,
}

/// A measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its id.
    pub id: Loc<Id>,
    /// What readers see.
    pub title: Text,
    /// What is counted.
    pub unit: MeasureUnit,
    /// Whether yearly figures may be added up.
    pub additive: bool,
    /// What the source says all figures add up to.
    pub stated_total: Option<Stated>,
}

/// A figure as the source states it elsewhere.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The value as written, a plain decimal number.
    pub value: Loc<String>,
    /// How exact it is meant to be.
    pub precision: Precision,
    /// The place in the source document.
    pub source: Option<String>,
}

/// A term of the glossary.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id.
    pub id: Loc<Id>,
    /// The term.
    pub term: Text,
    /// Its acronym.
    pub acronym: Option<Text>,
    /// Other words for it, per language.
    pub synonyms: BTreeMap<Lang, Vec<String>>,
    /// What it means.
    pub meaning: Text,
    /// One example.
    pub example: Option<Text>,
}

pub(super) fn countries(node: &Node, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> BTreeMap<CountryCode, Country> {
    let mut countries: BTreeMap<CountryCode, Country> = BTreeMap::new();
    for raw in RawCountries::decode(node, faults).map_or_else(Vec::new, |raw| raw.countries) {
        context.texts([&raw.name], faults);
        if let Some(first) = countries.get(&raw.code.value) {
            faults.push(
                Diagnostic::error(Code::DuplicateId, raw.code.span, format!("country `{}` stands twice", raw.code.value))
                    .related(first.code.span, "first here")
                    .hint("remove one of them"),
            );
            continue;
        }
        countries.insert(raw.code.value, Country { code: raw.code, name: raw.name, region: raw.region });
    }
    countries
}

pub(super) fn offices(node: &Node, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> (Vec<Office>, Option<StatedTotals>) {
    let Some(raw) = RawOffices::decode(node, faults) else { return (Vec::new(), None) };
    unique(raw.offices.iter().map(|office| &office.id), "office", faults);
    let offices = raw
        .offices
        .into_iter()
        .map(|office| {
            context.texts([&office.name], faults);
            for country in &office.countries {
                context.names.check_country(country, faults);
            }
            Office {
                id: office.id,
                name: office.name,
                kind: office.kind,
                countries: office.countries,
                contacts: office.contacts.map(|contacts| (contacts.as_of, contacts.lines)),
                source: office.source.map(|source| source.value),
            }
        })
        .collect();
    let stated = raw.stated_totals.map(|stated| StatedTotals {
        requested: columns(stated.requested, context, faults),
        total: stated.total,
        shares: columns(stated.shares, context, faults),
        source: stated.source.map(|source| source.value),
    });
    (offices, stated)
}

/// A mapping keyed by the columns of the funding table.
pub(super) fn columns<T>(keyed: Keyed<T>, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Vec<(Loc<Id>, T)> {
    let mut read = Vec::with_capacity(keyed.0.len());
    for (key, value) in keyed.0 {
        match Id::new(&key) {
            Some(id) => {
                let id = Loc::new(id, key.span);
                context.names.check(Named::FundingColumn, &id, faults);
                read.push((id, value));
            }
            None => faults.push(crate::load::leaf::bad_id(&key, key.span)),
        }
    }
    read
}

pub(super) fn activities(node: &Node, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> (Vec<PlanOutput>, Vec<Activity>) {
    let Some(raw) = RawActivities::decode(node, faults) else { return (Vec::new(), Vec::new()) };
    unique(raw.outputs.iter().map(|output| &output.id), "output", faults);
    unique(raw.activities.iter().map(|activity| &activity.id), "activity", faults);
    let mut outputs = Vec::new();
    for output in raw.outputs {
        context.texts([&output.title], faults);
        context.names.check(Named::Outcome, &output.outcome, faults);
        outputs.push(PlanOutput { id: output.id, outcome: output.outcome, title: output.title, source: output.source.map(|s| s.value) });
    }
    let mut activities = Vec::new();
    for activity in raw.activities {
        context.texts([&activity.title].into_iter().chain(&activity.summary), faults);
        context.names.check(Named::Outcome, &activity.outcome, faults);
        context.names.check_all(Named::Entry(EntryKind::Area), &activity.areas, faults);
        if let Some(output) = &activity.output {
            context.names.check(Named::Output, output, faults);
            if let Some(serves) = outputs.iter().find(|known| known.id.value == output.value)
                && serves.outcome.value != activity.outcome.value
            {
                faults.push(
                    Diagnostic::error(Code::BadValue, output.span, format!("output `{}` belongs to another outcome", output.value))
                        .label(format!("of outcome `{}`", serves.outcome.value))
                        .related(activity.outcome.span, "the activity's outcome")
                        .hint("use an output of the same outcome"),
                );
            }
        }
        activities.push(Activity {
            id: activity.id,
            outcome: activity.outcome,
            output: activity.output,
            title: activity.title,
            summary: activity.summary,
            areas: activity.areas,
            source: activity.source.map(|source| source.value),
        });
    }
    (outputs, activities)
}

pub(super) fn challenges(node: &Node, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Challenge> {
    let raw = RawChallenges::decode(node, faults).map_or_else(Vec::new, |raw| raw.challenges);
    unique(raw.iter().map(|challenge| &challenge.id), "challenge", faults);
    raw.into_iter()
        .map(|challenge| {
            context.texts([&challenge.title], faults);
            context.names.check(Named::Outcome, &challenge.outcome, faults);
            Challenge { id: challenge.id, outcome: challenge.outcome, title: challenge.title, source: challenge.source.map(|s| s.value) }
        })
        .collect()
}

pub(super) fn measures(node: &Node, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Measure> {
    let raw = RawMeasures::decode(node, faults).map_or_else(Vec::new, |raw| raw.measures);
    unique(raw.iter().map(|measure| &measure.id), "measure", faults);
    raw.into_iter()
        .map(|measure| {
            context.texts([&measure.title], faults);
            Measure {
                id: measure.id,
                title: measure.title,
                unit: measure.unit,
                additive: measure.additive.unwrap_or(false),
                stated_total: measure.stated_total.map(|stated| self::stated(stated, faults)),
            }
        })
        .collect()
}

pub(super) fn stated(raw: RawStated, faults: &mut Vec<Diagnostic>) -> Stated {
    plain_number(&raw.value, faults);
    Stated { value: raw.value, precision: raw.precision.unwrap_or(Precision::Exact), source: raw.source.map(|source| source.value) }
}

pub(super) fn glossary(node: &Node, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Term> {
    let raw = RawGlossary::decode(node, faults).map_or_else(Vec::new, |raw| raw.terms);
    unique(raw.iter().map(|term| &term.id), "term", faults);
    raw.into_iter()
        .map(|term| {
            context.texts([&term.term, &term.meaning].into_iter().chain(&term.acronym).chain(&term.example), faults);
            let mut synonyms = BTreeMap::new();
            for (key, words) in term.synonyms.0 {
                match Lang::new(&key).filter(|lang| context.site.languages.contains(lang)) {
                    Some(lang) => {
                        synonyms.insert(lang, words);
                    }
                    None => faults.push(
                        Diagnostic::error(Code::UnknownLanguage, key.span, format!("the site has no language `{}`", key.value))
                            .hint("synonyms are listed by language: `{en: [one, two]}`"),
                    ),
                }
            }
            Term { id: term.id, term: term.term, acronym: term.acronym, synonyms, meaning: term.meaning, example: term.example }
        })
        .collect()
}
