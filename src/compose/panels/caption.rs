//! The words above and below each of several maps: its date first.

use super::sheet::Sheet;
use crate::compose::legend;
use crate::compose::pen::{Letters, Pen};
use crate::compose::words;
use crate::dataset::{Atlas, Status};
use crate::figure::Plan;
use crate::math::{Day, Rect};
use crate::scene::{Anchor, Group, Item, Weight};
use crate::topology::Coverage;

/// The words of all maps of a page.
pub struct Captions<'a> {
    pen: Pen<'a>,
    words: Vec<Caption>,
}

/// The words of a map.
struct Caption {
    date: String,
    title: String,
    below: String,
}

impl<'a> Captions<'a> {
    /// The words of a page's maps.
    pub fn new(pen: Pen<'a>, atlas: &Atlas, coverage: &Coverage, sheet: &Sheet<'_>) -> Self {
        let words = sheet.panels.iter().enumerate().map(|(i, panel)| Caption {
            date: words::date(pen.plan.words, panel.day),
            title: panel.title.clone(),
            below: match sheet.measured && panel.caption.is_empty() {
                true => areas(atlas, pen.plan, sheet.of(i, (atlas, coverage)).1, panel.day),
                false => panel.caption.clone(),
            },
        });
        Self { pen, words: words.collect() }
    }

    fn date(&self) -> Letters {
        let theme = &self.pen.plan.theme;
        self.pen.letters(theme.letters.title, Weight::Bold, theme.page.ink)
    }

    fn title(&self) -> Letters {
        let theme = &self.pen.plan.theme;
        self.pen.letters(theme.letters.body, Weight::Regular, theme.page.ink)
    }

    fn below(&self) -> Letters {
        let theme = &self.pen.plan.theme;
        self.pen.letters(0.94 * theme.letters.body, Weight::Regular, theme.page.muted)
    }

    fn gap(&self) -> f64 {
        5.0 * self.pen.unit
    }

    /// The most room that words take above and below maps of a width.
    pub fn heights(&self, width: f64) -> (f64, f64) {
        let most =
            |height: &dyn Fn(&Caption) -> f64| self.words.iter().map(height).fold(0.0, f64::max);
        let above = most(&|caption| self.above(caption, 0.0, 0.0, width).1);
        let below = most(&|caption| self.under(caption, 0.0, 0.0, width).1);
        (above + self.gap(), if below > 0.0 { below + self.gap() } else { 0.0 })
    }

    /// Date and title from `top` on, in one line if there is room; returns also their height.
    fn above(&self, caption: &Caption, left: f64, top: f64, width: f64) -> (Vec<Item>, f64) {
        let (pen, mut date, title) = (&self.pen, self.date(), self.title());
        let natural = pen.width(&caption.date, date);
        date.size *= (width / natural.max(1e-6)).min(1.0);
        let baseline = top + date.size;
        let mut items = vec![pen.line(&caption.date, left, baseline, Anchor::Start, date)];
        let mut height = date.size * 1.24;
        if caption.title.is_empty() {
            return (items, height);
        }
        let after = natural + 0.5 * date.size;
        if after + pen.width(&caption.title, title) <= width {
            let at = left + after;
            items.push(pen.line(&caption.title, at, baseline, Anchor::Start, title));
        } else {
            let (lines, more) = pen.paragraph(&caption.title, left, top + height, width, title);
            items.extend(lines);
            height += more;
        }
        (items, height)
    }

    fn under(&self, caption: &Caption, left: f64, top: f64, width: f64) -> (Vec<Item>, f64) {
        if caption.below.is_empty() {
            return (Vec::new(), 0.0);
        }
        self.pen.paragraph(&caption.below, left, top, width, self.below())
    }

    /// The words of maps in their places.
    pub fn draw(&self, maps: &[Rect]) -> Group {
        let mut items = Vec::new();
        for (caption, map) in self.words.iter().zip(maps) {
            let (_, height) = self.above(caption, map.x0, 0.0, map.width());
            let top = map.y0 - self.gap() - height;
            items.extend(self.above(caption, map.x0, top, map.width()).0);
            let top = map.y1 + 0.6 * self.gap();
            items.extend(self.under(caption, map.x0, top, map.width()).0);
        }
        Group::new("captions", items)
    }
}

/// `Artsakh 10,334 km² · Azerbaijan 1,364 km² · Claimed by Azerbaijan 69 km²`.
fn areas(atlas: &Atlas, plan: &Plan, coverage: &Coverage, day: Day) -> String {
    let areas = legend::areas_on(coverage, day);
    let parts: Vec<String> = areas
        .iter()
        .filter(|(_, km2)| **km2 >= 0.05)
        .map(|((party, status, other), km2)| {
            let who = match status {
                Status::Held => words::party(atlas, plan, *party).to_owned(),
                _ => words::holding(atlas, plan, *party, status, *other),
            };
            format!("{who}\u{a0}{}", words::area(plan.words, *km2).replace(' ', "\u{a0}"))
        })
        .collect();
    parts.join(" · ")
}
