//! Coding what a prediction leaves: levels, and the pixels that a decoder makes of them.

use super::arithmetic::{Bill, Bins, cost};
use super::contexts::States;
use super::macroblock::{BLOCKS, Beside, Macroblock};
use super::quantize::{chroma_qp, means2, means4, restore, restore_means2, restore_means4, steps};
use super::rdoq::{Block, choose};
use super::residual::{self, Kind};
use super::transform::{Block4, Difference, forward4, hadamard2, hadamard4, inverse4};
use std::array::from_fn;

/// Codes blocks of a macroblock.
pub(super) struct Coder<'a> {
    pub states: &'a States,
    pub beside: Beside<'a>,
    pub qp: u8,
}

/// The sum of squared differences.
#[inline]
pub(super) fn squares<const A: usize>(a: &[u8; A], b: &[u8; A]) -> u32 {
    let mut sum = 0;
    for at in 0..A {
        let difference = i16::from(a[at]) - i16::from(b[at]);
        sum += (i32::from(difference) * i32::from(difference)) as u32;
    }
    sum
}

#[inline]
fn difference<const A: usize>(source: &[u8; A], predicted: &[u8; A]) -> [i16; A] {
    from_fn(|at| i16::from(source[at]) - i16::from(predicted[at]))
}

#[inline]
fn shown<const A: usize>(predicted: &[u8; A], rest: &[i32; A]) -> [u8; A] {
    from_fn(|at| (i32::from(predicted[at]) + rest[at]).clamp(0, 255) as u8)
}

impl Coder<'_> {
    /// A block of four by four, whole; gives its pixels and what its levels take, in 256ths of a bit.
    #[inline]
    pub fn small(
        &self,
        macroblock: &mut Macroblock,
        block: usize,
        source: &[u8; 16],
        predicted: &[u8; 16],
    ) -> ([u8; 16], u32) {
        let (x, y) = BLOCKS[block & 15];
        let coded = Kind::Whole.coded() + self.beside.coded(&macroblock.about, x, y);
        if source == predicted {
            return (*source, cost(self.states[coded], false));
        }
        let coefficients = forward4(&difference(source, predicted));
        let mut levels = [0; 16];
        let steps = steps(&coefficients, self.qp);
        let whole = Block { kind: Kind::Whole, coded, from: 0 };
        let (any, bits) = choose(self.states, whole, &coefficients, &steps, &mut levels);
        if !any {
            return (*predicted, bits);
        }
        macroblock.about.coded |= 1 << (y * 4 + x);
        macroblock.luma[block & 15] = levels;
        (shown(predicted, &inverse4(&restore(&levels, self.qp, 0))), bits)
    }

    /// All brightness, predicted from around, the means of blocks once more transformed. Gives what
    /// levels take.
    pub fn luma16(
        &self,
        macroblock: &mut Macroblock,
        source: &[u8; 256],
        predicted: &[u8; 256],
    ) -> u32 {
        let mut means: Block4 = [0; 16];
        let mut bits = 0;
        for (block, (x, y)) in BLOCKS.into_iter().enumerate() {
            let coded = Kind::Rest.coded() + self.beside.coded(&macroblock.about, x, y);
            let (wanted, predicted) =
                (piece::<16, _>(source, x, y), piece::<16, _>(predicted, x, y));
            if wanted == predicted {
                bits += cost(self.states[coded], false);
                continue;
            }
            let coefficients = forward4(&difference(&wanted, &predicted));
            means[x * 4 + y] = i32::from(coefficients[0]);
            let mut steps = steps(&coefficients, self.qp);
            steps[0] = 0;
            let rest = Block { kind: Kind::Rest, coded, from: 1 };
            let levels = &mut macroblock.luma[block];
            let (any, each) = choose(self.states, rest, &coefficients, &steps, levels);
            bits += each;
            if any {
                macroblock.about.coded |= 1 << (y * 4 + x);
            }
        }
        macroblock.means = means4(&hadamard4(&means), self.qp);
        macroblock.about.means_coded = macroblock.means != [0; 16];
        macroblock.about.luma = if macroblock.about.coded == 0 { 0 } else { 15 };
        if macroblock.about.luma == 0 {
            bits = 0;
        }
        bits += self.told(
            Kind::Means,
            self.beside.means_coded(),
            macroblock.about.means_coded,
            &macroblock.means,
        );
        if macroblock.about.luma == 0 && !macroblock.about.means_coded {
            macroblock.pixels = *predicted;
            return bits;
        }
        let means = restore_means4(&macroblock.means, self.qp);
        for (block, (x, y)) in BLOCKS.into_iter().enumerate() {
            let mut rest = restore(&macroblock.luma[block], self.qp, 1);
            rest[0] = means[x * 4 + y];
            let pixels = shown(&piece::<16, _>(predicted, x, y), &inverse4(&rest));
            place::<16, _>(&mut macroblock.pixels, &pixels, x, y);
        }
        bits
    }

    /// What it takes to tell levels for which nothing was chosen.
    fn told(&self, kind: Kind, context: usize, coded: bool, levels: &[i16]) -> u32 {
        let mut bill = Bill::new(self.states);
        bill.bin(kind.coded() + context, coded);
        if coded {
            residual::write(&mut bill, kind, levels);
        }
        bill.cost
    }

    /// Both colors. Gives what levels take.
    pub fn colors(
        &self,
        macroblock: &mut Macroblock,
        source: &[[u8; 64]; 2],
        predicted: &[[u8; 64]; 2],
    ) -> u32 {
        let qp = chroma_qp(self.qp);
        let about = &mut macroblock.about;
        macroblock.color_pixels = *predicted;
        let (mut means_bits, mut bits) = (0, 0);
        for color in 0..2 {
            let mut means = [0; 4];
            let same = source[color] == predicted[color];
            for (block, mean) in means.iter_mut().enumerate() {
                let coded = Kind::ColorRest.coded() + self.beside.color_coded(about, color, block);
                if same {
                    bits += cost(self.states[coded], false);
                    continue;
                }
                let rest: Difference = difference(
                    &piece::<8, _>(&source[color], block % 2, block / 2),
                    &piece::<8, _>(&predicted[color], block % 2, block / 2),
                );
                let coefficients = forward4(&rest);
                *mean = i32::from(coefficients[0]);
                let mut steps = steps(&coefficients, qp);
                steps[0] = 0;
                let kind = Block { kind: Kind::ColorRest, coded, from: 1 };
                let levels = &mut macroblock.color[color][block];
                let (any, each) = choose(self.states, kind, &coefficients, &steps, levels);
                bits += each;
                if any {
                    about.color_coded[color] |= 1 << block;
                }
            }
            macroblock.color_means[color] = means2(hadamard2(means), qp);
            about.color_means_coded[color] = macroblock.color_means[color] != [0; 4];
            means_bits += self.told(
                Kind::ColorMeans,
                self.beside.color_means_coded(about, color),
                about.color_means_coded[color],
                &macroblock.color_means[color],
            );
        }
        about.chroma = if about.color_coded != [0; 2] {
            2
        } else {
            u8::from(about.color_means_coded != [false; 2])
        };
        for (color, predicted) in predicted.iter().enumerate() {
            if about.color_means_coded[color] || about.color_coded[color] != 0 {
                let means = restore_means2(macroblock.color_means[color], qp);
                let shown = &mut macroblock.color_pixels[color];
                show_color(shown, predicted, &macroblock.color[color], means, qp);
            }
        }
        match about.chroma {
            0 => 0,
            1 => means_bits,
            _ => means_bits + bits,
        }
    }
}

