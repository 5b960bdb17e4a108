//! Rows of horizontal marks: where labels, marks and their values stand. Bars, stacks and strips share it.
//!
//! On a wide page labels stand in a column on the left; on a narrow one above their mark. Values stand
//! after their mark, in room that is kept free for the longest of them.

use super::LABEL_SIZE;
use super::legend::path;
use super::palette::Role;
use super::svg::{Anchor, Block, Canvas, Element};
use super::text::{Wrapped, line_height, width, wrap};
use super::ticks::{TICK_SIZE, Tick, share, that_fit};

/// The words of a row.
pub(super) struct RowText<'a> {
    pub(super) label: &'a str,
    pub(super) href: Option<&'a str>,
    /// What is printed after the mark.
    pub(super) end: &'a str,
}

/// Where a row stands.
pub(super) struct Place {
    /// The middle of its mark.
    pub(super) middle: f64,
    /// Half the height of mark and value.
    half: f64,
    label: Wrapped,
    label_top: f64,
    end: Wrapped,
}

/// Where all rows stand.
pub(super) struct Rows {
    /// Where the scale begins and ends.
    pub(super) left: f64,
    pub(super) right: f64,
    top: f64,
    bottom: f64,
    label_x: f64,
    label_anchor: Anchor,
    pub(super) places: Vec<Place>,
}

const GAP: f64 = 8.0;
/// Between a mark and what is printed after it; half a mark may stand in it.
const END_GAP: f64 = 11.0;

/// Finds a place for every row below `top`, with marks as thick as said.
pub(super) fn lay_out(canvas: &Canvas<'_>, top: f64, thickness: f64, rows: &[RowText<'_>]) -> Rows {
    let narrow = canvas.is_narrow();
    let full = canvas.width;
    let label_room = if narrow { full } else { full * 0.34 };
    let labels: Vec<Wrapped> = rows.iter().map(|row| wrap(row.label, LABEL_SIZE, label_room, 3)).collect();
    let ends: Vec<Wrapped> =
        rows.iter().map(|row| wrap(row.end, LABEL_SIZE, full * if narrow { 0.36 } else { 0.3 }, 2)).collect();
    let label_column = labels.iter().map(|label| label.width(LABEL_SIZE)).fold(0.0, f64::max);
    let end_column = ends.iter().map(|end| end.width(LABEL_SIZE)).fold(0.0, f64::max);
    let left = if narrow { 1.0 } else { label_column + GAP };
    let mut y = top;
    let mut places = Vec::with_capacity(rows.len());
    for (label, end) in labels.into_iter().zip(ends) {
        let mark = thickness.max(end.height(LABEL_SIZE));
        let above = if narrow { label.height(LABEL_SIZE) + 2.0 } else { 0.0 };
        let height = if narrow { above + mark } else { mark.max(label.height(LABEL_SIZE)) };
        let middle = if narrow { y + above + mark / 2.0 } else { y + height / 2.0 };
        let label_top = if narrow { y } else { middle - label.height(LABEL_SIZE) / 2.0 };
        places.push(Place { middle, half: mark / 2.0, label, label_top, end });
        y += height + if narrow { 10.0 } else { GAP };
    }
    Rows {
        left,
        right: (full - end_column - END_GAP - 1.0).max(left + 40.0),
        top,
        bottom: y,
        label_x: if narrow { 0.0 } else { label_column },
        label_anchor: if narrow { Anchor::Start } else { Anchor::End },
        places,
    }
}

impl Rows {
    /// The x of a value on a scale from 0 to `max`.
    pub(super) fn x(&self, value: f64, max: f64) -> f64 {
        self.left + (self.right - self.left) * share(value, max)
    }

    /// Draws the grid and its labels, and closes the canvas below them. To be drawn before the marks.
    pub(super) fn draw_scale(&self, canvas: &mut Canvas<'_>, ticks: &[Tick], max: f64) {
        let shown: Vec<&Tick> =
            ticks.iter().filter(|tick| tick.at.is_finite() && (0.0..=max).contains(&tick.at)).collect();
        let mut labels = Vec::with_capacity(shown.len());
        for tick in &shown {
            let half = width(&tick.label, TICK_SIZE) / 2.0;
            let x = self.x(tick.at, max);
            if x > self.left {
                canvas.add(Element::new("path").with("d", &self.grid_line(x, canvas.is_narrow())), Role::Grid);
            }
            labels.push((x.clamp(half, (canvas.width - half).max(half)), tick.label.as_str()));
        }
        let baseline = self.bottom + line_height(TICK_SIZE);
        for ((x, label), fits) in labels.iter().zip(that_fit(&labels, 6.0)) {
            if fits && !label.is_empty() {
                canvas.line((*x, baseline), Anchor::Middle, Role::Muted, label);
            }
        }
        if !canvas.is_narrow() {
            canvas.rule((self.left, self.top), (self.left, self.bottom), Role::Axis);
        }
        canvas.height = if shown.is_empty() { self.bottom } else { baseline + 6.0 };
    }

    /// From top to bottom, or where labels stand above the marks, beside each mark.
    fn grid_line(&self, x: f64, narrow: bool) -> String {
        if !narrow {
            return path(&[(x, self.top), (x, self.bottom)], false);
        }
        let beside =
            |place: &Place| path(&[(x, place.middle - place.half - 1.0), (x, place.middle + place.half + 4.0)], false);
        self.places.iter().map(beside).collect()
    }

    /// Draws the label of a row.
    pub(super) fn draw_label(&self, canvas: &mut Canvas<'_>, index: usize, row: &RowText<'_>) {
        let Some(place) = self.places.get(index) else {
            return;
        };
        canvas.link(row.href, |canvas| {
            canvas.block(&Block {
                x: self.label_x,
                top: place.label_top,
                anchor: self.label_anchor,
                size: LABEL_SIZE,
                role: Role::Ink,
                lines: &place.label.lines,
                whole: place.label.cut.then_some(row.label),
                upright: false,
            });
        });
    }

    /// Draws what is printed after a mark that ends at `reached`.
    pub(super) fn draw_end(&self, canvas: &mut Canvas<'_>, index: usize, reached: f64, row: &RowText<'_>, role: Role) {
        let Some(place) = self.places.get(index) else {
            return;
        };
        canvas.block(&Block {
            x: reached.min(self.right) + END_GAP,
            top: place.middle - place.end.height(LABEL_SIZE) / 2.0,
            anchor: Anchor::Start,
            size: LABEL_SIZE,
            role,
            lines: &place.end.lines,
            whole: place.end.cut.then_some(row.end),
            upright: false,
        });
    }
}
