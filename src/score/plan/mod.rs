//! The response plan: from gaps through the action library to what is done in which year, for how much and paid by whom.
//!
//! In: a unit's results, the action library and a facilitator's decisions ([`model::plan`](crate::model::plan)). Out: a
//! [`ResponsePlan`], plain data without wording. An action at level s is needed if s is above the present level and not
//! above the target; levels are taken one a year, so a one-time action falls in year s − present level and a recurring
//! one in every year from then; an action never begins before one that it needs. Money is whole units of the currency.

mod choose;
mod goal;
mod money;
mod stability;

use std::collections::BTreeSet;

use super::{Scores, Urgency};
use crate::model::action::{Action, Cost, Library, Per};
use crate::model::assessment::Assessments;
use crate::model::plan::{Plan, UrgencyWord};
use crate::model::{Exact, Id};

pub use goal::{Goal, PlannedLevel};
pub use money::{RollUp, RollUpRow, Totals, newest, roll_up, totals};
pub use stability::{RankedTopics, Stability};

/// A response plan as it comes out.
#[derive(Clone, Debug)]
pub struct ResponsePlan {
    /// Its id.
    pub id: Id,
    /// The framework whose gaps it closes.
    pub framework: Id,
    /// The unit.
    pub unit: Id,
    /// The round whose results it starts from.
    pub round: String,
    /// How many years it has.
    pub years: u32,
    /// The questions with a gap in the areas of the plan, the most urgent first.
    pub goals: Vec<Goal>,
    /// The actions in order: by year, then what is urgent, each after those that it needs. Those with a year beyond
    /// `years` come after the plan.
    pub items: Vec<Item>,
    /// Needed actions that the facilitator left out.
    pub dropped: Vec<Id>,
    /// Actions of the library in the areas of the plan that no gap asks for.
    pub unneeded: Vec<(Id, Why)>,
    /// What somebody should look at.
    pub remarks: Vec<Remark>,
    /// Whether the most urgent topics depend on the rule by which a topic is made of its questions.
    pub stability: Option<Stability>,
}

/// An action in a plan.
#[derive(Clone, Debug)]
pub struct Item {
    /// The action.
    pub action: Id,
    /// Why it is in the plan.
    pub origin: Origin,
    /// Its area.
    pub area: Id,
    /// The outcome that it counts for.
    pub outcome: Id,
    /// The activity that it belongs to.
    pub activity: Id,
    /// Which questions it lifts here, and over which levels.
    pub lifts: Vec<Lift>,
    /// The highest urgency of the gaps that it helps to close.
    pub urgency: Urgency,
    /// The highest priority of those gaps, 0 to 1.
    pub priority: Exact,
    /// The year that the levels or the facilitator ask for, from 1.
    pub wanted: u32,
    /// Its first year, from 1; later than `wanted` where it waits for another action.
    pub year: u32,
    /// The action that it waits for, if it waits.
    pub waits_for: Option<Id>,
    /// Months from the beginning of its year to its start, 0 to 11.
    pub start: u32,
    /// Whether it is due again in every year from its first.
    pub recurring: bool,
    /// What it needs first, and what became of that.
    pub needs: Vec<(Id, Need)>,
    /// What it costs a year, and how that comes about.
    pub price: Price,
    /// Its cost in each year of the plan.
    pub by_year: Vec<u64>,
    /// Who pays: a place in the plan's funding sources.
    pub source: Option<usize>,
}

impl Item {
    /// Its cost over all years of the plan.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.by_year.iter().sum()
    }

    /// Whether it comes after the plan.
    #[must_use]
    pub fn is_after(&self) -> bool {
        u32::try_from(self.by_year.len()).is_ok_and(|years| self.year > years)
    }
}

/// Why an action is in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A gap asks for it.
    Gap,
    /// The facilitator took it from the library.
    Added,
    /// The facilitator wrote it for this plan.
    Own,
}

impl Origin {
    /// The word in data files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Added => "added",
            Self::Own => "own",
        }
    }
}

/// The levels of a question that an action lifts in a plan: `from + 1` to `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lift {
    /// The question's number.
    pub question: u32,
    /// The level before.
    pub from: u32,
    /// The level after.
    pub to: u32,
}

/// What became of an action that another one needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It is in the plan, in this year.
    Planned(u32),
    /// All that it lifts has been reached.
    Done,
    /// The facilitator left it out.
    Dropped,
    /// It is not in the plan.
    Outside,
}

impl Need {
    /// The word in data files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned(_) => "planned",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::Outside => "outside",
        }
    }
}

/// Why an action of the library is not in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// All that it lifts has been reached.
    Reached,
    /// What it lifts is above the target.
    Above,
    /// None of its questions counts here.
    NotAsked,
}

impl Why {
    /// The word in data files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Above => "above_target",
            Self::NotAsked => "not_asked",
        }
    }
}

/// How the cost of a year comes about: `unit × quantity × count`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Unit cost, quantity and multiplier.
    pub cost: Cost,
    /// The unit's number of what it is multiplied by; `None` if it is not known.
    pub count: Option<u32>,
    /// The cost of one year; `None` if it is not known or too large.
    pub yearly: Option<u64>,
    /// Whether the facilitator changed it.
    pub recosted: bool,
}

