//! What frames the map: neatline, degrees along it, and where north is.

use super::pen::Pen;
use super::words;
use crate::math::{LonLat, PagePoint, Rect, trig};
use crate::projection::{Axis, Viewport, graticule};
use crate::scene::{Anchor, Fill, Group, Item, Path, Stroke, TextRun, Weight};
use crate::style::Words;

/// North is up where it is off by less than this many degrees.
const UPRIGHT: f64 = 3.0;

/// Neatline, degrees and north arrow as the theme asks, and the room that they take in the map.
pub fn of_map(pen: &Pen<'_>, viewport: &Viewport) -> (Group, Vec<Rect>) {
    let style = &pen.plan.theme.furniture;
    let map = viewport.rect();
    let (mut items, mut rooms) = (Vec::new(), Vec::new());
    if style.ticks {
        let (mut own, taken) = ticks(pen, viewport);
        items.append(&mut own);
        rooms.extend(taken);
    }
    if style.neatline > 0.0 {
        // Inside, so that a map to the edge of the page shows all of it.
        let width = style.neatline * pen.unit;
        let line = Stroke::new(pen.plan.theme.page.ink, width);
        items.push(Item::Stroke(Path::rect(map.grow(-width / 2.0)), line));
    }
    if let Some(angle) = north(viewport).filter(|angle| style.north && angle.abs() >= UPRIGHT) {
        let side = 54.0 * pen.unit;
        let inset = 14.0 * pen.unit;
        let room = Rect::from_size(map.x1 - inset - side, map.y0 + inset, side, side);
        items.extend(arrow(pen, room, angle));
        rooms.push(room);
    }
    (Group::new("frame", items), rooms)
}

/// Degrees, clockwise from up, to which north points in the middle of the map; `None` where the map
/// does not show what lies north of it, or where north points elsewhere in other parts of it.
fn north(viewport: &Viewport) -> Option<f64> {
    let at = |x: f64, y: f64| {
        let map = viewport.rect();
        let from = PagePoint::new(map.x0 + x * map.width(), map.y0 + y * map.height());
        let globe = viewport.globe(from)?;
        let to = viewport.page(LonLat::new(globe.lon, globe.lat + 0.01))?;
        Some(trig::atan2(to.x - from.x, from.y - to.y).to_degrees())
    };
    let middle = at(0.5, 0.5)?;
    let corners = [(0.05, 0.05), (0.95, 0.05), (0.05, 0.95), (0.95, 0.95)];
    let differ = |(x, y): (f64, f64)| {
        at(x, y)
            .is_none_or(|angle| ((angle - middle + 180.0).rem_euclid(360.0) - 180.0).abs() > 15.0)
    };
    (!corners.into_iter().any(differ)).then_some(middle)
}

/// An arrow to the north with its letter.
fn arrow(pen: &Pen<'_>, room: Rect, angle: f64) -> Vec<Item> {
    let theme = &pen.plan.theme;
    let (sin, cos) = trig::sin_cos(angle.to_radians());
    let (middle, half) = (room.center(), room.height() / 2.0);
    let place = |x: f64, y: f64| {
        let (x, y) = (x * half, y * half);
        PagePoint::new(middle.x + x * cos - y * sin, middle.y + x * sin + y * cos)
    };
    let left = Path::polygon(&[place(0.0, -0.55), place(0.0, 0.55), place(-0.32, 0.8)]);
    let right = Path::polygon(&[place(0.0, -0.55), place(0.32, 0.8), place(0.0, 0.55)]);
    let line = Stroke::new(theme.page.ink, pen.unit);
    let halo = Stroke::new(theme.label.halo, 4.0 * pen.unit);
    let letters = pen.letters(theme.letters.body, Weight::Bold, theme.page.ink);
    let top = place(0.0, -0.78);
    let mut run =
        pen.run("N", PagePoint::new(top.x, top.y + 0.36 * letters.size), Anchor::Middle, letters);
    run.halo = pen.halo();
    vec![
        Item::Stroke(Path::join([left.clone(), right.clone()]), halo),
        Item::Fill(left.clone(), Fill::Solid(theme.page.ink)),
        Item::Fill(right.clone(), Fill::Solid(theme.page.paper)),
        Item::Stroke(Path::join([left, right]), line),
        Item::Text(run),
    ]
}

