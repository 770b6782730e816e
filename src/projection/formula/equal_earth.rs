//! Equal Earth.

use super::{Angles, Formula};
use crate::math::Planar;
use crate::math::trig::{asin, cos, sin};
use crate::projection::ellipsoid::{A, latitude_of_q, q, q_pole};

/// Equal Earth (Šavrič, Patterson and Jenny 2018, "The Equal Earth map projection", eq. 3 to 10),
/// on the sphere of equal area by way of authalic latitudes, as EPSG method 1078.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::projection) struct EqualEarth {
    radius: f64,
}

const A1: f64 = 1.340264;
const A2: f64 = -0.081106;
const A3: f64 = 0.000893;
const A4: f64 = 0.003796;
/// √3 / 2.
const M: f64 = 0.866_025_403_784_438_6;

/// The polynomial of the ordinate and its derivative.
fn ordinate(theta: f64) -> (f64, f64) {
    let t2 = theta * theta;
    let t6 = t2 * t2 * t2;
    (
        theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)),
        A1 + 3.0 * A2 * t2 + t6 * (7.0 * A3 + 9.0 * A4 * t2),
    )
}

impl EqualEarth {
    pub fn new() -> Self {
        Self { radius: A * (q_pole() / 2.0).sqrt() }
    }
}

impl Formula for EqualEarth {
    fn forward(&self, at: Angles) -> Planar {
        let theta = asin(M * q(sin(at.lat)) / q_pole());
        let (y, slope) = ordinate(theta);
        Planar { x: self.radius * at.lon * cos(theta) / (M * slope), y: self.radius * y }
    }

    fn inverse(&self, at: Planar) -> Option<Angles> {
        let target = at.y / self.radius;
        let mut theta = target / A1;
        for _ in 0..12 {
            let (y, slope) = ordinate(theta);
            let step = (y - target) / slope;
            theta -= step;
            if step.abs() < 1e-14 {
                break;
            }
        }
        let sin_beta = sin(theta) / M;
        // The edge of the map, and what lies beyond it up and down.
        if sin_beta.abs() > 1.0 + 1e-12 || theta.abs() > 1.1 {
            return None;
        }
        let lon = at.x * M * ordinate(theta).1 / (self.radius * cos(theta));
        Some(Angles { lon, lat: latitude_of_q(q_pole() * sin_beta) })
    }
}
