//! Questions: the state and the figures of each.

use super::State;
use super::node::{Figure, Three};
use crate::model::answers::{Given, Tick};
use crate::model::compiled::{Leaf, Scale};
use crate::model::exact::{Exact, Mode};
use crate::model::expression::Value;
use crate::model::framework::{Blank, Kind};

/// The state of a question, given the values of the questions before it.
pub(super) fn state<'a>(leaf: &'a Leaf, given: &Given, asked: bool, earlier: &dyn Fn(u32) -> Value<'a>) -> State {
    if !asked {
        return State::NotAsked;
    }
    if leaf.when.as_ref().is_some_and(|when| !when.holds(earlier)) {
        return State::Skipped;
    }
    match given {
        Given::Blank => State::Blank,
        Given::Unknown => State::Unknown,
        Given::No => State::No,
        Given::NotApplicable => State::NotApplicable,
        Given::Step(0) if matches!(leaf.kind, Kind::Presence | Kind::Coverage) => State::No,
        _ => State::Answered,
    }
}

/// The value of an answered question in conditions.
pub(super) fn value<'a>(leaf: &'a Leaf, given: &'a Given) -> Value<'a> {
    match (given, &leaf.scale) {
        (Given::Step(step), _) => leaf.step_value(*step),
        (Given::Ticks(ticks), _) => Value::Number(Exact::from(reached(ticks, false))),
        (Given::Choices(places), Scale::Points { choices, several }) => {
            let mut ids = places.iter().filter_map(|place| choices.get(*place as usize)).map(|(id, _)| id.as_str());
            if *several { Value::List(ids.collect()) } else { ids.next().map_or(Value::Null, Value::Text) }
        }
        (Given::No, Scale::Points { several: true, .. }) => Value::List(Vec::new()),
        (Given::No, Scale::Points { .. }) => Value::Text("no"),
        (Given::No, Scale::Gated(_)) => Value::Number(Exact::ZERO),
        (Given::Number(number), _) => Value::Number(number.clone()),
        (Given::Mean(mean), _) => match (&mean.level, leaf.kind) {
            (Some(level), Kind::Ladder | Kind::Gated) => Value::Number(level.clone()),
            _ => value(leaf, &mean.near),
        },
        (Given::Text(text), _) => Value::Text(text),
        _ => Value::Null,
    }
}

/// The highest level of which all statements up to it are true; `hopeful` takes unknown and blank as true.
fn reached(ticks: &[Vec<Tick>], hopeful: bool) -> u32 {
    let holds = |tick: &Tick| *tick == Tick::Yes || (hopeful && matches!(tick, Tick::Unknown | Tick::Blank));
    let levels = ticks.iter().take_while(|level| level.iter().all(holds)).count();
    u32::try_from(levels).unwrap_or(u32::MAX)
}

/// The lowest and highest figure that a question can have: per cent.
fn ends(leaf: &Leaf) -> (Exact, Exact) {
    match &leaf.scale {
        Scale::Steps(steps) => {
            let score = |step: Option<&(String, Exact)>| step.map_or(Exact::ZERO, |(_, score)| score.clone());
            (score(steps.first()), score(steps.last()))
        }
        Scale::Gated(_) | Scale::Points { .. } | Scale::Goalposts { .. } | Scale::Fact => (Exact::ZERO, Exact::HUNDRED),
    }
}

/// The per cent of an answer, and of the same answer with unknown statements taken as true.
fn scores(leaf: &Leaf, given: &Given) -> (Exact, Exact) {
    let one = |score: Exact| (score.clone(), score);
    match (&leaf.scale, given) {
        (Scale::Steps(steps), Given::Step(step)) => one(steps.get(*step as usize).map_or(Exact::ZERO, |(_, score)| score.clone())),
        (Scale::Gated(_), Given::Ticks(ticks)) => {
            let per_cent = |hopeful| Exact::from(reached(ticks, hopeful)).per_cent_of(&leaf.points);
            (per_cent(false), per_cent(true))
        }
        (Scale::Points { choices, .. }, Given::Choices(places)) => {
            let sum: Exact = places.iter().filter_map(|place| choices.get(*place as usize)).map(|(_, points)| points).sum();
            one(sum.per_cent_of(&leaf.points).min(Exact::HUNDRED))
        }
        (_, Given::Number(number)) => one(figure_score(leaf, number)),
        (_, Given::Mean(mean)) => one(mean.score.clone()),
        _ => one(ends(leaf).0),
    }
}

