//! Leaving out points that cannot be seen apart.

use crate::math::PagePoint;

/// Drops points that share a cell of `size` units with their neighbors: of every run inside one
/// cell, the point nearest to the cell's middle stays. First and last points always stay.
///
/// A walk that drops what is near the last point kept would depend on where it starts; cells do
/// not, so that an arc gives the same points from either end.
pub(super) fn thin<T: Copy + Into<PagePoint>>(points: &mut Vec<T>, size: f64) {
    let [first, .., last] = points[..] else { return };
    if size.is_nan() || size <= 0.0 {
        return;
    }
    let inverse = 1.0 / size;
    // Truncation makes the cell at zero twice as wide, and is much cheaper than rounding down.
    let cell = |p: PagePoint| ((p.x * inverse) as i64, (p.y * inverse) as i64);
    let (first_cell, last_cell) = (cell(first.into()), cell(last.into()));
    let before_last = points.len() - 1;
    // Points before `kept` are done; the run's best so far waits at `kept`, if there is one.
    let (mut kept, mut run) = (1, None);
    for i in 1..before_last {
        let p = points[i];
        let here = cell(p.into());
        if run == Some(here) {
            if closer(p.into(), points[kept].into(), here, size) {
                points[kept] = p;
            }
        } else if run.is_none() && here == first_cell {
            // Still beside the first point, which stands for its run.
        } else {
            kept += usize::from(run.is_some());
            points[kept] = p;
            run = Some(here);
        }
    }
    // The last point stands for its run.
    if run.is_some_and(|run| run != last_cell) {
        kept += 1;
    }
    points[kept] = last;
    points.truncate(kept + 1);
}

/// Whether `a` is nearer to the middle of its cell than `b`; between equals the coordinates decide,
/// never the order.
fn closer(a: PagePoint, b: PagePoint, cell: (i64, i64), size: f64) -> bool {
    let middle = |i: i64| (i as f64 + 0.5) * size;
    let (x, y) = (middle(cell.0), middle(cell.1));
    let rank = |p: PagePoint| {
        let (dx, dy) = (p.x - x, p.y - y);
        [dx * dx + dy * dy, p.x, p.y]
    };
    rank(a) < rank(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn crowded_points_go_and_the_ends_stay() {
        let mut points: Vec<PagePoint> =
            (0..=1000).map(|i| PagePoint::new(f64::from(i) * 0.01, 0.03)).collect();
        thin(&mut points, 0.1);
        assert_eq!(points.len(), 101);
        assert_eq!(points.first(), Some(&PagePoint::new(0.0, 0.03)));
        assert_eq!(points.last(), Some(&PagePoint::new(10.0, 0.03)));
    }

    proptest! {
        #[test]
        fn backwards_gives_the_same_backwards(
            steps in prop::collection::vec((-0.2..0.2_f64, -0.2..0.2_f64), 0..200),
        ) {
            let mut at = PagePoint::new(5.0, 5.0);
            let mut points: Vec<PagePoint> = steps.iter().map(|(dx, dy)| {
                at = PagePoint::new(at.x + dx, at.y + dy);
                at
            }).collect();
            let mut reversed: Vec<PagePoint> = points.iter().rev().copied().collect();
            thin(&mut points, 0.1);
            thin(&mut reversed, 0.1);
            reversed.reverse();
            prop_assert_eq!(points, reversed);
        }
    }
}
