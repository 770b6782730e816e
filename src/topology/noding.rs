//! Splits segments wherever they meet, so that two segments share at most an end point.
//!
//! Intersections are rounded to the grid and the pieces tested again until nothing meets any more
//! (iterated snap rounding: Hobby 1999 gives the exact version; the iteration settles in two or
//! three rounds because a piece moves by at most half a step).

use super::grid::{GridPoint, orientation};

/// An undirected segment with the shapes whose outline it belongs to. `a < b`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Segment {
    /// The smaller end.
    pub a: GridPoint,
    /// The greater end.
    pub b: GridPoint,
    /// The shape.
    pub shape: u32,
}

impl Segment {
    /// A segment from its ends in any order; `None` if they are the same.
    pub fn new(p: GridPoint, q: GridPoint, shape: u32) -> Option<Self> {
        (p != q).then(|| Self { a: p.min(q), b: p.max(q), shape })
    }
}

/// Rounds after which whatever still meets is left as it is; never reached in practice.
const MAX_ROUNDS: usize = 16;

/// Splits until no two segments meet except in end points. The result is sorted; a segment that
/// belongs to several shapes stands there once for each (twice for one shape cancels out: the
/// even-odd rule).
pub fn node(mut segments: Vec<Segment>) -> Vec<Segment> {
    for _ in 0..MAX_ROUNDS {
        cancel_pairs(&mut segments);
        let lines = distinct(&segments);
        let cuts = meeting_points(&lines);
        if cuts.is_empty() {
            break;
        }
        segments = split(&segments, &lines, cuts);
    }
    segments
}

/// Sorts and removes what stands twice for the same shape.
fn cancel_pairs(segments: &mut Vec<Segment>) {
    segments.sort_unstable();
    let mut kept: Vec<Segment> = Vec::with_capacity(segments.len());
    for segment in segments.drain(..) {
        if kept.last() == Some(&segment) {
            kept.pop();
        } else {
            kept.push(segment);
        }
    }
    *segments = kept;
}

type Line = (GridPoint, GridPoint);

fn distinct(segments: &[Segment]) -> Vec<Line> {
    let mut lines: Vec<Line> = segments.iter().map(|s| (s.a, s.b)).collect();
    lines.dedup();
    lines
}

