//! Pictures like maps, to encode in tests: shaded relief under two tints, a frontline that moves,
//! strokes like lettering, a flat panel with a legend and a date that changes.

use crate::encode::Frame;
use std::sync::Arc;

/// A picture being painted.
struct Canvas {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

/// Frames of 100 ms; every fourth shows the same as the one before.
pub fn map_frames(width: u32, height: u32, count: u32) -> Vec<Frame> {
    let relief = relief(width, height);
    let mut frames: Vec<Frame> = Vec::new();
    for day in 0..count {
        let rgb = match frames.last() {
            Some(last) if day % 4 == 3 => Arc::clone(&last.rgb),
            _ => Arc::new(day_map(width, height, &relief, day, count)),
        };
        frames.push(Frame { width, height, rgb, duration_ms: 100, changed: None });
    }
    frames
}

fn day_map(width: u32, height: u32, relief: &Relief, day: u32, count: u32) -> Vec<u8> {
    let mut canvas = Canvas { width, height, rgb: Vec::new() };
    let done = f64::from(day) / f64::from(count.max(1));
    for y in 0..height {
        let front = front(f64::from(width), f64::from(y), done);
        for x in 0..width {
            let at = (y * width + x) as usize;
            let shade = relief.shades[at];
            let side = f64::from(x) + 0.5 - front;
            let line = (2.0 - side.abs()).clamp(0.0, 1.0);
            let high = relief.heights[at];
            let pixel = tint(x, y, width, side).map_or(WATER, |(tint, opacity)| {
                [0, 1, 2].map(|channel| {
                    let ground = (LOW[channel] + high * (HIGH[channel] - LOW[channel])) * shade;
                    let held = ground * (1.0 - opacity) + tint[channel] * opacity;
                    (held * (1.0 - line) + 40.0 * line).round().clamp(0.0, 255.0) as u8
                })
            });
            canvas.rgb.extend(pixel);
        }
    }
    for label in 0..24 {
        let (x, y) = (noise(label, 1) * f64::from(width), noise(label, 2) * f64::from(height));
        canvas.lettering(x, y, 9, label);
    }
    let (w, h) = (f64::from(width), f64::from(height));
    canvas.rectangle(w * 0.02, h * 0.8, w * 0.3, h * 0.16, [248, 245, 238]);
    canvas.rectangle(w * 0.03, h * 0.83, w * 0.02, h * 0.03, [206, 120, 104]);
    canvas.rectangle(w * 0.03, h * 0.88, w * 0.02, h * 0.03, [112, 146, 190]);
    canvas.rectangle(w * 0.1, h * 0.93, w * 0.2 * done, h * 0.01, [60, 60, 70]);
    canvas.lettering(w * 0.06, h * 0.83, 14, 100);
    canvas.lettering(w * 0.06, h * 0.88, 14, 101);
    canvas.lettering(w * 0.2, h * 0.82, 6, 200 + day);
    canvas.rgb
}

/// The ground of valleys, of mountains, and flat water.
const LOW: [f64; 3] = [226.0, 232.0, 208.0];
const HIGH: [f64; 3] = [222.0, 202.0, 170.0];
const WATER: [u8; 3] = [190, 212, 226];

/// The tint over the ground and how opaque it is; `None` for water.
fn tint(x: u32, y: u32, width: u32, side: f64) -> Option<([f64; 3], f64)> {
    let (across, down) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(width));
    let near = |cx, cy| crate::math::trig::hypot(across - cx, down - cy);
    if near(0.8, 0.12) < 0.06 || near(0.84, 0.16) < 0.05 {
        return None;
    }
    Some(match side {
        // Hatched where it is contested.
        _ if near(0.62, 0.4) < 0.07 && (x + y) % 12 < 4 => ([240.0, 200.0, 60.0], 0.7),
        _ if near(0.1, 0.2) < 0.12 => ([150.0, 110.0, 160.0], 0.45),
        _ if near(0.95, 0.5) < 0.2 => ([120.0, 170.0, 110.0], 0.45),
        _ if across > 0.75 => ([0.0; 3], 0.0),
        _ if side < 0.0 => ([206.0, 100.0, 84.0], 0.5),
        _ => ([92.0, 136.0, 196.0], 0.5),
    })
}

/// Where the frontline crosses a row.
fn front(width: f64, y: f64, done: f64) -> f64 {
    let advance = 0.25 * done * (1.0 + 0.6 * crate::math::trig::sin(y / 90.0));
    width * (0.3 + advance) + 14.0 * crate::math::trig::sin(y / 23.0)
}

