//! The symbols of deflate (RFC 1951, section 3.2.5).

/// Symbols for bytes, the end of a block and lengths.
pub const LITERALS: usize = 286;
/// Symbols for distances.
pub const FAR: usize = 30;
/// The symbol that ends a block.
pub const END_OF_BLOCK: usize = 256;
/// The longest repetition that deflate knows.
pub const LONGEST: usize = 258;
/// Repetitions reach back this far at most.
pub const WINDOW: usize = 32_768;

/// The first length of each length symbol from 257 on.
const LENGTHS: [u16; 29] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
];
/// The first distance of each distance symbol.
const DISTANCES: [u16; FAR] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
];

/// A symbol and the bits after it: value and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    pub symbol: usize,
    pub extra: u32,
    pub bits: u32,
}

/// How a length of 3 to 258 bytes is said.
pub fn length(bytes: u16) -> Symbol {
    let at = LENGTHS.partition_point(|first| *first <= bytes).max(1) - 1;
    let bits = if at < 8 || at == 28 { 0 } else { (at as u32 - 4) / 4 };
    Symbol { symbol: 257 + at, extra: u32::from(bytes - LENGTHS[at]), bits }
}

/// How a distance of 1 to 32768 bytes is said.
pub fn distance(bytes: u16) -> Symbol {
    let at = DISTANCES.partition_point(|first| *first <= bytes).max(1) - 1;
    let bits = if at < 4 { 0 } else { (at as u32 - 2) / 2 };
    Symbol { symbol: at, extra: u32::from(bytes - DISTANCES[at]), bits }
}
