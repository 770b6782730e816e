//! Albers equal-area conic.

use super::{Angles, Formula, cone, cone_polar};
use crate::math::Planar;
use crate::math::trig::{sin, sin_cos};
use crate::projection::ellipsoid::{A, latitude_of_q, parallel_radius, q};

/// Albers equal-area conic with two standard parallels (Snyder 14-1 to 14-14, 14-15, 14-21).
#[derive(Clone, Debug, PartialEq)]
pub(in crate::projection) struct Albers {
    n: f64,
    c: f64,
    /// Distance of the origin from the tip of the cone.
    tip: f64,
}

impl Albers {
    pub fn new(origin: f64, first: f64, second: f64) -> Self {
        let (first, second) = cone(first, second);
        let (m1, m2) = (parallel_radius(first), parallel_radius(second));
        let (q1, q2) = (q(sin(first)), q(sin(second)));
        let n = if (first - second).abs() < 1e-6 {
            sin((first + second) / 2.0)
        } else {
            (m1 * m1 - m2 * m2) / (q2 - q1)
        };
        let mut formula = Self { n, c: m1 * m1 + n * q1, tip: 0.0 };
        formula.tip = formula.radius(origin);
        formula
    }

    fn radius(&self, lat: f64) -> f64 {
        A * (self.c - self.n * q(sin(lat))).max(0.0).sqrt() / self.n
    }
}

impl Formula for Albers {
    fn forward(&self, at: Angles) -> Planar {
        let radius = self.radius(at.lat);
        let (s, c) = sin_cos(self.n * at.lon);
        Planar { x: radius * s, y: self.tip - radius * c }
    }

    fn inverse(&self, at: Planar) -> Option<Angles> {
        let (radius, theta) = cone_polar(at, self.tip, self.n);
        let r = radius * self.n / A;
        let q_at = (self.c - r * r) / self.n;
        // A millimeter beyond the pole is still the pole.
        let beyond = q_at.abs() > crate::projection::ellipsoid::q_pole() + 1e-12;
        (!beyond).then(|| Angles { lon: theta / self.n, lat: latitude_of_q(q_at) })
    }
}
