//! From plan files to plans, with every fault of every file.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decision, FundingSource, LAST_YEAR, MOST_YEARS, OwnAction, Phase, Plan, Published};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::Entry;
use crate::load::decode::{Decode, NonEmpty};
use crate::load::raw::{action as raw_action, plan as raw};
use crate::model::action::{self, Library};
use crate::model::answers::{AnswerSet, Given, Visibility, target};
use crate::model::framework::{Framework, Indicator};
use crate::model::names::Named;
use crate::model::questionnaire::Frameworks;
use crate::model::site::unique;
use crate::model::unit::Unit;
use crate::model::{EntryKind, Exact, Id, Text};
use crate::source::{Loc, Span};

/// What plans are read against.
#[derive(Clone, Copy)]
pub(in crate::model) struct Against<'a> {
    pub(in crate::model) actions: action::Against<'a>,
    pub(in crate::model) library: &'a Library,
    pub(in crate::model) broken_frameworks: &'a BTreeSet<Id>,
    pub(in crate::model) units: &'a BTreeMap<Id, Unit>,
    pub(in crate::model) broken_units: &'a BTreeSet<Id>,
    pub(in crate::model) answers: &'a [AnswerSet],
    /// Whether an answer file could not be read, so that there may be answers that are not known.
    pub(in crate::model) broken_answers: bool,
}

/// Reads the plans. One that cannot be understood is left out.
pub(in crate::model) fn plans(files: &[Entry], against: Against<'_>, faults: &mut Vec<Diagnostic>) -> BTreeMap<Id, Plan> {
    let mut plans: BTreeMap<Id, Plan> = BTreeMap::new();
    for file in files {
        let Some(plan) = raw::Plan::decode(&file.node, faults).and_then(|raw| plan(&file.id, raw, against, faults)) else { continue };
        let same = |other: &&Plan| (&other.framework, &other.unit, &other.round) == (&plan.framework, &plan.unit, &plan.round);
        if let Some(first) = plans.values().find(same) {
            faults.push(
                Diagnostic::error(Code::DuplicateId, plan.span, format!("`{}` has two plans for `{}`", plan.unit, plan.round))
                    .label("this one")
                    .related(first.span, "and this one")
                    .hint("keep one of them"),
            );
        }
        plans.insert(plan.id.clone(), plan);
    }
    plans
}

