//! The formats in which geometries come, told by the ends of file names.

use super::collection::Collection;
use super::geojson::Recalled;
use super::limits::{Limits, too_many_vertices};
use super::unpack::unpack;
use super::{flatgeobuf, geojson, geopackage, kml, shapefile, wkt};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A format of geometries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeometryFormat {
    /// GeoJSON (RFC 7946) or TopoJSON.
    Json,
    /// Features of GeoJSON, one a line (RFC 8142).
    JsonLines,
    /// KML 2.2 (OGC 07-147r2).
    Kml,
    /// KML in an archive.
    Kmz,
    /// A shapefile; its table and reference system are in files beside it.
    Shapefile,
    /// FlatGeobuf.
    FlatGeobuf,
    /// GeoPackage.
    GeoPackage,
}

/// Ends of names and what they say.
const ENDS: [(&str, GeometryFormat); 11] = [
    (".geojson", GeometryFormat::Json),
    (".json", GeometryFormat::Json),
    (".topojson", GeometryFormat::Json),
    (".geojsonl", GeometryFormat::JsonLines),
    (".geojsons", GeometryFormat::JsonLines),
    (".ndjson", GeometryFormat::JsonLines),
    (".kml", GeometryFormat::Kml),
    (".kmz", GeometryFormat::Kmz),
    (".shp", GeometryFormat::Shapefile),
    (".fgb", GeometryFormat::FlatGeobuf),
    (".gpkg", GeometryFormat::GeoPackage),
];

/// The end of the name of a packed file, and what it begins with.
const PACKED: &str = ".gz";
const PACKED_MAGIC: &[u8] = &[0x1f, 0x8b];
/// Ends of names of tables.
const TABLES: [&str; 2] = [".csv", ".tsv"];

impl GeometryFormat {
    /// The format of a file by its name, of which an end `.gz` is not looked at.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.to_ascii_lowercase();
        let name = name.strip_suffix(PACKED).unwrap_or(&name);
        ENDS.iter().find(|(end, _)| name.ends_with(end)).map(|(_, format)| *format)
    }

    /// The ends of the files beside one of this format that belong to it: in the place of its own
    /// end, or, with a `-`, behind it.
    pub fn companions(self) -> &'static [&'static str] {
        match self {
            Self::Shapefile => &["dbf", "prj", "cpg"],
            Self::GeoPackage => &geopackage::UNWRITTEN,
            _ => &[],
        }
    }
}

/// What reading needs beside the bytes.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The files that belong to this one, by the end of their names.
    pub companions: BTreeMap<&'static str, Vec<u8>>,
    /// How much is read.
    pub limits: Limits,
}

/// Reads a file of geometries. What its name does not tell is taken for GeoJSON. Packed files are
/// known by what they begin with, whatever they are called. A file with more vertices or features than
/// the limits allow is reported and gives nothing.
pub fn read(bytes: &[u8], file: &str, beside: &Beside) -> (Collection, Diagnostics) {
    read_recalling(bytes, file, beside, &mut Recalled::default())
}

/// The same; what stands in it as it stood in a file read before need not be read again.
pub fn read_recalling(
    bytes: &[u8],
    file: &str,
    beside: &Beside,
    recalled: &mut Recalled,
) -> (Collection, Diagnostics) {
    let (collection, mut found) = read_all(bytes, file, beside, recalled);
    match collection.beyond(&beside.limits) {
        Some(diagnostic) => {
            found.push(diagnostic.at(Location::file(file)));
            (Collection::default(), found)
        }
        None => (collection, found),
    }
}

/// Whether a file is a table by its name, which may hold places, events or geometries as text.
pub fn is_table(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    TABLES.iter().any(|end| name.ends_with(end))
}

fn read_all(
    bytes: &[u8],
    file: &str,
    beside: &Beside,
    recalled: &mut Recalled,
) -> (Collection, Diagnostics) {
    let unpacked;
    let is_called_packed = file.to_ascii_lowercase().ends_with(PACKED);
    let bytes = if is_called_packed || bytes.starts_with(PACKED_MAGIC) {
        unpacked = match unpack(bytes, beside.limits.bytes) {
            Ok(unpacked) => unpacked,
            Err(diagnostic) => {
                let mut found = Diagnostics::new();
                found.push(diagnostic.at(Location::file(file)));
                return (Collection::default(), found);
            }
        };
        Cow::Owned(unpacked)
    } else {
        Cow::Borrowed(bytes)
    };
    if let Some(diagnostic) = crowded(&bytes, GeometryFormat::of(file), &beside.limits) {
        let mut found = Diagnostics::new();
        found.push(diagnostic.at(Location::file(file)));
        return (Collection::default(), found);
    }
    match GeometryFormat::of(file) {
        Some(GeometryFormat::JsonLines) => geojson::read_lines(&bytes, file),
        Some(GeometryFormat::Kml) => kml::read(&bytes, file),
        Some(GeometryFormat::Kmz) => kml::read_archive(&bytes, file, beside.limits.bytes),
        Some(GeometryFormat::Shapefile) => shapefile::read(&bytes, file, &beside.companions),
        Some(GeometryFormat::FlatGeobuf) => flatgeobuf::read(&bytes, file),
        Some(GeometryFormat::GeoPackage) => geopackage::read(&bytes, file, &beside.companions),
        None if is_table(file) => wkt::read(&bytes, file),
        Some(GeometryFormat::Json) | None => geojson::read_recalling(&bytes, file, recalled),
    }
}

/// The problem that a large text has more vertices than allowed, told before they take memory, of
/// which each needs more than its text does.
fn crowded(bytes: &[u8], format: Option<GeometryFormat>, limits: &Limits) -> Option<Diagnostic> {
    /// `[1,2],` in JSON, `1,2 ` in KML.
    const SHORTEST: u64 = 4;
    if bytes.len() as u64 / SHORTEST <= limits.vertices {
        return None;
    }
    let count = |byte: u8| memchr::memchr_iter(byte, bytes).count() as u64;
    let least = match format {
        // Each vertex opens a bracket; an area of four vertices opens three more.
        Some(GeometryFormat::Json | GeometryFormat::JsonLines) | None => {
            count(b'[').saturating_sub(1) / 2
        }
        // Two commas where there are heights.
        Some(GeometryFormat::Kml) => count(b',') / 2,
        _ => 0,
    };
    (least > limits.vertices).then(|| too_many_vertices(least, limits.vertices))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn packed_files_are_known_by_their_bytes() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(br#"{"type":"Point","coordinates":[1,2]}"#).unwrap();
        let packed = packed.finish().unwrap();
        for name in ["a.geojson.gz", "a.geojson", "a"] {
            let (collection, found) = read(&packed, name, &Beside::default());
            assert!(found.is_empty(), "{name}: {found}");
            assert_eq!(collection.records.len(), 1, "{name}");
        }
        let (_, found) = read(b"{}", "a.geojson.gz", &Beside::default());
        assert!(found.to_string().contains("error[bad-archive]"), "{found}");
    }
}
