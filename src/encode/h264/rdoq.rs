//! Which levels are worth their bits: quantization that is optimal in rate and distortion (RDOQ), by a
//! trellis.

use super::arithmetic::cost;
use super::contexts::States;
use super::quantize::SCAN;
use super::residual::{Kind, LARGER, STILL};
use super::transform::Coefficients;
use std::array::from_fn;

/// What a bit is worth, in squared 256ths of a step, per 256th of a bit. The slope at which macroblocks
/// weigh rates and errors, 0.425 * 2^((qp - 12) / 3), over the square of a step, 0.625 * 2^(qp / 6), would
/// be 18; measured on maps, less takes fewer bytes at equal likeness (22 takes 1 % more than 13).
const BIT: i32 = 13;

/// More than any way costs that can be taken.
const NONE: i32 = 1 << 28;

/// A level of 3 or more becomes one less only if the coefficient is no farther from that than this: else
/// the bits it saves are not worth the error.
const FAR: u32 = 176;

/// To leave out a large level costs as if it were this many 256ths of a step: so sums stay small.
const LARGE: u32 = 2048;

/// A way to tell the levels from the last one on. Its upper half is what it costs beyond the least
/// errors that there can be, so that ways can be compared and added to. In its lower half is what was told of
/// sizes, below it the place of the last level, and below that a bit for each place where the level is
/// one less than the nearest.
type Way = i64;

/// What is added to a way: a cost, and what is noted.
#[inline(always)]
fn step(cost: i32, note: i64) -> Way {
    (i64::from(cost) << 32) + note
}

/// Where in a [`Way`] the last place begins, and what was told.
const LAST: u32 = 16;
const TOLD: u32 = 20;

/// What was told of sizes on a way.
#[inline(always)]
fn told(way: Way) -> usize {
    (way >> TOLD & 7) as usize
}

/// What a bin costs in a state.
#[inline(always)]
fn price(state: u8, bin: bool) -> i32 {
    cost(state, bin) as i32 * BIT
}

/// What blocks of a kind hold, the context that tells whether they hold any level, and the first of
/// their coefficients in the order of the scan.
#[derive(Clone, Copy)]
pub(super) struct Block {
    pub kind: Kind,
    pub coded: usize,
    pub from: usize,
}

/// Chooses levels for coefficients of so many 256ths of a step, so that the sum of squared errors and
/// bits is least, with states as they are. Returns whether there is any, and how many 256ths of
/// a bit all of it takes. `levels` are in the order of the scan, and 0 before.
#[inline]
pub(super) fn choose(
    states: &States,
    block: Block,
    coefficients: &Coefficients,
    steps: &[u32; 16],
    levels: &mut [i16; 16],
) -> (bool, u32) {
    // Most blocks have nothing that could become a level.
    let all = steps.iter().fold(0, |all, steps| all | (steps + 128));
    if all < 256 {
        return (false, cost(states[block.coded], false));
    }
    let sizes = SCAN.map(|place| steps[usize::from(place)]);
    let (path, bits) = trellis(states, block, &sizes);
    let Some(path) = path else { return (false, bits) };
    let last = (path >> LAST & 15) as usize;
    for at in block.from..=last {
        let level = nearest(sizes[at]) - (path >> at & 1) as u32;
        let negative = coefficients[usize::from(SCAN[at])] < 0;
        levels[at] = if negative { -(level as i16) } else { level as i16 };
    }
    (true, bits)
}

/// The level nearest to a size.
#[inline(always)]
fn nearest(size: u32) -> u32 {
    (size + 128) >> 8
}

/// The squared error of a level.
#[inline(always)]
fn error(size: u32, level: u32) -> i32 {
    (size as i32 - 256 * level as i32).pow(2)
}

/// By how much the error grows if there is no level.
#[inline(always)]
fn left_out(size: u32) -> i32 {
    let size = size.min(LARGE);
    error(size, 0) - error(size, nearest(size))
}

