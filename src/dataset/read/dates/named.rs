//! Dates in the names of files and folders.

use super::{digits, since_1970};
use crate::math::{Day, Precision};

/// The date in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dataset::read) struct Named {
    /// The day, or the first day of a month or year.
    pub day: Day,
    /// How much of it is written.
    pub precision: Precision,
    /// Whether folders alone say it, so that several files may share it.
    pub by_folder: bool,
}

/// The dates in the names of files that belong together: `2024-05-01.geojson`,
/// `front_20240501.json`, `2024_05_01.json`, `Control_22_09_11.kml` (year first, of this century),
/// `2024-05.json`, `world_1914.geojson`, `world_bc500.geojson`, `1601510400.json` (seconds since
/// 1970), `1943/07/12.geojson`, `1943/07-12.geojson`, `1943/front.geojson`.
///
/// A number of less than four digits is a year where another file of that name has a year in its
/// place, as in `world_800.geojson` beside `world_1914.geojson`.
pub(in crate::dataset::read) fn in_names(paths: &[&str]) -> Vec<Option<Named>> {
    let plain: Vec<Option<Named>> = paths.iter().map(|path| in_path(path)).collect();
    let years: Vec<&str> = paths
        .iter()
        .zip(&plain)
        .filter(|(_, named)| named.is_some_and(|n| n.precision == Precision::Year && !n.by_folder))
        .map(|(path, _)| before_number(stem(path)).trim_end_matches(era))
        .collect();
    let short = |path: &str| {
        let before = before_number(stem(path));
        let year = digits(stem(path).get(before.len()..)?, 3).filter(|year| *year > 0)?;
        years.contains(&before).then(|| of_year(i32::try_from(year).ok()?)).flatten()
    };
    let both = paths.iter().zip(plain);
    both.map(|(path, named)| named.or_else(|| short(path))).collect()
}

/// The name without folders and endings.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// What stands before the digits at the end of a name.
fn before_number(stem: &str) -> &str {
    stem.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn era(c: char) -> bool {
    matches!(c, 'b' | 'c' | 'B' | 'C')
}

fn of_year(year: i32) -> Option<Named> {
    let day = Day::from_ymd(year, 1, 1)?;
    Some(Named { day, precision: Precision::Year, by_folder: false })
}

/// The date that a path tells: the file's name, else the folders that it is in, with or without it.
fn in_path(path: &str) -> Option<Named> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    let own = stem(path);
    let count = parts.len();
    let folders = |n: usize| parts.get(count.checked_sub(n)?..).map(|last| last.join("-"));
    // What folders and name say together: the name alone may look like something else.
    let together = (1..=2).rev().find_map(|n| {
        let joined = format!("{}-{own}", folders(n)?);
        whole(&joined).filter(|_| whole(own).is_none())
    });
    if let Some(named) = together.or_else(|| in_stem(own)) {
        return Some(named);
    }
    let of_folders = (1..=3).rev().find_map(|n| whole(&folders(n)?));
    of_folders.map(|named| Named { by_folder: true, ..named })
}

/// A text that is a date and nothing else: `1943`, `1943-07`, `1943-07-12`, also with `_`.
fn whole(text: &str) -> Option<Named> {
    let parts: Vec<&str> = text.split(['-', '_']).collect();
    let year = |text: &str| {
        (text.len() == 4)
            .then(|| digits(text, 4))
            .flatten()
            .filter(|year| (1000..3000).contains(year))
    };
    let two = |text: &str| if text.len() <= 2 { digits(text, 2) } else { None };
    let (day, precision) = match parts.as_slice() {
        [y] => (Day::from_ymd(year(y)? as i32, 1, 1), Precision::Year),
        [y, m] => (Day::from_ymd(year(y)? as i32, two(m)?, 1), Precision::Month),
        [y, m, d] => (Day::from_ymd(year(y)? as i32, two(m)?, two(d)?), Precision::Day),
        _ => return None,
    };
    Some(Named { day: day?, precision, by_folder: false })
}

/// The date somewhere in a name.
fn in_stem(stem: &str) -> Option<Named> {
    // Runs of digits, with what stands before each and after it.
    let mut runs: Vec<(&str, &str, &str)> = Vec::new();
    let mut rest = stem;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        runs.push((before, run, after));
        rest = after;
    }
    let joined = |run: &(&str, &str, &str)| matches!(run.0, "-" | "_") && run.1.len() == 2;
    let modern = |year: &str| digits(year, 4).filter(|y| (1000..3000).contains(y));
    let of_day = |day: Day| Named { day, precision: Precision::Day, by_folder: false };
    let day = |year: u32, month: &str, day: &str| {
        Day::from_ymd(i32::try_from(year).ok()?, digits(month, 2)?, digits(day, 2)?).map(of_day)
    };
    let digital =
        |run: &str| modern(run.get(..4)?).and_then(|y| day(y, run.get(4..6)?, run.get(6..8)?));
    let days = runs.iter().enumerate().find_map(|(i, (_, run, _))| {
        match (run.len(), runs.get(i + 1), runs.get(i + 2)) {
            // With hours and minutes or not.
            (8 | 12 | 14, _, _) => digital(run),
            (4, Some(month), Some(last)) if joined(month) && joined(last) => {
                modern(run).and_then(|y| day(y, month.1, last.1))
            }
            (2, Some(month), Some(last)) if joined(month) && joined(last) => {
                digits(run, 2).and_then(|y| day(2000 + y, month.1, last.1))
            }
            (10 | 13, ..) => since_1970(run).and_then(|seconds| {
                Some(of_day(Day::from_ymd(1970, 1, 1)?.plus(seconds.div_euclid(86_400))))
            }),
            _ => None,
        }
    });
    days.or_else(|| {
        runs.iter().enumerate().find_map(|(i, (before, run, after))| {
            let (before, after) = (before.to_ascii_lowercase(), after.to_ascii_lowercase());
            let ends = |after: &str, word: &str| {
                after.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
            };
            let begins = |word: &str| {
                before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphabetic))
            };
            let era =
                |words: [&str; 2]| words.iter().any(|word| begins(word) || ends(&after, word));
            let (before_era, of_era) = (era(["bc", "bce"]), era(["ad", "ce"]));
            match runs.get(i + 1) {
                _ if before_era => {
                    digits(run, 6).and_then(|year| of_year(1 - i32::try_from(year).ok()?))
                }
                _ if of_era => digits(run, 4).and_then(|year| of_year(i32::try_from(year).ok()?)),
                Some(month) if run.len() == 4 && joined(month) => modern(run).and_then(|y| {
                    let day = Day::from_ymd(i32::try_from(y).ok()?, digits(month.1, 2)?, 1)?;
                    Some(Named { day, precision: Precision::Month, by_folder: false })
                }),
                _ if run.len() == 4 => modern(run).and_then(|y| of_year(i32::try_from(y).ok()?)),
                _ => None,
            }
        })
    })
}
