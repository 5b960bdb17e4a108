//! The plan: activities, outcomes, the funding table, figures, and who shares what.

use serde::Serialize;

use super::library::ActionLine;
use super::said::Said;
use super::sheet::FigureRow;
use super::{Group, Link, Maker, Shell, body};
use crate::model::tally::Permit;
use crate::model::{Activity, EntryKind, Id, NamedEntry, Sheet};
use crate::render::chart::{self, Common};

#[derive(Serialize)]
struct ActivityView {
    outcome: Link,
    output: Option<String>,
    areas: Vec<Link>,
    sheets: Vec<Link>,
    sops: Vec<Link>,
    practices: Vec<Link>,
    actions: Vec<ActionLine>,
}

#[derive(Serialize)]
struct OutcomeView {
    summary: String,
    outputs: Vec<Group>,
    others: Vec<Link>,
    challenges: Vec<Link>,
    requested: String,
    share: String,
}

#[derive(Serialize)]
struct FundingView {
    columns: Vec<Said>,
    rows: Vec<Row>,
    totals: Vec<NumberCell>,
    total: NumberCell,
    shares: Vec<String>,
    share_note: Option<usize>,
    rounding: String,
    footnotes: Vec<Footnote>,
    chart: String,
    map: String,
    source: String,
    csv: String,
}

#[derive(Serialize)]
struct Row {
    id: String,
    title: Said,
    href: String,
    cells: Vec<NumberCell>,
    total: NumberCell,
    share: String,
}

/// A cell of a table of numbers; `note` is the number of its footnote.
#[derive(Clone, Serialize)]
struct NumberCell {
    text: String,
    note: Option<usize>,
}

#[derive(Serialize)]
struct Footnote {
    number: usize,
    text: Said,
}

#[derive(Serialize)]
struct FiguresView {
    years: Vec<String>,
    rows: Vec<PermitRow>,
    totals: Vec<String>,
    coverage: Vec<String>,
    total: NumberCell,
    footnotes: Vec<Footnote>,
    chart: String,
    map: String,
    map_title: String,
    ways: Option<super::maps::WaysView>,
    others: Vec<FigureRow>,
    csv: String,
}

#[derive(Serialize)]
struct PermitRow {
    id: String,
    title: String,
    country: Link,
    cells: Vec<PermitCell>,
    total: NumberCell,
}

#[derive(Serialize)]
struct PermitCell {
    text: String,
    missing: bool,
    note: Option<usize>,
}

#[derive(Serialize)]
struct MatrixView {
    sheets: Vec<Link>,
    activities: Vec<MatrixGroup>,
    challenges: Vec<MatrixGroup>,
}

#[derive(Serialize)]
struct MatrixGroup {
    outcome: String,
    rows: Vec<MatrixRow>,
}

#[derive(Serialize)]
struct MatrixRow {
    title: String,
    href: String,
    cells: Vec<bool>,
    count: String,
}

/// Footnotes of one page, numbered as they come.
#[derive(Default)]
struct Footnotes(Vec<Footnote>);

impl Footnotes {
    fn add(&mut self, text: impl Into<Said>) -> usize {
        let number = self.0.len() + 1;
        self.0.push(Footnote { number, text: text.into() });
        number
    }
}

