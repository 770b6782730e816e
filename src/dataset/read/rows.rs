//! Tables of places and events: CSV rows, or GeoJSON points with their properties.

use super::Reader;
use super::dates::DateForm;
use super::findings::suggest;
use super::properties::{LAT, LON, same_name};
use crate::diagnostic::{Diagnostic, Location};
use crate::math::LonLat;
use crate::source::collection::Shape;
use crate::source::csv;
use crate::source::format::GeometryFormat;
use geo::Geometry;
use serde_json::Value;
use std::collections::BTreeMap;

/// The rows of one file.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The column names, as written.
    pub(super) columns: Vec<String>,
    /// The rows.
    pub(super) list: Vec<Row>,
}

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    /// Its values by column; empty ones are left out.
    pub(super) values: BTreeMap<String, String>,
    /// Where it was written.
    pub(super) location: Location,
    /// The position of a GeoJSON point.
    point: Option<LonLat>,
}

impl Row {
    /// A row of a table.
    pub(super) fn of(values: BTreeMap<String, String>, location: Location) -> Self {
        Self { values, location, point: None }
    }

    /// The value of the first of some columns that has one. Case and separators of column names
    /// don't matter.
    pub(super) fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| match self.values.get(*name) {
            Some(value) => Some(value.as_str()),
            None => self
                .values
                .iter()
                .find(|(column, _)| same_name(column, name))
                .map(|(_, value)| value.as_str()),
        })
    }

    /// The same as text of its own.
    pub(super) fn text(&self, names: &[&str]) -> Option<String> {
        self.get(names).map(str::to_owned)
    }

    /// Several values in one cell, separated by `|` or `;`.
    pub(super) fn list(&self, names: &[&str]) -> Vec<String> {
        let cell = self.get(names).unwrap_or_default();
        let parts = cell.split(['|', ';']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }

    /// Where it is; faults are reported. `Ok(None)`: nothing says.
    pub(super) fn position(&self, reader: &mut Reader<'_>) -> Result<Option<LonLat>, Reported> {
        if self.point.is_some() {
            return Ok(self.point);
        }
        let (lon, lat) = match (self.get(LON), self.get(LAT)) {
            (None, None) => return Ok(None),
            (Some(lon), Some(lat)) => (lon, lat),
            (lon, _) => {
                let there = if lon.is_some() { "longitude" } else { "latitude" };
                let missing = if lon.is_some() { "latitude" } else { "longitude" };
                reader.found.push(
                    Diagnostic::error(
                        "half-position",
                        format!("there is a {there} but no {missing}"),
                    )
                    .at(self.location.clone())
                    .remedy("fill in both or neither"),
                );
                return Err(Reported);
            }
        };
        let (x, y) = (self.degrees(reader, lon)?, self.degrees(reader, lat)?);
        if x.abs() <= 180.0 && y.abs() <= 90.0 {
            return Ok(Some(LonLat::new(x, y)));
        }
        let message = format!("longitude {x}, latitude {y} is out of range");
        let diagnostic = if x.abs() <= 90.0 && y.abs() <= 180.0 {
            Diagnostic::error("swapped-coordinates", message)
                .remedy("longitude and latitude seem swapped")
        } else {
            Diagnostic::error("out-of-range", message)
                .remedy("longitudes run from -180 to 180, latitudes from -90 to 90, in degrees")
        };
        reader.found.push(diagnostic.at(self.location.clone()));
        Err(Reported)
    }

    fn degrees(&self, reader: &mut Reader<'_>, text: &str) -> Result<f64, Reported> {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => {
                let remedy = match text.replacen(',', ".", 1).parse::<f64>() {
                    Ok(number) => format!("write it with a point: {number}"),
                    Err(_) => {
                        "write decimal degrees, such as 46.75 (west and south negative)".into()
                    }
                };
                reader.found.push(
                    Diagnostic::error("bad-number", format!("`{text}` is not a number of degrees"))
                        .at(self.location.clone())
                        .remedy(remedy),
                );
                Err(Reported)
            }
        }
    }

    /// A whole number between two bounds; others are reported and left out.
    pub(super) fn grade(
        &self,
        reader: &mut Reader<'_>,
        names: &[&str],
        from: u8,
        to: u8,
    ) -> Option<u8> {
        let text = self.get(names)?;
        let number =
            text.parse::<f64>().ok().filter(|x| (f64::from(from)..=f64::from(to)).contains(x));
        if number.is_none() {
            let name = names.first().copied().unwrap_or_default();
            reader.found.push_once(
                text,
                Diagnostic::warning("bad-grade", format!("`{name}` is `{text}`"))
                    .at(self.location.clone())
                    .remedy(format!("write a whole number from {from} to {to}")),
            );
        }
        number.map(|x| x.round() as u8)
    }
}

