//! Points added where a straight line on the globe bends on the page.

use super::Viewport;
use crate::math::{LonLat, PagePoint};

/// How far, in page units, a line may run beside its true course.
const TOLERANCE: f64 = 0.25;
/// Shorter segments do not bend by the tolerance on any sensible map.
const SHORT: f64 = 12.0;
/// Longer segments, in degrees, are always halved: their middle may lie on the chord by symmetry.
const LONG: f64 = 10.0;
/// Halvings of one segment.
const DEPTH: u8 = 11;

/// An end of a segment: rotated degrees, and where they fall.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub globe: LonLat,
    pub page: PagePoint,
}

/// Pushes the points between `a` and `b`, both excluded. GeoJSON means segments as straight in
/// longitude and latitude (RFC 7946, 3.1.1), so the middle is the mean of the ends: the same from
/// either end, which keeps an arc the same backwards.
pub(super) fn between(view: &Viewport, a: End, b: End, out: &mut Vec<PagePoint>) {
    let (dx, dy) = (a.page.x - b.page.x, a.page.y - b.page.y);
    if dx * dx + dy * dy > SHORT * SHORT {
        halve(view, a, b, 0, out);
    } else if is_long(a, b) {
        // Ends that meet on the page may still be far apart on the globe (around a pole).
        halve(view, a, b, 0, out);
    }
}

fn is_long(a: End, b: End) -> bool {
    (a.globe.lon - b.globe.lon).abs() > LONG || (a.globe.lat - b.globe.lat).abs() > LONG
}

fn halve(view: &Viewport, a: End, b: End, depth: u8, out: &mut Vec<PagePoint>) {
    if depth >= DEPTH {
        return;
    }
    let globe = LonLat::new((a.globe.lon + b.globe.lon) / 2.0, (a.globe.lat + b.globe.lat) / 2.0);
    let middle = End { globe, page: view.page_rotated(globe) };
    let (dx, dy) =
        (middle.page.x - (a.page.x + b.page.x) / 2.0, middle.page.y - (a.page.y + b.page.y) / 2.0);
    let bends = dx * dx + dy * dy > TOLERANCE * TOLERANCE;
    if is_long(a, b) || (bends && !beside(view, [a.page, middle.page, b.page])) {
        halve(view, a, middle, depth + 1, out);
        out.push(middle.page);
        halve(view, middle, b, depth + 1, out);
    }
}

/// Whether all lie so far off the same side of the page that their course does not matter.
fn beside(view: &Viewport, points: [PagePoint; 3]) -> bool {
    let rect = view.rect();
    let far = rect.grow(rect.width().max(rect.height()));
    points.iter().all(|p| p.x < far.x0)
        || points.iter().all(|p| p.x > far.x1)
        || points.iter().all(|p| p.y < far.y0)
        || points.iter().all(|p| p.y > far.y1)
}
