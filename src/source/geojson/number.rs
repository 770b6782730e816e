//! Numbers of coordinates, digit by digit.

/// Powers of ten that are exact in 64-bit floating point.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];
/// The first of them as whole numbers.
const TENS_WHOLE: [u64; 9] =
    [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
/// So many decimal digits always fit into 64 bits.
const DIGITS: usize = 19;
/// The ASCII digit `0` eight times.
const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);

/// The JSON number (RFC 8259, 6) that begins at an offset, correctly rounded, and the offset behind
/// it. `None` if there is none, or if it is too large for 64-bit floating point.
///
/// Where the digits fit into 53 bits and the power of ten is exact, one exact division of two exact
/// numbers rounds correctly (W. D. Clinger, How to read floating point numbers accurately, PLDI
/// 1990). What else there is goes to the standard library.
#[inline(always)]
pub(super) fn scan(text: &[u8], start: usize) -> Option<(f64, usize)> {
    if let Some(text) = text.get(start..).and_then(<[u8]>::first_chunk)
        && let Some((number, length)) = usual(text)
    {
        return Some((number, start + length));
    }
    any(text, start)
}

/// A number as coordinates mostly are, with one to three digits before the point and up to 15 behind
/// it, and its length; `None` for others.
#[inline(always)]
fn usual(text: &[u8; 24]) -> Option<(f64, usize)> {
    let negative = text[0] == b'-';
    let first = usize::from(negative);
    let (values, whole) = eight(text, first)?;
    let point = first + whole;
    // Zeros stand alone before the point.
    let leads = whole > 1 && values & 0xff == 0;
    if !(1..=3).contains(&whole) || leads || text.get(point) != Some(&b'.') {
        return None;
    }
    let before = sum(values << (64 - 8 * whole));
    let (values, count) = eight(text, point + 1)?;
    let (digits, decimals) = if count < 8 {
        (before * TENS_WHOLE.get(count).filter(|_| count > 0)? + last(values, count), count)
    } else {
        let (more, count) = eight(text, point + 9)?;
        let digits = before * TENS_WHOLE[8] + sum(values);
        (digits * TENS_WHOLE.get(count).filter(|_| count < 8)? + last(more, count), 8 + count)
    };
    let end = point + 1 + decimals;
    if digits >= 1 << 53 || matches!(text.get(end)?, b'e' | b'E') {
        return None;
    }
    let number = digits as f64 / TENS.get(decimals)?;
    Some((if negative { -number } else { number }, end))
}

/// The eight bytes from a place on, as [`eight_digits`] gives them.
#[inline(always)]
fn eight(text: &[u8; 24], from: usize) -> Option<(u64, usize)> {
    text.get(from..).and_then(<[u8]>::first_chunk).map(eight_digits)
}

/// Eight bytes as the values of digits, and how many of them are digits before the first that is
/// not: those show in the high bits.
#[inline(always)]
fn eight_digits(bytes: &[u8; 8]) -> (u64, usize) {
    let values = u64::from_le_bytes(*bytes) ^ ZEROS;
    let others = (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
    (values, others.trailing_zeros() as usize / 8)
}

/// The number of the first digits of eight bytes, of which there are fewer than eight.
#[inline(always)]
fn last(values: u64, count: usize) -> u64 {
    if count == 0 { 0 } else { sum(values << (64 - 8 * count)) }
}

/// A number of whatever length and form, as [`scan`] gives it.
fn any(text: &[u8], start: usize) -> Option<(f64, usize)> {
    let negative = text.get(start) == Some(&b'-');
    let first = start + usize::from(negative);
    let mut at = first;
    let mut digits = 0_u64;
    while let Some(digit) = text.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|d| *d <= 9) {
        // What overflows is too long for the short way below.
        digits = digits.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    let whole = at - first;
    // No digit, or one too many behind a leading zero.
    if whole == 0 || (whole > 1 && text.get(first) == Some(&b'0')) {
        return None;
    }
    let mut decimals = 0;
    if text.get(at) == Some(&b'.') {
        at += 1;
        (digits, decimals) = fraction(text, at, digits);
        if decimals == 0 {
            return None;
        }
        at += decimals;
    }
    let short = whole + decimals <= DIGITS && digits < 1 << 53;
    match TENS.get(decimals) {
        Some(ten) if short && !matches!(text.get(at), Some(b'e' | b'E')) => {
            let number = digits as f64 / ten;
            Some((if negative { -number } else { number }, at))
        }
        _ => long(text, start, at),
    }
}

/// The digits from an offset on, put behind those before, and how many they are.
///
/// Eight bytes at a time, which are added up in pairs, fours and eights (D. Lemire, Number parsing at
/// a gigabyte per second, Software: Practice and Experience 51, 2021).
#[inline(always)]
fn fraction(text: &[u8], start: usize, before: u64) -> (u64, usize) {
    let mut digits = before;
    let mut at = start;
    while let Some(eight) = text.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let (values, count) = eight_digits(eight);
        let Some(ten) = TENS_WHOLE.get(count).filter(|_| count > 0) else { break };
        digits = digits.wrapping_mul(*ten).wrapping_add(sum(values << (64 - 8 * count)));
        at += count;
        if count < 8 {
            return (digits, at - start);
        }
    }
    while let Some(digit) = text.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|d| *d <= 9) {
        digits = digits.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    (digits, at - start)
}

