//! How different two colors look: CIEDE2000.
//!
//! After Sharma, Wu and Dalal 2005, "The CIEDE2000 color-difference formula: implementation notes,
//! supplementary test data, and mathematical observations"; their equations keep their numbers here.

use super::Color;
use super::transfer::linear;
use crate::math::trig::{atan2, cos, exp, pow, sin};

/// A color in CIELAB under illuminant D65: lightness 0 to 100, green to red, blue to yellow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lab {
    /// Lightness.
    pub lightness: f64,
    /// Green (negative) to red.
    pub a: f64,
    /// Blue (negative) to yellow.
    pub b: f64,
}

impl Lab {
    /// Of an sRGB color; opacity is not used.
    pub fn of(color: Color) -> Self {
        let [r, g, b] = color.channels().map(linear);
        // sRGB to XYZ (IEC 61966-2-1), divided by the white point of D65.
        let x = (0.412_456_4 * r + 0.357_576_1 * g + 0.180_437_5 * b) / 0.950_47;
        let y = 0.212_672_9 * r + 0.715_152_2 * g + 0.072_175_0 * b;
        let z = (0.019_333_9 * r + 0.119_192_0 * g + 0.950_304_1 * b) / 1.088_83;
        let root = |t: f64| match t > 216.0 / 24_389.0 {
            true => pow(t, 1.0 / 3.0),
            false => (24_389.0 / 27.0 * t + 16.0) / 116.0,
        };
        let [x, y, z] = [x, y, z].map(root);
        Self { lightness: 116.0 * y - 16.0, a: 500.0 * (x - y), b: 200.0 * (y - z) }
    }

    /// How far it is from gray.
    pub(crate) fn chroma(self) -> f64 {
        (self.a * self.a + self.b * self.b).sqrt()
    }
}

/// How different two opaque colors look: 1 is about the least that is seen side by side, black and
/// white are 100 apart.
pub fn ciede2000(one: Color, other: Color) -> f64 {
    distance(Lab::of(one), Lab::of(other))
}

