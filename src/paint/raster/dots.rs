//! Rows of dots. A dot lies on the page's origin; rows are [`Dots::ROW`] spacings apart.

use super::composite::{premultiply, times};
use crate::scene::Dots;
use std::f64::consts::PI;

/// The pattern's color by place; `None` when there is nothing to see.
pub(super) fn shade(dots: &Dots, scale: f64) -> Option<impl Fn(f64, f64) -> [u8; 4] + use<>> {
    let spacing = dots.spacing * scale;
    let radius = dots.radius * scale;
    let ring = dots.ring.map(|width| width * scale / 2.0);
    let sound = spacing > 0.0 && spacing.is_finite() && radius > 0.0 && dots.color.a > 0;
    let color = premultiply(dots.color);
    let row_height = spacing * Dots::ROW;
    sound.then_some(move |x: f64, y: f64| {
        let distance = to_nearest(x, y, spacing, row_height);
        let share = match ring {
            None => disc(radius, distance),
            Some(half) => disc(radius + half, distance) - disc(radius - half, distance),
        };
        let covered = (share.clamp(0.0, 1.0) * 255.0).round() as u8;
        if covered == 255 { color } else { color.map(|c| times(c, covered)) }
    })
}

/// Distance from a place to the nearest dot's middle.
fn to_nearest(x: f64, y: f64, spacing: f64, row_height: f64) -> f64 {
    let above = (y / row_height).floor();
    let in_row = |row: f64| {
        let shift = if row.rem_euclid(2.0) == 1.0 { spacing / 2.0 } else { 0.0 };
        let along = (x - shift) / spacing;
        let dx = (along - along.round()) * spacing;
        let dy = y - row * row_height;
        dx * dx + dy * dy
    };
    in_row(above).min(in_row(above + 1.0)).sqrt()
}

/// The share of a pixel in a disc, by the distance of its middle: exact for a straight edge, and
/// never more than the disc's own area.
fn disc(radius: f64, distance: f64) -> f64 {
    if radius <= 0.0 {
        return 0.0;
    }
    (radius + 0.5 - distance).clamp(0.0, 1.0).min(PI * radius * radius)
}
