//! `[checks]`: places whose holder on a day is known.

use super::Reader;
use super::fields::Fields;
use super::properties::{DATE, LAT, LON};
use super::rows;
use super::settlements::{holder, no_date, no_position};
use super::time::parse;
use crate::dataset::SideCheck;
use crate::source::toml::Table;

const PLACE: &[&str] = &["place", "name"];

/// Reads the checks of all tables.
pub(super) fn read(reader: &mut Reader<'_>, tables: &[&Table]) -> Vec<SideCheck> {
    let mut checks = Vec::new();
    for table in tables {
        let fields = Fields::new("[checks]", table);
        let stated = reader.date_form(&fields);
        let paths = reader.paths(&fields, "file");
        fields.finish(&mut reader.found);
        for (path, at) in paths {
            let Some(rows) = rows::read(reader, &path, &at) else { continue };
            if rows.lacks(reader, &path, &[PLACE, LON, LAT, DATE, &["held_by", "party", "side"]]) {
                continue;
            }
            let form = stated.unwrap_or_else(|| rows.date_form(DATE));
            for row in rows.list {
                let place = row.text(PLACE).unwrap_or_default();
                let held_by = holder(reader, &row);
                let Some(date) = row.get(DATE) else {
                    no_date(reader, &row.location);
                    continue;
                };
                let day = parse(reader, form, date, &row.location).and_then(|when| when.surely());
                let Ok(position) = row.position(reader) else { continue };
                if position.is_none() {
                    no_position(reader, &place, &row.location);
                }
                if let (Some(held_by), Some(day), Some(position)) = (held_by, day, position) {
                    checks.push(SideCheck {
                        place,
                        position,
                        day,
                        held_by,
                        confidence: row.get(&["confidence"]).unwrap_or("medium").to_lowercase(),
                        location: row.location,
                    });
                }
            }
        }
    }
    checks
}
