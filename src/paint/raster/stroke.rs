//! Lines.

use super::brush::Brush;
use super::canvas::{Canvas, to_pixels};
use super::clip::Clip;
use super::composite::{color_row, premultiply};
use super::damage::NEAR;
use super::dash::dashes;
use super::distance::{BLUR, Distances, Rows};
use super::fill::solid;
use super::flatten::Polyline;
use super::line_clip::clip_line;
use super::outline;
use super::scan::{Rule, Share};
use super::stroker::{self, MITER_LIMIT, Pen};
use crate::math::{PagePoint, Rect, Work, widest};
use crate::scene::{Cap, Join, Path, Stroke};

/// How far a stroke reaches beyond its path, in the unit of its width.
pub(super) fn reach(stroke: &Stroke) -> f64 {
    stroke.width / 2.0 * if stroke.join == Join::Miter { MITER_LIMIT } else { 1.0 }
}

/// Draws a line inside `clip`.
pub(super) fn stroke(
    brush: &mut Brush<'_>,
    canvas: &mut Canvas<'_>,
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
    let color = premultiply(stroke.color);
    let dash = pixel_dash(&stroke.dash, scale);
    let pen = Pen { radius: stroke.width * scale / 2.0, join: stroke.join, cap: stroke.cap };
    // A line that reaches beyond the page is cut well outside, so that its new ends are not seen.
    let room = brush.page.grow(far + 1.0 + 16.0);
    let whole = clip.is_whole();
    let lines = || outline::lines(path, scale).into_iter().map(Polyline::distinct);
    let cut = |rejoin: bool| lines().flat_map(move |line| clip_line(&line, &room, rejoin));
    let each_dash = |pattern: &[f64], draw: &mut dyn FnMut(&Polyline)| {
        for piece in cut(false) {
            dashes(&piece.line, pattern, piece.from, |dash| {
                if whole || may_touch(&dash.points, clip, reach) {
                    draw(&dash);
                }
            });
        }
    };
    match (dash, stroke.join, stroke.cap) {
        (None, Join::Round, Cap::Round) => {
            round(brush, canvas, path, (pen.radius, color), clip);
        }
        (Some(dash), Join::Round, Cap::Butt) => {
            let distances = begin(brush, pen.radius + BLUR);
            each_dash(&dash, &mut |dash| {
                widest(Dash { distances, points: &dash.points, radius: pen.radius, clip });
            });
            by_distance(brush, canvas, (pen.radius, color), clip);
        }
        (dash, ..) => {
            let scan = &mut brush.scan;
            scan.begin(clip);
            let mut widen = |line: &Polyline| stroker::widen(scan, line, &pen);
            match dash {
                None if whole => cut(true).for_each(|piece| widen(&piece.line)),
                None => cut(true)
                    .flat_map(|piece| near(&piece.line, clip, reach))
                    .for_each(|line| widen(&line)),
                Some(dash) => each_dash(&dash, &mut widen),
            }
            solid(scan, canvas, color, (Rule::NonZero, false));
        }
    }
}

/// Distances with no line yet, which will be asked for up to `reach`.
fn begin<'b>(brush: &'b mut Brush<'_>, reach: f64) -> &'b mut Distances {
    brush.measured = None;
    brush.distances.begin((brush.page.x1 as u32, brush.page.y1 as u32), reach);
    &mut brush.distances
}

/// Paints what is nearer than a radius.
fn by_distance(
    brush: &Brush<'_>,
    canvas: &mut Canvas<'_>,
    (radius, color): (f64, [u8; 4]),
    clip: &Clip<'_>,
) {
    let painted = Painted { canvas, color };
    widest(Near { distances: &brush.distances, radius, clip, painted });
}

/// What is nearer than a radius.
struct Near<'d, 'c, 't> {
    distances: &'d Distances,
    radius: f64,
    clip: &'d Clip<'t>,
    painted: Painted<'d, 'c>,
}

impl Work for Near<'_, '_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(mut self) {
        self.distances.fill(self.radius, self.clip, &mut self.painted);
    }
}

/// Rows in a color.
struct Painted<'d, 'c> {
    canvas: &'d mut Canvas<'c>,
    color: [u8; 4],
}

