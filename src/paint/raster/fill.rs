//! Areas.

use super::brush::Brush;
use super::canvas::{Canvas, to_pixels};
use super::clip::Clip;
use super::composite::{color_pixel, color_row, premultiply, times_all};
use super::scan::{Rule, Scan, Share};
use super::{dots, hatch, outline, stripes};
use crate::scene::{Fill, Path};

/// Fills a path inside `clip`. With `sum`, fills that cover their area are added to what is there
/// instead of laid over it.
pub(super) fn fill(
    brush: &mut Brush<'_>,
    canvas: &mut Canvas,
    path: &Path,
    fill: &Fill,
    clip: &Clip<'_>,
    sum: bool,
) {
    let Some(bounds) = path.bounds() else { return };
    let Some(clip) = clip.touched(&to_pixels(bounds, canvas.scale).grow(1.0)) else { return };
    if !clip.has_tiles() {
        return;
    }
    brush.scan.begin(&clip);
    outline::area(&mut brush.scan, path, canvas.scale, &brush.page);
    let (scan, scale) = (&mut brush.scan, canvas.scale);
    match fill {
        Fill::Solid(color) => {
            solid(scan, canvas, premultiply(*color), (Rule::EvenOdd, sum));
        }
        Fill::Hatch(hatch) => match hatch::shade(hatch, scale) {
            Some(shade) => shaded(scan, canvas, shade, false),
            None => scan.forget(),
        },
        Fill::Stripes(stripes) => {
            shaded(scan, canvas, stripes::shade(stripes, scale), sum);
        }
        Fill::Dots(dots) => match dots::shade(dots, scale) {
            Some(shade) => shaded(scan, canvas, shade, false),
            None => scan.forget(),
        },
    }
}

/// Paints what has been collected with a premultiplied color.
pub(super) fn solid(
    scan: &mut Scan,
    canvas: &mut Canvas,
    color: [u8; 4],
    (rule, sum): (Rule, bool),
) {
    if color[3] == 0 {
        scan.forget();
        return;
    }
    scan.fill(rule, |y, x0, x1, share| {
        color_row(canvas.run_mut(y, x0, x1), color, share, sum);
    });
}

/// Paints what has been collected with premultiplied colors that depend on the place. `shade` is
/// asked with the middle of a pixel, in pixels of the page.
fn shaded(scan: &mut Scan, canvas: &mut Canvas, shade: impl Fn(f64, f64) -> [u8; 4], sum: bool) {
    scan.fill(Rule::EvenOdd, |y, x0, x1, share| {
        let middle = f64::from(y) + 0.5;
        let pixels = canvas.run_mut(y, x0, x1).as_chunks_mut::<4>().0;
        for (i, pixel) in pixels.iter_mut().enumerate() {
            let share = match share {
                Share::Even(share) => share,
                Share::Each(all) => all.get(i).copied().unwrap_or(0),
            };
            if share == 0 {
                continue;
            }
            let color = shade(f64::from(x0) + i as f64 + 0.5, middle);
            match (color, share) {
                // Between lines there is nothing, on them mostly all is covered.
                ([0, 0, 0, 0], _) => {}
                ([.., 255], 255) if !sum => *pixel = color,
                _ => color_pixel(pixel, times_all(color, share), sum),
            }
        }
    });
}
