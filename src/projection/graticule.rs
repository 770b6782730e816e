//! Meridians and parallels.

use super::Viewport;
use super::projection::wrap;
use crate::math::{LonLat, PagePoint};

/// Whether a line of the graticule joins equal longitudes or equal latitudes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// A meridian: equal longitude.
    Meridian,
    /// A parallel: equal latitude.
    Parallel,
}

/// One meridian or parallel inside the map.
#[derive(Clone, Debug, PartialEq)]
pub struct GraticuleLine {
    /// Which of the two.
    pub axis: Axis,
    /// Degrees east or north; what its label says.
    pub degrees: f64,
    /// Its pieces, clipped to the map's rectangle: meridians from south to north, parallels from
    /// west to east.
    pub pieces: Vec<Vec<PagePoint>>,
}

/// The meridians and parallels of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct Graticule {
    /// Seconds of arc between meridians.
    pub meridian_step: u32,
    /// Seconds of arc between parallels.
    pub parallel_step: u32,
    /// Meridians from west to east, then parallels from south to north.
    pub lines: Vec<GraticuleLine>,
}

/// Usual steps, in seconds of arc.
const STEPS: [u32; 21] = [
    1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18000, 36000, 54000, 72000,
    108_000, 162_000, 324_000,
];

/// Lines that stand about the map's longer side, divided by `across`, apart, or a little farther.
pub fn graticule(viewport: &Viewport, across: f64) -> Graticule {
    let (rect, extent) = (viewport.rect(), viewport.visible());
    let apart = rect.width().max(rect.height()) / across.max(1.0);
    let meridian_step = step(extent.width() * apart / rect.width());
    let parallel_step = step(extent.height() * apart / rect.height());
    let mut lines = Vec::new();
    for lon in multiples(extent.west, extent.west + extent.width(), meridian_step) {
        // The two ends of a world map are one meridian.
        if lon >= extent.west + 360.0 {
            continue;
        }
        // A parallel's worth of air is left around the poles, where meridians would run together.
        let ends = [extent.south.max(-85.0), extent.north.min(85.0)];
        let line = ends.map(|lat| LonLat::new(lon, lat));
        add(&mut lines, viewport, Axis::Meridian, wrap(lon), &line);
    }
    for lat in multiples(extent.south, extent.north, parallel_step) {
        if lat.abs() >= 90.0 {
            continue;
        }
        // In steps of less than half a turn, so that no step can be taken the other way round.
        let line: Vec<LonLat> = (0..=4_u8)
            .map(|i| LonLat::new(extent.west + extent.width() * f64::from(i) / 4.0, lat))
            .collect();
        add(&mut lines, viewport, Axis::Parallel, lat, &line);
    }
    Graticule { meridian_step, parallel_step, lines }
}

fn add(
    lines: &mut Vec<GraticuleLine>,
    viewport: &Viewport,
    axis: Axis,
    degrees: f64,
    line: &[LonLat],
) {
    let pieces = viewport.line_pieces(line.iter().copied(), &viewport.rect());
    if !pieces.is_empty() {
        lines.push(GraticuleLine { axis, degrees, pieces });
    }
}

/// The smallest usual step of at least so many degrees.
fn step(degrees: f64) -> u32 {
    let seconds = degrees * 3600.0;
    STEPS.into_iter().find(|&step| f64::from(step) >= seconds).unwrap_or(324_000)
}

/// Multiples of a step (seconds of arc) from `low` to `high`, in degrees.
fn multiples(low: f64, high: f64, step: u32) -> impl Iterator<Item = f64> {
    let degrees = f64::from(step) / 3600.0;
    let first = (low / degrees - 1e-9).ceil();
    let count = ((high / degrees + 1e-9).floor() - first + 1.0).clamp(0.0, 1000.0) as u32;
    // Whole seconds are divided last, so that 20 minutes of arc do not add up to 0.99999 degrees.
    (0..count).map(move |i| (first + f64::from(i)) * f64::from(step) / 3600.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Rect;
    use crate::projection::{Extent, Projection, choose};

    fn values(lines: &Graticule, axis: Axis) -> Vec<f64> {
        lines.lines.iter().filter(|line| line.axis == axis).map(|line| line.degrees).collect()
    }

    #[test]
    fn steps_are_round_and_few() {
        let extent = Extent::new(44.8, 38.7, 48.6, 40.7);
        let rect = Rect::from_size(0.0, 0.0, 1920.0, 1080.0);
        let lines = graticule(&Viewport::fit(choose(&extent), &extent, rect), 6.0);
        assert_eq!((lines.meridian_step, lines.parallel_step), (3600, 3600));
        assert_eq!(values(&lines, Axis::Parallel), [39.0, 40.0]);
        assert_eq!(values(&lines, Axis::Meridian), [45.0, 46.0, 47.0, 48.0, 49.0]);
        let inside = rect.grow(1e-6);
        let pieces = || lines.lines.iter().flat_map(|line| &line.pieces);
        assert!(pieces().flatten().all(|p| inside.contains(*p)));
        // A parallel of a conic map is an arc: more than the five points it is given by.
        assert!(pieces().any(|piece| piece.len() > 5));
    }

    #[test]
    fn the_world_has_each_meridian_once() {
        let rect = Rect::from_size(0.0, 0.0, 1920.0, 1080.0);
        let view = Viewport::fit(Projection::equal_earth(0.0), &Extent::WORLD, rect);
        let lines = graticule(&view, 6.0);
        let mut meridians = values(&lines, Axis::Meridian);
        assert_eq!(meridians.len() as u32, 360 * 3600 / lines.meridian_step);
        meridians.dedup();
        assert_eq!(meridians.len() as u32, 360 * 3600 / lines.meridian_step);
        assert!(values(&lines, Axis::Parallel).contains(&0.0));
    }
}
