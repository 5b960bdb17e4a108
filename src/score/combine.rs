//! Several respondents, one result: the answers of a unit in a round become one sheet, which is scored like any other.
//!
//! For each question, states combine first: answers enter the question's way of combining; unknown only if nobody
//! answered; not applicable only if all say so. A respondent with the code `consensus` is the facilitator: what is
//! written there was agreed, and goes before the others where a question is combined by consensus. It is no opinion
//! of its own and counts in no range. Nothing here depends on the order of files.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::{Gap, NodeScore, SetScores, Sheet, Targets, date_text, leaf, weighed};
use crate::model::answers::{AnswerSet, Given, Mean, Target};
use crate::model::assessment::Assessments;
use crate::model::compiled::{Compiled, Leaf, Scale};
use crate::model::exact::Exact;
use crate::model::framework::Combine;
use crate::model::{Date, Id};

pub use crate::model::answers::CONSENSUS;

/// The result of one unit in one round.
#[derive(Clone, Debug, Serialize)]
pub struct UnitScores {
    /// The framework.
    pub framework: Id,
    /// The edition that was answered, where this is its result in terms of the base.
    pub edition: Option<Id>,
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
    /// How far the respondents agree, for each question that two or more have something to say on.
    pub agreement: Vec<Agreement>,
}

/// How far respondents agree on a question; the facilitator's entry is not one of the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// The question's number.
    pub question: u32,
    /// The lowest answer: a level as the question counts, or per cent where it has none; `None` if nobody answered.
    pub lowest: Option<Exact>,
    /// The highest answer.
    pub highest: Option<Exact>,
    /// `1 − (max − min) / span`, 0 to 1.
    pub agreement: Option<Exact>,
    /// Why it is on the discussion agenda, if it is.
    pub discuss: Option<Reason>,
    /// Whether the facilitator wrote down what was agreed.
    pub agreed: bool,
}

/// Why a question is on the discussion agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Answers are two levels or more apart.
    Apart,
    /// Only some say that it does not apply.
    Applies,
    /// The responsible answer should count, and nobody responsible has answered.
    NoOwner,
}

impl Reason {
    /// The word in data files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Apart => "apart",
            Self::Applies => "applies",
            Self::NoOwner => "no_owner",
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// The answers of several respondents as one sheet.
#[derive(Clone, Debug, Default)]
pub struct Combined {
    given: Vec<Given>,
    asked: Vec<bool>,
    evidenced: Vec<bool>,
    targets: BTreeMap<u32, Target>,
    /// How far the respondents agree.
    pub agreement: Vec<Agreement>,
}

impl Combined {
    /// Takes what was not asked in `other` as not asked here.
    pub(super) fn keep_asked_in(&mut self, other: &Self) {
        for (asked, there) in self.asked.iter_mut().zip(&other.asked) {
            *asked = *asked && *there;
        }
    }

    /// The sheet that is scored.
    #[must_use]
    pub fn sheet(&self) -> Sheet<'_> {
        Sheet { given: &self.given, asked: &self.asked, evidenced: &self.evidenced, targets: self }
    }
}

impl Targets for Combined {
    fn target(&self, question: u32) -> Option<&Target> {
        self.targets.get(&question)
    }
}

/// One result for each framework, unit and round.
pub(super) fn units(assessments: &Assessments, weights: &BTreeMap<&Id, Vec<Exact>>, scored: &[SetScores]) -> Vec<UnitScores> {
    // Sets are scored in the order of their ids.
    let scored = |id: &Id| scored.binary_search_by(|scores| scores.set.cmp(id)).ok().and_then(|place| scored.get(place));
    let groups: Vec<_> = assessments.groups().into_iter().collect();
    groups
        .into_par_iter()
        .filter_map(|((framework, unit, round), sets)| {
            let framework_now = assessments.frameworks.get(framework)?;
            let compiled = &framework_now.compiled;
            let ((nodes, gaps), agreement) = match sets.as_slice() {
                [one] => {
                    let scores = scored(&one.id)?;
                    ((scores.nodes.clone(), scores.gaps.clone()), Vec::new())
                }
                several => {
                    let combined = combine(compiled, several);
                    (weighed(compiled, weights.get(framework)?, combined.sheet()), combined.agreement)
                }
            };
            Some(UnitScores {
                framework: framework.clone(),
                edition: None,
                unit: unit.clone(),
                round: round.to_owned(),
                date: sets.iter().filter_map(|set| set.date).max(),
                current: sets.iter().all(|set| set.carried || set.framework_version == framework_now.version),
                sets: sets.iter().map(|set| set.id.clone()).collect(),
                nodes,
                gaps,
                agreement,
            })
        })
        .collect()
}

