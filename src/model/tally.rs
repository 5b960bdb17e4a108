//! What is computed from several sheets, never typed twice: the funding table, permits by year, shared priorities.
//!
//! Every total that the source states is added up again here. A difference becomes a warning at the place where
//! the total stands, and a [`Mismatch`] that the page prints as a footnote; nothing is mended.

use std::collections::BTreeMap;

use num_rational::Ratio;

use super::figure::{Figure, FigureValue};
use super::{Amount, CountryCode, Id, Toolbox};
use crate::diag::{Code, Diagnostic};
use crate::source::{Loc, Span};

/// The measure whose figures make up the permits table.
pub const PERMITS: &str = "residence-permits";

/// A stated figure and what its parts add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// As the source prints it.
    pub stated: String,
    /// As its parts add up.
    pub computed: String,
    /// The place in the source document.
    pub source: Option<String>,
}

/// The funding table: offices × columns, in whole units of the site's currency.
#[derive(Clone, Debug, Default)]
pub struct FundingTable {
    /// The columns: outcomes, then the others, in the order of the configuration.
    pub columns: Vec<Id>,
    /// One row an office, in the order of the office list.
    pub rows: Vec<FundingRow>,
    /// Sum of each column's cells.
    pub totals: Vec<u64>,
    /// Sum of all cells.
    pub total: u64,
    /// Stated column totals that differ, by column; the last entry is the grand total.
    pub column_mismatches: Vec<Option<Mismatch>>,
    /// The stated grand total, if it differs from the sum of all cells.
    pub total_mismatch: Option<Mismatch>,
    /// The sum of the stated shares, if it is not 100 per cent.
    pub share_mismatch: Option<Mismatch>,
}

/// One office's row.
#[derive(Clone, Debug)]
pub struct FundingRow {
    /// The office.
    pub office: Id,
    /// The sheet whose file holds the row.
    pub sheet: Id,
    /// Requested per column; `None` where nothing is asked for.
    pub cells: Vec<Option<u64>>,
    /// Received per column, where it is known.
    pub received: Vec<Option<u64>>,
    /// Sum of the cells.
    pub total: u64,
    /// The stated row total, if it differs.
    pub mismatch: Option<Mismatch>,
}