/// The number of eight digits, the first in the lowest byte.
#[inline(always)]
fn sum(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(2561) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(6_553_601) >> 16 & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(42_949_672_960_001) >> 32
}

/// A number with an exponent or with many digits, which end before `at`.
#[cold]
fn long(text: &[u8], start: usize, mut at: usize) -> Option<(f64, usize)> {
    if matches!(text.get(at), Some(b'e' | b'E')) {
        at += 1;
        at += usize::from(matches!(text.get(at), Some(b'+' | b'-')));
        let digits = text.get(at..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        at += digits;
    }
    let number: f64 = std::str::from_utf8(text.get(start..at)?).ok()?.parse().ok()?;
    number.is_finite().then_some((number, at))
}

#[cfg(test)]
mod tests {
    use super::scan;
    use proptest::prelude::*;

    /// Bits and length, as NaN and -0 would hide.
    fn bits(text: &str) -> Option<(u64, usize)> {
        scan(text.as_bytes(), 0).map(|(number, end)| (number.to_bits(), end))
    }

    /// A number as JSON: the standard library's value, if it is finite.
    fn expected(text: &str) -> Option<(u64, usize)> {
        let number: f64 = text.parse().unwrap();
        number.is_finite().then_some((number.to_bits(), text.len()))
    }

    #[test]
    fn what_is_no_json_number_is_refused() {
        for text in [
            "", "-", "+1", ".5", "1.", "01", "-00", "1.e3", "1e", "1e+", "NaN", "Infinity", "1e999",
        ] {
            assert_eq!(bits(text), None, "{text}");
        }
        assert_eq!(scan(b"x-0.50,", 1), Some((-0.5, 6)));
        assert_eq!(scan(b"1.2.3", 0), Some((1.2, 3)));
        assert_eq!(scan(b"12\x80", 0), Some((12.0, 2)));
    }

    #[test]
    fn hard_numbers_are_rounded_correctly() {
        for text in [
            "0",
            "-0",
            "-0.0",
            "9007199254740992",
            "9007199254740993",
            "18446744073709551615",
            "18446744073709551616",
            "99999999999999999999",
            "123456789012345678901234567890",
            "0.1234567890123456789",
            "46.123456789012345",
            "0.000000000000000000000000001",
            "2.2250738585072011e-308",
            "5e-324",
            "1e-400",
            "1.7976931348623157e308",
            "8.533e+68",
            "4503599627370496.5",
            "4503599627370497.5",
            "1e22",
            "1E23",
            "0.3e-1",
            "6.0221409000000000000000000000000000000001",
        ] {
            assert_eq!(bits(text), expected(text), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn any_json_number_is_as_the_standard_library_reads_it(
            text in "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?",
            behind in "[,\\] a-]{0,9}",
        ) {
            let with_more = format!("{text}{behind}");
            prop_assert_eq!(bits(&with_more), expected(&text), "{}", with_more);
        }

        #[test]
        fn coordinates_are_as_the_standard_library_reads_them(
            x in -180.0..180.0, decimals in 0_usize..17,
        ) {
            let text = format!("{x:.decimals$}");
            prop_assert_eq!(bits(&format!("{text},")), expected(&text), "{}", text);
        }

        #[test]
        fn any_bytes_are_scanned(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Some((number, end)) = scan(&bytes, 0) {
                prop_assert!(number.is_finite() && end <= bytes.len());
            }
        }
    }
}
