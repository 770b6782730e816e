//! A segment of a row as tokens.
//!
//! They depend on the pixels of the segment, the one before it, those above all of these and the
//! one above to the right, and on the filters of both rows: on nothing else.

use super::filter::{Filter, paeth};
use super::picture::{PIXEL, Picture, SEGMENT};
use crate::encode::deflate::{Sums, Token};
use crate::math::{Work, widest};
use wide::u8x16;

/// Runs of zeros among differences shorter than this are written one by one.
const SHORTEST_RUN: usize = 4;

/// Words of 64 bits that have one for each byte of a segment.
const WORDS: usize = (PIXEL * SEGMENT).div_ceil(64);
/// Bytes of a segment, and a few more, so that they are compared sixteen at once.
const BYTES: usize = 64 * WORDS;
/// The same with the pixel before it and the one after it.
const WIDE: usize = BYTES + 2 * PIXEL;

/// Room to work in.
pub struct Room {
    /// What Paeth's filter leaves of a segment, after the filter of the row if it is the first.
    bytes: Vec<u8>,
    row: [u8; WIDE],
    above: [u8; WIDE],
    /// Which bytes of a segment are those of the pixel before, above, above left, above right.
    same: [Same; 4],
}

impl Default for Room {
    fn default() -> Self {
        let row = [0; WIDE];
        Self { bytes: Vec::new(), row, above: row, same: [Same::default(); 4] }
    }
}

/// Work with the widest registers that there are.
struct Tokenize<'r, 'p> {
    room: &'r mut Room,
    picture: Picture<'p>,
    place: (usize, usize),
    style: Style,
    tokens: &'r mut Vec<Token>,
}

impl Work for Tokenize<'_, '_> {
    type Output = Sums;

    #[inline(always)]
    fn run(self) -> Sums {
        self.room.add_tokens(self.picture, self.place, self.style, self.tokens)
    }
}

/// A bit for each byte of a segment, the first lowest: whether it is the same as another.
#[derive(Clone, Copy, Default)]
struct Same([u64; WORDS]);

/// A bit for each first byte of a pixel.
const FIRST_BYTES: [u64; WORDS] = {
    let mut words = [0; WORDS];
    let mut byte = 0;
    while byte < BYTES {
        words[byte / 64] |= 1 << (byte % 64);
        byte += PIXEL;
    }
    words
};

impl Same {
    /// The first byte from a place on that has its bit; beyond the last if none has.
    #[inline(always)]
    fn next(&self, from: usize) -> usize {
        let (first, shift) = (from / 64, from % 64);
        let mut mask = !0 << shift;
        for (word, bits) in self.0.iter().enumerate().skip(first) {
            let seen = bits & mask;
            if seen != 0 {
                return 64 * word + seen.trailing_zeros() as usize;
            }
            mask = !0;
        }
        BYTES
    }

    /// Compares the bytes of a segment with others.
    #[inline(always)]
    fn of(own: &[u8; BYTES], others: &[u8; BYTES]) -> Self {
        let mut same = Self::default();
        let blocks = own.as_chunks::<64>().0.iter().zip(others.as_chunks::<64>().0);
        for (word, (own, other)) in same.0.iter_mut().zip(blocks) {
            let sixteens = own.as_chunks::<16>().0.iter().zip(other.as_chunks::<16>().0);
            for (i, (own, other)) in sixteens.enumerate() {
                let equal = u8x16::new(*own).simd_eq(u8x16::new(*other));
                *word |= u64::from(equal.to_bitmask()) << (16 * i);
            }
        }
        same
    }

    /// How many pixels from one on are wholly the same, one after the other.
    #[inline(always)]
    fn pixels(&self, from: usize) -> usize {
        let (mut word, shift) = (PIXEL * from / 64, PIXEL * from % 64);
        let mut bytes = (self.0.get(word).map_or(0, |bits| bits >> shift)).trailing_ones();
        if bytes as usize == 64 - shift {
            // The next word goes on with it.
            loop {
                word += 1;
                let more = self.0.get(word).map_or(0, |bits| bits.trailing_ones());
                bytes += more;
                if more < 64 {
                    break;
                }
            }
        }
        bytes as usize / PIXEL
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
        place: (usize, usize),
        style: Style,
        tokens: &mut Vec<Token>,
    ) -> Sums {
        widest(Tokenize { room: self, picture, place, style, tokens })
    }

