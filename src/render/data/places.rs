//! How results are spread over the places within a unit, as open data.

use serde_json::{Value as Json, json};

use super::{Table, TableName, decimal};
use crate::model::Exact;
use crate::model::framework::Framework;
use crate::model::unit::Unit;
use crate::render::view::Sources;
use crate::score::{RollUp, roll_up};

/// Every unit within which places have results, by framework and unit.
fn all(sources: Sources<'_>) -> impl Iterator<Item = (&Framework, &Unit, RollUp<'_>)> {
    sources.outline.places.iter().filter_map(move |page| {
        let (framework, unit) = (sources.assessments.frameworks.get(&page.framework)?, sources.assessments.units.get(&page.unit)?);
        Some((framework, unit, roll_up(sources.assessments, sources.scores, framework, &page.unit)?))
    })
}

/// `places.csv`: one row for each question and group of each unit.
pub(super) fn table(sources: Sources<'_>) -> Table {
    let text = |exact: Option<&Exact>| exact.map(decimal).unwrap_or_default();
    let mut rows = Vec::new();
    for (framework, unit, roll) in all(sources) {
        for (node, distribution) in framework.compiled.nodes.iter().zip(&roll.nodes) {
            let weakest: Vec<&str> = distribution.weakest().filter_map(|member| Some(roll.members.get(member as usize)?.unit.as_str())).collect();
            rows.push(vec![
                unit.id.to_string(),
                framework.id.to_string(),
                node.id.to_string(),
                distribution.values.len().to_string(),
                distribution.without.to_string(),
                text(distribution.lowest()),
                text(distribution.median.as_ref()),
                text(distribution.mean.as_ref()),
                text(distribution.highest()),
                weakest.join(" "),
            ]);
        }
    }
    Table { columns: TableName::Places.columns(), rows }
}

/// `places.json`: the same, with the figure of each place.
pub(super) fn json(sources: Sources<'_>) -> Json {
    let entry = |(framework, unit, roll): (&Framework, &Unit, RollUp<'_>)| {
        let nodes: serde_json::Map<String, Json> = framework
            .compiled
            .nodes
            .iter()
            .zip(&roll.nodes)
            .map(|(node, distribution)| {
                let values: serde_json::Map<String, Json> = distribution
                    .values
                    .iter()
                    .filter_map(|(member, value)| Some((roll.members.get(*member as usize)?.unit.to_string(), json!(value))))
                    .collect();
                (node.id.to_string(), json!({"values": values, "without": distribution.without, "median": distribution.median, "mean": distribution.mean}))
            })
            .collect();
        let places: Vec<Json> = roll.members.iter().map(|member| json!({"unit": member.unit, "round": member.round})).collect();
        json!({"unit": unit.id, "framework": framework.id, "demo": sources.assessments.is_fictional(&unit.id), "places": places, "nodes": nodes})
    };
    json!({"units": all(sources).map(entry).collect::<Vec<_>>()})
}
