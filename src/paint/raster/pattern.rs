//! What patterns of lines share.
//!
//! A pattern is worked out for each pixel from its place on the page, not copied from a tile: it
//! is as sharp as a drawn line in every size and at every angle, and has no seams.

use super::composite::premultiply;
use crate::color::Color;
use crate::math::trig;

/// Parallel bands that repeat: the share of a pixel that lies in a band, by how far its middle is
/// along the direction across the bands.
pub(super) struct Bands {
    /// Which part of a period lies between a pixel and the one to its right, and the one below, and
    /// between the page's origin and the middle of its first pixel; 2^32 is all of it.
    right: u32,
    down: u32,
    first: u32,
    /// Premultiplied colors over one period.
    colors: Vec<[u8; 4]>,
}

impl Bands {
    /// Bands of width `width` around the lines at `middle + k * period` (in pixels), painted
    /// `band`, with `ground` between them. `angle` as in [`crate::scene::Hatch`].
    pub fn new(
        angle: f64,
        period: f64,
        middle: f64,
        width: f64,
        band: Color,
        ground: Color,
    ) -> Self {
        let (sin, cos) = (trig::sin(angle.to_radians()), trig::cos(angle.to_radians()));
        let (band, ground) = (premultiply(band), premultiply(ground));
        // Steps of a sixteenth of a pixel: an edge is placed to a thirty-second.
        let steps = (period * 16.0).ceil().clamp(64.0, 65_536.0) as usize;
        let colors = (0..steps)
            .map(|i| {
                let d = (i as f64 + 0.5) / steps as f64 * period - middle;
                let share = share_of_bands(d, period, width, sin.abs(), cos.abs());
                std::array::from_fn(|c| {
                    let (a, b) = (f64::from(ground[c]), f64::from(band[c]));
                    (a + (b - a) * share).round() as u8
                })
            })
            .collect();
        // Whole periods do not count. In whole numbers, so that a color depends on nothing but its
        // place; at the far end of the longest page they are not off by 1/100,000 of a period.
        let part = |turns: f64| ((turns - turns.floor()) * 4_294_967_296.0).round() as u64 as u32;
        let (right, down) = (sin / period, cos / period);
        let first = part((right + down) / 2.0);
        Self { right: part(right), down: part(down), first, colors }
    }

    /// The colors of the pixels of a row, from a column on.
    pub fn row(&self, x: i32, y: i32, colors: &mut [[u8; 4]]) {
        let moved = |by: u32, times: i32| by.wrapping_mul(times as u32);
        let start = moved(self.right, x).wrapping_add(moved(self.down, y));
        let mut part = self.first.wrapping_add(start);
        for color in colors {
            let step = (u64::from(part) * self.colors.len() as u64) >> 32;
            *color = self.colors.get(step as usize).copied().unwrap_or_default();
            part = part.wrapping_add(self.right);
        }
    }
}

/// The share of a unit square, whose middle is `d` from the middle of a band, that lies in the
/// bands; exact, as the square seen along the bands is a trapezoid.
fn share_of_bands(d: f64, period: f64, width: f64, sin: f64, cos: f64) -> f64 {
    if period < 0.5 {
        return (width / period).clamp(0.0, 1.0);
    }
    let d = d - (d / period).round() * period;
    let around = (2.0 / period).ceil() as i32 + 1;
    let share: f64 = (-around..=around)
        .map(|k| {
            let d = d - f64::from(k) * period;
            below(width / 2.0 - d, sin, cos) - below(-width / 2.0 - d, sin, cos)
        })
        .sum();
    share.clamp(0.0, 1.0)
}

/// The share of a unit square around the origin on the near side of a line at distance `t`, whose
/// normal has the (absolute) components `a` and `b`: the integral of a trapezoid, which is the
/// convolution of two boxes of the widths `a` and `b`.
fn below(t: f64, a: f64, b: f64) -> f64 {
    let (a, b) = (a.max(b), a.min(b));
    if b < 1e-6 {
        return (t / a + 0.5).clamp(0.0, 1.0);
    }
    let ramp = |u: f64| u.max(0.0) * u.max(0.0);
    let (long, short) = ((a + b) / 2.0, (a - b) / 2.0);
    ((ramp(t + long) - ramp(t + short) - ramp(t - short) + ramp(t - long)) / (2.0 * a * b))
        .clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_square_lies_below_its_middle() {
        for angle in [0.0_f64, 30.0, 45.0, 90.0] {
            let (a, b) = (angle.to_radians().sin().abs(), angle.to_radians().cos().abs());
            assert!((below(0.0, a, b) - 0.5).abs() < 1e-9);
            assert!(below(-1.0, a, b) < 1e-9);
            assert!(below(1.0, a, b) > 1.0 - 1e-9);
        }
    }

    #[test]
    fn bands_cover_their_share_of_the_page() {
        let bands = Bands::new(30.0, 6.0, 0.0, 1.5, Color::BLACK, Color::NONE);
        let rows = (0..600).map(|y| {
            let mut row = [[0; 4]; 600];
            bands.row(0, y, &mut row);
            row.iter().map(|color| f64::from(color[3])).sum::<f64>()
        });
        let mean = rows.sum::<f64>() / 360_000.0 / 255.0;
        assert!((mean - 0.25).abs() < 0.002, "{mean}");
    }

    #[test]
    fn bands_lie_where_they_are_said_to() {
        for (angle, period) in [(0.0_f64, 6.0), (30.0, 7.3), (-45.0, 10.0), (90.0, 20.0)] {
            let bands = Bands::new(angle, period, 0.0, period / 2.0, Color::BLACK, Color::NONE);
            let (sin, cos) = angle.to_radians().sin_cos();
            for (x, y) in [(0, 0), (5, 3), (900, 40), (31_999, 17), (12, 31_999)] {
                let mut color = [[0; 4]];
                bands.row(x, y, &mut color);
                // From the middle of the band that is nearest.
                let across = (f64::from(x) + 0.5) * sin + (f64::from(y) + 0.5) * cos;
                let away = (across - (across / period).round() * period).abs() - period / 4.0;
                if away.abs() > 0.8 {
                    assert_eq!(color[0][3], if away < 0.0 { 255 } else { 0 }, "{x}, {y}: {angle}");
                }
            }
        }
    }
}
