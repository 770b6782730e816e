//! Lambert azimuthal equal-area.

use super::{Angles, Formula};
use crate::math::Planar;
use crate::math::trig::{asin, atan2, cos, hypot, sin, sin_cos};
use crate::projection::ellipsoid::{A, latitude_of_q, parallel_radius, q, q_pole};

/// Lambert azimuthal equal-area, oblique and polar (Snyder 24-17 to 24-26 by way of authalic
/// latitudes).
#[derive(Clone, Debug, PartialEq)]
pub(in crate::projection) struct AzimuthalEqualArea {
    /// Sine and cosine of the origin's authalic latitude.
    sin_origin: f64,
    cos_origin: f64,
    /// Radius of the sphere of equal area.
    radius: f64,
    /// Snyder's D, which makes the scale true at the origin in all directions.
    stretch: f64,
}

impl AzimuthalEqualArea {
    pub fn new(origin: f64) -> Self {
        let radius = A * (q_pole() / 2.0).sqrt();
        let (sin_origin, cos_origin) = sin_cos(asin(q(sin(origin)) / q_pole()));
        // At the poles D tends to 1, but as the quotient of two vanishing numbers.
        let stretch = if cos(origin).abs() < 1e-6 {
            1.0
        } else {
            A * parallel_radius(origin) / (radius * cos_origin)
        };
        Self { sin_origin, cos_origin, radius, stretch }
    }
}

impl Formula for AzimuthalEqualArea {
    fn forward(&self, at: Angles) -> Planar {
        let sin_beta = (q(sin(at.lat)) / q_pole()).clamp(-1.0, 1.0);
        let cos_beta = (1.0 - sin_beta * sin_beta).sqrt();
        let (sin_lon, cos_lon) = sin_cos(at.lon);
        let toward = self.sin_origin * sin_beta + self.cos_origin * cos_beta * cos_lon;
        // The antipode is a whole circle on the map; it is put somewhere near.
        let b = self.radius * (2.0 / (1.0 + toward).max(1e-12)).sqrt();
        let north = self.cos_origin * sin_beta - self.sin_origin * cos_beta * cos_lon;
        Planar { x: b * self.stretch * cos_beta * sin_lon, y: b / self.stretch * north }
    }

    fn inverse(&self, at: Planar) -> Option<Angles> {
        let (x, y) = (at.x / self.stretch, at.y * self.stretch);
        let rho = hypot(x, y);
        if rho > 2.0 * self.radius {
            return None;
        }
        if rho < 1e-9 {
            let lat = latitude_of_q(q_pole() * self.sin_origin);
            return Some(Angles { lon: 0.0, lat });
        }
        let (s, c) = sin_cos(2.0 * asin(rho / (2.0 * self.radius)));
        let sin_beta = c * self.sin_origin + y * s * self.cos_origin / rho;
        let lon = atan2(x * s, rho * self.cos_origin * c - y * self.sin_origin * s);
        Some(Angles { lon, lat: latitude_of_q(q_pole() * sin_beta) })
    }

    fn is_seamless(&self) -> bool {
        true
    }
}
