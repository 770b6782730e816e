//! Lines cut into dashes.

use super::flatten::Polyline;
use super::line_clip;

/// Calls for each dash of a line, as an open line, in order. `pattern` has the lengths of dashes and
/// gaps by turns, in pixels, an even number of them; the line begins `from` pixels into it. Where the
/// line is closed the pattern begins anew.
pub(super) fn dashes(line: &Polyline, pattern: &[f64], from: f64, mut each: impl FnMut(Polyline)) {
    let period: f64 = pattern.iter().sum();
    let Some(&first) = line.points.first() else { return };
    // Without these the walk below would not end.
    let sound = !pattern.is_empty() && period > 0.0 && period.is_finite() && from.is_finite();
    if !sound || pattern.iter().any(|length| *length < 0.0) {
        return;
    }
    let (mut at, mut left) = (0, from.rem_euclid(period));
    while let Some(length) = pattern.get(at).filter(|length| left > 0.0 && left >= **length) {
        left -= length;
        at = (at + 1) % pattern.len();
    }
    // What is left of the dash or gap that the line begins in.
    let mut rest = pattern.get(at).copied().unwrap_or_default() - left;
    let is_dash = |at: usize| at.is_multiple_of(2);
    let mut dash = Polyline::default();
    if is_dash(at) {
        dash.points.push(first);
    }
    let closing = line.closed.then_some(first);
    let mut before = first;
    for point in line.points.iter().skip(1).copied().chain(closing) {
        let length = before.distance(point);
        let mut done = 0.0;
        while length - done > rest {
            done += rest;
            dash.points.push(line_clip::at(before, point, done / length));
            if is_dash(at) {
                each(std::mem::take(&mut dash));
            }
            at = (at + 1) % pattern.len();
            rest = pattern.get(at).copied().unwrap_or_default();
        }
        rest -= length - done;
        if is_dash(at) {
            dash.points.push(point);
        }
        before = point;
    }
    if dash.points.len() > 1 {
        each(dash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::PagePoint;
    use proptest::prelude::*;

    fn all(
        points: &[(f64, f64)],
        closed: bool,
        pattern: &[f64],
        from: f64,
    ) -> Vec<Vec<(f64, f64)>> {
        let points = points.iter().map(|&(x, y)| PagePoint::new(x, y)).collect();
        let mut found = Vec::new();
        dashes(&Polyline { points, closed }, pattern, from, |dash| {
            assert!(!dash.closed);
            found.push(dash.points.iter().map(|p| (p.x, p.y)).collect());
        });
        found
    }

    #[test]
    fn dashes_and_gaps_take_turns() {
        let line = [(0.0, 0.0), (10.0, 0.0)];
        let whole = all(&line, false, &[4.0, 3.0], 0.0);
        assert_eq!(whole, [[(0.0, 0.0), (4.0, 0.0)], [(7.0, 0.0), (10.0, 0.0)]]);
        assert_eq!(
            all(&line, false, &[4.0, 3.0], 5.0),
            [[(2.0, 0.0), (6.0, 0.0)], [(9.0, 0.0), (10.0, 0.0)]]
        );
        // Into the pattern from before it, by whole periods, and at the very end of a gap.
        for from in [-7.0, 7.0, 7e6] {
            assert_eq!(all(&line, false, &[4.0, 3.0], from), whole);
        }
        // Around a corner.
        let corner = all(&[(0.0, 0.0), (3.0, 0.0), (3.0, 3.0)], false, &[4.0, 9.0], 0.0);
        assert_eq!(corner, [[(0.0, 0.0), (3.0, 0.0), (3.0, 1.0)]]);
        let ring = all(&[(0.0, 0.0), (3.0, 0.0), (3.0, 4.0)], true, &[5.0, 5.0], 0.0);
        assert_eq!(ring.len(), 2);
        assert_eq!(ring[1].last(), Some(&(0.0, 0.0)));
    }

    #[test]
    fn no_pattern_is_walked_for_ever() {
        for pattern in [&[][..], &[0.0, 0.0], &[f64::NAN, 1.0], &[f64::INFINITY, 1.0], &[-1.0, 2.0]]
        {
            assert!(all(&[(0.0, 0.0), (9.0, 0.0)], false, pattern, 0.0).is_empty());
        }
        assert_eq!(all(&[(0.0, 0.0), (9.0, 0.0)], false, &[0.0, 4.0], 0.0).len(), 3);
    }

    proptest! {
        #[test]
        fn dashes_have_their_share_of_the_length(
            points in prop::collection::vec((0.0..50.0, 0.0..50.0), 2..12),
            pattern in (0.5..9.0, 0.5..9.0),
            from in 0.0..100.0,
        ) {
            let length = |line: &[(f64, f64)]| -> f64 {
                line.windows(2).map(|pair| (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1)).sum()
            };
            let found = all(&points, false, &[pattern.0, pattern.1], from);
            let dashed: f64 = found.iter().map(|dash| length(dash)).sum();
            // Up to a place along the pattern.
            let period = pattern.0 + pattern.1;
            let until = |at: f64| (at / period).floor() * pattern.0 + (at % period).min(pattern.0);
            let wanted = until(from + length(&points)) - until(from);
            prop_assert!((dashed - wanted).abs() < 1e-6, "{} for {}", dashed, wanted);
            prop_assert!(found.iter().all(|dash| length(dash) <= pattern.0 + 1e-6));
        }
    }
}
