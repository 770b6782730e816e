//! Scene paths into tiny-skia paths, in pixels, cut to what can be seen.

use super::canvas::Canvas;
use super::flatten::{Polyline, flatten};
use super::polygon_clip::clip_polygons;
use crate::math::{PagePoint, Rect};
use crate::scene::{Path, Segment};
use tiny_skia::{PathBuilder, PathSegment};

/// A path as an area: cut to `cut` (in pixels of the page) if it reaches beyond.
pub(super) fn area(canvas: &Canvas, path: &Path, cut: &Rect) -> Option<tiny_skia::Path> {
    let bounds = super::canvas::to_pixels(path.bounds()?, canvas.scale);
    if cut.encloses(&bounds) {
        return whole(canvas, path);
    }
    super::canvas::intersect(&bounds, cut)?;
    let rings = flatten(path.segments().iter().copied(), |p| scaled(p, canvas.scale));
    lines(canvas, &clip_polygons(rings, cut))
}

/// A path as it is.
pub(super) fn whole(canvas: &Canvas, path: &Path) -> Option<tiny_skia::Path> {
    let at = |p: PagePoint| canvas.local(scaled(p, canvas.scale));
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

/// Straight lines, given in pixels of the page.
pub(super) fn lines(canvas: &Canvas, lines: &[Polyline]) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    for line in lines {
        for (i, &p) in line.points.iter().enumerate() {
            let (x, y) = canvas.local(p);
            if i == 0 { builder.move_to(x, y) } else { builder.line_to(x, y) }
        }
        if line.closed {
            builder.close();
        }
    }
    builder.finish()
}

/// An area that tiny-skia has made (the outline of a stroke), cut to `cut` if it reaches beyond.
pub(super) fn cut_area(
    canvas: &Canvas,
    path: tiny_skia::Path,
    cut: &Rect,
) -> Option<tiny_skia::Path> {
    let page = |x: f32, y: f32| {
        PagePoint::new(f64::from(x) + f64::from(canvas.x), f64::from(y) + f64::from(canvas.y))
    };
    let b = path.bounds();
    let (low, high) = (page(b.left(), b.top()), page(b.right(), b.bottom()));
    let bounds = Rect { x0: low.x, y0: low.y, x1: high.x, y1: high.y };
    if cut.encloses(&bounds) {
        return Some(path);
    }
    super::canvas::intersect(&bounds, cut)?;
    let segments = path.segments().map(|segment| match segment {
        PathSegment::MoveTo(p) => Segment::Move(page(p.x, p.y)),
        PathSegment::LineTo(p) => Segment::Line(page(p.x, p.y)),
        PathSegment::QuadTo(a, p) => Segment::Quad(page(a.x, a.y), page(p.x, p.y)),
        PathSegment::CubicTo(a, b, p) => {
            Segment::Cubic(page(a.x, a.y), page(b.x, b.y), page(p.x, p.y))
        }
        PathSegment::Close => Segment::Close,
    });
    lines(canvas, &clip_polygons(flatten(segments, |p| p), cut))
}

fn scaled(p: PagePoint, scale: f64) -> PagePoint {
    PagePoint::new(p.x * scale, p.y * scale)
}
