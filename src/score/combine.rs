//! Several respondents, one result: the answers of a unit in a round become one sheet, which is scored like any other.
//!
//! For each question, states combine first: answers enter the lower median; unknown only if nobody answered; not
//! applicable only if all say so. A respondent with the code `consensus` is the facilitator's entry and goes before the
//! others. Merging does not depend on the order of files.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::{Gap, NodeScore, SetScores, Sheet, Targets, date_text, leaf, weighed};
use crate::model::answers::{AnswerSet, Given, Target};
use crate::model::assessment::Assessments;
use crate::model::compiled::{Compiled, Leaf};
use crate::model::exact::Exact;
use crate::model::{Date, Id};

/// The respondent code of a facilitator's entry.
pub const CONSENSUS: &str = "consensus";

/// The result of one unit in one round.
#[derive(Clone, Debug, Serialize)]
pub struct UnitScores {
    /// The framework.
    pub framework: Id,
    /// The unit.
    pub unit: Id,
    /// The round.
    pub round: String,
    /// The latest day of its answer sets.
    #[serde(serialize_with = "date_text")]
    pub date: Option<Date>,
    /// Whether all its answers were given to the framework's present version.
    pub current: bool,
    /// The answer sets it is made of, by id.
    pub sets: Vec<Id>,
    /// One result for each node of the compiled framework.
    pub nodes: Arc<Vec<NodeScore>>,
    /// One gap for each question that counts.
    pub gaps: Arc<Vec<Gap>>,
    /// How far the respondents agree, for each question that two or more answered.
    pub agreement: Vec<Agreement>,
}

/// How far respondents agree on a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// The question's number.
    pub question: u32,
    /// The lowest answer: a level as the question counts, or per cent where it has none.
    pub lowest: Exact,
    /// The highest answer.
    pub highest: Exact,
    /// `1 − (max − min) / span`, 0 to 1.
    pub agreement: Exact,
    /// Whether to talk about it: answers are two levels or more apart, or only some say that it does not apply.
    pub discuss: bool,
}

/// The combined targets: the lower median of each question.
#[derive(Debug, Default)]
struct Combined(BTreeMap<u32, Target>);

impl Targets for Combined {
    fn target(&self, question: u32) -> Option<&Target> {
        self.0.get(&question)
    }
}

/// One result for each framework, unit and round.
pub(super) fn units(assessments: &Assessments, weights: &BTreeMap<&Id, Vec<Exact>>, scored: &[SetScores]) -> Vec<UnitScores> {
    // Sets are scored in the order of their ids.
    let scored = |id: &Id| scored.binary_search_by(|scores| scores.set.cmp(id)).ok().and_then(|place| scored.get(place));
    let mut groups: BTreeMap<(&Id, &Id, &str), Vec<&AnswerSet>> = BTreeMap::new();
    for set in &assessments.answers {
        groups.entry((&set.framework, &set.unit, &set.round)).or_default().push(set);
    }
    let groups: Vec<_> = groups.into_iter().collect();
    groups
        .into_par_iter()
        .filter_map(|((framework, unit, round), mut sets)| {
            let framework_now = assessments.frameworks.get(framework)?;
            let compiled = &framework_now.compiled;
            sets.sort_by(|a, b| a.respondent.code.cmp(&b.respondent.code));
            let ((nodes, gaps), agreement) = match sets.as_slice() {
                [one] => {
                    let scores = scored(&one.id)?;
                    ((scores.nodes.clone(), scores.gaps.clone()), Vec::new())
                }
                several => combined(compiled, weights.get(framework)?, several),
            };
            Some(UnitScores {
                framework: framework.clone(),
                unit: unit.clone(),
                round: round.to_owned(),
                date: sets.iter().filter_map(|set| set.date).max(),
                current: sets.iter().all(|set| set.framework_version == framework_now.version),
                sets: sets.iter().map(|set| set.id.clone()).collect(),
                nodes,
                gaps,
                agreement,
            })
        })
        .collect()
}

type Results = (Arc<Vec<NodeScore>>, Arc<Vec<Gap>>);

/// What several respondents said, as one sheet's parts.
pub(super) struct Together {
    given: Vec<Given>,
    asked: Vec<bool>,
    targets: Combined,
    agreement: Vec<Agreement>,
}

impl Together {
    /// The combined answers as a sheet.
    pub(super) fn sheet(&self) -> Sheet<'_> {
        Sheet { given: &self.given, asked: &self.asked, targets: &self.targets }
    }
}

fn combined(compiled: &Compiled, weights: &[Exact], sets: &[&AnswerSet]) -> (Results, Vec<Agreement>) {
    let together = together(compiled, sets);
    (weighed(compiled, weights, together.sheet()), together.agreement)
}

