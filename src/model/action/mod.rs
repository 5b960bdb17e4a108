//! The action library as meant: what lifts a question from level to level, what has to come first, and what it costs.
//!
//! In: `content/actions/<area>.yaml` as trees, and everything that actions refer to. Out: the actions by id. A step
//! names a question of any framework; its levels count as the question does.

mod read;

use std::collections::BTreeMap;

use super::{Amount, Id, Text};
use crate::load::decode::words;
use crate::source::Span;

pub(super) use read::{Against, actions, circles, cost, resolved, section};

words! {
    /// What the cost of an action is multiplied by.
    pub enum Per as "a multiplier of a cost" {
        /// Nothing: it is paid once, or once a year.
        Once = "once",
        /// The posts of the unit.
        Post = "post",
        /// The centres of the unit.
        Centre = "centre",
        /// The people that the unit serves.
        Person = "person",
    }
}

/// The largest cost of one action in one year, in whole units of the currency: with it, sums over any plan stay exact.
pub const MOST_COST: u64 = 1_000_000_000_000;

/// The action library: actions by id.
pub type Library = BTreeMap<Id, Action>;

/// An action as meant.
#[derive(Clone, Debug)]
pub struct Action {
    /// Its id, unique in the site.
    pub id: Id,
    /// Its area: that of the first question that it lifts; for an action of one plan alone, as the plan says.
    pub area: Id,
    /// What readers see.
    pub title: Text,
    /// One or two sentences.
    pub summary: Option<Text>,
    /// What it lifts; empty only for an action of one plan alone.
    pub steps: Vec<Step>,
    /// The plan's activity that it belongs to.
    pub activity: Id,
    /// The outcome of that activity.
    pub outcome: Id,
    /// Procedures, each perhaps with a heading.
    pub sops: Vec<(Id, Option<String>)>,
    /// Good practices.
    pub practices: Vec<Id>,
    /// Actions that come first; never a circle.
    pub after: Vec<Id>,
    /// Who does it.
    pub lead: Text,
    /// Who helps.
    pub partners: Option<Text>,
    /// Whether it is due again in every year from its first.
    pub recurring: bool,
    /// Months from the beginning of its year to its start, 0 to 11.
    pub start: u32,
    /// What it costs.
    pub cost: Cost,
    /// Whether its cost and details are examples.
    pub illustrative: bool,
    /// Where its cost is from.
    pub source: Option<String>,
    /// Where its id stands.
    pub span: Span,
}

/// What an action lifts: the levels `from + 1` to `to` of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The question's id.
    pub indicator: Id,
    /// The level before, as the question counts.
    pub from: u32,
    /// The level after, above `from`.
    pub to: u32,
}

/// The cost of an action in one year: `unit × quantity × count of per`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// What one costs, in whole units of the site's currency.
    pub unit: Amount,
    /// How many for each `per`, at least 1.
    pub quantity: u32,
    /// What it is multiplied by.
    pub per: Per,
}

impl Cost {
    /// The cost of one year where `count` is the unit's number of `per`; `None` if it is over [`MOST_COST`].
    #[must_use]
    pub fn of(self, count: u32) -> Option<Amount> {
        let cost = self.unit.0.checked_mul(u64::from(self.quantity))?.checked_mul(u64::from(count))?;
        (cost <= MOST_COST).then_some(Amount(cost))
    }
}
