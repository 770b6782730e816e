//! Which of its candidates each name gets.
//!
//! Left-out names cost their worth, placed ones their candidate's cost; the sum is to be small. The
//! search begins with what a greedy placement finds and goes on as simulated annealing does
//! (Christensen, Marks and Shieber 1995, "An empirical study of algorithms for point-feature label
//! placement"): names move to random candidates, those in the way move aside or drop out, and what
//! makes things worse is accepted while it is hot. Names that overlap are never accepted. All
//! numbers are whole, so that every machine finds the same.

use super::conflicts::Conflicts;
use super::name::Name;
use super::random::Random;

/// More names in the way of a move than this: it is not tried.
const MOST_EVICTED: usize = 3;
/// What a move may make worse at the start.
const HEAT: u32 = 400;
/// Moves tried: some for any map, more for each name.
const MOVES: (u32, u32) = (12_000, 32);

/// The candidate of each name that it is given; `None` for names left out. The order of the names
/// does not matter.
pub fn solve(names: &[Name]) -> Vec<Option<usize>> {
    in_order(names, |search| {
        search.greedy();
        search.anneal();
    })
}

/// The same choice, each name in turn taking the best place that is left, the most worthy first.
#[cfg(test)]
pub fn greedy(names: &[Name]) -> Vec<Option<usize>> {
    in_order(names, |search| search.greedy())
}

/// What a choice costs.
#[cfg(test)]
pub fn total(names: &[Name], choice: &[Option<usize>]) -> u64 {
    let cost = |(name, chosen): (&Name, &Option<usize>)| match chosen {
        Some(i) => u64::from(name.candidates[*i].cost),
        None => u64::from(name.worth),
    };
    names.iter().zip(choice).map(cost).sum()
}

/// Searches with the names in an order that is theirs.
fn in_order(names: &[Name], search: impl FnOnce(&mut Search<'_>)) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    let corner = |i: usize| names[i].candidates.first().map(|c| c.bounds()).unwrap_or_default();
    order.sort_by(|&a, &b| {
        let (one, other) = (corner(a), corner(b));
        names[b]
            .worth
            .cmp(&names[a].worth)
            .then_with(|| names[a].text.cmp(&names[b].text))
            .then_with(|| one.x0.total_cmp(&other.x0))
            .then_with(|| one.y0.total_cmp(&other.y0))
    });
    let sorted: Vec<&Name> = order.iter().map(|&i| &names[i]).collect();
    let conflicts = Conflicts::of(&sorted);
    let mut state = Search::new(&sorted, &conflicts);
    search(&mut state);
    let mut choice = vec![None; names.len()];
    for (n, &i) in order.iter().enumerate() {
        choice[i] = state.chosen[n].map(|c| (c - state.firsts[n]) as usize);
    }
    choice
}

struct Search<'a> {
    conflicts: &'a Conflicts,
    worths: Vec<u32>,
    /// The number of each name's first candidate, and that after the last.
    firsts: Vec<u32>,
    owners: Vec<u32>,
    costs: Vec<u32>,
    /// What each name costs at its best place.
    cheapest: Vec<i64>,
    /// What each name has.
    chosen: Vec<Option<u32>>,
    placed: Vec<bool>,
    /// By how many placed candidates each one is excluded.
    blocked: Vec<u32>,
    total: i64,
}

impl<'a> Search<'a> {
    fn new(names: &[&Name], conflicts: &'a Conflicts) -> Self {
        let mut firsts = vec![0u32];
        let (mut owners, mut costs) = (Vec::new(), Vec::new());
        for (n, name) in names.iter().enumerate() {
            owners.extend(std::iter::repeat_n(n as u32, name.candidates.len()));
            costs.extend(name.candidates.iter().map(|c| c.cost));
            firsts.push(owners.len() as u32);
        }
        let worths: Vec<u32> = names.iter().map(|name| name.worth).collect();
        let cheapest = names.iter().map(|name| {
            let costs = name.candidates.iter().map(|candidate| candidate.cost);
            i64::from(costs.min().unwrap_or(name.worth).min(name.worth))
        });
        Self {
            conflicts,
            cheapest: cheapest.collect(),
            total: worths.iter().map(|worth| i64::from(*worth)).sum(),
            chosen: vec![None; names.len()],
            placed: vec![false; owners.len()],
            blocked: vec![0; owners.len()],
            worths,
            firsts,
            owners,
            costs,
        }
    }

