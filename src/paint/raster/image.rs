//! Rasters on the page.

use super::canvas::{Canvas, intersect, to_pixels};
use super::composite::premultiply;
use super::pattern::rect_area;
use crate::color::Color;
use crate::math::Rect;
use crate::scene::Image;
use tiny_skia::{FillRule, FilterQuality, IntSize, Paint, Pattern, Pixmap, SpreadMode, Transform};

/// Draws an image inside `clip` (in pixels of the page). Pixels that fall exactly on those of the
/// page are copied, others interpolated (bicubic).
pub(super) fn image(canvas: &mut Canvas, image: &Image, clip: &Rect) {
    let rect = to_pixels(image.rect, canvas.scale);
    let pixels = &image.pixels;
    let Some(seen) = intersect(&rect, &canvas.cut(clip)) else { return };
    let sound = pixels.rgba.len() as u64 == 4 * u64::from(pixels.width) * u64::from(pixels.height);
    let Some(size) = IntSize::from_wh(pixels.width, pixels.height).filter(|_| sound) else {
        return;
    };
    let straight = pixels.rgba.chunks_exact(4);
    let premultiplied =
        straight.flat_map(|p| premultiply(Color { r: p[0], g: p[1], b: p[2], a: p[3] })).collect();
    let Some(source) = Pixmap::from_vec(premultiplied, size) else { return };
    let (sx, sy) =
        (rect.width() / f64::from(pixels.width), rect.height() / f64::from(pixels.height));
    let whole = |v: f64| (v - v.round()).abs() < 1e-6;
    let copied = sx == 1.0 && sy == 1.0 && whole(rect.x0) && whole(rect.y0);
    let quality = if copied { FilterQuality::Nearest } else { FilterQuality::Bicubic };
    let at = canvas.local(crate::math::PagePoint::new(rect.x0, rect.y0));
    let place = Transform::from_row(sx as f32, 0.0, 0.0, sy as f32, at.0, at.1);
    let shader = Pattern::new(source.as_ref(), SpreadMode::Pad, quality, 1.0, place);
    let paint = Paint { shader, anti_alias: true, ..Paint::default() };
    if let Some(area) = rect_area(canvas, &seen) {
        let rule = FillRule::Winding;
        canvas.pixmap.fill_path(&area, &paint, rule, Transform::identity(), None);
    }
}
