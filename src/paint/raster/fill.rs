//! Areas.

use super::brush::Brush;
use super::canvas::{Canvas, to_pixels};
use super::clip::Clip;
use super::composite::{add_row_through, color_row, over_row_through, premultiply};
use super::scan::{Rule, Scan, Share};
use super::{dots, hatch, outline, stripes};
use crate::scene::{Fill, Path};

/// Fills a path inside `clip`. With `sum`, fills that cover their area are added to what is there
/// instead of laid over it.
pub(super) fn fill(
    brush: &mut Brush<'_>,
    canvas: &mut Canvas<'_>,
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
        Fill::Hatch(hatch) => match hatch::bands(hatch, scale) {
            Some(bands) => shaded(scan, canvas, false, |x, y, row| bands.row(x, y, row)),
            None => scan.forget(),
        },
        Fill::Stripes(stripes) => {
            let bands = stripes::bands(stripes, scale);
            shaded(scan, canvas, sum, |x, y, row| bands.row(x, y, row));
        }
        Fill::Dots(dots) => match dots::shade(dots, scale) {
            Some(shade) => shaded(scan, canvas, false, |x, y, row| {
                let middle = |v: i32| f64::from(v) + 0.5;
                let places = (x..).zip(row);
                places.for_each(|(x, color)| *color = shade(middle(x), middle(y)));
            }),
            None => scan.forget(),
        },
    }
}

/// Paints what has been collected with a premultiplied color.
pub(super) fn solid(
    scan: &mut Scan,
    canvas: &mut Canvas<'_>,
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

/// Paints what has been collected with premultiplied colors that depend on the place: `shade` gives
/// those of a row of pixels of the page from a column on.
fn shaded(
    scan: &mut Scan,
    canvas: &mut Canvas<'_>,
    sum: bool,
    shade: impl Fn(i32, i32, &mut [[u8; 4]]),
) {
    // So many colors are worked out before they are laid over.
    const SOME: usize = 64;
    let mut colors = [[0; 4]; SOME];
    scan.fill(Rule::EvenOdd, |y, x0, x1, share| {
        let mut done = 0;
        for pixels in canvas.run_mut(y, x0, x1).chunks_mut(4 * SOME) {
            let count = pixels.len() / 4;
            let colors = colors.get_mut(..count).unwrap_or_default();
            shade(x0 + done as i32, y, colors);
            let share = match share {
                Share::Even(_) => share,
                Share::Each(all) => Share::Each(all.get(done..done + count).unwrap_or_default()),
            };
            match sum {
                true => add_row_through(pixels, colors.as_flattened(), share),
                false => over_row_through(pixels, colors.as_flattened(), 255, share),
            }
            done += count;
        }
    });
}