/// The per cent of an answer that is given.
pub(super) fn score(leaf: &Leaf, given: &Given) -> Exact {
    scores(leaf, given).0
}

/// The per cent of a figure: points of the points there are, or linear between goalposts and clamped.
pub(super) fn figure_score(leaf: &Leaf, number: &Exact) -> Exact {
    let share = match &leaf.scale {
        Scale::Goalposts { worst, best } => (&Exact::HUNDRED * &(number - worst)).divided(&(best - worst)),
        _ => (&Exact::HUNDRED * number).divided(&leaf.points),
    };
    share.unwrap_or(Exact::ZERO).clamp(Exact::ZERO, Exact::HUNDRED)
}

/// The level of an answer, as the question counts: ladder from 1, others from 0.
pub(super) fn level(leaf: &Leaf, given: &Given) -> Option<u32> {
    let first = u32::from(leaf.kind == Kind::Ladder);
    match (&leaf.scale, given) {
        (Scale::Steps(_), Given::Step(step)) => Some(step + first),
        (Scale::Gated(_), Given::Ticks(ticks)) => Some(reached(ticks, false)),
        (Scale::Gated(_), Given::No) => Some(0),
        (_, Given::Mean(mean)) => mean.level.as_ref().and_then(|level| level.rounded(0, Mode::Floor).to_u32()),
        _ => None,
    }
}

/// Where an answer stands, in levels: as [`level`], but a mean of several answers keeps its fraction.
pub(super) fn position(leaf: &Leaf, given: &Given) -> Option<Exact> {
    match given {
        Given::Mean(mean) => mean.level.clone(),
        _ => level(leaf, given).map(Exact::from),
    }
}

/// The lowest and highest level that a question can have, if it has levels.
pub(super) fn levels(leaf: &Leaf) -> Option<(u32, u32)> {
    leaf.levels()
}

/// The figures of a question in a state.
pub(super) fn figure(leaf: &Leaf, given: &Given, state: State, blank: Blank) -> Figure {
    let mut figure = Figure::empty(state);
    let scored = leaf.kind.is_scored() && !matches!(leaf.scale, Scale::Fact);
    if !scored {
        return figure;
    }
    let counts = &mut figure.counts;
    match state {
        State::Answered => counts.answered = 1,
        State::No => counts.no = 1,
        State::Unknown => counts.unknown = 1,
        State::Blank => counts.blank = 1,
        State::NotApplicable => counts.not_applicable = 1,
        State::Skipped => counts.skipped = 1,
        _ => counts.not_asked = 1,
    }
    if !matches!(state, State::Answered | State::No | State::Unknown | State::Blank) {
        return figure;
    }
    figure.applies = true;
    figure.points = leaf.points.clone();
    match state {
        State::Answered | State::No => {
            let (score, hopeful) = scores(leaf, given);
            figure.uncertain = hopeful != score;
            figure.asterisk = figure.uncertain && matches!(given, Given::Ticks(ticks) if ticks.iter().flatten().any(|tick| *tick == Tick::Unknown));
            figure.answered = Exact::ONE;
            figure.level = level(leaf, given);
            let step = match given {
                Given::Step(step) => Some(*step),
                Given::Mean(_) => figure.level.map(|level| level.saturating_sub(u32::from(leaf.kind == Kind::Ladder))),
                _ => None,
            };
            figure.step = Three { exact: step, low: step, high: step };
            figure.scores = Three { exact: Some(score.clone()), low: Some(score), high: Some(hopeful) };
        }
        _ => {
            let (lowest, highest) = ends(leaf);
            let steps = if let Scale::Steps(steps) = &leaf.scale { steps.len() } else { 0 };
            figure.uncertain = true;
            figure.asterisk = state == State::Unknown;
            figure.answered = if state == State::Unknown { Exact::ONE } else { Exact::ZERO };
            let policy = if state == State::Unknown { Blank::Lowest } else { blank };
            let counted = match policy {
                Blank::Lowest => Some(lowest.clone()),
                Blank::Zero | Blank::ZeroNode => Some(Exact::ZERO),
                Blank::Exclude => None,
            };
            let low = counted.clone().unwrap_or(lowest);
            figure.step = Three {
                exact: counted.as_ref().map(|_| 0),
                low: Some(0),
                high: Some(u32::try_from(steps.saturating_sub(1)).unwrap_or(u32::MAX)),
            };
            figure.scores = Three { exact: counted, low: Some(low), high: Some(highest) };
        }
    }
    figure
}
