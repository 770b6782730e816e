//! Parallel lines. A line runs through the page's origin.

use super::paint;
use super::sheet::{POINTS, Sheet};
use super::store::Store;
use super::tile::{Repeat, shape};
use crate::math::{Rect, trig};
use crate::scene::{Hatch, Path};
use pdf_writer::{Content, Ref};

/// Writes the pattern; `None` when there is nothing to see. A tile is as long as the page and holds
/// one line: where tiles meet, painters that smooth edges let the ground through.
pub(super) fn write(store: &mut Store, hatch: &Hatch, shift: f64, sheet: Sheet) -> Option<Ref> {
    let sound = hatch.spacing > 0.0 && hatch.spacing.is_finite() && hatch.width > 0.0;
    if !sound || !hatch.angle.is_finite() {
        return None;
    }
    let far = (sheet.width * sheet.width + sheet.height * sheet.height).sqrt().ceil();
    let half = hatch.width.min(hatch.spacing) / 2.0;
    let mut content = Content::new();
    paint::fill(&mut content, hatch.color);
    let line = Rect { x0: -far, y0: -half, x1: far, y1: half };
    shape(&mut content, &Path::rect(line), None);
    let (sin, cos) = trig::sin_cos(hatch.angle.to_radians());
    let (sin, cos) = (sin * POINTS, cos * POINTS);
    // Along the lines, to their left, and the page's origin, its upper left corner.
    let matrix = [cos, sin, -sin, cos, -sin * shift, sheet.height * POINTS + cos * shift];
    let repeat = Repeat {
        bounds: [-far, -hatch.spacing / 2.0, far, hatch.spacing / 2.0],
        step: [2.0 * far, hatch.spacing],
        matrix,
    };
    Some(store.pattern_object(content, &repeat))
}
