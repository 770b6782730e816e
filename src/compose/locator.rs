//! A small map of the surroundings with the map's outline in it: where on earth.

use super::basemap::geometry;
use super::lattice::Lattice;
use super::pen::Pen;
use crate::dataset::{Atlas, BaseFeature, BaseKind};
use crate::math::{LonLat, PagePoint, Rect};
use crate::projection::{Extent, Viewport, choose};
use crate::scene::{Fill, Group, Item, Path, Stroke};
use geo::CoordsIter;

/// The surroundings must be this many times as wide or high as the map, or they say nothing new.
const WIDER: f64 = 1.8;

/// Steps along each side of the map's outline.
const STEPS: u32 = 12;

/// The map of the surroundings in the corner where the least of the `busy` ground lies, and its room; `None` where the
/// theme does not ask for it or the atlas's countries do not reach beyond the map.
pub fn locator(
    pen: &Pen<'_>,
    atlas: &Atlas,
    viewport: &Viewport,
    rooms: &[Rect],
    busy: &Path,
) -> Option<(Group, Rect)> {
    let share = pen.plan.theme.furniture.locator.clamp(0.0, 0.5);
    let extent = surroundings(atlas)?;
    let visible = viewport.visible();
    let wider =
        extent.width() >= WIDER * visible.width() || extent.height() >= WIDER * visible.height();
    if share <= 0.0 || !wider {
        return None;
    }
    let map = viewport.rect();
    let width = share * map.width();
    // As high as the surroundings are, on the ground in their middle.
    let squeeze = crate::math::trig::cos(extent.center().lat.to_radians()).max(0.1);
    let height =
        (width * extent.height() / (extent.width() * squeeze)).clamp(0.5 * width, 1.2 * width);
    // Clear of the degrees along the edges.
    let margin = if pen.plan.theme.furniture.ticks { (56.0, 30.0) } else { (14.0, 14.0) };
    let margin = (margin.0 * pen.unit, margin.1 * pen.unit);
    let rect = corner(map, (width, height), margin, rooms, busy)?;
    let inset = Viewport::fit(choose(&extent), &extent, rect);
    let ground = &pen.plan.theme.ground;
    let page = &pen.plan.theme.page;
    let unit = pen.unit;
    let all = |kind: BaseKind| {
        Path::join(features(atlas, kind).map(|feature| geometry(&inset, &feature.geometry)))
    };
    let (land, lake) = (all(BaseKind::Country), all(BaseKind::Lake));
    let outline = outline(viewport, &inset);
    let mut items = vec![
        Item::Fill(Path::rect(rect), Fill::Solid(ground.sea)),
        Item::Fill(land.clone(), Fill::Solid(ground.land)),
        Item::Stroke(land, Stroke::new(ground.boundary.with_opacity(0.7), 0.8 * unit)),
    ];
    items.extend([BaseKind::Sea, BaseKind::Lake].map(|kind| match kind {
        BaseKind::Lake => Item::Fill(lake.clone(), Fill::Solid(ground.lake)),
        _ => Item::Fill(all(kind), Fill::Solid(ground.sea)),
    }));
    items.extend([
        Item::Fill(outline.clone(), Fill::Solid(page.accent.with_opacity(0.16))),
        Item::Stroke(outline, Stroke::new(page.accent, 1.8 * unit)),
    ]);
    let inside = Group::new("surroundings", items).clipped(Path::rect(rect));
    let frame = Stroke::new(page.ink, 1.2 * unit);
    let halo = Stroke::new(page.paper, 4.0 * unit);
    let group = Group::new(
        "locator",
        vec![
            Item::Stroke(Path::rect(rect), halo),
            Item::Group(inside),
            Item::Stroke(Path::rect(rect), frame),
        ],
    );
    Some((group, rect.grow(4.0 * unit)))
}

fn features(atlas: &Atlas, kind: BaseKind) -> impl Iterator<Item = &BaseFeature> {
    atlas.base.iter().filter(move |layer| layer.kind == kind).flat_map(|layer| &layer.features)
}

/// All that the atlas's countries cover.
fn surroundings(atlas: &Atlas) -> Option<Extent> {
    let countries = features(atlas, BaseKind::Country);
    Extent::around(countries.flat_map(|country| country.geometry.coords_iter()).map(LonLat::from))
}

/// The corner whose ground is least busy, of those where no other furniture stands; the upper right
/// one if all are alike.
fn corner(
    map: Rect,
    (width, height): (f64, f64),
    margin: (f64, f64),
    rooms: &[Rect],
    busy: &Path,
) -> Option<Rect> {
    let (left, right) = (map.x0 + margin.0, map.x1 - margin.0 - width);
    let (top, bottom) = (map.y0 + margin.1, map.y1 - margin.1 - height);
    let corners = [(right, top), (left, top), (left, bottom), (right, bottom)];
    let (spacing, row) = (width / 8.0, height / 8.0);
    let places = Lattice { origin: PagePoint::default(), spacing, row }.places(busy);
    let count = |rect: &Rect| places.iter().filter(|at| rect.contains(**at)).count();
    corners
        .into_iter()
        .map(|(x, y)| Rect::from_size(x, y, width, height))
        .filter(|rect| map.encloses(rect) && !rooms.iter().any(|room| room.overlaps(rect)))
        .min_by_key(count)
}

/// The outline of the map in the map of the surroundings.
fn outline(viewport: &Viewport, inset: &Viewport) -> Path {
    let map = viewport.rect();
    let sides = [
        ((map.x0, map.y0), (map.x1, map.y0)),
        ((map.x1, map.y0), (map.x1, map.y1)),
        ((map.x1, map.y1), (map.x0, map.y1)),
        ((map.x0, map.y1), (map.x0, map.y0)),
    ];
    let points: Vec<PagePoint> = sides
        .into_iter()
        .flat_map(|((ax, ay), (bx, by))| {
            (0..STEPS).map(move |i| {
                let t = f64::from(i) / f64::from(STEPS);
                PagePoint::new(ax + (bx - ax) * t, ay + (by - ay) * t)
            })
        })
        .filter_map(|at| inset.page(viewport.globe(at)?))
        .collect();
    Path::polygon(&points)
}
