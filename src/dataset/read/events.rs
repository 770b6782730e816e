//! `[events]`: what happened.

use super::Reader;
use super::dates::DateForm;
use super::fields::{Fields, wrong};
use super::places::{Gazetteer, is_region};
use super::properties::{CLAIM, SOURCE};
use super::rows::{self, Row};
use super::settlements::no_date;
use super::time::{inverted, parse};
use crate::dataset::{Claim, Event, Place, SymbolFile};
use crate::diagnostic::{Diagnostic, Location};
use crate::math::LonLat;
use crate::source::toml::{Data, Table};

const DATE: &[&str] = &["date", "day", "from", "start", "start_date"];
const END: &[&str] = &["end_date", "end", "until"];
const PLACE: &[&str] = &["place", "location", "where"];
const TEXT: &[&str] = &["text", "description", "what", "event", "title"];

/// Reads the events of all tables; they are sorted by day, those of one day as written.
pub(super) fn read(reader: &mut Reader<'_>, tables: &[&Table], places: &[Place]) -> Vec<Event> {
    let gazetteer = Gazetteer::of(places);
    let mut events = Vec::new();
    for table in tables {
        let fields = Fields::new("[events]", table);
        let form = reader.date_form(&fields);
        let paths = reader.paths(&fields, "file");
        // Read by `symbols`, with those of the other tables.
        let _ = fields.get("symbols");
        fields.finish(&mut reader.found);
        for (path, at) in paths {
            let Some(rows) = rows::read(reader, &path, &at) else { continue };
            if rows.lacks(reader, &path, &[DATE, TEXT]) {
                continue;
            }
            let columns: Vec<&str> = DATE.iter().chain(END).copied().collect();
            let form = form.unwrap_or_else(|| rows.date_form(&columns));
            events.extend(rows.list.iter().filter_map(|row| event(reader, row, form, &gazetteer)));
        }
    }
    events.sort_by_key(|event| event.day);
    events
}

/// The atlas's own symbols: `symbols = { kind = "file.svg" }` of all tables.
pub(super) fn symbols(reader: &mut Reader<'_>, tables: &[&Table]) -> Vec<SymbolFile> {
    let mut symbols = Vec::new();
    for table in tables {
        let fields = Fields::new("[events]", table);
        let Some(named) = fields.table("symbols", &mut reader.found) else { continue };
        for (kind, entry) in &named.entries {
            let location = entry.value.location.clone();
            let Data::Text(path) = &entry.value.data else {
                wrong::<()>(&entry.value, kind, "the path of an SVG file", &mut reader.found);
                continue;
            };
            let Some(bytes) = reader.bytes(path, &location) else { continue };
            let (kind, path) = (kind.clone(), path.clone());
            symbols.push(SymbolFile { kind, path, bytes: bytes.as_ref().into(), location });
        }
    }
    symbols
}

fn event(
    reader: &mut Reader<'_>,
    row: &Row,
    form: DateForm,
    gazetteer: &Gazetteer<'_>,
) -> Option<Event> {
    let at = &row.location;
    let (position, regional) = place(reader, row, gazetteer);
    let claim = row.get(CLAIM).map_or(Claim::default(), |text| reader.claim(text, at));
    let weight = row.grade(reader, &["weight"], 1, 3).unwrap_or(2);
    let end = row.get(END).and_then(|text| parse(reader, form, text, at)?.surely());
    let Some(date) = row.get(DATE) else {
        no_date(reader, at);
        return None;
    };
    let when = parse(reader, form, date, at)?;
    let day = when.day()?;
    // Some time between two days: it is shown on all of them.
    let end = end.or(when.latest.filter(|_| when.vague));
    if let Some(end) = end.filter(|end| *end < day) {
        reader.found.push(inverted(day, end).at(at.clone()));
    }
    Some(Event {
        day,
        dating: when.dating,
        end: end.filter(|end| *end > day),
        place: row.text(PLACE),
        position,
        regional,
        kind: row.get(&["kind", "type", "category"]).unwrap_or("event").to_lowercase(),
        claim,
        actor: row.text(&["actor", "party", "side"]),
        text: row.text(TEXT).unwrap_or_default(),
        caption: row.text(&["caption", "short"]),
        weight,
        source: row.text(SOURCE),
        location: at.clone(),
    })
}

/// Where it happened, from its own position or its place's, and whether that stands for a region.
fn place(reader: &mut Reader<'_>, row: &Row, gazetteer: &Gazetteer<'_>) -> (Option<LonLat>, bool) {
    let own = row.position(reader).unwrap_or_default();
    // The alternative only helps where a place is named: alone it is a remark.
    let place = row.get(PLACE).and_then(|name| {
        let known = std::iter::once(name.to_owned())
            .chain(row.list(&["place_alt"]))
            .find_map(|name| gazetteer.find(&name));
        if known.is_none() && own.is_none() {
            unknown(reader, name, gazetteer, &row.location);
        }
        known
    });
    match place {
        Some(place) => (own.or(Some(place.position)), is_region(&place.kind)),
        None => (own, false),
    }
}

fn unknown(reader: &mut Reader<'_>, name: &str, gazetteer: &Gazetteer<'_>, at: &Location) {
    let remedy = match gazetteer.nearest(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add it to the table of places, or give the event its lon and lat".to_owned(),
    };
    reader.found.push_once(
        name,
        Diagnostic::warning("unknown-place", format!("there is no place `{name}`"))
            .at(at.clone())
            .remedy(remedy),
    );
}
