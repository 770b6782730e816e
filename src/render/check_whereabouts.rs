//! Where things lie on the globe: swapped coordinates, what lies at 0, 0, and what no map shows.

use super::Survey;
use super::near::degrees;
use crate::dataset::{Atlas, ControlLayer, OverlayGeometry};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::figure::Request;
use crate::math::LonLat;
use crate::projection::Extent;
use geo::{BoundingRect, Rect};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer things tell nothing about where the others should be.
const LEAST: usize = 3;
/// What lies closer to 0, 0 than this is there by mistake, if the rest is far away, in degrees.
const AT_NULL: f64 = 1e-6;
/// How far away the rest must be, in degrees.
const FAR: f64 = 5.0;

/// Something with a place on the globe.
#[derive(Clone)]
struct Thing<'a> {
    /// What it is, in the plural.
    kind: &'static str,
    /// The box around it, in degrees.
    bounds: Rect,
    location: &'a Location,
    /// Whether it has a corner at 0, 0.
    null: bool,
}

impl Thing<'_> {
    fn middle(&self) -> (f64, f64) {
        let c = self.bounds.center();
        (c.x, c.y)
    }
}

fn meets(a: &Rect, b: &Rect) -> bool {
    a.min().x <= b.max().x
        && b.min().x <= a.max().x
        && a.min().y <= b.max().y
        && b.min().y <= a.max().y
}

fn swapped(bounds: &Rect) -> Rect {
    Rect::new((bounds.min().y, bounds.min().x), (bounds.max().y, bounds.max().x))
}

fn is_null(x: f64, y: f64) -> bool {
    x.abs() < AT_NULL && y.abs() < AT_NULL
}

/// Control, each outline once, with overlays; then all points.
fn things(atlas: &Atlas) -> (Vec<Thing<'_>>, Vec<Thing<'_>>) {
    let mut areas = Vec::new();
    let mut known = BTreeSet::new();
    for layer in &atlas.control {
        let ControlLayer::Areas(list) = layer else { continue };
        for area in list {
            let place = std::sync::Arc::as_ptr(&area.geometry).addr();
            let Some(bounds) = area.geometry.bounds().filter(|_| known.insert(place)) else {
                continue;
            };
            let mut corners = area.geometry.outlines().flat_map(|ring| ring.coords());
            let null = corners.any(|c| is_null(c.x, c.y));
            areas.push(Thing { kind: "areas", bounds, location: &area.location, null });
        }
    }
    for overlay in &atlas.overlays {
        let bounds = match &overlay.geometry {
            OverlayGeometry::Areas(areas) => areas.bounding_rect(),
            OverlayGeometry::Lines(lines) => {
                geo::MultiLineString::new(lines.clone()).bounding_rect()
            }
        };
        areas.extend(bounds.map(|bounds| Thing {
            kind: "overlays",
            bounds,
            location: &overlay.location,
            null: false,
        }));
    }
    let point = |kind, position: LonLat, location| {
        let corner = (position.lon, position.lat);
        let null = is_null(position.lon, position.lat);
        Thing { kind, bounds: Rect::new(corner, corner), location, null }
    };
    let mut points = Vec::new();
    points.extend(atlas.places.iter().map(|p| point("places", p.position, &p.location)));
    for layer in &atlas.control {
        let ControlLayer::Places(places) = layer else { continue };
        points.extend(
            places.settlements.iter().map(|s| point("settlements", s.position, &s.location)),
        );
    }
    // The position of an event that names a place is that place's.
    let own = atlas.events.iter().filter(|event| {
        event.place.is_none() || !atlas.places.iter().any(|p| Some(p.position) == event.position)
    });
    points.extend(own.filter_map(|e| Some(point("events", e.position?, &e.location))));
    (areas, points)
}