impl Rows for Painted<'_, '_> {
    #[inline(always)]
    fn row(&mut self, y: i32, (x0, x1): (i32, i32), shares: Share<'_>) {
        color_row(self.canvas.run_mut(y, x0, x1), self.color, shares, false);
    }
}

/// The distances from straight lines.
struct Measure<'d, 't> {
    distances: &'d mut Distances,
    lines: &'d [(PagePoint, PagePoint)],
    clip: &'d Clip<'t>,
}

impl Work for Measure<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (p, q) in self.lines {
            self.distances.segment(*p, *q, self.clip);
        }
    }
}

/// The distances from a dash.
struct Dash<'d, 't> {
    distances: &'d mut Distances,
    points: &'d [PagePoint],
    radius: f64,
    clip: &'d Clip<'t>,
}

impl Work for Dash<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.distances.blunt(self.points, self.radius, self.clip);
    }
}

/// Draws an unbroken line with round ends and corners, of which the radius is given in pixels.
pub(super) fn round(
    brush: &mut Brush<'_>,
    canvas: &mut Canvas<'_>,
    path: &Path,
    (radius, color): (f64, [u8; 4]),
    clip: &Clip<'_>,
) {
    let reach = radius + BLUR;
    let serves = |measured: &Measured| measured.asked == clip.bounds() && measured.path.is(path);
    let measured = brush.measured.as_ref().is_some_and(serves);
    if !measured || brush.distances.reach() < reach {
        let mut lines = std::mem::take(&mut brush.lines);
        lines.clear();
        outline::each_line(path, canvas.scale, reach, clip, |p, q| lines.push((p, q)));
        widest(Measure { distances: begin(brush, reach), lines: &lines, clip });
        brush.lines = lines;
        brush.measured = Some(Measured { path: path.clone(), asked: clip.bounds() });
    }
    by_distance(brush, canvas, (radius, color), clip);
}

/// The path that distances were measured from, kept for the next line: a front is drawn twice, with
/// its casing.
pub(super) struct Measured {
    path: Path,
    /// The pixels that were asked for, of the same tiles.
    asked: [i32; 4],
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

/// Dash lengths in pixels, an even number of them. `None` for an unbroken line, also when dashes are
/// too short to be told apart.
fn pixel_dash(dash: &[f64], scale: f64) -> Option<Vec<f64>> {
    let sum = dash.iter().sum::<f64>() * scale;
    let sound = dash.iter().all(|&d| d >= 0.0) && sum.is_finite() && sum >= 0.5;
    if !sound {
        return None;
    }
    // An odd list is used twice (SVG 2, section 13.5.6).
    let repeated = if dash.len() % 2 == 1 { 2 } else { 1 };
    Some(dash.iter().map(|&d| d * scale).cycle().take(dash.len() * repeated).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Plane, TileSet};
    use proptest::prelude::*;

    proptest! {
        /// A picture is the same on processors that have wide registers and on those that have not.
        #[test]
        fn wide_registers_change_nothing(
            lines in prop::collection::vec(
                ((-10.0..70.0, -10.0..50.0), (-10.0..70.0, -10.0..50.0)), 1..9),
            radius in 0.2..4.0,
        ) {
            let tiles = TileSet::all(60, 40);
            let clip = Clip::new(&tiles).unwrap();
            let point = |(x, y)| PagePoint::new(x, y);
            let lines: Vec<_> = lines.into_iter().map(|(p, q)| (point(p), point(q))).collect();
            let painted = |wide: bool| {
                let mut distances = Distances::default();
                distances.begin((60, 40), radius + BLUR);
                let measure = Measure { distances: &mut distances, lines: &lines, clip: &clip };
                if wide { widest(measure) } else { measure.run() }
                let mut canvas = Canvas::of(&clip, 1.0, Plane::default());
                let painted = Painted { canvas: &mut canvas, color: [90, 20, 5, 120] };
                let near = Near { distances: &distances, radius, clip: &clip, painted };
                if wide { widest(near) } else { near.run() }
                canvas.all().to_vec()
            };
            prop_assert_eq!(painted(false), painted(true));
        }
    }
}
