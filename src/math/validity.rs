//! When something is true.

use super::Day;

/// A half-open interval of days, `[from, until)`; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Validity {
    /// First day on which it is true; `None`: always was.
    pub from: Option<Day>,
    /// First day on which it is no longer true; `None`: still is.
    pub until: Option<Day>,
}

impl Validity {
    /// True on every day.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// An interval from its ends.
    pub const fn new(from: Option<Day>, until: Option<Day>) -> Self {
        Self { from, until }
    }

    /// Whether it is true on a day.
    pub fn contains(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether no day lies in it.
    pub fn is_empty(&self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if from >= until)
    }

    /// Whether it has a day in `[from, until)`.
    pub fn meets(&self, from: Day, until: Day) -> bool {
        !self.is_empty()
            && self.from.is_none_or(|own| own < until)
            && self.until.is_none_or(|own| from < own)
    }
}
