//! Macroblocks, read and put together (clauses 7.3.5 and 8).

use super::bins::Bins;
use super::{Decoder, intra};
use crate::encode::h264::quantize::{SCAN, chroma_qp};
use crate::encode::h264::transform::{hadamard2, hadamard4, inverse4};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Skip,
    Before,
    Intra4,
    Intra16,
}

#[derive(Clone, Default)]
pub struct Macroblock {
    pub slice: usize,
    kind: Kind,
    /// The pattern of brightness and of colors.
    luma: u32,
    chroma: u32,
    /// Which blocks have levels: brightness row by row, both colors, means of brightness and of colors.
    coded: [bool; 16],
    color_coded: [[bool; 4]; 2],
    means: bool,
    color_means: [bool; 2],
    color_mode: u8,
    modes: [u8; 16],
}

impl Macroblock {
    fn is_intra(&self) -> bool {
        !matches!(self.kind, Kind::Skip | Kind::Before)
    }
}

pub struct Slice<'a, 'b> {
    pub bins: Bins<'b>,
    pub decoder: &'a mut Decoder,
    pub inter: bool,
    pub qp: i32,
    /// By how much the macroblock before changed qp.
    pub change: i32,
}

/// A level's worth by its place (equation 8-315).
const WORTH: [[i32; 3]; 6] =
    [[10, 16, 13], [11, 18, 14], [13, 20, 16], [14, 23, 18], [16, 25, 20], [18, 29, 23]];

/// Coefficients, column by column: 16 times the worth, scaled by qp (clause 8.5.12.1).
fn scaled(levels: &[i32], qp: i32) -> [i32; 16] {
    let mut block = [0; 16];
    for (level, place) in levels.iter().zip(SCAN.map(usize::from)) {
        let class = match (place / 4 % 2, place % 2) {
            (0, 0) => 0,
            (1, 1) => 1,
            _ => 2,
        };
        let scaled = level * 16 * WORTH[qp as usize % 6][class];
        let q = qp / 6;
        block[place] =
            if q >= 4 { scaled << (q - 4) } else { (scaled + (1 << (3 - q))) >> (4 - q) };
    }
    block
}

impl Slice<'_, '_> {
    /// The macroblock with a block of four by four at a place, if it is known, and which of its blocks.
    fn block(&self, x: i32, y: i32) -> Option<(&Macroblock, usize)> {
        let columns = self.decoder.columns as i32;
        if x < 0 || y < 0 || x >= columns * 4 {
            return None;
        }
        let found = &self.decoder.macroblocks[(y / 4 * columns + x / 4) as usize];
        (found.slice == self.decoder.slices).then_some((found, (y % 4 * 4 + x % 4) as usize))
    }

    /// Of the blocks on the left of one and above it, 1 and `second` for each that holds something;
    /// `missing` says so of those that are not known.
    fn beside(
        &self,
        (x, y): (i32, i32),
        second: usize,
        missing: bool,
        holds: impl Fn(&Macroblock, usize) -> bool,
    ) -> usize {
        let of = |x, y| self.block(x, y).map_or(missing, |(found, at)| holds(found, at));
        usize::from(of(x - 1, y)) + second * usize::from(of(x, y - 1))
    }

    pub fn macroblock(&mut self, at: usize) {
        let columns = self.decoder.columns;
        let (left, top) = ((at % columns * 4) as i32, (at / columns * 4) as i32);
        let here = (left, top);
        if self.inter {
            let context = 11 + self.beside(here, 1, false, |m, _| m.kind != Kind::Skip);
            if self.bins.bin(context) {
                let slice = self.decoder.slices;
                self.decoder.macroblocks[at] = Macroblock { slice, ..Macroblock::default() };
                self.change = 0;
                return;
            }
        }
        let mut now = Macroblock { modes: [2; 16], ..Macroblock::default() };
        let mode16 = self.kind(&mut now, here);
        now.slice = self.decoder.slices;
        self.decoder.macroblocks[at] = now.clone();
        if now.kind == Kind::Intra4 {
            self.modes(at, &mut now, here);
        }
        if now.kind == Kind::Before {
            assert!(!self.bins.bin(40) && !self.bins.bin(47), "nothing moves");
        } else {
            let context =
                64 + self.beside(here, 1, false, |m, _| m.is_intra() && m.color_mode != 0);
            if self.bins.bin(context) {
                now.color_mode = 1;
                while now.color_mode < 3 && self.bins.bin(67) {
                    now.color_mode += 1;
                }
            }
        }
        if now.kind != Kind::Intra16 {
            self.pattern(at, &mut now, here);
        }
        if now.kind == Kind::Intra16 || now.luma != 0 || now.chroma != 0 {
            let mut count = 0;
            let mut context = if self.change != 0 { 61 } else { 60 };
            while self.bins.bin(context) {
                context = if count == 0 { 62 } else { 63 };
                count += 1;
            }
            self.change = if count % 2 == 1 { count / 2 + 1 } else { -count / 2 };
            self.qp += self.change;
            assert!((0..=51).contains(&self.qp));
        } else {
            self.change = 0;
        }
        self.decoder.macroblocks[at] = now;
        self.luma(at, here, mode16);
        self.colors(at, here);
    }

