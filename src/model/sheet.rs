//! Country sheets as meant.

use std::collections::BTreeMap;

use super::catalogue::columns;
use super::figure::{Figure, figures};
use super::names::Named;
use super::prose::{Document, documents};
use super::site::{Context, unique};
use super::{Amount, CountryCode, Date, EntryKind, Id, Lang, Text};
use crate::diag::{Code, Diagnostic};
use crate::load::Entry;
use crate::load::decode::Decode;
use crate::load::raw::sheet::{RawFunding, RawSheet, SheetStatus};
use crate::source::{FileId, Loc, Source};

/// A country sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its id: the file's name.
    pub id: Loc<Id>,
    /// Its file.
    pub file: FileId,
    /// What readers see.
    pub title: Text,
    /// The countries it covers; none for the regional sheet.
    pub countries: Vec<CountryCode>,
    /// The edition.
    pub edition: String,
    /// The day the facts are of.
    pub as_of: Date,
    /// How far it is cleared.
    pub status: SheetStatus,
    /// The place in the source document.
    pub source: Option<String>,
    /// Challenges, in the sheet's order.
    pub challenges: Vec<Loc<Id>>,
    /// Why there are none, or what stands instead of them.
    pub challenges_missing: Option<Text>,
    /// What the sheet says instead of challenges.
    pub framing: Option<Text>,
    /// Highlights in government response.
    pub highlights: Vec<Highlight>,
    /// Why there are none.
    pub highlights_missing: Option<Text>,
    /// Activities, in the sheet's order.
    pub priorities: Vec<Loc<Id>>,
    /// Funding by office.
    pub funding: Vec<Funding>,
    /// The total printed on the sheet.
    pub stated_total: Option<Loc<Amount>>,
    /// Remarks on the sheet itself.
    pub notes: Option<Text>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// How the country regularises.
    pub regularisation: BTreeMap<Lang, Document>,
    /// The place in the source document.
    pub regularisation_source: Option<String>,
    /// Free prose from `<id>.<language>.md`.
    pub prose: BTreeMap<Lang, Document>,
}

/// A highlight in government response.
#[derive(Clone, Debug)]
pub struct Highlight {
    /// What was done.
    pub text: Text,
    /// The good practice that tells more.
    pub practice: Option<Loc<Id>>,
    /// The place in the source document.
    pub source: Option<String>,
}

/// The funding of one office.
#[derive(Clone, Debug)]
pub struct Funding {
    /// The office.
    pub office: Loc<Id>,
    /// Requested per column.
    pub requested: Vec<(Loc<Id>, Loc<Amount>)>,
    /// Received per column.
    pub received: Vec<(Loc<Id>, Loc<Amount>)>,
    /// The row total that the source prints.
    pub stated_total: Option<Loc<Amount>>,
    /// The row's share that the source prints, in per cent.
    pub stated_share: Option<Loc<String>>,
    /// The place in the source document.
    pub source: Option<String>,
}

pub(super) fn sheet(entry: &Entry, source: &Source, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<Sheet> {
    let raw = RawSheet::decode(&entry.node, faults)?;
    let optional = [&raw.challenges_missing, &raw.framing, &raw.highlights_missing, &raw.notes, &raw.regularisation];
    context.texts([&raw.title].into_iter().chain(optional.into_iter().flatten()), faults);
    for country in &raw.countries {
        context.names.check_country(country, faults);
    }
    context.names.check_all(Named::Entry(EntryKind::Challenge), &raw.challenges, faults);
    context.names.check_all(Named::Entry(EntryKind::Activity), &raw.priorities, faults);
    require_reason(raw.challenges.is_empty(), raw.challenges_missing.is_some() || raw.framing.is_some(), "challenges", &entry.id, faults);
    require_reason(raw.highlights.is_empty(), raw.highlights_missing.is_some(), "highlights", &entry.id, faults);
    let highlights = raw
        .highlights
        .into_iter()
        .map(|highlight| {
            context.texts([&highlight.text], faults);
            if let Some(practice) = &highlight.practice {
                context.names.check(Named::Entry(EntryKind::Practice), practice, faults);
            }
            Highlight { text: highlight.text, practice: highlight.practice, source: highlight.source.map(|source| source.value) }
        })
        .collect();
    unique(raw.funding.iter().map(|funding| &funding.office), "office", faults);
    let funding = raw.funding.into_iter().map(|raw| funding(raw, context, faults)).collect();
    let only = match raw.countries.as_slice() {
        [country] => Some(country.value),
        _ => None,
    };
    Some(Sheet {
        id: entry.id.clone(),
        file: entry.file,
        title: raw.title,
        countries: raw.countries.into_iter().map(|country| country.value).collect(),
        edition: raw.edition.value,
        as_of: raw.as_of.value,
        status: raw.status,
        source: raw.source.map(|source| source.value),
        challenges: raw.challenges,
        challenges_missing: raw.challenges_missing,
        framing: raw.framing,
        highlights,
        highlights_missing: raw.highlights_missing,
        priorities: raw.priorities,
        funding,
        stated_total: raw.stated_total,
        notes: raw.notes,
        figures: figures(raw.figures, only, context, faults),
        regularisation: raw.regularisation.map_or_else(BTreeMap::new, |text| documents(&text, source, context, faults)),
        regularisation_source: raw.regularisation_source.map(|source| source.value),
        prose: BTreeMap::new(),
    })
}

/// An empty list needs a reason, so that a hole in a sheet is never an oversight.
fn require_reason(empty: bool, reason: bool, key: &str, id: &Loc<Id>, faults: &mut Vec<Diagnostic>) {
    if empty && !reason {
        faults.push(
            Diagnostic::warning(Code::Incomplete, id.span, format!("sheet `{}` has no {key} and gives no reason", id.value))
                .hint(format!("list them under `{key}:`, or say why under `{key}_missing:`")),
        );
    }
}

fn funding(raw: RawFunding, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Funding {
    context.names.check(Named::Office, &raw.office, faults);
    if let Some(share) = &raw.stated_share {
        super::figure::plain_number(share, faults);
    }
    Funding {
        office: raw.office,
        requested: columns(raw.requested, context, faults),
        received: columns(raw.received, context, faults),
        stated_total: raw.stated_total,
        stated_share: raw.stated_share,
        source: raw.source.map(|source| source.value),
    }
}
