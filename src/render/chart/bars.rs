//! Horizontal bars, in the order given or longest first, each with its value, and if known its interval and
//! its target.

use super::legend::{self, Entry, Sign, target_mark, whisker};
use super::palette::{Pattern, Role};
use super::rows::{RowText, Rows, lay_out};
use super::svg::{Canvas, Element};
use super::ticks::{Tick, top};
use super::{Common, Interval, Words};

/// The order of bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As they come.
    Plain,
    /// The largest value first, equals as they come, those without a value last.
    Ranked,
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for; of any length.
    pub label: String,
    /// Where its label leads, on the screen.
    pub href: Option<String>,
    /// Its length in the chart's unit, 0 or more; without one the chart says so.
    pub value: Option<f64>,
    /// The value as printed.
    pub value_label: String,
    /// The lowest and the highest possible value.
    pub interval: Option<Interval>,
    /// The value to be reached.
    pub target: Option<f64>,
    /// Which of the eight fills it has, from 0.
    pub fill: usize,
}

/// A bar chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// The bars.
    pub rows: Vec<Bar>,
    /// Their order.
    pub order: Order,
    /// Where the scale ends; raised to the largest value if that is higher.
    pub max: f64,
    /// Marks of the scale; none leaves it out.
    pub ticks: Vec<Tick>,
    /// Words of the key, shown where the chart has such marks; `missing` stands in place of a bar.
    pub words: Words,
}

const THICKNESS: f64 = 18.0;

/// Draws bars.
pub fn bars(common: &Common<'_>, chart: &Bars) -> String {
    draw(common, chart).finish()
}

pub(super) fn draw<'a>(common: &'a Common<'a>, chart: &Bars) -> Canvas<'a> {
    let mut canvas = Canvas::new(common, "bars");
    let mut order: Vec<&Bar> = chart.rows.iter().collect();
    if chart.order == Order::Ranked {
        let key = |bar: &Bar| bar.value.filter(|value| value.is_finite()).unwrap_or(f64::NEG_INFINITY);
        order.sort_by(|one, other| key(other).total_cmp(&key(one)));
    }
    let max = top(chart.max, order.iter().flat_map(|bar| marks(bar)));
    let has_interval = order.iter().any(|bar| bar.interval.is_some());
    let has_target = order.iter().any(|bar| bar.target.is_some());
    let mut key = Vec::new();
    if has_interval || has_target {
        let fill = order.first().map_or(0, |bar| bar.fill);
        key.push(Entry { sign: Sign::Series(fill), words: &chart.words.value });
    }
    if has_interval {
        key.push(Entry { sign: Sign::Whisker, words: &chart.words.interval });
    }
    if has_target {
        key.push(Entry { sign: Sign::TargetTick, words: &chart.words.target });
    }
    let begin = legend::draw(&mut canvas, 2.0, &key);
    let texts: Vec<RowText<'_>> = order.iter().map(|bar| text(bar, &chart.words)).collect();
    let rows = lay_out(&canvas, begin, THICKNESS, &texts);
    rows.draw_scale(&mut canvas, &chart.ticks, max);
    for (index, (bar, text)) in order.iter().zip(&texts).enumerate() {
        rows.draw_label(&mut canvas, index, text);
        draw_bar(&mut canvas, &rows, index, bar, max);
        let reached = marks(bar).map(|value| rows.x(value, max)).fold(rows.left, f64::max);
        let role = if bar.value.is_some() { Role::InkOver } else { Role::MutedOver };
        rows.draw_end(&mut canvas, index, reached, text, role);
    }
    canvas
}

fn text<'t>(bar: &'t Bar, words: &'t Words) -> RowText<'t> {
    let end = if bar.value.is_some() { &bar.value_label } else { &words.missing };
    RowText { label: &bar.label, href: bar.href.as_deref(), end }
}

/// Everything of a bar that lies on the scale.
fn marks(bar: &Bar) -> impl Iterator<Item = f64> {
    bar.value.into_iter().chain(bar.interval.map(|interval| interval.high)).chain(bar.target)
}

fn draw_bar(canvas: &mut Canvas<'_>, rows: &Rows, index: usize, bar: &Bar, max: f64) {
    let Some(middle) = rows.places.get(index).map(|place| place.middle) else {
        return;
    };
    if let Some(value) = bar.value {
        let long = rows.x(value, max) - rows.left;
        let body = Element::new("rect")
            .at("x", rows.left)
            .at("y", middle - THICKNESS / 2.0)
            .at("width", long.max(1.0))
            .at("height", THICKNESS);
        canvas.add_filled(body, Pattern::series(bar.fill), Role::Outline);
    }
    if let Some(interval) = bar.interval {
        whisker(canvas, middle, rows.x(interval.low, max), rows.x(interval.high, max));
    }
    if let Some(target) = bar.target {
        target_mark(canvas, (rows.x(target, max), middle));
    }
}
