//! Rings sorted into polygons with holes.

use super::coverage::{Coverage, Ring};
use super::ground::crosses;
use super::history::HistoryId;
use geo::{Area, Coord, LineString, MultiPolygon, Polygon};

impl Coverage {
    /// The ground whose history is `inside` as polygons with holes, wound as RFC 7946 asks.
    pub fn polygons(&self, inside: impl Fn(HistoryId) -> bool) -> MultiPolygon<f64> {
        let rings = self.outline(inside);
        let line = |ring: &Ring| -> LineString<f64> {
            self.ring_positions(ring).into_iter().map(Coord::from).collect()
        };
        let (mut outer, mut holes) = (Vec::new(), Vec::new());
        for ring in rings.iter().map(line) {
            let area = Polygon::new(ring.clone(), Vec::new()).signed_area();
            if area > 0.0 { outer.push((area, ring, Vec::new())) } else { holes.push(ring) }
        }
        // The smallest outer ring around a hole is the one it belongs to.
        outer.sort_by(|a, b| a.0.total_cmp(&b.0));
        for hole in holes {
            let Some(edge) = hole.lines().next() else { continue };
            let middle = Coord {
                x: (edge.start.x + edge.end.x) / 2.0,
                y: (edge.start.y + edge.end.y) / 2.0,
            };
            if let Some((_, _, own)) = outer.iter_mut().find(|(_, ring, _)| contains(ring, middle))
            {
                own.push(hole);
            }
        }
        let polygons = outer.into_iter().map(|(_, ring, holes)| Polygon::new(ring, holes));
        self.as_written(polygons.collect())
    }
}

/// Even-odd test of a point against a closed ring.
fn contains(ring: &LineString<f64>, p: Coord<f64>) -> bool {
    ring.lines().fold(false, |inside, line| inside ^ crosses(line.start, line.end, p))
}
