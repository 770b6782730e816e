//! Tables with a column of well-known text (OGC 06-103r4): each row is a feature.

use super::collection::Collection;
use super::csv;
use super::intake::Intake;
use super::reference::ReferenceSystem;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use geojson::{Geometry, GeometryValue, Position};
use serde_json::Map;

/// What the column is called.
const COLUMNS: [&str; 6] = ["wkt", "geometry", "geom", "the_geom", "wkt_geom", "shape"];
/// Geometries nested deeper are refused.
const DEPTH: usize = 32;

/// The column of a table that has well-known text: it is called so, and the first cell that is not
/// empty begins like one.
pub fn column(sheet: &csv::Sheet) -> Option<usize> {
    sheet.columns.iter().enumerate().find_map(|(i, name)| {
        let is_named = COLUMNS.iter().any(|column| name.eq_ignore_ascii_case(column));
        let mut cells = sheet.rows.iter().filter_map(|row| row.cells.get(i));
        let first = cells.find(|cell| !cell.is_empty())?;
        (is_named && Text::of(first).begins_like_one()).then_some(i)
    })
}

/// Reads a table.
pub(super) fn read(bytes: &[u8], file: &str) -> (Collection, Diagnostics) {
    let (sheet, found) = csv::read(bytes, file);
    let mut intake = Intake::default();
    intake.found = found;
    let Some(place) = column(&sheet) else {
        intake.found.push(
            Diagnostic::error("missing-column", "there is no column `wkt`")
                .at(Location::line(file, 1, None))
                .remedy("areas and lines in a table are well-known text in a column `wkt`"),
        );
        return intake.finish();
    };
    for row in sheet.rows {
        let mut properties = Map::new();
        let mut text = "";
        for (i, (name, cell)) in sheet.columns.iter().zip(&row.cells).enumerate() {
            if i == place {
                text = cell;
            } else if !cell.is_empty() && !name.is_empty() {
                properties.entry(name.as_str()).or_insert_with(|| cell.as_str().into());
            }
        }
        let number = intake.collection.features + 1;
        let location = Location { line: row.location.line, ..Location::feature(file, number) };
        let mut cursor = Text::of(text);
        match cursor.whole() {
            Ok(geometry) => match cursor.system {
                Some(code) => {
                    intake.feature_of(
                        ReferenceSystem::of_code(code),
                        geometry,
                        properties,
                        location,
                    );
                }
                None => intake.feature(geometry, properties, location),
            },
            Err(message) => {
                intake.collection.features += 1;
                let remedy =
                    "write it like `POLYGON ((30 10, 40 40, 20 40, 30 10))`, longitude first";
                let message = format!("the geometry cannot be read: {message}");
                intake
                    .found
                    .push(Diagnostic::error("bad-geometry", message).at(location).remedy(remedy));
            }
        }
    }
    intake.finish()
}

/// Text that is read from its start.
struct Text<'t> {
    rest: &'t str,
    /// The number of a reference system before it (`SRID=4326;`, as PostGIS writes).
    system: Option<u32>,
}

impl<'t> Text<'t> {
    fn of(text: &'t str) -> Self {
        let rest = text.trim();
        let system = rest
            .get(..5)
            .filter(|start| start.eq_ignore_ascii_case("SRID="))
            .and_then(|_| rest.get(5..)?.split_once(';'))
            .and_then(|(number, rest)| Some((number.trim().parse().ok()?, rest)));
        match system {
            Some((system, rest)) => Self { rest, system: Some(system) },
            None => Self { rest, system: None },
        }
    }

    fn begins_like_one(mut self) -> bool {
        let word = self.word();
        ["POINT", "LINESTRING", "POLYGON", "MULTI", "GEOMETRYCOLLECTION", "CURVE", "TIN"]
            .iter()
            .any(|kind| word.starts_with(kind))
    }

    /// The geometry, and nothing behind it; `None` if it is empty.
    fn whole(&mut self) -> Result<Option<GeometryValue>, String> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let geometry = self.geometry(0)?;
        self.blank();
        match self.rest.chars().next() {
            None => Ok(geometry),
            Some(other) => Err(format!("there is `{other}` behind it")),
        }
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// The next word in capitals; empty if there is none.
    fn word(&mut self) -> String {
        self.blank();
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_ascii_uppercase()
    }