/// Puts in what levels and means of a color are restored to.
fn show_color(
    pixels: &mut [u8; 64],
    predicted: &[u8; 64],
    levels: &[[i16; 16]; 4],
    means: [i32; 4],
    qp: u8,
) {
    for (block, (levels, mean)) in levels.iter().zip(means).enumerate() {
        let mut rest = restore(levels, qp, 1);
        rest[0] = mean;
        let (x, y) = (block % 2, block / 2);
        let shown = shown(&piece::<8, _>(predicted, x, y), &inverse4(&rest));
        place::<8, _>(pixels, &shown, x, y);
    }
}

/// Where the rows of a block of four by four begin, which is given by its place (in blocks), in a square of
/// `SIDE` by `SIDE` pixels.
#[inline(always)]
fn rows<const SIDE: usize>(x: usize, y: usize) -> impl Iterator<Item = usize> {
    // Never beyond the last block: so no row need be checked.
    let start = (y * 4 * SIDE + x * 4).min((SIDE - 4) * (SIDE + 1));
    (0..4).map(move |row| start + row * SIDE)
}

/// A block of four by four of such a square.
#[inline]
pub(super) fn piece<const SIDE: usize, const ALL: usize>(
    all: &[u8; ALL],
    x: usize,
    y: usize,
) -> [u8; 16] {
    let mut piece = [0; 16];
    for (start, to) in rows::<SIDE>(x, y).zip(piece.as_chunks_mut::<4>().0) {
        to.copy_from_slice(&all[start..start + 4]);
    }
    piece
}

/// Puts a block of four by four into such a square.
#[inline]
pub(super) fn place<const SIDE: usize, const ALL: usize>(
    all: &mut [u8; ALL],
    pixels: &[u8; 16],
    x: usize,
    y: usize,
) {
    for (start, pixels) in rows::<SIDE>(x, y).zip(pixels.as_chunks::<4>().0) {
        all[start..start + 4].copy_from_slice(pixels);
    }
}
