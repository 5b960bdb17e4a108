//! What the actions cost in each year, who pays, and what it adds up to. All amounts are whole units of the currency.

use std::collections::BTreeMap;

use super::{Ground, Item, Remark, ResponsePlan};
use crate::model::Id;
use crate::model::action::Per;
use crate::model::assessment::Assessments;
use crate::model::plan::FundingSource;

/// Costs by year and over all years, for one value of what was grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals<K> {
    /// What they are the costs of.
    pub key: K,
    /// Per year of the plan.
    pub by_year: Vec<u64>,
    /// Over all years.
    pub total: u64,
    /// How many actions.
    pub actions: usize,
}

/// The costs of a plan's actions grouped by a key (area, outcome, lead, funding source), by rising key. What comes after
/// the plan is not in them.
#[must_use]
pub fn totals<K: Ord>(items: &[Item], years: u32, key: impl Fn(&Item) -> K) -> Vec<Totals<K>> {
    let mut groups: BTreeMap<K, (Vec<u64>, usize)> = BTreeMap::new();
    for item in items.iter().filter(|item| !item.is_after()) {
        let (sums, actions) = groups.entry(key(item)).or_insert_with(|| (vec![0; years as usize], 0));
        for (sum, cost) in sums.iter_mut().zip(&item.by_year) {
            *sum += cost;
        }
        *actions += 1;
    }
    groups.into_iter().map(|(key, (by_year, actions))| Totals { key, total: by_year.iter().sum(), by_year, actions }).collect()
}

impl ResponsePlan {
    /// The cost of each year, and of all.
    #[must_use]
    pub fn cost(&self) -> Totals<()> {
        let none = Totals { key: (), by_year: vec![0; self.years as usize], total: 0, actions: 0 };
        totals(&self.items, self.years, |_| ()).pop().unwrap_or(none)
    }

    /// How many of its actions have no cost, because it is not known or too large.
    #[must_use]
    pub fn uncosted(&self) -> usize {
        self.items.iter().filter(|item| !item.is_after() && item.price.yearly.is_none()).count()
    }
}

/// The plans of several units in the shape of the plan's funding table: units by outcomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollUp {
    /// The outcomes, in the order that was asked for.
    pub outcomes: Vec<Id>,
    /// One row a plan.
    pub rows: Vec<RollUpRow>,
    /// Per outcome, over all rows.
    pub totals: Vec<u64>,
    /// Over everything.
    pub total: u64,
}

/// The row of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollUpRow {
    /// The plan.
    pub plan: Id,
    /// The unit.
    pub unit: Id,
    /// Per outcome.
    pub cells: Vec<u64>,
    /// Over all outcomes.
    pub total: u64,
}

/// The newest plan of each unit and framework, in the order of their ids: the one that begins last; of equals, that of the
/// later round. Older plans of a unit are not added to it.
#[must_use]
pub fn newest<'a>(assessments: &Assessments, plans: &'a [ResponsePlan]) -> Vec<&'a ResponsePlan> {
    let age = |plan: &'a ResponsePlan| (assessments.plans.get(&plan.id).map(|decided| decided.begin), &plan.round, &plan.id);
    let same = |one: &ResponsePlan, other: &ResponsePlan| one.unit == other.unit && one.framework == other.framework;
    plans.iter().filter(|plan| plans.iter().all(|other| !same(plan, other) || age(other) <= age(plan))).collect()
}

/// Adds up plans by outcome, one row each, in the order given.
#[must_use]
pub fn roll_up<'a>(plans: impl Iterator<Item = &'a ResponsePlan>, outcomes: &[Id]) -> RollUp {
    let mut table = RollUp { outcomes: outcomes.to_vec(), rows: Vec::new(), totals: vec![0; outcomes.len()], total: 0 };
    for plan in plans {
        let by_outcome = totals(&plan.items, plan.years, |item| item.outcome.clone());
        let cells: Vec<u64> = outcomes.iter().map(|outcome| by_outcome.iter().find(|sum| sum.key == *outcome).map_or(0, |sum| sum.total)).collect();
        let total = cells.iter().sum();
        for (sum, cell) in table.totals.iter_mut().zip(&cells) {
            *sum += cell;
        }
        table.total += total;
        table.rows.push(RollUpRow { plan: plan.id.clone(), unit: plan.unit.clone(), cells, total });
    }
    table
}

/// Finds the cost and the payer of every action; a remark for what is not known, too large, or not paid.
pub(super) fn pay(ground: Ground<'_>, items: &mut [Item], remarks: &mut Vec<Remark>) {
    let plan = ground.plan;
    let counts = ground.assessments.units.get(&plan.unit).map(|unit| unit.counts).unwrap_or_default();
    let mut uncounted: BTreeMap<Per, Vec<Id>> = BTreeMap::new();
    let (mut unpaid, mut unpaid_amount) = (Vec::new(), 0u64);
    for item in items.iter_mut() {
        let price = &mut item.price;
        price.count = counts.of(price.cost.per);
        price.yearly = price.count.and_then(|count| price.cost.of(count)).map(|amount| amount.0);
        match (price.count, price.yearly) {
            (None, _) => uncounted.entry(price.cost.per).or_default().push(item.action.clone()),
            (Some(_), None) => remarks.push(Remark::TooLarge { action: item.action.clone() }),
            (Some(_), Some(yearly)) => {
                let first = item.year.saturating_sub(1) as usize;
                let due = if item.recurring { usize::MAX } else { 1 };
                item.by_year.iter_mut().skip(first).take(due).for_each(|cost| *cost = yearly);
            }
        }
        item.source = source_of(&plan.funding, item);
        if item.source.is_none() && !item.is_after() && item.total() > 0 {
            unpaid.push(item.action.clone());
            unpaid_amount += item.total();
        }
    }
    remarks.extend(uncounted.into_iter().map(|(per, actions)| Remark::Uncounted { per, actions }));
    if !plan.funding.is_empty() && !unpaid.is_empty() {
        remarks.push(Remark::Unfunded { actions: unpaid, amount: unpaid_amount });
    }
}

/// The first source that names the action; else the first for its area; else for its outcome; else the one for the rest.
fn source_of(funding: &[FundingSource], item: &Item) -> Option<usize> {
    let first = |pays: &dyn Fn(&FundingSource) -> bool| funding.iter().position(pays);
    first(&|source| source.actions.contains(&item.action))
        .or_else(|| first(&|source| source.areas.contains(&item.area)))
        .or_else(|| first(&|source| source.outcomes.contains(&item.outcome)))
        .or_else(|| first(&|source| source.rest))
}
