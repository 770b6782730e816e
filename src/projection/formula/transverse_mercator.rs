//! Transverse Mercator.

use super::{Angles, Domain, Formula};
use crate::math::Planar;
use crate::math::trig::{asinh, atan, atan2, cosh, hypot, sin_cos, sinh};
use crate::projection::ellipsoid::{A, F, conformal_tangent, geodetic_tangent};

/// Transverse Mercator by Krüger's series to the sixth order (Karney 2011, eq. 10 to 36), scale 1
/// on the center meridian.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::projection) struct TransverseMercator {
    /// Northing of the origin.
    origin: f64,
    radius: f64,
    alpha: [f64; 6],
    beta: [f64; 6],
}

/// Rows `j`, columns powers of the third flattening from `n^1` (Karney 2011, eq. 35).
const ALPHA: [[f64; 6]; 6] = [
    [1.0 / 2.0, -2.0 / 3.0, 5.0 / 16.0, 41.0 / 180.0, -127.0 / 288.0, 7891.0 / 37800.0],
    [0.0, 13.0 / 48.0, -3.0 / 5.0, 557.0 / 1440.0, 281.0 / 630.0, -1_983_433.0 / 1_935_360.0],
    [0.0, 0.0, 61.0 / 240.0, -103.0 / 140.0, 15061.0 / 26880.0, 167_603.0 / 181_440.0],
    [0.0, 0.0, 0.0, 49561.0 / 161_280.0, -179.0 / 168.0, 6_601_661.0 / 7_257_600.0],
    [0.0, 0.0, 0.0, 0.0, 34729.0 / 80640.0, -3_418_889.0 / 1_995_840.0],
    [0.0, 0.0, 0.0, 0.0, 0.0, 212_378_941.0 / 319_334_400.0],
];

/// The same for the inverse (Karney 2011, eq. 36).
const BETA: [[f64; 6]; 6] = [
    [1.0 / 2.0, -2.0 / 3.0, 37.0 / 96.0, -1.0 / 360.0, -81.0 / 512.0, 96199.0 / 604_800.0],
    [0.0, 1.0 / 48.0, 1.0 / 15.0, -437.0 / 1440.0, 46.0 / 105.0, -1_118_711.0 / 3_870_720.0],
    [0.0, 0.0, 17.0 / 480.0, -37.0 / 840.0, -209.0 / 4480.0, 5569.0 / 90720.0],
    [0.0, 0.0, 0.0, 4397.0 / 161_280.0, -11.0 / 504.0, -830_251.0 / 7_257_600.0],
    [0.0, 0.0, 0.0, 0.0, 4583.0 / 161_280.0, -108_847.0 / 3_991_680.0],
    [0.0, 0.0, 0.0, 0.0, 0.0, 20_648_693.0 / 638_668_800.0],
];

fn coefficients(table: &[[f64; 6]; 6], n: f64) -> [f64; 6] {
    table.map(|row| row.iter().rev().fold(0.0, |sum, c| (sum + c) * n))
}

/// `ζ + Σ c_j sin 2jζ` of the complex angle `ζ = ξ + iη`, by Clenshaw's recurrence
/// `b_j = c_j + 2 cos 2ζ b_(j+1) - b_(j+2)`, which takes one sine instead of six.
fn series(xi: f64, eta: f64, coefficients: &[f64; 6]) -> (f64, f64) {
    let (s, c) = sin_cos(2.0 * xi);
    let (sh, ch) = (sinh(2.0 * eta), cosh(2.0 * eta));
    let (re, im) = (2.0 * c * ch, -2.0 * s * sh);
    let ((mut x1, mut y1), (mut x2, mut y2)) = ((0.0, 0.0), (0.0, 0.0));
    for term in coefficients.iter().rev() {
        let (x0, y0) = (term + re * x1 - im * y1 - x2, re * y1 + im * x1 - y2);
        (x2, y2, x1, y1) = (x1, y1, x0, y0);
    }
    let (sin_re, sin_im) = (s * ch, c * sh);
    (xi + x1 * sin_re - y1 * sin_im, eta + x1 * sin_im + y1 * sin_re)
}

impl TransverseMercator {
    pub fn new(origin: f64) -> Self {
        let n = F / (2.0 - F);
        let n2 = n * n;
        let mut formula = Self {
            origin: 0.0,
            // Rectifying radius (Karney 2011, eq. 14).
            radius: A / (1.0 + n) * (1.0 + n2 * (1.0 / 4.0 + n2 * (1.0 / 64.0 + n2 / 256.0))),
            alpha: coefficients(&ALPHA, n),
            beta: coefficients(&BETA, n),
        };
        formula.origin = formula.forward(Angles { lon: 0.0, lat: origin }).y;
        formula
    }
}

impl Formula for TransverseMercator {
    fn forward(&self, at: Angles) -> Planar {
        let (sin_lat, cos_lat) = sin_cos(at.lat);
        let tau = conformal_tangent(sin_lat / cos_lat);
        let (sin_lon, cos_lon) = sin_cos(at.lon);
        let xi = atan2(tau, cos_lon);
        let eta = asinh(sin_lon / hypot(tau, cos_lon));
        let (xi, eta) = series(xi, eta, &self.alpha);
        Planar { x: self.radius * eta, y: self.radius * xi - self.origin }
    }

    fn inverse(&self, at: Planar) -> Option<Angles> {
        let (xi, eta) = ((at.y + self.origin) / self.radius, at.x / self.radius);
        // Beyond this the series no longer converges; see `domain`.
        if eta.abs() > 2.6 || xi.abs() > std::f64::consts::PI {
            return None;
        }
        let (dxi, deta) = series(xi, eta, &self.beta);
        let (xi, eta) = (2.0 * xi - dxi, 2.0 * eta - deta);
        let (sin_xi, cos_xi) = sin_cos(xi);
        let s = sinh(eta);
        let tau = geodetic_tangent(sin_xi / hypot(s, cos_xi));
        Some(Angles { lon: atan2(s, cos_xi), lat: atan(tau) })
    }

    fn domain(&self) -> Domain {
        Domain { lon: 80.0, south: -90.0, north: 90.0 }
    }
}
