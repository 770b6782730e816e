//! Whether positions lie in some ground.

use super::bounds::Bounds;
use super::coverage::{Coverage, CoverageArc};
use super::frame::Frame;
use super::grid::GridPoint;
use super::history::HistoryId;
use crate::math::LonLat;
use geo::Coord;

/// Points of an arc that are boxed together.
const STRETCH: usize = 64;

/// The ground of some histories, to ask for many positions.
pub struct Ground<'a> {
    /// Stretches of the outline with their boxes; each begins where the one before it ends.
    stretches: Vec<(Bounds, &'a [GridPoint])>,
    frame: Frame,
}

impl Coverage {
    /// The ground whose history is `inside`.
    pub fn ground(&self, inside: impl Fn(HistoryId) -> bool) -> Ground<'_> {
        let outline = |arc: &&CoverageArc| inside(arc.left) != inside(arc.right);
        let mut stretches = Vec::new();
        for arc in self.arcs().iter().filter(outline) {
            for start in (0..arc.points.len().saturating_sub(1)).step_by(STRETCH) {
                let points = &arc.points[start..arc.points.len().min(start + STRETCH + 1)];
                stretches.push((Bounds::around(points), points));
            }
        }
        Ground { stretches, frame: self.frame }
    }

    /// Whether a position lies in ground whose history is `inside`.
    pub fn contains(&self, position: LonLat, inside: impl Fn(HistoryId) -> bool) -> bool {
        self.ground(inside).contains(position)
    }

    /// The corners of a box around all arcs between histories of which one is `wanted`: least
    /// longitude and latitude, greatest longitude and latitude. `None` if there are none.
    pub fn corners(&self, wanted: impl Fn(HistoryId) -> bool) -> Option<[LonLat; 2]> {
        let arcs = self.arcs().iter().filter(|arc| wanted(arc.left) || wanted(arc.right));
        let all = arcs.fold(Bounds::EMPTY, |all, arc| all.with(Bounds::around(&arc.points)));
        (all != Bounds::EMPTY).then(|| {
            [(all.west, all.south), (all.east, all.north)]
                .map(|(x, y)| GridPoint { x, y }.degrees())
        })
    }
}

impl Ground<'_> {
    /// Whether a position lies inside (even-odd).
    pub fn contains(&self, position: LonLat) -> bool {
        let p = Coord::from(self.frame.position(position));
        self.stretches.iter().fold(false, |inside, (bounds, points)| {
            let corner = |x, y| GridPoint { x, y }.degrees();
            let (low, high) =
                (corner(bounds.west, bounds.south), corner(bounds.east, bounds.north));
            if low.lat > p.y || high.lat < p.y || high.lon < p.x {
                return inside;
            }
            if let (true, Some(first), Some(last)) = (low.lon > p.x, points.first(), points.last())
            {
                // All of it lies to the east: what matters is on which sides its ends are.
                return inside ^ ((first.degrees().lat > p.y) != (last.degrees().lat > p.y));
            }
            points.windows(2).fold(inside, |inside, pair| {
                inside ^ crosses(pair[0].degrees().into(), pair[1].degrees().into(), p)
            })
        })
    }
}

/// Whether a ray from `p` to the east crosses a line.
#[inline]
pub fn crosses(a: Coord<f64>, b: Coord<f64>, p: Coord<f64>) -> bool {
    (a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::PartyId;
    use crate::math::Validity;
    use crate::timeline::{DatedArea, Holding};
    use geo::{MultiPolygon, Polygon};
    use proptest::prelude::*;
    use std::sync::Arc;

    /// Ground below a jagged line of many points.
    fn hills(heights: &[i32]) -> Polygon<f64> {
        let point = |(i, h): (usize, &i32)| {
            (i as f64 / heights.len() as f64 * 1.8 - 0.9, f64::from(*h) / 100.0)
        };
        let line = heights.iter().enumerate().map(point);
        Polygon::new(line.chain([(0.9, -0.9), (-0.9, -0.9)]).collect(), Vec::new())
    }

    proptest! {
        #[test]
        fn stretches_say_what_rings_say(
            heights in prop::collection::vec(-80..80_i32, 3..400),
            points in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64), 50),
        ) {
            let area = DatedArea {
                geometry: Arc::new(MultiPolygon(vec![hills(&heights)]).into()),
                within: Vec::new(),
            without: Vec::new(),
            source: None,
                holding: Some(Holding::of(PartyId(0))),
                validity: Validity::new(None, None),
            };
            let coverage = Coverage::build(&[area]);
            let held = |h| h != HistoryId(0);
            let ground = coverage.ground(held);
            for (x, y) in points {
                let rings = coverage.outline(held);
                let plain = rings.iter().flat_map(|ring| {
                    let positions = coverage.ring_positions(ring);
                    (1..positions.len())
                        .map(|i| (positions[i - 1].into(), positions[i].into()))
                        .collect::<Vec<_>>()
                });
                let plain =
                    plain.fold(false, |inside, (a, b)| inside ^ crosses(a, b, Coord { x, y }));
                prop_assert_eq!(ground.contains(LonLat::new(x, y)), plain);
            }
        }
    }
}
