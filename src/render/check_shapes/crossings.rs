//! Where the lines of an area cross each other.

use super::outline::{Line, turn};
use crate::math::LonLat;
use crate::topology::GridPoint;

/// Lines that are boxed together.
const RUN: usize = 24;

/// A crossing of two lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// The two rings, by their places in the list.
    pub rings: [usize; 2],
    /// Where.
    pub position: LonLat,
}

/// A box around some successive lines of a ring.
struct Run<'l> {
    ring: usize,
    /// The points, one more than lines.
    points: &'l [GridPoint],
    low: GridPoint,
    high: GridPoint,
}

/// All crossings, from west to east of what crosses. Lines that merely touch do not cross.
pub fn of(lines: &[Line]) -> Vec<Crossing> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    for (ring, line) in lines.iter().enumerate() {
        for start in (0..line.points.len().saturating_sub(1)).step_by(RUN) {
            let points = &line.points[start..line.points.len().min(start + RUN + 1)];
            let (low, high) = corners(points);
            runs.push(Run { ring, points, low, high });
        }
    }
    runs.sort_by_key(|run| (run.low, run.ring));
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (i, run) in runs.iter().enumerate() {
        open.retain(|other| runs[*other].high.x >= run.low.x);
        open.push(i);
        for &other in &open {
            let other = &runs[other];
            if other.low.y <= run.high.y && run.low.y <= other.high.y {
                meet(run, other, &mut found);
            }
        }
    }
    found
}

fn corners(points: &[GridPoint]) -> (GridPoint, GridPoint) {
    let start = (GridPoint { x: i32::MAX, y: i32::MAX }, GridPoint { x: i32::MIN, y: i32::MIN });
    points.iter().fold(start, |(low, high), p| {
        (
            GridPoint { x: low.x.min(p.x), y: low.y.min(p.y) },
            GridPoint { x: high.x.max(p.x), y: high.y.max(p.y) },
        )
    })
}

fn meet(one: &Run<'_>, other: &Run<'_>, found: &mut Vec<Crossing>) {
    let same = std::ptr::eq(one.points, other.points);
    for (i, p) in one.points.windows(2).enumerate() {
        let (low, high) = corners(p);
        if low.x > other.high.x
            || low.y > other.high.y
            || high.x < other.low.x
            || high.y < other.low.y
        {
            continue;
        }
        // Of a run with itself each pair once.
        let skip = if same { i + 1 } else { 0 };
        for q in other.points.windows(2).skip(skip) {
            if let Some(position) = crossing(p[0], p[1], q[0], q[1]) {
                found.push(Crossing { rings: [one.ring, other.ring], position });
            }
        }
    }
}

/// Where two lines cross: each has its ends on either side of the other.
fn crossing(a: GridPoint, b: GridPoint, c: GridPoint, d: GridPoint) -> Option<LonLat> {
    let (on_c, on_d) = (turn(a, b, c), turn(a, b, d));
    if on_c.signum() * on_d.signum() >= 0 {
        return None;
    }
    let (on_a, on_b) = (turn(c, d, a), turn(c, d, b));
    if on_a.signum() * on_b.signum() >= 0 {
        return None;
    }
    let t = on_a as f64 / (on_a as f64 - on_b as f64);
    let (a, b) = (a.degrees(), b.degrees());
    Some(LonLat::new(a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn boxes_miss_nothing(points in prop::collection::vec((0..200_i32, 0..200_i32), 4..120)) {
            let mut points: Vec<GridPoint> =
                points.into_iter().map(|(x, y)| GridPoint { x, y }).collect();
            points.dedup();
            points.push(points[0]);
            let lines = [Line { points: points.clone(), polygon: 0, hole: false }];
            let mut count = 0;
            for i in 1..points.len() {
                for j in i + 1..points.len() {
                    let cross = crossing(points[i - 1], points[i], points[j - 1], points[j]);
                    count += usize::from(cross.is_some());
                }
            }
            prop_assert_eq!(of(&lines).len(), count);
        }
    }
}
