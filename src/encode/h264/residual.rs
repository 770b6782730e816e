//! How the levels of a block are told (ITU-T H.264, clauses 7.3.5.3.3 and 9.3.3.1.3), and which
//! levels are worth their bits.

use super::arithmetic::{Bins, cost};
use super::contexts::States;

/// What a block holds (table 9-42): where its contexts are and how they are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The means of all blocks of a macroblock.
    Means,
    /// A block without its mean.
    Rest,
    /// Four by four.
    Whole,
    /// The means of the four blocks of a color.
    ColorMeans,
    /// A block of a color without its mean.
    ColorRest,
    /// Eight by eight.
    Large,
}

/// Contexts for whether a coefficient of eight by eight is not 0 (table 9-43, frames).
pub(super) const LARGE_THERE: [u8; 63] = [
    0, 1, 2, 3, 4, 5, 5, 4, 4, 3, 3, 4, 4, 4, 5, 5, 4, 4, 4, 4, 3, 3, 6, 7, 7, 7, 8, 9, 10, 9, 8,
    7, 7, 6, 11, 12, 13, 11, 6, 7, 8, 9, 14, 10, 9, 8, 6, 11, 12, 13, 11, 6, 9, 14, 10, 9, 11, 12,
    13, 11, 14, 10, 12,
];

/// The same for whether it is the last.
pub(super) const LARGE_LAST: [u8; 63] = [
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8,
];

impl Kind {
    /// The context for whether there is any level, the first of four.
    pub fn coded(self) -> usize {
        85 + match self {
            Self::Means => 0,
            Self::Rest => 4,
            Self::Whole | Self::Large => 8,
            Self::ColorMeans => 12,
            Self::ColorRest => 16,
        }
    }

    /// The contexts for whether the level at a place is not 0, and whether it is the last such.
    #[inline]
    fn place(self, at: usize) -> (usize, usize) {
        let first = match self {
            Self::Means => 0,
            Self::Rest => 15,
            Self::Whole => 29,
            Self::ColorMeans => {
                return (105 + 44 + at.min(2), 166 + 44 + at.min(2));
            }
            Self::ColorRest => 47,
            Self::Large => {
                let at = at.min(62);
                return (402 + usize::from(LARGE_THERE[at]), 417 + usize::from(LARGE_LAST[at]));
            }
        };
        (105 + first + at, 166 + first + at)
    }

    /// The first context of sizes of levels.
    #[inline]
    fn size(self) -> usize {
        match self {
            Self::Means => 227,
            Self::Rest => 237,
            Self::Whole => 247,
            Self::ColorMeans => 257,
            Self::ColorRest => 266,
            Self::Large => 426,
        }
    }
}

/// What was told of sizes so far, from the last level on: 0 none; 1 to 3 so many of size 1 (or more);
/// 4 to 7 one to four (or more) that are larger.
type Told = usize;

/// By [`Told`]: the contexts of "larger than 1" and of "larger still", and what is told next after
/// a 1 and after more.
const LARGER: [usize; 8] = [1, 2, 3, 4, 0, 0, 0, 0];
const STILL: [usize; 8] = [5, 5, 5, 5, 6, 7, 8, 9];
const AFTER_ONE: [Told; 8] = [1, 2, 3, 3, 4, 5, 6, 7];
const AFTER_MORE: [Told; 8] = [4, 4, 4, 4, 5, 6, 7, 7];

/// Tells the levels of a block, one of which at least is not 0.
pub(super) fn write(bins: &mut impl Bins, kind: Kind, levels: &[i16]) {
    let Some(last) = levels.iter().rposition(|level| *level != 0) else { return };
    for (at, level) in levels.iter().enumerate().take(last + 1) {
        if at + 1 == levels.len() {
            break;
        }
        let (there, ends) = kind.place(at);
        bins.bin(there, *level != 0);
        if *level != 0 {
            bins.bin(ends, at == last);
        }
    }
    let (first, most) = (kind.size(), if kind == Kind::ColorMeans { 8 } else { 9 });
    let mut told = 0;
    for level in levels.iter().take(last + 1).rev().filter(|level| **level != 0) {
        let size = u32::from(level.unsigned_abs());
        bins.bin(first + LARGER[told], size > 1);
        if size > 1 {
            let context = first + STILL[told].min(most);
            for _ in 2..size.min(15) {
                bins.bin(context, true);
            }
            if size < 15 {
                bins.bin(context, false);
            } else {
                exponential(bins, size - 15);
            }
            told = AFTER_MORE[told];
        } else {
            told = AFTER_ONE[told];
        }
        bins.plain(u32::from(*level < 0), 1);
    }
}

