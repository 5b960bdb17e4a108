//! The SVG writer: elements with escaped attributes, a canvas that gathers them, and the root around it.
//!
//! It knows nothing of any chart kind. Everything written is well-formed XML without `style` attributes;
//! coordinates have two decimals at most.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Common;
use super::palette::{Pattern, Role};
use super::text;
use crate::markup::{escape, escaped};

/// One element under construction.
pub(super) struct Element {
    name: &'static str,
    text: String,
}

impl Element {
    /// An element without attributes yet.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, text: format!("<{name}") }
    }

    /// Adds a coordinate.
    pub(super) fn at(mut self, name: &str, value: f64) -> Self {
        self.open(name);
        push_number(value, &mut self.text);
        self.text.push('"');
        self
    }

    /// Adds an attribute.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.open(name);
        escape(value, &mut self.text);
        self.text.push('"');
        self
    }

    fn open(&mut self, name: &str) {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
    }

    /// The element without content.
    pub(super) fn empty(self) -> String {
        self.text + "/>"
    }

    /// The element around markup that is already written.
    pub(super) fn around(self, markup: &str) -> String {
        format!("{}>{markup}</{}>", self.text, self.name)
    }
}

/// Which point of a line of text stands at its coordinate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Some lines of text below each other.
pub(super) struct Block<'t> {
    /// Where the anchors stand.
    pub(super) x: f64,
    /// Top of the first line.
    pub(super) top: f64,
    pub(super) anchor: Anchor,
    pub(super) size: f64,
    pub(super) role: Role,
    pub(super) lines: &'t [String],
    /// The whole text, where the lines leave some of it out.
    pub(super) whole: Option<&'t str>,
    /// Read from bottom to top: `x` is then the left edge of the first line and `top` its lower end.
    pub(super) upright: bool,
}

/// Where text was put, for tests.
#[cfg(test)]
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
    pub(super) text: String,
}

/// A drawing in progress.
pub(super) struct Canvas<'a> {
    pub(super) common: &'a Common<'a>,
    kind: &'static str,
    id: String,
    body: String,
    patterns: BTreeSet<Pattern>,
    linked: bool,
    /// Width and height in drawing units, final when the chart is laid out.
    pub(super) width: f64,
    pub(super) height: f64,
    #[cfg(test)]
    pub(super) frames: Vec<Frame>,
}

impl<'a> Canvas<'a> {
    /// An empty drawing of a kind (`radar`, `bars`…), as wide as was asked.
    pub(super) fn new(common: &'a Common<'a>, kind: &'static str) -> Self {
        let width = if common.width.is_finite() { common.width.clamp(280.0, 2000.0) } else { 680.0 };
        Self {
            common,
            kind,
            id: identifier(common.id),
            body: String::new(),
            patterns: BTreeSet::new(),
            linked: false,
            width,
            height: 0.0,
            #[cfg(test)]
            frames: Vec::new(),
        }
    }

    /// Whether this drawing is for a narrow page, where labels stand above their marks.
    pub(super) fn is_narrow(&self) -> bool {
        self.common.width < 480.0
    }

    /// Adds an element, painted by its role.
    pub(super) fn add(&mut self, element: Element, role: Role) {
        let painted = self.common.palette.paint(element, role);
        self.body.push_str(&painted.empty());
        self.body.push('\n');
    }

    /// Adds an element filled with a pattern and outlined by a role.
    pub(super) fn add_filled(&mut self, element: Element, pattern: Pattern, outline: Role) {
        self.patterns.insert(pattern);
        let fill = format!("url(#{}-{})", self.id, pattern.name());
        self.add(element.with("fill", &fill), outline);
    }

