//! Data without an `atlas.toml`: what one would say, guessed from the files.

mod dated;
mod extent;
mod holders;
mod themes;

use super::Reader;
use super::dates::{self, Named};
use super::properties::same_name;
use super::towns;
use crate::diagnostic::{Diagnostic, Location};
use crate::source::collection::Shape;
use crate::source::format::{self, GeometryFormat};
use crate::source::{csv, wkt};
use geo::Geometry;
use holders::Holders;
use std::fmt::Write;

/// What the description is called in messages.
pub(super) const NAME: &str = "(guessed atlas.toml)";

/// Lines between more sides than this are boundaries rather than fronts, and drawn thinner.
const MOST_WITH_FRONTS: usize = 12;
const BOUNDARIES: &str = "style = { \"front.width\" = 1.2, \"front.casing_width\" = 0.0 }\n";

/// What was found.
#[derive(Default)]
struct Guess {
    dated: Vec<String>,
    areas: Vec<String>,
    fronts: Vec<String>,
    lines: Vec<String>,
    places: Vec<String>,
    events: Vec<String>,
    /// Who holds which town when, and whether the file says where they are.
    towns: Vec<(String, bool)>,
    unknown: Vec<String>,
}

/// The text of an `atlas.toml` for the one data file, or for the data files of the folder and the
/// folders in it, as deep as `1943/07/12.geojson`. What was guessed is reported; `None` when there is no data.
pub(super) fn describe(reader: &mut Reader<'_>) -> Option<String> {
    let files = match reader.files.entry() {
        Some(entry) => vec![entry.to_owned()],
        None => {
            let mut files = reader.files.list();
            files.retain(|path| path.matches('/').count() <= 2);
            files
        }
    };
    let has_geometries = |path: &str| GeometryFormat::of(path).is_some();
    reader.prefetch(files.iter().map(String::as_str).filter(|path| has_geometries(path)));
    let mut guess = Guess::default();
    let shaped: Vec<&str> =
        files.iter().map(String::as_str).filter(|path| has_geometries(path)).collect();
    let mut named = dates::in_names(&shaped).into_iter();
    for path in files {
        if has_geometries(&path) {
            guess.geometries(reader, path, named.next().flatten());
        } else if format::is_table(&path) {
            guess.table(reader, path);
        }
    }
    let text = guess.text(reader);
    if text.is_empty() {
        reader.found.push(
            Diagnostic::error("no-data", "there is no atlas.toml and no data file")
                .at(Location::file(NAME))
                .remedy("add GeoJSON or CSV files; docs/atlas.md tells what an atlas.toml holds"),
        );
        return None;
    }
    let unknown = match guess.unknown.as_slice() {
        [] => String::new(),
        paths => format!("\nnothing is made of {}", list(paths)),
    };
    reader.found.push(
        Diagnostic::note(
            "guessed-atlas",
            format!("the data is read as if there were\n{text}{unknown}"),
        )
        .remedy("save that as atlas.toml and change it"),
    );
    Some(text)
}

impl Guess {
    /// Dated files are snapshots of control; others are sorted by their first geometry.
    fn geometries(&mut self, reader: &mut Reader<'_>, path: String, named: Option<Named>) {
        let Some(collection) = reader.collection(&path, &Location::file(&path)) else { return };
        let first = collection.records.first();
        let has = |name: &str| {
            let mut keys = first.into_iter().flat_map(|record| record.properties.keys());
            keys.any(|key| same_name(key, name))
        };
        let dated = dated::has_dates(&collection) || named.is_some();
        let list = match first.map(|record| &record.shape) {
            Some(Shape::Plain(Geometry::Point(_) | Geometry::MultiPoint(_))) => {
                let columns: Vec<String> = first
                    .into_iter()
                    .flat_map(|record| record.properties.keys().cloned())
                    .collect();
                if towns::tells_holders(&columns) {
                    self.towns.push((path, true));
                    return;
                }
                if has("date") || (named.is_some() && !has("name")) {
                    &mut self.events
                } else {
                    &mut self.places
                }
            }
            Some(Shape::Plain(_)) if dated || path.to_lowercase().contains("front") => {
                &mut self.fronts
            }
            Some(Shape::Plain(_)) => &mut self.lines,
            // An empty file may be a day on which nobody held anything.
            None if named.is_none() => &mut self.unknown,
            _ if named.is_some() => &mut self.dated,
            _ => &mut self.areas,
        };
        list.push(path);
    }

