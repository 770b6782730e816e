//! How far apart the days of an animation are.

use crate::math::{Day, Precision};
use std::fmt;
use std::str::FromStr;

/// Which days become frames besides the first and the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Every so many days.
    Days(u32),
    /// The first of every so many months.
    Months(u32),
    /// The first day of every so many years.
    Years(u32),
    /// Days on which ground changed hands or something happened.
    Change,
}

/// More frames than this are not made unless they are asked for.
const MOST_FRAMES: i64 = 600;
/// The same for days: two years of them pass in a few minutes.
const MOST_DAYS: i64 = 1500;

impl Every {
    /// What fits data that is dated as finely as told: a frame a day, a month or a year; where these
    /// would be too many, the next longer one, at last only changes.
    ///
    /// ```
    /// use salient::{math::{Day, Precision}, timeline::Every};
    /// let day = |text| Day::parse(text).unwrap();
    /// assert_eq!(Every::fitting(Precision::Day, day("2020-09-27"), day("2020-12-16")), Every::Days(1));
    /// assert_eq!(Every::fitting(Precision::Year, day("1900-01-01"), day("2000-01-01")), Every::Years(1));
    /// assert_eq!(Every::fitting(Precision::Day, day("1900-01-01"), day("1930-01-01")), Every::Months(1));
    /// ```
    pub fn fitting(precision: Precision, from: Day, until: Day) -> Self {
        let days = until.since(from);
        let years = i64::from(until.year()) - i64::from(from.year());
        if precision <= Precision::Day && days <= MOST_DAYS {
            Self::Days(1)
        } else if precision <= Precision::Month && days / 30 <= MOST_FRAMES {
            Self::Months(1)
        } else if years <= MOST_FRAMES {
            Self::Years(1)
        } else {
            Self::Change
        }
    }

    /// How many days, months or years; 1 for changes.
    pub fn count(self) -> u32 {
        match self {
            Self::Days(n) | Self::Months(n) | Self::Years(n) => n.max(1),
            Self::Change => 1,
        }
    }

    /// The same with another number of days, months or years.
    #[must_use]
    pub fn with(self, count: u32) -> Self {
        match self {
            Self::Days(_) => Self::Days(count),
            Self::Months(_) => Self::Months(count),
            Self::Years(_) => Self::Years(count),
            Self::Change => Self::Change,
        }
    }

    /// Whether a day after the first is shown, if something happened on it or nothing did. Months and
    /// years are counted by the calendar: every ten years are 1910, 1920 and so on.
    pub(super) fn shows(self, from: Day, day: Day, happened: bool) -> bool {
        let first = |precision: Precision| precision.start(day) == day;
        let n = i64::from(self.count());
        match self {
            Self::Days(_) => day.since(from) % n == 0,
            Self::Months(_) => {
                let month = i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
                first(Precision::Month) && month.rem_euclid(n) == 0
            }
            Self::Years(_) => first(Precision::Year) && i64::from(day.year()).rem_euclid(n) == 0,
            Self::Change => happened,
        }
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (n, unit) = match self {
            Self::Days(n) => (*n, "day"),
            Self::Months(n) => (*n, "month"),
            Self::Years(n) => (*n, "year"),
            Self::Change => return f.write_str("change"),
        };
        if n == 1 { f.write_str(unit) } else { write!(f, "{n} {unit}s") }
    }
}

impl FromStr for Every {
    type Err = String;

    /// Reads `7`, `7 days`, `month`, `3 months`, `year`, `10 years` and `change`.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().to_ascii_lowercase();
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let count = match number {
            "" => Some(1),
            number => number.parse::<u32>().ok().filter(|n| *n > 0),
        };
        let found = count.and_then(|n| match unit.trim().trim_end_matches('s') {
            "" if !number.is_empty() => Some(Self::Days(n)),
            "day" => Some(Self::Days(n)),
            "month" => Some(Self::Months(n)),
            "year" => Some(Self::Years(n)),
            "change" if number.is_empty() => Some(Self::Change),
            _ => None,
        });
        found.ok_or_else(|| {
            "write a number of days from 1, `month`, `year`, `10 years`, or `change`".to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_and_written() {
        for text in ["day", "7 days", "month", "3 months", "year", "10 years", "change"] {
            assert_eq!(text.parse::<Every>().unwrap().to_string(), text);
        }
        assert_eq!("7".parse(), Ok(Every::Days(7)));
        for wrong in ["", "0", "-1", "x", "2 changes", "0 years", "99999999999"] {
            assert!(wrong.parse::<Every>().is_err(), "{wrong}");
        }
    }
}
