//! `rumbo score --framework F --table T`: a flat table of codes, scored against a framework of the site or of a folder.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::{Answer, Printer, ResultFormat, ScoreArguments};
use crate::diag::{self, Diagnostic, Format, Severity, suggest};
use crate::fs;
use crate::load::table;
use crate::model::answers::{Given, UnitAnswers, table as codes};
use crate::model::compiled::Shape;
use crate::model::framework::{self, Framework, RoundAt};
use crate::model::{Exact, answers::Target};
use crate::outline::Edition;
use crate::render::data::{Table, decimal};
use crate::score::{self, NodeScore, Sheet, Targets};
use crate::source::{Source, Sources};
use crate::Options;

/// A table of codes sets no targets.
#[derive(Debug)]
struct NoTargets;

impl Targets for NoTargets {
    fn target(&self, _: u32) -> Option<&Target> {
        None
    }
}

/// The results of a unit of the table.
struct Scored {
    unit: UnitAnswers,
    nodes: std::sync::Arc<Vec<NodeScore>>,
}

pub(super) fn score(arguments: &ScoreArguments, file: &Path, printer: &mut Printer) -> Answer {
    let Some(wanted) = &arguments.framework else {
        printer.message("error: `--table` needs `--framework`, the framework that the codes belong to");
        printer.message("hint: name a framework of the site, or the folder of one");
        return Answer::WrongUse;
    };
    let mut faults = Vec::new();
    let (framework, mut sources) = match framework_of(arguments, wanted, &mut faults, printer) {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let text = match fs::read(file).map_err(|error| fs::reason(&error)).and_then(|bytes| String::from_utf8(bytes).map_err(|_| String::from("it is not UTF-8"))) {
        Ok(text) => text,
        Err(reason) => {
            printer.message(&format!("error: `{}` cannot be read: {reason}", fs::shown(file)));
            return Answer::WrongUse;
        }
    };
    let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
    let id = sources.add(Source { path: fs::shown(file), text });
    let cells = table::read(id, &sources.get(id).text, &mut faults);
    let units = codes::answers(&cells, &framework, &mut faults);
    diag::sort(&mut faults);
    if printer.faults(&faults, &sources, Format::Human, false) {
        return Answer::Faults;
    }
    if let Some(unit) = arguments.unit.as_ref().filter(|unit| !units.iter().any(|known| known.unit == **unit)) {
        printer.message(&format!("error: the table has no unit `{unit}`"));
        printer.message(&format!("hint: {}", suggest(unit, units.iter().map(|known| known.unit.as_str()))));
        return Answer::WrongUse;
    }
    let units = units.into_iter().filter(|unit| arguments.unit.as_ref().is_none_or(|wanted| unit.unit == *wanted));
    if let Some(node) = &arguments.explain {
        return explain(&framework, units, node, printer);
    }
    let scored = units.map(|unit| Scored { nodes: score::results(&framework.compiled, sheet(&unit)).0, unit }).collect::<Vec<_>>();
    let text = match arguments.format {
        ResultFormat::Csv => String::from_utf8_lossy(&csv(&framework, &scored).csv()).into_owned(),
        ResultFormat::Json => json(&framework, &scored),
        ResultFormat::Table => columns(&framework, &scored),
    };
    let Some(out) = &arguments.out else {
        printer.data(&text);
        return Answer::Well;
    };
    match fs::write_new(out, text.as_bytes()) {
        Ok(()) => {
            printer.message(&format!("{} written", fs::shown(out)));
            Answer::Well
        }
        Err(error) => {
            printer.message(&format!("error: `{}` cannot be written: {}", fs::shown(out), fs::reason(&error)));
            Answer::WrongUse
        }
    }
}

fn sheet(unit: &UnitAnswers) -> Sheet<'_> {
    Sheet { given: &unit.given, asked: &unit.asked, evidenced: &[], targets: &NoTargets }
}

/// The framework in a folder, else the site's framework with that id.
fn framework_of(arguments: &ScoreArguments, wanted: &str, faults: &mut Vec<Diagnostic>, printer: &mut Printer) -> Result<(Framework, Sources), Answer> {
    let folder = Path::new(wanted);
    if matches!(fs::kind(&folder.join("framework.yaml")), Ok(fs::Kind::File)) {
        let (tree, mut found) = fs::read_tree(folder, &["framework.yaml", "domains"]);
        faults.append(&mut found);
        let name = fs::resolve(folder).ok().and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
        let sources = Sources::new(tree.texts);
        let framework = framework::alone(name.as_deref().unwrap_or("framework"), &sources, faults);
        diag::sort(faults);
        let broken = faults.iter().any(|fault| fault.severity == Severity::Error);
        return match framework.filter(|_| !broken) {
            Some(framework) => Ok((framework, sources)),
            None => {
                printer.faults(faults, &sources, Format::Human, false);
                Err(Answer::Faults)
            }
        };
    }
    let run = crate::compile(&arguments.site, &Options { audience: arguments.audience.into(), edition: Edition::Site, print: false });
    let errors: Vec<_> = run.faults.iter().filter(|fault| fault.severity == Severity::Error).cloned().collect();
    if printer.faults(&errors, &run.sources, Format::Human, true) {
        return Err(Answer::Faults);
    }
    let Some(compiled) = run.compiled else { return Err(Answer::Faults) };
    let mut frameworks = compiled.assessments.frameworks;
    match frameworks.remove(wanted) {
        Some(framework) => Ok((framework, run.sources)),
        None => {
            printer.message(&format!("error: there is no framework `{wanted}`, and no folder of that name with a `framework.yaml`"));
            printer.message(&format!("hint: {}", suggest(wanted, frameworks.keys().map(crate::model::Id::as_str))));
            Err(Answer::WrongUse)
        }
    }
}

