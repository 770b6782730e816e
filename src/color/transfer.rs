//! Between the levels of sRGB and amounts of light (IEC 61966-2-1).

use crate::math::trig;
use std::sync::LazyLock;

static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|level| {
        let c = level as f64 / 255.0;
        if c <= 0.04045 { c / 12.92 } else { trig::pow((c + 0.055) / 1.055, 2.4) }
    })
});

/// The amount of light of a level, 0 to 1.
pub(super) fn linear(level: u8) -> f64 {
    LINEAR[usize::from(level)]
}

/// The level of an amount of light; amounts beyond 0 and 1 are cut off.
pub(super) fn encoded(linear: f64) -> u8 {
    let c = if linear <= 0.003_130_8 {
        linear * 12.92
    } else {
        1.055 * trig::pow(linear, 1.0 / 2.4) - 0.055
    };
    (c.clamp(0.0, 1.0) * 255.0).round() as u8
}
