//! What a date says: a day, or that it was some day between two.

use crate::dataset::Dating;
use crate::math::{Day, Precision};

/// A date as understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dataset::read) struct When {
    /// The first day that it may mean; `None`: nobody says.
    pub earliest: Option<Day>,
    /// The last day that it may mean; `None`: nobody says.
    pub latest: Option<Day>,
    /// How much of it is written.
    pub precision: Precision,
    /// How sure it is.
    pub dating: Dating,
    /// Whether it is two dates, a first and a last.
    pub interval: bool,
    /// Whether it is some day between the two and nobody knows which. A month or a year that is just
    /// written is not: the data is by months or years, and the first day stands for all.
    pub vague: bool,
}

impl When {
    /// A day, or the first day of a month or year.
    pub fn exactly(first: Day, precision: Precision, dating: Dating) -> Self {
        let last = match precision {
            Precision::Day | Precision::Undated => first,
            _ => precision.next(first).plus(-1),
        };
        let (earliest, latest) = (Some(first), Some(last));
        Self { earliest, latest, precision, dating, interval: false, vague: false }
    }

    /// Some day between two.
    pub fn within(earliest: Option<Day>, latest: Option<Day>, precision: Precision) -> Self {
        Self { earliest, latest, precision, dating: Dating::Sure, interval: false, vague: true }
    }

    /// An interval from its two ends; `None` if both are open.
    pub fn between(first: Option<Self>, last: Option<Self>) -> Option<Self> {
        let ends = || first.iter().chain(&last);
        Some(Self {
            earliest: first.and_then(|first| first.earliest),
            latest: last.and_then(|last| last.latest),
            precision: ends().map(|end| end.precision).min()?,
            dating: ends().map(|end| end.dating).max()?,
            interval: true,
            vague: true,
        })
    }

    /// Whether its end lies before its beginning.
    pub fn is_inverted(&self) -> bool {
        self.earliest.zip(self.latest).is_some_and(|(first, last)| first > last)
    }

    /// The first day that it may mean; if that is open, the last.
    pub fn day(&self) -> Option<Day> {
        self.earliest.or(self.latest)
    }

    /// The day by which it has come: the last one if it is vague, else the first.
    pub fn surely(&self) -> Option<Day> {
        if self.vague { self.latest.or(self.earliest) } else { self.earliest }
    }
}
