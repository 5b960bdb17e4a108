//! The toolbox as meant.
pub mod answers;
pub mod assessment;
pub mod compiled;
pub mod exact;
pub mod expression;
pub mod framework;
pub mod questionnaire;
pub mod unit;

pub use crate::load::leaf::{Amount, CountryCode, Date, EntryKind, Id, Lang, Text, Wording};
pub use exact::Exact;

#[cfg(test)]
pub(crate) mod fixture;