    /// What kind it is, and the mode of a whole macroblock.
    fn kind(&mut self, now: &mut Macroblock, here: (i32, i32)) -> u8 {
        let contexts = if self.inter {
            if !self.bins.bin(14) {
                assert!(!self.bins.bin(15) && !self.bins.bin(16), "one piece");
                now.kind = Kind::Before;
                return 0;
            }
            [17, 18, 19, 19, 20, 20]
        } else {
            let one = |m: &Macroblock, _| m.kind != Kind::Intra4;
            [3 + self.beside(here, 1, false, one), 6, 7, 8, 9, 10]
        };
        now.kind = Kind::Intra4;
        if !self.bins.bin(contexts[0]) {
            return 0;
        }
        now.kind = Kind::Intra16;
        assert!(!self.bins.end(), "no plain pixels");
        now.luma = if self.bins.bin(contexts[1]) { 15 } else { 0 };
        if self.bins.bin(contexts[2]) {
            now.chroma = 1 + u32::from(self.bins.bin(contexts[3]));
        }
        2 * u8::from(self.bins.bin(contexts[4])) + u8::from(self.bins.bin(contexts[5]))
    }

    fn modes(&mut self, at: usize, now: &mut Macroblock, (left, top): (i32, i32)) {
        for block in 0..16 {
            let (x, y) = place(block);
            let of = |x, y| {
                self.block(x, y).map(|(found, at)| match found.kind {
                    Kind::Intra4 => found.modes[at],
                    _ => 2,
                })
            };
            let pair = (of(left + x - 1, top + y), of(left + x, top + y - 1));
            let expected = if let (Some(a), Some(b)) = pair { a.min(b) } else { 2 };
            let mut mode = expected;
            if !self.bins.bin(68) {
                mode = (0..3).map(|at| u8::from(self.bins.bin(69)) << at).sum();
                mode += u8::from(mode >= expected);
            }
            now.modes[(y * 4 + x) as usize] = mode;
            self.decoder.macroblocks[at].modes = now.modes;
        }
    }

    fn pattern(&mut self, at: usize, now: &mut Macroblock, (left, top): (i32, i32)) {
        for quarter in 0..4 {
            let (x, y) = place(quarter * 4);
            let empty = |m: &Macroblock, at: usize| m.luma >> (at / 8 * 2 + at % 4 / 2) & 1 == 0;
            let context = 73 + self.beside((left + x, top + y), 2, false, empty);
            now.luma |= u32::from(self.bins.bin(context)) << quarter;
            self.decoder.macroblocks[at].luma = now.luma;
        }
        let context = 77 + self.beside((left, top), 2, false, |m, _| m.chroma != 0);
        if self.bins.bin(context) {
            let context = 81 + self.beside((left, top), 2, false, |m, _| m.chroma == 2);
            now.chroma = 1 + u32::from(self.bins.bin(context));
        }
    }

    fn luma(&mut self, at: usize, (left, top): (i32, i32), mode16: u8) {
        let now = self.decoder.macroblocks[at].clone();
        let (intra, qp) = (now.is_intra(), self.qp);
        let (x0, y0) = (left * 4, top * 4);
        let mut means = [0; 16];
        let mut whole = Vec::new();
        if now.kind == Kind::Intra16 {
            let context = 85 + self.beside((left, top), 2, true, |m, _| m.means);
            if self.bins.bin(context) {
                self.decoder.macroblocks[at].means = true;
                let levels = self.bins.levels([105, 166, 227], |at| [at, at], 16, 4);
                for (level, place) in levels.iter().zip(SCAN) {
                    means[usize::from(place)] = *level;
                }
            }
            let worth = 16 * WORTH[qp as usize % 6][0];
            let q = qp / 6;
            means = hadamard4(&means).map(|value| {
                let scaled = value * worth;
                if q >= 6 { scaled << (q - 6) } else { (scaled + (1 << (5 - q))) >> (6 - q) }
            });
            whole = intra::luma(mode16, &|x, y| self.decoder.pixel(0, x0 + x, y0 + y));
        }
        let coded = |quarter: usize| now.luma >> quarter & 1 == 1;
        for block in 0..16 {
            let (x, y) = place(block);
            let mut levels = vec![0; 16];
            if coded(block / 4) {
                let (first, from) = if now.kind == Kind::Intra16 { (4, 1) } else { (8, 0) };
                let there = (left + x, top + y);
                let context = 85 + first + self.beside(there, 2, intra, |m, at| m.coded[at]);
                if self.bins.bin(context) {
                    let first = if from == 1 { [120, 181, 237] } else { [134, 195, 247] };
                    let found = self.bins.levels(first, |at| [at, at], 16 - from, 4);
                    levels[from..].copy_from_slice(&found);
                    self.decoder.macroblocks[at].coded[(y * 4 + x) as usize] = true;
                }
            }
            let mut rest = scaled(&levels, qp);
            if now.kind == Kind::Intra16 {
                rest[0] = means[(x * 4 + y) as usize];
            }
            let rest = inverse4(&rest);
            let start = (x0 + x * 4, y0 + y * 4);
            if now.kind == Kind::Intra16 {
                let first = (y * 64 + x * 4) as usize;
                let predicted: Vec<i32> =
                    (0..16).map(|i| whole[first + i / 4 * 16 + i % 4]).collect();
                self.add(0, 4, start, &predicted, &rest);
            } else {
                let mode = now.modes[(y * 4 + x) as usize];
                self.put(start, intra.then_some(mode), block, &rest);
            }
        }
    }

