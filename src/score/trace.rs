//! Why a number is what it is: inputs, states, weights, rule, rounding, result. The page, the print annex and
//! `--explain` say it from the same data.

use std::fmt::Write as _;

use serde::Serialize;

use super::node::{Figure, figures, weight_in};
use super::{Adjustment, Sheet, State, combine};
use crate::model::answers::AnswerSet;
use crate::model::compiled::{Branch, Compiled, Node, Shape};
use crate::model::exact::Exact;
use crate::model::framework::RuleName;
use crate::model::Id;

/// The trace of one node.
#[derive(Clone, Debug, Serialize)]
pub struct Trace {
    /// The node's id.
    pub id: Id,
    /// What became of it.
    pub state: State,
    /// Group: the rule's name. Question: its kind.
    pub rule: &'static str,
    /// What the rule needs besides the inputs: `met`, the table's default.
    pub parameter: Option<Exact>,
    /// Group: its children, in order, also those that do not take part. Empty for a question.
    pub inputs: Vec<TraceInput>,
    /// Question with levels: the level as the question counts.
    pub level: Option<u32>,
    /// `(below, to)` of a cap, whether or not it holds.
    pub cap: Option<(Exact, Exact)>,
    /// What changed the rule's figure.
    pub adjustment: Option<Adjustment>,
    /// The result before rounding, in per cent.
    pub exact: Option<Exact>,
    /// The interval before rounding.
    pub low: Option<Exact>,
    /// The interval before rounding.
    pub high: Option<Exact>,
    /// Per cent of the applicable weight that was answered.
    pub completeness: Exact,
    /// Per cent that must be answered for a number to be shown.
    pub threshold: Exact,
    /// `at`, decimal places and mode of the rounding.
    pub rounding: (&'static str, u32, &'static str),
    /// The number shown, if one may be.
    pub score: Option<Exact>,
}

/// A child as it enters its parent's rule.
#[derive(Clone, Debug, Serialize)]
pub struct TraceInput {
    /// Its id.
    pub id: Id,
    /// Its state.
    pub state: State,
    /// Its weight (under `sum`, times the points it stands for).
    pub weight: Exact,
    /// Its share of all weights that take part, in per cent; `None` if it does not take part.
    pub share: Option<Exact>,
    /// Its per cent as it enters; `None` if it does not take part.
    pub score: Option<Exact>,
    /// Its level, for a question with levels.
    pub level: Option<u32>,
}

/// A scored sheet from which any node's trace can be told: for several traces, so that it is scored once.
#[derive(Debug)]
pub struct Traces<'a> {
    compiled: &'a Compiled,
    figures: Vec<Figure>,
}

impl<'a> Traces<'a> {
    /// Scores a sheet.
    #[must_use]
    pub fn new(compiled: &'a Compiled, sheet: Sheet<'_>) -> Self {
        Self { compiled, figures: figures(compiled, sheet) }
    }

    /// Scores what the respondents of a unit say together; of a single one, what that one says.
    #[must_use]
    pub fn of_unit(compiled: &'a Compiled, sets: &[&AnswerSet]) -> Self {
        match sets {
            [one] => Self::new(compiled, (*one).into()),
            several => Self::new(compiled, combine::combine(compiled, several).sheet()),
        }
    }

    /// The trace of the node at a place in the compiled framework; `None` if there is no such node.
    #[must_use]
    pub fn of(&self, node: u32) -> Option<Trace> {
        one(self.compiled, &self.figures, node)
    }

    /// The traces of all nodes, in the order of the compiled framework.
    pub fn all(&self) -> impl Iterator<Item = Trace> {
        (0u32..).take(self.figures.len()).filter_map(|node| self.of(node))
    }
}

/// The trace of the node at a place in the compiled framework; `None` if there is no such node.
#[must_use]
pub fn trace(compiled: &Compiled, sheet: Sheet<'_>, node: u32) -> Option<Trace> {
    Traces::new(compiled, sheet).of(node)
}

/// The traces of a node and of everything below it that takes part, as plain text, the node first; `name` gives a node's
/// title. Empty if there is no such node.
#[must_use]
pub fn explain(compiled: &Compiled, sheet: Sheet<'_>, node: u32, name: &dyn Fn(&Id) -> String) -> String {
    let figures = figures(compiled, sheet);
    let mut out = String::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let Some(trace) = one(compiled, &figures, node) else { continue };
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&trace.to_text(name));
        if let Some(Shape::Branch(branch)) = compiled.nodes.get(node as usize).map(|node| &node.shape) {
            let takes_part = |child: &&u32| figures.get(**child as usize).is_some_and(|figure| figure.applies);
            open.extend(branch.children.iter().rev().filter(takes_part));
        }
    }
    out
}

