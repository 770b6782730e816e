//! A segment of a row as tokens.
//!
//! They depend on the pixels of the segment, the one before it, those above all of these and the
//! one above to the right, and on the filters of both rows: on nothing else.

use super::filter::{Filter, paeth};
use super::picture::{PIXEL, Picture, SEGMENT};
use crate::encode::deflate::{Sums, Token};

/// Runs of zeros among differences shorter than this are written one by one.
const SHORTEST_RUN: usize = 4;

/// Bytes of a segment, and a few more, so that they are compared sixteen at once.
const BYTES: usize = (PIXEL * SEGMENT).next_multiple_of(16);
/// The same with the pixel before it and the one after it.
const WIDE: usize = BYTES + 2 * PIXEL;

/// Room to work in.
pub struct Room {
    /// The bytes of a segment in the file, after the filter of the row if it is the first.
    bytes: Vec<u8>,
    row: [u8; WIDE],
    above: [u8; WIDE],
    /// For each byte of a segment what it repeats.
    repeats: [u8; BYTES + 2],
}

impl Default for Room {
    fn default() -> Self {
        let row = [0; WIDE];
        Self { bytes: Vec::new(), row, above: row, repeats: [0; BYTES + 2] }
    }
}

/// What may be repeated in a row, besides what stands before it in the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The row's filter.
    pub filter: Filter,
    /// Whether the row above is there as it is, and near enough.
    pub above: bool,
}

impl Room {
    /// Adds the tokens of a segment; gives the sums of its bytes, as if they were the last of the
    /// file.
    pub fn tokenize(
        &mut self,
        picture: Picture<'_>,
        (y, segment): (usize, usize),
        style: Style,
        tokens: &mut Vec<Token>,
    ) -> Sums {
        self.bytes.clear();
        if segment == 0 {
            self.bytes.push(style.filter.number());
            tokens.push(Token::literal(style.filter.number()));
        }
        match style.filter {
            Filter::None => {
                self.bytes.extend_from_slice(picture.bytes(y, picture.pixels(segment)));
                self.repetitions(picture, (y, segment), style.above, tokens);
            }
            Filter::Paeth => {
                let start = self.bytes.len();
                self.differences(picture, y, segment);
                runs(self.bytes.get(start..).unwrap_or_default(), tokens);
            }
        }
        Sums::of(&self.bytes)
    }

    /// Pixels and repetitions of earlier ones: always the longest there is.
    fn repetitions(
        &mut self,
        picture: Picture<'_>,
        (y, segment): (usize, usize),
        above: bool,
        tokens: &mut Vec<Token>,
    ) {
        let pixels = picture.pixels(segment);
        let count = pixels.len();
        let own = picture.bytes(y, pixels.clone());
        if pixels.start > 0 && own == picture.bytes(y, pixels.start - 1..pixels.end - 1) {
            tokens.push(Token::repeat(0, count));
            return;
        }
        self.compare(picture, (y, segment), above);
        let repeats = self.repeats.as_chunks::<PIXEL>().0.get(..count).unwrap_or_default();
        let pixels = own.as_chunks::<PIXEL>().0;
        let mut at = 0;
        while let Some(&[first, ..]) = repeats.get(at) {
            if first == 0 {
                let pixel = pixels.get(at).copied().unwrap_or_default();
                tokens.extend_from_slice(&pixel.map(Token::literal));
                at += 1;
                continue;
            }
            // What all pixels so far repeat: of equals the one that is written in fewest bits.
            let (mut all, mut length) = (first, 1);
            for [next, ..] in repeats.get(at + 1..).unwrap_or_default() {
                if all & next == 0 {
                    break;
                }
                all &= next;
                length += 1;
            }
            tokens.push(Token::repeat(all.trailing_zeros(), length));
            at += length;
        }
    }

    /// Finds for the first byte of each pixel of a segment what the pixel repeats: a bit each for the one
    /// before, above, above left, above right.
    fn compare(&mut self, picture: Picture<'_>, (y, segment): (usize, usize), with_above: bool) {
        let pixels = picture.pixels(segment);
        let end = PIXEL * pixels.len();
        load(&mut self.row, picture, y, segment);
        let above = y.checked_sub(1).filter(|_| with_above);
        if let Some(y) = above {
            load(&mut self.above, picture, y, segment);
        }
        // Outside the picture there is no pixel that is equal to any.
        if pixels.start == 0 {
            self.above[0] = !self.row[PIXEL];
            self.row[0] = !self.row[PIXEL];
        }
        if pixels.end == picture.width {
            self.above[end + PIXEL] = !self.row[end];
        }
        let same = |a: u8, b: u8, bit: u8| if a == b { bit } else { 0 };
        let mut each = [0; BYTES + 2];
        let (row, up) = (&self.row, &self.above);
        for i in 0..BYTES {
            each[i] = same(row[i + PIXEL], row[i], 1);
        }
        if above.is_some() {
            for i in 0..BYTES {
                let own = row[i + PIXEL];
                each[i] |= same(own, up[i + PIXEL], 2)
                    | same(own, up[i], 4)
                    | same(own, up[i + 2 * PIXEL], 8);
            }
        }
        for i in 0..BYTES {
            self.repeats[i] = each[i] & each[i + 1] & each[i + 2];
        }
    }

