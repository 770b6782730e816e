//! Dates that a series lacks.

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::math::Day;

/// In a regular series so many of its steps are equal.
const REGULAR: f64 = 0.8;
/// At most so many stretches are named.
const NAMED: usize = 8;

/// How dates can be counted so that a regular series has equal steps.
#[derive(Clone, Copy)]
enum Count {
    Days,
    Months,
    Years,
}

impl Count {
    fn of(self, day: Day) -> i64 {
        match self {
            Self::Days => Day::from_ymd(2000, 1, 1).map_or(0, |start| day.since(start)),
            Self::Months => i64::from(day.year()) * 12 + i64::from(day.month()),
            Self::Years => i64::from(day.year()),
        }
    }

    /// The date so many counts after one.
    fn after(self, day: Day, steps: i64) -> Day {
        let moved = |year: i64, month: u32| {
            let year = i32::try_from(year).ok()?;
            (0..4).find_map(|less| Day::from_ymd(year, month, day.day_of_month() - less))
        };
        let date = match self {
            Self::Days => Some(day.plus(steps)),
            Self::Months => {
                let months = self.of(day) - 1 + steps;
                moved(months.div_euclid(12), months.rem_euclid(12) as u32 + 1)
            }
            Self::Years => moved(i64::from(day.year()) + steps, day.month()),
        };
        date.unwrap_or(day)
    }

    fn unit(self, step: i64) -> String {
        let unit = match self {
            Self::Days => "day",
            Self::Months => "month",
            Self::Years => "year",
        };
        if step == 1 { format!("every {unit}") } else { format!("every {step} {unit}s") }
    }
}

/// How a series counts: by years if all dates are of one day of the year, by months if all are of one
/// day of the month, else by days.
fn count_of(dates: &[(Day, Location)]) -> Count {
    let same = |key: &dyn Fn(Day) -> (u32, u32)| {
        dates.windows(2).all(|pair| key(pair[0].0) == key(pair[1].0))
    };
    if same(&|day| (day.month(), day.day_of_month())) {
        Count::Years
    } else if same(&|day| (0, day.day_of_month())) {
        Count::Months
    } else {
        Count::Days
    }
}

/// The dates that a regular series leaves out, as one finding.
pub fn missing(dates: &[(Day, Location)]) -> Diagnostics {
    let mut found = Diagnostics::new();
    let count = count_of(dates);
    let steps: Vec<i64> =
        dates.windows(2).map(|pair| count.of(pair[1].0) - count.of(pair[0].0)).collect();
    let mut sorted = steps.clone();
    sorted.sort_unstable();
    let usual = sorted.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
    let Some(([step, ..], equal)) = usual.map(|same| (same, same.len())) else { return found };
    if *step <= 0 || (equal as f64) < REGULAR * steps.len() as f64 {
        return found;
    }
    let mut total = 0;
    let mut stretches = Vec::new();
    let mut first = None;
    for (pair, gap) in dates.windows(2).zip(&steps) {
        let lacking = gap / step - 1;
        if lacking < 1 {
            continue;
        }
        total += lacking;
        let day = |n: i64| count.after(pair[0].0, n * step);
        let (from, last) = (day(1), day(lacking));
        stretches.push(if lacking == 1 { from.to_string() } else { format!("{from} to {last}") });
        first.get_or_insert((pair[0].1.clone(), from, pair[1].0));
    }
    if let Some((location, from, until)) = first {
        let more = match stretches.len().saturating_sub(NAMED) {
            0 => String::new(),
            n => format!(" and {n} more stretches"),
        };
        stretches.truncate(NAMED);
        let every = count.unit(*step);
        let dates = if total == 1 { "date is" } else { "dates are" };
        let message = format!(
            "the series has a date {every}, but {total} {dates} missing: {}{more}",
            stretches.join(", ")
        );
        found.push(
            Diagnostic::warning("missing-days", message)
                .at(location)
                .on(from, until)
                .remedy("add the files; until then the state before goes on"),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(dates: &[&str]) -> String {
        let dates: Vec<(Day, Location)> =
            dates.iter().map(|text| (Day::parse(text).unwrap(), Location::file(*text))).collect();
        missing(&dates).iter().map(|d| d.message.clone()).collect()
    }

    #[test]
    fn regular_series_lack_dates() {
        let days: Vec<String> = (1..20)
            .filter(|d| ![4, 9, 10].contains(d))
            .map(|d| format!("2024-05-{d:02}"))
            .collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        assert_eq!(
            told(&days),
            "the series has a date every day, but 3 dates are missing: 2024-05-04, 2024-05-09 to \
             2024-05-10"
        );
        let months = ["2020-11-01", "2020-12-01", "2021-01-01", "2021-02-01", "2021-03-01"];
        let rest = ["2021-04-01", "2021-05-01", "2021-07-01"];
        assert_eq!(
            told(&[&months[..], &rest[..]].concat()),
            "the series has a date every month, but 1 date is missing: 2021-06-01"
        );
        assert_eq!(told(&["1900-01-01", "1910-01-01", "1920-01-01", "1930-01-01"]), "");
        assert_eq!(told(&["2031-05-01", "2031-05-04", "2031-05-05", "2031-05-12"]), "");
    }
}
