//! Pictures of few colors as indices into a palette.

use super::deflate::Pixels;
use crate::encode::Frame;
use ::png::{BitDepth, ColorType};
use std::collections::BTreeMap;

/// A picture in at most 256 colors.
pub(super) struct Indexed {
    /// Bits an index.
    depth: BitDepth,
    /// Red, green and blue of each color, in ascending order.
    palette: Vec<u8>,
    /// Indices, packed, each row in whole bytes.
    rows: Vec<u8>,
}

impl Indexed {
    /// The picture, or `None` if it has more than 256 colors. A true-color picture is usually
    /// known as one after a small part of it.
    pub fn of(frame: &Frame) -> Option<Self> {
        let colors = colors(frame)?;
        let (depth, bits) = match colors.len() {
            0..=2 => (BitDepth::One, 1),
            3..=4 => (BitDepth::Two, 2),
            5..=16 => (BitDepth::Four, 4),
            _ => (BitDepth::Eight, 8),
        };
        let index: BTreeMap<[u8; 3], u8> = colors.iter().copied().zip(0..=255).collect();
        let mut rows = Vec::with_capacity(frame.rgb.len() / 3);
        let mut last = ([0; 3], index.get(&[0; 3]).copied().unwrap_or(0));
        for row in frame.rows() {
            for group in row.chunks(3 * 8 / bits) {
                let mut byte = 0;
                for (place, pixel) in group.as_chunks::<3>().0.iter().enumerate() {
                    if *pixel != last.0 {
                        last = (*pixel, index.get(pixel).copied().unwrap_or(0));
                    }
                    byte |= last.1 << (8 - bits * (place + 1));
                }
                rows.push(byte);
            }
        }
        Some(Self { depth, palette: colors.concat(), rows })
    }

    /// The pixels of the frame that this was made of.
    pub fn pixels(&self, frame: &Frame) -> Pixels<'_> {
        let Self { depth, palette, rows } = self;
        let (width, height) = (frame.width, frame.height);
        Pixels { width, height, color: ColorType::Indexed, depth: *depth, palette, rows }
    }
}

/// The picture's colors in ascending order, or `None` if there are more than 256.
fn colors(frame: &Frame) -> Option<Vec<[u8; 3]>> {
    let mut colors: Vec<[u8; 3]> = Vec::new();
    let mut last = None;
    for pixel in frame.rgb.as_chunks::<3>().0 {
        if last == Some(pixel) {
            continue;
        }
        last = Some(pixel);
        if let Err(place) = colors.binary_search(pixel) {
            if colors.len() == 256 {
                return None;
            }
            colors.insert(place, *pixel);
        }
    }
    Some(colors)
}
