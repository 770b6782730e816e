//! How sure dates are, and how often they come.

use crate::math::Day;

/// How sure a date is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dating {
    /// Nothing is said against it.
    #[default]
    Sure,
    /// It is only roughly so (`~` in EDTF).
    Approximate,
    /// It is in doubt (`?` in EDTF), and perhaps rough (`%`).
    Uncertain,
}

impl Dating {
    /// The name used in data that are written out; `None` for dates that are sure.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Sure => None,
            Self::Approximate => Some("approximate"),
            Self::Uncertain => Some("uncertain"),
        }
    }
}

/// The days on which a layer of snapshots or changes says something, and how often it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDays {
    /// The days, in order.
    pub days: Vec<Day>,
    /// After so many days the next one is due.
    pub every: u32,
}

impl ReportDays {
    /// The day of the last report, if another one was due since and has not come by a day.
    pub fn overdue(&self, day: Day) -> Option<Day> {
        let after = self.days.partition_point(|own| *own <= day);
        let last = *self.days.get(after.checked_sub(1)?)?;
        (day.since(last) >= i64::from(self.every.max(1))).then_some(last)
    }

    /// The stretches of days in `[from, until)` on which a report is overdue: first day, first day
    /// after.
    pub fn gaps(&self, from: Day, until: Day) -> Vec<(Day, Day)> {
        let ends = self.days.iter().skip(1).copied().chain([until]);
        let gap = |(last, next): (&Day, Day)| {
            let due = last.plus(i64::from(self.every.max(1))).max(from);
            let next = next.min(until);
            (due < next).then_some((due, next))
        };
        self.days.iter().zip(ends).filter_map(gap).collect()
    }
}

/// How often reports come, from their days: the most days between two of them that differ from the
/// median by no more than a seventh (months and years are not of one length). `None` where there are
/// fewer than four, or where less than six of ten gaps are such: then there is no rhythm.
pub(crate) fn rhythm(days: &[Day]) -> Option<u32> {
    let mut gaps: Vec<i64> = days.windows(2).map(|pair| pair[1].since(pair[0])).collect();
    gaps.sort_unstable();
    if gaps.len() < 3 {
        return None;
    }
    let median = gaps[gaps.len() / 2];
    let alike: Vec<i64> =
        gaps.iter().copied().filter(|gap| (gap - median).abs() * 7 <= median).collect();
    let rhythmic = alike.len() * 10 >= gaps.len() * 6;
    alike.last().filter(|_| rhythmic).and_then(|gap| u32::try_from(*gap).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(numbers: &[i64]) -> Vec<Day> {
        let first = Day::from_ymd(2024, 1, 1).unwrap();
        numbers.iter().map(|n| first.plus(*n)).collect()
    }

    #[test]
    fn a_report_is_overdue_when_the_next_was_due() {
        let daily = ReportDays { days: days(&[0, 1, 4]), every: 1 };
        let overdue: Vec<bool> =
            days(&[-1, 0, 1, 2, 3, 4, 5]).iter().map(|day| daily.overdue(*day).is_some()).collect();
        assert_eq!(overdue, [false, false, false, true, true, false, true]);
        let all = days(&[-5, 2, 3, 4, 5, 6]);
        assert_eq!(daily.gaps(all[0], all[5]), [(all[1], all[3]), (all[4], all[5])]);
        // The same, day by day.
        for day in all[0].up_to(all[5]) {
            let in_gap = daily.gaps(all[0], all[5]).iter().any(|(a, b)| (*a..*b).contains(&day));
            assert_eq!(in_gap, daily.overdue(day).is_some(), "{day}");
        }
    }

    #[test]
    fn a_rhythm_is_what_most_gaps_keep() {
        assert_eq!(rhythm(&days(&[0, 1, 2, 3, 9, 10])), Some(1));
        assert_eq!(rhythm(&days(&[0, 7, 14, 21, 42])), Some(7));
        // Months, one missing.
        assert_eq!(rhythm(&days(&[0, 31, 60, 91, 121, 152, 213])), Some(31));
        // Years.
        assert_eq!(rhythm(&days(&[0, 366, 731, 1096, 1461])), Some(366));
        assert_eq!(rhythm(&days(&[0, 1, 2])), None);
        // Centuries as they come.
        assert_eq!(rhythm(&days(&[0, 36_524, 219_146, 255_670, 474_816])), None);
        assert_eq!(rhythm(&days(&[0, 1, 30, 31, 400, 2000])), None);
    }
}
