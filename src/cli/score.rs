//! `rumbo score`: results in the terminal, and why each is what it is.

use std::fmt::Write as _;

use super::{Answer, Printer, ResultFormat, ScoreArguments};
use crate::diag::{Severity, suggest};
use crate::model::Id;
use crate::model::framework::Framework;
use crate::outline::Edition;
use crate::render::data;
use crate::score::{self, NodeScore, UnitScores};
use crate::{Compiled, Options};

pub(super) fn score(arguments: &ScoreArguments, printer: &mut Printer) -> Answer {
    if let Some(file) = &arguments.table {
        return super::table::score(arguments, file, printer);
    }
    let options = Options { audience: arguments.audience.into(), edition: Edition::Site, print: false };
    let run = crate::compile(&arguments.site, &options);
    let errors: Vec<_> = run.faults.iter().filter(|fault| fault.severity == Severity::Error).cloned().collect();
    if printer.faults(&errors, &run.sources, crate::diag::Format::Human, true) {
        return Answer::Faults;
    }
    let Some(compiled) = run.compiled else { return Answer::Faults };
    let compiled = match select(compiled, arguments, printer) {
        Ok(compiled) => compiled,
        Err(answer) => return answer,
    };
    if let Some(id) = &arguments.explain {
        return explain(&compiled, id, printer);
    }
    if arguments.plan {
        match arguments.format {
            ResultFormat::Csv => printer.data(&String::from_utf8_lossy(&data::plan_csv(&compiled))),
            ResultFormat::Json => printer.data(&String::from_utf8_lossy(&data::plan_json(&compiled))),
            ResultFormat::Table => printer.data(&super::plan::table(&compiled)),
        }
        return Answer::Well;
    }
    match arguments.format {
        ResultFormat::Csv => printer.data(&String::from_utf8_lossy(&data::scores_csv(&compiled))),
        ResultFormat::Json => data::scores_json(&compiled, &mut |text| printer.data(text)),
        ResultFormat::Table => printer.data(&table(&compiled)),
    }
    Answer::Well
}

/// Keeps the wanted unit and round.
fn select(mut compiled: Compiled, arguments: &ScoreArguments, printer: &mut Printer) -> Result<Compiled, Answer> {
    let units: std::collections::BTreeSet<String> = compiled.scores.units.iter().map(|result| result.unit.to_string()).collect();
    let rounds: std::collections::BTreeSet<String> = compiled.scores.units.iter().map(|result| result.round.clone()).collect();
    for (what, wanted, known) in [("place", &arguments.unit, &units), ("round", &arguments.round, &rounds)] {
        if let Some(wanted) = wanted.as_ref().filter(|wanted| !known.contains(*wanted)) {
            printer.message(&format!("error: there are no answers of the {what} `{wanted}`"));
            printer.message(&format!("hint: {}", suggest(wanted, known.iter().map(String::as_str))));
            return Err(Answer::WrongUse);
        }
    }
    let keep = |unit: &Id, round: &str| {
        arguments.unit.as_ref().is_none_or(|wanted| unit.as_str() == wanted) && arguments.round.as_ref().is_none_or(|wanted| round == wanted)
    };
    compiled.plans.retain(|plan| keep(&plan.unit, &plan.round));
    compiled.scores.units.retain(|result| keep(&result.unit, &result.round));
    compiled.assessments.answers.retain(|set| keep(&set.unit, &set.round));
    Ok(compiled)
}

