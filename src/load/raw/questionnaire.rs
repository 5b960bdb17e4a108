//! `assessments/questionnaires/<id>.yaml` as written.

use crate::load::decode::{NonEmpty, as_written};
use crate::model::{Id, Text};
use crate::source::Loc;

as_written! {
    /// A questionnaire.
    pub struct Questionnaire {
        /// Its name.
        title: Text,
        /// The framework whose questions it shows.
        framework: Loc<Id>,
        /// What it is for.
        summary: Option<Text>,
        /// How long it takes, in minutes.
        minutes: Option<Loc<u32>>,
        /// Ids of areas, topics or questions.
        include: NonEmpty<Loc<Id>>,
    }
}
