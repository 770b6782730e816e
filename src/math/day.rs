//! Civil dates.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A civil date in the proleptic Gregorian calendar. Years before 1 CE are astronomical
/// (`0000` is 1 BCE).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Not one of the forms understood.
    #[error("`{0}` is not a date; write it as YYYY-MM-DD")]
    Form(String),
    /// The form is right but the calendar has no such day.
    #[error("`{0}` is not a day of the calendar")]
    Calendar(String),
}

impl Day {
    /// A day from year, month (1 to 12) and day of the month; `None` if there is no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Reads `YYYY-MM-DD` (a sign and more digits are allowed for far years) or `YYYYMMDD`.
    ///
    /// The form is checked strictly: a two-digit year or a missing zero is an error, not a guess.
    ///
    /// # Errors
    /// [`DayError::Form`] for any other shape, [`DayError::Calendar`] for 31 June and the like.
    ///
    /// ```
    /// use salient::math::Day;
    /// assert_eq!(Day::parse("2020-09-27"), Day::parse("20200927"));
    /// assert!(Day::parse("2020-9-27").is_err());
    /// assert!(Day::parse("2020-06-31").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, DayError> {
        let form = || DayError::Form(text.to_owned());
        let (sign, body) = match text.as_bytes().first() {
            Some(b'-') => (-1, &text[1..]),
            Some(b'+') => (1, &text[1..]),
            _ => (1, text),
        };
        let digits = |s: &str| {
            (!s.is_empty() && s.len() <= 6 && s.bytes().all(|b| b.is_ascii_digit()))
                .then(|| s.parse::<u32>().ok())
                .flatten()
        };
        let parts: Vec<&str> = body.split('-').collect();
        let (year, month, day) = match parts[..] {
            [y, m, d] if y.len() >= 4 && m.len() == 2 && d.len() == 2 => (y, m, d),
            [all] if all.len() == 8 && all.is_ascii() => (&all[..4], &all[4..6], &all[6..]),
            _ => return Err(form()),
        };
        let year = digits(year).ok_or_else(form)? as i32 * sign;
        let (month, day) = (digits(month).ok_or_else(form)?, digits(day).ok_or_else(form)?);
        Self::from_ymd(year, month, day).ok_or_else(|| DayError::Calendar(text.to_owned()))
    }

    /// Year, astronomical numbering.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Day of the month, 1 to 31.
    pub fn day_of_month(self) -> u32 {
        self.0.day()
    }

    /// The day `days` later (earlier if negative), held at the ends of the calendar.
    pub fn plus(self, days: i64) -> Self {
        let limit = if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        Self(
            chrono::TimeDelta::try_days(days)
                .and_then(|delta| self.0.checked_add_signed(delta))
                .unwrap_or(limit),
        )
    }

    /// Days from `earlier` to this day; negative if this day comes first.
    pub fn since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// All days from this one up to but not including `until`.
    pub fn up_to(self, until: Self) -> impl Iterator<Item = Self> {
        (0..until.since(self).max(0)).map(move |n| self.plus(n))
    }
}

impl fmt::Display for Day {
    /// ISO 8601.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Day {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        Self::parse(text)
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
