//! FlatGeobuf (version 3 of its specification) as records.
//!
//! The crate's generated accessors are used on verified buffers. Its ready-made readers are not, as
//! they believe the sizes and counts of a file.

mod columns;
mod geometry;

use super::collection::Collection;
use super::intake::Intake;
use super::reference::ReferenceSystem;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use columns::Columns;
use flatgeobuf::{Header, size_prefixed_root_as_feature, size_prefixed_root_as_header};

/// `fgb`, the version, `fgb`, and a patch level that does not matter.
const MAGIC: &[u8] = b"fgb\x03fgb";
const MAGIC_LENGTH: usize = 8;
/// Bytes of a node of the index.
const NODE: usize = 40;

/// Reads a file.
pub(super) fn read(bytes: &[u8], file: &str) -> (Collection, Diagnostics) {
    let mut intake = Intake::default();
    if let Err(message) = read_all(&mut intake, bytes, file) {
        let number = intake.collection.features;
        let at =
            if number == 0 { Location::file(file) } else { Location::feature(file, number + 1) };
        intake.found.push(
            Diagnostic::error("bad-flatgeobuf", format!("the file is not FlatGeobuf: {message}"))
                .at(at)
                .remedy("was it saved completely? Export it anew"),
        );
    }
    intake.finish()
}

fn read_all(intake: &mut Intake, bytes: &[u8], file: &str) -> Result<(), String> {
    let body = bytes.strip_prefix(MAGIC).and_then(|_| bytes.get(MAGIC_LENGTH..));
    let mut rest = body.ok_or("it does not begin like one of version 3")?;
    let header = sized(&mut rest)?.ok_or("it has no header")?;
    let header = size_prefixed_root_as_header(header).map_err(|error| error.to_string())?;
    let at = Location::file(file);
    if intake.set_reference(reference(&header), at).is_err() {
        return Ok(());
    }
    let index = index_size(header.features_count(), header.index_node_size());
    rest = index.and_then(|size| rest.get(size..)).ok_or("its index is cut off")?;
    let columns = Columns::of(header.columns());
    while let Some(feature) = sized(&mut rest)? {
        let feature = size_prefixed_root_as_feature(feature).map_err(|error| error.to_string())?;
        let location = Location::feature(file, intake.collection.features + 1);
        let own = feature.columns().map(|own| Columns::of(Some(own)));
        let columns = own.as_ref().unwrap_or(&columns);
        let properties = columns.properties(feature.properties().map_or(&[][..], |p| p.bytes()))?;
        let kind = header.geometry_type();
        let geometry = feature.geometry().map(|geometry| geometry::of(geometry, kind, 0));
        intake.feature(geometry.transpose()?, properties, location);
    }
    Ok(())
}

/// The next buffer with its size before it; `None` at the end.
fn sized<'b>(rest: &mut &'b [u8]) -> Result<Option<&'b [u8]>, String> {
    if rest.is_empty() {
        return Ok(None);
    }
    let short = || "it is cut off".to_owned();
    let size = rest.first_chunk::<4>().map(|size| u32::from_le_bytes(*size)).ok_or_else(short)?;
    let end = usize::try_from(size).ok().and_then(|size| size.checked_add(4)).ok_or_else(short)?;
    let (buffer, after) = rest.split_at_checked(end).ok_or_else(short)?;
    *rest = after;
    Ok(Some(buffer))
}

/// How many bytes the index has: a packed tree of that many children a node.
fn index_size(features: u64, children: u16) -> Option<usize> {
    if children < 2 || features == 0 {
        return Some(0);
    }
    let children = usize::from(children);
    let mut level = usize::try_from(features).ok()?;
    let mut nodes = level;
    // A single feature has a root, too.
    loop {
        level = level.div_ceil(children);
        nodes = nodes.checked_add(level)?;
        if level == 1 {
            return nodes.checked_mul(NODE);
        }
    }
}

fn reference(header: &Header<'_>) -> Result<Option<ReferenceSystem>, Diagnostic> {
    let Some(crs) = header.crs() else { return Ok(None) };
    let by_code = u32::try_from(crs.code()).ok().filter(|code| *code > 0);
    let by_code = by_code.map(ReferenceSystem::of_code);
    match (by_code, crs.wkt().filter(|wkt| !wkt.is_empty())) {
        (Some(Ok(known)), _) => Ok(known),
        (_, Some(wkt)) => ReferenceSystem::of_wkt(wkt),
        (Some(Err(unknown)), None) => Err(unknown),
        (None, None) => Ok(None),
    }
}

#[cfg(test)]
mod tests;
