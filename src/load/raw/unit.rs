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
    }
}
