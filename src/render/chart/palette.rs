//! What each mark is painted with: a class on the screen, a plain colour in print, and the patterns that
//! stand beside colour so that a grey copy still tells everything.

use super::svg::{Element, number};

/// How many series colours and patterns there are before they repeat.
pub const SERIES: usize = 8;
/// The highest band of a heat map; bands run from 0.
pub const LAST_BAND: usize = 6;

/// Where a chart will be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// Inside a page that carries `chart.css`: classes, links and tooltips.
    Screen,
    /// On paper, in a book or in a file of its own: plain colours, no links.
    Print,
}

/// What a mark is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Text to be read first.
    Ink,
    /// The same over lines: with a rim of paper.
    InkOver,
    /// Text beside an axis, or a note.
    Muted,
    /// The same over lines: with a rim of paper.
    MutedOver,
    Grid,
    Axis,
    /// What lies behind a letter.
    Paper,
    /// The outline of a cell or bar.
    Outline,
    /// The dashed outline of what is not known.
    Missing,
    /// The area or bar from the lowest to the highest possible value.
    Interval,
    IntervalEdge,
    /// An interval over a bar, and the paper around it.
    Whisker,
    WhiskerRim,
    Value,
    ValueMark,
    Target,
    TargetMark,
    /// From a mark to its label.
    Leader,
    /// The same without dots, on a map.
    LeaderPlain,
    /// Land that a map tells nothing about.
    Land,
    /// A country that a map only names.
    Country,
    /// A way on a map: by land, by sea, by air.
    Way(usize),
    /// The head of its arrow.
    WayHead,
    /// The fill of a series, from 0.
    Series(usize),
    /// The line of a series, from 0.
    SeriesLine(usize),
    /// The hollow mark of a series, from 0.
    SeriesMark(usize),
    /// The fill of a band, from 0.
    Band(usize),
    /// Strokes on a series fill.
    Hatch,
    /// Strokes on a band's fill.
    BandHatch,
}

pub(super) const SERIES_COLOURS: [&str; SERIES] =
    ["#1b4f8a", "#c8620c", "#14614a", "#b5509a", "#7a1f2e", "#5c8420", "#4b3f8f", "#0a8494"];
pub(super) const BAND_COLOURS: [&str; LAST_BAND + 1] =
    ["#f6f9fc", "#dce8f4", "#b8d0e8", "#8db2d8", "#5f90c2", "#3569a3", "#143d6e"];

impl Palette {
    /// Paints an element by its role. Line widths and dashes are part of the drawing; colours of the palette.
    pub(super) fn paint(self, element: Element, role: Role) -> Element {
        let element = role.strokes(element);
        match self {
            Self::Screen => element.with("class", &role.class()),
            Self::Print => role.colours(element),
        }
    }

    /// Whether links and tooltips mean anything.
    pub(super) fn has_links(self) -> bool {
        self == Self::Screen
    }

    /// The font, where no page gives one.
    pub(super) fn font_family(self) -> Option<&'static str> {
        (self == Self::Print).then_some("Noto Sans, Noto Sans Arabic, sans-serif")
    }
}

impl Role {
    /// The classes that `chart.css` colours.
    fn class(self) -> String {
        let plain = match self {
            Self::Ink => "ink",
            Self::InkOver => "ink halo",
            Self::Muted => "muted",
            Self::MutedOver => "muted halo",
            Self::Grid => "grid",
            Self::Axis => "axis",
            Self::Paper => "paper",
            Self::Outline => "outline",
            Self::Missing => "missing",
            Self::Interval => "interval",
            Self::IntervalEdge => "interval-edge",
            Self::Whisker => "whisker",
            Self::WhiskerRim => "rim",
            Self::Value => "value",
            Self::ValueMark => "value-mark",
            Self::Target => "target",
            Self::TargetMark => "target-mark",
            Self::Leader | Self::LeaderPlain => "leader",
            Self::Land => "land",
            Self::Country => "country",
            Self::Way(_) => "way",
            Self::WayHead => "way-head",
            Self::Hatch => "hatch",
            Self::BandHatch => "band-hatch",
            Self::Series(series) => return format!("c{}", series % SERIES + 1),
            Self::SeriesLine(series) => return format!("l{}", series % SERIES + 1),
            Self::SeriesMark(series) => return format!("m l{}", series % SERIES + 1),
            Self::Band(band) => return format!("b{}", band.min(LAST_BAND)),
        };
        plain.to_owned()
    }