/// The problem has been reported; the row is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reported;

impl Rows {
    /// Whether there is a column of one of some names.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        self.columns.iter().any(|column| names.iter().any(|name| same_name(column, name)))
    }

    /// The form of the dates in some columns.
    pub(super) fn date_form(&self, names: &[&str]) -> DateForm {
        DateForm::of(self.list.iter().flat_map(|row| names.iter().filter_map(|n| row.get(&[*n]))))
    }

    /// Reports the first of some needed columns that is not there. Each is given by its names.
    pub(super) fn lacks(&self, reader: &mut Reader<'_>, file: &str, needed: &[&[&str]]) -> bool {
        let Some(names) = needed.iter().find(|names| !self.has(names)) else { return false };
        let name = names.first().copied().unwrap_or_default();
        let columns = self.columns.iter().map(String::as_str);
        reader.found.push(
            Diagnostic::error("missing-column", format!("there is no column `{name}`"))
                .at(Location::line(file, 1, None))
                .remedy(suggest(name, columns, "columns")),
        );
        true
    }
}

/// Reads the rows of a file: points where its name says that it has geometries, else CSV. A file that cannot be read is
/// reported.
pub(super) fn read(reader: &mut Reader<'_>, path: &str, at: &Location) -> Option<Rows> {
    if GeometryFormat::of(path).is_some() {
        return points(reader, path, at);
    }
    let bytes = reader.bytes(path, at)?;
    let (sheet, problems) = csv::read_within(&bytes, path, &reader.files.limits());
    reader.found.append(&problems);
    if sheet.columns.is_empty() {
        return None;
    }
    let row = |row: csv::SheetRow| {
        let mut values = BTreeMap::new();
        for (column, cell) in sheet.columns.iter().zip(row.cells) {
            if !cell.is_empty() && !column.is_empty() {
                values.entry(column.clone()).or_insert(cell);
            }
        }
        Row { values, location: row.location, point: None }
    };
    Some(Rows { list: sheet.rows.into_iter().map(row).collect(), columns: sheet.columns })
}

fn points(reader: &mut Reader<'_>, path: &str, at: &Location) -> Option<Rows> {
    let collection = reader.collection(path, at)?;
    let mut rows = Rows::default();
    for record in &collection.records {
        let point = match &record.shape {
            Shape::Plain(Geometry::Point(point)) => Some(*point),
            Shape::Plain(Geometry::MultiPoint(points)) => points.0.first().copied(),
            other => {
                super::ground::wrong_geometry(reader, other, &record.location, "points");
                None
            }
        };
        let Some(point) = point else { continue };
        let mut values = BTreeMap::new();
        for (name, value) in &record.properties {
            if let Some(text) = plain(value) {
                values.insert(name.clone(), text);
            }
            if !rows.columns.contains(name) {
                rows.columns.push(name.clone());
            }
        }
        let point = Some(LonLat::from(point.0));
        rows.list.push(Row { values, location: record.location.clone(), point });
    }
    rows.columns.extend(["lon", "lat"].map(str::to_owned));
    Some(rows)
}

/// A value as text; a list's items are joined by `|`.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().filter_map(plain).collect();
            (!texts.is_empty()).then(|| texts.join("|"))
        }
        _ => super::properties::text_of(value).map(|text| text.into_owned()),
    }
}
