//! Scores as open data: one row a node of each unit's result, the same as JSON, and the traces in a file for each result.
//!
//! Everything is written straight into text, result by result and in parallel: with a thousand results there are a
//! hundred thousand nodes, and the traces of all of them are many times the results.

use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;

use super::{TableName, decimal, push_cell};
use crate::model::answers::AnswerSet;
use crate::model::compiled::Shape;
use crate::model::exact::Exact;
use crate::model::framework::Framework;
use crate::render::view::Sources;
use crate::score::{Traces, UnitScores, answers_of, respondents};

/// `scores.csv`.
pub(super) fn csv(sources: Sources<'_>) -> Vec<u8> {
    let rows: Vec<String> = sources.scores.units.par_iter().map(|result| rows(sources, result)).collect();
    let mut out = TableName::Scores.columns().join(",") + "\r\n";
    out.reserve(rows.iter().map(String::len).sum::<usize>());
    out.extend(rows);
    out.into_bytes()
}

fn rows(sources: Sources<'_>, result: &UnitScores) -> String {
    let mut out = String::new();
    let Some(framework) = sources.assessments.frameworks.get(&result.framework) else { return out };
    let compiled = &framework.compiled;
    let mut start = String::new();
    for cell in [result.unit.as_str(), &result.round, result.framework.as_str()] {
        push_cell(&mut start, cell);
        start.push(',');
    }
    for (node, found) in compiled.nodes.iter().zip(result.nodes.iter()) {
        let kind = match &node.shape {
            Shape::Leaf(leaf) => leaf.kind.word(),
            Shape::Branch(branch) => branch.rule.name.word(),
        };
        let band = found.band.and_then(|band| framework.bands.get(band as usize));
        let text = |exact: &Option<Exact>| exact.as_ref().map(decimal).unwrap_or_default();
        out.push_str(&start);
        for cell in [node.id.as_str(), kind, &text(&found.score), &text(&found.low), &text(&found.high), &decimal(&found.completeness)] {
            push_cell(&mut out, cell);
            out.push(',');
        }
        push_cell(&mut out, band.map_or("", |band| band.id.as_str()));
        out.push(',');
        push_cell(&mut out, result.edition.as_ref().map_or("", crate::model::Id::as_str));
        out.push_str("\r\n");
    }
    out
}

/// `scores.json`: states, counts and intervals of every node, and where the traces are.
pub(super) fn json(sources: Sources<'_>) -> Vec<u8> {
    let results: Vec<String> = sources.scores.units.par_iter().filter_map(|result| entry(sources, result, false)).collect();
    format!("{{\"results\": [\n{}\n]}}\n", results.join(",\n")).into_bytes()
}

/// As [`json`] with the traces in it, result by result.
pub(super) fn json_with_traces(sources: Sources<'_>, out: &mut dyn FnMut(&str)) {
    out("{\"results\": [");
    let entries = sources.scores.units.iter().filter_map(|result| entry(sources, result, true));
    for (index, entry) in entries.enumerate() {
        out(if index == 0 { "\n" } else { ",\n" });
        out(&entry);
    }
    out("\n]}\n");
}

/// One result as a JSON object, one node a line.
fn entry(sources: Sources<'_>, result: &UnitScores, with_traces: bool) -> Option<String> {
    let framework = sources.assessments.frameworks.get(&result.framework)?;
    let mut out = head(sources, framework, result);
    if with_traces {
        out.push_str(",\n\"traces\": [");
        push_traces(&mut out, sources, framework, result);
        out.push(']');
    } else {
        out.push_str(&format!(",\n\"traces_file\": {}", text(&traces_path(result))));
    }
    out.push_str(",\n\"nodes\": {");
    for (index, (node, found)) in framework.compiled.nodes.iter().zip(result.nodes.iter()).enumerate() {
        out.push_str(&format!("{}\n{}: {}", if index == 0 { "" } else { "," }, text(node.id.as_str()), text(found)));
    }
    out.push_str("\n}}");
    Some(out)
}

/// Where the traces of a result are, below `data/`: no two results share a framework, round and unit.
pub(super) fn traces_path(result: &UnitScores) -> String {
    format!("traces/{}/{}/{}.json", result.framework, result.round, result.unit)
}

/// The traces of one result.
pub(super) fn traces(sources: Sources<'_>, index: usize) -> Vec<u8> {
    let found = sources.scores.units.get(index).and_then(|result| Some((result, sources.assessments.frameworks.get(&result.framework)?)));
    let Some((result, framework)) = found else { return b"{}\n".to_vec() };
    let mut out = head(sources, framework, result);
    out.push_str(",\n\"traces\": [");
    push_traces(&mut out, sources, framework, result);
    out.push_str("]}\n");
    out.into_bytes()
}

/// The beginning of an object: what the result is of.
fn head(sources: Sources<'_>, framework: &Framework, result: &UnitScores) -> String {
    let demo = sources.assessments.is_fictional(&result.unit);
    let head = json!({
        "unit": result.unit, "round": result.round, "date": result.date.map(|date| date.to_string()), "demo": demo,
        "framework": result.framework, "edition": result.edition, "framework_version": framework.version, "framework_hash": framework.hash,
        "respondents": respondents(sources.assessments, result),
    });
    let mut head = head.to_string();
    head.pop();
    head
}

fn push_traces(out: &mut String, sources: Sources<'_>, framework: &Framework, result: &UnitScores) {
    let told = result.edition.as_ref().and_then(|_| answers_of(sources.assessments, result));
    let sets: Vec<&AnswerSet> = result.sets.iter().filter_map(|id| sources.assessments.answer_set(id)).collect();
    let traces = match &told {
        Some(told) => Traces::new(&framework.compiled, told.sheet()),
        None => Traces::of_unit(&framework.compiled, &sets),
    };
    for (index, trace) in traces.all().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&text(&trace));
    }
    out.push('\n');
}

/// A value as compact JSON; the values are plain, so this cannot fail.
fn text(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
