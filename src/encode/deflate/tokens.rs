//! Bytes as literals and repetitions of earlier bytes.

/// The symbol that ends a block.
pub const END_OF_BLOCK: usize = 256;
/// The longest repetition that deflate knows.
const LONGEST: usize = 258;
/// Repetitions shorter than this cost more than they save.
const SHORTEST: usize = 5;
/// Repetitions reach back this far at most.
const WINDOW: usize = 32_768;

/// A piece of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A byte as it is.
    Literal(u8),
    /// Bytes that stand `distance` before, too.
    Match {
        /// 3 to 258 bytes.
        length: u16,
        /// 1 to 32768 bytes back.
        distance: u16,
    },
    /// A stretch of differences, to be written by [`differences`].
    Differences {
        /// First byte.
        from: u32,
        /// First byte after it.
        to: u32,
    },
}

/// Goes through differences: `each` is told a byte and how many zeros (0, or 4 to 258) follow it
/// that are written as a run, which only happens after a zero.
pub fn differences(bytes: &[u8], mut each: impl FnMut(u8, u16)) {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != 0 || !bytes[at..].starts_with(&[0; 4]) {
            each(byte, 0);
            continue;
        }
        let window = &bytes[at..bytes.len().min(at + LONGEST)];
        let run = window.iter().take_while(|byte| **byte == 0).count();
        each(byte, run as u16);
        at += run;
    }
}

/// The first length of each length symbol from 257 on (RFC 1951, section 3.2.5).
const LENGTHS: [u16; 29] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
];
/// The first distance of each distance symbol.
const DISTANCES: [u16; 30] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
];

/// The symbol of a length.
pub fn length_symbol(length: u16) -> usize {
    256 + LENGTHS.partition_point(|first| *first <= length)
}

/// The symbol of a distance.
pub fn distance_symbol(distance: u16) -> usize {
    DISTANCES.partition_point(|first| *first <= distance).max(1) - 1
}

/// The extra bits of a length and of a distance: value and number of bits.
pub fn extra_bits(length: u16, distance: u16) -> ((u32, u32), (u32, u32)) {
    let near = length_symbol(length) - 257;
    let near_bits = if near < 8 || near == 28 { 0 } else { (near as u32 - 4) / 4 };
    let far = distance_symbol(distance);
    let far_bits = if far < 4 { 0 } else { (far as u32 - 2) / 2 };
    (
        (u32::from(length - LENGTHS[near]), near_bits),
        (u32::from(distance - DISTANCES[far]), far_bits),
    )
}

/// Looks for repetitions a pixel before, above, and above by a pixel to either side; rows of
/// differences, which begin with a filter byte other than 0, are left whole.
pub fn tokenize(bytes: &[u8], stride: usize, pixel: usize, tokens: &mut Vec<Token>) {
    // Near ones first: of equals they are written in fewer bits.
    let candidates = [pixel, 1, stride, stride + pixel, stride.saturating_sub(pixel)];
    let mut at = 0;
    while at < bytes.len() {
        let row = at / stride * stride;
        let end = (row + stride).min(bytes.len());
        if bytes[row] == 0 {
            at = repetitions(bytes, at, end, &candidates, tokens);
        } else {
            tokens.push(Token::Differences { from: at as u32, to: end as u32 });
            at = end;
        }
    }
}

/// Up to the end of a row, or a little further, by repetitions at the given distances.
fn repetitions(
    bytes: &[u8],
    mut at: usize,
    end: usize,
    candidates: &[usize],
    tokens: &mut Vec<Token>,
) -> usize {
    while at < end {
        let mut best = (0, 0);
        for &distance in candidates {
            if distance == 0 || distance > at || distance > WINDOW {
                continue;
            }
            let length = common(bytes, at - distance, at);
            if length > best.0 {
                best = (length, distance);
                if length >= LONGEST / 2 {
                    break;
                }
            }
        }
        let (length, distance) = best;
        if length >= SHORTEST {
            tokens.push(Token::Match { length: length as u16, distance: distance as u16 });
            at += length;
        } else {
            tokens.push(Token::Literal(bytes[at]));
            at += 1;
        }
    }
    at
}

/// How many bytes from `early` on are the same as from `late` on, up to the longest repetition.
fn common(bytes: &[u8], early: usize, late: usize) -> usize {
    let limit = LONGEST.min(bytes.len() - late);
    let (a, b) = (&bytes[early..early + limit], &bytes[late..late + limit]);
    let (a8, a_rest) = a.as_chunks::<8>();
    let (b8, b_rest) = b.as_chunks::<8>();
    for (i, (x, y)) in a8.iter().zip(b8).enumerate() {
        let difference = u64::from_le_bytes(*x) ^ u64::from_le_bytes(*y);
        if difference != 0 {
            return 8 * i + (difference.trailing_zeros() / 8) as usize;
        }
    }
    8 * a8.len() + a_rest.iter().zip(b_rest).take_while(|(x, y)| x == y).count()
}