/// Short lines on all four edges where meridians and parallels meet them, with degrees at the top
/// and on the left.
fn ticks(pen: &Pen<'_>, viewport: &Viewport) -> (Vec<Item>, Vec<Rect>) {
    let theme = &pen.plan.theme;
    let map = viewport.rect();
    let lines = graticule(viewport, 6.0);
    let letters = pen.letters(theme.letters.small, Weight::Regular, theme.page.ink);
    let length = 7.0 * pen.unit;
    let stroke = Stroke::new(theme.page.ink, 1.2 * pen.unit);
    let halo = Stroke::new(theme.label.halo, 3.2 * pen.unit);
    let mut marks: Vec<Path> = Vec::new();
    let mut names = Vec::new();
    let mut rooms: Vec<Rect> = Vec::new();
    for line in &lines.lines {
        let step = match line.axis {
            Axis::Meridian => lines.meridian_step,
            Axis::Parallel => lines.parallel_step,
        };
        let ends = line.pieces.iter().flat_map(|piece| [piece.first(), piece.last()]).flatten();
        for end in ends {
            let Some((x, y)) = inward(map, *end, line.axis) else { continue };
            let tip = PagePoint::new(end.x + x * length, end.y + y * length);
            marks.push(Path::line(&[*end, tip]));
            let text = degrees(pen.plan.words, line.degrees, line.axis, step);
            let width = pen.width(&text, letters);
            let run = match (x, y) {
                (_, 1.0) => {
                    let at = PagePoint::new(end.x, tip.y + letters.size);
                    pen.run(&text, at, Anchor::Middle, letters)
                }
                (1.0, _) => {
                    let at = PagePoint::new(tip.x + 2.5 * pen.unit, end.y + 0.36 * letters.size);
                    pen.run(&text, at, Anchor::Start, letters)
                }
                _ => continue,
            };
            let left = if run.anchor == Anchor::Middle {
                run.position.x - width / 2.0
            } else {
                run.position.x
            };
            let top = run.position.y - letters.size;
            let room = Rect::from_size(left, top, width, 1.25 * letters.size);
            if map.encloses(&room) && !rooms.iter().any(|other| other.overlaps(&room)) {
                rooms.push(room);
                names.push(Item::Text(TextRun { halo: pen.halo(), ..run }));
            }
        }
    }
    if marks.is_empty() {
        return (Vec::new(), rooms);
    }
    let marks = Path::join(marks);
    let mut items = vec![Item::Stroke(marks.clone(), halo), Item::Stroke(marks, stroke)];
    items.append(&mut names);
    (items, rooms)
}

/// The direction into the map at a point of its edge that a meridian (top and bottom) or a parallel
/// (left and right) meets; `None` elsewhere.
fn inward(map: Rect, at: PagePoint, axis: Axis) -> Option<(f64, f64)> {
    let near = |a: f64, b: f64| (a - b).abs() < 0.5;
    match axis {
        Axis::Meridian if near(at.y, map.y0) => Some((0.0, 1.0)),
        Axis::Meridian if near(at.y, map.y1) => Some((0.0, -1.0)),
        Axis::Parallel if near(at.x, map.x0) => Some((1.0, 0.0)),
        Axis::Parallel if near(at.x, map.x1) => Some((-1.0, 0.0)),
        _ => None,
    }
}

/// `45°30′E`: as fine as the steps between lines.
fn degrees(table: &Words, value: f64, axis: Axis, step_seconds: u32) -> String {
    let seconds = (value.abs() * 3600.0).round() as u64;
    let (degrees, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let mut text = format!("{degrees}\u{b0}");
    if !step_seconds.is_multiple_of(3600) {
        text.push_str(&format!("{minutes:02}\u{2032}"));
    }
    if !step_seconds.is_multiple_of(60) {
        text.push_str(&format!("{rest:02}\u{2033}"));
    }
    text.push_str(match (axis, value) {
        (_, 0.0) => "",
        (Axis::Meridian, v) if v.abs() >= 180.0 => "",
        (axis, v) => words::side(table, axis, v < 0.0),
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::{Extent, PlanarBounds, Projection, ProjectionKind};

    #[test]
    fn degrees_are_as_fine_as_their_steps() {
        let english = crate::style::words("en");
        assert_eq!(degrees(english, 45.5, Axis::Meridian, 1800), "45\u{b0}30\u{2032}E");
        assert_eq!(degrees(english, -39.0, Axis::Parallel, 3600), "39\u{b0}S");
        assert_eq!(degrees(english, 0.0, Axis::Parallel, 3600), "0\u{b0}");
        assert_eq!(degrees(english, 180.0, Axis::Meridian, 3600), "180\u{b0}");
    }

    #[test]
    fn north_is_known_where_it_is_one_direction() {
        let rect = Rect::from_size(0.0, 0.0, 800.0, 600.0);
        let extent = Extent::new(44.0, 38.0, 48.0, 41.0);
        let upright = Viewport::fit(Projection::mercator(46.0), &extent, rect);
        assert!(north(&upright).is_some_and(|angle| angle.abs() < 0.01));
        // Far to the east of the middle of a conic map north leans to the left.
        let wide = Extent::new(0.0, 40.0, 60.0, 60.0);
        let conic = Projection::fitted(ProjectionKind::LambertConformalConic, &wide);
        let bounds = PlanarBounds { x_min: 1.5e6, y_min: 0.0, x_max: 1.7e6, y_max: 1.5e5 };
        let east = Viewport::from_bounds(conic, bounds, rect);
        assert!(
            north(&east).is_some_and(|angle| (-40.0..-10.0).contains(&angle)),
            "{:?}",
            north(&east)
        );
        let pole = Extent::new(-180.0, 60.0, 180.0, 90.0);
        let polar = Projection::fitted(ProjectionKind::AzimuthalEqualArea, &pole);
        assert_eq!(north(&Viewport::fit(polar, &pole, rect)), None);
    }
}
