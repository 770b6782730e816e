//! Colors as they are seen by people with a color vision deficiency, or in gray print.

use super::Color;
use super::transfer::{encoded, linear};

/// How a picture is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vision {
    /// With all three kinds of cones.
    Usual,
    /// Without cones for long waves (red).
    Protanopia,
    /// Without cones for medium waves (green).
    Deuteranopia,
    /// Without cones for short waves (blue).
    Tritanopia,
    /// Printed or copied in shades of gray.
    Gray,
}

impl Vision {
    /// All, the usual one first.
    pub const ALL: [Self; 5] =
        [Self::Usual, Self::Protanopia, Self::Deuteranopia, Self::Tritanopia, Self::Gray];

    /// Where it is met, for messages: `with deuteranopia`.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Usual => "by anybody",
            Self::Protanopia => "with protanopia",
            Self::Deuteranopia => "with deuteranopia",
            Self::Tritanopia => "with tritanopia",
            Self::Gray => "in gray print",
        }
    }

    /// The color that somebody with usual vision sees as this one sees `color`; opacity stays.
    ///
    /// Deficiencies after Machado, Oliveira and Fernandes 2009, "A physiologically-based model for
    /// simulation of color vision deficiency", severity 1.0, on linear light. Gray has the
    /// luminance of the color.
    pub fn seen(self, color: Color) -> Color {
        let light = color.channels().map(linear);
        let rows = match self {
            Self::Usual => return color,
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
            Self::Gray => [[0.2126, 0.7152, 0.0722]; 3],
        };
        let [r, g, b] = rows
            .map(|row| encoded(row.iter().zip(light).map(|(share, light)| share * light).sum()));
        Color { r, g, b, a: color.a }
    }
}

#[cfg(test)]
mod tests {
    use super::super::difference::ciede2000;
    use super::*;

    fn color(text: &str) -> Color {
        Color::parse(text).unwrap()
    }

    #[test]
    fn grays_stay_as_they_are() {
        for vision in Vision::ALL {
            for level in [0, 1, 64, 128, 200, 255] {
                let gray = Color::rgb(level, level, level);
                let seen = vision.seen(gray).channels();
                assert!(seen.iter().all(|c| c.abs_diff(level) <= 1), "{vision:?} {level} {seen:?}");
            }
        }
    }

    /// Known confusions, and the palette that was made to avoid them (Okabe and Ito 2008).
    #[test]
    fn known_confusions_are_found() {
        let apart = |vision: Vision, a, b| ciede2000(vision.seen(color(a)), vision.seen(color(b)));
        let red_green = ("#b2182b", "#4d7a1f");
        assert!(apart(Vision::Usual, red_green.0, red_green.1) > 50.0);
        for vision in [Vision::Protanopia, Vision::Deuteranopia] {
            let (then, now) = (50.0, apart(vision, red_green.0, red_green.1));
            assert!(now < then / 2.0, "{vision:?} {now}");
        }
        assert!(apart(Vision::Tritanopia, red_green.0, red_green.1) > 50.0);
        assert!(apart(Vision::Tritanopia, "#00a0a0", "#2f8fd0") < 12.0);
        for vision in Vision::ALL {
            let distance = apart(vision, "#e69f00", "#0072b2");
            assert!(distance > 15.0, "orange and blue, {vision:?}: {distance}");
        }
    }

    #[test]
    fn gray_keeps_luminance() {
        let blue = color("#2a6aa6");
        let gray = Vision::Gray.seen(blue);
        assert!((gray.luminance() - blue.luminance()).abs() < 0.004);
        assert_eq!(gray.r, gray.b);
    }
}