    fn sign(&mut self, sign: char) -> bool {
        self.blank();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn geometry(&mut self, depth: usize) -> Result<Option<GeometryValue>, String> {
        if depth > DEPTH {
            return Err("geometries are nested too deep".to_owned());
        }
        let word = self.word();
        // Heights and measures may be told in the same word (`POINTZ`) or in one of its own.
        let kind = ["ZM", "Z", "M"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
        let mut has_measure = word.ends_with('M') && !word.ends_with("ZM");
        let before = self.rest;
        match self.word().as_str() {
            "EMPTY" => return Ok(None),
            "" => self.rest = before,
            "M" => has_measure = true,
            "Z" | "ZM" => {}
            other => return Err(format!("`{other}` is not understood")),
        }
        let before = self.rest;
        if self.word() == "EMPTY" {
            return Ok(None);
        }
        self.rest = before;
        let position = |text: &mut Self| text.position(has_measure);
        let line = |text: &mut Self| text.list(position);
        let lines = |text: &mut Self| text.list(line);
        Ok(Some(match kind {
            "POINT" => {
                let points = self.list(position)?;
                let [coordinates] = <[Position; 1]>::try_from(points)
                    .map_err(|points| format!("a point has {} positions", points.len()))?;
                GeometryValue::Point { coordinates }
            }
            "LINESTRING" | "LINEARRING" => GeometryValue::LineString { coordinates: line(self)? },
            "POLYGON" => GeometryValue::Polygon { coordinates: lines(self)? },
            // Points of several may stand in parentheses of their own.
            "MULTIPOINT" => GeometryValue::MultiPoint {
                coordinates: self.list(|text| match text.sign('(') {
                    true => {
                        let point = text.position(has_measure)?;
                        text.closed()?;
                        Ok(point)
                    }
                    false => text.position(has_measure),
                })?,
            },
            "MULTILINESTRING" => GeometryValue::MultiLineString { coordinates: lines(self)? },
            "MULTIPOLYGON" => GeometryValue::MultiPolygon { coordinates: self.list(lines)? },
            "GEOMETRYCOLLECTION" => {
                let parts = self.list(|text| text.geometry(depth + 1))?;
                let geometries = parts.into_iter().flatten().map(Geometry::new).collect();
                GeometryValue::GeometryCollection { geometries }
            }
            "" => return Err("it does not begin with a kind of geometry".to_owned()),
            other => return Err(format!("`{other}` is not drawn")),
        }))
    }

    /// Items in parentheses with commas between them.
    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        if !self.sign('(') {
            return Err("a parenthesis is missing".to_owned());
        }
        let mut items = vec![item(self)?];
        while self.sign(',') {
            items.push(item(self)?);
        }
        self.closed()?;
        Ok(items)
    }

    fn closed(&mut self) -> Result<(), String> {
        if self.sign(')') { Ok(()) } else { Err("a parenthesis is not closed".to_owned()) }
    }

    /// Numbers with spaces between them. The height is kept, as in GeoJSON; a measure is not of the
    /// ground.
    fn position(&mut self, has_measure: bool) -> Result<Position, String> {
        let mut numbers: Vec<f64> = Vec::new();
        loop {
            self.blank();
            let end = self.rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'));
            let (number, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
            if number.is_empty() {
                break;
            }
            let number = number.parse().map_err(|_| format!("`{number}` is not a number"))?;
            numbers.push(number);
            self.rest = rest;
        }
        if numbers.len() < 2 {
            return Err("a position has fewer than two numbers".to_owned());
        }
        numbers.truncate(if has_measure { 2 } else { 3 });
        Ok(Position::from(numbers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::collection::Shape;

    #[test]
    fn a_column_of_text_is_areas() {
        let table = "party;WKT;date\n\
            a;MULTIPOLYGON (((40 30, 48 30, 48 38, 40 38, 40 30),(42 32,42 36,46 36,46 32,42 32)),((1 1,2 1,2 2,1 1)));2031-05-01\n\
            b;\"SRID=3857;POLYGON Z((0 0 1, 100000 0 1, 100000 100000 1, 0 0 1))\";2031-05-02\n\
            c;MULTIPOINT((1 2), 3 4);\nd;polygon empty;\n\
            e;POLYGON((1 1, 2 x));\nf;CURVEPOLYGON(1 1);\ng;LINESTRINGM(1 2 9, 3 4 9);\n";
        let (collection, found) = read(table.as_bytes(), "t.csv");
        assert_eq!(
            found.to_string(),
            "t.csv:3 (feature 2): note[converted-crs]: coordinates are converted from `EPSG:3857`\n  \
             help: export the file in WGS 84 degrees (EPSG:4326) to save the conversion\n\
             t.csv:5 (feature 4): warning[null-geometry]: the feature has no geometry\n  \
             help: give it one or remove the feature; it is left out\n\
             t.csv:6 (feature 5): error[bad-geometry]: the geometry cannot be read: `x` is not a number\n  \
             help: write it like `POLYGON ((30 10, 40 40, 20 40, 30 10))`, longitude first\n\
             t.csv:7 (feature 6): error[bad-geometry]: the geometry cannot be read: `CURVEPOLYGON` is not drawn\n  \
             help: write it like `POLYGON ((30 10, 40 40, 20 40, 30 10))`, longitude first"
        );
        let [a, b, c, g] = collection.records.as_slice() else { panic!("{collection:?}") };
        let area = |shape: &Shape| match shape {
            Shape::Areas(areas) => geo::Area::unsigned_area(&areas.unpack()),
            Shape::Plain(other) => panic!("{other:?}"),
        };
        assert_eq!(area(&a.shape), 48.5);
        assert!((area(&b.shape) - 0.4035).abs() < 1e-3);
        assert_eq!(a.properties["date"], "2031-05-01");
        assert_eq!(
            c.shape,
            Shape::Plain(geo::MultiPoint::from(vec![(1.0, 2.0), (3.0, 4.0)]).into())
        );
        assert_eq!(
            g.shape,
            Shape::Plain(geo::LineString::from(vec![(1.0, 2.0), (3.0, 4.0)]).into())
        );
        assert_eq!(collection.repairs.heights, 4);
    }

    #[test]
    fn a_table_without_it_is_told() {
        for table in ["a,b\n1,2\n", "wkt,b\nno,2\n"] {
            let (_, found) = read(table.as_bytes(), "t.csv");
            assert!(found.to_string().contains("error[missing-column]"), "{found}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(SRID=|POINT|MULTIPOINT|POLYGON|GEOMETRYCOLLECTION)?[ (),0-9.ZMé;]{0,40}") {
            let _ = Text::of(&text).whole();
        }
    }
}
