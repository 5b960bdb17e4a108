//! Where the countries lie: outlines read from `geometry.txt`, laid flat, and fitted into a frame.
//!
//! The projection is Lambert's azimuthal equal-area one about the middle of the region (Snyder, *Map Projections:
//! A Working Manual*, USGS 1987, p. 185, on the sphere): a country's size on the map is its size on the ground.

use std::sync::LazyLock;

/// A point: east, north in degrees; or right, down in drawing units.
pub(super) type Point = (f64, f64);

/// A country or territory, in degrees.
pub(super) struct Outline {
    /// Its ISO 3166-1 code, or `--` for land under no code.
    pub(super) code: &'static str,
    /// Whether it is drawn as a point.
    pub(super) small: bool,
    /// Where its name or sign stands.
    pub(super) middle: Point,
    /// Its rings, the largest first; lakes of another country are rings too.
    pub(super) rings: Vec<Vec<Point>>,
}

static OUTLINES: LazyLock<Vec<Outline>> = LazyLock::new(|| read(include_str!("geometry.txt")));

/// Every outline there is, by code.
pub(super) fn outlines() -> &'static [Outline] {
    &OUTLINES
}

/// The outline of a code.
pub(super) fn outline(code: &str) -> Option<&'static Outline> {
    OUTLINES.iter().find(|outline| outline.code == code)
}

fn read(text: &'static str) -> Vec<Outline> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(read_line).collect()
}

fn read_line(line: &'static str) -> Option<Outline> {
    let mut fields = line.split('|');
    let name = fields.next()?;
    let middle = pair(fields.next()?)?;
    let ring = |field: &str| {
        let mut at = (0.0, 0.0);
        let step = |step| {
            let (east, north) = pair(step)?;
            at = (at.0 + east, at.1 + north);
            Some(at)
        };
        field.split(' ').filter_map(step).map(degrees).collect()
    };
    let code = name.trim_end_matches('*');
    Some(Outline { code, small: code != name, middle: degrees(middle), rings: fields.map(ring).collect() })
}

fn pair(text: &str) -> Option<Point> {
    let (east, north) = text.split_once(',')?;
    Some((east.parse().ok()?, north.parse().ok()?))
}

fn degrees((east, north): Point) -> Point {
    (east / 100.0, north / 100.0)
}

/// The middle of the projection: longitude, latitude.
const CENTRE: Point = (-74.0, -12.0);

/// A point laid flat, in radii of the earth: right, down.
fn flat((east, north): Point) -> Point {
    let (east, north) = ((east - CENTRE.0).to_radians(), north.to_radians());
    let middle = CENTRE.1.to_radians();
    let near = middle.sin() * north.sin() + middle.cos() * north.cos() * east.cos();
    // The antipode, which no map of ours reaches, has no place.
    let scale = (2.0 / (1.0 + near).max(1e-9)).sqrt();
    let right = scale * north.cos() * east.sin();
    let up = scale * (middle.cos() * north.sin() - middle.sin() * north.cos() * east.cos());
    (right, -up)
}

/// From degrees to a frame of the drawing.
pub(super) struct Frame {
    /// Left, top, in drawing units.
    corner: Point,
    /// Width and height, in drawing units.
    pub(super) size: Point,
    /// What lies in the corner, laid flat.
    origin: Point,
    /// Drawing units in a radius of the earth.
    scale: f64,
}

/// The least a frame shows, in radii of the earth: about ten degrees.
const LEAST: f64 = 0.18;
/// A map is at most so many times as high as it is wide, and at least so many.
const TALL: (f64, f64) = (0.55, 1.15);

