//! Contrast of text and ground (Web Content Accessibility Guidelines 2.2, W3C 2023).

use super::Color;

/// Least contrast of text that can be read (success criterion 1.4.3, level AA).
pub const TEXT: f64 = 4.5;
/// Least contrast of large text (level AA).
pub const LARGE_TEXT: f64 = 3.0;
/// Least contrast of text that is read with ease (success criterion 1.4.6, level AAA).
pub const EASY_TEXT: f64 = 7.0;

/// The contrast ratio of two opaque colors, 1 to 21.
///
/// ```
/// use salient::color::{Color, contrast};
/// assert_eq!(contrast::ratio(Color::BLACK, Color::WHITE), 21.0);
/// ```
pub fn ratio(one: Color, other: Color) -> f64 {
    let (a, b) = (one.luminance(), other.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The least contrast (level AA) of letters of a size in CSS pixels, 1/96 inch. Large are 24, or
/// 18.66 in bold: 18 and 14 points.
pub fn least(size: f64, bold: bool) -> f64 {
    let large = if bold { 56.0 / 3.0 } else { 24.0 };
    if size >= large - 0.01 { LARGE_TEXT } else { TEXT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_ratios() {
        let gray = |level| Color::rgb(level, level, level);
        // The lightest grays on white that W3C's techniques give for AA and AAA.
        assert!(ratio(gray(0x76), Color::WHITE) >= TEXT && ratio(gray(0x77), Color::WHITE) < TEXT);
        assert!(ratio(gray(0x59), Color::WHITE) >= EASY_TEXT);
        assert!(ratio(gray(0x5a), Color::WHITE) < EASY_TEXT);
        let blue = Color::rgb(0, 0, 255);
        assert!((ratio(blue, Color::WHITE) - 8.592).abs() < 1e-3);
        assert_eq!(ratio(blue, Color::WHITE), ratio(Color::WHITE, blue));
        assert_eq!((least(24.0, false), least(20.0, false), least(18.7, true)), (3.0, 4.5, 3.0));
    }
}