fn one(compiled: &Compiled, figures: &[Figure], node: u32) -> Option<Trace> {
    let (at, figure) = (compiled.nodes.get(node as usize)?, figures.get(node as usize)?);
    let rounding = compiled.rounding(node);
    let (rule, parameter, inputs, cap) = match &at.shape {
        Shape::Leaf(leaf) => (leaf.kind.word(), None, Vec::new(), None),
        Shape::Branch(branch) => {
            let rule = &branch.rule;
            let parameter = match rule.name {
                RuleName::ShareMet | RuleName::Staged => Some(rule.met.clone()),
                RuleName::Lookup => Some(rule.default.clone()),
                _ => None,
            };
            let cap = branch.cap_if.clone();
            (rule.name.word(), parameter, inputs(compiled, branch, figures), cap)
        }
    };
    let score = figure.scores.exact.as_ref().filter(|_| figure.state.has_number()).map(|score| score.rounded(rounding.places, rounding.mode));
    Some(Trace {
        id: at.id.clone(),
        state: figure.state,
        rule,
        parameter,
        inputs,
        level: figure.level,
        cap,
        adjustment: figure.adjustment,
        exact: figure.scores.exact.clone(),
        low: figure.scores.low.clone(),
        high: figure.scores.high.clone(),
        completeness: &figure.answered * &Exact::HUNDRED,
        threshold: compiled.threshold.clone(),
        rounding: (rounding.at.word(), rounding.places, rounding.mode.word()),
        score,
    })
}

fn inputs(compiled: &Compiled, branch: &Branch, figures: &[Figure]) -> Vec<TraceInput> {
    let children: Vec<(&Node, &Figure, Exact)> = branch
        .children
        .iter()
        .filter_map(|child| {
            let (node, figure) = (compiled.nodes.get(*child as usize)?, figures.get(*child as usize)?);
            Some((node, figure, weight_in(branch, node, figure)))
        })
        .collect();
    let takes_part = |figure: &Figure| figure.applies && figure.scores.exact.is_some();
    let all: Exact = children.iter().filter(|(_, figure, _)| takes_part(figure)).map(|(_, _, weight)| weight).sum();
    children
        .into_iter()
        .map(|(node, figure, weight)| TraceInput {
            id: node.id.clone(),
            state: figure.state,
            share: (&weight * &Exact::HUNDRED).divided(&all).filter(|_| takes_part(figure)),
            weight,
            score: figure.scores.exact.clone().filter(|_| takes_part(figure)),
            level: figure.level,
        })
        .collect()
}

impl Trace {
    /// The trace as plain text, in English, one line a fact; `name` gives a node's title.
    #[must_use]
    pub fn to_text(&self, name: &dyn Fn(&Id) -> String) -> String {
        let mut out = String::new();
        let number = |number: &Option<Exact>| number.as_ref().map_or_else(|| String::from("—"), readable);
        _ = writeln!(out, "{} ({})", name(&self.id), self.id);
        for input in &self.inputs {
            let level = input.level.map_or(String::new(), |level| format!(", level {level}"));
            let share = input.share.as_ref().map_or(String::from("left out"), |share| format!("{} % of the weight", share.fixed(1)));
            _ = writeln!(out, "  {:>8}  {} [{}{level}], weight {}, {share}", number(&input.score), input.id, input.state.word(), input.weight);
        }
        if let Some(level) = self.level {
            _ = writeln!(out, "  level     {level}");
        }
        let parameter = self.parameter.as_ref().map_or(String::new(), |parameter| format!(" ({parameter})"));
        _ = writeln!(out, "  rule      {}{parameter}", self.rule);
        if let Some((below, to)) = &self.cap {
            let holds = if self.adjustment == Some(Adjustment::Capped) { "holds" } else { "does not hold" };
            _ = writeln!(out, "  cap       at {to} while a critical question is below {below}: {holds}");
        }
        match self.adjustment {
            Some(Adjustment::Raised) => _ = writeln!(out, "  raised    a child at its maximum raises this to 100"),
            Some(Adjustment::Zeroed) => _ = writeln!(out, "  zeroed    a blank question makes this 0"),
            Some(Adjustment::Capped) | None => {}
        }
        _ = writeln!(out, "  exact     {}", self.exact.as_ref().map_or(String::from("—"), Exact::to_string));
        if self.low != self.high {
            _ = writeln!(out, "  interval  {} to {}", number(&self.low), number(&self.high));
        }
        _ = writeln!(out, "  answered  {} % of the weight that applies (needed: {})", self.completeness.fixed(1), self.threshold);
        let (at, places, mode) = self.rounding;
        _ = writeln!(out, "  rounding  {at}, {places} places, {mode}");
        let result = self.score.as_ref().map_or_else(|| self.state.word().to_owned(), |score| score.fixed(places));
        _ = writeln!(out, "  result    {result}");
        out
    }
}

/// A number for reading: as it is if it ends soon, else with three decimals and a tilde.
fn readable(number: &Exact) -> String {
    let text = number.to_string();
    if text.contains('/') || text.len() > 8 { format!("~{}", number.fixed(3)) } else { text }
}