    fn candidates(&self, name: u32) -> std::ops::Range<u32> {
        self.firsts[name as usize]..self.firsts[name as usize + 1]
    }

    fn gain(&self, candidate: u32) -> i64 {
        let worth = self.worths[self.owners[candidate as usize] as usize];
        i64::from(worth) - i64::from(self.costs[candidate as usize])
    }

    /// What a name costs as it is.
    fn present(&self, name: u32) -> i64 {
        let cost = match self.chosen[name as usize] {
            Some(candidate) => self.costs[candidate as usize],
            None => self.worths[name as usize],
        };
        i64::from(cost)
    }

    fn put(&mut self, candidate: u32) {
        self.chosen[self.owners[candidate as usize] as usize] = Some(candidate);
        self.placed[candidate as usize] = true;
        self.total -= self.gain(candidate);
        for &other in self.conflicts.of_candidate(candidate) {
            self.blocked[other as usize] += 1;
        }
    }

    fn lift(&mut self, name: u32) {
        let Some(candidate) = self.chosen[name as usize].take() else { return };
        self.placed[candidate as usize] = false;
        self.total += self.gain(candidate);
        for &other in self.conflicts.of_candidate(candidate) {
            self.blocked[other as usize] -= 1;
        }
    }

    /// The cheapest free candidate of a name that is worth its cost.
    fn best_free(&self, name: u32) -> Option<u32> {
        self.candidates(name)
            .filter(|&c| self.blocked[c as usize] == 0 && self.gain(c) > 0)
            .min_by_key(|&c| self.costs[c as usize])
    }

    fn greedy(&mut self) {
        for name in 0..self.worths.len() as u32 {
            if let Some(candidate) = self.best_free(name) {
                self.put(candidate);
            }
        }
    }

    /// Moves a name to a candidate. What is in the way goes to its best free place or drops out.
    /// Undone when things get worse by more than `most`; tells whether it was done.
    fn try_move(&mut self, candidate: u32, most: i64) -> bool {
        let name = self.owners[candidate as usize];
        let crowded = self.blocked[candidate as usize] as usize > MOST_EVICTED;
        if self.placed[candidate as usize] || crowded {
            return false;
        }
        let others = self.conflicts.of_candidate(candidate).iter();
        let evicted: Vec<u32> = others
            .filter(|&&other| self.placed[other as usize])
            .map(|&other| self.owners[other as usize])
            .collect();
        // Were everything evicted to find its best place, it could still be too bad.
        let best = i64::from(self.costs[candidate as usize]) - self.present(name);
        let least: i64 = evicted.iter().map(|&e| self.cheapest[e as usize] - self.present(e)).sum();
        if best + least > most {
            return false;
        }
        let before = self.total;
        let moved: Vec<(u32, Option<u32>)> = std::iter::once(name)
            .chain(evicted)
            .map(|name| (name, self.chosen[name as usize]))
            .collect();
        moved.iter().for_each(|(name, _)| self.lift(*name));
        self.put(candidate);
        for &(other, _) in &moved[1..] {
            if let Some(free) = self.best_free(other) {
                self.put(free);
            }
        }
        if self.total - before <= most {
            return true;
        }
        moved.iter().for_each(|(name, _)| self.lift(*name));
        for (_, old) in moved {
            if let Some(old) = old {
                self.put(old);
            }
        }
        false
    }

