//! On which turn of the globe a coverage lies.
//!
//! Data is cut at the antimeridian (RFC 7946, 3.1.9). Where it all lies around there, the coverage
//! counts longitudes on beyond 180 degrees, so that the pieces meet again and no border runs along
//! the cut.

use super::coverage::Coverage;
use crate::math::{Areas, LonLat, cut};
use crate::timeline::DatedArea;
use geo::{Coord, MultiPolygon};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// Longitudes run from `west` once around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    west: f64,
}

/// The frame of all data that does not lie around the antimeridian.
const PLAIN: Frame = Frame { west: -180.0 };

impl Default for Frame {
    fn default() -> Self {
        PLAIN
    }
}

impl Frame {
    /// The frame for some areas: from the middle of the widest gap between them, if they touch the
    /// antimeridian from both sides and leave half of the globe free.
    pub fn of(areas: &[DatedArea]) -> Self {
        /// A hundredth of a grid step.
        const EDGE: f64 = 180.0 - 1e-8;
        let rings = areas.iter().flat_map(|area| area.geometry.outlines());
        let mut spans: Vec<[f64; 2]> =
            rings.filter_map(|ring| ring.bounds().map(|[west, east, ..]| [west, east])).collect();
        let touched =
            spans.iter().any(|span| span[0] <= -EDGE) && spans.iter().any(|span| span[1] >= EDGE);
        if !touched {
            return PLAIN;
        }
        spans.sort_by(|a, b| a[0].total_cmp(&b[0]));
        let (mut widest, mut reached) = ([-180.0, -180.0], -180.0_f64);
        for [west, east] in spans {
            if west - reached > widest[1] - widest[0] {
                widest = [reached, west];
            }
            reached = reached.max(east);
        }
        match widest[1] - widest[0] >= 180.0 {
            true => Self { west: (widest[0] + widest[1]) / 2.0 },
            false => PLAIN,
        }
    }

    /// A position as the coverage counts it.
    pub fn position(self, at: LonLat) -> LonLat {
        LonLat::new(self.longitude(at.lon), at.lat)
    }

    /// A position of a coverage as others write it.
    pub fn as_written_position(at: LonLat) -> LonLat {
        LonLat::new(if at.lon > 180.0 { at.lon - 360.0 } else { at.lon }, at.lat)
    }

    fn longitude(self, lon: f64) -> f64 {
        if lon < self.west { lon + 360.0 } else { lon }
    }

    /// Areas as the coverage counts them. Areas that share their outline go on sharing it.
    pub fn areas(self, areas: &[DatedArea]) -> Cow<'_, [DatedArea]> {
        if self == PLAIN {
            return Cow::Borrowed(areas);
        }
        let mut known: HashMap<*const Areas, Arc<Areas>> = HashMap::new();
        let mut moved = |geometry: &Arc<Areas>| {
            let moved = || {
                let place = |c: Coord| Coord { x: self.longitude(c.x), y: c.y };
                Arc::new(geometry.moved(place))
            };
            Arc::clone(known.entry(Arc::as_ptr(geometry)).or_insert_with(moved))
        };
        let frame = |area: &DatedArea| DatedArea {
            geometry: moved(&area.geometry),
            within: area.within.iter().map(&mut moved).collect(),
            without: area.without.iter().map(&mut moved).collect(),
            ..area.clone()
        };
        areas.iter().map(frame).collect()
    }
}

impl Coverage {
    /// Areas in the coverage's own longitudes as others write them: in `[-180, 180]`, cut at the
    /// antimeridian.
    pub(super) fn as_written(&self, areas: MultiPolygon) -> MultiPolygon {
        cut::areas(&areas).unwrap_or(areas)
    }

    /// The positions along a line as others write them, cut at the antimeridian.
    pub fn line_as_written(&self, line: impl Iterator<Item = LonLat>) -> Vec<Vec<LonLat>> {
        cut::line(cut::rotate(line, 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::PartyId;
    use crate::math::Validity;
    use crate::timeline::Holding;
    use crate::topology::HistoryId;
    use geo::{Area, Rect};

    fn area(party: u16, corners: [(f64, f64); 2]) -> DatedArea {
        DatedArea {
            geometry: Arc::new(
                MultiPolygon(vec![Rect::new(corners[0], corners[1]).to_polygon()]).into(),
            ),
            within: Vec::new(),
            without: Vec::new(),
            source: None,
            holding: Some(Holding::of(PartyId(party))),
            validity: Validity::new(None, None),
        }
    }

    /// An island over the antimeridian, in two pieces: the northern half one party's, the southern
    /// the other's.
    #[test]
    fn pieces_meet_at_the_antimeridian() {
        let areas = [
            area(0, [(178.0, 0.0), (180.0, 1.0)]),
            area(0, [(-180.0, 0.0), (-179.0, 1.0)]),
            area(1, [(178.0, -1.0), (180.0, 0.0)]),
            area(1, [(-180.0, -1.0), (-179.0, 0.0)]),
        ];
        let coverage = Coverage::build(&areas);
        let held = |h| h != HistoryId(0);
        assert_eq!(coverage.outline(held).len(), 1);
        assert_eq!(coverage.arcs().len(), 3, "two coasts and the front");
        let held_km2: f64 = coverage.areas_km2().iter().sum();
        let degree = 111.32 * 110.57;
        assert!((held_km2 / (6.0 * degree) - 1.0).abs() < 0.01, "{held_km2}");
        assert!(coverage.contains(LonLat::new(179.9, 0.5), held));
        assert!(coverage.contains(LonLat::new(-179.5, 0.5), held));
        assert!(!coverage.contains(LonLat::new(-178.5, 0.5), held));
        let written = coverage.polygons(held);
        assert_eq!(written.0.len(), 2);
        assert!((written.unsigned_area() - 6.0).abs() < 1e-9);
        let east = |c: &Coord| c.x.abs() <= 180.0;
        assert!(written.iter().all(|p| p.exterior().0.iter().all(east)));
    }

    #[test]
    fn the_world_stays_as_it_is() {
        let world = [
            area(0, [(100.0, 0.0), (180.0, 1.0)]),
            area(0, [(-180.0, 0.0), (-100.0, 1.0)]),
            area(0, [(-20.0, 0.0), (20.0, 1.0)]),
        ];
        assert_eq!(Frame::of(&world), PLAIN);
        assert_eq!(Frame::of(&world[..1]), PLAIN);
        assert_eq!(Frame::of(&world[..2]), Frame { west: 0.0 });
    }
}
