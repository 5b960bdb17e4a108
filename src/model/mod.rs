//! The toolbox as meant.
pub use crate::load::leaf::{Amount, CountryCode, Date, EntryKind, Id, Lang, Text, Wording};
