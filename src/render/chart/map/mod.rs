//! A map of Latin America and the Caribbean: countries in classes that a letter and a pattern tell as well as a
//! colour, small islands as rings, border posts, ways by land, sea and air, and the figures in a list beside it.
//!
//! The frame is fitted to the countries that are shown, so a site about two of them gets a map of these two.
//! What lies elsewhere in the world cannot be drawn ([`has_outline`]) and stands in the list alone.

mod classes;
mod geometry;
mod labels;

use super::heat_map::Band;
use super::legend::{self, Entry, Sign};
use super::palette::{Pattern, Role};
use super::svg::{Anchor, Block, Canvas, Element};
use super::text::{line_height, width, wrap};
use super::ticks::TICK_SIZE;
use super::{Common, LABEL_SIZE};
use geometry::{Frame, Ground, Point};
use labels::Named;

pub use classes::{lower_bounds, shade};

/// A country on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its ISO 3166-1 code of two letters; one without an outline is not drawn.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where it leads, on the screen.
    pub href: Option<String>,
    /// Its class, from 0; none is shown as missing.
    pub class: Option<usize>,
    /// What it says in words; its tooltip.
    pub text: String,
}

/// A line of the list beside the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapRow {
    /// The class, from 0.
    pub class: Option<usize>,
    /// The name; of any length.
    pub name: String,
    /// Where it leads, on the screen.
    pub href: Option<String>,
    /// The figure as printed.
    pub value: String,
}

/// A border post, a port or an airport.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Longitude and latitude in degrees, east and north positive.
    pub at: (f64, f64),
    /// Its name.
    pub name: String,
}

/// How people travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Means {
    /// On a road or on foot.
    Land,
    /// On the sea.
    Sea,
    /// Through the air.
    Air,
}

/// A way that people take.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Longitude and latitude where it begins.
    pub from: (f64, f64),
    /// Longitude and latitude where it ends.
    pub to: (f64, f64),
    /// How.
    pub by: Means,
}

/// A map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// The countries.
    pub places: Vec<Place>,
    /// What the classes mean, in their order; a class without a letter is not explained.
    pub classes: Vec<Band>,
    /// For a country without a class, such as "no figure"; empty if that needs no word.
    pub missing: String,
    /// The list beside the map; if it is empty, the map takes the whole width and its names are the links.
    pub rows: Vec<MapRow>,
    /// Border posts and airports.
    pub posts: Vec<Post>,
    /// Ways, with the words of the key for each kind that occurs.
    pub ways: Vec<Way>,
    /// The words for ways by land, by sea and by air.
    pub way_words: [String; 3],
}

/// Whether a country can be drawn.
#[must_use]
pub fn has_outline(code: &str) -> bool {
    geometry::outline(code).is_some()
}

/// Whether all of a country can be drawn: the north of the United States lies outside.
#[must_use]
pub fn is_whole(code: &str) -> bool {
    code != "US" && has_outline(code)
}

/// The middle of a country that can be drawn: longitude and latitude.
#[must_use]
pub fn middle(code: &str) -> Option<(f64, f64)> {
    geometry::outline(code).map(|outline| outline.middle)
}

/// The size of names on the map.
const NAME_SIZE: f64 = 11.0;
/// The ring of a place that is too small to be seen.
const RING: f64 = 4.5;
/// The widest that a map beside its list is drawn, and one without a list.
const WIDEST: (f64, f64) = (420.0, 560.0);
/// Between the map and its list.
const GUTTER: f64 = 20.0;

/// Draws a map.
#[must_use]
pub fn map(common: &Common<'_>, chart: &Map) -> String {
    draw(common, chart).finish()
}

