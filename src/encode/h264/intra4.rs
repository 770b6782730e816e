//! The nine predictions of a block of four by four (ITU-T H.264, clause 8.3.1.2), all compared at
//! once: eight numbers side by side are those of eight modes.

use super::predict::Near;
use super::satd::{Lanes, size, sizes};
use std::array::from_fn;

/// The pixels around a block, from the lowest on the left up to the corner (place 4), and on to the
/// right. Those above on the right that are not known are like the last that is.
pub(super) type Edge = [u8; 13];

/// All modes but that of the mean.
const DIRECTIONS: [u8; 8] = [0, 1, 3, 4, 5, 6, 7, 8];
const MEAN: u8 = 2;

/// Where means of two and three pixels of an edge begin in [`taps`]; before them are the pixels.
const TWO: usize = 16;
const THREE: usize = 32;

/// By pixel and direction: of which tap it is (tables 8-2 and 8-3 spelled out).
const TAPS: [[u8; 8]; 16] = {
    let mut all = [[0; 8]; 16];
    let mut at = 0;
    while at < 16 * 8 {
        all[at / 8][at % 8] = tap(DIRECTIONS[at % 8], at / 8 % 4, at / 32) as u8;
        at += 1;
    }
    all
};

const fn tap(mode: u8, x: usize, y: usize) -> usize {
    match mode {
        0 => 5 + x,
        1 => 3 - y,
        3 => THREE + 6 + x + y,
        4 => THREE + 4 + x - y,
        5 if y > 2 * x + 1 => THREE + 5 + 2 * x - y,
        5 if y.is_multiple_of(2) => TWO + 4 + x - y / 2,
        5 => THREE + 4 + x - y / 2,
        6 if x > 2 * y + 1 => THREE + 3 + x - 2 * y,
        6 if x.is_multiple_of(2) => TWO + 3 + x / 2 - y,
        6 => THREE + 4 + x / 2 - y,
        7 if y.is_multiple_of(2) => TWO + 5 + x + y / 2,
        7 => THREE + 6 + x + y / 2,
        _ => match x + 2 * y {
            6.. => 0,
            5 => THREE,
            _ if x.is_multiple_of(2) => TWO + 2 - y - x / 2,
            _ => THREE + 2 - y - x / 2,
        },
    }
}

/// The pixels of an edge, means of two neighbors, and weighted means of three; beyond its ends it goes
/// on as it ends.
#[inline(always)]
fn taps(edge: &Edge) -> [i16; 64] {
    let pixels: [i16; 18] = from_fn(|at| i16::from(edge[at.clamp(1, 13) - 1]));
    let mut taps = [0; 64];
    for at in 0..16 {
        let (before, here, after) = (pixels[at], pixels[at + 1], pixels[(at + 2).min(17)]);
        taps[at] = here;
        taps[TWO + at] = (here + after + 1) >> 1;
        taps[THREE + at] = (before + 2 * here + after + 2) >> 2;
    }
    taps
}

/// The mean of what is known of an edge.
fn mean(edge: &Edge, near: Near) -> u8 {
    let sum = |from: usize| edge[from..from + 4].iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
    let mean = match (near.left, near.above) {
        (true, true) => (sum(0) + sum(5) + 4) / 8,
        (true, false) => (sum(0) + 2) / 4,
        (false, true) => (sum(5) + 2) / 4,
        (false, false) => 128,
    };
    mean as u8
}

/// What telling a mode is worth, in 4096ths of a transformed difference.
pub(super) struct Worth {
    /// The mode that is expected.
    pub expected: u32,
    /// Others, numbered without that one.
    pub others: [u32; 8],
}

impl Worth {
    #[inline(always)]
    fn of(&self, mode: u8, expected: u8) -> u32 {
        if mode == expected {
            self.expected
        } else {
            self.others[usize::from(mode - u8::from(mode > expected)) & 7]
        }
    }
}

/// The mode and prediction of which the sum of transformed differences (SATD) and of what the mode is
/// worth is least.
#[inline]
pub(super) fn best(
    source: &[u8; 16],
    edge: &Edge,
    near: Near,
    expected: u8,
    worth: &Worth,
) -> (u8, [u8; 16]) {
    let known = near.left && near.above && near.corner;
    let [first, ..] = *source;
    if known && *source == [first; 16] && *edge == [first; 13] {
        return (expected, *source);
    }
    let mean = mean(edge, near);
    let mut sized = (size(&source.map(|pixel| i16::from(pixel) - i16::from(mean))) << 12)
        + worth.of(MEAN, expected);
    let mut mode = MEAN;
    let taps = taps(edge);
    let predictions: [Lanes; 16] =
        from_fn(|at| from_fn(|lane| taps[usize::from(TAPS[at][lane]) & 63]));
    let sizes = sizes(&from_fn(|at| {
        let pixel = i16::from(source[at]);
        predictions[at].map(|predicted| pixel - predicted)
    }));
    let mut best_lane = 8;
    for (lane, direction) in DIRECTIONS.into_iter().enumerate() {
        if known || near.allows(direction) {
            let cost =
                (u32::from(sizes[lane].unsigned_abs()) << 12) + worth.of(direction, expected);
            // Of equal ones the first mode is taken.
            if cost < sized || cost == sized && direction < mode {
                (sized, mode, best_lane) = (cost, direction, lane);
            }
        }
    }
    let predicted = match best_lane {
        8 => [mean; 16],
        lane => predictions.map(|pixel| pixel[lane & 7] as u8),
    };
    (mode, predicted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_is_predicted_along_it() {
        let near = Near { left: true, above: true, corner: true, right: true };
        let edge = from_fn(|at| at as u8 * 10 + 20);
        // Every pixel is what the edge is up and left of it.
        let source = from_fn(|at| ((4 + at % 4 - at / 4) * 10 + 20) as u8);
        assert_eq!(
            best(&source, &edge, near, 2, &Worth { expected: 0, others: [1; 8] }),
            (4, source)
        );
    }
}
