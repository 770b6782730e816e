//! Parallel lines. A line runs through the page's origin.

use super::paint;
use super::sheet::{POINTS, Sheet, precise};
use super::store::Store;
use super::tile::Repeat;
use crate::math::trig;
use crate::scene::Hatch;
use pdf_writer::{Content, Ref};

/// Lines in a tile at most. Only lines closer than can be told apart need more on a page.
const MAX_LINES: f64 = 4096.0;

/// Writes the pattern; `None` when there is nothing to see. One tile holds all the lines of the page:
/// many painters lay tiles side by side in whole pixels, so that lines of many tiles come to lie
/// closer or wider than they should.
pub(super) fn write(store: &mut Store, hatch: &Hatch, shift: f64, sheet: Sheet) -> Option<Ref> {
    let Hatch { spacing, width, angle, .. } = *hatch;
    let sound = spacing > 0.0 && spacing.is_finite() && width > 0.0;
    if !sound || !angle.is_finite() {
        return None;
    }
    let (sin, cos) = trig::sin_cos(angle.to_radians());
    // The page in the tile's coordinates: along the lines, and to their left.
    let corners = [0.0, sheet.width].map(|x| [(x, 0.0), (x, -sheet.height)]).into_iter().flatten();
    let mut along = (0.0_f64, 0.0_f64);
    let mut across = (-shift, -shift);
    for (x, y) in corners {
        let (u, v) = (x * cos + y * sin, y * cos - x * sin - shift);
        along = (along.0.min(u), along.1.max(u));
        across = (across.0.min(v), across.1.max(v));
    }
    // Further than the page, so that no edge of the tile lies on it.
    let (left, right) = (along.0.floor() - 1.0, along.1.ceil() + 1.0);
    let first = (across.0 / spacing).floor() - 1.0;
    if !first.is_finite() {
        return None;
    }
    let count = ((across.1 / spacing).ceil() + 2.0 - first).min(MAX_LINES);
    let bottom = (first - 0.5) * spacing;
    let half = width.min(spacing) / 2.0;
    let mut content = Content::new();
    paint::fill(&mut content, hatch.color);
    for line in 0..count as u16 {
        let middle = (first + f64::from(line)) * spacing;
        let [x, y] = [left, middle - half].map(precise);
        content.rect(x, y, precise(right - left), precise(2.0 * half));
    }
    // All at once: a rectangle by itself is moved to whole pixels by some painters.
    content.fill_nonzero();
    let (sin, cos) = (sin * POINTS, cos * POINTS);
    // The page's origin is its upper left corner.
    let matrix = [cos, sin, -sin, cos, -sin * shift, sheet.height * POINTS + cos * shift];
    let repeat = Repeat {
        bounds: [left, bottom, right, bottom + count * spacing],
        step: [right - left, count * spacing],
        matrix,
    };
    Some(store.pattern_object(content, &repeat))
}