    /// A line from one point to another.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), role: Role) {
        let line = Element::new("line").at("x1", from.0).at("y1", from.1).at("x2", to.0).at("y2", to.1);
        self.add(line, role);
    }

    /// Everything added by `draw` becomes a link, on the screen.
    pub(super) fn link(&mut self, href: Option<&str>, draw: impl FnOnce(&mut Self)) {
        let Some(href) = href.filter(|_| self.common.palette.has_links()) else {
            return draw(self);
        };
        self.linked = true;
        self.body.push_str(&Element::new("a").with("href", href).with("class", "link").text);
        self.body.push('>');
        draw(self);
        self.body.push_str("</a>\n");
    }

    /// The same for a pointer alone, where a link beside it serves keyboards and screen readers.
    pub(super) fn link_for_pointer(&mut self, href: Option<&str>, draw: impl FnOnce(&mut Self)) {
        let Some(href) = href.filter(|_| self.common.palette.has_links()) else {
            return draw(self);
        };
        let link = Element::new("a").with("href", href).with("class", "link").with("tabindex", "-1").with("aria-hidden", "true");
        self.body.push_str(&link.text);
        self.body.push('>');
        draw(self);
        self.body.push_str("</a>\n");
    }

    /// Everything added by `draw` gets a tooltip.
    pub(super) fn tip(&mut self, tip: &str, draw: impl FnOnce(&mut Self)) {
        self.body.push_str(&format!("<g><title>{}</title>", escaped(tip)));
        draw(self);
        self.body.push_str("</g>\n");
    }

    /// One line of text, `y` being its baseline.
    pub(super) fn line(&mut self, (x, y): (f64, f64), anchor: Anchor, role: Role, line: &str) {
        let lines = [line.to_owned()];
        let size = if role == Role::Ink { super::LABEL_SIZE } else { super::ticks::TICK_SIZE };
        let top = y - baseline(size);
        self.block(&Block { x, top, anchor, size, role, lines: &lines, whole: None, upright: false });
    }

    /// Some lines of text below each other.
    pub(super) fn block(&mut self, block: &Block<'_>) {
        let step = text::line_height(block.size);
        let mut title = block.whole.map(|whole| format!("<title>{}</title>", escaped(whole))).unwrap_or_default();
        // One element a line: browsers do not agree on where lines of right-to-left text begin in one element.
        for (index, line) in block.lines.iter().enumerate() {
            let down = index as f64 * step + baseline(block.size);
            let (x, y) = if block.upright { (block.x + down, block.top) } else { (block.x, block.top + down) };
            #[cfg(test)]
            self.frames.push(frame(block, index, line));
            let markup = std::mem::take(&mut title) + &escaped(line);
            self.write_text(block, (x, y), &markup);
        }
    }

    fn write_text(&mut self, block: &Block<'_>, (x, y): (f64, f64), markup: &str) {
        let mut element = Element::new("text").at("x", x).at("y", y).at("font-size", block.size);
        match block.anchor {
            Anchor::Start => {}
            Anchor::Middle => element = element.with("text-anchor", "middle"),
            Anchor::End => element = element.with("text-anchor", "end"),
        }
        if block.upright {
            element = element.with("transform", &format!("rotate(-90 {} {})", number(x), number(y)));
        }
        self.body.push_str(&self.common.palette.paint(element, block.role).around(markup));
        self.body.push('\n');
    }

    /// The finished picture: root, title, description, the patterns in use, and what was drawn.
    pub(super) fn finish(self) -> String {
        let palette = self.common.palette;
        let (width, height) = (number(self.width), number(self.height.max(1.0)));
        let mut class = format!("chart chart-{}", self.kind);
        if self.width > self.common.width + 0.5 {
            class.push_str(" chart-broad");
        }
        let names = format!("{0}-title {0}-desc", self.id);
        // An image hides its parts from a screen reader; a picture with links must not.
        let role = if self.linked { "group" } else { "img" };
        let mut root = Element::new("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("class", &class)
            .with("role", role)
            .with("aria-labelledby", &names)
            .with("viewBox", &format!("0 0 {width} {height}"))
            .with("width", &width)
            .with("height", &height)
            .with("direction", "ltr");
        if let Some(family) = palette.font_family() {
            root = root.with("font-family", family);
        }
        let title = Element::new("title").with("id", &format!("{}-title", self.id));
        let description = Element::new("desc").with("id", &format!("{}-desc", self.id));
        let mut inner = format!(
            "\n{}\n{}\n",
            title.around(&escaped(self.common.title)),
            description.around(&escaped(self.common.description))
        );
        if !self.patterns.is_empty() {
            let patterns: String = self.patterns.iter().map(|pattern| pattern.draw(&self.id, palette)).collect();
            inner.push_str(&Element::new("defs").around(&patterns));
            inner.push('\n');
        }
        root.around(&(inner + &self.body))
    }
}

