//! GeoJSON geometry becomes sound geometry, or says what is wrong with it.

use super::reference;
use crate::diagnostic::Diagnostic;
use crate::math::{Areas, Ring};
use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};
use geojson::{GeometryValue, Position};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The geometry of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Areas, shared with all that is made of them.
    Areas(Arc<Areas>),
    /// Points or lines, single or several. Never areas, never a collection.
    Plain(Geometry<f64>),
}

/// What was mended without asking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Positions whose height was dropped.
    pub heights: usize,
    /// Rings whose first point was repeated at their end.
    pub closed: usize,
    /// Rings without an area that were left out of areas that have some.
    pub collapsed: usize,
    /// Rings that were wound the other way.
    pub reversed: usize,
}

impl Repairs {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            heights: self.heights + other.heights,
            closed: self.closed + other.closed,
            collapsed: self.collapsed + other.collapsed,
            reversed: self.reversed + other.reversed,
        }
    }
}

/// The shapes that a GeoJSON geometry consists of; collections are opened.
///
/// Rings are closed and wound as RFC 7946 (3.1.6) asks: outlines counterclockwise, holes
/// clockwise.
///
/// # Errors
/// What is wrong with it, one diagnostic for each sort of fault, without a place.
pub(super) fn sound(
    value: &GeometryValue,
    repairs: &mut Repairs,
) -> Result<Vec<Shape>, Vec<Diagnostic>> {
    let mut survey = Survey { faults: BTreeMap::new(), likely: None, repairs };
    let mut parts = Vec::new();
    survey.parts(value, &mut parts);
    if parts.is_empty() && survey.faults.is_empty() {
        survey.empty();
    }
    if survey.faults.is_empty() { Ok(parts) } else { Err(survey.report()) }
}

/// The faults found in one geometry: by sort, the first one and how many there are.
struct Survey<'r> {
    faults: BTreeMap<Fault, (String, usize)>,
    /// In what system the first position in meters may be.
    likely: Option<String>,
    repairs: &'r mut Repairs,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Empty,
    NotFinite,
    Short,
    Swapped,
    Meters,
    Wrapped,
    OutOfRange,
    FewPoints,
}

