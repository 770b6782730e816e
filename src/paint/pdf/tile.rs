//! Patterns: a tile that is laid side by side, beginning at the page's origin.

use super::sheet::precise;
use super::store::Store;
use crate::color::Color;
use crate::scene::{Dots, Hatch, Path};
use pdf_writer::Content;
use pdf_writer::types::{PaintType, TilingType};

/// What a tile shows, opaque: how opaque it is says the graphics state where it is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tile {
    /// Parallel lines; the middle of one lies so far, in page units, to the left of the origin
    /// along the lines' own direction.
    Lines(Hatch, f64),
    /// Rows of dots.
    Dots(Dots),
}

impl Tile {
    /// The color, and the same tile with an opaque one.
    pub fn opaque(self) -> (Color, Self) {
        let solid = |color: Color| Color { a: 255, ..color };
        match self {
            Self::Lines(hatch, shift) => {
                let own = Hatch { color: solid(hatch.color), ..hatch };
                (hatch.color, Self::Lines(own, shift))
            }
            Self::Dots(dots) => (dots.color, Self::Dots(Dots { color: solid(dots.color), ..dots })),
        }
    }
}

/// How a tile repeats; lengths in page units, as is what it shows.
pub(super) struct Repeat {
    /// What the tile reaches over: left, bottom, right, top.
    pub bounds: [f64; 4],
    /// From tile to tile across and up.
    pub step: [f64; 2],
    /// From the tile's coordinates to those of the page, in points.
    pub matrix: [f64; 6],
}

impl Store {
    /// Writes a pattern.
    pub fn pattern_object(&mut self, content: Content, repeat: &Repeat) -> pdf_writer::Ref {
        let id = self.next();
        let packed = super::store::packed(&content.finish().into_vec());
        let [left, bottom, right, top] = repeat.bounds.map(precise);
        let mut pattern = self.chunk.tiling_pattern(id, &packed);
        pattern.filter(pdf_writer::Filter::FlateDecode);
        pattern.paint_type(PaintType::Colored);
        pattern.tiling_type(TilingType::ConstantSpacing);
        pattern.bbox(pdf_writer::Rect::new(left, bottom, right, top));
        pattern.x_step(precise(repeat.step[0]));
        pattern.y_step(precise(repeat.step[1]));
        pattern.matrix(repeat.matrix.map(|v| v as f32));
        pattern.resources();
        id
    }
}

/// Fills a path of the tile.
pub(super) fn shape(content: &mut Content, path: &Path, ring: Option<f64>) {
    if super::path::trace(content, path, |p| (precise(p.x), precise(p.y))) {
        match ring {
            None => content.fill_nonzero(),
            Some(width) => content.set_line_width(precise(width)).stroke(),
        };
    }
}
