//! Days that do not fit between their neighbors: exchanged files, forgotten parties, jumps.

use super::days::Course;
use crate::dataset::Atlas;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::math::Day;
use crate::render::Survey;
use crate::render::near::km2;
use std::collections::BTreeSet;

/// Dates to each side that a date is compared with.
const REACH: usize = 3;
/// A value further from the median of its neighbors than so many standard deviations, as their median
/// absolute deviation estimates it, is an outlier: the Hampel identifier (Hampel 1974, "The Influence
/// Curve and Its Role in Robust Estimation"; Davies and Gather 1993, "The Identification of Multiple
/// Outliers").
const DEVIATIONS: f64 = 3.0;
/// What the median absolute deviation of normal errors is multiplied by to give their deviation.
const NORMAL: f64 = 1.4826;
/// Jumps below this part of a party's ground are no slips.
const LEAST_JUMP: f64 = 0.03;
/// Changes below this part of all ground are no slips.
const LEAST_CHANGE: f64 = 0.002;
/// A change is a slip only if it is so many times what mostly changes.
const UNUSUAL: f64 = 3.0;
/// A change is undone if so much of it is.
const UNDONE: f64 = 0.8;
/// Two days are exchanged if, put right, so much less changes around them.
const EXCHANGED: f64 = 0.7;
/// At most so many days are compared with each other.
const COMPARED: usize = 24;

type Dates = [(Day, Location)];

/// Looks at the ground of all parties on the dates of a series.
pub fn check(survey: &Survey, dates: &Dates) -> Diagnostics {
    let atlas = survey.atlas();
    // What lies outside the atlas's days is drawn nowhere, but still tells how a series goes.
    let course = Course::new(survey.coverage(), dates.iter().map(|(day, _)| *day).collect());
    let mut found = Diagnostics::new();
    let mut told = exchanged(&course, dates, &mut found);
    vanished(atlas, &course, dates, &mut told, &mut found);
    jumps(atlas, &course, dates, &mut told, &mut found);
    undone(&course, dates, &mut told, &mut found);
    found
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[middle],
        _ => (values[middle - 1] + values[middle]) / 2.0,
    }
}

/// How much a change at a date must be to be out of the usual, in square kilometers.
fn unusual(course: &Course<'_>, k: usize) -> f64 {
    let usual = median(course.changed.iter().skip(1).copied().collect());
    (LEAST_CHANGE * course.total[k - 1].max(course.total[k])).max(UNUSUAL * usual)
}

/// How much of what changes at a date, and again at the next, would not if it were left out.
fn detour(course: &Course<'_>, k: usize) -> f64 {
    course.changed[k] + course.changed[k + 1] - course.across[k]
}

/// Pairs of days of which each fits in the other's place. Gives the days told about.
fn exchanged(course: &Course<'_>, dates: &Dates, found: &mut Diagnostics) -> BTreeSet<usize> {
    let n = dates.len();
    let inner = 1..n - 1;
    let mut odd: Vec<usize> = inner
        .filter(|&k| {
            let both = course.changed[k] + course.changed[k + 1];
            let detour = detour(course, k);
            detour > unusual(course, k) && detour > 0.5 * both
        })
        .collect();
    odd.sort_by(|a, b| detour(course, *b).total_cmp(&detour(course, *a)));
    odd.truncate(COMPARED);
    odd.sort_unstable();
    let mut told = BTreeSet::new();
    for (at, &i) in odd.iter().enumerate() {
        let fits = |j: &usize| {
            // What changes along the days around the two, as they are and exchanged.
            let stops: BTreeSet<usize> = [i - 1, i, i + 1, j - 1, *j, j + 1].into();
            let stops: Vec<usize> = stops.into_iter().collect();
            let swap = |k: usize| {
                if k == i {
                    *j
                } else if k == *j {
                    i
                } else {
                    k
                }
            };
            let along = |place: &dyn Fn(usize) -> usize| -> f64 {
                let steps = stops.windows(2).filter(|pair| pair[1] == pair[0] + 1);
                steps.map(|pair| course.between(place(pair[0]), place(pair[1]))).sum()
            };
            (along(&swap), along(&|k| k))
        };
        let others = odd[at + 1..].iter().filter(|j| !told.contains(*j));
        let best = others
            .map(|j| (fits(j), *j))
            .filter(|((put_right, now), _)| *put_right <= EXCHANGED * now)
            .min_by(|a, b| a.0.0.total_cmp(&b.0.0));
        let Some(((put_right, now), j)) = best.filter(|_| !told.contains(&i)) else { continue };
        told.extend([i, j]);
        let ((one, here), (other, there)) = (&dates[i], &dates[j]);
        let message = format!(
            "the days {one} and {other} look exchanged: each fits in the other's place, and only {} \
             would change around them instead of {}",
            km2(put_right),
            km2(now)
        );
        found.push(
            Diagnostic::warning("exchanged-days", message)
                .at(here.clone())
                .and(there.clone())
                .on(*one, other.plus(1))
                .remedy("compare the two files with their sources; exchange them if they are"),
        );
    }
    told
}

