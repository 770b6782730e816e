//! Meridians and parallels, their degrees along the map's edge, and the edge of the globe.

use super::pen::Pen;
use super::words;
use crate::figure::Plan;
use crate::math::{PagePoint, Rect};
use crate::projection::{Axis, GraticuleLine, Viewport, graticule};
use crate::scene::{Anchor, Group, Item, Path, Stroke, Weight};
use crate::style::Words;

/// Maps that show more degrees of latitude, or a pole, have a graticule if the figure does not say
/// otherwise: on them north is not the same way everywhere.
const BROAD: f64 = 30.0;
/// Lines along the map's longer side, at most.
const ACROSS: f64 = 12.0;

/// Whether the figure has one.
fn is_drawn(plan: &Plan, viewport: &Viewport) -> bool {
    plan.graticule.unwrap_or_else(|| {
        let seen = viewport.visible();
        seen.height() > BROAD || seen.north >= 90.0 || seen.south <= -90.0
    })
}

/// The lines, and the outline of the globe where it is in view.
pub fn lines(plan: &Plan, viewport: &Viewport, unit: f64) -> Group {
    let style = &plan.theme.graticule;
    let mut items = Vec::new();
    if is_drawn(plan, viewport) {
        let stroke = Stroke::new(style.color, style.width * unit);
        let lines = graticule(viewport, ACROSS).lines;
        let pieces = lines.iter().flat_map(|line| &line.pieces).map(|piece| Path::line(piece));
        items.push(Item::Stroke(Path::join(pieces), stroke));
    }
    if let Some(edge) = viewport.globe_outline() {
        items.push(Item::Stroke(edge, Stroke::new(plan.theme.page.muted, unit)));
    }
    Group::new("graticule", items)
}

/// The degrees where lines meet the map's edge (or, of parallels, that of the globe); returns also
/// the room that they take.
pub fn degrees(pen: &Pen<'_>, viewport: &Viewport, taken: &[Rect]) -> (Group, Vec<Rect>) {
    let (mut items, mut rooms) = (Vec::new(), Vec::new());
    if !is_drawn(pen.plan, viewport) {
        return (Group::new("degrees", items), rooms);
    }
    let theme = &pen.plan.theme;
    let letters = pen.letters(theme.letters.small, Weight::Regular, theme.graticule.ink);
    let map = viewport.rect();
    let (gap, height) = (4.0 * pen.unit, letters.size * 1.16);
    for line in graticule(viewport, ACROSS).lines {
        let text = in_words(pen.plan.words, &line);
        let width = pen.width(&text, letters);
        let ends = line.pieces.iter().flat_map(|piece| [piece.first(), piece.last()]);
        for end in ends.flatten() {
            let Some((x, y)) = beside(*end, line.axis, map, (width, height), gap) else { continue };
            let room = Rect::from_size(x, y, width, height).grow(gap / 2.0);
            let free = map.encloses(&room)
                && taken.iter().chain(&rooms).all(|other: &Rect| !other.overlaps(&room));
            if free {
                let at = PagePoint::new(x, y + height - letters.size * 0.24);
                let mut run = pen.run(&text, at, Anchor::Start, letters);
                run.halo = pen.halo();
                items.push(Item::Text(run));
                rooms.push(room);
            }
        }
    }
    (Group::new("degrees", items), rooms)
}

/// Where the label of a line that ends at a point stands: its upper left corner. `None` for a
/// meridian that ends inside the map, at a pole.
fn beside(
    end: PagePoint,
    axis: Axis,
    map: Rect,
    (width, height): (f64, f64),
    gap: f64,
) -> Option<(f64, f64)> {
    /// Page units: the clipped end of a line is exactly on the edge but for rounding.
    const NEAR: f64 = 0.5;
    let (low, high) = ((end.y - map.y0).abs() < NEAR, (end.y - map.y1).abs() < NEAR);
    let (left, right) = ((end.x - map.x0).abs() < NEAR, (end.x - map.x1).abs() < NEAR);
    match axis {
        Axis::Meridian if low => Some((end.x - width / 2.0, map.y0 + gap)),
        Axis::Meridian if high => Some((end.x - width / 2.0, map.y1 - height - gap)),
        Axis::Parallel if left => Some((map.x0 + gap, end.y - height / 2.0)),
        Axis::Parallel if right => Some((map.x1 - width - gap, end.y - height / 2.0)),
        // At the edge of the globe, on the outer side.
        Axis::Parallel if !low && !high => match end.x < map.center().x {
            true => Some((end.x - width - gap, end.y - height / 2.0)),
            false => Some((end.x + gap, end.y - height / 2.0)),
        },
        _ => None,
    }
}

/// `45°E`, `38°30′N`, `12°05′20″S`; `0°` and `180°` are neither east nor west.
fn in_words(table: &Words, line: &GraticuleLine) -> String {
    let seconds = (line.degrees.abs() * 3600.0).round() as u64;
    let (degrees, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let number = match (minutes, rest) {
        (0, 0) => format!("{degrees}°"),
        (_, 0) => format!("{degrees}°{minutes:02}′"),
        _ => format!("{degrees}°{minutes:02}′{rest:02}″"),
    };
    let side = match (line.axis, line.degrees < 0.0) {
        _ if seconds == 0 => "",
        (Axis::Meridian, _) if seconds == 180 * 3600 => "",
        (axis, negative) => words::side(table, axis, negative),
    };
    number + side
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_written_as_on_maps() {
        let cases = [
            (Axis::Meridian, 45.0, "45°E"),
            (Axis::Meridian, -180.0, "180°"),
            (Axis::Meridian, -0.5, "0°30′W"),
            (Axis::Parallel, 0.0, "0°"),
            (Axis::Parallel, -12.0 - 5.0 / 60.0 - 20.0 / 3600.0, "12°05′20″S"),
            (Axis::Parallel, 38.5, "38°30′N"),
        ];
        for (axis, degrees, words) in cases {
            let line = GraticuleLine { axis, degrees, pieces: Vec::new() };
            assert_eq!(in_words(crate::style::words("en"), &line), words);
        }
    }
}
