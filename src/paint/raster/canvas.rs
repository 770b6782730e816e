//! A part of the page as pixels.

use crate::error::{Error, Result};
use crate::math::{PagePoint, Rect};
use tiny_skia::Pixmap;

/// Longest side of a page in pixels: beyond it 32-bit floats place edges too coarsely.
const MAX_SIDE: f64 = 32_000.0;
/// Most pixels of a page: 1.6 GB.
const MAX_PIXELS: f64 = 4e8;
/// How far beyond the pixels geometry is kept, so that what is cut off there is never seen.
const MARGIN: f64 = 16.0;

/// Premultiplied RGBA pixels that lie somewhere on the page. Pixel coordinates are those of the
/// whole page; `x` and `y` are the canvas's own left and top.
pub(super) struct Canvas {
    pub pixmap: Pixmap,
    pub x: i32,
    pub y: i32,
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
    /// A transparent canvas over the pixels that a rectangle (in pixels of the page) touches;
    /// `None` when it touches none.
    pub fn over(rect: Rect, scale: f64) -> Option<Self> {
        let (x, y) = (rect.x0.floor(), rect.y0.floor());
        let (w, h) = (rect.x1.ceil() - x, rect.y1.ceil() - y);
        let sound = w >= 1.0 && h >= 1.0 && w <= MAX_SIDE && h <= MAX_SIDE && w * h <= MAX_PIXELS;
        if !sound {
            return None;
        }
        let pixmap = Pixmap::new(w as u32, h as u32)?;
        Some(Self { pixmap, x: x as i32, y: y as i32, scale })
    }

    /// The canvas's rectangle in pixels of the page.
    pub fn bounds(&self) -> Rect {
        Rect::from_size(
            f64::from(self.x),
            f64::from(self.y),
            f64::from(self.pixmap.width()),
            f64::from(self.pixmap.height()),
        )
    }

    /// Where geometry may be cut without being seen: at the sides of `clip`, pushed outward where
    /// they are the canvas's own.
    pub fn cut(&self, clip: &Rect) -> Rect {
        let own = self.bounds();
        Rect {
            x0: if clip.x0 > own.x0 { clip.x0 } else { own.x0 - MARGIN },
            y0: if clip.y0 > own.y0 { clip.y0 } else { own.y0 - MARGIN },
            x1: if clip.x1 < own.x1 { clip.x1 } else { own.x1 + MARGIN },
            y1: if clip.y1 < own.y1 { clip.y1 } else { own.y1 + MARGIN },
        }
    }

    /// From a point in pixels of the page to tiny-skia's coordinates.
    pub fn local(&self, p: PagePoint) -> (f32, f32) {
        ((p.x - f64::from(self.x)) as f32, (p.y - f64::from(self.y)) as f32)
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
