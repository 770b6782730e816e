//! TopoJSON (version 1.0.0 of its specification) as records.
//!
//! Its own reader, as the crate for it takes a geometry apart without saying where a fault is, and
//! shares no type with the GeoJSON reader. Arcs are joined at their ends, each object's geometries
//! become features with the property `layer`, the object's name.

use super::intake::Intake;
use crate::diagnostic::{Diagnostic, Location};
use geojson::{GeometryValue, Position};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::cell::Cell;

/// Geometry collections nested deeper are refused.
const DEPTH: usize = 32;
/// A file whose arcs are named so often that more positions than this come out is refused.
const MOST_POSITIONS: usize = 100_000_000;

/// Whether a JSON value is a topology.
pub(super) fn is_topology(value: &Value) -> bool {
    value.get("type").and_then(Value::as_str) == Some("Topology")
}

#[derive(Deserialize)]
struct Topology {
    #[serde(default)]
    transform: Option<Transform>,
    #[serde(default)]
    arcs: Vec<Vec<Vec<f64>>>,
    #[serde(default)]
    objects: Map<String, Value>,
    /// How many positions have been given.
    #[serde(skip)]
    given: Cell<usize>,
}

#[derive(Clone, Copy, Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

/// Reads a topology.
pub(super) fn read_value(intake: &mut Intake, value: Value, file: &str) {
    match serde_json::from_value::<Topology>(value) {
        Ok(mut topology) => {
            let objects = std::mem::take(&mut topology.objects);
            topology.place_arcs();
            for (name, object) in objects {
                topology.take(intake, &name, &object, file, 0);
            }
            // Its rings are wound the other way by custom.
            intake.collection.repairs.reversed = 0;
        }
        Err(error) => intake.found.push(bad(&error.to_string()).at(Location::file(file))),
    }
}

fn bad(message: &str) -> Diagnostic {
    Diagnostic::error("bad-topojson", format!("the file is not TopoJSON: {message}"))
        .remedy("export it anew, or as GeoJSON")
}

impl Topology {
    /// Undoes quantization and delta-encoding.
    fn place_arcs(&mut self) {
        let Some(transform) = self.transform else { return };
        for arc in &mut self.arcs {
            let (mut x, mut y) = (0.0, 0.0);
            for position in arc {
                if let [dx, dy, ..] = position.as_slice() {
                    (x, y) = (x + dx, y + dy);
                    *position = transform.degrees(x, y);
                }
            }
        }
    }

    /// Takes in the geometries of an object; those of a collection are features of their own.
    fn take(&self, intake: &mut Intake, layer: &str, object: &Value, file: &str, depth: usize) {
        let kind = object.get("type").and_then(Value::as_str);
        if kind == Some("GeometryCollection") && depth < DEPTH {
            let parts = object.get("geometries").and_then(Value::as_array);
            for part in parts.into_iter().flatten() {
                self.take(intake, layer, part, file, depth + 1);
            }
            return;
        }
        let location = Location::feature(file, intake.collection.features + 1);
        let mut properties = match object.get("properties") {
            Some(Value::Object(properties)) => properties.clone(),
            _ => Map::new(),
        };
        properties.entry("layer").or_insert_with(|| layer.into());
        if let Some(id) = object.get("id") {
            properties.entry("id").or_insert_with(|| id.clone());
        }
        let geometry = match kind {
            None if object.get("type").is_none_or(Value::is_null) => Ok(None),
            Some(kind) => self.geometry(kind, object).map(Some),
            None => Err("`type` is not a text".to_owned()),
        };
        match geometry {
            Ok(geometry) => intake.feature(geometry, properties, location),
            Err(message) => {
                intake.collection.features += 1;
                intake.found.push(bad(&message).at(location));
            }
        }
    }

