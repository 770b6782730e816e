//! How relief looks.

use crate::color::Color;

/// The look of shaded relief.
#[derive(Clone, Debug, PartialEq)]
pub struct ReliefStyle {
    /// Tints by height in meters, in rising order; between two the color is mixed. Opacity is not
    /// used.
    pub stops: Vec<(f64, Color)>,
    /// How strong light and shadow are: 0 (tints alone) to 1.
    pub strength: f64,
    /// How much steeper slopes are drawn than they are, on a map of 1:1 000 000 or so; on smaller
    /// scales, where mountains would flatten out, more.
    pub exaggeration: f64,
    /// Where the main light comes from: degrees clockwise from the top of the page.
    pub azimuth_degrees: f64,
    /// Height of the lights above the horizon, degrees.
    pub altitude_degrees: f64,
    /// What slopes that face away are darkened with.
    pub shadow: Color,
    /// What slopes that face the light are brightened with.
    pub highlight: Color,
}

impl Default for ReliefStyle {
    /// Warm paper.
    fn default() -> Self {
        let stops = [
            (0.0, Color::rgb(0xee, 0xec, 0xde)),
            (150.0, Color::rgb(0xf1, 0xed, 0xdd)),
            (600.0, Color::rgb(0xf2, 0xea, 0xd8)),
            (1400.0, Color::rgb(0xee, 0xe2, 0xcd)),
            (2400.0, Color::rgb(0xe9, 0xdc, 0xc9)),
            (3400.0, Color::rgb(0xef, 0xe8, 0xde)),
            (5000.0, Color::rgb(0xfa, 0xf8, 0xf4)),
        ];
        Self {
            stops: stops.to_vec(),
            strength: 0.7,
            exaggeration: 1.6,
            azimuth_degrees: 315.0,
            altitude_degrees: 45.0,
            shadow: Color::rgb(0x5f, 0x5a, 0x66),
            highlight: Color::rgb(0xff, 0xfd, 0xf6),
        }
    }
}

/// The channels of a color as numbers from 0 to 255.
pub(super) fn channels(color: Color) -> [f32; 3] {
    [color.r, color.g, color.b].map(f32::from)
}

/// The tints worked out for equal steps of height.
pub(super) struct TintTable {
    low: f32,
    steps_per_meter: f32,
    colors: Vec<[f32; 3]>,
}

impl TintTable {
    const STEPS: u16 = 1024;

    pub fn new(stops: &[(f64, Color)]) -> Self {
        let mut stops: Vec<_> = stops.iter().filter(|stop| stop.0.is_finite()).copied().collect();
        stops.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (Some(&first), Some(&last)) = (stops.first(), stops.last()) else {
            return Self {
                low: 0.0,
                steps_per_meter: 0.0,
                colors: vec![channels(Color::WHITE); 2],
            };
        };
        let span = (last.0 - first.0).max(1.0);
        let colors = (0..=Self::STEPS)
            .map(|i| mixed(&stops, first.0 + span * f64::from(i) / f64::from(Self::STEPS)))
            .collect();
        Self {
            low: first.0 as f32,
            steps_per_meter: (f64::from(Self::STEPS) / span) as f32,
            colors,
        }
    }

    /// The tint of a height in meters; beyond the ends that of the end.
    pub fn at(&self, meters: f32) -> [f32; 3] {
        let last = self.colors.len() - 2;
        let position = ((meters - self.low) * self.steps_per_meter).clamp(0.0, last as f32 + 1.0);
        let i = (position as usize).min(last);
        let share = position - i as f32;
        match self.colors[i..] {
            [a, b, ..] => std::array::from_fn(|c| a[c] + (b[c] - a[c]) * share),
            _ => self.lowest(),
        }
    }

    pub fn lowest(&self) -> [f32; 3] {
        self.colors[0]
    }
}

fn mixed(stops: &[(f64, Color)], meters: f64) -> [f32; 3] {
    let above = stops.partition_point(|stop| stop.0 < meters);
    let high = stops.get(above).or(stops.last());
    let low = stops.get(above.saturating_sub(1));
    let (Some(&low), Some(&high)) = (low, high) else { return channels(Color::WHITE) };
    let share = if high.0 > low.0 { (meters - low.0) / (high.0 - low.0) } else { 1.0 };
    let (a, b) = (channels(low.1), channels(high.1));
    std::array::from_fn(|c| a[c] + (b[c] - a[c]) * share.clamp(0.0, 1.0) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_are_mixed_between_their_stops() {
        let table = TintTable::new(&[
            (1000.0, Color::rgb(200, 100, 0)),
            (0.0, Color::rgb(100, 100, 100)),
            (2000.0, Color::rgb(0, 0, 0)),
        ]);
        assert_eq!(table.at(0.0), [100.0, 100.0, 100.0]);
        assert_eq!(table.lowest(), table.at(-50.0));
        let half = table.at(500.0);
        assert!((half[0] - 150.0).abs() < 0.5 && (half[2] - 50.0).abs() < 0.5, "{half:?}");
        assert_eq!(table.at(9000.0), [0.0, 0.0, 0.0]);
        assert_eq!(TintTable::new(&[]).at(500.0), [255.0; 3]);
        assert_eq!(TintTable::new(&[(5.0, Color::BLACK)]).at(500.0), [0.0; 3]);
    }
}
