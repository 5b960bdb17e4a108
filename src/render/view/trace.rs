//! How a number came about, in words and figures: enough for a reader who has only the page to calculate it again.

use serde::Serialize;

use super::Maker;
use super::said::Said;
use crate::model::{Exact, Id, Text};
use crate::model::compiled::{Scale, Shape};
use crate::model::framework::{Domain, Framework, Kind, RuleName};
use crate::score::{self, Trace, Traces};

/// How a number came about, as a table.
#[derive(Serialize)]
pub(super) struct TraceView {
    rule: String,
    /// What else made the number: what counts as met, a cap, what raised it, the interval.
    notes: Vec<Said>,
    rounding: String,
    lines: Vec<TraceLine>,
    exact: String,
    result: String,
    completeness: String,
}

/// How the number of a part came about.
#[derive(Serialize)]
pub(super) struct NamedTrace {
    title: Said,
    trace: TraceView,
}

#[derive(Serialize)]
struct TraceLine {
    name: Said,
    /// Why it has its weight.
    reason: Said,
    state: String,
    weight: String,
    share: String,
    score: String,
}

impl Maker<'_> {
    pub(super) fn trace_view(&self, framework: &Framework, traces: &Traces<'_>, node: u32) -> Option<TraceView> {
        let trace: Trace = traces.of(node)?;
        let per_cent = |exact: &Option<Exact>| exact.as_ref().map_or_else(|| String::from("–"), |exact| self.readable(exact));
        let (at, places, mode) = trace.rounding;
        Some(TraceView {
            rule: self.words.get(&format!("rule_{}", trace.rule)).to_owned(),
            notes: self.trace_notes(framework, node, &trace),
            rounding: self.words.fill(
                "rounding",
                &[("at", self.words.get(&format!("rounding_{at}"))), ("places", &places.to_string()), ("mode", self.words.get(&format!("rounding_{mode}")))],
            ),
            lines: trace
                .inputs
                .iter()
                .map(|input| TraceLine {
                    name: self.node_said(framework, &input.id),
                    reason: self.said_if(weight_reason(framework, &input.id)),
                    state: self.input_words(framework, input),
                    weight: self.words.number(&input.weight.to_string()),
                    share: per_cent(&input.share),
                    score: per_cent(&input.score),
                })
                .collect(),
            exact: per_cent(&trace.exact),
            result: per_cent(&trace.score),
            completeness: self.words.per_cent(&trace.completeness.rounded(1, crate::model::exact::Mode::HalfUp).to_string()),
        })
    }

    /// An area and its topics, down to the answers; nothing for what was not asked.
    pub(super) fn area_traces(&self, framework: &Framework, traces: &Traces<'_>, domain: &Domain) -> Vec<NamedTrace> {
        let topics = domain.capacities.iter().map(|capacity| (self.said(&capacity.title), capacity.node));
        let parts = std::iter::once((self.area_said(&domain.id), domain.node)).chain(topics);
        let asked = |node: u32| traces.of(node).is_some_and(|trace| trace.state != score::State::NotAsked);
        parts.filter(|(_, node)| asked(*node)).filter_map(|(title, node)| Some(NamedTrace { title, trace: self.trace_view(framework, traces, node)? })).collect()
    }

    /// A number of a trace for reading: as it is if it ends soon, else with three decimals and a sign that there are more.
    fn readable(&self, exact: &Exact) -> String {
        let text = exact.to_string();
        if text.contains('/') || text.len() > 10 { format!("≈ {}", self.words.per_cent(&exact.fixed(3))) } else { self.words.per_cent(&text) }
    }

    /// The state of a part, with the level where it has one.
    fn input_words(&self, framework: &Framework, input: &score::TraceInput) -> String {
        let state = self.words.get(&format!("state_{}", input.state.word())).to_owned();
        // "There is none" says all; its level would only repeat it.
        if input.state == score::State::No {
            return state;
        }
        match (input.level, framework.find(input.id.as_str())) {
            (Some(level), Some(indicator)) => format!("{state}: {}", self.level_words(framework, indicator, Some(level), None)),
            _ => state,
        }
    }

    /// What else made a number.
    fn trace_notes(&self, framework: &Framework, node: u32, trace: &Trace) -> Vec<Said> {
        let mut notes: Vec<Said> = Vec::new();
        let per_cent = |exact: &Exact| self.readable(exact);
        let Some(Shape::Branch(branch)) = framework.compiled.nodes.get(node as usize).map(|node| &node.shape) else { return notes };
        match (branch.rule.name, &trace.parameter) {
            (RuleName::ShareMet | RuleName::Staged, Some(met)) => notes.push(self.words.fill("trace_met", &[("met", &per_cent(met))]).into()),
            (RuleName::Lookup, Some(default)) => {
                notes.extend(branch.rule.rows.iter().map(|(answers, score)| self.words.fill("trace_row", &[("answers", &answers.join(", ")), ("score", &per_cent(score))]).into()));
                notes.push(self.words.fill("trace_default", &[("score", &per_cent(default))]).into());
            }
            _ => {}
        }
        if let Some((below, to)) = &trace.cap {
            let key = if trace.adjustment == Some(score::Adjustment::Capped) { "trace_capped" } else { "trace_cap" };
            notes.push(self.words.fill(key, &[("below", &per_cent(below)), ("to", &per_cent(to))]).into());
        }
        if !branch.override_max.is_empty() {
            let names = branch.override_max.iter().filter_map(|child| framework.compiled.nodes.get(*child as usize)).map(|child| self.node_said(framework, &child.id));
            let key = if trace.adjustment == Some(score::Adjustment::Raised) { "trace_raised" } else { "trace_override" };
            notes.push(self.fill_said(key, &[("names", Said::join(names, "; "))]));
        }
        if trace.adjustment == Some(score::Adjustment::Zeroed) {
            notes.push(self.words.get("trace_zeroed").into());
        }
        if let (Some(low), Some(high)) = (&trace.low, &trace.high)
            && low != high
        {
            notes.push(self.words.fill("trace_interval", &[("low", &per_cent(low)), ("high", &per_cent(high))]).into());
        }
        notes.push(self.words.fill("trace_threshold", &[("threshold", &per_cent(&trace.threshold))]).into());
        notes
    }

    /// How answers become per cent, a sentence for each kind of question that the framework has.
    pub(super) fn how_answers_count(&self, framework: &Framework) -> Vec<String> {
        let mut kinds: Vec<Kind> = framework.indicators().map(|indicator| indicator.kind).filter(|kind| kind.is_scored()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut sentences: Vec<String> = kinds
            .into_iter()
            .map(|kind| {
                let leaf = framework.indicators().find(|indicator| indicator.kind == kind).and_then(|indicator| framework.compiled.leaf(indicator.number));
                let key = format!("how_{}", kind.word());
                match leaf.map(|leaf| &leaf.scale) {
                    Some(Scale::Steps(steps)) if kind == Kind::Ladder => {
                        let levels: Vec<String> = steps.iter().map(|(level, score)| format!("{level} = {}", self.readable(score))).collect();
                        self.words.fill(&key, &[("levels", &levels.join(", "))])
                    }
                    _ => self.words.fill(&key, &[("levels", &framework.levels.to_string())]),
                }
            })
            .collect();
        if framework.illustrative {
            sentences.insert(0, self.words.get("how_illustrative").to_owned());
        }
        sentences.push(self.words.get(&format!("how_blank_{}", framework.compiled.blank.word())).to_owned());
        sentences
    }
}

/// Why a question or topic has its weight, where the question set says so.
fn weight_reason<'f>(framework: &'f Framework, id: &Id) -> Option<&'f Text> {
    if let Some(indicator) = framework.find(id.as_str()) {
        return indicator.weight_reason.as_ref();
    }
    let topic = framework.domains.iter().flat_map(|domain| &domain.capacities).find(|capacity| capacity.id == *id);
    topic.and_then(|topic| topic.weight_reason.as_ref())
}