/// The results of editions in terms of their bases: of the questions that ask the same, with the base's weights. Where a
/// unit answered the base itself in the same round, that result stands; where it answered several editions of one base,
/// the one with the most questions of the base is told. `units` is in the order of framework, unit and round.
pub(super) fn in_terms_of_bases(assessments: &Assessments, weights: &BTreeMap<&Id, Vec<Exact>>, units: &[UnitScores]) -> Vec<UnitScores> {
    let own = |base: &Id, unit: &UnitScores| {
        units.binary_search_by(|other| (&other.framework, &other.unit, &other.round).cmp(&(base, &unit.unit, &unit.round))).is_ok()
    };
    let mut told: Vec<(usize, UnitScores)> = units
        .par_iter()
        .filter_map(|unit| {
            let base = assessments.frameworks.get(&assessments.frameworks.get(&unit.framework)?.adapts.as_ref()?.base)?;
            if own(&base.id, unit) {
                return None;
            }
            let answers = answers_of(assessments, &UnitScores { framework: base.id.clone(), edition: Some(unit.framework.clone()), ..unit.clone() })?;
            let asked = answers.asked.iter().filter(|asked| **asked).count();
            let (nodes, gaps) = weighed(&base.compiled, weights.get(&base.id)?, answers.sheet());
            Some((asked, UnitScores { framework: base.id.clone(), edition: Some(unit.framework.clone()), nodes, gaps, agreement: Vec::new(), ..unit.clone() }))
        })
        .collect();
    let identity = |scores: &UnitScores| (scores.framework.clone(), scores.unit.clone(), scores.round.clone());
    // Sorting is stable: of equals, the edition whose name comes first.
    told.sort_by_cached_key(|(asked, scores)| (identity(scores), std::cmp::Reverse(*asked)));
    told.dedup_by(|(_, later), (_, first)| identity(later) == identity(first));
    told.into_iter().map(|(_, scores)| scores).collect()
}

/// The answers that a result is made of, question by question of its framework: of several respondents combined, of an
/// edition those to the questions that ask the same as in the base.
#[must_use]
pub fn answers_of(assessments: &Assessments, unit: &UnitScores) -> Option<Combined> {
    let sets: Vec<&AnswerSet> = unit.sets.iter().filter_map(|id| assessments.answer_set(id)).collect();
    let framework = assessments.frameworks.get(&unit.framework)?;
    let Some(edition) = &unit.edition else { return Some(combine(&framework.compiled, &sets)) };
    let edition = assessments.frameworks.get(edition)?;
    let comparable = &edition.adapts.as_ref()?.comparable;
    let combined = combine(&edition.compiled, &sets);
    let mut told = Combined::default();
    for (indicator, number) in framework.indicators().zip(0u32..) {
        let there = edition.find(indicator.id.as_str()).filter(|_| comparable.contains(&indicator.id)).map(|indicator| indicator.number);
        let place = there.map_or(usize::MAX, |number| number as usize);
        told.given.push(combined.given.get(place).cloned().unwrap_or(Given::Blank));
        told.asked.push(combined.asked.get(place) == Some(&true));
        told.evidenced.push(combined.evidenced.get(place) == Some(&true));
        told.targets.extend(there.and_then(|there| combined.targets.get(&there)).map(|target| (number, target.clone())));
    }
    Some(told)
}

/// How many people answered; what they agreed on is no answer of one more.
#[must_use]
pub fn respondents(assessments: &Assessments, unit: &UnitScores) -> usize {
    unit.sets.iter().filter_map(|id| assessments.answer_set(id)).filter(|set| set.respondent.code != CONSENSUS).count()
}

