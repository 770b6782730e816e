//! Fronts that the data draw as lines.

use super::legend::Key;
use super::ornament::{self, Hand, Sizes, along};
use crate::dataset::{Atlas, Dating, Front};
use crate::figure::{OrnamentSide, Plan};
use crate::math::{Day, PagePoint};
use crate::projection::Viewport;
use crate::scene::{Group, Item, Path, Segment};
use std::collections::BTreeSet;

/// One such front on the page.
pub struct DrawnFront<'a> {
    front: &'a Front,
    path: Path,
}

/// Projects all of them once. They are drawn as they are written, not smoothed.
pub fn project<'a>(atlas: &'a Atlas, viewport: &Viewport) -> Vec<DrawnFront<'a>> {
    let fronts = atlas.fronts.iter();
    let page = fronts.map(|front| DrawnFront { front, path: viewport.lines(&front.lines) });
    page.filter(|page| !page.path.is_empty()).collect()
}

/// The fronts of a day in the look of the front between areas; those whose date is not sure are
/// broken lines.
pub fn group(
    plan: &Plan,
    unit: f64,
    fronts: &[DrawnFront<'_>],
    day: Day,
    keys: &mut BTreeSet<Key>,
) -> Group {
    let mut items = Vec::new();
    let sizes = Sizes::of(plan, unit);
    for DrawnFront { front, path } in fronts {
        if !plan.drawing.layers.front || !front.validity.contains(day) {
            continue;
        }
        keys.insert(key(front));
        let hands: &[Hand] = match plan.ornament_side {
            OrnamentSide::Both => &[Hand::Left, Hand::Right],
            OrnamentSide::Party(party) if front.left == Some(party) => &[Hand::Left],
            OrnamentSide::Party(party) if front.right == Some(party) => &[Hand::Right],
            // Where a line moves, the line alone does not say.
            OrnamentSide::Party(_) | OrnamentSide::Advancing => &[],
        };
        let lines = lines(path);
        let ornaments =
            lines.iter().flat_map(|line| hands.iter().map(|hand| along(line, *hand, &sizes)));
        let drawn = ornament::front(plan, unit, path.clone(), Path::join(ornaments));
        items.extend(drawn.into_iter().map(|item| doubtful(item, front.dating, unit)));
    }
    Group::new("drawn-front", items)
}

/// A front's line, broken if its date is not sure.
pub fn doubtful(item: Item, dating: Dating, unit: f64) -> Item {
    match item {
        Item::Stroke(path, stroke) if dating != Dating::Sure => {
            Item::Stroke(path, stroke.dashed([9.0 * unit, 6.0 * unit]))
        }
        item => item,
    }
}

/// What the legend says of a front.
pub fn key(front: &Front) -> Key {
    match (&front.label, front.dating) {
        (None, Dating::Sure) => Key::Front,
        (label, dating) => Key::DrawnFront(label.clone(), dating),
    }
}

/// The lines of a path that has no curves.
fn lines(path: &Path) -> Vec<Vec<PagePoint>> {
    let mut lines: Vec<Vec<PagePoint>> = Vec::new();
    for segment in path.segments() {
        match (segment, lines.last_mut()) {
            (Segment::Move(at), _) => lines.push(vec![*at]),
            (Segment::Line(at), Some(line)) => line.push(*at),
            _ => {}
        }
    }
    lines
}
