//! Days that tell the course of a war in a few pictures.

use crate::math::Day;
use std::collections::{BTreeMap, BTreeSet};

/// How many pictures a page has, if nobody says: numbers that fill a page, and no more pictures than
/// there are states to show, so that each differs from the one before.
const COUNTS: [usize; 3] = [8, 6, 4];

/// Of more days with a change only so many are looked at.
const MOST_CANDIDATES: usize = 500;

/// 4 to 8 days from the first up to (not including) the second that split the change between them as
/// evenly as can be, with the first and the last of all; fewer where there are not as many days.
/// `change` says how much changes from the day before to a day.
pub fn telling_days((from, until): (Day, Day), change: &BTreeMap<Day, f64>) -> Vec<Day> {
    let last = until.plus(-1);
    if last <= from {
        return vec![from];
    }
    let after = from.plus(1);
    let mut sum = 0.0;
    // The change from the first day up to each candidate.
    let mut candidates = vec![(from, 0.0)];
    candidates.extend(change.range(after..=last).map(|(day, amount)| {
        sum += amount.max(0.0);
        (*day, sum)
    }));
    let states = candidates.len();
    if candidates.last().is_none_or(|(day, _)| *day < last) {
        candidates.push((last, sum));
    }
    let candidates = thinned(candidates, sum);
    let least = COUNTS[COUNTS.len() - 1];
    let count = COUNTS.into_iter().find(|count| *count <= states).unwrap_or(least);
    let mut days = evenly(&candidates, count);
    fill(&mut days, least);
    days.into_iter().collect()
}

/// Candidates that differ enough, with the first and the last.
fn thinned(candidates: Vec<(Day, f64)>, sum: f64) -> Vec<(Day, f64)> {
    if candidates.len() <= MOST_CANDIDATES {
        return candidates;
    }
    let step = sum / MOST_CANDIDATES as f64;
    let last = candidates.last().copied();
    let mut kept: Vec<(Day, f64)> = Vec::new();
    for candidate in candidates {
        if kept.last().is_none_or(|before| candidate.1 - before.1 >= step) {
            kept.push(candidate);
        }
    }
    if let Some(last) = last.filter(|last| kept.last() != Some(last)) {
        kept.push(last);
    }
    kept
}

/// `count` of the candidates, first and last among them, with the least sum of squares of the change
/// between neighbors.
fn evenly(candidates: &[(Day, f64)], count: usize) -> BTreeSet<Day> {
    let size = candidates.len();
    if size <= count {
        return candidates.iter().map(|candidate| candidate.0).collect();
    }
    let cost = |a: usize, b: usize| (candidates[b].1 - candidates[a].1).powi(2);
    // Row by row: the least cost of reaching a candidate with so many steps, and from where.
    let mut costs: Vec<f64> = (0..size).map(|i| if i == 0 { 0.0 } else { f64::INFINITY }).collect();
    let mut origins: Vec<Vec<usize>> = Vec::new();
    for _ in 1..count {
        let step = |to: usize| {
            (0..to)
                .map(|origin| (costs[origin] + cost(origin, to), origin))
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .unwrap_or((f64::INFINITY, 0))
        };
        let (next, origin): (Vec<f64>, Vec<usize>) = (0..size).map(step).unzip();
        costs = next;
        origins.push(origin);
    }
    let mut at = size - 1;
    let mut days = BTreeSet::from([candidates[at].0]);
    for origin in origins.iter().rev() {
        at = origin[at];
        days.insert(candidates[at].0);
    }
    days
}

/// Adds days in the middle of the longest times between days until there are `least`.
fn fill(days: &mut BTreeSet<Day>, least: usize) {
    while days.len() < least {
        let pairs = days.iter().zip(days.iter().skip(1));
        // The first of the longest.
        let longest = pairs.rev().max_by_key(|(a, b)| b.since(**a));
        let Some((a, b)) = longest.filter(|(a, b)| b.since(**a) > 1) else { return };
        let middle = a.plus(b.since(*a) / 2);
        days.insert(middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> Day {
        Day::from_ymd(2020, 1, 1).unwrap().plus(n)
    }

    fn chosen(days: i64, change: &[(i64, f64)]) -> Vec<i64> {
        let change = change.iter().map(|(n, amount)| (day(*n), *amount)).collect();
        let chosen = telling_days((day(0), day(days)), &change);
        chosen.into_iter().map(|one| one.since(day(0))).collect()
    }

    #[test]
    fn even_change_is_split_evenly() {
        let daily: Vec<(i64, f64)> = (1..36).map(|n| (n, 10.0)).collect();
        assert_eq!(chosen(36, &daily), [0, 5, 10, 15, 20, 25, 30, 35]);
    }

    #[test]
    fn days_go_where_the_change_is() {
        // A long lull between two weeks of movement.
        let weeks: Vec<(i64, f64)> = (1..8).chain(100..107).map(|n| (n, 1.0)).collect();
        let days = chosen(200, &weeks);
        assert_eq!(days.len(), 8);
        assert_eq!((days[0], days[7]), (0, 199));
        assert!(days.iter().all(|n| *n < 8 || *n >= 100), "{days:?}");
    }

    #[test]
    fn without_change_days_are_spread_over_the_time() {
        assert_eq!(chosen(10, &[]), [0, 4, 6, 9]);
        assert_eq!(chosen(10, &[(4, 5.0)]), [0, 4, 6, 9]);
        assert_eq!(chosen(3, &[]), [0, 1, 2]);
        assert_eq!(chosen(1, &[]), [0]);
        assert_eq!(chosen(6, &[(0, 1.0), (900, 1.0)]), [0, 2, 3, 5]);
    }
}
