//! The shared vocabularies as their authors write them: countries, offices, activities, challenges, measures, glossary.

use crate::load::decode::{Keyed, as_written, words};
use crate::load::leaf::{Amount, CountryCode, Id, Text};
use crate::source::Loc;

as_written! {
    /// The list of countries (`content/countries.yaml`).
    pub struct RawCountries {
        /// Every country that the content names.
        countries: Vec<RawCountry>,
    }

    /// A country.
    pub struct RawCountry {
        /// Its ISO 3166-1 code.
        code: Loc<CountryCode>,
        /// Its name.
        name: Text,
        /// The part of the continent it is listed under.
        region: Region,
    }

    /// The list of offices (`content/offices.yaml`).
    pub struct RawOffices {
        /// Every office that asks for funding.
        offices: Vec<RawOffice>,
        /// What the source prints as totals; re-added and compared.
        stated_totals: Option<RawStatedTotals>,
    }

    /// An office.
    pub struct RawOffice {
        /// Its id.
        id: Loc<Id>,
        /// Its name.
        name: Text,
        /// What it serves.
        kind: OfficeKind,
        /// The countries it serves.
        countries: Vec<Loc<CountryCode>>,
        /// How to reach it.
        contacts: Option<RawContacts>,
        /// The place in the source document.
        source: Option<Loc<String>>,
    }

    /// How to reach an office.
    pub struct RawContacts {
        /// The year of the information.
        as_of: u32,
        /// Address, telephone, mail: a line each.
        lines: Vec<Text>,
    }

    /// The stated totals of the funding table.
    pub struct RawStatedTotals {
        /// Per outcome and other column.
        requested: Keyed<Loc<Amount>>,
        /// The grand total.
        total: Loc<Amount>,
        /// Per cent of the grand total, as printed.
        shares: Keyed<Loc<String>>,
        /// The place in the source document.
        source: Option<Loc<String>>,
    }

    /// The activity catalogue (`content/activities.yaml`).
    pub struct RawActivities {
        /// The outputs of the plan.
        outputs: Vec<RawOutput>,
        /// The activities of the plan.
        activities: Vec<RawActivity>,
    }

    /// An output of the plan.
    pub struct RawOutput {
        /// Its id.
        id: Loc<Id>,
        /// The outcome it belongs to.
        outcome: Loc<Id>,
        /// What readers see.
        title: Text,
        /// The place in the source document.
        source: Option<Loc<String>>,
    }

    /// An activity of the plan.
    pub struct RawActivity {
        /// Its id.
        id: Loc<Id>,
        /// The outcome it belongs to.
        outcome: Loc<Id>,
        /// The output it serves (our own mapping).
        output: Option<Loc<Id>>,
        /// What readers see.
        title: Text,
        /// One or two sentences.
        summary: Option<Text>,
        /// The areas it strengthens.
        areas: Vec<Loc<Id>>,
        /// The place in the source document.
        source: Option<Loc<String>>,
    }

    /// The vocabulary of challenges (`content/challenges.yaml`).
    pub struct RawChallenges {
        /// Every challenge that a sheet may name.
        challenges: Vec<RawChallenge>,
    }

    /// A challenge.
    pub struct RawChallenge {
        /// Its id.
        id: Loc<Id>,
        /// The outcome it belongs to.
        outcome: Loc<Id>,
        /// What readers see.
        title: Text,
        /// The place in the source document.
        source: Option<Loc<String>>,
    }

    /// The list of measures (`content/measures.yaml`).
    pub struct RawMeasures {
        /// Every measure that a figure may be of.
        measures: Vec<RawMeasure>,
    }

    /// A measure.
    pub struct RawMeasure {
        /// Its id.
        id: Loc<Id>,
        /// What readers see.
        title: Text,
        /// What is counted.
        unit: MeasureUnit,
        /// Whether yearly figures of one country may be added up.
        additive: Option<bool>,
        /// What the source says all figures add up to.
        stated_total: Option<RawStated>,
    }

    /// A figure as the source states it elsewhere.
    pub struct RawStated {
        /// The value.
        value: Loc<String>,
        /// How exact it is meant to be.
        precision: Option<Precision>,
        /// The place in the source document.
        source: Option<Loc<String>>,
    }

    /// The glossary (`content/glossary.yaml`).
    pub struct RawGlossary {
        /// Its terms.
        terms: Vec<RawTerm>,
    }

    /// A term of the glossary.
    pub struct RawTerm {
        /// Its id.
        id: Loc<Id>,
        /// The term.
        term: Text,
        /// Its acronym, per language.
        acronym: Option<Text>,
        /// Other words for it, per language; they feed the search.
        synonyms: Keyed<Vec<String>>,
        /// What it means.
        meaning: Text,
        /// One example.
        example: Option<Text>,
    }
}

words! {
    /// The part of the continent a country is listed under.
    pub enum Region as "a region" {
        /// South America.
        SouthAmerica = "south-america",
        /// Central America.
        CentralAmerica = "central-america",
        /// North America.
        NorthAmerica = "north-america",
        /// The Caribbean.
        Caribbean = "caribbean",
        /// Elsewhere.
        Other = "other",
    }
}

words! {
    /// What an office serves.
    pub enum OfficeKind as "a kind of office" {
        /// One country.
        Country = "country",
        /// Several countries.
        Subregional = "subregional",
        /// A region.
        Regional = "regional",
    }
}

words! {
    /// What a measure counts.
    pub enum MeasureUnit as "a unit of measure" {
        /// Permits.
        Permits = "permits",
        /// Persons.
        Persons = "persons",
        /// Hundredths.
        PerCent = "per-cent",
        /// Entries at a border.
        Entries = "entries",
        /// Applications.
        Applications = "applications",
    }
}

words! {
    /// How exact a figure is meant to be.
    pub enum Precision as "a precision" {
        /// As counted.
        Exact = "exact",
        /// Rounded by the source.
        About = "about",
        /// At least so many.
        Over = "over",
        /// At most so many.
        Under = "under",
    }
}
