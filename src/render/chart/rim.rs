//! What stands around a radar: full labels, or short ones with a key below.

use std::f64::consts::TAU;

use super::LABEL_SIZE;
use super::key_list::{self, Item};
use super::palette::Role;
use super::radar::{Axis, Radar, Web};
use super::svg::{Anchor, Block, Canvas};
use super::text::{Wrapped, line_height, width, words_fit, wrap};

/// A radar's place on the page, and its labels.
pub(super) struct Rim {
    pub(super) web: Web,
    labels: Labels,
}

enum Labels {
    /// Name and value on the rim.
    Full(Vec<Placed>),
    /// Signs on the rim, names and values below.
    Short { signs: Vec<String>, key_top: f64 },
}

/// A label on the rim.
struct Placed {
    x: f64,
    top: f64,
    anchor: Anchor,
    name: Wrapped,
    value: Wrapped,
}

const AWAY: f64 = 12.0;
const FULL_ROOM: f64 = 150.0;

/// Finds the place of a radar below `top`.
pub(super) fn lay_out(canvas: &Canvas<'_>, top: f64, chart: &Radar) -> Rim {
    let words_fit = chart.axes.iter().all(|axis| words_fit(&axis.label, LABEL_SIZE, FULL_ROOM));
    if !canvas.is_narrow() && chart.axes.len() <= 10 && words_fit {
        full(canvas, top, chart)
    } else {
        short(canvas, top, chart)
    }
}

/// Draws the labels, and closes the canvas below them.
pub(super) fn draw(canvas: &mut Canvas<'_>, rim: &Rim, chart: &Radar) {
    match &rim.labels {
        Labels::Full(placed) => draw_full(canvas, placed, chart),
        Labels::Short { signs, key_top } => {
            draw_signs(canvas, &rim.web, signs);
            let items: Vec<Item<'_>> = (signs.iter().zip(&chart.axes))
                .map(|(sign, axis)| Item { sign, name: &axis.label, value: value_text(axis, chart) })
                .collect();
            key_list::draw(canvas, *key_top, &items, 0.0, |_, _, _| {});
        }
    }
}

fn value_text<'t>(axis: &'t Axis, chart: &'t Radar) -> &'t str {
    if axis.value.is_some() { &axis.value_label } else { &chart.words.missing }
}

fn full(canvas: &Canvas<'_>, top: f64, chart: &Radar) -> Rim {
    let radius = (canvas.width / 2.0 - FULL_ROOM - AWAY).clamp(80.0, 165.0);
    let mut web = Web { middle: (canvas.width / 2.0, 0.0), radius, count: chart.axes.len() };
    let mut placed: Vec<Placed> =
        chart.axes.iter().enumerate().map(|(index, axis)| place(&web, index, axis, value_text(axis, chart))).collect();
    let highest = placed.iter().map(|label| label.top).fold(-radius, f64::min);
    let down = top + 4.0 - highest;
    web.middle.1 = down;
    for label in &mut placed {
        label.top += down;
    }
    Rim { web, labels: Labels::Full(placed) }
}

fn place(web: &Web, index: usize, axis: &Axis, value: &str) -> Placed {
    let name = wrap(&axis.label, LABEL_SIZE, FULL_ROOM, 3);
    let value = wrap(value, LABEL_SIZE, FULL_ROOM, 2);
    let height = name.height(LABEL_SIZE) + value.height(LABEL_SIZE);
    let (right, down) = web.direction(index as f64);
    let (x, y) = web.point(index as f64, web.radius + AWAY);
    Placed { x, top: y - height / 2.0 + down * height / 2.0, anchor: anchor(right), name, value }
}

/// Which end of a label stands at the rim.
fn anchor(right: f64) -> Anchor {
    if right.abs() < 0.01 {
        Anchor::Middle
    } else if right > 0.0 {
        Anchor::Start
    } else {
        Anchor::End
    }
}

fn draw_full(canvas: &mut Canvas<'_>, placed: &[Placed], chart: &Radar) {
    let mut bottom = canvas.height;
    for (label, axis) in placed.iter().zip(&chart.axes) {
        let middle = label.top + label.name.height(LABEL_SIZE);
        let texts = [
            (label.top, &label.name, Role::Ink, axis.label.as_str()),
            (middle, &label.value, Role::Muted, value_text(axis, chart)),
        ];
        for (top, words, role, whole) in texts {
            canvas.block(&Block {
                x: label.x,
                top,
                anchor: label.anchor,
                size: LABEL_SIZE,
                role,
                lines: &words.lines,
                whole: words.cut.then_some(whole),
                upright: false,
            });
        }
        bottom = bottom.max(middle + label.value.height(LABEL_SIZE) + 4.0);
    }
    canvas.height = bottom;
}

fn short(canvas: &Canvas<'_>, top: f64, chart: &Radar) -> Rim {
    let count = chart.axes.len();
    let height = line_height(LABEL_SIZE);
    let most = (canvas.width / 2.0 - AWAY - 30.0).min(190.0);
    let chord = 2.0 * (most + AWAY) * (TAU / 2.0 / count as f64).sin();
    // Two signs side by side near the top are a chord apart, either across or down.
    let room = (chord * chord - height * height).max(0.0).sqrt().min(40.0);
    let given = chart.axes.iter().all(|axis| !axis.short.trim().is_empty() && width(&axis.short, LABEL_SIZE) < room);
    let signs: Vec<String> = chart
        .axes
        .iter()
        .enumerate()
        .map(|(index, axis)| if given { axis.short.trim().to_owned() } else { (index + 1).to_string() })
        .collect();
    let widest = signs.iter().map(|sign| width(sign, LABEL_SIZE)).fold(0.0, f64::max);
    let radius = most.min(canvas.width / 2.0 - AWAY - widest);
    let web = Web { middle: (canvas.width / 2.0, top + radius + AWAY + height), radius, count };
    let key_top = web.middle.1 + radius + AWAY + height + 12.0;
    Rim { web, labels: Labels::Short { signs, key_top } }
}

fn draw_signs(canvas: &mut Canvas<'_>, web: &Web, signs: &[String]) {
    let height = line_height(LABEL_SIZE);
    for (index, sign) in signs.iter().enumerate() {
        let (right, down) = web.direction(index as f64);
        let (x, y) = web.point(index as f64, web.radius + AWAY);
        canvas.block(&Block {
            x,
            top: y - height / 2.0 + down * height / 2.0,
            anchor: anchor(right),
            size: LABEL_SIZE,
            role: Role::Ink,
            lines: std::slice::from_ref(sign),
            whole: None,
            upright: false,
        });
    }
}
