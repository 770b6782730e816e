//! Parallel lines. A line runs through the page's origin.

use super::pattern::Bands;
use crate::color::Color;
use crate::scene::Hatch;

/// The pattern; `None` when there is nothing to see.
pub(super) fn bands(hatch: &Hatch, scale: f64) -> Option<Bands> {
    let (period, width) = (hatch.spacing * scale, hatch.width * scale);
    let sound = period > 0.0 && width > 0.0 && period.is_finite() && hatch.angle.is_finite();
    (sound && hatch.color.a > 0).then(|| {
        // Between the lines the same color, fully transparent: mixing premultiplied colors.
        Bands::new(hatch.angle, period, 0.0, width, hatch.color, Color::NONE)
    })
}
