//! Open data: what is computed, as CSV and JSON with stable ids and a header row.
//!
//! The names and columns are a contract (see the README). A cell that a spreadsheet would take for a formula is
//! written with an apostrophe before it.

mod assessment;
mod names;
mod places;
mod plan;

use serde_json::{Value as Json, json};

use super::view::Sources;
use crate::model::exact::Mode;
use crate::model::{Exact, Toolbox};

/// A table on its way into a CSV file.
#[derive(Clone, Debug)]
pub struct Table {
    /// The header row.
    pub columns: &'static [&'static str],
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table as CSV (RFC 4180, UTF-8, CRLF).
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let mut out = String::new();
        let header: Vec<String> = self.columns.iter().map(|name| (*name).to_owned()).collect();
        for row in std::iter::once(&header).chain(&self.rows) {
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                push_cell(&mut out, cell);
            }
            out.push_str("\r\n");
        }
        out.into_bytes()
    }
}

/// A number as spreadsheets read it: a plain decimal of at most four places, rounded half up. A fraction such as `200/3`
/// would be taken for a text or a date; exact numbers are in the JSON files.
#[must_use]
pub fn decimal(exact: &Exact) -> String {
    exact.rounded(4, Mode::HalfUp).to_string()
}

fn push_cell(out: &mut String, cell: &str) {
    let number = cell.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    // A spreadsheet would run these as a formula.
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !number;
    let quoted = formula || cell.contains(['"', ',', '\n', '\r']);
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    if quoted {
        out.push('"');
    }
}

/// The scores alone, as CSV.
#[must_use]
pub fn scores_csv(compiled: &crate::Compiled) -> Vec<u8> {
    assessment::csv(super::pages::sources(compiled))
}

/// The scores alone, as JSON with traces, piece by piece: the whole may be larger than the memory.
pub fn scores_json(compiled: &crate::Compiled, out: &mut dyn FnMut(&str)) {
    assessment::json_with_traces(super::pages::sources(compiled), out);
}

/// The response plans alone, as CSV.
#[must_use]
pub fn plan_csv(compiled: &crate::Compiled) -> Vec<u8> {
    plan::table(super::pages::sources(compiled)).csv()
}

/// The response plans alone, as JSON.
#[must_use]
pub fn plan_json(compiled: &crate::Compiled) -> Vec<u8> {
    pretty(&plan::json(super::pages::sources(compiled)))
}

/// A data file; its bytes are made when they are asked for.
#[derive(Clone, Copy, Debug)]
pub enum File {
    /// A table as CSV.
    Csv(TableName),
    /// A table's JSON twin.
    Json(TableName),
    /// The traces of one result, by its place in the scores.
    Traces(usize),
}

/// The tables of the data contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableName {
    /// What each office asks for.
    Funding,
    /// Residence permits by year.
    Permits,
    /// Priorities by country.
    Priorities,
    /// Scores by result and node.
    Scores,
    /// Response plans by action and year.
    Plan,
    /// How results are spread over the places within a unit.
    Places,
    /// What the codes in the other tables are called.
    Names,
}

impl TableName {
    /// Every table, in the order of the data page.
    pub const ALL: [Self; 7] = [Self::Funding, Self::Permits, Self::Priorities, Self::Scores, Self::Plan, Self::Places, Self::Names];

    /// The files' name without its ending.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Funding => "funding",
            Self::Permits => "permits",
            Self::Priorities => "priorities",
            Self::Scores => "scores",
            Self::Plan => "plan",
            Self::Places => "places",
            Self::Names => "names",
        }
    }

    /// The columns of its CSV file; each has its meaning among the words of every language, as `column_<name>`.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Funding => &["office", "outcome", "usd"],
            Self::Permits => &["country", "year", "permits"],
            Self::Priorities => &["country", "activity"],
            Self::Scores => &["unit", "round", "framework", "node", "kind", "value", "low", "high", "completeness", "band", "edition"],
            Self::Plan => &[
                "unit", "round", "action", "indicators", "area", "outcome", "year", "lead", "source", "cost", "demo", "unit_cost", "quantity", "per", "count",
            ],
            Self::Places => &["unit", "framework", "node", "places", "without", "lowest", "median", "mean", "highest", "weakest"],
            Self::Names => &["kind", "id", "language", "name"],
        }
    }
}

/// Every data file: its path, and what it is made of.
#[must_use]
pub fn files(sources: Sources<'_>) -> Vec<(String, File)> {
    let tables = TableName::ALL.into_iter().flat_map(|table| {
        let name = table.word();
        [(format!("data/{name}.csv"), File::Csv(table)), (format!("data/{name}.json"), File::Json(table))]
    });
    let traces = sources.scores.units.iter().enumerate().map(|(index, result)| (format!("data/{}", assessment::traces_path(result)), File::Traces(index)));
    tables.chain(traces).collect()
}

