//! Scene paths into what is scanned: rings of straight lines in pixels, cut to the page.

use super::flatten::{Polyline, flatten};
use super::polygon_clip::clip_polygons;
use super::scan::Scan;
use crate::math::{PagePoint, Rect};
use crate::scene::{Path, Segment};
use tiny_skia::{PathBuilder, PathSegment};

/// How far beyond the page geometry is kept, so that what is cut off there is never seen.
const MARGIN: f64 = 16.0;

/// Adds a path as an area, at `scale` pixels a page unit. What lies beyond the page is cut off,
/// always at the same place, so that a part painted by itself is the same as in the whole.
pub(super) fn area(scan: &mut Scan, path: &Path, scale: f64, page: &Rect) {
    let rings = flatten(path.segments().iter().copied(), |p| scaled(p, scale));
    rings_of(scan, rings, page);
}

/// A path for tiny-skia, curves and all, at `scale` pixels a page unit.
pub(super) fn curves(path: &Path, scale: f64) -> Option<tiny_skia::Path> {
    let at = |p: PagePoint| ((p.x * scale) as f32, (p.y * scale) as f32);
    let mut builder = PathBuilder::with_capacity(path.segments().len(), path.segments().len());
    for segment in path.segments() {
        match *segment {
            Segment::Move(p) => {
                let (x, y) = at(p);
                builder.move_to(x, y);
            }
            Segment::Line(p) => {
                let (x, y) = at(p);
                builder.line_to(x, y);
            }
            Segment::Quad(a, p) => {
                let ((ax, ay), (x, y)) = (at(a), at(p));
                builder.quad_to(ax, ay, x, y);
            }
            Segment::Cubic(a, b, p) => {
                let ((ax, ay), (bx, by), (x, y)) = (at(a), at(b), at(p));
                builder.cubic_to(ax, ay, bx, by, x, y);
            }
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}

/// Adds the outline of a stroke.
pub(super) fn stroked(scan: &mut Scan, path: &tiny_skia::Path, page: &Rect) {
    let point = |p: tiny_skia::Point| PagePoint::new(p.x.into(), p.y.into());
    let segments = path.segments().map(|segment| match segment {
        PathSegment::MoveTo(p) => Segment::Move(point(p)),
        PathSegment::LineTo(p) => Segment::Line(point(p)),
        PathSegment::QuadTo(a, p) => Segment::Quad(point(a), point(p)),
        PathSegment::CubicTo(a, b, p) => Segment::Cubic(point(a), point(b), point(p)),
        PathSegment::Close => Segment::Close,
    });
    rings_of(scan, flatten(segments, |p| p), page);
}

fn rings_of(scan: &mut Scan, rings: Vec<Polyline>, page: &Rect) {
    for ring in clip_polygons(rings, &page.grow(MARGIN)) {
        scan.ring(&ring.points);
    }
}

/// From page units to pixels.
pub(super) fn scaled(p: PagePoint, scale: f64) -> PagePoint {
    PagePoint::new(p.x * scale, p.y * scale)
}
