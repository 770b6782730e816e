//! `[places]`: named points.

use super::Reader;
use super::fields::Fields;
use super::findings::suggest;
use super::properties::{FROM, UNTIL};
use super::rows::{self, Row};
use super::settlements::no_position;
use super::time::parse;
use crate::dataset::{Place, UnitSymbol};
use crate::diagnostic::Diagnostic;
use crate::math::Validity;
use crate::source::toml::Table;
use std::collections::BTreeMap;

/// The names of the column with a place's name.
const NAME: &[&str] = &["name", "place", "title"];
/// Further names, in one cell or, in GeoJSON, a list.
const ALIASES: &[&str] = &["alt_names", "aliases", "other_names", "alternate_names"];
/// The second name printed.
pub(super) const DUAL: &[&str] = &["dual_name", "name_alt"];

/// Kinds of places that have no one point: an event there is regional.
const REGIONS: [&str; 12] = [
    "area", "front", "line", "border", "country", "region", "province", "district", "corridor",
    "pipeline", "river", "sea",
];

/// Reads the places of all tables.
pub(super) fn read(reader: &mut Reader<'_>, tables: &[&Table]) -> Vec<Place> {
    let mut places = Vec::new();
    for table in tables {
        let fields = Fields::new("[places]", table);
        let paths = reader.paths(&fields, "file");
        fields.finish(&mut reader.found);
        for (path, at) in paths {
            let Some(rows) = rows::read(reader, &path, &at) else { continue };
            if rows.lacks(reader, &path, &[NAME, super::properties::LON, super::properties::LAT]) {
                continue;
            }
            let form = rows.date_form(&[FROM, UNTIL].concat());
            for row in rows.list {
                let symbol = row.get(&["symbol"]).and_then(|text| symbol(reader, text, &row));
                let mut day = |names: &[&str]| {
                    row.get(names)
                        .and_then(|text| parse(reader, form, text, &row.location)?.surely())
                };
                let validity = match symbol {
                    Some(_) => Validity::new(day(FROM), day(UNTIL)),
                    None => Validity::default(),
                };
                let rank = row.grade(reader, &["rank"], 1, 5);
                let (Some(name), Ok(position)) = (row.text(NAME), row.position(reader)) else {
                    continue;
                };
                let Some(position) = position else {
                    no_position(reader, &name, &row.location);
                    continue;
                };
                let kind = row.get(&["kind", "type", "feature"]).unwrap_or("place").to_lowercase();
                places.push(Place {
                    name,
                    dual_name: row.text(DUAL),
                    aliases: row.list(ALIASES),
                    position,
                    rank: rank.unwrap_or_else(|| rank_of(&kind)),
                    kind,
                    symbol,
                    validity,
                    location: row.location,
                });
            }
        }
    }
    places
}

/// A place's symbol by its name.
fn symbol(reader: &mut Reader<'_>, text: &str, row: &Row) -> Option<UnitSymbol> {
    let problem = match UnitSymbol::parse(text) {
        Ok(symbol) => return Some(symbol),
        Err(problem) => problem,
    };
    let remedy = match problem {
        Some((word, known)) => suggest(&word, known.into_iter(), "words"),
        None => "write `unit:AFFILIATION:FUNCTION:SIZE`: `unit:neutral:infantry:brigade`".into(),
    };
    reader.found.push_once(
        text,
        Diagnostic::error("unknown-symbol", format!("there is no symbol `{text}`"))
            .at(row.location.clone())
            .remedy(remedy),
    );
    None
}

/// The rank of a place that states none.
pub(super) fn rank_of(kind: &str) -> u8 {
    match kind {
        "capital" => 1,
        "city" => 2,
        "town" => 3,
        "village" | "hamlet" | "farm" => 5,
        _ => 4,
    }
}

/// Whether a kind of place is too wide for one point.
pub(super) fn is_region(kind: &str) -> bool {
    REGIONS.contains(&kind)
}

/// Places by every spelling, in lower case. Of several with the same spelling the first counts;
/// a first name goes before an alias.
pub(super) struct Gazetteer<'p> {
    known: BTreeMap<String, &'p Place>,
}

impl<'p> Gazetteer<'p> {
    pub(super) fn of(places: &'p [Place]) -> Self {
        let mut known = BTreeMap::new();
        for place in places {
            known.entry(place.name.to_lowercase()).or_insert(place);
        }
        for place in places {
            for alias in place.aliases.iter().chain(&place.dual_name) {
                known.entry(alias.to_lowercase()).or_insert(place);
            }
        }
        Self { known }
    }

    /// The place of a name.
    pub(super) fn find(&self, name: &str) -> Option<&'p Place> {
        self.known.get(&name.trim().to_lowercase()).copied()
    }

    /// The known spelling nearest to a name.
    pub(super) fn nearest(&self, name: &str) -> Option<&'p str> {
        let known = self.known.keys().map(String::as_str);
        let near = crate::diagnostic::nearest(name, known)?;
        let place = self.known.get(near)?;
        let spellings = std::iter::once(&place.name).chain(&place.aliases).chain(&place.dual_name);
        spellings.map(String::as_str).find(|spelling| spelling.to_lowercase() == near)
    }
}
