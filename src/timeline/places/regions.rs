//! Which taken ground is held, and which is only claimed.

use super::cells::Reported;
use super::raster::{Frame, Mask};
use crate::dataset::{Claim, PartyId};
use std::collections::BTreeMap;

/// Half the width in kilometers below which a neck of ground does not join what lies behind it to
/// its holder's ground: settlements stand about 2 to 3 km apart, so that a narrower neck is a
/// single settlement that nobody named.
const NECK_KM: f64 = 1.6;

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
    enclose(frame, inside, &mut holder, reported, &mut has_rear);
    Regions { held: held(frame, before, &holder, reported), claimed }
}

/// Gives ground that is left over behind a front to whoever encircles it. Ground that hangs on its
/// holder's only by a neck narrower than twice [`NECK_KM`] is left over, too.
fn enclose(
    frame: &Frame,
    inside: &Mask,
    holder: &mut [Option<PartyId>],
    reported: &Reported,
    has_rear: &mut impl FnMut(PartyId) -> bool,
) {
    let margin = (NECK_KM / frame.cell_km).round() as usize;
    let depth = depth(frame, holder, margin);
    // Only the core of each party's ground carries the connection; its rim follows the core.
    let core: Vec<Option<PartyId>> =
        holder.iter().zip(&depth).map(|(h, d)| h.filter(|_| *d > margin)).collect();
    let mut joined = vec![false; frame.len()];
    let mut queue = Vec::new();
    for region in connected(frame, &core) {
        if region.party.is_some() && region.cells.iter().any(|&i| !inside.0[i]) {
            region.cells.iter().for_each(|&i| joined[i] = true);
            queue.extend(region.cells.into_iter().map(|i| (i, 0)));
        }
    }
    // Back from the cores to their rims, and a little further around corners.
    let mut next = 0;
    while let Some(&(cell, steps)) = queue.get(next) {
        next += 1;
        for neighbor in frame.neighbors(cell).filter(|_| steps < margin + 1) {
            if holder[neighbor] == holder[cell] && !joined[neighbor] {
                joined[neighbor] = true;
                queue.push((neighbor, steps + 1));
            }
        }
    }
    let loose: Vec<Option<PartyId>> = (0..frame.len())
        .map(|i| holder[i].filter(|_| inside.0[i] && !joined[i] && reported.holder[i].is_none()))
        .collect();
    for region in connected(frame, &loose) {
        let Some(party) = region.party.filter(|party| has_rear(*party)) else { continue };
        if let Some(around) = encircler(frame, holder, &region).filter(|around| *around != party) {
            region.cells.iter().for_each(|&i| holder[i] = Some(around));
        }
    }
}

/// How many steps each cell is from ground of another holder, counted up to one more than `limit`.
/// The raster's edge is no border.
fn depth(frame: &Frame, holder: &[Option<PartyId>], limit: usize) -> Vec<usize> {
    let mut depth = vec![limit + 1; frame.len()];
    let mut rim: Vec<usize> =
        (0..frame.len()).filter(|&i| frame.neighbors(i).any(|n| holder[n] != holder[i])).collect();
    for step in 1..=limit {
        rim.iter().for_each(|&i| depth[i] = step);
        let mut further: Vec<usize> =
            rim.iter().flat_map(|&i| frame.neighbors(i)).filter(|&n| depth[n] > limit).collect();
        further.sort_unstable();
        further.dedup();
        rim = further;
    }
    depth
}

/// Ground whose holder is no longer who held it before.
fn held(
    frame: &Frame,
    before: &[Option<PartyId>],
    holder: &[Option<PartyId>],
    reported: &Reported,
) -> BTreeMap<(PartyId, Claim), Mask> {
    let mut held: BTreeMap<(PartyId, Claim), Mask> = BTreeMap::new();
    for i in (0..frame.len()).filter(|&i| holder[i] != before[i]) {
        let Some(party) = holder[i] else { continue };
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
