//! Areas cut to a rectangle.
//!
//! Sutherland and Hodgman, "Reentrant polygon clipping", Communications of the ACM 17 (1974), one
//! side after the other. The edges that it runs along a side enclose nothing, so inside the
//! rectangle both fill rules give what they gave before.

use super::flatten::Polyline;
use crate::math::{PagePoint, Rect};

/// Cuts closed rings; those wholly outside vanish, those wholly inside stay as they are.
pub(super) fn clip_polygons(rings: Vec<Polyline>, to: &Rect) -> Vec<Polyline> {
    rings
        .into_iter()
        .filter_map(|ring| {
            let bounds = Rect::around(ring.points.iter().copied())?;
            if to.encloses(&bounds) {
                return Some(ring);
            }
            if !(bounds.x0 <= to.x1
                && to.x0 <= bounds.x1
                && bounds.y0 <= to.y1
                && to.y0 <= bounds.y1)
            {
                return None;
            }
            let points = clip_part(ring.points, to);
            (points.len() > 2).then_some(Polyline { points, closed: true })
        })
        .collect()
}

/// Cuts a ring, or a part of one that begins and ends inside: between its last and its first point
/// nothing is cut then.
pub(super) fn clip_part(points: Vec<PagePoint>, to: &Rect) -> Vec<PagePoint> {
    let points = half(points, |p| p.x - to.x0);
    let points = half(points, |p| to.x1 - p.x);
    let points = half(points, |p| p.y - to.y0);
    half(points, |p| to.y1 - p.y)
}

/// Keeps the part of a ring where `inside` is not negative.
fn half(ring: Vec<PagePoint>, inside: impl Fn(PagePoint) -> f64) -> Vec<PagePoint> {
    let mut kept = Vec::with_capacity(ring.len() + 4);
    let Some(&last) = ring.last() else { return kept };
    let (mut before, mut d0) = (last, inside(last));
    for p in ring {
        let d1 = inside(p);
        if (d0 >= 0.0) != (d1 >= 0.0) {
            // Measured from the inner end, so that an edge and its neighbor's copy of it, run the
            // other way, are cut at the same point.
            let (a, b, t) =
                if d0 >= 0.0 { (before, p, d0 / (d0 - d1)) } else { (p, before, d1 / (d1 - d0)) };
            kept.push(PagePoint::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t));
        }
        if d1 >= 0.0 {
            kept.push(p);
        }
        (before, d0) = (p, d1);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(rings: &[Polyline]) -> f64 {
        rings
            .iter()
            .map(|ring| {
                let n = ring.points.len();
                (0..n)
                    .map(|i| {
                        let (p, q) = (ring.points[i], ring.points[(i + 1) % n]);
                        p.x * q.y - q.x * p.y
                    })
                    .sum::<f64>()
                    / 2.0
            })
            .sum()
    }

    #[test]
    fn what_lies_inside_is_kept() {
        let p = PagePoint::new;
        let to = Rect::from_size(0.0, 0.0, 10.0, 10.0);
        let ring = |points: &[PagePoint]| Polyline { points: points.to_vec(), closed: true };
        let far = 1e9;
        let all = ring(&[p(-far, -far), p(far, -far), p(far, far), p(-far, far)]);
        assert!((area(&clip_polygons(vec![all], &to)) - 100.0).abs() < 1e-6);
        let half = ring(&[p(5.0, -far), p(far, -far), p(far, far), p(5.0, far)]);
        assert!((area(&clip_polygons(vec![half], &to)) - 50.0).abs() < 1e-6);
        let outside = ring(&[p(11.0, 0.0), p(20.0, 0.0), p(20.0, 10.0)]);
        assert!(clip_polygons(vec![outside], &to).is_empty());
        // A shape whose two prongs reach into the rectangle from outside.
        let prongs = ring(&[
            p(20.0, 0.0),
            p(20.0, 10.0),
            p(5.0, 10.0),
            p(5.0, 8.0),
            p(15.0, 8.0),
            p(15.0, 2.0),
            p(5.0, 2.0),
            p(5.0, 0.0),
        ]);
        assert!((area(&clip_polygons(vec![prongs], &to)) - 20.0).abs() < 1e-9);
    }
}
