//! `select = { … }`: what an area or a line of a figure is made of.

use super::super::Reader;
use super::super::fields::Fields;
use super::super::filter::Filter;
use super::super::findings::suggest;
use super::super::ground;
use super::super::parties::Holder;
use super::{Material, only, place};
use crate::dataset::{
    AreaSelection, BaseFeature, BaseKind, ControlSelection, LineSelection, Overlay, OverlayKind,
    OverlaySelection, PartyId, Status,
};
use crate::diagnostic::{Diagnostic, Location};
use crate::source::collection::Shape;
use geo::{Geometry, LineString, MultiPolygon, Polygon};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where an area lies.
pub(super) fn area(
    reader: &mut Reader<'_>,
    item: &Fields<'_>,
    material: &Material<'_>,
) -> Option<AreaSelection> {
    let fields = table(reader, item)?;
    let selection = match only(reader, &fields, &["control", "overlay", "base", "file"])? {
        "control" => Some(AreaSelection::Control(control(reader, &fields))),
        "overlay" => overlay(reader, &fields, material.overlays).map(AreaSelection::Overlay),
        "base" => {
            let polygons: Vec<Polygon> = base(reader, &fields, material)?
                .iter()
                .filter_map(|feature| MultiPolygon::try_from(feature.geometry.clone()).ok())
                .flatten()
                .collect();
            (!polygons.is_empty() || no_geometry(reader, &fields, "areas"))
                .then(|| AreaSelection::Ground(Arc::new(MultiPolygon(polygons))))
        }
        _ => ground::of_table(reader, &fields)
            .map(|areas| AreaSelection::Ground(Arc::new(areas.unpack()))),
    };
    fields.finish(&mut reader.found);
    selection
}

/// Where a line runs.
pub(super) fn line(
    reader: &mut Reader<'_>,
    item: &Fields<'_>,
    material: &Material<'_>,
) -> Option<LineSelection> {
    let fields = table(reader, item)?;
    let selection = match only(reader, &fields, &["front", "overlay", "base", "file"])? {
        "front" => {
            fields.flag("front", &mut reader.found);
            Some(LineSelection::Front(fields.day("on", &mut reader.found)))
        }
        "overlay" => overlay(reader, &fields, material.overlays).map(LineSelection::Overlay),
        "base" => {
            let features = base(reader, &fields, material)?;
            let lines = features.iter().flat_map(|feature| lines_of(&feature.geometry)).collect();
            lines_or_report(reader, &fields, lines)
        }
        _ => {
            let lines = file_lines(reader, &fields);
            lines_or_report(reader, &fields, lines)
        }
    };
    fields.finish(&mut reader.found);
    selection
}

fn table<'t>(reader: &mut Reader<'_>, item: &Fields<'t>) -> Option<Fields<'t>> {
    if item.get("select").is_none() {
        item.missing("select", &mut reader.found);
    }
    Some(Fields::new("select", item.table("select", &mut reader.found)?))
}

fn control(reader: &mut Reader<'_>, fields: &Fields<'_>) -> ControlSelection {
    ControlSelection {
        parties: parties(reader, fields, "control"),
        statuses: statuses(reader, fields),
        rear: fields.flag("rear", &mut reader.found).unwrap_or(false),
        on: fields.day("on", &mut reader.found),
        gained_since: fields.day("gained_since", &mut reader.found),
    }
}

/// The parties that a key names; none for `any`.
pub(super) fn parties(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &'static str,
) -> Vec<PartyId> {
    let texts = fields.texts(key, &mut reader.found);
    let named = texts.iter().filter(|(text, _)| text != "any");
    let party = |(text, at): &(String, &Location)| match reader.parties.resolve(
        text,
        at,
        &mut reader.found,
    )? {
        Holder::Party(id) => Some(id),
        Holder::Nobody => None,
    };
    named.filter_map(party).collect()
}

