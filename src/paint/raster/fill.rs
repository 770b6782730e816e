//! Areas.

use super::canvas::Canvas;
use super::{dots, hatch, outline, pattern, stripes};
use crate::color::Color;
use crate::math::Rect;
use crate::scene::{Fill, Path};
use tiny_skia::{BlendMode, FillRule, Paint, Transform};

/// A plain color for tiny-skia.
pub(super) fn paint_of(color: Color, blend_mode: BlendMode) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, blend_mode, ..Paint::default() };
    paint.set_color_rgba8(color.r, color.g, color.b, color.a);
    paint
}

/// Fills a path inside `clip` (in pixels of the page). With `sum`, fills that cover their area are
/// added to what is there instead of laid over it.
pub(super) fn fill(canvas: &mut Canvas, path: &Path, fill: &Fill, clip: &Rect, sum: bool) {
    let cut = canvas.cut(clip);
    let Some(area) = outline::area(canvas, path, &cut) else { return };
    match fill {
        Fill::Solid(color) if color.a == 0 => {}
        Fill::Solid(color) => {
            let blend = if sum { BlendMode::Plus } else { BlendMode::SourceOver };
            let paint = paint_of(*color, blend);
            canvas.pixmap.fill_path(&area, &paint, FillRule::EvenOdd, Transform::identity(), None);
        }
        Fill::Hatch(hatch) => {
            if let Some(shade) = hatch::shade(hatch, canvas.scale) {
                pattern::paint(canvas, &area, shade, false);
            }
        }
        Fill::Stripes(stripes) => {
            pattern::paint(canvas, &area, stripes::shade(stripes, canvas.scale), sum)
        }
        Fill::Dots(dots) => {
            if let Some(shade) = dots::shade(dots, canvas.scale) {
                pattern::paint(canvas, &area, shade, false);
            }
        }
    }
}