/// Combines the answers of several respondents, in the order of their codes.
pub(super) fn together(compiled: &Compiled, sets: &[&AnswerSet]) -> Together {
    let count = compiled.questions.len();
    let (mut given, mut asked, mut targets) = (Vec::with_capacity(count), Vec::with_capacity(count), Combined::default());
    let mut agreement = Vec::new();
    for question in 0..u32::try_from(count).unwrap_or(u32::MAX) {
        let place = question as usize;
        let heard: Vec<(&AnswerSet, &Given)> =
            sets.iter().filter(|set| set.asked.get(place) == Some(&true)).filter_map(|set| Some((*set, set.given.get(place)?))).collect();
        asked.push(!heard.is_empty());
        let Some(leaf) = compiled.leaf(question) else {
            given.push(Given::Blank);
            continue;
        };
        let all: Vec<&Given> = heard.iter().map(|(_, given)| *given).collect();
        agreement.extend(agree(leaf, question, &all));
        let facilitator = heard.iter().find(|(set, given)| set.respondent.code == CONSENSUS && **given != Given::Blank);
        given.push(facilitator.map_or_else(|| one(leaf, &all), |(_, given)| (*given).clone()));
        targets.0.extend(target(leaf, question, &heard).map(|target| (question, target)));
    }
    Together { given, asked, targets, agreement }
}

/// The combined answer to one question.
fn one(leaf: &Leaf, all: &[&Given]) -> Given {
    let mut answers: Vec<(Exact, &Given)> = all.iter().filter_map(|given| Some((rank(leaf, given)?, *given))).collect();
    if !answers.is_empty() {
        answers.sort_by(|a, b| a.0.cmp(&b.0));
        // The lower of the middle two.
        return answers.get((answers.len() - 1) / 2).map_or(Given::Blank, |(_, given)| (*given).clone());
    }
    let said = |what: &Given| all.contains(&what);
    match all.first() {
        Some(Given::NotApplicable) if all.iter().all(|given| **given == Given::NotApplicable) => Given::NotApplicable,
        _ if said(&Given::Unknown) => Given::Unknown,
        _ => all.iter().find(|given| matches!(given, Given::Text(_))).map_or(Given::Blank, |given| (*given).clone()),
    }
}

/// What orders answers: the level, or the per cent; `None` for what is no answer or cannot be ordered.
fn rank(leaf: &Leaf, given: &Given) -> Option<Exact> {
    if let Some(level) = leaf::level(leaf, given) {
        return Some(Exact::from(level));
    }
    match given {
        Given::No | Given::Choices(_) => Some(leaf::score(leaf, given)),
        Given::Number(number) if leaf.kind.is_scored() => Some(leaf::figure_score(leaf, number)),
        Given::Number(number) => Some(number.clone()),
        _ => None,
    }
}

fn agree(leaf: &Leaf, question: u32, all: &[&Given]) -> Option<Agreement> {
    if !leaf.kind.is_scored() {
        return None;
    }
    let ranks: Vec<Exact> = all.iter().filter_map(|given| rank(leaf, given)).collect();
    let apart = all.contains(&&Given::NotApplicable) && !ranks.is_empty();
    if ranks.len() < 2 && !apart {
        return None;
    }
    let (lowest, highest) = (ranks.iter().min()?.clone(), ranks.iter().max()?.clone());
    let range = &highest - &lowest;
    let (span, two) = match leaf::levels(leaf) {
        Some((lowest, highest)) => (Exact::from(highest - lowest), Exact::from(2)),
        // Without levels, half of the scale is as much as two levels of five.
        None => (Exact::HUNDRED, Exact::from(50)),
    };
    let agreement = &Exact::ONE - &range.divided(&span).unwrap_or(Exact::ZERO);
    Some(Agreement { question, lowest, highest, agreement, discuss: apart || range >= two })
}

/// The lower median of the targets, with the earliest date of those that set it.
fn target(leaf: &Leaf, question: u32, heard: &[(&AnswerSet, &Given)]) -> Option<Target> {
    let rank = |target: &Target| match &target.value {
        Given::Step(step) => Exact::from(*step),
        Given::Number(number) => leaf::figure_score(leaf, number),
        _ => Exact::ZERO,
    };
    let facilitator = heard.iter().find(|(set, _)| set.respondent.code == CONSENSUS).and_then(|(set, _)| set.target(question));
    if let Some(target) = facilitator {
        return Some(target.clone());
    }
    let mut targets: Vec<&Target> = heard.iter().filter_map(|(set, _)| set.target(question)).collect();
    targets.sort_by_key(|target| (rank(target), target.by));
    targets.get(targets.len().checked_sub(1)? / 2).map(|target| (*target).clone())
}