impl Frame {
    /// The frame, `width` wide with its corner at `corner`, that shows all of the outlines and points.
    pub(super) fn around(shown: &[&Outline], points: &[Point], corner: Point, width: f64) -> Self {
        let rings = shown.iter().flat_map(|outline| outline.rings.iter().flatten().chain([&outline.middle]));
        let all: Vec<Point> = rings.chain(points).map(|point| flat(*point)).collect();
        let least = |of: fn(&Point) -> f64| all.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&Point) -> f64| all.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        let (left, right) = (least(|point| point.0), most(|point| point.0));
        let (top, bottom) = (least(|point| point.1), most(|point| point.1));
        if all.is_empty() {
            return Self { corner, size: (width, 0.0), origin: (0.0, 0.0), scale: 1.0 };
        }
        let across = (right - left).max(LEAST) * 1.06;
        let down = (bottom - top).max(LEAST) * 1.06;
        let height = width * (down / across).clamp(TALL.0, TALL.1);
        let scale = (width / across).min(height / down);
        let origin = ((left + right) / 2.0 - width / scale / 2.0, (top + bottom) / 2.0 - height / scale / 2.0);
        Self { corner, size: (width, height), origin, scale }
    }

    /// Where a point in degrees lies in the drawing.
    pub(super) fn at(&self, point: Point) -> Point {
        let (right, down) = flat(point);
        (self.corner.0 + (right - self.origin.0) * self.scale, self.corner.1 + (down - self.origin.1) * self.scale)
    }

    /// Left, top, right and bottom.
    pub(super) fn edges(&self) -> [f64; 4] {
        [self.corner.0, self.corner.1, self.corner.0 + self.size.0, self.corner.1 + self.size.1]
    }

    /// The rings of an outline in the drawing, cut to the frame.
    pub(super) fn rings(&self, outline: &Outline) -> Vec<Vec<Point>> {
        let edges = self.edges();
        let rings = outline.rings.iter().map(|ring| cut(ring.iter().map(|point| self.at(*point)).collect(), edges));
        rings.filter(|ring| ring.len() > 2).collect()
    }

    /// The same as one piece of ground.
    pub(super) fn ground(&self, outline: &Outline) -> Ground {
        Ground::new(self.rings(outline))
    }
}

/// A ring cut to a rectangle, edge by edge (Sutherland and Hodgman, *Reentrant polygon clipping*, 1974).
fn cut(mut ring: Vec<Point>, [left, top, right, bottom]: [f64; 4]) -> Vec<Point> {
    // How deep within each edge a point lies.
    let depth = |side: usize, (x, y): Point| [x - left, right - x, y - top, bottom - y][side];
    for side in 0..4 {
        if ring.iter().all(|point| depth(side, *point) >= 0.0) {
            continue;
        }
        let mut kept = Vec::new();
        for (index, point) in ring.iter().enumerate() {
            let before = ring[(index + ring.len() - 1) % ring.len()];
            let (from, to) = (depth(side, before), depth(side, *point));
            if (from >= 0.0) != (to >= 0.0) {
                let share = from / (from - to);
                kept.push((before.0 + share * (point.0 - before.0), before.1 + share * (point.1 - before.1)));
            }
            if to >= 0.0 {
                kept.push(*point);
            }
        }
        ring = kept;
    }
    ring
}

/// Land in the drawing.
pub(super) struct Ground {
    /// Each ring with its left, top, right and bottom.
    rings: Vec<([f64; 4], Vec<Point>)>,
}

impl Ground {
    /// Land within these rings (even-odd rule).
    pub(super) fn new(rings: Vec<Vec<Point>>) -> Self {
        let edges = |ring: &[Point]| {
            ring.iter().fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |edges, (x, y)| {
                [edges[0].min(*x), edges[1].min(*y), edges[2].max(*x), edges[3].max(*y)]
            })
        };
        Self { rings: rings.into_iter().map(|ring| (edges(&ring), ring)).collect() }
    }

    /// Whether a point lies on it.
    pub(super) fn holds(&self, (x, y): Point) -> bool {
        let near = |[left, top, right, bottom]: [f64; 4]| x >= left && x <= right && y >= top && y <= bottom;
        let crossed = |ring: &[Point]| {
            let mut odd = false;
            for (index, one) in ring.iter().enumerate() {
                let other = &ring[(index + 1) % ring.len()];
                if (one.1 > y) != (other.1 > y) && x < (other.0 - one.0) * (y - one.1) / (other.1 - one.1) + one.0 {
                    odd = !odd;
                }
            }
            odd
        };
        self.rings.iter().filter(|(edges, ring)| near(*edges) && crossed(ring)).count() % 2 == 1
    }

    /// How wide and how high it is.
    pub(super) fn size(&self) -> Point {
        let all = |side: usize, pick: fn(f64, f64) -> f64| self.rings.iter().map(|(edges, _)| edges[side]).reduce(pick).unwrap_or(0.0);
        (all(2, f64::max) - all(0, f64::min), all(3, f64::max) - all(1, f64::min))
    }

    /// Its largest part.
    pub(super) fn mainland(&self) -> Self {
        Self { rings: self.rings.first().cloned().into_iter().collect() }
    }

    /// The `d` of a path around it.
    pub(super) fn path(&self) -> String {
        let rings: Vec<&[Point]> = self.rings.iter().map(|(_, ring)| ring.as_slice()).collect();
        path(&rings)
    }
}

