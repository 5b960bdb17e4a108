//! A radar of values with the interval of each, and the target: a spoke an axis, from 0 in the middle.
//!
//! Up to ten axes carry their full label on a wide page; else the rim has short labels or numbers, and a key
//! below explains them. Fewer than three axes, or more than thirty-six, become a strip each.

use std::f64::consts::TAU;

use super::legend::{self, Entry, Sign, path, target_mark, value_mark};
use super::palette::Role;
use super::rim;
use super::strip;
use super::svg::{Anchor, Canvas, Element};
use super::ticks::{TICK_SIZE, Tick, share, top};
use super::{Common, Interval, Words};

/// An axis of a radar.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its name; of any length.
    pub label: String,
    /// A few letters for the rim; if empty or too long, numbers stand there.
    pub short: String,
    /// Where it stands, 0 or more; without one the outline has a gap.
    pub value: Option<f64>,
    /// The lowest and the highest possible value.
    pub interval: Option<Interval>,
    /// The value to be reached.
    pub target: Option<f64>,
    /// The value as printed.
    pub value_label: String,
}

/// A radar chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Radar {
    /// The axes, clockwise from the top.
    pub axes: Vec<Axis>,
    /// Where the scale ends; raised to the largest value if that is higher.
    pub max: f64,
    /// Rings with their labels.
    pub rings: Vec<Tick>,
    /// Words of the key; `missing` stands in place of a value.
    pub words: Words,
}

/// Where a radar stands.
pub(super) struct Web {
    pub(super) middle: (f64, f64),
    pub(super) radius: f64,
    pub(super) count: usize,
}

impl Web {
    /// Direction of an axis: right and down, of length 1.
    pub(super) fn direction(&self, axis: f64) -> (f64, f64) {
        let angle = TAU * axis / self.count.max(1) as f64;
        (angle.sin(), -angle.cos())
    }

    /// A point on an axis, at a distance from the middle.
    pub(super) fn point(&self, axis: f64, distance: f64) -> (f64, f64) {
        let (right, down) = self.direction(axis);
        (self.middle.0 + right * distance, self.middle.1 + down * distance)
    }
}

/// Draws a radar.
pub fn radar(common: &Common<'_>, chart: &Radar) -> String {
    draw(common, chart).finish()
}

pub(super) fn draw<'a>(common: &'a Common<'a>, chart: &Radar) -> Canvas<'a> {
    let mut canvas = Canvas::new(common, "radar");
    let key = key(chart);
    if !(3..=36).contains(&chart.axes.len()) {
        strip::draw(&mut canvas, chart, &key);
        return canvas;
    }
    let begin = legend::draw(&mut canvas, 2.0, &key);
    let max = top(chart.max, chart.axes.iter().flat_map(marks));
    let rim = rim::lay_out(&canvas, begin, chart);
    draw_rings(&mut canvas, &rim.web, chart, max);
    draw_intervals(&mut canvas, &rim.web, chart, max);
    draw_targets(&mut canvas, &rim.web, chart, max);
    draw_values(&mut canvas, &rim.web, chart, max);
    draw_ring_labels(&mut canvas, &rim.web, chart, max);
    rim::draw(&mut canvas, &rim, chart);
    canvas
}

/// Everything of an axis that lies on the scale.
pub(super) fn marks(axis: &Axis) -> impl Iterator<Item = f64> {
    axis.value.into_iter().chain(axis.interval.map(|interval| interval.high)).chain(axis.target)
}

fn key(chart: &Radar) -> Vec<Entry<'_>> {
    let mut key = vec![Entry { sign: Sign::Value, words: chart.words.value.as_str() }];
    if chart.axes.iter().any(|axis| axis.interval.is_some()) {
        key.push(Entry { sign: Sign::Interval, words: &chart.words.interval });
    }
    if chart.axes.iter().any(|axis| axis.target.is_some()) {
        let few = !(3..=36).contains(&chart.axes.len());
        let sign = if few { Sign::TargetTick } else { Sign::Target };
        key.push(Entry { sign, words: &chart.words.target });
    }
    key
}

fn draw_rings(canvas: &mut Canvas<'_>, web: &Web, chart: &Radar, max: f64) {
    for ring in chart.rings.iter().filter(|ring| ring.at > 0.0 && ring.at < max) {
        draw_ring(canvas, web, web.radius * share(ring.at, max), Role::Grid);
    }
    for axis in 0..web.count {
        canvas.rule(web.middle, web.point(axis as f64, web.radius), Role::Grid);
    }
    draw_ring(canvas, web, web.radius, Role::Axis);
}

fn draw_ring(canvas: &mut Canvas<'_>, web: &Web, distance: f64, role: Role) {
    let corners: Vec<(f64, f64)> = (0..web.count).map(|axis| web.point(axis as f64, distance)).collect();
    canvas.add(Element::new("path").with("d", &path(&corners, true)), role);
}

