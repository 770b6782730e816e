//! Names on the map, placed once for all days of a figure.

mod place;

use super::pen::{Letters, Pen};
use crate::dataset::{Atlas, BaseFeature, BaseKind};
use crate::math::{LonLat, PagePoint, Rect};
use crate::projection::Viewport;
use crate::scene::{Anchor, Fill, Group, Item, Path, Stroke, TextRun, Weight};
use geo::{Contains, Geometry};
use place::Board;

/// How many towns are named on a million square theme lengths of map.
const TOWNS_A_MEGAUNIT: f64 = 62.0;

/// Places all names that fit, more important ones first and none over the `rooms` of furniture;
/// returns also the room that they take.
pub fn group(
    pen: &Pen<'_>,
    atlas: &Atlas,
    viewport: &Viewport,
    clear: Rect,
    rooms: &[Rect],
    in_theatre: &dyn Fn(LonLat) -> bool,
) -> (Group, Vec<Rect>) {
    let mut board = Board::new(clear);
    rooms.iter().for_each(|room| board.block(*room));
    let mut towns = towns(atlas, viewport, clear, in_theatre);
    let room = clear.width() * clear.height() / (pen.unit * pen.unit) / 1e6;
    towns.truncate((room * TOWNS_A_MEGAUNIT).ceil() as usize);
    // Dots first: no name may cover a town's dot.
    for town in &towns {
        board.block(Rect::around([town.at]).unwrap_or_default().grow(dot(pen, town.rank)));
    }
    let mut dots = Vec::new();
    let mut names = Vec::new();
    for town in &towns {
        if let Some(run) = name_town(pen, &mut board, town) {
            dots.extend(draw_dot(pen, town));
            names.push(Item::Text(run));
        }
    }
    let mut under = countries(pen, &mut board, atlas, viewport, clear, in_theatre);
    under.extend(waters(pen, &mut board, atlas, viewport));
    under.extend(districts(pen, &mut board, atlas, viewport, clear));
    let items = vec![
        Item::Group(Group::new("areas", under)),
        Item::Group(Group::new("dots", dots)),
        Item::Group(Group::new("towns", names)),
    ];
    (Group::new("labels", items), board.taken())
}

struct Town<'a> {
    feature: &'a BaseFeature,
    at: PagePoint,
    rank: u8,
    inside: bool,
}

fn features(atlas: &Atlas, kind: BaseKind) -> impl Iterator<Item = &BaseFeature> {
    atlas.base.iter().filter(move |layer| layer.kind == kind).flat_map(|layer| &layer.features)
}

/// Towns on the map, the most important first: by rank, those in the theatre one rank up.
fn towns<'a>(
    atlas: &'a Atlas,
    viewport: &Viewport,
    clear: Rect,
    in_theatre: &dyn Fn(LonLat) -> bool,
) -> Vec<Town<'a>> {
    let mut towns: Vec<Town<'a>> = features(atlas, BaseKind::Town)
        .filter_map(|feature| {
            let Geometry::Point(point) = feature.geometry else { return None };
            let position = LonLat::from(point.0);
            let at = viewport.page(position).filter(|at| clear.contains(*at))?;
            feature.name.as_ref()?;
            Some(Town { feature, at, rank: feature.rank, inside: in_theatre(position) })
        })
        .collect();
    towns.sort_by_key(|town| (town.rank.saturating_sub(u8::from(town.inside)), !town.inside));
    towns
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

fn draw_dot(pen: &Pen<'_>, town: &Town<'_>) -> Vec<Item> {
    let theme = &pen.plan.theme;
    let radius = dot(pen, town.rank);
    let circle = Path::circle(town.at, radius);
    let fill = if town.rank <= 1 { theme.page.ink } else { theme.page.paper };
    let mut items = vec![
        Item::Fill(Path::circle(town.at, radius + 1.0 * pen.unit), Fill::Solid(theme.label.halo)),
        Item::Fill(circle.clone(), Fill::Solid(fill)),
        Item::Stroke(circle, Stroke::new(theme.page.ink, 1.3 * pen.unit)),
    ];
    if town.rank == 1 {
        // A capital: a ring around the dot.
        let ring = Path::circle(town.at, radius + 2.4 * pen.unit);
        items.push(Item::Stroke(ring, Stroke::new(theme.page.ink, 1.0 * pen.unit)));
    }
    items
}

/// `Shusha / Shushi`.
fn name(feature: &BaseFeature) -> String {
    match (&feature.name, &feature.dual_name) {
        (Some(name), Some(dual)) if dual != name => format!("{name} / {dual}"),
        (Some(name), _) => name.clone(),
        _ => String::new(),
    }
}

fn name_town(pen: &Pen<'_>, board: &mut Board, town: &Town<'_>) -> Option<TextRun> {
    let letters = letters(pen, town.rank);
    let text = name(town.feature);
    let width = pen.width(&text, letters);
    let gap = dot(pen, town.rank) + 3.0 * pen.unit;
    let own = Rect::around([town.at])?.grow(dot(pen, town.rank));
    let rect = board.place_beside(town.at, width, letters.size, gap, own)?;
    let baseline = PagePoint::new(rect.x0, rect.y1 - letters.size * 0.24);
    let mut run = pen.run(&text, baseline, Anchor::Start, letters);
    run.halo = pen.halo();
    Some(run)
}

