//! Ground named by a file: `within`, `rear`.

use super::Reader;
use super::fields::{Fields, wrong};
use super::filter::Filter;
use crate::diagnostic::{Diagnostic, Location};
use crate::math::Areas;
use crate::source::collection::{Collection, Shape};
use crate::source::toml::Data;
use geo::{Area, Geometry, MultiPolygon, Polygon, unary_union};
use std::sync::Arc;

/// The ground of a key: a path, or `{ file = "…", where = { … } }`.
pub(super) fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &'static str,
) -> Option<Arc<Areas>> {
    let value = fields.get(key)?;
    match &value.data {
        Data::Text(path) => {
            let collection = reader.collection(path, &value.location)?;
            areas(reader, &value.location, &[(path.clone(), collection)], &Filter::default())
        }
        Data::Table(table) => {
            let inner = Fields::new(key, table);
            let ground = of_table(reader, &inner);
            inner.finish(&mut reader.found);
            ground
        }
        _ => wrong(value, key, "a path or { file = \"…\" }", &mut reader.found),
    }
}

/// The ground of a table with `file` and `where`.
pub(super) fn of_table(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Arc<Areas>> {
    let filter = Filter::read(reader, fields);
    let files = reader.collections(fields, "file");
    if files.is_empty() {
        return None;
    }
    filter.check(reader, fields, files.iter().map(|(_, collection)| &**collection));
    areas(reader, fields.location(), &files, &filter)
}

/// All polygons that pass.
fn areas(
    reader: &mut Reader<'_>,
    at: &Location,
    files: &[(String, Arc<Collection>)],
    filter: &Filter,
) -> Option<Arc<Areas>> {
    let mut areas = Vec::new();
    for (_, collection) in files {
        for record in collection.records.iter().filter(|record| filter.passes(record)) {
            match &record.shape {
                Shape::Areas(polygons) => areas.push(polygons),
                other => wrong_geometry(reader, other, &record.location, "areas"),
            }
        }
    }
    if areas.is_empty() && !reader.found.has_errors() {
        let names: Vec<String> = files.iter().map(|(path, _)| format!("`{path}`")).collect();
        reader.found.push(
            Diagnostic::error("no-ground", format!("there is no area in {}", names.join(", ")))
                .at(at.clone())
                .remedy("name a file with polygons"),
        );
    }
    match areas.as_slice() {
        [] => None,
        [one] if one.each().count() == 1 => Some(Arc::clone(one)),
        several => {
            let polygons = several.iter().flat_map(|areas| areas.unpack()).collect();
            Some(Arc::new(MultiPolygon(united(polygons)).into()))
        }
    }
}

/// The polygons themselves if they don't overlap, else their union: outlines are read by the
/// even-odd rule further on, by which ground covered twice would be outside.
///
/// The union moves vertices a little (it works on a grid of its own), which would part them from
/// those of neighbors; so it is only taken where there is need.
fn united(polygons: Vec<Polygon>) -> Vec<Polygon> {
    /// A smaller share of the area than this is not counted as overlap.
    const NEGLIGIBLE: f64 = 1e-6;
    if polygons.len() < 2 {
        return polygons;
    }
    let union = unary_union(&polygons);
    let sum: f64 = polygons.iter().map(Area::unsigned_area).sum();
    if sum - union.unsigned_area() > NEGLIGIBLE * sum { union.0 } else { polygons }
}

/// Reports a geometry that is of no use here; it is left out.
pub(super) fn wrong_geometry(reader: &mut Reader<'_>, shape: &Shape, at: &Location, wanted: &str) {
    let kind = match shape {
        Shape::Areas(_) => "areas",
        Shape::Plain(Geometry::Point(_) | Geometry::MultiPoint(_)) => "points",
        Shape::Plain(_) => "lines",
    };
    reader.found.push_once(
        kind,
        Diagnostic::warning("wrong-geometry", format!("{wanted} are wanted here, not {kind}"))
            .at(at.clone())
            .remedy("the feature is left out; draw lines and areas as an [[overlay]]"),
    );
}
