//! Which of the ways to code a macroblock is best: the sum of its squared errors and what its bits
//! are worth is least.

use super::arithmetic::Bill;
use super::code::{Coder, piece, place, squares};
use super::contexts::States;
use super::intra4::{self, Worth};
use super::macroblock::{About, BLOCKS, Beside, Macroblock, Prediction, Step, write_mode};
use super::predict::{Around, Canvas, Near};
use super::satd;

/// The pixels of a macroblock, row by row: brightness, and both colors at half the resolution.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::encode) struct Pixels {
    pub luma: [u8; 256],
    pub colors: [[u8; 64]; 2],
}

/// What a 256th of a bit is worth, in 16384ths of a squared level, by qp: 0.425 * 2^((qp - 12) / 3), half of what
/// is usual: measured on maps, that takes 1 % fewer bytes at equal likeness (SSIM).
const BIT: [u32; 52] = [
    2, 2, 3, 3, 4, 5, 7, 9, 11, 14, 17, 22, 27, 34, 43, 54, 69, 86, 109, 137, 173, 218, 274, 345,
    435, 548, 691, 870, 1097, 1382, 1741, 2193, 2763, 3482, 4387, 5527, 6963, 8773, 11053, 13926,
    17546, 22107, 27853, 35092, 44214, 55706, 70185, 88427, 111411, 140369, 176854, 222822,
];

/// The same for sums of transformed differences, in 4096ths: the root of it.
const SATD_BIT: [u32; 52] = [
    3, 3, 3, 4, 4, 5, 5, 6, 7, 7, 8, 9, 10, 12, 13, 15, 17, 19, 21, 23, 26, 30, 33, 37, 42, 47, 53,
    59, 66, 74, 83, 94, 105, 118, 132, 149, 167, 187, 210, 236, 265, 297, 334, 375, 421, 472, 530,
    595, 668, 749, 841, 944,
];

/// Macroblocks are predicted as a whole only if the sum of differences is less than so many 256ths of a bit are
/// worth.
const SMOOTH: u32 = 256 * 90;

/// What a whole macroblock without levels may cost, in 256ths of a bit, if no other way is to be tried.
const FEW: u32 = 8 * 256;

/// A macroblock to be coded, and what is known around it.
pub(super) struct Place<'a> {
    pub source: &'a Pixels,
    pub canvas: Canvas,
    pub luma_around: Around<16>,
    pub color_around: [Around<8>; 2],
    pub near: Near,
    pub beside: Beside<'a>,
    pub states: &'a States,
    pub qp: u8,
    pub step: Step,
}

/// A way to code a macroblock, and what it costs.
pub(super) struct Way {
    pub macroblock: Macroblock,
    pub cost: u64,
}

/// Squared errors and 256ths of bits of a part of a macroblock.
#[derive(Clone, Copy, Default)]
struct Tally {
    error: u32,
    bits: u32,
}

impl Tally {
    fn and(self, error: u32, bits: u32) -> Self {
        Self { error: self.error + error, bits: self.bits + bits }
    }
}

