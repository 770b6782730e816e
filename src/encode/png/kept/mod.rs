//! PNG files of frames that follow each other, at the cost of what changed.
//!
//! Rows are cut into segments. Of each segment are kept its bits, and what decides about filters
//! and codes; of a further frame only those segments are compressed that changed, or that are
//! next to one, and the file is put together from all. The bytes of a file depend on its frame
//! alone: not on what came before.

mod band;
mod filter;
mod picture;
mod segment;
#[cfg(test)]
mod tests;

use super::super::deflate::{Bits, Codebook, Sums, ZLIB_HEADER, put_last_block};
use crate::encode::changes::{Change, changes};
use crate::encode::{Frame, Metadata};
use crate::math::TileSet;
use ::png::{BitDepth, ColorType, Encoder, EncodingError};
use band::{Band, Desk, ROWS, Work};
use filter::Filters;
use picture::{PIXEL, Picture, SEGMENT};
use rayon::prelude::*;
use std::ops::Range;

/// The end of any PNG file, `IEND`: length, name and checksum.
const END: [u8; 12] = [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82];
/// Parts that the bands are shared out in, a thread: threads that have nothing else to do help.
const PARTS: usize = 4;

/// Compresses frames, each with what the one before left.
#[derive(Default)]
pub struct Kept {
    last: Option<Last>,
    desks: Vec<Desk>,
    /// Room for the bits of a file.
    bits: Bits,
    /// The last file.
    bytes: Vec<u8>,
}

/// What the last frame left.
struct Last {
    size: (u32, u32),
    /// What the next frame is compared with.
    frame: Option<Frame>,
    codebook: Codebook,
    filters: Filters,
    bands: Vec<Band>,
}

impl Kept {
    /// A frame as a PNG file.
    pub fn file(&mut self, frame: &Frame, metadata: &Metadata) -> Result<&[u8], EncodingError> {
        let picture = Picture::of(frame);
        let size = (frame.width, frame.height);
        let changed = match &mut self.last {
            Some(last) if last.size == size => {
                let mut changed = changed_segments(last.frame.as_ref(), frame);
                if changed.is_empty() {
                    return Ok(&self.bytes);
                }
                last.filters.update(picture, &mut changed);
                changed
            }
            _ => {
                self.last = None;
                let (width, height) = segment_tiles(picture);
                TileSet::all(width, height)
            }
        };
        let last = self.last.get_or_insert_with(|| Last {
            size,
            frame: None,
            codebook: Codebook::new(picture.stride(), PIXEL),
            filters: Filters::of(picture),
            bands: (0..picture.height.div_ceil(ROWS)).map(|_| Band::default()).collect(),
        });
        // Where frames tell what changed nothing is compared, and the pixels can be painted over.
        last.frame = frame.changed.is_none().then(|| frame.clone());
        let Last { codebook, filters, bands, .. } = last;
        let work = Work { picture, filters, codebook, changed: &changed };
        let parts = PARTS * rayon::current_num_threads();
        self.desks.resize_with(parts, Desk::default);
        let part = bands.len().div_ceil(parts).max(1);
        let shared = bands.par_chunks_mut(part).zip(&mut self.desks).enumerate();
        shared.for_each(|(at, (bands, desk))| {
            (at * part..).zip(bands).for_each(|(at, band)| band.update(work, at, desk));
        });
        file(frame, last, metadata, (&mut self.bits, &mut self.bytes))?;
        Ok(&self.bytes)
    }
}

/// A page that has a tile for each segment.
fn segment_tiles(picture: Picture<'_>) -> (u32, u32) {
    [picture.segments(), picture.height].map(|count| count as u32 * TileSet::SIDE).into()
}

/// The segments whose tokens may have changed, a tile each: those with a changed pixel, and those
/// that may repeat one or be the difference from one.
fn changed_segments(before: Option<&Frame>, after: &Frame) -> TileSet {
    let picture = Picture::of(after);
    let (width, height) = segment_tiles(picture);
    let mut segments = TileSet::none(width, height);
    let segment = |x: u32| x.min(after.width - 1) / SEGMENT as u32;
    let mut insert = |y: u32, pixels: Range<u32>| {
        let last = segment(pixels.end) + 1;
        segments.insert_run(y, segment(pixels.start), last);
        segments.insert_run(y + 1, segment(pixels.start.saturating_sub(1)), last);
    };
    match (&after.changed, before) {
        (Some(tiles), _) if tiles.size() == (after.width, after.height) => {
            tiles.pixel_spans().for_each(|(y, from, until)| insert(y, from..until));
        }
        (_, Some(before)) => {
            changes(before, after).into_iter().for_each(|Change { y, pixels }| insert(y, pixels));
        }
        _ => return TileSet::all(width, height),
    }
    segments
}

/// All that stands before the pixels in the file of a frame.
pub(super) fn opening(
    bytes: &mut Vec<u8>,
    (width, height): (u32, u32),
    metadata: &Metadata,
) -> Result<(), EncodingError> {
    let mut encoder = Encoder::new(&mut *bytes, width, height);
    metadata.describe(&mut encoder)?;
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    // A writer that is dropped before any pixel closes the file; the pixels go before that end.
    drop(encoder.write_header()?);
    bytes.truncate(bytes.len().saturating_sub(END.len()));
    Ok(())
}

/// The file of compressed bands, in place of what `bytes` has.
fn file(
    frame: &Frame,
    last: &Last,
    metadata: &Metadata,
    (bits, bytes): (&mut Bits, &mut Vec<u8>),
) -> Result<(), EncodingError> {
    let picture = Picture::of(frame);
    let Last { codebook, bands, .. } = last;
    bits.clear();
    let (mut code, mut sums, mut after) = (None, Sums::default(), 0);
    bands.iter().for_each(|band| band.put(codebook, &mut code, bits));
    for (at, band) in bands.iter().enumerate().rev() {
        sums += band.sums().before(after);
        after += Band::length(picture, at);
    }
    if let Some(code) = code {
        codebook.end(code, bits);
    }
    put_last_block(bits);
    bytes.clear();
    bytes.reserve(bits.len() / 8 + 2048);
    opening(bytes, (frame.width, frame.height), metadata)?;
    let start = bytes.len();
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(b"IDAT");
    bytes.extend_from_slice(&ZLIB_HEADER);
    bits.write_to(bytes);
    bytes.extend_from_slice(&sums.checksum(after).to_be_bytes());
    let length = u32::try_from(bytes.len() - start - 8).unwrap_or(u32::MAX);
    if length > i32::MAX as u32 {
        return Err(EncodingError::LimitsExceeded);
    }
    if let Some(place) = bytes.get_mut(start..start + 4) {
        place.copy_from_slice(&length.to_be_bytes());
    }
    let crc = crc32fast::hash(bytes.get(start + 4..).unwrap_or_default());
    bytes.extend_from_slice(&crc.to_be_bytes());
    bytes.extend_from_slice(&END);
    Ok(())
}
