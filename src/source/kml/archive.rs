//! KMZ: KML in an archive (ZIP).

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::source::collection::Collection;
use crate::source::unpack::read_all;
use std::io::Cursor;
use zip::ZipArchive;
use zip::result::ZipError;

/// Reads the first KML file of an archive, `doc.kml` if there is one. Other files of the archive
/// are not looked at, and nothing is unpacked to a disk.
pub(in crate::source) fn read_archive(
    bytes: &[u8],
    file: &str,
    most: u64,
) -> (Collection, Diagnostics) {
    match unpacked(bytes, most) {
        Ok(text) => super::read(&text, file),
        Err(diagnostic) => {
            let mut found = Diagnostics::new();
            found.push(diagnostic.at(Location::file(file)));
            (Collection::default(), found)
        }
    }
}

fn unpacked(bytes: &[u8], most: u64) -> Result<Vec<u8>, Box<Diagnostic>> {
    let bad = |error: &ZipError| {
        let message = format!("the archive cannot be read: {error}");
        let remedy = "is it a KMZ file, and was it saved completely? Save it anew";
        Box::new(Diagnostic::error("bad-archive", message).remedy(remedy))
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| bad(&error))?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .filter(|name| name.to_ascii_lowercase().ends_with(".kml"))
        // Beside each file some programs pack one of their own.
        .filter(|name| !name.starts_with("__MACOSX/"))
        .collect();
    let main = names.iter().find(|name| name.eq_ignore_ascii_case("doc.kml"));
    let Some(name) = main.or_else(|| names.first()) else {
        let none = Diagnostic::error("bad-archive", "there is no KML file in the archive");
        return Err(Box::new(none.remedy("a KMZ file holds a file `doc.kml`")));
    };
    let inner = archive.by_name(name).map_err(|error| bad(&error))?;
    read_all(inner, most)?.map_err(|error| bad(&ZipError::Io(error)))
}
