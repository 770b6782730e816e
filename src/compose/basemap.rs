//! The ground map: what is there whoever holds it.

use super::legend::Key;
use crate::dataset::{Atlas, BaseFeature, BaseKind};
use crate::figure::Plan;
use crate::projection::Viewport;
use crate::scene::{Fill, Group, Item, Path, Stroke};
use geo::Geometry;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// The atlas with the base layers that the figure draws, and these on the page.
pub struct Ground<'a> {
    /// The atlas.
    pub atlas: Cow<'a, Atlas>,
    /// Each feature's path, by the feature's place in memory.
    paths: HashMap<usize, Path>,
}

impl<'a> Ground<'a> {
    /// Projects all features, on all threads.
    pub fn new(atlas: &'a Atlas, plan: &Plan, viewport: &Viewport) -> Self {
        let atlas = drawn(atlas, plan);
        let features = atlas.base.par_iter().flat_map(|layer| &layer.features);
        let on_page = |feature: &BaseFeature| {
            (std::ptr::from_ref(feature).addr(), geometry(viewport, &feature.geometry))
        };
        let paths = features.map(on_page).collect();
        Self { atlas, paths }
    }

    /// A feature of the atlas on the page.
    pub fn path(&self, feature: &BaseFeature) -> Path {
        self.paths.get(&std::ptr::from_ref(feature).addr()).cloned().unwrap_or_default()
    }

    /// The features of a kind.
    pub fn features(&self, kind: BaseKind) -> impl Iterator<Item = &BaseFeature> {
        features(&self.atlas, kind)
    }

    /// All features of a kind as one path.
    fn all(&self, kind: BaseKind) -> Path {
        Path::join(self.features(kind).map(|feature| self.path(feature)))
    }
}

/// The atlas with the base layers that the figure draws.
fn drawn<'a>(atlas: &'a Atlas, plan: &Plan) -> Cow<'a, Atlas> {
    let Some(kinds) = &plan.drawing.layers.base else { return Cow::Borrowed(atlas) };
    let mut ground = atlas.clone();
    ground.base.retain(|layer| kinds.contains(&layer.kind));
    Cow::Owned(ground)
}

/// What lies below control: land, heights, water.
pub fn below(on_page: &Ground<'_>, plan: &Plan, viewport: &Viewport, unit: f64) -> Group {
    let atlas = &*on_page.atlas;
    let ground = &plan.theme.ground;
    let map = viewport.rect();
    let land = on_page.all(BaseKind::Country);
    let mut items = beyond(atlas, plan, viewport, land.is_empty());
    items.push(Item::Fill(land.clone(), Fill::Solid(ground.land)));
    let countries = features(atlas, BaseKind::Country).zip(ground.countries.iter().cycle());
    items.extend(
        countries.map(|(country, color)| Item::Fill(on_page.path(country), Fill::Solid(*color))),
    );
    items.extend(relief(atlas, plan, viewport, &land));
    let shore = Stroke::new(ground.shore, 0.9 * unit);
    for (kind, color) in [(BaseKind::Sea, ground.sea), (BaseKind::Lake, ground.lake)] {
        let water = on_page.all(kind);
        if !water.is_empty() {
            items.push(Item::Fill(water.clone(), Fill::Solid(color)));
            items.push(Item::Stroke(water, shore.clone()));
        }
    }
    items.extend(rivers(on_page, plan, unit));
    let graticule = super::graticule::lines(plan, viewport, unit);
    if !graticule.items.is_empty() {
        items.push(Item::Group(graticule));
    }
    Group::new("ground", items).clipped(Path::rect(map))
}

/// What is there before any land: where the edge of the globe is in view, the globe on paper, all
/// sea if there is land and nobody says where the sea is.
fn beyond(atlas: &Atlas, plan: &Plan, viewport: &Viewport, landless: bool) -> Vec<Item> {
    let ground = &plan.theme.ground;
    let page = Path::rect(viewport.rect());
    let Some(globe) = viewport.globe_outline() else {
        return vec![Item::Fill(page, Fill::Solid(ground.beyond))];
    };
    let no_sea = features(atlas, BaseKind::Sea).next().is_none();
    let color = if no_sea && !landless { ground.sea } else { ground.beyond };
    vec![
        Item::Fill(page, Fill::Solid(plan.theme.page.paper)),
        Item::Fill(globe, Fill::Solid(color)),
    ]
}

