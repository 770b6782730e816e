//! What stands around the map: title, date, credits, scale bar.

use super::layout::PageLayout;
use super::pen::Pen;
use super::words;
use crate::dataset::{Atlas, ControlLayer, Disagreement};
use crate::figure::Layout;
use crate::math::{Day, PagePoint, Precision, Rect};
use crate::projection::{ScaleBar, Viewport, scale_bar};
use crate::scene::{Anchor, Fill, Item, Path, Stroke, Weight};
use crate::style::{Words, fill};
use crate::text::is_cursive;

/// The inner margin of the panel.
pub fn margin(pen: &Pen<'_>) -> f64 {
    24.0 * pen.unit
}

/// The panel's paper and the lines between the parts of the page.
pub fn paper(pen: &Pen<'_>, layout: &PageLayout) -> Vec<Item> {
    let page = &pen.plan.theme.page;
    let rule = Stroke::new(page.rule, pen.unit);
    let mut items = vec![Item::Fill(Path::rect(layout.panel), Fill::Solid(page.paper))];
    if let Some(timeline) = layout.timeline {
        items.push(Item::Fill(Path::rect(timeline), Fill::Solid(page.paper)));
        items.push(Item::Stroke(
            edge(timeline.x0, timeline.y0, timeline.x1, timeline.y0),
            rule.clone(),
        ));
    }
    if layout.beside {
        let panel = layout.panel;
        items.push(Item::Stroke(edge(panel.x1, panel.y0, panel.x1, panel.y1), rule));
    }
    items
}

fn edge(x0: f64, y0: f64, x1: f64, y1: f64) -> Path {
    Path::line(&[PagePoint::new(x0, y0), PagePoint::new(x1, y1)])
}

/// A thin line across the panel.
pub fn rule(pen: &Pen<'_>, left: f64, right: f64, y: f64) -> Item {
    Item::Stroke(edge(left, y, right, y), Stroke::new(pen.plan.theme.page.rule, pen.unit))
}

/// The title (and subtitle); returns the items and where they end.
pub fn title(pen: &Pen<'_>, left: f64, width: f64, top: f64) -> (Vec<Item>, f64) {
    let theme = &pen.plan.theme;
    let letters = pen.letters(theme.letters.title, Weight::Bold, theme.page.ink);
    let (mut items, height) = pen.paragraph(&pen.plan.title, left, top, width, letters);
    let mut y = top + height;
    if !pen.plan.subtitle.is_empty() {
        let letters = pen.letters(theme.letters.body, Weight::Regular, theme.page.muted);
        let (lines, height) = pen.paragraph(&pen.plan.subtitle, left, y, width, letters);
        items.extend(lines);
        y += height;
    }
    (items, y)
}

/// The date stamp: the day large, the year and the number of the day below it, and since when nothing
/// has been reported, if that is too long. Returns the items and the height, which is the same for
/// every day.
pub fn date_stamp(
    pen: &Pen<'_>,
    atlas: &Atlas,
    day: Day,
    left: f64,
    width: f64,
    top: f64,
) -> (Vec<Item>, f64) {
    let (theme, words) = (&pen.plan.theme, pen.plan.words);
    if words.date.precision == Precision::Undated {
        return (Vec::new(), 0.0);
    }
    let (from, until) = pen.plan.span;
    let mut large = pen.letters(theme.letters.date, Weight::Bold, theme.page.ink);
    // The longest date of the calendar has to fit, so that the size never changes.
    let longest = words::widest_stamp(words, (from, until), |text| pen.width(text, large));
    large.size *= (width / longest).min(1.0);
    let small = pen.letters(theme.letters.title, Weight::Regular, theme.page.muted);
    let first = top + large.size * 0.86;
    let mut items = vec![pen.line(&words::stamp(words, day), left, first, Anchor::Start, large)];
    let mut below = first;
    if let Some(second) = year_and_number(words, from, until, day) {
        below += small.size * 1.45;
        items.push(pen.line(&second, left, below, Anchor::Start, small));
    }
    if atlas.any_overdue(from, until) {
        below += small.size * 1.45;
        let letters = pen.letters(theme.letters.body, Weight::Bold, theme.page.ink);
        let since = atlas.overdue(day).map(|since| words::no_report(words, since, day));
        items.extend(since.map(|text| pen.fitted_line(&text, left, below, width, letters)));
    }
    (items, below - top + small.size * 0.4)
}

