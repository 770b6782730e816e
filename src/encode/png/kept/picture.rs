//! A frame as rows of segments.

use crate::encode::Frame;
use crate::encode::deflate::LONGEST_PIXELS;
use std::ops::Range;

/// Bytes a pixel.
pub const PIXEL: usize = 3;
/// Pixels of a segment: as many as one repetition says, and such that their bytes have bits in whole
/// words. With longer ones files are a little smaller, but more is compressed anew around what changed.
pub const SEGMENT: usize = LONGEST_PIXELS;

/// The pixels of a frame.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    rgb: &'a [u8],
    pub width: usize,
    pub height: usize,
}

impl<'a> Picture<'a> {
    pub fn of(frame: &'a Frame) -> Self {
        Self { rgb: &frame.rgb, width: frame.width as usize, height: frame.height as usize }
    }

    /// Segments of a row; the last may be shorter than the others.
    #[inline(always)]
    pub fn segments(&self) -> usize {
        self.width.div_ceil(SEGMENT)
    }

    /// The pixels of a segment.
    #[inline(always)]
    pub fn pixels(&self, segment: usize) -> Range<usize> {
        segment * SEGMENT..((segment + 1) * SEGMENT).min(self.width)
    }

    /// Bytes of a row in the file: its filter, then the pixels.
    #[inline(always)]
    pub fn stride(&self) -> usize {
        self.width * PIXEL + 1
    }

    /// The bytes of some pixels of a row; none outside the picture.
    #[inline(always)]
    pub fn bytes(&self, y: usize, pixels: Range<usize>) -> &'a [u8] {
        let start = y * self.width;
        let range = (start + pixels.start) * PIXEL..(start + pixels.end) * PIXEL;
        self.rgb.get(range).unwrap_or_default()
    }
}
