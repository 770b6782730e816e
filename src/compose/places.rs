//! Settlements by who holds them.

use super::legend::Key;
use super::pen::Pen;
use crate::dataset::{Atlas, ControlLayer, PartyId};
use crate::math::{Day, PagePoint};
use crate::projection::Viewport;
use crate::scene::{Fill, Group, Item, Path, Stroke};
use crate::topology::{Coverage, HistoryId};
use std::collections::BTreeSet;

/// A settlement on the page.
pub struct PagePlace {
    at: PagePoint,
    /// Of the ground in which it lies; of days that are laid out apart one each.
    histories: Vec<HistoryId>,
    /// The days on which it was reported to change hands.
    reported: Vec<Day>,
}

/// The settlements on the map, those nobody reported first, so that they lie below.
pub fn project(atlas: &Atlas, coverage: &Coverage, viewport: &Viewport) -> Vec<PagePlace> {
    let locator = coverage.locator();
    let mut places: Vec<PagePlace> = atlas
        .control
        .iter()
        .filter_map(|layer| match layer {
            ControlLayer::Places(places) => Some(&places.settlements),
            ControlLayer::Areas(_) | ControlLayer::Towns(_) => None,
        })
        .flatten()
        .filter_map(|settlement| {
            let at = viewport.page(settlement.position)?;
            viewport.rect().contains(at).then(|| PagePlace {
                at,
                histories: locator.histories(settlement.position),
                reported: settlement.reports.iter().map(|report| report.day).collect(),
            })
        })
        .collect();
    places.sort_by_key(|place| !place.reported.is_empty());
    places
}

/// The settlements of a day; where nobody holds the ground none is drawn.
pub fn group(
    pen: &Pen<'_>,
    coverage: &Coverage,
    places: &[PagePlace],
    day: Day,
    keys: &mut BTreeSet<Key>,
) -> Group {
    let mut items = Vec::new();
    let on = if places.is_empty() { Vec::new() } else { coverage.on(day) };
    for place in places {
        let mut holdings = place.histories.iter().filter_map(|h| *on.get(h.0 as usize)?);
        let holding = holdings.next();
        let Some(party) = holding.and_then(|holding| holding.holder()) else { continue };
        let reported = place.reported.iter().any(|report| *report <= day);
        keys.insert(Key::Place { party, reported });
        items.extend(dot(pen, party, reported, place.at));
    }
    Group::new("places", items)
}

/// A settlement: a disk in its holder's color, larger and with a dark ring if it was reported.
pub fn dot(pen: &Pen<'_>, party: PartyId, reported: bool, at: PagePoint) -> Vec<Item> {
    let color = pen.plan.color(party);
    let theme = &pen.plan.theme;
    let (radius, edge) = if reported { (4.6, 1.3) } else { (3.0, 0.7) };
    let circle = Path::circle(at, radius * pen.unit);
    let ring = if reported { theme.page.ink } else { theme.page.paper };
    vec![
        Item::Fill(circle.clone(), Fill::Solid(color)),
        Item::Stroke(circle, Stroke::new(ring, edge * pen.unit)),
    ]
}
