//! Coding what a prediction leaves: levels, and the pixels that a decoder makes of them.

use super::contexts::States;
use super::decide::piece;
use super::macroblock::{BLOCKS, Beside, Macroblock};
use super::quantize::{
    chroma_qp, means2, means4, restore_means2, restore_means4, restore4, restore8, steps4, steps8,
};
use super::residual::{Kind, choose};
use super::transform::{
    Block4, Block8, forward4, forward8, hadamard2, hadamard4, inverse4, inverse8,
};

/// Codes blocks of a macroblock.
pub(super) struct Coder<'a> {
    pub states: &'a States,
    pub beside: Beside<'a>,
    pub qp: u8,
}

/// The sum of squared differences.
pub(super) fn squares<const A: usize>(a: &[u8; A], b: &[u8; A]) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum()
}

fn shown<const A: usize>(predicted: &[i32; A], rest: &[i32; A]) -> [u8; A] {
    std::array::from_fn(|at| (predicted[at] + rest[at]).clamp(0, 255) as u8)
}

impl Coder<'_> {
    /// A block of four by four, whole; gives its pixels.
    pub fn small(
        &self,
        macroblock: &mut Macroblock,
        block: usize,
        source: &Block4,
        predicted: &Block4,
    ) -> [u8; 16] {
        let (x, y) = BLOCKS[block];
        let mut rest: Block4 = std::array::from_fn(|at| source[at] - predicted[at]);
        forward4(&mut rest);
        let coded = Kind::Whole.coded() + self.beside.coded(&macroblock.about, x, y);
        let mut levels = [0; 16];
        let steps = steps4(&rest, self.qp);
        if choose(self.states, Kind::Whole, coded, &steps, &mut levels) {
            macroblock.about.coded |= 1 << (y * 4 + x);
            macroblock.luma[block * 16..block * 16 + 16].copy_from_slice(&levels);
            restore4(&levels, self.qp, 0, &mut rest);
            inverse4(&mut rest);
        } else {
            rest = [0; 16];
        }
        shown(predicted, &rest)
    }

    /// A quarter of eight by eight; gives its pixels.
    pub fn large(
        &self,
        macroblock: &mut Macroblock,
        quarter: usize,
        source: &Block8,
        predicted: &Block8,
    ) -> [u8; 64] {
        let mut rest: Block8 = std::array::from_fn(|at| source[at] - predicted[at]);
        forward8(&mut rest);
        let mut levels = [0; 64];
        let steps = steps8(&rest, self.qp);
        if choose(self.states, Kind::Large, 0, &steps, &mut levels) {
            let (x, y) = (quarter % 2 * 2, quarter / 2 * 2);
            macroblock.about.coded |= 0b11_0011 << (y * 4 + x);
            macroblock.about.luma |= 1 << quarter;
            macroblock.luma[quarter * 64..quarter * 64 + 64].copy_from_slice(&levels);
            restore8(&levels, self.qp, &mut rest);
            inverse8(&mut rest);
        } else {
            rest = [0; 64];
        }
        shown(predicted, &rest)
    }

    /// Notes which quarters have levels, by their blocks.
    pub fn quarters(&self, macroblock: &mut Macroblock) {
        let coded = macroblock.about.coded;
        macroblock.about.luma = (0..4)
            .filter(|quarter| coded >> (quarter / 2 * 8 + quarter % 2 * 2) & 0b11_0011 != 0)
            .fold(0, |luma, quarter| luma | 1 << quarter);
    }

    /// All brightness, predicted from the picture before.
    pub fn luma_before(
        &self,
        macroblock: &mut Macroblock,
        source: &[u8; 256],
        predicted: &[i32; 256],
    ) {
        let source = source.map(i32::from);
        for quarter in 0..4 {
            let (x, y) = (quarter % 2, quarter / 2);
            if macroblock.about.large {
                let (from, to) = (piece::<8, 64>(&source, x, y), piece::<8, 64>(predicted, x, y));
                let pixels = self.large(macroblock, quarter, &from, &to);
                place(&mut macroblock.pixels, &pixels, 8, x, y);
                continue;
            }
            for (block, (x, y)) in BLOCKS.into_iter().enumerate().skip(quarter * 4).take(4) {
                let (from, to) = (piece::<4, 16>(&source, x, y), piece::<4, 16>(predicted, x, y));
                let pixels = self.small(macroblock, block, &from, &to);
                place(&mut macroblock.pixels, &pixels, 4, x, y);
            }
        }
        self.quarters(macroblock);
    }

    /// All brightness, predicted from around, the means of blocks once more transformed.
    pub fn luma16(&self, macroblock: &mut Macroblock, source: &[u8; 256], predicted: &[i32; 256]) {
        let rest: [i32; 256] = std::array::from_fn(|at| i32::from(source[at]) - predicted[at]);
        let mut means: Block4 = [0; 16];
        let mut blocks: [Block4; 16] = [[0; 16]; 16];
        for (block, (x, y)) in BLOCKS.into_iter().enumerate() {
            let mut transformed = piece::<4, 16>(&rest, x, y);
            forward4(&mut transformed);
            means[y * 4 + x] = transformed[0];
            let steps = steps4(&transformed, self.qp);
            let levels = &mut macroblock.luma[block * 16 + 1..block * 16 + 16];
            let coded = Kind::Rest.coded() + self.beside.coded(&macroblock.about, x, y);
            if choose(self.states, Kind::Rest, coded, &steps[1..], levels) {
                macroblock.about.coded |= 1 << (y * 4 + x);
            }
        }
        hadamard4(&mut means);
        macroblock.means = means4(&means, self.qp);
        macroblock.about.means_coded = macroblock.means != [0; 16];
        macroblock.about.luma = if macroblock.about.coded == 0 { 0 } else { 15 };
        let means = restore_means4(&macroblock.means, self.qp);
        for (block, (x, y)) in BLOCKS.into_iter().enumerate() {
            let levels: &[i16; 16] = &std::array::from_fn(|at| macroblock.luma[block * 16 + at]);
            restore4(levels, self.qp, 1, &mut blocks[block]);
            blocks[block][0] = means[y * 4 + x];
            inverse4(&mut blocks[block]);
            let pixels = shown(&piece::<4, 16>(predicted, x, y), &blocks[block]);
            place(&mut macroblock.pixels, &pixels, 4, x, y);
        }
    }

    /// Both colors.
    pub fn colors(
        &self,
        macroblock: &mut Macroblock,
        source: &[[u8; 64]; 2],
        predicted: &[[i32; 64]; 2],
    ) {
        let qp = chroma_qp(self.qp);
        let about = &mut macroblock.about;
        let mut blocks = [[[0; 16]; 4]; 2];
        for color in 0..2 {
            let mut means = [0; 4];
            for (block, mean) in means.iter_mut().enumerate() {
                let start = block / 2 * 32 + block % 2 * 4;
                let mut rest: Block4 = std::array::from_fn(|at| {
                    let at = start + at / 4 * 8 + at % 4;
                    i32::from(source[color][at]) - predicted[color][at]
                });
                forward4(&mut rest);
                *mean = rest[0];
                let steps = steps4(&rest, qp);
                let levels = &mut macroblock.color[color][block * 16 + 1..block * 16 + 16];
                let coded = Kind::ColorRest.coded() + self.beside.color_coded(about, color, block);
                if choose(self.states, Kind::ColorRest, coded, &steps[1..], levels) {
                    about.color_coded[color] |= 1 << block;
                }
            }
            macroblock.color_means[color] = means2(hadamard2(means), qp);
            about.color_means_coded[color] = macroblock.color_means[color] != [0; 4];
        }
        about.chroma = if about.color_coded != [0; 2] {
            2
        } else {
            u8::from(about.color_means_coded != [false; 2])
        };
        for color in 0..2 {
            let means = restore_means2(macroblock.color_means[color], qp);
            for block in 0..4 {
                let rest: &mut Block4 = &mut blocks[color][block];
                let levels: [i16; 16] =
                    std::array::from_fn(|at| macroblock.color[color][block * 16 + at]);
                restore4(&levels, qp, 1, rest);
                rest[0] = means[block];
                inverse4(rest);
                let start = block / 2 * 32 + block % 2 * 4;
                for (at, rest) in rest.iter().enumerate() {
                    let at = start + at / 4 * 8 + at % 4;
                    macroblock.color_pixels[color][at] =
                        (predicted[color][at] + rest).clamp(0, 255) as u8;
                }
            }
        }
    }
}

fn place(all: &mut [u8; 256], pixels: &[u8], side: usize, x: usize, y: usize) {
    for (row, pixels) in pixels.chunks_exact(side).enumerate() {
        let start = (y * side + row) * 16 + x * side;
        all[start..start + side].copy_from_slice(pixels);
    }
}
