//! Coordinate reference systems other than WGS 84 degrees.
//!
//! They are told by well-known text (`.prj` files, ISO 19162 and its forerunners) or by a code of
//! the EPSG registry. Conversion is done by `proj4rs`.

use super::epsg;
use crate::diagnostic::Diagnostic;
use geojson::{GeometryValue, Position};
use proj4rs::Proj;
use proj4rs::transform::transform;

/// Longer texts are not looked at.
const LONGEST: usize = 16_384;

/// A system that coordinates are converted from.
#[derive(Debug)]
pub(super) struct ReferenceSystem {
    name: String,
    own: Proj,
    degrees: Proj,
}

impl ReferenceSystem {
    /// The system of a `.prj` file; `None` for WGS 84 degrees.
    ///
    /// # Errors
    /// A diagnostic without a place, when the system cannot be converted from.
    pub(super) fn of_wkt(text: &str) -> Result<Option<Self>, Box<Diagnostic>> {
        let text = text.trim();
        let name = text.split('"').nth(1).unwrap_or("without a name").to_owned();
        if text.is_empty() || is_wgs84_degrees(text) {
            return Ok(None);
        }
        // Text that is not balanced is not given to the parser.
        let balanced = |open, close| text.matches(open).count() == text.matches(close).count();
        if text.len() > LONGEST || !balanced('[', ']') || !balanced('(', ')') {
            return Err(unknown(&name));
        }
        // A number says more than the text: it tells the shift of the datum.
        if let Some(system) = number_of(text).and_then(epsg::system) {
            return Self::of_system(name, &system);
        }
        let mut definition = proj4wkt::wkt_to_projstring(text).map_err(|_| unknown(&name))?;
        if !definition.contains("+towgs84")
            && let Some(shift) = datum_of(text).and_then(epsg::shift)
        {
            definition.push_str(" +towgs84=");
            definition.push_str(shift);
        }
        Self::of_definition(name, &definition)
    }

    /// The system of a name such as `EPSG:32638`, `urn:ogc:def:crs:EPSG::3857` or an address that
    /// ends in such; `None` for WGS 84 degrees.
    ///
    /// # Errors
    /// A diagnostic without a place, when the system is not known.
    pub(super) fn of_name(name: &str) -> Result<Option<Self>, Box<Diagnostic>> {
        let upper = name.trim().to_ascii_uppercase();
        if upper.ends_with("CRS84")
            || upper.ends_with("CRS84H")
            || matches!(&*upper, "WGS84" | "WGS 84")
        {
            return Ok(None);
        }
        // Addresses have the version of the registry among their parts.
        let mut numbers = upper.rsplit([':', '/', '#']).filter_map(|part| part.parse::<u32>().ok());
        let code = numbers.find(|number| *number > 1000);
        let is_epsg = ["EPSG", "ESRI"].iter().any(|registry| upper.contains(registry))
            || upper.chars().all(|c| c.is_ascii_digit());
        match code.filter(|_| is_epsg) {
            Some(code) => Self::of_code(code),
            None => Err(unknown(name)),
        }
    }

    /// The system of a code of the EPSG registry; `None` for WGS 84 degrees and for systems whose
    /// degrees differ from them by less than two meters.
    ///
    /// # Errors
    /// A diagnostic without a place, when the system is not known.
    pub(super) fn of_code(code: u32) -> Result<Option<Self>, Box<Diagnostic>> {
        let name = format!("EPSG:{code}");
        match epsg::system(code) {
            Some(system) => Self::of_system(name, &system),
            None => Err(unknown(&name)),
        }
    }

    fn of_system(name: String, system: &epsg::System) -> Result<Option<Self>, Box<Diagnostic>> {
        match system {
            epsg::System::Degrees => Ok(None),
            epsg::System::Other(definition) => Self::of_definition(name, definition),
        }
    }