impl Place<'_> {
    fn coder(&self) -> Coder<'_> {
        Coder { states: self.states, beside: self.beside, qp: self.qp }
    }

    fn cost(&self, tally: Tally) -> u64 {
        let bits = u64::from(BIT[usize::from(self.qp)]) * u64::from(tally.bits);
        (u64::from(tally.error) << 14) + bits
    }

    /// What a macroblock costs beside its levels is added.
    fn way(&self, macroblock: Macroblock, mut all: Tally) -> Way {
        let mut bill = Bill::new(self.states);
        macroblock.write_head(&mut bill, self.beside, self.step);
        all.bits += bill.cost;
        Way { macroblock, cost: self.cost(all) }
    }

    fn satd_cost(&self, size: u32, bits: u32) -> u64 {
        (u64::from(size) << 12) + u64::from(SATD_BIT[usize::from(self.qp)]) * u64::from(bits)
    }

    /// The best way to code it. Those that will hardly be the best are not tried.
    pub fn best(&self, before: Option<&Pixels>) -> Way {
        let rough = satd::roughness(&self.source.luma);
        let Some(before) = before else { return self.intra(rough) };
        let changed = satd::differences(&self.source.luma, &before.luma);
        // Measured on maps, of macroblocks with less than the one or more than the other bound one in 1,000
        // bytes would be saved.
        if changed >= 2 * rough {
            return self.intra(rough);
        }
        if 5 * changed <= 6 * rough {
            let Some(way) = self.before(before, u64::MAX) else { return self.intra(rough) };
            // What is skipped though it differs is seen to be wrong where all around is smooth.
            let skipped = way.macroblock.about.prediction == Prediction::Skip;
            if 2 * changed <= rough && !skipped {
                return way;
            }
            return self.intra_below(rough, way.cost).unwrap_or(way);
        }
        let way = self.intra(rough);
        self.before(before, way.cost).unwrap_or(way)
    }

    /// The best way to code it like the picture before, with what differs, if that costs less than this.
    fn before(&self, before: &Pixels, most: u64) -> Option<Way> {
        let mut macroblock = Macroblock::blank(self.qp);
        macroblock.about.prediction = Prediction::Before;
        let coder = self.coder();
        let bits = coder.colors(&mut macroblock, &self.source.colors, &before.colors);
        let mut all = Tally { error: self.color_error(&macroblock), bits };
        for quarter in 0..4 {
            let mut bits = 0;
            for (block, (x, y)) in BLOCKS.into_iter().enumerate().skip(quarter * 4).take(4) {
                let (source, predicted) =
                    (piece::<16, _>(&self.source.luma, x, y), piece::<16, _>(&before.luma, x, y));
                let (pixels, each) = coder.small(&mut macroblock, block, &source, &predicted);
                all.error += squares(&source, &pixels);
                bits += each;
                place::<16, _>(&mut macroblock.pixels, &pixels, x, y);
            }
            if macroblock.has_levels(quarter) {
                all.bits += bits;
            }
            if self.cost(all) >= most {
                return None;
            }
        }
        macroblock.note_quarters();
        let mut way = self.way(macroblock, all);
        // What differs may not be worth telling.
        let mut error = squares(&self.source.luma, &before.luma);
        for color in 0..2 {
            error += squares(&self.source.colors[color], &before.colors[color]);
        }
        let skipped = self.cost(Tally { error, bits: 0 });
        if skipped <= way.cost {
            way.macroblock = Macroblock::blank(self.qp);
            way.cost = skipped;
        }
        (way.cost < most).then_some(way)
    }

    /// The best way to code it by the pixels around.
    fn intra(&self, rough: u32) -> Way {
        self.intra_below(rough, u64::MAX)
            .unwrap_or_else(|| Way { macroblock: Macroblock::blank(self.qp), cost: u64::MAX })
    }

    /// The same, if that costs less than this.
    fn intra_below(&self, rough: u32, most: u64) -> Option<Way> {
        let mut common = Macroblock::blank(self.qp);
        let colors = self.predict_colors(&mut common);
        let mut best = None;
        let mut most = most;
        if let Some(mode) = self.mode16(rough) {
            let way = self.as16(&common, mode, colors);
            if way.cost < most {
                most = way.cost;
                let about = &way.macroblock.about;
                let nearly = self.cost(Tally { error: 0, bits: colors.bits + FEW });
                let done = about.luma == 0 && !about.means_coded && way.cost <= nearly;
                best = Some(way);
                if done {
                    return best;
                }
            }
        }
        self.as4(common, colors, most).or(best)
    }

    fn color_error(&self, macroblock: &Macroblock) -> u32 {
        squares(&self.source.colors[0], &macroblock.color_pixels[0])
            + squares(&self.source.colors[1], &macroblock.color_pixels[1])
    }

    fn predict_colors(&self, common: &mut Macroblock) -> Tally {
        let mut best: Option<(u64, u8, [[u8; 64]; 2])> = None;
        for mode in 0..4 {
            let [Some(first), Some(second)] =
                [0, 1].map(|color| self.color_around[color].predict(mode))
            else {
                continue;
            };
            let size = absolute(&self.source.colors[0], &first)
                + absolute(&self.source.colors[1], &second);
            let bits = [1, 3, 4, 4][usize::from(mode)] << 8;
            let cost = self.satd_cost(size, bits);
            if best.as_ref().is_none_or(|best| cost < best.0) {
                best = Some((cost, mode, [first, second]));
            }
            if size == 0 {
                break;
            }
        }
        let Some((_, mode, predictions)) = best else { return Tally::default() };
        common.about.prediction = Prediction::Intra16;
        common.about.chroma_mode = mode;
        let bits = self.coder().colors(common, &self.source.colors, &predictions);
        Tally { error: self.color_error(common), bits }
    }

    /// How to predict the whole, if it is so smooth that smaller blocks may not be better.
    fn mode16(&self, rough: u32) -> Option<u8> {
        let most = (SMOOTH * SATD_BIT[usize::from(self.qp)]) >> 12;
        if rough > 4 * most {
            return None;
        }
        let modes = (0..4).filter_map(|mode| {
            let predicted = self.luma_around.predict(mode)?;
            Some((absolute(&self.source.luma, &predicted), mode))
        });
        modes.min().filter(|(difference, _)| *difference <= most).map(|(_, mode)| mode)
    }

    fn as16(&self, common: &Macroblock, mode: u8, colors: Tally) -> Way {
        let mut macroblock = common.clone();
        macroblock.about.prediction = Prediction::Intra16;
        macroblock.mode16 = mode;
        let predicted = self.luma_around.predict(mode).unwrap_or([128; 256]);
        let bits = self.coder().luma16(&mut macroblock, &self.source.luma, &predicted);
        let error = squares(&self.source.luma, &macroblock.pixels);
        self.way(macroblock, colors.and(error, bits))
    }

    /// Given up as soon as it costs as much as another way.
    fn as4(&self, common: Macroblock, colors: Tally, most: u64) -> Option<Way> {
        let mut macroblock = common;
        macroblock.about.prediction = Prediction::Intra4;
        let mut canvas = self.canvas.clone();
        let (coder, worth) = (self.coder(), self.worth());
        let mut all = colors;
        for quarter in 0..4 {
            let mut bits = 0;
            for (block, (x, y)) in BLOCKS.into_iter().enumerate().skip(quarter * 4).take(4) {
                let near = self.near.block(x, y);
                let edge = canvas.edge(x * 4, y * 4, near);
                let source = piece::<16, _>(&self.source.luma, x, y);
                let expected = self.beside.expected(&macroblock.about, x, y);
                let (mode, predicted) = intra4::best(&source, &edge, near, expected, &worth);
                macroblock.about.modes[y * 4 + x] = mode;
                let (pixels, each) = coder.small(&mut macroblock, block, &source, &predicted);
                all.error += squares(&source, &pixels);
                bits += each;
                canvas.set_block(x * 4, y * 4, &pixels);
            }
            if macroblock.has_levels(quarter) {
                all.bits += bits;
            }
            if self.cost(all) >= most {
                return None;
            }
        }
        macroblock.note_quarters();
        macroblock.pixels = canvas.whole();
        Some(self.way(macroblock, all)).filter(|way| way.cost < most)
    }

    /// What the modes of blocks of four by four are worth.
    fn worth(&self) -> Worth {
        let worth = |mode: u8, expected: u8| {
            let mut bill = Bill::new(self.states);
            write_mode(&mut bill, mode, expected);
            SATD_BIT[usize::from(self.qp)] * bill.cost
        };
        Worth { expected: worth(0, 0), others: std::array::from_fn(|rest| worth(rest as u8, 8)) }
    }
}

impl Macroblock {
    /// One that is predicted by all before and has no levels.
    pub fn blank(qp: u8) -> Self {
        Self {
            about: About { modes: [2; 16], ..About::default() },
            qp,
            mode16: 2,
            luma: [[0; 16]; 16],
            means: [0; 16],
            color_means: [[0; 4]; 2],
            color: [[[0; 16]; 4]; 2],
            pixels: [0; 256],
            color_pixels: [[0; 64]; 2],
        }
    }
}

/// The sum of absolute differences.
fn absolute<const A: usize>(source: &[u8; A], predicted: &[u8; A]) -> u32 {
    let mut sum = 0;
    for at in 0..A {
        sum += u32::from(source[at].abs_diff(predicted[at]));
    }
    sum
}
