//! Paths as operators (ISO 32000-1, section 8.5.2).

use crate::math::PagePoint;
use crate::scene::{Path, Segment};
use pdf_writer::Content;

/// Appends a path, each point taken where `place` says; false, and nothing, when there is nothing
/// to draw or a coordinate is not finite.
pub(super) fn trace(
    content: &mut Content,
    path: &Path,
    place: impl Fn(PagePoint) -> (f32, f32),
) -> bool {
    let Some(bounds) = path.bounds() else { return false };
    if ![bounds.x0, bounds.y0, bounds.x1, bounds.y1].iter().all(|v| v.is_finite()) {
        return false;
    }
    let mut at = PagePoint::new(0.0, 0.0);
    let mut start = at;
    // Whether the subpath has a line of some length, so that one of none may be left out.
    let mut drawn = false;
    for segment in path.segments() {
        match *segment {
            Segment::Move(p) => {
                let (x, y) = place(p);
                content.move_to(x, y);
                (at, start, drawn) = (p, p, false);
            }
            Segment::Line(p) => {
                let (x, y) = place(p);
                if !drawn || (x, y) != place(at) {
                    content.line_to(x, y);
                    drawn = true;
                }
                at = p;
            }
            Segment::Quad(a, p) => {
                // The same curve with two control points.
                let toward = |end: PagePoint| {
                    let third = |end: f64, a: f64| end + (a - end) * 2.0 / 3.0;
                    PagePoint::new(third(end.x, a.x), third(end.y, a.y))
                };
                cubic(content, [toward(at), toward(p), p].map(&place));
                (at, drawn) = (p, true);
            }
            Segment::Cubic(a, b, p) => {
                cubic(content, [a, b, p].map(&place));
                (at, drawn) = (p, true);
            }
            Segment::Close => {
                content.close_path();
                (at, drawn) = (start, false);
            }
        }
    }
    true
}

fn cubic(content: &mut Content, [a, b, p]: [(f32, f32); 3]) {
    content.cubic_to(a.0, a.1, b.0, b.1, p.0, p.1);
}