    #[inline(always)]
    fn add_tokens(
        &mut self,
        picture: Picture<'_>,
        (y, segment): (usize, usize),
        style: Style,
        tokens: &mut Vec<Token>,
    ) -> Sums {
        if segment == 0 {
            tokens.push(Token::literal(style.filter.number()));
        }
        match style.filter {
            Filter::None => {
                let own = picture.bytes(y, picture.pixels(segment));
                self.repetitions(picture, (y, segment), style.above, tokens);
                // The filter is a zero, which adds nothing.
                Sums::of(own)
            }
            Filter::Paeth => {
                self.bytes.clear();
                self.bytes.extend((segment == 0).then_some(style.filter.number()));
                let start = self.bytes.len();
                self.differences(picture, y, segment);
                runs(self.bytes.get(start..).unwrap_or_default(), tokens);
                Sums::of(&self.bytes)
            }
        }
    }

    /// Pixels and repetitions of earlier ones: always the longest there is.
    #[inline(always)]
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
        let hits = self.hits();
        let mut at = 0;
        while at < count {
            let next = (hits.next(PIXEL * at) / PIXEL).min(count);
            let literals = own.get(PIXEL * at..PIXEL * next).unwrap_or_default();
            tokens.extend(literals.iter().map(|byte| Token::literal(*byte)));
            if next == count {
                return;
            }
            // Of equals the first, which is written in fewest bits.
            let (mut from, mut length) = (0, 0);
            for (kind, same) in (0..).zip(&self.same) {
                // What lies beyond the end is of no account.
                let found = same.pixels(next).min(count - next);
                if found > length {
                    (from, length) = (kind, found);
                }
            }
            tokens.push(Token::repeat(from, length));
            at = next + length;
        }
    }

    /// The first bytes of those pixels that repeat any other.
    #[inline(always)]
    fn hits(&self) -> Same {
        let mut hits = Same::default();
        for same in &self.same {
            let following = same.0.iter().skip(1).chain(&[0]);
            for ((hit, own), next) in hits.0.iter_mut().zip(&same.0).zip(following) {
                // All three bytes of a pixel, the last of which may be in the next word.
                *hit |= own & (own >> 1 | next << 63) & (own >> 2 | next << 62);
            }
        }
        hits.0.iter_mut().zip(FIRST_BYTES).for_each(|(hit, first)| *hit &= first);
        hits
    }

    /// Finds which bytes of a segment are those of the pixel before, above, above left and above right.
    #[inline(always)]
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
        let Some(own) = bytes_from(&self.row, PIXEL) else { return };
        let others = [
            bytes_from(&self.row, 0),
            bytes_from(&self.above, PIXEL),
            bytes_from(&self.above, 0),
            bytes_from(&self.above, 2 * PIXEL),
        ];
        let rows = if above.is_some() { others.len() } else { 1 };
        self.same = Default::default();
        // No closures, which the compiler may not inline.
        for (same, others) in self.same.iter_mut().zip(others).take(rows) {
            if let Some(others) = others {
                *same = Same::of(own, others);
            }
        }
    }

    /// Adds what Paeth's filter leaves of a segment.
    #[inline(always)]
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

/// The bytes of a segment from some place on.
#[inline(always)]
fn bytes_from(row: &[u8; WIDE], start: usize) -> Option<&[u8; BYTES]> {
    row.get(start..)?.first_chunk()
}

/// Reads a segment of a row with the pixel before it and the one after it; outside the picture what
/// was there stays.
#[inline(always)]
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
#[inline(always)]
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
#[inline(always)]
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
#[inline(always)]
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
        fn equal_pixels_are_counted_as_one_by_one(
            own in prop::collection::vec(0u8..2, BYTES..=BYTES),
            flips in prop::collection::vec(0..BYTES, 0..9),
            sparse in any::<bool>(),
        ) {
            let mut other = if sparse { own.clone() } else { vec![1; BYTES] };
            flips.into_iter().for_each(|at| other[at] ^= 1);
            let [own, other] = [own, other].map(|bytes| *bytes.first_chunk().unwrap());
            let same = Same::of(&own, &other);
            let pixels = own.as_chunks::<PIXEL>().0.iter().zip(other.as_chunks::<PIXEL>().0);
            let equal: Vec<bool> = pixels.map(|(a, b)| a == b).collect();
            for at in 0..SEGMENT {
                let run = equal[at..].iter().take_while(|equal| **equal).count();
                // The last bytes are no whole pixel.
                prop_assert_eq!(same.pixels(at), run);
            }
            let mut room = Room::default();
            room.same[2] = same;
            let hits = room.hits();
            for at in 0..SEGMENT {
                let next = equal[at..].iter().position(|equal| *equal).map(|i| PIXEL * (at + i));
                let found = hits.next(PIXEL * at);
                prop_assert_eq!(next, Some(found).filter(|byte| *byte < PIXEL * equal.len()));
            }
        }

        #[test]
        fn zeros_are_found_as_by_looking_at_all(bytes in prop::collection::vec(0u8..2, 0..60)) {
            let plain = bytes.windows(SHORTEST_RUN + 1).position(|five| five.iter().all(|b| *b == 0));
            prop_assert_eq!(zeros(&bytes), plain);
        }
    }
}
