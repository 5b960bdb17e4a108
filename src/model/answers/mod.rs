//! Answer sets as meant: what one respondent said about one unit in one round.
//!
//! Answers are dense and in the order of the framework's questions, so that scoring needs no look-ups; notes,
//! evidence and targets, which scoring does not read, stand beside them by question number.

mod read;
pub mod table;
mod value;

use std::collections::BTreeMap;

use super::exact::Exact;
use super::{Date, Id};
use crate::load::decode::words;
use crate::source::Span;

pub(super) use read::{Against, read};
pub use table::UnitAnswers;
pub(super) use value::target;

/// The respondent code of a facilitator's entry: what a group agreed.
pub const CONSENSUS: &str = "consensus";

words! {
    /// What kind of answer it is, as written.
    pub enum StateWord as "a state of an answer" {
        /// There is a value.
        Answered = "answered",
        /// It does not exist.
        No = "no",
        /// The respondent does not know.
        Unknown = "unknown",
        /// The question does not apply here.
        NotApplicable = "not_applicable",
        /// It was hidden by a condition.
        Skipped = "skipped",
        /// Nothing was said.
        Blank = "blank",
    }
}

words! {
    /// How sure a respondent is.
    pub enum Confidence as "a confidence" {
        /// Not sure.
        Low = "low",
        /// Rather sure.
        Medium = "medium",
        /// Sure.
        High = "high",
    }
}

words! {
    /// What kind of evidence it is.
    pub enum Grade as "a grade of evidence" {
        /// A paper was shown.
        Document = "document",
        /// Somebody went to look.
        Observation = "observation",
        /// Somebody said so.
        Statement = "statement",
    }
}

words! {
    /// Who may see an answer set.
    pub enum Visibility as "a visibility" {
        /// Only those who work with it.
        Internal = "internal",
        /// Everybody.
        Public = "public",
    }
}

words! {
    /// What a public answer set may show besides its answers.
    pub enum Publish as "something that can be published" {
        /// The respondent's name, institution and role.
        Respondent = "respondent",
        /// Notes and reasons.
        Notes = "notes",
        /// Names and dates of evidence.
        Evidence = "evidence",
    }
}

/// For whom a site is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: only what was cleared.
    Public,
    /// Those who work with it: everything.
    Internal,
}

/// What was said about one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nothing.
    Blank,
    /// "I do not know."
    Unknown,
    /// "There is none", for gated and points questions; never for a ladder.
    No,
    /// The question does not apply; the reason is in the detail.
    NotApplicable,
    /// A level, presence or coverage, as a step from 0.
    Step(u32),
    /// Gated: for each level and statement, what was said.
    Ticks(Vec<Vec<Tick>>),
    /// Points: the places of the choices taken, rising.
    Choices(Vec<u32>),
    /// A figure.
    Number(Exact),
    /// The mean of several respondents' answers; never written in a file.
    Mean(Box<Mean>),
    /// A text or date.
    Text(String),
}

/// The mean of several answers to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mean {
    /// The mean of their scores, in per cent.
    pub score: Exact,
    /// The mean of their levels as the question counts; `None` for a question without levels.
    pub level: Option<Exact>,
    /// The one of them in the middle: stands for the mean where only one answer can stand.
    pub near: Given,
}

/// What was said about one statement of a gated question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// It is true.
    Yes,
    /// It is true in part.
    Partial,
    /// It is not true.
    No,
    /// Nobody knows.
    Unknown,
    /// Nothing was said.
    Blank,
}

/// What was said besides the answer itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// Why the question does not apply.
    pub reason: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// How sure the respondent is.
    pub confidence: Option<Confidence>,
    /// What the answer rests on.
    pub evidence: Vec<Evidence>,
    /// What is to be reached; one level up if nothing is said.
    pub target: Option<Target>,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What kind it is.
    pub grade: Grade,
    /// Its name.
    pub name: Option<String>,
    /// Its date.
    pub date: Option<Date>,
    /// Who keeps it or can be asked about it.
    pub responsible: Option<String>,
}

/// A target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The step or level to be reached (gated: the level itself), or the points or figure as a number.
    pub value: Given,
    /// By when.
    pub by: Option<Date>,
    /// Why this one.
    pub reason: Option<String>,
}

/// Who answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respondent {
    /// A code that tells respondents apart without naming them.
    pub code: String,
    /// Their name.
    pub name: Option<String>,
    /// Their institution.
    pub institution: Option<String>,
    /// Their role.
    pub role: Option<String>,
    /// Their weight where answers are combined by weight, above 0.
    pub weight: Exact,
}

/// One answer set.
#[derive(Clone, Debug)]
pub struct AnswerSet {
    /// Its id: unit, round and respondent's code, joined by hyphens.
    pub id: Id,
    /// The framework.
    pub framework: Id,
    /// The framework's version when it was answered.
    pub framework_version: String,
    /// Whether a crosswalk carried the answers over from that version to the framework's own.
    pub carried: bool,
    /// The questionnaire used, if not the whole framework.
    pub questionnaire: Option<Id>,
    /// The unit.
    pub unit: Id,
    /// The round; readers see "assessment 2026-1".
    pub round: String,
    /// The day of the answers.
    pub date: Option<Date>,
    /// Who answered.
    pub respondent: Respondent,
    /// Who may see it.
    pub visibility: Visibility,
    /// What may also be shown in public, sorted.
    pub publish: Vec<Publish>,
    /// For each question, whether it was asked at all.
    pub asked: Vec<bool>,
    /// For each question, what was said.
    pub given: Vec<Given>,
    /// For each question, whether a piece of evidence is named: known also where the evidence itself may not be shown.
    pub evidenced: Vec<bool>,
    /// For each question, whether the respondent is responsible for it.
    pub owned: Vec<bool>,
    /// What else was said, by question number.
    pub details: BTreeMap<u32, Detail>,
    /// The file.
    pub span: Span,
}

impl AnswerSet {
    /// The identity: two files with the same one must say the same.
    #[must_use]
    pub fn identity(&self) -> (&Id, &Id, &str, &str) {
        (&self.framework, &self.unit, &self.round, &self.respondent.code)
    }

    /// Whether two sets of the same identity say the same.
    #[must_use]
    pub fn same_content(&self, other: &Self) -> bool {
        self.framework_version == other.framework_version
            && self.questionnaire == other.questionnaire
            && self.date == other.date
            && self.respondent == other.respondent
            && self.visibility == other.visibility
            && self.publish == other.publish
            && self.asked == other.asked
            && self.given == other.given
            && self.owned == other.owned
            && self.details == other.details
    }

    /// What `audience` may see of it; `None` if nothing.
    #[must_use]
    pub fn for_audience(mut self, audience: Audience) -> Option<Self> {
        if audience == Audience::Internal {
            return Some(self);
        }
        if self.visibility == Visibility::Internal {
            return None;
        }
        let shows = |what: Publish| self.publish.contains(&what);
        let (respondent, notes, evidence) = (shows(Publish::Respondent), shows(Publish::Notes), shows(Publish::Evidence));
        if !respondent {
            self.respondent = Respondent { name: None, institution: None, role: None, ..self.respondent };
        }
        for detail in self.details.values_mut() {
            if !notes {
                detail.note = None;
                detail.reason = None;
                if let Some(target) = &mut detail.target {
                    target.reason = None;
                }
            }
            if !evidence {
                detail.evidence = Vec::new();
            }
            if !shows(Publish::Respondent) {
                detail.evidence.iter_mut().for_each(|evidence| evidence.responsible = None);
            }
        }
        Some(self)
    }
}