/// The `d` of a path around the rings: whole tenths of a unit, in steps, because a map is most of its page.
fn path(rings: &[&[Point]]) -> String {
    use std::fmt::Write as _;
    let tenths = |value: f64| if value.is_finite() { (value * 10.0).round() as i64 } else { 0 };
    let mut path = String::new();
    for ring in rings {
        let mut last: Option<(i64, i64)> = None;
        for point in *ring {
            let here = (tenths(point.0), tenths(point.1));
            let step = match last {
                Some(last) if last == here => continue,
                Some(last) => (here.0 - last.0, here.1 - last.1),
                None => here,
            };
            // Writing to a string cannot fail.
            let _ = write!(path, "{}{} {}", if last.is_none() { "M" } else { "l" }, written(step.0), written(step.1));
            last = Some(here);
        }
        path.push('Z');
    }
    path
}

/// Tenths as a decimal.
fn written(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    match (whole, rest) {
        (_, 0) => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, Ground, cut, outline, outlines, path};

    #[test]
    fn every_country_of_the_region_has_its_place() {
        let codes: Vec<&str> = outlines().iter().map(|outline| outline.code).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted, "sorted, each once");
        for code in ["AR", "AW", "BQ", "BR", "CL", "CO", "CR", "CW", "DO", "EC", "GY", "MX", "PA", "PE", "TT", "UY", "VE", "HT", "GF"] {
            assert!(codes.contains(&code), "{code}");
        }
        assert!(!codes.contains(&"ES"));
        for outline in outlines().iter().filter(|outline| !outline.small && outline.code != "--") {
            let at = outline.middle;
            assert!(Ground::new(outline.rings.clone()).holds(at), "the name of {} stands elsewhere", outline.code);
        }
    }

    #[test]
    fn areas_keep_their_ratio() {
        let frame = Frame::around(&outlines().iter().collect::<Vec<_>>(), &[], (0.0, 0.0), 1000.0);
        let area = |code: &str| {
            let ring = &frame.rings(outline(code).unwrap())[0];
            let twice: f64 = (0..ring.len()).map(|i| ring[i].0 * ring[(i + 1) % ring.len()].1 - ring[(i + 1) % ring.len()].0 * ring[i].1).sum();
            twice.abs() / 2.0
        };
        // 8,515,767 and 406,752 square kilometres.
        let ratio = area("BR") / area("PY");
        assert!((20.0..22.0).contains(&ratio), "{ratio}");
    }

    #[test]
    fn neighbours_share_their_border_to_the_point() {
        let ring = |code: &str| outline(code).unwrap().rings[0].clone();
        let brazil = ring("BR");
        let shared = ring("PY").iter().filter(|point| brazil.contains(point)).count();
        assert!(shared > 8, "{shared}");
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let square = vec![(-5.0, -5.0), (15.0, -5.0), (15.0, 5.0), (-5.0, 5.0)];
        let kept = cut(square, [0.0, 0.0, 10.0, 10.0]);
        assert_eq!(kept.len(), 4, "{kept:?}");
        assert!(kept.iter().all(|point| (0.0..=10.0).contains(&point.0) && (0.0..=5.0).contains(&point.1)), "{kept:?}");
    }

    #[test]
    fn a_path_is_short() {
        assert_eq!(path(&[&[(1.04, 2.0), (1.05, 2.5), (1.0, 2.5)]]), "M1 2l0.1 0.5l-0.1 0Z");
    }
}
