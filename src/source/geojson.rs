//! GeoJSON (RFC 7946) as records.

mod coordinates;
mod cursor;
mod feature;
mod keys;
mod number;
mod quick;
mod thorough;

pub use super::geometry::{Repairs, Shape};

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use serde_json::{Map, Value};

/// A GeoJSON file that has been read.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// Its geometries; a geometry collection gives several with the same number.
    pub records: Vec<Record>,
    /// The names of the properties that have a value (a text that is not blank, a number, true or
    /// false) in any record, in the order of the first record that has one.
    pub keys: Vec<String>,
    /// How many features it has, those without geometry included.
    pub features: usize,
    /// The members that RFC 7946 does not know, such as `source`.
    pub foreign: Map<String, Value>,
    /// What was mended.
    pub repairs: Repairs,
}

/// One geometry of a feature.
#[derive(Clone, Debug)]
pub struct Record {
    /// Where; degrees, sound.
    pub shape: Shape,
    /// The feature's properties.
    pub properties: Map<String, Value>,
    /// The feature's number in the file, from 1.
    pub number: usize,
    /// File, line and number of the feature.
    pub location: Location,
}

/// Reads a feature collection, a feature or a bare geometry. A feature that has a fault is
/// reported and left out, the others are given.
///
/// The bytes are read as they stand, without copies: beside them, memory goes to the records only.
/// Large files are read on several threads.
pub fn read(bytes: &[u8], file: &str) -> (Collection, Diagnostics) {
    let read = quick::read(bytes, file).unwrap_or_else(|| thorough::read(bytes, file));
    let (mut collection, found) = read;
    collection.keys = keys::of(&collection.records);
    (collection, found)
}

fn null_geometry(at: Location) -> Diagnostic {
    Diagnostic::warning("null-geometry", "the feature has no geometry")
        .at(at)
        .remedy("give it one or remove the feature; it is left out")
}

/// Files from before RFC 7946 may name a coordinate reference system. WGS 84 by any of its names
/// needs no word.
fn other_reference_system(foreign: &Map<String, Value>) -> Option<Diagnostic> {
    let name = foreign.get("crs")?.get("properties")?.get("name")?.as_str()?;
    let is_wgs84 = ["CRS84", ":4326", "::4979"].iter().any(|end| name.ends_with(end));
    (!is_wgs84).then(|| {
        Diagnostic::warning("other-crs", format!("the file says its coordinates are `{name}`"))
            .remedy("they are taken for WGS 84 degrees; convert them if they are not")
    })
}

#[cfg(test)]
mod tests;
