//! A flat table of codes as answers: one row a unit and question.
//!
//! In: a [`Table`] with the columns `unit`, `indicator` and `value`, and a framework. Out: the answers of each unit, in the
//! order of the units' first rows. A question without a row, or with an empty value, is blank; `not_asked` takes it out.
//! A statement of a gated question is answered by its own id; several choices stand in one cell with spaces between.

use std::collections::BTreeMap;

use super::{Given, read::short, value};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::table::{Cell, Table};
use crate::load::yaml::{Entry, Node, Notation, Scalar, Value};
use crate::model::Id;
use crate::model::compiled::{Leaf, NOT_APPLICABLE, Scale};
use crate::model::framework::Framework;
use crate::source::Span;

/// The columns that a table must have.
const COLUMNS: [&str; 3] = ["unit", "indicator", "value"];

/// The answers of one unit.
#[derive(Clone, Debug)]
pub struct UnitAnswers {
    /// What the table calls it.
    pub unit: String,
    /// For each question, what was said.
    pub given: Vec<Given>,
    /// For each question, whether it was asked.
    pub asked: Vec<bool>,
}

/// What a row is about.
#[derive(Clone, Copy)]
enum About {
    Question(u32),
    /// A statement of a gated question.
    Statement(u32),
}

/// A unit while its rows are read.
struct Reading {
    unit: UnitAnswers,
    /// Where each question or statement was answered.
    seen: BTreeMap<Id, Span>,
    /// The statements of gated questions.
    statements: BTreeMap<u32, Vec<Entry>>,
}

/// Reads the answers of every unit of a table.
pub fn answers(table: &Table, framework: &Framework, faults: &mut Vec<Diagnostic>) -> Vec<UnitAnswers> {
    let Some([unit, indicator, value]) = columns(table, faults) else { return Vec::new() };
    let known = known(framework);
    let mut units: Vec<Reading> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in &table.rows {
        let (Some(unit), Some(name), Some(value)) = (row.get(unit), row.get(indicator), row.get(value)) else { continue };
        if unit.is_empty() {
            faults.push(Diagnostic::error(Code::BadTable, unit.span, "this row names no unit").hint("write the place or institution that the answer belongs to"));
            continue;
        }
        let place = *places.entry(unit.value.clone()).or_insert_with(|| {
            let count = framework.compiled.questions.len();
            units.push(Reading {
                unit: UnitAnswers { unit: unit.value.clone(), given: vec![Given::Blank; count], asked: vec![true; count] },
                seen: BTreeMap::new(),
                statements: BTreeMap::new(),
            });
            units.len() - 1
        });
        let Some((id, about)) = known.get_key_value(name.as_str()) else {
            faults.push(
                Diagnostic::error(Code::MissingReference, name.span, format!("there is no question `{}` in `{}`", name.value, framework.id))
                    .hint(suggest(name, known.keys().map(Id::as_str))),
            );
            continue;
        };
        if let Some(reading) = units.get_mut(place) {
            reading.row(framework, id, *about, name, value, faults);
        }
    }
    for reading in &mut units {
        reading.close(framework, faults);
    }
    units.into_iter().map(|reading| reading.unit).collect()
}

/// Where the three columns stand.
fn columns(table: &Table, faults: &mut Vec<Diagnostic>) -> Option<[usize; 3]> {
    if table.header.is_empty() {
        return None;
    }
    let names: Vec<String> = table.header.iter().map(|cell| cell.value.to_lowercase()).collect();
    let mut good = true;
    for (place, (cell, name)) in table.header.iter().zip(&names).enumerate() {
        if names.iter().take(place).any(|other| other == name && COLUMNS.contains(&name.as_str())) {
            good = false;
            faults.push(Diagnostic::error(Code::BadTable, cell.span, format!("column `{name}` stands twice")).hint("remove one of them"));
        }
    }
    let found = COLUMNS.map(|wanted| {
        let place = names.iter().position(|name| name == wanted);
        if place.is_none() {
            good = false;
            let span = table.header.first().map_or(Span::file_start(crate::source::FileId(0)), |cell| cell.span);
            faults.push(
                Diagnostic::error(Code::BadTable, span, format!("the table has no column `{wanted}`"))
                    .hint(format!("a table of codes has the columns `unit`, `indicator` and `value`; this one has `{}`", names.join("`, `"))),
            );
        }
        place.unwrap_or(0)
    });
    good.then_some(found)
}

