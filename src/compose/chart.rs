//! The timeline bar: who held how much of the theatre, day by day, and where the day shown is.

use super::pen::Pen;
use super::words;
use crate::dataset::{Atlas, PartyId};
use crate::math::{Day, PagePoint, Precision, Rect};
use crate::scene::{Anchor, Fill, Hatch, Item, Path, Stroke, Weight};
use crate::style::{Words, fill};
use crate::topology::Coverage;
use std::collections::{BTreeMap, BTreeSet};

/// Area by party and period of the figure: day, month or year, as the data is dated.
pub struct Series {
    /// First days of the periods.
    starts: Vec<Day>,
    /// The first day after the last period.
    until: Day,
    /// Square kilometers: one row a party, in the order of the atlas.
    rows: Vec<(PartyId, Vec<f64>)>,
}

/// More periods than this cannot be told apart on any page: several are one.
const MOST_PERIODS: i64 = 4000;

/// The first days of the periods from a day up to another.
fn periods(precision: Precision, from: Day, until: Day) -> Vec<Day> {
    let all = match precision {
        Precision::Day | Precision::Undated => until.since(from),
        Precision::Month => until.since(from) / 28,
        Precision::Year => i64::from(until.year()) - i64::from(from.year()),
    };
    let step = u32::try_from(all / MOST_PERIODS + 1).unwrap_or(u32::MAX);
    let next = |day: &Day| Some(precision.later(*day, step)).filter(|next| next > day);
    std::iter::successors(Some(from), next).take_while(|day| *day < until).collect()
}

impl Series {
    /// Adds up the areas of all periods, by their first days.
    pub fn of(coverage: &Coverage, (from, until): (Day, Day), precision: Precision) -> Self {
        let starts = periods(precision, from, until);
        let areas = if starts.is_empty() { &[] } else { coverage.areas_km2() };
        let mut rows: BTreeMap<PartyId, Vec<f64>> = BTreeMap::new();
        for (n, day) in starts.iter().enumerate() {
            for (holding, area) in coverage.on(*day).iter().zip(areas) {
                let holder = holding.filter(|holding| !holding.rear).and_then(|h| h.holder());
                if let Some(party) = holder {
                    rows.entry(party).or_insert_with(|| vec![0.0; starts.len()])[n] += area;
                }
            }
        }
        rows.retain(|_, row| row.iter().any(|area| *area > 0.0));
        Self { starts, until, rows: rows.into_iter().collect() }
    }

    /// How many periods there are.
    fn count(&self) -> usize {
        self.starts.len()
    }

    /// The period of a day, by its place.
    fn place(&self, day: Day) -> usize {
        let after = self.starts.partition_point(|start| *start <= day);
        after.saturating_sub(1).min(self.count().saturating_sub(1))
    }

    /// Where a day begins, in periods from the first.
    fn at(&self, day: Day) -> f64 {
        let n = self.place(day);
        let Some(start) = self.starts.get(n) else { return 0.0 };
        let end = self.starts.get(n + 1).copied().unwrap_or(self.until);
        let part = day.since(*start) as f64 / end.since(*start).max(1) as f64;
        n as f64 + part.clamp(0.0, 1.0)
    }

    fn total(&self) -> f64 {
        (0..self.count()).map(|n| self.rows.iter().map(|row| row.1[n]).sum()).fold(0.0, f64::max)
    }
}

/// The part of the bar that holds the chart.
fn plot(pen: &Pen<'_>, bar: Rect) -> Rect {
    let small =
        pen.letters(pen.plan.theme.letters.small, Weight::Regular, pen.plan.theme.page.muted);
    Rect {
        x0: bar.x0 + 20.0 * pen.unit,
        y0: bar.y0 + small.size * 2.1,
        x1: bar.x1 - 20.0 * pen.unit,
        y1: bar.y1 - small.size * 2.0,
    }
}

fn x_of(plot: Rect, series: &Series, n: f64) -> f64 {
    plot.x0 + plot.width() * n / series.count().max(1) as f64
}

