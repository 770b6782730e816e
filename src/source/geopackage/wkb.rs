//! Well-known binary (ISO 19125-1 with the numbers of ISO 13249-3 for heights and measures, and
//! those of PostGIS).

use geojson::{Geometry, GeometryValue, Position};

/// Geometries nested deeper are refused.
const DEPTH: usize = 32;

/// The geometry; `None` for an empty one.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn read(bytes: &[u8]) -> Result<Option<GeometryValue>, String> {
    let mut bytes = Bytes { rest: bytes, is_little: true };
    let value = bytes.geometry(0)?;
    Ok(value.filter(|value| !is_empty(value)))
}

/// Whether it has no position.
fn is_empty(value: &GeometryValue) -> bool {
    match value {
        GeometryValue::Point { .. } => false,
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            coordinates.is_empty()
        }
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            coordinates.is_empty()
        }
        GeometryValue::MultiPolygon { coordinates } => coordinates.is_empty(),
        GeometryValue::GeometryCollection { geometries } => geometries.is_empty(),
    }
}

/// Bytes from which numbers are taken.
struct Bytes<'b> {
    rest: &'b [u8],
    is_little: bool,
}

/// How positions are written.
#[derive(Clone, Copy)]
struct Layout {
    has_height: bool,
    has_measure: bool,
}

impl Layout {
    /// Numbers of a position.
    fn numbers(self) -> usize {
        2 + usize::from(self.has_height) + usize::from(self.has_measure)
    }
}

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let (taken, rest) =
            self.rest.split_first_chunk::<N>().ok_or_else(|| "it is cut off".to_owned())?;
        self.rest = rest;
        Ok(*taken)
    }

    fn whole(&mut self) -> Result<u32, String> {
        let four = self.take()?;
        Ok(if self.is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    fn number(&mut self) -> Result<f64, String> {
        let eight = self.take()?;
        Ok(if self.is_little { f64::from_le_bytes(eight) } else { f64::from_be_bytes(eight) })
    }

    /// How many parts follow, of at least `size` bytes each.
    fn count(&mut self, size: usize) -> Result<usize, String> {
        let count = self.whole()? as usize;
        if count > self.rest.len() / size {
            return Err("it is cut off".to_owned());
        }
        Ok(count)
    }

    /// The height is kept, as in GeoJSON; a measure is not of the ground.
    fn position(&mut self, layout: Layout) -> Result<Position, String> {
        let mut numbers = vec![self.number()?, self.number()?];
        if layout.has_height {
            numbers.push(self.number()?);
        }
        if layout.has_measure {
            self.number()?;
        }
        Ok(Position::from(numbers))
    }

    fn positions(&mut self, layout: Layout) -> Result<Vec<Position>, String> {
        let count = self.count(8 * layout.numbers())?;
        (0..count).map(|_| self.position(layout)).collect()
    }

    fn lines(&mut self, layout: Layout) -> Result<Vec<Vec<Position>>, String> {
        let count = self.count(4)?;
        (0..count).map(|_| self.positions(layout)).collect()
    }

    fn parts(&mut self, depth: usize) -> Result<Vec<GeometryValue>, String> {
        // Byte order and kind of each.
        let count = self.count(5)?;
        let mut parts = Vec::new();
        for _ in 0..count {
            let (is_little, part) = (self.is_little, self.geometry(depth + 1)?);
            self.is_little = is_little;
            parts.extend(part);
        }
        Ok(parts)
    }

    fn geometry(&mut self, depth: usize) -> Result<Option<GeometryValue>, String> {
        if depth > DEPTH {
            return Err("geometries are nested too deep".to_owned());
        }
        self.is_little = match self.take::<1>()? {
            [0] => false,
            [1] => true,
            [other] => return Err(format!("there is no byte order {other}")),
        };
        let kind = self.whole()?;
        let (flags, kind) = (kind >> 28, kind & 0x0fff_ffff);
        let (dimensions, kind) = (kind / 1000, kind % 1000);
        let layout = Layout {
            has_height: flags & 8 != 0 || matches!(dimensions, 1 | 3),
            has_measure: flags & 4 != 0 || matches!(dimensions, 2 | 3),
        };
        if flags & 2 != 0 {
            self.whole()?;
        }
        Ok(Some(match kind {
            1 => {
                let coordinates = self.position(layout)?;
                // A point without a position is written as two numbers that are none.
                if coordinates.as_slice().iter().take(2).all(|number| number.is_nan()) {
                    return Ok(None);
                }
                GeometryValue::Point { coordinates }
            }
            2 => GeometryValue::LineString { coordinates: self.positions(layout)? },
            3 => GeometryValue::Polygon { coordinates: self.lines(layout)? },
            4 => GeometryValue::MultiPoint {
                coordinates: self.of_kind("points", depth, |part| match part {
                    GeometryValue::Point { coordinates } => Some(coordinates),
                    _ => None,
                })?,
            },
            // A curve of lines is a line, a surface of polygons a polygon.
            5 | 11 => GeometryValue::MultiLineString {
                coordinates: self.of_kind("lines", depth, |part| match part {
                    GeometryValue::LineString { coordinates } => Some(coordinates),
                    _ => None,
                })?,
            },
            6 | 12 => GeometryValue::MultiPolygon {
                coordinates: self.of_kind("polygons", depth, |part| match part {
                    GeometryValue::Polygon { coordinates } => Some(coordinates),
                    _ => None,
                })?,
            },
            7 => {
                let geometries = self.parts(depth)?.into_iter().map(Geometry::new).collect();
                GeometryValue::GeometryCollection { geometries }
            }
            8..=10 => return Err("it is a curve, which is not drawn".to_owned()),
            15..=17 => return Err("it is a surface in space".to_owned()),
            other => return Err(format!("there is no geometry of the kind {other}")),
        }))
    }

    /// The coordinates of parts that are all of one kind; empty parts are none.
    fn of_kind<T>(
        &mut self,
        kind: &str,
        depth: usize,
        coordinates: impl Fn(GeometryValue) -> Option<T>,
    ) -> Result<Vec<T>, String> {
        let parts = self.parts(depth)?;
        let wrong = || format!("its parts are not all {kind}");
        parts
            .into_iter()
            .filter(|part| !is_empty(part))
            .map(|part| coordinates(part).ok_or_else(wrong))
            .collect()
    }
}
