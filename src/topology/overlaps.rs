//! Where two areas lie over each other on a day.

use super::patch::{Faced, Patch};
use super::plane::Plane;
use crate::math::Day;
use crate::timeline::DatedArea;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Ground that two areas cover on the same day.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// The two areas by their places in the list, of the largest part on its first day.
    pub areas: [usize; 2],
    /// The first day; `None`: always.
    pub from: Option<Day>,
    /// The first day on which it is no more; `None`: for ever.
    pub until: Option<Day>,
    /// The ground, on the day on which there is most of it.
    pub patch: Patch,
    /// Whether there is less of it, or other ground, on other days.
    pub varies: bool,
}

/// Two areas over one face, and from when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair {
    areas: [usize; 2],
    from: Option<Day>,
    until: Option<Day>,
}

/// The ground on which two areas of one group lie over each other on some day, where `matters` says
/// so of the two, the first one of which stands earlier in the list. It gives what overlaps are told
/// apart by: ground that touches and has the same is one overlap, whatever the days. `groups` has
/// each area's group; those without one are passed over. `plane` is made of the areas.
pub fn overlaps<K: Ord + Clone>(
    plane: &Plane,
    areas: &[DatedArea],
    groups: &[Option<u32>],
    matters: impl Fn(usize, usize) -> Option<K>,
) -> Vec<Overlap> {
    let mut by_row: HashMap<&[u64], Vec<(K, Pair)>> = HashMap::new();
    let mut found: BTreeMap<K, BTreeMap<u32, Vec<Pair>>> = BTreeMap::new();
    for face in 1..plane.faces.count {
        let row = plane.cover.row(face);
        let pairs = by_row.entry(row).or_insert_with(|| {
            let covering = plane.entries.covering(row).filter(|i| groups[*i].is_some()).collect();
            pairs(areas, groups, covering, &matters)
        });
        for (key, pair) in pairs.iter() {
            let faces = found.entry(key.clone()).or_default();
            faces.entry(face as u32).or_default().push(*pair);
        }
    }
    let all: BTreeSet<u32> = found.values().flat_map(BTreeMap::keys).copied().collect();
    let faced = Faced::new(plane, &all);
    let each = found.values().flat_map(|faces| {
        let parts = connected(&faced, faces.keys().copied().collect());
        let faced = &faced;
        parts.into_iter().filter_map(move |part| overlap(faced, faces, &part))
    });
    each.collect()
}

/// The pairs of areas over one face. Mostly each ends before the next begins.
fn pairs<K>(
    areas: &[DatedArea],
    groups: &[Option<u32>],
    mut covering: Vec<usize>,
    matters: impl Fn(usize, usize) -> Option<K>,
) -> Vec<(K, Pair)> {
    covering.sort_unstable_by_key(|&i| (areas[i].validity.from, i));
    let mut pairs = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for new in covering {
        let from = areas[new].validity.from;
        open.retain(|&old| match (areas[old].validity.until, from) {
            (Some(until), Some(from)) => until > from,
            _ => true,
        });
        for &old in open.iter().filter(|old| groups[**old] == groups[new]) {
            let both = [old.min(new), old.max(new)];
            if let Some(key) = matters(both[0], both[1]) {
                let ends = both.map(|i| areas[i].validity.until);
                let until = ends.into_iter().flatten().min();
                pairs.push((key, Pair { areas: both, from, until }));
            }
        }
        open.push(new);
    }
    pairs
}

/// Faces in groups of those that touch along a border.
pub(super) fn connected(faced: &Faced<'_>, mut left: BTreeSet<u32>) -> Vec<BTreeSet<u32>> {
    let mut parts = Vec::new();
    while let Some(start) = left.pop_first() {
        let mut part = BTreeSet::from([start]);
        let mut stack = vec![start];
        while let Some(face) = stack.pop() {
            for next in faced.neighbors(face) {
                if left.remove(&next) {
                    part.insert(next);
                    stack.push(next);
                }
            }
        }
        parts.push(part);
    }
    parts
}

