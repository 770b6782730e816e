//! `[[control]]` with `time = "places"`: towns whose holders are known by day.

mod located;
mod reach;
mod table;

use super::Reader;
use super::fields::Fields;
use super::findings::suggest;
use super::holder::HolderRule;
use super::properties::{CLAIM, DATE, FROM, Origin, SOURCE, UNTIL, same_name};
use super::settlements::positive;
use super::{ground, settlements};
use crate::dataset::{Claim, ControlLayer, Cut, Stance, Status, TownsControl};
use crate::diagnostic::{Diagnostic, Location};
use crate::source::csv;
use located::Positions;
use table::{Columns, Gathered};

/// What tells the names of towns.
const PLACE: &[&str] = settlements::PLACE;

/// How the columns of the tables are called.
struct Rules {
    place: Origin,
    date: Origin,
    until: Origin,
    holder: HolderRule,
    claim: Origin,
    source: Origin,
}

/// Whether an entry that does not say how it tells time names tables.
pub(super) fn is_table(fields: &Fields<'_>, reader: &mut Reader<'_>) -> bool {
    let files = fields.get("file").is_some().then(|| fields.texts("file", &mut reader.found));
    let files = files.unwrap_or_default();
    let table = |path: &str| {
        let path = path.to_ascii_lowercase();
        let path = path.strip_suffix(".gz").unwrap_or(&path);
        path.ends_with(".csv") || path.ends_with(".tsv")
    };
    // Tables can have areas, too.
    let towns = |path: &str, reader: &mut Reader<'_>| {
        let bytes = reader.files.read(path).unwrap_or_default();
        tells_holders(&csv::head(&bytes, path, &reader.files.limits()).0.columns)
    };
    files.iter().all(|(path, _)| table(path))
        && files.first().is_some_and(|(path, _)| towns(path, reader))
}

/// Whether columns of these names tell who holds which town when.
pub(super) fn tells_holders(columns: &[String]) -> bool {
    let has = |names: &[&str]| {
        columns.iter().any(|column| names.iter().any(|name| same_name(column, name)))
    };
    let told = !has(&["text", "description", "event"]);
    told && has(PLACE) && (has(&since()) && has(table::HOLDERS) || table::dates_in(columns) > 1)
}

/// Reads a layer of towns.
pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<ControlLayer> {
    let found = &mut reader.found;
    let rules = Rules {
        place: Origin::read(fields, "place", PLACE, found),
        date: Origin::read(fields, "date", DATE, found),
        until: Origin::read(fields, "until", UNTIL, found),
        holder: HolderRule::read(fields, found),
        claim: Origin::read(fields, "claim", CLAIM, found),
        source: Origin::read(fields, "source", SOURCE, found),
    };
    let form = reader.date_form(fields);
    let within = ground::read(reader, fields, "within");
    let cut = cut(reader, fields);
    let near_km = positive(reader, fields, "near_km");
    let reach_km = positive(reader, fields, "reach_km");
    let until = match rules.until {
        Origin::Property(_) => None,
        _ => fields.day("until", &mut reader.found),
    };
    let key = if fields.get("changes").is_some() { "changes" } else { "file" };
    let files = reader.paths(fields, key);
    let positions = Positions::read(reader, fields);
    let mut gathered = Gathered::new(positions);
    for (path, at) in &files {
        table::read(reader, (path, at), &rules, form, &mut gathered);
    }
    if files.is_empty() {
        return None;
    }
    let at = fields.location().clone();
    gathered.positions.tell(reader, &at);
    let (towns, stances, sources) = gathered.finish(reader, &at);
    let (near_km, reach_km) = reach::settle(reader, &towns, near_km, reach_km, &at);
    Some(ControlLayer::Towns(Box::new(TownsControl {
        towns,
        stances,
        sources,
        within,
        cut,
        near_km,
        reach_km,
        until,
        location: at,
    })))
}

/// The key `cut`.
fn cut(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Cut {
    if fields.get("cut").is_none() {
        return Cut::default();
    }
    let mut cut = Cut { boundaries: false, coast: false, lakes: false, rivers: false };
    for (name, at) in fields.texts("cut", &mut reader.found) {
        match name.as_str() {
            "boundaries" => cut.boundaries = true,
            "coast" => cut.coast = true,
            "lakes" => cut.lakes = true,
            "rivers" => cut.rivers = true,
            "none" => {}
            _ => {
                let names = ["boundaries", "coast", "lakes", "rivers", "none"];
                reader.found.push(
                    Diagnostic::error("unknown-cut", format!("towns' ground has no cut `{name}`"))
                        .at(at.clone())
                        .remedy(suggest(&name, names.into_iter(), "cuts")),
                );
            }
        }
    }
    cut
}

impl Rules {
    /// The columns of a table; `None` after a report.
    fn columns(&self, reader: &mut Reader<'_>, path: &str, names: &[String]) -> Option<Columns> {
        Columns::of(reader, self, path, names)
    }

    /// What is said of a town by the words of a row; `None` after a report.
    fn stance(
        &self,
        reader: &mut Reader<'_>,
        [written, status, other, claim]: [&str; 4],
        at: &Location,
    ) -> Option<Stance> {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let claim = match claim {
            "" => Claim::default(),
            claim => reader.claim(claim, at),
        };
        let held = self.holder.told(reader, written, (text(status), text(other)), at)?;
        let status = if held.party.is_none() { Status::Unknown } else { held.status };
        Some(Stance { party: held.party, other: held.other, status, claim })
    }
}

/// The names of columns that tell from which day on something is so.
fn since() -> Vec<&'static str> {
    DATE.iter().chain(FROM).copied().collect()
}
