//! How finely macroblocks are quantized.

use super::Change;
use super::decide::Pixels;

/// How finely pictures are quantized: by `qp`, 0 to 51, six more of which double the errors.
#[derive(Clone, Copy, Debug)]
pub(in crate::encode) struct Quality {
    /// Of pictures that are whole: of ground that is neither rough nor smooth and stays for eight usual
    /// pictures.
    pub whole: i32,
    /// The same of what changes.
    pub changes: i32,
    /// How much coarser rough ground is than smooth ground: 16ths of a qp for each doubling of its
    /// variance.
    pub rough: i32,
    /// How much finer is what stays longer: 16ths of a qp for each doubling of the time.
    pub stays: i32,
}

impl Default for Quality {
    fn default() -> Self {
        Self { whole: 16, changes: 20, rough: 16, stays: 40 }
    }
}

impl Quality {
    /// The qp of a slice: the mean of its macroblocks', for which its contexts start best.
    pub(super) fn mean(self, changes: &[Change], inter: bool) -> u8 {
        let each = changes.iter().map(|change| u64::from(self.qp(change, inter)));
        let count = changes.len().max(1) as u64;
        let sum: u64 = each.sum();
        if changes.is_empty() { 26 } else { ((sum + count / 2) / count) as u8 }
    }

    /// The qp of a macroblock.
    pub(super) fn qp(self, change: &Change, inter: bool) -> u8 {
        let base = if inter { self.changes } else { self.whole };
        let rough = self.rough * (change.roughness.0 - USUALLY_ROUGH);
        let stays = logarithm(change.stays_ms.clamp(SHORTEST_MS, LONGEST_MS)) - logarithm(USUAL_MS);
        let qp = base + ((rough - self.stays * stays + 128) >> 8);
        qp.clamp(FINEST, COARSEST) as u8
    }
}

/// The logarithm of how much brightness varies within the quarters of a macroblock, in 16ths of a doubling.
#[derive(Clone, Copy)]
pub(super) struct Roughness(i32);

/// Of ground that is quantized as pictures are: a variance of 32.
const USUALLY_ROUGH: i32 = 11 * 16;

/// Of flat ground: a variance of 1, which no ground is without.
const FLAT: i32 = 6 * 16;

impl Roughness {
    pub fn of(pixels: &Pixels) -> Self {
        let mut all = 0;
        for quarter in 0..4 {
            let start = quarter / 2 * 128 + quarter % 2 * 8;
            let (mut sum, mut squares) = (0u32, 0u32);
            for row in 0..8 {
                for pixel in &pixels.luma[start + row * 16..][..8] {
                    sum += u32::from(*pixel);
                    squares += u32::from(*pixel).pow(2);
                }
            }
            all += logarithm(squares - sum * sum / 64 + 64);
        }
        Self(all / 4)
    }

    /// About how much there is to code, more or less in proportion.
    pub fn effort(self) -> usize {
        // Flat ground takes a few bits, too.
        (16 + self.0 - FLAT).max(1) as usize
    }
}

/// How long macroblocks stay that are quantized as pictures are, and between which times it matters.
const USUAL_MS: u32 = 2400;
const SHORTEST_MS: u32 = 300;
const LONGEST_MS: u32 = 12_000;

/// Finer than this a macroblock of noise could take more bits than are allowed.
const FINEST: i32 = 8;
const COARSEST: i32 = 44;

/// The logarithm to base 2, in 16ths, to a sixteenth.
fn logarithm(value: u32) -> i32 {
    let whole = 31 - value.max(1).leading_zeros();
    let rest = (u64::from(value) << 4 >> whole) as i32 - 16;
    whole as i32 * 16 + rest
}