/// Parties that hold ground before and after a date but none on it.
fn vanished(
    atlas: &Atlas,
    course: &Course<'_>,
    dates: &Dates,
    told: &mut BTreeSet<usize>,
    found: &mut Diagnostics,
) {
    for (party, areas) in &course.areas {
        for k in 1..dates.len() - 1 {
            let least = areas[k - 1].min(areas[k + 1]);
            if areas[k] > 0.0 || least <= 0.0 || told.contains(&k) {
                continue;
            }
            let (day, location) = &dates[k];
            let message = format!(
                "`{}` holds nothing on {day}, but {} before and {} after it",
                atlas.party_of(*party).id,
                km2(areas[k - 1]),
                km2(areas[k + 1])
            );
            found.push(
                Diagnostic::warning("party-vanishes", message)
                    .at(location.clone())
                    .on(*day, dates[k + 1].0)
                    .of_km2(least)
                    .remedy("look whether its areas were forgotten in this file, or misspelled"),
            );
            told.insert(k);
        }
    }
}

/// Dates at which the area of a party is an outlier among its neighbors.
fn jumps(
    atlas: &Atlas,
    course: &Course<'_>,
    dates: &Dates,
    told: &mut BTreeSet<usize>,
    found: &mut Diagnostics,
) {
    let n = dates.len();
    let mut by_date: Vec<Vec<(String, f64)>> = vec![Vec::new(); n];
    for (party, areas) in &course.areas {
        // An offensive leads to a new level and a slip back to the old one: two neighbors on each
        // side are needed to tell them apart.
        for k in 2..n.saturating_sub(2) {
            let window = &areas[k.saturating_sub(REACH)..n.min(k + REACH + 1)];
            let middle = median(window.to_vec());
            let spread = NORMAL * median(window.iter().map(|x| (x - middle).abs()).collect());
            let away = (areas[k] - middle).abs();
            let least = (LEAST_JUMP * middle).max(LEAST_CHANGE * course.total[k]);
            if away > DEVIATIONS * spread && away > least {
                let id = &atlas.party_of(*party).id;
                let words =
                    format!("`{id}` holds {} instead of some {}", km2(areas[k]), km2(middle));
                by_date[k].push((words, away));
            }
        }
    }
    let mut k = 0;
    while k < n {
        let start = k;
        while k < n && !by_date[k].is_empty() && !told.contains(&k) {
            k += 1;
        }
        if k == start {
            k += 1;
            continue;
        }
        let (from, location) = &dates[start];
        let until = dates.get(k).map_or(from.plus(1), |(day, _)| *day);
        let words: Vec<&str> = by_date[start].iter().map(|(words, _)| words.as_str()).collect();
        let most = by_date[start].iter().map(|(_, away)| *away).fold(0.0, f64::max);
        let when = match k - start {
            1 => format!("on {from}"),
            dates => format!("on {dates} dates from {from}"),
        };
        let message = format!("a jump that does not last: {when} {}", words.join(", "));
        found.push(
            Diagnostic::warning("area-jump", message)
                .at(location.clone())
                .on(*from, until)
                .of_km2(most)
                .remedy(
                    "compare the file with those before and after it: an area may be missing, drawn \
                     twice, or given to the wrong party",
                ),
        );
        told.extend(start..k);
    }
}

/// Dates at which much changes that the next date undoes.
fn undone(course: &Course<'_>, dates: &Dates, told: &mut BTreeSet<usize>, found: &mut Diagnostics) {
    for k in 1..dates.len() - 1 {
        let (there, back) = (course.changed[k], course.changed[k + 1]);
        let undone = detour(course, k) / 2.0;
        if told.contains(&k) || undone < unusual(course, k) || undone < UNDONE * there.max(back) {
            continue;
        }
        let (day, location) = &dates[k];
        let next = dates[k + 1].0;
        // Another day's file under this day's name?
        let likeness = |other: &usize| course.between(*other, k);
        let others = (0..dates.len()).filter(|other| other.abs_diff(k) > 1);
        let others = others.filter(|other| other.abs_diff(k) <= COMPARED);
        let copy = others.min_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        let copy = copy.filter(|other| likeness(other) < 0.05 * undone);
        let copy = copy.map(|other| format!("; it is as {} has it", dates[other].0));
        let message = format!(
            "{} change on {day} and back on {next}{}",
            km2(undone),
            copy.unwrap_or_default()
        );
        found.push(
            Diagnostic::warning("undone-change", message)
                .at(location.clone())
                .on(*day, next)
                .of_km2(undone)
                .remedy("compare the file with those before and after it; it may be another day's"),
        );
        told.insert(k);
    }
}
