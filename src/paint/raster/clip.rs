//! Which pixels are to be painted.

use crate::math::{Rect, TileSet};

/// The tiles of a set that lie in a rectangle of whole pixels of the page.
#[derive(Clone, Copy)]
pub(super) struct Clip<'a> {
    tiles: &'a TileSet,
    /// First column.
    pub x0: i32,
    /// First row.
    pub y0: i32,
    /// First column after the last.
    pub x1: i32,
    /// First row after the last.
    pub y1: i32,
}

impl<'a> Clip<'a> {
    /// All pixels of the tiles.
    pub fn new(tiles: &'a TileSet) -> Option<Self> {
        let (x0, y0, x1, y1) = tiles.bounds()?;
        Some(Self { tiles, x0: x0 as i32, y0: y0 as i32, x1: x1 as i32, y1: y1 as i32 })
    }

    /// The tiles of which some are meant.
    pub fn tiles(&self) -> &'a TileSet {
        self.tiles
    }

    /// Those of the pixels that a rectangle touches; `None` if there are none.
    pub fn touched(&self, rect: &Rect) -> Option<Self> {
        self.cut(rect.x0.floor(), rect.y0.floor(), rect.x1.ceil(), rect.y1.ceil())
    }

    /// Those of the pixels whose middle lies in a rectangle: maps end at whole pixels.
    pub fn inside(&self, rect: &Rect) -> Option<Self> {
        self.cut(rect.x0.round(), rect.y0.round(), rect.x1.round(), rect.y1.round())
    }

    fn cut(&self, x0: f64, y0: f64, x1: f64, y1: f64) -> Option<Self> {
        // `as` saturates.
        let cut = Self {
            tiles: self.tiles,
            x0: self.x0.max(x0 as i32),
            y0: self.y0.max(y0 as i32),
            x1: self.x1.min(x1 as i32),
            y1: self.y1.min(y1 as i32),
        };
        (cut.x0 < cut.x1 && cut.y0 < cut.y1).then_some(cut)
    }

    /// Whether any of the pixels may lie in a rectangle.
    #[inline]
    pub fn may_touch(&self, rect: &Rect) -> bool {
        // `as` cuts off: a pixel too many does no harm, and rounding is a call on older processors.
        let (x0, y0) = (self.x0.max(rect.x0 as i32), self.y0.max(rect.y0 as i32));
        let next = |v: f64| (v as i32).saturating_add(1);
        let (x1, y1) = (self.x1.min(next(rect.x1)), self.y1.min(next(rect.y1)));
        x0 < x1 && y0 < y1 && self.tiles.touches(x0 as u32, y0 as u32, x1 as u32, y1 as u32)
    }

    /// Whether a tile of the page, given by its column and row, may have some of the pixels.
    #[inline]
    pub fn has_tile(&self, column: u32, row: u32) -> bool {
        const SIDE: i32 = TileSet::SIDE as i32;
        let (x, y) = (column as i32 * SIDE, row as i32 * SIDE);
        let inside = x < self.x1 && self.x0 < x + SIDE && y < self.y1 && self.y0 < y + SIDE;
        inside && self.tiles.contains(column, row)
    }

    /// Whether there are any pixels.
    pub fn has_tiles(&self) -> bool {
        self.tiles.touches(self.x0 as u32, self.y0 as u32, self.x1 as u32, self.y1 as u32)
    }

    /// First column and row, and those after the last.
    pub fn bounds(&self) -> [i32; 4] {
        [self.x0, self.y0, self.x1, self.y1]
    }

    /// Whether all pixels of the rectangle around them are meant.
    pub fn is_whole(&self) -> bool {
        self.tiles.is_all()
    }

    /// The pixels of a row as runs from the left: first column and the first after it. `runs` is
    /// emptied first; rows of the same tiles have the same runs.
    pub fn runs(&self, y: i32, runs: &mut Vec<(i32, i32)>) {
        runs.clear();
        if !(self.y0..self.y1).contains(&y) {
            return;
        }
        let all = self.tiles.pixel_runs(y as u32 / TileSet::SIDE);
        let cut = all.map(|(a, b)| ((a as i32).max(self.x0), (b as i32).min(self.x1)));
        runs.extend(cut.filter(|(a, b)| a < b));
    }

    /// Calls for every run of every row: row, first column, first column after it.
    pub fn each_run(&self, mut each: impl FnMut(i32, i32, i32)) {
        let mut runs = Vec::new();
        for y in self.y0..self.y1 {
            if y == self.y0 || (y as u32).is_multiple_of(TileSet::SIDE) {
                self.runs(y, &mut runs);
            }
            runs.iter().for_each(|&(a, b)| each(y, a, b));
        }
    }
}
