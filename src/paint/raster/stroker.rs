//! The outline of a line that has a width.
//!
//! Either side of the line is followed by a chain of points, corner by corner. What a corner adds
//! depends on the segments that meet in it and on nothing else, so that a part of a line has the
//! outline that it has in the whole. The chains cross themselves at tight corners, which the
//! nonzero rule fills.

use super::flatten::Polyline;
use super::scan::Scan;
use crate::math::PagePoint;
use crate::scene::{Cap, Join};

/// A pointed corner reaches this many half widths beyond its point at most (SVG's
/// `stroke-miterlimit`).
pub(super) const MITER_LIMIT: f64 = 4.0;
/// How far an arc may be from a true one, in pixels: not to be seen, as a step of shade is 1/256.
const FLAT: f64 = 0.03;

/// How a line is widened.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    /// Half the width, in pixels.
    pub radius: f64,
    pub join: Join,
    pub cap: Cap,
}

/// A direction of length 1.
#[derive(Clone, Copy)]
struct Unit {
    x: f64,
    y: f64,
}

impl Unit {
    fn of(x: f64, y: f64) -> Option<Self> {
        let length = (x * x + y * y).sqrt();
        (length > 0.0 && length.is_finite()).then(|| Self { x: x / length, y: y / length })
    }

    fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// A quarter turn to the side that is followed first.
    fn side(self) -> Self {
        Self { x: self.y, y: -self.x }
    }

    fn back(self) -> Self {
        Self { x: -self.x, y: -self.y }
    }

    fn from(self, p: PagePoint, by: f64) -> PagePoint {
        PagePoint::new(p.x + self.x * by, p.y + self.y * by)
    }
}

/// A straight part of a line.
#[derive(Clone, Copy)]
struct Part {
    from: PagePoint,
    to: PagePoint,
    along: Unit,
    length: f64,
}

/// The parts of a line.
fn parts(line: &Polyline) -> Vec<Part> {
    let closing = line.points.first().filter(|_| line.closed);
    let ends = line.points.iter().skip(1).chain(closing);
    let part = |(&from, &to): (&PagePoint, &PagePoint)| {
        let (x, y) = (to.x - from.x, to.y - from.y);
        let length = (x * x + y * y).sqrt();
        Some(Part { from, to, along: Unit::of(x, y)?, length })
    };
    line.points.iter().zip(ends).filter_map(part).collect()
}

/// Adds the outline of a line, in pixels of the page, to what is scanned by the nonzero rule.
pub(super) fn widen(scan: &mut Scan, line: &Polyline, pen: &Pen) {
    let parts = parts(line);
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        // A spot, if its ends are round.
        if let (Some(&spot), Cap::Round) = (line.points.first(), pen.cap) {
            let mut ring = Vec::new();
            let up = Unit { x: 0.0, y: -1.0 };
            end(&mut ring, spot, up, pen);
            end(&mut ring, spot, up.back(), pen);
            scan.ring(&ring);
        }
        return;
    };
    let mut ring = Vec::with_capacity(2 * parts.len() + 4);
    if line.closed {
        for sides in [false, true] {
            ring.clear();
            let corners = parts.iter().zip(parts.iter().cycle().skip(1));
            if sides {
                let back: Vec<_> = corners.collect();
                back.into_iter()
                    .rev()
                    .for_each(|(a, b)| corner(&mut ring, &turned(b), &turned(a), pen));
            } else {
                corners.for_each(|(a, b)| corner(&mut ring, a, b, pen));
            }
            scan.ring(&ring);
        }
        return;
    }
    ring.push(first.along.side().from(first.from, pen.radius));
    parts.windows(2).for_each(|pair| corner(&mut ring, &pair[0], &pair[1], pen));
    end(&mut ring, last.to, last.along, pen);
    for pair in parts.windows(2).rev() {
        corner(&mut ring, &turned(&pair[1]), &turned(&pair[0]), pen);
    }
    end(&mut ring, first.from, first.along.back(), pen);
    scan.ring(&ring);
}

fn turned(part: &Part) -> Part {
    Part { from: part.to, to: part.from, along: part.along.back(), length: part.length }
}

/// Adds the side of a line at the corner between two parts.
fn corner(ring: &mut Vec<PagePoint>, a: &Part, b: &Part, pen: &Pen) {
    let (p, r) = (a.to, pen.radius);
    let (one, other) = (a.along.side(), b.along.side());
    let dot = a.along.dot(b.along);
    // Where the two sides meet: on the middle line of the corner.
    let meeting = |p: PagePoint| {
        let by = r / (1.0 + dot);
        PagePoint::new(p.x + (one.x + other.x) * by, p.y + (one.y + other.y) * by)
    };
    let turns_away = one.dot(b.along) < 0.0;
    let cos_half = ((1.0 + dot) / 2.0).max(0.0).sqrt();
    if turns_away {
        let pointed = pen.join == Join::Miter && cos_half * MITER_LIMIT >= 1.0;
        // A corner that is nearly straight looks the same rounded.
        if pointed || r * (1.0 - cos_half) <= FLAT * cos_half {
            ring.push(meeting(p));
            return;
        }
        ring.push(one.from(p, r));
        if pen.join == Join::Round {
            arc(ring, p, one, other, a.along, r);
        }
        ring.push(other.from(p, r));
        return;
    }
    // On the inner side they meet in a point if both parts are long enough that they do not meet
    // others before.
    let reach = 2.0 * r * (1.0 - dot).max(0.0).sqrt();
    let room = a.length.min(b.length) * (1.0 + dot).max(0.0).sqrt();
    if reach <= room && cos_half > 0.0 {
        ring.push(meeting(p));
    } else {
        ring.extend([one.from(p, r), p, other.from(p, r)]);
    }
}

