//! Shaded relief: heights as an image under the map.
//!
//! Every pixel is taken back to the globe, the heights there are read from a smooth surface, and
//! the surface is lit from the page's upper left, as in printed atlases: light and calm, so that
//! colored areas and dark labels stay readable over it.

mod light;
mod page_grid;
mod style;
mod surface;
#[cfg(test)]
mod tests;

pub use style::ReliefStyle;

use crate::dataset::Elevation;
use crate::math::Rect;
use crate::projection::Viewport;
use crate::scene::{Image, Pixels};
use light::{Ground, Light};
use page_grid::{Cells, PageGrid, STEP, Spot};
use rayon::prelude::*;
use std::sync::Arc;
use style::TintTable;
use surface::Surface;

/// Pixels on a side at most; larger pages are asked for in parts.
const LARGEST: f64 = 32_000.0;

/// Shaded relief over a rectangle of the page, with so many pixels for a page unit.
///
/// Opaque where there is globe, transparent beyond its edge. Ground without heights has the lowest
/// tint; a grid of heights that does not have the size it says has none anywhere. The pixels depend
/// on nothing but the arguments, whatever the number of threads.
pub fn relief(
    elevation: &Elevation,
    viewport: &Viewport,
    rect: Rect,
    pixels_per_unit: f64,
    style: &ReliefStyle,
) -> Image {
    // `as` takes what is not a number to 0.
    let pixels = |length: f64| (length * pixels_per_unit).round().clamp(1.0, LARGEST) as usize;
    let (width, height) = (pixels(rect.width()).max(1), pixels(rect.height()).max(1));
    let tints = TintTable::new(&style.stops);
    let mut rgba = vec![0_u8; width * height * 4];
    if let Some(cells) = Cells::of(elevation) {
        let grid = PageGrid::new(viewport, rect, [width, height], &cells);
        let surface = Surface::new(elevation, grid.reach(), grid.meters_per_pixel() / cells.meters);
        let light = Light::new(style, grid.meters_per_pixel().max(cells.meters));
        rgba.par_chunks_mut(width * 4 * STEP).enumerate().for_each(|(band, chunk)| {
            for (row, line) in chunk.chunks_exact_mut(width * 4).enumerate() {
                let (line, _) = line.as_chunks_mut::<4>();
                grid.row(band * STEP + row, line, |spot| color(&surface, &light, &tints, spot));
            }
        });
    } else {
        rgba.as_chunks_mut::<4>().0.fill(opaque(tints.lowest()));
    }
    let pixels = Pixels { width: width as u32, height: height as u32, rgba };
    Image { pixels: Arc::new(pixels), rect }
}

/// How many cells of a grid of heights lie across a page unit in the middle of the map; infinite for
/// a grid without cells.
pub fn cells_per_unit(elevation: &Elevation, viewport: &Viewport) -> f64 {
    let meters = viewport.meters_per_unit(viewport.center());
    Cells::of(elevation).map_or(f64::INFINITY, |cells| meters / cells.meters)
}

fn color(surface: &Surface, light: &Light, tints: &TintTable, spot: &Spot) -> [u8; 4] {
    let cover = surface.cover(spot.at);
    if cover <= 0.0 {
        return opaque(tints.lowest());
    }
    let sample = surface.sample(spot.at);
    let along = |[by_column, by_row]: [f32; 2], [columns, rows]: [f32; 2]| {
        (by_column * columns + by_row * rows) / spot.meters * cover
    };
    let ground = Ground {
        height: sample.fine.height,
        above_broad: (sample.fine.height - sample.broad.height) * cover,
        rugged: sample.rugged,
        fine: [along(sample.fine.slope, spot.right), along(sample.fine.slope, spot.down)],
        broad: [along(sample.broad.slope, spot.right), along(sample.broad.slope, spot.down)],
    };
    let (tint, lowest) = (tints.at(ground.height), tints.lowest());
    let tint = std::array::from_fn(|i| lowest[i] + (tint[i] - lowest[i]) * cover);
    opaque(light.shine(tint, &ground))
}

fn opaque(rgb: [f32; 3]) -> [u8; 4] {
    // Float to integer casts saturate.
    let [r, g, b] = rgb.map(|channel| (channel + 0.5) as u8);
    [r, g, b, 255]
}