/// The answers of one unit in one round to one framework as one sheet, whatever the order of `sets`.
#[must_use]
pub fn combine(compiled: &Compiled, sets: &[&AnswerSet]) -> Combined {
    let mut sets = sets.to_vec();
    sets.sort_by(|a, b| a.respondent.code.cmp(&b.respondent.code));
    let mut combined = Combined::default();
    for question in 0..u32::try_from(compiled.questions.len()).unwrap_or(u32::MAX) {
        let place = question as usize;
        let heard: Vec<Heard<'_>> = sets
            .iter()
            .filter(|set| set.asked.get(place) == Some(&true))
            .filter_map(|set| Some(Heard { set, given: set.given.get(place)? }))
            .collect();
        let (facilitator, heard): (Vec<_>, Vec<_>) = heard.into_iter().partition(|heard| heard.set.respondent.code == CONSENSUS);
        let agreed = facilitator.into_iter().find(|heard| *heard.given != Given::Blank);
        combined.asked.push(!heard.is_empty() || agreed.is_some());
        combined.evidenced.push(heard.iter().chain(&agreed).any(|heard| heard.set.evidenced.get(place) == Some(&true)));
        let Some(leaf) = compiled.leaf(question) else {
            combined.given.push(Given::Blank);
            continue;
        };
        combined.agreement.extend(agree(leaf, question, &heard, agreed.is_some()));
        combined.given.push(match agreed.as_ref().filter(|_| leaf.combine == Combine::Consensus || heard.is_empty()) {
            Some(agreed) => agreed.given.clone(),
            None => one(leaf, question, &heard),
        });
        combined.targets.extend(target(leaf, question, &heard, agreed.as_ref()).map(|target| (question, target)));
    }
    combined
}

/// What one respondent said about a question.
struct Heard<'a> {
    set: &'a AnswerSet,
    given: &'a Given,
}

/// An answer that can be ordered.
struct Ranked<'a> {
    rank: Exact,
    heard: &'a Heard<'a>,
}

/// The answers, the lowest first.
fn ranked<'a>(leaf: &Leaf, heard: impl Iterator<Item = &'a Heard<'a>>) -> Vec<Ranked<'a>> {
    let mut ranked: Vec<Ranked<'a>> = heard.filter_map(|heard| Some(Ranked { rank: rank(leaf, heard.given)?, heard })).collect();
    // Respondents come by code, and the sort is stable.
    ranked.sort_by(|a, b| a.rank.cmp(&b.rank));
    ranked
}

/// The combined answer to one question.
fn one(leaf: &Leaf, question: u32, heard: &[Heard<'_>]) -> Given {
    if leaf.combine == Combine::Owner {
        let owners: Vec<Ranked<'_>> = ranked(leaf, heard.iter().filter(|heard| heard.owns(question)));
        if let Some(owner) = lower_middle(&owners) {
            return owner.clone();
        }
    }
    let answers = ranked(leaf, heard.iter());
    let Some(middle) = lower_middle(&answers) else { return without_answer(heard) };
    match leaf.combine {
        Combine::Consensus | Combine::Owner | Combine::MedianLow => middle.clone(),
        Combine::Min => answers.first().map_or_else(|| middle.clone(), |lowest| lowest.heard.given.clone()),
        Combine::Mean => mean(leaf, &answers, middle, &|_| &Exact::ONE),
        Combine::Weighted => mean(leaf, &answers, middle, &|heard| &heard.set.respondent.weight),
    }
}

impl Heard<'_> {
    fn owns(&self, question: u32) -> bool {
        self.set.owned.get(question as usize) == Some(&true)
    }
}

/// The lower of the middle two.
fn lower_middle<'a>(ranked: &[Ranked<'a>]) -> Option<&'a Given> {
    ranked.get(ranked.len().checked_sub(1)? / 2).map(|middle| middle.heard.given)
}

