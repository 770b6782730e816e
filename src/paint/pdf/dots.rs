//! Rows of dots. A dot lies on the page's origin.

use super::paint;
use super::sheet::{POINTS, Sheet};
use super::store::Store;
use super::tile::{Repeat, shape};
use crate::math::PagePoint;
use crate::scene::{Dots, Path};
use pdf_writer::{Content, Ref};

/// Dots across and pairs of rows down in a tile: painters that round a tile to whole pixels are then
/// right over a wider stretch.
const REPEATS: u8 = 8;

/// Writes the pattern; `None` when there is nothing to see. Dots are whole: a tile reaches over its
/// neighbors as far as its outermost dots do.
pub(super) fn write(store: &mut Store, dots: &Dots, sheet: Sheet) -> Option<Ref> {
    let sound = dots.spacing > 0.0 && dots.spacing.is_finite() && dots.radius > 0.0;
    if !sound {
        return None;
    }
    let (spacing, row) = (dots.spacing, dots.spacing * Dots::ROW);
    let mut content = Content::new();
    paint::fill(&mut content, dots.color);
    paint::line(&mut content, dots.color);
    for down in 0..2 * REPEATS {
        let shift = if down % 2 == 1 { spacing / 2.0 } else { 0.0 };
        for across in 0..REPEATS {
            let at = PagePoint::new(f64::from(across) * spacing + shift, f64::from(down) * row);
            shape(&mut content, &Path::circle(at, dots.radius), dots.ring);
        }
    }
    let reach = dots.radius + dots.ring.unwrap_or(0.0) / 2.0;
    let step = [spacing * f64::from(REPEATS), 2.0 * row * f64::from(REPEATS)];
    let repeat = Repeat {
        bounds: [-reach, -reach, step[0] - spacing / 2.0 + reach, step[1] - row + reach],
        step,
        matrix: [POINTS, 0.0, 0.0, -POINTS, 0.0, sheet.height * POINTS],
    };
    Some(store.pattern_object(content, &repeat))
}