pub(super) fn draw<'a>(common: &'a Common<'a>, chart: &Map) -> Canvas<'a> {
    let mut canvas = Canvas::new(common, "map");
    let places: Vec<&Place> = chart.places.iter().filter(|place| has_outline(&place.code)).collect();
    let narrow = canvas.is_narrow();
    let wide = match (narrow, chart.rows.is_empty()) {
        (true, _) => canvas.width,
        (false, true) => WIDEST.1,
        (false, false) => WIDEST.0,
    }
    .min(canvas.width);
    if chart.rows.is_empty() {
        canvas.width = wide;
    }
    let top = draw_key(&mut canvas, chart, &places);
    let mut bottom = top;
    if !places.is_empty() || !chart.posts.is_empty() {
        bottom += draw_map(&mut canvas, chart, &places, top, wide);
    }
    if !chart.rows.is_empty() {
        let (left, begin) = if narrow { (0.0, bottom + 12.0) } else { (wide + GUTTER, top) };
        bottom = bottom.max(draw_list(&mut canvas, chart, left, begin));
    }
    canvas.height = bottom + 2.0;
    canvas
}

fn draw_key(canvas: &mut Canvas<'_>, chart: &Map, places: &[&Place]) -> f64 {
    let used = |index: usize| places.iter().any(|place| place.class == Some(index)) || chart.rows.iter().any(|row| row.class == Some(index));
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (_, class) in chart.classes.iter().enumerate().filter(|(index, class)| !class.letter.is_empty() && used(*index)) {
        entries.push(Entry { sign: Sign::Band(class.shade, &class.letter), words: &class.label });
    }
    if places.iter().any(|place| place.class.is_none()) {
        entries.push(Entry { sign: Sign::Missing, words: &chart.missing });
    }
    for (means, words) in [Means::Land, Means::Sea, Means::Air].into_iter().zip(&chart.way_words) {
        if chart.ways.iter().any(|way| way.by == means) {
            entries.push(Entry { sign: Sign::Way(means as usize), words });
        }
    }
    legend::draw(canvas, 2.0, &entries)
}

/// Draws land, countries, ways, posts and names, and returns the height.
fn draw_map(canvas: &mut Canvas<'_>, chart: &Map, places: &[&Place], top: f64, wide: f64) -> f64 {
    let shown: Vec<_> = places.iter().filter_map(|place| geometry::outline(&place.code)).collect();
    let points: Vec<Point> = chart.posts.iter().map(|post| post.at).chain(chart.ways.iter().flat_map(|way| [way.from, way.to])).collect();
    let frame = Frame::around(&shown, &points, (0.0, top), wide);
    let outlines = geometry::outlines();
    let is_shown = |code: &str| places.iter().any(|place| place.code == code);
    let rest = outlines.iter().filter(|outline| !outline.small && !is_shown(outline.code));
    let rest = Ground::new(rest.flat_map(|outline| frame.rings(outline)).collect());
    canvas.add(Element::new("path").with("d", &rest.path()).with("fill-rule", "evenodd"), Role::Land);
    let land = Ground::new(outlines.iter().flat_map(|outline| frame.rings(outline)).collect());
    let grounds: Vec<Ground> = shown.iter().map(|outline| frame.ground(outline)).collect();
    let is_small: Vec<bool> = shown.iter().zip(&grounds).map(|(outline, ground)| outline.small && !can_be_seen(ground)).collect();
    let middles = spread(shown.iter().map(|outline| frame.at(outline.middle)).collect(), &is_small);
    // Small ones last, so that no neighbour covers them.
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|index| is_small[*index]);
    for index in order {
        let (place, at) = (places[index], middles[index]);
        canvas.link_for_pointer(place.href.as_deref(), |canvas| {
            canvas.tip(&place.text, |canvas| {
                let shape = if is_small[index] {
                    Element::new("circle").at("cx", at.0).at("cy", at.1).at("r", RING)
                } else {
                    Element::new("path").with("d", &grounds[index].path()).with("fill-rule", "evenodd")
                };
                match place.class.and_then(|class| chart.classes.get(class)) {
                    Some(class) if class.letter.is_empty() => canvas.add(shape, Role::Country),
                    Some(class) => canvas.add_filled(shape, Pattern::band(class.shade), Role::Outline),
                    None => canvas.add(shape, Role::Missing),
                }
            });
        });
    }
    let mut taken: Vec<[f64; 4]> = Vec::new();
    for way in &chart.ways {
        // An end in a country that was moved a little moves with it.
        let end = shown.iter().position(|outline| outline.middle == way.to).map_or_else(|| frame.at(way.to), |index| middles[index]);
        taken.extend(draw_way(canvas, frame.at(way.from), end, way.by));
    }
    for post in &chart.posts {
        legend::target_mark(canvas, frame.at(post.at));
    }
    let names: Vec<String> = places.iter().map(|place| name(chart, place)).chain(chart.posts.iter().map(|post| post.name.clone())).collect();
    let mainlands: Vec<Option<Ground>> = grounds.iter().zip(&is_small).map(|(ground, small)| (!small).then(|| ground.mainland())).collect();
    let countries = middles.iter().zip(&mainlands).map(|(at, ground)| (*at, ground.as_ref()));
    let posts = chart.posts.iter().map(|post| (frame.at(post.at), None));
    let named: Vec<Named<'_>> = countries
        .chain(posts)
        .zip(&names)
        .map(|((at, ground), name)| {
            let size = (width(name, NAME_SIZE) + 6.0, NAME_SIZE + 4.0);
            // Land that its name would hide is named beside it.
            let hidden = ground.map(Ground::size).filter(|land| land.0 < size.0 && land.1 < size.1 * 2.5);
            match (ground, hidden) {
                (None, _) => Named { at, mark: (RING + 1.5, RING + 1.5), size, land: None },
                (Some(_), Some(land)) => Named { at, mark: (land.0 / 2.0, land.1 / 2.0), size, land: None },
                (Some(land), None) => Named { at, mark: (2.0, 2.0), size, land: Some(land) },
            }
        })
        .collect();
    let spots = labels::place(&named, &land, frame.edges(), &taken);
    for spot in spots.iter().flatten() {
        if let Some((from, to)) = spot.leader {
            canvas.rule(from, to, Role::LeaderPlain);
        }
    }
    for (index, (spot, name)) in spots.iter().zip(&names).enumerate() {
        let Some(spot) = spot else { continue };
        let href = places.get(index).and_then(|place| place.href.as_deref());
        let draw = |canvas: &mut Canvas<'_>| draw_name(canvas, spot.edges, name);
        if chart.rows.is_empty() { canvas.link(href, draw) } else { canvas.link_for_pointer(href, draw) }
    }
    frame.size.1
}

