//! Where two lines meet.

use super::grid::{GridPoint, orientation};

/// The ends of a line, the smaller first.
pub type Line = (GridPoint, GridPoint);

/// Calls `cut` with each of the two lines (0, 1) and each point at which it must be split, so that
/// they share at most an end point.
#[inline]
pub fn meet(p: Line, q: Line, cut: impl FnMut(usize, GridPoint)) {
    // Most lines are told apart here, before the call.
    let (o1, o2) = (orientation(p.0, p.1, q.0), orientation(p.0, p.1, q.1));
    if (o1 > 0 && o2 > 0) || (o1 < 0 && o2 < 0) {
        return;
    }
    let (o3, o4) = (orientation(q.0, q.1, p.0), orientation(q.0, q.1, p.1));
    if (o3 > 0 && o4 > 0) || (o3 < 0 && o4 < 0) {
        return;
    }
    split(p, q, [o1, o2, o3, o4], cut);
}

/// As [`meet`], for lines of which neither lies on one side of the other; with the orientations of
/// the ends to the other line.
fn split(p: Line, q: Line, [o1, o2, o3, o4]: [i64; 4], mut cut: impl FnMut(usize, GridPoint)) {
    // An end of one inside the other (also covers overlapping collinear lines).
    let mut touched = false;
    for (o, line, which, point) in
        [(o1, p, 0, q.0), (o2, p, 0, q.1), (o3, q, 1, p.0), (o4, q, 1, p.1)]
    {
        if o == 0 && strictly_inside_box(line, point) {
            cut(which, point);
            touched = true;
        }
    }
    if touched || o1 == 0 || o2 == 0 || o3 == 0 || o4 == 0 {
        return;
    }
    let point = crossing(p, o3, o4);
    for (which, line) in [p, q].into_iter().enumerate() {
        if point != line.0 && point != line.1 {
            cut(which, point);
        }
    }
}

/// Splits lines also at ends of the other that they pass within half a step, that is, through the
/// square around it.
pub fn meet_or_pass(p: Line, q: Line, mut cut: impl FnMut(usize, GridPoint)) {
    meet(p, q, &mut cut);
    for (which, line, point) in [(0, p, q.0), (0, p, q.1), (1, q, p.0), (1, q, p.1)] {
        if passes(line, point) {
            cut(which, point);
        }
    }
}

/// Whether a line runs through the unit square around a point that is not one of its ends. To the
/// square belong its west and south sides, as coordinates are rounded.
#[inline]
pub fn passes((a, b): Line, point: GridPoint) -> bool {
    let beside = point.x >= a.x && point.x <= b.x;
    let level = point.y >= a.y.min(b.y) && point.y <= a.y.max(b.y);
    if !beside || !level || point == a || point == b {
        return false;
    }
    let (dx, dy) = a.to(b);
    // Twice the distance of the point from the line, and the width of the square across the line,
    // both times the line's length. The line touches the square if they are the same: at its
    // southwestern corner if it falls and the point lies above it.
    let distance = 2 * i128::from(orientation(a, b, point));
    let width = i128::from(dx) + i128::from(dy.abs());
    distance.abs() < width || distance == width && dy < 0 && point.x > a.x && point.y > b.y
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

#[cfg(test)]
mod tests {
    use super::*;

    fn p(x: i32, y: i32) -> GridPoint {
        GridPoint { x, y }
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

    #[test]
    fn a_line_passes_what_is_within_half_a_step() {
        assert!(passes((p(0, 0), p(10, 1)), p(4, 0)));
        assert!(passes((p(0, 0), p(10, 1)), p(6, 1)));
        assert!(!passes((p(0, 0), p(10, 1)), p(4, 1)));
        assert!(!passes((p(0, 0), p(10, 1)), p(11, 1)));
        assert!(passes((p(0, 10), p(10, 0)), p(5, 5)));
    }
}
