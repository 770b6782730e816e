//! Ground that no area covers, with areas all around it.

use super::faces::OUTSIDE;
use super::overlaps::connected;
use super::patch::{Faced, Patch};
use super::plane::Plane;
use crate::math::Day;
use crate::timeline::DatedArea;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Ground that no area covers on some days, with areas all around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The areas around it by their places in the list, on its first day.
    pub around: Vec<usize>,
    /// The first day.
    pub from: Day,
    /// The first day on which it is no more.
    pub until: Day,
    /// The ground, on the day on which there is most of it.
    pub patch: Patch,
}

/// A gap on some days.
struct Sight {
    faces: BTreeSet<u32>,
    from: Day,
    until: Day,
}

/// All gaps of the days from `from` up to but not including `until`. What is a gap on several days,
/// in part at least, is one. Ground that an area gives to nobody is no gap.
/// `plane` is made of the areas.
pub fn gaps(plane: &Plane, areas: &[DatedArea], from: Day, until: Day) -> Vec<Gap> {
    let mut by_row: HashMap<&[u64], Vec<(Day, Day)>> = HashMap::new();
    let mut bare: BTreeMap<u32, Vec<(Day, Day)>> = BTreeMap::new();
    for face in 1..plane.faces.count {
        let row = plane.cover.row(face);
        let free = by_row
            .entry(row)
            .or_insert_with(|| free(areas, plane.entries.covering(row).collect(), from, until));
        if !free.is_empty() {
            bare.insert(face as u32, free.clone());
        }
    }
    let all: BTreeSet<u32> = bare.keys().copied().collect();
    let faced = Faced::new(plane, &all);
    let mut days: Vec<Day> = bare.values().flatten().flat_map(|(a, b)| [*a, *b]).collect();
    days.sort_unstable();
    days.dedup();
    let mut sights = Vec::new();
    for span in days.windows(2) {
        let on = |(a, b): &(Day, Day)| *a <= span[0] && span[0] < *b;
        let now = bare.iter().filter(|(_, free)| free.iter().any(on)).map(|(face, _)| *face);
        let closed = connected(&faced, now.collect()).into_iter().filter(|part| {
            part.iter().all(|face| faced.neighbors(*face).all(|other| other != OUTSIDE))
        });
        sights.extend(closed.map(|faces| Sight { faces, from: span[0], until: span[1] }));
    }
    merged(sights).iter().filter_map(|same| gap(plane, &faced, areas, same)).collect()
}

/// The days on which no area is valid, out of those asked for.
fn free(areas: &[DatedArea], covering: Vec<usize>, from: Day, until: Day) -> Vec<(Day, Day)> {
    let mut held: Vec<(Day, Day)> = covering
        .into_iter()
        .map(|i| areas[i].validity)
        .map(|v| {
            (v.from.map_or(from, |day| day.max(from)), v.until.map_or(until, |d| d.min(until)))
        })
        .filter(|(from, until)| from < until)
        .collect();
    held.sort_unstable();
    let mut free = Vec::new();
    let mut reached = from;
    for (begin, end) in held {
        if begin > reached {
            free.push((reached, begin));
        }
        reached = reached.max(end);
    }
    if reached < until {
        free.push((reached, until));
    }
    free
}

/// Groups those that have a face in common, directly or through others. They come in order of days.
fn merged(sights: Vec<Sight>) -> Vec<Vec<Sight>> {
    let mut groups: Vec<Vec<Sight>> = Vec::new();
    let mut of_face: BTreeMap<u32, usize> = BTreeMap::new();
    for sight in sights {
        let known: BTreeSet<usize> =
            sight.faces.iter().filter_map(|face| of_face.get(face)).copied().collect();
        let mut known = known.into_iter();
        let group = known.next().unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        for other in known {
            let moved = std::mem::take(&mut groups[other]);
            for face in moved.iter().flat_map(|sight| &sight.faces) {
                of_face.insert(*face, group);
            }
            groups[group].extend(moved);
        }
        for face in &sight.faces {
            of_face.insert(*face, group);
        }
        groups[group].push(sight);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn gap(plane: &Plane, faced: &Faced<'_>, areas: &[DatedArea], same: &[Sight]) -> Option<Gap> {
    let first = same.iter().min_by_key(|sight| sight.from)?;
    let until = same.iter().map(|sight| sight.until).max()?;
    let distinct: BTreeSet<&BTreeSet<u32>> = same.iter().map(|sight| &sight.faces).collect();
    let patches = distinct.into_iter().filter_map(|faces| faced.patch(faces));
    let patch = patches.max_by(|a, b| a.area_km2.total_cmp(&b.area_km2))?;
    let beyond: BTreeSet<u32> = first
        .faces
        .iter()
        .flat_map(|face| faced.neighbors(*face))
        .filter(|face| !first.faces.contains(face))
        .collect();
    // Of the areas over a face the last one counts.
    let holder = |face: &u32| {
        let covering = plane.entries.covering(plane.cover.row(*face as usize));
        covering.filter(|i| areas[*i].validity.contains(first.from)).max()
    };
    let around: BTreeSet<usize> = beyond.iter().filter_map(holder).collect();
    Some(Gap { around: around.into_iter().collect(), from: first.from, until, patch })
}
