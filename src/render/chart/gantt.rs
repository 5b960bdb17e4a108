//! A plan over its years: a row an action, from when it begins to when it ends, with its cost at the end of the row.

use super::Common;
use super::legend::{self, Entry, Sign};
use super::palette::{Pattern, Role};
use super::rows::{RowText, Rows, lay_out};
use super::svg::{Canvas, Element};
use super::ticks::{Tick, top};

/// A row of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// What is done.
    pub label: String,
    /// Where its label leads, on the screen.
    pub href: Option<String>,
    /// Which series it belongs to, from 0.
    pub series: usize,
    /// When it begins, in months from the beginning of the plan.
    pub from: f64,
    /// When it ends.
    pub to: f64,
    /// When, in words, for its tooltip.
    pub when: String,
    /// What is printed after it, such as its cost.
    pub end_label: String,
}

/// A chart of tasks over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Gantt {
    /// Names of the series, for the key. From the ninth on, fills repeat.
    pub series: Vec<String>,
    /// The rows, in order.
    pub tasks: Vec<Task>,
    /// How many months the scale has; raised to the latest end if that is higher.
    pub months: f64,
    /// Marks of the scale: where each year begins, and where the last one ends.
    pub ticks: Vec<Tick>,
}

const THICKNESS: f64 = 16.0;

/// Draws a plan.
pub fn gantt(common: &Common<'_>, chart: &Gantt) -> String {
    draw(common, chart).finish()
}

pub(super) fn draw<'a>(common: &'a Common<'a>, chart: &Gantt) -> Canvas<'a> {
    let mut canvas = Canvas::new(common, "gantt");
    let key: Vec<Entry<'_>> = if chart.series.len() > 1 {
        chart.series.iter().enumerate().map(|(index, words)| Entry { sign: Sign::Series(index), words }).collect()
    } else {
        Vec::new()
    };
    let begin = legend::draw(&mut canvas, 2.0, &key);
    let max = top(chart.months, chart.tasks.iter().map(|task| task.to));
    let texts: Vec<RowText<'_>> =
        chart.tasks.iter().map(|task| RowText { label: &task.label, href: task.href.as_deref(), end: &task.end_label }).collect();
    let rows = lay_out(&canvas, begin, THICKNESS, &texts);
    rows.draw_scale(&mut canvas, &chart.ticks, max);
    for (index, (task, text)) in chart.tasks.iter().zip(&texts).enumerate() {
        rows.draw_label(&mut canvas, index, text);
        draw_task(&mut canvas, &rows, index, task, max);
        // Costs stand below each other, so that they can be compared.
        rows.draw_end(&mut canvas, index, rows.right, text, Role::InkOver);
    }
    canvas
}

fn draw_task(canvas: &mut Canvas<'_>, rows: &Rows, index: usize, task: &Task, max: f64) {
    let Some(place) = rows.places.get(index) else { return };
    let (from, to) = (rows.x(task.from, max), rows.x(task.to.max(task.from), max));
    let body = Element::new("rect")
        .at("x", from)
        .at("y", place.middle - THICKNESS / 2.0)
        .at("width", (to - from).max(2.0))
        .at("height", THICKNESS)
        .at("rx", 2.0);
    let draw = |canvas: &mut Canvas<'_>| canvas.add_filled(body, Pattern::series(task.series), Role::Outline);
    if canvas.common.palette.has_links() { canvas.tip(&format!("{}: {}", task.label, task.when), draw) } else { draw(canvas) }
}
