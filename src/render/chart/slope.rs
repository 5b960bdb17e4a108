//! Slopes from one round to the next: a line for each part, its name and both figures at its right end. Where the two
//! cannot be compared there is a drawn break instead of a line, and where a figure is missing there is no mark.

use super::lines::{marker, name_block, series_line};
use super::palette::Role;
use super::spread::spread;
use super::svg::{Anchor, Canvas, Element};
use super::text::{Wrapped, width, wrap};
use super::ticks::{TICK_SIZE, Tick, share};
use super::{Common, LABEL_SIZE};

/// A part in both rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Slope {
    /// What it is; of any length.
    pub label: String,
    /// Its figures, as printed after its name.
    pub figures: String,
    /// The figure then.
    pub earlier: Option<f64>,
    /// The figure now.
    pub later: Option<f64>,
    /// Whether the two cannot be compared.
    pub broken: bool,
}

/// A slope chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Slopes {
    /// The earlier round's name.
    pub earlier: String,
    /// The later round's name.
    pub later: String,
    /// The parts.
    pub rows: Vec<Slope>,
    /// Where the scale ends.
    pub max: f64,
    /// Marks of the scale.
    pub ticks: Vec<Tick>,
    /// For a break, such as "cannot be compared"; empty if there is none.
    pub broken: String,
}

/// Draws slopes.
pub fn slopes(common: &Common<'_>, chart: &Slopes) -> String {
    draw(common, chart).finish()
}

pub(super) fn draw<'a>(common: &'a Common<'a>, chart: &Slopes) -> Canvas<'a> {
    let mut canvas = Canvas::new(common, "slopes");
    let room = canvas.width * if canvas.is_narrow() { 0.5 } else { 0.42 };
    let names: Vec<Wrapped> = chart.rows.iter().map(|row| wrap(format!("{} {}", row.label, row.figures).trim(), LABEL_SIZE, room, 3)).collect();
    let heights: Vec<f64> = names.iter().map(|name| name.height(LABEL_SIZE) + 4.0).collect();
    let tick_room = chart.ticks.iter().map(|tick| width(&tick.label, TICK_SIZE)).fold(0.0, f64::max) + 8.0;
    let name_room = names.iter().map(|name| name.width(LABEL_SIZE)).fold(0.0, f64::max);
    let left = tick_room + 6.0;
    let right = (canvas.width - name_room - 46.0).max(left + 70.0);
    // Long names of rounds stand one above the other.
    let stacked = width(&chart.earlier, TICK_SIZE) + width(&chart.later, TICK_SIZE) + 12.0 > right - left;
    let top = if stacked { 48.0 } else { 30.0 };
    let bottom = top + heights.iter().sum::<f64>().max(if canvas.is_narrow() { 200.0 } else { 240.0 });
    let y = |value: f64| bottom - (bottom - top) * share(value, chart.max);
    for tick in &chart.ticks {
        let at = y(tick.at);
        canvas.rule((left, at), (right, at), Role::Grid);
        canvas.line((left - 8.0, at + TICK_SIZE * 0.36), Anchor::End, Role::Muted, &tick.label);
    }
    for (x, label, anchor, lift) in [(left, &chart.earlier, Anchor::Start, stacked), (right, &chart.later, Anchor::End, false)] {
        canvas.rule((x, top - 6.0), (x, bottom + 4.0), Role::Axis);
        // A long name would leave the drawing at the left.
        let at = if anchor == Anchor::End { x.max(width(label, TICK_SIZE)) } else { x };
        canvas.line((at, top - if lift { 32.0 } else { 14.0 }), anchor, Role::Muted, label);
    }
    for (index, row) in chart.rows.iter().enumerate() {
        let ends = [row.earlier.map(|value| (left, y(value))), row.later.map(|value| (right, y(value)))];
        if let ([Some(from), Some(to)], false) = (ends, row.broken) {
            series_line(&mut canvas, &[from, to], index);
        }
        if let ([Some(from), Some(to)], true) = (ends, row.broken) {
            // Two short ends and a break between them.
            let at = |part: f64| (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            series_line(&mut canvas, &[from, at(0.22)], index);
            series_line(&mut canvas, &[at(0.78), to], index);
            for part in [0.22, 0.78] {
                let (x, y) = at(part);
                canvas.rule((x - 3.0, y + 6.0), (x + 3.0, y - 6.0), Role::Axis);
            }
        }
        for end in ends.into_iter().flatten() {
            marker(&mut canvas, end, index);
        }
    }
    let wanted: Vec<f64> = chart.rows.iter().map(|row| row.later.or(row.earlier).map_or(bottom, y)).collect();
    for (index, ((row, name), middle)) in chart.rows.iter().zip(&names).zip(spread(&wanted, &heights, top - 6.0, bottom + 6.0)).enumerate() {
        let x = right + 28.0;
        if let Some(later) = row.later {
            let bend = format!("M{:.1} {:.1}L{:.1} {:.1}", right + 6.0, y(later), x - 4.0, middle);
            canvas.add(Element::new("path").with("d", &bend), Role::Leader);
        }
        marker(&mut canvas, (x + 2.0, middle), index);
        name_block(&mut canvas, (x + 12.0, middle), name, &row.label);
    }
    canvas.height = bottom + 14.0;
    if !chart.broken.is_empty() {
        canvas.height += 22.0;
        let base = canvas.height - 6.0;
        for x in [left + 2.0, left + 10.0] {
            canvas.rule((x, base), (x + 6.0, base - 11.0), Role::Axis);
        }
        canvas.line((left + 24.0, base), Anchor::Start, Role::Muted, &chart.broken);
    }
    canvas
}
