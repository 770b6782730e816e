//! How finely data tells time.

use super::Day;

/// The finest part of a date that data tell. Finer ones come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Days.
    #[default]
    Day,
    /// Months: a date is the first of its month.
    Month,
    /// Years: a date is the first day of its year.
    Year,
    /// No time at all: there is one state, of no day.
    Undated,
}

impl Precision {
    /// The first day of the period that a day lies in.
    ///
    /// ```
    /// use salient::math::{Day, Precision};
    /// let day = Day::parse("1943-07-12").unwrap();
    /// assert_eq!(Precision::Month.start(day), Day::parse("1943-07-01").unwrap());
    /// assert_eq!(Precision::Year.start(day), Day::parse("1943-01-01").unwrap());
    /// ```
    pub fn start(self, day: Day) -> Day {
        let first = match self {
            Self::Day | Self::Undated => None,
            Self::Month => Day::from_ymd(day.year(), day.month(), 1),
            Self::Year => Day::from_ymd(day.year(), 1, 1),
        };
        first.unwrap_or(day)
    }

    /// The first day of the period after so many others, held at the end of the calendar.
    ///
    /// ```
    /// use salient::math::{Day, Precision};
    /// let day = Day::parse("1943-11-12").unwrap();
    /// assert_eq!(Precision::Month.later(day, 2), Day::parse("1944-01-01").unwrap());
    /// ```
    pub fn later(self, day: Day, periods: u32) -> Day {
        let periods = i64::from(periods);
        let (year, month) = (i64::from(day.year()), i64::from(day.month()));
        let (year, month) = match self {
            Self::Day | Self::Undated => return day.plus(periods),
            Self::Month => {
                let months = year * 12 + month - 1 + periods;
                (months.div_euclid(12), months.rem_euclid(12) + 1)
            }
            Self::Year => (year + periods, 1),
        };
        let found = i32::try_from(year).ok().zip(u32::try_from(month).ok());
        found
            .and_then(|(year, month)| Day::from_ymd(year, month, 1))
            .unwrap_or_else(|| day.plus(i64::MAX))
    }

    /// The first day of the next period.
    pub fn next(self, day: Day) -> Day {
        self.later(day, 1)
    }
}
