//! The WGS 84 ellipsoid and its auxiliary latitudes.
//!
//! Angles in radians, lengths in meters. Equation numbers are those of Snyder 1987, "Map
//! Projections: A Working Manual" (USGS Professional Paper 1395), unless stated otherwise.

use crate::math::trig::{asinh, atan, cos, exp, sin, sin_cos, sinh};
use std::f64::consts::FRAC_PI_2;

/// Equatorial radius.
pub(super) const A: f64 = 6_378_137.0;
/// Flattening.
pub(super) const F: f64 = 1.0 / 298.257_223_563;
/// Eccentricity squared.
pub(super) const E2: f64 = F * (2.0 - F);
/// Mean radius (IUGG), for the formulas that take the Earth as a sphere.
pub(super) const MEAN_RADIUS: f64 = 6_371_008.8;

/// `e atanh(e s)` for `|s| <= 1`, by its series: `e² s²` is below 0.0067, so that seven terms are
/// exact to the last bit and cost no logarithm.
fn e_atanh(s: f64) -> f64 {
    let y = E2 * s * s;
    let series = 1.0 / 11.0 + y * (1.0 / 13.0);
    let series = 1.0 / 7.0 + y * (1.0 / 9.0 + y * series);
    E2 * s * (1.0 + y * (1.0 / 3.0 + y * (1.0 / 5.0 + y * series)))
}

/// Radius of the parallel, in equatorial radii (14-15).
pub(super) fn parallel_radius(lat: f64) -> f64 {
    let (s, c) = sin_cos(lat);
    c / (1.0 - E2 * s * s).sqrt()
}

/// Meters on the ground for a radian of longitude and for a radian of latitude (4-18, 4-20).
pub(super) fn ground_radii(lat: f64) -> (f64, f64) {
    let s = sin(lat);
    let w2 = 1.0 - E2 * s * s;
    (A * cos(lat) / w2.sqrt(), A * (1.0 - E2) / (w2 * w2.sqrt()))
}

/// Isometric latitude (the logarithm in 7-7 and 15-9); at the poles it is large but finite.
pub(super) fn isometric(lat: f64) -> f64 {
    let (s, c) = sin_cos(lat);
    asinh(s / c) - e_atanh(s)
}

/// Geodetic latitude from isometric latitude.
pub(super) fn latitude_of_isometric(psi: f64) -> f64 {
    atan(geodetic_tangent(sinh(psi.clamp(-40.0, 40.0))))
}

/// Tangent of the conformal latitude from that of the geodetic latitude (Karney 2011, "Transverse
/// Mercator with an accuracy of a few nanometers", eq. 7 to 9).
pub(super) fn conformal_tangent(tau: f64) -> f64 {
    let hypotenuse = (1.0 + tau * tau).sqrt();
    let x = e_atanh(tau / hypotenuse);
    // sinh by its series: |x| is below 0.0068.
    let sigma = x * (1.0 + x * x / 6.0 * (1.0 + x * x / 20.0));
    tau * (1.0 + sigma * sigma).sqrt() - sigma * hypotenuse
}

/// Tangent of the geodetic latitude from that of the conformal latitude, by Newton's method
/// (Karney 2011, eq. 19 to 21); three rounds reach the last bit.
pub(super) fn geodetic_tangent(tau_conformal: f64) -> f64 {
    // Far from the equator the ratio of the tangents tends to a constant.
    let mut tau = if tau_conformal.abs() > 70.0 {
        tau_conformal * exp(e_atanh(1.0))
    } else {
        tau_conformal / (1.0 - E2)
    };
    for _ in 0..3 {
        let conformal = conformal_tangent(tau);
        let slope = (1.0 + (1.0 - E2) * tau * tau)
            / ((1.0 - E2) * (1.0 + tau * tau).sqrt() * (1.0 + conformal * conformal).sqrt());
        tau += (tau_conformal - conformal) * slope;
    }
    tau
}

/// Snyder's `q` of the sine of a latitude (3-12): the area from the equator to the parallel, in
/// units of `a² dλ / 2`.
pub(super) fn q(sin_lat: f64) -> f64 {
    let s = sin_lat;
    (1.0 - E2) * (s / (1.0 - E2 * s * s) + e_atanh(s) / E2)
}

/// `q` at the pole.
pub(super) fn q_pole() -> f64 {
    q(1.0)
}

/// The latitude with that `q`. Newton's method on the sine, where the slope is never zero, rather
/// than on the latitude (3-16), which is singular at the poles.
pub(super) fn latitude_of_q(value: f64) -> f64 {
    let pole = q_pole();
    if value.abs() >= pole {
        return FRAC_PI_2.copysign(value);
    }
    let mut s = value / pole;
    for _ in 0..4 {
        let w2 = 1.0 - E2 * s * s;
        s -= (q(s) - value) * w2 * w2 / (2.0 * (1.0 - E2));
    }
    crate::math::trig::asin(s)
}
