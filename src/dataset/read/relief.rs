//! `[[base]] kind = "relief"`: heights from a gray picture.

use super::Reader;
use super::fields::{Fields, number_of, wrong};
use crate::dataset::Elevation;
use crate::diagnostic::Diagnostic;
use crate::math::LonLat;
use crate::source::grid;
use crate::source::toml::Data;
use std::sync::Arc;

/// Reads the heights: a gray PNG whose values are meters, its `bounds`
/// (`[west, south, east, north]` in degrees), and `offset`, added to every value, for ground below
/// the sea.
pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Arc<Elevation>> {
    let bounds = bounds(reader, fields);
    let offset = fields.number("offset", &mut reader.found).unwrap_or(0.0);
    let path = fields.required("file", &mut reader.found)?;
    let at = fields.get("file").map(|value| value.location.clone()).unwrap_or_default();
    let bytes = reader.bytes(&path, &at)?;
    let grid = match grid::read(&bytes, &path) {
        Ok(grid) => grid,
        Err(diagnostic) => {
            reader.found.push(*diagnostic);
            return None;
        }
    };
    let [west, south, east, north] = bounds?;
    // Heights on Earth fit 16 bits with a sign; what does not is held at the ends.
    let meters = |value: &u16| (f64::from(*value) + offset).round() as i16;
    Some(Arc::new(Elevation {
        width: grid.width,
        height: grid.height,
        north_west: LonLat::new(west, north),
        south_east: LonLat::new(east, south),
        meters: grid.cells.iter().map(meters).collect(),
    }))
}

fn bounds(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<[f64; 4]> {
    let Some(value) = fields.get("bounds") else {
        fields.missing("bounds", &mut reader.found);
        return None;
    };
    let numbers: Vec<f64> = match &value.data {
        Data::List(items) => items.iter().filter_map(number_of).collect(),
        _ => Vec::new(),
    };
    let [west, south, east, north] = numbers.as_slice() else {
        return wrong(value, "bounds", "[west, south, east, north]", &mut reader.found);
    };
    let inside =
        west.abs() <= 180.0 && east.abs() <= 180.0 && south.abs() <= 90.0 && north.abs() <= 90.0;
    if !inside || west >= east || south >= north {
        reader.found.push(
            Diagnostic::error("bad-bounds", "the bounds are not [west, south, east, north]")
                .at(value.location.clone())
                .remedy("write degrees with west < east and south < north"),
        );
        return None;
    }
    Some([*west, *south, *east, *north])
}
