//! Which half-edges lie around which face.

use super::arrangement::{Arrangement, Half};
use super::grid::GridPoint;
use super::islands::half_west_of;
use rayon::prelude::*;

/// The face outside everything.
pub const OUTSIDE: u32 = 0;

/// The faces of an arrangement.
pub struct Faces {
    /// The face on the left of each half-edge.
    pub left: Vec<u32>,
    /// How many faces there are; face 0 is the outside.
    pub count: usize,
}

impl Faces {
    /// Follows the half-edges around each face and finds the face that each island lies in.
    ///
    /// Faces are numbered by the smallest line around them, so that their numbers depend on the
    /// picture alone.
    pub fn of(arrangement: &Arrangement) -> Self {
        let mut cycle_of = vec![u32::MAX; arrangement.next.len()];
        let mut cycles: Vec<Cycle> = Vec::new();
        for start in 0..arrangement.next.len() as Half {
            if cycle_of[start as usize] == u32::MAX {
                cycles.push(Cycle::follow(arrangement, start, cycles.len() as u32, &mut cycle_of));
            }
        }
        // Counter-clockwise cycles are faces; clockwise ones are the outlines of islands, which lie
        // in the face to the west of their westernmost vertex.
        let (mut outer, mut islands): (Vec<usize>, Vec<usize>) =
            (0..cycles.len()).partition(|&c| cycles[c].doubled_area > 0);
        outer.sort_unstable_by_key(|&c| cycles[c].least);
        islands.sort_unstable_by_key(|&c| cycles[c].least);
        let mut face_of = vec![OUTSIDE; cycles.len()];
        for (face, &cycle) in (1..).zip(&outer) {
            face_of[cycle] = face;
        }
        let west = islands.par_iter().with_min_len(8);
        let west: Vec<_> =
            west.map(|island| half_west_of(arrangement, cycles[*island].least.0)).collect();
        for (island, west) in islands.into_iter().zip(west) {
            // The cycle to the west has its own westernmost vertex further west, so that it has
            // been placed already.
            if let Some(half) = west {
                face_of[island] = face_of[cycle_of[half as usize] as usize];
            }
        }
        let left = cycle_of.iter().map(|&cycle| face_of[cycle as usize]).collect();
        Self { left, count: outer.len() + 1 }
    }
}

/// One closed walk with its face on the left.
struct Cycle {
    doubled_area: i128,
    /// The smallest line as smaller end, which is the westernmost vertex, greater end, and whether
    /// the walk goes down it.
    least: (GridPoint, GridPoint, bool),
}

impl Cycle {
    fn follow(arrangement: &Arrangement, start: Half, number: u32, cycle_of: &mut [u32]) -> Self {
        let least = |half: Half| {
            let chain = &arrangement.measures[half as usize / 2];
            (chain.least.0, chain.least.1, chain.rising != half.is_multiple_of(2))
        };
        let mut cycle = Self { doubled_area: 0, least: least(start) };
        let mut half = start;
        loop {
            cycle_of[half as usize] = number;
            let area = arrangement.measures[half as usize / 2].doubled_area;
            cycle.doubled_area += if half.is_multiple_of(2) { area } else { -area };
            cycle.least = cycle.least.min(least(half));
            half = arrangement.next[half as usize];
            if half == start {
                break;
            }
        }
        cycle
    }
}
