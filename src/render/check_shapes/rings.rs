//! Rings of an area against each other: what the even-odd rule makes of them.

use super::Fault;
use super::crossings::Crossing;
use super::outline::{Line, turn};
use crate::diagnostic::Diagnostic;
use crate::render::near::{degrees, km2};
use crate::topology::GridPoint;
use geo::algorithm::bool_ops::{BooleanOps, FillRule};
use geo::{GeodesicArea, InteriorPoint, MultiPolygon};
use std::collections::BTreeMap;

/// Less ground than this is not told, in square kilometers: the rounding of a union.
const LEAST_KM2: f64 = 1e-5;

/// Looks at the rings of an area together.
pub fn look(geometry: &MultiPolygon, lines: &[Line], crossings: &[Crossing]) -> Vec<Fault> {
    let mut faults = duplicates(lines);
    let twice_told = !faults.is_empty();
    faults.extend(outside(lines, crossings));
    // Rings that come near each other, or themselves, may cover ground twice.
    let twice = (!crossings.is_empty() || overlapping(lines)).then(|| covered_twice(geometry));
    match twice.flatten() {
        Some(fault) if !twice_told => faults.push(fault),
        _ => faults.extend(crossed(crossings)),
    }
    faults
}

/// An outline that crosses itself without covering anything twice, as a bow-tie does.
fn crossed(crossings: &[Crossing]) -> Option<Fault> {
    let first = crossings.first()?;
    let at = degrees(first.position);
    let message = match crossings.len() {
        1 => format!("the outline crosses itself at {at}"),
        2 => format!("the outline crosses itself at {at} and once more"),
        n => format!("the outline crosses itself at {at} and {} more times", n - 1),
    };
    let fault = Diagnostic::note("self-intersection", message).near(first.position).remedy(
        "it is read by the even-odd rule, so that both parts count; if that is not meant, put the \
         points in order",
    );
    Some(Fault::new(at, crossings.len() as f64, fault))
}

/// Ground that would count if no part were taken away where rings cover it twice.
fn covered_twice(geometry: &MultiPolygon) -> Option<Fault> {
    let nothing = MultiPolygon::<f64>::new(Vec::new());
    let all = geometry.union_with_fill_rule(&nothing, FillRule::NonZero);
    let counted = geometry.union_with_fill_rule(&nothing, FillRule::EvenOdd);
    let lost = all.difference(&counted);
    let size = |area: &geo::Polygon| area.geodesic_area_unsigned() / 1e6;
    let area_km2: f64 = lost.iter().map(size).sum();
    let largest = lost.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?;
    if area_km2 < LEAST_KM2 {
        return None;
    }
    let position = largest.interior_point()?.0.into();
    let (at, area) = (degrees(position), km2(area_km2));
    let message = format!("the outline covers {area} around {at} twice, so that they do not count");
    let fault = Diagnostic::warning("covered-twice", message)
        .near(position)
        .of_km2(area_km2)
        .remedy(
            "what is enclosed an even number of times is outside: unite the parts, or draw the hole \
             as a hole if one is meant",
        );
    Some(Fault::new(at, area_km2, fault))
}

/// A ring's points from the smallest on, in the direction of the smaller neighbor.
fn canonical(points: &[GridPoint]) -> Vec<GridPoint> {
    let Some((_, open)) = points.split_last() else { return Vec::new() };
    let n = open.len();
    let start = (0..n).min_by_key(|i| open[*i]).unwrap_or_default();
    let (next, last) = (open[(start + 1) % n], open[(start + n - 1) % n]);
    (0..n)
        .map(|i| if next <= last { open[(start + i) % n] } else { open[(start + n - i) % n] })
        .collect()
}

fn duplicates(lines: &[Line]) -> Vec<Fault> {
    let mut known: BTreeMap<Vec<GridPoint>, ()> = BTreeMap::new();
    let mut faults = Vec::new();
    if lines.len() < 2 {
        return faults;
    }
    for line in lines.iter().filter(|line| !line.points.is_empty()) {
        let points = canonical(&line.points);
        let position = points[0].degrees();
        if known.insert(points, ()).is_some() {
            let at = degrees(position);
            let message =
                format!("a ring that begins at {at} stands twice, and so counts for nothing");
            let fault = Diagnostic::warning("duplicate-ring", message).near(position).remedy(
                "remove one of the two: what is enclosed an even number of times is outside",
            );
            faults.push(Fault::new(at, 1.0, fault));
        }
    }
    faults
}

/// Holes that lie outside the outline that they belong to.
fn outside(lines: &[Line], crossings: &[Crossing]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (i, hole) in lines.iter().enumerate().filter(|(_, line)| line.hole) {
        let crosses = crossings.iter().any(|crossing| crossing.rings.contains(&i));
        let shell = lines.iter().find(|line| line.polygon == hole.polygon && !line.hole);
        let Some(shell) = shell.filter(|shell| !crosses && !shell.points.is_empty()) else {
            continue;
        };
        // Points on the outline say nothing.
        let side = hole.points.iter().find_map(|point| side(&shell.points, *point));
        if side == Some(false) {
            let position = hole.points[0].degrees();
            let at = degrees(position);
            let message = format!("a hole at {at} lies outside the outline it belongs to");
            let fault = Diagnostic::warning("hole-outside", message)
                .near(position)
                .remedy("it counts as ground; make it a polygon of its own, or move it");
            faults.push(Fault::new(at, 1.0, fault));
        }
    }
    faults
}

/// Whether a point lies inside a ring; `None` on its line.
fn side(ring: &[GridPoint], p: GridPoint) -> Option<bool> {
    let mut inside = false;
    for pair in ring.windows(2) {
        let (a, b) = if pair[0].y <= pair[1].y { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        if p.y < a.y || p.y > b.y {
            continue;
        }
        let turned = turn(a, b, p);
        let between = p.x >= a.x.min(b.x) && p.x <= a.x.max(b.x);
        if turned == 0 && between {
            return None;
        }
        if a.y <= p.y && p.y < b.y {
            inside ^= turned > 0;
        }
    }
    Some(inside)
}

/// Whether the boxes of two outlines overlap.
fn overlapping(lines: &[Line]) -> bool {
    let mut boxes: Vec<[i32; 4]> = lines
        .iter()
        .filter(|line| !line.hole && !line.points.is_empty())
        .map(|line| {
            line.points.iter().fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |b, p| {
                [b[0].min(p.x), b[1].min(p.y), b[2].max(p.x), b[3].max(p.y)]
            })
        })
        .collect();
    boxes.sort_unstable();
    let mut open: Vec<[i32; 4]> = Vec::new();
    boxes.iter().any(|new| {
        open.retain(|old| old[2] > new[0]);
        let meets = open.iter().any(|old| old[1] < new[3] && new[1] < old[3]);
        open.push(*new);
        meets
    })
}
