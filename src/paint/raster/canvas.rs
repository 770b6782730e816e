//! A part of the page as pixels.

use super::clip::Clip;
use super::composite::{Over, over_row_at};
use super::places::{Block, Places};
use crate::error::{Error, Result};
use crate::math::{Plane, Rect, widest};
use std::ops::Range;

/// Longest side of a page in pixels: edges are placed in whole steps of 1/256 pixel.
const MAX_SIDE: f64 = 32_000.0;
/// Most pixels of a page: 1.6 GB.
const MAX_PIXELS: f64 = 4e8;

/// Premultiplied RGBA pixels of some tiles of the page. All coordinates are pixels of the whole page.
pub(super) struct Canvas<'a> {
    places: Places<'a>,
    /// At their places; there may be more behind them.
    pixels: Plane,
    /// Where the last run was: mostly the next one is there, too.
    last: Block,
    /// Pixels per page unit.
    pub scale: f64,
}

/// The size of a page in pixels.
///
/// # Errors
/// [`Error::Request`] when a side is not a positive number or the page too large to be painted.
pub(super) fn page_size(width: f64, height: f64, scale: f64) -> Result<(u32, u32)> {
    let (w, h) = ((width * scale).round().max(1.0), (height * scale).round().max(1.0));
    let sound = width > 0.0 && height > 0.0 && scale > 0.0;
    if sound && w <= MAX_SIDE && h <= MAX_SIDE && w * h <= MAX_PIXELS {
        return Ok((w as u32, h as u32));
    }
    Err(Error::request(format!(
        "cannot paint a page of {width} x {height} units at {scale} pixels a unit; \
         the longest side is {MAX_SIDE} pixels"
    )))
}

impl<'a> Canvas<'a> {
    /// A canvas for the pixels of a clip. `spare` may have bytes to use: where there are enough the
    /// canvas is as they are, else transparent.
    pub fn of(clip: &Clip<'a>, scale: f64, mut spare: Plane) -> Self {
        let places = Places::of(clip);
        if spare.len() < 4 * places.count() {
            spare = Plane::zeros(4 * places.count());
        }
        Self { places, pixels: spare, last: Block::default(), scale }
    }

    /// The memory, to be used again.
    pub fn into_spare(self) -> Plane {
        self.pixels
    }

    /// The same, all zeros.
    pub fn cleared(mut self) -> Plane {
        self.all_mut().fill(0);
        self.pixels
    }

    /// All pixels, row by row as [`TileSet::pixel_spans`](crate::math::TileSet::pixel_spans) goes
    /// through them if no tiles were cut off.
    pub fn all(&self) -> &[u8] {
        self.pixels.get(..4 * self.places.count()).unwrap_or_default()
    }

    /// The same, to be painted.
    pub fn all_mut(&mut self) -> &mut [u8] {
        self.pixels.get_mut(..4 * self.places.count()).unwrap_or_default()
    }

    /// The pixels of a row from one column up to but not including another, which lie in tiles
    /// beside each other.
    pub fn run(&mut self, y: i32, x0: i32, x1: i32) -> &[u8] {
        self.run_mut(y, x0, x1)
    }

    /// The same, to be painted.
    #[inline(always)]
    pub fn run_mut(&mut self, y: i32, x0: i32, x1: i32) -> &mut [u8] {
        let run = self.last.run(y, x0, x1).or_else(|| self.find(y, x0, x1));
        run.and_then(|run| self.pixels.get_mut(4 * run.start..4 * run.end)).unwrap_or_default()
    }

    #[cold]
    fn find(&mut self, y: i32, x0: i32, x1: i32) -> Option<Range<usize>> {
        self.last = self.places.around(x0, y)?;
        self.last.run(y, x0, x1)
    }

    /// Lays the canvas, which was painted inside a clip, over another one.
    pub fn lay_over(&mut self, below: &mut Canvas<'_>, clip: &Clip<'_>, opacity: u8) {
        match self.places.within(&below.places) {
            // What is not inside the clip is transparent.
            Some(places) => {
                let below = below.pixels.get_mut(4 * places.start..4 * places.end);
                widest(Over { below: below.unwrap_or_default(), above: self.all(), opacity });
            }
            None => clip.each_run(|y, x0, x1| {
                over_row_at(below.run_mut(y, x0, x1), self.run(y, x0, x1), opacity);
            }),
        }
    }
}

/// A rectangle in page units as one in pixels.
pub(super) fn to_pixels(r: Rect, scale: f64) -> Rect {
    Rect { x0: r.x0 * scale, y0: r.y0 * scale, x1: r.x1 * scale, y1: r.y1 * scale }
}

/// What two rectangles share; may be empty (then not `is_some`).
pub(super) fn intersect(a: &Rect, b: &Rect) -> Option<Rect> {
    let r = Rect { x0: a.x0.max(b.x0), y0: a.y0.max(b.y0), x1: a.x1.min(b.x1), y1: a.y1.min(b.y1) };
    (r.x0 < r.x1 && r.y0 < r.y1).then_some(r)
}
