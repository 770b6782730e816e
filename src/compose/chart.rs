//! The timeline bar: who held how much of the theatre, day by day, and where the day shown is.

use super::pen::Pen;
use super::words;
use crate::dataset::PartyId;
use crate::math::{Day, PagePoint, Rect};
use crate::scene::{Anchor, Fill, Item, Path, Stroke, Weight};
use crate::style::{Words, fill};
use crate::topology::Coverage;
use std::collections::BTreeMap;

/// Area by party and day of the figure.
pub struct Series {
    from: Day,
    days: usize,
    /// On how many of the days, spread evenly, areas are told: on all unless they are very many.
    told: usize,
    /// Square kilometers: one row a party, in the order of the atlas.
    rows: Vec<(PartyId, Vec<f64>)>,
}

impl Series {
    /// Adds up the areas of all days.
    pub fn of(coverage: &Coverage, from: Day, until: Day) -> Self {
        /// More than a page has pixels.
        const MOST: usize = 4000;
        let days = until.since(from).max(0) as usize;
        let areas = if days > 0 { coverage.areas_km2() } else { &[] };
        let told = days.min(MOST);
        let mut rows: BTreeMap<PartyId, Vec<f64>> = BTreeMap::new();
        for n in 0..told {
            let day = from.plus((n * days / told) as i64);
            for (holding, area) in coverage.on(day).iter().zip(areas) {
                let holder = holding.filter(|holding| !holding.rear).and_then(|h| h.holder());
                if let Some(party) = holder {
                    rows.entry(party).or_insert_with(|| vec![0.0; told])[n] += area;
                }
            }
        }
        rows.retain(|_, row| row.iter().any(|area| *area > 0.0));
        Self { from, days, told, rows: rows.into_iter().collect() }
    }

    /// On which of the days, from 0, areas are told for the `n`th time.
    fn day(&self, n: usize) -> f64 {
        (n * self.days / self.told.max(1)) as f64
    }

    fn total(&self) -> f64 {
        (0..self.told).map(|n| self.rows.iter().map(|row| row.1[n]).sum()).fold(0.0, f64::max)
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
    plot.x0 + plot.width() * n / series.days as f64
}

/// The chart of all days, pale.
pub fn fixed(pen: &Pen<'_>, series: &Series, bar: Rect) -> Vec<Item> {
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
    items.extend(bands(pen, series, plot, series.told, 0.3));
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
pub fn of_day(pen: &Pen<'_>, series: &Series, bar: Rect, day: Day) -> Vec<Item> {
    let theme = &pen.plan.theme;
    let plot = plot(pen, bar);
    let n = day.since(series.from).clamp(0, series.days as i64 - 1) as usize;
    let told = (1..series.told).take_while(|&told| series.day(told) <= n as f64).count() + 1;
    let mut items = bands(pen, series, plot, told, 0.85);
    let x = x_of(plot, series, n as f64 + 1.0);
    let top = plot.y0 - 3.0 * pen.unit;
    let line = [PagePoint::new(x, top), PagePoint::new(x, plot.y1)];
    items.push(Item::Stroke(Path::line(&line), Stroke::new(theme.page.accent, 2.2 * pen.unit)));
    let flag = [(-5.5, -7.0), (5.5, -7.0), (0.0, 1.0)]
        .map(|(dx, dy)| PagePoint::new(x + dx * pen.unit, top + dy * pen.unit));
    items.push(Item::Fill(Path::polygon(&flag), Fill::Solid(theme.page.accent)));
    items
}

/// Stacked steps, one for each of the first `told` days told.
fn bands(pen: &Pen<'_>, series: &Series, plot: Rect, told: usize, opacity: f64) -> Vec<Item> {
    let total = series.total();
    if total <= 0.0 {
        return Vec::new();
    }
    let mut below = vec![0.0; told];
    let mut items = Vec::new();
    for (party, row) in &series.rows {
        let height = |area: f64| plot.y1 - plot.height() * (area / total);
        let mut outline = Vec::with_capacity(4 * told);
        for n in 0..told {
            let [left, right] = [n, n + 1].map(|n| x_of(plot, series, series.day(n)));
            let y = height(below[n] + row[n]);
            outline.extend([PagePoint::new(left, y), PagePoint::new(right, y)]);
        }
        for n in (0..told).rev() {
            let [left, right] = [n, n + 1].map(|n| x_of(plot, series, series.day(n)));
            let y = height(below[n]);
            outline.extend([PagePoint::new(right, y), PagePoint::new(left, y)]);
        }
        let color = pen.plan.color(*party).with_opacity(opacity);
        items.push(Item::Fill(Path::polygon(&outline), Fill::Solid(color)));
        below.iter_mut().zip(row).for_each(|(below, area)| *below += area);
    }
    items
}

/// The first day and as many firsts of a month, or other regular days, as there is room for.
fn ticks(words: &Words, series: &Series, most: f64) -> Vec<(usize, String)> {
    let days = (0..series.days).map(|n| (n, series.from.plus(n as i64)));
    // Months are counted, not looked for day by day: there may be millions of days.
    let number = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
    let first = number(series.from) + i64::from(series.from.day_of_month() > 1);
    let last = series.from.plus(series.days as i64 - 1);
    let months = (number(last) - first + 1).max(0);
    if series.days <= 62 {
        let step = (series.days as f64 / most).ceil().max(1.0) as usize;
        let step = [1, 2, 5, 7, 10, 14].into_iter().find(|s| *s >= step).unwrap_or(step);
        return days.step_by(step).map(|(n, d)| (n, words::day_and_month(words, d))).collect();
    }
    if (months as f64) <= most / 2.0 && series.days <= 200 {
        // Firsts and middles of months.
        return days
            .filter(|(n, d)| {
                (*n == 0 && d.day_of_month() < 29) || matches!(d.day_of_month(), 1 | 15)
            })
            .map(|(n, d)| (n, words::day_and_month(words, d)))
            .collect();
    }
    let step = (months as f64 / most).ceil().max(1.0) as usize;
    let tick = |month: i64| {
        let at = first + month;
        let day = Day::from_ymd(at.div_euclid(12) as i32, at.rem_euclid(12) as u32 + 1, 1)?;
        let n = usize::try_from(day.since(series.from)).ok()?;
        Some((n, words::month_and_year(words, day)))
    };
    (0..months).step_by(step).filter_map(tick).collect()
}
