//! Where names stand on a map: on their own country where they fit, else beside it over the sea, with a thin line.
//!
//! A name that finds no place is left out; the list beside the map and the tooltip have it.

use super::geometry::{Ground, Point};

/// Something to be named.
pub(super) struct Named<'a> {
    /// Where it is.
    pub(super) at: Point,
    /// Half of the width and height around that point which names keep free.
    pub(super) mark: Point,
    /// Width and height of its name.
    pub(super) size: Point,
    /// Its land, if it has some that can be seen.
    pub(super) land: Option<&'a Ground>,
}

/// Where a name was put.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    /// Left, top, right, bottom.
    pub(super) edges: [f64; 4],
    /// Where its line begins and ends, if it stands far from what it names.
    pub(super) leader: Option<(Point, Point)>,
}

/// How far off names are tried, in drawing units.
const REACH: [f64; 9] = [4.0, 10.0, 17.0, 25.0, 34.0, 45.0, 58.0, 75.0, 95.0];
/// In how many directions.
const DIRECTIONS: usize = 24;
/// What a name costs for each of nine points of it, and six of its line, that lie on another's land, in units of distance.
const ON_LAND: f64 = 9.0;
/// A name that costs more than this is better left to the list.
const MOST: f64 = 75.0;
/// Between two names.
const GAP: f64 = 2.0;

/// Finds a place for each name within the frame (left, top, right, bottom), clear of what is `taken`.
pub(super) fn place(named: &[Named<'_>], land: &Ground, frame: [f64; 4], taken: &[[f64; 4]]) -> Vec<Option<Spot>> {
    let marks = named.iter().map(|one| around(one.at, (one.mark.0 * 2.0, one.mark.1 * 2.0))).collect();
    let search = Search { named, land, frame, taken, marks };
    // Names are placed from the east to the west. One that finds no place goes first in the next try.
    let mut order: Vec<usize> = (0..named.len()).collect();
    order.sort_by(|one, other| named[*other].at.0.total_cmp(&named[*one].at.0));
    let mut best = search.run(&order);
    for _ in 0..6 {
        let lost = |spots: &[Option<Spot>]| spots.iter().filter(|spot| spot.is_none()).count();
        if lost(&best) == 0 {
            break;
        }
        order.sort_by_key(|index| best[*index].is_some());
        let next = search.run(&order);
        if lost(&next) < lost(&best) {
            best = next;
        }
    }
    best
}

/// What all tries share.
struct Search<'a> {
    named: &'a [Named<'a>],
    land: &'a Ground,
    frame: [f64; 4],
    taken: &'a [[f64; 4]],
    /// What each name keeps free around what it names.
    marks: Vec<[f64; 4]>,
}

impl Search<'_> {
    fn run(&self, order: &[usize]) -> Vec<Option<Spot>> {
        let mut spots: Vec<Option<Spot>> = vec![None; self.named.len()];
        // First the names that have a place of their own.
        for (index, one) in self.named.iter().enumerate() {
            let edges = around(one.at, one.size);
            if one.land.is_some_and(|land| samples(edges).all(|point| land.holds(point))) && self.is_free(edges, index, &spots) {
                spots[index] = Some(Spot { edges, leader: None });
            }
        }
        for index in order {
            if spots[*index].is_none() {
                spots[*index] = self.best(*index, &spots);
            }
        }
        spots
    }

    fn best(&self, index: usize, spots: &[Option<Spot>]) -> Option<Spot> {
        let one = &self.named[index];
        let mut best: Option<(f64, Spot)> = None;
        for spot in candidates(one) {
            // Looking for land is slow, and can only make it worse.
            let off = distance(one.at, spot.edges);
            if best.as_ref().is_some_and(|(least, _)| off >= *least) || !self.is_free(spot.edges, index, spots) {
                continue;
            }
            if spot.leader.is_some_and(|line| !self.is_clear(line, index, spots)) {
                continue;
            }
            let is_foreign = |point: &Point| self.land.holds(*point) && !one.land.is_some_and(|own| own.holds(*point));
            let foreign = samples(spot.edges).filter(is_foreign).count();
            // What has no land of its own would seem to be a part of what its name stands on.
            if one.land.is_none() && foreign > 3 {
                continue;
            }
            let across = spot.leader.map_or(0, |line| along(line).filter(|point| self.land.holds(*point) && !one.land.is_some_and(|own| own.holds(*point))).count());
            let cost = off + (foreign + across) as f64 * ON_LAND;
            if cost > MOST {
                continue;
            }
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, spot));
            }
        }
        best.map(|(_, spot)| spot)
    }

    /// Whether a name may stand there.
    fn is_free(&self, edges: [f64; 4], own: usize, spots: &[Option<Spot>]) -> bool {
        let frame = self.frame;
        let inside = edges[0] >= frame[0] && edges[1] >= frame[1] && edges[2] <= frame[2] && edges[3] <= frame[3];
        let mut others = self.marks.iter().enumerate().filter(|(index, _)| *index != own).map(|(_, mark)| mark).chain(self.taken);
        inside
            && !others.any(|other| overlap(edges, *other, 0.0))
            && !spots.iter().flatten().any(|spot| overlap(edges, spot.edges, GAP))
            && !spots.iter().flatten().filter_map(|spot| spot.leader).any(|line| crosses(line, edges))
    }

    /// Whether a name's line may run there.
    fn is_clear(&self, line: (Point, Point), own: usize, spots: &[Option<Spot>]) -> bool {
        let met = |spot: &Spot| crosses(line, spot.edges) || spot.leader.is_some_and(|leader| meet(leader, line));
        let mut others = self.marks.iter().enumerate().filter(|(index, _)| *index != own).map(|(_, mark)| mark).chain(self.taken);
        !spots.iter().flatten().any(met) && !others.any(|other| crosses(line, *other))
    }
}