/// The best way, if any is better than no levels, and how many 256ths of a bit it takes.
///
/// For every place from the last one, the best way to get there is kept of those without a level, of those
/// with levels of 1 only, and of those with a larger one: these differ most in what comes next.
fn trellis(states: &States, block: Block, sizes: &[u32; 16]) -> (Option<i64>, u32) {
    let Block { kind, coded, from } = block;
    let (there, ends) = kind.places();
    let (there, ends) = (&states[there..], &states[ends..]);
    let sizing: [u8; 10] = from_fn(|at| states[kind.size() + at]);
    let one_in = |told: usize| price(sizing[LARGER[told]], false);
    let more_in = |told: usize| price(sizing[LARGER[told]], true);
    let first_more = step(more_in(0), 4 << TOLD);
    let first_one = step(one_in(0), 1 << TOLD);
    let mut none = 0;
    let (mut small, mut large) = (step(NONE, 0), step(NONE, 0));
    // What all ways with a level cost beside: places without one.
    let mut passed = 0;
    let end = sizes.iter().rposition(|size| *size >= 128).unwrap_or(0);
    for at in (from..=end).rev() {
        let size = sizes[at];
        let nearest = nearest(size);
        let there = there[at - from];
        let absent = price(there, false);
        if nearest == 0 {
            passed += absent;
            continue;
        }
        // The sign is a bit. The very last place need not be told.
        let (goes_on, is_last) = if at == 15 {
            (256 * BIT, 256 * BIT)
        } else {
            let (present, ends) = (price(there, true) + 256 * BIT, ends[at - from]);
            (present + price(ends, false), present + price(ends, true))
        };
        let begun = none + step(is_last - passed, (at as i64) << LAST);
        let (told_small, told_large) = (told(small), told(large));
        let (on_small, on_large) = (small + step(goes_on, 0), large + step(goes_on, 0));
        let left_out = left_out(size);
        none += step(left_out, 0);
        let next_one = step(one_in(told_small), i64::from(told_small < 3) << TOLD);
        let one = (begun + first_one).min(on_small + next_one);
        if nearest == 1 {
            let absent = step(absent + left_out, 1 << at);
            small = one.min(small + absent);
            large = (large + absent).min(on_large + step(one_in(7), 0));
            continue;
        }
        let less = error(size, nearest - 1) - error(size, nearest);
        let near = nearest > 2 && size <= 256 * (nearest - 1) + FAR;
        // The way on with the nearest level or, if that may be better, one less.
        let larger = |told: usize| {
            let state = sizing[STILL[told]];
            let prices = (price(state, true), price(state, false));
            let way = step(size_price(nearest, prices), 0);
            if near { way.min(step(size_price(nearest - 1, prices) + less, 1 << at)) } else { way }
        };
        let to_more = step(more_in(told_small), (4 - told_small as i64) << TOLD);
        let next_more = step(more_in(7), i64::from(told_large < 7) << TOLD);
        let more = ((begun + first_more).min(on_small + to_more) + larger(0))
            .min(on_large + next_more + larger(told_large));
        if nearest == 2 {
            let one_less = step(less, 1 << at);
            small = one + one_less;
            large = more.min(on_large + step(one_in(7), 0) + one_less);
        } else {
            small = step(NONE, 0);
            large = more;
        }
    }
    let without = (none >> 32) as i32 + price(states[coded], false);
    let best = small.min(large);
    let all = (best >> 32) as i32 + passed + price(states[coded], true);
    if without <= all {
        return (None, cost(states[coded], false));
    }
    // What of it are errors.
    let last = (best >> LAST & 15) as usize;
    let mut errors = 0;
    for (at, size) in sizes.iter().copied().enumerate().take(end + 1).skip(from) {
        if at > last {
            errors += left_out(size);
        } else if best >> at & 1 == 1 {
            errors += error(size, nearest(size) - 1) - error(size, nearest(size));
        }
    }
    (Some(best), ((all - errors) / BIT) as u32)
}

/// What a level of 2 or more costs after it was told that it is one.
#[inline(always)]
fn size_price(level: u32, (on, off): (i32, i32)) -> i32 {
    if level < 15 {
        (level as i32 - 2) * on + off
    } else {
        let more = 31 - (level - 14).leading_zeros();
        13 * on + (more as i32 * 2 + 1) * 256 * BIT
    }
}
