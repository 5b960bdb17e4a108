//! A map of cells, areas across and units down: each cell has its colour, its pattern and its letter, and the
//! key above says what they mean.

use super::legend::{self, Entry, Sign, chip};
use super::palette::{Pattern, Role};
use super::svg::{Anchor, Block, Canvas, Element};
use super::text::{Wrapped, line_height, widest_word, width, words_fit, wrap};
use super::ticks::TICK_SIZE;
use super::{Common, LABEL_SIZE};

/// What a colour, its pattern and its letter mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The letter in its cells.
    pub letter: String,
    /// What it means.
    pub label: String,
    /// Its colour and pattern, from 0 (bare) to 6 (full).
    pub shade: usize,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it says in words; its tooltip.
    pub text: String,
    /// One to three letters, printed in it: the band's, perhaps with a sign that some answers are unknown.
    pub letter: String,
    /// Its band, from 0 (bare) to 6 (full); higher ones count as 6.
    pub band: usize,
}

/// A row of cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatRow {
    /// What the row stands for; of any length.
    pub label: String,
    /// Where its label leads, on the screen.
    pub href: Option<String>,
    /// One cell a column; none is an empty cell with a dashed edge.
    pub cells: Vec<Option<Cell>>,
}

/// A heat map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatMap {
    /// Names of the columns; of any length.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<HeatRow>,
    /// The bands for the key, in order from 0.
    pub bands: Vec<Band>,
    /// For an empty cell, such as "not assessed".
    pub missing_label: String,
}

/// Where the grid stands.
struct Grid {
    left: f64,
    cell: f64,
    labels: Vec<Wrapped>,
    heads: Heads,
}

/// The names of the columns.
struct Heads {
    names: Vec<Wrapped>,
    upright: bool,
    height: f64,
}

/// How long an upright name may be, on one line and on several.
const UPRIGHT_ROOM: (f64, f64) = (240.0, 150.0);

/// Draws a heat map.
pub fn heat_map(common: &Common<'_>, chart: &HeatMap) -> String {
    draw(common, chart).finish()
}

pub(super) fn draw<'a>(common: &'a Common<'a>, chart: &HeatMap) -> Canvas<'a> {
    let mut canvas = Canvas::new(common, "heat-map");
    let mut key: Vec<Entry<'_>> = chart
        .bands
        .iter()
        .map(|band| Entry { sign: Sign::Band(band.shade, &band.letter), words: &band.label })
        .collect();
    if chart.rows.iter().any(|row| row.cells.len() < chart.columns.len() || row.cells.contains(&None)) {
        key.push(Entry { sign: Sign::Missing, words: &chart.missing_label });
    }
    let begin = legend::draw(&mut canvas, 2.0, &key);
    let grid = lay_out(&mut canvas, chart);
    draw_heads(&mut canvas, &grid, chart, begin);
    let mut y = begin + grid.heads.height + 6.0;
    for (index, row) in chart.rows.iter().enumerate() {
        y += draw_row(&mut canvas, &grid, chart, (index, row), y);
    }
    canvas.height = y + 1.0;
    canvas
}

fn lay_out(canvas: &mut Canvas<'_>, chart: &HeatMap) -> Grid {
    let count = chart.columns.len().max(1) as f64;
    let least_room = canvas.width * if canvas.is_narrow() { 0.26 } else { 0.32 };
    let word = chart.rows.iter().map(|row| widest_word(&row.label, LABEL_SIZE)).fold(0.0, f64::max);
    let label_room = word.clamp(least_room, canvas.width * 0.36);
    let labels: Vec<Wrapped> = chart.rows.iter().map(|row| wrap(&row.label, LABEL_SIZE, label_room, 4)).collect();
    let left = labels.iter().map(|label| label.width(LABEL_SIZE)).fold(0.0, f64::max) + 8.0;
    let letters = chart.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let letter = letters.map(|cell| width(&cell.letter, TICK_SIZE)).fold(0.0, f64::max);
    let least = (letter + 9.0).max(24.0);
    let cell = ((canvas.width - left - 1.0) / count).clamp(least, least.max(96.0));
    canvas.width = canvas.width.max(left + cell * count + 1.0);
    Grid { left, cell, labels, heads: heads(chart, cell) }
}