/// Points in their places, but the small ones moved apart until their rings do not touch.
fn spread(mut points: Vec<Point>, is_small: &[bool]) -> Vec<Point> {
    let small: Vec<usize> = (0..points.len()).filter(|index| is_small[*index]).collect();
    for _ in 0..40 {
        for (place, one) in small.iter().enumerate() {
            for other in &small[place + 1..] {
                let (from, to) = (points[*one], points[*other]);
                let along = (to.0 - from.0, to.1 - from.1);
                let long = (along.0.powi(2) + along.1.powi(2)).sqrt();
                let lack = RING * 2.0 + 1.5 - long;
                if lack > 0.0 {
                    // Two in the same place are moved apart sideways.
                    let (x, y) = if long > 1e-6 { (along.0 / long, along.1 / long) } else { (1.0, 0.0) };
                    points[*one] = (from.0 - x * lack / 2.0, from.1 - y * lack / 2.0);
                    points[*other] = (to.0 + x * lack / 2.0, to.1 + y * lack / 2.0);
                }
            }
        }
    }
    points
}

/// Whether land is large enough to be seen and pointed at.
fn can_be_seen(ground: &Ground) -> bool {
    let (wide, high) = ground.size();
    wide.min(high) > RING * 2.4
}

/// The name of a country with the letter of its class.
fn name(chart: &Map, place: &Place) -> String {
    match place.class.and_then(|class| chart.classes.get(class)).filter(|class| !class.letter.is_empty()) {
        Some(class) => format!("{} ({})", place.name, class.letter),
        None => place.name.clone(),
    }
}

/// A name on a scrap of paper, so that it can be read on any pattern.
fn draw_name(canvas: &mut Canvas<'_>, [left, top, right, bottom]: [f64; 4], name: &str) {
    let ground = Element::new("rect").at("x", left).at("y", top).at("width", right - left).at("height", bottom - top).at("rx", 3.0);
    canvas.add(ground, Role::Paper);
    let lines = [name.to_owned()];
    canvas.block(&Block {
        x: (left + right) / 2.0,
        top: top + 1.0,
        anchor: Anchor::Middle,
        size: NAME_SIZE,
        role: Role::Ink,
        lines: &lines,
        whole: None,
        upright: false,
    });
}