/// Administrative lines, above control.
pub fn lines(
    on_page: &Ground<'_>,
    plan: &Plan,
    viewport: &Viewport,
    unit: f64,
    keys: &mut BTreeSet<Key>,
) -> Group {
    let mut items = Vec::new();
    for kind in [BaseKind::District, BaseKind::Historical, BaseKind::Disputed, BaseKind::Boundary] {
        let path = on_page.all(kind);
        let drawn = |stroke: &Stroke| stroke.width > 0.0 && !path.is_empty();
        let Some(stroke) = stroke(plan, unit, kind).filter(drawn) else { continue };
        keys.insert(Key::Base(kind));
        if kind == BaseKind::Boundary {
            let casing = plan.theme.ground.boundary_casing;
            let width = (plan.theme.ground.boundary_width + 2.6) * unit;
            items.push(Item::Stroke(path.clone(), Stroke::new(casing, width)));
        }
        items.push(Item::Stroke(path, stroke));
    }
    Group::new("boundaries", items).clipped(Path::rect(viewport.rect()))
}

/// The line of an administrative boundary.
pub fn stroke(plan: &Plan, unit: f64, kind: BaseKind) -> Option<Stroke> {
    let ground = &plan.theme.ground;
    Some(match kind {
        BaseKind::Boundary => Stroke::new(ground.boundary, ground.boundary_width * unit).dashed([
            9.0 * unit,
            3.0 * unit,
            2.0 * unit,
            3.0 * unit,
        ]),
        BaseKind::Disputed => Stroke::new(ground.boundary, ground.boundary_width * 0.8 * unit)
            .dashed([5.0 * unit, 4.0 * unit]),
        BaseKind::District => Stroke::new(ground.district, ground.district_width * unit),
        BaseKind::Historical => Stroke::new(ground.historical, ground.historical_width * unit)
            .dashed([2.2 * unit, 2.6 * unit]),
        _ => return None,
    })
}

fn features(atlas: &Atlas, kind: BaseKind) -> impl Iterator<Item = &BaseFeature> {
    atlas.base.iter().filter(move |layer| layer.kind == kind).flat_map(|layer| &layer.features)
}

/// A geometry on the page; points have no path.
pub fn geometry(viewport: &Viewport, geometry: &Geometry<f64>) -> Path {
    match geometry {
        Geometry::Polygon(p) => viewport.polygons(&geo::MultiPolygon(vec![p.clone()])),
        Geometry::MultiPolygon(p) => viewport.polygons(p),
        Geometry::LineString(l) => viewport.lines(std::slice::from_ref(l)),
        Geometry::MultiLineString(l) => viewport.lines(&l.0),
        Geometry::GeometryCollection(all) => {
            Path::join(all.iter().map(|one| self::geometry(viewport, one)))
        }
        _ => Path::default(),
    }
}

fn relief(atlas: &Atlas, plan: &Plan, viewport: &Viewport, land: &Path) -> Option<Item> {
    let layer = atlas.base.iter().find(|layer| layer.kind == BaseKind::Relief)?;
    let elevation = layer.elevation.as_ref()?;
    let tint = &plan.theme.relief;
    if tint.stops.is_empty() {
        return None;
    }
    let style = super::relief::ReliefStyle {
        stops: tint.stops.clone(),
        strength: tint.strength,
        exaggeration: tint.exaggeration,
        shadow: tint.shadow,
        highlight: tint.highlight,
        ..Default::default()
    };
    let finest = plan.relief_detail.map_or(f64::INFINITY, |detail| {
        detail * super::relief::cells_per_unit(elevation, viewport)
    });
    let density = plan.size.scale.min(finest);
    let image = super::relief::relief(elevation, viewport, viewport.rect(), density, &style);
    let mut group = Group::new("relief", vec![Item::Image(image)]);
    if !land.is_empty() {
        group.clip = Some(land.clone());
    }
    Some(Item::Group(group))
}

fn rivers(on_page: &Ground<'_>, plan: &Plan, unit: f64) -> Vec<Item> {
    let ground = &plan.theme.ground;
    // Lesser rivers first, so that the main ones run through at the mouths.
    (1..=5u8)
        .rev()
        .filter_map(|rank| {
            let path = Path::join(
                on_page
                    .features(BaseKind::River)
                    .filter(|river| river.rank == rank)
                    .map(|river| on_page.path(river)),
            );
            let width = ground.river_width * (1.25 - 0.22 * f64::from(rank)).max(0.3) * unit;
            (!path.is_empty()).then(|| Item::Stroke(path, Stroke::new(ground.river, width)))
        })
        .collect()
}
