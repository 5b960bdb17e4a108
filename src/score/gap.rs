//! From where a question stands to where it should: gaps in levels, and how urgent each is.

use serde::{Serialize, Serializer};

use super::node::Figure;
use super::{Sheet, State, date_text, leaf};
use crate::model::answers::Given;
use crate::model::compiled::{Compiled, Leaf, Shape};
use crate::model::exact::{Exact, Mode};
use crate::model::framework::Kind;
use crate::model::Date;

/// How urgent a gap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Priority 0: there is no gap.
    None,
    /// Priority above 0.
    Low,
    /// Priority at least 0.25.
    Medium,
    /// Priority at least 0.5.
    High,
}

impl Urgency {
    /// The word in data files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Serialize for Urgency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// The gap of one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The question's number.
    pub question: u32,
    /// Its node.
    pub node: u32,
    /// The answer's state; unknown and blank stand at their lowest.
    pub state: State,
    /// Where it stands: a level as the question counts (ladder from 1, others from 0); for points and figures the share
    /// of 1.
    pub current: Exact,
    /// Where it should be, on the same scale.
    pub target: Exact,
    /// Whether the target was set by the respondent, rather than being one level up.
    pub set: bool,
    /// By when.
    #[serde(serialize_with = "date_text")]
    pub by: Option<Date>,
    /// `max(0, target − current)`, in levels.
    pub gap: Exact,
    /// The largest gap that the question can have, in levels.
    pub most: Exact,
    /// What the priority is made of, in levels: the gap where a target was set, else the way to the highest level, so that
    /// without targets the lowest answers come first.
    pub distance: Exact,
    /// Whether the question is critical and stands in the lower half of its scale: any gap that it has is highly urgent,
    /// whatever its priority.
    pub danger: bool,
    /// The question's weight over all (the product of the weights on the way to the whole), divided by the largest: 0 to 1.
    pub weight: Exact,
    /// Priority, 0 to 1: `w · ((1 + distance)² − 1) / ((1 + most)² − 1)`.
    pub priority: Exact,
    /// What the priority amounts to, or high where there is danger.
    pub urgency: Urgency,
}

impl Gap {
    /// Whether somebody knows where the question stands: what is unknown or unanswered is to be found out first, and is no
    /// gap to close.
    #[must_use]
    pub fn is_known(&self) -> bool {
        matches!(self.state, State::Answered | State::No)
    }

    /// Aims at another level: `target` as the question counts.
    #[must_use]
    pub fn aimed(self, target: Exact) -> Self {
        let gap = (&target - &self.current).max(Exact::ZERO);
        let priority = priority(&self.weight, &gap, &self.most);
        Self { set: true, by: None, distance: gap.clone(), urgency: amounts_to(&priority, self.danger), gap, priority, target, ..self }
    }
}

/// What to do first: the gaps of what is known, the most urgent first, among equals those with danger, then by priority,
/// then in the framework's order. Questions without an answer are not among them.
#[must_use]
pub fn first(gaps: &[Gap]) -> Vec<&Gap> {
    let mut known: Vec<&Gap> = gaps.iter().filter(|gap| gap.is_known() && gap.urgency != Urgency::None).collect();
    known.sort_by(|a, b| (b.urgency, b.danger, &b.priority, a.question).cmp(&(a.urgency, a.danger, &a.priority, b.question)));
    known
}

/// `w · ((1 + gap)² − 1) / ((1 + most)² − 1)`, 0 to 1; 0 if `most` is 0.
#[must_use]
pub fn priority(weight: &Exact, gap: &Exact, most: &Exact) -> Exact {
    let lifted = |levels: &Exact| {
        let one_more = &Exact::ONE + levels;
        &(&one_more * &one_more) - &Exact::ONE
    };
    (weight * &lifted(gap)).divided(&lifted(most)).unwrap_or(Exact::ZERO)
}

/// High from 0.5, medium from 0.25, low above 0.
#[must_use]
pub fn urgency(priority: &Exact) -> Urgency {
    let quarters = priority * &Exact::from(4);
    if quarters >= Exact::from(2) {
        Urgency::High
    } else if quarters >= Exact::ONE {
        Urgency::Medium
    } else if *priority > Exact::ZERO {
        Urgency::Low
    } else {
        Urgency::None
    }
}

/// The urgency of a gap: what its priority amounts to, and high where there is danger and a gap.
fn amounts_to(priority: &Exact, danger: bool) -> Urgency {
    if danger && !priority.is_zero() { Urgency::High } else { urgency(priority) }
}

/// How much of the targets is reached: `1 − Σ gap / Σ target`; `None` if the targets add up to 0.
pub fn to_target<'a>(pairs: impl Iterator<Item = (&'a Exact, &'a Exact)>) -> Option<Exact> {
    let (mut gaps, mut targets) = (Exact::ZERO, Exact::ZERO);
    for (current, target) in pairs {
        gaps = &gaps + &(target - current).max(Exact::ZERO);
        targets = &targets + target;
    }
    Some(&Exact::ONE - &gaps.divided(&targets)?)
}

