//! Towns whose holders are known → areas.
//!
//! 1. *Land.* Every town belongs to the state in which it lies, and its ground ends at the boundary,
//!    the coast and lakes ([`land`]), unless the entry says that they do not matter.
//! 2. *Cells.* Ground belongs to the nearest town of its state ([`mesh`]), or, where rivers count, to
//!    the nearest that can be reached without crossing one ([`rivers`]). Corners are rounded
//!    ([`cells`]).
//! 3. *Reach.* Ground further than `near_km` from every town is remote, that further than `reach_km`
//!    nobody's ([`reach`]).
//! 4. *Courses.* Cells are computed once. What is said from day to day only sorts them: ground with
//!    the same course over all days is one outline ([`course`]).

mod cells;
mod course;
mod land;
mod mesh;
mod reach;
mod rivers;
mod sphere;

use super::{DatedArea, Holding};
use crate::dataset::{Atlas, Disagreement, TownsControl};
use crate::math::{Areas, LonLat, Validity, cut};
use cells::Face;
use course::Groups;
use geo::MultiPolygon;
use land::Land;
use mesh::Mesh;
use rayon::prelude::*;
use sphere::Unit;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Lowers one entry of towns.
pub fn areas(control: &TownsControl, atlas: &Atlas) -> Vec<DatedArea> {
    let lands = land::lands(control, &atlas.base);
    let barriers = rivers::of(control, &atlas.base);
    let together = atlas.disagreement == Disagreement::Last;
    let lower = |land: &Land| of_land(control, land, &barriers, together);
    lands.par_iter().map(lower).collect::<Vec<_>>().concat()
}

/// The ground of the towns of one land.
fn of_land(
    control: &TownsControl,
    land: &Land,
    barriers: &rivers::Barriers,
    together: bool,
) -> Vec<DatedArea> {
    let mut groups = Groups::default();
    // Towns at the same place are one: the first that is written.
    let mut known: BTreeMap<(i64, i64), ()> = BTreeMap::new();
    let (mut sites, mut of_sites): (Vec<Unit>, Vec<Option<u32>>) = Default::default();
    for town in land.towns.iter().map(|town| &control.towns[*town]) {
        let courses = course::of_town(town, control.until, together);
        if !courses.is_empty() && known.insert(same_place(town.position), ()).is_none() {
            sites.push(sphere::unit(town.position));
            of_sites.push(groups.number(courses));
        }
    }
    let Some(first) = land.towns.first().map(|town| control.towns[*town].position) else {
        return Vec::new();
    };
    let lon = first.lon;
    let away = 2.2 * sphere::angle_of_km(control.reach_km) + 1e-3;
    let towns = Mesh::of(&sites, away);
    let around = |km: f64| Arc::new(written(reach::around(&towns, sphere::angle_of_km(km), lon)));
    let reach = around(control.reach_km);
    let near = (control.near_km < control.reach_km).then(|| around(control.near_km));
    let banks = barriers.banks(&sites, sphere::angle_of_km(control.reach_km));
    let mesh = match banks.is_empty() {
        true => towns,
        false => {
            for (bank, town) in banks {
                sites.push(bank);
                of_sites.push(town.and_then(|town| of_sites[town]));
            }
            Mesh::of(&sites, away)
        }
    };
    let pieces = cells::pieces(&mesh, lon);
    let of_site = |site: u32| of_sites.get(site as usize).copied().flatten();
    let of_corner: Vec<Option<u32>> = mesh
        .triangles
        .iter()
        .map(|corners| groups.between(corners.map(of_site), &control.stances))
        .collect();
    let group = |face| match face {
        Face::Site(site) => of_site(site),
        Face::Corner(corner) => of_corner[corner as usize],
    };
    let outlines = cells::outlines(&pieces, group, groups.list.len());
    let mut areas = Vec::new();
    for (outline, courses) in outlines.into_iter().zip(&groups.list) {
        if outline.0.is_empty() {
            continue;
        }
        let outline = Arc::new(written(outline));
        for (source, course) in courses {
            let source = source.and_then(|source| control.sources.get(usize::from(source)));
            let source: Option<Arc<str>> = source.map(|source| Arc::from(source.as_str()));
            for (i, (day, stance)) in course.iter().enumerate() {
                let next = course.get(i + 1).map(|run| run.0).or(control.until);
                let validity = Validity::new(Some(*day), next);
                let Some(stance) = stance.and_then(|number| control.stances.get(number as usize))
                else {
                    continue;
                };
                let mut push = |ground: &Arc<Areas>, remote: bool| {
                    let held = stance.party.map(|party| Holding {
                        other: stance.other,
                        status: stance.status.clone(),
                        claim: stance.claim,
                        source: source.as_deref().map(str::to_owned),
                        remote,
                        ..Holding::of(party)
                    });
                    areas.push(DatedArea {
                        geometry: Arc::clone(&outline),
                        within: land.within.iter().chain([ground]).cloned().collect(),
                        without: land.without.clone(),
                        holding: held,
                        validity,
                        source: source.clone(),
                    });
                };
                push(&reach, near.is_some());
                if let Some(near) = near.as_ref().filter(|_| stance.party.is_some()) {
                    push(near, false);
                }
            }
        }
    }
    areas
}

/// Areas cut at the antimeridian.
fn written(areas: MultiPolygon) -> Areas {
    cut::areas(&areas).unwrap_or(areas).into()
}

/// Positions that the coverage cannot tell apart.
fn same_place(at: LonLat) -> (i64, i64) {
    let grid = |degrees: f64| (degrees * 1e5).round() as i64;
    (grid(at.lon), grid(at.lat))
}
