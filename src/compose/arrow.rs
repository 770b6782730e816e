//! Arrows of advances: smooth through their points, narrow at the tail, with a wide head.

use super::legend::Key;
use super::overlay;
use super::pen::Pen;
use crate::color::Color;
use crate::dataset::{Arrow, Atlas, Overlay, OverlayGeometry, OverlayKind, PartyId};
use crate::figure::Plan;
use crate::math::{Day, LonLat, PagePoint, Rect, trig};
use crate::projection::Viewport;
use crate::scene::{Fill, Group, Item, Path, Stroke};
use std::collections::BTreeSet;

/// Widths of an arrow in page units.
#[derive(Clone, Copy, Debug)]
struct Widths {
    tail: f64,
    shaft: f64,
    head: f64,
}

/// The arrows of a day; what was drawn is added to `keys`.
pub fn of_day(
    pen: &Pen<'_>,
    atlas: &Atlas,
    viewport: &Viewport,
    day: Day,
    keys: &mut BTreeSet<Key>,
) -> Group {
    let mut items = Vec::new();
    let theme_width = pen.plan.theme.arrow.width;
    let mut draw = |line: &[LonLat], width: f64, party, approximate, key: Key| {
        let points: Vec<PagePoint> = line.iter().filter_map(|at| viewport.page(*at)).collect();
        let shape = shape(&points, widths(pen, width * pen.unit));
        let map = viewport.rect();
        if shape.bounds().is_some_and(|bounds| bounds.overlaps(&map)) {
            keys.insert(key);
            items.extend(paint(pen, shape, color(pen, party), approximate));
        }
    };
    let drawn = |o: &&Overlay| overlay::is_arrow(o) && overlay::is_drawn(pen.plan, o);
    for overlay in atlas.overlays.iter().filter(drawn) {
        let OverlayGeometry::Lines(lines) = &overlay.geometry else { continue };
        for line in lines.iter().filter(|_| overlay.validity.contains(day)) {
            let points: Vec<LonLat> = line.coords().map(|c| LonLat::from(*c)).collect();
            let Overlay { party, approximate, .. } = overlay;
            draw(&points, theme_width, *party, *approximate, overlay::key(overlay));
        }
    }
    let drawn = |a: &&Arrow| a.validity.contains(day) && is_drawn(pen.plan, a);
    for arrow in atlas.arrows.iter().filter(drawn) {
        let points: Vec<LonLat> = arrow.reached(day).iter().map(|point| point.position).collect();
        let width = arrow.width.unwrap_or(theme_width);
        draw(&points, width, arrow.party, arrow.approximate, key(arrow));
    }
    Group::new("arrows", items)
}

/// Whether a figure draws an arrow: as it draws overlays of the kind `arrow`.
pub fn is_drawn(plan: &Plan, arrow: &Arrow) -> bool {
    let wanted = plan.drawing.layers.overlays.as_ref();
    let label = arrow.label.as_deref();
    wanted.is_none_or(|all| all.iter().any(|one| one.fits(&OverlayKind::Arrow, arrow.party, label)))
}

/// What the legend says of an arrow.
pub fn key(arrow: &Arrow) -> Key {
    Key::Overlay {
        kind: OverlayKind::Arrow,
        party: arrow.party,
        label: arrow.label.clone(),
        approximate: arrow.approximate,
        line: true,
    }
}

/// The sample of the legend: a small arrow to the right.
pub fn sample(pen: &Pen<'_>, party: Option<PartyId>, approximate: bool, rect: Rect) -> Vec<Item> {
    let middle = rect.center().y;
    let points = [
        PagePoint::new(rect.x0 + pen.unit, middle + 0.18 * rect.height()),
        PagePoint::new(rect.x0 + 0.4 * rect.width(), middle - 0.02 * rect.height()),
        PagePoint::new(rect.x1 - pen.unit, middle),
    ];
    let shape = shape(&points, widths(pen, 0.36 * rect.height()));
    paint(pen, shape, color(pen, party), approximate)
}

fn color(pen: &Pen<'_>, party: Option<PartyId>) -> Color {
    party.map_or(pen.plan.theme.page.muted, |party| pen.plan.color(party))
}

fn widths(pen: &Pen<'_>, shaft: f64) -> Widths {
    let style = &pen.plan.theme.arrow;
    Widths { tail: style.tail * shaft, shaft, head: style.head * shaft }
}

