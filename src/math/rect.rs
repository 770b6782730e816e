//! Axis-parallel rectangles.

use super::PagePoint;

/// A rectangle on the page; `x0 <= x1`, `y0 <= y1`, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left.
    pub x0: f64,
    /// Top.
    pub y0: f64,
    /// Right.
    pub x1: f64,
    /// Bottom.
    pub y1: f64,
}

impl Rect {
    /// A rectangle from its left, top, width and height.
    pub const fn from_size(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x0: x, y0: y, x1: x + width, y1: y + height }
    }

    /// The smallest rectangle around some points; `None` when there are none.
    pub fn around(points: impl IntoIterator<Item = PagePoint>) -> Option<Self> {
        points.into_iter().fold(None, |acc: Option<Self>, p| {
            Some(match acc {
                None => Self { x0: p.x, y0: p.y, x1: p.x, y1: p.y },
                Some(r) => Self {
                    x0: r.x0.min(p.x),
                    y0: r.y0.min(p.y),
                    x1: r.x1.max(p.x),
                    y1: r.y1.max(p.y),
                },
            })
        })
    }

    /// Width in page units.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Height in page units.
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// The middle.
    pub fn center(&self) -> PagePoint {
        PagePoint::new((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }

    /// The same rectangle with `by` added on every side (negative shrinks).
    pub fn grow(&self, by: f64) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    /// The smallest rectangle that holds both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Whether the two share any area.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    /// Whether a point lies inside or on the edge.
    pub fn contains(&self, p: PagePoint) -> bool {
        p.x >= self.x0 && p.x <= self.x1 && p.y >= self.y0 && p.y <= self.y1
    }

    /// Whether the other rectangle lies wholly inside.
    pub fn encloses(&self, other: &Self) -> bool {
        other.x0 >= self.x0 && other.x1 <= self.x1 && other.y0 >= self.y0 && other.y1 <= self.y1
    }
}