impl Survey<'_> {
    fn parts(&mut self, value: &GeometryValue, parts: &mut Vec<Shape>) {
        match value {
            GeometryValue::Point { coordinates } => {
                if let Some(c) = self.position(coordinates) {
                    parts.push(Shape::Plain(Point(c).into()));
                }
            }
            GeometryValue::MultiPoint { coordinates } => {
                let points: Vec<Point> =
                    coordinates.iter().filter_map(|p| self.position(p)).map(Point).collect();
                if self.filled(coordinates.len()) {
                    parts.push(Shape::Plain(MultiPoint(points).into()));
                }
            }
            GeometryValue::LineString { coordinates } => {
                if let Some(line) = self.line(coordinates) {
                    parts.push(Shape::Plain(line.into()));
                }
            }
            GeometryValue::MultiLineString { coordinates } => {
                let lines = coordinates.iter().filter_map(|line| self.line(line)).collect();
                if self.filled(coordinates.len()) {
                    parts.push(Shape::Plain(MultiLineString(lines).into()));
                }
            }
            GeometryValue::Polygon { coordinates } => {
                if let Some(rings) = self.polygon(coordinates) {
                    let mut areas = Areas::default();
                    areas.push(rings);
                    parts.push(Shape::Areas(Arc::new(areas)));
                }
            }
            GeometryValue::MultiPolygon { coordinates } => {
                // Simplifying leaves islands without an area: nothing is lost with them, if there
                // is another.
                let is_kept = |polygon: &Vec<Vec<Position>>| !has_collapsed(polygon.first());
                let some_are = coordinates.iter().any(is_kept);
                let kept = coordinates.iter().filter(|polygon| !some_are || is_kept(polygon));
                let kept: Vec<_> = kept.collect();
                self.repairs.collapsed += coordinates.len() - kept.len();
                let mut areas = Areas::default();
                let sound = kept.into_iter().filter_map(|rings| self.polygon(rings));
                sound.for_each(|rings| areas.push(rings));
                if self.filled(coordinates.len()) {
                    parts.push(Shape::Areas(Arc::new(areas)));
                }
            }
            GeometryValue::GeometryCollection { geometries } => {
                for geometry in geometries {
                    self.parts(&geometry.value, parts);
                }
            }
        }
    }

    fn filled(&mut self, count: usize) -> bool {
        if count == 0 {
            self.empty();
        }
        count > 0
    }

    fn empty(&mut self) {
        self.fault(Fault::Empty, "the geometry is empty".to_owned());
    }

    fn line(&mut self, positions: &[Position]) -> Option<LineString> {
        if !self.filled(positions.len()) {
            return None;
        }
        let line = line(self.coords(positions)?);
        if line.is_none() {
            self.fault(Fault::FewPoints, "a line has fewer than 2 distinct points".to_owned());
        }
        line
    }

    fn polygon(&mut self, rings: &[Vec<Position>]) -> Option<Vec<Ring>> {
        if !self.filled(rings.len()) {
            return None;
        }
        // Holes without an area take nothing away.
        let kept =
            rings.iter().enumerate().filter(|(i, ring)| *i == 0 || !has_collapsed(Some(ring)));
        let kept: Vec<_> = kept.collect();
        self.repairs.collapsed += rings.len() - kept.len();
        // All rings are looked at, so that all faults are found.
        let rings: Vec<Option<Ring>> =
            kept.into_iter().map(|(i, ring)| self.ring(ring, i == 0)).collect();
        rings.into_iter().collect()
    }

    fn ring(&mut self, positions: &[Position], outline: bool) -> Option<Ring> {
        if !self.filled(positions.len()) {
            return None;
        }
        let ring = ring(Ring::new(&self.coords(positions)?), outline, self.repairs);
        if ring.is_none() {
            self.fault(Fault::FewPoints, "a ring has fewer than 3 distinct points".to_owned());
        }
        ring
    }

    fn coords(&mut self, positions: &[Position]) -> Option<Vec<Coord>> {
        let coords: Vec<Coord> = positions.iter().filter_map(|p| self.position(p)).collect();
        (coords.len() == positions.len()).then_some(coords)
    }

    fn position(&mut self, position: &Position) -> Option<Coord> {
        let [x, y, rest @ ..] = position.as_slice() else {
            let count = position.len();
            self.fault(Fault::Short, format!("a position has {count} numbers, it needs 2"));
            return None;
        };
        let (x, y) = (*x, *y);
        self.repairs.heights += usize::from(!rest.is_empty());
        let shown = format_args!("the position [{x}, {y}]");
        let fault = if !x.is_finite() || !y.is_finite() {
            (Fault::NotFinite, format!("{shown} is not finite"))
        } else if x.abs() <= 180.0 && y.abs() <= 90.0 {
            return Some(Coord { x, y });
        } else if x.abs() <= 90.0 && y.abs() <= 180.0 {
            (Fault::Swapped, format!("{shown} is out of range"))
        } else if x.abs() > 1000.0 || y.abs() > 1000.0 {
            self.likely = self.likely.take().or_else(|| reference::likely(x, y));
            (Fault::Meters, format!("{shown} is out of range"))
        } else if x.abs() <= 360.0 && y.abs() <= 90.0 {
            (Fault::Wrapped, format!("{shown} is out of range"))
        } else {
            (Fault::OutOfRange, format!("{shown} is out of range"))
        };
        self.fault(fault.0, fault.1);
        None
    }

    fn fault(&mut self, fault: Fault, first: String) {
        self.faults.entry(fault).or_insert((first, 0)).1 += 1;
    }

    fn report(self) -> Vec<Diagnostic> {
        let (faults, likely) = (self.faults.into_iter(), self.likely);
        let told = |(fault, (first, count))| Fault::diagnostic(fault, first, count, likely.clone());
        faults.map(told).collect()
    }
}