/// The room across that the date stamp of any day takes.
pub fn date_width(pen: &Pen<'_>, atlas: &Atlas) -> f64 {
    let (theme, words) = (&pen.plan.theme, pen.plan.words);
    let (from, until) = pen.plan.span;
    let large = pen.letters(theme.letters.date, Weight::Bold, theme.page.ink);
    let small = pen.letters(theme.letters.title, Weight::Regular, theme.page.muted);
    let second = year_and_number(words, from, until, until.plus(-1)).unwrap_or_default();
    let longest = words::widest_stamp(words, (from, until), |text| pen.width(text, large));
    let third = match atlas.any_overdue(from, until) {
        true => {
            let letters = pen.letters(theme.letters.body, Weight::Bold, theme.page.ink);
            pen.width(&words::no_report(words, from, until.plus(-1)), letters)
        }
        false => 0.0,
    };
    longest.max(pen.width(&second, small)).max(third)
}

/// `2020 · day 24 of 44`; nothing where the stamp says the year.
fn year_and_number(words: &Words, from: Day, until: Day, day: Day) -> Option<String> {
    let year = words::year(words, day);
    match (words.date.precision, until.since(from)) {
        (Precision::Year | Precision::Undated, _) => None,
        (Precision::Day, count) if count > 1 => {
            let number = |n: i64| words::count(words, n.max(0) as usize);
            let (n, count) = (number(day.since(from) + 1), number(count));
            Some(fill(&words.page.day_of, &[("year", &year), ("n", &n), ("count", &count)]))
        }
        _ => Some(year),
    }
}

/// A heading in small capitals' place; returns the item and the height.
pub fn heading(pen: &Pen<'_>, text: &str, left: f64, top: f64) -> (Item, f64) {
    let theme = &pen.plan.theme;
    let letters = pen.letters(theme.letters.heading, Weight::Bold, theme.page.muted);
    let mut run = pen.run(
        &words::capitals(pen.plan.words, text.to_owned()),
        PagePoint::new(left, top + letters.size),
        Anchor::Start,
        letters,
    );
    run.tracking = if is_cursive(text) { 0.0 } else { letters.size * 0.08 };
    (Item::Text(run), letters.size * 1.62)
}

/// Credits and disclaimer at the foot of the panel; returns the items and where they begin.
pub fn credits(
    pen: &Pen<'_>,
    atlas: &Atlas,
    left: f64,
    width: f64,
    bottom: f64,
) -> (Vec<Item>, f64) {
    let theme = &pen.plan.theme;
    let letters = pen.letters(theme.letters.small, Weight::Regular, theme.page.muted);
    let mut text = atlas.disclaimer.clone().unwrap_or_default();
    if !atlas.credits.is_empty() {
        if !text.is_empty() {
            text.push(' ');
        }
        let list = atlas.credits.join("; ");
        text.push_str(&fill(&pen.plan.words.page.sources, &[("list", &list)]));
    }
    let words = pen.plan.words;
    for statement in statements(pen, atlas) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&statement);
    }
    if let fade @ 1.. = pen.plan.fade {
        if !text.is_empty() {
            text.push(' ');
        }
        let template = if fade == 1 { &words.page.fade_one } else { &words.page.fade };
        text.push_str(&fill(template, &[("n", &words::count(words, fade as usize))]));
    }
    if text.is_empty() {
        return (Vec::new(), bottom);
    }
    let lines = pen.typesetter.wrap(&text, letters.size, letters.weight, width).len();
    let top = bottom - letters.size * 1.28 * lines as f64;
    let (items, _) = pen.paragraph(&text, left, top, width, letters);
    (items, top)
}

