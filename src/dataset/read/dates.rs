//! Dates as people write them.

mod edtf;
mod named;
mod when;

pub(super) use named::{Named, in_names};
pub(super) use when::When;

use crate::diagnostic::Diagnostic;
use crate::math::{Day, DayError, Precision};

/// How the dates of one file are to be understood.
///
/// Without a word from the user, `3/4/2020` is understood only when other dates of the file tell
/// which number is the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DateForm {
    slashes: Option<Order>,
}

/// Which comes first in `a/b/yyyy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Month,
    Day,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DateFault {
    /// No form that is understood.
    Form(String),
    /// No such day.
    Calendar(String),
    /// Two days, and nothing tells which.
    Ambiguous(String, Day, Day),
    /// An interval that ends before it begins.
    Inverted(String),
}

/// The problem for the user, without a place.
pub(super) fn diagnostic(fault: &DateFault) -> Diagnostic {
    match fault {
        DateFault::Form(text) => Diagnostic::error("bad-date", format!("`{text}` is not a date"))
            .remedy("write it as YYYY-MM-DD"),
        DateFault::Calendar(text) => {
            Diagnostic::error("bad-date", format!("`{text}` is not a day of the calendar"))
                .remedy("write it as YYYY-MM-DD, with a day that the month has")
        }
        DateFault::Inverted(text) => {
            Diagnostic::error("bad-date", format!("`{text}` ends before it begins"))
                .remedy("write the earlier date first")
        }
        DateFault::Ambiguous(text, first, second) => {
            let message = format!("`{text}` may be {first} or {second}, no date here tells which");
            Diagnostic::error("ambiguous-date", message).remedy(
                "write dates as YYYY-MM-DD, or say `dates = \"m/d/yyyy\"` \
                 (or `\"d/m/yyyy\"`) in atlas.toml",
            )
        }
    }
}

impl DateForm {
    /// The form a user states: `m/d/yyyy` or `d/m/yyyy`.
    pub(super) fn stated(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        let order = match text.as_str() {
            "m/d/yyyy" | "mm/dd/yyyy" | "m/d/y" => Order::Month,
            "d/m/yyyy" | "dd/mm/yyyy" | "d/m/y" => Order::Day,
            _ => return None,
        };
        Some(Self { slashes: Some(order) })
    }

    /// The form that the dates of a file show, if they agree.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut month_first, mut day_first) = (false, false);
        for (a, b, _) in texts.into_iter().filter_map(|text| slashed(date_part(text.trim()))) {
            day_first |= a > 12;
            month_first |= b > 12;
        }
        let slashes = match (month_first, day_first) {
            (true, false) => Some(Order::Month),
            (false, true) => Some(Order::Day),
            _ => None,
        };
        Self { slashes }
    }

    /// What a text says; `None` for an open end (nothing, `..` or `open`).
    ///
    /// Understood are ISO 8601 (with a time, which is dropped), `YYYYMMDD`, a year and a month, a
    /// year, `2020/9/27`, `27.9.2020`, `27 Sep 2020`, `9/27/2020` where the month is known, seconds
    /// or milliseconds since 1970, and EDTF of level 1: the marks `?~%`, unspecified digits, seasons,
    /// years far away and intervals.
    pub(super) fn parse(self, text: &str) -> Result<Option<When>, DateFault> {
        let text = text.trim();
        if is_open(text) {
            return Ok(None);
        }
        let form = || DateFault::Form(text.to_owned());
        if let Some((first, last)) = text.split_once('/').filter(|(_, last)| !last.contains('/')) {
            let (first, last) = (self.end(first)?, self.end(last)?);
            return match When::between(first, last) {
                Some(when) if when.is_inverted() => Err(DateFault::Inverted(text.to_owned())),
                Some(when) => Ok(Some(when)),
                None => Err(form()),
            };
        }
        self.one(text).map(Some)
    }

    /// One end of an interval; `None` where it is open or unknown.
    fn end(self, text: &str) -> Result<Option<When>, DateFault> {
        if is_open(text.trim()) { Ok(None) } else { self.one(text.trim()).map(Some) }
    }

    /// A date that is no interval.
    fn one(self, text: &str) -> Result<When, DateFault> {
        let form = || DateFault::Form(text.to_owned());
        let calendar = || DateFault::Calendar(text.to_owned());
        let (body, dating) = edtf::marks(text);
        let exact = |day: Day| When::exactly(day, Precision::Day, dating);
        let part = date_part(body);
        match Day::parse(part) {
            Ok(day) => return Ok(exact(day)),
            Err(DayError::Calendar(_)) => return Err(calendar()),
            Err(DayError::Form(_)) => {}
        }
        if let Some((a, b, year)) = slashed(part) {
            return self.slashed(text, a, b, year).map(exact);
        }
        if let Some(seconds) = since_1970(part) {
            let epoch = Day::from_ymd(1970, 1, 1).ok_or_else(calendar)?;
            return Ok(exact(epoch.plus(seconds.div_euclid(86_400))));
        }
        if let Some((year, month, day)) = with_separators(part).or_else(|| with_month_name(body)) {
            return Day::from_ymd(year, month, day).map(exact).ok_or_else(calendar);
        }
        match edtf::read(part) {
            Some(edtf::Found::Date(first, precision)) => {
                Ok(When::exactly(first, precision, dating))
            }
            Some(edtf::Found::Within(first, last, precision)) => {
                Ok(When { dating, ..When::within(Some(first), Some(last), precision) })
            }
            Some(edtf::Found::NoDay) => Err(calendar()),
            None => Err(form()),
        }
    }

    fn slashed(self, text: &str, a: u32, b: u32, year: i32) -> Result<Day, DateFault> {
        let month_first = Day::from_ymd(year, a, b);
        let day_first = Day::from_ymd(year, b, a);
        let calendar = || DateFault::Calendar(text.to_owned());
        match (self.slashes, month_first, day_first) {
            (Some(Order::Month), day, _) | (Some(Order::Day), _, day) => day.ok_or_else(calendar),
            (None, Some(first), Some(second)) if first != second => {
                Err(DateFault::Ambiguous(text.to_owned(), first, second))
            }
            (None, first, second) => first.or(second).ok_or_else(calendar),
        }
    }
}

