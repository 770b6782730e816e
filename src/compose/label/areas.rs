//! Names of countries, waters, rivers and districts, with their candidates.

use super::field::Costs;
use super::ground::{Spread, inside};
use super::mask::{Mask, rings};
use super::name::Name;
use super::river::{Lettering, along, courses};
use super::{Look, Sort, Surroundings, features, point};
use crate::compose::pen::Letters;
use crate::compose::words;
use crate::dataset::{BaseFeature, BaseKind};
use crate::math::PagePoint;
use crate::scene::{Path, Weight};
use crate::text::is_cursive;
use geo::Geometry;
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// What it costs to leave out the name of a country, a sea, a lake, a district in the theatre and
/// elsewhere.
const COUNTRY: u32 = 3000;
const SEA: u32 = 1600;
const LAKE: u32 = 1100;
const DISTRICT: [u32; 2] = [420, 280];
/// And of a river by rank, and each time that it is repeated.
const RIVER: [u32; 6] = [1000, 1000, 640, 480, 360, 300];
const REPEATED: u32 = 240;

/// Names of countries, spread out, neither over ground whose holder is the question nor over water.
pub fn countries(on: &Surroundings<'_>, theatre: &Mask, costs: &Costs) -> Vec<(Name, Look)> {
    let style = &on.pen.plan.theme.label;
    let letters = on.pen.letters(style.country, Weight::Bold, style.country_ink);
    let map = on.viewport.rect();
    let cell = (4.0 * on.pen.unit).max(map.width() / 700.0);
    let waters = || features(on.atlas, BaseKind::Sea).chain(features(on.atlas, BaseKind::Lake));
    let water = LazyCell::new(|| {
        Mask::new(&Path::join(waters().map(|water| on.ground.path(water))), map, cell)
    });
    let named = features(on.atlas, BaseKind::Country).filter_map(|country| {
        let text = words::capitals(on.pen.plan.words, country.printed_name(&on.pen.plan.language)?);
        let path = on.ground.path(country);
        let mask = Mask::without(&[theatre, &water], &path, map, cell);
        Some(spread(on, &mask, text, letters, [0.34, 0.12], COUNTRY, false, costs))
    });
    named.collect()
}

/// Names of seas and lakes, slanted.
pub fn waters(on: &Surroundings<'_>, costs: &Costs) -> Vec<(Name, Look)> {
    let style = &on.pen.plan.theme.label;
    let letters = on.pen.letters(style.water, Weight::Regular, style.water_ink);
    let kinds = [(BaseKind::Sea, SEA), (BaseKind::Lake, LAKE)];
    let waters = kinds
        .into_iter()
        .flat_map(|(kind, worth)| features(on.atlas, kind).map(move |feature| (feature, worth)));
    let named = waters.filter_map(|(feature, worth)| {
        let text = feature.printed_name(&on.pen.plan.language)?;
        let path = on.ground.path(feature);
        let bounds = path.bounds()?;
        let map = on.viewport.rect();
        let frame = crate::math::Rect {
            x0: bounds.x0.max(map.x0),
            y0: bounds.y0.max(map.y0),
            x1: bounds.x1.min(map.x1),
            y1: bounds.y1.min(map.y1),
        };
        let cell = (frame.width().max(frame.height()) / 260.0).max(0.8 * on.pen.unit);
        let mask = Mask::new(&path, frame, cell);
        Some(spread(on, &mask, text, letters, [0.16, 0.0], worth, true, costs))
    });
    named.collect()
}

