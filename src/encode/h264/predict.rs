//! Predictions from the pixels around (ITU-T H.264, clauses 8.3.3 and 8.3.4), and what is around.

use super::intra4::Edge;

/// The brightness of a macroblock as far as it is known, with the pixels left of it, above it and
/// above its right neighbor.
#[derive(Clone)]
pub(super) struct Canvas {
    pixels: [u8; Self::STRIDE * 17],
}

impl Canvas {
    const STRIDE: usize = 32;
    const START: usize = Self::STRIDE + 8;

    pub fn new() -> Self {
        Self { pixels: [0; Self::STRIDE * 17] }
    }

    /// The row above, from the corner on: a pixel, 16, 8 more.
    pub fn above_mut(&mut self) -> &mut [u8] {
        &mut self.pixels[Self::START - Self::STRIDE - 1..Self::START - 8]
    }

    pub fn set_left(&mut self, y: usize, pixel: u8) {
        self.pixels[Self::START + y * Self::STRIDE - 1] = pixel;
    }

    /// All 256 pixels.
    pub fn whole(&self) -> [u8; 256] {
        let mut whole = [0; 256];
        for (y, row) in whole.as_chunks_mut::<16>().0.iter_mut().enumerate() {
            let start = Self::START + y * Self::STRIDE;
            row.copy_from_slice(&self.pixels[start..start + 16]);
        }
        whole
    }

    /// Puts four by four pixels in.
    #[inline]
    pub fn set_block(&mut self, x: usize, y: usize, pixels: &[u8; 16]) {
        for (row, pixels) in pixels.as_chunks::<4>().0.iter().enumerate() {
            let start = Self::START + (y + row) * Self::STRIDE + x;
            self.pixels[start..start + 4].copy_from_slice(pixels);
        }
    }

    /// The pixels around a block of four by four.
    #[inline]
    pub fn edge(&self, x: usize, y: usize, near: Near) -> Edge {
        let start = Self::START + y * Self::STRIDE + x;
        let mut edge = [0; 13];
        for at in 0..4 {
            edge[3 - at] = self.pixels[start + at * Self::STRIDE - 1];
        }
        let above = start - Self::STRIDE - 1;
        edge[4..].copy_from_slice(&self.pixels[above..above + 9]);
        if !near.right {
            let last = edge[8];
            edge[9..].fill(last);
        }
        edge
    }
}

/// Which pixels around a block are known.
#[derive(Clone, Copy)]
pub(super) struct Near {
    pub left: bool,
    pub above: bool,
    pub corner: bool,
    /// Above and further to the right.
    pub right: bool,
}

impl Near {
    /// For a block of four by four of a macroblock.
    #[inline]
    pub fn block(self, x: usize, y: usize) -> Self {
        let right = if y == 0 {
            if x < 3 { self.above } else { self.right }
        } else {
            // Blocks are coded four by four, so some on the right come later.
            x != 3 && (x != 1 || y.is_multiple_of(2))
        };
        Self {
            left: x > 0 || self.left,
            above: y > 0 || self.above,
            corner: match (x, y) {
                (0, 0) => self.corner,
                (0, _) => self.left,
                (_, 0) => self.above,
                _ => true,
            },
            right,
        }
    }

    /// Whether a mode of a block of four by four can be taken.
    pub fn allows(self, mode: u8) -> bool {
        match mode {
            0 | 3 | 7 => self.above,
            1 | 8 => self.left,
            2 => true,
            _ => self.left && self.above && self.corner,
        }
    }
}

/// The pixels around a whole block of `N` by `N` (16 of brightness, 8 of a color).
pub(super) struct Around<const N: usize> {
    pub left: [u8; N],
    pub above: [u8; N],
    pub corner: u8,
    pub near: Near,
}

impl<const N: usize> Around<N> {
    fn vertical<const A: usize>(&self) -> [u8; A] {
        std::array::from_fn(|at| self.above[at % N])
    }

    fn horizontal<const A: usize>(&self) -> [u8; A] {
        std::array::from_fn(|at| self.left[at / N])
    }

    /// A plane through both edges (clauses 8.3.3.4 and 8.3.4.4).
    fn plane<const A: usize>(&self) -> [u8; A] {
        let half = N / 2;
        let slope = |edge: &[u8; N]| {
            (0..half)
                .map(|at| {
                    let low = if at + 1 == half { self.corner } else { edge[half - 2 - at] };
                    (at as i32 + 1) * (i32::from(edge[half + at]) - i32::from(low))
                })
                .sum::<i32>()
        };
        let scaled = |sum: i32| if N == 16 { (5 * sum + 32) >> 6 } else { (34 * sum + 32) >> 6 };
        let (b, c) = (scaled(slope(&self.above)), scaled(slope(&self.left)));
        let middle = 16 * (i32::from(self.left[N - 1]) + i32::from(self.above[N - 1]));
        let center = half as i32 - 1;
        std::array::from_fn(|at| {
            let (x, y) = ((at % N) as i32 - center, (at / N) as i32 - center);
            ((middle + b * x + c * y + 16) >> 5).clamp(0, 255) as u8
        })
    }

    /// The mean of what is known of some pixels on the left and above, those above first if only
    /// one of them is asked for.
    fn mean(&self, from_left: Option<usize>, from_above: Option<usize>, count: usize) -> u8 {
        let sum = |edge: &[u8; N], from: usize| {
            edge[from..from + count].iter().map(|pixel| u32::from(*pixel)).sum::<u32>()
        };
        let n = count as u32;
        let mean = match (from_left, from_above) {
            (Some(y), Some(x)) => (sum(&self.left, y) + sum(&self.above, x) + n) / (2 * n),
            (Some(y), None) => (sum(&self.left, y) + n / 2) / n,
            (None, Some(x)) => (sum(&self.above, x) + n / 2) / n,
            (None, None) => 128,
        };
        mean as u8
    }
}

impl Around<16> {
    /// By a mode of table 8-4; `None` if it needs what is not known.
    pub fn predict(&self, mode: u8) -> Option<[u8; 256]> {
        let near = self.near;
        match mode {
            0 if near.above => Some(self.vertical()),
            1 if near.left => Some(self.horizontal()),
            2 => Some([self.mean(near.left.then_some(0), near.above.then_some(0), 16); 256]),
            3 if near.left && near.above && near.corner => Some(self.plane()),
            _ => None,
        }
    }
}

impl Around<8> {
    /// By a mode of table 8-5; `None` if it needs what is not known.
    pub fn predict(&self, mode: u8) -> Option<[u8; 64]> {
        let near = self.near;
        match mode {
            0 => {
                // Clause 8.3.4.3: on the diagonal both edges count, beside it the nearer one.
                let means: [u8; 4] = std::array::from_fn(|block| {
                    let (x, y) = (block % 2 * 4, block / 2 * 4);
                    let mut left = near.left.then_some(y);
                    let mut above = near.above.then_some(x);
                    if block == 1 && near.above {
                        left = None;
                    } else if block == 2 && near.left {
                        above = None;
                    }
                    self.mean(left, above, 4)
                });
                Some(std::array::from_fn(|at| means[at / 32 * 2 + at % 8 / 4]))
            }
            1 if near.left => Some(self.horizontal()),
            2 if near.above => Some(self.vertical()),
            3 if near.left && near.above && near.corner => Some(self.plane()),
            _ => None,
        }
    }
}
