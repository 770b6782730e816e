//! Light and shadow.

use super::style::{ReliefStyle, channels};
use crate::math::trig::{pow, sin_cos};

/// The ground at a pixel. Slopes are rises (meters in a meter) to the right and down the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground {
    pub height: f32,
    /// Meters above the broad surface: ridges stand out, valleys lie below.
    pub above_broad: f32,
    /// Usual height above or below the broad surface hereabouts, meters.
    pub rugged: f32,
    pub fine: [f32; 2],
    pub broad: [f32; 2],
}

/// A light's direction on the page (right, down) and its share.
#[derive(Clone, Copy, Debug)]
struct Lamp {
    right: f32,
    down: f32,
    share: f32,
}

/// Several lights around the upper left, as in Mark 1992, "Multidirectional, oblique-weighted,
/// shaded-relief image of the Island of Hawaii": each counts most for slopes that it meets from the
/// side, so that ridges that run toward the main light do not vanish.
pub(super) struct Light {
    lamps: [Lamp; 4],
    /// Sine and cosine of the lights' height.
    sine: f32,
    cosine: f32,
    exaggeration: f32,
    strength: f32,
    shadow: [f32; 3],
    highlight: [f32; 3],
}

/// The main light's share of what its aspect-weighted companions do not have.
const MAIN: f32 = 0.6;
/// How much the large forms count, and how much what stands out from them.
const BROAD: f32 = 1.35;
const FINE: f32 = 0.75;

impl Light {
    /// `resolution`: meters on the ground of what can be told apart, a cell or a pixel.
    pub fn new(style: &ReliefStyle, resolution: f64) -> Self {
        let finite = |v: f64, otherwise: f64| if v.is_finite() { v } else { otherwise };
        let azimuth = finite(style.azimuth_degrees, 315.0);
        let (sine, cosine) =
            sin_cos(finite(style.altitude_degrees, 45.0).clamp(5.0, 85.0).to_radians());
        let lamp = |turn: f64, share: f32| {
            let (s, c) = sin_cos((azimuth + turn).to_radians());
            Lamp { right: s as f32, down: -c as f32, share }
        };
        // A coarser grid has lost its steepest slopes: they fall with about the third root of the
        // resolution.
        let coarseness = pow(resolution.max(1.0) / 100.0, 1.0 / 3.0).clamp(1.0, 6.0);
        Self {
            lamps: [lamp(0.0, 1.0), lamp(-45.0, 0.8), lamp(45.0, 0.8), lamp(-90.0, 0.5)],
            sine: sine as f32,
            cosine: cosine as f32,
            exaggeration: (finite(style.exaggeration, 1.6).max(0.0) * coarseness) as f32,
            strength: finite(style.strength, 0.6).clamp(0.0, 1.0) as f32,
            shadow: channels(style.shadow),
            highlight: channels(style.highlight),
        }
    }

    /// A tint in light and shadow; flat ground keeps it as it is.
    pub fn shine(&self, tint: [f32; 3], ground: &Ground) -> [f32; 3] {
        let e = self.exaggeration;
        let [fine, broad] = [ground.fine, ground.broad].map(|slope| slope.map(|rise| rise * e));
        let relief = ground.above_broad * e;
        // Detail needs rugged ground. On plains it is mostly the unevenness of the grid itself, such
        // as steps between the surveys that it was joined from.
        let rugged = ground.rugged * e;
        let detail = smooth(rugged / 90.0);
        let calm = smooth(length(broad) / 0.06 + rugged / 30.0);
        let slope = [0, 1].map(|i| broad[i] * BROAD + (fine[i] - broad[i]) * FINE * detail);
        let steepness = slope[0] * slope[0] + slope[1] * slope[1];
        let form = self.brightness(slope, steepness);
        // Ridges a little lighter, valley floors a little darker.
        let crest = relief / (relief.abs() + 600.0);
        let high = 0.8 + 0.2 * smooth(ground.height / 2500.0);
        let tone = ((form * high + 0.16 * crest) * calm * self.strength).clamp(-1.0, 1.0);
        let (toward, amount) =
            if tone < 0.0 { (self.shadow, -tone) } else { (self.highlight, tone) };
        std::array::from_fn(|i| tint[i] + (toward[i] - tint[i]) * amount)
    }

    /// Brighter (to 1) or darker (to -1) than flat ground, by the cosine of incidence (Horn 1981,
    /// "Hill shading and the reflectance map").
    fn brightness(&self, slope: [f32; 2], steepness: f32) -> f32 {
        let length = (1.0 + steepness).sqrt();
        let (mut sum, mut shares) = (0.0, 0.0);
        for (i, lamp) in self.lamps.iter().enumerate() {
            let rise = slope[0] * lamp.right + slope[1] * lamp.down;
            let lit = ((self.sine - rise * self.cosine) / length).max(0.0);
            let side = slope[0] * lamp.down - slope[1] * lamp.right;
            // Squared sine of the angle between the light and the way the slope faces.
            let oblique = side * side / (steepness + 1e-6);
            let share = if i == 0 { MAIN } else { (1.0 - MAIN) * lamp.share * oblique };
            sum += lit * share;
            shares += share;
        }
        let difference = sum / shares - self.sine;
        if difference < 0.0 { difference / self.sine } else { difference / (1.0 - self.sine) * 0.6 }
    }
}

fn length([x, y]: [f32; 2]) -> f32 {
    (x * x + y * y).sqrt()
}

/// 0 to 1 without corners.
fn smooth(x: f32) -> f32 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}