/// What somebody should look at in a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// No action lifts a question from level to level.
    NoAction {
        /// The question's number.
        question: u32,
        /// The level before.
        from: u32,
        /// The level after.
        to: u32,
    },
    /// An action needs another one that is not in the plan and is not done.
    Outside {
        /// The action.
        action: Id,
        /// What it needs.
        needs: Id,
    },
    /// The facilitator wants an action earlier than what it needs.
    TooEarly {
        /// The action.
        action: Id,
        /// The year that was asked for.
        wanted: u32,
        /// The year in which it can begin.
        year: u32,
        /// What it waits for.
        waits_for: Id,
    },
    /// Costs are multiplied by something that the unit's file does not count.
    Uncounted {
        /// What.
        per: Per,
        /// The actions.
        actions: Vec<Id>,
    },
    /// The cost of an action is too large for any budget.
    TooLarge {
        /// The action.
        action: Id,
    },
    /// There are funding sources, and none pays these.
    Unfunded {
        /// The actions.
        actions: Vec<Id>,
        /// What they cost over the plan.
        amount: u64,
    },
    /// A facilitator's edit changes nothing.
    Idle {
        /// The edit.
        edit: Edit,
        /// What makes it idle.
        because: Because,
    },
}

impl Remark {
    /// The word in data files.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::NoAction { .. } => "no_action",
            Self::Outside { .. } => "outside",
            Self::TooEarly { .. } => "too_early",
            Self::Uncounted { .. } => "uncounted",
            Self::TooLarge { .. } => "too_large",
            Self::Unfunded { .. } => "unfunded",
            Self::Idle { .. } => "idle_edit",
        }
    }
}

/// One edit of a plan, by what it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// An action is left out.
    Drop(Id),
    /// An action is added.
    Add(Id),
    /// An action is moved.
    Move(Id),
    /// An action costs something else.
    Recost(Id),
    /// The urgency of a question's gap.
    Urgency(u32),
    /// The target of a question.
    Target(u32),
}

/// Why an edit changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// The action is not in the plan.
    NotInPlan,
    /// A gap asks for the action already.
    Needed,
    /// The question has no gap in the areas of the plan.
    NoGap,
}

/// What a plan is made from.
#[derive(Clone, Copy, Debug)]
struct Ground<'a> {
    plan: &'a Plan,
    assessments: &'a Assessments,
    framework: &'a crate::model::framework::Framework,
    scores: &'a super::UnitScores,
}

impl Ground<'_> {
    fn library(&self) -> &Library {
        &self.assessments.actions
    }
}

/// An action of a plan by its id: the plan's own, else the library's.
#[must_use]
pub fn action<'a>(assessments: &'a Assessments, plan: &'a Plan, id: &Id) -> Option<&'a Action> {
    let own = plan.own.iter().map(|own| &own.what.action).find(|action| action.id == *id);
    own.or_else(|| assessments.actions.get(id))
}

/// Every plan, by id. A plan whose unit has no result is left out.
#[must_use]
pub fn plans(assessments: &Assessments, scores: &Scores) -> Vec<ResponsePlan> {
    let made = assessments.plans.values().filter_map(|plan| {
        let framework = assessments.frameworks.get(&plan.framework)?;
        let same = |unit: &&super::UnitScores| (&unit.framework, &unit.unit, &unit.round) == (&plan.framework, &plan.unit, &plan.round);
        let scores = scores.units.iter().find(same)?;
        Some(made(Ground { plan, assessments, framework, scores }))
    });
    made.collect()
}

fn made(ground: Ground<'_>) -> ResponsePlan {
    let plan = ground.plan;
    let mut remarks = Vec::new();
    let mut goals = goal::goals(ground, &mut remarks);
    let chosen = choose::choose(ground, &goals, &mut remarks);
    let mut items = choose::in_order(ground, &goals, chosen.items, &chosen.dropped, &mut remarks);
    money::pay(ground, &mut items, &mut remarks);
    let dropped: BTreeSet<&Id> = chosen.dropped.iter().collect();
    for goal in &mut goals {
        goal.reach(&items);
        remarks.extend(goal.uncovered(|step| dropped.iter().any(|id| ground.library().get(*id).is_some_and(|action| goal.is_lifted(action, step)))));
    }
    remarks.sort();
    ResponsePlan {
        id: plan.id.clone(),
        framework: plan.framework.clone(),
        unit: plan.unit.clone(),
        round: plan.round.clone(),
        years: plan.years,
        stability: stability::stability(ground, &goals),
        unneeded: chosen.unneeded,
        dropped: chosen.dropped,
        goals,
        items,
        remarks,
    }
}

/// A facilitator's word as an urgency.
fn urgency_of(word: UrgencyWord) -> Urgency {
    match word {
        UrgencyWord::High => Urgency::High,
        UrgencyWord::Medium => Urgency::Medium,
        UrgencyWord::Low => Urgency::Low,
    }
}

#[cfg(test)]
mod tests;