fn plan(id: &Loc<Id>, raw: raw::Plan, against: Against<'_>, faults: &mut Vec<Diagnostic>) -> Option<Plan> {
    let context = against.actions.context;
    let known = Frameworks { all: against.actions.frameworks, broken: against.broken_frameworks };
    let framework = known.find(&raw.framework, faults);
    let unit_known = against.units.contains_key(&raw.unit.value);
    if !unit_known && !against.broken_units.contains(&raw.unit.value) {
        faults.push(
            Diagnostic::error(Code::MissingReference, raw.unit.span, format!("there is no unit `{}`", raw.unit.value))
                .hint(suggest(raw.unit.as_str(), against.units.keys().map(Id::as_str))),
        );
    }
    if !(1..=MOST_YEARS).contains(&raw.years.value) {
        faults.push(
            Diagnostic::error(Code::BadValue, raw.years.span, format!("a plan of {} years", raw.years.value))
                .hint(format!("plan 1 to {MOST_YEARS} years; what comes later is listed as after the plan")),
        );
    }
    context.names.check_all(Named::Entry(EntryKind::Area), &raw.areas, faults);
    let own_ids: BTreeSet<Id> = raw.own.iter().map(|own| own.id.value.clone()).collect();
    let funding = funding(raw.funding, &own_ids, against, faults);
    let own = own(raw.own, &own_ids, against, faults);
    let drops: BTreeMap<_, _> = edits(raw.drop.into_iter().map(|edit| (edit.action, edit.reason, ())), "dropped", against, faults);
    let (adds, moves) = (years(raw.add, faults), years(raw.r#move, faults));
    let adds = edits(adds.into_iter(), "added", against, faults);
    let moves = edits(moves.into_iter(), "moved", against, faults);
    let recosts: Vec<_> = raw.recost.into_iter().map(|edit| (edit.action, edit.reason, action::cost(&edit.cost, faults))).collect();
    let recosts = edits(recosts.into_iter(), "costed", against, faults);
    for (other, words) in [(spans(&adds), "added"), (spans(&moves), "moved"), (spans(&recosts), "costed")] {
        for (action, span) in other {
            if let Some(drop) = drops.get(action) {
                faults.push(
                    Diagnostic::error(Code::BadValue, span, format!("`{action}` cannot be both dropped and {words}"))
                        .related(drop.span, "dropped here")
                        .hint("remove one of the two"),
                );
            }
        }
    }
    let framework = framework?;
    for area in &raw.areas {
        if !framework.domains.iter().any(|domain| domain.id == area.value) && !framework.may_hold(area.as_str()) && context.names.knows(Named::Entry(EntryKind::Area), area.as_str()) {
            faults.push(
                Diagnostic::error(Code::UnknownArea, area.span, format!("framework `{}` has no area `{}`", framework.id, area.value))
                    .hint(suggest(area.as_str(), framework.domains.iter().map(|domain| domain.id.as_str()))),
            );
        }
    }
    let targets = targets(raw.targets, framework, against, faults);
    let mut urgencies = BTreeMap::new();
    for edit in raw.urgency {
        context.texts([&edit.reason], faults);
        let Some(indicator) = question(&edit.indicator, framework, faults) else { continue };
        let decision = Decision { what: edit.urgency, reason: Some(edit.reason), span: edit.indicator.span };
        if let Some(first) = urgencies.insert(indicator.number, decision) {
            faults.push(twice(&edit.indicator, first.span, "has two urgencies"));
        }
    }
    let has_answers = against.answers.iter().any(|set| set.framework == framework.id && set.unit == raw.unit.value && set.round == raw.round.value);
    if unit_known && !has_answers && !against.broken_answers {
        let rounds: BTreeSet<&str> =
            against.answers.iter().filter(|set| set.framework == framework.id && set.unit == raw.unit.value).map(|set| set.round.as_str()).collect();
        faults.push(
            Diagnostic::error(Code::MissingReference, raw.round.span, format!("there are no answers of `{}` in `{}`", raw.unit.value, raw.round.value))
                .hint(if rounds.is_empty() {
                    String::from("a plan starts from answers: put them in `assessments/answers/`")
                } else {
                    suggest(&raw.round, rounds)
                }),
        );
        return None;
    }
    let plan = Plan {
        id: id.value.clone(),
        framework: framework.id.clone(),
        unit: raw.unit.value,
        round: raw.round.value,
        visibility: raw.visibility.unwrap_or(Visibility::Internal),
        publishes_reasons: raw.publish.contains(&Published::Reasons),
        begin: raw.begin,
        years: raw.years.value.clamp(1, MOST_YEARS),
        areas: raw.areas.into_iter().map(|area| area.value).collect(),
        funding,
        targets,
        urgencies,
        drops,
        adds,
        moves,
        recosts,
        own,
        span: id.span,
    };
    withheld(&plan, against, faults);
    unit_known.then_some(plan)
}

/// A public plan of answers that are not public is not shown in public; its author should know.
fn withheld(plan: &Plan, against: Against<'_>, faults: &mut Vec<Diagnostic>) {
    if plan.visibility == Visibility::Public
        && let Some(set) = against.answers.iter().find(|set| starts_from(plan, set) && set.visibility == Visibility::Internal)
    {
        faults.push(
            Diagnostic::warning(Code::PlanEdit, plan.span, format!("plan `{}` is public, but answers that it starts from are internal", plan.id))
                .related(set.span, "these answers")
                .hint("it is left out of public builds, for it would tell what they say; clear the answers too, or write `visibility: internal` here"),
        );
    }
}

/// Whether a plan starts from an answer set.
pub(in crate::model) fn starts_from(plan: &Plan, set: &AnswerSet) -> bool {
    (&plan.framework, &plan.unit, &plan.round) == (&set.framework, &set.unit, &set.round)
}

fn spans<T>(edits: &BTreeMap<Id, Decision<T>>) -> Vec<(&Id, Span)> {
    edits.iter().map(|(id, edit)| (id, edit.span)).collect()
}

/// Checks the years of edits.
fn years(raw: Vec<raw::YearEdit>, faults: &mut Vec<Diagnostic>) -> Vec<(Loc<Id>, Text, u32)> {
    raw.into_iter()
        .map(|edit| {
            year(&edit.year, faults);
            (edit.action, edit.reason, edit.year.value)
        })
        .collect()
}

fn year(year: &Loc<u32>, faults: &mut Vec<Diagnostic>) {
    if !(1..=LAST_YEAR).contains(&year.value) {
        let hint = if year.value >= 1900 { "count from the plan's first year, which is 1" } else { "the first year is 1; a year beyond the last one is after the plan" };
        faults.push(Diagnostic::error(Code::BadValue, year.span, format!("there is no year {} of a plan", year.value)).hint(hint));
    }
}

/// Edits of library actions, by action; each action once.
fn edits<T>(read: impl Iterator<Item = (Loc<Id>, Text, T)>, done: &str, against: Against<'_>, faults: &mut Vec<Diagnostic>) -> BTreeMap<Id, Decision<T>> {
    let context = against.actions.context;
    let mut edits: BTreeMap<Id, Decision<T>> = BTreeMap::new();
    for (action, reason, what) in read {
        context.texts([&reason], faults);
        context.names.check(Named::Action, &action, faults);
        let decision = Decision { what, reason: Some(reason), span: action.span };
        if let Some(first) = edits.insert(action.value.clone(), decision) {
            faults.push(twice(&action, first.span, &format!("is {done} twice")));
        }
    }
    edits
}

fn twice(id: &Loc<Id>, first: Span, what: &str) -> Diagnostic {
    Diagnostic::error(Code::DuplicateId, id.span, format!("`{}` {what}", id.value)).label("again here").related(first, "first here").hint("keep one of them")
}

fn question<'f>(id: &Loc<Id>, framework: &'f Framework, faults: &mut Vec<Diagnostic>) -> Option<&'f Indicator> {
    let found = framework.find(id.as_str());
    if found.is_none() && !framework.may_hold(id.as_str()) {
        faults.push(
            Diagnostic::error(Code::MissingReference, id.span, format!("there is no question `{}`", id.value))
                .hint(suggest(id.as_str(), framework.indicators().map(|indicator| indicator.id.as_str()))),
        );
    }
    found
}