impl Maker<'_> {
    pub(super) fn activity(&self, activity: &Activity) -> (Shell, serde_json::Value) {
        let toolbox = self.sources.toolbox;
        let id = &activity.id.value;
        let summary = activity.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default();
        let mut shell = self.shell(self.text(&activity.title), summary);
        shell.source = self.source_note(activity.source.as_deref());
        let output = activity.output.as_ref().and_then(|id| toolbox.outputs.iter().find(|output| output.id.value == id.value));
        let view = ActivityView {
            outcome: self.outcome_link(&activity.outcome),
            output: output.map(|output| self.text(&output.title)),
            areas: activity.areas.iter().map(|area| self.area_link(area)).collect(),
            sheets: toolbox.sheets.iter().filter(|sheet| sheet.priorities.iter().any(|other| other.value == *id)).map(|sheet| self.sheet_link(sheet)).collect(),
            sops: toolbox.sops.iter().filter(|sop| sop.activities.iter().any(|other| other.value == *id)).filter_map(|sop| self.sop_link(sop)).collect(),
            practices: toolbox
                .practices
                .iter()
                .filter(|practice| practice.activities.iter().any(|other| other.value == *id))
                .filter_map(|practice| self.practice_link(practice))
                .collect(),
            actions: self.actions_of(id),
        };
        (shell, body(view))
    }

    pub(super) fn outcome(&self, outcome: &NamedEntry) -> (Shell, serde_json::Value) {
        let toolbox = self.sources.toolbox;
        let id = &outcome.id.value;
        let summary = outcome.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default();
        let of = |activity: &&Activity| activity.outcome.value == *id;
        let outputs = toolbox
            .outputs
            .iter()
            .filter(|output| output.outcome.value == *id)
            .map(|output| Group {
                id: output.id.to_string(),
                title: self.text(&output.title),
                links: toolbox
                    .activities
                    .iter()
                    .filter(|activity| activity.output.as_ref().is_some_and(|serves| serves.value == output.id.value))
                    .map(|activity| self.activity_link(activity))
                    .collect(),
                ..Group::default()
            })
            .collect();
        let table = &toolbox.funding;
        let requested = table.columns.iter().position(|column| column == id).map_or(0, |index| table.totals[index]);
        let view = OutcomeView {
            summary: summary.clone(),
            outputs,
            others: toolbox.activities.iter().filter(of).filter(|activity| activity.output.is_none()).map(|activity| self.activity_link(activity)).collect(),
            challenges: toolbox
                .challenges
                .iter()
                .filter(|challenge| challenge.outcome.value == *id)
                .map(|challenge| Link { title: self.text(&challenge.title), href: self.href(EntryKind::Challenge, challenge.id.as_str()), ..Link::default() })
                .collect(),
            requested: self.money(requested),
            share: self.share(requested, table.total),
        };
        (self.shell(self.text(&outcome.title), summary), body(view))
    }

    /// Where the document prints another total than its amounts add up to: which of the two the pages use; empty where they agree.
    pub(super) fn funding_note(&self) -> String {
        let mismatch = self.sources.toolbox.funding.total_mismatch.as_ref();
        mismatch.map(|mismatch| self.words.fill("funding_stated", &[("stated", &self.stated(mismatch))])).unwrap_or_default()
    }

    pub(super) fn funding(&self) -> (Shell, serde_json::Value) {
        let toolbox = self.sources.toolbox;
        let table = &toolbox.funding;
        let mut footnotes = Footnotes::default();
        let number = |amount: Option<u64>| amount.map_or_else(|| String::from("–"), |amount| self.words.number(&amount.to_string()));
        let rows = table
            .rows
            .iter()
            .map(|row| Row {
                id: format!("_{}", row.office),
                title: self.office_said(&row.office),
                href: self.href(EntryKind::Sheet, row.sheet.as_str()),
                cells: row.cells.iter().map(|cell| NumberCell { text: number(*cell), note: None }).collect(),
                total: NumberCell {
                    text: number(Some(row.total)),
                    note: row.mismatch.as_ref().map(|mismatch| footnotes.add(self.office_said(&row.office).and(": ").and(self.mismatch(mismatch)))),
                },
                share: self.share(row.total, table.total),
            })
            .collect();
        let totals = table
            .totals
            .iter()
            .zip(&table.column_mismatches)
            .zip(&table.columns)
            .map(|((total, mismatch), column)| NumberCell {
                text: number(Some(*total)),
                note: mismatch.as_ref().map(|mismatch| footnotes.add(self.outcome_said(column).and(": ").and(self.mismatch(mismatch)))),
            })
            .collect();
        let total = NumberCell {
            text: number(Some(table.total)),
            note: table.total_mismatch.as_ref().map(|mismatch| footnotes.add(format!("{}: {}", self.words.get("total"), self.mismatch(mismatch)))),
        };
        let share_note = table
            .share_mismatch
            .as_ref()
            .map(|mismatch| footnotes.add(self.words.fill("share_mismatch", &[("computed", &self.words.per_cent(&mismatch.computed))])));
        let title = self.words.get("funding_title").to_owned();
        let (sum, offices) = (self.money(table.total), self.words.count("count_offices", table.rows.len() as u64));
        let site = &self.sources.toolbox.site;
        let description = match &site.source {
            Some(document) => self.words.fill("funding_description_source", &[("total", &sum), ("offices", &offices), ("document", &self.text(&document.title))]),
            None => self.words.fill("funding_description", &[("total", &sum), ("offices", &offices)]),
        };
        let description = Said::join([description, self.funding_note()].into_iter().filter(|text| !text.is_empty()).map(Said::from), " ").plain();
        let view = FundingView {
            columns: table.columns.iter().map(|column| self.outcome_said(column)).collect(),
            rows,
            totals,
            total,
            shares: table.totals.iter().map(|amount| self.share(*amount, table.total)).collect(),
            share_note,
            rounding: self.words.fill("rounding_note", &[("currency", &site.currency)]),
            footnotes: footnotes.0,
            chart: self.funding_chart(&title, &description),
            map: self.funding_map(),
            source: self.source_note(toolbox.stated_totals.as_ref().and_then(|stated| stated.source.as_deref())),
            csv: self.linker.file("data/funding.csv"),
        };
        (self.shell(title, description), body(view))
    }

    fn funding_chart(&self, title: &str, description: &str) -> String {
        let table = &self.sources.toolbox.funding;
        let rows = table
            .rows
            .iter()
            .map(|row| chart::Stack {
                label: self.office_name(&row.office),
                href: Some(self.href(EntryKind::Sheet, row.sheet.as_str())),
                parts: row
                    .cells
                    .iter()
                    .map(|cell| cell.map(|amount| chart::Part { value: amount as f64, label: self.words.number(&amount.to_string()) }))
                    .collect(),
                total_label: self.words.number(&row.total.to_string()),
            })
            .collect();
        let series = table.columns.iter().map(|column| self.outcome_title(column)).collect();
        let max = table.rows.iter().map(|row| row.total).max().unwrap_or(0) as f64;
        let stacked = chart::Stacked { series, rows, max, ticks: self.ticks(max) };
        let common = Common { id: "funding", title, description, palette: self.palette(), width: chart::WIDE };
        chart::responsive(&common, |common| chart::stacked(common, &stacked))
    }

    pub(super) fn figures(&self) -> (Shell, serde_json::Value) {
        let toolbox = self.sources.toolbox;
        let permits = &toolbox.permits;
        let mut footnotes = Footnotes::default();
        let number = |amount: u64| self.words.number(&amount.to_string());
        let rows = permits
            .rows
            .iter()
            .map(|(country, cells)| PermitRow {
                id: format!("_{}", country.as_str().to_ascii_lowercase()),
                title: self.country_name(*country),
                country: self.country_link(*country),
                cells: cells.iter().map(|cell| self.permit_cell(cell.as_ref(), &mut footnotes)).collect(),
                total: NumberCell {
                    text: number(cells.iter().flatten().filter_map(|permit| permit.value).sum()),
                    note: permits.mismatches.iter().find(|(code, _)| code == country).map(|(_, mismatch)| {
                        footnotes.add(format!("{}: {}", self.country_name(*country), self.mismatch(mismatch)))
                    }),
                },
            })
            .collect();
        let total_note =
            permits.total_mismatch.as_ref().map(|mismatch| footnotes.add(format!("{}: {}", self.words.get("total"), self.mismatch(mismatch))));
        let title = self.words.get("figures_title").to_owned();
        let measure = toolbox.measures.iter().find(|measure| measure.id.value.as_str() == crate::model::tally::PERMITS);
        let description = match (measure, permits.years.first(), permits.years.last()) {
            (Some(measure), Some(from), Some(to)) => {
                let values = [("measure", self.text(&measure.title)), ("from", from.to_string()), ("to", to.to_string()), ("total", number(permits.total))];
                self.words.fill("figures_description", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
            }
            _ => self.words.get("figures_description_plain").to_owned(),
        };
        let others = toolbox
            .all_figures()
            .filter(|figure| figure.measure.as_str() != crate::model::tally::PERMITS || figure.of.is_some())
            .map(|figure| {
                let mut row = self.figure_row(figure);
                if let (Some(country), Some(_)) = (figure.country, &figure.of) {
                    row.of = Said::from(self.country_name(country)).and(": ").and(row.of);
                }
                row
            })
            .collect();
        let view = FiguresView {
            years: permits.years.iter().map(u16::to_string).collect(),
            rows,
            totals: permits.totals.iter().map(|(sum, _)| number(*sum)).collect(),
            coverage: permits.totals.iter().map(|(_, known)| self.words.count("count_countries", *known as u64)).collect(),
            total: NumberCell { text: number(permits.total), note: total_note },
            footnotes: footnotes.0,
            chart: self.permits_chart(&title, &description),
            map: self.permits_map(),
            map_title: self.permits_map_title(),
            ways: self.ways(),
            others,
            csv: self.linker.file("data/permits.csv"),
        };
        (self.shell(title, description), body(view))
    }

    fn permit_cell(&self, permit: Option<&Permit>, footnotes: &mut Footnotes) -> PermitCell {
        let Some(permit) = permit else { return PermitCell { text: String::from("–"), missing: true, note: None } };
        match permit.value {
            None => PermitCell {
                text: self.words.get("not_available").to_owned(),
                missing: true,
                note: Some(footnotes.add(self.figure_value(&permit.figure))),
            },
            Some(_) => {
                let row = (!permit.figure.also_stated.is_empty()).then(|| self.figure_row(&permit.figure));
                let note = row.map(|row| footnotes.add(row.of.clone().and(format!(", {}: ", row.period)).and(row.note.clone())));
                PermitCell { text: self.figure_value(&permit.figure), missing: false, note }
            }
        }
    }

    fn permits_chart(&self, title: &str, description: &str) -> String {
        let permits = &self.sources.toolbox.permits;
        let years = permits.years.iter().map(|year| chart::Tick { at: f64::from(*year), label: year.to_string() }).collect();
        let series = permits
            .rows
            .iter()
            .map(|(country, cells)| {
                let values: Vec<Option<f64>> = cells.iter().map(|cell| cell.as_ref()?.value.map(|value| value as f64)).collect();
                let last = cells.iter().flatten().rev().find_map(|permit| permit.value).unwrap_or(0);
                chart::LineSeries { label: self.country_name(*country), points: values, end_label: self.words.number(&last.to_string()) }
            })
            .collect();
        let most = permits.rows.iter().flat_map(|(_, cells)| cells.iter().flatten().filter_map(|permit| permit.value)).max();
        let max = most.unwrap_or(0) as f64;
        let missing = self.words.get("not_available").to_owned();
        let lines = chart::Lines { years, series, max, ticks: self.ticks(max), missing };
        let common = Common { id: "permits", title, description, palette: self.palette(), width: chart::WIDE };
        chart::responsive(&common, |common| chart::lines(common, &lines))
    }

    /// Round marks from 0 to a little over the largest value.
    pub(super) fn ticks(&self, max: f64) -> Vec<chart::Tick> {
        chart::nice(max, 4).into_iter().map(|at| chart::Tick { at, label: self.words.number(&format!("{at:.0}")) }).collect()
    }

    pub(super) fn matrix(&self) -> (Shell, serde_json::Value) {
        let toolbox = self.sources.toolbox;
        let row = |id: &Id, title: String, href: String, has: &dyn Fn(&Sheet) -> bool| {
            let cells: Vec<bool> = toolbox.sheets.iter().map(has).collect();
            let count = self.words.count("count_sheets", cells.iter().filter(|cell| **cell).count() as u64);
            let _ = id;
            MatrixRow { title, href, cells, count }
        };
        let groups = |rows: &dyn Fn(&Id) -> Vec<MatrixRow>| {
            let outcomes = &toolbox.site.outcomes;
            outcomes.iter().map(|outcome| MatrixGroup { outcome: self.text(&outcome.title), rows: rows(&outcome.id.value) }).filter(|group| !group.rows.is_empty()).collect()
        };
        let view = MatrixView {
            sheets: toolbox.sheets.iter().map(|sheet| self.sheet_link(sheet)).collect(),
            activities: groups(&|outcome| {
                let of = toolbox.activities.iter().filter(|activity| activity.outcome.value == *outcome);
                of.map(|activity| {
                    let id = &activity.id.value;
                    let href = self.href(EntryKind::Activity, id.as_str());
                    row(id, self.text(&activity.title), href, &|sheet| sheet.priorities.iter().any(|other| other.value == *id))
                })
                .collect()
            }),
            challenges: groups(&|outcome| {
                let of = toolbox.challenges.iter().filter(|challenge| challenge.outcome.value == *outcome);
                of.map(|challenge| {
                    let id = &challenge.id.value;
                    let href = self.href(EntryKind::Challenge, id.as_str());
                    row(id, self.text(&challenge.title), href, &|sheet| sheet.challenges.iter().any(|other| other.value == *id))
                })
                .collect()
            }),
        };
        (self.shell(self.words.get("matrix_title"), self.words.get("matrix_description")), body(view))
    }

    pub(super) fn outcome_link(&self, id: &Id) -> Link {
        self.link_named(&self.outcome_said(id), self.leads(&format!("outcomes/{id}.html")).unwrap_or_default())
    }

    pub(super) fn area_link(&self, id: &Id) -> Link {
        self.link_named(&self.area_said(id), self.linker.entry(EntryKind::Area, id.as_str()).unwrap_or_default())
    }

    pub(super) fn sheet_link(&self, sheet: &Sheet) -> Link {
        self.link_named(&self.said(&sheet.title), self.href(EntryKind::Sheet, sheet.id.as_str()))
    }

    pub(super) fn activity_link(&self, activity: &Activity) -> Link {
        Link {
            summary: activity.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default(),
            ..self.link_named(&self.said(&activity.title), self.href(EntryKind::Activity, activity.id.as_str()))
        }
    }

    pub(super) fn activity_links<'i>(&self, ids: impl Iterator<Item = &'i Id>) -> Vec<Link> {
        ids.filter_map(|id| self.sources.toolbox.activity(id)).map(|activity| self.activity_link(activity)).collect()
    }
}
