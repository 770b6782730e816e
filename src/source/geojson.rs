//! GeoJSON (RFC 7946) as records.

mod coordinates;
mod cursor;
mod feature;
mod lines;
mod number;
mod quick;
mod recalled;
mod thorough;
mod wrapped;

pub use recalled::{Recall, Recalled};

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
    read_recalling(bytes, file, &mut Recalled::default())
}

/// The same; what stands in it as it stood in a file read before is not read again.
pub(super) fn read_recalling(
    bytes: &[u8],
    file: &str,
    recalled: &mut Recalled,
) -> (Collection, Diagnostics) {
    if let Some(read) = quick::read(bytes, file, recalled) {
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
    let Some(crs) = foreign.get("crs").filter(|crs| !crs.is_null()) else { return Ok(None) };
    let named = crs
        .get("properties")
        .and_then(|properties| ["name", "code", "href"].iter().find_map(|key| properties.get(key)));
    let named = named.unwrap_or(crs);
    let name = named.as_str().map(str::to_owned);
    let name = name.or_else(|| named.as_u64().map(|code| code.to_string()));
    ReferenceSystem::of_name(&name.unwrap_or_else(|| named.to_string()))
}

#[cfg(test)]
mod tests;
