//! Outlines.

use super::chain::{Chain, Chained};
use crate::math::{PagePoint, Rect};
use std::sync::Arc;

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Starts a new subpath.
    Move(PagePoint),
    /// A straight line.
    Line(PagePoint),
    /// A quadratic curve: control point, end.
    Quad(PagePoint, PagePoint),
    /// A cubic curve: two control points, end.
    Cubic(PagePoint, PagePoint, PagePoint),
    /// Back to the start of the subpath.
    Close,
}

/// Lines and curves in page units. Cloning shares the segments. Filled by the even-odd rule.
#[derive(Clone, Debug)]
pub struct Path {
    shape: Shape,
}

#[derive(Clone, Debug)]
enum Shape {
    Segments(Arc<Vec<Segment>>),
    Chains(Arc<Chained>),
}

impl Default for Path {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        match (&self.shape, &other.shape) {
            (Shape::Chains(a), Shape::Chains(b)) => a.is_made_as(b) || a.looks_as(b),
            _ => self.is(other) || self.segments() == other.segments(),
        }
    }
}

impl Path {
    /// A path from its segments.
    pub fn new(segments: Vec<Segment>) -> Self {
        Self { shape: Shape::Segments(Arc::new(segments)) }
    }

    /// A path of straight lines that may have stretches in common with other paths. Chains of fewer
    /// than two points, or three if they are closed, are left out.
    pub fn chained(chains: Vec<Chain>) -> Self {
        Self { shape: Shape::Chains(Arc::new(Chained::new(chains))) }
    }

    /// What it is put together from, if it is.
    pub fn chains(&self) -> Option<&[Chain]> {
        match &self.shape {
            Shape::Segments(_) => None,
            Shape::Chains(chained) => Some(chained.chains()),
        }
    }

    /// A digest of what it is put together from, if it is.
    pub(super) fn digest(&self, of: impl FnOnce(&Chained) -> u64) -> Option<u64> {
        match &self.shape {
            Shape::Segments(_) => None,
            Shape::Chains(chained) => Some(of(chained)),
        }
    }

