//! All ground within a distance of any site.

use super::mesh::Mesh;
use super::sphere::{self, Circle, Unit};
use crate::math::trig::{atan2, sin_cos};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use std::collections::HashMap;
use std::f64::consts::TAU;

/// Points on a whole circle.
const STEPS: f64 = 96.0;

/// Where the circle around a site crosses the border of its cell.
#[derive(Clone, Copy)]
struct Crossing {
    at: Unit,
    direction: f64,
    /// Whether the border leaves the circle there, going counter-clockwise around the site.
    leaves: bool,
    /// The border, and which of its ends is nearer.
    key: (u32, u8),
}

/// An arc of a circle, from where the border of the cell leaves it to where it comes back.
struct Arc {
    points: Vec<Unit>,
    end: (u32, u8),
}

/// The union of the circles of a radius (an angle) around all sites, exactly: each circle counts
/// inside its site's cell. Longitudes are those nearest to `lon`.
pub fn around(mesh: &Mesh, radius: f64, lon: f64) -> MultiPolygon {
    let crossings = crossings(mesh, radius);
    let mut arcs: HashMap<(u32, u8), Arc> = HashMap::new();
    let mut starts = Vec::new();
    let mut rings: Vec<Vec<Unit>> = Vec::new();
    let mut touched = vec![false; mesh.count];
    for (corners, center) in mesh.triangles.iter().zip(0..) {
        // A cell with a corner inside the circle, and no crossing, lies in it wholly.
        let inside = mesh.radius(center) < radius;
        corners.iter().filter(|site| inside && mesh.is_site(**site)).for_each(|site| {
            touched[*site as usize] = true;
        });
    }
    for (site, mut list) in crossings.into_iter().enumerate() {
        let circle = Circle::new(mesh.sites[site], radius);
        if list.is_empty() {
            if !touched[site] {
                rings.push(steps(0.0, TAU).map(|direction| circle.at(direction)).collect());
            }
            continue;
        }
        list.sort_by(|a, b| a.direction.total_cmp(&b.direction).then(a.leaves.cmp(&b.leaves)));
        for (i, from) in list.iter().enumerate().filter(|(_, crossing)| crossing.leaves) {
            let after = (1..=list.len()).map(|step| &list[(i + step) % list.len()]);
            let Some(to) = after.into_iter().find(|crossing| !crossing.leaves) else { continue };
            let turn = (to.direction - from.direction).rem_euclid(TAU);
            let inner = steps(from.direction, turn).skip(1).map(|direction| circle.at(direction));
            let points = std::iter::once(from.at).chain(inner).collect();
            starts.push(from.key);
            arcs.insert(from.key, Arc { points, end: to.key });
        }
    }
    for start in starts {
        let mut ring = Vec::new();
        let mut key = start;
        while let Some(arc) = arcs.remove(&key) {
            ring.extend(arc.points);
            key = arc.end;
        }
        if ring.len() > 2 {
            rings.push(ring);
        }
    }
    let polygon = |ring: Vec<Unit>| {
        let points: Vec<Coord> = ring.into_iter().map(|p| sphere::degrees(p, lon)).collect();
        Polygon::new(LineString(points), Vec::new())
    };
    MultiPolygon(rings.into_iter().map(polygon).collect())
}

/// Directions on the way from one by an angle, counter-clockwise, without the last.
fn steps(from: f64, turn: f64) -> impl Iterator<Item = f64> {
    let count = (turn / TAU * STEPS).ceil().max(1.0);
    (0..count as usize).map(move |i| from + turn * i as f64 / count)
}

/// The crossings of each site's circle with the border of its cell.
fn crossings(mesh: &Mesh, radius: f64) -> Vec<Vec<Crossing>> {
    let mut list: Vec<Vec<Crossing>> = vec![Vec::new(); mesh.count];
    let inside: Vec<bool> =
        (0..mesh.triangles.len() as u32).map(|triangle| mesh.radius(triangle) < radius).collect();
    for (number, edge) in mesh.edges.iter().enumerate() {
        if !edge.sites.iter().all(|site| mesh.is_site(*site)) {
            continue;
        }
        let [a, b] = edge.sites.map(|site| mesh.sites[site as usize]);
        // The border runs on the great circle half way; angles along it count from the point
        // between the sites.
        let foot = sphere::normal(sphere::sum([(1.0, a), (1.0, b)]));
        let along = sphere::cross(sphere::normal(sphere::minus(a, b)), foot);
        let place = |p: Unit| atan2(sphere::dot(p, along), sphere::dot(p, foot));
        let ends = edge.triangles.map(|triangle| place(mesh.centers[triangle as usize]));
        let near = sphere::dot(a, foot);
        let far = sphere::acos_of(sin_cos(radius).1 / near);
        let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
        let within = edge.triangles.map(|triangle| inside[triangle as usize]);
        let crossed: Vec<f64> = match within {
            [true, true] => Vec::new(),
            [false, false] if sin_cos(radius).1 < near && low < -far && far < high => {
                vec![-far, far]
            }
            [false, false] => Vec::new(),
            [first, _] => {
                // Towards the end that lies outside.
                let [inner, outer] = if first { ends } else { [ends[1], ends[0]] };
                vec![if outer > inner { far } else { -far }.clamp(low, high)]
            }
        };
        let counter_clockwise = sphere::dot(a, sphere::cross(foot, along)) > 0.0;
        for (i, place) in crossed.iter().enumerate() {
            let (up, right) = sin_cos(*place);
            let at = sphere::sum([(right, foot), (up, along)]);
            // Going on along the border, is it left behind or entered?
            let outwards = match crossed.len() {
                2 => i == 1,
                _ => (ends[1] > ends[0]) == within[0],
            };
            let key = (number as u32, i as u8);
            for (site, with) in edge.sites.into_iter().zip([counter_clockwise, !counter_clockwise])
            {
                let circle = Circle::new(mesh.sites[site as usize], radius);
                let leaves = outwards == with;
                let direction = circle.direction(at);
                list[site as usize].push(Crossing { at, direction, leaves, key });
            }
        }
    }
    list
}
