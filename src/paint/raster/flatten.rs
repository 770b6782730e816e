//! Curves into short straight lines, for what has to be cut.

use crate::math::PagePoint;
use crate::scene::Segment;

/// A subpath of straight lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Polyline {
    pub points: Vec<PagePoint>,
    pub closed: bool,
}

impl Polyline {
    /// The same line without points that repeat the one before.
    pub fn distinct(mut self) -> Self {
        self.points.dedup();
        if self.closed && self.points.len() > 1 && self.points.first() == self.points.last() {
            self.points.pop();
        }
        self
    }
}

/// Lines in a curve at most: what is longer lies far outside the page.
const MAX_STEPS: f64 = 200.0;

/// Straightens segments, mapping their points first. Curves are followed to about a twentieth of
/// a unit of the mapped space.
pub(super) fn flatten(
    segments: impl IntoIterator<Item = Segment>,
    map: impl Fn(PagePoint) -> PagePoint,
) -> Vec<Polyline> {
    let mut lines: Vec<Polyline> = Vec::new();
    let mut line = Polyline::default();
    for segment in segments {
        let last = line.points.last().copied();
        match segment {
            Segment::Move(p) => {
                if !line.points.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.points.push(map(p));
            }
            Segment::Line(p) => line.points.push(map(p)),
            Segment::Quad(a, p) => {
                let (p0, a, p) = (last.unwrap_or_default(), map(a), map(p));
                let n = steps((p0.x - 2.0 * a.x + p.x).abs() + (p0.y - 2.0 * a.y + p.y).abs());
                line.points.extend((1..=n).map(|i| {
                    let t = f64::from(i) / f64::from(n);
                    mix(mix(p0, a, t), mix(a, p, t), t)
                }));
            }
            Segment::Cubic(a, b, p) => {
                let (p0, a, b, p) = (last.unwrap_or_default(), map(a), map(b), map(p));
                let bend = |p: PagePoint, q: PagePoint, r: PagePoint| {
                    (p.x - 2.0 * q.x + r.x).abs() + (p.y - 2.0 * q.y + r.y).abs()
                };
                let n = steps(3.0 * bend(p0, a, b).max(bend(a, b, p)));
                line.points.extend((1..=n).map(|i| {
                    let t = f64::from(i) / f64::from(n);
                    let (ab, bc, cd) = (mix(p0, a, t), mix(a, b, t), mix(b, p, t));
                    mix(mix(ab, bc, t), mix(bc, cd, t), t)
                }));
            }
            Segment::Close => {
                let start = line.points.first().copied();
                line.closed = true;
                if !line.points.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                // What follows without a move goes on from where the closed subpath began.
                line.points.extend(start);
            }
        }
    }
    if line.points.len() > 1 {
        lines.push(line);
    }
    lines
}

/// The distance between a quadratic and its `n` chords is at most `bend / (4 n²)`.
fn steps(bend: f64) -> u32 {
    (bend / (4.0 * 0.05)).sqrt().ceil().clamp(1.0, MAX_STEPS) as u32
}

fn mix(a: PagePoint, b: PagePoint, t: f64) -> PagePoint {
    PagePoint::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Path;

    #[test]
    fn a_flat_circle_keeps_its_radius() {
        let circle = Path::circle(PagePoint::new(0.0, 0.0), 100.0);
        let lines = flatten(circle.segments().iter().copied(), |p| p);
        assert_eq!(lines.len(), 1);
        let middle = |a: PagePoint, b: PagePoint| mix(a, b, 0.5);
        for pair in lines[0].points.windows(2) {
            let sag = 100.0 - middle(pair[0], pair[1]).distance(PagePoint::default());
            assert!(sag.abs() < 0.06, "{sag}");
        }
    }
}
