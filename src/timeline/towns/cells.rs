//! The ground around each site, with rounded corners.
//!
//! Where three cells meet, a front between two of them would turn sharply at every corner. So the
//! corner is a piece of ground of its own, between three curves, each of which leads from one border
//! into the next without a bend: whatever two of the cells have in common the corner has, too, and
//! the front runs smoothly around the third. All curves are the same on all days.

use super::mesh::Mesh;
use super::sphere::{self, Unit};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use std::collections::BTreeMap;

/// A corner is cut at most at this share of its distance from its sites, so that every site keeps
/// the ground it stands on.
const CUT: f64 = 0.6;
/// Lines that a rounded corner consists of.
const BENDS: usize = 5;
/// A straight border is a line on a map only for so long (an angle: 64 km).
const LONGEST: f64 = 0.01;

/// A piece of ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The ground around a site.
    Site(u32),
    /// What lies between three of them.
    Corner(u32),
}

/// A line between two faces.
pub struct Piece {
    points: Vec<Coord>,
    /// The nodes at which it begins and ends.
    ends: [u32; 2],
    /// The faces on the left and on the right.
    sides: [Face; 2],
}

/// All lines between faces. Longitudes are those nearest to `lon`.
pub fn pieces(mesh: &Mesh, lon: f64) -> Vec<Piece> {
    let radii: Vec<f64> = (0..mesh.triangles.len() as u32).map(|t| mesh.radius(t)).collect();
    let degrees = |p: Unit| sphere::degrees(p, lon);
    let mut list = Vec::with_capacity(mesh.edges.len() + 3 * mesh.triangles.len());
    // Where each border is cut, at the side of either of its triangles, and the node there.
    let mut cuts: Vec<[(Unit, u32); 2]> = Vec::with_capacity(mesh.edges.len());
    for (number, edge) in (0u32..).zip(&mesh.edges) {
        let [from, to] = edge.triangles.map(|triangle| mesh.centers[triangle as usize]);
        let length = sphere::angle(from, to);
        let middle = sphere::between(from, to, 0.5);
        let nodes = [2 * number, 2 * number + 1];
        let cut = |end: usize| {
            let cut = CUT * radii[edge.triangles[end] as usize];
            let [here, there] = if end == 0 { [from, to] } else { [to, from] };
            (cut < length / 2.0).then(|| sphere::between(here, there, cut / length))
        };
        let ends = match [cut(0), cut(1)] {
            // Both curves meet half way.
            [None, None] => [(middle, nodes[0]); 2],
            [first, second] => {
                let ends =
                    [(first.unwrap_or(middle), nodes[0]), (second.unwrap_or(middle), nodes[1])];
                let count = (sphere::angle(ends[0].0, ends[1].0) / LONGEST).ceil().max(1.0);
                let at = |i: usize| sphere::between(ends[0].0, ends[1].0, i as f64 / count);
                let inner = (1..count as usize).map(at);
                let points = std::iter::once(ends[0].0).chain(inner).chain([ends[1].0]);
                list.push(Piece {
                    points: points.map(degrees).collect(),
                    ends: nodes,
                    sides: [Face::Site(edge.sites[1]), Face::Site(edge.sites[0])],
                });
                ends
            }
        };
        cuts.push(ends);
    }
    for (triangle, corners) in (0u32..).zip(&mesh.triangles) {
        let center = mesh.centers[triangle as usize];
        let edges = mesh.edges_of[triangle as usize];
        let cut = |opposite: usize| {
            let edge = edges[opposite] as usize;
            let end = usize::from(mesh.edges[edge].triangles[0] != triangle);
            cuts[edge][end]
        };
        for (i, site) in corners.iter().enumerate() {
            // From the border with the site before to that with the site after; around the guards
            // there is none.
            let (from, to) = ((i + 1) % 3, (i + 2) % 3);
            if edges[from] == u32::MAX || edges[to] == u32::MAX {
                continue;
            }
            let (from, to) = (cut(from), cut(to));
            let bend = |step: usize| {
                let t = step as f64 / BENDS as f64;
                let s = 1.0 - t;
                let parts = [(s * s, from.0), (2.0 * s * t, center), (t * t, to.0)];
                sphere::normal(sphere::sum(parts))
            };
            let points = std::iter::once(from.0).chain((1..BENDS).map(bend)).chain([to.0]);
            list.push(Piece {
                points: points.map(degrees).collect(),
                ends: [from.1, to.1],
                sides: [Face::Corner(triangle), Face::Site(*site)],
            });
        }
    }
    list
}

/// The outlines of the ground of each group, by number; `group` says of which a face is. Faces of
/// one group have no line between them.
pub fn outlines(
    pieces: &[Piece],
    group: impl Fn(Face) -> Option<u32>,
    count: usize,
) -> Vec<MultiPolygon> {
    // Of each group its lines with the ground on the left.
    let mut lines: Vec<Vec<(usize, bool)>> = vec![Vec::new(); count];
    for (number, piece) in pieces.iter().enumerate() {
        let [left, right] = piece.sides.map(&group);
        if left == right {
            continue;
        }
        for (own, reversed) in [(left, false), (right, true)] {
            if let Some(list) = own.and_then(|own| lines.get_mut(own as usize)) {
                list.push((number, reversed));
            }
        }
    }
    lines.into_iter().map(|lines| MultiPolygon(rings(pieces, &lines))).collect()
}

/// Joins lines into closed rings. Where several go on it does not matter which: outlines are read by
/// the even-odd rule.
fn rings(pieces: &[Piece], lines: &[(usize, bool)]) -> Vec<Polygon> {
    let ends = |(number, reversed): (usize, bool)| {
        let [from, to] = pieces[number].ends;
        if reversed { [to, from] } else { [from, to] }
    };
    let mut leaving: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, line) in lines.iter().enumerate().rev() {
        leaving.entry(ends(*line)[0]).or_default().push(place);
    }
    let mut used = vec![false; lines.len()];
    let mut rings = Vec::new();
    for first in 0..lines.len() {
        let mut ring: Vec<Coord> = Vec::new();
        let mut next = Some(first).filter(|first| !used[*first]);
        while let Some(place) = next {
            used[place] = true;
            let (number, reversed) = lines[place];
            let points = &pieces[number].points;
            let skip = usize::from(!ring.is_empty());
            if reversed {
                ring.extend(points.iter().rev().skip(skip));
            } else {
                ring.extend(points.iter().skip(skip));
            }
            let here = leaving.get_mut(&ends(lines[place])[1]);
            next = here.and_then(|list| {
                loop {
                    match list.pop() {
                        Some(place) if used[place] => {}
                        other => break other,
                    }
                }
            });
        }
        if ring.len() > 3 {
            rings.push(Polygon::new(LineString(ring), Vec::new()));
        }
    }
    rings
}
