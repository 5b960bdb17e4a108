//! The front matter of prose entries, and toolboxes, as their authors write them.

use crate::load::decode::{NonEmpty, as_written, words};
use crate::load::leaf::{CountryCode, Date, Id, Text};
use crate::source::Loc;

as_written! {
    /// The front matter of a procedure (`content/sops/<id>.<language>.md`).
    pub struct RawSop {
        /// What readers see.
        title: Loc<String>,
        /// One sentence: what gets done, for whom.
        summary: Loc<String>,
        /// The day of its last change that matters to a reader: year-month-day. A translation repeats the date of the text that it translates; one with an earlier date, or none, is shown and listed as older.
        revised: Option<Loc<Date>>,
        /// The area it belongs to.
        area: Loc<Id>,
        /// Whom it is for.
        audience: Vec<Loc<Id>>,
        /// Its version.
        version: Loc<String>,
        /// The day it takes effect.
        effective: Loc<Date>,
        /// Who keeps it.
        owner: Text,
        /// The questions of the framework that it helps with.
        indicators: Vec<Loc<Id>>,
        /// The activities of the plan that it serves.
        activities: Vec<Loc<Id>>,
        /// The countries an adaptation is for.
        countries: Vec<Loc<CountryCode>>,
        /// The procedure that this one adapts.
        adapts: Option<Loc<Id>>,
        /// Whether the details are illustrative.
        illustrative: Option<bool>,
        /// Its versions so far.
        history: Vec<RawRevision>,
    }

    /// A version of a procedure.
    pub struct RawRevision {
        /// The version.
        version: String,
        /// Its date.
        date: Date,
        /// What changed.
        note: Text,
    }

    /// The front matter of a good practice (`content/practices/<id>.<language>.md`).
    pub struct RawPractice {
        /// What readers see.
        title: Loc<String>,
        /// One sentence.
        summary: Loc<String>,
        /// The day of its last change that matters to a reader: year-month-day. A translation repeats the date of the text that it translates; one with an earlier date, or none, is shown and listed as older.
        revised: Option<Loc<Date>>,
        /// The areas it belongs to.
        areas: NonEmpty<Loc<Id>>,
        /// The countries it is from.
        countries: Vec<Loc<CountryCode>>,
        /// The municipality it is from.
        municipality: Option<String>,
        /// The place in the source document.
        source: Option<Loc<String>>,
        /// The activities of the plan that it serves.
        activities: Vec<Loc<Id>>,
        /// The plan's topic.
        topic: Topic,
    }

    /// The front matter of a free page (`content/pages/<id>.<language>.md`).
    pub struct RawPage {
        /// What readers see.
        title: Loc<String>,
        /// One sentence.
        summary: Loc<String>,
        /// The day of its last change that matters to a reader: year-month-day. A translation repeats the date of the text that it translates; one with an earlier date, or none, is shown and listed as older.
        revised: Option<Loc<Date>>,
        /// Whether the main navigation lists it.
        nav: Option<bool>,
        /// Its place among the pages.
        order: Option<u32>,
    }

    /// The front matter of a translation.
    pub struct RawTranslation {
        /// What readers see.
        title: Loc<String>,
        /// One sentence.
        summary: Option<Loc<String>>,
        /// The date of the text that it translates, as that text's own `revised` says it.
        revised: Option<Loc<Date>>,
    }

    /// A toolbox (`content/toolboxes/<id>.yaml`).
    pub struct RawToolbox {
        /// What readers see.
        title: Text,
        /// One or two sentences.
        summary: Text,
        /// Whom it is for.
        audience: Vec<Loc<Id>>,
        /// What is selected by area, country or audience.
        select: Option<RawSelection>,
        /// Hand-picked entries, such as `sops/registration-at-border-post`, in order.
        entries: Vec<Loc<String>>,
    }

    /// A selection of entries.
    pub struct RawSelection {
        /// Everything of these areas.
        areas: Vec<Loc<Id>>,
        /// Everything of these countries.
        countries: Vec<Loc<CountryCode>>,
        /// Everything for these audiences.
        audiences: Vec<Loc<Id>>,
    }
}

words! {
    /// The plan's topics of good practice.
    pub enum Topic as "a topic of good practice" {
        /// Social services for migrants.
        SocialServices = "social-services",
        /// National and local bodies working together.
        JointResponse = "joint-response",
        /// Contingency planning.
        ContingencyPlanning = "contingency-planning",
        /// Data sharing between agencies.
        DataSharing = "data-sharing",
        /// Field coordination between agencies.
        FieldCoordination = "field-coordination",
        /// Border management by two countries together.
        BinationalBorderManagement = "binational-border-management",
        /// Regularisation.
        Regularisation = "regularisation",
    }
}