/// The ways of holding that the key `status` names.
pub(super) fn statuses(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Status> {
    let texts = fields.texts("status", &mut reader.found);
    texts.into_iter().map(|(text, at)| reader.status(&text, at)).collect()
}

/// The overlays that the keys `overlay` (a kind or a label) and `party` name.
pub(super) fn overlay(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    overlays: &[Overlay],
) -> Option<OverlaySelection> {
    let name = fields.required("overlay", &mut reader.found)?;
    let party = parties(reader, fields, "party").first().copied();
    let selection = overlay_of(reader, &name, &place(fields, "overlay"), overlays)?;
    Some(OverlaySelection { party, ..selection })
}

/// The overlays of a kind, or else with a label; there must be some.
pub(super) fn overlay_of(
    reader: &mut Reader<'_>,
    name: &str,
    at: &Location,
    overlays: &[Overlay],
) -> Option<OverlaySelection> {
    let kind = OverlayKind::parse(name);
    // Arrows are written in a list of their own, too.
    if kind == OverlayKind::Arrow || overlays.iter().any(|overlay| overlay.kind == kind) {
        return Some(OverlaySelection { kind: Some(kind), ..Default::default() });
    }
    if overlays.iter().any(|overlay| overlay.label.as_deref() == Some(name)) {
        return Some(OverlaySelection { label: Some(name.to_owned()), ..Default::default() });
    }
    let known: BTreeSet<&str> = overlays
        .iter()
        .flat_map(|overlay| [Some(overlay.kind.as_str()), overlay.label.as_deref()])
        .flatten()
        .collect();
    reader.found.push(
        Diagnostic::error(
            "unknown-overlay",
            format!("no overlay has the kind or the label `{name}`"),
        )
        .at(at.clone())
        .remedy(suggest(name, known.iter().copied(), "overlays")),
    );
    None
}

/// The kind of base layer that a text names.
pub(super) fn base_kind(reader: &mut Reader<'_>, text: &str, at: &Location) -> Option<BaseKind> {
    let kind = BaseKind::parse(&text.to_lowercase().replace('_', "-"));
    if kind.is_none() {
        let known = BaseKind::ALL.map(BaseKind::as_str);
        reader.found.push(
            Diagnostic::error("unknown-base", format!("there is no base kind `{text}`"))
                .at(at.clone())
                .remedy(suggest(text, known.into_iter(), "kinds")),
        );
    }
    kind
}

/// The features of the base layers of a kind that pass `where`.
fn base<'m>(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    material: &Material<'m>,
) -> Option<Vec<&'m BaseFeature>> {
    let text = fields.required("base", &mut reader.found)?;
    let filter = Filter::read(reader, fields);
    let kind = base_kind(reader, &text, &place(fields, "base"))?;
    let layers = material.base.iter().filter(|layer| layer.kind == kind);
    let features = layers.flat_map(|layer| &layer.features);
    let chosen: Vec<&BaseFeature> =
        features.filter(|feature| filter.passes_feature(feature)).collect();
    if chosen.is_empty() {
        reader.found.push(
            Diagnostic::error("empty-filter", format!("no feature of `{text}` passes `where`"))
                .at(place(fields, "where"))
                .remedy("compare it with the properties in the layer's file"),
        );
        return None;
    }
    Some(chosen)
}

/// All lines of the files that `file` names, outlines of areas among them.
fn file_lines(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<LineString> {
    let filter = Filter::read(reader, fields);
    let files = reader.collections(fields, "file");
    if !files.is_empty() {
        filter.check(reader, fields, files.iter().map(|(_, collection)| &**collection));
    }
    let records = files.iter().flat_map(|(_, collection)| &collection.records);
    records
        .filter(|record| filter.passes(record))
        .flat_map(|record| match &record.shape {
            Shape::Areas(areas) => outlines(&areas.unpack()),
            Shape::Plain(geometry) => lines_of(geometry),
        })
        .collect()
}

fn lines_of(geometry: &Geometry) -> Vec<LineString> {
    match geometry {
        Geometry::LineString(line) => vec![line.clone()],
        Geometry::MultiLineString(lines) => lines.0.clone(),
        Geometry::Polygon(polygon) => outlines(&MultiPolygon(vec![polygon.clone()])),
        Geometry::MultiPolygon(polygons) => outlines(polygons),
        _ => Vec::new(),
    }
}

fn outlines(areas: &MultiPolygon) -> Vec<LineString> {
    let rings = areas.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    rings.cloned().collect()
}

fn lines_or_report(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    lines: Vec<LineString>,
) -> Option<LineSelection> {
    (!lines.is_empty() || no_geometry(reader, fields, "lines"))
        .then(|| LineSelection::Lines(Arc::new(lines)))
}

/// Reports that nothing of the wanted sort was chosen; always false.
fn no_geometry(reader: &mut Reader<'_>, fields: &Fields<'_>, wanted: &str) -> bool {
    if !reader.found.has_errors() {
        reader.found.push(
            Diagnostic::error("no-ground", format!("there are no {wanted} in what is selected"))
                .at(fields.location().clone())
                .remedy(format!("select features that are {wanted}")),
        );
    }
    false
}
