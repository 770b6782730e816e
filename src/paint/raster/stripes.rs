//! Bands of two colors. A border between bands runs through the page's origin; the first color
//! lies below it (to the right of it where the bands stand upright).

use super::pattern::Bands;
use crate::scene::Stripes;

/// The pattern.
pub(super) fn bands(stripes: &Stripes, scale: f64) -> Bands {
    let band = stripes.band * scale;
    // Bands that cannot be drawn are mixed.
    let band = if band > 0.0 && band.is_finite() { band } else { 0.1 };
    let angle = if stripes.angle.is_finite() { stripes.angle } else { 0.0 };
    let [first, second] = stripes.colors;
    Bands::new(angle, 2.0 * band, 1.5 * band, band, second, first)
}
