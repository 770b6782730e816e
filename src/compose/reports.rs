//! What was reported about places on a day: dots on the map and a caption.

use super::pen::Pen;
use super::words;
use crate::dataset::{Atlas, BaseKind, Claim, ControlLayer, PartyId, Report, Settlement};
use crate::figure::Plan;
use crate::math::{Day, PagePoint};
use crate::projection::Viewport;
use crate::scene::{Fill, Group, Item, Path, Stroke};
use std::collections::BTreeMap;

/// A place reported on the day.
type Reported<'a> = (&'a Settlement, &'a Report);

/// All reports of a day, by party and claim.
pub fn of_day(atlas: &Atlas, day: Day) -> BTreeMap<(PartyId, Claim), Vec<Reported<'_>>> {
    let mut found: BTreeMap<(PartyId, Claim), Vec<Reported<'_>>> = BTreeMap::new();
    for layer in &atlas.control {
        let ControlLayer::Places(places) = layer else { continue };
        if places.until.is_some_and(|until| day >= until) {
            continue;
        }
        for settlement in &places.settlements {
            for report in settlement.reports.iter().filter(|report| report.day == day) {
                let key = (report.held_by, report.claim);
                found.entry(key).or_default().push((settlement, report));
            }
        }
    }
    found
}

/// A caption for each party and claim: how many places, and the best-known of them by name.
pub fn captions(atlas: &Atlas, plan: &Plan, day: Day) -> Vec<(String, Claim)> {
    let rank = ranks(atlas);
    of_day(atlas, day)
        .into_iter()
        .map(|((party, claim), mut reported)| {
            let rank_of = |name: &str| rank.get(&name.to_lowercase()).copied().unwrap_or(9);
            reported.sort_by_key(|(settlement, _)| rank_of(&settlement.name));
            let names: Vec<&str> = reported.iter().map(|(s, _)| known_as(atlas, &s.name)).collect();
            (sentence(words::party(atlas, plan, party), &names), claim)
        })
        .collect()
}

/// The name that the atlas prints for a place, by whichever spelling it was reported.
pub(super) fn known_as<'a>(atlas: &'a Atlas, name: &'a str) -> &'a str {
    let same = |other: &String| other.to_lowercase() == name.to_lowercase();
    atlas
        .places
        .iter()
        .find(|place| same(&place.name) || place.aliases.iter().any(same))
        .map_or(name, |place| place.name.as_str())
}

/// `Reported taken by …: A, B, C and 21 more places`.
fn sentence(party: &str, names: &[&str]) -> String {
    const NAMED: usize = 5;
    let listed = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => format!("Reported taken by {party}: {listed}"),
        1 => format!("Reported taken by {party}: {listed} and 1 more place"),
        more => format!("Reported taken by {party}: {listed} and {more} more places"),
    }
}

/// The ranks of named towns, by every spelling.
pub(super) fn ranks(atlas: &Atlas) -> BTreeMap<String, u8> {
    let towns = atlas
        .base
        .iter()
        .filter(|layer| layer.kind == BaseKind::Town)
        .flat_map(|layer| &layer.features)
        .flat_map(|town| {
            [&town.name, &town.dual_name].into_iter().flatten().map(|n| (n, town.rank))
        });
    let mut ranks: BTreeMap<String, u8> =
        towns.map(|(name, rank)| (name.to_lowercase(), rank)).collect();
    for place in &atlas.places {
        let names = || std::iter::once(&place.name).chain(&place.aliases).chain(&place.dual_name);
        let best = names().filter_map(|name| ranks.get(&name.to_lowercase())).min().copied();
        let rank = best.unwrap_or(place.rank);
        for name in names() {
            ranks.entry(name.to_lowercase()).or_insert(rank);
        }
    }
    ranks
}

/// The dots of a day.
pub fn dots(pen: &Pen<'_>, atlas: &Atlas, viewport: &Viewport, day: Day) -> (Group, Vec<PartyId>) {
    let mut items = Vec::new();
    let mut parties = Vec::new();
    for ((party, _), reported) in of_day(atlas, day) {
        for (settlement, _) in reported {
            let at = viewport.page(settlement.position);
            if let Some(at) = at.filter(|at| viewport.rect().contains(*at)) {
                items.extend(dot(pen, party, at));
                parties.push(party);
            }
        }
    }
    parties.dedup();
    (Group::new("reported-places", items), parties)
}

/// One dot.
pub fn dot(pen: &Pen<'_>, party: PartyId, at: PagePoint) -> Vec<Item> {
    let circle = Path::circle(at, 4.7 * pen.unit);
    let ground = pen.plan.theme.event.ground;
    vec![
        Item::Fill(circle.clone(), Fill::Solid(ground)),
        Item::Stroke(circle, Stroke::new(pen.plan.color(party), 2.2 * pen.unit)),
    ]
}
