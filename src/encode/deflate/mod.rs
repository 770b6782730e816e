//! Deflate (RFC 1951) for the rows of maps, such that what does not change keeps its bits.
//!
//! General compressors look for repetitions anywhere. In a map they are where the map says: along
//! the row (flat color), straight above (everything upright), and above by one pixel to the left
//! or right (hatches, sloping lines). Looking only there is several times faster.
//!
//! Codes are not made for each picture but prepared (see [`Codebook`]), so that the bits of a
//! piece of a row depend on that piece and its neighbors alone. A picture is its pieces' bits, one
//! after the other.

mod adler;
mod bits;
mod codebook;
mod huffman;
mod symbols;
mod token;

pub use adler::Sums;
pub use bits::Bits;
pub use codebook::{CODES, Codebook, Costs};
pub use token::{LONGEST_PIXELS, Token};

#[cfg(test)]
pub use {
    huffman::Code,
    symbols::{END_OF_BLOCK, LITERALS, length},
    token::Reach,
};

/// The two bytes that begin a zlib stream (RFC 1950): deflate with a window of 32 KiB, fast.
pub const ZLIB_HEADER: [u8; 2] = [0x78, 0x01];

/// Adds the last block: empty, with fixed codes.
pub fn put_last_block(bits: &mut Bits) {
    bits.put(0b011, 10);
}