    /// Puts a block of brightness in: a difference from what its mode predicts, or from what is there.
    fn put(&mut self, (x0, y0): (i32, i32), mode: Option<u8>, block: usize, rest: &[i32]) {
        // Pixels above on the right of these blocks come later.
        let later = [3, 5, 7, 11, 13, 15].contains(&block);
        let predicted = match mode {
            Some(mode) => intra::directional(mode, &|x, y| {
                let hidden = x >= 4 && later && (y0 % 16 > 0 || x0 % 16 + 4 < 16);
                if hidden { None } else { self.decoder.pixel(0, x0 + x, y0 + y) }
            }),
            None => self.there(0, 4, (x0, y0)),
        };
        self.add(0, 4, (x0, y0), &predicted, rest);
    }

    fn there(&self, plane: usize, side: i32, (x0, y0): (i32, i32)) -> Vec<i32> {
        let at = |i: i32| self.decoder.pixel(plane, x0 + i % side, y0 + i / side).unwrap();
        (0..side * side).map(at).collect()
    }

    fn add(&mut self, plane: usize, side: i32, (x0, y0): (i32, i32), to: &[i32], rest: &[i32]) {
        let stride = self.decoder.columns as i32 * if plane == 0 { 16 } else { 8 };
        for (i, (predicted, rest)) in (0..).zip(to.iter().zip(rest)) {
            let at = (y0 + i / side) * stride + x0 + i % side;
            self.decoder.planes[plane][at as usize] = (predicted + rest).clamp(0, 255) as u8;
        }
    }

    fn colors(&mut self, at: usize, (left, top): (i32, i32)) {
        let now = self.decoder.macroblocks[at].clone();
        let (intra, here) = (now.is_intra(), (left, top));
        let qp = i32::from(chroma_qp(self.qp as u8));
        let mut means = [[0; 4]; 2];
        let mut blocks = vec![vec![0; 16]; 8];
        for (color, means) in means.iter_mut().enumerate().filter(|_| now.chroma != 0) {
            let context = 97 + self.beside(here, 2, intra, |m, _| m.color_means[color]);
            if self.bins.bin(context) {
                self.decoder.macroblocks[at].color_means[color] = true;
                let add = |at: usize| [at.min(2), at.min(2)];
                let levels = self.bins.levels([149, 210, 257], add, 4, 3);
                means.copy_from_slice(&levels);
            }
        }
        for (block, levels) in blocks.iter_mut().enumerate().filter(|_| now.chroma == 2) {
            let (color, block) = (block / 4, block % 4);
            let own = self.decoder.macroblocks[at].color_coded[color];
            let (x, y) = (block % 2, block / 2);
            // Colors have four blocks a macroblock, so those beside are looked for by macroblock.
            let of = |dx: i32, dy: i32, other: usize| {
                self.block(left + dx, top + dy).map_or(intra, |(m, _)| m.color_coded[color][other])
            };
            let beside = if x == 1 { own[block - 1] } else { of(-1, 0, block + 1) };
            let above = if y == 1 { own[block - 2] } else { of(0, -1, block + 2) };
            let context = 101 + usize::from(beside) + 2 * usize::from(above);
            if self.bins.bin(context) {
                self.decoder.macroblocks[at].color_coded[color][block] = true;
                let found = self.bins.levels([152, 213, 266], |at| [at, at], 15, 4);
                levels[1..].copy_from_slice(&found);
            }
        }
        for color in 0..2 {
            let (x0, y0) = (left * 2, top * 2);
            let pixel = |x, y| self.decoder.pixel(color + 1, x0 + x, y0 + y);
            let predicted = if intra {
                intra::color(now.color_mode, &pixel)
            } else {
                self.there(color + 1, 8, (x0, y0))
            };
            let worth = 16 * WORTH[qp as usize % 6][0];
            let means = hadamard2(means[color]).map(|value| ((value * worth) << (qp / 6)) >> 5);
            let mut all = vec![0; 64];
            for block in 0..4 {
                let mut rest = scaled(&blocks[color * 4 + block], qp);
                rest[0] = means[block];
                for (i, value) in inverse4(&rest).into_iter().enumerate() {
                    all[block / 2 * 32 + block % 2 * 4 + i / 4 * 8 + i % 4] = value;
                }
            }
            self.add(color + 1, 8, (x0, y0), &predicted, &all);
        }
    }
}

/// Where a block of four by four is in its macroblock (clause 6.4.3).
fn place(block: usize) -> (i32, i32) {
    let block = block as i32;
    (block / 4 % 2 * 2 + block % 2, block / 8 * 2 + block / 2 % 2)
}
