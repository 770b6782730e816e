//! The ground that towns can hold: which state each belongs to, and where its land ends.

use super::sphere;
use crate::dataset::{BaseFeature, BaseKind, BaseLayer, TownsControl};
use crate::math::{Areas, LonLat};
use geo::{
    BoundingRect, Contains, Coord, Distance, Euclidean, Geometry, Intersects, MultiPolygon, Point,
    Rect, unary_union,
};
use rayon::prelude::*;
use std::sync::Arc;

/// A town of a state may lie so far off its coast or beyond its boundary, as coarsely as they may be
/// drawn; degrees.
const OFF: f64 = 0.5;

/// The towns of a state, and its land.
pub struct Land {
    /// The towns, by their places in the list.
    pub towns: Vec<usize>,
    /// Their ground lies inside all of these.
    pub within: Vec<Arc<Areas>>,
    /// And inside none of these.
    pub without: Vec<Arc<Areas>>,
}

/// The lands of an entry. Towns that lie off all land have no ground.
pub fn lands(control: &TownsControl, base: &[BaseLayer]) -> Vec<Land> {
    let Some(bounds) = bounds(control) else { return Vec::new() };
    let cut = control.cut;
    let mut without = Vec::new();
    for (wanted, kind) in [(cut.lakes, BaseKind::Lake), (cut.coast, BaseKind::Sea)] {
        let water: Vec<_> = areas(base, kind).filter(|area| area.intersects(&bounds)).collect();
        if wanted && !water.is_empty() {
            let water: MultiPolygon = water.into_iter().flatten().collect();
            without.push(Arc::new(water.into()));
        }
    }
    let within: Vec<_> = control.within.iter().cloned().collect();
    let all: Vec<usize> = (0..control.towns.len()).collect();
    let everywhere = |within| vec![Land { towns: all.clone(), within, without: without.clone() }];
    let states: Vec<Arc<MultiPolygon>> = areas(base, BaseKind::Country)
        .filter(|area| area.intersects(&bounds))
        .map(Arc::new)
        .collect();
    if states.is_empty() || !(cut.boundaries || cut.coast) {
        return everywhere(within);
    }
    if !cut.boundaries {
        let land = unary_union(states.iter().map(|state| &**state));
        return everywhere(within.into_iter().chain([Arc::new(land.into())]).collect());
    }
    let boxes: Vec<Rect> = states.iter().filter_map(|state| state.bounding_rect()).collect();
    let state_of = |town: usize| {
        let at = Point(Coord::from(control.towns[town].position));
        let inside = |i: &usize| boxes[*i].intersects(&at) && states[*i].contains(&at);
        (0..states.len()).find(inside).or_else(|| {
            let wide = |i: &usize| {
                let (low, high) = (boxes[*i].min(), boxes[*i].max());
                (low.x - OFF..=high.x + OFF).contains(&at.x())
                    && (low.y - OFF..=high.y + OFF).contains(&at.y())
            };
            let near = (0..states.len()).filter(wide);
            let near = near.map(|i| (Euclidean.distance(&at, &*states[i]), i));
            near.filter(|near| near.0 <= OFF).min_by(|a, b| a.0.total_cmp(&b.0)).map(|near| near.1)
        })
    };
    let mut of: Vec<Option<usize>> = all.par_iter().map(|town| state_of(*town)).collect();
    called_home(control, &states, &mut of);
    let land = |(i, state): (usize, &Arc<MultiPolygon>)| Land {
        towns: all.iter().copied().filter(|town| of[*town] == Some(i)).collect(),
        within: within.iter().cloned().chain([Arc::new(Areas::from(&**state))]).collect(),
        without: without.clone(),
    };
    states.iter().enumerate().map(land).filter(|land| !land.towns.is_empty()).collect()
}

/// Gives towns that lie beyond the boundary of the state of most towns, by no more than boundaries
/// may be off as coarsely as they are drawn, back to it; but not where such towns are many.
fn called_home(control: &TownsControl, states: &[Arc<MultiPolygon>], of: &mut [Option<usize>]) {
    /// At most this share of the towns.
    const FEW: usize = 10;
    let count = |state: usize| of.iter().filter(|own| **own == Some(state)).count();
    let counts: Vec<usize> = (0..states.len()).map(count).collect();
    let Some(home) = (0..states.len()).max_by_key(|state| counts[*state]) else { return };
    let lengths = states[home].iter().flat_map(|area| area.exterior().lines());
    let (sum, lines) = lengths.fold((0.0, 0.0), |(sum, lines), line| {
        (sum + (line.dx() * line.dx() + line.dy() * line.dy()).sqrt(), lines + 1.0)
    });
    let coarse = (sum / f64::max(lines, 1.0) / 2.0).min(OFF);
    for (town, own) in control.towns.iter().zip(of) {
        let Some(state) = own.filter(|state| counts[*state] * FEW < counts[home]) else { continue };
        let at = Point(Coord::from(town.position));
        if state != home && Euclidean.distance(&at, &*states[home]) <= coarse {
            *own = Some(home);
        }
    }
}

/// A box around all ground that can be a town's.
pub fn bounds(control: &TownsControl) -> Option<Rect> {
    let north_south = sphere::angle_of_km(control.reach_km).to_degrees();
    let corners = control.towns.iter().flat_map(|town| {
        let LonLat { lon, lat } = town.position;
        let east_west = north_south / crate::math::trig::cos(lat.to_radians()).max(0.01);
        [(lon - east_west, lat - north_south), (lon + east_west, lat + north_south)]
    });
    let all = corners.fold(None, |all: Option<[f64; 4]>, (x, y)| {
        let [west, south, east, north] = all.unwrap_or([x, y, x, y]);
        Some([west.min(x), south.min(y), east.max(x), north.max(y)])
    });
    all.map(|[west, south, east, north]| Rect::new((west, south), (east, north)))
}

/// The features of a kind.
pub fn features(base: &[BaseLayer], kind: BaseKind) -> impl Iterator<Item = &BaseFeature> {
    base.iter().filter(move |layer| layer.kind == kind).flat_map(|layer| &layer.features)
}

/// The areas of a kind.
fn areas(base: &[BaseLayer], kind: BaseKind) -> impl Iterator<Item = MultiPolygon> + '_ {
    features(base, kind).filter_map(|feature| match &feature.geometry {
        Geometry::Polygon(one) => Some(MultiPolygon(vec![one.clone()])),
        Geometry::MultiPolygon(several) => Some(several.clone()),
        _ => None,
    })
}