    /// Adds what Paeth's filter leaves of a segment.
    fn differences(&mut self, picture: Picture<'_>, y: usize, segment: usize) {
        let pixels = picture.pixels(segment);
        let above_y = y.saturating_sub(1);
        let (row, above) =
            (picture.bytes(y, pixels.clone()), picture.bytes(above_y, pixels.clone()));
        // Left of the first pixel, and above it, counts as zero: what is above remains.
        let first = if pixels.start > 0 { 0 } else { PIXEL };
        self.bytes.extend(row.iter().zip(above).take(first).map(|(x, up)| x.wrapping_sub(*up)));
        let before = pixels.start.max(1) - 1..pixels.end - 1;
        let (left, up_left) = (picture.bytes(y, before.clone()), picture.bytes(above_y, before));
        let (row, above) =
            (row.get(first..).unwrap_or_default(), above.get(first..).unwrap_or_default());
        filter_rest(row, above, left, up_left, &mut self.bytes);
    }
}

/// Reads a segment of a row with the pixel before it and the one after it; outside the picture what
/// was there stays.
fn load(into: &mut [u8; WIDE], picture: Picture<'_>, y: usize, segment: usize) {
    let pixels = picture.pixels(segment);
    let (from, skip) = if pixels.start > 0 { (pixels.start - 1, 0) } else { (0, PIXEL) };
    let bytes = picture.bytes(y, from..(pixels.end + 1).min(picture.width));
    if let Some(place) = into.get_mut(skip..skip + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

/// Adds the differences of bytes that have others above, to the left and above left. Written such
/// that many bytes are worked on at once.
fn filter_rest(row: &[u8], above: &[u8], left: &[u8], up_left: &[u8], bytes: &mut Vec<u8>) {
    let (start, count) = (bytes.len(), row.len());
    bytes.resize(start + count, 0);
    if let (Some(out), Some(above), Some(left), Some(up_left)) =
        (bytes.get_mut(start..), above.get(..count), left.get(..count), up_left.get(..count))
    {
        for i in 0..out.len().min(count) {
            out[i] = row[i].wrapping_sub(paeth(left[i], above[i], up_left[i]));
        }
    }
}

/// Bytes, and runs of zeros as repetitions of the zero before.
fn runs(bytes: &[u8], tokens: &mut Vec<Token>) {
    let literals = |bytes: &[u8], tokens: &mut Vec<Token>| {
        tokens.extend(bytes.iter().map(|byte| Token::literal(*byte)));
    };
    let mut rest = bytes;
    while let Some(start) = zeros(rest) {
        let (before, run) = rest.split_at(start + 1);
        let length = run.iter().take_while(|byte| **byte == 0).count();
        literals(before, tokens);
        tokens.push(Token::run(length));
        rest = run.get(length..).unwrap_or_default();
    }
    literals(rest, tokens);
}

/// Where the first zeros are that are worth a run: one and [`SHORTEST_RUN`] more.
fn zeros(bytes: &[u8]) -> Option<usize> {
    // Of five in a row, one is a fifth: most bytes need not be looked at.
    let mut at = SHORTEST_RUN;
    while let Some(byte) = bytes.get(at) {
        if *byte == 0 {
            let before = bytes.get(..at)?.iter().rev().take_while(|byte| **byte == 0).count();
            let after = bytes.get(at..)?.iter().take_while(|byte| **byte == 0).count();
            if before + after > SHORTEST_RUN {
                return Some(at - before);
            }
            at += after;
        }
        at += SHORTEST_RUN + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn zeros_are_found_as_by_looking_at_all(bytes in prop::collection::vec(0u8..2, 0..60)) {
            let plain = bytes.windows(SHORTEST_RUN + 1).position(|five| five.iter().all(|b| *b == 0));
            prop_assert_eq!(zeros(&bytes), plain);
        }
    }
}
