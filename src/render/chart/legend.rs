//! The key above a chart: signs with their words, flowing over as many lines as they need.

use super::palette::{Pattern, Role};
use super::svg::{Anchor, Block, Canvas, Element};
use super::text::{Wrapped, line_height, wrap};
use super::ticks::TICK_SIZE;

/// The sign that an entry explains.
pub(super) enum Sign<'a> {
    /// A filled bar of a series.
    Series(usize),
    /// A cell of a band with its letter.
    Band(usize, &'a str),
    /// A cell or bar without a value.
    Missing,
    /// The interval band.
    Interval,
    /// The interval over a bar.
    Whisker,
    /// The line of values.
    Value,
    /// The line of targets.
    Target,
    /// The mark of a target on a bar.
    TargetTick,
    /// A way on a map: by land, by sea, by air.
    Way(usize),
}

/// A sign and its words.
pub(super) struct Entry<'a> {
    pub(super) sign: Sign<'a>,
    pub(super) words: &'a str,
}

const SIGN_WIDTH: f64 = 26.0;
const SIGN_GAP: f64 = 6.0;
const ENTRY_GAP: f64 = 18.0;

/// Draws the entries that have words, from `top` on, and returns where the next thing may begin.
pub(super) fn draw(canvas: &mut Canvas<'_>, top: f64, entries: &[Entry<'_>]) -> f64 {
    let room = canvas.width - SIGN_WIDTH - SIGN_GAP;
    let step = line_height(TICK_SIZE);
    let (mut x, mut y, mut row) = (0.0, top, 0.0_f64);
    let mut any = false;
    for entry in entries.iter().filter(|entry| !entry.words.trim().is_empty()) {
        let words = wrap(entry.words, TICK_SIZE, room, 4);
        let width = SIGN_WIDTH + SIGN_GAP + words.width(TICK_SIZE);
        if x > 0.0 && x + width > canvas.width {
            (x, y) = (0.0, y + row);
            row = 0.0;
        }
        draw_sign(canvas, (x, y + step / 2.0), &entry.sign);
        draw_words(canvas, (x + SIGN_WIDTH + SIGN_GAP, y), &words, entry.words);
        row = row.max(words.height(TICK_SIZE).max(18.0) + 5.0);
        x += width + ENTRY_GAP;
        any = true;
    }
    if any { y + row + 6.0 } else { top }
}

fn draw_words(canvas: &mut Canvas<'_>, (x, top): (f64, f64), words: &Wrapped, whole: &str) {
    canvas.block(&Block {
        x,
        top,
        anchor: Anchor::Start,
        size: TICK_SIZE,
        role: Role::Muted,
        lines: &words.lines,
        whole: words.cut.then_some(whole),
        upright: false,
    });
}

/// Draws a sign whose left edge and middle are given.
pub(super) fn draw_sign(canvas: &mut Canvas<'_>, (x, y): (f64, f64), sign: &Sign<'_>) {
    let tile =
        || Element::new("rect").at("x", x + 0.5).at("y", y - 7.0).at("width", SIGN_WIDTH - 1.0).at("height", 14.0);
    let (from, to) = ((x, y), (x + SIGN_WIDTH, y));
    let middle = x + SIGN_WIDTH / 2.0;
    match sign {
        Sign::Series(series) => canvas.add_filled(tile(), Pattern::series(*series), Role::Outline),
        Sign::Band(band, letter) => {
            canvas.add_filled(tile(), Pattern::band(*band), Role::Outline);
            chip(canvas, (middle, y), letter);
        }
        Sign::Missing => canvas.add(tile(), Role::Missing),
        Sign::Interval => {
            canvas.add(tile(), Role::Interval);
            canvas.rule((x, y - 7.0), (x + SIGN_WIDTH, y - 7.0), Role::IntervalEdge);
            canvas.rule((x, y + 7.0), (x + SIGN_WIDTH, y + 7.0), Role::IntervalEdge);
        }
        Sign::Whisker => whisker(canvas, y, x + 1.0, x + SIGN_WIDTH - 1.0),
        Sign::Value => {
            canvas.rule(from, to, Role::Value);
            value_mark(canvas, (middle, y));
        }
        Sign::Target => {
            canvas.rule(from, to, Role::Target);
            target_mark(canvas, (middle, y));
        }
        Sign::TargetTick => target_mark(canvas, (middle, y)),
        Sign::Way(means) => canvas.rule(from, to, Role::Way(*means)),
    }
}

/// The round mark of a value.
pub(super) fn value_mark(canvas: &mut Canvas<'_>, (x, y): (f64, f64)) {
    canvas.add(Element::new("circle").at("cx", x).at("cy", y).at("r", 5.0), Role::ValueMark);
}

/// The hollow diamond of a target.
pub(super) fn target_mark(canvas: &mut Canvas<'_>, (x, y): (f64, f64)) {
    let points = [(x, y - 5.5), (x + 5.5, y), (x, y + 5.5), (x - 5.5, y)];
    canvas.add(Element::new("path").with("d", &path(&points, true)), Role::TargetMark);
}

/// An interval over a bar: a line with an end on each side, on a rim of paper.
pub(super) fn whisker(canvas: &mut Canvas<'_>, y: f64, one: f64, other: f64) {
    let (low, high) = (one.min(other), one.max(other));
    for role in [Role::WhiskerRim, Role::Whisker] {
        canvas.rule((low, y), (high, y), role);
        for x in [low, high] {
            canvas.rule((x, y - 5.0), (x, y + 5.0), role);
        }
    }
}

/// A letter on a scrap of paper, so that it can be read on any pattern.
pub(super) fn chip(canvas: &mut Canvas<'_>, (x, y): (f64, f64), letter: &str) {
    let width = super::text::width(letter, TICK_SIZE) + 5.0;
    let ground = Element::new("rect")
        .at("x", x - width / 2.0)
        .at("y", y - 6.5)
        .at("width", width)
        .at("height", 13.0)
        .at("rx", 3.0);
    canvas.add(ground, Role::Paper);
    let lines = [letter.to_owned()];
    canvas.block(&Block {
        x,
        top: y - TICK_SIZE * 0.57,
        anchor: Anchor::Middle,
        size: TICK_SIZE,
        role: Role::Ink,
        lines: &lines,
        whole: None,
        upright: false,
    });
}

/// The `d` of a path through points.
pub(super) fn path(points: &[(f64, f64)], closed: bool) -> String {
    use super::svg::number;
    let mut path = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        path.push_str(if index == 0 { "M" } else { "L" });
        path.push_str(&format!("{} {}", number(*x), number(*y)));
    }
    if closed && !points.is_empty() {
        path.push('Z');
    }
    path
}
