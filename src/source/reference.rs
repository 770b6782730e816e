//! Coordinate reference systems other than WGS 84 degrees.
//!
//! They are told by well-known text (`.prj` files, ISO 19162 and its forerunners) or by a code of
//! the EPSG registry. Conversion is done by `proj4rs`.

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
    pub(super) fn of_wkt(text: &str) -> Result<Option<Self>, Diagnostic> {
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
        let definition = proj4wkt::wkt_to_projstring(text).map_err(|_| unknown(&name))?;
        Self::of_definition(name, &definition)
    }

    /// The system of a name such as `EPSG:32638` or `urn:ogc:def:crs:EPSG::3857`; `None` for WGS 84
    /// degrees.
    ///
    /// # Errors
    /// A diagnostic without a place, when the system is not known.
    pub(super) fn of_name(name: &str) -> Result<Option<Self>, Diagnostic> {
        let upper = name.trim().to_ascii_uppercase();
        if upper.ends_with("CRS84") || upper.ends_with("CRS84H") {
            return Ok(None);
        }
        let code = upper.rsplit([':', '/']).next().and_then(|code| code.parse::<u32>().ok());
        let is_epsg = upper.contains("EPSG") || upper.chars().all(|c| c.is_ascii_digit());
        match code.filter(|_| is_epsg) {
            Some(code) => Self::of_code(code),
            None => Err(unknown(name)),
        }
    }

    /// The system of a code of the EPSG registry; `None` for WGS 84 degrees and for systems whose
    /// degrees differ from them by less than a meter.
    ///
    /// # Errors
    /// A diagnostic without a place, when the system is not known.
    pub(super) fn of_code(code: u32) -> Result<Option<Self>, Diagnostic> {
        let utm = |zone: u32, rest: &str| format!("+proj=utm +zone={zone} {rest} +no_defs");
        let definition = match code {
            // WGS 84, with height, ETRS89, NAD83.
            4326 | 4979 | 4258 | 4269 => return Ok(None),
            // Web Mercator and its names before it had a code.
            3857 | 3785 | 900_913 | 102_100 | 102_113 => {
                "+proj=merc +a=6378137 +b=6378137 +units=m +no_defs".to_owned()
            }
            32601..=32660 => utm(code - 32600, "+datum=WGS84 +units=m"),
            32701..=32760 => utm(code - 32700, "+south +datum=WGS84 +units=m"),
            25828..=25838 => utm(code - 25800, "+ellps=GRS80 +towgs84=0,0,0 +units=m"),
            26901..=26923 => utm(code - 26900, "+ellps=GRS80 +towgs84=0,0,0 +units=m"),
            // Pulkovo 1942, Gauss-Kruger zones of 6 degrees (EPSG operation 5044).
            28404..=28432 => {
                let zone = code - 28400;
                let (meridian, easting) = (i64::from(zone) * 6 - 3, zone * 1_000_000 + 500_000);
                format!(
                    "+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0={easting} +y_0=0 \
                     +ellps=krass +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22 +units=m +no_defs"
                )
            }
            // LAEA Europe.
            3035 => "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 \
                     +towgs84=0,0,0 +units=m +no_defs"
                .to_owned(),
            // Lambert-93.
            2154 => "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 \
                     +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs"
                .to_owned(),
            _ => return Err(unknown(&format!("EPSG:{code}"))),
        };
        Self::of_definition(format!("EPSG:{code}"), &definition)
    }

    fn of_definition(name: String, definition: &str) -> Result<Option<Self>, Diagnostic> {
        let own = Proj::from_proj_string(definition).map_err(|_| unknown(&name))?;
        let degrees =
            Proj::from_proj_string("+proj=longlat +datum=WGS84").map_err(|_| unknown(&name))?;
        Ok(Some(Self { name, own, degrees }))
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
    pub(super) fn to_degrees(&self, geometry: &mut GeometryValue) -> Result<(), Diagnostic> {
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

    fn lines(&self, lines: &mut [Vec<Position>]) -> Result<(), Diagnostic> {
        lines.iter_mut().try_for_each(|line| self.positions(line))
    }

    fn positions(&self, positions: &mut [Position]) -> Result<(), Diagnostic> {
        positions.iter_mut().try_for_each(|position| self.position(position))
    }

    fn position(&self, position: &mut Position) -> Result<(), Diagnostic> {
        // What has too few numbers is told by the check of geometries.
        let [x, y, ..] = position.as_slice() else { return Ok(()) };
        let outside = || {
            Diagnostic::error(
                "out-of-range",
                format!("the position [{x}, {y}] does not exist in `{}`", self.name),
            )
            .remedy("the file names another reference system than its coordinates have: mend it")
        };
        let factor = if self.own.is_latlong() { 1_f64.to_radians() } else { 1.0 };
        let mut point = (x * factor, y * factor, 0.0);
        transform(&self.own, &self.degrees, &mut point).map_err(|_| outside())?;
        let (lon, lat) = (point.0.to_degrees(), point.1.to_degrees());
        if !lon.is_finite() || !lat.is_finite() {
            return Err(outside());
        }
        *position = Position::from([lon, lat]);
        Ok(())
    }
}

/// Whether well-known text is that of WGS 84 degrees.
fn is_wgs84_degrees(text: &str) -> bool {
    let start = text.trim_start().to_ascii_uppercase();
    let geographic = ["GEOGCS[", "GEOGCRS[", "GEODCRS[", "GEOGRAPHICCRS["];
    let plain: String = start.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    geographic.iter().any(|kind| start.starts_with(kind))
        && (plain.contains("WGS84") || plain.contains("WGS1984"))
        && plain.contains("DEGREE")
}

fn unknown(name: &str) -> Diagnostic {
    Diagnostic::error("unknown-crs", format!("the reference system `{name}` is not known"))
        .remedy("export the file in WGS 84 degrees (EPSG:4326)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(system: &ReferenceSystem, x: f64, y: f64) -> (f64, f64) {
        let mut point = GeometryValue::new_point([x, y]);
        system.to_degrees(&mut point).unwrap();
        let GeometryValue::Point { coordinates } = point else { panic!() };
        (coordinates[0], coordinates[1])
    }

    /// Numbers of PROJ 9.5.1 (`cs2cs EPSG:… EPSG:4326`).
    #[test]
    fn codes_agree_with_proj() {
        for (code, [x, y], [lon, lat]) in [
            (3857, [5_204_000.0, 4_838_000.0], [46.748_327_386, 39.807_444_732]),
            (3035, [4_500_000.0, 3_000_000.0], [12.501_365_622, 50.084_860_170]),
            (32638, [650_000.0, 4_400_000.0], [46.750_514_286, 39.736_706_997]),
        ] {
            let system = ReferenceSystem::of_name(&format!("urn:ogc:def:crs:EPSG::{code}"));
            let (a, b) = converted(&system.unwrap().unwrap(), x, y);
            assert!((a - lon).abs() < 1e-8 && (b - lat).abs() < 1e-8, "{code}: {a} {b}");
        }
        // PROJ chooses another shift of the datum here; 3 m apart.
        let system = ReferenceSystem::of_code(28408).unwrap().unwrap();
        let (a, b) = converted(&system, 8_500_000.0, 4_400_000.0);
        assert!((a - 44.998_778).abs() < 4e-5 && (b - 39.733_232).abs() < 4e-5, "{a} {b}");
    }

    #[test]
    fn text_of_a_prj_file_is_understood() {
        let geographic = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",
            6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
        assert!(ReferenceSystem::of_wkt(geographic).unwrap().is_none());
        let utm = format!(
            "PROJCS[\"WGS_1984_UTM_Zone_38N\",{geographic},PROJECTION[\"Transverse_Mercator\"],\
             PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],\
             PARAMETER[\"Central_Meridian\",45.0],PARAMETER[\"Scale_Factor\",0.9996],\
             PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"
        );
        let by_text = ReferenceSystem::of_wkt(&utm).unwrap().unwrap();
        let by_code = ReferenceSystem::of_code(32638).unwrap().unwrap();
        let (a, b) = converted(&by_text, 650_000.0, 4_400_000.0);
        let (c, d) = converted(&by_code, 650_000.0, 4_400_000.0);
        assert!((a - c).abs() < 1e-9 && (b - d).abs() < 1e-9, "{a} {b} {c} {d}");
    }

    #[test]
    fn what_is_not_known_is_said() {
        for name in ["EPSG:99999", "Moon 2000"] {
            let error = ReferenceSystem::of_name(name).unwrap_err().to_string();
            assert!(error.contains("unknown-crs") && error.contains(name), "{error}");
        }
        assert!(ReferenceSystem::of_wkt("LOCAL_CS[\"x\"]").is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_refused_or_understood(text in "[A-Z\\[\\]\",0-9. _]{0,80}") {
            let _ = ReferenceSystem::of_wkt(&text);
            let _ = ReferenceSystem::of_wkt(&format!("PROJCS[\"a\",{text}]"));
        }
    }
}