    fn of_definition(name: String, definition: &str) -> Result<Option<Self>, Box<Diagnostic>> {
        let own = Proj::from_proj_string(definition).map_err(|_| unknown(&name))?;
        let degrees =
            Proj::from_proj_string("+proj=longlat +datum=WGS84").map_err(|_| unknown(&name))?;
        Ok(Some(Self { name, own, degrees }))
    }

    /// What it is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What the user is told.
    pub(super) fn note(&self) -> Diagnostic {
        Diagnostic::note("converted-crs", format!("coordinates are converted from `{}`", self.name))
            .remedy("export the file in WGS 84 degrees (EPSG:4326) to save the conversion")
    }

    /// Whether a geometry holds degrees although the system counts in lengths: all its numbers are
    /// small.
    pub(super) fn contradicts(&self, geometry: &GeometryValue) -> bool {
        fn are_small(positions: &[Position]) -> bool {
            positions.iter().all(|position| match position.as_slice() {
                [x, y, ..] => x.abs() <= 180.0 && y.abs() <= 90.0,
                _ => false,
            })
        }
        let lines = |lines: &[Vec<Position>]| lines.iter().all(|line| are_small(line));
        !self.own.is_latlong()
            && match geometry {
                GeometryValue::Point { coordinates } => {
                    are_small(std::slice::from_ref(coordinates))
                }
                GeometryValue::MultiPoint { coordinates }
                | GeometryValue::LineString { coordinates } => are_small(coordinates),
                GeometryValue::MultiLineString { coordinates }
                | GeometryValue::Polygon { coordinates } => lines(coordinates),
                GeometryValue::MultiPolygon { coordinates } => {
                    coordinates.iter().all(|polygon| lines(polygon))
                }
                GeometryValue::GeometryCollection { .. } => false,
            }
    }

    /// What the user is told when the coordinates are no such.
    pub(super) fn contradicted(&self) -> Diagnostic {
        let message =
            format!("the file says `{}`, but its coordinates look like degrees", self.name);
        Diagnostic::warning("other-crs", message)
            .remedy("they are taken for WGS 84 degrees; mend what the file says")
    }

    /// Converts all positions of a geometry to WGS 84 degrees.
    ///
    /// # Errors
    /// A diagnostic without a place for the first position that is not on the globe.
    pub(super) fn to_degrees(&self, geometry: &mut GeometryValue) -> Result<(), Box<Diagnostic>> {
        match geometry {
            GeometryValue::Point { coordinates } => self.position(coordinates),
            GeometryValue::MultiPoint { coordinates }
            | GeometryValue::LineString { coordinates } => self.positions(coordinates),
            GeometryValue::MultiLineString { coordinates }
            | GeometryValue::Polygon { coordinates } => self.lines(coordinates),
            GeometryValue::MultiPolygon { coordinates } => {
                coordinates.iter_mut().try_for_each(|polygon| self.lines(polygon))
            }
            GeometryValue::GeometryCollection { geometries } => {
                geometries.iter_mut().try_for_each(|inner| self.to_degrees(&mut inner.value))
            }
        }
    }

    fn lines(&self, lines: &mut [Vec<Position>]) -> Result<(), Box<Diagnostic>> {
        lines.iter_mut().try_for_each(|line| self.positions(line))
    }

    fn positions(&self, positions: &mut [Position]) -> Result<(), Box<Diagnostic>> {
        positions.iter_mut().try_for_each(|position| self.position(position))
    }

    fn position(&self, position: &mut Position) -> Result<(), Box<Diagnostic>> {
        // What has too few numbers is told by the check of geometries.
        let [x, y, rest @ ..] = position.as_slice() else { return Ok(()) };
        let outside = || {
            let message = format!("the position [{x}, {y}] does not exist in `{}`", self.name);
            let remedy = "the file names another system than its coordinates have: mend it";
            Box::new(Diagnostic::error("out-of-range", message).remedy(remedy))
        };
        let factor = if self.own.is_latlong() { 1_f64.to_radians() } else { 1.0 };
        let mut point = (x * factor, y * factor, 0.0);
        transform(&self.own, &self.degrees, &mut point).map_err(|_| outside())?;
        let (lon, lat) = (point.0.to_degrees(), point.1.to_degrees());
        if !lon.is_finite() || !lat.is_finite() {
            return Err(outside());
        }
        // Heights stay, to be told as dropped.
        *position = Position::from([&[lon, lat], rest].concat());
        Ok(())
    }
}

