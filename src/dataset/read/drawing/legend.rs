//! `[[figure.legend]]`: the author's words, and what they explain.

use super::super::Reader;
use super::super::fields::Fields;
use super::super::findings::suggest;
use super::select::{base_kind, overlay, parties, statuses};
use super::{Material, only, place};
use crate::dataset::{Drawing, Explained, LegendEntry};
use crate::diagnostic::Diagnostic;
use crate::source::toml::Table;

/// What an entry can explain.
const SUBJECTS: &[&str] = &[
    "area", "line", "event", "control", "gained", "front", "overlay", "base", "place", "report",
    "numbers", "claim",
];

/// Reads one entry. What it explains must be drawn by the figure or the atlas.
pub(super) fn entry(
    reader: &mut Reader<'_>,
    table: &Table,
    drawing: &Drawing,
    material: &Material<'_>,
) -> Option<LegendEntry> {
    let fields = Fields::new("[[figure.legend]]", table);
    let text = fields.names("text", &mut reader.found);
    if fields.get("text").is_none() {
        fields.missing("text", &mut reader.found);
    }
    let shows = fields.table("shows", &mut reader.found).and_then(|table| {
        let inner = Fields::new("shows", table);
        let shows = explained(reader, &inner, drawing, material);
        inner.finish(&mut reader.found);
        shows
    });
    // An entry whose subject has a mistake is no remark.
    let lost = fields.get("shows").is_some() && shows.is_none();
    fields.finish(&mut reader.found);
    let location = table.location.clone();
    text.filter(|_| !lost).map(|text| LegendEntry { text, shows, location })
}

fn explained(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    drawing: &Drawing,
    material: &Material<'_>,
) -> Option<Explained> {
    let party = |reader: &mut Reader<'_>, key| parties(reader, fields, key).first().copied();
    match only(reader, fields, SUBJECTS)? {
        "area" => {
            let ids = drawing.areas.iter().map(|area| area.id.as_str());
            items(reader, fields, "area", ids).map(Explained::Area)
        }
        "line" => {
            let ids = drawing.lines.iter().map(|line| line.id.as_str());
            items(reader, fields, "line", ids).map(Explained::Line)
        }
        "event" => {
            let ids = drawing.events.iter().map(|events| events.id.as_str());
            items(reader, fields, "event", ids).map(Explained::Events)
        }
        "control" => {
            let holders = parties(reader, fields, "control");
            Some(Explained::Control(holders, statuses(reader, fields)))
        }
        "gained" => party(reader, "gained").map(Explained::Gained),
        "front" => flag(reader, fields, "front", Explained::Front),
        "overlay" => overlay(reader, fields, material.overlays).map(Explained::Overlay),
        "base" => {
            let text = fields.text("base", &mut reader.found)?;
            base_kind(reader, &text, &place(fields, "base")).map(Explained::Base)
        }
        "place" => {
            let reported = fields.flag("reported", &mut reader.found);
            party(reader, "place").map(|party| Explained::Place(party, reported))
        }
        "report" => party(reader, "report").map(Explained::Reported),
        "numbers" => flag(reader, fields, "numbers", Explained::Event),
        _ => {
            let text = fields.text("claim", &mut reader.found)?;
            Some(Explained::Claim(reader.claim(&text, &place(fields, "claim"))))
        }
    }
}

/// A subject of which there is only one.
fn flag(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &'static str,
    subject: Explained,
) -> Option<Explained> {
    fields.flag(key, &mut reader.found).map(|_| subject)
}

/// The places in the list of the items of the figure that a key names by their ids.
fn items<'a>(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &'static str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    let ids = fields.texts(key, &mut reader.found);
    if ids.is_empty() {
        fields.missing(key, &mut reader.found);
    }
    for (id, at) in ids {
        let found = known.clone().position(|other| other == id);
        if found.is_none() {
            let message = format!("the figure has no `[[figure.{key}]]` `{id}`");
            reader.found.push(
                Diagnostic::error("unknown-id", message).at(at.clone()).remedy(suggest(
                    &id,
                    known.clone(),
                    "ids",
                )),
            );
        }
        places.extend(found);
    }
    (!places.is_empty()).then_some(places)
}