/// Draws an arrow and returns what it covers.
fn draw_way(canvas: &mut Canvas<'_>, from: Point, to: Point, by: Means) -> Vec<[f64; 4]> {
    let along = (to.0 - from.0, to.1 - from.1);
    let long = (along.0.powi(2) + along.1.powi(2)).sqrt();
    if long < 4.0 {
        return Vec::new();
    }
    // Through the air the way is an arc.
    let bend = if by == Means::Air { 0.16 } else { 0.0 };
    let bow = ((from.0 + to.0) / 2.0 - along.1 * bend, (from.1 + to.1) / 2.0 + along.0 * bend);
    let last = (to.0 - bow.0, to.1 - bow.1);
    let reach = (last.0.powi(2) + last.1.powi(2)).sqrt().max(1e-9);
    let (x, y) = (last.0 / reach, last.1 / reach);
    // The arrow ends short of its aim, which is marked itself.
    let short = (7.0_f64).min(long * 0.3);
    let tip = (to.0 - x * short, to.1 - y * short);
    let neck = (tip.0 - x * 7.0, tip.1 - y * 7.0);
    let points = |share: f64| {
        let back = 1.0 - share;
        let at = |from: f64, bow: f64, to: f64| back * back * from + 2.0 * back * share * bow + share * share * to;
        (at(from.0, bow.0, neck.0), at(from.1, bow.1, neck.1))
    };
    let steps = if by == Means::Air { 16 } else { 1 };
    let line: Vec<Point> = (0..=steps).map(|step| points(f64::from(step) / f64::from(steps))).collect();
    let path = legend::path(&line, false);
    canvas.add(Element::new("path").with("d", &path), Role::WhiskerRim);
    canvas.add(Element::new("path").with("d", &path), Role::Way(by as usize));
    let head = [tip, (neck.0 - y * 3.8, neck.1 + x * 3.8), (neck.0 + y * 3.8, neck.1 - x * 3.8)];
    canvas.add(Element::new("path").with("d", &legend::path(&head, true)), Role::WayHead);
    let count = (long / 6.0).ceil().max(2.0) as usize;
    (0..=count)
        .map(|step| points(step as f64 / count as f64))
        .map(|(x, y)| [x - 2.0, y - 2.0, x + 2.0, y + 2.0])
        .chain([[tip.0 - 3.0, tip.1 - 3.0, tip.0 + 3.0, tip.1 + 3.0]])
        .collect()
}

/// Draws the list from `top` on, and returns where it ends.
fn draw_list(canvas: &mut Canvas<'_>, chart: &Map, left: f64, top: f64) -> f64 {
    let right = canvas.width;
    let sign = 34.0;
    let mut y = top;
    for row in &chart.rows {
        // A figure is never broken as long as half of the list is left for names.
        let value = wrap(&row.value, LABEL_SIZE, ((right - left) * 0.42).max(width(&row.value, LABEL_SIZE).min((right - left) * 0.52) + 1.0), 2);
        let name = wrap(&row.name, LABEL_SIZE, right - left - sign - value.width(LABEL_SIZE) - 10.0, 4);
        let height = name.height(LABEL_SIZE).max(value.height(LABEL_SIZE));
        let middle = (left, y + line_height(LABEL_SIZE) / 2.0);
        match row.class.and_then(|class| chart.classes.get(class)) {
            Some(class) => legend::draw_sign(canvas, middle, &Sign::Band(class.shade, &class.letter)),
            None => legend::draw_sign(canvas, middle, &Sign::Missing),
        }
        let block = |x, anchor, role, lines, whole| Block { x, top: y, anchor, size: LABEL_SIZE, role, lines, whole, upright: false };
        canvas.link(row.href.as_deref(), |canvas| {
            canvas.block(&block(left + sign, Anchor::Start, Role::Ink, &name.lines[..], name.cut.then_some(row.name.as_str())));
        });
        canvas.block(&block(right, Anchor::End, Role::Muted, &value.lines[..], value.cut.then_some(row.value.as_str())));
        y += height.max(16.0) + 8.0;
    }
    y + (TICK_SIZE - LABEL_SIZE)
}
