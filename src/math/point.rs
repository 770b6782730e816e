//! Coordinates, one type for each space, so that they cannot be mixed up.

/// A position on the globe: WGS 84 longitude and latitude in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Degrees east of Greenwich.
    pub lon: f64,
    /// Degrees north of the equator.
    pub lat: f64,
}

impl LonLat {
    /// A position from degrees east and degrees north.
    pub const fn new(lon: f64, lat: f64) -> Self {
        Self { lon, lat }
    }

    /// Great-circle distance in kilometers on a sphere of the mean Earth radius (6371.0088 km,
    /// IUGG), by the haversine formula. Good to 0.5 %; areas and lengths that are reported use the
    /// geodesic instead.
    pub fn distance_km(self, other: Self) -> f64 {
        use super::trig::{asin, cos, sin};
        let (lat_a, lat_b) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = (lat_b - lat_a) / 2.0;
        let half_lon = (other.lon - self.lon).to_radians() / 2.0;
        let h =
            sin(half_lat) * sin(half_lat) + cos(lat_a) * cos(lat_b) * sin(half_lon) * sin(half_lon);
        2.0 * 6371.0088 * asin(h.sqrt())
    }
}

impl From<LonLat> for geo::Coord<f64> {
    fn from(p: LonLat) -> Self {
        geo::Coord { x: p.lon, y: p.lat }
    }
}

impl From<geo::Coord<f64>> for LonLat {
    fn from(c: geo::Coord<f64>) -> Self {
        Self { lon: c.x, lat: c.y }
    }
}

/// A position on the projected plane, in meters (or in radii for unit-sphere projections), y up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Planar {
    /// Easting.
    pub x: f64,
    /// Northing.
    pub y: f64,
}

/// A position on the page in page units (1/96 inch at scale 1), y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PagePoint {
    /// Units from the left edge.
    pub x: f64,
    /// Units from the top edge.
    pub y: f64,
}

impl PagePoint {
    /// A point from its distances to the left and top edges.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Straight distance in page units.
    pub fn distance(self, other: Self) -> f64 {
        super::trig::hypot(self.x - other.x, self.y - other.y)
    }
}
