//! Shapefiles (Esri 1998, "ESRI Shapefile Technical Description") as records.
//!
//! Shapes are read from the `.shp` file one after another, properties from the `.dbf` beside it, the
//! reference system from the `.prj`, the encoding of texts from the `.cpg`.

mod rings;
mod table;

use super::collection::Collection;
use super::intake::Intake;
use super::reference::ReferenceSystem;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use geojson::{GeometryValue, Position};
use shapefile::{NO_DATA, Shape, ShapeReader};
use std::collections::BTreeMap;
use std::io::Cursor;

/// Reads a file. `companions` are the files beside it by the end of their names.
pub(super) fn read(
    bytes: &[u8],
    file: &str,
    companions: &BTreeMap<&'static str, Vec<u8>>,
) -> (Collection, Diagnostics) {
    let mut intake = Intake::default();
    read_all(&mut intake, bytes, file, companions);
    intake.finish()
}

fn read_all(
    intake: &mut Intake,
    bytes: &[u8],
    file: &str,
    companions: &BTreeMap<&'static str, Vec<u8>>,
) {
    let at = Location::file(file);
    let reference = match companions.get("prj") {
        Some(text) => ReferenceSystem::of_wkt(&String::from_utf8_lossy(text)),
        None => {
            intake.found.push(
                Diagnostic::note("no-crs", "there is no .prj file beside the shapefile")
                    .at(at.clone())
                    .remedy("its coordinates are taken for WGS 84 degrees"),
            );
            Ok(None)
        }
    };
    if intake.set_reference(reference, at.clone()).is_err() {
        return;
    }
    let encoding = companions.get("cpg").map(|text| String::from_utf8_lossy(text).into_owned());
    let mut rows = match companions.get("dbf") {
        Some(bytes) => table::rows(bytes, encoding.as_deref()).unwrap_or_else(|message| {
            intake.found.push(
                Diagnostic::error("bad-shapefile", format!("its .dbf cannot be read: {message}"))
                    .at(at.clone())
                    .remedy("was it saved completely? Export the shapefile anew"),
            );
            Vec::new()
        }),
        None => {
            intake.found.push(
                Diagnostic::warning("no-table", "there is no .dbf file beside the shapefile")
                    .at(at.clone())
                    .remedy("copy all files of the shapefile; its shapes have no properties so"),
            );
            Vec::new()
        }
    }
    .into_iter();
    let bad = |error: &dyn std::fmt::Display, at: Location| {
        Diagnostic::error("bad-shapefile", format!("the shapefile cannot be read: {error}"))
            .at(at)
            .remedy("was it saved completely? Export it anew")
    };
    let mut reader = match ShapeReader::new(Cursor::new(bytes)) {
        Ok(reader) => reader,
        Err(error) => return intake.found.push(bad(&error, at)),
    };
    for shape in reader.iter_shapes() {
        let location = Location::feature(file, intake.collection.features + 1);
        // A shape whose row was deleted is itself no more.
        let row = rows.next();
        if matches!(row, Some(None)) {
            continue;
        }
        match shape {
            Ok(shape) => {
                intake.feature(value_of(shape), row.flatten().unwrap_or_default(), location)
            }
            Err(error) => return intake.found.push(bad(&error, location)),
        }
    }
}

/// The shape in the terms of GeoJSON; `None` for the null shape.
fn value_of(shape: Shape) -> Option<GeometryValue> {
    let position = |x: f64, y: f64| Position::from([x, y]);
    let line = |points: &[(f64, f64)]| points.iter().map(|(x, y)| position(*x, *y)).collect();
    macro_rules! xy {
        ($points:expr) => {
            $points.iter().map(|p| (p.x, p.y)).collect::<Vec<_>>()
        };
    }
    macro_rules! lines {
        ($shape:expr) => {{
            let coordinates = $shape.parts().iter().map(|part| line(&xy!(part))).collect();
            Some(GeometryValue::MultiLineString { coordinates })
        }};
    }
    macro_rules! areas {
        ($shape:expr) => {{
            let rings = $shape.rings().iter().map(|ring| xy!(ring.points())).collect();
            let coordinates = rings::polygons(rings)
                .iter()
                .map(|polygon| polygon.iter().map(|ring| line(ring)).collect())
                .collect();
            Some(GeometryValue::MultiPolygon { coordinates })
        }};
    }
    macro_rules! points {
        ($shape:expr) => {
            Some(GeometryValue::MultiPoint { coordinates: line(&xy!($shape.points())) })
        };
    }
    match shape {
        Shape::NullShape => None,
        Shape::Point(p) => point(p.x, p.y),
        Shape::PointM(p) => point(p.x, p.y),
        Shape::PointZ(p) => point(p.x, p.y),
        Shape::Multipoint(shape) => points!(shape),
        Shape::MultipointM(shape) => points!(shape),
        Shape::MultipointZ(shape) => points!(shape),
        Shape::Polyline(shape) => lines!(shape),
        Shape::PolylineM(shape) => lines!(shape),
        Shape::PolylineZ(shape) => lines!(shape),
        Shape::Polygon(shape) => areas!(shape),
        Shape::PolygonM(shape) => areas!(shape),
        Shape::PolygonZ(shape) => areas!(shape),
        // Surfaces in space have no outline on the ground that could be told from them.
        Shape::Multipatch(_) => None,
    }
}

/// A point; `None` for the coordinates that mean none.
fn point(x: f64, y: f64) -> Option<GeometryValue> {
    (x > NO_DATA && y > NO_DATA).then(|| GeometryValue::new_point([x, y]))
}

#[cfg(test)]
mod tests;
