//! How long borders are fronts.

use super::coverage::CoverageArc;
use super::{ArcId, Coverage, HistoryId};
use crate::math::Day;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

impl Coverage {
    /// The arcs that are a frontline (see [`frontline`](Self::frontline)) on any day from `from` up to
    /// but not including `until`, each with the number of these days.
    pub fn front_days(&self, from: Day, until: Day) -> Vec<(ArcId, u32)> {
        let sides = |arc: &CoverageArc| (arc.left.min(arc.right), arc.left.max(arc.right));
        let mut pairs: Vec<(HistoryId, HistoryId)> = self.arcs().iter().map(sides).collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        let days = pairs.into_par_iter().with_min_len(64);
        let days = days.map(|pair| (pair, self.days_apart(pair, from, until)));
        let known: FxHashMap<(HistoryId, HistoryId), u32> = days.collect();
        let arcs = self.arcs().iter().zip((0..).map(ArcId));
        arcs.filter_map(|(arc, id)| {
            let days = known.get(&sides(arc)).copied().filter(|days| *days > 0)?;
            Some((id, days))
        })
        .collect()
    }

    /// On how many days the ground of two histories has different holders.
    fn days_apart(&self, sides: (HistoryId, HistoryId), from: Day, until: Day) -> u32 {
        let changes = [sides.0, sides.1].into_iter();
        let changes = changes.flat_map(|h| self.histories()[h.0 as usize].changes());
        let mut days: Vec<Day> = changes.filter(|day| *day > from && *day < until).collect();
        days.extend([from, until]);
        days.sort_unstable();
        let apart = |day: Day| {
            let (left, right) = (self.holding(sides.0, day)?, self.holding(sides.1, day)?);
            let (own, other) = (left.holder()?, right.holder()?);
            (own != other && !(left.rear && right.rear)).then_some(())
        };
        let stretches = days.windows(2).filter(|pair| apart(pair[0]).is_some());
        stretches.map(|pair| pair[1].since(pair[0]).max(0) as u32).sum()
    }
}

#[cfg(test)]
mod tests {
    use crate::dataset::builtin;
    use crate::timeline::dated_areas;
    use crate::topology::Coverage;
    use std::collections::BTreeMap;

    #[test]
    fn days_are_those_of_the_frontlines() {
        let (atlas, _) = builtin::open("karabakh-2020").expect("it is built in");
        let atlas = atlas.expect("it has no errors");
        let coverage = Coverage::build(&dated_areas(&atlas));
        let (from, until) = (atlas.from.plus(10), atlas.from.plus(60));
        let mut counted = BTreeMap::new();
        for day in from.up_to(until) {
            for (arc, _, _) in coverage.frontline(day) {
                *counted.entry(arc).or_insert(0u32) += 1;
            }
        }
        let told: BTreeMap<_, _> = coverage.front_days(from, until).into_iter().collect();
        assert!(told.len() > 100);
        assert_eq!(told, counted);
    }
}
