//! `assessments/answers/*.yaml` and `*.answers.json` as written: the same keys in both.

use crate::load::decode::{Keyed, as_written};
use crate::load::yaml::Node;
use crate::model::answers::{Confidence, Grade, Publish, StateWord, Visibility};
use crate::model::{Date, Exact, Id};
use crate::source::Loc;

as_written! {
    /// An answer file.
    pub struct Answers {
        /// The framework that was answered.
        framework: Loc<Id>,
        /// Its version at that time.
        framework_version: Loc<String>,
        /// The fingerprint of its rules at that time (written by the form; optional by hand).
        framework_hash: Option<Loc<String>>,
        /// The questionnaire that was used, if not the whole framework.
        questionnaire: Option<Loc<Id>>,
        /// The place or institution that was assessed.
        unit: Loc<Id>,
        /// The assessment it belongs to, for example `2026-1`.
        round: Loc<String>,
        /// The day of the answers.
        date: Option<Date>,
        /// Who answered.
        respondent: Respondent,
        /// Who may see it (default `internal`).
        visibility: Option<Visibility>,
        /// What may also be shown in public.
        publish: Vec<Publish>,
        /// The areas that were asked (default: all, or those of the questionnaire).
        asked: Option<Vec<Loc<Id>>>,
        /// One answer for each question id.
        answers: Keyed<Node>,
        /// Answers to another edition of the questionnaire that no longer fit: the form keeps them, nothing scores them.
        unfit: Option<Node>,
        /// A short checksum of all the rest, which also stands on the printed report (written by the form).
        checksum: Option<Loc<String>>,
    }

    /// A respondent.
    pub struct Respondent {
        /// A code that tells respondents apart without naming them.
        code: Loc<String>,
        /// Their name.
        name: Option<String>,
        /// Their institution.
        institution: Option<String>,
        /// Their role.
        role: Option<String>,
        /// Their weight where answers are combined by weight (default 1).
        weight: Option<Loc<Exact>>,
        /// The areas, topics or questions that they are responsible for, where the responsible answer counts.
        owns: Vec<Loc<Id>>,
    }

    /// An answer.
    pub struct Answer {
        /// What kind of answer it is (default `answered`).
        state: Option<Loc<StateWord>>,
        /// The level, choice, figure or text.
        value: Option<Node>,
        /// Why the question does not apply.
        reason: Option<String>,
        /// A note.
        note: Option<String>,
        /// How sure the respondent is.
        confidence: Option<Confidence>,
        /// What the answer rests on.
        evidence: Vec<Evidence>,
        /// What is to be reached.
        target: Option<Target>,
    }

    /// A piece of evidence.
    pub struct Evidence {
        /// What kind it is.
        grade: Grade,
        /// Its name.
        name: Option<String>,
        /// Its date.
        date: Option<Date>,
        /// Who keeps it or can be asked about it.
        responsible: Option<String>,
    }

    /// A target.
    pub struct Target {
        /// The level or choice to be reached.
        value: Node,
        /// By when.
        by: Option<Date>,
        /// Why this one.
        reason: Option<String>,
    }
}

/// The keys of an answer in its long form; no attribute of a gated question may have such a name.
pub const ANSWER_KEYS: [&str; 7] = ["state", "value", "reason", "note", "confidence", "evidence", "target"];
