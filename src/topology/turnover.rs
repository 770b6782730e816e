//! How much ground changes its holding, day by day.

use super::coverage::Coverage;
use crate::math::Day;
use crate::timeline::Holding;
use std::collections::{BTreeMap, BTreeSet};

impl Coverage {
    /// Square kilometers of the theatre held otherwise than the day before: by another party, or in
    /// another way. Days without change are left out.
    pub fn turnover(&self) -> BTreeMap<Day, f64> {
        let mut turnover = BTreeMap::new();
        let seams: BTreeSet<Day> = self.seams().collect();
        for (history, km2) in self.histories().iter().zip(self.areas_km2()) {
            let way = |id: Option<super::HoldingId>| {
                let holding: &Holding = self.holdings().get(id?.0 as usize)?;
                let in_theatre = (!holding.rear).then_some(holding)?;
                Some((in_theatre.party, &in_theatre.status, in_theatre.other))
            };
            let mut before = None;
            for (day, holding) in &history.0 {
                let now = way(*holding);
                if let Some(day) = day.filter(|day| now != before && !seams.contains(day)) {
                    *turnover.entry(day).or_default() += km2;
                }
                before = now;
            }
        }
        // Ground of days that are laid out apart has no history in common.
        for day in seams {
            let Some(both) = self.across(day.plus(-1), day) else { continue };
            let km2 = both.turnover().remove(&day).unwrap_or(0.0);
            if km2 > 0.0 {
                turnover.insert(day, km2);
            }
        }
        turnover
    }
}
