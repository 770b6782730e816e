//! Outlines on the grid, without what adds nothing: repeated points and spikes.

use super::Fault;
use crate::diagnostic::Diagnostic;
use crate::render::near::degrees;
use crate::topology::GridPoint;
use geo::MultiPolygon;

/// A ring of an area.
pub struct Line {
    /// Its points on the grid, the first one repeated at the end; neighbors differ. Empty when it
    /// encloses nothing.
    pub points: Vec<GridPoint>,
    /// Which polygon of the area it belongs to.
    pub polygon: usize,
    /// Whether it is a hole.
    pub hole: bool,
}

/// All rings of an area, and what had to be taken out of them.
pub fn read(geometry: &MultiPolygon) -> (Vec<Line>, Vec<Fault>) {
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    let mut repeated = 0;
    for (polygon, area) in geometry.iter().enumerate() {
        let rings = std::iter::once((area.exterior(), false));
        for (ring, hole) in rings.chain(area.interiors().iter().map(|ring| (ring, true))) {
            repeated += ring.0.windows(2).filter(|pair| pair[0] == pair[1]).count();
            let mut points: Vec<GridPoint> = ring.0.iter().map(|c| GridPoint::snap(*c)).collect();
            points.dedup();
            let (points, spikes) = without_spikes(&points);
            faults.extend(spikes.into_iter().map(|tip| spike(tip, hole)));
            if points.len() < 4 {
                faults.extend(ring.0.first().map(|c| no_area(GridPoint::snap(*c), hole)));
            }
            let points = if points.len() < 4 { Vec::new() } else { points };
            lines.push(Line { points, polygon, hole });
        }
    }
    if repeated > 0 {
        faults.push(Fault::Repeated(repeated));
    }
    (lines, faults)
}

/// Twice the area of the triangle, positive when it turns left.
pub fn turn(a: GridPoint, b: GridPoint, c: GridPoint) -> i64 {
    let ((bx, by), (cx, cy)) = (a.to(b), a.to(c));
    bx * cy - by * cx
}

/// Whether the way from `a` over `tip` to `b` comes back along itself: the shorter leg lies on the
/// longer one, to a grid step (0.1 m).
fn comes_back(a: GridPoint, tip: GridPoint, b: GridPoint) -> bool {
    let ((ax, ay), (bx, by)) = (tip.to(a), tip.to(b));
    let dot = i128::from(ax) * i128::from(bx) + i128::from(ay) * i128::from(by);
    let length = |x: i64, y: i64| i128::from(x) * i128::from(x) + i128::from(y) * i128::from(y);
    let longer = length(ax, ay).max(length(bx, by));
    let area = i128::from(turn(tip, a, b));
    dot > 0 && area * area <= longer
}

/// A closed line without the ways that lead out and straight back, and their tips.
fn without_spikes(ring: &[GridPoint]) -> (Vec<GridPoint>, Vec<GridPoint>) {
    let mut points: Vec<GridPoint> = Vec::with_capacity(ring.len());
    let mut tips = Vec::new();
    let open = ring.split_last().map_or(ring, |(_, open)| open);
    for &next in open {
        points.push(next);
        while let [.., a, tip, b] = points[..]
            && (a == b || comes_back(a, tip, b))
        {
            tips.push(tip);
            points.pop();
            points.pop();
            if a != b {
                points.push(b);
            }
        }
    }
    // The same around the end.
    while points.len() > 2 {
        let (first, second) = (points[0], points[1]);
        let (last, before) = (points[points.len() - 1], points[points.len() - 2]);
        if first == last || comes_back(before, last, first) {
            tips.push(last);
            points.pop();
        } else if comes_back(last, first, second) {
            tips.push(first);
            points.remove(0);
        } else {
            break;
        }
    }
    if let Some(first) = points.first().copied() {
        points.push(first);
    }
    (points, tips)
}

fn spike(tip: GridPoint, hole: bool) -> Fault {
    let tip = tip.degrees();
    let ring = if hole { "a hole" } else { "the outline" };
    let at = degrees(tip);
    Fault::new(
        at.clone(),
        0.0,
        Diagnostic::note("spike", format!("{ring} goes out to {at} and straight back"))
            .near(tip)
            .remedy("nothing is lost, as the spike has no area; remove its tip"),
    )
}

fn no_area(at: GridPoint, hole: bool) -> Fault {
    let position = at.degrees();
    let ring = if hole { "a hole" } else { "an outline" };
    let at = degrees(position);
    Fault::new(
        at.clone(),
        1.0,
        Diagnostic::warning("no-area", format!("{ring} at {at} encloses no ground"))
            .near(position)
            .remedy("draw it as a [[overlay]] line if it is one, or remove it"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(points: &[(i32, i32)]) -> Vec<GridPoint> {
        points.iter().map(|(x, y)| GridPoint { x: *x, y: *y }).collect()
    }

    #[test]
    fn spikes_are_taken_out_wherever_they_stand() {
        let square = ring(&[(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]);
        assert_eq!(without_spikes(&square), (square.clone(), Vec::new()));
        let spiky = ring(&[(0, 0), (100, 0), (300, 0), (100, 0), (100, 100), (0, 100), (0, 0)]);
        let (points, tips) = without_spikes(&spiky);
        assert_eq!((points.len(), tips), (5, ring(&[(300, 0)])));
        let start = ring(&[(-50, 0), (100, 0), (100, 100), (0, 100), (0, 0), (-50, 0)]);
        let (points, tips) = without_spikes(&start);
        assert_eq!((points.len(), tips), (5, ring(&[(-50, 0)])));
        let flat = ring(&[(0, 0), (100, 0), (200, 0), (100, 0), (0, 0)]);
        assert!(without_spikes(&flat).0.len() < 4);
    }
}
