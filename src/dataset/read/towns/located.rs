//! Where towns are: by their own table, by another one, or by the built-in gazetteer.

use super::PLACE;
use crate::dataset::gazetteer;
use crate::dataset::read::Reader;
use crate::dataset::read::fields::Fields;
use crate::dataset::read::findings::suggest;
use crate::dataset::read::{rows, settlements};
use crate::diagnostic::{Diagnostic, Location};
use crate::math::LonLat;
use std::collections::BTreeMap;

/// What tells positions by name.
#[derive(Default)]
pub struct Positions {
    /// The table `places`, by name in lower case.
    table: Option<BTreeMap<String, Vec<LonLat>>>,
    /// How many were found in the built-in gazetteer, and the first of them.
    known: Vec<String>,
    /// How many were not found.
    missing: usize,
}

impl Positions {
    /// Reads the table that `places` names.
    pub fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Self {
        let Some(path) = fields.text("places", &mut reader.found) else { return Self::default() };
        let at = fields.get("places").map(|value| value.location.clone()).unwrap_or_default();
        let Some(rows) = rows::read(reader, &path, &at) else { return Self::default() };
        if rows.lacks(reader, &path, &[PLACE]) {
            return Self::default();
        }
        let table = settlements::by_name(reader, &rows);
        for row in &rows.list {
            // Only to tell what is wrong with them.
            let _ = row.position(reader);
        }
        Self { table: Some(table), ..Self::default() }
    }

    /// The position of a town; `None` after a report.
    pub fn find(&mut self, reader: &mut Reader<'_>, name: &str, at: &Location) -> Option<LonLat> {
        let lower = name.to_lowercase();
        let here = self.table.as_ref().and_then(|table| table.get(&lower));
        let told = |places: Vec<String>, reader: &mut Reader<'_>| {
            let message = format!("there are {} places `{name}`: it is left out", places.len());
            let remedy = format!("give its lon and lat; known are {}", places.join(", "));
            reader.found.push_once(
                name,
                Diagnostic::warning("ambiguous-place", message).at(at.clone()).remedy(remedy),
            );
        };
        match here.map(Vec::as_slice) {
            Some([one]) => return Some(*one),
            Some(several) => {
                let at = |p: &LonLat| format!("{name} ({:.2} {:.2})", p.lat, p.lon);
                told(several.iter().map(at).collect(), reader);
                return None;
            }
            None => {}
        }
        match gazetteer::find(name) {
            [one] => {
                self.known.push(name.to_owned());
                Some(one.position)
            }
            [] => {
                self.missing += 1;
                let names = self.table.iter().flat_map(BTreeMap::keys).map(String::as_str);
                let remedy = match &self.table {
                    Some(_) => suggest(name, names, "places"),
                    None => {
                        "give its lon and lat, or name a table of places: places = \"…\"".to_owned()
                    }
                };
                reader.found.push_once(
                    name,
                    Diagnostic::warning("unknown-place", format!("there is no place `{name}`"))
                        .at(at.clone())
                        .remedy(remedy),
                );
                None
            }
            several => {
                told(several.iter().map(gazetteer::KnownPlace::told).collect(), reader);
                None
            }
        }
    }

    /// Tells what was found in the gazetteer.
    pub fn tell(&self, reader: &mut Reader<'_>, at: &Location) {
        let Some(first) = self.known.first() else { return };
        let message = match self.known.len() {
            1 => format!("the position of `{first}` is that of the built-in gazetteer"),
            n => format!(
                "the positions of `{first}` and {} others are those of the built-in gazetteer",
                n - 1
            ),
        };
        reader.found.push(
            Diagnostic::note("gazetteer-position", message)
                .at(at.clone())
                .remedy("give lon and lat where another place is meant"),
        );
    }
}
