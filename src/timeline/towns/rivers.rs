//! Rivers as borders of towns' ground.
//!
//! Along every river pairs of *banks* are set out, close to each other on either side. A bank belongs
//! to the nearest town that can be reached without crossing a river. Banks have cells as towns do, and
//! the border between two opposite ones is the river.

use super::land;
use super::sphere::{self, Unit};
use crate::dataset::{BaseKind, BaseLayer, TownsControl};
use crate::math::LonLat;
use geo::{BoundingRect, Coord, Geometry, Intersects, LineString};
use rayon::prelude::*;

/// Of a bank's nearest towns so many are asked whether they can be reached.
const ASKED: usize = 24;
/// At most so many pairs of banks.
const MOST: f64 = 20_000.0;
/// Pairs are so far apart, as a share of the reach, if that makes no more than `MOST`.
const APART: f64 = 0.05;

/// The rivers that count.
#[derive(Debug, Default)]
pub struct Barriers {
    lines: Vec<Vec<Unit>>,
    /// How far pairs of banks are from each other (an angle).
    apart: f64,
}

/// The rivers near an entry's towns, if the entry asks for them.
pub fn of(control: &TownsControl, base: &[BaseLayer]) -> Barriers {
    let Some(bounds) = land::bounds(control).filter(|_| control.cut.rivers) else {
        return Barriers::default();
    };
    let mut lines: Vec<&LineString> = Vec::new();
    for feature in land::features(base, BaseKind::River) {
        match &feature.geometry {
            Geometry::LineString(line) => lines.push(line),
            Geometry::MultiLineString(several) => lines.extend(&several.0),
            _ => {}
        }
    }
    lines.retain(|line| line.bounding_rect().is_some_and(|own| own.intersects(&bounds)));
    // Only what lies near towns.
    let mut parts: Vec<Vec<Unit>> = Vec::new();
    for line in lines {
        let mut part: Vec<Unit> = Vec::new();
        for pair in line.0.windows(2) {
            let near = geo::Line::new(pair[0], pair[1]).intersects(&bounds);
            let [a, b] = [pair[0], pair[1]].map(|c: Coord| sphere::unit(LonLat::from(c)));
            if near && part.is_empty() {
                part.push(a);
            }
            if near {
                part.push(b);
            } else if !part.is_empty() {
                parts.push(std::mem::take(&mut part));
            }
        }
        parts.push(part);
    }
    parts.retain(|part| part.len() > 1);
    let length: f64 =
        parts.iter().flat_map(|part| part.windows(2)).map(|w| sphere::angle(w[0], w[1])).sum();
    let apart = (sphere::angle_of_km(control.reach_km) * APART).max(length / MOST);
    Barriers { lines: parts, apart }
}

impl Barriers {
    /// The banks, each with the site that holds it, if any can be reached within a distance.
    pub fn banks(&self, sites: &[Unit], reach: f64) -> Vec<(Unit, Option<usize>)> {
        if self.lines.is_empty() || sites.is_empty() {
            return Vec::new();
        }
        let walls: Vec<[Unit; 2]> =
            self.lines.iter().flat_map(|line| line.windows(2)).map(|w| [w[0], w[1]]).collect();
        let banks: Vec<Unit> = self.lines.iter().flat_map(|line| self.along(line)).collect();
        // A bank that coincides with a town is the town's.
        let apart = |bank: &Unit| sites.iter().all(|site| sphere::angle(*site, *bank) > 1e-6);
        let holder = |bank: Unit| {
            let mut near: Vec<(f64, usize)> = sites
                .iter()
                .enumerate()
                .map(|(i, site)| (sphere::angle(*site, bank), i))
                .filter(|(far, _)| *far < reach)
                .collect();
            near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            near.truncate(ASKED);
            let walls: Vec<&[Unit; 2]> = match near.last() {
                None => return (bank, None),
                Some((far, _)) => walls
                    .iter()
                    .filter(|[a, b]| {
                        sphere::angle(bank, *a).min(sphere::angle(bank, *b))
                            < far + sphere::angle(*a, *b)
                    })
                    .collect(),
            };
            let free = |(_, site): &&(f64, usize)| {
                !walls.iter().any(|[a, b]| crosses([bank, sites[*site]], [*a, *b]))
            };
            (bank, near.iter().find(free).or(near.first()).map(|(_, site)| *site))
        };
        let banks: Vec<Unit> = banks.into_iter().filter(apart).collect();
        banks.into_par_iter().map(holder).collect()
    }

    /// Pairs of banks along a line.
    fn along(&self, line: &[Unit]) -> Vec<Unit> {
        let mut banks = Vec::new();
        for pair in line.windows(2) {
            let length = sphere::angle(pair[0], pair[1]);
            let count = (length / self.apart).round().max(1.0);
            let aside = (length / count).min(self.apart) / 3.0;
            if aside < 1e-7 {
                continue;
            }
            let across = sphere::normal(sphere::cross(pair[0], pair[1]));
            for i in 0..count as usize {
                let middle = sphere::between(pair[0], pair[1], (i as f64 + 0.5) / count);
                for side in [aside, -aside] {
                    banks.push(sphere::normal(sphere::sum([(1.0, middle), (side, across)])));
                }
            }
        }
        banks
    }
}

/// Whether two short lines cross.
fn crosses([a, b]: [Unit; 2], [c, d]: [Unit; 2]) -> bool {
    let (first, second) = (sphere::cross(a, b), sphere::cross(c, d));
    let apart = |plane: Unit, p: Unit, q: Unit| sphere::dot(plane, p) * sphere::dot(plane, q) < 0.0;
    apart(first, c, d) && apart(second, a, b) && sphere::dot(a, c) > 0.0
}
