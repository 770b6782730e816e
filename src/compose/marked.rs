//! The places that a figure is about, with their names.

use super::pen::Pen;
use crate::dataset::{Atlas, Place};
use crate::math::{PagePoint, Rect};
use crate::projection::Viewport;
use crate::scene::{Anchor, Fill, Group, Item, Path, Stroke, Weight};

/// Dots and names, and the room that they take: no other name may stand there, nor beside the dot,
/// where the base map would name the place again.
pub fn group(
    pen: &Pen<'_>,
    atlas: &Atlas,
    viewport: &Viewport,
    clear: Rect,
) -> (Option<Item>, Vec<Rect>) {
    let places: Vec<(&Place, PagePoint)> = pen
        .plan
        .marked
        .iter()
        .filter_map(|&i| atlas.places.get(i))
        .filter_map(|place| Some((place, viewport.page(place.position)?)))
        .filter(|(_, at)| clear.contains(*at))
        .collect();
    let theme = &pen.plan.theme;
    let letters = pen.letters(theme.label.town, Weight::Bold, theme.page.ink);
    let radius = 4.4 * pen.unit;
    let around = |at: PagePoint, by: f64| Rect { x0: at.x, y0: at.y, x1: at.x, y1: at.y }.grow(by);
    let mut rooms: Vec<Rect> =
        places.iter().map(|(_, at)| around(*at, radius + 4.5 * pen.unit)).collect();
    let (mut dots, mut names) = (Vec::new(), Vec::new());
    for (place, at) in places {
        let circle = Path::circle(at, radius);
        dots.push(Item::Fill(around_circle(pen, at, radius), Fill::Solid(theme.label.halo)));
        dots.push(Item::Fill(circle.clone(), Fill::Solid(theme.page.accent)));
        dots.push(Item::Stroke(circle, Stroke::new(theme.page.paper, 1.2 * pen.unit)));
        let text = name(place);
        let size = (pen.width(&text, letters), letters.size * 1.16);
        let Some(room) = beside(around(at, radius + 4.5 * pen.unit), size, clear, &rooms) else {
            continue;
        };
        let baseline = PagePoint::new(room.x0, room.y1 - letters.size * 0.24);
        let mut run = pen.run(&text, baseline, Anchor::Start, letters);
        run.halo = pen.halo();
        names.push(Item::Text(run));
        rooms.push(room.grow(letters.size * 0.12));
    }
    dots.append(&mut names);
    let group = (!dots.is_empty()).then(|| Item::Group(Group::new("marked", dots)));
    (group, rooms)
}

fn around_circle(pen: &Pen<'_>, at: PagePoint, radius: f64) -> Path {
    Path::circle(at, radius + 2.2 * pen.unit)
}

/// `Chaylaggala / Khtsaberd`.
fn name(place: &Place) -> String {
    match place.dual_name.as_ref().filter(|dual| **dual != place.name) {
        Some(dual) => format!("{} / {dual}", place.name),
        None => place.name.clone(),
    }
}

/// Room for a name beside a dot: right, left, above, below.
fn beside(dot: Rect, (width, height): (f64, f64), clear: Rect, taken: &[Rect]) -> Option<Rect> {
    let middle = dot.center();
    let candidates = [
        (dot.x1, middle.y - height / 2.0),
        (dot.x0 - width, middle.y - height / 2.0),
        (middle.x - width / 2.0, dot.y0 - height),
        (middle.x - width / 2.0, dot.y1),
        (dot.x1 - 0.5 * dot.width(), dot.y0 - height),
        (dot.x0 + 0.5 * dot.width() - width, dot.y1),
    ];
    candidates
        .into_iter()
        .map(|(x, y)| Rect::from_size(x, y, width, height))
        .find(|room| clear.encloses(room) && taken.iter().all(|other| !other.overlaps(room)))
}
