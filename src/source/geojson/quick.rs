//! The short way for files in which nothing is wrong.
//!
//! The structure is walked over byte by byte, coordinates are scanned straight into place, and only
//! properties and other members go through the JSON parser. What is not understood in full, be it a
//! fault or merely unusual, is given up: the thorough reader then reads the file anew and tells what
//! there is to tell. Where this reader gives an answer, both give the same.

use super::coordinates::LARGE;
use super::cursor::Cursor;
use super::feature::{Plain, feature, geometry, identifier, once, parsed};
use super::recalled::Recalled;
use super::reference_system;
use crate::diagnostic::{Diagnostics, Location};
use crate::source::collection::Collection;
use crate::source::intake::Intake;
use rayon::prelude::*;
use serde_json::{Map, Value};

/// A feature's offset in the text, and its text.
type Extent<'t> = (usize, &'t [u8]);

/// The members of the outermost object.
#[derive(Default)]
struct Root<'t> {
    kind: Option<&'t str>,
    features: Option<Vec<Extent<'t>>>,
    foreign: Map<String, Value>,
}

/// Reads a file, as [`read`](super::read) does; `None` if it has a fault or anything unusual.
pub(super) fn read(
    bytes: &[u8],
    file: &str,
    recalled: &mut Recalled,
) -> Option<(Collection, Diagnostics)> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let root = Root::of(text)?;
    let mut intake = Intake::default();
    let (extents, plain) = match (root.kind?, root.features) {
        ("FeatureCollection", Some(extents)) => {
            let plain: Option<Vec<Plain>> = if text.len() < LARGE {
                extents.iter().map(|(_, text)| feature(text, recalled)).collect()
            } else {
                let alone = |(_, text): &Extent<'_>| feature(text, &mut Recalled::default());
                extents.par_iter().map(alone).collect()
            };
            intake.collection.foreign = root.foreign;
            (extents, plain?)
        }
        ("Feature", None) => (Vec::new(), vec![feature(text, recalled)?]),
        (_, None) => (Vec::new(), vec![geometry(text, recalled)?]),
        (_, Some(_)) => return None,
    };
    // Coordinates in another system are the thorough reader's.
    if !matches!(reference_system(&intake.collection.foreign), Ok(None)) {
        return None;
    }
    let (mut line, mut counted) = (1, 0);
    for (i, plain) in plain.into_iter().enumerate() {
        if let Some((start, _)) = extents.get(i) {
            let passed = text.get(counted..*start).unwrap_or_default();
            line += memchr::memchr_iter(b'\n', passed).count();
            counted = *start;
        }
        let location = Location { line: Some(line), ..Location::feature(file, i + 1) };
        plain.take_into(&mut intake, location);
    }
    Some(intake.finish())
}

impl<'t> Root<'t> {
    fn of(text: &'t [u8]) -> Option<Self> {
        let mut root = Self::default();
        let (mut id, mut properties, mut bounds) = (None, None, None);
        // Members of a feature or of a geometry are read when it is known to be one.
        let mut of_one = false;
        let mut cursor = Cursor::new(text);
        cursor.members(|cursor, key| match key {
            "type" => once(&mut root.kind, cursor.plain_text()?),
            "features" => {
                let mut extents = Vec::new();
                cursor.items(|cursor| {
                    extents.push(cursor.object()?);
                    Some(())
                })?;
                once(&mut root.features, extents)
            }
            "geometry" | "coordinates" | "geometries" => {
                of_one = true;
                match cursor.peek()? {
                    b'{' => cursor.object().map(|_| ()),
                    b'[' if key == "coordinates" => cursor.numbers().map(|_| ()),
                    _ => cursor.value().map(|_| ()),
                }
            }
            "id" => once(&mut id, identifier(cursor.value()?)?),
            "properties" => once(&mut properties, parsed::<Option<Map<_, _>>>(cursor.value()?)?),
            "bbox" => once(&mut bounds, parsed::<Option<Vec<f64>>>(cursor.value()?)?),
            _ => {
                let value = parsed::<Value>(cursor.value()?)?;
                root.foreign.insert(key.to_owned(), value);
                Some(())
            }
        })?;
        cursor.end()?;
        (!of_one || root.features.is_none()).then_some(root)
    }
}
