//! Predictions of a block from the pixels around it (ITU-T H.264, clauses 8.3.1 to 8.3.4).

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

    /// `N` pixels of a row.
    #[inline]
    pub fn row<const N: usize>(&self, x: usize, y: usize) -> [u8; N] {
        let start = Self::START + y * Self::STRIDE + x;
        std::array::from_fn(|at| self.pixels[start + at])
    }

    #[inline]
    pub fn set_row(&mut self, x: usize, y: usize, row: &[u8]) {
        let start = Self::START + y * Self::STRIDE + x;
        self.pixels[start..start + row.len()].copy_from_slice(row);
    }

    /// All 256 pixels.
    pub fn whole(&self) -> [u8; 256] {
        let mut whole = [0; 256];
        for (y, row) in whole.as_chunks_mut::<16>().0.iter_mut().enumerate() {
            *row = self.row(0, y);
        }
        whole
    }

    /// The pixels around a block of `N` by `N`, from the lowest on the left up to the corner (place
    /// `N`), and on to the right, twice `N`. Those above on the right that are not known are like
    /// the last that is.
    #[inline]
    fn edge<const N: usize>(&self, x: usize, y: usize, near: Near) -> [i32; 25] {
        let start = Self::START + y * Self::STRIDE + x;
        let mut edge = [0; 25];
        for at in 0..N {
            edge[N - 1 - at] = i32::from(self.pixels[start + at * Self::STRIDE - 1]);
        }
        let above = &self.pixels[start - Self::STRIDE - 1..][..=2 * N];
        for (place, pixel) in edge[N..].iter_mut().zip(above) {
            *place = i32::from(*pixel);
        }
        if !near.right {
            let last = edge[2 * N];
            edge[2 * N + 1..=3 * N].fill(last);
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
    /// For a block of a macroblock, at a place in blocks of so many pixels (4 or 8) a side.
    pub fn block(self, x: usize, y: usize, side: usize) -> Self {
        let right = if y == 0 {
            if (x + 1) * side < 16 { self.above } else { self.right }
        } else if side == 8 {
            x == 0
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

    /// Whether a direction (of [`directional`]) can be taken.
    pub fn allows(self, mode: u8) -> bool {
        match mode {
            0 | 3 | 7 => self.above,
            1 | 8 => self.left,
            2 => true,
            _ => self.left && self.above && self.corner,
        }
    }
}

/// The pixels around a block, ready for predictions.
pub(super) struct Edge<const N: usize>([i32; 25]);

impl Edge<4> {
    pub fn new(canvas: &Canvas, x: usize, y: usize, near: Near) -> Self {
        Self(canvas.edge::<4>(x, y, near))
    }
}

impl Edge<8> {
    /// Smoothed, as clause 8.3.2.2.1 asks.
    pub fn new(canvas: &Canvas, x: usize, y: usize, near: Near) -> Self {
        let edge = canvas.edge::<8>(x, y, near);
        let mut smooth = edge;
        let mean = |at: usize| (edge[at - 1] + 2 * edge[at] + edge[at + 1] + 2) >> 2;
        let end = |at: usize, next: usize| (3 * edge[at] + edge[next] + 2) >> 2;
        for (at, pixel) in smooth.iter_mut().enumerate().take(24).skip(1) {
            *pixel = mean(at);
        }
        smooth[0] = end(0, 1);
        smooth[24] = end(24, 23);
        if !near.corner {
            smooth[7] = end(7, 6);
            smooth[9] = end(9, 10);
        } else if !near.above {
            smooth[8] = end(8, 7);
        } else if !near.left {
            smooth[8] = end(8, 9);
        }
        Self(smooth)
    }
}

impl<const N: usize> Edge<N> {
    /// The prediction by a mode (0 to 8, tables 8-2 and 8-3), `N` by `N`, row by row.
    pub fn predict<const A: usize>(&self, mode: u8, near: Near) -> [i32; A] {
        let edge = &self.0;
        let left = |at: usize| edge[N - 1 - at];
        let above = |at: usize| edge[N + 1 + at];
        let two = |at: usize| (edge[at] + edge[at + 1] + 1) >> 1;
        let three = |at: usize| (edge[at - 1] + 2 * edge[at] + edge[at + 1] + 2) >> 2;
        match mode {
            0 => rows::<N, A>(|x, _| above(x)),
            1 => rows::<N, A>(|_, y| left(y)),
            2 => {
                let sum = |from: usize| edge[from..from + N].iter().sum::<i32>();
                let n = N as i32;
                let mean = match (near.left, near.above) {
                    (true, true) => (sum(0) + sum(N + 1) + n) / (2 * n),
                    (true, false) => (sum(0) + n / 2) / n,
                    (false, true) => (sum(N + 1) + n / 2) / n,
                    (false, false) => 128,
                };
                [mean; A]
            }
            3 => rows::<N, A>(|x, y| {
                let at = N + 2 + x + y;
                if x + y == 2 * N - 2 { (edge[at - 1] + 3 * edge[at] + 2) >> 2 } else { three(at) }
            }),
            4 => rows::<N, A>(|x, y| three(N + x - y)),
            5 => rows::<N, A>(|x, y| match (y > 2 * x + 1, y % 2) {
                (true, _) => three(N + 1 + 2 * x - y),
                (_, 0) => two(N + x - y / 2),
                _ => three(N + x - y / 2),
            }),
            6 => rows::<N, A>(|x, y| match (x > 2 * y + 1, x % 2) {
                (true, _) => three(N - 1 + x - 2 * y),
                (_, 0) => two(N - 1 + x / 2 - y),
                _ => three(N + x / 2 - y),
            }),
            7 => rows::<N, A>(|x, y| {
                let at = N + 1 + x + y / 2;
                if y % 2 == 0 { two(at) } else { three(at + 1) }
            }),
            _ => rows::<N, A>(|x, y| {
                let at = y + x / 2;
                match (x + 2 * y).cmp(&(2 * N - 3)) {
                    std::cmp::Ordering::Greater => left(N - 1),
                    std::cmp::Ordering::Equal => (left(N - 2) + 3 * left(N - 1) + 2) >> 2,
                    std::cmp::Ordering::Less if x % 2 == 0 => two(N - 2 - at),
                    std::cmp::Ordering::Less => three(N - 2 - at),
                }
            }),
        }
    }
}

/// A block by its columns and rows.
#[inline(always)]
fn rows<const N: usize, const A: usize>(value: impl Fn(usize, usize) -> i32) -> [i32; A] {
    std::array::from_fn(|at| value(at % N, at / N))
}

/// The pixels around a whole block of `N` by `N` (16 of brightness, 8 of a color).
pub(super) struct Around<const N: usize> {
    pub left: [i32; N],
    pub above: [i32; N],
    pub corner: i32,
    pub near: Near,
}

impl<const N: usize> Around<N> {
    pub fn vertical<const A: usize>(&self) -> [i32; A] {
        std::array::from_fn(|at| self.above[at % N])
    }

    pub fn horizontal<const A: usize>(&self) -> [i32; A] {
        std::array::from_fn(|at| self.left[at / N])
    }

    /// A plane through both edges (clauses 8.3.3.4 and 8.3.4.4).
    pub fn plane<const A: usize>(&self) -> [i32; A] {
        let half = N / 2;
        let slope = |edge: &[i32; N]| {
            (0..half)
                .map(|at| {
                    let low = if at + 1 == half { self.corner } else { edge[half - 2 - at] };
                    (at as i32 + 1) * (edge[half + at] - low)
                })
                .sum::<i32>()
        };
        let scaled = |sum: i32| if N == 16 { (5 * sum + 32) >> 6 } else { (34 * sum + 32) >> 6 };
        let (b, c) = (scaled(slope(&self.above)), scaled(slope(&self.left)));
        let middle = 16 * (self.left[N - 1] + self.above[N - 1]);
        let center = half as i32 - 1;
        std::array::from_fn(|at| {
            let (x, y) = ((at % N) as i32 - center, (at / N) as i32 - center);
            ((middle + b * x + c * y + 16) >> 5).clamp(0, 255)
        })
    }

    /// The mean of what is known of some pixels on the left and above, those above first if only
    /// one of them is asked for.
    fn mean(&self, from_left: Option<usize>, from_above: Option<usize>, count: usize) -> i32 {
        let sum = |edge: &[i32; N], from: usize| edge[from..from + count].iter().sum::<i32>();
        let n = count as i32;
        match (from_left, from_above) {
            (Some(y), Some(x)) => (sum(&self.left, y) + sum(&self.above, x) + n) / (2 * n),
            (Some(y), None) => (sum(&self.left, y) + n / 2) / n,
            (None, Some(x)) => (sum(&self.above, x) + n / 2) / n,
            (None, None) => 128,
        }
    }
}

impl Around<16> {
    /// By a mode of table 8-4; `None` if it needs what is not known.
    pub fn predict(&self, mode: u8) -> Option<[i32; 256]> {
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
    pub fn predict(&self, mode: u8) -> Option<[i32; 64]> {
        let near = self.near;
        match mode {
            0 => {
                // Clause 8.3.4.3: on the diagonal both edges count, beside it the nearer one.
                let means: [i32; 4] = std::array::from_fn(|block| {
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
