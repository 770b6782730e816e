//! Which candidates exclude each other.

use super::name::{Candidate, Name};
use crate::math::Rect;

/// The conflict graph: for each candidate those of other names that share room with it.
///
/// Candidates are numbered through, name by name. Names without candidates have no numbers.
pub struct Conflicts {
    starts: Vec<u32>,
    others: Vec<u32>,
}

impl Conflicts {
    /// Compares the candidates of names that reach into each other's surroundings.
    pub fn of(names: &[&Name]) -> Self {
        struct Reach<'a> {
            first: u32,
            around: Rect,
            candidates: Vec<(&'a Candidate, Rect)>,
        }
        let mut count = 0;
        let reaches: Vec<Reach<'_>> = names
            .iter()
            .filter(|name| !name.candidates.is_empty())
            .map(|name| {
                let candidates: Vec<_> = name
                    .candidates
                    .iter()
                    .map(|candidate| (candidate, candidate.bounds()))
                    .collect();
                let around = candidates.iter().map(|(_, bounds)| *bounds);
                let around = around.reduce(|all, one| all.union(&one)).unwrap_or_default();
                let first = count;
                count += candidates.len() as u32;
                Reach { first, around, candidates }
            })
            .collect();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (i, own) in reaches.iter().enumerate() {
            for other in reaches[i + 1..].iter().filter(|other| own.around.overlaps(&other.around))
            {
                for (a, (one, bounds)) in (own.first..).zip(&own.candidates) {
                    if !bounds.overlaps(&other.around) {
                        continue;
                    }
                    let near = (other.first..).zip(&other.candidates);
                    let near =
                        near.filter(|(_, (two, its))| bounds.overlaps(its) && one.overlaps(two));
                    pairs.extend(near.map(|(b, _)| (a, b)));
                }
            }
        }
        let mut starts = vec![0u32; count as usize + 1];
        pairs.iter().flat_map(|&(a, b)| [a, b]).for_each(|one| starts[one as usize + 1] += 1);
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut free = starts.clone();
        let mut others = vec![0u32; 2 * pairs.len()];
        for (a, b) in pairs {
            for (one, other) in [(a, b), (b, a)] {
                others[free[one as usize] as usize] = other;
                free[one as usize] += 1;
            }
        }
        Self { starts, others }
    }

    /// The candidates that exclude one.
    pub fn of_candidate(&self, candidate: u32) -> &[u32] {
        let (from, to) = (self.starts[candidate as usize], self.starts[candidate as usize + 1]);
        &self.others[from as usize..to as usize]
    }
}
