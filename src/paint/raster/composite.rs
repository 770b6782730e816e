//! Laying pixels over pixels. All colors here are premultiplied.

use super::canvas::Canvas;
use crate::color::Color;

/// `a * b / 255`, rounded to nearest.
pub(super) fn times(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// A color, premultiplied.
pub(super) fn premultiply(color: Color) -> [u8; 4] {
    [times(color.r, color.a), times(color.g, color.a), times(color.b, color.a), color.a]
}

/// Lays a color over a pixel (Porter and Duff, "Compositing digital images", 1984).
pub(super) fn over_pixel(pixel: &mut [u8], color: [u8; 4]) {
    let through = 255 - color[3];
    for (below, above) in pixel.iter_mut().zip(color) {
        *below = above.saturating_add(times(*below, through));
    }
}

/// Adds a color to a pixel.
pub(super) fn add_pixel(pixel: &mut [u8], color: [u8; 4]) {
    for (below, above) in pixel.iter_mut().zip(color) {
        *below = below.saturating_add(above);
    }
}

/// Lays a row of pixels over another.
pub(super) fn over_row(below: &mut [u8], above: &[u8]) {
    for (pixel, color) in below.chunks_exact_mut(4).zip(above.chunks_exact(4)) {
        if let &[r, g, b, a] = color {
            match a {
                0 => {}
                255 => pixel.copy_from_slice(color),
                _ => over_pixel(pixel, [r, g, b, a]),
            }
        }
    }
}

/// Lays one canvas over another: all of it at `opacity` (0 to 255), and through a mask of its own
/// size if there is one.
pub(super) fn over(below: &mut Canvas, above: &Canvas, opacity: u8, mask: Option<&[u8]>) {
    let (width, above_width) = (below.pixmap.width() as usize, above.pixmap.width() as usize);
    let (dx, dy) = (i64::from(above.x - below.x), i64::from(above.y - below.y));
    let left = dx.max(0) as usize;
    let right = (dx + above_width as i64).clamp(0, width as i64) as usize;
    if left >= right || above_width == 0 {
        return;
    }
    let skipped = (left as i64 - dx) as usize;
    let height = i64::from(below.pixmap.height());
    for (j, row) in above.pixmap.data().chunks_exact(above_width * 4).enumerate() {
        let y = j as i64 + dy;
        if y < 0 || y >= height {
            continue;
        }
        let start = y as usize * width * 4;
        let target = below.pixmap.data_mut().get_mut(start + left * 4..start + right * 4);
        let (Some(target), Some(source)) = (target, row.get(skipped * 4..)) else { continue };
        if opacity == 255 && mask.is_none() {
            over_row(target, source);
            continue;
        }
        let covered = mask.and_then(|mask| mask.get(j * above_width + skipped..));
        let pixels = target.chunks_exact_mut(4).zip(source.chunks_exact(4));
        for (i, (pixel, color)) in pixels.enumerate() {
            if let &[r, g, b, a] = color
                && a > 0
            {
                let share = covered.and_then(|row| row.get(i)).copied().unwrap_or(255);
                let share = times(share, opacity);
                over_pixel(pixel, [r, g, b, a].map(|c| times(c, share)));
            }
        }
    }
}
