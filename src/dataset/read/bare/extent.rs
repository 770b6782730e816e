//! Where most of the ground lies: far islands would make all else small.

use crate::math::trig::cos;
use crate::source::collection::{Collection, Shape};
use geo::{Area, BoundingRect};
use std::collections::BTreeSet;
use std::sync::Arc;

/// At most this share of the ground may lie outside of the map.
const OUTSIDE: f64 = 0.01;
/// And only if the map then shows less than this share of what it would show.
const SMALLER: f64 = 0.6;
/// How much is added on each side, as a share of width and height.
const MARGIN: f64 = 0.04;

/// A piece of ground: how large, and its edges by [`SIDES`].
struct Piece {
    area: f64,
    edges: [f64; 4],
}

/// West, south, east, north; of the first two the least counts, of the others the most.
const SIDES: [fn(f64, f64) -> f64; 4] = [f64::min, f64::min, f64::max, f64::max];

/// West, south, east and north of the ground that matters, in degrees; `None` if that is all of it.
/// Pieces that widen the map by much and are small are left out, one after another.
pub(super) fn without_outliers(files: &[Arc<Collection>]) -> Option<[f64; 4]> {
    let pieces = pieces(files)?;
    let total: f64 = pieces.iter().map(|piece| piece.area).sum();
    let mut kept: Vec<BTreeSet<(u64, usize)>> = vec![BTreeSet::new(); 4];
    for (i, piece) in pieces.iter().enumerate() {
        for (side, edge) in kept.iter_mut().zip(piece.edges) {
            side.insert((in_order(edge), i));
        }
    }
    let all = bounds(pieces.iter());
    let (mut current, mut budget) = (all, total * OUTSIDE);
    loop {
        // The piece that lies farthest out on a side, and what the map is without it.
        let candidates = (0..4).filter_map(|side| {
            let order = &kept[side];
            let mut outermost: Box<dyn Iterator<Item = &(u64, usize)>> =
                if side < 2 { Box::new(order.iter()) } else { Box::new(order.iter().rev()) };
            let (_, piece) = *outermost.next()?;
            let (_, next) = *outermost.next()?;
            let mut without = current;
            without[side] = pieces[next].edges[side];
            let gain = (size(current) - size(without)) / size(current);
            let cost = pieces[piece].area / total;
            (pieces[piece].area <= budget).then_some((gain / (cost + 1e-9), piece))
        });
        let Some((_, worst)) = candidates.max_by(|(a, _), (b, _)| a.total_cmp(b)) else { break };
        budget -= pieces[worst].area;
        for (side, edge) in kept.iter_mut().zip(pieces[worst].edges) {
            side.remove(&(in_order(edge), worst));
        }
        current = bounds(kept[0].iter().map(|(_, i)| &pieces[*i]));
    }
    if size(current) >= SMALLER * size(all) {
        return None;
    }
    let [west, south, east, north] = current;
    let (by_lon, by_lat) = ((east - west) * MARGIN, (north - south) * MARGIN);
    // Of a degree, as finely as such a map needs.
    let step = if east - west > 5.0 { 10.0 } else { 1000.0 };
    let round = |degrees: f64| (degrees * step).round() / step;
    let wrapped = |lon: f64| (lon + 180.0).rem_euclid(360.0) - 180.0;
    Some([
        round(wrapped(west - by_lon)),
        round((south - by_lat).max(-90.0)),
        round(wrapped(east + by_lon)),
        round((north + by_lat).min(90.0)),
    ])
}

/// Pieces with longitudes that run on across the antimeridian, from the opposite of the meridian
/// about which the ground lies.
fn pieces(files: &[Arc<Collection>]) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let records = files.iter().flat_map(|file| &file.records);
    let areas = records.filter_map(|record| match &record.shape {
        Shape::Areas(areas) => Some(areas),
        Shape::Plain(_) => None,
    });
    for polygon in areas.flat_map(|areas| areas.unpack()) {
        let bounds = polygon.bounding_rect()?;
        let middle = (bounds.min().y + bounds.max().y) / 2.0;
        pieces.push(Piece {
            area: polygon.unsigned_area() * cos(middle.to_radians()),
            edges: [bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y],
        });
    }
    let largest = pieces.iter().max_by(|a, b| a.area.total_cmp(&b.area))?;
    let meridian = (largest.edges[0] + largest.edges[2]) / 2.0;
    for piece in &mut pieces {
        let middle = (piece.edges[0] + piece.edges[2]) / 2.0;
        let turns = ((middle - meridian) / 360.0).round() * 360.0;
        piece.edges[0] -= turns;
        piece.edges[2] -= turns;
    }
    Some(pieces)
}

fn bounds<'p>(pieces: impl Iterator<Item = &'p Piece>) -> [f64; 4] {
    let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    pieces.fold(none, |all, piece| {
        std::array::from_fn(|side| SIDES[side](all[side], piece.edges[side]))
    })
}

/// The size of a map of that part, square degrees at its middle.
fn size([west, south, east, north]: [f64; 4]) -> f64 {
    (east - west) * (north - south) * cos(((south + north) / 2.0).to_radians())
}

/// A number that sorts as the edge does.
fn in_order(edge: f64) -> u64 {
    // Degrees are small, so that a trillionth of one can be counted.
    ((edge + 1000.0) * 1e12) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::geojson;

    fn of(squares: &[(f64, f64, f64)]) -> Option<[f64; 4]> {
        let square = |(x, y, size): &(f64, f64, f64)| {
            let (a, b) = (x + size, y + size);
            format!("[[[{x},{y}],[{a},{y}],[{a},{b}],[{x},{b}],[{x},{y}]]]")
        };
        let all: Vec<String> = squares.iter().map(square).collect();
        let text = format!(r#"{{"type":"MultiPolygon","coordinates":[{}]}}"#, all.join(","));
        without_outliers(&[Arc::new(geojson::read(text.as_bytes(), "a.json").0)])
    }

    #[test]
    fn small_islands_far_away_do_not_count() {
        let land = [(0.0, 0.0, 10.0), (10.0, 5.0, 10.0)];
        let with = |island: &[(f64, f64, f64)]| of(&[&land[..], island].concat());
        assert_eq!(with(&[]), None);
        // One that hardly widens the map is kept, and so is one that is large.
        assert_eq!(with(&[(21.0, 0.0, 0.5)]), None);
        assert_eq!(with(&[(70.0, 0.0, 8.0)]), None);
        let far = [(60.0, 0.0, 0.5), (61.0, 40.0, 0.5), (-80.0, 5.0, 0.4)];
        assert_eq!(with(&far), Some([-0.8, -0.6, 20.8, 15.6]));
    }

    #[test]
    fn ground_across_the_antimeridian_is_one() {
        let land = [(170.0, 0.0, 10.0), (-180.0, 0.0, 5.0), (-60.0, 0.0, 0.3)];
        assert_eq!(of(&land), Some([169.4, -0.4, -174.4, 10.4]));
        assert_eq!(of(&land[..2]), None);
    }
}