fn overlap(
    faced: &Faced<'_>,
    faces: &BTreeMap<u32, Vec<Pair>>,
    part: &BTreeSet<u32>,
) -> Option<Overlap> {
    let of_face = |face: &u32| faces.get(face).map_or(&[][..], Vec::as_slice);
    let pairs = || part.iter().flat_map(of_face);
    let from = pairs().map(|pair| pair.from).min()?;
    // `None` is for ever, and later than every day.
    let last = pairs().map(|pair| (pair.until.is_none(), pair.until)).max()?;
    // The day on which there is most of it: the sum of what begins and ends up to there.
    let mut steps: BTreeMap<Option<Day>, f64> = BTreeMap::new();
    for face in part {
        let area = faced.area_km2(*face);
        for pair in of_face(face) {
            *steps.entry(pair.from).or_default() += area;
            if pair.until.is_some() {
                *steps.entry(pair.until).or_default() -= area;
            }
        }
    }
    let mut sum = 0.0;
    let sums = steps.into_iter().map(|(day, step)| {
        sum += step;
        (day, sum)
    });
    // Of equal days the first.
    let (most, _) = sums.reduce(|a, b| if b.1 > a.1 + 1e-9 { b } else { a })?;
    let then = |pair: &Pair| pair.from <= most && (pair.until.is_none() || pair.until > most);
    let now: BTreeSet<u32> =
        part.iter().filter(|face| of_face(face).iter().any(then)).copied().collect();
    let first = pairs().min_by_key(|pair| (pair.from, pair.areas))?;
    Some(Overlap {
        areas: first.areas,
        from,
        until: last.1,
        patch: faced.patch(&now)?,
        varies: now.len() < part.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::PartyId;
    use crate::math::Validity;
    use crate::timeline::Holding;
    use crate::topology::gaps;
    use geo::{BooleanOps, GeodesicArea, MultiPolygon, Rect, polygon};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn day(n: i64) -> Day {
        Day::parse("2020-01-01").unwrap().plus(n)
    }

    fn area(party: u16, geometry: MultiPolygon, days: [i64; 2]) -> DatedArea {
        DatedArea {
            geometry: Arc::new(geometry.into()),
            within: Vec::new(),
            without: Vec::new(),
            source: None,
            holding: Some(Holding::of(PartyId(party))),
            validity: Validity::new(Some(day(days[0])), Some(day(days[1]))),
        }
    }

    fn square(x: [f64; 2], y: [f64; 2]) -> MultiPolygon {
        MultiPolygon(vec![Rect::new((x[0], y[0]), (x[1], y[1])).to_polygon()])
    }

    fn all(areas: &[DatedArea]) -> Vec<Overlap> {
        let groups = vec![Some(0); areas.len()];
        let parties = |i: usize, j: usize| {
            let party = |k: usize| areas[k].holding.as_ref().map(|h| h.party);
            (party(i) != party(j)).then_some(0)
        };
        overlaps(&Plane::of(areas), areas, &groups, parties)
    }

    proptest! {
        #[test]
        fn overlaps_are_intersections(
            p in prop::collection::vec((0..1000_i32, 0..1000_i32), 6)
        ) {
            let at = |i: usize| geo::coord! { x: f64::from(p[i].0) / 1e3, y: f64::from(p[i].1) / 1e3 };
            let triangle = |i: usize| polygon![at(i), at(i + 1), at(i + 2)];
            let (one, other) = (triangle(0), triangle(3));
            let common = one.intersection(&other);
            let common_km2 = common.geodesic_area_unsigned() / 1e6;
            let areas =
                [area(0, one.into(), [0, 9]), area(1, other.into(), [3, 20])];
            let found = all(&areas);
            let km2: f64 = found.iter().map(|overlap| overlap.patch.area_km2).sum();
            // Crossings are rounded to a grid of 0.1 m.
            prop_assert!((km2 - common_km2).abs() < 0.05, "{} {}", km2, common_km2);
            for overlap in found {
                prop_assert_eq!((overlap.from, overlap.until), (Some(day(3)), Some(day(9))));
            }
        }
    }

    #[test]
    fn an_overlap_of_several_days_is_one() {
        // A border that moves every day, always over the neighbor by a tenth.
        let mut areas = Vec::new();
        for n in 0..5 {
            let border = 0.5 + n as f64 / 100.0;
            areas.push(area(0, square([0.0, border + 0.1], [0.0, 1.0]), [n, n + 1]));
            areas.push(area(1, square([border, 1.0], [0.0, 1.0]), [n, n + 1]));
        }
        let found = all(&areas);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].from, found[0].until), (Some(day(0)), Some(day(5))));
        let strip = square([0.5, 0.6], [0.0, 1.0]).geodesic_area_unsigned() / 1e6;
        assert!((found[0].patch.area_km2 / strip - 1.0).abs() < 1e-6 && found[0].varies);
    }

    #[test]
    fn a_gap_has_ground_around_it_on_its_days() {
        let around = [
            area(0, square([0.0, 3.0], [0.0, 1.0]), [0, 9]),
            area(0, square([0.0, 1.0], [1.0, 2.0]), [0, 9]),
            area(1, square([2.0, 3.0], [1.0, 2.0]), [0, 9]),
            area(1, square([0.0, 3.0], [2.0, 3.0]), [2, 6]),
            area(1, square([1.0, 2.0], [1.0, 2.0]), [4, 5]),
        ];
        let found = gaps(&Plane::of(&around), &around, day(0), day(9));
        let days: Vec<(Day, Day)> = found.iter().map(|gap| (gap.from, gap.until)).collect();
        assert_eq!(days, [(day(2), day(6))]);
        assert_eq!(found[0].around, [0, 1, 2, 3]);
        let hole = square([1.0, 2.0], [1.0, 2.0]).geodesic_area_unsigned() / 1e6;
        assert!((found[0].patch.area_km2 / hole - 1.0).abs() < 1e-6);
        assert!(found[0].patch.compactness() > 0.7);
        let inside = found[0].patch.position;
        assert!((1.0..2.0).contains(&inside.lon) && (1.0..2.0).contains(&inside.lat));
    }
}