/// The text before a time of day.
fn date_part(text: &str) -> &str {
    match text.split_once(['T', ' ']) {
        Some((date, time))
            if date.starts_with(|c: char| c.is_ascii_digit() || c == '-')
                && date.len() >= 8
                && time.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            date
        }
        _ => text,
    }
}

/// `a/b/yyyy`, also with hyphens.
fn slashed(text: &str) -> Option<(u32, u32, i32)> {
    let mut parts = text.split(['/', '-']);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Some((digits(a, 2)?, digits(b, 2)?, i32::try_from(digits(year, 4)?).ok()?))
}

/// `2020/9/27`, `2020.9.27` or `27.9.2020`.
fn with_separators(text: &str) -> Option<(i32, u32, u32)> {
    let separator = if text.contains('/') { '/' } else { '.' };
    let parts: Vec<&str> = text.split(separator).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, month, day) = if a.len() == 4 {
        (a, b, c)
    } else if separator == '.' && c.len() == 4 {
        (c, b, a)
    } else {
        return None;
    };
    Some((i32::try_from(digits(year, 4)?).ok()?, digits(month, 2)?, digits(day, 2)?))
}

/// `27 Sep 2020`, `27-Sep-2020`, `September 27, 2020`.
fn with_month_name(text: &str) -> Option<(i32, u32, u32)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let parts: Vec<&str> = text.split([' ', ',', '-']).filter(|p| !p.is_empty()).collect();
    let [a, b, year] = parts.as_slice() else { return None };
    let (name, day) = if a.starts_with(|c: char| c.is_alphabetic()) { (a, b) } else { (b, a) };
    let name = name.trim_end_matches('.').to_lowercase();
    let month = MONTHS.iter().position(|m| name.len() >= 3 && m.starts_with(name.as_str()))?;
    if year.len() != 4 {
        return None;
    }
    let month = u32::try_from(month + 1).ok()?;
    Some((i32::try_from(digits(year, 4)?).ok()?, month, digits(day, 2)?))
}

/// Whether a text stands for an end that is not known or not reached.
fn is_open(text: &str) -> bool {
    text.is_empty() || text == ".." || text.eq_ignore_ascii_case("open")
}

/// Seconds since 1970 from 9 or 10 digits, milliseconds from 11 to 13.
fn since_1970(text: &str) -> Option<i64> {
    let count = text.strip_prefix('-').unwrap_or(text).len();
    let number: i64 = text.parse().ok()?;
    match count {
        9 | 10 => Some(number),
        11..=13 => Some(number.div_euclid(1000)),
        _ => None,
    }
}

fn digits(text: &str, most: usize) -> Option<u32> {
    let sound = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