/// The points at which each line must be split: `(line, point)`, sorted, without repetition.
fn meeting_points(lines: &[Line]) -> Vec<(u32, GridPoint)> {
    let cells = Cells::over(lines);
    let mut cuts = Vec::new();
    for bucket in cells.buckets() {
        for (n, &(cell, i)) in bucket.iter().enumerate() {
            let one = lines[i as usize];
            for &(_, j) in &bucket[n + 1..] {
                let other = lines[j as usize];
                if cells.first_common(one, other) == Some(cell) {
                    meet(one, other, i, j, &mut cuts);
                }
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Adds the points at which two lines must be split.
fn meet(p: Line, q: Line, i: u32, j: u32, cuts: &mut Vec<(u32, GridPoint)>) {
    let (o1, o2) = (orientation(p.0, p.1, q.0), orientation(p.0, p.1, q.1));
    if (o1 > 0 && o2 > 0) || (o1 < 0 && o2 < 0) {
        return;
    }
    let (o3, o4) = (orientation(q.0, q.1, p.0), orientation(q.0, q.1, p.1));
    if (o3 > 0 && o4 > 0) || (o3 < 0 && o4 < 0) {
        return;
    }
    // An end of one inside the other (also covers overlapping collinear lines).
    let mut touched = false;
    for (o, line, index, point) in
        [(o1, p, i, q.0), (o2, p, i, q.1), (o3, q, j, p.0), (o4, q, j, p.1)]
    {
        if o == 0 && strictly_inside_box(line, point) {
            cuts.push((index, point));
            touched = true;
        }
    }
    if touched || o1 == 0 || o2 == 0 || o3 == 0 || o4 == 0 {
        return;
    }
    let point = crossing(p, o3, o4);
    for (line, index) in [(p, i), (q, j)] {
        if point != line.0 && point != line.1 {
            cuts.push((index, point));
        }
    }
}

/// Whether a point of the line's carrier lies strictly between its ends.
fn strictly_inside_box(line: Line, point: GridPoint) -> bool {
    let between_y = point.y >= line.0.y.min(line.1.y) && point.y <= line.0.y.max(line.1.y);
    point.x >= line.0.x && point.x <= line.1.x && between_y && point != line.0 && point != line.1
}

/// The grid point nearest to the proper crossing of `p` with another line, to which `p`'s ends have
/// the orientations `o3` and `o4` (of different sign).
fn crossing(p: Line, o3: i64, o4: i64) -> GridPoint {
    let sign = if o3 < o4 { -1 } else { 1 };
    let (num, den) = (sign * i128::from(o3), sign * (i128::from(o3) - i128::from(o4)));
    let along = |a: i32, b: i32| {
        let shift = i128::from(b) - i128::from(a);
        let rounded = (2 * shift * num + den).div_euclid(2 * den);
        (i128::from(a) + rounded) as i32
    };
    GridPoint { x: along(p.0.x, p.1.x), y: along(p.0.y, p.1.y) }
}

/// Splits every segment at its line's cuts.
fn split(segments: &[Segment], lines: &[Line], cuts: Vec<(u32, GridPoint)>) -> Vec<Segment> {
    let mut result = Vec::with_capacity(segments.len() + 2 * cuts.len());
    let mut line = 0;
    let mut start = 0;
    let mut end = 0;
    for segment in segments {
        while lines[line] != (segment.a, segment.b) {
            line += 1;
        }
        while start < cuts.len() && (cuts[start].0 as usize) < line {
            start += 1;
        }
        end = end.max(start);
        while end < cuts.len() && cuts[end].0 as usize == line {
            end += 1;
        }
        // Cuts are sorted by x, then y: the order along the line unless rounding moved one aside.
        let mut points: Vec<GridPoint> = cuts[start..end].iter().map(|cut| cut.1).collect();
        points.sort_by_key(|point| {
            let (dx, dy) = segment.a.to(segment.b);
            let (px, py) = segment.a.to(*point);
            i128::from(dx) * i128::from(px) + i128::from(dy) * i128::from(py)
        });
        let mut from = segment.a;
        for to in points.into_iter().chain([segment.b]) {
            result.extend(Segment::new(from, to, segment.shape));
            from = to;
        }
    }
    result
}

/// A grid of square cells over all lines: which lines may meet.
struct Cells {
    origin: (i64, i64),
    size: i64,
    columns: i64,
    entries: Vec<(u64, u32)>,
}

impl Cells {
    fn over(lines: &[Line]) -> Self {
        let mut low = (i64::MAX, i64::MAX);
        let mut high = (i64::MIN, i64::MIN);
        let mut reach = 0i64;
        for (a, b) in lines {
            for point in [a, b] {
                let (x, y) = (i64::from(point.x), i64::from(point.y));
                low = (low.0.min(x), low.1.min(y));
                high = (high.0.max(x), high.1.max(y));
            }
            let (dx, dy) = a.to(*b);
            reach += dx.abs().max(dy.abs());
        }
        if lines.is_empty() {
            (low, high) = ((0, 0), (0, 0));
        }
        // About twice the mean length, but never so small that a long line covers too many cells.
        let mean = reach / (lines.len().max(1) as i64);
        let span = (high.0 - low.0).max(high.1 - low.1).max(1);
        let size = (2 * mean).max(span / 2048).max(1);
        let mut cells =
            Self { origin: low, size, columns: (high.0 - low.0) / size + 1, entries: Vec::new() };
        for (i, line) in lines.iter().enumerate() {
            let (x0, y0, x1, y1) = cells.span(*line);
            for y in y0..=y1 {
                for x in x0..=x1 {
                    if cells.touches(*line, x, y) {
                        cells.entries.push(((y * cells.columns + x) as u64, i as u32));
                    }
                }
            }
        }
        cells.entries.sort_unstable();
        cells
    }

    fn cell(&self, p: GridPoint) -> (i64, i64) {
        ((i64::from(p.x) - self.origin.0) / self.size, (i64::from(p.y) - self.origin.1) / self.size)
    }

    fn span(&self, (a, b): Line) -> (i64, i64, i64, i64) {
        let (ax, ay) = self.cell(a);
        let (bx, by) = self.cell(b);
        (ax.min(bx), ay.min(by), ax.max(bx), ay.max(by))
    }

    /// Whether a line comes near a cell; keeps long diagonals out of most cells of their box.
    fn touches(&self, (a, b): Line, x: i64, y: i64) -> bool {
        let (x0, y0) = (self.origin.0 + x * self.size, self.origin.1 + y * self.size);
        let (x1, y1) = (x0 + self.size, y0 + self.size);
        let d = a.to(b);
        let side = |cx: i64, cy: i64| {
            i128::from(d.0) * i128::from(cy - i64::from(a.y))
                - i128::from(d.1) * i128::from(cx - i64::from(a.x))
        };
        let corners = [side(x0, y0), side(x1, y0), side(x0, y1), side(x1, y1)];
        corners.iter().any(|&s| s >= 0) && corners.iter().any(|&s| s <= 0)
    }

    /// The first cell, row by row, that both lines are entered in; `None` when their boxes are
    /// apart. Ensures that a pair is tested once.
    fn first_common(&self, one: Line, other: Line) -> Option<u64> {
        let ymin = |l: Line| l.0.y.min(l.1.y);
        let ymax = |l: Line| l.0.y.max(l.1.y);
        if one.1.x < other.0.x
            || other.1.x < one.0.x
            || ymax(one) < ymin(other)
            || ymax(other) < ymin(one)
        {
            return None;
        }
        let (ax0, ay0, ax1, ay1) = self.span(one);
        let (bx0, by0, bx1, by1) = self.span(other);
        for y in ay0.max(by0)..=ay1.min(by1) {
            for x in ax0.max(bx0)..=ax1.min(bx1) {
                if self.touches(one, x, y) && self.touches(other, x, y) {
                    return Some((y * self.columns + x) as u64);
                }
            }
        }
        None
    }

    fn buckets(&self) -> impl Iterator<Item = &[(u64, u32)]> {
        self.entries.chunk_by(|a, b| a.0 == b.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(x: i32, y: i32) -> GridPoint {
        GridPoint { x, y }
    }

    #[test]
    fn a_cross_becomes_four_pieces() {
        let lines = vec![
            Segment::new(p(0, 0), p(10, 10), 0).unwrap(),
            Segment::new(p(0, 10), p(10, 0), 1).unwrap(),
        ];
        let noded = node(lines);
        assert_eq!(noded.len(), 4);
        assert!(noded.iter().all(|s| s.a == p(5, 5) || s.b == p(5, 5)));
    }

    #[test]
    fn an_overlap_is_shared() {
        let noded = node(vec![
            Segment::new(p(0, 0), p(10, 0), 0).unwrap(),
            Segment::new(p(4, 0), p(20, 0), 1).unwrap(),
        ]);
        let ends: Vec<_> = noded.iter().map(|s| (s.a.x, s.b.x, s.shape)).collect();
        assert_eq!(ends, [(0, 4, 0), (4, 10, 0), (4, 10, 1), (10, 20, 1)]);
    }

    #[test]
    fn crossing_rounds_to_the_nearest_step() {
        // x = 10/3, y = 10/3.
        let q = (p(0, 5), p(5, 0));
        let line = (p(0, 0), p(10, 10));
        let (o3, o4) = (orientation(q.0, q.1, line.0), orientation(q.0, q.1, line.1));
        assert_eq!(crossing(line, o3, o4), p(3, 3));
        let q = (p(0, 20), p(7, 0));
        let (o3, o4) = (orientation(q.0, q.1, line.0), orientation(q.0, q.1, line.1));
        // 20 - 20x/7 = x → x = 140/27 = 5.185
        assert_eq!(crossing(line, o3, o4), p(5, 5));
    }
}