impl Canvas {
    /// A rectangle with edges on whole pixels.
    fn rectangle(&mut self, x: f64, y: f64, width: f64, height: f64, color: [u8; 3]) {
        for row in y.round() as u32..(y + height).round() as u32 {
            for column in x.round() as u32..(x + width).round() as u32 {
                self.mix(column, row, color, 1.0);
            }
        }
    }

    /// Dark strokes in the manner of letters, with soft edges, on a light halo.
    fn lettering(&mut self, x: f64, y: f64, letters: u32, seed: u32) {
        for (reach, softness, color) in [(3.0, 1.5, [250, 248, 242]), (1.3, 0.8, [38, 36, 40])] {
            for letter in 0..letters {
                let x = x + 10.0 * f64::from(letter);
                for stroke in 0..3 {
                    let end = |n: u32| noise(seed * 64 + letter, 7 * stroke + n);
                    let from = (x + 7.0 * end(1), y + 14.0 * end(2));
                    let to = (x + 7.0 * end(3), y + 14.0 * end(4));
                    self.stroke(from, to, reach, softness, color);
                }
            }
        }
    }

    fn stroke(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        reach: f64,
        softness: f64,
        color: [u8; 3],
    ) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (left, right) = (from.0.min(to.0) - 4.0, from.0.max(to.0) + 4.0);
        let (top, bottom) = (from.1.min(to.1) - 4.0, from.1.max(to.1) + 4.0);
        for row in top.max(0.0) as u32..bottom.max(0.0) as u32 {
            for column in left.max(0.0) as u32..right.max(0.0) as u32 {
                let (px, py) = (f64::from(column) + 0.5 - from.0, f64::from(row) + 0.5 - from.1);
                let along = ((px * dx + py * dy) / (dx * dx + dy * dy).max(1e-9)).clamp(0.0, 1.0);
                let away = crate::math::trig::hypot(px - along * dx, py - along * dy);
                self.mix(column, row, color, ((reach - away) / softness).clamp(0.0, 1.0));
            }
        }
    }

    fn mix(&mut self, x: u32, y: u32, color: [u8; 3], opacity: f64) {
        if x >= self.width || y >= self.height {
            return;
        }
        let at = (y * self.width + x) as usize * 3;
        for (channel, color) in self.rgb[at..at + 3].iter_mut().zip(color) {
            let mixed = f64::from(*channel) * (1.0 - opacity) + f64::from(color) * opacity;
            *channel = mixed.round() as u8;
        }
    }
}

/// Hills: how high and how bright, 0 to 1.
struct Relief {
    heights: Vec<f64>,
    shades: Vec<f64>,
}

fn relief(width: u32, height: u32) -> Relief {
    let elevation = |x: u32, y: u32| -> f64 {
        [(160.0, 60.0), (70.0, 24.0), (30.0, 8.0), (13.0, 2.5)]
            .iter()
            .map(|(size, height)| height * smooth(f64::from(x) / size, f64::from(y) / size))
            .sum()
    };
    let elevations: Vec<f64> =
        (0..=height).flat_map(|y| (0..=width).map(move |x| elevation(x, y))).collect();
    let at = |x: u32, y: u32| elevations[(y * (width + 1) + x) as usize];
    let (mut heights, mut shades) = (Vec::new(), Vec::new());
    for y in 0..height {
        for x in 0..width {
            let (dx, dy) = (at(x + 1, y) - at(x, y), at(x, y + 1) - at(x, y));
            let light = (1.0 + 0.7 * (dx + dy)) / (1.0 + dx * dx + dy * dy).sqrt();
            shades.push((0.35 + 0.55 * light).clamp(0.0, 1.0));
            heights.push((at(x, y) / 95.0).clamp(0.0, 1.0));
        }
    }
    Relief { heights, shades }
}

/// Noise between 0 and 1 that changes smoothly.
fn smooth(x: f64, y: f64) -> f64 {
    let ease = |t: f64| t * t * (3.0 - 2.0 * t);
    let (column, row) = (x.floor(), y.floor());
    let (u, v) = (ease(x - column), ease(y - row));
    let (column, row) = (column as u32, row as u32);
    let top = noise(column, row) * (1.0 - u) + noise(column + 1, row) * u;
    let bottom = noise(column, row + 1) * (1.0 - u) + noise(column + 1, row + 1) * u;
    top * (1.0 - v) + bottom * v
}

/// A number between 0 and 1 that has nothing to do with that of the neighbors.
fn noise(x: u32, y: u32) -> f64 {
    let mut bits = x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77).rotate_left(13);
    for _ in 0..2 {
        bits = (bits ^ (bits >> 15)).wrapping_mul(0x2C1B_3C6D);
    }
    f64::from(bits >> 8) / f64::from(1 << 24)
}
