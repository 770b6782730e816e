//! Which of the ways to code a macroblock is best: the sum of its squared errors and what its bits
//! are worth is least.

use super::arithmetic::Bill;
use super::code::{Coder, squares};
use super::contexts::States;
use super::macroblock::{About, BLOCKS, Beside, Macroblock, Prediction, Step, write_mode};
use super::predict::{Around, Canvas, Edge, Near};
use super::transform::{Block4, Block8, size4, size8};

/// The pixels of a macroblock, row by row: brightness, and both colors at half the resolution.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::encode) struct Pixels {
    pub luma: [u8; 256],
    pub colors: [[u8; 64]; 2],
}

/// What a 256th of a bit is worth, in 16384ths of a squared level, by qp: 0.85 * 2^((qp - 12) / 3).
const BIT: [u32; 52] = [
    3, 4, 5, 7, 9, 11, 14, 17, 22, 27, 34, 43, 54, 69, 86, 109, 137, 173, 218, 274, 345, 435, 548,
    691, 870, 1097, 1382, 1741, 2193, 2763, 3482, 4387, 5527, 6963, 8773, 11053, 13926, 17546,
    22107, 27853, 35092, 44214, 55706, 70185, 88427, 111411, 140369, 176854, 222822, 280739,
    353709, 445645,
];

/// The same for sums of transformed differences, in 4096ths: the root of it.
const ROUGH_BIT: [u32; 52] = [
    4, 4, 5, 5, 6, 7, 7, 8, 9, 10, 12, 13, 15, 17, 19, 21, 23, 26, 30, 33, 37, 42, 47, 53, 59, 66,
    74, 83, 94, 105, 118, 132, 149, 167, 187, 210, 236, 265, 297, 334, 375, 421, 472, 530, 595,
    668, 749, 841, 944, 1060, 1189, 1335,
];

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

impl Way {
    fn better(self, other: Self) -> Self {
        if other.cost < self.cost { other } else { self }
    }
}