/// Exp-Golomb code of order 0 in bins (clause 9.3.2.3).
fn exponential(bins: &mut impl Bins, value: u32) {
    let length = 31 - (value + 1).leading_zeros();
    bins.plain((1 << (length + 1)) - 2, length + 1);
    bins.plain((value + 1) & ((1 << length) - 1), length);
}

/// What a bit is worth, in squared 256ths of a step, per 256th of a bit. The slope at which macroblocks
/// weigh rates and errors, 0.85 * 2^((qp - 12) / 3), over the square of a step, 0.625 * 2^(qp / 6), would
/// be 35; measured on maps, less takes fewer bytes at equal likeness (50 takes 3 % more than 35, 22 takes 2 % less).
const BIT: i64 = 22;

/// What no way costs.
const NONE: i64 = 1 << 60;

/// Chooses levels for coefficients (in 256ths of a step, in the order of the scan), so that the sum of
/// squared errors and bits is least, with states as they are. For every place from the last one,
/// and for all that can have been told so far, the best way to get there is kept.
///
/// `coded` is the context that tells whether there is any level; none is told of if 0. Returns
/// whether there is any.
pub(super) fn choose(
    states: &States,
    kind: Kind,
    coded: usize,
    steps: &[i32],
    levels: &mut [i16],
) -> bool {
    levels.fill(0);
    // Nothing beyond the last place where a level could be is looked at.
    let Some(end) = steps.iter().rposition(|steps| steps.abs() >= 128) else { return false };
    let mut ways = [NONE; 8];
    ways[0] = 0;
    // By place and what was told after it: what was told before, and the level.
    let same: [(u8, i16); 8] = std::array::from_fn(|told| (told as u8, 0));
    let mut back = [same; 64];
    let price = |context: usize, bin: bool| i64::from(cost(states[context], bin)) * BIT;
    let (first, most) = (kind.size(), if kind == Kind::ColorMeans { 8 } else { 9 });
    for at in (0..=end).rev() {
        let size = i64::from(steps[at].abs());
        let nearest = ((size + 128) >> 8) as i16;
        let is_final = at + 1 == steps.len();
        let (there, ends) = kind.place(at);
        // Errors count from that of no level: what is left out costs nothing more. Before the last level
        // nothing is told at all.
        let before = ways;
        if !is_final {
            let absent = price(there, false);
            ways[1..].iter_mut().for_each(|way| *way += absent);
        }
        if nearest == 0 {
            continue;
        }
        let (goes_on, is_last) = if is_final {
            (256 * BIT, 256 * BIT)
        } else {
            let present = price(there, true) + 256 * BIT;
            (present + price(ends, false), present + price(ends, true))
        };
        for (told, before) in before.into_iter().enumerate().filter(|(_, before)| *before < NONE) {
            let known = before + if told == 0 { is_last } else { goes_on };
            for level in [nearest, nearest - 1].into_iter().filter(|level| *level > 0) {
                let left = size - 256 * i64::from(level);
                let mut sum = known + left * left - size * size;
                let larger = first + LARGER[told];
                let after = if level == 1 {
                    sum += price(larger, false);
                    AFTER_ONE[told]
                } else {
                    let still = first + STILL[told].min(most);
                    sum += price(larger, true);
                    sum += i64::from(level.min(15) - 2) * price(still, true);
                    if level < 15 {
                        sum += price(still, false);
                    } else {
                        let more = 31 - u32::from(level as u16 - 14).leading_zeros();
                        sum += i64::from(more * 2 + 1) * 256 * BIT;
                    }
                    AFTER_MORE[told]
                };
                if sum < ways[after] {
                    ways[after] = sum;
                    back[at & 63][after] = (told as u8, level);
                }
            }
        }
    }
    if coded != 0 {
        ways[0] += price(coded, false);
        ways[1..]
            .iter_mut()
            .filter(|way| **way != i64::MAX)
            .for_each(|way| *way += price(coded, true));
    }
    let mut told = (0..8).min_by_key(|told| ways[*told]).unwrap_or(0);
    let any = told != 0;
    if any {
        for at in 0..=end {
            let (before, level) = back[at & 63][told];
            levels[at] = if steps[at] < 0 { -level } else { level };
            told = usize::from(before);
        }
    }
    any
}
