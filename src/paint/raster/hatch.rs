//! Parallel lines. A line runs through the page's origin.

use super::pattern::Bands;
use crate::color::Color;
use crate::scene::Hatch;

/// The pattern's color by place; `None` when there is nothing to see.
pub(super) fn shade(hatch: &Hatch, scale: f64) -> Option<impl Fn(f64, f64) -> [u8; 4] + use<>> {
    let (period, width) = (hatch.spacing * scale, hatch.width * scale);
    let sound = period > 0.0 && width > 0.0 && period.is_finite() && hatch.angle.is_finite();
    (sound && hatch.color.a > 0).then(|| {
        // Between the lines the same color, fully transparent: mixing premultiplied colors.
        let bands = Bands::new(hatch.angle, period, 0.0, width, hatch.color, Color::NONE);
        move |x, y| bands.at(x, y)
    })
}
