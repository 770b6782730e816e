//! Bands of two colors. A border between bands runs through the page's origin; the first color lies
//! below it (to the right of it where the bands stand upright).
//!
//! The second color's bands are laid over the first color: side by side, painters that smooth edges
//! would let the ground through at every border.

use super::stream::Stream;
use super::tile::Tile;
use super::walk::Walk;
use crate::color::Color;
use crate::scene::{Hatch, Path, Stripes};

impl Walk<'_> {
    /// Fills an area.
    pub(super) fn stripes(&mut self, out: &mut Stream, path: &Path, stripes: &Stripes) {
        let [first, second] = stripes.colors;
        let band = |color: Color, side: f64| {
            let (spacing, angle) = (2.0 * stripes.band, stripes.angle);
            let hatch = Hatch { color, width: stripes.band, spacing, angle };
            Tile::Lines(hatch, side * stripes.band / 2.0)
        };
        if first.a != second.a {
            self.tiled(out, path, band(first, -1.0));
            self.tiled(out, path, band(second, 1.0));
            return;
        }
        let both = |walk: &mut Self, out: &mut Stream| {
            let solid = |color: Color| Color { a: 255, ..color };
            walk.solid(out, path, solid(first));
            walk.tiled(out, path, band(solid(second), 1.0));
        };
        self.see_through(out, first.a, both);
    }
}