#[expect(clippy::too_many_arguments, reason = "two callers, each with its own of everything")]
fn spread(
    on: &Surroundings<'_>,
    mask: &Mask,
    text: String,
    letters: Letters,
    tracking: [f64; 2],
    worth: u32,
    italic: bool,
    costs: &Costs,
) -> (Name, Look) {
    let cursive = is_cursive(&text);
    let spread = Spread {
        width: on.pen.width(&text, letters),
        size: letters.size,
        gaps: text.chars().count().saturating_sub(1),
        tracking: if cursive { [0.0; 2] } else { tracking.map(|t| t * letters.size) },
        free: !cursive,
    };
    let mut candidates = inside(mask, spread, on.clear, costs);
    candidates.retain(|candidate| on.is_free(candidate));
    let look = Look { letters, italic, sort: Sort::Area, text: text.clone() };
    (Name { text, worth, candidates }, look)
}

/// Names of rivers along their courses.
pub fn rivers(on: &Surroundings<'_>, costs: &Costs) -> Vec<(Name, Look)> {
    let style = &on.pen.plan.theme.label;
    let mut by_name: BTreeMap<String, (u8, Vec<&BaseFeature>)> = BTreeMap::new();
    for river in features(on.atlas, BaseKind::River) {
        let Some(text) = river.printed_name(&on.pen.plan.language) else { continue };
        let entry = by_name.entry(text).or_insert((river.rank, Vec::new()));
        entry.0 = entry.0.min(river.rank);
        entry.1.push(river);
    }
    let mut names = Vec::new();
    for (text, (rank, pieces)) in by_name {
        let rank = usize::from(rank.min(5));
        let size = style.water * [1.0, 1.0, 0.94, 0.9, 0.88, 0.88][rank];
        let letters = on.pen.letters(size, Weight::Regular, style.water_ink);
        // Slanted letters reach a little beyond their advance.
        let width = on.pen.width(&text, letters) + 0.1 * letters.size;
        let lines = pieces
            .iter()
            .flat_map(|river| rings(&on.ground.path(river)))
            .flat_map(|line| visible(on, line));
        let courses = courses(lines.collect());
        let lettering = Lettering { width, size: letters.size };
        for (i, mut candidates) in
            along(&courses, lettering, on.clear, costs).into_iter().enumerate()
        {
            candidates.retain(|candidate| on.is_free(candidate));
            let worth = if i == 0 { RIVER[rank] } else { REPEATED };
            let look = Look { letters, italic: true, sort: Sort::Area, text: text.clone() };
            names.push((Name { text: text.clone(), worth, candidates }, look));
        }
    }
    names
}

/// The parts of a line that can be seen.
fn visible(on: &Surroundings<'_>, line: Vec<PagePoint>) -> Vec<Vec<PagePoint>> {
    let map = on.viewport.rect();
    let pieces = line.split(|p| !map.contains(*p));
    pieces.filter(|piece| piece.len() > 1).map(<[PagePoint]>::to_vec).collect()
}

/// Names of districts at their anchors.
pub fn districts(on: &Surroundings<'_>, theatre: &Mask, costs: &Costs) -> Vec<(Name, Look)> {
    let style = &on.pen.plan.theme.label;
    let letters = on.pen.letters(style.district, Weight::Regular, style.district_ink);
    if style.district <= 0.0 {
        return Vec::new();
    }
    let named = features(on.atlas, BaseKind::DistrictName).filter_map(|feature| {
        let Geometry::Point(point) = feature.geometry else { return None };
        let at = on.viewport.page(point.0.into()).filter(|at| on.clear.contains(*at))?;
        let text = words::capitals(on.pen.plan.words, feature.printed_name(&on.pen.plan.language)?);
        let tracking = if is_cursive(&text) { 0.0 } else { letters.size * 0.1 };
        let width = on.pen.width(&text, letters) + tracking * text.chars().count() as f64;
        let mut candidates = point::around(at, width, letters.size, tracking);
        candidates.retain(|candidate| on.is_free(candidate));
        for candidate in &mut candidates {
            candidate.cost += costs.under(&candidate.boxes) * 2 / 3;
        }
        let worth = DISTRICT[usize::from(!theatre.contains(at))];
        let look = Look { letters, italic: false, sort: Sort::Area, text: text.clone() };
        Some((Name { text, worth, candidates }, look))
    });
    named.collect()
}
