//! Which taken ground is held, and which is only claimed.

use super::cells::Reported;
use super::raster::{Frame, Mask};
use crate::dataset::{Claim, PartyId};
use std::collections::BTreeMap;

/// The ground of one day.
pub struct Regions {
    /// What each party took, by how sure it is; surer ground is part of the less sure, too.
    pub held: BTreeMap<(PartyId, Claim), Mask>,
    /// What a party (first) claims while another (second) holds it.
    pub claimed: BTreeMap<(PartyId, Option<PartyId>), Mask>,
}

/// Splits the cells inside the ground by who holds them. `before` says who held each cell, inside
/// and outside, before any report.
pub fn split(
    frame: &Frame,
    inside: &Mask,
    before: &[Option<PartyId>],
    reported: &Reported,
) -> Regions {
    let mut holder: Vec<Option<PartyId>> = (0..frame.len())
        .map(|i| if inside.0[i] { reported.holder[i].or(before[i]) } else { before[i] })
        .collect();
    let anchored = |party: PartyId| {
        before.iter().zip(&inside.0).any(|(holder, inside)| !inside && *holder == Some(party))
    };
    let mut known: BTreeMap<PartyId, bool> = BTreeMap::new();
    let mut has_rear = |party: PartyId| *known.entry(party).or_insert_with(|| anchored(party));

    let mut claimed: BTreeMap<(PartyId, Option<PartyId>), Mask> = BTreeMap::new();
    for region in connected(frame, &holder) {
        let Some(party) = region.party else { continue };
        let touches_rear = region.cells.iter().any(|&i| !inside.0[i]);
        let taken = region.cells.iter().any(|&i| reported.holder[i] == Some(party));
        let sure = region
            .cells
            .iter()
            .any(|&i| reported.holder[i] == Some(party) && reported.claim[i] == Claim::Confirmed);
        if touches_rear || !taken || sure || !has_rear(party) {
            continue;
        }
        for &i in &region.cells {
            let mask = claimed.entry((party, before[i])).or_insert_with(|| Mask::none(frame));
            mask.0[i] = true;
            holder[i] = before[i];
        }
    }
    for region in connected(frame, &holder) {
        let Some(party) = region.party else { continue };
        if region.cells.iter().any(|&i| !inside.0[i]) || !has_rear(party) {
            continue;
        }
        if region.cells.iter().any(|&i| reported.holder[i] == Some(party)) {
            continue; // reported as held: not merely left over
        }
        if let Some(around) = encircler(frame, &holder, &region) {
            region.cells.iter().for_each(|&i| holder[i] = Some(around));
        }
    }
    Regions { held: held(frame, before, &holder, reported), claimed }
}

/// Ground whose holder is no longer who held it before.
///
/// Cells outside the given ground follow their settlement, too: the outline drawn is cut off there
/// anyway, and the smoothing must not feel that edge.
fn held(
    frame: &Frame,
    before: &[Option<PartyId>],
    holder: &[Option<PartyId>],
    reported: &Reported,
) -> BTreeMap<(PartyId, Claim), Mask> {
    let mut held: BTreeMap<(PartyId, Claim), Mask> = BTreeMap::new();
    for i in 0..frame.len() {
        let outside = holder[i] == before[i];
        let party = if outside { reported.holder[i] } else { holder[i] };
        let Some(party) = party else { continue };
        held.entry((party, Claim::Claimed)).or_insert_with(|| Mask::none(frame)).0[i] = true;
        if reported.claim[i] == Claim::Confirmed && reported.holder[i] == Some(party) {
            held.entry((party, Claim::Confirmed)).or_insert_with(|| Mask::none(frame)).0[i] = true;
        }
    }
    held
}

/// Cells of one party that hang together.
struct Region {
    party: Option<PartyId>,
    cells: Vec<usize>,
}

fn connected(frame: &Frame, holder: &[Option<PartyId>]) -> Vec<Region> {
    let mut seen = vec![false; frame.len()];
    let mut regions = Vec::new();
    for start in 0..frame.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let party = holder[start];
        let mut cells = vec![start];
        let mut next = 0;
        while next < cells.len() {
            for neighbor in frame.neighbors(cells[next]) {
                if holder[neighbor] == party && !std::mem::replace(&mut seen[neighbor], true) {
                    cells.push(neighbor);
                }
            }
            next += 1;
        }
        regions.push(Region { party, cells });
    }
    regions
}

/// The party that most of a region's outline lies against.
fn encircler(frame: &Frame, holder: &[Option<PartyId>], region: &Region) -> Option<PartyId> {
    let mut sides: BTreeMap<PartyId, usize> = BTreeMap::new();
    for &cell in &region.cells {
        for neighbor in frame.neighbors(cell) {
            if let Some(party) = holder[neighbor].filter(|_| holder[neighbor] != region.party) {
                *sides.entry(party).or_default() += 1;
            }
        }
    }
    sides.into_iter().max_by_key(|(party, count)| (*count, std::cmp::Reverse(*party))).map(|s| s.0)
}
