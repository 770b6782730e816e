//! What stands on the map from one day to the next: areas, made once for all days between which
//! nothing turns.

use super::legend::Key;
use crate::dataset::Atlas;
use crate::figure::Plan;
use crate::math::Day;
use crate::math::lock;
use crate::scene::Group;
use crate::topology::Coverage;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// So many are kept, of those asked for last: threads draw neighboring days side by side.
const KEPT: usize = 8;

/// Areas of a day.
#[derive(Clone)]
pub struct Standing {
    /// Who holds what.
    pub control: Arc<Group>,
    /// What the legend explains of it and of the ground map.
    pub keys: BTreeSet<Key>,
}

/// Those of days drawn before. A lookup only: what is found is what would be made anew.
pub struct Standings {
    /// The days on which something may stand otherwise than the day before.
    turns: Vec<Day>,
    /// Each by the number of turns until its day.
    kept: Mutex<Vec<(usize, Standing)>>,
}

impl Standings {
    /// None yet.
    pub fn new(plan: &Plan, atlas: &Atlas, coverage: &Coverage) -> Self {
        Self { turns: turns(plan, atlas, coverage), kept: Mutex::default() }
    }

    /// The one of a day, if need be made.
    pub fn of(&self, day: Day, make: impl FnOnce() -> Standing) -> Standing {
        let number = self.turns.partition_point(|turn| *turn <= day);
        let kept = || lock(&self.kept);
        let known = kept().iter().find(|(known, _)| *known == number).map(|(_, own)| own.clone());
        known.unwrap_or_else(|| {
            let made = make();
            let mut kept = kept();
            // Made by another thread meanwhile, it is the same.
            if kept.iter().all(|(known, _)| *known != number) {
                if kept.len() >= KEPT {
                    kept.remove(0);
                }
                kept.push((number, made.clone()));
            }
            made
        })
    }
}

/// The days on which ground changes, or stops being lately gained, and overlays come or go.
fn turns(plan: &Plan, atlas: &Atlas, coverage: &Coverage) -> Vec<Day> {
    let changes = coverage.change_days();
    let aged = changes.iter().map(|day| day.plus(i64::from(plan.recent_days)));
    let overlays = atlas.overlays.iter().map(|overlay| overlay.validity);
    let overlays = overlays.flat_map(|validity| [validity.from, validity.until]).flatten();
    let turns: BTreeSet<Day> = changes.iter().copied().chain(aged).chain(overlays).collect();
    turns.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(name: &str) -> Standing {
        let group = |id| Arc::new(Group::new(id, Vec::new()));
        Standing { control: group(name), keys: BTreeSet::new() }
    }

    #[test]
    fn one_is_made_for_all_days_between_two_turns() {
        let day = |text: &str| Day::parse(text).unwrap();
        let turns = vec![day("2020-10-03"), day("2020-10-05")];
        let standings = Standings { turns, kept: Mutex::default() };
        let mut made = Vec::new();
        for date in 1..=9 {
            let date = format!("2020-10-0{date}");
            standings.of(day(&date), || {
                made.push(date.clone());
                standing(&date)
            });
        }
        assert_eq!(made, ["2020-10-01", "2020-10-03", "2020-10-05"]);
        let kept = standings.of(day("2020-10-04"), || standing("anew"));
        assert_eq!(kept.control.id, "2020-10-03");
    }
}