/// What is to be said about how control came about: from towns, and from which sources.
fn statements(pen: &Pen<'_>, atlas: &Atlas) -> Vec<String> {
    let page = &pen.plan.words.page;
    let towns = atlas.control.iter().filter_map(|layer| match layer {
        ControlLayer::Towns(towns) => Some((towns.towns.len(), towns.reach_km)),
        ControlLayer::Areas(_) | ControlLayer::Places(_) => None,
    });
    let towns = towns.reduce(|a, b| (a.0 + b.0, a.1.max(b.1)));
    let mut all = Vec::new();
    if let Some((count, reach_km)) = towns.filter(|_| pen.plan.drawing.layers.control) {
        let n = words::count(pen.plan.words, count);
        let km = words::distance(pen.plan.words, reach_km);
        all.push(fill(&page.from_towns, &[("n", &n), ("km", &km)]));
    }
    if let Some(source) = &atlas.only_source {
        all.push(fill(&page.as_told_by, &[("source", source)]));
    } else if atlas.disagreement == Disagreement::Contested {
        let sources: Vec<String> = atlas.sources().into_iter().map(str::to_owned).collect();
        if sources.len() > 1 {
            all.push(fill(
                &page.sources_compared,
                &[("list", &words::list(pen.plan.words, &sources))],
            ));
        }
    }
    all
}

/// The scale bar in the lower right corner of `map`, if the map has one scale; returns the items and
/// the room that they take.
pub fn scale(pen: &Pen<'_>, viewport: &Viewport, map: Rect) -> (Vec<Item>, Option<Rect>) {
    // On a small map the bar still has to hold its numbers.
    let (least, most) = (95.0 * pen.unit, 260.0 * pen.unit);
    let widest = (map.width() * 0.22).min(most).max(least.min(map.width() * 0.5));
    let Some(ScaleBar { length_km, width_units, .. }) = scale_bar(viewport, widest) else {
        return (Vec::new(), None);
    };
    let theme = &pen.plan.theme;
    let letters = pen.letters(theme.letters.small, Weight::Bold, theme.page.ink);
    let (height, pad) = (5.0 * pen.unit, 18.0 * pen.unit);
    let right = map.x1 - pad - letters.size * 1.6;
    let left = right - width_units;
    let y = map.y1 - pad;
    let plate = Rect {
        x0: left - letters.size * 1.2,
        y0: y - height - letters.size * 1.75,
        x1: map.x1 - pad * 0.5,
        y1: y + pad * 0.5,
    };
    let bar = Rect { x0: left, y0: y - height, x1: right, y1: y };
    let mut items = match pen.plan.layout {
        Layout::Panel | Layout::Map => {
            let paper = theme.page.paper.with_opacity(0.82);
            vec![Item::Fill(Path::round_rect(plate, 3.0 * pen.unit), Fill::Solid(paper))]
        }
        Layout::Overlay => super::plates::plate(pen, plate),
    };
    items.push(Item::Fill(Path::rect(bar), Fill::Solid(theme.page.paper)));
    for i in [0.0, 0.5] {
        let quarter =
            Rect { x0: left + width_units * i, x1: left + width_units * (i + 0.25), ..bar };
        items.push(Item::Fill(Path::rect(quarter), Fill::Solid(theme.page.ink)));
    }
    items.push(Item::Stroke(Path::rect(bar), Stroke::new(theme.page.ink, 0.9 * pen.unit)));
    let words = pen.plan.words;
    // In meters the middle has its unit, too, since half a kilometer is one of 500.
    let half = match length_km {
        short if short < 2.0 => words::distance(words, short / 2.0),
        long => words::kilometers(words, long / 2.0),
    };
    let mut numbers =
        vec![(0.0, words::count(words, 0)), (0.5, half), (1.0, words::distance(words, length_km))];
    // On a short bar the numbers would run into each other.
    let widths: f64 = numbers[1..].iter().map(|(_, label)| pen.width(label, letters)).sum();
    if width_units < widths + letters.size {
        numbers.remove(1);
    }
    if width_units < 0.5 * widths + letters.size {
        numbers.remove(0);
    }
    for (part, label) in numbers {
        // A long word for the unit stays on the plate.
        let half = pen.width(&label, letters) / 2.0;
        let x = (left + width_units * part).min(plate.x1 - half - 2.0 * pen.unit);
        items.push(pen.line(&label, x, bar.y0 - 3.5 * pen.unit, Anchor::Middle, letters));
    }
    (items, Some(plate))
}
