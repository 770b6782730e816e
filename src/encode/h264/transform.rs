//! Transforms in whole numbers (ITU-T H.264, clause 8.5), and sums of Hadamard transforms, by which
//! predictions are compared.

/// Four by four, row by row.
pub(super) type Block4 = [i32; 16];
/// Eight by eight, row by row.
pub(super) type Block8 = [i32; 64];

/// Applies a transform of `N` numbers to all rows, then to all columns.
fn both_ways<const N: usize, const A: usize>(
    block: &mut [i32; A],
    transform: impl Fn([i32; N]) -> [i32; N],
) {
    for row in block.as_chunks_mut::<N>().0 {
        *row = transform(*row);
    }
    for x in 0..N {
        let column = transform(std::array::from_fn(|y| block[y * N + x]));
        for (y, value) in column.into_iter().enumerate() {
            block[y * N + x] = value;
        }
    }
}

/// The transform that [`inverse4`] undoes, once scaled.
pub(super) fn forward4(block: &mut Block4) {
    both_ways(block, |[a, b, c, d]| {
        let (sum, inner, outer, difference) = (a + d, b + c, a - d, b - c);
        [sum + inner, 2 * outer + difference, sum - inner, outer - 2 * difference]
    });
}

/// Clause 8.5.12.2.
pub(super) fn inverse4(block: &mut Block4) {
    both_ways(block, |[a, b, c, d]| {
        let (e, f, g, h) = (a + c, a - c, (b >> 1) - d, b + (d >> 1));
        [e + h, f + g, f - g, e - h]
    });
    block.iter_mut().for_each(|value| *value = (*value + 32) >> 6);
}

/// The transform that [`inverse8`] undoes, once scaled.
pub(super) fn forward8(block: &mut Block8) {
    both_ways(block, |s: [i32; 8]| {
        let sum: [i32; 4] = std::array::from_fn(|i| s[i] + s[7 - i]);
        let d: [i32; 4] = std::array::from_fn(|i| s[i] - s[7 - i]);
        let (e, f, g, h) = (sum[0] + sum[3], sum[1] + sum[2], sum[0] - sum[3], sum[1] - sum[2]);
        let p = d[1] + d[2] + (d[0] + (d[0] >> 1));
        let q = d[0] - d[3] - (d[2] + (d[2] >> 1));
        let r = d[0] + d[3] - (d[1] + (d[1] >> 1));
        let t = d[1] - d[2] + (d[3] + (d[3] >> 1));
        [
            e + f,
            p + (t >> 2),
            g + (h >> 1),
            q + (r >> 2),
            e - f,
            r - (q >> 2),
            (g >> 1) - h,
            (p >> 2) - t,
        ]
    });
}

/// Clause 8.5.13.2.
pub(super) fn inverse8(block: &mut Block8) {
    both_ways(block, |s: [i32; 8]| {
        let (a0, a2) = (s[0] + s[4], s[0] - s[4]);
        let (a4, a6) = ((s[2] >> 1) - s[6], (s[6] >> 1) + s[2]);
        let (b0, b2, b4, b6) = (a0 + a6, a2 + a4, a2 - a4, a0 - a6);
        let a1 = s[5] - s[3] - s[7] - (s[7] >> 1);
        let a3 = s[1] + s[7] - s[3] - (s[3] >> 1);
        let a5 = s[7] - s[1] + s[5] + (s[5] >> 1);
        let a7 = s[3] + s[5] + s[1] + (s[1] >> 1);
        let (b1, b7) = ((a7 >> 2) + a1, a7 - (a1 >> 2));
        let (b3, b5) = (a3 + (a5 >> 2), (a3 >> 2) - a5);
        [b0 + b7, b2 + b5, b4 + b3, b6 + b1, b6 - b1, b4 - b3, b2 - b5, b0 - b7]
    });
    block.iter_mut().for_each(|value| *value = (*value + 32) >> 6);
}

/// The Hadamard transform, its own inverse but for the scale.
pub(super) fn hadamard4(block: &mut Block4) {
    both_ways(block, |[a, b, c, d]| {
        let (e, f, g, h) = (a + d, b + c, a - d, b - c);
        [e + f, g + h, e - f, g - h]
    });
}

/// The same of two by two.
pub(super) fn hadamard2([a, b, c, d]: [i32; 4]) -> [i32; 4] {
    [a + b + c + d, a - b + c - d, a + b - c - d, a - b - c + d]
}

/// How large a difference of four by four is to code, about.
pub(super) fn size4(difference: &Block4) -> u32 {
    let mut block = *difference;
    hadamard4(&mut block);
    block.iter().map(|value| value.unsigned_abs()).sum::<u32>() / 2
}

/// The same of eight by eight.
pub(super) fn size8(difference: &Block8) -> u32 {
    let mut block = *difference;
    both_ways(&mut block, |s: [i32; 8]| {
        let a: [i32; 8] =
            std::array::from_fn(|i| if i < 4 { s[i] + s[i + 4] } else { s[i - 4] - s[i] });
        let b: [i32; 8] =
            std::array::from_fn(|i| if i & 2 == 0 { a[i] + a[i + 2] } else { a[i - 2] - a[i] });
        std::array::from_fn(|i| if i & 1 == 0 { b[i] + b[i + 1] } else { b[i - 1] - b[i] })
    });
    block.iter().map(|value| value.unsigned_abs()).sum::<u32>() / 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_a_flat_difference_are_those_of_its_mean() {
        assert_eq!(size4(&[3; 16]), 24);
        assert_eq!(size8(&[3; 64]), 48);
        assert_eq!(size4(&[0; 16]), 0);
    }
}