/// Per cent of a total with one decimal, half up: the text `41.5`. An empty total has no share.
#[must_use]
pub fn share(part: u64, total: u64) -> Option<String> {
    if total == 0 {
        return None;
    }
    let tenths = (Ratio::new(u128::from(part) * 1000, u128::from(total)) + Ratio::new(1, 2)).floor().to_integer();
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

/// Adds up the funding of all sheets.
pub(super) fn funding(toolbox: &Toolbox, faults: &mut Vec<Diagnostic>) -> FundingTable {
    let columns: Vec<Id> = toolbox.site.columns().map(|column| column.id.value.clone()).collect();
    let position = |id: &Id| columns.iter().position(|column| column == id);
    let mut rows: Vec<FundingRow> = Vec::new();
    let mut stated_shares: Vec<(u64, Span)> = Vec::new();
    for sheet in &toolbox.sheets {
        let mut sheet_total = 0;
        for funding in &sheet.funding {
            let fill = |amounts: &[(Loc<Id>, Loc<Amount>)]| {
                let mut cells = vec![None; columns.len()];
                for (column, amount) in amounts {
                    if let Some(index) = position(&column.value) {
                        cells[index] = Some(amount.value.0);
                    }
                }
                cells
            };
            let cells = fill(&funding.requested);
            let total: u64 = cells.iter().flatten().sum();
            sheet_total += total;
            let mismatch = funding.stated_total.as_ref().and_then(|stated| {
                compare(stated.value.0, total, stated.span, &format!("the row of `{}`", funding.office.value), funding.source.as_deref(), faults)
            });
            if let Some(other) = rows.iter().find(|row| row.office == funding.office.value) {
                faults.push(
                    Diagnostic::error(
                        Code::DuplicateId,
                        funding.office.span,
                        format!("office `{}` has its funding on sheet `{}` already", funding.office.value, other.sheet),
                    )
                    .hint("state an office's funding on one sheet only"),
                );
                continue;
            }
            stated_shares.extend(funding.stated_share.as_ref().and_then(|share| Some((tenths(share)?, share.span))));
            rows.push(FundingRow {
                office: funding.office.value.clone(),
                sheet: sheet.id.value.clone(),
                cells,
                received: fill(&funding.received),
                total,
                mismatch,
            });
        }
        if let Some(stated) = &sheet.stated_total
            && !sheet.funding.iter().any(|funding| funding.stated_total.as_ref().is_some_and(|row| row.value == stated.value))
        {
            let what = format!("sheet `{}`", sheet.id.value);
            compare(stated.value.0, sheet_total, stated.span, &what, sheet.source.as_deref(), faults);
        }
    }
    let order = |office: &Id| toolbox.offices.iter().position(|known| known.id.value == *office);
    rows.sort_by_key(|row| order(&row.office));
    let totals: Vec<u64> = (0..columns.len()).map(|index| rows.iter().filter_map(|row| row.cells[index]).sum()).collect();
    let total: u64 = totals.iter().sum();
    let mut table = FundingTable { column_mismatches: vec![None; columns.len()], columns, rows, totals, total, ..FundingTable::default() };
    if let Some(stated) = &toolbox.stated_totals {
        for (column, amount) in &stated.requested {
            if let Some(index) = table.columns.iter().position(|known| *known == column.value) {
                let what = format!("column `{}`", column.value);
                table.column_mismatches[index] =
                    compare(amount.value.0, table.totals[index], amount.span, &what, stated.source.as_deref(), faults);
            }
        }
        table.total_mismatch = compare(stated.total.value.0, table.total, stated.total.span, "all cells", stated.source.as_deref(), faults);
    }
    let shares: u64 = stated_shares.iter().map(|(tenths, _)| tenths).sum();
    if let (false, Some((_, span))) = (shares == 1000 || stated_shares.is_empty(), stated_shares.first()) {
        let printed = format!("{}.{}", shares / 10, shares % 10);
        faults.push(
            Diagnostic::warning(Code::SumMismatch, *span, format!("the stated shares of the offices add up to {printed} per cent, not 100"))
                .label("the first of them")
                .hint("if the source rounds them so, leave them: the page says it in a footnote"),
        );
        table.share_mismatch = Some(Mismatch { stated: String::from("100"), computed: printed, source: None });
    }
    table
}

/// `2.5` as 25 tenths.
fn tenths(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    Some(whole.parse::<u64>().ok()? * 10 + fraction.get(..1)?.parse::<u64>().ok()?)
}

fn compare(stated: u64, computed: u64, span: Span, what: &str, source: Option<&str>, faults: &mut Vec<Diagnostic>) -> Option<Mismatch> {
    if stated == computed {
        return None;
    }
    let difference = stated.abs_diff(computed);
    faults.push(
        Diagnostic::warning(Code::SumMismatch, span, format!("{what} adds up to {computed}, not {stated}"))
            .label(format!("{} by {difference}", if computed > stated { "too low" } else { "too high" }))
            .hint("check both against the source; if the source itself is wrong, leave them: the page says so in a footnote"),
    );
    Some(Mismatch { stated: stated.to_string(), computed: computed.to_string(), source: source.map(str::to_owned) })
}

/// Residence permits by country and year.
#[derive(Clone, Debug, Default)]
pub struct Permits {
    /// The years, rising.
    pub years: Vec<u16>,
    /// One row a country, by code; per year the value or the figure that says why it is missing.
    pub rows: Vec<(CountryCode, Vec<Option<Permit>>)>,
    /// Sum per year of what is known, and of how many countries.
    pub totals: Vec<(u64, usize)>,
    /// Sum of everything known.
    pub total: u64,
    /// What the source says the total is, if it differs.
    pub total_mismatch: Option<Mismatch>,
    /// Stated several-year sums that differ, by country.
    pub mismatches: Vec<(CountryCode, Mismatch)>,
}

/// One cell of the permits table.
#[derive(Clone, Debug)]
pub struct Permit {
    /// The number of permits, or `None` if the source has none.
    pub value: Option<u64>,
    /// Its figure: source, reason, remarks.
    pub figure: Figure,
}

/// Gathers the permits of all sheets and figure files, and compares what else the source says of them.
pub(super) fn permits(toolbox: &Toolbox, faults: &mut Vec<Diagnostic>) -> Permits {
    let figures: Vec<&Figure> = toolbox.all_figures().filter(|figure| figure.measure.as_str() == PERMITS && figure.of.is_none()).collect();
    let mut cells: BTreeMap<(CountryCode, u16), Permit> = BTreeMap::new();
    for figure in &figures {
        let (Some(country), Some(year)) = (figure.country, figure.period.year()) else { continue };
        let value = match &figure.value {
            FigureValue::Known(number, _) => {
                let count: Option<u64> = number.parse().ok();
                if count.is_none() {
                    faults.push(
                        Diagnostic::error(Code::BadNumber, figure.span, format!("`{number}` is not a number of permits"))
                            .label("this figure's value")
                            .hint("write a whole number from 0 on"),
                    );
                }
                count
            }
            FigureValue::Missing(_) => None,
        };
        if let Some(first) = cells.get(&(country, year)) {
            faults.push(
                Diagnostic::error(Code::DuplicateId, figure.span, format!("permits of {country} in {year} stand twice"))
                    .related(first.figure.span, "first here")
                    .hint("keep one; a second value of the same source goes under `also_stated:`"),
            );
            continue;
        }
        cells.insert((country, year), Permit { value, figure: (*figure).clone() });
    }
    let mut years: Vec<u16> = cells.keys().map(|(_, year)| *year).collect();
    years.sort_unstable();
    years.dedup();
    let mut countries: Vec<CountryCode> = cells.keys().map(|(country, _)| *country).collect();
    countries.dedup();
    let rows: Vec<(CountryCode, Vec<Option<Permit>>)> =
        countries.iter().map(|country| (*country, years.iter().map(|year| cells.get(&(*country, *year)).cloned()).collect())).collect();
    let totals: Vec<(u64, usize)> = years
        .iter()
        .map(|year| {
            let known: Vec<u64> = cells.iter().filter(|((_, of), _)| of == year).filter_map(|(_, permit)| permit.value).collect();
            (known.iter().sum(), known.len())
        })
        .collect();
    let total: u64 = totals.iter().map(|(sum, _)| sum).sum();
    let mut permits = Permits { years, rows, totals, total, ..Permits::default() };
    for figure in figures {
        let (Some(country), Some((from, to)), FigureValue::Known(stated, _)) = (figure.country, figure.period.years(), &figure.value) else { continue };
        let computed: u64 = cells.iter().filter(|((code, year), _)| *code == country && (from..=to).contains(year)).filter_map(|(_, permit)| permit.value).sum();
        let what = format!("permits of {country} from {from} to {to}");
        let stated = stated.parse().unwrap_or(0);
        permits.mismatches.extend(compare(stated, computed, figure.span, &what, figure.source.as_deref(), faults).map(|mismatch| (country, mismatch)));
    }
    let measure = toolbox.measures.iter().find(|measure| measure.id.as_str() == PERMITS);
    if let Some(stated) = measure.and_then(|measure| measure.stated_total.as_ref()) {
        let value = stated.value.parse().unwrap_or(0);
        permits.total_mismatch = compare(value, permits.total, stated.value.span, "all permits", stated.source.as_deref(), faults);
    }
    permits
}

/// Figures that the source states in two ways.
pub(super) fn disagreements(toolbox: &Toolbox, faults: &mut Vec<Diagnostic>) {
    for figure in toolbox.all_figures() {
        let FigureValue::Known(value, _) = &figure.value else { continue };
        for other in figure.also_stated.iter().filter(|other| other.value.value != *value) {
            let place = other.source.as_ref().map_or_else(String::new, |source| format!(" ({source})"));
            faults.push(
                Diagnostic::warning(
                    Code::FiguresDisagree,
                    other.value.span,
                    format!("the source states both {value} and {}{place} for {}", other.value.value, figure.period.value),
                )
                .related(figure.span, "the figure")
                .hint("if the source itself disagrees, leave both: the page says so in a footnote"),
            );
        }
    }
}
