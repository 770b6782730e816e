//! Lines.

use super::canvas::{Canvas, to_pixels};
use super::fill::paint_of;
use super::flatten::flatten;
use super::line_clip::clip_line;
use super::outline;
use crate::math::{PagePoint, Rect};
use crate::scene::{Cap, Join, Path, Stroke};
use tiny_skia::{BlendMode, FillRule, LineCap, LineJoin, StrokeDash, Transform};

/// A pointed corner reaches this many half widths beyond its point at most (SVG's
/// `stroke-miterlimit`).
const MITER_LIMIT: f64 = 4.0;

/// How far a stroke reaches beyond its path, in the unit of its width.
pub(super) fn reach(stroke: &Stroke) -> f64 {
    stroke.width / 2.0 * if stroke.join == Join::Miter { MITER_LIMIT } else { 1.0 }
}

/// Draws a line inside `clip` (in pixels of the page).
pub(super) fn stroke(canvas: &mut Canvas, path: &Path, stroke: &Stroke, clip: &Rect) {
    let Some(bounds) = path.bounds() else { return };
    let scale = canvas.scale;
    let reach = reach(stroke) * scale;
    let bounds = to_pixels(bounds, scale).grow(reach);
    let cut = canvas.cut(clip);
    let drawn = stroke.width > 0.0 && stroke.color.a > 0;
    if !drawn || !bounds.overlaps(&cut) {
        return;
    }
    let dash = pixel_dash(&stroke.dash, scale);
    if cut.encloses(&bounds) {
        if let Some(path) = outline::whole(canvas, path) {
            draw(canvas, &path, stroke, dash.map(|dash| (dash, 0.0)), None);
        }
        return;
    }
    // A line that reaches beyond the canvas is cut well outside what is seen, so that its new ends
    // are not seen either.
    let room = canvas.cut(clip).grow(reach + 2.0);
    let seen = Some(cut);
    let mut solid = Vec::new();
    let map = |p: PagePoint| PagePoint::new(p.x * scale, p.y * scale);
    for line in flatten(path.segments().iter().copied(), map) {
        for piece in clip_line(&line, &room, dash.is_none()) {
            match &dash {
                None => solid.push(piece.line),
                Some(dash) => {
                    if let Some(path) = outline::lines(canvas, std::slice::from_ref(&piece.line)) {
                        draw(canvas, &path, stroke, Some((dash.clone(), piece.from)), seen);
                    }
                }
            }
        }
    }
    if let Some(path) = outline::lines(canvas, &solid) {
        draw(canvas, &path, stroke, None, seen);
    }
}

/// Dash lengths in pixels, as tiny-skia wants them: an even number of them. `None` for an unbroken
/// line, also when dashes are too short to be told apart.
fn pixel_dash(dash: &[f64], scale: f64) -> Option<Vec<f32>> {
    let sum = dash.iter().sum::<f64>() * scale;
    let sound = dash.iter().all(|&d| d >= 0.0) && sum.is_finite() && sum >= 0.5;
    if !sound {
        return None;
    }
    let pixels = dash.iter().map(|&d| (d * scale) as f32);
    // An odd list is used twice (SVG 2, section 13.5.6).
    let repeated = if dash.len() % 2 == 1 { 2 } else { 1 };
    Some(pixels.cycle().take(dash.len() * repeated).collect())
}

/// Draws a line that tiny-skia can take, cut to `seen` if given.
fn draw(
    canvas: &mut Canvas,
    path: &tiny_skia::Path,
    stroke: &Stroke,
    dash: Option<(Vec<f32>, f64)>,
    seen: Option<Rect>,
) {
    let style = tiny_skia::Stroke {
        width: (stroke.width * canvas.scale) as f32,
        miter_limit: MITER_LIMIT as f32,
        line_cap: match stroke.cap {
            Cap::Butt => LineCap::Butt,
            Cap::Round => LineCap::Round,
        },
        line_join: match stroke.join {
            Join::Miter => LineJoin::Miter,
            Join::Round => LineJoin::Round,
        },
        dash: dash.and_then(|(dash, from)| {
            let period: f64 = dash.iter().map(|&d| f64::from(d)).sum();
            StrokeDash::new(dash, (from % period) as f32)
        }),
    };
    let paint = paint_of(stroke.color, BlendMode::SourceOver);
    let reaches_out = seen.is_some_and(|seen| {
        let b = path.bounds();
        let around = Rect {
            x0: f64::from(b.left()) + f64::from(canvas.x),
            y0: f64::from(b.top()) + f64::from(canvas.y),
            x1: f64::from(b.right()) + f64::from(canvas.x),
            y1: f64::from(b.bottom()) + f64::from(canvas.y),
        };
        let own = canvas.bounds();
        // Beyond the canvas tiny-skia cuts by itself.
        let clipped = seen.x0 > own.x0 || seen.y0 > own.y0 || seen.x1 < own.x1 || seen.y1 < own.y1;
        clipped && !seen.encloses(&around.grow(reach(stroke) * canvas.scale))
    });
    if !reaches_out {
        canvas.pixmap.stroke_path(path, &paint, &style, Transform::identity(), None);
        return;
    }
    let Some(seen) = seen else { return };
    let dashed = style.dash.as_ref().and_then(|dash| path.dash(dash, 1.0));
    let line = dashed.as_ref().unwrap_or(path);
    if let Some(outline) = line.stroke(&style, 1.0)
        && let Some(outline) = outline::cut_area(canvas, outline, &seen)
    {
        let rule = FillRule::Winding;
        canvas.pixmap.fill_path(&outline, &paint, rule, Transform::identity(), None);
    }
}