/// The chart of all days, pale.
pub fn fixed(pen: &Pen<'_>, atlas: &Atlas, series: &Series, bar: Rect) -> Vec<Item> {
    let theme = &pen.plan.theme;
    let small = pen.letters(theme.letters.small, Weight::Regular, theme.page.muted);
    let plot = plot(pen, bar);
    let mut items = Vec::new();
    if series.total() > 0.0 {
        let words = pen.plan.words;
        let area = words::area(words, series.total());
        let text = fill(&words.page.ground_held, &[("area", &area)]);
        items.push(pen.line(&text, plot.x0, plot.y0 - small.size * 0.55, Anchor::Start, small));
    }
    items.extend(bands(pen, series, plot, series.count(), 0.3));
    items.extend(gaps(pen, atlas, series, plot, None));
    let frame = Stroke::new(theme.page.muted, 0.8 * pen.unit);
    let base = [PagePoint::new(plot.x0, plot.y1), PagePoint::new(plot.x1, plot.y1)];
    items.push(Item::Stroke(Path::line(&base), frame.clone()));
    let mut free = plot.x0;
    for (n, label) in ticks(pen.plan.words, series, plot.width() / (small.size * 7.0)) {
        let x = x_of(plot, series, n as f64);
        let end = x + pen.width(&label, small);
        if x < free || end > bar.x1 - 4.0 * pen.unit {
            continue;
        }
        free = end + small.size;
        let tick = [PagePoint::new(x, plot.y1), PagePoint::new(x, plot.y1 + 4.0 * pen.unit)];
        items.push(Item::Stroke(Path::line(&tick), frame.clone()));
        items.push(pen.line(&label, x, plot.y1 + small.size * 1.35, Anchor::Start, small));
    }
    items
}

/// The days up to the one shown in full color, and the day's mark.
pub fn of_day(pen: &Pen<'_>, atlas: &Atlas, series: &Series, bar: Rect, day: Day) -> Vec<Item> {
    let theme = &pen.plan.theme;
    let plot = plot(pen, bar);
    let n = series.place(day);
    let mut items = bands(pen, series, plot, n + 1, 0.85);
    items.extend(gaps(pen, atlas, series, plot, Some(day)));
    let x = x_of(plot, series, n as f64 + 1.0);
    let top = plot.y0 - 3.0 * pen.unit;
    let line = [PagePoint::new(x, top), PagePoint::new(x, plot.y1)];
    items.push(Item::Stroke(Path::line(&line), Stroke::new(theme.page.accent, 2.2 * pen.unit)));
    let flag = [(-5.5, -7.0), (5.5, -7.0), (0.0, 1.0)]
        .map(|(dx, dy)| PagePoint::new(x + dx * pen.unit, top + dy * pen.unit));
    items.push(Item::Fill(Path::polygon(&flag), Fill::Solid(theme.page.accent)));
    items
}

/// Stripes over the days on which a report is overdue, up to a day.
fn gaps(
    pen: &Pen<'_>,
    atlas: &Atlas,
    series: &Series,
    plot: Rect,
    shown: Option<Day>,
) -> Vec<Item> {
    let theme = &pen.plan.theme;
    let Some(&from) = series.starts.first() else { return Vec::new() };
    let until = shown.map_or(series.until, |day| day.plus(1).min(series.until));
    let stripes = Fill::Hatch(Hatch {
        color: if shown.is_some() { theme.page.paper } else { theme.page.muted },
        width: 1.6 * pen.unit,
        spacing: 5.0 * pen.unit,
        angle: 45.0,
    });
    let reports = atlas.reports.iter();
    let stretches: BTreeSet<(Day, Day)> = reports.flat_map(|own| own.gaps(from, until)).collect();
    let rect = |(first, end): (Day, Day)| {
        let end = if end >= series.until { series.count() as f64 } else { series.at(end) };
        let (x0, x1) = (x_of(plot, series, series.at(first)), x_of(plot, series, end));
        Item::Fill(Path::rect(Rect { x0, x1, ..plot }), stripes)
    };
    stretches.into_iter().map(rect).collect()
}

