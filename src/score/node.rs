//! The whole tree: one pass over the compiled nodes, children first.
//!
//! Each node has three figures: as it is, and with everything unknown or blank at its lowest and at its highest. Which
//! questions are hidden is the same in all three: an unknown answer hides what depends on it.

use super::aggregate::{Input, aggregate};
use super::{Adjustment, Counts, Minimum, NodeScore, Points, Sheet, State, leaf};
use crate::model::answers::Given;
use crate::model::compiled::{Branch, Compiled, NOT_APPLICABLE, Node, Rounding, Scale, Shape};
use crate::model::exact::Exact;
use crate::model::expression::Value;
use crate::model::framework::{Blank, Kind, RoundAt, RuleName};

/// A figure as it is, with everything unknown at its lowest, and with everything unknown at its highest.
#[derive(Clone, Debug, Default)]
pub(super) struct Three<T> {
    pub(super) exact: Option<T>,
    pub(super) low: Option<T>,
    pub(super) high: Option<T>,
}

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    Exact,
    Low,
    High,
}

impl<T> Three<T> {
    fn get(&self, pass: Pass) -> Option<&T> {
        match pass {
            Pass::Exact => self.exact.as_ref(),
            Pass::Low => self.low.as_ref(),
            Pass::High => self.high.as_ref(),
        }
    }
}

/// What is known of a node while the tree is scored.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) state: State,
    /// Whether it takes part: it or something below it was asked, shown, scored and applies.
    pub(super) applies: bool,
    /// Per cent, before rounding.
    pub(super) scores: Three<Exact>,
    /// The points that 100 per cent stands for, under a parent that sums.
    pub(super) points: Exact,
    /// The share of the applicable weight that was answered, 0 to 1.
    pub(super) answered: Exact,
    pub(super) counts: Counts,
    /// Whether something unknown or blank is in it.
    pub(super) uncertain: bool,
    pub(super) asterisk: bool,
    pub(super) plus: bool,
    pub(super) adjustment: Option<Adjustment>,
    pub(super) level: Option<u32>,
    /// The step of a question with steps, for `lookup`.
    pub(super) step: Three<u32>,
    pub(super) minimum: Option<Minimum>,
}

impl Figure {
    pub(super) fn empty(state: State) -> Self {
        Self {
            state,
            applies: false,
            scores: Three { exact: None, low: None, high: None },
            points: Exact::ONE,
            answered: Exact::ZERO,
            counts: Counts::default(),
            uncertain: false,
            asterisk: false,
            plus: false,
            adjustment: None,
            level: None,
            step: Three { exact: None, low: None, high: None },
            minimum: None,
        }
    }
}

/// The figures of every node, in the order of the compiled nodes.
pub(super) fn figures(compiled: &Compiled, sheet: Sheet<'_>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::with_capacity(compiled.nodes.len());
    for (node, place) in compiled.nodes.iter().zip(0u32..) {
        let figure = match &node.shape {
            Shape::Leaf(leaf) => {
                let earlier = |question: u32| value(compiled, sheet, &figures, question);
                let given = sheet.given.get(leaf.question as usize).unwrap_or(&Given::Blank);
                let asked = sheet.asked.get(leaf.question as usize).copied().unwrap_or(false);
                let state = leaf::state(leaf, given, asked, &earlier);
                let mut figure = leaf::figure(leaf, given, state, compiled.blank);
                if matches!(state, State::Answered | State::No) && figure.applies {
                    figure.counts.evidenced = u32::from(sheet.evidenced.get(leaf.question as usize) == Some(&true));
                }
                round_each(&mut figure, compiled.rounding(place));
                figure
            }
            Shape::Branch(branch) => group(compiled, branch, &figures),
        };
        figures.push(figure);
    }
    figures
}

/// The value of an earlier question in conditions: null unless it is answered.
fn value<'a>(compiled: &'a Compiled, sheet: Sheet<'a>, figures: &[Figure], question: u32) -> Value<'a> {
    let place = compiled.questions.get(question as usize).copied().unwrap_or(u32::MAX) as usize;
    let answered = figures.get(place).is_some_and(|figure| matches!(figure.state, State::Answered | State::No));
    match (answered, compiled.leaf(question), sheet.given.get(question as usize)) {
        (true, Some(leaf), Some(given)) => leaf::value(leaf, given),
        _ => Value::Null,
    }
}

