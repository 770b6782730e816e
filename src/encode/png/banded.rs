//! Pictures in bands of rows, of which those that did not change are kept from frame to frame.

use super::super::deflate::{LAST_BLOCK, ZLIB_HEADER, adler, band};
use crate::encode::{Frame, Metadata};
use ::png::{BitDepth, ColorType, Encoder, EncodingError};
use rayon::prelude::*;
use std::sync::Arc;

/// Rows of a band: few, so that a small change costs little; enough that the codes, which each
/// band brings along, do not weigh.
const ROWS: usize = 36;
/// The number of Paeth's filter.
const PAETH: u8 = 4;
/// Bytes a pixel.
const PIXEL: usize = 3;
/// Where more of a row than this repeats the row above, it is written as it is.
const REPEATED: f64 = 0.88;
/// The end of any PNG file, `IEND`: length, name and checksum.
const END: [u8; 12] = [0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82];

/// A compressed band.
#[derive(Clone)]
struct Band {
    data: Arc<Vec<u8>>,
    /// Of the filtered bytes.
    checksum: u32,
    length: usize,
}

/// Compresses frames, each with what the one before left.
#[derive(Default)]
pub(super) struct Banded {
    last: Option<(Frame, Vec<Band>)>,
}

impl Banded {
    /// The frames as PNG files, in order; `None` for a frame that is the same as the one before.
    /// The bytes of a file depend on its frame alone.
    pub fn files(
        &mut self,
        frames: &[Frame],
        metadata: &Metadata,
    ) -> Result<Vec<Option<Vec<u8>>>, EncodingError> {
        // Which bands changed, then the changed ones of all frames at once, then one after another.
        let before = |i: usize| match i {
            0 => self.last.as_ref().map(|(frame, _)| frame),
            i => frames.get(i - 1),
        };
        let work: Vec<(usize, usize)> = frames
            .par_iter()
            .enumerate()
            .flat_map_iter(|(i, frame)| {
                let changed = changed_bands(before(i), frame);
                changed.into_iter().map(move |band| (i, band))
            })
            .collect();
        let made: Vec<Band> =
            work.par_iter().map(|&(i, band)| compress(&frames[i], band)).collect();
        let mut made = work.into_iter().zip(made).peekable();
        let mut kept: Vec<Band> = self.last.take().map(|(_, bands)| bands).unwrap_or_default();
        let mut files = Vec::with_capacity(frames.len());
        for (i, frame) in frames.iter().enumerate() {
            let mut fresh = false;
            while let Some(((_, at), band)) = made.next_if(|((other, _), _)| *other == i) {
                fresh = true;
                match kept.get_mut(at) {
                    Some(place) => *place = band,
                    None => kept.push(band),
                }
            }
            kept.truncate(band_count(frame));
            files.push(if fresh { Some(file(frame, &kept, metadata)?) } else { None });
        }
        if let Some(frame) = frames.last() {
            self.last = Some((frame.clone(), kept));
        }
        Ok(files)
    }
}

fn stride(frame: &Frame) -> usize {
    frame.width as usize * PIXEL
}

fn band_count(frame: &Frame) -> usize {
    (frame.height as usize).div_ceil(ROWS)
}

/// The rows of a band and the one above it, which its first row may be filtered with.
fn rows(frame: &Frame, band: usize, above: usize) -> &[u8] {
    let stride = stride(frame);
    let from = (band * ROWS).saturating_sub(above) * stride;
    let to = ((band + 1) * ROWS).min(frame.height as usize) * stride;
    &frame.rgb[from..to]
}

fn changed_bands(before: Option<&Frame>, frame: &Frame) -> Vec<usize> {
    let all = 0..band_count(frame);
    match before {
        Some(before) if before.shares_pixels(frame) => Vec::new(),
        Some(before) if (before.width, before.height) == (frame.width, frame.height) => {
            all.filter(|&band| rows(before, band, 1) != rows(frame, band, 1)).collect()
        }
        _ => all.collect(),
    }
}

