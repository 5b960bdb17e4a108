//! Lines over years: residence permits by country. Each line carries its name at its end, or a
//! number and a list below if there are many; a year without a
//! value is a gap, never a zero.

use super::key_list::{self, Item};
use super::legend::path;
use super::palette::Role;
use super::spread::spread;
use super::svg::{Anchor, Block, Canvas, Element};
use super::text::{Wrapped, width, wrap};
use super::ticks::{TICK_SIZE, Tick, share, that_fit, top};
use super::{Common, LABEL_SIZE};

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineSeries {
    /// What it stands for; of any length.
    pub label: String,
    /// One value for each place on the horizontal axis, 0 or more; none is a gap.
    pub points: Vec<Option<f64>>,
    /// Its last value as printed after its name; may be empty.
    pub end_label: String,
}

/// A line chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// Places on the horizontal axis: years, with their labels.
    pub years: Vec<Tick>,
    /// The lines.
    pub series: Vec<LineSeries>,
    /// Where the scale ends; raised to the largest value if that is higher.
    pub max: f64,
    /// Marks of the vertical scale.
    pub ticks: Vec<Tick>,
    /// For a line without any value, such as "no data".
    pub missing: String,
}

/// The area between the axes.
struct Plot {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// From the plot to the marks of the names: longer where many leaders fan out.
    leader: f64,
    first: f64,
    last: f64,
    max: f64,
}

impl Plot {
    fn x(&self, year: f64) -> f64 {
        let (left, right) = (self.left + 8.0, self.right - 8.0);
        if self.last > self.first {
            left + (right - left) * share(year - self.first, self.last - self.first)
        } else {
            (left + right) / 2.0
        }
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * share(value, self.max)
    }
}

const MARK_ROOM: f64 = 12.0;

/// Draws lines.
pub fn lines(common: &Common<'_>, chart: &Lines) -> String {
    draw(common, chart).finish()
}

pub(super) fn draw<'a>(common: &'a Common<'a>, chart: &Lines) -> Canvas<'a> {
    let mut canvas = Canvas::new(common, "lines");
    let numbered = chart.series.len() > if canvas.is_narrow() { 5 } else { 14 };
    let names: Vec<Wrapped> = (chart.series.iter().enumerate())
        .map(|(index, series)| if numbered { number_alone(index) } else { name(&canvas, series, chart) })
        .collect();
    let plot = plot(&canvas, chart, &names);
    draw_axes(&mut canvas, &plot, chart);
    for (index, series) in chart.series.iter().enumerate() {
        draw_series(&mut canvas, &plot, chart, index, series);
    }
    draw_names(&mut canvas, &plot, chart, &names);
    if numbered {
        draw_key(&mut canvas, chart, &names);
    }
    canvas
}

/// The last value, or the words for none at all.
fn end<'t>(series: &'t LineSeries, chart: &'t Lines) -> &'t str {
    let known = series.points.iter().any(Option::is_some);
    if known { series.end_label.trim() } else { chart.missing.trim() }
}

/// Name and last value; the name may be cut, the value not.
fn name(canvas: &Canvas<'_>, series: &LineSeries, chart: &Lines) -> Wrapped {
    let room = canvas.width * if canvas.is_narrow() { 0.4 } else { 0.3 };
    let mut wrapped = wrap(&series.label, LABEL_SIZE, room, 3);
    let end = wrap(end(series, chart), LABEL_SIZE, room, 2);
    for line in end.lines.into_iter().filter(|line| !line.is_empty()) {
        match wrapped.lines.last_mut() {
            Some(last) if width(&format!("{last} {line}"), LABEL_SIZE) <= room => *last = format!("{last} {line}"),
            _ => wrapped.lines.push(line),
        }
    }
    wrapped
}

/// A number that the list below explains, for lines that are too many to be named.
fn number_alone(index: usize) -> Wrapped {
    Wrapped { lines: vec![(index + 1).to_string()], cut: false }
}

