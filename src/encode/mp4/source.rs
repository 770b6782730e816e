//! The picture that the frames paint, and what changes in it.

use super::SOME;
use super::yuv::paint;
use crate::encode::Frame;
use crate::encode::h264::{Picture, Pixels};
use crate::math::TileSet;
use rayon::prelude::*;

/// The picture as it is after the last frame.
pub(super) struct Source {
    picture: Picture,
    /// Its macroblocks when changes were last asked for; none before that.
    latest: Vec<Pixels>,
    /// Which have been painted since.
    touched: Vec<bool>,
    /// Whether any frame was taken.
    pub painted: bool,
}

impl Source {
    /// Nothing painted yet.
    pub fn new(width: u32, height: u32) -> Self {
        let picture = Picture::black(width, height);
        let (columns, rows) = picture.macroblocks();
        Self { picture, latest: Vec::new(), touched: vec![true; columns * rows], painted: false }
    }

    /// Width and height in pixels; even.
    pub fn size(&self) -> (u32, u32) {
        (self.picture.width as u32, self.picture.height as u32)
    }

    /// Macroblocks across and down.
    pub fn macroblocks(&self) -> (usize, usize) {
        self.picture.macroblocks()
    }

    /// Takes a frame: only what changed, if the frame says where that is.
    pub fn paint(&mut self, frame: &Frame) {
        self.painted = true;
        let size = (frame.width, frame.height);
        let changed = frame.changed.as_deref().filter(|tiles| tiles.size() == size);
        let Some(tiles) = changed.filter(|_| !self.latest.is_empty()) else {
            paint(&mut self.picture, frame, &TileSet::all(frame.width, frame.height));
            self.touched.fill(true);
            return;
        };
        paint(&mut self.picture, frame, tiles);
        let columns = self.picture.macroblocks().0;
        let tiles_each = 16 / TileSet::SIDE as usize;
        for row in 0..tiles.rows() {
            let start = row as usize / tiles_each * columns;
            for (from, until) in tiles.pixel_runs(row) {
                let places = from as usize / 16..(until as usize).div_ceil(16);
                for place in places {
                    self.touched[start + place] = true;
                }
            }
        }
    }

    /// The macroblocks that are not what they were when this was last asked, in order.
    pub fn changes(&mut self) -> Vec<(usize, Pixels)> {
        let columns = self.picture.macroblocks().0;
        if self.latest.is_empty() {
            // All of the first picture, side by side.
            let pixels = |at| self.picture.pixels(at % columns, at / columns);
            let all = (0..self.touched.len()).into_par_iter().with_min_len(SOME);
            self.latest = all.map(pixels).collect();
            self.touched.fill(false);
            return self.latest.par_iter().with_min_len(SOME).cloned().enumerate().collect();
        }
        let mut changes = Vec::new();
        for (at, touched) in self.touched.iter_mut().enumerate() {
            if !std::mem::take(touched) {
                continue;
            }
            let pixels = self.picture.pixels(at % columns, at / columns);
            if let Some(latest) = self.latest.get_mut(at)
                && *latest != pixels
            {
                latest.clone_from(&pixels);
                changes.push((at, pixels));
            }
        }
        changes
    }
}