/// Everything that a row can answer, by its id.
fn known(framework: &Framework) -> BTreeMap<Id, About> {
    let mut known = BTreeMap::new();
    for indicator in framework.indicators() {
        known.insert(indicator.id.clone(), About::Question(indicator.number));
        for (id, _) in indicator.attributes.iter().flatten() {
            known.insert(id.clone(), About::Statement(indicator.number));
        }
    }
    known
}

impl Reading {
    fn row(&mut self, framework: &Framework, id: &Id, about: About, name: &Cell, value: &Cell, faults: &mut Vec<Diagnostic>) {
        if let Some(first) = self.seen.get(id) {
            faults.push(
                Diagnostic::error(Code::DuplicateId, name.span, format!("`{}` is answered twice for `{}`", name.value, self.unit.unit))
                    .label("again here")
                    .related(*first, "first here")
                    .hint("keep one of the rows"),
            );
            return;
        }
        self.seen.insert(id.clone(), name.span);
        if value.is_empty() {
            return;
        }
        match about {
            About::Statement(question) => {
                let entry = Entry { key: id.to_string(), key_span: name.span, value: scalar(value) };
                self.statements.entry(question).or_default().push(entry);
            }
            About::Question(question) => {
                let place = question as usize;
                if value.value == "not_asked" {
                    if let Some(slot) = self.unit.asked.get_mut(place) {
                        *slot = false;
                    }
                    return;
                }
                let given = framework.compiled.leaf(question).and_then(|leaf| one(leaf, value, faults));
                if let (Some(given), Some(slot)) = (given, self.unit.given.get_mut(place)) {
                    *slot = given;
                }
            }
        }
    }

    /// Puts the statements of gated questions together.
    fn close(&mut self, framework: &Framework, faults: &mut Vec<Diagnostic>) {
        for (question, entries) in std::mem::take(&mut self.statements) {
            let Some(leaf) = framework.compiled.leaf(question) else { continue };
            let span = entries.first().map_or(Span::file_start(crate::source::FileId(0)), |entry| entry.value.span);
            let given = value::read(&Node { span, value: Value::Mapping(entries) }, leaf, faults);
            if let (Some(given), Some(slot)) = (given, self.unit.given.get_mut(question as usize)) {
                *slot = given;
            }
        }
    }
}

/// One code.
fn one(leaf: &Leaf, cell: &Cell, faults: &mut Vec<Diagnostic>) -> Option<Given> {
    // A table of codes has no room for the reason that an answer file gives.
    if matches!(cell.value.as_str(), "not_applicable" | NOT_APPLICABLE) {
        return Some(Given::NotApplicable);
    }
    let node = match &leaf.scale {
        Scale::Points { several: true, .. } if cell.value.contains(' ') => {
            let mut start = cell.span.start;
            let mut items = Vec::new();
            for part in cell.value.split(' ').filter(|part| !part.is_empty()) {
                let offset = cell.value.get((start - cell.span.start) as usize..).and_then(|rest| rest.find(part)).unwrap_or(0);
                let begin = start + u32::try_from(offset).unwrap_or(0);
                start = begin + u32::try_from(part.len()).unwrap_or(0);
                items.push(scalar(&Cell::new(part.to_owned(), Span { file: cell.span.file, start: begin, end: start })));
            }
            Node { span: cell.span, value: Value::Sequence(items) }
        }
        _ => scalar(cell),
    };
    short(&node, leaf, faults)
}

fn scalar(cell: &Cell) -> Node {
    Node { span: cell.span, value: Value::Scalar(Scalar { text: cell.value.clone(), notation: Notation::Plain }) }
}
