//! The formulas, one a file. Each maps longitude from the center meridian and latitude, in
//! radians, to meters on the plane, and back.

mod albers;
mod azimuthal_equal_area;
mod azimuthal_equidistant;
mod equal_earth;
mod equirectangular;
mod lambert_conformal_conic;
mod mercator;
mod transverse_mercator;

pub(super) use albers::Albers;
pub(super) use azimuthal_equal_area::AzimuthalEqualArea;
pub(super) use azimuthal_equidistant::AzimuthalEquidistant;
pub(super) use equal_earth::EqualEarth;
pub(super) use equirectangular::Equirectangular;
pub(super) use lambert_conformal_conic::LambertConformalConic;
pub(super) use mercator::Mercator;
pub(super) use transverse_mercator::TransverseMercator;

use crate::math::Planar;

/// Longitude from the center meridian and latitude, in radians.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Angles {
    pub lon: f64,
    pub lat: f64,
}

/// The part of the globe that a formula can show, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Domain {
    /// Farthest longitude from the center meridian.
    pub lon: f64,
    pub south: f64,
    pub north: f64,
}

impl Domain {
    /// All of it.
    pub const GLOBE: Self = Self { lon: 180.0, south: -90.0, north: 90.0 };
}

/// One projection's formula with its constants worked out.
pub(super) trait Formula {
    /// To the plane; finite for every point of the domain.
    fn forward(&self, at: Angles) -> Planar;
    /// From the plane; `None` beyond the edge of the projected globe. The caller drops results
    /// that are not finite.
    fn inverse(&self, at: Planar) -> Option<Angles>;
    /// What can be shown.
    fn domain(&self) -> Domain {
        Domain::GLOBE
    }
    /// Whether lines may cross the meridian opposite the center without a jump.
    fn is_seamless(&self) -> bool {
        false
    }
}

/// Two standard parallels (radians) that make a cone. Parallels that mirror each other at the
/// equator would make a cylinder, on which the conic formulas divide by zero; they are moved north
/// together until their middle is half a degree from the equator, and kept off the poles.
fn cone(first: f64, second: f64) -> (f64, f64) {
    const LEAST: f64 = 0.5 * std::f64::consts::PI / 180.0;
    const MOST: f64 = 89.0 * std::f64::consts::PI / 180.0;
    let middle = (first + second) / 2.0;
    let shift = if middle.abs() < LEAST { LEAST.copysign(middle) - middle } else { 0.0 };
    ((first + shift).clamp(-MOST, MOST), (second + shift).clamp(-MOST, MOST))
}

/// Polar coordinates on an unrolled cone: distance from the tip and angle from the center
/// meridian (radians), for the cone constant `n`. Inverse of `x = ρ sin θ, y = ρ0 - ρ cos θ`
/// (Snyder 14-10, 14-11 and the rule for negative `n` after them).
fn cone_polar(at: Planar, tip: f64, n: f64) -> (f64, f64) {
    let sign = n.signum();
    let (x, y) = (sign * at.x, sign * (tip - at.y));
    (sign * crate::math::trig::hypot(x, y), crate::math::trig::atan2(x, y))
}
