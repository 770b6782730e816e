//! A part of the page as pixels.

use super::clip::Clip;
use crate::error::{Error, Result};
use crate::math::{Plane, Rect};

/// Longest side of a page in pixels: edges are placed in whole steps of 1/256 pixel.
const MAX_SIDE: f64 = 32_000.0;
/// Most pixels of a page: 1.6 GB.
const MAX_PIXELS: f64 = 4e8;

/// Premultiplied RGBA pixels that lie somewhere on the page. All coordinates are pixels of the
/// whole page; `x` and `y` are the canvas's own left and top.
pub(super) struct Canvas {
    pub pixels: Plane,
    pub x: i32,
    pub y: i32,
    pub width: u32,
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

impl Canvas {
    /// A canvas over a part of the page, of pixels that are all the same byte: 0 for transparent,
    /// 255 for white.
    pub fn filled((x, y): (i32, i32), (width, height): (u32, u32), scale: f64, byte: u8) -> Self {
        let mut pixels = Plane::zeros(width as usize * height as usize * 4);
        if byte != 0 {
            pixels.fill(byte);
        }
        Self { pixels, x, y, width, scale }
    }

    /// A transparent canvas over the pixels of a clip. `spare` may have bytes to use: zeros. If it has
    /// more than are needed, they stay behind the pixels, so that it serves a larger canvas again.
    pub fn over(clip: &Clip<'_>, scale: f64, mut spare: Plane) -> Self {
        let (width, height) = ((clip.x1 - clip.x0) as u32, (clip.y1 - clip.y0) as u32);
        let bytes = width as usize * height as usize * 4;
        if spare.len() < bytes {
            spare = Plane::zeros(bytes);
        }
        Self { pixels: spare, x: clip.x0, y: clip.y0, width, scale }
    }

    /// The pixels of a row from one column up to but not including another; nothing where the
    /// canvas does not have all of them.
    pub fn run(&self, y: i32, x0: i32, x1: i32) -> &[u8] {
        self.bytes(y, x0, x1).and_then(|range| self.pixels.get(range)).unwrap_or_default()
    }

    /// The same, to be painted.
    pub fn run_mut(&mut self, y: i32, x0: i32, x1: i32) -> &mut [u8] {
        let range = self.bytes(y, x0, x1);
        range.and_then(|range| self.pixels.get_mut(range)).unwrap_or_default()
    }

    fn bytes(&self, y: i32, x0: i32, x1: i32) -> Option<std::ops::Range<usize>> {
        let (left, right) =
            (usize::try_from(x0 - self.x).ok()?, usize::try_from(x1 - self.x).ok()?);
        let row = usize::try_from(y - self.y).ok()? * self.width as usize;
        (left <= right && right <= self.width as usize).then(|| (row + left) * 4..(row + right) * 4)
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
