//! A series of days in numbers: what each party holds, and how much changes from day to day.

use crate::dataset::{PartyId, Status};
use crate::math::Day;
use crate::topology::{Coverage, History};
use std::collections::BTreeMap;

/// Who holds ground, and how; where it comes from does not matter here. 0 is nobody.
type Held = usize;

/// What a coverage says of some dates.
pub struct Course<'c> {
    coverage: &'c Coverage,
    dates: Vec<Day>,
    /// What each holding of the coverage is.
    held: Vec<Held>,
    /// Whose each of these is.
    parties: Vec<Option<PartyId>>,
    /// Square kilometers by party, at each date.
    pub areas: BTreeMap<PartyId, Vec<f64>>,
    /// Square kilometers that change hands between each date and the one before it; 0 at the first.
    pub changed: Vec<f64>,
    /// Square kilometers that differ between the date before and the one after; 0 at both ends.
    pub across: Vec<f64>,
    /// All ground held at each date.
    pub total: Vec<f64>,
}

impl<'c> Course<'c> {
    /// Works it out for some dates in order.
    pub fn new(coverage: &'c Coverage, dates: Vec<Day>) -> Self {
        let mut parties = vec![None];
        let mut numbers: BTreeMap<(PartyId, Option<PartyId>, &Status), Held> = BTreeMap::new();
        let held = coverage.holdings().iter().map(|holding| {
            if holding.rear {
                return 0;
            }
            let next = parties.len();
            let number =
                *numbers.entry((holding.party, holding.other, &holding.status)).or_insert(next);
            if number == next {
                parties.push(Some(holding.party));
            }
            number
        });
        let held: Vec<Held> = held.collect();
        let n = dates.len();
        let mut course = Self {
            coverage,
            dates,
            held,
            parties,
            areas: BTreeMap::new(),
            changed: vec![0.0; n],
            across: vec![0.0; n],
            total: vec![0.0; n],
        };
        for (history, area) in coverage.histories().iter().zip(coverage.areas_km2()) {
            course.add(history, *area);
        }
        course
    }

    fn add(&mut self, history: &History, area: f64) {
        let on = self.on(history);
        let n = on.len();
        for k in 1..n {
            if on[k - 1] != on[k] {
                self.changed[k] += area;
            }
            if k + 1 < n && on[k - 1] != on[k + 1] {
                self.across[k] += area;
            }
        }
        for (k, held) in on.iter().enumerate() {
            if let Some(party) = self.parties[*held] {
                self.total[k] += area;
                self.areas.entry(party).or_insert_with(|| vec![0.0; n])[k] += area;
            }
        }
    }

    /// Who holds ground of a history at each date.
    fn on(&self, history: &History) -> Vec<Held> {
        let mut runs = history.0.iter().peekable();
        let mut now = 0;
        let on = self.dates.iter().map(|day| {
            while let Some((_, holding)) = runs.next_if(|(from, _)| from.is_none_or(|f| f <= *day))
            {
                now = holding.map_or(0, |id| self.held[id.0 as usize]);
            }
            now
        });
        on.collect()
    }

    fn on_day(&self, history: &History, day: Day) -> Held {
        history.on(day).map_or(0, |id| self.held[id.0 as usize])
    }

    /// Square kilometers that differ between two of the dates.
    pub fn between(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (self.dates[a], self.dates[b]);
        let histories = self.coverage.histories().iter().zip(self.coverage.areas_km2());
        let differing =
            histories.filter(|(history, _)| self.on_day(history, a) != self.on_day(history, b));
        differing.map(|(_, area)| area).sum()
    }
}
