//! Lines.

use super::brush::Brush;
use super::canvas::{Canvas, to_pixels};
use super::clip::Clip;
use super::composite::premultiply;
use super::fill::solid;
use super::flatten::{Polyline, flatten};
use super::line_clip::clip_line;
use super::outline::{self, scaled};
use super::scan::Rule;
use crate::math::Rect;
use crate::scene::{Cap, Join, Path, Stroke};
use tiny_skia::{LineCap, LineJoin, PathBuilder, StrokeDash};

/// A pointed corner reaches this many half widths beyond its point at most (SVG's
/// `stroke-miterlimit`).
const MITER_LIMIT: f64 = 4.0;

/// How far a stroke reaches beyond its path, in the unit of its width.
pub(super) fn reach(stroke: &Stroke) -> f64 {
    stroke.width / 2.0 * if stroke.join == Join::Miter { MITER_LIMIT } else { 1.0 }
}

/// Draws a line inside `clip`.
pub(super) fn stroke(
    brush: &mut Brush<'_>,
    canvas: &mut Canvas,
    path: &Path,
    stroke: &Stroke,
    clip: &Clip<'_>,
) {
    let Some(bounds) = path.bounds() else { return };
    let scale = canvas.scale;
    // A line thinner than a pixel still touches the pixels beside it.
    let reach = reach(stroke) * scale + 1.0;
    let drawn = stroke.width > 0.0 && stroke.color.a > 0;
    if !drawn || !clip.may_touch(&to_pixels(bounds, scale).grow(reach)) {
        return;
    }
    let dash = pixel_dash(&stroke.dash, scale);
    // A line that reaches beyond the page is cut well outside, so that its new ends are not seen.
    let room = brush.page.grow(reach + 16.0);
    let mut lines = Vec::new();
    for line in flatten(path.segments().iter().copied(), |p| scaled(p, scale)) {
        for piece in clip_line(&line, &room, dash.is_none()) {
            match &dash {
                None if clip.is_whole() => lines.push(piece.line),
                None => lines.extend(near(piece.line, clip, reach)),
                Some(dash) => {
                    let path = path_of(std::slice::from_ref(&piece.line));
                    outlined(brush, path, stroke, scale, Some((dash.clone(), piece.from)));
                }
            }
        }
    }
    outlined(brush, path_of(&lines), stroke, scale, None);
    solid(&mut brush.scan, canvas, premultiply(stroke.color), (Rule::NonZero, false), clip);
}

/// The parts of a line that can be seen in `clip`; their new ends are too far away to be seen.
fn near(line: Polyline, clip: &Clip<'_>, reach: f64) -> Vec<Polyline> {
    let closing = line.closed.then(|| line.points.first().copied()).flatten();
    let ends: Vec<_> = line.points.iter().copied().chain(closing).collect();
    let seen = |pair: &[crate::math::PagePoint]| {
        Rect::around(pair.iter().copied()).is_some_and(|rect| clip.may_touch(&rect.grow(reach)))
    };
    let seen: Vec<bool> = ends.windows(2).map(seen).collect();
    // With the segments next to them, as a corner that is nearly straight is not drawn: there the
    // side of a segment begins where that of the one before ends.
    let seen: Vec<bool> = (0..seen.len())
        .map(|i| seen[i.saturating_sub(1)..(i + 2).min(seen.len())].contains(&true))
        .collect();
    // The corner where a ring closes is not rounded off to the last bit as the others are.
    let closes = line.closed && (seen.first() == Some(&true) || seen.last() == Some(&true));
    if closes || seen.iter().all(|seen| *seen) {
        return vec![line];
    }
    let mut parts = Vec::new();
    let mut first = 0;
    for run in seen.chunk_by(|a, b| a == b) {
        if run.first() == Some(&true) {
            let points = ends[first..first + run.len() + 1].to_vec();
            parts.push(Polyline { points, closed: false });
        }
        first += run.len();
    }
    parts
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

fn path_of(lines: &[Polyline]) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    for line in lines {
        for (i, p) in line.points.iter().enumerate() {
            let (x, y) = (p.x as f32, p.y as f32);
            if i == 0 { builder.move_to(x, y) } else { builder.line_to(x, y) }
        }
        if line.closed {
            builder.close();
        }
    }
    builder.finish()
}

/// Adds the outline of a line to what is scanned.
fn outlined(
    brush: &mut Brush<'_>,
    path: Option<tiny_skia::Path>,
    stroke: &Stroke,
    scale: f64,
    dash: Option<(Vec<f32>, f64)>,
) {
    let Some(path) = path else { return };
    let style = tiny_skia::Stroke {
        width: (stroke.width * scale) as f32,
        miter_limit: MITER_LIMIT as f32,
        line_cap: match stroke.cap {
            Cap::Butt => LineCap::Butt,
            Cap::Round => LineCap::Round,
        },
        line_join: match stroke.join {
            Join::Miter => LineJoin::Miter,
            Join::Round => LineJoin::Round,
        },
        dash: None,
    };
    let dash = dash.and_then(|(dash, from)| {
        let period: f64 = dash.iter().map(|&d| f64::from(d)).sum();
        StrokeDash::new(dash, (from % period) as f32)
    });
    let dashed = dash.and_then(|dash| path.dash(&dash, 1.0));
    if let Some(outline) = dashed.as_ref().unwrap_or(&path).stroke(&style, 1.0) {
        outline::stroked(&mut brush.scan, &outline, &brush.page);
    }
}