fn draw_key(canvas: &mut Canvas<'_>, chart: &Lines, numbers: &[Wrapped]) {
    let items: Vec<Item<'_>> = (chart.series.iter().zip(numbers))
        .map(|(series, number)| Item {
            sign: number.lines.first().map_or("", String::as_str),
            name: &series.label,
            value: end(series, chart),
        })
        .collect();
    let top = canvas.height + 8.0;
    key_list::draw(canvas, top, &items, 34.0, |canvas, (x, y), index| {
        series_line(canvas, &[(x - 12.0, y), (x + 12.0, y)], index);
        marker(canvas, (x, y), index);
    });
}

/// As high as the names need, so that they always fit beside it.
fn plot(canvas: &Canvas<'_>, chart: &Lines, names: &[Wrapped]) -> Plot {
    let tick_room = chart.ticks.iter().map(|tick| width(&tick.label, TICK_SIZE)).fold(0.0, f64::max) + 6.0;
    let name_room = names.iter().map(|name| name.width(LABEL_SIZE)).fold(0.0, f64::max);
    let needed: f64 = names.iter().map(name_height).sum();
    let top_edge = 10.0;
    let leader = if names.len() > 6 && !canvas.is_narrow() { 30.0 } else { 16.0 };
    let years = chart.years.iter().map(|year| year.at).filter(|year| year.is_finite());
    let values = chart.series.iter().flat_map(|series| series.points.iter().copied().flatten());
    Plot {
        left: tick_room,
        right: (canvas.width - name_room - leader - MARK_ROOM - 2.0).max(tick_room + 60.0),
        top: top_edge,
        bottom: top_edge + needed.max(if canvas.is_narrow() { 220.0 } else { 280.0 }),
        leader,
        first: years.clone().fold(f64::INFINITY, f64::min),
        last: years.fold(f64::NEG_INFINITY, f64::max),
        max: top(chart.max, values),
    }
}

fn name_height(name: &Wrapped) -> f64 {
    name.height(LABEL_SIZE) + 3.0
}

fn draw_axes(canvas: &mut Canvas<'_>, plot: &Plot, chart: &Lines) {
    let mut free = f64::INFINITY;
    for tick in chart.ticks.iter().filter(|tick| (0.0..=plot.max).contains(&tick.at)) {
        let y = plot.y(tick.at);
        canvas.rule((plot.left, y), (plot.right, y), Role::Grid);
        if y + TICK_SIZE * 1.2 <= free {
            canvas.line((plot.left - 6.0, y + TICK_SIZE * 0.36), Anchor::End, Role::Muted, &tick.label);
            free = y;
        }
    }
    canvas.rule((plot.left, plot.bottom), (plot.right, plot.bottom), Role::Axis);
    let baseline = plot.bottom + 20.0;
    let labels: Vec<(f64, &str)> = chart.years.iter().map(|year| (plot.x(year.at), year.label.as_str())).collect();
    for ((x, label), fits) in labels.iter().zip(that_fit(&labels, 8.0)) {
        canvas.rule((*x, plot.bottom), (*x, plot.bottom + if fits { 6.0 } else { 3.0 }), Role::Axis);
        if fits && !label.is_empty() {
            let half = width(label, TICK_SIZE) / 2.0;
            canvas.line((x.max(half), baseline), Anchor::Middle, Role::Muted, label);
        }
    }
    canvas.height = baseline + 6.0;
}

/// The points of a series, gaps as they are.
fn points(plot: &Plot, chart: &Lines, series: &LineSeries) -> Vec<Option<(f64, f64)>> {
    let place = |(year, value): (&Tick, &Option<f64>)| {
        let value = value.filter(|value| value.is_finite())?;
        Some((plot.x(year.at), plot.y(value)))
    };
    chart.years.iter().zip(&series.points).map(place).collect()
}

fn draw_series(canvas: &mut Canvas<'_>, plot: &Plot, chart: &Lines, index: usize, series: &LineSeries) {
    let points = points(plot, chart, series);
    for run in points.split(Option::is_none) {
        let run: Vec<(f64, f64)> = run.iter().copied().flatten().collect();
        series_line(canvas, &run, index);
    }
    for point in points.into_iter().flatten() {
        marker(canvas, point, index);
    }
}

