//! Scores as open data: one row a node of each unit's result, and the same as JSON with traces.

use serde_json::{Value as Json, json};

use super::Table;
use crate::model::compiled::Shape;
use crate::render::view::Sources;
use crate::score;

/// `scores.csv` and its twin.
pub(super) fn scores(sources: Sources<'_>) -> (Table, Json) {
    let mut rows = Vec::new();
    let mut results: Vec<Json> = Vec::new();
    for result in &sources.scores.units {
        let Some(framework) = sources.assessments.frameworks.get(&result.framework) else { continue };
        let compiled = &framework.compiled;
        let band = |band: Option<u32>| band.and_then(|band| framework.bands.get(band as usize)).map(|band| band.id.to_string());
        for (node, found) in compiled.nodes.iter().zip(result.nodes.iter()) {
            let kind = match &node.shape {
                Shape::Leaf(leaf) => leaf.kind.word(),
                Shape::Branch(branch) => branch.rule.name.word(),
            };
            let text = |exact: &Option<crate::model::Exact>| exact.as_ref().map(ToString::to_string).unwrap_or_default();
            rows.push(vec![
                result.unit.to_string(),
                result.round.clone(),
                result.framework.to_string(),
                node.id.to_string(),
                kind.to_owned(),
                text(&found.score),
                text(&found.low),
                text(&found.high),
                found.completeness.to_string(),
                band(found.band).unwrap_or_default(),
            ]);
        }
        // One answer set: the trace is that of its answers. Several: that of what they were consolidated to.
        let set = sources.assessments.answers.iter().find(|set| result.sets.as_slice() == [set.id.clone()]);
        let traces: Vec<Json> = set
            .map(|set| {
                let nodes = 0..u32::try_from(compiled.nodes.len()).unwrap_or(0);
                nodes.filter_map(|node| score::trace(compiled, set.into(), node)).filter_map(|trace| serde_json::to_value(trace).ok()).collect()
            })
            .unwrap_or_default();
        let nodes: serde_json::Map<String, Json> = compiled
            .nodes
            .iter()
            .zip(result.nodes.iter())
            .map(|(node, found)| (node.id.to_string(), serde_json::to_value(found).unwrap_or_default()))
            .collect();
        let demo = sources.assessments.units.get(&result.unit).is_some_and(|unit| unit.fictional);
        results.push(json!({
            "unit": result.unit, "round": result.round, "date": result.date.map(|date| date.to_string()), "demo": demo,
            "framework": result.framework, "framework_version": framework.version, "framework_hash": framework.hash,
            "respondents": result.sets.len(), "nodes": nodes, "traces": traces,
        }));
    }
    let columns = &["unit", "round", "framework", "node", "kind", "value", "low", "high", "completeness", "band"];
    (Table { columns, rows }, json!({ "results": results }))
}
