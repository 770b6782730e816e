//! What rows are written as: bytes, and repetitions of bytes before.

use super::symbols::LONGEST;

/// The longest repetition in pixels of three bytes; one of more bytes than [`LONGEST`] cannot be written.
pub const LONGEST_PIXELS: usize = 64;
/// The number of different tokens.
pub const TOKENS: usize = 256 + 4 * LONGEST_PIXELS + LONGEST + 1;

/// Where the repetitions of a byte begin among the tokens.
const BYTES: usize = 256 + 4 * LONGEST_PIXELS;

/// A byte, or a repetition; in 16 bits, so that there is a table of all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token(u16);

/// What a token says. Repetitions are of the pixel before or of pixels above (straight, or one to
/// the left or right), given in pixels, or of the byte before, given in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Literal(u8),
    Left(usize),
    Above(usize),
    AboveLeft(usize),
    AboveRight(usize),
    Byte(usize),
}

impl Token {
    /// A byte as it is.
    #[inline(always)]
    pub fn literal(byte: u8) -> Self {
        Self(byte.into())
    }

    /// A repetition of 1 to [`LONGEST_PIXELS`] pixels: of the one before (0), of those above (1),
    /// above to the left (2) or above to the right (3).
    #[inline(always)]
    pub fn repeat(from: u32, pixels: usize) -> Self {
        Self(256 + (from as usize * LONGEST_PIXELS + pixels - 1) as u16)
    }

    /// So many repetitions of the byte before, 3 to 258.
    #[inline(always)]
    pub fn run(bytes: usize) -> Self {
        Self((BYTES + bytes) as u16)
    }

    /// The place in a table of all tokens.
    #[inline(always)]
    pub fn place(self) -> usize {
        self.0.into()
    }

    /// The token at a place.
    #[inline]
    pub fn at(place: usize) -> Self {
        Self(place as u16)
    }

    /// What it says.
    #[inline]
    pub fn meaning(self) -> Reach {
        let place = self.place();
        if let Ok(byte) = u8::try_from(place) {
            return Reach::Literal(byte);
        }
        if place >= BYTES {
            return Reach::Byte(place - BYTES);
        }
        let pixels = (place - 256) % LONGEST_PIXELS + 1;
        match (place - 256) / LONGEST_PIXELS {
            0 => Reach::Left(pixels),
            1 => Reach::Above(pixels),
            2 => Reach::AboveLeft(pixels),
            _ => Reach::AboveRight(pixels),
        }
    }
}
