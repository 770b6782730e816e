//! Dates as people write them.

use crate::diagnostic::Diagnostic;
use crate::math::{Day, DayError};

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

    /// The day of a text; `None` for an open end (nothing, `..` or `open`).
    ///
    /// Understood are ISO 8601 (with a time, which is dropped), `YYYYMMDD`, a year and a month, a
    /// year (its 1 January), `2020/9/27`, `27.9.2020`, `27 Sep 2020`, `9/27/2020` where the month
    /// is known, seconds or milliseconds since 1970, and of EDTF (level 1) the marks `?~%` and
    /// unspecified digits `XX`.
    pub(super) fn parse(self, text: &str) -> Result<Option<Day>, DateFault> {
        let text = text.trim();
        if text.is_empty() || text == ".." || text.eq_ignore_ascii_case("open") {
            return Ok(None);
        }
        let form = || DateFault::Form(text.to_owned());
        let calendar = || DateFault::Calendar(text.to_owned());
        let part = date_part(text).trim_end_matches(['?', '~', '%']);
        match Day::parse(part) {
            Ok(day) => return Ok(Some(day)),
            Err(DayError::Calendar(_)) => return Err(calendar()),
            Err(DayError::Form(_)) => {}
        }
        if let Some((a, b, year)) = slashed(part) {
            return self.slashed(text, a, b, year).map(Some);
        }
        if let Some(seconds) = since_1970(part) {
            let epoch = Day::from_ymd(1970, 1, 1).ok_or_else(calendar)?;
            return Ok(Some(epoch.plus(seconds.div_euclid(86_400))));
        }
        let (year, month, day) = with_separators(part)
            .or_else(|| with_month_name(text.trim_end_matches(['?', '~', '%'])))
            .or_else(|| unspecified(part))
            .ok_or_else(form)?;
        Day::from_ymd(year, month, day).map(Some).ok_or_else(calendar)
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

/// `a/b/yyyy`.
fn slashed(text: &str) -> Option<(u32, u32, i32)> {
    let mut parts = text.split('/');
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

/// `1918`, `-0489`, `1918-05`, `1918-05-XX`, `1918-XX-XX`: the first day that it may be.
fn unspecified(text: &str) -> Option<(i32, u32, u32)> {
    let (sign, body) = match text.strip_prefix('-') {
        Some(body) => (-1, body),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut parts = body.split('-');
    let year = parts.next().filter(|y| y.len() >= 3 || body.len() < text.len())?;
    let year = sign * i32::try_from(digits(year, 6)?).ok()?;
    let mut number = || match parts.next() {
        None | Some("XX" | "xx") => Some(1),
        Some(part) => (part.len() == 2).then(|| digits(part, 2)).flatten(),
    };
    let (month, day) = (number()?, number()?);
    parts.next().is_none().then_some((year, month, day))
}

/// Seconds since 1970 from 9 or 10 digits, milliseconds from 12 or 13.
fn since_1970(text: &str) -> Option<i64> {
    let count = text.strip_prefix('-').unwrap_or(text).len();
    let number: i64 = text.parse().ok()?;
    match count {
        9 | 10 => Some(number),
        12 | 13 => Some(number.div_euclid(1000)),
        _ => None,
    }
}

fn digits(text: &str, most: usize) -> Option<u32> {
    let sound = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten()
}

/// The date in a file's name: `2024-05-01.geojson`, `front_20240501.json`, `2024_05_01.json`,
/// `Control_22_09_11.kml` (year first, of this century), `2024-05.json`, `world_1914.geojson`,
/// `world_bc500.geojson`, `1601510400.json` (seconds since 1970).
pub(super) fn in_file_name(path: &str) -> Option<Day> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    // Runs of digits, with what stands before each.
    let mut runs: Vec<(&str, &str)> = Vec::new();
    let mut rest = stem;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        runs.push((before, run));
        rest = after;
    }
    let joined = |(before, run): &(&str, &str)| matches!(*before, "-" | "_") && run.len() == 2;
    let modern = |year: &str| digits(year, 4).filter(|y| (1000..3000).contains(y));
    let day = |year: u32, month: &str, day: &str| {
        Day::from_ymd(i32::try_from(year).ok()?, digits(month, 2)?, digits(day, 2)?)
    };
    for (i, (_, run)) in runs.iter().enumerate() {
        let found = match (run.len(), runs.get(i + 1), runs.get(i + 2)) {
            (8, _, _) => modern(run.get(..4)?).and_then(|y| day(y, run.get(4..6)?, run.get(6..)?)),
            (4, Some(month), Some(last)) if joined(month) && joined(last) => {
                modern(run).and_then(|y| day(y, month.1, last.1))
            }
            (2, Some(month), Some(last)) if joined(month) && joined(last) => {
                digits(run, 2).and_then(|y| day(2000 + y, month.1, last.1))
            }
            (10, ..) => since_1970(run)
                .and_then(|seconds| Some(Day::from_ymd(1970, 1, 1)?.plus(seconds / 86_400))),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    for (i, (before, run)) in runs.iter().enumerate() {
        let found = match runs.get(i + 1) {
            _ if before.to_ascii_lowercase().ends_with("bc") => {
                digits(run, 6).and_then(|year| Day::from_ymd(1 - i32::try_from(year).ok()?, 1, 1))
            }
            Some(month) if run.len() == 4 && joined(month) => {
                modern(run).and_then(|y| day(y, month.1, "01"))
            }
            _ if run.len() == 4 => modern(run).and_then(|y| day(y, "01", "01")),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

#[cfg(test)]
mod tests;