impl Fault {
    fn diagnostic(self, first: String, count: usize, likely: Option<String>) -> Diagnostic {
        let message = match count {
            1 => first,
            _ => format!("{first} (the first of {count} of this feature)"),
        };
        match self {
            Self::Empty => Diagnostic::error("empty-geometry", message)
                .remedy("give it coordinates or remove the feature"),
            Self::NotFinite => Diagnostic::error("bad-position", message)
                .remedy("every coordinate is a finite number of degrees"),
            Self::Short => Diagnostic::error("bad-position", message)
                .remedy("write positions as [longitude, latitude]"),
            Self::Swapped => Diagnostic::error("swapped-coordinates", message)
                .remedy("latitude and longitude seem swapped: write [longitude, latitude]"),
            Self::Meters => Diagnostic::error("out-of-range", message).remedy(format!(
                "the coordinates seem to be meters of a projection{}: convert them to WGS 84 degrees \
                 (EPSG:4326), or name the system in a `crs` member or a .prj file",
                likely.map_or(String::new(), |system| format!(" ({system})"))
            )),
            Self::Wrapped => Diagnostic::error("out-of-range", message)
                .remedy("longitudes run from -180 to 180: subtract or add 360"),
            Self::OutOfRange => Diagnostic::error("out-of-range", message)
                .remedy("longitudes run from -180 to 180, latitudes from -90 to 90"),
            Self::FewPoints => Diagnostic::error("few-points", message)
                .remedy("add the missing points or remove the feature"),
        }
    }
}

/// Whether a ring is sound but for that fewer than 3 of its positions are distinct.
fn has_collapsed(ring: Option<&Vec<Position>>) -> bool {
    let Some(ring) = ring.filter(|ring| !ring.is_empty()) else { return false };
    let coords = ring.iter().map_while(|position| match position.as_slice() {
        [x, y, ..] if x.abs() <= 180.0 && y.abs() <= 90.0 => Some(Coord { x: *x, y: *y }),
        _ => None,
    });
    // Three distinct ones are soon found.
    let mut seen: Vec<Coord> = Vec::new();
    let mut count = 0;
    for coord in coords {
        count += 1;
        if !seen.contains(&coord) {
            seen.push(coord);
        }
        if seen.len() > 2 {
            return false;
        }
    }
    count == ring.len()
}

/// A line of some positions; `None` if fewer than 2 are distinct.
pub(super) fn line(coords: Vec<Coord>) -> Option<LineString> {
    (distinct(&coords) >= 2).then_some(LineString(coords))
}

/// A ring, closed, and wound as an outline or as a hole; `None` if fewer than 3 of its positions are
/// distinct.
pub(super) fn ring(mut ring: Ring, outline: bool, repairs: &mut Repairs) -> Option<Ring> {
    if ring.distinct() < 3 {
        return None;
    }
    repairs.closed += usize::from(ring.close());
    // What crosses the antimeridian is wound as it stands: its area is not that of its numbers.
    if !ring.is_wide() && (ring.twice_area() < 0.0) == outline {
        ring.reverse();
        repairs.reversed += 1;
    }
    Some(ring)
}