    fn geometry(&self, kind: &str, object: &Value) -> Result<GeometryValue, String> {
        let coordinates = || object.get("coordinates").cloned().unwrap_or_default();
        let arcs = || object.get("arcs").cloned().unwrap_or_default();
        fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, String> {
            serde_json::from_value(value).map_err(|error| error.to_string())
        }
        Ok(match kind {
            "Point" => {
                GeometryValue::Point { coordinates: self.point(&read::<Vec<f64>>(coordinates())?) }
            }
            "MultiPoint" => {
                let points: Vec<Vec<f64>> = read(coordinates())?;
                let coordinates = points.iter().map(|point| self.point(point)).collect();
                GeometryValue::MultiPoint { coordinates }
            }
            "LineString" => {
                let coordinates = self.line(&read::<Vec<i64>>(arcs())?)?;
                GeometryValue::LineString { coordinates }
            }
            "MultiLineString" => {
                let coordinates = self.lines(&read::<Vec<Vec<i64>>>(arcs())?)?;
                GeometryValue::MultiLineString { coordinates }
            }
            "Polygon" => {
                let coordinates = self.lines(&read::<Vec<Vec<i64>>>(arcs())?)?;
                GeometryValue::Polygon { coordinates }
            }
            "MultiPolygon" => {
                let polygons: Vec<Vec<Vec<i64>>> = read(arcs())?;
                let coordinates: Result<_, String> =
                    polygons.iter().map(|polygon| self.lines(polygon)).collect();
                GeometryValue::MultiPolygon { coordinates: coordinates? }
            }
            other => return Err(format!("there is no geometry `{other}`")),
        })
    }

    /// A position that is not part of an arc.
    fn point(&self, position: &[f64]) -> Position {
        match (self.transform, position) {
            (Some(transform), [x, y, ..]) => Position::from(transform.degrees(*x, *y)),
            _ => Position::from(position.to_vec()),
        }
    }

    fn lines(&self, lines: &[Vec<i64>]) -> Result<Vec<Vec<Position>>, String> {
        lines.iter().map(|line| self.line(line)).collect()
    }

    /// Arcs joined; `!i` is arc `i` backwards. The first position of an arc is the last of the one
    /// before it.
    fn line(&self, arcs: &[i64]) -> Result<Vec<Position>, String> {
        let mut line: Vec<Position> = Vec::new();
        for &index in arcs {
            let forwards = index >= 0;
            let number = if forwards { index } else { !index };
            let arc = usize::try_from(number).ok().and_then(|number| self.arcs.get(number));
            let arc = arc.ok_or_else(|| format!("there is no arc {number}"))?;
            self.given.set(self.given.get() + arc.len());
            if self.given.get() > MOST_POSITIONS {
                return Err(format!("it has more than {MOST_POSITIONS} positions"));
            }
            let skipped = usize::from(!line.is_empty());
            let position = |position: &Vec<f64>| Position::from(position.clone());
            if forwards {
                line.extend(arc.iter().skip(skipped).map(position));
            } else {
                line.extend(arc.iter().rev().skip(skipped).map(position));
            }
        }
        Ok(line)
    }
}

impl Transform {
    fn degrees(self, x: f64, y: f64) -> Vec<f64> {
        let [a, b] = self.scale;
        let [x0, y0] = self.translate;
        vec![x * a + x0, y * b + y0]
    }
}

#[cfg(test)]
mod tests {
    use crate::source::geojson;
    use crate::source::geometry::Shape;

    /// Two squares side by side that share the arc 0, quantized.
    const SQUARES: &str = r#"{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[10,20]},
        "arcs":[[[2,0],[0,2]],[[2,2],[-2,0],[0,-2],[2,0]],[[2,0],[2,0],[0,2],[-2,0]]],
        "objects":{"sides":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","properties":{"holder":"a"},"arcs":[[0,1]]},
            {"type":"Polygon","id":7,"arcs":[[2,-1]]},
            {"type":"Polygon","arcs":[[9]]}]},
            "town":{"type":"Point","coordinates":[2,2]}}}"#;

    #[test]
    fn arcs_are_joined_and_faults_told() {
        let (collection, found) = geojson::read(SQUARES.as_bytes(), "a.json");
        assert_eq!(
            found.to_string(),
            "a.json (feature 3): error[bad-topojson]: the file is not TopoJSON: there is no arc 9\n  \
             help: export it anew, or as GeoJSON"
        );
        let [west, east, town] = collection.records.as_slice() else { panic!("{collection:?}") };
        let areas = [west, east].map(|record| match &record.shape {
            Shape::Areas(areas) => geo::Area::unsigned_area(&areas.unpack()),
            Shape::Plain(_) => panic!("no area"),
        });
        assert_eq!(areas, [1.0, 1.0]);
        assert_eq!(west.properties["holder"], "a");
        assert_eq!(
            (&east.properties["layer"], &east.properties["id"]),
            (&"sides".into(), &7.into())
        );
        assert_eq!(town.shape, Shape::Plain(geo::Point::new(11.0, 21.0).into()));
    }
}