fn explain(framework: &Framework, units: impl Iterator<Item = UnitAnswers>, id: &str, printer: &mut Printer) -> Answer {
    let compiled = &framework.compiled;
    let Some(node) = compiled.find(id) else {
        printer.message(&format!("error: there is no area, topic or question `{id}`"));
        printer.message(&format!("hint: {}", suggest(id, compiled.nodes.iter().map(|node| node.id.as_str()))));
        return Answer::WrongUse;
    };
    for unit in units {
        let text = score::explain(compiled, sheet(&unit), node, &|id| id.to_string());
        printer.data(&format!("{}\n{text}\n", unit.unit));
    }
    Answer::Well
}

/// A node's figure on the method's own scale, as the method prints it; empty where there is no number.
fn figure(framework: &Framework, place: u32, score: &NodeScore) -> String {
    let Some((exact, _)) = score.exact.as_ref().zip(score.score.as_ref()) else { return String::new() };
    let rounding = framework.compiled.rounding(place);
    let own = (exact * &framework.scale).divided(&Exact::HUNDRED).unwrap_or(Exact::ZERO);
    // Under `at: each` the figure is rounded already, in per cent.
    let own = if rounding.at == RoundAt::Each { own } else { own.rounded(rounding.places, rounding.mode) };
    format!("{own}{}{}", if score.plus { "+" } else { "" }, if score.asterisk { "*" } else { "" })
}

const COLUMNS: &[&str] = &["unit", "node", "kind", "state", "level", "figure", "value", "low", "high", "completeness", "band"];

fn csv(framework: &Framework, scored: &[Scored]) -> Table {
    let text = |exact: &Option<Exact>| exact.as_ref().map(decimal).unwrap_or_default();
    let mut rows = Vec::new();
    for Scored { unit, nodes } in scored {
        for ((node, found), place) in framework.compiled.nodes.iter().zip(nodes.iter()).zip(0u32..) {
            let kind = match &node.shape {
                Shape::Leaf(leaf) => leaf.kind.word(),
                Shape::Branch(branch) => branch.rule.name.word(),
            };
            let band = found.band.and_then(|band| framework.bands.get(band as usize));
            rows.push(vec![
                unit.unit.clone(),
                node.id.to_string(),
                kind.to_owned(),
                found.state.word().to_owned(),
                found.level.map(|level| level.to_string()).unwrap_or_default(),
                figure(framework, place, found),
                text(&found.score),
                text(&found.low),
                text(&found.high),
                decimal(&found.completeness),
                band.map(|band| band.id.to_string()).unwrap_or_default(),
            ]);
        }
    }
    Table { columns: COLUMNS, rows }
}

fn json(framework: &Framework, scored: &[Scored]) -> String {
    let units: Vec<_> = scored
        .iter()
        .map(|Scored { unit, nodes }| {
            let nodes: serde_json::Map<String, serde_json::Value> = framework
                .compiled
                .nodes
                .iter()
                .zip(nodes.iter())
                .zip(0u32..)
                .map(|((node, found), place)| {
                    let mut value = serde_json::to_value(found).unwrap_or_default();
                    if let Some(object) = value.as_object_mut() {
                        object.insert("figure".into(), figure(framework, place, found).into());
                    }
                    (node.id.to_string(), value)
                })
                .collect();
            json!({"unit": unit.unit, "nodes": nodes})
        })
        .collect();
    let all = json!({
        "framework": framework.id, "framework_version": framework.version, "framework_hash": framework.hash, "scale": framework.scale, "units": units,
    });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

/// Every node of every unit for reading: the whole first, parts indented below it.
fn columns(framework: &Framework, scored: &[Scored]) -> String {
    let mut out = String::new();
    for Scored { unit, nodes } in scored {
        let answered = unit.given.iter().filter(|given| **given != Given::Blank).count();
        _ = writeln!(out, "{} ({answered} of {} questions with an answer)", unit.unit, unit.given.len());
        let mut open = vec![(framework.compiled.root(), 1)];
        while let Some((place, depth)) = open.pop() {
            let (Some(node), Some(found)) = (framework.compiled.nodes.get(place as usize), nodes.get(place as usize)) else { continue };
            let name = format!("{}{}", "  ".repeat(depth), node.id);
            let band = found.band.and_then(|band| framework.bands.get(band as usize)).map(|band| band.id.to_string()).unwrap_or_default();
            let figure = match figure(framework, place, found) {
                none if none.is_empty() => found.state.word().replace('_', " "),
                figure => figure,
            };
            let interval = match (&found.low, &found.high) {
                (Some(low), Some(high)) if low != high && found.score.is_some() => format!("could be {low} to {high} %"),
                _ => String::new(),
            };
            let line = format!("{name:40} {figure:>10}  {band:16} {interval}");
            _ = writeln!(out, "{}", line.trim_end());
            if let Shape::Branch(branch) = &node.shape {
                open.extend(branch.children.iter().rev().map(|child| (*child, depth + 1)));
            }
        }
        out.push('\n');
    }
    if out.is_empty() {
        out.push_str("the table has no rows\n");
    }
    out
}
