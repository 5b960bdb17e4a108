//! `assessments/units/<id>.yaml` as written.

use crate::load::decode::as_written;
use crate::model::unit::UnitKind;
use crate::model::{CountryCode, Id, Text};
use crate::source::Loc;

as_written! {
    /// A unit.
    pub struct Unit {
        /// Its name.
        name: Text,
        /// What it is.
        kind: UnitKind,
        /// The unit that it belongs to; not for a country.
        parent: Option<Loc<Id>>,
        /// The country that it is or lies in; taken from the parent if left out.
        country: Option<Loc<CountryCode>>,
        /// Whether it is invented for the example.
        fictional: Option<bool>,
        /// How many posts, centres and people it has, by which actions are multiplied.
        counts: Option<Counts>,
    }

    /// The counts of a unit.
    pub struct Counts {
        /// Border and other posts.
        posts: Option<u32>,
        /// Centres and other places that people come to.
        centres: Option<u32>,
        /// People to serve in a year.
        people: Option<u32>,
    }
}
