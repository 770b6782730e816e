//! Pictures coded as H.264 (ITU-T H.264, ISO/IEC 14496-10), profile Main, for pictures that hardly change.
//!
//! The first picture is predicted from its own pixels. In each that follows, macroblocks that do not
//! change are skipped without being looked at; others are coded by what differs from the picture
//! before, at the same place, or like those of the first, whichever is less. Nothing moves, and edges
//! are not smoothed afterwards: so what does not change stays, to the bit, what it was, and a picture costs
//! what changed. Bins are coded arithmetically.
//!
//! Pictures are cut into slices of rows by what there is to do, never by how many threads there are. As
//! nothing moves, the upper half of a picture is coded while the lower half of the one before still is.

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

/// A picture, by what changes.
pub(super) struct Update {
    /// In order of their numbers.
    pub changes: Vec<Change>,
    /// Whether the picture needs no other; then all its macroblocks are given.
    pub whole: bool,
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

    /// The units of the next pictures, each after its length in four bytes. They are the same whether pictures
    /// are given at once or one by one; those given at once are coded at the same time.
    pub fn code(&mut self, mut updates: &[Update]) -> Vec<Vec<u8>> {
        let mut coded = Vec::with_capacity(updates.len());
        while let Some(update) = updates.first() {
            let small = |update: &&Update| !update.whole && self.slices(update) == 1;
            let count = updates.iter().take_while(small).count();
            if count > 1 && self.rows > 1 {
                coded.extend(self.one_by_one(&updates[..count]));
                updates = &updates[count..];
            } else {
                coded.push(self.in_slices(update));
                updates = &updates[1..];
            }
        }
        coded
    }

    /// How many slices a picture is cut into.
    fn slices(&self, update: &Update) -> usize {
        (update.changes.len() / WORTHWHILE).clamp(1, 4).min(self.rows)
    }

    /// The header of the next picture's slice.
    fn header(&self, first_macroblock: usize, changes: &[Change], whole: bool) -> SliceHeader {
        SliceHeader {
            first_macroblock,
            whole: whole.then_some(self.wholes),
            number: self.number,
            qp: self.quality.mean(changes, !whole),
        }
    }

    /// A picture of slices that know nothing of each other.
    fn in_slices(&mut self, update: &Update) -> Vec<u8> {
        let Update { changes, whole } = update;
        if *whole {
            self.number = 0;
        }
        let (columns, quality) = (self.columns, self.quality);
        let rows = self.rows.div_ceil(self.slices(update));
        let headers: Vec<_> = (0..self.rows)
            .step_by(rows)
            .map(|row| {
                let changes = within(changes, row * columns, (row + rows) * columns);
                (self.header(row * columns, changes, *whole), changes)
            })
            .collect();
        let length = rows * columns * 256;
        let [y, u, v] = &mut self.shown;
        let planes = y
            .chunks_mut(length)
            .zip(u.chunks_mut(length / 4).zip(v.chunks_mut(length / 4)))
            .zip(headers);
        let units: Vec<Vec<u8>> = planes
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|((y, (u, v)), (header, changes))| {
                let mut shown = Shown { columns, y, colors: [u, v] };
                let mut slice = Slice::new(header, quality, columns);
                slice.rows(&mut shown, header.first_macroblock, changes, true);
                slice.unit()
            })
            .collect();
        self.wholes += u32::from(*whole);
        self.number += 1;
        with_lengths(&units)
    }

    /// Pictures of one slice each: the lower half of one is coded while the upper one of the next is.
    /// Nothing moves, so that what is coded of a picture needs no more of the one before.
    fn one_by_one(&mut self, updates: &[Update]) -> Vec<Vec<u8>> {
        let (columns, quality) = (self.columns, self.quality);
        let middle = self.middle(updates);
        let first = middle * columns;
        let headers: Vec<_> = (self.number..)
            .zip(updates)
            .map(|(number, update)| SliceHeader {
                number,
                ..self.header(0, &update.changes, false)
            })
            .collect();
        self.number += updates.len() as u32;
        let (mut upper, mut lower) = Shown::halves(columns, middle, &mut self.shown);
        let mut coded = Vec::with_capacity(updates.len());
        let mut begun: Option<(Slice, &[Change])> = None;
        for next in headers.into_iter().zip(updates).map(Some).chain([None]) {
            let (begins, unit) = rayon::join(
                || {
                    let (header, update) = next?;
                    let mut slice = Slice::new(header, quality, columns);
                    let changes = update.changes.as_slice();
                    slice.rows(&mut upper, 0, within(changes, 0, first), false);
                    Some((slice, within(changes, first, usize::MAX)))
                },
                || {
                    let (mut slice, changes) = begun.take()?;
                    slice.rows(&mut lower, first, changes, true);
                    Some(with_lengths(&[slice.unit()]))
                },
            );
            begun = begins;
            coded.extend(unit);
        }
        coded
    }

    /// The row above and below which there is about as much to do.
    fn middle(&self, updates: &[Update]) -> usize {
        let mut each = vec![0; self.rows];
        for change in updates.iter().flat_map(|update| &update.changes) {
            if let Some(count) = each.get_mut(change.at / self.columns.max(1)) {
                *count += 1;
            }
        }
        let all: usize = each.iter().sum();
        let mut above = 0;
        let half = each.iter().position(|count| {
            above += count;
            2 * above > all
        });
        half.unwrap_or(0).clamp(1, self.rows - 1)
    }
}

/// The changes of macroblocks from a number up to another.
fn within(changes: &[Change], from: usize, until: usize) -> &[Change] {
    let from = changes.partition_point(|change| change.at < from);
    let until = changes.partition_point(|change| change.at < until);
    changes.get(from..until).unwrap_or_default()
}

/// Units, each after its length in four bytes.
fn with_lengths(units: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(units.iter().map(|unit| unit.len() + 4).sum());
    for unit in units {
        bytes.extend((unit.len() as u32).to_be_bytes());
        bytes.extend(unit);
    }
    bytes
}
