//! Azimuthal equidistant.

use super::{Angles, Formula};
use crate::math::Planar;
use crate::math::trig::{asin, atan2, hypot, sin_cos};
use crate::projection::ellipsoid::MEAN_RADIUS;
use std::f64::consts::PI;

/// Azimuthal equidistant on a sphere of the mean radius (Snyder 25-2, 22-4, 22-5, 20-14, 20-15).
#[derive(Clone, Debug, PartialEq)]
pub(in crate::projection) struct AzimuthalEquidistant {
    sin_origin: f64,
    cos_origin: f64,
}

impl AzimuthalEquidistant {
    pub fn new(origin: f64) -> Self {
        let (sin_origin, cos_origin) = sin_cos(origin);
        Self { sin_origin, cos_origin }
    }
}

impl Formula for AzimuthalEquidistant {
    fn forward(&self, at: Angles) -> Planar {
        let (sin_lat, cos_lat) = sin_cos(at.lat);
        let (sin_lon, cos_lon) = sin_cos(at.lon);
        let east = cos_lat * sin_lon;
        let north = self.cos_origin * sin_lat - self.sin_origin * cos_lat * cos_lon;
        let toward = self.sin_origin * sin_lat + self.cos_origin * cos_lat * cos_lon;
        // The sine and the cosine together are exact near the center, the cosine alone is not.
        let sine = hypot(east, north);
        let distance = atan2(sine, toward);
        let k = MEAN_RADIUS * if sine > 1e-12 { distance / sine } else { 1.0 };
        Planar { x: k * east, y: k * north }
    }

    fn inverse(&self, at: Planar) -> Option<Angles> {
        let rho = hypot(at.x, at.y);
        let distance = rho / MEAN_RADIUS;
        if distance > PI {
            return None;
        }
        if rho < 1e-9 {
            return Some(Angles { lon: 0.0, lat: atan2(self.sin_origin, self.cos_origin) });
        }
        let (s, c) = sin_cos(distance);
        let lat = asin(c * self.sin_origin + at.y * s * self.cos_origin / rho);
        let lon = atan2(at.x * s, rho * self.cos_origin * c - at.y * self.sin_origin * s);
        Some(Angles { lon, lat })
    }

    fn is_seamless(&self) -> bool {
        true
    }
}
