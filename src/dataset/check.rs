//! What is suspicious about an atlas as a whole.

use super::{Atlas, ControlArea, ControlLayer, Event, Place, Status};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::math::Validity;
use crate::source::files::Files;
use std::collections::{BTreeMap, BTreeSet};

/// Places of one name that are further apart than this are taken for two.
const FAR_KM: f64 = 5.0;

/// Cross checks of what has been read: nothing here keeps an atlas from being drawn, but each is
/// probably not what was meant.
pub fn check(atlas: &Atlas) -> Diagnostics {
    let mut found = Diagnostics::new();
    check_validities(atlas, &mut found);
    check_sides(atlas, &mut found);
    check_parties(atlas, &mut found);
    check_places(&atlas.places, &mut found);
    check_events(atlas, &mut found);
    check_sources(atlas, &mut found);
    found
}

/// Data files of the atlas's folders that were not read.
pub fn unused(files: &Files) -> Diagnostics {
    let mut found = Diagnostics::new();
    for path in files.unused() {
        found.push(
            Diagnostic::note("unused-file", "the file is not used by anything in the atlas")
                .at(Location::file(path))
                .remedy("name it in atlas.toml or remove it"),
        );
    }
    found
}

fn areas(atlas: &Atlas) -> impl Iterator<Item = &ControlArea> {
    atlas.control.iter().flat_map(|layer| match layer {
        ControlLayer::Areas(areas) => areas.as_slice(),
        ControlLayer::Places(_) | ControlLayer::Towns(_) => &[],
    })
}

/// How many of something there are, and where the first one is.
#[derive(Default)]
struct Count {
    count: usize,
    first: Option<Location>,
}

impl Count {
    fn of<'a>(locations: impl Iterator<Item = &'a Location>) -> Self {
        locations.fold(Self::default(), |sum, location| Self {
            count: sum.count + 1,
            first: sum.first.or_else(|| Some(location.clone())),
        })
    }

    /// Tells it, if there is any; the message is made from the number.
    fn tell(self, found: &mut Diagnostics, diagnostic: impl FnOnce(usize) -> Diagnostic) {
        if let Some(first) = self.first {
            found.push(diagnostic(self.count).at(first));
        }
    }
}

/// `1 event`, `2 events`.
fn counted(count: usize, one: &str, several: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
}

fn check_validities(atlas: &Atlas, found: &mut Diagnostics) {
    let of_areas = areas(atlas).map(|area| (area.validity, &area.location));
    let of_overlays = atlas.overlays.iter().map(|overlay| (overlay.validity, &overlay.location));
    let mut outside = Vec::new();
    let of_arrows = atlas.arrows.iter().map(|arrow| (arrow.validity, &arrow.location));
    for (validity, location) in of_areas.chain(of_overlays).chain(of_arrows) {
        let Validity { from, until } = validity;
        if let (Some(from), Some(until)) = (from, until)
            && validity.is_empty()
        {
            found.push(
                Diagnostic::warning(
                    "empty-interval",
                    format!("it is valid on no day: from {from} until {until}"),
                )
                .at(location.clone())
                .remedy("`until` is the first day on which it is no longer so"),
            );
        } else if !validity.meets(atlas.from, atlas.until) {
            outside.push(location);
        }
    }
    Count::of(outside.into_iter()).tell(found, |n| {
        let what = counted(n, "area or line lies", "areas or lines lie");
        Diagnostic::note("outside-days", format!("{what} outside the atlas's days"))
            .remedy(format!("the atlas is from {} until {}", atlas.from, atlas.until))
    });
    let late = atlas.checks.iter().filter(|c| c.day < atlas.from || c.day >= atlas.until);
    Count::of(late.map(|check| &check.location)).tell(found, |n| {
        let what = counted(n, "check lies", "checks lie");
        Diagnostic::note("outside-days", format!("{what} outside the atlas's days"))
            .remedy(format!("the atlas is from {} until {}", atlas.from, atlas.until))
    });
}

/// Contested ground needs two sides, and two different ones.
fn check_sides(atlas: &Atlas, found: &mut Diagnostics) {
    let alone = areas(atlas).filter(|a| a.status == Status::Contested && a.other.is_none());
    Count::of(alone.map(|area| &area.location)).tell(found, |n| {
        let what = counted(n, "contested area names", "contested areas name");
        Diagnostic::warning("one-sided", format!("{what} only one side"))
            .remedy("name the other one in `contested_by`, or map the value with `between`")
    });
    let same = areas(atlas).filter(|a| a.party.is_some() && a.party == a.other);
    Count::of(same.map(|area| &area.location)).tell(found, |n| {
        let what = counted(n, "area names", "areas name");
        Diagnostic::warning("one-sided", format!("{what} the same party on both sides"))
            .remedy("name the other side")
    });
}

