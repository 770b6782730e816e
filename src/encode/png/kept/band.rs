//! Some rows that are written with one code.

use super::filter::{Filter, Filters};
use super::picture::{PIXEL, Picture};
use super::segment::{Room, Style};
use crate::encode::deflate::{Bits, CODES, Codebook, Costs, Sums, Token};
use crate::math::TileSet;
use std::ops::Range;

/// Rows of a band: few, so that each part of a picture gets the code that fits; enough that it
/// rarely changes.
pub const ROWS: usize = 32;

/// The compressed rows of a band.
#[derive(Default)]
pub struct Band {
    rows: Vec<Row>,
    /// Number of the code it is written with; none of them before the first time.
    code: Option<usize>,
    /// Bits with each of the codes.
    costs: [u64; CODES],
    /// Of its bytes, as if they were the last of the file.
    sums: Sums,
}

#[derive(Default)]
struct Row {
    bits: Bits,
    segments: Vec<Segment>,
}

/// What is kept of a segment.
#[derive(Clone, Copy, Default)]
struct Segment {
    /// Where its bits end in those of the row.
    end: u32,
    costs: Costs,
    /// Its part of the band's.
    sums: Sums,
}

/// Room to work in.
#[derive(Default)]
pub struct Desk {
    room: Room,
    tokens: Vec<Token>,
    /// Row in the band, segment, and where its tokens end.
    fresh: Vec<(usize, usize, usize)>,
    bits: Bits,
}

/// What a band is compressed with.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    pub picture: Picture<'a>,
    pub filters: &'a Filters,
    pub codebook: &'a Codebook,
    /// A tile for each segment of each row.
    pub changed: &'a TileSet,
}

impl Band {
    /// The rows of the picture that belong to a band.
    fn rows(picture: Picture<'_>, number: usize) -> Range<usize> {
        number * ROWS..((number + 1) * ROWS).min(picture.height)
    }

    /// Bytes of a band, filters included.
    pub fn length(picture: Picture<'_>, number: usize) -> usize {
        Self::rows(picture, number).len() * picture.stride()
    }

    /// Compresses what changed in the band of a number.
    pub fn update(&mut self, work: Work<'_>, number: usize, desk: &mut Desk) {
        let rows = Self::rows(work.picture, number);
        if !rows.clone().any(|y| work.changed.runs(y as u32).next().is_some()) {
            return;
        }
        let segments = work.picture.segments();
        self.rows.resize_with(rows.len(), Row::default);
        self.rows.iter_mut().for_each(|row| row.segments.resize(segments, Segment::default()));
        self.tokenize(work, rows.clone(), false, desk);
        let best = (0..CODES).min_by_key(|code| self.costs.get(*code));
        if self.code != best && desk.fresh.len() < segments * rows.len() {
            self.tokenize(work, rows, true, desk);
        }
        self.code = best;
        self.write(work.codebook, desk);
    }

    /// Finds the tokens of the segments that changed, or of all, and what they cost.
    fn tokenize(&mut self, work: Work<'_>, rows: Range<usize>, all: bool, desk: &mut Desk) {
        let Work { picture, filters, codebook, changed } = work;
        let (stride, segments) = (picture.stride(), picture.segments());
        let Desk { room, tokens, fresh, .. } = desk;
        tokens.clear();
        fresh.clear();
        for (in_band, y) in rows.clone().enumerate() {
            let filter = filters.filter(y);
            let above = y > 0 && codebook.reaches_above() && filters.filter(y - 1) == Filter::None;
            let style = Style { filter, above };
            let Some(row) = self.rows.get_mut(in_band) else { return };
            let whole = all.then_some((0, segments as u32));
            let some = if all { None } else { Some(changed.runs(y as u32)) };
            for (from, until) in whole.into_iter().chain(some.into_iter().flatten()) {
                for segment in from as usize..until as usize {
                    let Some(kept) = row.segments.get_mut(segment) else { break };
                    let start = tokens.len();
                    let sums = room.tokenize(picture, (y, segment), style, tokens);
                    let after = (rows.end - 1 - y) * stride
                        + (picture.width - picture.pixels(segment).end) * PIXEL;
                    let sums = sums.before(after);
                    let costs = codebook.costs(tokens.get(start..).unwrap_or_default());
                    self.sums -= kept.sums;
                    self.sums += sums;
                    for ((sum, new), old) in self.costs.iter_mut().zip(costs).zip(kept.costs) {
                        *sum = *sum + u64::from(new) - u64::from(old);
                    }
                    (kept.sums, kept.costs) = (sums, costs);
                    fresh.push((in_band, segment, tokens.len()));
                }
            }
        }
    }

    /// Writes rows anew: the tokens found, and the bits of all other segments as they were.
    fn write(&mut self, codebook: &Codebook, desk: &mut Desk) {
        let Desk { tokens, fresh, bits, .. } = desk;
        let (Some(code), mut at) = (self.code, 0) else { return };
        for segments in fresh.chunk_by(|(row, ..), (other, ..)| row == other) {
            let Some(&(row, ..)) = segments.first() else { continue };
            let Some(Row { bits: old, segments: kept }) = self.rows.get_mut(row) else { continue };
            bits.clear();
            let (mut done, mut old_end) = (0, 0);
            for &(_, segment, end) in segments {
                // Those between, which keep their bits.
                let start = copy(kept, done..segment, old, old_end, bits);
                old_end = kept.get(segment).map_or(start, |kept| kept.end as usize);
                codebook.put(code, tokens.get(at..end).unwrap_or_default(), bits);
                if let Some(kept) = kept.get_mut(segment) {
                    kept.end = bits.len() as u32;
                }
                (done, at) = (segment + 1, end);
            }
            let all = kept.len();
            copy(kept, done..all, old, old_end, bits);
            std::mem::swap(old, bits);
        }
    }

    /// Adds the rows; `code` is that of the block that has been begun, if any.
    pub fn put(&self, codebook: &Codebook, code: &mut Option<usize>, bits: &mut Bits) {
        if *code != self.code {
            if let Some(code) = *code {
                codebook.end(code, bits);
            }
            if let Some(code) = self.code {
                codebook.begin(code, bits);
            }
            *code = self.code;
        }
        self.rows.iter().for_each(|row| bits.append(&row.bits, 0, row.bits.len()));
    }

    /// The sums of its bytes.
    pub fn sums(&self) -> Sums {
        self.sums
    }
}

/// Copies the bits of segments, which begin at `start`; gives where they end.
fn copy(
    segments: &mut [Segment],
    which: Range<usize>,
    old: &Bits,
    start: usize,
    bits: &mut Bits,
) -> usize {
    let segments = segments.get_mut(which).unwrap_or_default();
    let Some(end) = segments.last().map(|last| last.end as usize) else { return start };
    let shift = bits.len();
    bits.append(old, start, end);
    for segment in segments {
        segment.end = (segment.end as usize - start + shift) as u32;
    }
    end
}
