//! Rotating to the center meridian, and cutting along the meridian opposite it.

use super::clip::{Edge, line_at_edges, ring_at_edge};
use super::projection::wrap;
use crate::math::LonLat;

/// A line in degrees from the center meridian, without jumps: a step of more than half a turn is
/// taken the short way, so that longitudes may leave `[-180, 180]`. Turns are counted, not added
/// up, so that a vertex has the same value whatever came before it on its turn.
pub(super) fn rotate(line: impl Iterator<Item = LonLat>, center_lon: f64) -> Vec<LonLat> {
    let mut turns = 0.0;
    let mut last: Option<LonLat> = None;
    line.map(|p| {
        match last {
            None => {
                let lon = p.lon - center_lon;
                turns = ((wrap(lon) - lon) / 360.0).round();
            }
            Some(before) => {
                let step = p.lon - before.lon;
                // The edge of data that was closed along the pole line is meant as it stands.
                if step.abs() > 180.0 && p.lat.abs() < 89.99 {
                    turns -= (step / 360.0).round();
                }
            }
        }
        last = Some(p);
        LonLat::new(p.lon - center_lon + 360.0 * turns, p.lat)
    })
    .collect()
}

/// The turns that a rotated line touches, if it leaves the first.
fn turns(points: &[LonLat]) -> Option<std::ops::RangeInclusive<i32>> {
    const EDGE: f64 = 180.0 + 1e-9;
    let west = points.iter().map(|p| p.lon).fold(f64::INFINITY, f64::min);
    let east = points.iter().map(|p| p.lon).fold(f64::NEG_INFINITY, f64::max);
    if west >= -EDGE && east <= EDGE {
        return None;
    }
    // What only touches a turn's edge has no part in it. Data that winds more often is not a map.
    let turn = |lon: f64| ((lon / 360.0).round().clamp(-3.0, 3.0)) as i32;
    Some(turn(west + 1e-9)..=turn(east - 1e-9))
}

fn edges(turn: i32) -> [Edge; 2] {
    let middle = f64::from(turn) * 360.0;
    [Edge::x(middle - 180.0, true), Edge::x(middle + 180.0, false)]
}

fn unturn(points: &mut [LonLat], turn: i32) {
    for p in points {
        p.lon -= 360.0 * f64::from(turn);
    }
}

/// A rotated ring (without its first point repeated) in pieces that do not cross the cut. A ring
/// that goes around a pole is closed along the pole line, on its left side (RFC 7946 winding).
pub(super) fn ring(mut points: Vec<LonLat>) -> Vec<Vec<LonLat>> {
    if let (Some(&first), Some(&last)) = (points.first(), points.last()) {
        let closing = wrap(first.lon - last.lon);
        let winding = last.lon + closing - first.lon;
        if winding.abs() > 180.0 && last.lat.abs() < 89.99 {
            let pole = 90.0_f64.copysign(winding);
            let end = first.lon + winding;
            points.push(LonLat::new(end, first.lat));
            points.push(LonLat::new(end, pole));
            points.push(LonLat::new(first.lon, pole));
        }
    }
    let Some(turns) = turns(&points) else { return vec![points] };
    turns
        .filter_map(|turn| {
            let [west, east] = edges(turn);
            let mut piece = ring_at_edge(&ring_at_edge(&points, west), east);
            unturn(&mut piece, turn);
            (piece.len() > 2).then_some(piece)
        })
        .collect()
}

/// A rotated line in pieces that do not cross the cut.
pub(super) fn line(points: Vec<LonLat>) -> Vec<Vec<LonLat>> {
    let Some(turns) = turns(&points) else { return vec![points] };
    turns
        .flat_map(|turn| {
            let mut pieces = line_at_edges(&points, &edges(turn));
            for piece in &mut pieces {
                unturn(piece, turn);
            }
            pieces
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rotated(points: &[(f64, f64)], center: f64) -> Vec<LonLat> {
        rotate(points.iter().map(|&(lon, lat)| LonLat::new(lon, lat)), center)
    }

    fn area(ring: &[LonLat]) -> f64 {
        let next = ring.iter().skip(1).chain(ring.first());
        ring.iter().zip(next).map(|(a, b)| a.lon * b.lat - b.lon * a.lat).sum::<f64>() / 2.0
    }

    #[test]
    fn a_ring_over_the_antimeridian_falls_in_two() {
        let square = [(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0)];
        let pieces = ring(rotated(&square, 0.0));
        let areas: Vec<f64> = pieces.iter().map(|piece| area(piece)).collect();
        assert_eq!(areas, [100.0, 100.0]);
        assert!(pieces.iter().flatten().all(|p| p.lon.abs() <= 180.0));
        // Seen from the other side it is whole.
        assert_eq!(ring(rotated(&square, 180.0)).len(), 1);
    }

    #[test]
    fn a_ring_around_a_pole_is_closed_along_it() {
        let east: Vec<(f64, f64)> = (0..36).map(|i| (f64::from(i) * 10.0, 70.0)).collect();
        let cap: f64 = ring(rotated(&east, 15.0)).iter().map(|piece| area(piece)).sum();
        assert!((cap - 360.0 * 20.0).abs() < 1e-6, "{cap}");
        let west: Vec<(f64, f64)> = (0..36).map(|i| (f64::from(-i) * 10.0, -70.0)).collect();
        let cap: f64 = ring(rotated(&west, 0.0)).iter().map(|piece| area(piece)).sum();
        assert!((cap - 360.0 * 20.0).abs() < 1e-6, "{cap}");
    }

    #[test]
    fn a_ring_closed_along_the_pole_line_stays_as_it_is() {
        let antarctica = [(-180.0, -90.0), (180.0, -90.0), (180.0, -70.0), (0.0, -65.0)];
        let mut ring_in = antarctica.to_vec();
        ring_in.push((-180.0, -70.0));
        let pieces = ring(rotated(&ring_in, 0.0));
        assert_eq!(pieces.len(), 1);
        assert_eq!(area(&pieces[0]), 360.0 * 20.0 + 360.0 * 5.0 / 2.0);
    }

    #[test]
    fn a_line_falls_in_two() {
        let pieces = line(rotated(&[(170.0, 0.0), (-170.0, 10.0)], 0.0));
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[0][1], LonLat::new(180.0, 5.0));
        assert_eq!(pieces[1][0], LonLat::new(-180.0, 5.0));
    }
}
