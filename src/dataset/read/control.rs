//! `[[control]]`: who holds what.

use super::Reader;
use super::fields::Fields;
use super::time::Time;
use super::{areas, settlements, towns};
use crate::dataset::{ControlLayer, Series, Timing};
use crate::source::toml::Table;

/// Reads one entry. Without a `time`, one of a table is of places; with ground behind a front they are
/// settlements of a campaign.
pub(super) fn read(reader: &mut Reader<'_>, table: &Table) -> Option<ControlLayer> {
    let fields = Fields::new("[[control]]", table);
    // Which keys it has depends on its time: without one, no more can be said.
    let stated = Time::read(reader, &fields).ok()?;
    let has = |key| table.get(key).is_some();
    let of_places = stated == Some(Time::Places)
        || (stated.is_none() && (has("changes") || towns::is_table(&fields, reader)));
    let of_towns = |layer| (layer, Series { timing: Timing::Places, ..Series::default() });
    let layer = if of_places && (has("rear") || has("smoothing_km")) {
        settlements::read(reader, &fields).map(of_towns)
    } else if of_places {
        towns::read(reader, &fields).map(of_towns)
    } else {
        areas::read(reader, &fields, stated)
    };
    fields.finish(&mut reader.found);
    let (layer, series) = layer?;
    reader.series.push(Series { location: table.location.clone(), ..series });
    Some(layer)
}
