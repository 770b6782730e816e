//! Positions as unit vectors: great circles without the trouble of longitudes.

use crate::math::LonLat;
use crate::math::trig::{acos, asin, atan2, cos, sin, sin_cos};
use geo::Coord;

/// The mean radius of the earth in kilometers (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// A direction from the center of the sphere, of length 1.
pub type Unit = [f64; 3];

/// An angle at the center of the sphere for a distance on it.
pub fn angle_of_km(km: f64) -> f64 {
    km / EARTH_KM
}

/// The direction of a position.
pub fn unit(at: LonLat) -> Unit {
    let (sin_lat, cos_lat) = sin_cos(at.lat.to_radians());
    let (sin_lon, cos_lon) = sin_cos(at.lon.to_radians());
    [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
}

/// The position of a direction, with the longitude nearest to a given one: it may lie beyond 180.
pub fn degrees(p: Unit, near_lon: f64) -> Coord {
    let lat = asin(p[2].clamp(-1.0, 1.0)).to_degrees();
    let lon = atan2(p[1], p[0]).to_degrees();
    let turns = ((near_lon - lon) / 360.0).round();
    Coord { x: lon + 360.0 * turns, y: lat }
}

pub fn dot(a: Unit, b: Unit) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

pub fn cross(a: Unit, b: Unit) -> Unit {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

pub fn minus(a: Unit, b: Unit) -> Unit {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

/// A sum of multiples.
pub fn sum<const N: usize>(parts: [(f64, Unit); N]) -> Unit {
    let along = |i: usize| parts.iter().map(|(times, part)| times * part[i]).sum();
    [along(0), along(1), along(2)]
}

/// The same direction with length 1; something of length 0 stays.
pub fn normal(a: Unit) -> Unit {
    let length = dot(a, a).sqrt();
    if length > 0.0 { a.map(|x| x / length) } else { a }
}

/// The angle between two directions; exact also for small ones.
pub fn angle(a: Unit, b: Unit) -> f64 {
    let across = cross(a, b);
    atan2(dot(across, across).sqrt(), dot(a, b))
}

/// The point at a share of the way from one point to another.
pub fn between(a: Unit, b: Unit, share: f64) -> Unit {
    let all = angle(a, b);
    if all < 1e-12 {
        return a;
    }
    let whole = sin(all);
    normal(sum([(sin((1.0 - share) * all) / whole, a), (sin(share * all) / whole, b)]))
}

/// Two directions at a right angle to one and to each other: to the east, and to the north.
pub fn tangents(at: Unit) -> (Unit, Unit) {
    let pole = if at[2].abs() > 0.999 { [1.0, 0.0, 0.0] } else { [0.0, 0.0, 1.0] };
    let east = normal(cross(pole, at));
    (east, cross(at, east))
}

/// A small circle around a point.
pub struct Circle {
    center: Unit,
    east: Unit,
    north: Unit,
    radius: f64,
}

impl Circle {
    pub fn new(center: Unit, radius: f64) -> Self {
        let (east, north) = tangents(center);
        Self { center, east, north, radius }
    }

    /// In which direction a point lies, counter-clockwise from the east.
    pub fn direction(&self, p: Unit) -> f64 {
        atan2(dot(p, self.north), dot(p, self.east))
    }

    /// The point of the circle in a direction.
    pub fn at(&self, direction: f64) -> Unit {
        let (across, along) = (sin(self.radius), cos(self.radius));
        let (up, right) = sin_cos(direction);
        sum([(along, self.center), (across * right, self.east), (across * up, self.north)])
    }
}

/// The arc cosine of what may lie a little beyond 1.
pub fn acos_of(x: f64) -> f64 {
    acos(x.clamp(-1.0, 1.0))
}
