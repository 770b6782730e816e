//! `[[overlay]]`: areas and lines over control.

use super::Reader;
use super::fields::Fields;
use super::filter::Filter;
use super::ground;
use super::parties::Holder;
use super::properties::{HELD_BY, NAME, Origin, SOURCE, text_of};
use super::time::Times;
use crate::dataset::{Overlay, OverlayGeometry, OverlayKind};
use crate::source::collection::{Collection, Record, Shape};
use crate::source::toml::Table;
use geo::Geometry;

/// What an entry says of its features; what it says itself goes before what they say.
struct Rules {
    kind: Origin,
    party: Origin,
    label: Origin,
    approximate: Origin,
    source: Origin,
    times: Times,
}

impl Rules {
    fn settle(&self, collection: &Collection) -> Self {
        Self {
            kind: self.kind.settle(collection),
            party: self.party.settle(collection),
            label: self.label.settle(collection),
            approximate: self.approximate.settle(collection),
            source: self.source.settle(collection),
            times: self.times.settle(collection),
        }
    }
}

/// Reads one entry.
pub(super) fn read(reader: &mut Reader<'_>, table: &Table) -> Vec<Overlay> {
    // A feature's name is its label, not its party.
    const PARTY: &[&str] = HELD_BY.split_at(HELD_BY.len() - 1).0;
    let fields = Fields::new("[[overlay]]", table);
    let found = &mut reader.found;
    let kind = Origin::read(&fields, "kind", &["kind", "type"], found);
    let party = Origin::read(&fields, "party", PARTY, found);
    let label = Origin::read(&fields, "label", NAME, found);
    let approximate = Origin::read(&fields, "approximate", &["approximate"], found);
    let source = Origin::read(&fields, "source", SOURCE, found);
    let times = Times::read(reader, &fields);
    let rules = Rules { kind, party, label, approximate, source, times };
    let filter = Filter::read(reader, &fields);
    let files = reader.collections(&fields, "file");
    if !files.is_empty() {
        filter.check(reader, &fields, files.iter().map(|(_, collection)| &**collection));
    }
    fields.finish(&mut reader.found);
    let mut overlays = Vec::new();
    for (_, collection) in files {
        let settled = rules.settle(&collection);
        let source = collection.foreign.get("source").and_then(text_of);
        for record in collection.records.iter().filter(|record| filter.passes(record)) {
            if let Some(mut overlay) = feature(reader, &settled, record) {
                if overlay.source.is_none() {
                    overlay.source = source.as_deref().map(str::to_owned);
                }
                overlays.push(overlay);
            }
        }
    }
    overlays
}

fn feature(reader: &mut Reader<'_>, rules: &Rules, record: &Record) -> Option<Overlay> {
    let geometry = match &record.shape {
        Shape::Plain(Geometry::LineString(line)) => OverlayGeometry::Lines(vec![line.clone()]),
        Shape::Plain(Geometry::MultiLineString(lines)) => OverlayGeometry::Lines(lines.0.clone()),
        Shape::Areas(areas) => OverlayGeometry::Areas(areas.unpack()),
        other => {
            ground::wrong_geometry(reader, other, &record.location, "areas or lines");
            return None;
        }
    };
    let text = |origin: &Origin| origin.of(&record.properties).map(|t| t.into_owned());
    let party = text(&rules.party)
        .and_then(|name| reader.parties.resolve(&name, &record.location, &mut reader.found));
    let dated = rules.times.of(reader, record);
    let validity = rules.times.cut(dated.whole());
    Some(Overlay {
        kind: text(&rules.kind)
            .map_or(OverlayKind::Other("overlay".to_owned()), |kind| OverlayKind::parse(&kind)),
        geometry,
        party: match party {
            Some(Holder::Party(id)) => Some(id),
            _ => None,
        },
        validity,
        label: text(&rules.label),
        approximate: text(&rules.approximate).is_some_and(|t| {
            matches!(t.to_lowercase().as_str(), "true" | "yes" | "1" | "approximate")
        }),
        source: text(&rules.source),
        location: record.location.clone(),
    })
}
