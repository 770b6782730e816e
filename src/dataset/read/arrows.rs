//! `[[arrow]]`: arrows of advances.

use super::Reader;
use super::fields::{Fields, number_of, wrong};
use super::parties::Holder;
use super::places::Gazetteer;
use crate::dataset::{Arrow, ArrowPoint, PartyId, Place};
use crate::diagnostic::{Diagnostic, Location};
use crate::math::{Day, LonLat, Validity};
use crate::source::toml::{Data, Table, Value};

/// What a point of an arrow may be.
const POINT: &str = "[lon, lat], a place's name, or { at = …, date = … }";

/// Reads all entries.
pub(super) fn read(reader: &mut Reader<'_>, tables: &[&Table], places: &[Place]) -> Vec<Arrow> {
    let gazetteer = Gazetteer::of(places);
    tables.iter().filter_map(|table| arrow(reader, table, &gazetteer)).collect()
}

fn arrow(reader: &mut Reader<'_>, table: &Table, gazetteer: &Gazetteer<'_>) -> Option<Arrow> {
    let fields = Fields::new("[[arrow]]", table);
    let points = points(reader, &fields, gazetteer);
    let party = party(reader, &fields);
    let found = &mut reader.found;
    let (from, until) = (fields.day("from", found), fields.day("until", found));
    if let (Some(from), Some(until)) = (from, until)
        && from >= until
    {
        found.push(super::time::inverted(from, until).at(fields.location().clone()));
    }
    let width = fields.number("width", found);
    if let (Some(value), Some(width)) = (fields.get("width"), width)
        && width <= 0.0
    {
        wrong::<()>(value, "width", "a number greater than 0", found);
    }
    let arrow = Arrow {
        points: points.unwrap_or_default(),
        party,
        validity: Validity::new(from, until),
        width,
        label: fields.text("label", found),
        approximate: fields.flag("approximate", found).unwrap_or(false),
        source: fields.text("source", found),
        location: fields.location().clone(),
    };
    fields.finish(found);
    (arrow.points.len() > 1).then_some(arrow)
}

fn party(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<PartyId> {
    let name = fields.text("party", &mut reader.found)?;
    let at = fields.get("party").map(|value| value.location.clone()).unwrap_or_default();
    match reader.parties.resolve(&name, &at, &mut reader.found) {
        Some(Holder::Party(id)) => Some(id),
        _ => None,
    }
}

fn points(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    gazetteer: &Gazetteer<'_>,
) -> Option<Vec<ArrowPoint>> {
    let Some(value) = fields.get("points") else {
        fields.missing("points", &mut reader.found);
        return None;
    };
    let Data::List(items) = &value.data else {
        return wrong(value, "points", "a list of points", &mut reader.found);
    };
    let points: Vec<ArrowPoint> =
        items.iter().filter_map(|item| point(reader, item, gazetteer)).collect();
    if items.len() < 2 {
        reader.found.push(
            Diagnostic::error("short-arrow", "an arrow needs at least two points")
                .at(value.location.clone())
                .remedy(format!("each is {POINT}")),
        );
    }
    let days: Vec<Day> = points.iter().filter_map(|point| point.day).collect();
    if days.windows(2).any(|pair| pair[0] > pair[1]) {
        reader.found.push(
            Diagnostic::error("arrow-dates", "the dates of an arrow's points go backwards")
                .at(value.location.clone())
                .remedy("write the points from the tail to the tip, in the order of their dates"),
        );
    }
    (points.len() == items.len()).then_some(points)
}

/// One point: a position, a place, or either with a date.
fn point(reader: &mut Reader<'_>, value: &Value, gazetteer: &Gazetteer<'_>) -> Option<ArrowPoint> {
    let Data::Table(table) = &value.data else {
        let position = position(reader, value, gazetteer)?;
        return Some(ArrowPoint { position, day: None });
    };
    let fields = Fields::new("a point of [[arrow]]", table);
    let day = fields.day("date", &mut reader.found);
    let at = fields.get("at");
    if at.is_none() {
        fields.missing("at", &mut reader.found);
    }
    fields.finish(&mut reader.found);
    Some(ArrowPoint { position: position(reader, at?, gazetteer)?, day })
}

fn position(reader: &mut Reader<'_>, value: &Value, gazetteer: &Gazetteer<'_>) -> Option<LonLat> {
    match &value.data {
        Data::Text(name) => match gazetteer.find(name) {
            Some(place) => Some(place.position),
            None => unknown(reader, name, gazetteer, &value.location),
        },
        Data::List(pair) => match pair.iter().map(number_of).collect::<Option<Vec<f64>>>()?[..] {
            [lon, lat] if (-180.0..=360.0).contains(&lon) && (-90.0..=90.0).contains(&lat) => {
                Some(LonLat::new(lon, lat))
            }
            _ => wrong(value, "points", "longitude and latitude in degrees", &mut reader.found),
        },
        _ => wrong(value, "points", POINT, &mut reader.found),
    }
}

fn unknown<T>(
    reader: &mut Reader<'_>,
    name: &str,
    gazetteer: &Gazetteer<'_>,
    at: &Location,
) -> Option<T> {
    let remedy = match gazetteer.nearest(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write [lon, lat], or add it to the table of places".to_owned(),
    };
    reader.found.push(
        Diagnostic::error("unknown-place", format!("there is no place `{name}`"))
            .at(at.clone())
            .remedy(remedy),
    );
    None
}
