//! From answers to numbers: states, scores, intervals, gaps, and why each is what it is.
//!
//! In: [`Assessments`]. Out: [`Scores`], plain data in the order of the compiled framework's nodes. This stage reads
//! `model` alone and knows nothing of wording or pages, so that an auditor can read it by itself. All arithmetic is
//! on exact rationals; all scores are per cent from 0 to 100.

mod aggregate;
mod combine;
mod compare;
mod gap;
mod leaf;
mod node;
pub mod plan;
mod roll_up;
mod trace;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use crate::model::answers::{AnswerSet, Given, Target};
use crate::model::assessment::Assessments;
use crate::model::compiled::Compiled;
use crate::model::framework::{Domain, Framework};
use crate::model::{Date, Exact, Id};

pub use combine::{Agreement, CONSENSUS, Combined, Reason, UnitScores, answers_of, combine, respondents};
pub use compare::{Break, Change, compare, like_for_like};
pub use gap::{Gap, Urgency, first, priority, progress, to_target, urgency};
pub use roll_up::{Distribution, RollUp, roll_up};
pub use trace::{Trace, TraceInput, Traces, explain, trace};

/// What became of a question or group. The first six are the states of answers and are never merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Question: there is a value.
    Answered,
    /// Question: it does not exist.
    No,
    /// Question: the respondent does not know. Counts as the lowest value, marked with an asterisk.
    Unknown,
    /// Question: the respondent says that it does not apply, with a reason. Leaves the weights.
    NotApplicable,
    /// Question: hidden by its condition. Leaves the weights.
    Skipped,
    /// Question: nothing was said. Counts like unknown, unless the framework says otherwise.
    Blank,
    /// It was not asked: outside of everything.
    NotAsked,
    /// A fact, or a group of facts only: never scored.
    Unscored,
    /// Group: there is a number.
    Scored,
    /// Group: too little was answered for a number to be shown.
    Insufficient,
}

impl State {
    /// Whether a figure is shown with it.
    #[must_use]
    pub fn has_number(self) -> bool {
        matches!(self, Self::Scored | Self::Answered | Self::No | Self::Unknown)
    }
}

impl State {
    /// The word in data files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not_applicable",
            Self::Skipped => "skipped",
            Self::Blank => "blank",
            Self::NotAsked => "not_asked",
            Self::Unscored => "unscored",
            Self::Scored => "scored",
            Self::Insufficient => "insufficient",
        }
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// How many scored questions are in which state, at or below a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// With a value.
    pub answered: u32,
    /// "It does not exist."
    pub no: u32,
    /// "I do not know."
    pub unknown: u32,
    /// Nothing said.
    pub blank: u32,
    /// Does not apply.
    pub not_applicable: u32,
    /// Hidden by a condition.
    pub skipped: u32,
    /// Not asked.
    pub not_asked: u32,
    /// Of those with a value or "there is none": how many name evidence.
    pub evidenced: u32,
}

impl Counts {
    /// How many questions count: all but not applicable, skipped and not asked ("11 of 13 applicable").
    #[must_use]
    pub fn applicable(&self) -> u32 {
        self.answered + self.no + self.unknown + self.blank
    }

    /// How many questions were asked and not hidden.
    #[must_use]
    pub fn shown(&self) -> u32 {
        self.applicable() + self.not_applicable
    }

    fn add(&mut self, other: &Self) {
        self.answered += other.answered;
        self.no += other.no;
        self.unknown += other.unknown;
        self.blank += other.blank;
        self.not_applicable += other.not_applicable;
        self.skipped += other.skipped;
        self.not_asked += other.not_asked;
        self.evidenced += other.evidenced;
    }
}

/// The result of one node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeScore {
    /// What became of it.
    pub state: State,
    /// The number to show: per cent, rounded by the node's method; `None` where none may be shown.
    pub score: Option<Exact>,
    /// Per cent as parents take it, also where too little was answered to show a number: not rounded, or rounded
    /// where rounding is `at: each`.
    pub exact: Option<Exact>,
    /// The score if everything unknown or blank were at its lowest; rounded like the score.
    pub low: Option<Exact>,
    /// The score if everything unknown or blank were at its highest; rounded like the score.
    pub high: Option<Exact>,
    /// Per cent of the applicable weight that was answered (also by "no" or "unknown"), exact.
    pub completeness: Exact,
    /// The questions at or below it by state.
    pub counts: Counts,
    /// Whether something unknown counts in it as its lowest.
    pub asterisk: bool,
    /// Under `min_plus`: whether another child is higher than the lowest.
    pub plus: bool,
    /// Question with levels: the level as the question counts (ladder from 1, gated from 0; presence and coverage from 0).
    pub level: Option<u32>,
    /// The band of the shown score, as a place in the framework's bands.
    pub band: Option<u32>,
    /// Group: the lowest child that counts, shown beside a mean.
    pub minimum: Option<Minimum>,
    /// Group: what changed the rule's figure, if anything did.
    pub adjustment: Option<Adjustment>,
    /// Where points are added up: those had and those that could be had.
    pub points: Option<Points>,
}

impl NodeScore {
    /// Whether the number shown could be another one: something unknown or blank counts in it as its lowest, and its
    /// highest would make a difference. Wherever such a number is shown, it carries an asterisk.
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.score.is_some() && self.low != self.high
    }
}

/// What changes a rule's figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Adjustment {
    /// A critical question is too low (`cap_if`).
    Capped,
    /// A child at its maximum raises the group to its own (`override_max`).
    Raised,
    /// A blank question makes the group 0 (`blank: zero_node`).
    Zeroed,
}

impl Adjustment {
    /// The word in data files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Capped => "capped",
            Self::Raised => "raised",
            Self::Zeroed => "zeroed",
        }
    }
}

