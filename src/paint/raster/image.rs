//! Rasters on the page.

use super::canvas::{Canvas, intersect, to_pixels};
use super::clip::Clip;
use super::composite::{over_row, premultiply};
use crate::color::Color;
use crate::math::Rect;
use crate::scene::{Image, Pixels};
use std::borrow::Cow;
use tiny_skia::{FilterQuality, IntSize, Pixmap, PixmapPaint, Transform};

/// Draws an image inside `clip`. Pixels that fall exactly on those of the page are copied, others
/// interpolated (bicubic).
pub(super) fn image(canvas: &mut Canvas<'_>, image: &Image, clip: &Clip<'_>, page: &Rect) {
    let rect = to_pixels(image.rect, canvas.scale);
    let pixels = &image.pixels;
    let sound = pixels.rgba.len() as u64 == 4 * u64::from(pixels.width) * u64::from(pixels.height);
    let Some(seen) = clip.touched(&rect).filter(|_| sound) else { return };
    let (sx, sy) =
        (rect.width() / f64::from(pixels.width), rect.height() / f64::from(pixels.height));
    let whole = |v: f64| (v - v.round()).abs() < 1e-6;
    let copied = sx == 1.0 && sy == 1.0 && whole(rect.x0) && whole(rect.y0);
    let placed = if copied {
        Some(Placed {
            x: rect.x0.round() as i32,
            y: rect.y0.round() as i32,
            width: pixels.width as usize,
            rgba: premultiplied(pixels),
        })
    } else {
        resampled(pixels, &rect, page)
    };
    let Some(placed) = placed else { return };
    seen.each_run(|y, x0, x1| over_row(canvas.run_mut(y, x0, x1), placed.run(y, x0, x1)));
}

/// Premultiplied pixels at a place of the page.
struct Placed<'a> {
    x: i32,
    y: i32,
    width: usize,
    rgba: Cow<'a, [u8]>,
}

impl Placed<'_> {
    fn run(&self, y: i32, x0: i32, x1: i32) -> &[u8] {
        let at = |x: i32| {
            let row = usize::try_from(y - self.y).ok()? * self.width;
            Some((row + usize::try_from(x - self.x).ok()?.min(self.width)) * 4)
        };
        let range = at(x0).zip(at(x1)).map(|(a, b)| a..b);
        range.and_then(|range| self.rgba.get(range)).unwrap_or_default()
    }
}

fn premultiplied(pixels: &Pixels) -> Cow<'_, [u8]> {
    let straight = pixels.rgba.as_chunks::<4>().0;
    if straight.iter().all(|pixel| pixel[3] == 255) {
        return Cow::Borrowed(&pixels.rgba);
    }
    straight.iter().flat_map(|&[r, g, b, a]| premultiply(Color { r, g, b, a })).collect()
}

/// The image on the pixels of the page: all of them, whatever is painted of it.
fn resampled<'a>(pixels: &Pixels, rect: &Rect, page: &Rect) -> Option<Placed<'a>> {
    let size = IntSize::from_wh(pixels.width, pixels.height)?;
    let source = Pixmap::from_vec(premultiplied(pixels).into_owned(), size)?;
    let seen = intersect(rect, page)?;
    let (x, y) = (seen.x0.floor(), seen.y0.floor());
    let (width, height) = ((seen.x1.ceil() - x) as u32, (seen.y1.ceil() - y) as u32);
    let mut target = Pixmap::new(width, height)?;
    let place = Transform::from_row(
        (rect.width() / f64::from(pixels.width)) as f32,
        0.0,
        0.0,
        (rect.height() / f64::from(pixels.height)) as f32,
        (rect.x0 - x) as f32,
        (rect.y0 - y) as f32,
    );
    let paint = PixmapPaint { quality: FilterQuality::Bicubic, ..PixmapPaint::default() };
    target.draw_pixmap(0, 0, source.as_ref(), &paint, place, None);
    let rgba = Cow::Owned(target.take());
    Some(Placed { x: x as i32, y: y as i32, width: width as usize, rgba })
}
