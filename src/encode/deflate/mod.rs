//! Deflate (RFC 1951) for the rows of maps, in bands that stand by themselves.
//!
//! General compressors look for repetitions anywhere. In a map they are where the map says: along
//! the row (flat color), straight above (everything upright), and above by one pixel to the left
//! or right (hatches, sloping lines). Looking only there is several times faster.
//!
//! A band of rows is compressed by itself and ends on a whole byte, so that bands can be
//! compressed on different threads, put one after the other, and kept from one frame to the next:
//! a band in which nothing changed costs a copy.

mod bits;
mod huffman;
mod tokens;

use bits::Bits;
use huffman::Code;
use tokens::{
    END_OF_BLOCK, Token, differences, distance_symbol, extra_bits, length_symbol, tokenize,
};

/// The two bytes that begin a zlib stream (RFC 1950): deflate with a window of 32 KiB, fast.
pub const ZLIB_HEADER: [u8; 2] = [0x78, 0x01];
/// The last block: empty, with fixed codes.
pub const LAST_BLOCK: [u8; 2] = [0x03, 0x00];

/// Compresses some bytes as one or more blocks, none of them the last, up to a whole byte.
///
/// `stride` is the distance of a byte to the one above it and `pixel` to the one a pixel before.
pub fn band(bytes: &[u8], stride: usize, pixel: usize) -> Vec<u8> {
    let mut tokens = Vec::with_capacity(bytes.len());
    tokenize(bytes, stride, pixel, &mut tokens);
    let mut literals = [0u32; 286];
    let mut distances = [0u32; 30];
    // Runs of zeros by length: repetitions of the byte before.
    let mut runs = [0u32; 259];
    for token in &tokens {
        match *token {
            Token::Literal(byte) => literals[usize::from(byte)] += 1,
            Token::Match { length, distance } => {
                literals[length_symbol(length)] += 1;
                distances[distance_symbol(distance)] += 1;
            }
            Token::Differences { from, to } => {
                differences(&bytes[from as usize..to as usize], |byte, zeros| {
                    literals[usize::from(byte)] += 1;
                    runs[usize::from(zeros)] += 1;
                });
            }
        }
    }
    literals[END_OF_BLOCK] += 1;
    for (length, count) in (0..).zip(runs).skip(1).filter(|(_, count)| *count > 0) {
        literals[length_symbol(length)] += count;
        distances[distance_symbol(1)] += count;
    }
    let (literal, far) = (Code::of(&literals, 15), Code::of(&distances, 15));
    let mut bits = Bits::with_capacity(bytes.len() / 4);
    bits.put(0b100, 3); // not the last block, codes of its own
    huffman::write_codes(&mut bits, &literal, &far);
    for token in &tokens {
        match *token {
            Token::Literal(byte) => literal.put(&mut bits, byte.into()),
            Token::Match { length, distance } => {
                put_match(&mut bits, &literal, &far, length, distance);
            }
            Token::Differences { from, to } => {
                differences(&bytes[from as usize..to as usize], |byte, zeros| {
                    literal.put(&mut bits, byte.into());
                    if zeros > 0 {
                        put_match(&mut bits, &literal, &far, zeros, 1);
                    }
                });
            }
        }
    }
    literal.put(&mut bits, END_OF_BLOCK);
    bits.end_with_empty_block()
}

fn put_match(bits: &mut Bits, literal: &Code, far: &Code, length: u16, distance: u16) {
    let (length_extra, distance_extra) = extra_bits(length, distance);
    literal.put(bits, length_symbol(length));
    bits.put(length_extra.0, length_extra.1);
    far.put(bits, distance_symbol(distance));
    bits.put(distance_extra.0, distance_extra.1);
}

/// Adler-32 (RFC 1950, section 9) of bytes whose parts have the checksums `parts`, each with its
/// part's length.
pub fn adler(parts: impl IntoIterator<Item = (u32, usize)>) -> u32 {
    const MODULUS: u64 = 65_521;
    let (mut a, mut b) = (1u64, 0u64);
    for (checksum, length) in parts {
        let (own_a, own_b) = (u64::from(checksum & 0xffff), u64::from(checksum >> 16));
        // `a` has grown by the part's sum, which starts from 1; `b` by what `a` was, once a byte.
        b = (b + own_b + (length as u64 % MODULUS) * (a + MODULUS - 1)) % MODULUS;
        a = (a + own_a + MODULUS - 1) % MODULUS;
    }
    (b << 16 | a) as u32
}

#[cfg(test)]
mod tests;