impl Serialize for Adjustment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// Points had of points that could be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Points {
    /// Those had.
    pub had: Exact,
    /// Those that could be had, of the questions that count.
    pub of: Exact,
}

/// The lowest child of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Minimum {
    /// Its node.
    pub node: u32,
    /// Its score as it entered the group, in per cent.
    pub score: Exact,
}

/// The results of one answer set.
#[derive(Clone, Debug, Serialize)]
pub struct SetScores {
    /// The answer set.
    pub set: Id,
    /// Its framework.
    pub framework: Id,
    /// One result for each node of the compiled framework, in its order.
    pub nodes: Arc<Vec<NodeScore>>,
    /// One gap for each question that counts and has levels or a target, in framework order.
    pub gaps: Arc<Vec<Gap>>,
}

/// All results.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scores {
    /// One for each answer set, in its order.
    pub sets: Vec<SetScores>,
    /// One for each framework, unit and round: several respondents become one result. By framework, unit and round.
    pub units: Vec<UnitScores>,
}

impl Scores {
    /// The newest result of each unit, for the map of units and areas; by unit.
    #[must_use]
    pub fn latest(&self, framework: &Id) -> Vec<&UnitScores> {
        // The results of a unit stand together.
        let units = self.of_framework(framework).chunk_by(|one, next| one.unit == next.unit);
        units.filter_map(|unit| compare::in_order(unit).pop()).collect()
    }

    /// The results of a framework, by unit and round.
    fn of_framework(&self, framework: &Id) -> &[UnitScores] {
        let start = self.units.partition_point(|scores| scores.framework < *framework);
        let rest = self.units.get(start..).unwrap_or(&[]);
        rest.split_at(rest.partition_point(|scores| scores.framework == *framework)).0
    }

    /// The results of a unit in a framework, by round.
    fn of_unit(&self, framework: &Id, unit: &Id) -> &[UnitScores] {
        let all = self.of_framework(framework);
        let start = all.partition_point(|scores| scores.unit < *unit);
        let rest = all.get(start..).unwrap_or(&[]);
        rest.split_at(rest.partition_point(|scores| scores.unit == *unit)).0
    }

    /// The result of an answer set.
    #[must_use]
    pub fn of_set(&self, set: &Id) -> Option<&SetScores> {
        let place = self.sets.binary_search_by(|scores| scores.set.cmp(set)).ok()?;
        self.sets.get(place)
    }
}

impl UnitScores {
    /// The result of each area, in the framework's order: one row of the map of units and areas.
    pub fn areas<'a>(&'a self, framework: &'a Framework) -> impl Iterator<Item = (&'a Domain, &'a NodeScore)> {
        framework.domains.iter().filter_map(|domain| Some((domain, self.nodes.get(domain.node as usize)?)))
    }
}

/// What is scored: answers by question, from one file or from several.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// What was said, by question.
    pub given: &'a [Given],
    /// What was asked, by question.
    pub asked: &'a [bool],
    /// Whether evidence is named, by question.
    pub evidenced: &'a [bool],
    /// The target of a question, if one was set.
    pub targets: &'a (dyn Targets + Sync),
}

/// Where targets come from.
pub trait Targets: std::fmt::Debug {
    /// The target of a question.
    fn target(&self, question: u32) -> Option<&Target>;
}

impl Targets for AnswerSet {
    fn target(&self, question: u32) -> Option<&Target> {
        self.details.get(&question)?.target.as_ref()
    }
}

impl<'a> From<&'a AnswerSet> for Sheet<'a> {
    fn from(set: &'a AnswerSet) -> Self {
        Self { given: &set.given, asked: &set.asked, evidenced: &set.evidenced, targets: set }
    }
}

/// Scores everything. An answer set whose framework is missing is left out.
#[must_use]
pub fn score(assessments: &Assessments) -> Scores {
    let weights: BTreeMap<&Id, Vec<Exact>> = assessments.frameworks.iter().map(|(id, framework)| (id, gap::weights(&framework.compiled))).collect();
    let sets: Vec<SetScores> = assessments
        .answers
        .par_iter()
        .filter_map(|set| {
            let compiled = &assessments.framework_of(set)?.compiled;
            let (nodes, gaps) = weighed(compiled, weights.get(&set.framework)?, set.into());
            Some(SetScores { set: set.id.clone(), framework: set.framework.clone(), nodes, gaps })
        })
        .collect();
    let mut units = combine::units(assessments, &weights, &sets);
    let told = combine::in_terms_of_bases(assessments, &weights, &units);
    if !told.is_empty() {
        units.extend(told);
        units.sort_by(|a, b| (&a.framework, &a.unit, &a.round).cmp(&(&b.framework, &b.unit, &b.round)));
    }
    Scores { sets, units }
}

/// The results and gaps of one sheet.
#[must_use]
pub fn results(compiled: &Compiled, sheet: Sheet<'_>) -> (Arc<Vec<NodeScore>>, Arc<Vec<Gap>>) {
    weighed(compiled, &gap::weights(compiled), sheet)
}

fn weighed(compiled: &Compiled, weights: &[Exact], sheet: Sheet<'_>) -> (Arc<Vec<NodeScore>>, Arc<Vec<Gap>>) {
    let figures = node::figures(compiled, sheet);
    let gaps = gap::gaps(compiled, weights, &figures, sheet);
    let nodes = figures.into_iter().zip(&compiled.nodes).zip(0u32..).map(|((figure, node), place)| node::result(compiled, place, node, figure)).collect();
    (Arc::new(nodes), Arc::new(gaps))
}

/// A date as text, for data files.
fn date_text<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.collect_str(date),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests;
