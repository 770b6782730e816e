//! Transforms in whole numbers (ITU-T H.264, clause 8.5).
//!
//! Blocks of four by four are transformed a row of four numbers at once: down the columns, the rows
//! exchanged for columns, and down again. So coefficients stand column by column, the pixels of a
//! difference row by row.

use std::array::from_fn;

/// The difference of four by four pixels from what was predicted, row by row.
pub(super) type Difference = [i16; 16];
/// What it is transformed to, column by column.
pub(super) type Coefficients = [i16; 16];
/// Four by four numbers.
pub(super) type Block4 = [i32; 16];

/// The transform that [`inverse4`] undoes, once scaled.
#[inline]
pub(super) fn forward4(difference: &Difference) -> Coefficients {
    forward_columns(transpose(forward_columns(*difference)))
}

#[inline(always)]
fn forward_columns(block: [i16; 16]) -> [i16; 16] {
    let mut out = [0; 16];
    for x in 0..4 {
        let (a, b, c, d) = (block[x], block[4 + x], block[8 + x], block[12 + x]);
        let (sum, inner, outer, difference) = (a + d, b + c, a - d, b - c);
        out[x] = sum + inner;
        out[4 + x] = 2 * outer + difference;
        out[8 + x] = sum - inner;
        out[12 + x] = outer - 2 * difference;
    }
    out
}

/// Clause 8.5.12.2: of coefficients, column by column, what is added to the prediction, row by row.
#[inline]
pub(super) fn inverse4(block: &Block4) -> Block4 {
    inverse_columns(transpose(inverse_columns(*block))).map(|value| (value + 32) >> 6)
}

#[inline(always)]
fn inverse_columns(block: Block4) -> Block4 {
    let mut out = [0; 16];
    for x in 0..4 {
        let (a, b, c, d) = (block[x], block[4 + x], block[8 + x], block[12 + x]);
        let (e, f, g, h) = (a + c, a - c, (b >> 1) - d, b + (d >> 1));
        out[x] = e + h;
        out[4 + x] = f + g;
        out[8 + x] = f - g;
        out[12 + x] = e - h;
    }
    out
}

#[inline(always)]
fn transpose<T: Copy>(block: [T; 16]) -> [T; 16] {
    from_fn(|at| block[at % 4 * 4 + at / 4])
}

/// The Hadamard transform, its own inverse but for the scale.
pub(super) fn hadamard4(block: &Block4) -> Block4 {
    transpose(hadamard_columns(transpose(hadamard_columns(*block))))
}

#[inline(always)]
fn hadamard_columns(block: Block4) -> Block4 {
    let mut out = [0; 16];
    for x in 0..4 {
        let (a, b, c, d) = (block[x], block[4 + x], block[8 + x], block[12 + x]);
        let (e, f, g, h) = (a + d, b + c, a - d, b - c);
        out[x] = e + f;
        out[4 + x] = g + h;
        out[8 + x] = e - f;
        out[12 + x] = g - h;
    }
    out
}

/// The same of two by two.
pub(super) fn hadamard2([a, b, c, d]: [i32; 4]) -> [i32; 4] {
    [a + b + c + d, a - b + c - d, a + b - c - d, a - b - c + d]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_transformed_and_back_is_the_same() {
        let difference: Difference = from_fn(|at| (at as i16 * 73) % 200 - 100);
        let coefficients = forward4(&difference);
        // The squared lengths of the rows are 4 and 10; the inverse halves every other row.
        let scaled: Block4 = from_fn(|at| {
            let share = |odd: usize| if odd == 0 { 20 } else { 16 };
            i32::from(coefficients[at]) * 64 * share(at / 4 % 2) * share(at % 2) / 6400
        });
        let back = inverse4(&scaled);
        for (a, b) in difference.iter().zip(back) {
            assert!((i32::from(*a) - b).abs() <= 1, "{a} {b}");
        }
    }

    #[test]
    fn coefficients_stand_column_by_column() {
        // Bright above, dark below: no other coefficient than the second of the first column.
        let coefficients = forward4(&from_fn(|at| if at < 8 { 1 } else { -1 }));
        assert!(coefficients[1] > 0 && coefficients[4] == 0);
    }
}