/// Whether well-known text is that of WGS 84 degrees, or of NAD83 or ETRS89, which differ by less
/// than two meters.
fn is_wgs84_degrees(text: &str) -> bool {
    let start = text.trim_start().to_ascii_uppercase();
    let geographic = ["GEOGCS[", "GEOGCRS[", "GEODCRS[", "GEOGRAPHICCRS["];
    let plain: String = start.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let datums =
        ["WGS84", "WGS1984", "NORTHAMERICAN1983", "NORTHAMERICANDATUM1983", "ETRS1989", "ETRS89"];
    geographic.iter().any(|kind| start.starts_with(kind))
        && datums.iter().any(|datum| plain.contains(datum))
        && plain.contains("DEGREE")
        && plain.contains("GREENWICH")
}

/// The number of the whole in a text: its last part, `AUTHORITY["EPSG","32638"]]` or
/// `ID["EPSG",32638]]`.
fn number_of(text: &str) -> Option<u32> {
    let last = text.trim_end().strip_suffix(']')?.trim_end().strip_suffix(']')?;
    let (before, part) = last.rsplit_once('[')?;
    let word = before.trim_end().to_ascii_uppercase();
    let (registry, number) = part.split_once(',')?;
    let is_number = word.ends_with("AUTHORITY") || word.ends_with("ID");
    let plain = |text: &str| text.trim().trim_matches('"').to_owned();
    (is_number && plain(registry).eq_ignore_ascii_case("EPSG"))
        .then(|| plain(number).parse().ok())
        .flatten()
}

/// The name of the datum in a text.
fn datum_of(text: &str) -> Option<&str> {
    let at = text.to_ascii_uppercase().find("DATUM[")?;
    text.get(at..)?.split('"').nth(1)
}

fn unknown(name: &str) -> Box<Diagnostic> {
    let message = format!("the reference system `{name}` is not known");
    let diagnostic = Diagnostic::error("unknown-crs", message);
    Box::new(diagnostic.remedy("export the file in WGS 84 degrees (EPSG:4326)"))
}

/// In what systems a position that is not in degrees may be, in words, and where it lies then.
pub(super) fn likely(x: f64, y: f64) -> Option<String> {
    /// Half the equator of Web Mercator.
    const HALF_WORLD: f64 = 20_037_508.35;
    let at = |code: u32| {
        let mut position = Position::from([x, y]);
        ReferenceSystem::of_code(code).ok()??.position(&mut position).ok()?;
        let [lon, lat, ..] = position.as_slice() else { return None };
        Some(format!("{lon:.2}, {lat:.2}"))
    };
    let mut systems = Vec::new();
    if x.abs() <= HALF_WORLD && y.abs() <= HALF_WORLD {
        systems.extend(at(3857).map(|at| format!("in Web Mercator (EPSG:3857) it is at {at}")));
    }
    if (100_000.0..=900_000.0).contains(&x) && (100_000.0..=10_000_000.0).contains(&y) {
        // A quarter of a meridian is some 10,002 km long.
        let latitude = y / 111_133.0;
        systems.push(format!("in UTM (EPSG:326 and the zone) at latitude {latitude:.1}"));
    }
    // Eastings begin with the zone, and lie around 500 km in it.
    let zone = (x / 1e6).floor();
    let easting = x - zone * 1e6;
    if (4.0..=32.0).contains(&zone)
        && (150_000.0..=850_000.0).contains(&easting)
        && (3_500_000.0..=9_400_000.0).contains(&y)
    {
        let code = 28400 + zone as u32;
        systems.extend(at(code).map(|at| format!("in Gauss-Kruger (EPSG:{code}) at {at}")));
    }
    (!systems.is_empty()).then(|| systems.join(", "))
}

#[cfg(test)]
mod tests;
