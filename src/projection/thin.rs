//! Leaving out points that cannot be seen apart.

use crate::math::PagePoint;

/// Drops points that share a cell of `size` units with their neighbors: of every run inside one
/// cell, the point nearest to the cell's middle stays. First and last points always stay.
///
/// A walk that drops what is near the last point kept would depend on where it starts; cells do
/// not, so that an arc gives the same points from either end.
pub(super) fn thin(points: &mut Vec<PagePoint>, size: f64) {
    let [first, .., last] = points[..] else { return };
    if size.is_nan() || size <= 0.0 {
        return;
    }
    let inverse = 1.0 / size;
    let cell = |p: PagePoint| ((p.x * inverse).floor(), (p.y * inverse).floor());
    let (first_cell, last_cell) = (cell(first), cell(last));
    let count = points.len();
    let mut kept = 1;
    let mut start = 1;
    while start + 1 < count {
        let here = points.get(start).map_or(first_cell, |p| cell(*p));
        let run = points[start..count - 1].iter().take_while(|p| cell(**p) == here).count().max(1);
        let touches_first = start == 1 && here == first_cell;
        let touches_last = start + run == count - 1 && here == last_cell;
        if !touches_first && !touches_last {
            let middle = PagePoint::new((here.0 + 0.5) * size, (here.1 + 0.5) * size);
            let rank = |p: &PagePoint| {
                let (dx, dy) = (p.x - middle.x, p.y - middle.y);
                (dx * dx + dy * dy, p.x, p.y)
            };
            let best = points[start..start + run].iter().copied().reduce(|best, p| {
                let closer = rank(&p).partial_cmp(&rank(&best)) == Some(std::cmp::Ordering::Less);
                if closer { p } else { best }
            });
            if let Some(best) = best {
                points[kept] = best;
                kept += 1;
            }
        }
        start += run;
    }
    points[kept] = last;
    points.truncate(kept + 1);
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