    /// Tables with dates are events, those with positions only are places.
    fn table(&mut self, reader: &mut Reader<'_>, path: String) {
        let Some(bytes) = reader.bytes(&path, &Location::file(&path)) else { return };
        // Its faults are told when it is read in earnest.
        let (sheet, _) = csv::head(&bytes, &path, &reader.files.limits());
        if wkt::column(&sheet).is_some() {
            let named = dates::in_names(&[&path]).pop().flatten();
            return self.geometries(reader, path, named);
        }
        let columns = sheet.columns;
        let has = |names: &[&str]| {
            columns.iter().any(|column| names.iter().any(|name| same_name(column, name)))
        };
        let list = if has(&["date", "day", "start_date"]) && has(&["text", "description", "event"])
        {
            &mut self.events
        } else if towns::tells_holders(&columns) {
            self.towns.push((path, has(super::properties::LON)));
            return;
        } else if has(super::properties::LON) && has(&["name", "place"]) && !has(&["date"]) {
            &mut self.places
        } else {
            &mut self.unknown
        };
        list.push(path);
    }

    fn text(&self, reader: &mut Reader<'_>) -> String {
        let mut text = String::new();
        let mut figure = String::new();
        let mut sides = 0;
        for path in &self.areas {
            let holders = holders_of(reader, std::slice::from_ref(path));
            let every = dated::report_every(reader, std::slice::from_ref(path));
            let (file, held_by, filter) = (quoted(path), &holders.held_by, &holders.filter);
            let _ = write!(text, "[[control]]\nfile = {file}\n{held_by}{filter}{every}");
            figure = holders.colors();
            sides = sides.max(holders.count);
        }
        if !self.dated.is_empty() {
            let holders = holders_of(reader, &self.dated);
            let every = dated::report_every(reader, &self.dated);
            let files = dated::pattern(reader, &self.dated);
            // What says itself how long it holds is no snapshot.
            let time = match dated::has_intervals(reader, &self.dated) {
                true => "",
                false => "time = \"snapshot\"\n",
            };
            let (held_by, filter) = (&holders.held_by, &holders.filter);
            let _ = write!(text, "[[control]]\nfile = {files}\n{time}{held_by}{filter}{every}");
            figure = holders.colors();
            sides = sides.max(holders.count);
        }
        let ground: Vec<&String> = self.areas.iter().chain(&self.dated).collect();
        let ground =
            ground.into_iter().filter_map(|path| reader.collection(path, &Location::file(path)));
        if let Some([west, south, east, north]) =
            extent::without_outliers(&ground.collect::<Vec<_>>())
        {
            let _ = writeln!(
                figure,
                "extent = [{west}, {south}, {east}, {north}]  # without small ground far away"
            );
        }
        if sides > MOST_WITH_FRONTS {
            figure.push_str(BOUNDARIES);
        }
        if !figure.is_empty() {
            figure.insert_str(0, "[[figure]]\nid = \"map\"\n");
        }
        // The one other table that says where places are says so for these, too.
        let positions = self.places.first().filter(|_| self.towns.iter().any(|own| !own.1));
        for located in [true, false] {
            let own = self.towns.iter().filter(|(_, own)| *own == located);
            let own: Vec<String> = own.map(|(path, _)| path.clone()).collect();
            if own.is_empty() {
                continue;
            }
            let _ = write!(text, "[[control]]\ntime = \"places\"\nfile = [{}]\n", list(&own));
            if let Some(path) = positions.filter(|_| !located) {
                let _ = writeln!(text, "places = {}", quoted(path));
            }
        }
        if !self.fronts.is_empty() {
            let every = dated::report_every(reader, &self.fronts);
            let files = dated::pattern(reader, &self.fronts);
            let _ = write!(text, "[[front]]\nfile = {files}\n{every}");
        }
        for path in &self.lines {
            let _ = write!(text, "[[overlay]]\nfile = {}\n", quoted(path));
        }
        let places: Vec<String> =
            self.places.iter().filter(|path| positions != Some(*path)).cloned().collect();
        if !places.is_empty() {
            let _ = write!(text, "[places]\nfile = [{}]\n", list(&places));
        }
        if !self.events.is_empty() {
            let _ = write!(text, "[events]\nfile = [{}]\n", list(&self.events));
        }
        text.push_str(&figure);
        text
    }
}

/// Who holds the areas of some files.
fn holders_of(reader: &mut Reader<'_>, paths: &[String]) -> Holders {
    let files: Vec<_> =
        paths.iter().filter_map(|path| reader.collection(path, &Location::file(path))).collect();
    let stem = paths.first().map_or("", |path| path.rsplit('/').next().unwrap_or(path));
    let stem = stem.split('.').next().unwrap_or(stem);
    // A name without the date that files of a series have in it.
    let name = stem.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
    Holders::of(&files, if name.is_empty() { "Held" } else { name })
}

fn list(paths: &[String]) -> String {
    paths.iter().map(|path| quoted(path)).collect::<Vec<_>>().join(", ")
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
