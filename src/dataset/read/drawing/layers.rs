//! `layers = { … }`: what of the atlas a figure draws.

use super::super::Reader;
use super::super::fields::{Fields, wrong};
use super::super::findings::suggest;
use super::select::{base_kind, overlay, overlay_of};
use super::{Material, place};
use crate::dataset::{EventsShown, Layers, OverlaySelection};
use crate::diagnostic::Diagnostic;
use crate::source::toml::{Data, Table};

/// Reads the table; what it leaves out is as it is without it.
pub(super) fn read(
    reader: &mut Reader<'_>,
    figure: &Fields<'_>,
    material: &Material<'_>,
) -> Layers {
    let empty = Table::default();
    let table = figure.table("layers", &mut reader.found);
    let fields = Fields::new("layers", table.unwrap_or(&empty));
    let usual = Layers::default();
    let mut flag =
        |key: &'static str, usual: bool| fields.flag(key, &mut reader.found).unwrap_or(usual);
    let control = flag("control", usual.control);
    let front = flag("front", usual.front);
    let places = flag("places", usual.places);
    let towns = flag("towns", usual.towns);
    let units = flag("units", usual.units);
    let reports = flag("reports", usual.reports);
    let timeline = flag("timeline", usual.timeline);
    let layers = Layers {
        base: base(reader, &fields),
        control,
        front,
        overlays: overlays(reader, &fields, material),
        places,
        towns,
        units,
        events: events(reader, &fields).unwrap_or(usual.events),
        reports,
        timeline,
    };
    fields.finish(&mut reader.found);
    layers
}

fn base(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Vec<crate::dataset::BaseKind>> {
    fields.get("base")?;
    let texts = fields.texts("base", &mut reader.found);
    Some(texts.iter().filter_map(|(text, at)| base_kind(reader, text, at)).collect())
}

/// `true`, `false`, or a list of kinds, labels and `{ overlay = "…", party = "…" }`.
fn overlays(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    material: &Material<'_>,
) -> Option<Vec<OverlaySelection>> {
    const WANTED: &str = "true, false or a list of kinds and labels";
    let value = fields.get("overlays")?;
    let list = match &value.data {
        Data::Flag(true) => return None,
        Data::Flag(false) => return Some(Vec::new()),
        Data::List(list) => list,
        _ => return wrong(value, "overlays", WANTED, &mut reader.found),
    };
    let mut chosen = Vec::new();
    for item in list {
        chosen.extend(match &item.data {
            Data::Text(name) => overlay_of(reader, name, &item.location, material.overlays),
            Data::Table(table) => {
                let inner = Fields::new("overlays", table);
                let selection = overlay(reader, &inner, material.overlays);
                inner.finish(&mut reader.found);
                selection
            }
            _ => wrong(item, "overlays", WANTED, &mut reader.found),
        });
    }
    Some(chosen)
}

fn events(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<EventsShown> {
    let text = fields.text("events", &mut reader.found)?;
    let known = EventsShown::ALL.into_iter().find(|shown| shown.as_str() == text);
    if known.is_none() {
        let words = EventsShown::ALL.map(EventsShown::as_str);
        reader.found.push(
            Diagnostic::error("unknown-choice", format!("`events` cannot be `{text}`"))
                .at(place(fields, "events"))
                .remedy(suggest(&text, words.into_iter(), "choices")),
        );
    }
    known
}
