//! What decoders are told before the first macroblock: the parameter sets (ITU-T H.264, clauses
//! 7.3.2.1, 7.3.2.2 and E.1.1) and the header of each slice (7.3.3).

use super::bits::{BitWriter, unit};
use super::quantize::CHROMA_OFFSET;

/// The profile Main.
const PROFILE: u8 = 77;

/// The qp that slices tell theirs by.
const USUAL_QP: i32 = 26;

/// Of each level: ten times its number, macroblocks a second, macroblocks a picture, and thousands of
/// bits that a decoder keeps (table A-1).
const LEVELS: [(u8, u64, u64, u64); 9] = [
    (30, 40_500, 1_620, 10_000),
    (31, 108_000, 3_600, 14_000),
    (32, 216_000, 5_120, 20_000),
    (40, 245_760, 8_192, 25_000),
    (41, 245_760, 8_192, 62_500),
    (42, 522_240, 8_704, 62_500),
    (50, 589_824, 22_080, 135_000),
    (51, 983_040, 36_864, 240_000),
    (52, 2_073_600, 36_864, 240_000),
];

/// The level of videos with so many macroblocks across and down, pictures that come after no less than so
/// many milliseconds and that take so many bytes at most.
pub(in crate::encode) fn level(
    (columns, rows): (usize, usize),
    shortest_ms: u64,
    most_bytes: usize,
) -> u8 {
    let (columns, rows) = (columns as u64, rows as u64);
    let size = columns * rows;
    let rate = size * 1000 / shortest_ms.clamp(1, 1000);
    LEVELS
        .iter()
        .find(|(_, most_rate, most_size, most_kbit)| {
            // Clause A.3.1, items f and g: no side is longer than the root of eight times the size.
            size <= *most_size
                && columns.max(rows).pow(2) <= 8 * most_size
                && rate <= *most_rate
                && most_bytes as u64 * 8 <= most_kbit * 1000
        })
        .map_or(52, |level| level.0)
}

/// The sequence parameter set: a progressive video of so many pixels (even numbers) in colors of BT.709.
pub(in crate::encode) fn sequence(width: usize, height: usize, level: u8) -> Vec<u8> {
    let mut bits = BitWriter::default();
    bits.bits(u32::from(PROFILE), 8);
    // No constraints.
    bits.bits(0, 8);
    bits.bits(u32::from(level), 8);
    bits.number(0);
    // 16 frame numbers; pictures are shown in the order in which they come; one is kept.
    bits.number(0);
    bits.number(2);
    bits.number(1);
    bits.flag(false);
    let (columns, rows) = (width.div_ceil(16), height.div_ceil(16));
    bits.number(columns as u32 - 1);
    bits.number(rows as u32 - 1);
    // Whole frames; 8 by 8 inference.
    bits.flag(true);
    bits.flag(true);
    let (right, below) = (columns * 16 - width, rows * 16 - height);
    bits.flag(right + below > 0);
    if right + below > 0 {
        for cut in [0, right, 0, below] {
            bits.number(cut as u32 / 2);
        }
    }
    usability(&mut bits);
    unit(0x67, &bits.trail())
}

/// How the video is to be shown.
fn usability(bits: &mut BitWriter) {
    bits.flag(true);
    // Square pixels; nothing of overscan.
    bits.flag(true);
    bits.bits(1, 8);
    bits.flag(false);
    // Of no television norm, narrow range, BT.709 three times.
    bits.flag(true);
    bits.bits(5, 3);
    bits.flag(false);
    bits.flag(true);
    for _ in 0..3 {
        bits.bits(1, 8);
    }
    // A color lies in the middle of its four pixels.
    bits.flag(true);
    bits.number(1);
    bits.number(1);
    // No times and no buffers.
    for _ in 0..4 {
        bits.flag(false);
    }
    // Nothing moves, no picture waits for another, one is kept.
    bits.flag(true);
    bits.flag(true);
    for number in [0, 0, 0, 0, 0, 1] {
        bits.number(number);
    }
}

/// The picture parameter set.
pub(in crate::encode) fn pictures() -> Vec<u8> {
    let mut bits = BitWriter::default();
    bits.number(0);
    bits.number(0);
    // Arithmetic coding.
    bits.flag(true);
    bits.flag(false);
    // No groups of slices; one picture to refer to.
    bits.number(0);
    bits.number(0);
    bits.number(0);
    bits.flag(false);
    bits.bits(0, 2);
    bits.signed(USUAL_QP - 26);
    bits.signed(0);
    bits.signed(CHROMA_OFFSET);
    // Slices say whether edges are smoothed.
    bits.flag(true);
    bits.flag(false);
    bits.flag(false);
    unit(0x68, &bits.trail())
}

/// What the header of a slice says.
#[derive(Clone, Copy)]
pub(super) struct SliceHeader {
    pub first_macroblock: usize,
    /// Of a picture to which players can jump: its number among those, else `None`.
    pub whole: Option<u32>,
    /// The number of the picture since the last of those.
    pub number: u32,
    pub qp: u8,
}

impl SliceHeader {
    /// The header's bytes; arithmetic coding begins after them.
    pub fn bytes(self) -> Vec<u8> {
        let mut bits = BitWriter::default();
        bits.number(self.first_macroblock as u32);
        bits.number(if self.whole.is_some() { 7 } else { 5 });
        bits.number(0);
        bits.bits(self.number % 16, 4);
        if let Some(number) = self.whole {
            // Two in a row have different numbers.
            bits.number(number % 2);
            bits.flag(false);
            bits.flag(false);
        } else {
            // The usual count and order of pictures referred to, and no marking of them.
            bits.flag(false);
            bits.flag(false);
            bits.flag(false);
            // The first of the three tables of contexts.
            bits.number(0);
        }
        bits.signed(i32::from(self.qp) - USUAL_QP);
        // Edges are not smoothed.
        bits.number(1);
        bits.align_with_ones()
    }

    /// The header of the unit: a whole picture or not, which others refer to.
    pub fn unit(self) -> u8 {
        if self.whole.is_some() { 0x65 } else { 0x61 }
    }
}