impl Place<'_> {
    fn coder(&self) -> Coder<'_> {
        Coder { states: self.states, beside: self.beside, qp: self.qp }
    }

    fn way(&self, macroblock: Macroblock) -> Way {
        let mut bill = Bill::new(self.states);
        macroblock.write(&mut bill, self.beside, self.step);
        let mut error = squares(&self.source.luma, &macroblock.pixels);
        for color in 0..2 {
            error += squares(&self.source.colors[color], &macroblock.color_pixels[color]);
        }
        let bits = u64::from(BIT[usize::from(self.qp)]) * u64::from(bill.cost);
        Way { macroblock, cost: (u64::from(error) << 14) + bits }
    }

    fn rough(&self, size: u32, bits: u32) -> u64 {
        (u64::from(size) << 12) + u64::from(ROUGH_BIT[usize::from(self.qp)]) * u64::from(bits)
    }

    /// The best way to code it like the picture before, with what differs.
    pub fn before(&self, before: &Pixels) -> Way {
        let mut common = Macroblock::blank(self.qp);
        common.about.prediction = Prediction::Before;
        let predictions = before.colors.map(|color| color.map(i32::from));
        self.coder().colors(&mut common, &self.source.colors, &predictions);
        let predicted = before.luma.map(i32::from);
        let mut best = None;
        for large in [true, false] {
            let mut macroblock = common.clone();
            macroblock.about.large = large;
            macroblock.pixels = before.luma;
            self.coder().luma_before(&mut macroblock, &self.source.luma, &predicted);
            let way = self.way(macroblock);
            best = Some(match best {
                None => way,
                Some(best) => Way::better(best, way),
            });
        }
        let mut best = best.unwrap_or_else(|| self.intra());
        if best.macroblock.about.luma == 0 {
            best.macroblock.about.large = false;
        }
        // Nothing that differs is worth telling.
        let mut skip = Macroblock::blank(self.qp);
        skip.pixels = before.luma;
        skip.color_pixels = before.colors;
        let error = squares(&self.source.luma, &before.luma)
            + squares(&self.source.colors[0], &before.colors[0])
            + squares(&self.source.colors[1], &before.colors[1]);
        Way::better(Way { macroblock: skip, cost: u64::from(error) << 14 }, best)
    }

    /// The best way to code it by the pixels around.
    pub fn intra(&self) -> Way {
        let mut common = Macroblock::blank(self.qp);
        self.predict_colors(&mut common);
        let (rough16, mode16) = self.rough16();
        let as16 = self.as16(&common, mode16);
        if rough16 == 0 {
            return as16;
        }
        let as8 = self.as8(&common);
        let as4 = self.as4(&common);
        as8.better(as4).better(as16)
    }

    fn predict_colors(&self, common: &mut Macroblock) {
        let mut best: Option<(u64, u8, [[i32; 64]; 2])> = None;
        for mode in 0..4 {
            let [Some(first), Some(second)] =
                [0, 1].map(|color| self.color_around[color].predict(mode))
            else {
                continue;
            };
            let size = size8(&difference(&self.source.colors[0], &first))
                + size8(&difference(&self.source.colors[1], &second));
            let bits = [1, 3, 4, 4][usize::from(mode)] << 8;
            let cost = self.rough(size, bits);
            if best.as_ref().is_none_or(|best| cost < best.0) {
                best = Some((cost, mode, [first, second]));
            }
        }
        let Some((_, mode, predictions)) = best else { return };
        common.about.prediction = Prediction::Intra16;
        common.about.chroma_mode = mode;
        self.coder().colors(common, &self.source.colors, &predictions);
    }

    /// How large the difference from the best prediction of the whole is, and by which mode.
    fn rough16(&self) -> (u32, u8) {
        let modes = (0..4).filter_map(|mode| {
            let predicted = self.luma_around.predict(mode)?;
            let all: [i32; 256] = difference(&self.source.luma, &predicted);
            let size =
                BLOCKS.iter().map(|(x, y)| size4(&piece::<4, 16>(&all, *x, *y))).sum::<u32>();
            Some((size, mode))
        });
        modes.min().unwrap_or((u32::MAX, 2))
    }

    fn as16(&self, common: &Macroblock, mode: u8) -> Way {
        let mut macroblock = common.clone();
        macroblock.about.prediction = Prediction::Intra16;
        macroblock.mode16 = mode;
        let predicted = self.luma_around.predict(mode).unwrap_or([128; 256]);
        self.coder().luma16(&mut macroblock, &self.source.luma, &predicted);
        self.way(macroblock)
    }

    fn as8(&self, common: &Macroblock) -> Way {
        let mut macroblock = common.clone();
        macroblock.about.prediction = Prediction::Intra8;
        macroblock.about.large = true;
        let mut canvas = self.canvas.clone();
        for quarter in 0..4 {
            let (x, y) = (quarter % 2, quarter / 2);
            let near = self.near.block(x, y, 8);
            let edge = Edge::<8>::new(&canvas, x * 8, y * 8, near);
            let source: Block8 = piece::<8, 64>(&self.source.luma.map(i32::from), x, y);
            let expected = self.beside.expected(&macroblock.about, x * 2, y * 2);
            let mut best = (u64::MAX, 2, [0; 64]);
            for mode in (0..9).filter(|mode| near.allows(*mode)) {
                let predicted: Block8 = edge.predict(mode, near);
                let size = size8(&std::array::from_fn(|at| source[at] - predicted[at]));
                let cost = self.rough(size, self.mode_bits(mode, expected));
                if cost < best.0 {
                    best = (cost, mode, predicted);
                }
            }
            let (_, mode, predicted) = best;
            for at in [0, 1, 4, 5] {
                macroblock.about.modes[y * 8 + x * 2 + at] = mode;
            }
            let pixels = self.coder().large(&mut macroblock, quarter, &source, &predicted);
            for row in 0..8 {
                canvas.set_row(x * 8, y * 8 + row, &pixels[row * 8..row * 8 + 8]);
            }
        }
        macroblock.pixels = canvas.whole();
        self.way(macroblock)
    }

    fn as4(&self, common: &Macroblock) -> Way {
        let mut macroblock = common.clone();
        macroblock.about.prediction = Prediction::Intra4;
        let mut canvas = self.canvas.clone();
        let all = self.source.luma.map(i32::from);
        for (block, (x, y)) in BLOCKS.into_iter().enumerate() {
            let near = self.near.block(x, y, 4);
            let edge = Edge::<4>::new(&canvas, x * 4, y * 4, near);
            let source: Block4 = piece::<4, 16>(&all, x, y);
            let expected = self.beside.expected(&macroblock.about, x, y);
            let mut best = (u64::MAX, 2, [0; 16]);
            for mode in (0..9).filter(|mode| near.allows(*mode)) {
                let predicted: Block4 = edge.predict(mode, near);
                let size = size4(&std::array::from_fn(|at| source[at] - predicted[at]));
                let cost = self.rough(size, self.mode_bits(mode, expected));
                if cost < best.0 {
                    best = (cost, mode, predicted);
                }
            }
            let (_, mode, predicted) = best;
            macroblock.about.modes[y * 4 + x] = mode;
            let pixels = self.coder().small(&mut macroblock, block, &source, &predicted);
            for row in 0..4 {
                canvas.set_row(x * 4, y * 4 + row, &pixels[row * 4..row * 4 + 4]);
            }
        }
        macroblock.pixels = canvas.whole();
        self.coder().quarters(&mut macroblock);
        self.way(macroblock)
    }

    fn mode_bits(&self, mode: u8, expected: u8) -> u32 {
        let mut bill = Bill::new(self.states);
        write_mode(&mut bill, mode, expected);
        bill.cost
    }
}

impl Macroblock {
    /// One that is predicted by all before and has no levels.
    pub fn blank(qp: u8) -> Self {
        Self {
            about: About { modes: [2; 16], ..About::default() },
            qp,
            mode16: 2,
            luma: [0; 256],
            means: [0; 16],
            color_means: [[0; 4]; 2],
            color: [[0; 64]; 2],
            pixels: [0; 256],
            color_pixels: [[0; 64]; 2],
        }
    }
}

fn difference<const A: usize>(source: &[u8; A], predicted: &[i32; A]) -> [i32; A] {
    std::array::from_fn(|at| i32::from(source[at]) - predicted[at])
}

/// The block at a place (in blocks) of a macroblock.
pub(super) fn piece<const N: usize, const A: usize>(
    all: &[i32; 256],
    x: usize,
    y: usize,
) -> [i32; A] {
    let start = (y * 16 + x) * N;
    std::array::from_fn(|at| all[(start + at / N * 16 + at % N) & 255])
}