/// Under `at: each`, parents start from rounded figures.
fn round_each(figure: &mut Figure, rounding: Rounding) {
    if rounding.at == RoundAt::Each {
        for score in [&mut figure.scores.exact, &mut figure.scores.low, &mut figure.scores.high].into_iter().flatten() {
            *score = score.rounded(rounding.places, rounding.mode);
        }
    }
}

/// What a child is for a parent's rule.
pub(super) fn weight_in(branch: &Branch, node: &Node, figure: &Figure) -> Exact {
    match branch.rule.name {
        RuleName::Sum => &node.weight * &figure.points,
        _ => node.weight.clone(),
    }
}

fn group(compiled: &Compiled, branch: &Branch, figures: &[Figure]) -> Figure {
    let children: Vec<(u32, &Node, &Figure)> = branch
        .children
        .iter()
        .filter_map(|child| Some((*child, compiled.nodes.get(*child as usize)?, figures.get(*child as usize)?)))
        .collect();
    let mut figure = Figure::empty(State::Scored);
    for (_, _, child) in &children {
        figure.counts.add(&child.counts);
        figure.applies |= child.applies;
    }
    if !figure.applies {
        let unscored = figure.counts == Counts::default();
        let asked = children.iter().any(|(_, _, child)| child.state != State::NotAsked);
        figure.state = match (asked, unscored) {
            (false, _) => State::NotAsked,
            (true, true) => State::Unscored,
            (true, false) => State::NotApplicable,
        };
        return figure;
    }
    let weights: Vec<Exact> = children.iter().map(|(_, node, child)| weight_in(branch, node, child)).collect();
    let (mut answered, mut applicable) = (Exact::ZERO, Exact::ZERO);
    for ((place, _, child), weight) in children.iter().zip(&weights).filter(|((_, _, child), _)| child.applies) {
        answered = &answered + &(weight * &child.answered);
        applicable = &applicable + weight;
        figure.uncertain |= child.uncertain;
        figure.asterisk |= child.asterisk;
        if let Some(score) = &child.scores.exact {
            let lowest = figure.minimum.as_ref().map(|minimum| &minimum.score);
            figure.plus |= lowest.is_some_and(|lowest| lowest != score);
            if lowest.is_none_or(|lowest| score < lowest) {
                figure.minimum = Some(Minimum { node: *place, score: score.clone() });
            }
        }
    }
    figure.plus &= branch.rule.name == RuleName::MinPlus;
    figure.answered = answered.divided(&applicable).unwrap_or(Exact::ZERO);
    if branch.rule.name == RuleName::Sum {
        figure.points = applicable;
    }
    let parts = Parts { compiled, branch, children: &children, weights: &weights, figures };
    figure.scores.exact = parts.score(Pass::Exact).map(|(score, adjustment)| {
        figure.adjustment = adjustment;
        score
    });
    if figure.uncertain {
        figure.scores.low = parts.score(Pass::Low).map(|(score, _)| score);
        figure.scores.high = parts.score(Pass::High).map(|(score, _)| score);
    } else {
        figure.scores.low.clone_from(&figure.scores.exact);
        figure.scores.high.clone_from(&figure.scores.exact);
    }
    round_each(&mut figure, branch.rounding);
    let enough = &figure.answered * &Exact::HUNDRED >= compiled.threshold;
    if !enough || figure.scores.exact.is_none() {
        figure.state = State::Insufficient;
    }
    figure
}

/// What a group is made of.
struct Parts<'a> {
    compiled: &'a Compiled,
    branch: &'a Branch,
    children: &'a [(u32, &'a Node, &'a Figure)],
    weights: &'a [Exact],
    figures: &'a [Figure],
}