    /// Whether it is the very same path, not only one that looks alike.
    pub fn is(&self, other: &Self) -> bool {
        match (&self.shape, &other.shape) {
            (Shape::Segments(a), Shape::Segments(b)) => Arc::ptr_eq(a, b),
            (Shape::Chains(a), Shape::Chains(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// A rectangle.
    pub fn rect(r: Rect) -> Self {
        Self::polygon(&[
            PagePoint::new(r.x0, r.y0),
            PagePoint::new(r.x1, r.y0),
            PagePoint::new(r.x1, r.y1),
            PagePoint::new(r.x0, r.y1),
        ])
    }

    /// A rectangle with round corners.
    pub fn round_rect(r: Rect, radius: f64) -> Self {
        let radius = radius.min(r.width() / 2.0).min(r.height() / 2.0).max(0.0);
        let k = radius * (1.0 - 0.552_284_75);
        let p = PagePoint::new;
        Self::new(vec![
            Segment::Move(p(r.x0 + radius, r.y0)),
            Segment::Line(p(r.x1 - radius, r.y0)),
            Segment::Cubic(p(r.x1 - k, r.y0), p(r.x1, r.y0 + k), p(r.x1, r.y0 + radius)),
            Segment::Line(p(r.x1, r.y1 - radius)),
            Segment::Cubic(p(r.x1, r.y1 - k), p(r.x1 - k, r.y1), p(r.x1 - radius, r.y1)),
            Segment::Line(p(r.x0 + radius, r.y1)),
            Segment::Cubic(p(r.x0 + k, r.y1), p(r.x0, r.y1 - k), p(r.x0, r.y1 - radius)),
            Segment::Line(p(r.x0, r.y0 + radius)),
            Segment::Cubic(p(r.x0, r.y0 + k), p(r.x0 + k, r.y0), p(r.x0 + radius, r.y0)),
            Segment::Close,
        ])
    }

    /// A circle, as four cubic curves.
    pub fn circle(center: PagePoint, radius: f64) -> Self {
        Self::round_rect(
            Rect::from_size(center.x - radius, center.y - radius, 2.0 * radius, 2.0 * radius),
            radius,
        )
    }

    /// A closed polygon.
    pub fn polygon(points: &[PagePoint]) -> Self {
        let mut segments = Vec::with_capacity(points.len() + 1);
        extend_line(&mut segments, points);
        if !segments.is_empty() {
            segments.push(Segment::Close);
        }
        Self::new(segments)
    }

    /// An open line.
    pub fn line(points: &[PagePoint]) -> Self {
        let mut segments = Vec::with_capacity(points.len());
        extend_line(&mut segments, points);
        Self::new(segments)
    }

    /// The segments in order.
    pub fn segments(&self) -> &[Segment] {
        match &self.shape {
            Shape::Segments(segments) => segments,
            Shape::Chains(chained) => chained.segments(),
        }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        match &self.shape {
            Shape::Segments(segments) => segments.is_empty(),
            Shape::Chains(chained) => chained.chains().is_empty(),
        }
    }

    /// The rectangle around all end and control points; `None` for an empty path.
    pub fn bounds(&self) -> Option<Rect> {
        if let Shape::Chains(chained) = &self.shape {
            return chained.bounds();
        }
        let mut bounds: Option<Rect> = None;
        for segment in self.segments() {
            let (points, count) = match *segment {
                Segment::Move(p) | Segment::Line(p) => ([p; 3], 1),
                Segment::Quad(a, p) => ([a, p, p], 2),
                Segment::Cubic(a, b, p) => ([a, b, p], 3),
                Segment::Close => continue,
            };
            for p in points.iter().take(count) {
                bounds = Some(match bounds {
                    None => Rect { x0: p.x, y0: p.y, x1: p.x, y1: p.y },
                    Some(r) => Rect {
                        x0: r.x0.min(p.x),
                        y0: r.y0.min(p.y),
                        x1: r.x1.max(p.x),
                        y1: r.y1.max(p.y),
                    },
                });
            }
        }
        bounds
    }

    /// The rectangle that the path is, if it is one that lies parallel to the axes.
    pub fn as_rect(&self) -> Option<Rect> {
        let [Segment::Move(a), Segment::Line(b), Segment::Line(c), Segment::Line(d), rest @ ..] =
            self.segments()
        else {
            return None;
        };
        let ends = match rest {
            [] | [Segment::Close] => true,
            [Segment::Line(e)] | [Segment::Line(e), Segment::Close] => e == a,
            _ => false,
        };
        let flat = a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
        let tall = a.x == b.x && b.y == c.y && c.x == d.x && d.y == a.y;
        (ends && (flat || tall)).then(|| Rect::around([*a, *c])).flatten()
    }

    /// The same path with every point mapped.
    pub fn map(&self, f: impl Fn(PagePoint) -> PagePoint) -> Self {
        Self::new(
            self.segments()
                .iter()
                .map(|segment| match *segment {
                    Segment::Move(p) => Segment::Move(f(p)),
                    Segment::Line(p) => Segment::Line(f(p)),
                    Segment::Quad(a, p) => Segment::Quad(f(a), f(p)),
                    Segment::Cubic(a, b, p) => Segment::Cubic(f(a), f(b), f(p)),
                    Segment::Close => Segment::Close,
                })
                .collect(),
        )
    }

    /// All of several paths as one.
    pub fn join(paths: impl IntoIterator<Item = Self>) -> Self {
        Self::new(paths.into_iter().flat_map(|path| path.segments().to_vec()).collect())
    }
}

fn extend_line(segments: &mut Vec<Segment>, points: &[PagePoint]) {
    segments.extend(
        points.iter().enumerate().map(
            |(i, &p)| {
                if i == 0 { Segment::Move(p) } else { Segment::Line(p) }
            },
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rectangle_knows_that_it_is_one() {
        let r = Rect::from_size(1.0, 2.0, 3.0, 4.0);
        assert_eq!(Path::rect(r).as_rect(), Some(r));
        assert_eq!(Path::rect(r).bounds(), Some(r));
        assert_eq!(Path::round_rect(r, 1.0).as_rect(), None);
        let p = PagePoint::new;
        let slanted = [p(0.0, 0.0), p(1.0, 0.5), p(1.0, 1.0), p(0.0, 1.0)];
        assert_eq!(Path::polygon(&slanted).as_rect(), None);
    }
}