/// Progress from a baseline to date: `(C − B) / (T − B)`; `None` if baseline and target are the same.
#[must_use]
pub fn progress(baseline: &Exact, current: &Exact, target: &Exact) -> Option<Exact> {
    (current - baseline).divided(&(target - baseline))
}

/// The gaps of every question that counts and has levels or a target.
///
/// `weights` are those of [`weights`].
pub(super) fn gaps(compiled: &Compiled, weights: &[Exact], figures: &[Figure], sheet: Sheet<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (node, question) in compiled.questions.iter().zip(0u32..) {
        let (Some(leaf), Some(figure)) = (compiled.leaf(question), figures.get(*node as usize)) else { continue };
        if !figure.applies {
            continue;
        }
        let target = sheet.targets.target(question);
        let given = sheet.given.get(question as usize).unwrap_or(&Given::Blank);
        let Some(Ends { current, target: goal, lowest, most }) = ends(leaf, figure, given, target.map(|target| &target.value)) else { continue };
        let gap = (&goal - &current).max(Exact::ZERO);
        let risen = &current - &lowest;
        let distance = if target.is_some() { gap.clone() } else { &most - &risen };
        let danger = in_danger(leaf, &risen, &most);
        let weight = weights.get(question as usize).cloned().unwrap_or(Exact::ONE);
        let priority = priority(&weight, &distance, &most);
        gaps.push(Gap {
            question,
            node: *node,
            state: figure.state,
            current,
            target: goal,
            set: target.is_some(),
            by: target.and_then(|target| target.by),
            gap,
            most,
            distance,
            danger,
            weight,
            urgency: amounts_to(&priority, danger),
            priority,
        });
    }
    gaps
}

/// Whether a question is critical and stands, `risen` above its lowest, in the lower half of its scale.
pub(super) fn in_danger(leaf: &Leaf, risen: &Exact, most: &Exact) -> bool {
    leaf.critical && risen * &Exact::from(2) < *most
}

/// Where a question stands and should stand, its lowest level, and its largest gap.
struct Ends {
    current: Exact,
    target: Exact,
    lowest: Exact,
    most: Exact,
}

/// The ends of a question's gap, in levels; `None` where there is nothing to aim at.
fn ends(leaf: &Leaf, figure: &Figure, given: &Given, target: Option<&Given>) -> Option<Ends> {
    if let Some((lowest, highest)) = leaf::levels(leaf) {
        let current = leaf::position(leaf, given).unwrap_or_else(|| Exact::from(lowest));
        let goal = match target {
            // A gated question's target is a level already; a step of a ladder is counted from 0.
            Some(Given::Step(step)) => Exact::from(step + u32::from(leaf.kind == Kind::Ladder)),
            // The next whole level: of a mean between two levels, the upper one.
            _ => (&current.rounded(0, Mode::Floor) + &Exact::ONE).min(Exact::from(highest)),
        };
        return Some(Ends { current, target: goal, lowest: Exact::from(lowest), most: Exact::from(highest - lowest) });
    }
    let share = |score: &Exact| score.divided(&Exact::HUNDRED).unwrap_or(Exact::ZERO);
    match target {
        Some(Given::Number(number)) => {
            let current = figure.scores.low.as_ref().map_or(Exact::ZERO, share);
            Some(Ends { current, target: share(&leaf::figure_score(leaf, number)), lowest: Exact::ZERO, most: Exact::ONE })
        }
        _ => None,
    }
}

/// The weight of every node over all: the product of the weights on the way to the root.
pub(super) fn over_all(compiled: &Compiled) -> Vec<Exact> {
    // Parents come after their children, so the way back meets each parent first.
    let mut over_all: Vec<Exact> = vec![Exact::ONE; compiled.nodes.len()];
    for (place, node) in compiled.nodes.iter().enumerate().rev() {
        let parent = node.parent.and_then(|parent| over_all.get(parent as usize)).unwrap_or(&Exact::ONE);
        let weight = &node.weight * parent;
        if let Some(slot) = over_all.get_mut(place) {
            *slot = weight;
        }
    }
    over_all
}

/// The weight of every question over all, divided by the largest: 0 to 1.
pub(super) fn weights(compiled: &Compiled) -> Vec<Exact> {
    let over_all = over_all(compiled);
    let leaf = |node: &u32| match compiled.nodes.get(*node as usize).map(|node| &node.shape) {
        Some(Shape::Leaf(leaf)) if leaf.kind.is_scored() => over_all.get(*node as usize).cloned().unwrap_or(Exact::ONE),
        _ => Exact::ZERO,
    };
    let products: Vec<Exact> = compiled.questions.iter().map(leaf).collect();
    let largest = products.iter().max().cloned().unwrap_or(Exact::ONE);
    products.iter().map(|product| product.divided(&largest).unwrap_or(Exact::ONE)).collect()
}