/// The box in which most of some things lie: around those that would not be nearer to the middle of
/// all if latitude and longitude changed places, and are not at 0, 0.
fn theater(things: &[Thing<'_>]) -> Option<Rect> {
    let sound: Vec<&Thing<'_>> = things.iter().filter(|thing| !thing.null).collect();
    if sound.len() < LEAST {
        return None;
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let x = median(sound.iter().map(|thing| thing.middle().0).collect());
    let y = median(sound.iter().map(|thing| thing.middle().1).collect());
    let away = |(a, b): (f64, f64)| (a - x) * (a - x) + (b - y) * (b - y);
    let right = sound.iter().filter(|thing| {
        let (a, b) = thing.middle();
        away((a, b)) <= away((b, a))
    });
    right.map(|thing| thing.bounds).reduce(|a, b| {
        Rect::new(
            (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
            (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
        )
    })
}

/// What lies elsewhere than the rest, but would not if latitude and longitude changed places; and what
/// lies at 0, 0 although nothing else is near.
pub fn check(atlas: &Atlas) -> Diagnostics {
    let (areas, points) = things(atlas);
    let mut found = Diagnostics::new();
    let (own, of_points) = (theater(&areas), theater(&points));
    // Areas say where the atlas is; where there are none, most points do.
    let Some(home) = own.or(of_points) else { return found };
    let all = || areas.iter().chain(&points);
    tell(
        all().filter(|t| !meets(&t.bounds, &home) && meets(&swapped(&t.bounds), &home)),
        |n, t| {
            let (x, y) = t.middle();
            let (here, there) = (degrees(LonLat::new(x, y)), degrees(LonLat::new(y, x)));
            let message = match n {
                1 => format!("this lies at {here}, far from the rest, but would not at {there}"),
                n => format!(
                    "{n} {} lie far from the rest, such as this at {here}, but would not at {there}",
                    t.kind
                ),
            };
            Diagnostic::warning("swapped-coordinates", message).near(LonLat::new(x, y)).remedy(
                "latitude and longitude seem swapped: longitude comes first, or name the columns",
            )
        },
        &mut found,
    );
    let around = Rect::new(
        (home.min().x - FAR, home.min().y - FAR),
        (home.max().x + FAR, home.max().y + FAR),
    );
    let far_from_null = !meets(&around, &Rect::new((0.0, 0.0), (0.0, 0.0)));
    tell(
        all().filter(|thing| thing.null && far_from_null),
        |n, t| {
            let message = match n {
                1 => "this lies at 0, 0, in the sea off Africa".to_owned(),
                n => format!("{n} {} lie at 0, 0, in the sea off Africa", t.kind),
            };
            Diagnostic::warning("null-island", message).near(LonLat::new(0.0, 0.0)).remedy(
                "programs write 0, 0 where they know no position: look it up, or leave it empty",
            )
        },
        &mut found,
    );
    found
}

/// Tells some things, those of a kind and a file as one.
fn tell<'a>(
    things: impl Iterator<Item = &'a Thing<'a>>,
    diagnostic: impl Fn(usize, &Thing<'a>) -> Diagnostic,
    found: &mut Diagnostics,
) {
    let mut by_file: BTreeMap<(&str, &str), Vec<&Thing<'a>>> = BTreeMap::new();
    for thing in things {
        by_file.entry((&thing.location.file, thing.kind)).or_default().push(thing);
    }
    for same in by_file.into_values() {
        let first = same[0];
        found.push(diagnostic(same.len(), first).at(first.location.clone()));
    }
}

/// Areas and events that lie on the map of no figure. Places may: lists of places go far.
pub fn off_map(survey: &Survey) -> Diagnostics {
    let atlas = survey.atlas();
    let mut found = Diagnostics::new();
    let ids: Vec<Option<String>> = match atlas.figures.as_slice() {
        [] => vec![None],
        figures => figures.iter().map(|figure| Some(figure.id.clone())).collect(),
    };
    let mut extents: Vec<Extent> = Vec::new();
    for figure in ids {
        // What cannot be drawn is told elsewhere.
        let Ok(plan) = survey.plan(&Request { figure, ..Request::default() }) else { return found };
        extents.push(plan.extent);
        extents.extend(plan.panels.iter().map(|panel| panel.extent));
    }
    // A map shows more than it was asked for, to fill its page.
    let shown = |bounds: &Rect| {
        extents.iter().any(|extent| {
            let (wide, high) = (extent.width(), extent.north - extent.south);
            let south = bounds.max().y < extent.south - high;
            let north = bounds.min().y > extent.north + high;
            let middle = bounds.center().x;
            let apart = (middle - extent.west - wide / 2.0).rem_euclid(360.0);
            let apart = apart.min(360.0 - apart) - bounds.width() / 2.0;
            !south && !north && apart <= wide * 1.5
        })
    };
    let (areas, points) = things(atlas);
    let drawn =
        |thing: &&Thing<'_>| !thing.null && matches!(thing.kind, "areas" | "overlays" | "events");
    let far = areas.iter().chain(&points).filter(drawn).filter(|thing| !shown(&thing.bounds));
    tell(
        far,
        |n, t| {
            let (x, y) = t.middle();
            let at = degrees(LonLat::new(x, y));
            let message = match n {
                1 => format!("this lies at {at}, far from every map of the atlas"),
                n => format!(
                    "{n} {} lie far from every map of the atlas, such as this at {at}",
                    t.kind
                ),
            };
            Diagnostic::note("off-map", message)
                .near(LonLat::new(x, y))
                .remedy("mend the position, or give a figure an `extent` that shows it")
        },
        &mut found,
    );
    found
}
