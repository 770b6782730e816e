//! Sums of absolute Hadamard transforms (SATD), halved: about how large a difference of four by four is to
//! code.

use std::array::from_fn;

/// A number of each of eight blocks, which are computed with side by side.
pub(super) type Lanes = [i16; 8];

/// The sums of absolute Hadamard transforms, halved.
#[inline(always)]
pub(super) fn sizes(differences: &[Lanes; 16]) -> Lanes {
    let mut lanes = [0; 8];
    let d = differences;
    let (mut t, mut u) = ([[0i16; 8]; 16], [[0i16; 8]; 16]);
    for x in 0..4 {
        for lane in 0..8 {
            let (a, b) = (d[x][lane] + d[4 + x][lane], d[8 + x][lane] + d[12 + x][lane]);
            let (e, f) = (d[x][lane] - d[4 + x][lane], d[8 + x][lane] - d[12 + x][lane]);
            t[x][lane] = a + b;
            t[4 + x][lane] = a - b;
            t[8 + x][lane] = e + f;
            t[12 + x][lane] = e - f;
        }
    }
    for y in 0..4 {
        for lane in 0..8 {
            u[y * 4][lane] = t[y * 4][lane] + t[y * 4 + 1][lane];
            u[y * 4 + 1][lane] = t[y * 4][lane] - t[y * 4 + 1][lane];
            u[y * 4 + 2][lane] = t[y * 4 + 2][lane] + t[y * 4 + 3][lane];
            u[y * 4 + 3][lane] = t[y * 4 + 2][lane] - t[y * 4 + 3][lane];
        }
    }
    for y in 0..4 {
        for (low, high) in [(0, 2), (1, 3)] {
            for lane in 0..8 {
                // |a + b| + |a - b| is twice the larger of both.
                let (a, b) = (u[y * 4 + low][lane], u[y * 4 + high][lane]);
                lanes[lane] += a.max(-a).max(b.max(-b));
            }
        }
    }
    lanes
}

/// The same of one difference.
#[inline(always)]
pub(super) fn size(d: &[i16; 16]) -> u32 {
    let (mut t, mut u) = ([0i16; 16], [0i16; 16]);
    for x in 0..4 {
        let (a, b, e, f) =
            (d[x] + d[4 + x], d[8 + x] + d[12 + x], d[x] - d[4 + x], d[8 + x] - d[12 + x]);
        (t[x], t[4 + x], t[8 + x], t[12 + x]) = (a + b, a - b, e + f, e - f);
    }
    for x in 0..4 {
        let (a, b, c, e) = (t[x * 4], t[x * 4 + 1], t[x * 4 + 2], t[x * 4 + 3]);
        (u[x], u[4 + x], u[8 + x], u[12 + x]) = (a + b, a - b, c + e, c - e);
    }
    let mut sum = 0;
    for x in 0..8 {
        let (a, b) = (u[x], u[8 + x]);
        sum += u32::from(a.unsigned_abs().max(b.unsigned_abs()));
    }
    sum
}

/// How much a macroblock differs from another.
pub(super) fn differences(source: &[u8; 256], other: &[u8; 256]) -> u32 {
    let all: [i16; 256] = from_fn(|at| i16::from(source[at]) - i16::from(other[at]));
    let halves = all.as_chunks::<128>().0.iter();
    halves.map(|half| sum(&blocks(half))).sum()
}

/// How much the blocks of a macroblock differ from their means.
pub(super) fn roughness(source: &[u8; 256]) -> u32 {
    let all: [i16; 256] = source.map(i16::from);
    let halves = all.as_chunks::<128>().0.iter();
    halves
        .map(|half| {
            let mut blocks = blocks(half);
            let mut means = [8; 8];
            for pixels in &blocks {
                for lane in 0..8 {
                    means[lane] += pixels[lane];
                }
            }
            for pixels in &mut blocks {
                for lane in 0..8 {
                    pixels[lane] -= means[lane] >> 4;
                }
            }
            sum(&blocks)
        })
        .sum()
}

/// The eight blocks of half a macroblock, side by side.
#[inline(always)]
fn blocks(half: &[i16; 128]) -> [Lanes; 16] {
    from_fn(|at| from_fn(|lane| half[lane / 4 * 64 + at / 4 * 16 + lane % 4 * 4 + at % 4]))
}

#[inline(always)]
fn sum(blocks: &[Lanes; 16]) -> u32 {
    sizes(blocks).iter().map(|size| u32::from(size.unsigned_abs())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_a_flat_difference_are_those_of_its_mean() {
        assert_eq!(size(&[3; 16]), 24);
        assert_eq!(sizes(&[[3, 0, -3, 0, 0, 0, 0, 1]; 16]), [24, 0, 24, 0, 0, 0, 0, 8]);
    }
}
