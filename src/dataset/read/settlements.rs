//! `[[control]]` with `time = "places"`: towns that change hands.

use super::Reader;
use super::fields::Fields;
use super::findings::suggest;
use super::ground;
use super::parties::Holder;
use super::properties::{CLAIM, DATE, HELD_BY, LON, SOURCE, STATUS};
use super::rows::{self, Row, Rows};
use crate::dataset::{
    Claim, ControlLayer, PartyId, PlacesControl, Rear, Report, Settlement, Status,
};
use crate::diagnostic::{Diagnostic, Location};
use crate::math::{Day, LonLat};
use std::collections::BTreeMap;

/// The names of the column with a settlement's name.
pub(super) const PLACE: &[&str] = &["place", "name", "settlement", "town", "city"];
/// The front is smoothed over this distance where the atlas says nothing.
const SMOOTHING_KM: f64 = 1.0;

/// Reads a layer of places.
pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<ControlLayer> {
    let form = reader.date_form(fields);
    let within = ground::read(reader, fields, "within");
    if fields.get("within").is_none() {
        fields.missing("within", &mut reader.found);
    }
    let rears = rears(reader, fields);
    let smoothing_km = positive(reader, fields, "smoothing_km").unwrap_or(SMOOTHING_KM);
    let reach_km = positive(reader, fields, "reach_km");
    let until = fields.day("until", &mut reader.found);
    let mut table = |key| {
        let path = fields.required(key, &mut reader.found)?;
        let at = fields.get(key).map(|value| value.location.clone()).unwrap_or_default();
        rows::read(reader, &path, &at).map(|rows| (path, rows))
    };
    let (places, changes) = (table("places"), table("changes"));
    let mut gathered = Gathered {
        max_error_km: positive(reader, fields, "max_error_km").unwrap_or(f64::INFINITY),
        ..Gathered::default()
    };
    if let Some((path, rows)) = &changes {
        let form = form.unwrap_or_else(|| rows.date_form(DATE));
        let located = rows.list.iter().any(|row| row.get(LON).is_some());
        // Where no change has a position, the places tell it by name.
        let known = match (&places, located) {
            (Some((_, places)), false) => by_name(reader, places),
            _ => BTreeMap::new(),
        };
        if !rows.lacks(reader, path, &[DATE, PLACE, HELD_BY]) {
            for row in &rows.list {
                change(reader, row, form, &mut gathered, (!located).then_some(&known));
            }
        }
        gathered.tell_unlocated(reader, path);
    }
    if let Some((path, rows)) = &places
        && !rows.lacks(reader, path, &[PLACE])
    {
        for row in &rows.list {
            gathered.settlement(reader, row);
        }
        gathered.tell_uncertain(reader, path);
    }
    let within = within?;
    Some(ControlLayer::Places(Box::new(PlacesControl {
        settlements: gathered.finish(),
        within,
        rears,
        smoothing_km,
        reach_km,
        until,
        location: fields.location().clone(),
    })))
}

/// The settlements gathered so far, those with reports first.
#[derive(Default)]
struct Gathered {
    list: Vec<Settlement>,
    /// By name and position in hundred-thousandths of a degree (about a meter).
    known: BTreeMap<(String, i64, i64), usize>,
    /// Settlements whose position is less certain are left out.
    max_error_km: f64,
    /// How many were, and the first of them.
    uncertain: usize,
    first_uncertain: Option<Location>,
    /// How many changes make no report, and the first of them.
    unlocated: usize,
    first: Option<Location>,
}

impl Gathered {
    fn at(&mut self, name: &str, position: LonLat, location: &Location) -> Option<&mut Settlement> {
        let grid = |degrees: f64| (degrees * 1e5).round() as i64;
        let key = (name.to_lowercase(), grid(position.lon), grid(position.lat));
        let index = *self.known.entry(key).or_insert_with(|| {
            self.list.push(Settlement {
                name: name.to_owned(),
                position,
                reports: Vec::new(),
                location: location.clone(),
            });
            self.list.len() - 1
        });
        self.list.get_mut(index)
    }