    /// Width, dashes and joins of its lines, the same everywhere.
    fn strokes(self, element: Element) -> Element {
        match self {
            Self::Missing => element.with("stroke-dasharray", "3 3"),
            Self::IntervalEdge => element.with("stroke-dasharray", "1.5 2.5"),
            Self::Value => element.with("stroke-width", "2.5").with("stroke-linejoin", "round"),
            Self::Target => element.with("stroke-width", "2").with("stroke-dasharray", "7 4"),
            Self::TargetMark | Self::Whisker => element.with("stroke-width", "2"),
            Self::WhiskerRim => element.with("stroke-width", "5").with("stroke-linecap", "square"),
            Self::ValueMark => element.with("stroke-width", "1.5"),
            Self::SeriesLine(_) => element.with("stroke-width", "2").with("stroke-linejoin", "round"),
            Self::SeriesMark(_) => element.with("stroke-width", "1.75"),
            Self::Leader => element.with("stroke-dasharray", "1 3"),
            Self::Way(0) => element.with("stroke-width", "2"),
            Self::Way(1) => element.with("stroke-width", "2").with("stroke-dasharray", "6 3"),
            Self::Way(_) => element.with("stroke-width", "2").with("stroke-dasharray", "1.5 3"),
            Self::Land => element.with("stroke-width", "0.75"),
            Self::Hatch => element.with("stroke-width", "1.6"),
            Self::BandHatch => element.with("stroke-width", "1.1"),
            Self::InkOver | Self::MutedOver => {
                element.with("stroke-width", "3").with("stroke-linejoin", "round").with("paint-order", "stroke")
            }
            // One unit wide, as lines are by default.
            Self::Grid | Self::Axis | Self::Outline | Self::Country | Self::LeaderPlain | Self::WayHead => element,
            Self::Ink | Self::Muted | Self::Paper | Self::Interval | Self::Series(_) | Self::Band(_) => element,
        }
    }

    /// Fill and stroke on paper.
    fn colours(self, element: Element) -> Element {
        let line = |element: Element, colour: &str| element.with("stroke", colour);
        let hollow = |element: Element, colour: &str| element.with("fill", "none").with("stroke", colour);
        match self {
            Self::Ink => element.with("fill", "#1a1a1a"),
            Self::Muted => element.with("fill", "#4d4d4d"),
            Self::InkOver => element.with("fill", "#1a1a1a").with("stroke", "#ffffff"),
            Self::MutedOver => element.with("fill", "#4d4d4d").with("stroke", "#ffffff"),
            Self::Grid => hollow(element, "#cfcfcf"),
            Self::Axis => hollow(element, "#707070"),
            Self::Paper => element.with("fill", "#ffffff"),
            Self::Outline => line(element, "#5a5a5a"),
            Self::Missing => element.with("fill", "#ffffff").with("stroke", "#707070"),
            Self::Interval => element.with("fill", SERIES_COLOURS[0]).with("fill-opacity", "0.22"),
            Self::IntervalEdge => hollow(element, SERIES_COLOURS[0]),
            Self::Whisker => hollow(element, "#1a1a1a"),
            Self::WhiskerRim => hollow(element, "#ffffff"),
            Self::Value => hollow(element, SERIES_COLOURS[0]),
            Self::ValueMark => element.with("fill", SERIES_COLOURS[0]).with("stroke", "#ffffff"),
            Self::Target => hollow(element, SERIES_COLOURS[1]),
            Self::TargetMark => element.with("fill", "#ffffff").with("stroke", SERIES_COLOURS[1]),
            Self::Leader | Self::LeaderPlain => hollow(element, "#707070"),
            Self::Land => element.with("fill", "#efefec").with("stroke", "#c4c4c0"),
            Self::Country => element.with("fill", BAND_COLOURS[2]).with("stroke", "#ffffff"),
            Self::Way(_) => hollow(element, SERIES_COLOURS[4]),
            Self::WayHead => element.with("fill", SERIES_COLOURS[4]),
            Self::Series(series) => element.with("fill", SERIES_COLOURS[series % SERIES]),
            Self::SeriesLine(series) => hollow(element, SERIES_COLOURS[series % SERIES]),
            Self::SeriesMark(series) => element.with("fill", "#ffffff").with("stroke", SERIES_COLOURS[series % SERIES]),
            Self::Band(band) => element.with("fill", BAND_COLOURS[band.min(LAST_BAND)]),
            Self::Hatch => hollow(element, "#ffffff"),
            Self::BandHatch => hollow(element, "#143d6e"),
        }
    }
}

