//! Ground named by a file: `within`, `rear`.

use super::Reader;
use super::fields::{Fields, wrong};
use super::filter::Filter;
use crate::diagnostic::{Diagnostic, Location};
use crate::source::geojson::Collection;
use crate::source::toml::Data;
use geo::{Area, Geometry, MultiPolygon, Polygon, unary_union};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// The ground of a key: a path, or `{ file = "…", where = { … } }`.
pub(super) fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &'static str,
) -> Option<Arc<MultiPolygon>> {
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
pub(super) fn of_table(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Arc<MultiPolygon>> {
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
    files: &[(String, Rc<Collection>)],
    filter: &Filter,
) -> Option<Arc<MultiPolygon>> {
    let mut polygons = Vec::new();
    for (_, collection) in files {
        for record in collection.records.iter().filter(|record| filter.passes(record)) {
            match &record.geometry {
                Geometry::Polygon(polygon) => polygons.push(polygon.clone()),
                Geometry::MultiPolygon(all) => polygons.extend(all.iter().cloned()),
                other => wrong_geometry(reader, other, &record.location, "areas"),
            }
        }
    }
    if polygons.is_empty() && !reader.found.has_errors() {
        let names: Vec<String> = files.iter().map(|(path, _)| format!("`{path}`")).collect();
        reader.found.push(
            Diagnostic::error("no-ground", format!("there is no area in {}", names.join(", ")))
                .at(at.clone())
                .remedy("name a file with polygons"),
        );
    }
    (!polygons.is_empty()).then(|| Arc::new(MultiPolygon(united(polygons))))
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
pub(super) fn wrong_geometry(
    reader: &mut Reader<'_>,
    geometry: &Geometry,
    at: &Location,
    wanted: &str,
) {
    let kind = match geometry {
        Geometry::Point(_) | Geometry::MultiPoint(_) => "points",
        Geometry::Line(_) | Geometry::LineString(_) | Geometry::MultiLineString(_) => "lines",
        _ => "areas",
    };
    reader.found.push_once(
        kind,
        Diagnostic::warning("wrong-geometry", format!("{wanted} are wanted here, not {kind}"))
            .at(at.clone())
            .remedy("the feature is left out; draw lines and areas as an [[overlay]]"),
    );
}

/// A geometry's polygons, if it is of polygons.
pub(super) fn polygons(geometry: &Geometry) -> Option<MultiPolygon> {
    match geometry {
        Geometry::Polygon(polygon) => Some(MultiPolygon(vec![polygon.clone()])),
        Geometry::MultiPolygon(all) => Some(all.clone()),
        _ => None,
    }
}

/// The polygons of each record, shared between all records of the same geometry.
#[derive(Debug, Default)]
pub(super) struct Shared {
    known: BTreeMap<u64, Vec<Arc<MultiPolygon>>>,
}

impl Shared {
    /// The shared copy of some polygons. Public archives repeat most areas from day to day.
    pub(super) fn of(&mut self, polygons: MultiPolygon) -> Arc<MultiPolygon> {
        let same = self.known.entry(fingerprint(&polygons)).or_default();
        if let Some(known) = same.iter().find(|known| ***known == polygons) {
            return Arc::clone(known);
        }
        let shared = Arc::new(polygons);
        same.push(Arc::clone(&shared));
        shared
    }
}

/// A number that differs where coordinates differ, most of the time (multiply and rotate).
fn fingerprint(polygons: &MultiPolygon) -> u64 {
    use geo::CoordsIter;
    polygons.coords_iter().fold(0, |sum: u64, c| {
        let mixed = sum.rotate_left(5) ^ c.x.to_bits();
        mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(5) ^ c.y.to_bits()
    })
}
