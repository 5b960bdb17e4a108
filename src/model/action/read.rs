//! From the files of the library to actions, with every fault of every file.

use std::collections::{BTreeMap, BTreeSet};

use super::{Action, Cost, Library, Per, Step};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::Entry;
use crate::load::decode::Decode;
use crate::load::leaf::bad_id;
use crate::load::raw::action as raw;
use crate::model::compiled::Leaf;
use crate::model::framework::Framework;
use crate::model::names::{Named, Names};
use crate::model::site::{Context, unique};
use crate::model::{Activity, EntryKind, Id, Sop};
use crate::source::{Loc, Span};

/// The last month in which an action of a year can start, counted from the year's first.
const LAST_MONTH: u32 = 11;

/// What actions are read against.
#[derive(Clone, Copy)]
pub(in crate::model) struct Against<'a> {
    pub(in crate::model) context: Context<'a>,
    pub(in crate::model) activities: &'a [Activity],
    pub(in crate::model) sops: &'a [Sop],
    pub(in crate::model) frameworks: &'a BTreeMap<Id, Framework>,
    /// Whether a framework could not be read, so that any question may be right.
    pub(in crate::model) broken_framework: bool,
}

/// Reads the library. An action that cannot be understood is left out; its name stays known.
pub(in crate::model) fn actions(files: &[Entry], against: Against<'_>, faults: &mut Vec<Diagnostic>) -> Library {
    let mut read: Vec<raw::Action> = Vec::new();
    for file in files {
        read.extend(raw::Actions::decode(&file.node, faults).map_or_else(Vec::new, |raw| raw.actions));
    }
    unique(read.iter().map(|action| &action.id), "action", faults);
    circles(read.iter(), faults);
    let mut library = Library::new();
    for raw in read {
        if let Some(action) = resolved(raw, None, &BTreeSet::new(), against, faults) {
            library.entry(action.id.clone()).or_insert(action);
        }
    }
    library
}

