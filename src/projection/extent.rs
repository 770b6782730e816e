//! Parts of the globe.

use super::projection::wrap;
use crate::math::LonLat;

/// A part of the globe between two meridians and two parallels, in degrees. `west > east` means
/// that it crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Westernmost longitude.
    pub west: f64,
    /// Southernmost latitude.
    pub south: f64,
    /// Easternmost longitude.
    pub east: f64,
    /// Northernmost latitude.
    pub north: f64,
}

impl Extent {
    /// All of it.
    pub const WORLD: Self = Self { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };

    /// An extent from its edges.
    pub const fn new(west: f64, south: f64, east: f64, north: f64) -> Self {
        Self { west, south, east, north }
    }

    /// The smallest extent around some points; `None` when no point is finite. It crosses the
    /// antimeridian only where that leaves out 60 degrees of longitude or more, so that data from
    /// all over the world gives a world from -180 to 180.
    pub fn around(points: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        const LEAST_GAP: f64 = 60.0;
        let mut lons = Vec::new();
        let (mut south, mut north) = (f64::INFINITY, f64::NEG_INFINITY);
        for p in points {
            if p.lon.is_finite() && p.lat.is_finite() {
                lons.push(wrap(p.lon));
                south = south.min(p.lat);
                north = north.max(p.lat);
            }
        }
        let west = lons.iter().copied().reduce(f64::min)?;
        let east = lons.iter().copied().reduce(f64::max)?;
        let mut extent = Self { west, south: south.max(-90.0), east, north: north.min(90.0) };
        if east - west > 180.0 {
            lons.sort_by(f64::total_cmp);
            let (mut gap, across) = (LEAST_GAP, west + 360.0 - east);
            for pair in lons.windows(2) {
                if let [a, b] = *pair
                    && b - a > gap.max(across)
                {
                    gap = b - a;
                    (extent.west, extent.east) = (b, a);
                }
            }
        }
        Some(extent)
    }

    /// Degrees of longitude, 0 to 360.
    pub fn width(&self) -> f64 {
        let width = self.east - self.west;
        if width < 0.0 { (width + 360.0).max(0.0) } else { width.min(360.0) }
    }

    /// Degrees of latitude.
    pub fn height(&self) -> f64 {
        (self.north - self.south).max(0.0)
    }

    /// The middle in longitude and in latitude.
    pub fn center(&self) -> LonLat {
        LonLat::new(wrap(self.west + self.width() / 2.0), (self.south + self.north) / 2.0)
    }

    /// Whether a position lies inside or on the edge.
    pub fn contains(&self, at: LonLat) -> bool {
        let east_of_west = (at.lon - self.west).rem_euclid(360.0);
        // An edge just west of `west` by rounding counts as on it.
        let inside = east_of_west <= self.width() || east_of_west >= 360.0 - 1e-9;
        inside && at.lat >= self.south && at.lat <= self.north
    }

    /// The same with `fraction` of its width and height added on every side (negative shrinks),
    /// not beyond the poles nor around the globe.
    pub fn grow(&self, fraction: f64) -> Self {
        let (by_lon, by_lat) = (self.width() * fraction, self.height() * fraction);
        let (west, east) = if self.width() + 2.0 * by_lon >= 360.0 {
            (-180.0, 180.0)
        } else {
            (wrap(self.west - by_lon), wrap(self.east + by_lon))
        };
        Self {
            west,
            south: (self.south - by_lat).max(-90.0),
            east,
            north: (self.north + by_lat).min(90.0),
        }
    }

    /// Something that can be drawn: finite, on the globe, and not a point.
    pub(super) fn drawable(&self) -> Self {
        /// About a hundred meters.
        const LEAST: f64 = 1e-3;
        if ![self.west, self.south, self.east, self.north].iter().all(|v| v.is_finite()) {
            return Self::WORLD;
        }
        let (south, north) = (self.south.clamp(-90.0, 90.0), self.north.clamp(-90.0, 90.0));
        let (south, north) = (south.min(north), north.max(south));
        let (short_lon, short_lat) = (LEAST - self.width(), LEAST - (north - south));
        let mut out = Self { south, north, ..*self };
        if short_lon > 0.0 {
            (out.west, out.east) = (self.west - short_lon / 2.0, self.east + short_lon / 2.0);
        }
        if short_lat > 0.0 {
            out.south = (south - short_lat).max(-90.0);
            out.north = (north + short_lat).min(90.0);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(lons: &[f64]) -> Option<Extent> {
        Extent::around(lons.iter().map(|&lon| LonLat::new(lon, 1.0)))
    }

    #[test]
    fn an_extent_may_cross_the_antimeridian() {
        let fiji = around(&[177.0, -178.5, 179.0]).unwrap();
        assert_eq!((fiji.west, fiji.east), (177.0, -178.5));
        assert_eq!(fiji.width(), 4.5);
        assert_eq!(fiji.center().lon, 179.25);
        assert!(fiji.contains(LonLat::new(180.0, 1.0)));
        assert!(fiji.contains(LonLat::new(-180.0, 1.0)));
        assert!(!fiji.contains(LonLat::new(0.0, 1.0)));
        let grown = fiji.grow(1.0);
        assert_eq!((grown.west, grown.east), (172.5, -174.0));
    }

    #[test]
    fn data_from_everywhere_gives_the_world() {
        let lons: Vec<f64> = (-18..=18).map(|i| f64::from(i) * 10.0).collect();
        let world = around(&lons).unwrap();
        assert_eq!((world.west, world.east), (-180.0, 180.0));
        assert_eq!(world.width(), 360.0);
        assert!(around(&[f64::NAN]).is_none());
        let grown = Extent::new(-150.0, -80.0, 150.0, 80.0).grow(0.5);
        assert_eq!(grown, Extent::WORLD);
    }
}
