//! Laying pixels over pixels. All colors here are premultiplied.

use super::canvas::Canvas;
use crate::color::Color;

/// `a * b / 255`, rounded to nearest.
pub(super) fn times(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// The same for all channels of a pixel, two at a time in lanes of 16 bits.
pub(super) fn times_all(color: [u8; 4], share: u8) -> [u8; 4] {
    const EVEN: u32 = 0x00ff_00ff;
    let (color, share) = (u32::from_le_bytes(color), u32::from(share));
    let even = (color & EVEN) * share + 0x0080_0080;
    let odd = ((color >> 8) & EVEN) * share + 0x0080_0080;
    let even = ((even + ((even >> 8) & EVEN)) >> 8) & EVEN;
    let odd = (odd + ((odd >> 8) & EVEN)) & !EVEN;
    (even | odd).to_le_bytes()
}

/// A color, premultiplied.
pub(super) fn premultiply(color: Color) -> [u8; 4] {
    [times(color.r, color.a), times(color.g, color.a), times(color.b, color.a), color.a]
}

/// Lays a color over a pixel (Porter and Duff, "Compositing digital images", 1984).
pub(super) fn over_pixel(pixel: &mut [u8], color: [u8; 4]) {
    if let Some(pixel) = pixel.first_chunk_mut::<4>() {
        let below = times_all(*pixel, 255 - color[3]);
        *pixel = std::array::from_fn(|c| color[c].saturating_add(below[c]));
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
                over_pixel(pixel, times_all([r, g, b, a], share));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_channels_at_once_are_each_by_itself() {
        for (a, b) in (0..=255).flat_map(|a| (0..=255).map(move |b| (a, b))) {
            let color = [a, 255 - a, a ^ 0x5a, 255];
            assert_eq!(times_all(color, b), color.map(|c| times(c, b)), "{color:?} by {b}");
        }
    }
}
