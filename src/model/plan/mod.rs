//! Response plans as meant: what a facilitator decided about the plan that follows from gaps and the action library.
//!
//! The plan itself (which actions, in which year, for how much) is computed by the scoring stage; here are its horizon,
//! its funding sources and the facilitator's edits, each with its reason. So a plan survives new answers and a new
//! library: it is made anew, and the edits are applied to it.

mod read;

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value as Json, json};

use super::action::{Action, Cost};
use super::answers::{Audience, Given, Visibility};
use super::{Date, Id, Text};
use crate::diag::{Code, Diagnostic};
use crate::load::decode::{Decode, scalar, words};
use crate::load::yaml::Node;
use crate::source::Span;

pub(super) use read::{Against, plans, starts_from};

/// The longest plan.
pub const MOST_YEARS: u32 = 10;
/// The latest year that an action can be moved to, counted from the plan's first.
pub const LAST_YEAR: u32 = 20;

words! {
    /// What a public plan shows besides actions and costs.
    pub enum Published as "something that a plan can publish" {
        /// Why the facilitator decided so.
        Reasons = "reasons",
    }
}

words! {
    /// How urgent a gap is, in a facilitator's word.
    pub enum UrgencyWord as "an urgency" {
        /// High.
        High = "high",
        /// Medium.
        Medium = "medium",
        /// Low.
        Low = "low",
    }
}

/// When the first year of a plan begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Begin {
    /// The calendar year.
    pub year: u32,
    /// The month, 1 to 12.
    pub month: u32,
}

impl Begin {
    /// Reads `2027` or `2027-07`.
    fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-').unwrap_or((text, "01"));
        let digits = |text: &str, length: usize| (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten();
        let (year, month) = (digits(year, 4)?, digits(month, 2)?);
        ((1900..=2200).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The plan's year that a day lies in: 1 in the first; 0 or less before the plan.
    #[must_use]
    pub fn year_of(self, day: Date) -> i64 {
        let months = (i64::from(day.0.year()) - i64::from(self.year)) * 12 + i64::from(day.0.month()) - i64::from(self.month);
        months.div_euclid(12) + 1
    }
}

impl fmt::Display for Begin {
    /// `2027-07`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month)
    }
}

impl Decode for Begin {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let text = scalar(node, "a year or month", faults)?;
        Self::parse(text).or_else(|| {
            faults.push(
                Diagnostic::error(Code::BadDate, node.span, format!("`{text}` is not a year or month"))
                    .hint("write when the first year begins: a year `2027`, or a month `2027-07`"),
            );
            None
        })
    }
    fn schema() -> Json {
        json!({"type": ["integer", "string"], "pattern": "^[0-9]{4}(-[0-9]{2})?$"})
    }
}

/// A facilitator's decision with its reason.
#[derive(Clone, Debug)]
pub struct Decision<T> {
    /// What was decided.
    pub what: T,
    /// Why; `None` only where a public build does not show it.
    pub reason: Option<Text>,
    /// Where it was written.
    pub span: Span,
}

/// Who pays.
#[derive(Clone, Debug)]
pub struct FundingSource {
    /// Its id.
    pub id: Id,
    /// What readers see.
    pub title: Text,
    /// The actions that it pays by name.
    pub actions: Vec<Id>,
    /// The areas that it pays.
    pub areas: Vec<Id>,
    /// The outcomes that it pays.
    pub outcomes: Vec<Id>,
    /// Whether it pays all that no other source pays.
    pub rest: bool,
}

/// A target by the end of a year of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// The step or level to be reached, or the points or figure as a number, as in [`answers`](super::answers::Target).
    pub value: Given,
    /// By the end of which year, from 1.
    pub year: u32,
}

/// An action that no library has.
#[derive(Clone, Debug)]
pub struct OwnAction {
    /// The action.
    pub action: Action,
    /// Its year, from 1.
    pub year: u32,
}

/// A response plan's decisions.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its id: the file's name.
    pub id: Id,
    /// The framework whose gaps it closes.
    pub framework: Id,
    /// The unit.
    pub unit: Id,
    /// The round whose results it starts from.
    pub round: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether a public build shows the reasons.
    pub publishes_reasons: bool,
    /// When its first year begins.
    pub begin: Begin,
    /// How many years it has, 1 to [`MOST_YEARS`].
    pub years: u32,
    /// The areas that it covers; empty: all.
    pub areas: Vec<Id>,
    /// Who pays, in order.
    pub funding: Vec<FundingSource>,
    /// Targets by question number, each with rising years and the reason of the last.
    pub targets: BTreeMap<u32, Decision<Vec<Phase>>>,
    /// Urgencies by question number.
    pub urgencies: BTreeMap<u32, Decision<UrgencyWord>>,
    /// Actions left out.
    pub drops: BTreeMap<Id, Decision<()>>,
    /// Actions of the library that no gap asks for, with their year.
    pub adds: BTreeMap<Id, Decision<u32>>,
    /// Actions in another year.
    pub moves: BTreeMap<Id, Decision<u32>>,
    /// Actions with another cost.
    pub recosts: BTreeMap<Id, Decision<Cost>>,
    /// Actions of this plan alone.
    pub own: Vec<Decision<OwnAction>>,
    /// Its file.
    pub span: Span,
}

impl Plan {
    /// What `audience` may see of it; `None` if nothing. `cleared` says whether everybody may see all answers that it
    /// starts from: a plan tells where each question stands.
    #[must_use]
    pub fn for_audience(mut self, audience: Audience, cleared: bool) -> Option<Self> {
        if audience == Audience::Internal {
            return Some(self);
        }
        if self.visibility == Visibility::Internal || !cleared {
            return None;
        }
        if !self.publishes_reasons {
            self.targets.values_mut().for_each(|edit| edit.reason = None);
            self.urgencies.values_mut().for_each(|edit| edit.reason = None);
            self.drops.values_mut().for_each(|edit| edit.reason = None);
            self.adds.values_mut().chain(self.moves.values_mut()).for_each(|edit| edit.reason = None);
            self.recosts.values_mut().for_each(|edit| edit.reason = None);
            self.own.iter_mut().for_each(|edit| edit.reason = None);
        }
        Some(self)
    }

    /// Whether it covers an area.
    #[must_use]
    pub fn covers(&self, area: &Id) -> bool {
        self.areas.is_empty() || self.areas.contains(area)
    }
}

#[cfg(test)]
mod tests {
    use super::Begin;
    use crate::model::Date;

    #[test]
    fn a_plan_begins_with_a_year_or_a_month() {
        let parsed = |text: &str| Begin::parse(text).map(|begin| begin.to_string());
        assert_eq!(parsed("2027").as_deref(), Some("2027-01"));
        assert_eq!(parsed("2027-07").as_deref(), Some("2027-07"));
        for wrong in ["27", "2027-7", "2027-13", "2027-00", "2027-01-01", "+202", "20２7", "1027"] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_lies_in_a_year_of_the_plan() {
        let begin = Begin { year: 2027, month: 7 };
        let year = |text: &str| begin.year_of(Date(text.parse().expect("a date")));
        assert_eq!(["2027-06-30", "2027-07-01", "2028-06-30", "2028-07-01", "2026-06-30"].map(year), [0, 1, 1, 2, -1]);
    }
}