fn funding(raw: Vec<raw::Funding>, own: &BTreeSet<Id>, against: Against<'_>, faults: &mut Vec<Diagnostic>) -> Vec<FundingSource> {
    let context = against.actions.context;
    unique(raw.iter().map(|source| &source.id), "funding source", faults);
    let ids = |ids: Vec<Loc<Id>>| ids.into_iter().map(|id| id.value).collect();
    raw.into_iter()
        .map(|source| {
            context.texts([&source.title], faults);
            source.actions.iter().filter(|action| !own.contains(&action.value)).for_each(|action| context.names.check(Named::Action, action, faults));
            context.names.check_all(Named::Entry(EntryKind::Area), &source.areas, faults);
            context.names.check_all(Named::Outcome, &source.outcomes, faults);
            let rest = source.rest.unwrap_or(false);
            if !rest && source.actions.is_empty() && source.areas.is_empty() && source.outcomes.is_empty() {
                faults.push(
                    Diagnostic::warning(Code::PlanCost, source.id.span, format!("funding source `{}` pays nothing", source.id.value))
                        .hint("say what it pays: `actions:`, `areas:`, `outcomes:`, or `rest: true` for all that no other pays"),
                );
            }
            FundingSource { id: source.id.value, title: source.title, actions: ids(source.actions), areas: ids(source.areas), outcomes: ids(source.outcomes), rest }
        })
        .collect()
}

