//! Towns that change hands → areas.
//!
//! 1. *Cells.* Each settlement's surroundings follow it: ground belongs to its nearest settlement
//!    (close to one that was reported to that rather than to one that was not yet), on a raster fine enough for the smoothing (about 3.5 cells a standard deviation).
//! 2. *Votes.* A settlement that nobody reported follows its nearest reported neighbors: on each
//!    day it is held by whom the majority of them says, weighted by inverse squared distance. No
//!    day arises that was not reported, and ground without a report in reach does not move.
//! 3. *Regions.* Taken ground that does not touch its party's ground behind the front is claimed,
//!    not held, until the front reaches it, unless a confirmed report says so. Ground that
//!    nobody reported and that is cut off from its holder's, or hangs on it only by a narrow neck,
//!    is the encircling party's.
//! 4. *Fronts.* A party's ground is where at least half of the surroundings is its own, weighted
//!    by three passes of a box filter. Weights are whole numbers, so that the line is exactly the
//!    same wherever its surroundings are: an unmoved front is identical from day to day, and the
//!    ground of a later day encloses that of an earlier one wherever nothing was lost.
//!
//! The areas count only inside the given ground, whose outline thus stays exact.

mod cells;
mod contour;
mod raster;
mod regions;

use super::{DatedArea, Holding};
use crate::dataset::{Claim, PartyId, PlacesControl, Status};
use crate::math::{Areas, Day, Validity};
use cells::Cells;
use raster::{Continuation, Frame, Mask};
use regions::{Regions, split};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Lowers one `places` entry; `earlier` holds the areas of the entries before it, which say who
/// held the ground before.
pub fn areas(control: &PlacesControl, earlier: &[DatedArea]) -> Vec<DatedArea> {
    let days: BTreeSet<Day> = control
        .settlements
        .iter()
        .flat_map(|settlement| &settlement.reports)
        .map(|report| report.day)
        .filter(|day| control.until.is_none_or(|until| *day < until))
        .collect();
    let Some(frame) = Frame::around(&control.within, control.smoothing_km) else {
        return Vec::new();
    };
    let inside = Mask::fill(&frame, &control.within);
    let continuation = Continuation::of(&frame, &inside);
    let cells = Cells::of(&frame, &inside, control);
    let mut before = Before::new(&frame, control, earlier);
    let days: Vec<Day> = days.into_iter().collect();
    let mut areas = Vec::new();
    for (i, &day) in days.iter().enumerate() {
        let validity = Validity::new(Some(day), days.get(i + 1).copied().or(control.until));
        let reported = cells.on(day);
        let mut regions = split(&frame, &inside, before.on(day), &reported);
        let masks = regions.held.values_mut().chain(regions.claimed.values_mut());
        masks.for_each(|mask| continuation.extend(mask));
        areas.extend(lower(control, &frame, &regions, validity));
    }
    areas
}

/// The areas of one stretch of days.
fn lower(
    control: &PlacesControl,
    frame: &Frame,
    regions: &Regions,
    validity: Validity,
) -> Vec<DatedArea> {
    let area = |mask: &Mask, party, other, status, claim| {
        let geometry = contour::outline(frame, mask);
        (!geometry.0.is_empty()).then(|| DatedArea {
            geometry: Arc::new(geometry.into()),
            within: vec![Arc::clone(&control.within)],
            without: Vec::new(),
            holding: Some(Holding {
                other,
                status,
                claim,
                source: Some(control.location.file.clone()),
                ..Holding::of(party)
            }),
            validity,
            source: None,
        })
    };
    let held = regions
        .held
        .iter()
        .filter_map(|((party, claim), mask)| area(mask, *party, None, Status::Held, *claim));
    let claimed = regions.claimed.iter().filter_map(|((party, holder), mask)| {
        area(mask, *party, *holder, Status::Claimed, Claim::Claimed)
    });
    held.chain(claimed).collect()
}

/// Who holds each raster cell by the entries before, or has it behind the front.
struct Before<'a> {
    frame: &'a Frame,
    earlier: &'a [DatedArea],
    rears: Vec<Option<PartyId>>,
    masks: BTreeMap<usize, Mask>,
    valid: Vec<usize>,
    holders: Vec<Option<PartyId>>,
}

impl<'a> Before<'a> {
    fn new(frame: &'a Frame, control: &PlacesControl, earlier: &'a [DatedArea]) -> Self {
        let mut rears = vec![None; frame.len()];
        for rear in &control.rears {
            paint(&mut rears, &Mask::fill(frame, &rear.geometry), Some(rear.party));
        }
        Self {
            frame,
            earlier,
            holders: rears.clone(),
            rears,
            masks: BTreeMap::new(),
            valid: Vec::new(),
        }
    }

    fn on(&mut self, day: Day) -> &[Option<PartyId>] {
        let valid: Vec<usize> =
            (0..self.earlier.len()).filter(|&i| self.earlier[i].validity.contains(day)).collect();
        if valid != self.valid {
            self.holders.clone_from(&self.rears);
            for &i in &valid {
                let area = &self.earlier[i];
                let frame = self.frame;
                let mask = self.masks.entry(i).or_insert_with(|| {
                    let mask = Mask::fill(frame, &area.geometry);
                    let within = area.within.iter().map(|within| Mask::fill(frame, within));
                    within.fold(mask, |mask, within| mask.and(&within))
                });
                paint(&mut self.holders, mask, area.holding.as_ref().map(|h| h.party));
            }
            self.valid = valid;
        }
        &self.holders
    }
}

fn paint(holders: &mut [Option<PartyId>], mask: &Mask, party: Option<PartyId>) {
    for (holder, _) in holders.iter_mut().zip(&mask.0).filter(|(_, inside)| **inside) {
        *holder = party;
    }
}

/// The bounding box of a geometry in degrees: west, south, east, north.
fn bounds(geometry: &Areas) -> Option<[f64; 4]> {
    geometry.bounds().map(|r| [r.min().x, r.min().y, r.max().x, r.max().y])
}
