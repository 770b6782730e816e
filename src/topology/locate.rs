//! In which ground positions lie.

use super::bounds::Bounds;
use super::coverage::{Coverage, CoverageArc};
use super::frame::Frame;
use super::grid::GridPoint;
use super::ground::crosses;
use super::history::HistoryId;
use crate::math::LonLat;
use geo::Coord;

/// Points of an arc that are boxed together.
const STRETCH: usize = 64;

/// A coverage, to ask for the histories of many positions.
pub struct Locator<'a> {
    /// Of each epoch.
    epochs: Vec<Vec<Stretch<'a>>>,
    frame: Frame,
}

/// Points of an arc with their box.
type Stretch<'a> = (Bounds, &'a CoverageArc, &'a [GridPoint]);

impl Coverage {
    /// Prepares to ask in which ground positions lie.
    pub fn locator(&self) -> Locator<'_> {
        Locator { epochs: self.epochs().map(stretches_of).collect(), frame: self.frame }
    }
}

impl Locator<'_> {
    /// The history of the ground in which a position lies: that on the near side of the first
    /// border to its east.
    pub fn histories(&self, position: LonLat) -> Vec<HistoryId> {
        let p = Coord::from(self.frame.position(position));
        self.epochs.iter().map(|stretches| of(stretches, p)).collect()
    }
}

/// The arcs of an epoch in stretches.
fn stretches_of(arcs: &[CoverageArc]) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    for arc in arcs {
        for start in (0..arc.points.len().saturating_sub(1)).step_by(STRETCH) {
            let points = &arc.points[start..arc.points.len().min(start + STRETCH + 1)];
            stretches.push((Bounds::around(points), arc, points));
        }
    }
    stretches
}

/// The history of the ground at a point, told by some arcs.
fn of(stretches: &[Stretch<'_>], p: Coord) -> HistoryId {
    let degrees = |x, y| GridPoint { x, y }.degrees();
    // How far east a border is crossed, and where it leads on: of two that meet on the ray the
    // one to the west counts.
    let mut nearest: Option<((f64, f64), HistoryId)> = None;
    for (bounds, arc, points) in stretches {
        let (low, high) = (degrees(bounds.west, bounds.south), degrees(bounds.east, bounds.north));
        let beyond = nearest.is_some_and(|((x, _), _)| low.lon > x);
        if beyond || low.lat > p.y || high.lat < p.y || high.lon < p.x {
            continue;
        }
        for pair in points.windows(2) {
            let (a, b) = (Coord::from(pair[0].degrees()), Coord::from(pair[1].degrees()));
            if !crosses(a, b, p) {
                continue;
            }
            let slope = (b.x - a.x) / (b.y - a.y);
            let at = (a.x + slope * (p.y - a.y), slope);
            if nearest.is_none_or(|(known, _)| at < known) {
                nearest = Some((at, if b.y > a.y { arc.left } else { arc.right }));
            }
        }
    }
    nearest.map_or(HistoryId(0), |(_, history)| history)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::PartyId;
    use crate::math::Validity;
    use crate::timeline::{DatedArea, Holding};
    use geo::{MultiPolygon, Rect};
    use proptest::prelude::*;
    use std::sync::Arc;

    proptest! {
        #[test]
        fn a_position_lies_in_the_ground_of_its_history(
            boxes in prop::collection::vec((0..8_i32, 0..8_i32, 1..6_i32, 1..6_i32, 0..3_u16), 1..7),
            points in prop::collection::vec((-1..29_i32, -1..29_i32), 40),
        ) {
            let areas: Vec<DatedArea> = boxes
                .iter()
                .map(|&(x, y, width, height, party)| {
                    let corner = |x, y| Coord { x: f64::from(x), y: f64::from(y) };
                    let ground = Rect::new(corner(x, y), corner(x + width, y + height));
                    DatedArea {
                        geometry: Arc::new(MultiPolygon(vec![ground.to_polygon()]).into()),
                        within: Vec::new(),
            without: Vec::new(),
            source: None,
                        holding: Some(Holding::of(PartyId(party))),
                        validity: Validity::new(None, None),
                    }
                })
                .collect();
            let coverage = Coverage::build(&areas);
            let locator = coverage.locator();
            for (x, y) in points {
                // Between the lines to the east and west, on them to the north and south.
                let position = LonLat::new(f64::from(x) / 2.0 + 0.25, f64::from(y) / 2.0);
                let history = locator.histories(position)[0];
                if history != HistoryId(0) || y % 2 != 0 {
                    prop_assert!(
                        history == HistoryId(0)
                            || coverage.contains(position, |other| other == history)
                    );
                }
                if y % 2 != 0 {
                    let held = coverage.contains(position, |other| other != HistoryId(0));
                    prop_assert_eq!(held, history != HistoryId(0));
                }
            }
        }
    }
}