/// Adds the end of a line that comes along a direction, from its one side to its other.
fn end(ring: &mut Vec<PagePoint>, p: PagePoint, along: Unit, pen: &Pen) {
    let (one, other) = (along.side(), along.side().back());
    ring.push(one.from(p, pen.radius));
    if pen.cap == Cap::Round {
        arc(ring, p, one, along, along, pen.radius);
        ring.push(along.from(p, pen.radius));
        arc(ring, p, along, other, along, pen.radius);
    }
    ring.push(other.from(p, pen.radius));
}

/// Adds the points between the ends of an arc, which is halved until it is flat. `ahead` is the
/// middle of a half circle, for which the ends do not tell.
fn arc(ring: &mut Vec<PagePoint>, p: PagePoint, one: Unit, other: Unit, ahead: Unit, r: f64) {
    let dot = one.dot(other);
    let cos_half = ((1.0 + dot) / 2.0).max(0.0).sqrt();
    if r * (1.0 - cos_half) <= FLAT || !r.is_finite() {
        return;
    }
    let middle = match dot < -0.999 {
        true => ahead,
        false => Unit::of(one.x + other.x, one.y + other.y).unwrap_or(ahead),
    };
    arc(ring, p, one, middle, middle, r);
    ring.push(middle.from(p, r));
    arc(ring, p, middle, other, middle, r);
}

#[cfg(test)]
mod tests {
    use super::super::clip::Clip;
    use super::super::scan::{Rule, Share};
    use super::*;
    use crate::math::TileSet;

    fn area(points: &[(f64, f64)], closed: bool, pen: &Pen) -> f64 {
        let points: Vec<PagePoint> = points.iter().map(|&(x, y)| PagePoint::new(x, y)).collect();
        let mut scan = Scan::default();
        let tiles = TileSet::all(100, 100);
        scan.begin(&Clip::new(&tiles).unwrap());
        widen(&mut scan, &Polyline { points, closed }, pen);
        let mut sum = 0.0;
        scan.fill(Rule::NonZero, |_, x0, x1, share| {
            sum += match share {
                Share::Even(share) => f64::from(share) * f64::from(x1 - x0),
                Share::Each(all) => all.iter().map(|share| f64::from(*share)).sum(),
            };
        });
        sum / 255.0
    }

    #[test]
    fn lines_have_the_area_of_their_width() {
        let butt = Pen { radius: 2.0, join: Join::Miter, cap: Cap::Butt };
        let round = Pen { cap: Cap::Round, join: Join::Round, ..butt };
        let close =
            |found: f64, wanted: f64| assert!((found - wanted).abs() < 0.3, "{found} for {wanted}");
        let line = [(10.5, 20.25), (60.5, 20.25)];
        close(area(&line, false, &butt), 200.0);
        close(area(&line, false, &round), 200.0 + std::f64::consts::PI * 4.0);
        close(area(&[(30.0, 30.0)], false, &round), std::f64::consts::PI * 4.0);
        close(area(&[(30.0, 30.0), (30.0, 30.0)], false, &butt), 0.0);
        // A right angle: its outer corner is a square or a quarter disc; the inner one is shared.
        let angle = [(10.0, 10.0), (50.0, 10.0), (50.0, 50.0)];
        close(area(&angle, false, &butt), 160.0 + 160.0);
        let miter_less = 4.0 - std::f64::consts::PI;
        close(area(&angle, false, &Pen { join: Join::Round, ..butt }), 320.0 - miter_less);
        let square = [(20.0, 20.0), (60.0, 20.0), (60.0, 60.0), (20.0, 60.0)];
        close(area(&square, true, &butt), 44.0 * 44.0 - 36.0 * 36.0);
        let back: Vec<_> = square.iter().rev().copied().collect();
        close(area(&back, true, &butt), 44.0 * 44.0 - 36.0 * 36.0);
    }

    #[test]
    fn tight_turns_leave_no_hole() {
        // A circle narrower than the line is a disc.
        let turn: Vec<(f64, f64)> = (0..40)
            .map(|i| f64::from(i) / 40.0 * std::f64::consts::TAU)
            .map(|a| (50.0 + 3.0 * a.cos(), 50.0 + 3.0 * a.sin()))
            .collect();
        let pen = Pen { radius: 8.0, join: Join::Round, cap: Cap::Round };
        let disc = std::f64::consts::PI * 11.0 * 11.0;
        let found = area(&turn, true, &pen);
        assert!((found - disc).abs() < 4.0, "{found} for {disc}");
        // There and back again.
        let found = area(&[(20.0, 50.0), (70.0, 50.0), (20.0, 50.2)], false, &pen);
        let wanted = 50.0 * 16.0 + std::f64::consts::PI * 64.0;
        assert!((found - wanted).abs() < 12.0, "{found} for {wanted}");
    }
}
