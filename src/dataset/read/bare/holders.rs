//! Who holds areas about which nobody says which property tells it.

use super::quoted;
use super::themes;
use crate::color::Color;
use crate::dataset::read::properties::{HELD_BY, same_name, text_of};
use crate::source::collection::{Collection, Record, Shape};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

/// More values than this are counted no further.
const MOST_VALUES: usize = 2_000;
/// A palette of more colors is of no use on a map.
const MOST_COLORS: usize = 40;
/// What tells sides in files of drawing programs, where names are those of shapes: layers, then
/// styles, then colors.
const DRAWN: [&str; 5] = ["folder", "layer", "style", "fill", "stroke"];

/// What tells sides where nothing else does: how countries and the like are called.
const NAMED: [&str; 9] = [
    "country",
    "country_name",
    "cntry_name",
    "sovereignt",
    "admin",
    "name_long",
    "name_en",
    "state",
    "id",
];

/// What was found out.
#[derive(Debug, Default)]
pub(super) struct Holders {
    /// The line `held_by = …`; empty where the usual names tell it.
    pub(super) held_by: String,
    /// The line `where = …`, if only one of several layers tells holders.
    pub(super) filter: String,
    /// Colors by party, where the data has them.
    pub(super) palette: BTreeMap<String, String>,
    /// How many there are.
    pub(super) count: usize,
}

/// What values a property has.
#[derive(Default)]
struct Column {
    values: BTreeSet<String>,
    /// In how many features.
    count: usize,
}

impl Holders {
    /// Looks at all areas of some files. `name` stands for the one holder, if there is but one.
    pub(super) fn of(files: &[Arc<Collection>], name: &str) -> Self {
        let mut columns: BTreeMap<&str, Column> = BTreeMap::new();
        let mut areas = 0;
        let theme = themes::main(files);
        let is_meant = |record: &Record| {
            let layer = record.properties.get(themes::LAYER).and_then(|layer| layer.as_str());
            matches!(record.shape, Shape::Areas(_))
                && (theme.is_none() || layer == theme.as_deref())
        };
        for record in files.iter().flat_map(|file| &file.records) {
            if !is_meant(record) {
                continue;
            }
            areas += 1;
            for (key, value) in &record.properties {
                let Some(text) = text_of(value) else { continue };
                let column = columns.entry(key).or_default();
                column.count += 1;
                if column.values.len() < MOST_VALUES {
                    column.values.insert(text.into_owned());
                }
            }
        }
        if areas == 0 {
            return Self::default();
        }
        let natural = HELD_BY
            .iter()
            .find_map(|name| columns.keys().find(|key| same_name(key, name)).copied());
        // Where nothing of these is told: what maps of countries call them.
        let called = NAMED.iter().find_map(|name| {
            let key = columns.keys().find(|key| same_name(key, name)).copied()?;
            let column = columns.get(key)?;
            let are_numbers = column.values.iter().all(|value| value.parse::<f64>().is_ok());
            (column.count == areas && column.values.len() > 1 && !are_numbers).then_some(key)
        });
        // Where each shape has a name of its own, the names are hardly those of holders if
        // something else sorts the shapes.
        let told = |key: &str| columns.get(key).is_some_and(|column| column.count * 2 > areas);
        let sorts = |key: &str| {
            columns.get(key).is_some_and(|column| {
                column.values.len() > 1 && column.values.len() * 2 <= areas && told(key)
            })
        };
        let is_name = natural.is_some_and(|key| same_name(key, "name"));
        // Of layers that are themes one is chosen already.
        let mut drawn = DRAWN.into_iter().filter(|key| theme.is_none() || *key != themes::LAYER);
        let drawn = drawn.find(|key| sorts(key));
        let property = match (natural, drawn) {
            (Some(key), Some(drawn)) if is_name && !sorts(key) => Some(drawn),
            (Some(key), _) if told(key) || !is_name => Some(key),
            (_, drawn) => drawn.or(called),
        };
        let filter = theme.map_or_else(String::new, |theme| {
            format!("where = {{ {} = {} }}\n", themes::LAYER, quoted(&theme))
        });
        let Some(property) = property else {
            let held_by = format!("held_by = {}\n", quoted(name));
            return Self { held_by, filter, count: 1, palette: BTreeMap::new() };
        };
        let held_by = match natural {
            Some(natural) if natural == property => String::new(),
            _ => format!("held_by = {{ property = {} }}\n", quoted(property)),
        };
        let count = columns.get(property).map_or(1, |column| column.values.len());
        Self { held_by, filter, palette: palette(files, property), count }
    }

    /// The lines of a figure that tell the palette.
    pub(super) fn colors(&self) -> String {
        if self.palette.is_empty() {
            return String::new();
        }
        let mut text = "palette = {".to_owned();
        for (i, (party, color)) in self.palette.iter().enumerate() {
            let comma = if i == 0 { " " } else { ", " };
            let _ = write!(text, "{comma}{} = {}", quoted(party), quoted(color));
        }
        text.push_str(" }\n");
        text
    }
}

/// The fill of each holder, if each has one, and not all have the same.
fn palette(files: &[Arc<Collection>], property: &str) -> BTreeMap<String, String> {
    let mut colors: BTreeMap<String, String> = BTreeMap::new();
    let areas = |file: &Arc<Collection>| Arc::clone(file);
    for file in files.iter().map(areas) {
        for record in file.records.iter().filter(|r| matches!(r.shape, Shape::Areas(_))) {
            let Some(holder) = record.properties.get(property).and_then(text_of) else { continue };
            let fill = record.properties.get("fill").and_then(text_of);
            let Some(fill) = fill.filter(|fill| Color::parse(fill).is_some()) else {
                return BTreeMap::new();
            };
            colors.entry(holder.into_owned()).or_insert_with(|| fill.into_owned());
            if colors.len() > MOST_COLORS {
                return BTreeMap::new();
            }
        }
    }
    let distinct: BTreeSet<&String> = colors.values().collect();
    if distinct.len() > 1 { colors } else { BTreeMap::new() }
}
