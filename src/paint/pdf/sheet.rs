//! From page units, y down, to points, y up.

use crate::math::{PagePoint, Rect};

/// Points (1/72 inch) in a page unit (1/96 inch).
pub(super) const POINTS: f64 = 0.75;

/// A page. What is drawn is brought to points one by one rather than by a transformation of the
/// page, so that patterns, whose place is that of the page's own coordinates, and groups, which have
/// coordinates of their own, agree without further ado.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    /// Page units.
    pub width: f64,
    /// Page units.
    pub height: f64,
}

impl Sheet {
    /// Where a place of the scene lies.
    pub fn place(self, p: PagePoint) -> (f32, f32) {
        (short(p.x * POINTS), short((self.height - p.y) * POINTS))
    }

    /// The whole page.
    pub fn bounds(self) -> pdf_writer::Rect {
        let (x, y) = (short(self.width * POINTS), short(self.height * POINTS));
        pdf_writer::Rect::new(0.0, 0.0, x, y)
    }

    /// The transformation that lays the unit square over a rectangle.
    pub fn over(self, rect: &Rect) -> [f32; 6] {
        let (x, y) = self.place(PagePoint::new(rect.x0, rect.y1));
        [length(rect.width()), 0.0, 0.0, length(rect.height()), x, y]
    }
}

/// A length in points.
pub(super) fn length(units: f64) -> f32 {
    short(units * POINTS)
}

/// Rounded to hundredths, so that numbers are short: 0.0035 mm of paper.
pub(super) fn short(v: f64) -> f32 {
    ((v * 100.0).round() / 100.0) as f32
}

/// Rounded to ten thousandths, for what repeats over the page.
pub(super) fn precise(v: f64) -> f32 {
    ((v * 10_000.0).round() / 10_000.0) as f32
}
