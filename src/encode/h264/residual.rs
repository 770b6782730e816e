//! How the levels of a block are told (ITU-T H.264, clauses 7.3.5.3.3 and 9.3.3.1.3).

use super::arithmetic::Bins;

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
}

impl Kind {
    /// The context for whether there is any level, the first of four.
    pub fn coded(self) -> usize {
        85 + match self {
            Self::Means => 0,
            Self::Rest => 4,
            Self::Whole => 8,
            Self::ColorMeans => 12,
            Self::ColorRest => 16,
        }
    }

    /// The first contexts for whether the level at a place is not 0, and whether it is the last such.
    #[inline]
    pub fn places(self) -> (usize, usize) {
        let first = match self {
            Self::Means => 0,
            Self::Rest => 15,
            Self::Whole => 29,
            Self::ColorMeans => 44,
            Self::ColorRest => 47,
        };
        (105 + first, 166 + first)
    }

    /// How many contexts tell how much larger than 2 levels are; they begin five after the first of sizes.
    #[inline]
    pub fn stills(self) -> usize {
        if self == Self::ColorMeans { 4 } else { 5 }
    }

    /// The first context of sizes of levels.
    #[inline]
    pub fn size(self) -> usize {
        match self {
            Self::Means => 227,
            Self::Rest => 237,
            Self::Whole => 247,
            Self::ColorMeans => 257,
            Self::ColorRest => 266,
        }
    }
}

/// What was told of sizes so far, from the last level on: 0 none; 1 to 3 so many of size 1 (or more);
/// 4 to 7 one to four (or more) that are larger.
pub(super) type Told = usize;

/// By [`Told`]: the contexts of "larger than 1" and of "larger still", and what is told next after
/// a 1 and after more.
pub(super) const LARGER: [usize; 8] = [1, 2, 3, 4, 0, 0, 0, 0];
pub(super) const STILL: [usize; 8] = [5, 5, 5, 5, 6, 7, 8, 9];
const AFTER_ONE: [Told; 8] = [1, 2, 3, 3, 4, 5, 6, 7];
const AFTER_MORE: [Told; 8] = [4, 4, 4, 4, 5, 6, 7, 7];

/// Tells the levels of a block, one of which at least is not 0.
pub(super) fn write(bins: &mut impl Bins, kind: Kind, levels: &[i16]) {
    let there = levels.iter().rev().fold(0u32, |bits, level| bits << 1 | u32::from(*level != 0));
    let last = 31 - (there | 1).leading_zeros() as usize;
    let (first, first_end) = kind.places();
    // The very last place need not be told; the means of a color have a context less.
    for at in 0..(last + 1).min(levels.len() - 1) {
        let next = if kind == Kind::ColorMeans { at.min(2) } else { at };
        bins.bin(first + next, there >> at & 1 == 1);
        if there >> at & 1 == 1 {
            bins.bin(first_end + next, at == last);
        }
    }
    let (first, most) = (kind.size(), 4 + kind.stills());
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
