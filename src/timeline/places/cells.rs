//! Which settlement each cell follows, and whom each settlement follows.

use super::raster::{Frame, Mask, SIGMA_CELLS};
use crate::dataset::{Claim, PartyId, PlacesControl, Report, Settlement, Status};
use crate::math::Day;
use std::collections::BTreeMap;

/// How many reported neighbors an unreported settlement follows.
const VOTERS: usize = 6;

/// Up to this many cells around, ground follows a place that has been reported rather than a nearer
/// one that has not yet: 1.6 standard deviations of the smoothing, which leave 0.7 of the weight at
/// its center, so that what was reported survives the smoothing however many places are near.
const CORE_CELLS: f64 = 1.6 * SIGMA_CELLS;

/// The nearest settlement of every cell.
pub struct Cells<'a> {
    settlements: Vec<&'a Settlement>,
    /// For each settlement whom it follows, with weights; a reported one follows itself.
    voters: Vec<Vec<(usize, f64)>>,
    /// For each cell its settlement, if one is in reach.
    nearest: Vec<Option<u32>>,
    /// For each settlement the cells of its core.
    cores: Vec<Vec<(usize, f64)>>,
}

/// What is known of every cell on a day.
pub struct Reported {
    /// Who took it, by report or by vote.
    pub holder: Vec<Option<PartyId>>,
    /// How sure the report is (only its own settlement's).
    pub claim: Vec<Claim>,
}

impl<'a> Cells<'a> {
    /// Tells the cells apart. Settlements outside the ground count only if they are reported.
    pub fn of(frame: &Frame, inside: &Mask, control: &'a PlacesControl) -> Self {
        let settlements: Vec<&Settlement> = control
            .settlements
            .iter()
            .filter(|s| match frame.index(s.position) {
                Some(cell) => inside.0[cell] || s.reports.iter().any(is_held),
                None => false,
            })
            .collect();
        let places: Vec<(f64, f64)> = settlements.iter().map(|s| frame.cells(s.position)).collect();
        let reach = control.reach_km.map_or(f64::INFINITY, |km| km / frame.cell_km);
        Self {
            voters: voters(&settlements, &places, reach),
            nearest: nearest(frame, &places, reach),
            cores: cores(frame, &places),
            settlements,
        }
    }

    /// Who has taken each cell by a day.
    pub fn on(&self, day: Day) -> Reported {
        let reports: Vec<Option<&Report>> =
            self.settlements.iter().map(|s| latest(s, day)).collect();
        let held: Vec<(Option<PartyId>, Claim)> = self
            .voters
            .iter()
            .enumerate()
            .map(|(i, voters)| {
                let claim = reports[i].map_or(Claim::Claimed, |report| report.claim);
                (majority(voters, &reports), claim)
            })
            .collect();
        let follows = self.follows(&reports);
        let of = |cell: &Option<u32>| cell.map(|settlement| held[settlement as usize]);
        Reported {
            holder: follows.iter().map(|cell| of(cell)?.0).collect(),
            claim: follows.iter().map(|cell| of(cell).map_or(Claim::Claimed, |h| h.1)).collect(),
        }
    }
}

impl Cells<'_> {
    /// The settlement that each cell follows when these are the reports so far.
    fn follows(&self, reports: &[Option<&Report>]) -> Vec<Option<u32>> {
        let mut nearest_core: BTreeMap<usize, (f64, u32)> = BTreeMap::new();
        for (i, core) in self.cores.iter().enumerate().filter(|(i, _)| reports[*i].is_some()) {
            for &(cell, d2) in core {
                let candidate = (d2, i as u32);
                let best = nearest_core.entry(cell).or_insert(candidate);
                if candidate < *best {
                    *best = candidate;
                }
            }
        }
        let mut follows = self.nearest.clone();
        for (cell, (_, settlement)) in nearest_core {
            let own = follows[cell].and_then(|own| reports[own as usize]);
            if own.is_none() {
                follows[cell] = Some(settlement);
            }
        }
        follows
    }
}

fn is_held(report: &Report) -> bool {
    report.status == Status::Held
}

/// The last report of a settlement by a day.
fn latest(settlement: &Settlement, day: Day) -> Option<&Report> {
    settlement.reports.iter().filter(|r| r.day <= day && is_held(r)).max_by_key(|r| r.day)
}

