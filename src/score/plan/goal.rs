//! Where each question stands, where it should be, and in which year each level between is taken.

use std::collections::BTreeMap;

use super::{Edit, Ground, Item, Remark, urgency_of};
use crate::model::action::{Action, Step};
use crate::model::answers::Given;
use crate::model::compiled::Leaf;
use crate::model::exact::Mode;
use crate::model::framework::Kind;
use crate::model::plan::Phase;
use crate::model::{Exact, Id};
use crate::score::{Gap, NodeScore, Urgency, gap, leaf};

/// A question with a gap.
#[derive(Clone, Debug)]
pub struct Goal {
    /// The question's number.
    pub question: u32,
    /// The question's id.
    pub indicator: Id,
    /// Its area.
    pub area: Id,
    /// The gap as the plan has it: with the plan's own target, if there is one.
    pub gap: Gap,
    /// Its urgency: the facilitator's, if there is one, else that of the priority.
    pub urgency: Urgency,
    /// Whether the urgency is the facilitator's.
    pub overridden: bool,
    /// Whether the target is the plan's own.
    pub own_target: bool,
    /// The level it stands on: a fractional one is floored. Points and figures stand on 0 or 1.
    pub current: u32,
    /// The level to be reached.
    pub target: u32,
    /// Each level above the present one, to the target.
    pub levels: Vec<PlannedLevel>,
    /// Whether the plan reaches the target later than its date says, or not at all.
    pub late: bool,
    /// The plan's year that the target's date lies in.
    due: i64,
}

/// A level on the way to a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedLevel {
    /// The level.
    pub level: u32,
    /// The year in which it is taken, from 1: levels are taken one a year, unless the plan's targets say otherwise.
    pub planned: u32,
    /// The year by whose end it is reached, as the actions fall; `None` if an action is missing on the way.
    pub reached: Option<u32>,
    /// The actions of the plan that lift to it.
    pub actions: Vec<Id>,
}

impl Goal {
    /// The level at the end of a year of the plan, if all goes as planned.
    #[must_use]
    pub fn at_end_of(&self, year: u32) -> u32 {
        let reached = self.levels.iter().take_while(|level| level.reached.is_some_and(|reached| reached <= year)).last();
        reached.map_or(self.current, |level| level.level)
    }

    /// The year in which a level is taken.
    pub(super) fn planned(&self, level: u32) -> Option<u32> {
        self.levels.iter().find(|planned| planned.level == level).map(|planned| planned.planned)
    }

    /// The levels of a step that are above the present one and not above the target: `from` and `to`.
    pub(super) fn needed(&self, step: &Step) -> Option<(u32, u32)> {
        let (from, to) = (step.from.max(self.current), step.to.min(self.target));
        (step.indicator == self.indicator && from < to).then_some((from, to))
    }

    /// Whether an action lifts to a level.
    pub(super) fn is_lifted(&self, action: &Action, level: u32) -> bool {
        action.steps.iter().any(|step| step.indicator == self.indicator && step.from < level && level <= step.to)
    }

    /// Finds out when each level is reached: not before the actions that lift to it, nor before the level below.
    pub(super) fn reach(&mut self, items: &[Item]) {
        let mut before = Some(0);
        for level in &mut self.levels {
            let lifts = items.iter().filter(|item| item.lifts.iter().any(|lift| lift.question == self.question && lift.from < level.level && level.level <= lift.to));
            let lifting: Vec<&Item> = lifts.collect();
            level.actions = lifting.iter().map(|item| item.action.clone()).collect();
            let year = lifting.iter().map(|item| item.year).max();
            level.reached = before.zip(year).map(|(before, year)| before.max(year).max(level.planned));
            before = level.reached;
        }
        let due = self.gap.by.is_some();
        let last = self.levels.last().and_then(|level| level.reached);
        self.late = due && last.is_none_or(|last| i64::from(last) > self.due);
    }

    /// A remark for each run of levels that no action lifts to, but for those that `left` says were left out on purpose.
    pub(super) fn uncovered(&self, left: impl Fn(u32) -> bool) -> Vec<Remark> {
        let mut remarks: Vec<Remark> = Vec::new();
        for level in self.levels.iter().filter(|level| level.actions.is_empty() && !left(level.level)) {
            match remarks.last_mut() {
                Some(Remark::NoAction { to, .. }) if *to + 1 == level.level => *to = level.level,
                _ => remarks.push(Remark::NoAction { question: self.question, from: level.level - 1, to: level.level }),
            }
        }
        remarks
    }
}

/// The goals in the areas of the plan, the most urgent first; a remark for each decision about a question without a gap.
pub(super) fn goals(ground: Ground<'_>, remarks: &mut Vec<Remark>) -> Vec<Goal> {
    let Ground { plan, framework, scores, .. } = ground;
    let weights = gap::weights(&framework.compiled);
    let mut gaps: BTreeMap<u32, Gap> = scores.gaps.iter().map(|gap| (gap.question, gap.clone())).collect();
    for (question, decision) in &plan.targets {
        let Some(leaf) = framework.compiled.leaf(*question) else { continue };
        let known = gaps.remove(question).or_else(|| unaimed(ground, leaf, &weights));
        let aimed = known.zip(decision.what.last().and_then(|phase| aim(leaf, &phase.value)));
        if let Some((gap, target)) = aimed {
            gaps.insert(*question, gap.aimed(target));
        }
    }
    let mut goals: Vec<Goal> = gaps.into_values().filter_map(|gap| goal(ground, gap)).collect();
    let has = |question: &u32| goals.iter().any(|goal| goal.question == *question);
    let idle = |edit: Edit| Remark::Idle { edit, because: super::Because::NoGap };
    remarks.extend(plan.targets.keys().filter(|question| !has(question)).map(|question| idle(Edit::Target(*question))));
    remarks.extend(plan.urgencies.keys().filter(|question| !has(question)).map(|question| idle(Edit::Urgency(*question))));
    goals.sort_by(|a, b| (b.urgency, &b.gap.priority, a.question).cmp(&(a.urgency, &a.gap.priority, b.question)));
    goals
}

