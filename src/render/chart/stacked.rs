//! Stacked horizontal bars: funding by office and outcome, each row with its total at the end.

use super::Common;
use super::legend::{self, Entry, Sign, chip};
use super::palette::{Pattern, Role};
use super::rows::{RowText, Rows, lay_out};
use super::svg::{Canvas, Element};
use super::text::width;
use super::ticks::{TICK_SIZE, Tick, top};

/// A part of a stack.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its length in the chart's unit, 0 or more.
    pub value: f64,
    /// The value as printed in it, where there is room, and in its tooltip.
    pub label: String,
}

/// A row of parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// What the row stands for.
    pub label: String,
    /// Where its label leads, on the screen.
    pub href: Option<String>,
    /// One part a series, in their order; a series without a value takes no room.
    pub parts: Vec<Option<Part>>,
    /// The row's total as printed after it.
    pub total_label: String,
}

/// A chart of stacked bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Stacked {
    /// Names of the series, for the key. From the ninth on, fills repeat: group smaller ones before.
    pub series: Vec<String>,
    /// The rows.
    pub rows: Vec<Stack>,
    /// Where the scale ends; raised to the largest total if that is higher.
    pub max: f64,
    /// Marks of the scale; none leaves it out.
    pub ticks: Vec<Tick>,
}

const THICKNESS: f64 = 22.0;

/// Draws stacked bars.
pub fn stacked(common: &Common<'_>, chart: &Stacked) -> String {
    draw(common, chart).finish()
}

pub(super) fn draw<'a>(common: &'a Common<'a>, chart: &Stacked) -> Canvas<'a> {
    let mut canvas = Canvas::new(common, "stacked");
    let key: Vec<Entry<'_>> =
        chart.series.iter().enumerate().map(|(index, words)| Entry { sign: Sign::Series(index), words }).collect();
    let begin = legend::draw(&mut canvas, 2.0, &key);
    let max = top(chart.max, chart.rows.iter().map(total));
    let texts: Vec<RowText<'_>> = chart
        .rows
        .iter()
        .map(|row| RowText { label: &row.label, href: row.href.as_deref(), end: &row.total_label })
        .collect();
    let rows = lay_out(&canvas, begin, THICKNESS, &texts);
    rows.draw_scale(&mut canvas, &chart.ticks, max);
    for (index, text) in texts.iter().enumerate() {
        rows.draw_label(&mut canvas, index, text);
        let reached = draw_parts(&mut canvas, &rows, index, chart, max);
        rows.draw_end(&mut canvas, index, reached, text, Role::InkOver);
    }
    canvas
}

/// A part's length, as it can be drawn.
fn length(part: &Option<Part>) -> f64 {
    part.as_ref().map_or(0.0, |part| if part.value.is_finite() { part.value.max(0.0) } else { 0.0 })
}

fn total(row: &Stack) -> f64 {
    row.parts.iter().map(length).sum()
}

/// Draws the parts of a row and returns where they end.
fn draw_parts(canvas: &mut Canvas<'_>, rows: &Rows, index: usize, chart: &Stacked, max: f64) -> f64 {
    let (Some(place), Some(row)) = (rows.places.get(index), chart.rows.get(index)) else {
        return rows.left;
    };
    let mut sum = 0.0;
    for (series, part) in row.parts.iter().enumerate() {
        let Some(part) = part.as_ref().filter(|part| part.value.is_finite() && part.value > 0.0) else {
            continue;
        };
        let from = rows.x(sum, max);
        sum += part.value;
        let to = rows.x(sum, max);
        let tip = match chart.series.get(series) {
            Some(name) => format!("{}, {name}: {}", row.label, part.label),
            None => format!("{}: {}", row.label, part.label),
        };
        let body = Element::new("rect")
            .at("x", from)
            .at("y", place.middle - THICKNESS / 2.0)
            .at("width", (to - from - 1.0).max(0.5))
            .at("height", THICKNESS);
        let draw = |canvas: &mut Canvas<'_>| {
            canvas.add_filled(body, Pattern::series(series), Role::Outline);
            if width(&part.label, TICK_SIZE) + 14.0 <= to - from && !part.label.is_empty() {
                chip(canvas, ((from + to) / 2.0, place.middle), &part.label);
            }
        };
        if canvas.common.palette.has_links() { canvas.tip(&tip, draw) } else { draw(canvas) }
    }
    rows.x(sum, max)
}
