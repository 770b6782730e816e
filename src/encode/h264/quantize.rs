//! From coefficients to levels and back (ITU-T H.264, clauses 8.5.6 to 8.5.12, with flat matrices).
//!
//! A level stands for a step. How long it is, `qp` says, from 0 to 51: six more double it. Before it is
//! settled which level a coefficient becomes it is a number of 256ths of a step.

use super::transform::{Block4, Coefficients, hadamard2, hadamard4};
use std::array::from_fn;

/// The order in which coefficients of four by four are told (table 8-12): places in columns.
pub(super) const SCAN: [u8; 16] = [0, 4, 1, 2, 5, 8, 12, 9, 6, 3, 7, 10, 13, 14, 11, 15];

/// A level's worth by place: both coordinates even, both odd, others (equation 8-315).
const WORTH: [[i32; 3]; 6] =
    [[10, 16, 13], [11, 18, 14], [13, 20, 16], [14, 23, 18], [16, 25, 20], [18, 29, 23]];

/// What a coefficient is multiplied with to become a level, in 32768ths: 2^21 over the worth and the
/// squared lengths of the transform's rows.
const SHARE: [[u16; 3]; 6] = [
    [13107, 5243, 8066],
    [11916, 4660, 7490],
    [10082, 4194, 6554],
    [9362, 3647, 5825],
    [8192, 3355, 5243],
    [7282, 2893, 4559],
];

/// The class of a place, in columns or rows.
const fn class(place: usize) -> usize {
    match (place / 4 % 2, place % 2) {
        (0, 0) => 0,
        (1, 1) => 1,
        _ => 2,
    }
}

/// [`SHARE`] by place.
const SHARES: [[u16; 16]; 6] = {
    let mut all = [[0; 16]; 6];
    let mut at = 0;
    while at < 6 * 16 {
        all[at / 16][at % 16] = SHARE[at / 16][class(at % 16)];
        at += 1;
    }
    all
};

/// [`WORTH`] by place.
const WORTHS: [[i32; 16]; 6] = {
    let mut all = [[0; 16]; 6];
    let mut at = 0;
    while at < 6 * 16 {
        all[at / 16][at % 16] = WORTH[at / 16][class(at % 16)];
        at += 1;
    }
    all
};

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

/// How large coefficients are, in 256ths of a step, in the order in which they stand.
#[inline]
pub(super) fn steps(coefficients: &Coefficients, qp: u8) -> [u32; 16] {
    let (shares, shift) = (&SHARES[usize::from(qp % 6)], 7 + u32::from(qp / 6));
    from_fn(|at| {
        (u32::from(coefficients[at].unsigned_abs()) * u32::from(shares[at])) >> (shift & 31)
    })
}

/// What levels (in the order of the scan) stand for, but for those before `from`, column by column.
#[inline]
pub(super) fn restore(levels: &[i16; 16], qp: u8, from: usize) -> Block4 {
    let worth = &WORTHS[usize::from(qp % 6)];
    let mut block = [0; 16];
    for at in from..16 {
        block[usize::from(SCAN[at])] = i32::from(levels[at]);
    }
    from_fn(|at| (block[at] * worth[at]) << (qp / 6))
}

/// The levels of coefficients that the means of the 16 blocks of a macroblock (column by column) were
/// transformed to, `hadamard4` of them: in the order of the scan.
pub(super) fn means4(block: &Block4, qp: u8) -> [i16; 16] {
    let share = i32::from(SHARE[usize::from(qp % 6)][0]);
    from_fn(|at| {
        let value = block[usize::from(SCAN[at])];
        level((value.abs() + 1) / 2 * share, value < 0, 16 + qp / 6)
    })
}

/// The inverse (clause 8.5.10): what each block's mean becomes, column by column.
pub(super) fn restore_means4(levels: &[i16; 16], qp: u8) -> Block4 {
    let mut block = [0; 16];
    for at in 0..16 {
        block[usize::from(SCAN[at])] = i32::from(levels[at]);
    }
    let worth = WORTH[usize::from(qp % 6)][0];
    hadamard4(&block).map(|value| (((value * worth) << (qp / 6)) + 2) >> 2)
}

/// The levels of the means of four blocks of a color, transformed by `hadamard2`.
pub(super) fn means2(block: [i32; 4], qp: u8) -> [i16; 4] {
    let share = i32::from(SHARE[usize::from(qp % 6)][0]);
    block.map(|value| level(value.abs() * share, value < 0, 16 + qp / 6))
}

/// The inverse (clause 8.5.11).
pub(super) fn restore_means2(levels: [i16; 4], qp: u8) -> [i32; 4] {
    let worth = WORTH[usize::from(qp % 6)][0];
    hadamard2(levels.map(i32::from)).map(|value| ((value * worth) << (qp / 6)) >> 1)
}

/// Rounds down from two thirds of a step on.
fn level(value: i32, negative: bool, shift: u8) -> i16 {
    let level = ((value + (1 << shift) / 3) >> shift) as i16;
    if negative { -level } else { level }
}