fn paint(pen: &Pen<'_>, shape: Path, color: Color, approximate: bool) -> Vec<Item> {
    let style = &pen.plan.theme.arrow;
    let casing = Stroke::new(style.casing, 2.0 * style.casing_width * pen.unit);
    let mut items = vec![Item::Stroke(shape.clone(), casing)];
    if approximate {
        // Paler, in a broken line.
        let pale = color.mix(Color::WHITE, 0.72).with_opacity(style.opacity);
        let line = Stroke::new(color, 1.5 * pen.unit).dashed([4.5 * pen.unit, 2.6 * pen.unit]);
        items.extend([Item::Fill(shape.clone(), Fill::Solid(pale)), Item::Stroke(shape, line)]);
    } else {
        let line = Stroke::new(color.mix(Color::BLACK, 0.35), 0.8 * pen.unit);
        let fill = Fill::Solid(color.with_opacity(style.opacity));
        items.extend([Item::Fill(shape.clone(), fill), Item::Stroke(shape, line)]);
    }
    items
}

/// The outline of an arrow through some points. The head takes at most half of a short arrow, and
/// the shaft grows narrower where it turns so sharply that its inner side would fold.
fn shape(points: &[PagePoint], widths: Widths) -> Path {
    /// Places along the shaft.
    const STEPS: usize = 40;
    let line = smooth(points);
    let far = lengths(&line);
    let length = far.last().copied().unwrap_or(0.0);
    if !(length > 0.0 && length.is_finite() && widths.shaft > 0.0) {
        return Path::default();
    }
    let head = (0.92 * widths.head).min(0.5 * length);
    let shrink = head / (0.92 * widths.head).max(1e-9);
    let neck = length - head;
    let step = neck / STEPS as f64;
    let spine: Vec<PagePoint> = (0..=STEPS).map(|i| at(&line, &far, step * i as f64)).collect();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (i, p) in spine.iter().enumerate() {
        let (before, after) = (spine[i.saturating_sub(1)], spine[(i + 1).min(STEPS)]);
        let Some((x, y)) = direction(before, after) else { continue };
        let share = i as f64 / STEPS as f64;
        let width = widths.tail + (widths.shaft * shrink.sqrt() - widths.tail).max(0.0) * share;
        let half = (width / 2.0).min(0.9 * bend(before, *p, after));
        left.push(PagePoint::new(p.x + y * half, p.y - x * half));
        right.push(PagePoint::new(p.x - y * half, p.y + x * half));
    }
    let (base, tip) = (at(&line, &far, neck), at(&line, &far, length));
    let Some((x, y)) = direction(base, tip) else { return Path::default() };
    let half = widths.head * shrink / 2.0;
    // The barbs lie a little behind the neck.
    let back = 0.16 * head;
    let barb = |side: f64| {
        PagePoint::new(base.x - x * back + y * half * side, base.y - y * back - x * half * side)
    };
    let mut outline = left;
    outline.extend([barb(1.0), tip, barb(-1.0)]);
    outline.extend(right.into_iter().rev());
    // A notch in the tail says which end is which where the head is out of sight.
    outline.push(at(&line, &far, (0.7 * widths.tail).min(0.2 * neck)));
    Path::polygon(&outline)
}

fn direction(from: PagePoint, to: PagePoint) -> Option<(f64, f64)> {
    let length = from.distance(to);
    (length > 1e-9).then(|| ((to.x - from.x) / length, (to.y - from.y) / length))
}

/// The radius of the circle through three points: the product of the sides over four times the
/// area.
fn bend(a: PagePoint, b: PagePoint, c: PagePoint) -> f64 {
    let twice = ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)).abs();
    if twice < 1e-9 {
        f64::INFINITY
    } else {
        a.distance(b) * b.distance(c) * a.distance(c) / (2.0 * twice)
    }
}

/// A smooth line through some points: a centripetal Catmull-Rom spline (Yuksel, Schaefer and Keyser
/// 2011, "Parameterization and applications of Catmull-Rom curves"), which neither loops nor
/// overshoots between its points.
fn smooth(points: &[PagePoint]) -> Vec<PagePoint> {
    /// Places between two points.
    const STEPS: u32 = 16;
    let mut points = points.to_vec();
    points.dedup_by(|a, b| a.distance(*b) < 1e-6);
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return points };
    if points.len() < 3 {
        return points;
    }
    let mirrored =
        |of: PagePoint, by: PagePoint| PagePoint::new(2.0 * by.x - of.x, 2.0 * by.y - of.y);
    let mut padded = vec![mirrored(points[1], first)];
    padded.extend(&points);
    padded.push(mirrored(points[points.len() - 2], last));
    let mut line = vec![first];
    for four in padded.windows(4) {
        let knot = |a: PagePoint, b: PagePoint| trig::pow(a.distance(b), 0.5).max(1e-6);
        let t1 = knot(four[0], four[1]);
        let t2 = t1 + knot(four[1], four[2]);
        let t3 = t2 + knot(four[2], four[3]);
        line.extend((1..=STEPS).map(|i| {
            let t = t1 + (t2 - t1) * f64::from(i) / f64::from(STEPS);
            let mix = |a: PagePoint, b: PagePoint, from: f64, to: f64| {
                let share = (t - from) / (to - from);
                PagePoint::new(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
            };
            let (a1, a2) = (mix(four[0], four[1], 0.0, t1), mix(four[1], four[2], t1, t2));
            let a3 = mix(four[2], four[3], t2, t3);
            mix(mix(a1, a2, 0.0, t2), mix(a2, a3, t1, t3), t1, t2)
        }));
    }
    line
}

