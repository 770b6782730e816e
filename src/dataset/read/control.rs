//! `[[control]]`: who holds what.

use super::Reader;
use super::fields::Fields;
use super::time::Time;
use super::{areas, settlements};
use crate::dataset::ControlLayer;
use crate::source::toml::Table;

/// Reads one entry. Without a `time`, an entry that has `places` and `changes` is of places.
pub(super) fn read(reader: &mut Reader<'_>, table: &Table) -> Option<ControlLayer> {
    let fields = Fields::new("[[control]]", table);
    // Which keys it has depends on its time: without one, no more can be said.
    let stated = Time::read(reader, &fields).ok()?;
    let of_places = stated == Some(Time::Places)
        || (stated.is_none() && table.get("places").is_some() && table.get("changes").is_some());
    let layer = if of_places {
        settlements::read(reader, &fields)
    } else {
        areas::read(reader, &fields, stated)
    };
    fields.finish(&mut reader.found);
    layer
}
