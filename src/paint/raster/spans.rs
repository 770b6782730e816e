//! What a layer covers, without the empty rest: painted once, laid over many frames.

use super::canvas::{Canvas, intersect};
use super::composite::{over_pixel, over_row, times};
use crate::math::Rect;

/// Runs of pixels that are not transparent.
#[derive(Default)]
pub(super) struct Spans {
    runs: Vec<Run>,
    pixels: Vec<u8>,
}

struct Run {
    /// First pixel, in pixels of the page.
    x: i32,
    y: i32,
    /// First byte in `pixels`.
    start: usize,
    /// Bytes.
    len: usize,
    /// Whether every pixel hides what is below.
    opaque: bool,
}

/// What a pixel is, for telling runs apart.
fn kind(pixel: &[u8]) -> u8 {
    match pixel.get(3) {
        None | Some(0) => 0,
        Some(255) => 2,
        Some(_) => 1,
    }
}

impl Spans {
    /// The runs of a canvas.
    pub fn of(canvas: &Canvas) -> Self {
        let width = canvas.pixmap.width() as usize;
        let (mut runs, mut pixels) = (Vec::new(), Vec::new());
        for (row, y) in canvas.pixmap.data().chunks_exact(width * 4).zip(canvas.y..) {
            let mut x = canvas.x;
            for run in row.chunks_exact(4).collect::<Vec<_>>().chunk_by(|a, b| kind(a) == kind(b)) {
                let of = run.first().map_or(0, |pixel| kind(pixel));
                if of > 0 {
                    let start = pixels.len();
                    run.iter().for_each(|pixel| pixels.extend_from_slice(pixel));
                    runs.push(Run { x, y, start, len: run.len() * 4, opaque: of == 2 });
                }
                x += run.len() as i32;
            }
        }
        Self { runs, pixels }
    }

    /// Lays the runs over a canvas, inside `clip` (in pixels of the page); where nothing is cut,
    /// the same bytes as laying the canvas that they came from.
    pub fn over(&self, canvas: &mut Canvas, clip: &Rect) {
        let Some(seen) = intersect(clip, &canvas.bounds()) else { return };
        let width = canvas.pixmap.width() as usize;
        let (left, top) = (i64::from(canvas.x), i64::from(canvas.y));
        let data = canvas.pixmap.data_mut();
        for run in &self.runs {
            let (x, y) = (i64::from(run.x), i64::from(run.y));
            let x0 = x.max(seen.x0.floor() as i64);
            let x1 = (x + run.len as i64 / 4).min(seen.x1.ceil() as i64);
            let row = share(y, seen.y0, seen.y1);
            if row <= 0.0 || x0 >= x1 {
                continue;
            }
            let at = |x: i64| (((y - top) as usize) * width + (x - left) as usize) * 4;
            let source = run.start + ((x0 - x) * 4) as usize..run.start + ((x1 - x) * 4) as usize;
            let (Some(target), Some(source)) =
                (data.get_mut(at(x0)..at(x1)), self.pixels.get(source))
            else {
                continue;
            };
            let whole = share(x0, seen.x0, seen.x1) * share(x1 - 1, seen.x0, seen.x1) * row >= 1.0;
            match (whole, run.opaque) {
                (true, true) => target.copy_from_slice(source),
                (true, false) => over_row(target, source),
                (false, _) => {
                    let pixels = target.chunks_exact_mut(4).zip(source.chunks_exact(4));
                    for ((pixel, color), x) in pixels.zip(x0..) {
                        if let &[r, g, b, a] = color {
                            let share = share(x, seen.x0, seen.x1) * row;
                            let share = (share * 255.0).round() as u8;
                            over_pixel(pixel, [r, g, b, a].map(|c| times(c, share)));
                        }
                    }
                }
            }
        }
    }
}

/// The share of the pixel at `at` that lies between two coordinates.
fn share(at: i64, low: f64, high: f64) -> f64 {
    let at = at as f64;
    ((at + 1.0).min(high) - at.max(low)).clamp(0.0, 1.0)
}