/// Whom the weightier part of the voters follows; those who have no report yet count for nobody.
fn majority(voters: &[(usize, f64)], reports: &[Option<&Report>]) -> Option<PartyId> {
    let mut weights: Vec<(Option<PartyId>, f64)> = Vec::new();
    for &(voter, weight) in voters {
        let party = reports[voter].map(|report| report.held_by);
        match weights.iter_mut().find(|(other, _)| *other == party) {
            Some(entry) => entry.1 += weight,
            None => weights.push((party, weight)),
        }
    }
    // Ties go to the party named first in the list of parties, nobody before all.
    weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    weights.first().and_then(|(party, _)| *party)
}

fn voters(
    settlements: &[&Settlement],
    places: &[(f64, f64)],
    reach: f64,
) -> Vec<Vec<(usize, f64)>> {
    let reported: Vec<usize> =
        (0..settlements.len()).filter(|&i| settlements[i].reports.iter().any(is_held)).collect();
    (0..settlements.len())
        .map(|i| {
            if reported.binary_search(&i).is_ok() {
                return vec![(i, 1.0)];
            }
            let mut near: Vec<(f64, usize)> =
                reported.iter().map(|&j| (squared(places[i], places[j]), j)).collect();
            near.retain(|(d2, _)| d2.sqrt() <= reach);
            near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            near.iter().take(VOTERS).map(|&(d2, j)| (j, 1.0 / d2.max(1e-6))).collect()
        })
        .collect()
}

fn squared(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)
}

/// The cells around each place that its core takes, with their squared distances.
fn cores(frame: &Frame, places: &[(f64, f64)]) -> Vec<Vec<(usize, f64)>> {
    let around = |&(x, y): &(f64, f64)| {
        let span = |middle: f64, size: usize| {
            let from = (middle - CORE_CELLS).ceil().max(0.0) as usize;
            let to = (middle + CORE_CELLS).floor().clamp(-1.0, size as f64 - 1.0) + 1.0;
            from..to as usize
        };
        let mut cells = Vec::new();
        for row in span(y, frame.height) {
            for column in span(x, frame.width) {
                let d2 = squared((x, y), (column as f64, row as f64));
                if d2 <= CORE_CELLS * CORE_CELLS {
                    cells.push((row * frame.width + column, d2));
                }
            }
        }
        cells
    };
    places.iter().map(around).collect()
}

/// The nearest place of every cell, searched in square buckets from the inside out.
fn nearest(frame: &Frame, places: &[(f64, f64)], reach: f64) -> Vec<Option<u32>> {
    let size = (frame.len() as f64 / places.len().max(1) as f64).sqrt().max(4.0);
    let (columns, rows) =
        ((frame.width as f64 / size) as usize + 1, (frame.height as f64 / size) as usize + 1);
    let mut buckets: Vec<Vec<u32>> = vec![Vec::new(); columns * rows];
    for (i, &(x, y)) in places.iter().enumerate() {
        let column = ((x / size).max(0.0) as usize).min(columns - 1);
        let row = ((y / size).max(0.0) as usize).min(rows - 1);
        buckets[row * columns + column].push(i as u32);
    }
    let mut result = Vec::with_capacity(frame.len());
    for index in 0..frame.len() {
        let here = ((index % frame.width) as f64, (index / frame.width) as f64);
        let (column, row) = ((here.0 / size) as i64, (here.1 / size) as i64);
        let mut best: Option<(f64, u32)> = None;
        for ring in 0..(columns.max(rows) as i64) {
            // Nothing in this ring of buckets can be nearer than its inner edge.
            let inner = ((ring - 1).max(0) as f64) * size;
            if best.is_some_and(|(d2, _)| d2 <= inner * inner) || inner > reach {
                break;
            }
            for y in (row - ring).max(0)..=(row + ring).min(rows as i64 - 1) {
                for x in (column - ring).max(0)..=(column + ring).min(columns as i64 - 1) {
                    if (x - column).abs().max((y - row).abs()) != ring {
                        continue;
                    }
                    for &i in &buckets[y as usize * columns + x as usize] {
                        let candidate = (squared(here, places[i as usize]), i);
                        if best.is_none_or(|best| candidate < best) {
                            best = Some(candidate);
                        }
                    }
                }
            }
        }
        result.push(best.filter(|(d2, _)| d2.sqrt() <= reach).map(|(_, i)| i));
    }
    result
}