/// A fill that can be told without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pattern {
    /// A series, from 0.
    Series(usize),
    /// A band, from 0: the higher, the denser.
    Band(usize),
}

impl Pattern {
    /// Of a series; after the last one they repeat.
    pub(super) fn series(index: usize) -> Self {
        Self::Series(index % SERIES)
    }

    /// Of a band; above the last one they stay the same.
    pub(super) fn band(index: usize) -> Self {
        Self::Band(index.min(LAST_BAND))
    }

    /// The end of its id.
    pub(super) fn name(self) -> String {
        match self {
            Self::Series(index) => format!("p{}", index + 1),
            Self::Band(index) => format!("q{index}"),
        }
    }

    /// Its definition, under an id with the chart's prefix.
    pub(super) fn draw(self, prefix: &str, palette: Palette) -> String {
        let (role, hatch, size, path) = match self {
            Self::Series(index) => (Role::Series(index), Role::Hatch, 8.0, SERIES_PATTERNS[index % SERIES]),
            Self::Band(index) => (
                Role::Band(index),
                Role::BandHatch,
                BAND_SIZES[index.min(LAST_BAND)],
                BAND_PATTERNS[index.min(LAST_BAND)],
            ),
        };
        let ground = Element::new("rect").at("width", size).at("height", size);
        let mut inner = palette.paint(ground, role).empty();
        if !path.is_empty() {
            inner.push_str(&palette.paint(Element::new("path").with("d", path), hatch).empty());
        }
        Element::new("pattern")
            .with("id", &format!("{prefix}-{}", self.name()))
            .with("width", &number(size))
            .with("height", &number(size))
            .with("patternUnits", "userSpaceOnUse")
            .around(&inner)
    }
}

/// Strokes on a tile of 8 by 8; corners are drawn twice so that tiles join.
const SERIES_PATTERNS: [&str; SERIES] = [
    "",
    "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "M3 4H5M7 0H8M0 0H1M7 8H8M0 8H1",
    "M0 4H8",
    "M-2 6L2 10M0 0L8 8M6 -2L10 2",
    "M0 4H8M4 0V8",
    "M4 0V8",
    "M0 6L4 2L8 6",
];

const BAND_SIZES: [f64; LAST_BAND + 1] = [8.0, 8.0, 8.0, 6.0, 6.0, 4.0, 8.0];

/// From bare to dense; the last is a full, dark tile.
const BAND_PATTERNS: [&str; LAST_BAND + 1] = [
    "",
    "M3.4 4H4.6",
    "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "M-2 2L2 -2M0 6L6 0M4 8L8 4",
    "M0 6L6 0M0 0L6 6",
    "M0 4L4 0M0 0L4 4",
    "",
];
