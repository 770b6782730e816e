//! Published grids: projections whose parameters somebody has settled and numbered.

use super::Projection;
use crate::math::{LonLat, Planar};

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

/// The grids known by number besides UTM, for messages and documents.
pub const EPSG: [u32; 14] =
    [3857, 3034, 3035, 2154, 5070, 3978, 3577, 8857, 3571, 3572, 3573, 3574, 3575, 3576];

impl Grid {
    fn new(projection: Projection, easting: f64, northing: f64) -> Self {
        Self { projection, scale: 1.0, easting, northing }
    }

    /// A zone of UTM (EPSG Guidance Note 7-2, method 9824), 1 to 60.
    pub fn utm(zone: u8, south: bool) -> Option<Self> {
        if !(1..=60).contains(&zone) {
            return None;
        }
        let center = LonLat::new(f64::from(zone) * 6.0 - 183.0, 0.0);
        Some(Self {
            scale: 0.9996,
            northing: if south { 1e7 } else { 0.0 },
            ..Self::new(Projection::transverse_mercator(center), 5e5, 0.0)
        })
    }

    /// A grid by its number in the EPSG dataset: UTM on WGS 84 (326xx, 327xx), on ETRS89 (25828 to
    /// 25838) and on NAD83 (269xx), and those of [`EPSG`].
    pub fn epsg(code: u32) -> Option<Self> {
        let conic = |lon: f64, lat: f64| LonLat::new(lon, lat);
        let polar = |lon: f64| {
            Self::new(Projection::azimuthal_equal_area(LonLat::new(lon, 90.0)), 0.0, 0.0)
        };
        let zone = |first: u32| u8::try_from(code - first).unwrap_or(0);
        Some(match code {
            32601..=32660 => return Self::utm(zone(32600), false),
            32701..=32760 => return Self::utm(zone(32700), true),
            25828..=25838 => return Self::utm(zone(25800), false),
            26901..=26923 => return Self::utm(zone(26900), false),
            3857 => Self::new(Projection::mercator(0.0), 0.0, 0.0),
            // Europe: Lambert conformal conic, Lambert azimuthal equal-area.
            3034 => Self::new(
                Projection::lambert_conformal_conic(conic(10.0, 52.0), [35.0, 65.0]),
                4e6,
                2.8e6,
            ),
            3035 => Self::new(Projection::azimuthal_equal_area(conic(10.0, 52.0)), 4.321e6, 3.21e6),
            // France.
            2154 => Self::new(
                Projection::lambert_conformal_conic(conic(3.0, 46.5), [49.0, 44.0]),
                7e5,
                6.6e6,
            ),
            // The contiguous United States, Canada, Australia.
            5070 => Self::new(Projection::albers(conic(-96.0, 23.0), [29.5, 45.5]), 0.0, 0.0),
            3978 => Self::new(
                Projection::lambert_conformal_conic(conic(-95.0, 49.0), [49.0, 77.0]),
                0.0,
                0.0,
            ),
            3577 => Self::new(Projection::albers(conic(132.0, 0.0), [-18.0, -36.0]), 0.0, 0.0),
            8857 => Self::new(Projection::equal_earth(0.0), 0.0, 0.0),
            // The Arctic, a meridian of each sector upright.
            3571 => polar(180.0),
            3572 => polar(-150.0),
            3573 => polar(-100.0),
            3574 => polar(-40.0),
            3575 => polar(10.0),
            3576 => polar(90.0),
            _ => return None,
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
        assert!(EPSG.iter().all(|code| Grid::epsg(*code).is_some()));
        for name in ["utm:0n", "utm:61n", "utm:38", "epsg:4326", "epsg:", "utm", "albers"] {
            assert_eq!(Grid::parse(name), None, "{name}");
        }
    }
}