/// The gap of a question that counts and has no target yet, because it has no levels.
fn unaimed(ground: Ground<'_>, leaf: &Leaf, weights: &[Exact]) -> Option<Gap> {
    let node = *ground.framework.compiled.questions.get(leaf.question as usize)?;
    let score: &NodeScore = ground.scores.nodes.get(node as usize)?;
    let current = score.exact.as_ref()?.divided(&Exact::HUNDRED)?;
    Some(Gap {
        question: leaf.question,
        node,
        state: score.state,
        target: current.clone(),
        danger: gap::in_danger(leaf, &current, &Exact::ONE),
        current,
        set: true,
        by: None,
        gap: Exact::ZERO,
        most: Exact::ONE,
        distance: Exact::ZERO,
        weight: weights.get(leaf.question as usize)?.clone(),
        priority: Exact::ZERO,
        urgency: Urgency::None,
    })
}

/// A target as the question counts: a level, or a share of 1.
fn aim(leaf: &Leaf, value: &Given) -> Option<Exact> {
    match value {
        // A gated question's target is a level already; a step of a ladder is counted from 0.
        Given::Step(step) => Some(Exact::from(step + u32::from(leaf.kind == Kind::Ladder))),
        Given::Number(number) => leaf::figure_score(leaf, number).divided(&Exact::HUNDRED),
        _ => None,
    }
}

fn goal(ground: Ground<'_>, gap: Gap) -> Option<Goal> {
    let Ground { plan, framework, .. } = ground;
    if gap.gap.is_zero() {
        return None;
    }
    let indicator = framework.indicator(gap.question)?;
    let leaf = framework.compiled.leaf(gap.question)?;
    let area_node = framework.compiled.area_of(gap.node)?;
    let area = &framework.domains.iter().find(|domain| domain.node == area_node)?.id;
    if !plan.covers(area) {
        return None;
    }
    let current = gap.current.rounded(0, Mode::Floor).to_u32()?;
    let target = rung(leaf, &gap.target)?;
    let own = plan.targets.get(&gap.question);
    let phases: Vec<(u32, u32)> = match own {
        Some(decision) => decision.what.iter().filter_map(|phase: &Phase| Some((phase.year, rung(leaf, &aim(leaf, &phase.value)?)?))).collect(),
        None => vec![(u32::MAX, target)],
    };
    let levels = (current + 1..=target)
        .map(|level| PlannedLevel { level, planned: year_of(level, current, &phases), reached: None, actions: Vec::new() })
        .collect();
    let decided = plan.urgencies.get(&gap.question).map(|decision| urgency_of(decision.what));
    Some(Goal {
        question: gap.question,
        indicator: indicator.id.clone(),
        area: area.clone(),
        urgency: decided.unwrap_or(gap.urgency),
        overridden: decided.is_some(),
        own_target: own.is_some(),
        current,
        target,
        levels,
        late: false,
        due: gap.by.map_or(i64::MAX, |by| plan.begin.year_of(by)),
        gap,
    })
}

/// A target as a level that actions lift to. Where a question has no levels, any share of the whole is level 1.
fn rung(leaf: &Leaf, target: &Exact) -> Option<u32> {
    let floor = target.rounded(0, Mode::Floor);
    let up = leaf.levels().is_none() && !target.is_whole();
    floor.to_u32().map(|level| level + u32::from(up))
}

/// The year in which a level is taken. Without targets by year: one level a year from now on. With them: one level a
/// year so that each target is reached by the end of its year, and several at once where there are fewer years than levels.
fn year_of(level: u32, current: u32, phases: &[(u32, u32)]) -> u32 {
    let mut year = 0u32;
    for (by, target) in phases {
        if level <= *target && *by == u32::MAX {
            return year.saturating_add(level.saturating_sub(current)).max(1);
        }
        if level <= *target {
            return by.saturating_sub(target - level).max(year.saturating_add(1)).min(*by);
        }
        year = *by;
    }
    year.max(1)
}

#[cfg(test)]
mod tests {
    use super::year_of;

    #[test]
    fn levels_are_taken_one_a_year() {
        assert_eq!([3, 4, 5].map(|level| year_of(level, 2, &[(u32::MAX, 5)])), [1, 2, 3]);
    }

    #[test]
    fn targets_by_year_set_the_pace() {
        // Level 2 by the end of year 1 and level 4 by the end of year 3.
        assert_eq!([2, 3, 4].map(|level| year_of(level, 1, &[(1, 2), (3, 4)])), [1, 2, 3]);
        // Two levels in one year, where the target says so.
        assert_eq!([2, 3, 4].map(|level| year_of(level, 1, &[(1, 3), (2, 4)])), [1, 1, 2]);
        // A phase that is reached already; then two levels in one year.
        assert_eq!([4, 5].map(|level| year_of(level, 3, &[(1, 3), (2, 5)])), [2, 2]);
        // A target that is meant for later is not reached before.
        assert_eq!([4, 5].map(|level| year_of(level, 3, &[(1, 4), (3, 5)])), [1, 3]);
    }
}
