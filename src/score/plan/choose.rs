//! Which actions a plan has, in which year each begins, and in which order they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::{Because, Edit, Goal, Ground, Item, Lift, Need, Origin, Price, Remark, Why};
use crate::model::action::Action;
use crate::model::{Exact, Id};
use crate::score::Urgency;

/// The actions of a plan, not in order yet, and those that are not in it.
pub(super) struct Chosen {
    pub(super) items: Vec<Item>,
    pub(super) dropped: Vec<Id>,
    pub(super) unneeded: Vec<(Id, Why)>,
}

/// Chooses the actions: those that a gap asks for, then the facilitator's.
pub(super) fn choose(ground: Ground<'_>, goals: &[Goal], remarks: &mut Vec<Remark>) -> Chosen {
    let plan = ground.plan;
    let mut chosen = Chosen { items: Vec::new(), dropped: Vec::new(), unneeded: Vec::new() };
    for (id, action) in ground.library() {
        let lifts = lifts(action, goals);
        let first = lifts.iter().filter_map(|lift| goals.iter().find(|goal| goal.question == lift.question)?.planned(lift.from + 1)).min();
        let added = plan.adds.get(id);
        match (first, added) {
            (Some(_), _) if plan.drops.contains_key(id) => chosen.dropped.push(id.clone()),
            (Some(year), _) => chosen.items.push(item(ground, goals, action, Origin::Gap, lifts, year)),
            (None, Some(added)) => chosen.items.push(item(ground, goals, action, Origin::Added, lifts, added.what)),
            (None, None) if plan.covers(&action.area) => chosen.unneeded.push((id.clone(), why(ground, action))),
            (None, None) => {}
        }
        if first.is_some() && added.is_some() {
            remarks.push(Remark::Idle { edit: Edit::Add(id.clone()), because: Because::Needed });
        }
    }
    for own in &plan.own {
        let action = &own.what.action;
        let lifts = lifts(action, goals);
        chosen.items.push(item(ground, goals, action, Origin::Own, lifts, own.what.year));
    }
    let in_plan: BTreeSet<&Id> = chosen.items.iter().map(|item| &item.action).collect();
    let idle = |edit: Edit| Remark::Idle { edit, because: Because::NotInPlan };
    let missing = |id: &&Id| ground.library().contains_key(*id) && !in_plan.contains(*id);
    remarks.extend(plan.moves.keys().filter(missing).map(|id| idle(Edit::Move(id.clone()))));
    remarks.extend(plan.recosts.keys().filter(missing).map(|id| idle(Edit::Recost(id.clone()))));
    let dropped = |id: &&Id| ground.library().contains_key(*id) && !chosen.dropped.contains(*id);
    remarks.extend(plan.drops.keys().filter(dropped).map(|id| idle(Edit::Drop(id.clone()))));
    chosen
}

/// What an action lifts in this plan.
fn lifts(action: &Action, goals: &[Goal]) -> Vec<Lift> {
    let lift = |goal: &Goal| {
        let needed = action.steps.iter().filter_map(|step| goal.needed(step));
        needed.map(|(from, to)| Lift { question: goal.question, from, to }).collect::<Vec<_>>()
    };
    goals.iter().flat_map(lift).collect()
}

fn item(ground: Ground<'_>, goals: &[Goal], action: &Action, origin: Origin, lifts: Vec<Lift>, year: u32) -> Item {
    let plan = ground.plan;
    let helped = || goals.iter().filter(|goal| lifts.iter().any(|lift| lift.question == goal.question));
    let wanted = plan.moves.get(&action.id).map_or(year, |decision| decision.what);
    let recost = plan.recosts.get(&action.id).map(|decision| decision.what);
    Item {
        action: action.id.clone(),
        origin,
        area: action.area.clone(),
        outcome: action.outcome.clone(),
        activity: action.activity.clone(),
        urgency: helped().map(|goal| goal.urgency).max().unwrap_or(Urgency::None),
        priority: helped().map(|goal| goal.gap.priority.clone()).max().unwrap_or(Exact::ZERO),
        lifts,
        wanted,
        year: wanted,
        waits_for: None,
        start: action.start,
        recurring: action.recurring,
        needs: Vec::new(),
        price: Price { cost: recost.unwrap_or(action.cost), count: None, yearly: None, recosted: recost.is_some() },
        by_year: vec![0; plan.years as usize],
        source: None,
    }
}

/// Why no gap asks for an action: from where its questions stand.
fn why(ground: Ground<'_>, action: &Action) -> Why {
    match is_done(ground, action) {
        Some(true) => Why::Reached,
        Some(false) => Why::Above,
        None => Why::NotAsked,
    }
}