fn own(raw: Vec<raw::OwnAction>, ids: &BTreeSet<Id>, against: Against<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Decision<OwnAction>> {
    let context = against.actions.context;
    unique(raw.iter().map(|own| &own.id), "action", faults);
    let mut read = Vec::with_capacity(raw.len());
    for own in raw {
        if let Some(first) = against.library.get(&own.id.value) {
            faults.push(
                Diagnostic::error(Code::DuplicateId, own.id.span, format!("the library has an action `{}` already", own.id.value))
                    .related(first.span, "this one")
                    .hint("give this one another id, or `add:` the one of the library"),
            );
        }
        context.names.check(Named::Entry(EntryKind::Area), &own.area, faults);
        context.texts([&own.reason], faults);
        year(&own.year, faults);
        let action = raw_action::Action {
            id: own.id,
            title: own.title,
            summary: own.summary,
            steps: NonEmpty(own.steps),
            activity: own.activity,
            sops: own.sops,
            practices: own.practices,
            after: own.after,
            lead: own.lead,
            partners: own.partners,
            recurring: own.recurring,
            start: own.start,
            cost: own.cost,
            illustrative: own.illustrative,
            source: own.source,
        };
        read.push((action, own.area.value, own.year.value, own.reason));
    }
    action::circles(read.iter().map(|(action, ..)| action), faults);
    read.into_iter()
        .filter_map(|(raw, area, year, reason)| {
            let span = raw.id.span;
            let action = action::resolved(raw, Some(area), ids, against.actions, faults)?;
            Some(Decision { what: OwnAction { action, year }, reason: Some(reason), span })
        })
        .collect()
}

fn targets(raw: Vec<raw::PhaseTarget>, framework: &Framework, against: Against<'_>, faults: &mut Vec<Diagnostic>) -> BTreeMap<u32, Decision<Vec<Phase>>> {
    let mut targets: BTreeMap<u32, Decision<Vec<Phase>>> = BTreeMap::new();
    for written in raw {
        against.actions.context.texts([&written.reason], faults);
        year(&written.year, faults);
        let Some(indicator) = question(&written.indicator, framework, faults) else { continue };
        let Some(leaf) = framework.compiled.leaf(indicator.number) else { continue };
        let Some(value) = target(&written.value, leaf, faults) else { continue };
        let phase = Phase { value, year: written.year.value };
        let span = written.value.span;
        match targets.get_mut(&indicator.number) {
            None => {
                targets.insert(indicator.number, Decision { what: vec![phase], reason: Some(written.reason), span });
            }
            Some(known) => {
                if let Some(last) = known.what.last()
                    && (phase.year <= last.year || !rises(&last.value, &phase.value))
                {
                    faults.push(
                        Diagnostic::error(Code::BadValue, span, format!("the targets of `{}` do not rise from year to year", indicator.id))
                            .related(known.span, "the one before")
                            .hint("list them by rising year, each higher than the one before"),
                    );
                }
                known.what.push(phase);
                known.reason = Some(written.reason);
                known.span = span;
            }
        }
    }
    targets
}

fn rises(before: &Given, after: &Given) -> bool {
    let rank = |given: &Given| match given {
        Given::Step(step) => Exact::from(*step),
        Given::Number(number) => number.clone(),
        _ => Exact::ZERO,
    };
    // A figure may be better the lower it is; then its order is not known here.
    matches!((before, after), (Given::Number(_), Given::Number(_))) || rank(before) < rank(after)
}