    /// A row of the table of settlements. One that stands for a captured place is that place.
    fn settlement(&mut self, reader: &mut Reader<'_>, row: &Row) {
        let (Some(name), Ok(position)) = (row.get(PLACE), row.position(reader)) else { return };
        if let Some(capture) = row.get(&["capture"]) {
            self.check_capture(reader, capture, &row.location);
            return;
        }
        let error_km = row.get(&["error_km"]).and_then(|text| text.parse::<f64>().ok());
        if error_km.is_some_and(|error| error > self.max_error_km) {
            self.uncertain += 1;
            self.first_uncertain.get_or_insert_with(|| row.location.clone());
        } else if let Some(position) = position {
            self.at(name, position, &row.location);
        } else {
            no_position(reader, name, &row.location);
        }
    }

    fn check_capture(&self, reader: &mut Reader<'_>, name: &str, at: &Location) {
        let names = || self.list.iter().map(|settlement| settlement.name.as_str());
        if !names().any(|known| known.eq_ignore_ascii_case(name) || known == name) {
            reader.found.push(
                Diagnostic::warning("unknown-place", format!("no change is of a place `{name}`"))
                    .at(at.clone())
                    .remedy(suggest(name, names(), "places")),
            );
        }
    }

    fn tell_uncertain(&self, reader: &mut Reader<'_>, path: &str) {
        if self.uncertain > 0 {
            let message = format!(
                "{} settlements are left out: their positions may be off by more than {} km",
                self.uncertain, self.max_error_km
            );
            let at = self.first_uncertain.clone().unwrap_or_else(|| Location::file(path));
            reader.found.push(
                Diagnostic::note("uncertain-position", message)
                    .at(at)
                    .remedy("find better positions, or raise `max_error_km`"),
            );
        }
    }

    fn tell_unlocated(&self, reader: &mut Reader<'_>, path: &str) {
        if self.unlocated > 0 {
            let message = format!(
                "{} rows are of a district or have no position and change no area",
                self.unlocated
            );
            let at = self.first.clone().unwrap_or_else(|| Location::file(path));
            reader.found.push(
                Diagnostic::note("unlocated-change", message)
                    .at(at)
                    .remedy("give their lon and lat, if they are places"),
            );
        }
    }

    fn skip(&mut self, row: &Row) {
        self.unlocated += 1;
        self.first.get_or_insert_with(|| row.location.clone());
    }

    fn finish(mut self) -> Vec<Settlement> {
        for settlement in &mut self.list {
            settlement.reports.sort_by_key(|report| report.day);
        }
        self.list
    }
}

/// A row of the table of changes.
fn change(
    reader: &mut Reader<'_>,
    row: &Row,
    form: super::dates::DateForm,
    gathered: &mut Gathered,
    by_name: Option<&BTreeMap<String, Vec<LonLat>>>,
) {
    // All cells are read, so that every fault is told.
    let day = day(reader, row, form);
    let name = row.get(PLACE);
    let held_by = holder(reader, row);
    let status = row.get(STATUS).map_or(Status::Held, |text| reader.status(text, &row.location));
    let claim = row.get(CLAIM).map_or(Claim::default(), |text| reader.claim(text, &row.location));
    let Ok(mut position) = row.position(reader) else { return };
    let Some(name) = name else {
        no_name(reader, &row.location);
        return;
    };
    if row.get(&["unit"]).is_some_and(|unit| unit != "place") {
        gathered.skip(row);
        return;
    }
    if let (None, Some(by_name)) = (position, by_name) {
        match look_up(reader, name, by_name, &row.location) {
            Some(found) => position = Some(found),
            None => return,
        }
    }
    let Some(position) = position else {
        gathered.skip(row);
        return;
    };
    let (Some(day), Some(held_by)) = (day, held_by) else { return };
    if let Some(settlement) = gathered.at(name, position, &row.location) {
        let source = row.text(SOURCE);
        settlement.reports.push(Report { day, held_by, status, claim, source });
    }
}

fn day(reader: &mut Reader<'_>, row: &Row, form: super::dates::DateForm) -> Option<Day> {
    match row.get(DATE) {
        // What fell some time between two days has fallen by the last.
        Some(text) => super::time::parse(reader, form, text, &row.location)?.surely(),
        None => {
            no_date(reader, &row.location);
            None
        }
    }
}