/// The bytes of a data file.
#[must_use]
pub fn bytes(sources: Sources<'_>, file: File) -> Vec<u8> {
    let toolbox = sources.toolbox;
    match file {
        File::Csv(TableName::Funding) => funding(toolbox).csv(),
        File::Csv(TableName::Permits) => permits(toolbox).csv(),
        File::Csv(TableName::Priorities) => priorities(toolbox).csv(),
        File::Csv(TableName::Scores) => assessment::csv(sources),
        File::Csv(TableName::Plan) => plan::table(sources).csv(),
        File::Csv(TableName::Places) => places::table(sources).csv(),
        File::Csv(TableName::Names) => names::table(sources).csv(),
        File::Json(TableName::Names) => pretty(&names::json(sources)),
        File::Json(TableName::Places) => pretty(&places::json(sources)),
        File::Json(TableName::Funding) => pretty(&funding_json(toolbox)),
        File::Json(TableName::Permits) => pretty(&permits_json(toolbox)),
        File::Json(TableName::Priorities) => pretty(&priorities_json(toolbox)),
        File::Json(TableName::Scores) => assessment::json(sources),
        File::Json(TableName::Plan) => pretty(&plan::json(sources)),
        File::Traces(index) => assessment::traces(sources, index),
    }
}

fn pretty(value: &Json) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text.into_bytes()
}

fn funding(toolbox: &Toolbox) -> Table {
    let table = &toolbox.funding;
    let cells = table.rows.iter().flat_map(|row| {
        let amounts = table.columns.iter().zip(&row.cells);
        amounts.filter_map(|(column, cell)| cell.map(|amount| vec![row.office.to_string(), column.to_string(), amount.to_string()]))
    });
    Table { columns: TableName::Funding.columns(), rows: cells.collect() }
}

fn funding_json(toolbox: &Toolbox) -> Json {
    let table = &toolbox.funding;
    let mismatch = |mismatch: &Option<crate::model::Mismatch>| {
        mismatch.as_ref().map(|mismatch| json!({"stated": mismatch.stated, "computed": mismatch.computed, "source": mismatch.source}))
    };
    let rows: Vec<Json> = table
        .rows
        .iter()
        .map(|row| {
            let cells: serde_json::Map<String, Json> =
                table.columns.iter().zip(&row.cells).filter_map(|(column, cell)| Some((column.to_string(), json!((*cell)?)))).collect();
            json!({"office": row.office, "sheet": row.sheet, "requested": cells, "total": row.total, "mismatch": mismatch(&row.mismatch)})
        })
        .collect();
    let totals: serde_json::Map<String, Json> =
        table.columns.iter().zip(&table.totals).map(|(column, total)| (column.to_string(), json!(total))).collect();
    let mismatches: serde_json::Map<String, Json> = table
        .columns
        .iter()
        .zip(&table.column_mismatches)
        .filter_map(|(column, found)| Some((column.to_string(), mismatch(found)?)))
        .collect();
    json!({"currency": toolbox.site.currency, "rows": rows, "totals": totals, "total": table.total,
        "total_mismatch": mismatch(&table.total_mismatch), "column_mismatches": mismatches})
}

fn permits(toolbox: &Toolbox) -> Table {
    let permits = &toolbox.permits;
    let mut rows = Vec::new();
    for (country, cells) in &permits.rows {
        for (year, cell) in permits.years.iter().zip(cells) {
            // A missing value is an empty cell, never 0.
            if let Some(permit) = cell {
                let value = permit.value.map_or_else(String::new, |value| value.to_string());
                rows.push(vec![country.to_string(), year.to_string(), value]);
            }
        }
    }
    Table { columns: TableName::Permits.columns(), rows }
}

fn permits_json(toolbox: &Toolbox) -> Json {
    let permits = &toolbox.permits;
    let mut rows = Vec::new();
    for (country, cells) in &permits.rows {
        for (year, cell) in permits.years.iter().zip(cells) {
            let Some(permit) = cell else { continue };
            let also: Vec<Json> = permit.figure.also_stated.iter().map(|other| json!({"value": other.value.value, "source": other.source})).collect();
            let reason = match &permit.figure.value {
                crate::model::FigureValue::Missing(reason) => Some(reason.shown(toolbox.site.default_language(), toolbox.site.default_language()).0.to_owned()),
                crate::model::FigureValue::Known(..) => None,
            };
            rows.push(json!({"country": country, "year": year, "permits": permit.value, "missing": reason,
                "source": permit.figure.source, "also_stated": also}));
        }
    }
    json!({"rows": rows, "total": permits.total})
}

fn priorities(toolbox: &Toolbox) -> Table {
    let mut rows = Vec::new();
    for sheet in &toolbox.sheets {
        for activity in &sheet.priorities {
            for country in &sheet.countries {
                rows.push(vec![country.to_string(), activity.to_string()]);
            }
            if sheet.countries.is_empty() {
                rows.push(vec![sheet.id.to_string(), activity.to_string()]);
            }
        }
    }
    Table { columns: TableName::Priorities.columns(), rows }
}

fn priorities_json(toolbox: &Toolbox) -> Json {
    let sheets: Vec<Json> = toolbox
        .sheets
        .iter()
        .map(|sheet| {
            json!({"sheet": sheet.id.value, "countries": sheet.countries,
                "activities": sheet.priorities.iter().map(|id| &id.value).collect::<Vec<_>>()})
        })
        .collect();
    json!({"sheets": sheets})
}