/// The difference CIEDE2000 of two colors, with all parametric factors 1.
pub fn distance(one: Lab, other: Lab) -> f64 {
    let to_seventh = |x: f64| pow(x, 7.0);
    let far = to_seventh(25.0);
    // (2) to (7): chroma and hue in a space stretched where colors are nearly gray.
    let mean = to_seventh((one.chroma() + other.chroma()) / 2.0);
    let stretch = 1.5 - 0.5 * (mean / (mean + far)).sqrt();
    let [first, second] = [one, other].map(|lab| Lab { a: lab.a * stretch, ..lab });
    let (c1, c2) = (first.chroma(), second.chroma());
    let hue = |lab: Lab| match lab.a == 0.0 && lab.b == 0.0 {
        true => 0.0,
        false => atan2(lab.b, lab.a).to_degrees().rem_euclid(360.0),
    };
    let (h1, h2) = (hue(first), hue(second));
    let gray = c1 * c2 == 0.0;
    // (8) to (11): differences.
    let turn = match h2 - h1 {
        _ if gray => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let by_lightness = other.lightness - one.lightness;
    let by_chroma = c2 - c1;
    let by_hue = 2.0 * (c1 * c2).sqrt() * sin((turn / 2.0).to_radians());
    // (12) to (14): means.
    let lightness = (one.lightness + other.lightness) / 2.0;
    let chroma = (c1 + c2) / 2.0;
    let sum = h1 + h2;
    let hue = match (h1 - h2).abs() > 180.0 {
        _ if gray => sum,
        false => sum / 2.0,
        true if sum < 360.0 => (sum + 360.0) / 2.0,
        true => (sum - 360.0) / 2.0,
    };
    // (15) to (21): weights, and the rotation of blues.
    let wave = |share: f64, degrees: f64| share * cos(degrees.to_radians());
    let t = 1.0 - wave(0.17, hue - 30.0) + wave(0.24, 2.0 * hue) + wave(0.32, 3.0 * hue + 6.0)
        - wave(0.20, 4.0 * hue - 63.0);
    let from_middle = (lightness - 50.0) * (lightness - 50.0);
    let light = by_lightness / (1.0 + 0.015 * from_middle / (20.0 + from_middle).sqrt());
    let colored = by_chroma / (1.0 + 0.045 * chroma);
    let turned = by_hue / (1.0 + 0.015 * chroma * t);
    let blue = (hue - 275.0) / 25.0;
    let angle = 60.0 * exp(-blue * blue);
    let strength = to_seventh(chroma);
    let rotation = -2.0 * (strength / (strength + far)).sqrt() * sin(angle.to_radians());
    // (22).
    (light * light + colored * colored + turned * turned + rotation * colored * turned)
        .max(0.0)
        .sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// L*, a*, b* twice and the difference: the 34 pairs of Sharma, Wu and Dalal 2005, table 1.
    const PUBLISHED: [[f64; 7]; 34] = [
        [50.0, 2.6772, -79.7751, 50.0, 0.0, -82.7485, 2.0425],
        [50.0, 3.1571, -77.2803, 50.0, 0.0, -82.7485, 2.8615],
        [50.0, 2.8361, -74.0200, 50.0, 0.0, -82.7485, 3.4412],
        [50.0, -1.3802, -84.2814, 50.0, 0.0, -82.7485, 1.0000],
        [50.0, -1.1848, -84.8006, 50.0, 0.0, -82.7485, 1.0000],
        [50.0, -0.9009, -85.5211, 50.0, 0.0, -82.7485, 1.0000],
        [50.0, 0.0, 0.0, 50.0, -1.0, 2.0, 2.3669],
        [50.0, -1.0, 2.0, 50.0, 0.0, 0.0, 2.3669],
        [50.0, 2.4900, -0.0010, 50.0, -2.4900, 0.0009, 7.1792],
        [50.0, 2.4900, -0.0010, 50.0, -2.4900, 0.0010, 7.1792],
        [50.0, 2.4900, -0.0010, 50.0, -2.4900, 0.0011, 7.2195],
        [50.0, 2.4900, -0.0010, 50.0, -2.4900, 0.0012, 7.2195],
        [50.0, -0.0010, 2.4900, 50.0, 0.0009, -2.4900, 4.8045],
        [50.0, -0.0010, 2.4900, 50.0, 0.0010, -2.4900, 4.8045],
        [50.0, -0.0010, 2.4900, 50.0, 0.0011, -2.4900, 4.7461],
        [50.0, 2.5, 0.0, 50.0, 0.0, -2.5, 4.3065],
        [50.0, 2.5, 0.0, 73.0, 25.0, -18.0, 27.1492],
        [50.0, 2.5, 0.0, 61.0, -5.0, 29.0, 22.8977],
        [50.0, 2.5, 0.0, 56.0, -27.0, -3.0, 31.9030],
        [50.0, 2.5, 0.0, 58.0, 24.0, 15.0, 19.4535],
        [50.0, 2.5, 0.0, 50.0, 3.1736, 0.5854, 1.0000],
        [50.0, 2.5, 0.0, 50.0, 3.2972, 0.0, 1.0000],
        [50.0, 2.5, 0.0, 50.0, 1.8634, 0.5757, 1.0000],
        [50.0, 2.5, 0.0, 50.0, 3.2592, 0.3350, 1.0000],
        [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
        [63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630],
        [61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731],
        [35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
        [22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373],
        [36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
        [90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441],
        [90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381],
        [6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
        [2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082],
    ];

    #[test]
    fn published_differences() {
        for [l1, a1, b1, l2, a2, b2, published] in PUBLISHED {
            let one = Lab { lightness: l1, a: a1, b: b1 };
            let other = Lab { lightness: l2, a: a2, b: b2 };
            for found in [distance(one, other), distance(other, one)] {
                assert!((found - published).abs() < 5e-5, "{one:?} {other:?}: {found}");
            }
        }
    }

    #[test]
    fn white_and_red_are_where_they_are_known_to_be() {
        let white = Lab::of(Color::WHITE);
        assert!((white.lightness - 100.0).abs() < 1e-4 && white.chroma() < 0.02, "{white:?}");
        let red = Lab::of(Color::rgb(255, 0, 0));
        let known = Lab { lightness: 53.2408, a: 80.0925, b: 67.2032 };
        assert!(distance(red, known) < 0.01, "{red:?}");
        assert!((ciede2000(Color::BLACK, Color::WHITE) - 100.0).abs() < 1e-3);
    }
}
