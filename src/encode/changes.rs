//! Where two frames differ.

use super::Frame;
use crate::math::TileSet;
use std::borrow::Cow;
use std::ops::Range;

/// Bytes of a row of a tile.
const TILE: usize = 3 * TileSet::SIDE as usize;

/// Pixels of a row the first and last of which changed; between them may be some that did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The row.
    pub y: u32,
    /// The pixels; never empty.
    pub pixels: Range<u32>,
}

/// Where two frames of one size differ, in order of the rows. If the later frame says which tiles
/// changed, only those are looked at.
pub(super) fn changes(before: &Frame, after: &Frame) -> Vec<Change> {
    let size = (after.width, after.height);
    let tiles = match after.changed.as_deref().filter(|tiles| tiles.size() == size) {
        _ if before.shares_pixels(after) => Cow::Owned(TileSet::none(size.0, size.1)),
        Some(tiles) => {
            debug_assert!(only_in(tiles, before, after), "pixels changed that were not to");
            Cow::Borrowed(tiles)
        }
        None => Cow::Owned(compared(before, after)),
    };
    let mut changes = Vec::new();
    for (y, from, until) in tiles.pixel_spans() {
        let (old, new) = (before.pixels(y, from..until), after.pixels(y, from..until));
        if let Some(differs) = differing(old, new) {
            changes.push(Change { y, pixels: from + differs.start..from + differs.end });
        }
    }
    changes
}

/// The pixels from the first to the last that differ.
fn differing(old: &[u8], new: &[u8]) -> Option<Range<u32>> {
    // Eight bytes at a time, then byte by byte: most of a long stretch is the same.
    let (words, rest) = old.as_chunks::<8>();
    let (new_words, new_rest) = new.as_chunks::<8>();
    let mut pairs = words.iter().zip(new_words);
    let first = match pairs.clone().position(|(old, new)| old != new) {
        Some(word) => 8 * word + differing_byte(words.get(word)?, new_words.get(word)?, true),
        None => 8 * words.len() + rest.iter().zip(new_rest).position(|(old, new)| old != new)?,
    };
    let last = match rest.iter().zip(new_rest).rposition(|(old, new)| old != new) {
        Some(byte) => 8 * words.len() + byte,
        None => {
            let word = pairs.rposition(|(old, new)| old != new)?;
            8 * word + differing_byte(words.get(word)?, new_words.get(word)?, false)
        }
    };
    Some((first / 3) as u32..(last / 3 + 1) as u32)
}

/// The first or last byte in which two words differ.
fn differing_byte(old: &[u8; 8], new: &[u8; 8], first: bool) -> usize {
    let bits = u64::from_le_bytes(*old) ^ u64::from_le_bytes(*new);
    let bit = if first { bits.trailing_zeros() } else { 63 - bits.leading_zeros().min(63) };
    (bit / 8) as usize
}

/// The tiles in which two frames differ.
fn compared(before: &Frame, after: &Frame) -> TileSet {
    let mut tiles = TileSet::none(after.width, after.height);
    for (y, (old, new)) in (0..).zip(before.rows().zip(after.rows())) {
        if old != new {
            let row = y / TileSet::SIDE;
            for (column, (old, new)) in (0..).zip(old.chunks(TILE).zip(new.chunks(TILE))) {
                if old != new {
                    tiles.insert(column, row);
                }
            }
        }
    }
    tiles
}

/// Whether two frames are the same outside some tiles.
fn only_in(tiles: &TileSet, before: &Frame, after: &Frame) -> bool {
    let differ = compared(before, after);
    (0..differ.rows()).all(|row| {
        differ.runs(row).all(|(from, until)| (from..until).all(|at| tiles.contains(at, row)))
    })
}
