//! Numbers in as few characters as their precision allows.

use std::fmt::Write;

/// Coordinates are written in hundredths of a page unit: finer than any device shows.
pub(super) const PER_UNIT: f64 = 100.0;

/// A coordinate in hundredths.
pub(super) fn hundredths(v: f64) -> i64 {
    (v * PER_UNIT).round() as i64
}

/// Appends hundredths as a number: `-0.5` is `-.5`, `2.00` is `2`.
pub(super) fn push(out: &mut String, hundredths: i64) {
    if hundredths < 0 {
        out.push('-');
    }
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    // Writing to a string cannot fail.
    let _ = match (whole, part) {
        (whole, 0) => write!(out, "{whole}"),
        (0, part) if part % 10 == 0 => write!(out, ".{}", part / 10),
        (0, part) => write!(out, ".{part:02}"),
        (whole, part) if part % 10 == 0 => write!(out, "{whole}.{}", part / 10),
        (whole, part) => write!(out, "{whole}.{part:02}"),
    };
}

/// A number with two decimals at most.
pub(super) fn short(v: f64) -> String {
    let mut out = String::new();
    push(&mut out, hundredths(v));
    out
}

/// A number with four decimals at most, for lengths that repeat.
pub(super) fn precise(v: f64) -> String {
    let text = format!("{v:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let cases = [(0.0, "0"), (-0.5, "-.5"), (2.0, "2"), (0.05, ".05"), (-12.34, "-12.34")];
        for (v, text) in cases {
            assert_eq!(short(v), text);
        }
        assert_eq!(short(1e9 + 0.1), "1000000000.1");
        assert_eq!(precise(-0.00001), "0");
        assert_eq!(precise(13.8564), "13.8564");
    }
}
