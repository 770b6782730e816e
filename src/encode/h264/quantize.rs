//! From coefficients to levels and back (ITU-T H.264, clauses 8.5.6 to 8.5.13, with flat matrices).
//!
//! A level stands for a step. How long it is, `qp` says, from 0 to 51: six more double it. Before it is
//! settled which level a coefficient becomes it is a number of 256ths of a step.

use super::transform::{Block4, Block8};

/// The order in which coefficients of four by four are told (table 8-12): places in rows.
pub(super) const SCAN4: [u8; 16] = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15];

/// The same of eight by eight (table 8-13).
pub(super) const SCAN8: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// A level's worth by place: both coordinates even, both odd, others (equation 8-315).
const WORTH4: [[i32; 3]; 6] =
    [[10, 16, 13], [11, 18, 14], [13, 20, 16], [14, 23, 18], [16, 25, 20], [18, 29, 23]];

/// What a coefficient is multiplied with to become a level, in 32768ths: 2^21 over the worth and the
/// squared lengths of the transform's rows.
const SHARE4: [[i32; 3]; 6] = [
    [13107, 5243, 8066],
    [11916, 4660, 7490],
    [10082, 4194, 6554],
    [9362, 3647, 5825],
    [8192, 3355, 5243],
    [7282, 2893, 4559],
];

/// A level's worth in a block of eight by eight, by class (equation 8-318).
const WORTH8: [[i32; 6]; 6] = [
    [20, 18, 32, 19, 25, 24],
    [22, 19, 35, 21, 28, 26],
    [26, 23, 42, 24, 33, 31],
    [28, 25, 45, 26, 35, 33],
    [32, 28, 51, 30, 40, 38],
    [36, 32, 58, 34, 46, 43],
];

/// The same as [`SHARE4`], in 65536ths.
const SHARE8: [[i32; 6]; 6] = [
    [13107, 11428, 20972, 12222, 16777, 15481],
    [11916, 10826, 19174, 11058, 14980, 14290],
    [10082, 8943, 15978, 9675, 12710, 11985],
    [9362, 8228, 14913, 8931, 11984, 11259],
    [8192, 7346, 13159, 7740, 10486, 9777],
    [7282, 6428, 11570, 6830, 9118, 8640],
];

/// The class of each place in the scan.
const fn classes4() -> [u8; 16] {
    let mut found = [0; 16];
    let mut at = 0;
    while at < 16 {
        let place = SCAN4[at];
        found[at] = match (place / 4 % 2, place % 2) {
            (0, 0) => 0,
            (1, 1) => 1,
            _ => 2,
        };
        at += 1;
    }
    found
}

const fn classes8() -> [u8; 64] {
    let mut found = [0; 64];
    let mut at = 0;
    while at < 64 {
        let place = SCAN8[at];
        found[at] = match (place / 8 % 4, place % 4) {
            (0, 0) => 0,
            (1 | 3, 1 | 3) => 1,
            (2, 2) => 2,
            (0, _) | (_, 0) => {
                if place / 8 % 2 == 1 || place % 2 == 1 {
                    3
                } else {
                    4
                }
            }
            _ => 5,
        };
        at += 1;
    }
    found
}

const CLASSES4: [u8; 16] = classes4();
const CLASSES8: [u8; 64] = classes8();

/// How much coarser colors are than brightness: measured on maps, brightness and colors together are then as
/// like as x264 makes them.
pub(super) const CHROMA_OFFSET: i32 = 2;

/// The qp of colors for that of brightness (clause 8.5.8 and table 8-15).
pub(super) fn chroma_qp(qp: u8) -> u8 {
    let qp = (i32::from(qp) + CHROMA_OFFSET).clamp(0, 51) as u8;
    const ABOVE_29: [u8; 22] =
        [29, 30, 31, 32, 32, 33, 34, 34, 35, 35, 36, 36, 37, 37, 37, 38, 38, 38, 39, 39, 39, 39];
    if qp < 30 { qp } else { ABOVE_29[usize::from(qp - 30).min(21)] }
}

/// Coefficients in the order of the scan, in 256ths of a step.
pub(super) fn steps4(block: &Block4, qp: u8) -> [i32; 16] {
    let (shares, shift) = (SHARE4[usize::from(qp % 6)], 7 + qp / 6);
    std::array::from_fn(|at| {
        let value = block[usize::from(SCAN4[at])];
        let steps = (value.abs() * shares[usize::from(CLASSES4[at])]) >> shift;
        if value < 0 { -steps } else { steps }
    })
}

pub(super) fn steps8(block: &Block8, qp: u8) -> [i32; 64] {
    let (shares, shift) = (SHARE8[usize::from(qp % 6)], 8 + qp / 6);
    std::array::from_fn(|at| {
        let value = block[usize::from(SCAN8[at])];
        let steps = (value.abs() * shares[usize::from(CLASSES8[at])]) >> shift;
        if value < 0 { -steps } else { steps }
    })
}

/// Writes what levels stand for into a block, but for those before `from` in the scan.
pub(super) fn restore4(levels: &[i16; 16], qp: u8, from: usize, block: &mut Block4) {
    let worth = WORTH4[usize::from(qp % 6)];
    for at in from..16 {
        block[usize::from(SCAN4[at])] =
            (i32::from(levels[at]) * worth[usize::from(CLASSES4[at])]) << (qp / 6);
    }
}

pub(super) fn restore8(levels: &[i16; 64], qp: u8, block: &mut Block8) {
    let worth = WORTH8[usize::from(qp % 6)];
    for at in 0..64 {
        let scaled = (i32::from(levels[at]) * worth[usize::from(CLASSES8[at])]) << (qp / 6);
        block[usize::from(SCAN8[at])] = (scaled + 2) >> 2;
    }
}

/// The levels of coefficients that the means of the 16 blocks of a macroblock were transformed to, `hadamard4`
/// of them: in the order of the scan.
pub(super) fn means4(block: &Block4, qp: u8) -> [i16; 16] {
    let share = SHARE4[usize::from(qp % 6)][0];
    std::array::from_fn(|at| {
        let value = block[usize::from(SCAN4[at])];
        level((value.abs() + 1) / 2 * share, value < 0, 16 + qp / 6)
    })
}

/// The inverse (clause 8.5.10): what each block's mean becomes, row by row.
pub(super) fn restore_means4(levels: &[i16; 16], qp: u8) -> Block4 {
    let mut block = [0; 16];
    for at in 0..16 {
        block[usize::from(SCAN4[at])] = i32::from(levels[at]);
    }
    super::transform::hadamard4(&mut block);
    let worth = WORTH4[usize::from(qp % 6)][0];
    block.map(|value| (((value * worth) << (qp / 6)) + 2) >> 2)
}

/// The levels of the means of four blocks of a color, transformed by `hadamard2`.
pub(super) fn means2(block: [i32; 4], qp: u8) -> [i16; 4] {
    let share = SHARE4[usize::from(qp % 6)][0];
    block.map(|value| level(value.abs() * share, value < 0, 16 + qp / 6))
}

/// The inverse (clause 8.5.11).
pub(super) fn restore_means2(levels: [i16; 4], qp: u8) -> [i32; 4] {
    let worth = WORTH4[usize::from(qp % 6)][0];
    super::transform::hadamard2(levels.map(i32::from))
        .map(|value| ((value * worth) << (qp / 6)) >> 1)
}

/// Rounds down from two thirds of a step on.
fn level(value: i32, negative: bool, shift: u8) -> i16 {
    let level = ((value + (1 << shift) / 3) >> shift) as i16;
    if negative { -level } else { level }
}