fn draw_names(canvas: &mut Canvas<'_>, plot: &Plot, chart: &Lines, names: &[Wrapped]) {
    let last: Vec<Option<(f64, f64)>> =
        chart.series.iter().map(|series| points(plot, chart, series).into_iter().flatten().last()).collect();
    let wanted: Vec<f64> = last.iter().map(|point| point.map_or(plot.bottom, |point| point.1)).collect();
    let heights: Vec<f64> = names.iter().map(name_height).collect();
    let middles = spread(&wanted, &heights, plot.top - 6.0, plot.bottom + 6.0);
    for (index, (name, y)) in names.iter().zip(middles).enumerate() {
        let Some(series) = chart.series.get(index) else {
            continue;
        };
        let x = plot.right + plot.leader;
        if let Some((from, at)) = last.get(index).copied().flatten() {
            let bends = [(from + 6.0, at), (plot.right - 2.0, at), (x - 2.0, y)];
            canvas.add(Element::new("path").with("d", &path(&bends, false)), Role::Leader);
            marker(canvas, (x + 3.0, y), index);
        }
        name_block(canvas, (x + MARK_ROOM, y), name, &series.label);
    }
}

/// A name beside its mark, around the height `y`; what was cut off it is its tooltip.
pub(super) fn name_block(canvas: &mut Canvas<'_>, (x, y): (f64, f64), name: &Wrapped, whole: &str) {
    canvas.block(&Block {
        x,
        top: y - name.height(LABEL_SIZE) / 2.0,
        anchor: Anchor::Start,
        size: LABEL_SIZE,
        role: Role::Ink,
        lines: &name.lines,
        whole: name.cut.then_some(whole),
        upright: false,
    });
}

/// Dashes by series; with eight colours and nine marks no two of 360 series look the same.
const DASHES: [&str; 5] = ["", "8 3", "2 3", "10 3 2 3", "5 5"];

/// Draws the line of a series through points that have no gap between them.
pub(super) fn series_line(canvas: &mut Canvas<'_>, points: &[(f64, f64)], series: usize) {
    if points.len() < 2 {
        return;
    }
    let mut element = Element::new("path").with("d", &path(points, false));
    let dashes = DASHES.get(series % DASHES.len()).copied().unwrap_or_default();
    if !dashes.is_empty() {
        element = element.with("stroke-dasharray", dashes);
    }
    canvas.add(element, Role::SeriesLine(series));
}

/// Draws the mark of a series: one of nine shapes.
pub(super) fn marker(canvas: &mut Canvas<'_>, (x, y): (f64, f64), series: usize) {
    let role = Role::SeriesMark(series);
    let shape = |corners: &[(f64, f64)]| {
        let corners: Vec<(f64, f64)> = corners.iter().map(|(right, down)| (x + right, y + down)).collect();
        Element::new("path").with("d", &path(&corners, true))
    };
    let element = match series % 9 {
        0 => Element::new("circle").at("cx", x).at("cy", y).at("r", 3.5),
        1 => shape(&[(-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)]),
        2 => shape(&[(0.0, -4.2), (4.0, 3.2), (-4.0, 3.2)]),
        3 => shape(&[(0.0, -4.6), (4.6, 0.0), (0.0, 4.6), (-4.6, 0.0)]),
        4 => shape(&[(0.0, 4.2), (-4.0, -3.2), (4.0, -3.2)]),
        5 => shape(&[
            (-1.4, -4.0),
            (1.4, -4.0),
            (1.4, -1.4),
            (4.0, -1.4),
            (4.0, 1.4),
            (1.4, 1.4),
            (1.4, 4.0),
            (-1.4, 4.0),
            (-1.4, 1.4),
            (-4.0, 1.4),
            (-4.0, -1.4),
            (-1.4, -1.4),
        ]),
        6 => shape(&[(-4.2, 0.0), (3.2, -4.0), (3.2, 4.0)]),
        7 => shape(&[(-1.7, -4.6), (1.7, -4.6), (1.7, 4.6), (-1.7, 4.6)]),
        _ => shape(&[(-4.0, -4.0), (4.0, 4.0), (4.0, -4.0), (-4.0, 4.0)]),
    };
    canvas.add(element, role);
}