/// How far each point is from the first, along the line.
fn lengths(line: &[PagePoint]) -> Vec<f64> {
    let steps = line.windows(2).scan(0.0, |far, pair| {
        *far += pair[0].distance(pair[1]);
        Some(*far)
    });
    std::iter::once(0.0).take(line.len()).chain(steps).collect()
}

/// The place at a distance along a line.
fn at(line: &[PagePoint], far: &[f64], distance: f64) -> PagePoint {
    let next = far.partition_point(|f| *f < distance).clamp(1, far.len().max(2) - 1);
    let ends = (line.get(next - 1), line.get(next), far.get(next - 1), far.get(next));
    let (Some(p), Some(q), Some(before), Some(after)) = ends else { return PagePoint::default() };
    let share = ((distance - before) / (after - before).max(1e-12)).clamp(0.0, 1.0);
    PagePoint::new(p.x + (q.x - p.x) * share, p.y + (q.y - p.y) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTHS: Widths = Widths { tail: 4.0, shaft: 10.0, head: 24.0 };

    fn p(x: f64, y: f64) -> PagePoint {
        PagePoint::new(x, y)
    }

    /// How wide the shape is across the x axis at some place.
    fn width(shape: &Path, x: f64) -> f64 {
        let points: Vec<PagePoint> = shape
            .segments()
            .iter()
            .filter_map(|s| match s {
                crate::scene::Segment::Move(p) | crate::scene::Segment::Line(p) => Some(*p),
                _ => None,
            })
            .collect();
        let closed = points.iter().zip(points.iter().cycle().skip(1));
        let ys: Vec<f64> = closed
            .filter(|(a, b)| (a.x <= x) != (b.x <= x))
            .map(|(a, b)| a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x))
            .collect();
        let top = ys.iter().copied().fold(f64::INFINITY, f64::min);
        ys.iter().copied().fold(f64::NEG_INFINITY, f64::max) - top
    }

    #[test]
    fn a_straight_arrow_widens_to_its_head() {
        let shape = shape(&[p(0.0, 0.0), p(200.0, 0.0)], WIDTHS);
        let bounds = shape.bounds().unwrap();
        assert!((bounds.x1 - 200.0).abs() < 1e-9 && bounds.x0.abs() < 1e-9, "{bounds:?}");
        assert!((bounds.height() - 24.0).abs() < 1e-9);
        // The head is 22 long; the shaft grows from 4 to 10 before it.
        assert!((width(&shape, 0.5) - 4.0).abs() < 0.1);
        assert!((width(&shape, 89.0) - 7.0).abs() < 0.1, "{}", width(&shape, 89.0));
        assert!((width(&shape, 189.0) - 10.3).abs() < 0.1, "{}", width(&shape, 189.0));
    }

    #[test]
    fn curves_pass_through_their_points() {
        let points = [p(0.0, 0.0), p(80.0, 60.0), p(160.0, 0.0)];
        let line = smooth(&points);
        for point in points {
            assert!(line.iter().any(|q| q.distance(point) < 1e-6), "{point:?}");
        }
        // Smooth: no corner of more than a quarter of a right angle.
        for three in line.windows(3) {
            let (a, b) = (direction(three[0], three[1]), direction(three[1], three[2]));
            let (a, b) = (a.unwrap(), b.unwrap());
            assert!(a.0 * b.0 + a.1 * b.1 > 0.92, "{three:?}");
        }
    }

    #[test]
    fn what_is_no_line_is_no_arrow() {
        assert!(shape(&[], WIDTHS).is_empty());
        assert!(shape(&[p(1.0, 1.0), p(1.0, 1.0)], WIDTHS).is_empty());
        // A short one is smaller all over.
        let bounds = shape(&[p(0.0, 0.0), p(10.0, 0.0)], WIDTHS).bounds().unwrap();
        assert!(bounds.height() < 7.0, "{bounds:?}");
    }
}
