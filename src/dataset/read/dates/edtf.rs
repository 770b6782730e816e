//! Extended Date/Time Format (ISO 8601-2:2019), level 1, without intervals.

use crate::dataset::Dating;
use crate::math::{Day, Precision};

/// What a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A year or a month, by its first day.
    Date(Day, Precision),
    /// Some day between two, both included.
    Within(Day, Day, Precision),
    /// The form is right, but the calendar has no such day.
    NoDay,
}

/// The text without its mark, and what that says.
pub(super) fn marks(text: &str) -> (&str, Dating) {
    let body = text.trim_end_matches(['?', '~', '%']);
    let marks = &text[body.len()..];
    let dating = match marks {
        "" => Dating::Sure,
        _ if marks.contains(['?', '%']) => Dating::Uncertain,
        _ => Dating::Approximate,
    };
    (body, dating)
}

/// Reads years (`1918`, `-0489`, `Y-12000`), months (`1918-05`), seasons (`1918-21`), and dates with
/// unspecified digits (`191X`, `1918-XX`, `1918-05-XX`).
pub(super) fn read(text: &str) -> Option<Found> {
    let (text, lettered) = match text.strip_prefix(['Y', 'y']) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (sign, body) = match text.strip_prefix('-') {
        Some(body) => (-1, body),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let signed = lettered || body.len() < text.len();
    let mut parts = body.split('-');
    let years = years(parts.next()?, sign, signed)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() || (lettered && month.is_some()) {
        return None;
    }
    let (Ok(first), Ok(last)) = years else { return Some(Found::NoDay) };
    let found = match (month, day) {
        (None, None) if first == last => {
            Day::from_ymd(first, 1, 1).map(|day| Found::Date(day, Precision::Year))
        }
        (None, None) => within((first, 1), (last, 12), Precision::Year),
        (Some(month), day) if is_unspecified(month) && day.is_none_or(is_unspecified) => within(
            (first, 1),
            (last, 12),
            if day.is_some() { Precision::Day } else { Precision::Month },
        ),
        // No day of a month of some year.
        _ if first != last => return None,
        (Some(month), None) => {
            let month = two_digits(month)?;
            match season(first, month) {
                Some((from, to)) => within(from, to, Precision::Month),
                None => {
                    Day::from_ymd(first, month, 1).map(|day| Found::Date(day, Precision::Month))
                }
            }
        }
        (Some(month), Some(day)) if is_unspecified(day) => {
            let month = two_digits(month)?;
            within((first, month), (first, month), Precision::Day)
        }
        _ => return None,
    };
    Some(found.unwrap_or(Found::NoDay))
}

/// The first and the last year; `Err` for years that no calendar has.
type Years = (Result<i32, ()>, Result<i32, ()>);

/// The years that a text means: one, or all whose last digits it leaves open (`X`, also `u`).
fn years(text: &str, sign: i32, signed: bool) -> Option<Years> {
    let open = text.trim_end_matches(['X', 'x', 'u']);
    let unknown = text.len() - open.len();
    let sound = !open.is_empty() && open.bytes().all(|byte| byte.is_ascii_digit());
    if !sound || (text.len() < 3 && !signed) || (unknown > 0 && text.len() != 4) {
        return None;
    }
    let ten = 10_i64.pow(u32::try_from(unknown).ok()?);
    // So many digits are no year of any calendar, but a number all the same.
    let known = open.parse::<i64>().unwrap_or(i64::MAX / 10_000);
    let (near, far) = (known * ten, known * ten + ten - 1);
    let (first, last) = if sign < 0 { (-far, -near) } else { (near, far) };
    let year = |year: i64| i32::try_from(year).map_err(|_| ());
    Some((year(first), year(last)))
}

fn is_unspecified(part: &str) -> bool {
    matches!(part, "XX" | "xx" | "uu")
}

fn two_digits(part: &str) -> Option<u32> {
    (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| part.parse().ok())
        .flatten()
}

/// From the first day of a month to the last day of another.
fn within(from: (i32, u32), to: (i32, u32), precision: Precision) -> Option<Found> {
    let first = Day::from_ymd(from.0, from.1, 1)?;
    let last = Precision::Month.next(Day::from_ymd(to.0, to.1, 1)?).plus(-1);
    Some(Found::Within(first, last, precision))
}

/// The first and the last month of a season by its number. Seasons are those of meteorology, each of
/// three whole months; winter is told by the year in which it begins. Where nothing says of which
/// hemisphere they are (21 to 24) they are the northern ones.
fn season(year: i32, number: u32) -> Option<((i32, u32), (i32, u32))> {
    let months = |first: u32, count: u32| {
        let last = first + count - 1;
        let end = if last > 12 { (year + 1, last - 12) } else { (year, last) };
        Some(((year, first), end))
    };
    match number {
        21..=24 => months(3 * (number - 20), 3),
        25..=28 => months(3 * (number - 24), 3),
        // The south has autumn when the north has spring.
        29 => months(9, 3),
        30 => months(12, 3),
        31 => months(3, 3),
        32 => months(6, 3),
        33..=36 => months(3 * (number - 33) + 1, 3),
        37..=39 => months(4 * (number - 37) + 1, 4),
        40 | 41 => months(6 * (number - 40) + 1, 6),
        _ => None,
    }
}
