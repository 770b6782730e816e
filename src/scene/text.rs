//! Words on the page.

use crate::color::Color;
use crate::math::PagePoint;
use std::sync::Arc;

/// One line of text in one style.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// What is written, in logical order.
    pub text: String,
    /// Where the baseline starts, has its middle, or ends, as `anchor` says.
    pub position: PagePoint,
    /// Which part of the run `position` is.
    pub anchor: Anchor,
    /// Font size (the em) in page units.
    pub size: f64,
    /// Thickness of the letters.
    pub weight: Weight,
    /// Slanted letters (for water).
    pub italic: bool,
    /// Extra space after each letter, in page units.
    pub tracking: f64,
    /// Letter color.
    pub color: Color,
    /// An outline behind the letters that frees them from the ground.
    pub halo: Option<Halo>,
    /// A line that the baseline follows; each letter stands across it where the letter's middle
    /// comes to lie. `position` then says nothing, and `anchor` is the part of the run that lies at
    /// the same part of the line: its start, middle or end.
    pub along: Option<Line>,
}

/// A line of straight pieces. Cloning shares its points.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    points: Arc<[PagePoint]>,
}

impl Line {
    /// A line through some points; points that repeat the one before are left out. `None` when it
    /// has no length, or one that is not finite.
    pub fn new(points: impl IntoIterator<Item = PagePoint>) -> Option<Self> {
        let mut points: Vec<PagePoint> = points.into_iter().collect();
        points.dedup();
        let line = Self { points: points.into() };
        (line.length() > 0.0 && line.length().is_finite()).then_some(line)
    }

    /// Its points.
    pub fn points(&self) -> &[PagePoint] {
        &self.points
    }

    /// Its length in page units.
    pub fn length(&self) -> f64 {
        self.points.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
    }

    /// The point at a distance along the line, and the direction there as a unit vector (x right, y
    /// down). Before the start and beyond the end the line goes on straight.
    pub fn at(&self, distance: f64) -> (PagePoint, (f64, f64)) {
        let mut rest = distance;
        let mut found = (PagePoint::default(), (1.0, 0.0));
        for (i, pair) in self.points.windows(2).enumerate() {
            let (p, q) = (pair[0], pair[1]);
            let length = p.distance(q);
            let direction = ((q.x - p.x) / length, (q.y - p.y) / length);
            let at = PagePoint::new(p.x + direction.0 * rest, p.y + direction.1 * rest);
            found = (at, direction);
            if rest <= length || i + 2 == self.points.len() {
                break;
            }
            rest -= length;
        }
        found
    }
}

/// The part of a run that lies at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// Thickness of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
}

/// An outline behind letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Its color.
    pub color: Color,
    /// How far it reaches beyond the letters, in page units.
    pub width: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_walked_by_length() {
        let p = PagePoint::new;
        let line = Line::new([p(0.0, 0.0), p(10.0, 0.0), p(10.0, 0.0), p(10.0, 5.0)]);
        let line = line.expect("it has a length");
        assert_eq!(line.length(), 15.0);
        assert_eq!(line.at(4.0), (p(4.0, 0.0), (1.0, 0.0)));
        assert_eq!(line.at(12.0), (p(10.0, 2.0), (0.0, 1.0)));
        assert_eq!(line.at(-1.0), (p(-1.0, 0.0), (1.0, 0.0)));
        assert_eq!(line.at(17.0), (p(10.0, 7.0), (0.0, 1.0)));
        assert!(Line::new([p(1.0, 1.0), p(1.0, 1.0)]).is_none());
        assert!(Line::new([p(1.0, 1.0), p(f64::NAN, 1.0)]).is_none());
    }
}
