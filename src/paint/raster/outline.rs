//! Scene paths into what is scanned: rings of straight lines in pixels, cut to the page.

use super::flatten::{Polyline, flatten};
use super::polygon_clip::clip_polygons;
use super::scan::Scan;
use super::stroker::{self, Pen};
use crate::math::{PagePoint, Rect};
use crate::scene::{Path, Segment};
use tiny_skia::PathSegment;

/// How far beyond the page geometry is kept, so that what is cut off there is never seen.
const MARGIN: f64 = 16.0;

/// Adds a path as an area, at `scale` pixels a page unit. What lies beyond the page is cut off,
/// always at the same place, so that a part painted by itself is the same as in the whole.
pub(super) fn area(scan: &mut Scan, path: &Path, scale: f64, page: &Rect) {
    let rings = flatten(path.segments().iter().copied(), |p| scaled(p, scale));
    rings_of(scan, rings, page);
}

/// Adds the outlines of the lines that a path is drawn with.
pub(super) fn around(scan: &mut Scan, path: &Path, scale: f64, pen: &Pen) {
    for line in flatten(path.segments().iter().copied(), |p| scaled(p, scale)) {
        stroker::outline(scan, &line.points, line.closed, pen);
    }
}

/// The segments of a path of tiny-skia.
pub(super) fn segments(path: &tiny_skia::Path) -> impl Iterator<Item = Segment> {
    let point = |p: tiny_skia::Point| PagePoint::new(p.x.into(), p.y.into());
    path.segments().map(move |segment| match segment {
        PathSegment::MoveTo(p) => Segment::Move(point(p)),
        PathSegment::LineTo(p) => Segment::Line(point(p)),
        PathSegment::QuadTo(a, p) => Segment::Quad(point(a), point(p)),
        PathSegment::CubicTo(a, b, p) => Segment::Cubic(point(a), point(b), point(p)),
        PathSegment::Close => Segment::Close,
    })
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
