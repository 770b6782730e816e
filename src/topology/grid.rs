//! The integer grid on which topology is exact.

use crate::math::{LonLat, nearest};

/// Grid steps a degree: one step is 0.11 m at the equator, and the cross product of any two
/// differences on the globe fits 64 bits (3.6e8² · 2 < 2⁶³), so that orientation is exact.
pub const STEPS_PER_DEGREE: f64 = 1e6;

/// A vertex on the grid. Ordered by x, then y.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GridPoint {
    /// Longitude in grid steps.
    pub x: i32,
    /// Latitude in grid steps.
    pub y: i32,
}

impl GridPoint {
    /// The grid point nearest to a position.
    #[inline]
    pub fn snap(c: geo::Coord<f64>) -> Self {
        Self { x: nearest(c.x * STEPS_PER_DEGREE), y: nearest(c.y * STEPS_PER_DEGREE) }
    }

    /// Back to degrees.
    pub fn degrees(self) -> LonLat {
        LonLat::new(f64::from(self.x) / STEPS_PER_DEGREE, f64::from(self.y) / STEPS_PER_DEGREE)
    }

    /// The vector to another point.
    #[inline]
    pub fn to(self, other: Self) -> (i64, i64) {
        (i64::from(other.x) - i64::from(self.x), i64::from(other.y) - i64::from(self.y))
    }
}

/// Cross product; positive when `b` lies counter-clockwise of `a`.
#[inline]
pub fn cross(a: (i64, i64), b: (i64, i64)) -> i64 {
    a.0 * b.1 - a.1 * b.0
}

/// Twice the signed area of the triangle `a b c`: positive when it turns left.
#[inline]
pub fn orientation(a: GridPoint, b: GridPoint, c: GridPoint) -> i64 {
    cross(a.to(b), a.to(c))
}

/// Twice the signed area between a line and the origin.
pub fn doubled_area(points: &[GridPoint]) -> i128 {
    let part = |(p, q): (&GridPoint, &GridPoint)| {
        let [p, q] = [p, q].map(|p| (i64::from(p.x), i64::from(p.y)));
        i128::from(p.0 * q.1) - i128::from(q.0 * p.1)
    };
    points.iter().zip(points.iter().skip(1)).map(part).sum()
}

/// Compares two non-zero directions by angle, counter-clockwise from the positive x axis.
#[inline]
pub fn by_angle(a: (i64, i64), b: (i64, i64)) -> std::cmp::Ordering {
    let half = |(x, y): (i64, i64)| y < 0 || (y == 0 && x < 0);
    half(a).cmp(&half(b)).then_with(|| 0.cmp(&cross(a, b)))
}
