//! A strip for each axis: interval, target and value on one line. Stands in for a radar that has too few or
//! too many axes to be one.

use super::legend::{self, Entry, target_mark, value_mark};
use super::palette::Role;
use super::radar::{Axis, Radar, marks};
use super::rows::{RowText, lay_out};
use super::svg::{Canvas, Element};
use super::ticks::top;

const THICKNESS: f64 = 18.0;

/// Draws a radar's axes below each other.
pub(super) fn draw(canvas: &mut Canvas<'_>, chart: &Radar, key: &[Entry<'_>]) {
    let begin = legend::draw(canvas, 2.0, key);
    let max = top(chart.max, chart.axes.iter().flat_map(marks));
    let texts: Vec<RowText<'_>> = chart.axes.iter().map(|axis| text(axis, chart)).collect();
    let rows = lay_out(canvas, begin, THICKNESS, &texts);
    rows.draw_scale(canvas, &chart.rings, max);
    for (index, (axis, text)) in chart.axes.iter().zip(&texts).enumerate() {
        let Some(y) = rows.places.get(index).map(|place| place.middle) else {
            continue;
        };
        rows.draw_label(canvas, index, text);
        canvas.rule((rows.left, y), (rows.right, y), Role::Grid);
        if let Some(interval) = axis.interval {
            let (one, other) = (rows.x(interval.low, max), rows.x(interval.high, max));
            let (low, high) = (one.min(other), one.max(other));
            let band = Element::new("rect")
                .at("x", low)
                .at("y", y - THICKNESS / 2.0)
                .at("width", (high - low).max(0.5))
                .at("height", THICKNESS);
            canvas.add(band, Role::Interval);
            for x in [low, high] {
                canvas.rule((x, y - THICKNESS / 2.0), (x, y + THICKNESS / 2.0), Role::IntervalEdge);
            }
        }
        if let Some(target) = axis.target {
            target_mark(canvas, (rows.x(target, max), y));
        }
        if let Some(value) = axis.value {
            value_mark(canvas, (rows.x(value, max), y));
        }
        let role = if axis.value.is_some() { Role::InkOver } else { Role::MutedOver };
        rows.draw_end(canvas, index, rows.right, text, role);
    }
}

fn text<'t>(axis: &'t Axis, chart: &'t Radar) -> RowText<'t> {
    let end = if axis.value.is_some() { &axis.value_label } else { &chart.words.missing };
    RowText { label: &axis.label, href: None, end }
}
