//! Lines that letters can stand on.

use crate::math::{PagePoint, Rect, trig};
use crate::scene::Line;

/// Points at equal steps along a line, its end included.
pub fn resample(points: &[PagePoint], step: f64) -> Vec<PagePoint> {
    let Some(line) = Line::new(points.iter().copied()) else { return Vec::new() };
    let count = (line.length() / step).ceil().clamp(1.0, 20_000.0) as usize;
    let mut walked = 0.0;
    let mut pieces = line.points().windows(2).peekable();
    let mut all = Vec::with_capacity(count + 1);
    for i in 0..=count {
        let at = line.length() * i as f64 / count as f64;
        while let Some(pair) = pieces.peek() {
            let length = pair[0].distance(pair[1]);
            if walked + length >= at || length == 0.0 && i == 0 {
                break;
            }
            walked += length;
            pieces.next();
        }
        let Some(pair) = pieces.peek() else { break };
        let t = ((at - walked) / pair[0].distance(pair[1])).clamp(0.0, 1.0);
        all.push(mix(pair[0], pair[1], t));
    }
    all.extend(line.points().last().filter(|end| all.last() != Some(end)).copied());
    all
}

fn mix(p: PagePoint, q: PagePoint, t: f64) -> PagePoint {
    PagePoint::new(p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t)
}

/// The mean of each point and those up to `reach` places before and after it, as many on either
/// side; the ends stay.
pub fn smooth(points: &[PagePoint], reach: usize) -> Vec<PagePoint> {
    let mut sums = vec![(0.0, 0.0)];
    for p in points {
        let (x, y) = sums.last().copied().unwrap_or_default();
        sums.push((x + p.x, y + p.y));
    }
    (0..points.len())
        .map(|i| {
            let reach = reach.min(i).min(points.len() - 1 - i);
            let (from, to) = (sums[i - reach], sums[i + reach + 1]);
            let count = (2 * reach + 1) as f64;
            PagePoint::new((to.0 - from.0) / count, (to.1 - from.1) / count)
        })
        .collect()
}

/// The same line moved aside: to the left of its direction on the page, seen by who goes along it.
pub fn aside(points: &[PagePoint], by: f64) -> Vec<PagePoint> {
    (0..points.len())
        .map(|i| {
            let (p, q) = (points[i.saturating_sub(1)], points[(i + 1).min(points.len() - 1)]);
            let length = p.distance(q).max(1e-9);
            let (dx, dy) = ((q.x - p.x) / length, (q.y - p.y) / length);
            PagePoint::new(points[i].x + dy * by, points[i].y - dx * by)
        })
        .collect()
}

/// How a line turns, in radians: in all, and most between the directions `reach` places before and
/// after a point.
pub fn turning(points: &[PagePoint], reach: usize) -> (f64, f64) {
    let reach = reach.max(1);
    let direction = |i: usize, j: usize| {
        let (p, q) = (points[i], points[j]);
        trig::atan2(q.y - p.y, q.x - p.x)
    };
    let difference = |a: f64, b: f64| {
        let d = (a - b).abs();
        d.min(std::f64::consts::TAU - d)
    };
    let (mut all, mut most) = (0.0, 0.0_f64);
    let mut i = reach;
    while i + reach < points.len() {
        let turn = difference(direction(i, i + reach), direction(i - reach, i));
        all += turn;
        most = most.max(turn);
        i += reach;
    }
    (all, most)
}

/// The room of letters along a line: boxes a little less than an em apart.
pub fn boxes(points: &[PagePoint], size: f64) -> Vec<Rect> {
    let Some(line) = Line::new(points.iter().copied()) else { return Vec::new() };
    let length = line.length();
    let count = (length / (0.55 * size)).ceil().max(1.0) as usize;
    (0..=count)
        .map(|i| {
            let (at, (dx, dy)) = line.at(length * i as f64 / count as f64);
            // The middle of the letters is above the baseline.
            let middle = PagePoint::new(at.x + dy * 0.26 * size, at.y - dx * 0.26 * size);
            Rect::around([middle]).unwrap_or_default().grow(0.56 * size)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_resampled_moved_and_measured() {
        let p = PagePoint::new;
        let corner = [p(0.0, 0.0), p(10.0, 0.0), p(10.0, 10.0)];
        let steps = resample(&corner, 2.5);
        assert_eq!(steps.len(), 9);
        assert_eq!((steps[3], steps[6]), (p(7.5, 0.0), p(10.0, 5.0)));
        let up = aside(&[p(0.0, 0.0), p(4.0, 0.0)], 1.0);
        assert_eq!(up, [p(0.0, -1.0), p(4.0, -1.0)]);
        let (all, most) = turning(&steps, 1);
        assert!((all - std::f64::consts::FRAC_PI_2).abs() < 1e-9 && all >= most);
        let smoother = turning(&smooth(&steps, 2), 1).1;
        assert!(smoother < most * 0.6, "{smoother}");
        assert!(resample(&[p(1.0, 1.0)], 1.0).is_empty());
    }
}
