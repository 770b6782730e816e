//! Published grids: projections whose parameters somebody has settled and numbered.

use super::Projection;
use crate::math::{LonLat, Planar};
use crate::source::epsg;

/// A projection of fixed parameters, and how its published coordinates (eastings and northings)
/// come from the projection's own.
///
/// The ellipsoid is WGS 84. Grids on GRS 80 (ETRS89, NAD83, GDA94) agree to a tenth of a millimeter
/// on the map; that their datums have drifted apart by up to two meters does not show.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    projection: Projection,
    /// Scale on the projection's true lines.
    scale: f64,
    easting: f64,
    northing: f64,
}

impl Grid {
    /// A zone of UTM (EPSG Guidance Note 7-2, method 9824), 1 to 60.
    pub fn utm(zone: u8, south: bool) -> Option<Self> {
        let first = if south { 32_700 } else { 32_600 };
        (1..=60).contains(&zone).then(|| Self::epsg(first + u32::from(zone))).flatten()
    }

    /// A grid by its number in the EPSG dataset, of those that files of geometries may be in, too: all
    /// whose projection is known here and whose ellipsoid is WGS 84 or GRS 80.
    pub fn epsg(code: u32) -> Option<Self> {
        match epsg::system(code)? {
            epsg::System::Other(definition) => Self::of_definition(&definition),
            epsg::System::Degrees => None,
        }
    }

    /// The grids known by number besides zones, for messages and documents.
    pub fn numbered() -> impl Iterator<Item = u32> {
        epsg::SYSTEMS
            .iter()
            .filter(|(_, text)| Self::of_definition(text).is_some())
            .map(|(code, _)| *code)
    }

    /// The grid that PROJ writes as `+proj=laea +lat_0=52 …`.
    fn of_definition(text: &str) -> Option<Self> {
        let value = |key: &str| {
            text.split_whitespace().find_map(|word| {
                word.strip_prefix('+')?.split_once('=').filter(|(k, _)| *k == key).map(|(_, v)| v)
            })
        };
        let number = |key: &str| value(key).and_then(|text| text.parse::<f64>().ok());
        let is_web = value("a").is_some();
        let is_usual =
            matches!(value("ellps"), Some("GRS80")) || matches!(value("datum"), Some("WGS84"));
        if !(is_usual || is_web) || value("units").is_some() || value("towgs84").is_some() {
            return None;
        }
        let or_zero = |key: &str| number(key).unwrap_or(0.0);
        let center = LonLat::new(or_zero("lon_0"), or_zero("lat_0"));
        let parallels = [or_zero("lat_1"), or_zero("lat_2")];
        let projection = match value("proj")? {
            "merc" if is_web => Projection::mercator(center.lon),
            "tmerc" => Projection::transverse_mercator(center),
            "lcc" => Projection::lambert_conformal_conic(center, parallels),
            "aea" => Projection::albers(center, parallels),
            "laea" => Projection::azimuthal_equal_area(center),
            "eqearth" => Projection::equal_earth(center.lon),
            _ => return None,
        };
        Some(Self {
            projection,
            scale: number("k").unwrap_or(1.0),
            easting: or_zero("x_0"),
            northing: or_zero("y_0"),
        })
    }

    /// The grid of a name: `utm:38n`, `utm:60s`, `epsg:3035`; `None` for anything else.
    pub fn parse(name: &str) -> Option<Self> {
        let (kind, rest) = name.trim().split_once(':')?;
        let rest = rest.trim().to_ascii_lowercase();
        match kind.trim().to_ascii_lowercase().as_str() {
            "utm" => {
                let south = rest.ends_with('s');
                let zone = rest.strip_suffix(['n', 's'])?;
                Self::utm(zone.parse().ok()?, south)
            }
            "epsg" => Self::epsg(rest.parse().ok()?),
            _ => None,
        }
    }

    /// The projection, whose coordinates count from its own center.
    pub fn projection(&self) -> &Projection {
        &self.projection
    }

    /// Easting and northing of a position, meters.
    pub fn forward(&self, at: LonLat) -> Option<Planar> {
        let Planar { x, y } = self.projection.forward(at)?;
        Some(Planar { x: x * self.scale + self.easting, y: y * self.scale + self.northing })
    }

    /// Easting and northing as coordinates of the projection.
    pub fn planar(&self, at: Planar) -> Planar {
        let Planar { x, y } = at;
        Planar { x: (x - self.easting) / self.scale, y: (y - self.northing) / self.scale }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values published elsewhere, to their last digit: EPSG Guidance Note 7-2 (methods 1024 and
    /// 9820) and the documentation of PROJ and pyproj.
    #[test]
    fn published_coordinates() {
        let cases = [
            ("epsg:3857", (-100.333_333_333, 24.381_786_944), (-11_169_055.58, 2_800_000.00)),
            ("epsg:3035", (5.0, 50.0), (3_962_799.45, 2_999_718.85)),
            ("utm:32n", (12.0, 55.0), (691_875.63, 6_098_907.83)),
            ("epsg:32632", (12.0, 55.0), (691_875.63, 6_098_907.83)),
            ("utm:10n", (-120.108, 34.361_166_66), (765_975.641, 3_805_993.134)),
            ("utm:30n", (2.0, 1.0), (1_057_002.405, 110_955.141)),
            ("epsg:8857", (-180.0, 45.0), (-14_792_474.75, 5_466_867.76)),
        ];
        for (name, (lon, lat), (x, y)) in cases {
            let grid = Grid::parse(name).expect(name);
            let at = grid.forward(LonLat::new(lon, lat)).expect(name);
            assert!((at.x - x).abs() < 0.006 && (at.y - y).abs() < 0.006, "{name}: {at:?}");
            let back = grid.projection().inverse(grid.planar(at)).expect(name);
            assert!((back.lat - lat).abs() < 1e-9, "{name}: {back:?}");
        }
    }

    #[test]
    fn names_are_known_or_not() {
        let south = Grid::parse(" UTM:60S ").expect("a zone");
        let at = south.forward(LonLat::new(177.0, 0.0)).expect("on it");
        assert!((at.x - 5e5).abs() < 1e-6 && (at.y - 1e7).abs() < 1e-6);
        let numbered: Vec<u32> = Grid::numbered().collect();
        for code in [3857, 3034, 3035, 2154, 5070, 3978, 3577, 8857, 3571, 3576, 2193, 3347] {
            assert!(numbered.contains(&code), "{code}");
        }
        // Of another datum, in feet, of a projection that is only read.
        for code in [27_700, 2263, 6933, 4267] {
            assert!(!numbered.contains(&code), "{code}");
        }
        for name in ["utm:0n", "utm:61n", "utm:38", "epsg:4326", "epsg:", "utm", "albers"] {
            assert_eq!(Grid::parse(name), None, "{name}");
        }
    }
}
