//! Rounds: what changed from one assessment of a unit to a later one.
//!
//! Only the same meaning is compared. Where answers were given to another version of the framework, or a number is
//! missing on either side, there is a break in the series instead of a change.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{NodeScore, Scores, State, UnitScores, answers_of, progress, results};
use crate::model::Id;
use crate::model::assessment::Assessments;
use crate::model::compiled::{Compiled, Shape};
use crate::model::exact::Exact;

/// The change of one node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The node.
    pub node: u32,
    /// The number shown then, in per cent.
    pub earlier: Option<Exact>,
    /// The number shown now, in per cent.
    pub later: Option<Exact>,
    /// `later − earlier` of the rounded figures, in points of per cent: what a reader who subtracts will find.
    pub change: Option<Exact>,
    /// Question with a target set then: how much of the way to it was made, `(C − B) / (T − B)`; may be below 0 or above 1.
    pub progress: Option<Exact>,
    /// Why there is no change to show.
    pub gap_in_series: Option<Break>,
}

/// Why two results cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Break {
    /// One of them was given to another version of the framework.
    OtherVersion,
    /// It was not asked in one of them.
    NotAsked,
    /// Other questions were asked below it.
    OtherQuestions,
    /// One of them has no number: too little answered, or it does not apply.
    NoNumber,
}

impl Break {
    /// The word in data files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OtherVersion => "other_version",
            Self::NotAsked => "not_asked",
            Self::OtherQuestions => "other_questions",
            Self::NoNumber => "no_number",
        }
    }
}

impl Serialize for Break {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Scores {
    /// The results of a unit in all rounds, the earliest first: by date if each has one, else by the rounds' names.
    #[must_use]
    pub fn rounds(&self, framework: &Id, unit: &Id) -> Vec<&UnitScores> {
        in_order(self.of_unit(framework, unit))
    }
}

/// The rounds of one unit, the earliest first. A result without a date says nothing about when it was, so dates count only
/// where each has one; `2026-9` is before `2026-10`.
pub(super) fn in_order(unit: &[UnitScores]) -> Vec<&UnitScores> {
    let dated = unit.iter().all(|scores| scores.date.is_some());
    let mut rounds: Vec<&UnitScores> = unit.iter().collect();
    rounds.sort_by_cached_key(|scores| (scores.date.filter(|_| dated), in_parts(&scores.round), &scores.round));
    rounds
}

/// A name as words and numbers: a number is compared by its length without zeros in front, then by its digits.
fn in_parts(name: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let digits = rest.starts_with(|sign: char| sign.is_ascii_digit());
        let end = rest.find(|sign: char| sign.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(end);
        let number = head.trim_start_matches('0');
        parts.push(if digits { (number.len() + 1, number) } else { (0, head) });
        rest = tail;
    }
    parts
}

/// What changed from an earlier result to a later one of the same unit and framework: one row for each node.
#[must_use]
pub fn compare(compiled: &Compiled, earlier: &UnitScores, later: &UnitScores) -> Vec<Change> {
    let current = earlier.current && later.current;
    let others = other_questions(compiled, earlier, later);
    earlier
        .nodes
        .iter()
        .zip(later.nodes.iter())
        .zip(0u32..)
        .map(|((then, now), node)| {
            let gap_in_series = if current { missing(then, now) } else { Some(Break::OtherVersion) };
            let others = others.get(node as usize) == Some(&true);
            let gap_in_series = gap_in_series.or_else(|| others.then_some(Break::OtherQuestions));
            let change = then.score.as_ref().zip(now.score.as_ref()).filter(|_| gap_in_series.is_none());
            Change {
                node,
                earlier: then.score.clone(),
                later: now.score.clone(),
                change: change.map(|(then, now)| now - then),
                progress: progress_of(earlier, later, node).filter(|_| gap_in_series.is_none()),
                gap_in_series,
            }
        })
        .collect()
}

/// Both results made again of the questions that were asked in both, for what [`compare`] finds broken by other questions;
/// `None` where they were given to different versions.
#[must_use]
pub fn like_for_like(assessments: &Assessments, earlier: &UnitScores, later: &UnitScores) -> Option<[Arc<Vec<NodeScore>>; 2]> {
    if !earlier.current || !later.current {
        return None;
    }
    let framework = assessments.frameworks.get(&later.framework)?;
    let (mut then, mut now) = (answers_of(assessments, earlier)?, answers_of(assessments, later)?);
    then.keep_asked_in(&now);
    now.keep_asked_in(&then);
    Some([then, now].map(|answers| results(&framework.compiled, answers.sheet()).0))
}

/// For each node, whether a question at or below it was asked in only one of the two.
fn other_questions(compiled: &Compiled, earlier: &UnitScores, later: &UnitScores) -> Vec<bool> {
    let mut others = vec![false; compiled.nodes.len()];
    // Children come before their parents, so each node is settled when its turn comes.
    for (place, node) in compiled.nodes.iter().enumerate() {
        let asked = |scores: &UnitScores| scores.nodes.get(place).is_some_and(|score| score.state != State::NotAsked);
        let differs = match node.shape {
            Shape::Leaf(_) => asked(earlier) != asked(later),
            Shape::Branch(_) => others.get(place) == Some(&true),
        };
        if let (true, Some(slot)) = (differs, others.get_mut(place)) {
            *slot = true;
        }
        if let (true, Some(slot)) = (differs, node.parent.and_then(|parent| others.get_mut(parent as usize))) {
            *slot = true;
        }
    }
    others
}

fn missing(then: &NodeScore, now: &NodeScore) -> Option<Break> {
    if then.state == State::NotAsked || now.state == State::NotAsked {
        return Some(Break::NotAsked);
    }
    (then.score.is_none() || now.score.is_none()).then_some(Break::NoNumber)
}

/// Progress to the target that was set in the earlier round.
fn progress_of(earlier: &UnitScores, later: &UnitScores, node: u32) -> Option<Exact> {
    let find = |scores: &UnitScores| scores.gaps.binary_search_by_key(&node, |gap| gap.node).ok();
    let then = earlier.gaps.get(find(earlier)?).filter(|gap| gap.set)?;
    let now = later.gaps.get(find(later)?)?;
    progress(&then.current, &now.current, &then.target)
}

#[cfg(test)]
mod tests {
    use super::in_parts;

    #[test]
    fn rounds_are_in_the_order_of_their_numbers() {
        let mut names = ["2026-10", "2027-1", "2026-9", "2026", "baseline", "2026-2"];
        names.sort_by_key(|name| in_parts(name));
        assert_eq!(names, ["baseline", "2026", "2026-2", "2026-9", "2026-10", "2027-1"]);
    }
}
