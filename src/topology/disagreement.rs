//! What is drawn of ground about which sources say different things on a day.

use super::history::{History, HoldingId};
use crate::dataset::{Claim, Disagreement, PartyId, Status};
use crate::math::Day;
use crate::timeline::{DatedArea, Holding};
use std::collections::BTreeSet;

/// The holdings of a coverage, and who holds ground where sources disagree. What names no source
/// counts where none of the sources says who holds it.
#[derive(Clone, Debug, Default)]
pub struct Settlement {
    rule: Disagreement,
    /// Sorted; among them all that may be contested.
    pub holdings: Vec<Holding>,
    /// In the order in which they are first named.
    sources: Vec<String>,
}

impl Settlement {
    /// By a rule, for some areas.
    pub fn of(areas: &[DatedArea], rule: Disagreement) -> Self {
        let mut holdings: BTreeSet<Holding> =
            areas.iter().filter_map(|area| area.holding.clone()).collect();
        let mut sources: Vec<String> = Vec::new();
        if rule != Disagreement::Last {
            let mut known: BTreeSet<&str> = BTreeSet::new();
            for source in areas.iter().filter_map(|area| area.source.as_deref()) {
                if known.insert(source) {
                    sources.push(source.to_owned());
                }
            }
        }
        if rule == Disagreement::Contested && sources.len() > 1 {
            let told = areas.iter().filter(|area| area.source.is_some());
            let told = told.filter_map(|area| area.holding.as_ref());
            let parties: BTreeSet<PartyId> =
                told.flat_map(|held| [Some(held.party), held.other]).flatten().collect();
            let flags = |pick: fn(&Holding) -> bool| -> BTreeSet<bool> {
                holdings.iter().map(pick).chain([false]).collect()
            };
            let (remote, rear) = (flags(|held| held.remote), flags(|held| held.rear));
            let mut made = Vec::new();
            for &party in &parties {
                for other in parties.iter().copied().filter(|other| *other != party).map(Some) {
                    for &remote in &remote {
                        made.extend(rear.iter().map(|&rear| contested(party, other, remote, rear)));
                    }
                }
            }
            holdings.extend(made);
        }
        Self { rule, holdings: holdings.into_iter().collect(), sources }
    }

    /// The number of a source, if sources matter.
    pub fn source(&self, name: Option<&str>) -> Option<u32> {
        let place = self.sources.iter().position(|own| Some(own.as_str()) == name)?;
        Some(place as u32)
    }

    /// The history of ground, from those that the sources tell, in the order in which the sources
    /// are first named.
    pub fn history(&self, unsourced: Option<History>, told: &[History]) -> History {
        let all = || unsourced.iter().chain(told);
        let days: BTreeSet<Option<Day>> =
            all().flat_map(|history| history.0.iter().map(|(from, _)| *from)).collect();
        let on = |history: &History, day: Option<Day>| {
            let after = history.0.partition_point(|(from, _)| *from <= day);
            history.0[..after].last().and_then(|(_, holding)| *holding)
        };
        let mut runs: Vec<(Option<Day>, Option<HoldingId>)> = Vec::new();
        for day in days {
            let said: Vec<HoldingId> = told.iter().filter_map(|h| on(h, day)).collect();
            let holding = match said.as_slice() {
                [] => unsourced.as_ref().and_then(|history| on(history, day)),
                [first, ..] if self.rule == Disagreement::First => Some(*first),
                [.., last] => Some(self.contested(&said).unwrap_or(*last)),
            };
            if runs.last().is_none_or(|last| last.1 != holding) {
                runs.push((day, holding));
            }
        }
        History(runs)
    }

    /// Contested ground, if not all that is said is of the same holder; between the party named
    /// first and the first other one.
    fn contested(&self, said: &[HoldingId]) -> Option<HoldingId> {
        let said: Vec<&Holding> =
            said.iter().filter_map(|id| self.holdings.get(id.0 as usize)).collect();
        let sides = |holding: &Holding| match holding.status {
            Status::Contested => [Some(holding.party), holding.other],
            _ => [holding.holder(), None],
        };
        let agreed = |pair: &[&Holding]| {
            let ([a, b], [c, d]) = (sides(pair[0]), sides(pair[1]));
            (a, b) == (c, d) || (a, b) == (d, c)
        };
        if said.windows(2).all(agreed) {
            return None;
        }
        let mut parties: Vec<PartyId> =
            said.iter().flat_map(|held| sides(held)).flatten().collect();
        let first = *parties.first()?;
        parties.retain(|party| *party != first);
        let other = parties.first().copied();
        let remote = said.iter().all(|held| held.remote);
        let rear = said.iter().all(|held| held.rear);
        let made = contested(first, other, remote, rear);
        self.holdings.binary_search(&made).ok().map(|place| HoldingId(place as u32))
    }
}

/// Ground of which one source says that a party holds it, another that another one does.
fn contested(party: PartyId, other: Option<PartyId>, remote: bool, rear: bool) -> Holding {
    let (status, claim) = (Status::Contested, Claim::Disputed);
    Holding { other, status, claim, remote, rear, ..Holding::of(party) }
}
