//! A table of features.

use super::super::intake::Intake;
use super::super::sqlite::{Database, Table, Value};
use super::wkb;
use crate::diagnostic::{Diagnostic, Location};
use geojson::GeometryValue;
use serde_json::{Map, Value as Json};

/// One layer of a GeoPackage.
pub(super) struct Layer<'a, 'b> {
    pub(super) database: &'a Database<'b>,
    pub(super) table: &'a Table,
    /// The name of the column that has the geometries.
    pub(super) geometry: &'a str,
}

impl Layer<'_, '_> {
    /// Takes all features in; those that have a fault are reported.
    ///
    /// # Errors
    /// What is wrong with the file, in words. Features before it were taken in.
    pub(super) fn read(&self, intake: &mut Intake, file: &str) -> Result<(), String> {
        let Some(place) = self.table.place(self.geometry) else {
            return Err(format!("there is no column `{}`", self.geometry));
        };
        self.database.rows(self.table, &mut |row| {
            let location = Location::feature(file, intake.collection.features + 1);
            let mut geometry = Ok(None);
            let mut properties = Map::new();
            for (i, (column, value)) in self.table.columns.iter().zip(row).enumerate() {
                if i == place {
                    geometry = blob(&value);
                } else if let Some(value) = plain(value, &column.kind) {
                    properties.insert(column.name.clone(), value);
                }
            }
            properties.entry("layer").or_insert_with(|| self.table.name.as_str().into());
            match geometry {
                Ok(geometry) => intake.feature(geometry, properties, location),
                Err(message) => {
                    intake.collection.features += 1;
                    let remedy = if message.contains("curve") {
                        "convert curves to lines (ST_CurveToLine, or ogr2ogr -nlt CONVERT_TO_LINEAR)"
                    } else {
                        "export the layer anew"
                    };
                    let message = format!("the geometry cannot be read: {message}");
                    intake.found.push(
                        Diagnostic::error("bad-geometry", message).at(location).remedy(remedy),
                    );
                }
            }
            Ok(())
        })
    }
}

/// A value as property; none for null and for bytes, which say nothing that a map could show.
fn plain(value: Value, kind: &str) -> Option<Json> {
    Some(match value {
        Value::Null | Value::Blob(_) => return None,
        Value::Integer(flag @ (0 | 1)) if kind == "BOOLEAN" => (flag == 1).into(),
        Value::Integer(number) => number.into(),
        Value::Real(number) => number.into(),
        Value::Text(text) => text.into(),
    })
}

/// The geometry of a GeoPackage's blob: a head with an extent that is not believed, then
/// well-known binary; `None` if it is empty.
///
/// # Errors
/// What is wrong with it, in words.
fn blob(value: &Value) -> Result<Option<GeometryValue>, String> {
    let bytes = match value {
        Value::Null => return Ok(None),
        Value::Blob(bytes) => bytes,
        _ => return Err("it is no blob".to_owned()),
    };
    let Some([b'G', b'P', _, flags, ..]) = bytes.get(..8) else {
        return Err("it does not begin like one of a GeoPackage".to_owned());
    };
    if flags & 0x20 != 0 {
        return Err("it is of a sort of its own (ExtendedGeoPackageBinary)".to_owned());
    }
    if flags & 0x10 != 0 {
        return Ok(None);
    }
    let extent = match flags >> 1 & 0x07 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        other => return Err(format!("there is no extent of the kind {other}")),
    };
    wkb::read(bytes.get(8 + extent..).unwrap_or_default())
}