/// Names stand across if all their words fit their column, else upright.
fn heads(chart: &HeatMap, cell: f64) -> Heads {
    let room = cell - 6.0;
    let across = chart.columns.iter().all(|name| words_fit(name, TICK_SIZE, room));
    let wrapped = |room: f64, most: usize| -> Vec<Wrapped> {
        chart.columns.iter().map(|name| wrap(name, TICK_SIZE, room, most)).collect()
    };
    if across {
        let names = wrapped(room, 5);
        let height = names.iter().map(|name| name.height(TICK_SIZE)).fold(0.0, f64::max);
        return Heads { names, upright: false, height };
    }
    let most = (cell / line_height(TICK_SIZE)).floor().clamp(1.0, 3.0) as usize;
    let names = wrapped(if most == 1 { UPRIGHT_ROOM.0 } else { UPRIGHT_ROOM.1 }, most);
    let height = names.iter().map(|name| name.width(TICK_SIZE)).fold(0.0, f64::max);
    Heads { names, upright: true, height }
}

fn draw_heads(canvas: &mut Canvas<'_>, grid: &Grid, chart: &HeatMap, top: f64) {
    for (index, (name, whole)) in grid.heads.names.iter().zip(&chart.columns).enumerate() {
        let middle = grid.left + (index as f64 + 0.5) * grid.cell;
        let thick = name.height(TICK_SIZE);
        let bottom = top + grid.heads.height;
        let upright = grid.heads.upright;
        canvas.block(&Block {
            x: if upright { middle - thick / 2.0 } else { middle },
            top: if upright { bottom } else { bottom - thick },
            anchor: if upright { Anchor::Start } else { Anchor::Middle },
            size: TICK_SIZE,
            role: Role::Ink,
            lines: &name.lines,
            whole: name.cut.then_some(whole.as_str()),
            upright,
        });
    }
}

/// Draws a row and returns its height.
fn draw_row(canvas: &mut Canvas<'_>, grid: &Grid, chart: &HeatMap, (index, row): (usize, &HeatRow), top: f64) -> f64 {
    let Some(label) = grid.labels.get(index) else {
        return 0.0;
    };
    let height = (label.height(LABEL_SIZE) + 6.0).max(28.0);
    canvas.link(row.href.as_deref(), |canvas| {
        canvas.block(&Block {
            x: grid.left - 8.0,
            top: top + (height - label.height(LABEL_SIZE)) / 2.0,
            anchor: Anchor::End,
            size: LABEL_SIZE,
            role: Role::Ink,
            lines: &label.lines,
            whole: label.cut.then_some(row.label.as_str()),
            upright: false,
        });
    });
    for (column, name) in chart.columns.iter().enumerate() {
        let left = grid.left + column as f64 * grid.cell;
        let tile = Element::new("rect")
            .at("x", left + 1.0)
            .at("y", top + 1.0)
            .at("width", grid.cell - 2.0)
            .at("height", height - 2.0);
        let middle = (left + grid.cell / 2.0, top + height / 2.0);
        let cell = row.cells.get(column).and_then(Option::as_ref);
        let words = cell.map_or(chart.missing_label.as_str(), |cell| cell.text.as_str());
        let tip = format!("{}, {name}: {words}", row.label);
        let draw = |canvas: &mut Canvas<'_>| match cell {
            Some(cell) => {
                canvas.add_filled(tile, Pattern::band(cell.band), Role::Outline);
                chip(canvas, middle, &cell.letter);
            }
            None => canvas.add(tile, Role::Missing),
        };
        if canvas.common.palette.has_links() { canvas.tip(&tip, draw) } else { draw(canvas) }
    }
    height
}
