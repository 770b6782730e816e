//! Pictures coded as H.264 (ITU-T H.264, ISO/IEC 14496-10), profile High, for pictures that hardly change.
//!
//! The first picture is predicted from its own pixels. In each that follows, macroblocks that do not
//! change are skipped without being looked at; others are coded by what differs from the picture
//! before, at the same place, or like those of the first, whichever is less. Nothing moves, and edges
//! are not smoothed afterwards: so what does not change stays, to the bit, what it was, and a picture costs
//! what changed. Bins are coded arithmetically.
//!
//! Pictures are cut into slices of rows by what there is to do, never by how many threads there are.

mod arithmetic;
mod bits;
mod code;
mod contexts;
mod decide;
mod headers;
mod intra4;
mod macroblock;
mod picture;
mod predict;
mod quality;
mod quantize;
mod rdoq;
mod residual;
mod satd;
mod slice;
mod transform;

#[cfg(test)]
pub(super) mod tests;

pub(super) use decide::Pixels;
pub(super) use headers::{level, pictures, sequence};
pub(super) use picture::Picture;
pub(super) use quality::Quality;

use headers::SliceHeader;
use picture::Shown;
use rayon::prelude::*;
use slice::Slice;

/// A macroblock that differs from the picture before: its number, row by row, its pixels, and for how
/// many milliseconds it stays as it is now, as far as that is known.
pub(super) struct Change {
    pub at: usize,
    pub pixels: Pixels,
    pub stays_ms: u32,
}

/// Codes pictures of one size, one after the other.
pub(super) struct Coder {
    columns: usize,
    rows: usize,
    quality: Quality,
    /// What decoders show: brightness and both colors, in whole macroblocks.
    shown: [Vec<u8>; 3],
    /// Whole pictures so far.
    wholes: u32,
    /// Pictures since the last whole one.
    number: u32,
}

/// Macroblocks that a slice should have to code at least, so that its own start does not count.
const WORTHWHILE: usize = 2000;

impl Coder {
    /// For pictures of so many macroblocks across and down.
    pub fn new((columns, rows): (usize, usize), quality: Quality) -> Self {
        let pixels = columns * rows * 256;
        let shown = [pixels, pixels / 4, pixels / 4].map(|length| vec![0; length]);
        Self { columns, rows, quality, shown, wholes: 0, number: 0 }
    }

    /// The units of the next picture, each after its length in four bytes. A `whole` one needs no
    /// other, and all its macroblocks are to be given; of others those that change, in order.
    pub fn code(&mut self, changes: &[Change], whole: bool) -> Vec<u8> {
        if whole {
            self.number = 0;
        }
        let bytes = self.slices(changes, whole);
        self.wholes += u32::from(whole);
        self.number += 1;
        bytes
    }

    fn slices(&mut self, changes: &[Change], whole: bool) -> Vec<u8> {
        let slices = (changes.len() / WORTHWHILE).clamp(1, 4).min(self.rows);
        let (columns, quality) = (self.columns, self.quality);
        let rows = self.rows.div_ceil(slices);
        let length = rows * columns * 256;
        let [y, u, v] = &mut self.shown;
        let parts: Vec<_> = y
            .chunks_mut(length)
            .zip(u.chunks_mut(length / 4).zip(v.chunks_mut(length / 4)))
            .enumerate()
            .collect();
        let (wholes, number) = (self.wholes, self.number);
        let units: Vec<Vec<u8>> = parts
            .into_par_iter()
            .map(|(at, (y, (u, v)))| {
                let first = at * rows * columns;
                let count = y.len() / 256;
                let from = changes.partition_point(|change| change.at < first);
                let until = changes.partition_point(|change| change.at < first + count);
                let changes = changes.get(from..until).unwrap_or_default();
                let header = SliceHeader {
                    first_macroblock: first,
                    whole: whole.then_some(wholes),
                    number,
                    qp: quality.mean(changes, !whole),
                };
                let shown = Shown { columns, y, colors: [u, v] };
                Slice { first, count, header, quality, changes, shown }.code()
            })
            .collect();
        let mut bytes = Vec::with_capacity(units.iter().map(|unit| unit.len() + 4).sum());
        for unit in units {
            bytes.extend((unit.len() as u32).to_be_bytes());
            bytes.extend(unit);
        }
        bytes
    }
}
