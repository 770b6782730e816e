//! GeoJSON (RFC 7946) as records.

mod coordinates;
mod cursor;
mod feature;
mod lines;
mod number;
mod quick;
mod thorough;

use super::collection::Collection;
use super::reference::ReferenceSystem;
use crate::diagnostic::{Diagnostic, Diagnostics};
use serde_json::{Map, Value};

/// Reads a feature collection, a feature or a bare geometry, or features one a line. A feature that
/// has a fault is reported and left out, the others are given. TopoJSON is recognized.
///
/// The bytes are read as they stand, without copies: beside them, memory goes to the records only.
/// Large files are read on several threads.
pub fn read(bytes: &[u8], file: &str) -> (Collection, Diagnostics) {
    if let Some(read) = quick::read(bytes, file) {
        return read;
    }
    if lines::are_features(bytes) {
        return lines::read(bytes, file);
    }
    thorough::read(bytes, file)
}

/// Reads features that stand one a line (RFC 8142, and without its separators).
pub fn read_lines(bytes: &[u8], file: &str) -> (Collection, Diagnostics) {
    lines::read(bytes, file)
}

/// Files from before RFC 7946 may name a coordinate reference system; `None` for WGS 84.
fn reference_system(
    foreign: &Map<String, Value>,
) -> Result<Option<ReferenceSystem>, Box<Diagnostic>> {
    let name = |crs: &Value| {
        let properties = crs.get("properties")?;
        let named = properties.get("name").or_else(|| properties.get("code"))?;
        named.as_str().map(str::to_owned).or_else(|| named.as_u64().map(|code| code.to_string()))
    };
    match foreign.get("crs").and_then(name) {
        Some(name) => ReferenceSystem::of_name(&name),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests;