impl Parts<'_> {
    /// The group's figure and what changed it; `None` if no child has a figure.
    fn score(&self, pass: Pass) -> Option<(Exact, Option<Adjustment>)> {
        let inputs: Vec<Input<'_>> = self
            .children
            .iter()
            .zip(self.weights)
            .filter(|((_, _, child), _)| child.applies)
            .filter_map(|((_, node, child), weight)| Some(Input { score: child.scores.get(pass)?, weight, stage: node.stage }))
            .collect();
        if inputs.is_empty() {
            return None;
        }
        let blank_child = |(_, node, child): &(u32, &Node, &Figure)| matches!(node.shape, Shape::Leaf(_)) && child.applies && child.state == State::Blank;
        if self.compiled.blank == Blank::ZeroNode && pass != Pass::High && self.children.iter().any(blank_child) {
            return Some((Exact::ZERO, Some(Adjustment::Zeroed)));
        }
        let words: Vec<&str> = if self.branch.rule.name == RuleName::Lookup { self.words(pass) } else { Vec::new() };
        let mut score = aggregate(&self.branch.rule, &inputs, &words);
        let raised = |child: &u32| self.figures.get(*child as usize).and_then(|child| child.scores.get(pass)) == Some(&Exact::HUNDRED);
        let mut adjustment = None;
        if score != Exact::HUNDRED && self.branch.override_max.iter().any(raised) {
            score = Exact::HUNDRED;
            adjustment = Some(Adjustment::Raised);
        }
        // A cap is a safeguard: it holds against everything else.
        match &self.branch.cap_if {
            Some((below, to)) if score > *to && self.branch.children.iter().any(|child| self.critical_below(*child, below, pass)) => {
                Some((to.clone(), Some(Adjustment::Capped)))
            }
            _ => Some((score, adjustment)),
        }
    }

    /// The answers of all children in order, `n/a` for what does not count.
    fn words(&self, pass: Pass) -> Vec<&str> {
        self.children.iter().map(|(_, node, figure)| step_word(node, figure, pass)).collect()
    }

    fn critical_below(&self, node: u32, below: &Exact, pass: Pass) -> bool {
        match self.compiled.nodes.get(node as usize).map(|node| &node.shape) {
            Some(Shape::Leaf(leaf)) => {
                let figure = self.figures.get(node as usize).filter(|figure| leaf.critical && figure.applies);
                figure.and_then(|figure| figure.scores.get(pass)).is_some_and(|score| score < below)
            }
            Some(Shape::Branch(branch)) => branch.children.iter().any(|child| self.critical_below(*child, below, pass)),
            None => false,
        }
    }
}

fn step_word<'a>(node: &'a Node, figure: &Figure, pass: Pass) -> &'a str {
    match (&node.shape, figure.step.get(pass)) {
        (Shape::Leaf(leaf), Some(step)) => match &leaf.scale {
            Scale::Steps(steps) => steps.get(*step as usize).map_or(NOT_APPLICABLE, |(word, _)| word),
            _ => NOT_APPLICABLE,
        },
        _ => NOT_APPLICABLE,
    }
}

/// The public result of a node.
pub(super) fn result(compiled: &Compiled, place: u32, node: &Node, figure: Figure) -> NodeScore {
    let rounding = compiled.rounding(place);
    let round = |score: Option<Exact>| score.map(|score| score.rounded(rounding.places, rounding.mode));
    let shown = figure.state.has_number();
    let score = if shown { round(figure.scores.exact.clone()) } else { None };
    let band = score.as_ref().and_then(|score| compiled.bands.iter().rposition(|(_, from)| from <= score));
    let adds_up = match &node.shape {
        Shape::Branch(branch) => branch.rule.name == RuleName::Sum,
        Shape::Leaf(leaf) => leaf.kind == Kind::Points,
    };
    let points = figure.scores.exact.as_ref().filter(|_| adds_up && shown).map(|exact| Points {
        had: (exact * &figure.points).divided(&Exact::HUNDRED).unwrap_or(Exact::ZERO),
        of: figure.points.clone(),
    });
    NodeScore {
        state: figure.state,
        band: band.and_then(|band| u32::try_from(band).ok()),
        score,
        exact: figure.scores.exact,
        low: round(figure.scores.low),
        high: round(figure.scores.high),
        completeness: &figure.answered * &Exact::HUNDRED,
        counts: figure.counts,
        asterisk: figure.asterisk,
        plus: figure.plus,
        level: figure.level,
        minimum: figure.minimum,
        adjustment: figure.adjustment,
        points,
    }
}
