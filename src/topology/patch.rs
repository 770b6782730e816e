//! Pieces of ground made of some faces: their size, their outline, and where they are.

use super::arrangement::Half;
use super::frame::Frame;
use super::plane::Plane;
use crate::math::LonLat;
use geo::{Coord, Geodesic, GeodesicArea, InteriorPoint, Length, LineString, Polygon};
use std::collections::{BTreeMap, BTreeSet};

/// A piece of ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Patch {
    /// Geodesic area in square kilometers.
    pub area_km2: f64,
    /// Geodesic length of all its borders in kilometers.
    pub perimeter_km: f64,
    /// A position inside the largest of its faces.
    pub position: LonLat,
}

impl Patch {
    /// How compact it is: 4πA/P², 1 for a disk, near 0 for a strip (Polsby and Popper 1991, "The
    /// Third Criterion").
    pub fn compactness(&self) -> f64 {
        4.0 * std::f64::consts::PI * self.area_km2 / (self.perimeter_km * self.perimeter_km)
    }

    /// How wide it is on average if it is a strip, in meters.
    pub fn width_m(&self) -> f64 {
        2.0 * self.area_km2 / self.perimeter_km * 1000.0
    }
}

/// A face that is looked at.
struct Measured {
    area_km2: f64,
    polygon: Polygon,
}

/// Faces that are looked at, with what is known of them.
pub struct Faced<'p> {
    plane: &'p Plane,
    /// The half-edges around each of the faces.
    around: BTreeMap<u32, Vec<Half>>,
}

impl<'p> Faced<'p> {
    /// Looks at some faces.
    pub fn new(plane: &'p Plane, faces: &BTreeSet<u32>) -> Self {
        let mut around: BTreeMap<u32, Vec<Half>> = BTreeMap::new();
        for (half, face) in plane.faces.left.iter().enumerate() {
            if faces.contains(face) {
                around.entry(*face).or_default().push(half as Half);
            }
        }
        Self { plane, around }
    }

    /// The faces on the other side of the borders of a face.
    pub fn neighbors(&self, face: u32) -> impl Iterator<Item = u32> {
        let halves = self.around.get(&face).map_or(&[][..], Vec::as_slice);
        halves.iter().map(|half| self.plane.faces.left[(*half ^ 1) as usize])
    }

    /// The geodesic area of a face, in square kilometers.
    pub fn area_km2(&self, face: u32) -> f64 {
        self.measure(face).map_or(0.0, |measured| measured.area_km2)
    }

    /// The piece of ground that some of the faces make up; `None` for no ground.
    pub fn patch(&self, faces: &BTreeSet<u32>) -> Option<Patch> {
        let measured: Vec<Measured> = faces.iter().filter_map(|face| self.measure(*face)).collect();
        let largest = measured.iter().max_by(|a, b| a.area_km2.total_cmp(&b.area_km2))?;
        let inside = largest.polygon.interior_point().map(Coord::from);
        let position = inside.or_else(|| largest.polygon.exterior().coords().next().copied())?;
        let edges = faces.iter().filter_map(|face| self.around.get(face)).flatten();
        let outer = edges.filter(|half| {
            let other = self.plane.faces.left[(**half ^ 1) as usize];
            !faces.contains(&other)
        });
        let length = |half: &Half| {
            let points = self.plane.arrangement.points(*half as usize / 2);
            let line: LineString = points.iter().map(|p| Coord::from(p.degrees())).collect();
            Geodesic.length(&line) / 1000.0
        };
        Some(Patch {
            area_km2: measured.iter().map(|face| face.area_km2).sum(),
            perimeter_km: outer.map(length).sum(),
            position: Frame::as_written_position(position.into()),
        })
    }

    /// The outlines of a face, holes among them.
    fn rings(&self, face: u32) -> Vec<LineString> {
        let arrangement = &self.plane.arrangement;
        let mut left: BTreeSet<Half> =
            self.around.get(&face).into_iter().flatten().copied().collect();
        let mut rings = Vec::new();
        while let Some(start) = left.pop_first() {
            let mut ring: Vec<Coord> = Vec::new();
            let mut half = start;
            loop {
                let points = arrangement.points(half as usize / 2);
                let point = |p: &super::GridPoint| Coord::from(p.degrees());
                if half.is_multiple_of(2) {
                    ring.extend(points.iter().map(point));
                } else {
                    ring.extend(points.iter().rev().map(point));
                }
                half = arrangement.next[half as usize];
                if half == start || !left.remove(&half) {
                    break;
                }
            }
            ring.dedup();
            rings.push(LineString(ring));
        }
        rings
    }

    fn measure(&self, face: u32) -> Option<Measured> {
        let area =
            |ring: &LineString| Polygon::new(ring.clone(), Vec::new()).geodesic_area_signed() / 1e6;
        let mut rings: Vec<(f64, LineString)> =
            self.rings(face).into_iter().map(|ring| (area(&ring), ring)).collect();
        // The outline runs counter-clockwise, islands in it clockwise.
        rings.sort_by(|a, b| b.0.total_cmp(&a.0));
        let area_km2 = rings.iter().map(|(area, _)| area).sum();
        let mut rings = rings.into_iter().map(|(_, ring)| ring);
        Some(Measured { area_km2, polygon: Polygon::new(rings.next()?, rings.collect()) })
    }
}
