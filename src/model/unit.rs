//! Units: the places and institutions that are assessed, each within a larger one up to a country.

use std::collections::{BTreeMap, BTreeSet};

use super::action::Per;
use super::assessment::Known;
use super::{CountryCode, Id, Text};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::decode::words;
use crate::load::raw::unit as raw;
use crate::source::{Loc, Span};

words! {
    /// What a unit is, largest first.
    pub enum UnitKind as "a kind of unit" {
        /// A country.
        Country = "country",
        /// A municipality or province within a country.
        Municipality = "municipality",
        /// A single post: a border post, a centre, a hospital.
        Post = "post",
    }
}

/// A unit as meant.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub kind: UnitKind,
    /// The larger unit that it belongs to; never a cycle, for a parent is always of a larger kind.
    pub parent: Option<Id>,
    /// The country that it is or lies in, its own or that of its parents.
    pub country: Option<CountryCode>,
    /// Whether its own file says that it is invented; [`Assessments::is_fictional`](super::assessment::Assessments::is_fictional)
    /// asks those that it lies in as well.
    pub fictional: bool,
    /// What actions are multiplied by.
    pub counts: Counts,
    /// Its file.
    pub span: Span,
}

/// How many there are of what the cost of an action may be multiplied by; `None` where the unit's file does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Border and other posts.
    pub posts: Option<u32>,
    /// Centres and other places that people come to.
    pub centres: Option<u32>,
    /// People to serve in a year.
    pub people: Option<u32>,
}

impl Counts {
    /// The count for a multiplier; 1 for `once`.
    #[must_use]
    pub fn of(self, per: Per) -> Option<u32> {
        match per {
            Per::Once => Some(1),
            Per::Post => self.posts,
            Per::Centre => self.centres,
            Per::Person => self.people,
        }
    }
}

/// Resolves parents and countries.
pub(super) fn resolve(read: Vec<(Loc<Id>, raw::Unit)>, broken: &BTreeSet<Id>, known: &Known<'_>, faults: &mut Vec<Diagnostic>) -> BTreeMap<Id, Unit> {
    let kinds: BTreeMap<Id, UnitKind> = read.iter().map(|(id, unit)| (id.value.clone(), unit.kind)).collect();
    let mut units = BTreeMap::new();
    for (id, unit) in read {
        known.text(&unit.name, faults);
        let parent = parent(&id, &unit, &kinds, broken, faults);
        if let Some(country) = &unit.country
            && !known.countries.contains(&country.value)
        {
            faults.push(
                Diagnostic::error(Code::UnknownCountry, country.span, format!("there is no country `{}`", country.value))
                    .hint(suggest(country.as_str(), known.countries.iter().map(CountryCode::as_str))),
            );
        }
        let country = unit.country.map(|country| country.value);
        let fictional = unit.fictional.unwrap_or(false);
        let counts = unit.counts.map_or_else(Counts::default, |counts| Counts { posts: counts.posts, centres: counts.centres, people: counts.people });
        units.insert(id.value.clone(), Unit { id: id.value, name: unit.name, kind: unit.kind, parent, country, fictional, counts, span: id.span });
    }
    inherit_countries(&mut units);
    units
}

fn parent(id: &Loc<Id>, unit: &raw::Unit, kinds: &BTreeMap<Id, UnitKind>, broken: &BTreeSet<Id>, faults: &mut Vec<Diagnostic>) -> Option<Id> {
    let Some(parent) = &unit.parent else {
        if unit.kind != UnitKind::Country {
            faults.push(
                Diagnostic::error(Code::MissingKey, id.span, format!("`{}` belongs to nothing: a {} needs a parent", id.value, unit.kind.word()))
                    .hint("add `parent:` with the id of the larger unit"),
            );
        }
        return None;
    };
    let Some(kind) = kinds.get(&parent.value) else {
        if !broken.contains(&parent.value) {
            faults.push(
                Diagnostic::error(Code::MissingReference, parent.span, format!("there is no unit `{}`", parent.value))
                    .hint(suggest(parent.as_str(), kinds.keys().filter(|known| **known != id.value).map(Id::as_str))),
            );
        }
        return None;
    };
    if *kind >= unit.kind {
        let hint = match unit.kind {
            UnitKind::Country => "a country has no parent; remove the key",
            UnitKind::Municipality => "name its country",
            UnitKind::Post => "name its municipality or its country",
        };
        faults.push(
            Diagnostic::error(Code::BadValue, parent.span, format!("a {} cannot belong to a {}", unit.kind.word(), kind.word()))
                .label("this unit is not larger")
                .hint(hint),
        );
        return None;
    }
    Some(parent.value.clone())
}

/// Units without a country of their own take their parent's, larger kinds first.
fn inherit_countries(units: &mut BTreeMap<Id, Unit>) {
    for kind in UnitKind::ALL {
        let inherited: Vec<(Id, CountryCode)> = units
            .values()
            .filter(|unit| unit.kind == *kind && unit.country.is_none())
            .filter_map(|unit| Some((unit.id.clone(), units.get(unit.parent.as_ref()?)?.country?)))
            .collect();
        for (id, country) in inherited {
            if let Some(unit) = units.get_mut(&id) {
                unit.country = Some(country);
            }
        }
    }
}