    fn anneal(&mut self) {
        let all = self.owners.len() as u32;
        let steps = MOVES.0 + MOVES.1 * self.worths.len() as u32;
        let mut random = Random::new(1995);
        let mut best = (self.total, self.chosen.clone());
        for step in 0..steps {
            if all == 0 {
                break;
            }
            let heat = (u64::from(HEAT) * u64::from(steps - step) / u64::from(steps)) as u32;
            // Of random thresholds most are low, as Metropolis's are (1953).
            let most = random.below(random_ceiling(heat, step));
            let candidate = random.below(all);
            if self.try_move(candidate, i64::from(most)) && self.total < best.0 {
                best = (self.total, self.chosen.clone());
            }
        }
        for name in 0..self.worths.len() as u32 {
            self.lift(name);
        }
        best.1.into_iter().flatten().for_each(|candidate| self.put(candidate));
        self.descend();
    }

    /// Single moves for as long as any makes things better.
    fn descend(&mut self) {
        for _ in 0..16 {
            let moved = (0..self.owners.len() as u32).filter(|&c| self.try_move(c, -1)).count();
            if moved == 0 {
                break;
            }
        }
    }
}

/// Thresholds of four steps out of five are low.
fn random_ceiling(heat: u32, step: u32) -> u32 {
    if step.is_multiple_of(5) { heat } else { heat / 8 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::label::name::{Baseline, Candidate};
    use crate::math::{PagePoint, Rect};

    /// Names beside random points, crowded.
    fn board(seed: u64, count: u32) -> Vec<Name> {
        let mut random = Random::new(seed);
        (0..count)
            .map(|i| {
                let (x, y) = (f64::from(random.below(600)), f64::from(random.below(400)));
                let width = f64::from(30 + random.below(90));
                let dot = Rect::from_size(x - 3.0, y - 3.0, 6.0, 6.0);
                let spots = [
                    (4.0, -7.0),
                    (-4.0 - width, -7.0),
                    (4.0, -18.0),
                    (4.0, 4.0),
                    (-width / 2.0, 5.0),
                ];
                let candidates = (0u32..)
                    .zip(spots)
                    .map(|(n, (dx, dy))| Candidate {
                        cost: n * 20 + random.below(15),
                        boxes: vec![Rect::from_size(x + dx, y + dy, width, 14.0), dot],
                        baseline: Baseline::Level(PagePoint::new(x, y)),
                        tracking: 0.0,
                    })
                    .collect();
                Name { text: format!("name {i}"), worth: 100 + 150 * random.below(6), candidates }
            })
            .collect()
    }

    fn overlapping(names: &[Name], choice: &[Option<usize>]) -> usize {
        let placed: Vec<&Candidate> =
            names.iter().zip(choice).filter_map(|(name, i)| name.candidates.get((*i)?)).collect();
        let pairs = placed.iter().enumerate();
        pairs.map(|(i, a)| placed[i + 1..].iter().filter(|b| a.overlaps(b)).count()).sum()
    }

    #[test]
    fn names_never_overlap_and_fare_no_worse_than_greedily() {
        let (mut better, mut boards) = (0, 0);
        for (seed, count) in (1..=12).zip([5, 30, 60, 90, 120, 150].into_iter().cycle()) {
            let names = board(seed, count);
            let (greedy, best) = (greedy(&names), solve(&names));
            assert_eq!(overlapping(&names, &best), 0);
            assert_eq!(overlapping(&names, &greedy), 0);
            let (first, last) = (total(&names, &greedy), total(&names, &best));
            assert!(last <= first, "{last} > {first}");
            boards += 1;
            better += usize::from(last < first);
        }
        assert!(better * 2 > boards, "{better} of {boards}");
        assert!(solve(&[]).is_empty());
    }

    #[test]
    fn the_order_of_the_names_does_not_matter() {
        let names = board(7, 80);
        let choice = solve(&names);
        let mut random = Random::new(3);
        let mut order: Vec<usize> = (0..names.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i as u32 + 1) as usize);
        }
        let shuffled: Vec<Name> = order.iter().map(|&i| names[i].clone()).collect();
        let again = solve(&shuffled);
        for (i, &from) in order.iter().enumerate() {
            assert_eq!(again[i], choice[from], "{}", names[from].text);
        }
    }
}
