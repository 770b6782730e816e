//! Finished frames, and what is new in them.

use crate::error::{Error, Result};
use crate::math::{TileSet, Work, widest};

/// An opaque picture: three bytes (red, green, blue) a pixel, row by row from the top left.
#[derive(Clone, PartialEq, Eq)]
pub struct Bitmap {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `3 * width * height` bytes.
    pub data: Vec<u8>,
}

impl std::fmt::Debug for Bitmap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bitmap({}x{})", self.width, self.height)
    }
}

/// Some tiles of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Which.
    pub tiles: TileSet,
    /// Their pixels as in [`Bitmap::data`], without those between.
    data: Vec<u8>,
}

/// The first three of the four bytes of each pixel.
pub(super) fn without_opacity(pixels: &[u8], colors: &mut [u8]) {
    widest(Colors { pixels, colors });
}

struct Colors<'a> {
    pixels: &'a [u8],
    colors: &'a mut [u8],
}

impl Work for Colors<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        // In a plain loop: so many bytes are moved by one instruction.
        let colors = self.colors.as_chunks_mut::<3>().0.iter_mut();
        for (color, [r, g, b, _]) in colors.zip(self.pixels.as_chunks::<4>().0) {
            *color = [*r, *g, *b];
        }
    }
}

impl Patch {
    /// Tiles and the colors of their pixels as in [`Bitmap::data`], in the order of
    /// [`TileSet::pixel_spans`].
    pub(super) fn new(tiles: TileSet, data: Vec<u8>) -> Self {
        Self { tiles, data }
    }

    /// Puts the tiles into a frame, given as in [`Bitmap::data`], and returns those that look
    /// different now; a frame of another size is left as it is.
    pub fn apply(&self, frame: &mut [u8]) -> TileSet {
        let (width, height) = self.tiles.size();
        let mut changed = TileSet::none(width, height);
        if frame.len() != width as usize * height as usize * 3 {
            return changed;
        }
        const TILE: usize = TileSet::SIDE as usize * 3;
        let mut rest = self.data.as_slice();
        for (y, x0, x1) in self.tiles.pixel_spans() {
            let at = |x: u32| (y as usize * width as usize + x as usize) * 3;
            let target = &mut frame[at(x0)..at(x1)];
            let (own, after) = rest.split_at(target.len());
            let (new, new_cut) = own.as_chunks::<TILE>();
            let (old, old_cut) = target.as_chunks_mut::<TILE>();
            let (mut column, row) = (x0 / TileSet::SIDE, y / TileSet::SIDE);
            for (new, old) in new.iter().zip(old) {
                if new != old {
                    *old = *new;
                    changed.insert(column, row);
                }
                column += 1;
            }
            // A tile at the side of the page may be cut.
            if new_cut != old_cut {
                old_cut.copy_from_slice(new_cut);
                changed.insert(column, row);
            }
            rest = after;
        }
        changed
    }

    /// The mixture of two patches of the same tiles, of which this one counts `step` of `of` parts:
    /// what is seen if it is laid over the other with that opacity. One of other tiles is not mixed
    /// in.
    #[must_use]
    pub fn over(mut self, other: &Self, step: u32, of: u32) -> Self {
        if self.tiles == other.tiles {
            let of = u64::from(of.max(1));
            let own = u64::from(step).min(of);
            for (to, from) in self.data.iter_mut().zip(&other.data) {
                let sum = u64::from(*to) * own + u64::from(*from) * (of - own);
                *to = ((sum + of / 2) / of) as u8;
            }
        }
        self
    }

    /// The picture of which these are all tiles.
    ///
    /// # Errors
    /// [`Error::Request`] if some are missing.
    pub fn whole(self) -> Result<Bitmap> {
        let (width, height) = self.tiles.size();
        match self.tiles.is_all() {
            true => Ok(Bitmap { width, height, data: self.data }),
            false => Err(Error::request("a part of the page is not painted")),
        }
    }
}