/// The number of distinct points, counted up to 3.
fn distinct(coords: &[Coord]) -> usize {
    let Some(first) = coords.first() else { return 0 };
    let Some(second) = coords.iter().find(|c| *c != first) else { return 1 };
    if coords.iter().any(|c| c != first && c != second) { 3 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Winding;

    fn faults(value: &GeometryValue) -> String {
        let all = sound(value, &mut Repairs::default()).unwrap_err();
        all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn rings_are_closed_and_wound() {
        let square = [[0.0, 0.0], [0.0, 4.0], [4.0, 4.0], [4.0, 0.0]];
        let hole = [[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 1.0]];
        let mut repairs = Repairs::default();
        let value = GeometryValue::new_polygon([square.to_vec(), hole.to_vec()]);
        let parts = sound(&value, &mut repairs).unwrap();
        let [Shape::Areas(areas)] = parts.as_slice() else { panic!() };
        let polygon = &areas.unpack().0[0];
        assert!(polygon.exterior().is_ccw() && polygon.interiors()[0].is_cw());
        assert!(polygon.exterior().is_closed());
        assert_eq!(repairs, Repairs { closed: 1, reversed: 2, ..Repairs::default() });
    }

    #[test]
    fn each_sort_of_fault_is_told_once() {
        let value = GeometryValue::new_line_string([[39.8, 146.7], [39.9, 146.8], [500.0, 1.0]]);
        assert_eq!(
            faults(&value),
            "error[swapped-coordinates]: the position [39.8, 146.7] is out of range \
             (the first of 2 of this feature)\n  \
             help: latitude and longitude seem swapped: write [longitude, latitude]\n\
             error[out-of-range]: the position [500, 1] is out of range\n  \
             help: longitudes run from -180 to 180, latitudes from -90 to 90"
        );
        assert_eq!(
            faults(&GeometryValue::new_point([5_204_000.0, 4_838_000.0])),
            "error[out-of-range]: the position [5204000, 4838000] is out of range\n  help: the \
             coordinates seem to be meters of a projection (in Web Mercator (EPSG:3857) it is at \
             46.75, 39.81, in Gauss-Kruger (EPSG:28405) at 23.33, 43.62): convert them to WGS 84 degrees (EPSG:4326), or name the system in a \
             `crs` member or a .prj file"
        );
        assert_eq!(
            faults(&GeometryValue::new_point([f64::NAN, 0.0])),
            "error[bad-position]: the position [NaN, 0] is not finite\n  \
             help: every coordinate is a finite number of degrees"
        );
    }

    #[test]
    fn too_little_is_an_error() {
        let none: [[f64; 2]; 0] = [];
        for value in [
            GeometryValue::new_multi_point(none),
            GeometryValue::Polygon { coordinates: vec![] },
            GeometryValue::Polygon { coordinates: vec![vec![]] },
            GeometryValue::GeometryCollection { geometries: vec![] },
        ] {
            assert!(faults(&value).starts_with("error[empty-geometry]: the geometry is empty\n"));
        }
        let spike = GeometryValue::new_polygon([[[0.0, 0.0], [1.0, 1.0], [0.0, 0.0], [1.0, 1.0]]]);
        assert_eq!(
            faults(&spike),
            "error[few-points]: a ring has fewer than 3 distinct points\n  \
             help: add the missing points or remove the feature"
        );
        assert!(faults(&GeometryValue::new_line_string([[0.0, 0.0]; 3])).contains("a line has"));
        assert!(faults(&GeometryValue::new_point(vec![1.0])).contains("has 1 numbers"));
    }

    #[test]
    fn islands_and_holes_without_an_area_are_left_out() {
        let square =
            vec![vec![0.0, 0.0], vec![4.0, 0.0], vec![4.0, 4.0], vec![0.0, 4.0], vec![0.0, 0.0]];
        let spike = vec![vec![1.0, 1.0], vec![2.0, 2.0], vec![1.0, 1.0], vec![1.0, 1.0]];
        let ring =
            |ring: &Vec<Vec<f64>>| ring.iter().cloned().map(Position::from).collect::<Vec<_>>();
        let (square, spike) = (ring(&square), ring(&spike));
        let value = GeometryValue::MultiPolygon {
            coordinates: vec![vec![spike.clone()], vec![square, spike.clone()]],
        };
        let mut repairs = Repairs::default();
        let parts = sound(&value, &mut repairs).unwrap();
        let [Shape::Areas(areas)] = parts.as_slice() else { panic!() };
        assert_eq!((areas.each().count(), areas.rings().len(), repairs.collapsed), (1, 1, 2));
        let only = GeometryValue::MultiPolygon { coordinates: vec![vec![spike]] };
        assert!(faults(&only).starts_with("error[few-points]"));
    }

    #[test]
    fn collections_are_opened_and_heights_dropped() {
        let inner =
            GeometryValue::new_geometry_collection([GeometryValue::new_point([1.0, 2.0, 3.0])]);
        let value =
            GeometryValue::new_geometry_collection([inner, GeometryValue::new_point([3.0, 4.0])]);
        let mut repairs = Repairs::default();
        assert_eq!(
            sound(&value, &mut repairs).unwrap(),
            [(1.0, 2.0), (3.0, 4.0)].map(|(x, y)| Shape::Plain(Point::new(x, y).into()))
        );
        assert_eq!(repairs.heights, 1);
    }
}