fn check_parties(atlas: &Atlas, found: &mut Diagnostics) {
    let mut used = BTreeSet::new();
    used.extend(areas(atlas).flat_map(|area| [area.party, area.other]).flatten());
    used.extend(atlas.overlays.iter().filter_map(|overlay| overlay.party));
    used.extend(atlas.arrows.iter().filter_map(|arrow| arrow.party));
    for layer in &atlas.control {
        if let ControlLayer::Towns(towns) = layer {
            used.extend(towns.stances.iter().flat_map(|s| [s.party, s.other]).flatten());
        }
        if let ControlLayer::Places(places) = layer {
            used.extend(places.rears.iter().map(|rear| rear.party));
            let reports = places.settlements.iter().flat_map(|settlement| &settlement.reports);
            used.extend(reports.map(|report| report.held_by));
        }
    }
    for (index, party) in atlas.parties.iter().enumerate() {
        if !used.iter().any(|id| usize::from(id.0) == index) {
            found.push(
                Diagnostic::warning("unused-party", format!("party `{}` holds nothing", party.id))
                    .remedy("remove it, or check how the data spells its name"),
            );
        }
    }
}

fn check_places(places: &[Place], found: &mut Diagnostics) {
    let mut first: BTreeMap<String, &Place> = BTreeMap::new();
    // A unit is at another place on another day.
    for place in places.iter().filter(|place| place.symbol.is_none()) {
        let known = *first.entry(place.name.to_lowercase()).or_insert(place);
        let apart = known.position.distance_km(place.position);
        if apart > FAR_KM {
            let message = format!(
                "there are two places `{}`, {apart:.0} km apart; events there go to the first, {}",
                place.name, known.location
            );
            found.push(
                Diagnostic::warning("duplicate-place", message)
                    .at(place.location.clone())
                    .remedy("give each a name of its own, such as `Martuni (Gegharkunik)`"),
            );
        }
    }
}

fn check_events(atlas: &Atlas, found: &mut Diagnostics) {
    let count = |keep: &dyn Fn(&Event) -> bool| {
        Count::of(atlas.events.iter().filter(|event| keep(event)).map(|event| &event.location))
    };
    count(&|event| event.position.is_none()).tell(found, |n| {
        let what = counted(n, "event has", "events have");
        Diagnostic::note("event-without-place", format!("{what} no position"))
            .remedy("they are listed but not drawn; give them a place, or lon and lat")
    });
    count(&|event| event.end.unwrap_or(event.day) < atlas.from || event.day >= atlas.until).tell(
        found,
        |n| {
            let what = counted(n, "event lies", "events lie");
            Diagnostic::note("outside-days", format!("{what} outside the atlas's days"))
                .remedy(format!("the atlas is from {} until {}", atlas.from, atlas.until))
        },
    );
}

/// A map is a claim with a source.
fn check_sources(atlas: &Atlas, found: &mut Diagnostics) {
    let events = atlas.events.iter().filter(|event| event.source.is_none());
    Count::of(events.map(|event| &event.location)).tell(found, |n| {
        let what = counted(n, "event has", "events have");
        Diagnostic::note("no-source", format!("{what} no source"))
            .remedy("fill in the column `source`")
    });
    let unsourced = areas(atlas).filter(|area| area.source.is_none());
    Count::of(unsourced.map(|area| &area.location)).tell(found, |n| {
        let what = counted(n, "area has", "areas have");
        Diagnostic::note("no-source", format!("{what} no source"))
            .remedy("add a property `source` to the features, or once to their collection")
    });
    // The built-in map of the world credits itself.
    let of_the_world = &super::world::world().credits;
    if atlas.credits.iter().all(|credit| of_the_world.contains(credit)) {
        found.push(
            Diagnostic::note("no-credits", "the atlas credits nobody")
                .remedy("name sources and licenses in `credits` of [atlas]"),
        );
    }
    if atlas.license.is_none() {
        found.push(
            Diagnostic::note("no-license", "nothing says under what license the data may be used")
                .remedy("write `license = \"CC BY 4.0\"`, or what it is, into [atlas]"),
        );
    }
}

#[cfg(test)]
mod tests;
