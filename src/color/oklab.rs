//! Colors by how different they look, in whole numbers.

use super::transfer::{encoded, linear};
use crate::math::trig;

/// 1 in OKLab: the lightness of white.
const ONE: i32 = 4096;

/// A color in OKLab, lightness, green to red and blue to yellow, in units of 1/4096. (Björn
/// Ottosson, "A perceptual color space for image processing", 2020.) Distances are whole numbers,
/// so sums of them do not depend on their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Oklab(pub [i32; 3]);

impl Oklab {
    /// From sRGB.
    pub fn of([red, green, blue]: [u8; 3]) -> Self {
        let [r, g, b] = [red, green, blue].map(linear);
        let root = |x: f64| trig::pow(x, 1.0 / 3.0);
        let l = root(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
        let m = root(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
        let s = root(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
        Self([
            fixed(0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s),
            fixed(1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s),
            fixed(0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s),
        ])
    }

    /// To the nearest sRGB color.
    pub fn rgb(self) -> [u8; 3] {
        let [lightness, a, b] = self.0.map(|value| f64::from(value) / f64::from(ONE));
        let cube = |x: f64| x * x * x;
        let l = cube(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
        let m = cube(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
        let s = cube(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b);
        [
            encoded(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
            encoded(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
            encoded(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s),
        ]
    }

    /// The square of the distance to another color.
    pub fn distance(self, other: Self) -> i32 {
        let [x, y, z] = self.minus(other);
        x * x + y * y + z * z
    }

    /// The vector from another color to this one.
    pub fn minus(self, other: Self) -> [i32; 3] {
        let (a, b) = (self.0, other.0);
        [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
    }
}

fn fixed(value: f64) -> i32 {
    (value * f64::from(ONE)).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_values() {
        // Ottosson's table for XYZ is not in sRGB; these are from the CSS Color 4 examples.
        assert_eq!(Oklab::of([255, 255, 255]).0, [4096, 0, 0]);
        assert_eq!(Oklab::of([0, 0, 0]).0, [0, 0, 0]);
        let red = Oklab::of([255, 0, 0]).0.map(|v| f64::from(v) / f64::from(ONE));
        for (found, published) in red.iter().zip([0.62796, 0.22486, 0.12585]) {
            assert!((found - published).abs() < 2e-4, "{red:?}");
        }
    }

    #[test]
    fn there_and_back_is_within_a_level() {
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(17) {
                for blue in (0..=255).step_by(51) {
                    let color = [red, green, blue].map(|c: u16| c as u8);
                    for (a, b) in color.iter().zip(Oklab::of(color).rgb()) {
                        assert!(a.abs_diff(b) <= 2, "{color:?}");
                    }
                }
            }
        }
    }
}
