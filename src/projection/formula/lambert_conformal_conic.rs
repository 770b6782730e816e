//! Lambert conformal conic.

use super::{Angles, Domain, Formula, cone, cone_polar};
use crate::math::Planar;
use crate::math::trig::{exp, ln, sin, sin_cos};
use crate::projection::ellipsoid::{A, isometric, latitude_of_isometric, parallel_radius};

/// Lambert conformal conic with two standard parallels (Snyder 15-1 to 15-11).
#[derive(Clone, Debug, PartialEq)]
pub(in crate::projection) struct LambertConformalConic {
    n: f64,
    /// `a F`.
    scale: f64,
    /// Distance of the origin from the tip of the cone.
    tip: f64,
}

impl LambertConformalConic {
    pub fn new(origin: f64, first: f64, second: f64) -> Self {
        let (first, second) = cone(first, second);
        let (m1, m2) = (parallel_radius(first), parallel_radius(second));
        let (psi1, psi2) = (isometric(first), isometric(second));
        // -ψ is the logarithm of Snyder's t. Close parallels would divide two small differences.
        let n = if (first - second).abs() < 1e-6 {
            sin((first + second) / 2.0)
        } else {
            (ln(m1) - ln(m2)) / (psi2 - psi1)
        };
        let scale = A * m1 * exp(n * psi1) / n;
        let mut formula = Self { n, scale, tip: 0.0 };
        let domain = formula.domain();
        let origin = origin.clamp(domain.south.to_radians(), domain.north.to_radians());
        formula.tip = formula.radius(origin);
        formula
    }

    fn radius(&self, lat: f64) -> f64 {
        self.scale * exp(-self.n * isometric(lat))
    }
}

impl Formula for LambertConformalConic {
    fn forward(&self, at: Angles) -> Planar {
        let radius = self.radius(at.lat);
        let (s, c) = sin_cos(self.n * at.lon);
        Planar { x: radius * s, y: self.tip - radius * c }
    }

    fn inverse(&self, at: Planar) -> Option<Angles> {
        let (radius, theta) = cone_polar(at, self.tip, self.n);
        let psi = -ln((radius / self.scale).max(f64::MIN_POSITIVE)) / self.n;
        Some(Angles { lon: theta / self.n, lat: latitude_of_isometric(psi) })
    }

    fn domain(&self) -> Domain {
        // The pole opposite the tip lies at infinity.
        if self.n > 0.0 {
            Domain { lon: 180.0, south: -80.0, north: 90.0 }
        } else {
            Domain { lon: 180.0, south: -90.0, north: 80.0 }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With one standard parallel the scale there is true: a radian of longitude is as long on the
    /// map as on the ground.
    #[test]
    fn scale_is_true_on_the_standard_parallel() {
        let lat = 40.0_f64.to_radians();
        let formula = LambertConformalConic::new(lat, lat, lat);
        let step = 1e-6;
        let a = formula.forward(Angles { lon: -step, lat });
        let b = formula.forward(Angles { lon: step, lat });
        let ground = A * parallel_radius(lat) * 2.0 * step;
        assert!(((b.x - a.x) / ground - 1.0).abs() < 1e-9);
        assert!(formula.forward(Angles { lon: 0.0, lat }).y.abs() < 1e-6);
        assert!((formula.n - sin(lat)).abs() < 1e-9);
    }
}
