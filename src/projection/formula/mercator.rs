//! Mercator.

use super::{Angles, Domain, Formula};
use crate::math::Planar;
use crate::math::trig::{asinh, atan, sin_cos, sinh};
use crate::projection::ellipsoid::A;

/// The latitude at which the world map is a square: where web maps end.
const SQUARE: f64 = 85.051_128_779_806_6;

/// Spherical Mercator as web maps use it (EPSG:3857; Snyder 7-1, 7-2): geodetic latitudes are
/// taken as spherical, so that angles are off by up to 0.2 degrees.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::projection) struct Mercator;

impl Formula for Mercator {
    fn forward(&self, at: Angles) -> Planar {
        let (s, c) = sin_cos(at.lat);
        Planar { x: A * at.lon, y: A * asinh(s / c) }
    }

    fn inverse(&self, at: Planar) -> Option<Angles> {
        let y = (at.y / A).clamp(-40.0, 40.0);
        Some(Angles { lon: at.x / A, lat: atan(sinh(y)) })
    }

    fn domain(&self) -> Domain {
        Domain { lon: 180.0, south: -SQUARE, north: SQUARE }
    }
}
