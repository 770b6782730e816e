//! What changed hands between two days, face by face of the coverage.

use crate::dataset::{PartyId, Status};
use crate::math::Day;
use crate::timeline::Holding;
use crate::topology::{Coverage, HistoryId};
use std::collections::BTreeMap;

/// Who holds ground on the later day, and how: party, status, other party. Ways of holding that a
/// map of changes does not tell apart are [`Status::Held`].
pub type Way = (PartyId, Status, Option<PartyId>);

/// Less ground than this is not told: it would be written as 0.0 km².
const LEAST_KM2: f64 = 0.05;

/// What became of ground.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// The same party's on both days.
    Kept(Way),
    /// Another party's on the later day, or somebody's that was nobody's.
    Gained(Way),
    /// A party's on the earlier day, nobody's on the later.
    Left(PartyId),
}

/// All ground of the theatre, by what became of it.
pub struct Change {
    /// By history number; `None` is ground that nobody held on either day.
    fates: Vec<Option<Fate>>,
    /// Square kilometers; crumbs are left out.
    pub areas: BTreeMap<Fate, f64>,
    /// Square kilometers that passed from one party (`None`: nobody) to another.
    pub passed: BTreeMap<(Option<PartyId>, Option<PartyId>), f64>,
}

/// Whose ground counts, and how it is held: ground behind the front is nobody's here.
pub fn counted(holding: Option<&Holding>) -> Option<Way> {
    let holding = holding.filter(|holding| !holding.rear)?;
    Some(match &holding.status {
        status @ (Status::Claimed | Status::Contested | Status::Unknown) => {
            (holding.party, status.clone(), holding.other)
        }
        _ => (holding.party, Status::Held, None),
    })
}

impl Change {
    /// Compares two days.
    pub fn between(coverage: &Coverage, from: Day, to: Day) -> Self {
        let (before, after) = (coverage.on(from), coverage.on(to));
        let mut change =
            Self { fates: Vec::new(), areas: BTreeMap::new(), passed: BTreeMap::new() };
        for ((before, after), km2) in before.into_iter().zip(after).zip(coverage.areas_km2()) {
            let (then, now) = (counted(before), counted(after));
            let (own, other) = (then.as_ref().map(|way| way.0), now.as_ref().map(|way| way.0));
            if own != other {
                *change.passed.entry((own, other)).or_default() += km2;
            }
            let fate = match now {
                Some(way) if own == Some(way.0) => Some(Fate::Kept(way)),
                Some(way) => Some(Fate::Gained(way)),
                None => own.map(Fate::Left),
            };
            if let Some(fate) = &fate {
                *change.areas.entry(fate.clone()).or_default() += km2;
            }
            change.fates.push(fate);
        }
        // Crumbs where outlines drawn twice do not quite meet.
        change.areas.retain(|_, km2| *km2 >= LEAST_KM2);
        change.passed.retain(|_, km2| *km2 >= LEAST_KM2);
        change
    }

    /// What became of the ground of a history.
    pub fn fate(&self, history: HistoryId) -> Option<&Fate> {
        self.fates.get(history.0 as usize)?.as_ref()
    }

    /// What a party gained and what it lost, in square kilometers.
    #[cfg(test)]
    pub fn balance(&self, party: PartyId) -> (f64, f64) {
        let sum = |pick: fn(&(Option<PartyId>, Option<PartyId>)) -> Option<PartyId>| {
            let own = self.passed.iter().filter(|(way, _)| pick(way) == Some(party));
            own.map(|(_, km2)| km2).sum()
        };
        (sum(|way| way.1), sum(|way| way.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::builtin;
    use crate::render::Survey;

    /// What a party gained less what it lost is the difference of the statistics of the two days,
    /// and nothing of the theatre is left out.
    #[test]
    fn gains_and_losses_are_the_difference_of_the_statistics() {
        let survey = Survey::new(builtin::open("karabakh-2020").unwrap().0.unwrap());
        let days = ["2020-09-28", "2020-10-20", "2020-11-10", "2020-12-13"];
        let days = days.map(|day| Day::parse(day).unwrap());
        let parties = survey.atlas().parties.iter().enumerate();
        let held = |day: Day, id: &str| -> f64 {
            let rows = survey.stats(day, day.plus(1));
            rows.iter().filter(|row| row.party == id).map(|row| row.area_km2).sum()
        };
        let mut moved = 0.0;
        for pair in days.windows(2) {
            let change = Change::between(survey.coverage(), pair[0], pair[1]);
            for (i, party) in parties.clone() {
                let (gained, lost) = change.balance(PartyId(i as u16));
                let difference = held(pair[1], &party.id) - held(pair[0], &party.id);
                assert!((gained - lost - difference).abs() < 0.01, "{}: {pair:?}", party.id);
                moved += gained;
            }
            let all: f64 = change.areas.values().sum();
            assert!((all - 11_766.388).abs() < 0.1, "{all} km² of the theatre");
        }
        assert!(moved > 8_000.0, "{moved} km² gained in all");
    }
}
