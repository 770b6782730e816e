//! Pictures as a video holds them.

use super::decide::Pixels;

/// A picture in brightness and color differences, the differences at half the resolution. Sides are
/// even.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::encode) struct Picture {
    pub width: usize,
    pub height: usize,
    pub y: Vec<u8>,
    pub u: Vec<u8>,
    pub v: Vec<u8>,
}

impl Picture {
    /// A black picture. Odd sides become even.
    pub fn black(width: u32, height: u32) -> Self {
        let even = |side: u32| side.next_multiple_of(2) as usize;
        let (width, height) = (even(width), even(height));
        let quarter = vec![128; width * height / 4];
        Self { width, height, y: vec![16; width * height], u: quarter.clone(), v: quarter }
    }

    /// Macroblocks across and down.
    pub fn macroblocks(&self) -> (usize, usize) {
        (self.width.div_ceil(16), self.height.div_ceil(16))
    }

    /// The pixels of a macroblock; beyond the right and lower side those of the side go on.
    pub fn pixels(&self, column: usize, row: usize) -> Pixels {
        let mut pixels = Pixels { luma: [0; 256], colors: [[0; 64]; 2] };
        fetch::<16>(&self.y, self.width, column, row, &mut pixels.luma);
        let [first, second] = &mut pixels.colors;
        fetch::<8>(&self.u, self.width / 2, column, row, first);
        fetch::<8>(&self.v, self.width / 2, column, row, second);
        pixels
    }
}

/// Takes the `N` by `N` pixels of a macroblock from a plane.
fn fetch<const N: usize>(plane: &[u8], width: usize, column: usize, row: usize, to: &mut [u8]) {
    let height = plane.len() / width.max(1);
    let left = column * N;
    for (y, to) in to.as_chunks_mut::<N>().0.iter_mut().enumerate() {
        let start = (row * N + y).min(height - 1) * width + left;
        if let Some(pixels) = plane.get(start..start + N).filter(|_| left + N <= width) {
            to.copy_from_slice(pixels);
            continue;
        }
        let inside = width - left;
        to[..inside].copy_from_slice(&plane[start..start + inside]);
        let last = to[inside - 1];
        to[inside..].fill(last);
    }
}

/// The rows of a picture that a slice covers, as a decoder will show them. Sides are whole
/// macroblocks.
pub(super) struct Shown<'a> {
    pub columns: usize,
    pub y: &'a mut [u8],
    pub colors: [&'a mut [u8]; 2],
}

impl<'a> Shown<'a> {
    /// All rows of three planes, in parts that begin at some rows of macroblocks, of which the first is
    /// that at the top.
    pub fn parts(columns: usize, starts: &[usize], planes: &'a mut [Vec<u8>; 3]) -> Vec<Self> {
        let [mut y, mut u, mut v] = planes.each_mut().map(Vec::as_mut_slice);
        let mut parts = Vec::new();
        // From the lowest, each cut off from what is above.
        for row in starts.iter().rev() {
            let at = columns * row * 64;
            let cut = (y.split_at_mut(4 * at), u.split_at_mut(at), v.split_at_mut(at));
            let ((above_y, own_y), (above_u, own_u), (above_v, own_v)) = cut;
            parts.push(Self { columns, y: own_y, colors: [own_u, own_v] });
            (y, u, v) = (above_y, above_u, above_v);
        }
        parts.reverse();
        parts
    }

    /// How many rows of macroblocks there are.
    pub fn rows(&self) -> usize {
        self.y.len() / (self.columns * 256).max(1)
    }

    /// Takes the lowest pixels of a row of macroblocks.
    pub fn copy_lowest(&self, row: usize, to: &mut [Vec<u8>; 3]) {
        let [y, u, v] = to;
        let [first, second] = &self.colors;
        for (plane, side, to) in [(&*self.y, 16, y), (&**first, 8, u), (&**second, 8, v)] {
            let length = to.len();
            let start = (row * side + side - 1) * length;
            to.copy_from_slice(&plane[start..start + length]);
        }
    }

    /// The pixels of a macroblock.
    pub fn pixels(&self, column: usize, row: usize) -> Pixels {
        let mut pixels = Pixels { luma: [0; 256], colors: [[0; 64]; 2] };
        let stride = self.columns * 16;
        for (y, to) in pixels.luma.as_chunks_mut::<16>().0.iter_mut().enumerate() {
            let start = (row * 16 + y) * stride + column * 16;
            to.copy_from_slice(&self.y[start..start + 16]);
        }
        for (to, from) in pixels.colors.iter_mut().zip(&self.colors) {
            for (y, to) in to.as_chunks_mut::<8>().0.iter_mut().enumerate() {
                let start = (row * 8 + y) * stride / 2 + column * 8;
                to.copy_from_slice(&from[start..start + 8]);
            }
        }
        pixels
    }

    /// Puts the pixels of a macroblock in.
    pub fn set(&mut self, column: usize, row: usize, luma: &[u8; 256], colors: &[[u8; 64]; 2]) {
        let stride = self.columns * 16;
        for (y, from) in luma.as_chunks::<16>().0.iter().enumerate() {
            let start = (row * 16 + y) * stride + column * 16;
            self.y[start..start + 16].copy_from_slice(from);
        }
        for (from, to) in colors.iter().zip(&mut self.colors) {
            for (y, from) in from.as_chunks::<8>().0.iter().enumerate() {
                let start = (row * 8 + y) * stride / 2 + column * 8;
                to[start..start + 8].copy_from_slice(from);
            }
        }
    }
}