/// From the top of a line to its baseline.
pub(super) fn baseline(size: f64) -> f64 {
    size * 0.93
}

#[cfg(test)]
fn frame(block: &Block<'_>, index: usize, line: &str) -> Frame {
    let long = text::width(line, block.size);
    let down = index as f64 * text::line_height(block.size);
    let before = match block.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => long / 2.0,
        Anchor::End => long,
    };
    let thick = block.size * 1.15;
    let (left, top, right, bottom) = if block.upright {
        let low = block.top + before;
        (block.x + down, low - long, block.x + down + thick, low)
    } else {
        let left = block.x - before;
        (left, block.top + down, left + long, block.top + down + thick)
    };
    Frame { left, top, right, bottom, text: line.to_owned() }
}

/// A coordinate: at most two decimals, no negative zero, never a word such as `NaN`.
pub(super) fn number(value: f64) -> String {
    let mut text = String::new();
    push_number(value, &mut text);
    text
}

/// As [`number`], added to `out`.
fn push_number(value: f64, out: &mut String) {
    let value = if value.is_finite() { value } else { 0.0 };
    let hundredths = value * 100.0;
    let nearest = hundredths.round();
    // Writing a float is slow. Away from a tie, and while a float is finer than that, the hundredths can be counted.
    if nearest.abs() < 1e9 && (hundredths - nearest).abs() < 0.499 {
        let (sign, count) = (if nearest < 0.0 { "-" } else { "" }, nearest.abs() as u64);
        let (whole, rest) = (count / 100, count % 100);
        // Writing to a string cannot fail.
        let _ = match (rest, rest % 10) {
            (0, _) => write!(out, "{sign}{whole}"),
            (_, 0) => write!(out, "{sign}{whole}.{}", rest / 10),
            _ => write!(out, "{sign}{whole}.{rest:02}"),
        };
        return;
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    out.push_str(if text == "-0" { "0" } else { text });
}

/// A name that may stand in `id`, `url(#…)` and `aria-labelledby` alike.
fn identifier(id: &str) -> String {
    let safe = |letter: char| {
        if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' }
    };
    let name: String = id.chars().map(safe).collect();
    if name.starts_with(|letter: char| letter.is_ascii_alphabetic()) { name } else { format!("chart-{name}") }
}

#[cfg(test)]
mod tests {
    use super::{identifier, number};

    #[test]
    fn numbers_have_two_decimals_and_no_negative_zero() {
        assert_eq!(number(-0.001), "0");
        assert_eq!(number(12.0), "12");
        assert_eq!(number(100.0), "100");
        assert_eq!(number(1.239), "1.24");
        assert_eq!(number(-3.5), "-3.5");
        assert_eq!(number(f64::NAN), "0");
        // Counted or written: the same figure, also beside a tie.
        for step in -4_000..4_000 {
            for value in [f64::from(step) / 7.0, f64::from(step) / 8.0, f64::from(step) / 1000.0, f64::from(step) * 12_345.678] {
                let text = format!("{value:.2}");
                let text = text.trim_end_matches('0').trim_end_matches('.');
                assert_eq!(number(value), if text == "-0" { "0" } else { text }, "{value}");
            }
        }
    }

    #[test]
    fn an_identifier_has_safe_letters_only() {
        assert_eq!(identifier("1 a)b"), "chart-1-a-b");
    }
}
