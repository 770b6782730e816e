//! A feature or geometry from its text, if nothing is wrong with it.

use super::coordinates::{self, Lines};
use super::cursor::Cursor;
use super::recalled::Recalled;
use crate::diagnostic::Location;
use crate::math::{Areas, Block, Ring};
use crate::source::geometry::{Repairs, Shape, line, ring};
use crate::source::intake::{Intake, null_geometry};
use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Geometry collections nested deeper are left to the thorough reader.
const DEPTH: usize = 16;

/// A feature without a fault.
#[derive(Debug)]
pub(super) struct Plain {
    /// What its geometry consists of; `None` if it has none.
    pub(super) shapes: Option<Vec<Shape>>,
    pub(super) properties: Map<String, Value>,
    pub(super) repairs: Repairs,
}

impl Plain {
    /// Takes it in; one without geometry is reported.
    pub(super) fn take_into(self, intake: &mut Intake, location: Location) {
        let collection = &mut intake.collection;
        collection.features += 1;
        collection.repairs = collection.repairs.and(self.repairs);
        match self.shapes {
            Some(shapes) => collection.add(shapes, self.properties, location),
            None => intake.found.push(null_geometry(location)),
        }
    }
}

/// Reads the text of a feature. `None` if it has a fault or anything unusual.
pub(super) fn feature(text: &[u8], recalled: &mut Recalled) -> Option<Plain> {
    let mut plain = Plain { shapes: None, properties: Map::new(), repairs: Repairs::default() };
    let (mut kind, mut geometry, mut properties) = (None, None, None);
    let (mut id, mut bounds) = (None, None);
    let mut cursor = Cursor::new(text);
    cursor.members(|cursor, key| match key {
        "type" => once(&mut kind, cursor.plain_text()?),
        "geometry" if cursor.peek()? == b'{' => {
            let mut shapes = Vec::new();
            read_geometry(cursor, 0, &mut shapes, &mut plain.repairs, recalled)?;
            once(&mut geometry, Some(shapes))
        }
        "geometry" => {
            parsed::<()>(cursor.value()?)?;
            once(&mut geometry, None)
        }
        "properties" => once(&mut properties, parsed::<Option<Map<_, _>>>(cursor.value()?)?),
        "id" => once(&mut id, identifier(cursor.value()?)?),
        "bbox" => once(&mut bounds, parsed::<Option<Vec<f64>>>(cursor.value()?)?),
        // Not of a feature, or in another system: the thorough reader knows where it minds.
        "crs" | "features" | "coordinates" | "geometries" => None,
        _ => parsed::<Value>(cursor.value()?).map(|_| ()),
    })?;
    cursor.end()?;
    plain.shapes = geometry.flatten();
    plain.properties = properties.flatten().unwrap_or_default();
    (kind? == "Feature").then_some(plain)
}

/// Reads a text that is a geometry and nothing else as a feature without properties.
pub(super) fn geometry(text: &[u8], recalled: &mut Recalled) -> Option<Plain> {
    let mut plain = Plain { shapes: None, properties: Map::new(), repairs: Repairs::default() };
    let mut shapes = Vec::new();
    let mut cursor = Cursor::new(text);
    read_geometry(&mut cursor, 0, &mut shapes, &mut plain.repairs, recalled)?;
    cursor.end()?;
    plain.shapes = Some(shapes);
    Some(plain)
}

/// A geometry's shapes are added to those before.
fn read_geometry(
    cursor: &mut Cursor<'_>,
    depth: usize,
    shapes: &mut Vec<Shape>,
    repairs: &mut Repairs,
    recalled: &mut Recalled,
) -> Option<()> {
    let (mut kind, mut coordinates, mut bounds, mut parts) = (None, None, None, None);
    cursor.members(|cursor, key| match key {
        "type" => once(&mut kind, cursor.plain_text()?),
        "coordinates" => once(&mut coordinates, cursor.numbers()?),
        "geometries" if depth < DEPTH => {
            let mut inner = Vec::new();
            cursor
                .items(|cursor| read_geometry(cursor, depth + 1, &mut inner, repairs, recalled))?;
            once(&mut parts, inner)
        }
        "bbox" => once(&mut bounds, parsed::<Option<Vec<f64>>>(cursor.value()?)?),
        "crs" | "features" | "geometries" | "geometry" | "properties" | "id" => None,
        _ => parsed::<Value>(cursor.value()?).map(|_| ()),
    })?;
    match (kind?, coordinates, parts) {
        // An empty collection is a fault.
        ("GeometryCollection", None, Some(parts)) if !parts.is_empty() => shapes.extend(parts),
        ("GeometryCollection", ..) | (_, None, _) | (_, _, Some(_)) => return None,
        (kind, Some(text), None) => shapes.push(shape(kind, text, repairs, recalled)?),
    }
    Some(())
}

/// The shape of a kind of geometry and its coordinates.
fn shape(kind: &str, text: &[u8], repairs: &mut Repairs, recalled: &mut Recalled) -> Option<Shape> {
    if kind == "Point" {
        let (coord, height) = coordinates::point(text)?;
        repairs.heights += usize::from(height);
        return Some(Shape::Plain(Point(coord).into()));
    }
    let levels = match kind {
        "LineString" | "MultiPoint" => 1,
        "Polygon" | "MultiLineString" => 2,
        "MultiPolygon" => 3,
        _ => return None,
    };
    let Lines { lines, groups, heights } = coordinates::scan(text, levels, recalled)?;
    repairs.heights += heights;
    let plain = |geometry: Geometry| Some(Shape::Plain(geometry));
    let mut lines = lines.into_iter();
    let coords = |blocks: Vec<Arc<Block>>| -> Vec<Coord> {
        blocks.iter().flat_map(|block| block.coords()).copied().collect()
    };
    match kind {
        "MultiPoint" => plain(MultiPoint(lines.flat_map(coords).map(Point).collect()).into()),
        "LineString" => plain(line(coords(lines.next()?))?.into()),
        "MultiLineString" => {
            let lines: Option<Vec<LineString>> = lines.map(|one| line(coords(one))).collect();
            plain(MultiLineString(lines?).into())
        }
        _ => {
            let mut areas = Areas::default();
            let mut taken = 0;
            for end in groups {
                let rings = lines.by_ref().take(end - taken).enumerate();
                let rings: Option<Vec<Ring>> =
                    rings.map(|(i, blocks)| ring(Ring::of(blocks), i == 0, repairs)).collect();
                areas.push(rings?);
                taken = end;
            }
            Some(Shape::Areas(Arc::new(areas)))
        }
    }
}

/// A member's value, of which there may be only one.
pub(super) fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// A value jumped over, parsed.
pub(super) fn parsed<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
    serde_json::from_slice(text).ok()
}

/// An `id` is a text or a number (RFC 7946, 3.2).
pub(super) fn identifier(text: &[u8]) -> Option<()> {
    let value = parsed::<Value>(text)?;
    matches!(value, Value::Null | Value::String(_) | Value::Number(_)).then_some(())
}
