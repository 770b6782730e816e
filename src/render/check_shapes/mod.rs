//! Outlines that are not sound: what crosses itself, counts twice, or encloses nothing.

mod crossings;
mod outline;
mod rings;

use super::tally::Tally;
use crate::dataset::{Atlas, ControlLayer, Overlay, OverlayGeometry, Timing};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::math::{Areas, Validity};
use geo::MultiPolygon;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// At most this many findings of a code are told one by one.
const MOST: usize = 40;

/// Looks at all outlines of control and overlays, at each once however many days it has.
pub fn check(atlas: &Atlas) -> Diagnostics {
    let shapes = distinct(atlas);
    let found: Vec<Vec<Fault>> = shapes
        .par_iter()
        .map(|(shape, location)| shape.look().into_iter().map(|f| f.at(location)).collect())
        .collect();
    let mut tally = Tally::default();
    let mut repeated: Option<(Location, usize)> = None;
    for (fault, (_, location)) in found
        .into_iter()
        .zip(&shapes)
        .flat_map(|(all, shape)| all.into_iter().map(move |fault| (fault, shape)))
    {
        match fault {
            Fault::Repeated(count) => {
                let (_, sum) = repeated.get_or_insert_with(|| ((*location).clone(), 0));
                *sum += count;
            }
            Fault::Told { key, weight, diagnostic } => tally.push(key, weight, *diagnostic),
        }
    }
    let mut found = tally.finish(MOST);
    if let Some((first, count)) = repeated {
        let message = match count {
            1 => "a point stands twice in a row".to_owned(),
            n => {
                format!("{n} points stand twice in a row in all outlines; the first ones are here")
            }
        };
        found.push(
            Diagnostic::note("repeated-point", message)
                .at(first)
                .remedy("nothing is lost: they count once; remove them to make files smaller"),
        );
    }
    found.append(duplicates(atlas));
    found
}

/// What is found in one outline.
enum Fault {
    /// Points that follow themselves.
    Repeated(usize),
    /// Anything else; those of the same key are one.
    Told { key: String, weight: f64, diagnostic: Box<Diagnostic> },
}

impl Fault {
    fn new(key: String, weight: f64, diagnostic: Diagnostic) -> Self {
        Self::Told { key, weight, diagnostic: Box::new(diagnostic) }
    }

    fn at(self, location: &Location) -> Self {
        match self {
            Self::Told { key, weight, diagnostic } => {
                Self::new(key, weight, diagnostic.at(location.clone()))
            }
            other => other,
        }
    }
}

fn look(geometry: &MultiPolygon) -> Vec<Fault> {
    let (lines, mut faults) = outline::read(geometry);
    let crossings = crossings::of(&lines);
    faults.extend(rings::look(geometry, &lines, &crossings));
    faults
}

/// What has outlines.
enum Shape<'a> {
    Control(&'a Areas),
    Overlay(&'a MultiPolygon),
}

impl Shape<'_> {
    fn look(&self) -> Vec<Fault> {
        match self {
            Self::Control(areas) => look(&areas.unpack()),
            Self::Overlay(areas) => look(areas),
        }
    }
}

/// Each outline once, with the first place where it is written.
fn distinct(atlas: &Atlas) -> Vec<(Shape<'_>, &Location)> {
    let mut known = BTreeMap::new();
    let mut list = Vec::new();
    for layer in &atlas.control {
        let ControlLayer::Areas(areas) = layer else { continue };
        for area in areas {
            let place = std::sync::Arc::as_ptr(&area.geometry).addr();
            if known.insert(place, ()).is_none() {
                list.push((Shape::Control(&area.geometry), &area.location));
            }
        }
    }
    list.extend(atlas.overlays.iter().filter_map(|overlay| match &overlay.geometry {
        OverlayGeometry::Areas(areas) => Some((Shape::Overlay(areas), &overlay.location)),
        OverlayGeometry::Lines(_) => None,
    }));
    list
}

/// Whether there is a day on which both are valid.
fn meet(a: Validity, b: Validity) -> bool {
    let before = |a: Validity, b: Validity| match (a.until, b.from) {
        (Some(until), Some(from)) => until <= from,
        _ => false,
    };
    !a.is_empty() && !b.is_empty() && !before(a, b) && !before(b, a)
}

/// Areas that say what another one says already.
fn duplicates(atlas: &Atlas) -> Diagnostics {
    let mut tally = Tally::default();
    let mut tell = |location: &Location, other: &Location| {
        let message = format!("the same area stands in {other} already");
        let diagnostic = Diagnostic::warning("duplicate-feature", message)
            .at(location.clone())
            .and(other.clone())
            .remedy("remove one of them, or mend the shape that was copied");
        tally.push(format!("{location} {other}"), 0.0, diagnostic);
    };
    for (layer, series) in atlas.control.iter().zip(&atlas.series) {
        let ControlLayer::Areas(areas) = layer else { continue };
        // What changes hands twice stands there twice.
        if series.timing == Timing::Change {
            continue;
        }
        let snapshots = series.timing == Timing::Snapshot;
        let mut known: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, area) in areas.iter().enumerate() {
            let same = known.entry(std::sync::Arc::as_ptr(&area.geometry).addr()).or_default();
            let says_so = |j: &&usize| {
                let other = &areas[**j];
                other.party == area.party
                    && other.other == area.other
                    && other.status == area.status
                    && (snapshots || other.validity.from == area.validity.from)
                    && meet(other.validity, area.validity)
            };
            if let Some(other) = same.iter().find(says_so) {
                tell(&area.location, &areas[*other].location);
            }
            same.push(i);
        }
    }
    let alike = |a: &Overlay, b: &Overlay| {
        let same = match (&a.geometry, &b.geometry) {
            (OverlayGeometry::Areas(a), OverlayGeometry::Areas(b)) => a == b,
            (OverlayGeometry::Lines(a), OverlayGeometry::Lines(b)) => a == b,
            _ => false,
        };
        same && a.kind == b.kind && a.party == b.party && meet(a.validity, b.validity)
    };
    // Those of the same first point and number of points are compared.
    let mut by_start: BTreeMap<(u64, u64, usize), Vec<&Overlay>> = BTreeMap::new();
    for overlay in &atlas.overlays {
        let (first, count) = match &overlay.geometry {
            OverlayGeometry::Areas(areas) => {
                (areas.0.first().and_then(|p| p.exterior().0.first()), areas.0.len())
            }
            OverlayGeometry::Lines(lines) => {
                (lines.first().and_then(|line| line.0.first()), lines.len())
            }
        };
        let Some(first) = first else { continue };
        let same = by_start.entry((first.x.to_bits(), first.y.to_bits(), count)).or_default();
        if let Some(other) = same.iter().find(|other| alike(other, overlay)) {
            tell(&overlay.location, &other.location);
        }
        same.push(overlay);
    }
    tally.finish(MOST)
}