/// Areas as rows, one table a result.
fn table(compiled: &Compiled) -> String {
    let mut out = String::new();
    for result in &compiled.scores.units {
        let Some(framework) = compiled.assessments.frameworks.get(&result.framework) else { continue };
        let _ = writeln!(out, "{}", heading(compiled, result, framework));
        let root = std::iter::once((String::from("whole"), framework.compiled.root()));
        let areas = framework.domains.iter().map(|domain| (domain.id.to_string(), domain.node));
        let rows: Vec<(String, [String; 4])> =
            root.chain(areas).filter_map(|(name, node)| Some((name, cells(result.nodes.get(node as usize)?, framework)))).collect();
        let names = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        let wide = |column: usize| rows.iter().filter_map(|(_, cells)| cells.get(column)).map(String::len).max().unwrap_or(0);
        let (scores, bands, counts) = (wide(0), wide(1), wide(2));
        for (name, [score, band, answered, interval]) in &rows {
            let line = format!("  {name:names$}  {score:>scores$}  {band:bands$}  {answered:>counts$}  {interval}");
            let _ = writeln!(out, "{}", line.trim_end());
        }
        out.push('\n');
    }
    if out.is_empty() {
        out.push_str("there are no answers\n");
    }
    out
}

/// Whose result it is, of when, and of how many.
fn heading(compiled: &Compiled, result: &UnitScores, framework: &Framework) -> String {
    let edition = match &result.edition {
        Some(edition) => format!(", edition {edition} in terms of {}", framework.id),
        None if framework.adapts.is_some() => format!(", edition {}", framework.id),
        None => String::new(),
    };
    format!("{}, assessment {} ({}){edition}", result.unit, result.round, super::print::plural(score::respondents(&compiled.assessments, result), "respondent"))
}

/// Figure, band, number of answers and interval of an area; a state in place of a figure where there is none.
fn cells(node: &NodeScore, framework: &Framework) -> [String; 4] {
    let Some(score) = &node.score else { return [String::new(), node.state.word().replace('_', " "), String::new(), String::new()] };
    let band = node.band.and_then(|band| framework.bands.get(band as usize)).map(|band| band.id.to_string()).unwrap_or_default();
    let interval = match (&node.low, &node.high) {
        (Some(low), Some(high)) if low != high => format!("could be {low} to {high}"),
        _ => String::new(),
    };
    let answered = node.counts.answered + node.counts.no + node.counts.unknown;
    let star = if node.is_uncertain() { "*" } else { "" };
    [format!("{score}{star}"), band, format!("{answered} of {}", node.counts.applicable()), interval]
}

fn explain(compiled: &Compiled, id: &str, printer: &mut Printer) -> Answer {
    let assessments = &compiled.assessments;
    let mut found = false;
    // Where several answered, or an edition is told in the terms of its base, the number is of no single answer set.
    for result in compiled.scores.units.iter().filter(|result| result.sets.len() > 1 || result.edition.is_some()) {
        let Some(framework) = assessments.frameworks.get(&result.framework) else { continue };
        let (Some(node), Some(answers)) = (framework.compiled.find(id), score::answers_of(assessments, result)) else { continue };
        let Some(trace) = score::trace(&framework.compiled, answers.sheet(), node) else { continue };
        found = true;
        let name = |id: &Id| id.to_string();
        printer.data(&format!("{}\n{}\n", heading(compiled, result, framework), trace.to_text(&name)));
    }
    for set in &assessments.answers {
        let Some(framework) = assessments.framework_of(set) else { continue };
        let Some(node) = framework.compiled.find(id) else { continue };
        let Some(trace) = score::trace(&framework.compiled, set.into(), node) else { continue };
        found = true;
        let name = |id: &Id| id.to_string();
        printer.data(&format!("{}, assessment {}, respondent {}\n{}\n", set.unit, set.round, set.respondent.code, trace.to_text(&name)));
    }
    if found {
        return Answer::Well;
    }
    let known: Vec<String> =
        assessments.frameworks.values().flat_map(|framework| framework.compiled.nodes.iter().map(|node| node.id.to_string())).collect();
    printer.message(&format!("error: there is no area, topic or question `{id}` with answers"));
    printer.message(&format!("hint: {}", suggest(id, known.iter().map(String::as_str))));
    Answer::WrongUse
}
