//! Lines cut to a rectangle.
//!
//! Liang and Barsky, "A new concept and method for line clipping", ACM Transactions on Graphics 3
//! (1984), segment by segment; each piece knows how far along the line it begins, so that its
//! dashes stay where they were.

use super::flatten::Polyline;
use crate::math::{PagePoint, Rect};

/// A part of a line.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub line: Polyline,
    /// Length of the line before the piece.
    pub from: f64,
}

/// Cuts one line. A closed line that lies wholly inside stays closed; one that is cut becomes open
/// pieces, of which the one over the starting point is not cut there when `rejoin` is set (dashes
/// begin anew there, so they forbid it).
pub(super) fn clip_line(line: &Polyline, to: &Rect, rejoin: bool) -> Vec<Piece> {
    let inside = Rect::around(line.points.iter().copied()).is_some_and(|b| to.encloses(&b));
    if inside {
        return vec![Piece { line: line.clone(), from: 0.0 }];
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut along = 0.0;
    let mut open = false;
    let closing = line.closed.then(|| line.points.first()).flatten();
    let ends = line.points.iter().skip(1).chain(closing);
    for (&p, &q) in line.points.iter().zip(ends) {
        let length = p.distance(q);
        match visible(p, q, to) {
            Some((t0, t1)) => {
                let (a, b) = (at(p, q, t0), at(p, q, t1));
                match pieces.last_mut() {
                    Some(piece) if open && t0 == 0.0 => piece.line.points.push(b),
                    _ => pieces.push(Piece {
                        line: Polyline { points: vec![a, b], closed: false },
                        from: along + t0 * length,
                    }),
                }
                open = t1 == 1.0;
            }
            None => open = false,
        }
        along += length;
    }
    if rejoin && open && line.closed && pieces.len() > 1 {
        let starts_first = pieces.first().is_some_and(|piece| piece.from == 0.0);
        if starts_first && let Some(mut last) = pieces.pop() {
            let first = pieces.swap_remove(0);
            last.line.points.extend(first.line.points.into_iter().skip(1));
            pieces.push(last);
        }
    }
    pieces
}

/// The part of a segment inside a rectangle, as fractions of its length.
pub(super) fn visible(p: PagePoint, q: PagePoint, to: &Rect) -> Option<(f64, f64)> {
    let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
    let (dx, dy) = (q.x - p.x, q.y - p.y);
    for (d, room) in [(-dx, p.x - to.x0), (dx, to.x1 - p.x), (-dy, p.y - to.y0), (dy, to.y1 - p.y)]
    {
        if d == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if d < 0.0 {
            t0 = t0.max(room / d);
        } else {
            t1 = t1.min(room / d);
        }
    }
    (t0 <= t1).then_some((t0, t1))
}

/// The point at a fraction of a segment's length.
pub(super) fn at(p: PagePoint, q: PagePoint, t: f64) -> PagePoint {
    if t == 1.0 { q } else { PagePoint::new(p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_their_place_on_the_line() {
        let p = PagePoint::new;
        let to = Rect::from_size(0.0, 0.0, 10.0, 10.0);
        let line = Polyline {
            points: vec![p(-1e9, 5.0), p(20.0, 5.0), p(20.0, 7.0), p(5.0, 7.0)],
            closed: false,
        };
        let pieces = clip_line(&line, &to, false);
        assert_eq!(pieces.len(), 2);
        assert!((pieces[0].from - 1e9).abs() < 1e-6);
        assert!((pieces[1].from - (1e9 + 20.0 + 2.0 + 10.0)).abs() < 1e-6);
        assert_eq!(pieces[1].line.points, [p(10.0, 7.0), p(5.0, 7.0)]);
    }

    #[test]
    fn a_cut_ring_is_whole_where_it_begins() {
        let p = PagePoint::new;
        let to = Rect::from_size(0.0, 0.0, 10.0, 10.0);
        let ring = Polyline {
            points: vec![p(5.0, 5.0), p(20.0, 5.0), p(20.0, 8.0), p(5.0, 8.0)],
            closed: true,
        };
        let pieces = clip_line(&ring, &to, true);
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].line.points, [p(10.0, 8.0), p(5.0, 8.0), p(5.0, 5.0), p(10.0, 5.0)]);
    }
}
