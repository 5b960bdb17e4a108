//! Country sheets and figures as their authors write them.

use super::catalogues::{Precision, RawStated};
use crate::load::decode::{Keyed, as_written, words};
use crate::load::leaf::{Amount, CountryCode, Date, Id, Text};
use crate::source::Loc;

as_written! {
    /// A country sheet (`content/sheets/<id>.yaml`).
    pub struct RawSheet {
        /// What readers see.
        title: Text,
        /// The countries it covers; none for the regional sheet.
        countries: Vec<Loc<CountryCode>>,
        /// The edition, usually a year.
        edition: Loc<String>,
        /// The day the facts are of.
        as_of: Loc<Date>,
        /// How far it is cleared.
        status: SheetStatus,
        /// The place in the source document.
        source: Option<Loc<String>>,
        /// Challenges, in the sheet's order.
        challenges: Vec<Loc<Id>>,
        /// Why there are no challenges.
        challenges_missing: Option<Text>,
        /// What the sheet says instead of challenges.
        framing: Option<Text>,
        /// Highlights in government response.
        highlights: Vec<RawHighlight>,
        /// Why there are no highlights.
        highlights_missing: Option<Text>,
        /// Support priorities: activities, in the sheet's order.
        priorities: Vec<Loc<Id>>,
        /// Funding by office.
        funding: Vec<RawFunding>,
        /// The total printed on the sheet.
        stated_total: Option<Loc<Amount>>,
        /// Remarks on the sheet itself.
        notes: Option<Text>,
        /// Figures.
        figures: Vec<RawFigure>,
        /// How the country regularises, in Markdown.
        regularisation: Option<Text>,
        /// The place in the source document.
        regularisation_source: Option<Loc<String>>,
    }

    /// A highlight in government response.
    pub struct RawHighlight {
        /// What was done.
        text: Text,
        /// The good practice that tells more.
        practice: Option<Loc<Id>>,
        /// The place in the source document.
        source: Option<Loc<String>>,
    }

    /// The funding of one office.
    pub struct RawFunding {
        /// The office.
        office: Loc<Id>,
        /// Requested, per outcome or other column.
        requested: Keyed<Loc<Amount>>,
        /// Received so far, per outcome or other column.
        received: Keyed<Loc<Amount>>,
        /// The row total that the source prints.
        stated_total: Option<Loc<Amount>>,
        /// The row's share that the source prints, in per cent.
        stated_share: Option<Loc<String>>,
        /// The place in the source document.
        source: Option<Loc<String>>,
    }

    /// A list of figures (`content/figures/<id>.yaml`).
    pub struct RawFigures {
        /// The figures.
        figures: Vec<RawFigure>,
    }

    /// A figure.
    pub struct RawFigure {
        /// What is measured.
        measure: Loc<Id>,
        /// The country it is about.
        country: Option<Loc<CountryCode>>,
        /// What else it is about.
        of: Option<Text>,
        /// A year, `2015/2017`, a month or a day.
        period: Loc<String>,
        /// The value, a plain number.
        value: Option<Loc<String>>,
        /// Why there is no value.
        missing: Option<Text>,
        /// How exact it is meant to be.
        precision: Option<Precision>,
        /// The place in the source document.
        source: Option<Loc<String>>,
        /// The same figure as the source states it elsewhere.
        also_stated: Vec<RawStated>,
        /// A remark.
        note: Option<Text>,
    }
}

words! {
    /// How far a sheet is cleared.
    pub enum SheetStatus as "a status" {
        /// Being written.
        Draft = "draft",
        /// Agreed, not out yet.
        Cleared = "cleared",
        /// Out.
        Published = "published",
    }
}
