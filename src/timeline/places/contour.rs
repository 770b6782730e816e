//! From cells to a smooth outline.

use super::raster::{BOX_PASSES, BOX_RADIUS, Frame, Mask};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use std::collections::BTreeMap;

/// The outline of the ground of which at least half of the surroundings is in the mask.
///
/// Every ring is a polygon of its own; they are to be read by the even-odd rule.
pub fn outline(frame: &Frame, mask: &Mask) -> MultiPolygon<f64> {
    let field = smooth(frame, mask);
    let rings = marching_squares(frame, &field);
    MultiPolygon(rings.into_iter().map(|ring| Polygon::new(ring, Vec::new())).collect())
}

/// Three passes of a box filter in each direction, then twice the sum less its greatest value: the
/// sign says whether more than half of the surroundings is in the mask. The greatest value is odd,
/// so that zero never occurs. Beyond the raster's edge nothing is in the mask.
fn smooth(frame: &Frame, mask: &Mask) -> Vec<i32> {
    let mut field: Vec<i32> = mask.0.iter().map(|&inside| i32::from(inside)).collect();
    let mut line = Vec::new();
    for _ in 0..BOX_PASSES {
        for row in field.chunks_exact_mut(frame.width) {
            line.clear();
            line.extend_from_slice(row);
            box_filter(&line, |i, sum| row[i] = sum);
        }
        for x in 0..frame.width {
            line.clear();
            line.extend(field.iter().skip(x).step_by(frame.width));
            box_filter(&line, |y, sum| field[y * frame.width + x] = sum);
        }
    }
    let greatest = (2 * BOX_RADIUS as i32 + 1).pow(2 * BOX_PASSES as u32);
    field.iter().map(|sum| 2 * sum - greatest).collect()
}

fn box_filter(line: &[i32], mut put: impl FnMut(usize, i32)) {
    let mut sum: i32 = line.iter().take(BOX_RADIUS).sum();
    for i in 0..line.len() {
        sum += line.get(i + BOX_RADIUS).copied().unwrap_or(0);
        put(i, sum);
        sum -= i.checked_sub(BOX_RADIUS).map_or(0, |j| line[j]);
    }
}

/// A crossing point lies on the side between two neighboring cell centers, named by the lower or
/// left one and whether the side goes up.
type Side = (usize, bool);

/// The zero line of a field, as rings in degrees (Lorensen & Cline 1987, in the plane). Saddles are
/// resolved by the mean of the four corners.
fn marching_squares(frame: &Frame, field: &[i32]) -> Vec<LineString<f64>> {
    let (width, height) = (frame.width, frame.height);
    let mut onward: BTreeMap<Side, Side> = BTreeMap::new();
    for y in 0..height.saturating_sub(1) {
        for x in 0..width.saturating_sub(1) {
            let sw = y * width + x;
            let corners = [field[sw], field[sw + 1], field[sw + width + 1], field[sw + width]];
            let inside = corners.map(|value| value > 0);
            if inside == [true; 4] || inside == [false; 4] {
                continue;
            }
            // Sides of the square: south, east, north, west, between the corners i and i + 1.
            let sides: [Side; 4] = [(sw, false), (sw + 1, true), (sw + width, false), (sw, true)];
            // Going counter-clockwise around the square, the line enters where the corner changes
            // from inside to outside and leaves where it changes back, ground on the left.
            let enters: Vec<usize> =
                (0..4).filter(|&i| inside[i] && !inside[(i + 1) % 4]).collect();
            let center_inside = corners.iter().map(|&v| i64::from(v)).sum::<i64>() > 0;
            for &enter in &enters {
                let step = |i: usize| (i + 1) % 4;
                let back = |i: usize| (i + 3) % 4;
                let leaves = |i: usize| !inside[i] && inside[(i + 1) % 4];
                let turn: &dyn Fn(usize) -> usize =
                    if enters.len() == 2 && !center_inside { &back } else { &step };
                let mut leave = turn(enter);
                while !leaves(leave) {
                    leave = turn(leave);
                }
                onward.insert(sides[enter], sides[leave]);
            }
        }
    }
    let point = |(cell, up): Side| -> Coord<f64> {
        let other = if up { cell + width } else { cell + 1 };
        let (a, b) = (f64::from(field[cell]), f64::from(field[other]));
        let t = a / (a - b);
        let (x, y) = ((cell % width) as f64, (cell / width) as f64);
        let position = if up { frame.position(x, y + t) } else { frame.position(x + t, y) };
        position.into()
    };
    let mut rings = Vec::new();
    while let Some((&start, _)) = onward.first_key_value() {
        let mut ring = Vec::new();
        let mut side = start;
        while let Some(next) = onward.remove(&side) {
            ring.push(point(side));
            side = next;
        }
        if ring.len() > 2 {
            ring.push(ring[0]);
            rings.push(LineString(ring));
        }
    }
    rings
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Area;

    fn frame(size: f64) -> Frame {
        let ground = MultiPolygon(vec![
            geo::Rect::new(Coord { x: 0.0, y: 0.0 }, Coord { x: size, y: size }).to_polygon(),
        ]);
        Frame::around(&ground.into(), 1.0).unwrap()
    }

    /// A half plane keeps its edge, and a smoothed mask inside another stays inside.
    #[test]
    fn smoothing_keeps_straight_edges_and_order() {
        let frame = frame(0.3);
        let half = |limit: usize| {
            Mask((0..frame.len()).map(|i| i % frame.width < limit).collect::<Vec<_>>())
        };
        let (small, large) = (smooth(&frame, &half(30)), smooth(&frame, &half(33)));
        assert!(small.iter().zip(&large).all(|(a, b)| a <= b));
        let middle = frame.height / 2 * frame.width;
        assert!(small[middle + 29] > 0 && small[middle + 30] < 0);
    }

    #[test]
    fn a_disk_becomes_one_ring_of_its_area() {
        let frame = frame(0.4);
        let (cx, cy) = (frame.width as f64 / 2.0, frame.height as f64 / 2.0);
        let radius = 40.0;
        let mask = Mask(
            (0..frame.len())
                .map(|i| {
                    let (x, y) = ((i % frame.width) as f64, (i / frame.width) as f64);
                    (x - cx).powi(2) + (y - cy).powi(2) < radius * radius
                })
                .collect(),
        );
        let outline = outline(&frame, &mask);
        assert_eq!(outline.0.len(), 1);
        let (east, north) = (frame.position(1.0, 0.0), frame.position(0.0, 1.0));
        let origin = frame.position(0.0, 0.0);
        let cell = (east.lon - origin.lon) * (north.lat - origin.lat);
        let cells = outline.unsigned_area() / cell;
        let disk = std::f64::consts::PI * radius * radius;
        assert!((cells - disk).abs() / disk < 0.02, "{cells} cells instead of {disk}");
        assert!(outline.0[0].exterior().0.len() > 100);
    }
}
