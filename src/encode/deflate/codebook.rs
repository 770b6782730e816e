//! The codes of pictures, prepared once for all.
//!
//! A code made for a picture would be a little shorter, but then any change of the picture could
//! change all of its bits. These are fixed: what did not change keeps its bits. Each band of rows
//! takes the one of the codes that makes it shortest.

use super::bits::Bits;
use super::huffman::{Code, write_codes};
use super::symbols::{END_OF_BLOCK, FAR, LITERALS, LONGEST, WINDOW, distance, length};
use super::token::{Reach, TOKENS, Token};
use crate::math::{Work, widest};
use wide::u16x8;

/// The number of codes.
pub const CODES: usize = 8;

/// A code on two lines: lengths in bits of the codes of literals and lengths, as digits to the base
/// of 16; how often distances occur: the byte before, the pixel before, the pixels above, above
/// left, above right. They were found by the test `prepare`.
const PREPARED: &str = include_str!("codes.txt");

/// Something for each token, by its place; so many that any place is in it, if taken modulo that.
type Table<T> = Box<[T; TOKENS.next_power_of_two()]>;

fn table<T: Copy + Default>(of: impl Fn(usize) -> T) -> Table<T> {
    Box::new(std::array::from_fn(|at| if at < TOKENS { of(at) } else { T::default() }))
}

/// What a table has for a token.
#[inline(always)]
fn entry<T: Copy>(table: &Table<T>, token: Token) -> T {
    table[token.place() % table.len()]
}

/// Bits of each token with each code: the number of bits in the lowest byte, the bits above it.
pub struct Codebook {
    bits: [Table<u64>; CODES],
    costs: Table<u16x8>,
    headers: [Bits; CODES],
    ends: [u64; CODES],
    /// Whether repetitions reach the row above.
    above: bool,
}

/// Writes tokens with the widest registers that there are.
struct Put<'a> {
    /// Bits of each token.
    codes: &'a Table<u64>,
    tokens: &'a [Token],
    bits: &'a mut Bits,
}

impl Work for Put<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.bits.put_all(self.tokens.iter().map(|token| {
            let packed = entry(self.codes, *token);
            (packed >> 8, (packed & 0xff) as u32)
        }));
    }
}

/// Numbers of bits with each code.
pub type Costs = [u16; CODES];

impl Codebook {
    /// For rows of `stride` bytes, pixels of `pixel` bytes.
    pub fn new(stride: usize, pixel: usize) -> Self {
        let codes = prepared(stride, pixel);
        let above = stride + pixel <= WINDOW;
        let bits = codes.each_ref().map(|(literal, far)| {
            table(|at| token_bits(Token::at(at), literal, far, stride, pixel))
        });
        let costs = table(|at| u16x8::new(bits.each_ref().map(|bits| (bits[at] & 0xff) as u16)));
        let headers = std::array::from_fn(|i| {
            let mut bits = Bits::default();
            bits.put(0b100, 3); // not the last block, codes of its own
            write_codes(&mut bits, &codes[i].0, &codes[i].1);
            bits
        });
        let ends = std::array::from_fn(|i| packed(&[codes[i].0.bits(END_OF_BLOCK)]));
        Self { bits, costs, headers, ends, above }
    }

    /// Whether a row is near enough to the one above for repetitions.
    pub fn reaches_above(&self) -> bool {
        self.above
    }

    /// What tokens cost with each code.
    #[inline]
    pub fn costs(&self, tokens: &[Token]) -> Costs {
        let mut sums = u16x8::ZERO;
        for token in tokens {
            sums += entry(&self.costs, *token);
        }
        sums.to_array()
    }

    /// Writes tokens with a code.
    pub fn put(&self, code: usize, tokens: &[Token], bits: &mut Bits) {
        let Some(codes) = self.bits.get(code) else { return };
        widest(Put { codes, tokens, bits });
    }

    /// Begins a block with a code; it is not the last.
    pub fn begin(&self, code: usize, bits: &mut Bits) {
        if let Some(header) = self.headers.get(code) {
            bits.append(header, 0, header.len());
        }
    }

    /// Ends a block with a code.
    pub fn end(&self, code: usize, bits: &mut Bits) {
        if let Some(packed) = self.ends.get(code) {
            bits.put(packed >> 8, (packed & 0xff) as u32);
        }
    }
}

/// Bits and their numbers, one after the other: no more than 48, as a distance of at most 32768
/// has 13 bits besides its symbol, a length 5, and symbols 15 at most.
fn packed(parts: &[(u32, u32)]) -> u64 {
    let (mut bits, mut count) = (0u64, 0u32);
    for (value, own) in parts {
        bits |= u64::from(*value) << count;
        count += own;
    }
    bits << 8 | u64::from(count)
}

fn token_bits(token: Token, literal: &Code, far: &Code, stride: usize, pixel: usize) -> u64 {
    let [byte, left, above, above_left, above_right] = distances(stride, pixel);
    let (bytes, back) = match token.meaning() {
        Reach::Literal(byte) => return packed(&[literal.bits(byte.into())]),
        Reach::Byte(bytes) => (bytes, byte),
        Reach::Left(pixels) => (pixels * pixel, left),
        Reach::Above(pixels) => (pixels * pixel, above),
        Reach::AboveLeft(pixels) => (pixels * pixel, above_left),
        Reach::AboveRight(pixels) => (pixels * pixel, above_right),
    };
    // Tokens that cannot occur, as the rows are too long or too short, need no bits.
    if !(3..=LONGEST).contains(&bytes) || !(1..=WINDOW).contains(&back) {
        return 0;
    }
    let (long, far_back) = (length(bytes as u16), distance(back as u16));
    packed(&[
        literal.bits(long.symbol),
        (long.extra, long.bits),
        far.bits(far_back.symbol),
        (far_back.extra, far_back.bits),
    ])
}

/// How far back repetitions reach: the byte before, the pixel before, the pixels above, above
/// left, above right.
fn distances(stride: usize, pixel: usize) -> [usize; 5] {
    [1, pixel, stride, stride + pixel, stride.saturating_sub(pixel)]
}

/// The prepared codes: of literals and lengths, and of those distances that there are in rows of
/// some length.
fn prepared(stride: usize, pixel: usize) -> [(Code, Code); CODES] {
    let mut lines = PREPARED.lines();
    std::array::from_fn(|_| {
        let digits = lines.next().unwrap_or_default().chars();
        let mut lengths: Vec<u8> = digits.filter_map(|c| Some(c.to_digit(16)? as u8)).collect();
        lengths.resize(LITERALS, 0);
        let often =
            lines.next().unwrap_or_default().split(' ').filter_map(|n| n.parse::<u32>().ok());
        let mut counts = [0u32; FAR];
        for (back, count) in distances(stride, pixel).into_iter().zip(often) {
            if (1..=WINDOW).contains(&back) {
                counts[distance(back as u16).symbol] += count;
            }
        }
        (Code::with_lengths(lengths), Code::of(&counts, 15))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Any byte, any length and any distance may turn up in a picture.
    #[test]
    fn prepared_codes_know_every_symbol() {
        for (literal, far) in prepared(5761, 3) {
            assert!(literal.lengths.iter().all(|length| (1..=15).contains(length)));
            let kraft = |code: Code| -> u32 {
                let lengths = code.lengths.into_iter().filter(|length| *length > 0);
                lengths.map(|length| 1 << (15 - length)).sum()
            };
            assert_eq!([literal, far].map(kraft), [1 << 15; 2]);
        }
    }
}