/// Reports a row without a date.
pub(super) fn no_date(reader: &mut Reader<'_>, at: &Location) {
    reader.found.push(
        Diagnostic::error("no-date", "the row has no date")
            .at(at.clone())
            .remedy("write one as YYYY-MM-DD or remove the row"),
    );
}

fn no_name(reader: &mut Reader<'_>, at: &Location) {
    reader.found.push(
        Diagnostic::error("no-name", "the row names no place")
            .at(at.clone())
            .remedy("fill in `place` or remove the row"),
    );
}

/// Reports a place without a position; it is left out.
pub(super) fn no_position(reader: &mut Reader<'_>, name: &str, at: &Location) {
    reader.found.push(
        Diagnostic::warning("no-position", format!("`{name}` has no position and is left out"))
            .at(at.clone())
            .remedy("fill in lon and lat"),
    );
}

/// The party of a row.
pub(super) fn holder(reader: &mut Reader<'_>, row: &Row) -> Option<PartyId> {
    // The place's name is no party here.
    let names: Vec<&str> = HELD_BY.iter().copied().filter(|name| *name != "name").collect();
    let Some(name) = row.get(&names) else {
        reader.found.push(
            Diagnostic::error("no-holder", "the row does not say who holds the place")
                .at(row.location.clone())
                .remedy("fill in `held_by` or remove the row"),
        );
        return None;
    };
    match reader.parties.resolve(name, &row.location, &mut reader.found)? {
        Holder::Party(id) => Some(id),
        Holder::Nobody => {
            reader.found.push(
                Diagnostic::error("no-holder", format!("`{name}` is no party"))
                    .at(row.location.clone())
                    .remedy("a place must be held by a party"),
            );
            None
        }
    }
}

/// The positions of settlements by name, in lower case.
pub(super) fn by_name(reader: &mut Reader<'_>, places: &Rows) -> BTreeMap<String, Vec<LonLat>> {
    let mut known: BTreeMap<String, Vec<LonLat>> = BTreeMap::new();
    // What is wrong with a position is told when the settlement itself is read.
    let silent = std::mem::take(&mut reader.found);
    for row in &places.list {
        if let (Some(name), Ok(Some(position))) = (row.get(PLACE), row.position(reader)) {
            known.entry(name.to_lowercase()).or_default().push(position);
        }
    }
    reader.found = silent;
    known
}

fn look_up(
    reader: &mut Reader<'_>,
    name: &str,
    by_name: &BTreeMap<String, Vec<LonLat>>,
    at: &Location,
) -> Option<LonLat> {
    match by_name.get(&name.to_lowercase()).map(Vec::as_slice) {
        Some([position]) => Some(*position),
        Some(several) => {
            let count = several.len();
            let message = format!("there are {count} places `{name}`, the change is left out");
            reader.found.push_once(
                name,
                Diagnostic::warning("ambiguous-place", message)
                    .at(at.clone())
                    .remedy("give the change its lon and lat"),
            );
            None
        }
        None => {
            let remedy = suggest(name, by_name.keys().map(String::as_str), "places");
            reader.found.push_once(
                name,
                Diagnostic::warning("unknown-place", format!("there is no place `{name}`"))
                    .at(at.clone())
                    .remedy(remedy),
            );
            None
        }
    }
}

/// Reads `rear = [{ party = "…", file = "…", where = { … } }]`.
fn rears(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Rear> {
    let mut rears = Vec::new();
    for table in fields.tables("rear", &mut reader.found) {
        let inner = Fields::new("rear", table);
        let party = inner
            .required("party", &mut reader.found)
            .and_then(|name| reader.parties.resolve(&name, inner.location(), &mut reader.found));
        let geometry = ground::of_table(reader, &inner);
        inner.finish(&mut reader.found);
        if let (Some(Holder::Party(party)), Some(geometry)) = (party, geometry) {
            rears.push(Rear { party, geometry });
        }
    }
    rears
}

/// A number that must not be negative.
pub(super) fn positive(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &'static str,
) -> Option<f64> {
    let number = fields.number(key, &mut reader.found)?;
    if number < 0.0 {
        reader.found.push(
            Diagnostic::error("negative-distance", format!("`{key}` is {number}"))
                .at(fields.get(key).map(|value| value.location.clone()).unwrap_or_default())
                .remedy("write a distance in kilometers, 0 or more"),
        );
        return None;
    }
    Some(number)
}