/// What there is where nobody answered.
fn without_answer(heard: &[Heard<'_>]) -> Given {
    let all = || heard.iter().map(|heard| heard.given);
    if !heard.is_empty() && all().all(|given| *given == Given::NotApplicable) {
        return Given::NotApplicable;
    }
    if all().any(|given| *given == Given::Unknown) {
        return Given::Unknown;
    }
    all().find(|given| matches!(given, Given::Text(_))).cloned().unwrap_or(Given::Blank)
}

/// The mean of the answers by weight: of figures the mean figure, of levels the mean of their scores and of their levels.
fn mean<'a>(leaf: &Leaf, answers: &[Ranked<'a>], middle: &Given, weight: &dyn Fn(&'a Heard<'a>) -> &'a Exact) -> Given {
    if answers.iter().all(|answer| answer.heard.given == middle) {
        return middle.clone();
    }
    let of = |value: &dyn Fn(&Given) -> Exact| -> Exact {
        let (mut sum, mut weights) = (Exact::ZERO, Exact::ZERO);
        for answer in answers {
            let weight = weight(answer.heard);
            sum = &sum + &(weight * &value(answer.heard.given));
            weights = &weights + weight;
        }
        sum.divided(&weights).unwrap_or(Exact::ZERO)
    };
    if matches!(leaf.scale, Scale::Goalposts { .. } | Scale::Fact) {
        let figure = |given: &Given| if let Given::Number(number) = given { number.clone() } else { Exact::ZERO };
        return Given::Number(of(&figure));
    }
    let level = leaf::levels(leaf).map(|_| of(&|given| leaf::position(leaf, given).unwrap_or(Exact::ZERO)));
    Given::Mean(Box::new(Mean { score: of(&|given| leaf::score(leaf, given)), level, near: middle.clone() }))
}

/// What orders answers: the level, or the per cent; `None` for what is no answer or cannot be ordered.
fn rank(leaf: &Leaf, given: &Given) -> Option<Exact> {
    if let Some(level) = leaf::position(leaf, given) {
        return Some(level);
    }
    match given {
        Given::No | Given::Choices(_) => Some(leaf::score(leaf, given)),
        Given::Number(number) if leaf.kind.is_scored() => Some(leaf::figure_score(leaf, number)),
        Given::Number(number) => Some(number.clone()),
        _ => None,
    }
}

fn agree(leaf: &Leaf, question: u32, heard: &[Heard<'_>], agreed: bool) -> Option<Agreement> {
    if !leaf.kind.is_scored() || heard.len() < 2 {
        return None;
    }
    let ranks: Vec<Exact> = heard.iter().filter_map(|heard| rank(leaf, heard.given)).collect();
    let excused = heard.iter().filter(|heard| *heard.given == Given::NotApplicable).count();
    let applies = excused > 0 && excused < heard.len();
    if ranks.len() < 2 && !applies {
        return None;
    }
    let ends = ranks.iter().min().zip(ranks.iter().max()).map(|(lowest, highest)| (lowest.clone(), highest.clone()));
    let range = ends.as_ref().map_or(Exact::ZERO, |(lowest, highest)| highest - lowest);
    let (span, two) = match leaf::levels(leaf) {
        Some((lowest, highest)) => (Exact::from(highest - lowest), Exact::from(2)),
        // Without levels, half of the scale is as much as two levels of five.
        None => (Exact::HUNDRED, Exact::from(50)),
    };
    let owned = || heard.iter().any(|heard| heard.owns(question) && rank(leaf, heard.given).is_some());
    let discuss = match () {
        () if applies => Some(Reason::Applies),
        () if range >= two => Some(Reason::Apart),
        () if leaf.combine == Combine::Owner && !owned() => Some(Reason::NoOwner),
        () => None,
    };
    let agreement = ends.as_ref().map(|_| &Exact::ONE - &range.divided(&span).unwrap_or(Exact::ZERO));
    let (lowest, highest) = ends.unzip();
    Some(Agreement { question, lowest, highest, agreement, discuss, agreed })
}

/// The facilitator's target, else the lower median of the targets, with the earliest date of those that set it.
fn target(leaf: &Leaf, question: u32, heard: &[Heard<'_>], agreed: Option<&Heard<'_>>) -> Option<Target> {
    let rank = |target: &Target| match &target.value {
        Given::Step(step) => Exact::from(*step),
        Given::Number(number) => leaf::figure_score(leaf, number),
        _ => Exact::ZERO,
    };
    if let Some(target) = agreed.and_then(|agreed| agreed.set.target(question)) {
        return Some(target.clone());
    }
    let mut targets: Vec<&Target> = heard.iter().filter_map(|heard| heard.set.target(question)).collect();
    targets.sort_by_key(|target| (rank(target), target.by));
    targets.get(targets.len().checked_sub(1)? / 2).map(|target| (*target).clone())
}