/// Stacked steps, one a period, of the first `days` periods.
fn bands(pen: &Pen<'_>, series: &Series, plot: Rect, days: usize, opacity: f64) -> Vec<Item> {
    let total = series.total();
    if total <= 0.0 {
        return Vec::new();
    }
    let mut below = vec![0.0; days];
    let mut items = Vec::new();
    for (party, row) in &series.rows {
        let height = |area: f64| plot.y1 - plot.height() * (area / total);
        let mut outline = Vec::with_capacity(4 * days);
        for n in 0..days {
            let (left, right) = (x_of(plot, series, n as f64), x_of(plot, series, n as f64 + 1.0));
            let y = height(below[n] + row[n]);
            outline.extend([PagePoint::new(left, y), PagePoint::new(right, y)]);
        }
        for n in (0..days).rev() {
            let (left, right) = (x_of(plot, series, n as f64), x_of(plot, series, n as f64 + 1.0));
            let y = height(below[n]);
            outline.extend([PagePoint::new(right, y), PagePoint::new(left, y)]);
        }
        let color = pen.plan.color(*party).with_opacity(opacity);
        items.push(Item::Fill(Path::polygon(&outline), Fill::Solid(color)));
        below.iter_mut().zip(row).for_each(|(below, area)| *below += area);
    }
    items
}

/// The first period and as many others, at round numbers, as there is room for.
fn ticks(words: &Words, series: &Series, most: f64) -> Vec<(usize, String)> {
    match words.date.precision {
        Precision::Undated => Vec::new(),
        Precision::Day
            if series.starts.first().is_none_or(|f| series.until.since(*f) <= MOST_PERIODS) =>
        {
            of_days(words, series, most)
        }
        _ => of_periods(words, series, most),
    }
}

/// Years or months at round numbers.
fn of_periods(words: &Words, series: &Series, most: f64) -> Vec<(usize, String)> {
    const STEPS: [i32; 18] = [
        1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000,
    ];
    let starts = || series.starts.iter().enumerate();
    if words.date.precision == Precision::Month && (series.count() as f64) <= most * 6.0 {
        let step =
            [1, 2, 3, 6].into_iter().find(|step| series.count() as f64 <= most * *step as f64);
        let step = step.unwrap_or(12) as u32;
        let wanted = |day: Day| (day.month() - 1).is_multiple_of(step);
        let ticks = starts().filter(|(n, day)| *n == 0 || wanted(**day));
        return ticks.map(|(n, day)| (n, words::month_and_year(words, *day))).collect();
    }
    // 1 BCE is the year 0: round numbers of that era are one less.
    let number = |day: Day| if day.year() > 0 { day.year() } else { day.year() - 1 };
    let (Some(first), Some(last)) = (series.starts.first(), series.starts.last()) else {
        return Vec::new();
    };
    let years = f64::from(last.year() - first.year() + 1);
    let step = STEPS.into_iter().find(|step| years / f64::from(*step) <= most).unwrap_or(100_000);
    let group = |day: Day| number(day).div_euclid(step);
    let mut before = None;
    let new = starts().filter(|(_, day)| before.replace(group(**day)) != Some(group(**day)));
    // Where several years are one period its first may not be round.
    new.map(|(n, day)| (n, words::year(words, *day))).collect()
}

/// The first day and as many firsts of a month, or other regular days, as there is room for.
fn of_days(words: &Words, series: &Series, most: f64) -> Vec<(usize, String)> {
    let days = || series.starts.iter().copied().enumerate();
    let months: Vec<(usize, Day)> = days().filter(|(_, d)| d.day_of_month() == 1).collect();
    if series.count() <= 62 {
        let step = (series.count() as f64 / most).ceil().max(1.0) as usize;
        let step = [1, 2, 5, 7, 10, 14].into_iter().find(|s| *s >= step).unwrap_or(step);
        return days().step_by(step).map(|(n, d)| (n, words::day_and_month(words, d))).collect();
    }
    if (months.len() as f64) <= most / 2.0 && series.count() <= 200 {
        // Firsts and middles of months.
        return days()
            .filter(|(n, d)| {
                (*n == 0 && d.day_of_month() < 29) || matches!(d.day_of_month(), 1 | 15)
            })
            .map(|(n, d)| (n, words::day_and_month(words, d)))
            .collect();
    }
    let step = (months.len() as f64 / most).ceil().max(1.0) as usize;
    months.into_iter().step_by(step).map(|(n, d)| (n, words::month_and_year(words, d))).collect()
}
