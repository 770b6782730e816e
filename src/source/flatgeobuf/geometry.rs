//! A geometry from its vectors of numbers.

use flatgeobuf::{Geometry, GeometryType};
use geojson::{GeometryValue, Position};

/// Geometries nested deeper are refused.
const DEPTH: usize = 32;

/// The geometry, whose kind is `kind` where it does not say itself.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn of(
    geometry: Geometry<'_>,
    kind: GeometryType,
    depth: usize,
) -> Result<GeometryValue, String> {
    let kind = match geometry.type_() {
        GeometryType::Unknown => kind,
        own => own,
    };
    if depth > DEPTH {
        return Err("geometries are nested too deep".to_owned());
    }
    let parts = || geometry.parts().into_iter().flatten();
    Ok(match kind {
        GeometryType::Point => {
            let point = positions(&geometry).into_iter().next();
            GeometryValue::Point { coordinates: point.unwrap_or_else(|| Position::from(vec![])) }
        }
        GeometryType::MultiPoint => GeometryValue::MultiPoint { coordinates: positions(&geometry) },
        GeometryType::LineString => GeometryValue::LineString { coordinates: positions(&geometry) },
        GeometryType::MultiLineString => {
            GeometryValue::MultiLineString { coordinates: lines(&geometry)? }
        }
        GeometryType::Polygon => GeometryValue::Polygon { coordinates: lines(&geometry)? },
        GeometryType::MultiPolygon => {
            let polygons: Result<_, String> = parts().map(|part| lines(&part)).collect();
            GeometryValue::MultiPolygon { coordinates: polygons? }
        }
        GeometryType::GeometryCollection => {
            let inner = parts().map(|part| of(part, GeometryType::Unknown, depth + 1));
            let inner: Result<_, String> = inner.map(|v| v.map(geojson::Geometry::new)).collect();
            GeometryValue::GeometryCollection { geometries: inner? }
        }
        other => {
            let name = other.variant_name().unwrap_or("unknown");
            return Err(format!("geometries of the kind `{name}` cannot be read"));
        }
    })
}

fn positions(geometry: &Geometry<'_>) -> Vec<Position> {
    let numbers: Vec<f64> = geometry.xy().into_iter().flatten().collect();
    numbers.chunks(2).map(|xy| Position::from(xy.to_vec())).collect()
}

/// The positions cut at the ends; without ends they are one line.
fn lines(geometry: &Geometry<'_>) -> Result<Vec<Vec<Position>>, String> {
    let all = positions(geometry);
    let Some(ends) = geometry.ends().filter(|ends| !ends.is_empty()) else { return Ok(vec![all]) };
    let (mut rest, mut taken, mut lines) = (all.as_slice(), 0, Vec::new());
    for end in ends {
        let count = (end as usize).checked_sub(taken);
        let line = count.and_then(|count| rest.split_at_checked(count));
        let (line, after) = line.ok_or("the ends of its lines are out of order")?;
        lines.push(line.to_vec());
        (rest, taken) = (after, end as usize);
    }
    Ok(lines)
}
