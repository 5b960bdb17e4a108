//! Charts: plain structs in, SVG text out, one drawing for page and print.
//!
//! Labels come in formatted for the reader's language; numbers only say where a mark stands. Nothing is
//! fetched, measured or scripted: text widths are estimated, and layouts leave room for the estimate.
//! A chart never tells anything by colour alone, and never replaces the table beside it. Its visible caption,
//! the table and the frame around it are the page's affair; `chart.css` holds the colours.

mod bars;
mod gantt;
mod heat_map;
mod key_list;
mod legend;
mod lines;
mod map;
mod palette;
mod radar;
mod rim;
mod rows;
mod slope;
mod spread;
mod stacked;
mod strip;
mod svg;
mod text;
mod ticks;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use bars::{Bar, Bars, Order, bars};
pub use gantt::{Gantt, Task, gantt};
pub use heat_map::{Band, Cell, HeatMap, HeatRow, heat_map};
pub use lines::{LineSeries, Lines, lines};
pub use map::{Map, MapRow, Means, Place, Post, Way, has_outline, is_whole, lower_bounds, map, middle, shade};
pub use palette::{LAST_BAND, Palette, SERIES};
pub use radar::{Axis, Radar, radar};
pub use slope::{Slope, Slopes, slopes};
pub use stacked::{Part, Stack, Stacked, stacked};
pub use ticks::{Tick, nice};

/// The style sheet that a page with charts carries, as shipped.
pub const STYLE_SHEET: &str = include_str!("chart.css");

/// Drawing width for a page on a desk, and for paper (13 units of text become 9 points on 170 mm).
pub const WIDE: f64 = 680.0;
/// Drawing width for a telephone: one unit is about one CSS pixel.
pub const NARROW: f64 = 340.0;

/// The size of labels, in drawing units.
const LABEL_SIZE: f64 = 13.0;

/// What every chart has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Common<'a> {
    /// Prefix of every id in the drawing; unique in its page.
    pub id: &'a str,
    /// The accessible name: what is shown, in a few words.
    pub title: &'a str,
    /// The accessible description: what can be seen, in a sentence or two.
    pub description: &'a str,
    /// Where it will be seen.
    pub palette: Palette,
    /// The width it is drawn for, in units of which text is 13 high: [`WIDE`] or [`NARROW`]. A heat map with
    /// many columns may come out wider, and then carries the class `chart-broad`.
    pub width: f64,
}

/// From the lowest to the highest value that is possible, in the chart's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lowest.
    pub low: f64,
    /// The highest.
    pub high: f64,
}

/// The words that a key needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// For the mark of a value, such as "level reached".
    pub value: String,
    /// For the interval band, such as "if unknown answers were the lowest or highest".
    pub interval: String,
    /// For the target, such as "target 2026".
    pub target: String,
    /// For what has no value, such as "not assessed".
    pub missing: String,
}

/// The same chart twice, for wide and narrow pages; `chart.css` shows the one that suits.
///
/// Draws at [`WIDE`] and at [`NARROW`], the latter with `-narrow` after its id; the width in `common` counts
/// for nothing. On paper there is only the wide one.
pub fn responsive(common: &Common<'_>, draw: impl Fn(&Common<'_>) -> String) -> String {
    let wide = draw(&Common { width: WIDE, ..*common });
    if common.palette == Palette::Print {
        return wide;
    }
    let id = format!("{}-narrow", common.id);
    let narrow = draw(&Common { id: &id, width: NARROW, ..*common });
    frame(&wide, "chart-wide", common.title) + &frame(&narrow, "chart-narrow", common.title)
}

/// The element that a drawing too broad for its page scrolls in, with a keyboard as well.
fn frame(drawing: &str, class: &str, title: &str) -> String {
    let class = format!("chart-frame {class}");
    let mut frame = svg::Element::new("div").with("class", &class);
    if drawing.contains(" chart-broad\"") {
        frame = frame.with("tabindex", "0").with("role", "group").with("aria-label", title);
    }
    frame.around(drawing) + "\n"
}