/// Names of countries, spread out, where their ground is widest on the map.
fn countries(
    pen: &Pen<'_>,
    board: &mut Board,
    atlas: &Atlas,
    viewport: &Viewport,
    clear: Rect,
    in_theatre: &dyn Fn(LonLat) -> bool,
) -> Vec<Item> {
    let water: Vec<&BaseFeature> =
        features(atlas, BaseKind::Sea).chain(features(atlas, BaseKind::Lake)).collect();
    let style = &pen.plan.theme.label;
    let letters = pen.letters(style.country, Weight::Bold, style.country_ink);
    let tracking = letters.size * 0.22;
    let mut items = Vec::new();
    for country in features(atlas, BaseKind::Country) {
        let Some(name) = &country.name else { continue };
        let text = name.to_uppercase();
        let width = pen.width(&text, letters) + tracking * text.chars().count() as f64;
        let inside = |p: PagePoint| {
            // Neither over ground whose holder is the question nor over water.
            viewport.globe(p).is_some_and(|at| {
                let point = geo::Point(at.into());
                country.geometry.contains(&point)
                    && !in_theatre(at)
                    && !water.iter().any(|water| water.geometry.contains(&point))
            })
        };
        if let Some(rect) = board.place_inside(clear, width, letters.size, &inside) {
            let at = PagePoint::new(rect.x0, rect.y1 - letters.size * 0.24);
            let mut run = pen.run(&text, at, Anchor::Start, letters);
            run.tracking = tracking;
            run.halo = pen.halo();
            items.push(Item::Text(run));
        }
    }
    items
}

/// Names of districts at their anchors.
fn districts(
    pen: &Pen<'_>,
    board: &mut Board,
    atlas: &Atlas,
    viewport: &Viewport,
    clear: Rect,
) -> Vec<Item> {
    let style = &pen.plan.theme.label;
    if style.district <= 0.0 {
        return Vec::new();
    }
    let letters = pen.letters(style.district, Weight::Regular, style.district_ink);
    let tracking = letters.size * 0.1;
    features(atlas, BaseKind::DistrictName)
        .filter_map(|feature| {
            let Geometry::Point(point) = feature.geometry else { return None };
            let at = viewport.page(point.0.into()).filter(|at| clear.contains(*at))?;
            let text = feature.name.as_ref()?.to_uppercase();
            let width = pen.width(&text, letters) + tracking * text.chars().count() as f64;
            let rect = board.place_around(at, width, letters.size)?;
            let baseline = PagePoint::new(rect.x0, rect.y1 - letters.size * 0.24);
            let mut run = pen.run(&text, baseline, Anchor::Start, letters);
            run.tracking = tracking;
            run.halo = pen.halo();
            Some(Item::Text(run))
        })
        .collect()
}

/// Names of lakes and main rivers, slanted.
fn waters(pen: &Pen<'_>, board: &mut Board, atlas: &Atlas, viewport: &Viewport) -> Vec<Item> {
    let style = &pen.plan.theme.label;
    let letters = pen.letters(style.water, Weight::Regular, style.water_ink);
    let mut items = Vec::new();
    let mut named = std::collections::BTreeSet::new();
    let kinds = [BaseKind::Sea, BaseKind::Lake, BaseKind::River];
    for feature in kinds.into_iter().flat_map(|kind| features(atlas, kind)) {
        let Some(text) = feature.name.as_ref().filter(|name| !named.contains(*name)) else {
            continue;
        };
        let width = pen.width(text, letters);
        let rect = match &feature.geometry {
            Geometry::LineString(line) => beside_line(board, viewport, &[line], width, letters),
            Geometry::MultiLineString(lines) => {
                let lines: Vec<_> = lines.iter().collect();
                beside_line(board, viewport, &lines, width, letters)
            }
            area => {
                let inside = |p: PagePoint| {
                    viewport.globe(p).is_some_and(|at| area.contains(&geo::Point(at.into())))
                };
                board.place_inside(viewport.rect(), width, letters.size, &inside)
            }
        };
        let Some(rect) = rect else { continue };
        named.insert(text.clone());
        let at = PagePoint::new(rect.x0, rect.y1 - letters.size * 0.24);
        let mut run = pen.run(text, at, Anchor::Start, letters);
        run.italic = true;
        run.halo = pen.halo();
        items.push(Item::Text(run));
    }
    items
}

/// A free place beside a line, near its middle first.
fn beside_line(
    board: &mut Board,
    viewport: &Viewport,
    lines: &[&geo::LineString<f64>],
    width: f64,
    letters: Letters,
) -> Option<Rect> {
    let points: Vec<PagePoint> = lines
        .iter()
        .flat_map(|line| line.coords())
        .filter_map(|c| viewport.page((*c).into()))
        .filter(|p| viewport.rect().contains(*p))
        .collect();
    let middle = points.len() / 2;
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|i| i.abs_diff(middle));
    order.into_iter().step_by((points.len() / 40).max(1)).find_map(|i| {
        let own = Rect::around([points[i]])?;
        board.place_beside(points[i], width, letters.size, letters.size * 0.4, own)
    })
}