/// One action as meant; `None` if its area or the outcome that it counts for is not known, which has its fault.
///
/// `area` is that of an action of one plan alone, and `own` are the ids of all such actions of that plan.
pub(in crate::model) fn resolved(
    raw: raw::Action,
    area: Option<Id>,
    own: &BTreeSet<Id>,
    against: Against<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Action> {
    let Context { names, .. } = against.context;
    against.context.texts([&raw.title, &raw.lead].into_iter().chain(&raw.summary).chain(&raw.partners), faults);
    names.check(Named::Entry(EntryKind::Activity), &raw.activity, faults);
    names.check_all(Named::Entry(EntryKind::Practice), &raw.practices, faults);
    for first in raw.after.iter().filter(|first| !own.contains(&first.value)) {
        names.check(Named::Action, first, faults);
    }
    let sops = raw.sops.iter().filter_map(|reference| section(reference, against.sops, names, faults)).collect();
    let steps: Vec<Step> = raw.steps.0.iter().filter_map(|written| step(written, against, faults)).collect();
    if let Some(start) = raw.start.as_ref().filter(|start| start.value > LAST_MONTH) {
        faults.push(
            Diagnostic::error(Code::BadValue, start.span, format!("`{}` months are more than a year", start.value))
                .hint(format!("write the months from the beginning of its year, 0 to {LAST_MONTH}; the year follows from the levels")),
        );
    }
    let illustrative = raw.illustrative.unwrap_or(false);
    if raw.source.is_none() && !illustrative {
        faults.push(
            Diagnostic::warning(Code::Incomplete, raw.id.span, format!("the cost of `{}` has no source", raw.id.value))
                .hint("add `source:` with the place that it is from, or `illustrative: true` if it is an example"),
        );
    }
    let cost = cost(&raw.cost, faults);
    let outcome = against.activities.iter().find(|activity| activity.id.value == raw.activity.value)?.outcome.value.clone();
    let area = area.or_else(|| area_of(steps.first()?, against.frameworks))?;
    Some(Action {
        area,
        title: raw.title,
        summary: raw.summary,
        steps,
        activity: raw.activity.value,
        outcome,
        sops,
        practices: raw.practices.into_iter().map(|practice| practice.value).collect(),
        after: raw.after.into_iter().map(|first| first.value).collect(),
        lead: raw.lead,
        partners: raw.partners,
        recurring: raw.recurring.unwrap_or(false),
        start: raw.start.map_or(0, |start| start.value.min(LAST_MONTH)),
        cost,
        illustrative,
        source: raw.source.map(|source| source.value),
        span: raw.id.span,
        id: raw.id.value,
    })
}

/// A cost as meant; what is left out is once, one time.
pub(in crate::model) fn cost(raw: &raw::Cost, faults: &mut Vec<Diagnostic>) -> Cost {
    if let Some(quantity) = raw.quantity.as_ref().filter(|quantity| quantity.value == 0) {
        faults.push(Diagnostic::error(Code::BadValue, quantity.span, "a quantity of 0 costs nothing").hint("write how many, at least 1, or remove the key"));
    }
    Cost { unit: raw.unit.value, quantity: raw.quantity.as_ref().map_or(1, |quantity| quantity.value), per: raw.per.unwrap_or(Per::Once) }
}

/// A reference to a procedure or a section of it: `id` or `id#heading`.
pub(in crate::model) fn section(reference: &Loc<String>, sops: &[Sop], names: &Names, faults: &mut Vec<Diagnostic>) -> Option<(Id, Option<String>)> {
    let (id, heading) = reference.split_once('#').map_or((reference.as_str(), None), |(id, heading)| (id, Some(heading)));
    let Some(id) = Id::new(id) else {
        faults.push(bad_id(id, reference.span));
        return None;
    };
    names.check(Named::Entry(EntryKind::Sop), &Loc::new(id.clone(), reference.span), faults);
    if let Some((sop, heading)) = sops.iter().find(|sop| sop.entry.id.value == id).zip(heading) {
        let known = headings(sop, sops);
        if !known.contains(heading) {
            faults.push(
                Diagnostic::error(Code::BrokenLink, reference.span, format!("procedure `{id}` has no heading `#{heading}`"))
                    .hint(suggest(heading, known.iter().copied())),
            );
        }
    }
    Some((id, heading.map(str::to_owned)))
}

/// The headings of a procedure in any language; an adaptation shows those of its base too.
fn headings<'a>(sop: &'a Sop, all: &'a [Sop]) -> BTreeSet<&'a str> {
    let base = sop.adapts.as_ref().and_then(|base| all.iter().find(|other| other.entry.id.value == base.value));
    let editions = [Some(sop), base].into_iter().flatten().flat_map(|sop| sop.entry.editions.values());
    editions.flat_map(|edition| edition.document.anchors()).collect()
}

fn step(raw: &raw::Step, against: Against<'_>, faults: &mut Vec<Diagnostic>) -> Option<Step> {
    let id = &raw.indicator;
    let leaves: Vec<&Leaf> = against.frameworks.values().filter_map(|framework| framework.compiled.leaf(framework.find(id.as_str())?.number)).collect();
    if leaves.is_empty() {
        let may_be = against.broken_framework || against.frameworks.values().any(|framework| framework.may_hold(id.as_str()));
        if !may_be {
            against.context.names.check(Named::Indicator, id, faults);
        }
        return None;
    }
    if raw.from.value >= raw.to.value {
        faults.push(
            Diagnostic::error(Code::BadLevels, raw.to.span, format!("a step from {} to {} lifts nothing", raw.from.value, raw.to.value))
                .hint("`from` is the level before and `to` the higher level after"),
        );
        return None;
    }
    let span = Span { start: raw.from.span.start.min(raw.to.span.start), ..raw.to.span };
    for leaf in leaves {
        let Some((lowest, highest)) = leaf.rungs() else {
            faults.push(
                Diagnostic::error(Code::BadLevels, id.span, format!("question `{}` is a fact and has no levels", id.value))
                    .hint("name a question that is scored"),
            );
            return None;
        };
        if raw.from.value < lowest || raw.to.value > highest {
            faults.push(
                Diagnostic::error(Code::BadLevels, span, format!("question `{}` has levels from {lowest} to {highest}", id.value))
                    .hint("count as the question does: a ladder from 1; the others from 0, where nothing is there yet"),
            );
            return None;
        }
    }
    Some(Step { indicator: id.value.clone(), from: raw.from.value, to: raw.to.value })
}

/// The area of the question that a step lifts.
fn area_of(step: &Step, frameworks: &BTreeMap<Id, Framework>) -> Option<Id> {
    frameworks.values().find_map(|framework| {
        let node = framework.compiled.area_of(framework.find(step.indicator.as_str())?.node)?;
        framework.domains.iter().find(|domain| domain.node == node).map(|domain| domain.id.clone())
    })
}

/// A fault for each circle of actions that wait for each other, once a circle.
pub(in crate::model) fn circles<'a>(read: impl Iterator<Item = &'a raw::Action> + Clone, faults: &mut Vec<Diagnostic>) {
    let after: BTreeMap<&Id, &[Loc<Id>]> = read.clone().map(|action| (&action.id.value, action.after.as_slice())).collect();
    let mut settled: BTreeSet<&Id> = BTreeSet::new();
    for action in read {
        // A walk along first prerequisites that keeps its own way, so that depth is bounded by memory and not by the stack.
        let mut way: Vec<(&Id, usize)> = vec![(&action.id.value, 0)];
        while let Some((id, next)) = way.last().copied() {
            let first = if settled.contains(id) { None } else { after.get(id).and_then(|after| after.get(next)) };
            let Some(first) = first else {
                settled.insert(id);
                way.pop();
                continue;
            };
            if let Some(last) = way.last_mut() {
                last.1 += 1;
            }
            if let Some(begin) = way.iter().position(|(other, _)| *other == &first.value) {
                let circle: Vec<String> = way.iter().skip(begin).map(|(id, _)| format!("`{id}`")).collect();
                let message = match circle.as_slice() {
                    [only] => format!("action {only} waits for itself"),
                    all => format!("actions wait for each other: {}", all.join(", ")),
                };
                faults.push(Diagnostic::error(Code::CyclicOrder, first.span, message).hint("remove one of these from an `after:` list"));
            } else if after.contains_key(&first.value) {
                way.push((&first.value, 0));
            }
        }
    }
}
