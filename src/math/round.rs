//! Rounding.

/// `f64::round` as a whole number, which is a call into libm on most machines and this is not.
#[inline]
pub fn nearest(value: f64) -> i32 {
    // `as` saturates, so that nothing overflows whatever the input; what it cuts off is exact.
    let whole = value as i32;
    let rest = value - f64::from(whole);
    whole.saturating_add(i32::from(rest >= 0.5)).saturating_sub(i32::from(rest <= -0.5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_as_the_standard_library_does() {
        let near = [0.0, 0.49999999999999994, 0.5, 1.5, 2.5, 1e9, 179_999_999.5, 3e9, 1e300];
        let rest = [f64::INFINITY, f64::MIN_POSITIVE, 2_147_483_646.5, 2_147_483_647.5];
        for value in near.into_iter().chain(rest).flat_map(|v| [v, -v]).chain([f64::NAN]) {
            assert_eq!(nearest(value), value.round() as i32, "{value}");
        }
    }
}