/// Ring labels stand between the last axis and the first, as far apart as their lines need.
fn draw_ring_labels(canvas: &mut Canvas<'_>, web: &Web, chart: &Radar, max: f64) {
    let between = web.count as f64 - 0.5;
    let inner = (TAU / 2.0 / web.count as f64).cos();
    let mut free = f64::INFINITY;
    for ring in chart.rings.iter().rev().filter(|ring| ring.at > 0.0 && ring.at <= max) {
        let (x, y) = web.point(between, web.radius * share(ring.at, max) * inner);
        let away = web.middle.1 - y;
        if away + TICK_SIZE * 1.2 <= free && away > TICK_SIZE {
            canvas.line((x, y + TICK_SIZE * 0.36), Anchor::Middle, Role::MutedOver, &ring.label);
            free = away;
        }
    }
}

fn draw_intervals(canvas: &mut Canvas<'_>, web: &Web, chart: &Radar, max: f64) {
    let bounds: Vec<Option<(f64, f64)>> = chart
        .axes
        .iter()
        .map(|axis| {
            let interval = axis.interval?;
            let (one, other) = (share(interval.low, max), share(interval.high, max));
            Some((web.radius * one.min(other), web.radius * one.max(other)))
        })
        .collect();
    let there: Vec<bool> = bounds.iter().map(Option::is_some).collect();
    let point = |axis: usize, pick: fn((f64, f64)) -> f64| {
        web.point(axis as f64, bounds.get(axis).copied().flatten().map_or(0.0, pick))
    };
    for run in runs(&there) {
        let low: Vec<(f64, f64)> = run.axes.iter().map(|axis| point(*axis, |bounds| bounds.0)).collect();
        let high: Vec<(f64, f64)> = run.axes.iter().map(|axis| point(*axis, |bounds| bounds.1)).collect();
        let area = if run.closed {
            path(&high, true) + &path(&low, true)
        } else {
            path(&high.iter().chain(low.iter().rev()).copied().collect::<Vec<_>>(), true)
        };
        canvas.add(Element::new("path").with("d", &area).with("fill-rule", "evenodd"), Role::Interval);
        for edge in [&low, &high] {
            canvas.add(Element::new("path").with("d", &path(edge, run.closed)), Role::IntervalEdge);
        }
        if let ([low], [high]) = (low.as_slice(), high.as_slice()) {
            canvas.rule(*low, *high, Role::Whisker);
        }
    }
}

fn draw_targets(canvas: &mut Canvas<'_>, web: &Web, chart: &Radar, max: f64) {
    let points: Vec<Option<(f64, f64)>> = points(web, max, chart.axes.iter().map(|axis| axis.target));
    draw_outline(canvas, &points, Role::Target);
    for point in points.into_iter().flatten() {
        target_mark(canvas, point);
    }
}

fn draw_values(canvas: &mut Canvas<'_>, web: &Web, chart: &Radar, max: f64) {
    let points: Vec<Option<(f64, f64)>> = points(web, max, chart.axes.iter().map(|axis| axis.value));
    draw_outline(canvas, &points, Role::Value);
    for point in points.into_iter().flatten() {
        value_mark(canvas, point);
    }
}

fn points(web: &Web, max: f64, values: impl Iterator<Item = Option<f64>>) -> Vec<Option<(f64, f64)>> {
    values.enumerate().map(|(axis, value)| Some(web.point(axis as f64, web.radius * share(value?, max)))).collect()
}

fn draw_outline(canvas: &mut Canvas<'_>, points: &[Option<(f64, f64)>], role: Role) {
    let there: Vec<bool> = points.iter().map(Option::is_some).collect();
    for run in runs(&there) {
        let line: Vec<(f64, f64)> = run.axes.iter().filter_map(|axis| points.get(*axis).copied().flatten()).collect();
        if line.len() > 1 {
            canvas.add(Element::new("path").with("d", &path(&line, run.closed)), role);
        }
    }
}

/// Neighbouring axes that have something, around the circle.
struct Run {
    axes: Vec<usize>,
    /// All of them, back to the first.
    closed: bool,
}

fn runs(there: &[bool]) -> Vec<Run> {
    let count = there.len();
    let Some(gap) = there.iter().position(|there| !there) else {
        return vec![Run { axes: (0..count).collect(), closed: true }];
    };
    let mut runs = Vec::new();
    let mut axes = Vec::new();
    for index in (gap + 1..=gap + count).map(|index| index % count) {
        if there.get(index).copied().unwrap_or(false) {
            axes.push(index);
        } else if !axes.is_empty() {
            runs.push(Run { axes: std::mem::take(&mut axes), closed: false });
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn a_gap_opens_the_outline() {
        let runs = runs(&[true, true, false, true, false, true]);
        let axes: Vec<_> = runs.iter().map(|run| run.axes.clone()).collect();
        assert_eq!(axes, [vec![3], vec![5, 0, 1]]);
        assert!(runs.iter().all(|run| !run.closed));
    }

    #[test]
    fn without_a_gap_it_closes() {
        assert!(runs(&[true, true, true])[0].closed);
        assert!(runs(&[false, false]).is_empty());
    }
}
