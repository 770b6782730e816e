//! The list of places that changed hands, as many as there is room for.

use super::changed_places::ChangedPlace;
use crate::compose::pen::{Letters, Pen};
use crate::compose::words;
use crate::dataset::{Atlas, Claim, PartyId};
use crate::figure::Plan;
use crate::scene::{Anchor, Item, Weight};
use crate::style::{Words, fill};
use std::collections::{BTreeMap, BTreeSet};

/// Room on the page: left, width, top, bottom.
#[derive(Clone, Copy)]
pub struct Column {
    /// Left edge.
    pub left: f64,
    /// Width.
    pub width: f64,
    /// Where the list begins.
    pub top: f64,
    /// Where it ends at the latest.
    pub bottom: f64,
}

/// Places by new holder and claim.
type Groups<'p> = BTreeMap<(PartyId, Option<Claim>), Vec<&'p ChangedPlace>>;

fn groups(places: &[ChangedPlace]) -> Groups<'_> {
    let mut groups = Groups::new();
    for place in places {
        groups.entry((place.to, place.claim)).or_default().push(place);
    }
    groups
}

/// The best of each group first, then all others as they come.
fn in_turn(places: &[ChangedPlace]) -> Vec<ChangedPlace> {
    let mut seen = BTreeSet::new();
    let (mut first, rest): (Vec<_>, Vec<_>) =
        places.iter().cloned().partition(|place| seen.insert((place.to, place.claim)));
    first.extend(rest);
    first
}

/// What is said above the places of a group.
pub fn heading(atlas: &Atlas, plan: &Plan, to: PartyId, claim: Option<Claim>) -> String {
    let name = words::party(atlas, plan, to);
    match claim {
        None => fill(&plan.words.compare.passed, &[("party", name)]),
        Some(claim) => {
            let text = fill(&plan.words.compare.taken, &[("party", name)]);
            match words::claim(plan.words, claim) {
                None => text,
                Some(claim) => format!("{text} ({claim})"),
            }
        }
    }
}

/// Draws the list. Of too many places those of the best rank are named, in the order of their days.
pub fn draw(pen: &Pen<'_>, atlas: &Atlas, places: &[ChangedPlace], column: Column) -> Vec<Item> {
    let style = Style::of(pen);
    let places = &in_turn(places);
    let fits = |shown: usize| style.height(pen, atlas, places, shown, column.width);
    let room = column.bottom - column.top;
    let Some(shown) = (0..=places.len()).rev().find(|shown| fits(*shown) <= room) else {
        return Vec::new();
    };
    let (all, named) = (groups(places), groups(&places[..shown]));
    let mut items = Vec::new();
    let mut y = column.top;
    for ((to, claim), members) in &all {
        let text = heading(atlas, pen.plan, *to, *claim);
        let (mut lines, height) = pen.paragraph(&text, column.left, y, column.width, style.heading);
        items.append(&mut lines);
        y += height;
        let mut own = named.get(&(*to, *claim)).cloned().unwrap_or_default();
        own.sort_by(|a, b| (a.day, a.rank, &a.name).cmp(&(b.day, b.rank, &b.name)));
        for place in &own {
            let right = column.left + column.width;
            let date = words::day_and_month(pen.plan.words, place.day);
            items.push(pen.line(&date, right, y + style.name.size, Anchor::End, style.date));
            let width = style.name_width(pen, place, column.width);
            let (mut lines, height) = pen.paragraph(&place.name, column.left, y, width, style.name);
            items.append(&mut lines);
            y += height;
        }
        if let Some(rest) = rest(pen.plan.words, own.len(), members.len()) {
            let at = y + style.name.size;
            items.push(pen.line(&rest, column.left, at, Anchor::Start, style.date));
            y += style.leading();
        }
        y += style.gap;
    }
    items
}

/// `and 12 more places`.
fn rest(table: &Words, named: usize, all: usize) -> Option<String> {
    let table_of = &table.compare;
    let more = all - named.min(all);
    let template = match (named, more) {
        (_, 0) => return None,
        (0, 1) => &table_of.count_one,
        (0, _) => &table_of.count,
        (_, 1) => &table_of.more_one,
        (_, _) => &table_of.more,
    };
    Some(fill(template, &[("n", &words::count(table, more))]))
}

/// The letters of a list.
struct Style {
    heading: Letters,
    name: Letters,
    date: Letters,
    gap: f64,
}

impl Style {
    fn of(pen: &Pen<'_>) -> Self {
        let theme = &pen.plan.theme;
        let size = theme.letters.body * 0.94;
        Self {
            heading: pen.letters(size, Weight::Bold, theme.page.ink),
            name: pen.letters(size, Weight::Regular, theme.page.ink),
            date: pen.letters(size, Weight::Regular, theme.page.muted),
            gap: 7.0 * pen.unit,
        }
    }

    /// From line to line, as paragraphs have it.
    fn leading(&self) -> f64 {
        self.name.size * 1.28
    }

    fn name_width(&self, pen: &Pen<'_>, place: &ChangedPlace, width: f64) -> f64 {
        width
            - pen.width(&words::day_and_month(pen.plan.words, place.day), self.date)
            - 10.0 * pen.unit
    }

    /// The height of a list in which the first `shown` places are named.
    fn height(
        &self,
        pen: &Pen<'_>,
        atlas: &Atlas,
        places: &[ChangedPlace],
        shown: usize,
        width: f64,
    ) -> f64 {
        let lines = |text: &str, letters: Letters, width: f64| {
            pen.typesetter.wrap(text, letters.size, letters.weight, width).len()
        };
        let named = groups(&places[..shown]);
        let mut count = 0;
        let all = groups(places);
        for ((to, claim), members) in &all {
            count += lines(&heading(atlas, pen.plan, *to, *claim), self.heading, width);
            let own = named.get(&(*to, *claim)).map_or(&[][..], Vec::as_slice);
            for place in own {
                count += lines(&place.name, self.name, self.name_width(pen, place, width));
            }
            count += usize::from(own.len() < members.len());
        }
        count as f64 * self.leading() + all.len().saturating_sub(1) as f64 * self.gap
    }
}

/// The places in words, by new holder: at most so many a group are named.
pub fn told(atlas: &Atlas, plan: &Plan, places: &[ChangedPlace], most: usize) -> Vec<String> {
    groups(places)
        .iter()
        .map(|((to, claim), members)| {
            let named = members.iter().take(most);
            let named: Vec<String> = named
                .map(|place| {
                    format!("{} ({})", place.name, words::day_and_month(plan.words, place.day))
                })
                .collect();
            let more = rest(plan.words, named.len(), members.len()).map(|rest| format!(" {rest}"));
            let head = heading(atlas, plan, *to, *claim);
            format!("{head}: {}{}.", named.join(&plan.words.number.comma), more.unwrap_or_default())
        })
        .collect()
}