/// Filters and compresses a band.
fn compress(frame: &Frame, number: usize) -> Band {
    let stride = stride(frame);
    let own = rows(frame, number, 0);
    let with_above = rows(frame, number, 1);
    let mut filtered = Vec::with_capacity(own.len() + ROWS);
    for (i, row) in own.chunks_exact(stride).enumerate() {
        // The row above: of the first row of the first band there is none.
        let offset = with_above.len() - own.len();
        let above =
            (i * stride + offset).checked_sub(stride).map(|at| &with_above[at..at + stride]);
        match above.filter(|above| repeated(row, above) < REPEATED) {
            None => {
                filtered.push(0);
                filtered.extend_from_slice(row);
            }
            Some(above) => {
                filtered.push(PAETH);
                // Left of the first pixel, and above it, counts as zero: what is above remains.
                filtered
                    .extend(row.iter().zip(above).take(PIXEL).map(|(x, up)| x.wrapping_sub(*up)));
                let (left, up_left) = (row, above);
                let rest = row[PIXEL..].iter().zip(&above[PIXEL..]).zip(left).zip(up_left);
                filtered.extend(rest.map(|(((x, b), a), c)| x.wrapping_sub(paeth(*a, *b, *c))));
            }
        }
    }
    Band {
        data: Arc::new(band(&filtered, stride + 1, PIXEL)),
        checksum: simd_adler32::adler32(&filtered.as_slice()),
        length: filtered.len(),
    }
}

/// Paeth's filter (PNG, section 9.4): of left, above and above left the one nearest to
/// left + above − above left.
fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let (x, y, z) = (i16::from(a), i16::from(b), i16::from(c));
    let (pa, pb) = ((y - z).abs(), (x - z).abs());
    let pc = (x + y - 2 * z).abs();
    let near = if pb <= pc { b } else { c };
    if pa <= pb && pa <= pc { a } else { near }
}

/// The share of a row that repeats the row above or the pixel before, from every seventh pixel.
/// Flat color, lettering and hatches repeat; relief does not, but its differences are small.
fn repeated(row: &[u8], above: &[u8]) -> f64 {
    let pixels = row.as_chunks::<PIXEL>().0;
    let above = above.as_chunks::<PIXEL>().0;
    let (mut seen, mut same) = (0u32, 0u32);
    for i in (1..pixels.len()).step_by(7) {
        seen += 1;
        same += u32::from(pixels[i] == above[i] || pixels[i] == pixels[i - 1]);
    }
    f64::from(same) / f64::from(seen.max(1))
}

/// The file of compressed bands.
fn file(frame: &Frame, bands: &[Band], metadata: &Metadata) -> Result<Vec<u8>, EncodingError> {
    let size: usize = bands.iter().map(|band| band.data.len()).sum();
    let mut bytes = Vec::with_capacity(size + 2048);
    let mut encoder = Encoder::new(&mut bytes, frame.width, frame.height);
    metadata.describe(&mut encoder)?;
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    // A writer that is dropped before any pixel closes the file; the pixels go before that end.
    drop(encoder.write_header()?);
    bytes.truncate(bytes.len().saturating_sub(END.len()));
    let start = bytes.len();
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(b"IDAT");
    bytes.extend_from_slice(&ZLIB_HEADER);
    bands.iter().for_each(|band| bytes.extend_from_slice(&band.data));
    bytes.extend_from_slice(&LAST_BLOCK);
    let checksum = adler(bands.iter().map(|band| (band.checksum, band.length)));
    bytes.extend_from_slice(&checksum.to_be_bytes());
    let length = (bytes.len() - start - 8) as u32;
    bytes[start..start + 4].copy_from_slice(&length.to_be_bytes());
    let crc = crc32fast::hash(&bytes[start + 4..]);
    bytes.extend_from_slice(&crc.to_be_bytes());
    bytes.extend_from_slice(&END);
    Ok(bytes)
}
