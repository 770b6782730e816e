//! Which candidates exclude each other.

use super::name::{Candidate, Name};
use crate::math::Rect;
use std::collections::BTreeMap;

/// The conflict graph: for each candidate those of other names that share room with it.
///
/// Candidates are numbered through, name by name.
pub struct Conflicts {
    starts: Vec<u32>,
    others: Vec<u32>,
}

impl Conflicts {
    /// Compares candidates that lie near each other.
    pub fn of(names: &[&Name]) -> Self {
        let all: Vec<(usize, &Candidate, Rect)> = names
            .iter()
            .enumerate()
            .flat_map(|(n, name)| name.candidates.iter().map(move |c| (n, c, c.bounds())))
            .collect();
        /// Side of a square of the page whose candidates are compared, in page units.
        const SIDE: f64 = 80.0;
        let squares = |r: &Rect| {
            // `as` saturates, so that what lies far outside is compared, too.
            let index = |v: f64| (v / SIDE).floor() as i32;
            (index(r.x0), index(r.y0), index(r.x1), index(r.y1))
        };
        let mut by_square: BTreeMap<(i32, i32), Vec<u32>> = BTreeMap::new();
        for (i, (_, _, bounds)) in all.iter().enumerate() {
            let (x0, y0, x1, y1) = squares(bounds);
            for y in y0..=y1 {
                for x in x0..=x1 {
                    by_square.entry((x, y)).or_default().push(i as u32);
                }
            }
        }
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (&square, members) in &by_square {
            for (i, &a) in members.iter().enumerate() {
                for &b in &members[i + 1..] {
                    let ((n, one, own), (m, two, its)) = (&all[a as usize], &all[b as usize]);
                    if n == m || !own.overlaps(its) {
                        continue;
                    }
                    // Of the squares that both lie in, the first compares them.
                    let (own, its) = (squares(own), squares(its));
                    let first = (own.0.max(its.0), own.1.max(its.1));
                    if first == square && one.overlaps(two) {
                        pairs.extend([(a, b), (b, a)]);
                    }
                }
            }
        }
        pairs.sort_unstable();
        let mut starts = vec![0u32; all.len() + 1];
        pairs.iter().for_each(|(a, _)| starts[*a as usize + 1] += 1);
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Self { starts, others: pairs.into_iter().map(|(_, b)| b).collect() }
    }

    /// The candidates that exclude one.
    pub fn of_candidate(&self, candidate: u32) -> &[u32] {
        let (from, to) = (self.starts[candidate as usize], self.starts[candidate as usize + 1]);
        &self.others[from as usize..to as usize]
    }
}
