//! Lines.

use super::brush::Brush;
use super::canvas::{Canvas, to_pixels};
use super::clip::Clip;
use super::composite::premultiply;
use super::damage::NEAR;
use super::fill::solid;
use super::flatten::{Polyline, flatten};
use super::line_clip::clip_line;
use super::outline;
use super::scan::Rule;
use super::stroker::{self, MITER_LIMIT, Pen, Spine};
use crate::math::{PagePoint, Rect};
use crate::scene::{Join, Path, Stroke};
use tiny_skia::{PathBuilder, StrokeDash};

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
    let far = reach(stroke) * scale;
    let reach = far + NEAR;
    let drawn = stroke.width > 0.0 && stroke.color.a > 0;
    if !drawn || !clip.may_touch(&to_pixels(bounds, scale).grow(reach)) {
        return;
    }
    let dash = pixel_dash(&stroke.dash, scale);
    // A line that reaches beyond the page is cut well outside, so that its new ends are not seen.
    let room = brush.page.grow(far + 1.0 + 16.0);
    let pen = Pen { radius: stroke.width * scale / 2.0, join: stroke.join, cap: stroke.cap };
    let whole = clip.is_whole();
    let spine = |line: &Polyline| Spine::of(&line.points, line.closed);
    let lines = || outline::lines(path, scale).into_iter().map(Polyline::distinct);
    let scan = &mut brush.scan;
    scan.begin(clip);
    let Some(dash) = dash else {
        let known = brush.line.take().filter(|line| line.serves(path, clip, reach));
        let line = known.unwrap_or_else(|| {
            let pieces = lines().flat_map(|line| clip_line(&line, &room, true));
            let spines = pieces.flat_map(|piece| match whole {
                true => vec![spine(&piece.line)],
                false => near(&piece.line, clip, reach).iter().map(spine).collect(),
            });
            Line { path: path.clone(), asked: clip.bounds(), reach, spines: spines.collect() }
        });
        line.spines.iter().for_each(|spine| stroker::widen(scan, spine, &pen));
        brush.line = Some(line);
        solid(scan, canvas, premultiply(stroke.color), (Rule::NonZero, false));
        return;
    };
    for piece in lines().flat_map(|line| clip_line(&line, &room, false)) {
        dashes(&piece.line, &dash, piece.from)
            .iter()
            .filter(|dash| whole || may_touch(&dash.points, clip, reach))
            .for_each(|dash| stroker::widen(scan, &spine(dash), &pen));
    }
    solid(scan, canvas, premultiply(stroke.color), (Rule::NonZero, false));
}

/// What a line is widened along, kept for the next one: a front is drawn twice, with its casing.
pub(super) struct Line {
    path: Path,
    /// The pixels that it was cut to, of the same tiles.
    asked: [i32; 4],
    /// How far beyond the line it is seen.
    reach: f64,
    spines: Vec<Spine>,
}

impl Line {
    /// Whether it has all that is to be seen of a line that reaches no farther.
    fn serves(&self, path: &Path, clip: &Clip<'_>, reach: f64) -> bool {
        self.reach >= reach && self.asked == clip.bounds() && self.path.is(path)
    }
}

fn may_touch(points: &[PagePoint], clip: &Clip<'_>, reach: f64) -> bool {
    Rect::around(points.iter().copied()).is_some_and(|rect| clip.may_touch(&rect.grow(reach)))
}

/// The parts of a line that can be seen in `clip`, with the segments next to them, so that their
/// corners are those of the whole line; their new ends are too far away to be seen.
fn near(line: &Polyline, clip: &Clip<'_>, reach: f64) -> Vec<Polyline> {
    let closing = line.closed.then(|| line.points.first().copied()).flatten();
    let ends: Vec<PagePoint> = line.points.iter().copied().chain(closing).collect();
    let seen: Vec<bool> = ends.windows(2).map(|pair| may_touch(pair, clip, reach)).collect();
    let (first, last) = (seen.first() == Some(&true), seen.last() == Some(&true));
    // A ring that is seen where it begins is not cut there.
    if seen.len() < 2 || (line.closed && (first || last)) {
        return vec![line.clone()];
    }
    let near: Vec<bool> = (0..seen.len())
        .map(|i| seen[i.saturating_sub(1)..(i + 2).min(seen.len())].contains(&true))
        .collect();
    let mut parts = Vec::new();
    let mut at = 0;
    for run in near.chunk_by(|a, b| a == b) {
        if run.first() == Some(&true) {
            let points = ends[at..at + run.len() + 1].to_vec();
            parts.push(Polyline { points, closed: false });
        }
        at += run.len();
    }
    parts
}

/// A line cut into dashes, of which the first begins `from` pixels before it.
fn dashes(line: &Polyline, dash: &[f32], from: f64) -> Vec<Polyline> {
    let period: f64 = dash.iter().map(|&d| f64::from(d)).sum();
    let cut = path_of(line)
        .zip(StrokeDash::new(dash.to_vec(), (from % period) as f32))
        .and_then(|(path, dash)| path.dash(&dash, 1.0));
    cut.map_or_else(Vec::new, |path| flatten(outline::segments(&path), |p| p))
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

fn path_of(line: &Polyline) -> Option<tiny_skia::Path> {
    let mut builder = PathBuilder::new();
    for (i, p) in line.points.iter().enumerate() {
        let (x, y) = (p.x as f32, p.y as f32);
        if i == 0 { builder.move_to(x, y) } else { builder.line_to(x, y) }
    }
    if line.closed {
        builder.close();
    }
    builder.finish()
}
