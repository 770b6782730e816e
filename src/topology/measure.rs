//! Geodesic areas and lengths on the WGS 84 ellipsoid.

use super::coverage::{Coverage, CoverageArc, Ring};
use geo::{Geodesic, GeodesicArea, Length, LineString, Polygon};

/// The area inside some rings (holes run clockwise and count negative), in square kilometers.
pub fn area_km2(coverage: &Coverage, rings: &[Ring]) -> f64 {
    rings
        .iter()
        .map(|ring| {
            let line: LineString<f64> =
                coverage.ring_positions(ring).into_iter().map(geo::Coord::from).collect();
            Polygon::new(line, Vec::new()).geodesic_area_signed() / 1e6
        })
        .sum()
}

/// The length of an arc in kilometers.
pub fn length_km(arc: &CoverageArc) -> f64 {
    let line: LineString<f64> = arc.positions().map(geo::Coord::from).collect();
    Geodesic.length(&line) / 1000.0
}
