//! Rotating to the center meridian, and cutting along the meridian opposite it.

use super::LonLat;
use super::clip::{Edge, line_at_edges, ring_at_edge};
use geo::orient::{Direction, Orient};
use geo::{Coord, Intersects, LineString, MultiPolygon, Polygon};

/// A longitude difference brought into `[-180, 180]`; both ends stay as they are, since data that
/// was cut at the antimeridian says by the sign to which side it belongs.
pub(crate) fn wrap(lon: f64) -> f64 {
    if lon.abs() <= 180.0 { lon } else { lon - 360.0 * (lon / 360.0).round() }
}

/// A line in degrees from the center meridian, without jumps: a step of more than half a turn is
/// taken the short way, so that longitudes may leave `[-180, 180]`. Turns are counted, not added
/// up, so that a vertex has the same value whatever came before it on its turn.
pub(crate) fn rotate(line: impl Iterator<Item = LonLat>, center_lon: f64) -> Vec<LonLat> {
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

/// The latitude of the pole that a ring lies around. Files disagree about winding, and ground that
/// reaches around a pole hardly ever ends beyond the equator: far from the equator it is the nearer
/// one, else the one on the ring's left side (RFC 7946 winding).
fn pole_of(ring: &[LonLat], winding: f64) -> f64 {
    const FAR: f64 = 30.0;
    let mean = ring.iter().map(|p| p.lat).sum::<f64>() / ring.len().max(1) as f64;
    90.0_f64.copysign(if mean.abs() > FAR { mean } else { winding })
}

/// A rotated ring (without its first point repeated) in pieces that do not cross the cut. A ring
/// that goes around a pole is closed along the pole line.
pub(crate) fn ring(mut points: Vec<LonLat>) -> Vec<Vec<LonLat>> {
    if let (Some(&first), Some(&last)) = (points.first(), points.last()) {
        let closing = wrap(first.lon - last.lon);
        let winding = last.lon + closing - first.lon;
        if winding.abs() > 180.0 && last.lat.abs() < 89.99 {
            let pole = pole_of(&points, winding);
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
pub(crate) fn line(points: Vec<LonLat>) -> Vec<Vec<LonLat>> {
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

/// Areas in pieces that do not cross the antimeridian, as RFC 7946 (3.1.9) asks; `None` for areas
/// that do not cross it. An area crosses where a step of its outline is longer than half a turn, and
/// where longitudes leave `[-180, 180]`.
pub(crate) fn areas(areas: &MultiPolygon) -> Option<MultiPolygon> {
    if !areas.iter().any(crosses) {
        return None;
    }
    let pieces = areas.iter().flat_map(|area| match crosses(area) {
        true => pieces(area),
        false => vec![area.clone()],
    });
    Some(pieces.collect())
}

fn crosses(area: &Polygon) -> bool {
    std::iter::once(area.exterior()).chain(area.interiors()).any(|ring| {
        let jumps = |pair: &[Coord]| {
            let [a, b] = *pair else { return false };
            // As `rotate` takes it: the edge of data closed along a pole line is no jump.
            (a.x - b.x).abs() > 180.0 && b.y.abs() < 89.99
        };
        ring.0.windows(2).any(jumps) || ring.0.iter().any(|c| c.x.abs() > 180.0)
    })
}

/// An area in pieces, each with the holes that lie in it.
fn pieces(area: &Polygon) -> Vec<Polygon> {
    let cut = |line: &LineString| -> Vec<LineString> {
        let open = line.0.split_last().map_or(&[][..], |(_, open)| open);
        let closed = |mut piece: Vec<LonLat>| {
            piece.extend(piece.first().copied());
            piece.into_iter().map(Coord::from).collect()
        };
        ring(rotate(open.iter().map(|&c| LonLat::from(c)), 0.0)).into_iter().map(closed).collect()
    };
    let mut pieces: Vec<Polygon> =
        cut(area.exterior()).into_iter().map(|ring| Polygon::new(ring, Vec::new())).collect();
    for hole in area.interiors().iter().flat_map(cut) {
        let around = |piece: &&mut Polygon| {
            let corners = hole.0.iter().filter(|c| piece.intersects(*c)).count();
            2 * corners >= hole.0.len()
        };
        if let Some(piece) = pieces.iter_mut().find(around) {
            piece.interiors_push(hole);
        }
    }
    pieces.into_iter().map(|piece| piece.orient(Direction::Default)).collect()
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
        // Wound the other way it is the same ground.
        let back: Vec<(f64, f64)> = east.iter().rev().copied().collect();
        let cap: f64 = ring(rotated(&back, 15.0)).iter().map(|piece| area(piece)).sum();
        assert!((cap + 360.0 * 20.0).abs() < 1e-6, "{cap}");
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

    #[test]
    fn areas_over_the_antimeridian_are_cut() {
        let island = |west: f64, east: f64| {
            let corners = [(west, 0.0), (east, 0.0), (east, 10.0), (west, 10.0), (west, 0.0)];
            corners.map(|(x, y)| Coord { x, y }).into_iter().collect::<LineString>()
        };
        let hole: LineString =
            [(178.0, 4.0), (178.0, 6.0), (-178.0, 6.0), (-178.0, 4.0), (178.0, 4.0)]
                .map(|(x, y)| Coord { x, y })
                .into_iter()
                .collect();
        for outline in [island(170.0, -170.0), island(170.0, 190.0), island(-190.0, -170.0)] {
            let whole = MultiPolygon(vec![Polygon::new(outline, vec![hole.clone()])]);
            let cut = super::areas(&whole).expect("it crosses");
            let (areas, holes): (Vec<f64>, Vec<usize>) =
                cut.iter().map(|p| (geo::Area::unsigned_area(p), p.interiors().len())).unzip();
            assert_eq!((areas, holes), (vec![96.0, 96.0], vec![1, 1]));
            assert!(super::areas(&cut).is_none());
        }
        let pole = [(-180.0, 90.0), (-180.0, 70.0), (180.0, 70.0), (180.0, 90.0), (-180.0, 90.0)];
        let mut cap: Vec<Coord> = pole.map(|(x, y)| Coord { x, y }).to_vec();
        cap.insert(2, Coord { x: 0.0, y: 70.0 });
        let cap = MultiPolygon(vec![Polygon::new(LineString(cap), Vec::new())]);
        assert!(super::areas(&cap).is_none());
    }
}