/// Whether all that an action lifts has been reached; `None` if none of its questions counts here.
fn is_done(ground: Ground<'_>, action: &Action) -> Option<bool> {
    let Ground { framework, scores, .. } = ground;
    let done = action.steps.iter().filter_map(|step| {
        let question = framework.find(step.indicator.as_str())?.number;
        let gap = scores.gaps.binary_search_by_key(&question, |gap| gap.question).ok().and_then(|place| scores.gaps.get(place))?;
        Some(gap.current >= Exact::from(step.to))
    });
    done.reduce(|all, one| all && one)
}

/// Puts the actions into their years and in order: none before what it needs, not by a year and not by a month.
pub(super) fn in_order(ground: Ground<'_>, goals: &[Goal], items: Vec<Item>, dropped: &[Id], remarks: &mut Vec<Remark>) -> Vec<Item> {
    let mut waiting: BTreeMap<Id, Item> = items.into_iter().map(|item| (item.action.clone(), item)).collect();
    let after: BTreeMap<Id, Vec<Id>> = waiting
        .keys()
        .filter_map(|id| Some((id.clone(), super::action(ground.assessments, ground.plan, id)?.after.clone())))
        .collect();
    let needs_of = |id: &Id| after.get(id).map_or(&[][..], Vec::as_slice);
    let mut settled: BTreeMap<Id, Item> = BTreeMap::new();
    // What is needed has its year before what needs it. Needs never go in a circle; if they did, the rest would stay as it is.
    while let Some(next) = waiting.keys().find(|id| needs_of(id).iter().all(|first| !waiting.contains_key(first))).cloned() {
        let Some(mut item) = waiting.remove(&next) else { break };
        for first in needs_of(&next) {
            let need = match settled.get(first) {
                Some(first) => {
                    if first.year > item.year {
                        item.year = first.year;
                        item.waits_for = Some(first.action.clone());
                    }
                    Need::Planned(first.year)
                }
                None if dropped.contains(first) => Need::Dropped,
                None => match ground.library().get(first).map(|action| is_done(ground, action)) {
                    Some(Some(true)) => Need::Done,
                    _ => Need::Outside,
                },
            };
            if need == Need::Outside {
                remarks.push(Remark::Outside { action: next.clone(), needs: first.clone() });
            }
            item.needs.push((first.clone(), need));
        }
        // In the same year not before it in months either.
        let same_year = needs_of(&next).iter().filter_map(|first| settled.get(first)).filter(|first| first.year == item.year);
        item.start = same_year.map(|first| first.start).max().unwrap_or(0).max(item.start);
        // Where a level asks for the year, waiting is the rule; where a person asked for it, they should know.
        let asked = item.origin != Origin::Gap || ground.plan.moves.contains_key(&next);
        if let Some(waits_for) = item.waits_for.as_ref().filter(|_| asked) {
            remarks.push(Remark::TooEarly { action: next.clone(), wanted: item.wanted, year: item.year, waits_for: waits_for.clone() });
        }
        settled.insert(next, item);
    }
    settled.extend(waiting);
    sorted(goals, settled, &after)
}

/// By year, then the most urgent first, each after what it needs.
fn sorted(goals: &[Goal], mut items: BTreeMap<Id, Item>, after: &BTreeMap<Id, Vec<Id>>) -> Vec<Item> {
    // Equally urgent actions stand in the order of the goals that they serve.
    let place = |item: &Item| goals.iter().position(|goal| item.lifts.iter().any(|lift| lift.question == goal.question)).unwrap_or(goals.len());
    let mut ranks: Vec<(u32, usize, u32, u32, Id)> =
        items.values().map(|item| (item.year, place(item), item.lifts.iter().map(|lift| lift.from).min().unwrap_or(0), item.start, item.action.clone())).collect();
    ranks.sort();
    let mut sorted = Vec::with_capacity(items.len());
    while !items.is_empty() {
        let ready = |id: &Id| after.get(id).is_none_or(|needs| needs.iter().all(|first| !items.contains_key(first)));
        let next = ranks.iter().map(|(.., id)| id).find(|id| items.contains_key(*id) && ready(id));
        let next = next.or_else(|| ranks.iter().map(|(.., id)| id).find(|id| items.contains_key(*id))).cloned();
        match next.and_then(|id| items.remove(&id)) {
            Some(item) => sorted.push(item),
            None => break,
        }
    }
    sorted
}
