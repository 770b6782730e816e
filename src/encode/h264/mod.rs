//! Pictures coded as H.264 (ITU-T H.264, ISO/IEC 14496-10), profile Main, for pictures that hardly change.
//!
//! The first picture is predicted from its own pixels. In each that follows, macroblocks that do not
//! change are skipped without being looked at; others are coded by what differs from the picture
//! before, at the same place, or like those of the first, whichever is less. Nothing moves, and edges
//! are not smoothed afterwards: so what does not change stays, to the bit, what it was, and a picture costs
//! what changed. Bins are coded arithmetically.
//!
//! Pictures are cut into slices of rows by what there is to do, never by how many threads there are. As
//! nothing moves, the upper parts of a picture are coded while the lower ones of those before still are.

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

use crate::math::{Missing, lock};
use headers::SliceHeader;
use picture::Shown;
use quality::Roughness;
use rayon::ScopeFifo;
use rayon::prelude::*;
use slice::Slice;
use std::sync::{Mutex, PoisonError};

/// A macroblock that differs from the picture before: its number, row by row, its pixels, and for how
/// many milliseconds it stays as it is now, as far as that is known.
pub(super) struct Change {
    pub at: usize,
    pub pixels: Pixels,
    pub stays_ms: u32,
    roughness: Roughness,
}

impl Change {
    pub fn new(at: usize, pixels: Pixels, stays_ms: u32) -> Self {
        let roughness = Roughness::of(&pixels);
        Self { at, pixels, stays_ms, roughness }
    }
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

/// Parts of a picture that are coded at the same time, each of another picture.
const PARTS: usize = 4;

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
        let efforts = changes.iter().map(|change| (change.at, change.roughness.effort()));
        let starts = self.starts(efforts, self.slices(update));
        let ends = starts.iter().skip(1).copied().chain([self.rows]);
        let parts: Vec<&[Change]> = starts
            .iter()
            .zip(ends)
            .map(|(row, end)| within(changes, row * columns, end * columns))
            .collect();
        let header =
            |(row, changes): (&usize, &&[Change])| self.header(row * columns, changes, *whole);
        let headers: Vec<_> = starts.iter().zip(&parts).map(header).collect();
        let units: Vec<Vec<u8>> = Shown::parts(columns, &starts, &mut self.shown)
            .into_par_iter()
            .zip(headers)
            .zip(parts)
            .map(|((mut shown, header), changes)| {
                let mut slice = Slice::new(header, quality, columns);
                slice.rows(&mut shown, header.first_macroblock, changes, true);
                slice.unit()
            })
            .collect();
        self.wholes += u32::from(*whole);
        self.number += 1;
        with_lengths(&units)
    }

    /// Pictures of one slice each: the lower parts of one are coded while the upper ones of the next are.
    /// Nothing moves, so that what is coded of a picture needs no more of the one before.
    fn one_by_one(&mut self, updates: &[Update]) -> Vec<Vec<u8>> {
        let (columns, quality) = (self.columns, self.quality);
        let changed = updates.iter().flat_map(|update| &update.changes);
        let starts = self.starts(changed.map(|change| (change.at, 1)), PARTS);
        let header = |(at, update): (usize, &Update)| SliceHeader {
            number: self.number + at as u32,
            ..self.header(0, &update.changes, false)
        };
        let headers: Vec<_> = updates.par_iter().enumerate().map(header).collect();
        self.number += updates.len() as u32;
        let ends = starts.iter().skip(1).map(|row| row * columns).chain([usize::MAX]);
        let parts: Vec<Part<'_>> = Shown::parts(columns, &starts, &mut self.shown)
            .into_iter()
            .zip(starts.iter().map(|row| row * columns).zip(ends))
            .map(|(shown, (first, end))| Part { shown: Mutex::new(shown), first, end })
            .collect();
        let pictures = headers.into_iter().zip(updates).map(|(header, update)| {
            let slice = Slice::new(header, quality, columns);
            (Mutex::new(Some(slice)), update.changes.as_slice())
        });
        let pictures: Vec<_> = pictures.collect();
        let missing = |at: usize| {
            let above = !at.is_multiple_of(parts.len());
            Missing::new(u32::from(at >= parts.len()) + u32::from(above))
        };
        let missing = (0..pictures.len() * parts.len()).map(missing).collect();
        let weave = Weave { parts, pictures, missing, coded: Mutex::default() };
        rayon::scope_fifo(|scope| weave.code(0, 0, scope));
        let mut coded = weave.coded.into_inner().unwrap_or_else(PoisonError::into_inner);
        coded.sort_unstable_by_key(|(picture, _)| *picture);
        coded.into_iter().map(|(_, unit)| unit).collect()
    }

    /// The rows at which so many parts begin that have about as much to do each, the first one's
    /// included. Told are numbers of macroblocks, and what each costs.
    fn starts(&self, costs: impl IntoIterator<Item = (usize, usize)>, parts: usize) -> Vec<usize> {
        let mut each = vec![0; self.rows];
        for (at, cost) in costs {
            if let Some(sum) = each.get_mut(at / self.columns.max(1)) {
                *sum += cost;
            }
        }
        let all: usize = each.iter().sum();
        let parts = parts.min(self.rows);
        let mut starts = vec![0];
        let mut above = 0;
        for (row, cost) in each.iter().enumerate() {
            above += cost;
            let (begun, next) = (starts.len(), row + 1);
            // As many rows are left as parts that need one.
            let full = above * parts >= all * begun || self.rows - next == parts - begun;
            if begun < parts && full {
                starts.push(next);
            }
        }
        starts
    }
}

/// Some rows of all pictures.
struct Part<'a> {
    shown: Mutex<Shown<'a>>,
    /// The number of the first macroblock, and the first that is below.
    first: usize,
    end: usize,
}

/// Parts of pictures, of which each is coded as soon as the part above it in the same picture is, and
/// the same part of the picture before.
struct Weave<'a> {
    parts: Vec<Part<'a>>,
    /// What has been coded of each picture, and all of its changes.
    pictures: Vec<(Mutex<Option<Slice>>, &'a [Change])>,
    /// How many of the two are not coded yet: of all parts of the first picture, of the second, and so on.
    missing: Vec<Missing>,
    /// Numbers of pictures and their units.
    coded: Mutex<Vec<(usize, Vec<u8>)>>,
}

impl Weave<'_> {
    /// Codes a part of a picture, then what has waited for nothing else: what is lower in the same
    /// picture before what is in the next, so that no part falls behind that has to go through all
    /// pictures, too.
    fn code<'s>(&'s self, picture: usize, part: usize, scope: &ScopeFifo<'s>) {
        let Some((own, (slice, changes))) = self.parts.get(part).zip(self.pictures.get(picture))
        else {
            return;
        };
        let last = part + 1 == self.parts.len();
        let mut slice = lock(slice);
        if let Some(slice) = slice.as_mut() {
            let changes = within(changes, own.first, own.end);
            slice.rows(&mut lock(&own.shown), own.first, changes, last);
        }
        if last && let Some(slice) = slice.take() {
            lock(&self.coded).push((picture, with_lengths(&[slice.unit()])));
        }
        drop(slice);
        let below = (!last).then_some((picture, part + 1));
        for (picture, part) in below.into_iter().chain([(picture + 1, part)]) {
            let missing = self.missing.get(picture * self.parts.len() + part);
            if missing.is_some_and(Missing::one_came) {
                scope.spawn_fifo(move |scope| self.code(picture, part, scope));
            }
        }
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