fn candidates(one: &Named<'_>) -> impl Iterator<Item = Spot> {
    let at = one.at;
    let (half_width, half_height) = (one.size.0 / 2.0, one.size.1 / 2.0);
    let mark = one.mark;
    let size = one.size;
    let centred = one.land.is_some().then(|| Spot { edges: around(at, size), leader: None });
    let beside = REACH.into_iter().flat_map(move |reach| {
        (0..DIRECTIONS).map(move |turn| {
            let angle = turn as f64 * std::f64::consts::TAU / DIRECTIONS as f64;
            let (cos, sin) = (angle.cos(), angle.sin());
            let middle = (at.0 + cos * (half_width + mark.0 + reach), at.1 + sin * (half_height + mark.1 + reach));
            let edges = around(middle, size);
            let end = (at.0.clamp(edges[0], edges[2]), at.1.clamp(edges[1], edges[3]));
            let long = ((end.0 - at.0).powi(2) + (end.1 - at.1).powi(2)).sqrt();
            let near = mark.0.min(mark.1);
            let begin = (at.0 + (end.0 - at.0) / long.max(1e-9) * near, at.1 + (end.1 - at.1) / long.max(1e-9) * near);
            Spot { edges, leader: (long > mark.0.max(mark.1) + 6.0).then_some((begin, end)) }
        })
    });
    centred.into_iter().chain(beside)
}

fn around(middle: Point, size: Point) -> [f64; 4] {
    [middle.0 - size.0 / 2.0, middle.1 - size.1 / 2.0, middle.0 + size.0 / 2.0, middle.1 + size.1 / 2.0]
}

/// Nine points of a rectangle: corners, middles of the sides, the middle.
fn samples([left, top, right, bottom]: [f64; 4]) -> impl Iterator<Item = Point> {
    let xs = [left, (left + right) / 2.0, right];
    let ys = [top, (top + bottom) / 2.0, bottom];
    xs.into_iter().flat_map(move |x| ys.into_iter().map(move |y| (x, y)))
}

/// Six points of a line.
fn along((from, to): (Point, Point)) -> impl Iterator<Item = Point> {
    (0..6).map(move |step| f64::from(step) / 5.0).map(move |share| (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share))
}

fn overlap(one: [f64; 4], other: [f64; 4], gap: f64) -> bool {
    one[0] - gap < other[2] && other[0] - gap < one[2] && one[1] - gap < other[3] && other[1] - gap < one[3]
}

fn distance(at: Point, edges: [f64; 4]) -> f64 {
    let near = (at.0.clamp(edges[0], edges[2]), at.1.clamp(edges[1], edges[3]));
    ((near.0 - at.0).powi(2) + (near.1 - at.1).powi(2)).sqrt()
}

/// Whether a line goes through a rectangle.
pub(super) fn crosses((from, to): (Point, Point), [left, top, right, bottom]: [f64; 4]) -> bool {
    let within = |(x, y): Point| x > left && x < right && y > top && y < bottom;
    if within(from) || within(to) {
        return true;
    }
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    (0..4).any(|side| meet((from, to), (corners[side], corners[(side + 1) % 4])))
}

/// Whether two lines cross.
fn meet(one: (Point, Point), other: (Point, Point)) -> bool {
    let side = |(a, b): (Point, Point), c: Point| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
    side(one, other.0) * side(one, other.1) < 0.0 && side(other, one.0) * side(other, one.1) < 0.0
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Ground;
    use super::{Named, crosses, overlap, place};

    #[test]
    fn names_stand_at_home_or_over_the_sea_and_never_on_each_other() {
        let land = Ground::new(vec![vec![(100.0, 100.0), (200.0, 100.0), (200.0, 200.0), (100.0, 200.0)]]);
        let large = Named { at: (150.0, 150.0), mark: (4.0, 4.0), size: (60.0, 14.0), land: Some(&land) };
        let islands = (0..6).map(|index| Named { at: (220.0 + f64::from(index) * 30.0, 90.0), mark: (4.0, 4.0), size: (60.0, 14.0), land: None });
        let named: Vec<Named<'_>> = [large].into_iter().chain(islands).collect();
        let spots = place(&named, &land, [0.0, 0.0, 400.0, 400.0], &[]);
        assert_eq!(spots[0].unwrap().edges, [120.0, 143.0, 180.0, 157.0]);
        let edges: Vec<[f64; 4]> = spots.iter().map(|spot| spot.unwrap().edges).collect();
        for (index, one) in edges.iter().enumerate() {
            assert!(edges[index + 1..].iter().all(|other| !overlap(*one, *other, 0.0)), "{edges:?}");
        }
    }

    #[test]
    fn a_name_without_a_place_is_left_out() {
        let named = [Named { at: (10.0, 10.0), mark: (4.0, 4.0), size: (60.0, 14.0), land: None }];
        assert_eq!(place(&named, &Ground::new(Vec::new()), [0.0, 0.0, 20.0, 20.0], &[]), [None]);
    }

    #[test]
    fn a_line_through_a_name_is_noticed() {
        assert!(crosses(((0.0, 5.0), (20.0, 5.0)), [5.0, 0.0, 10.0, 10.0]));
        assert!(!crosses(((0.0, 15.0), (20.0, 15.0)), [5.0, 0.0, 10.0, 10.0]));
    }
}
