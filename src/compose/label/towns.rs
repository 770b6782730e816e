//! Towns: their dots, and the places beside them.

use super::field::Costs;
use super::mask::Mask;
use super::name::Name;
use super::{Look, Sort, Surroundings, features, point};
use crate::compose::pen::{Letters, Pen};
use crate::dataset::{BaseFeature, BaseKind};
use crate::math::{PagePoint, Rect};
use crate::projection::Viewport;
use crate::scene::{Fill, Item, Path, Stroke, Weight};
use geo::Geometry;

/// How many towns are named on a million square theme lengths of map.
const TOWNS_A_MEGAUNIT: f64 = 62.0;
/// What it costs to leave out a town, by rank.
const WORTH: [u32; 6] = [4000, 4000, 2600, 1500, 700, 420];
/// What it costs a name to stand as near to another town's dot as to its own.
const AMBIGUOUS: u32 = 30;

/// A town on the map.
pub struct Town<'a> {
    feature: &'a BaseFeature,
    /// Where its dot is.
    pub at: PagePoint,
    /// 1 (capital) to 5 (village).
    pub rank: u8,
    /// Whether it lies in the theatre.
    inside: bool,
}

/// Towns on the map, the most important first: by rank, those in the theatre one rank up; only as
/// many as there is room for.
pub fn shown<'a>(on: &Surroundings<'a>, theatre: &Mask) -> Vec<Town<'a>> {
    let language = &on.pen.plan.language;
    let viewport: &Viewport = on.viewport;
    let mut towns: Vec<Town<'a>> = features(on.atlas, BaseKind::Town)
        .filter_map(|feature| {
            let Geometry::Point(point) = feature.geometry else { return None };
            let at = viewport.page(point.0.into())?;
            feature.printed_name(language)?;
            let whole = on.clear.encloses(&mark(on.pen, at, feature.rank));
            let inside = theatre.contains(at);
            whole.then_some(Town { feature, at, rank: feature.rank, inside })
        })
        .collect();
    towns.sort_by_key(|town| (town.rank.saturating_sub(u8::from(town.inside)), !town.inside));
    let unit = on.pen.unit;
    let room = on.clear.width() * on.clear.height() / (unit * unit) / 1e6;
    towns.truncate((room * TOWNS_A_MEGAUNIT).ceil() as usize);
    towns
}

/// The names of towns with their candidates.
pub fn names(on: &Surroundings<'_>, towns: &[Town<'_>], costs: &Costs) -> Vec<(Name, Look)> {
    let pen = on.pen;
    let name = |(i, town): (usize, &Town<'_>)| {
        let text = town.feature.printed_name(&pen.plan.language)?;
        let letters = letters(pen, town.rank);
        let width = pen.width(&text, letters);
        let own = mark(pen, town.at, town.rank);
        let gap = dot(pen, town.rank) + 3.0 * pen.unit;
        let mut candidates = point::beside(town.at, own, width, letters.size, gap);
        candidates.retain(|candidate| on.is_free(candidate));
        for candidate in &mut candidates {
            let [own, ..] = candidate.boxes[..] else { continue };
            let near = own.grow(0.5 * letters.size);
            let others = towns.iter().enumerate().filter(|(j, _)| *j != i);
            let ambiguous = others.filter(|(_, other)| near.contains(other.at)).count() as u32;
            candidate.cost += costs.under(&[own]) + ambiguous * AMBIGUOUS;
        }
        let worth = WORTH[usize::from(town.rank.min(5))];
        let worth = if town.inside { worth * 9 / 5 } else { worth };
        let look = Look { letters, italic: false, sort: Sort::Town(i), text: text.clone() };
        Some((Name { text, worth, candidates }, look))
    };
    towns.iter().enumerate().filter_map(name).collect()
}

fn letters(pen: &Pen<'_>, rank: u8) -> Letters {
    let style = &pen.plan.theme.label;
    let ink = pen.plan.theme.page.ink;
    match rank {
        0..=2 => pen.letters(style.city, Weight::Bold, ink),
        3 => pen.letters(style.town, Weight::Bold, ink),
        _ => pen.letters(style.village, Weight::Regular, ink),
    }
}

/// Radius of a town's dot.
fn dot(pen: &Pen<'_>, rank: u8) -> f64 {
    pen.unit * [4.6, 4.6, 4.2, 3.4, 2.7, 2.3][usize::from(rank.min(5))]
}

/// The room of a town's dot with what is around it.
fn mark(pen: &Pen<'_>, at: PagePoint, rank: u8) -> Rect {
    let ring = if rank <= 1 { 2.9 } else { 1.0 };
    Rect { x0: at.x, y0: at.y, x1: at.x, y1: at.y }.grow(dot(pen, rank) + ring * pen.unit)
}

/// A town's dot; that of a capital has a ring.
pub fn draw_dot(pen: &Pen<'_>, town: &Town<'_>) -> Vec<Item> {
    let theme = &pen.plan.theme;
    let radius = dot(pen, town.rank);
    let circle = Path::circle(town.at, radius);
    let fill = if town.rank <= 1 { theme.page.ink } else { theme.page.paper };
    let mut items = vec![
        Item::Fill(Path::circle(town.at, radius + 1.0 * pen.unit), Fill::Solid(theme.label.halo)),
        Item::Fill(circle.clone(), Fill::Solid(fill)),
        Item::Stroke(circle, Stroke::new(theme.page.ink, 1.3 * pen.unit)),
    ];
    if town.rank <= 1 {
        let ring = Path::circle(town.at, radius + 2.4 * pen.unit);
        items.push(Item::Stroke(ring, Stroke::new(theme.page.ink, 1.0 * pen.unit)));
    }
    items
}
