//! Equidistant cylindrical.

use super::{Angles, Formula};
use crate::math::{Planar, trig::cos};
use crate::projection::ellipsoid::A;

/// Equidistant cylindrical on a sphere of the equatorial radius (Snyder 12-1, 12-2).
#[derive(Clone, Debug, PartialEq)]
pub(in crate::projection) struct Equirectangular {
    stretch: f64,
}

impl Equirectangular {
    pub fn new(standard_parallel: f64) -> Self {
        // At the pole the map would have no width.
        Self { stretch: A * cos(standard_parallel.clamp(-1.55, 1.55)) }
    }
}

impl Formula for Equirectangular {
    fn forward(&self, at: Angles) -> Planar {
        Planar { x: self.stretch * at.lon, y: A * at.lat }
    }

    fn inverse(&self, at: Planar) -> Option<Angles> {
        Some(Angles { lon: at.x / self.stretch, lat: at.y / A })
    }
}
