//! A change map: what was gained and lost between two days.

use super::change::{Change, Fate};
use super::changed_ground;
use super::changed_list::{self, Column};
use super::changed_places::{self, ChangedPlace};
use crate::compose::page::Composer;
use crate::compose::pen::Pen;
use crate::compose::{Backdrop, PageLayout, describe, furniture, words};
use crate::dataset::{Atlas, PartyId};
use crate::figure::{Layout, Plan};
use crate::math::{Day, Precision};
use crate::scene::{Anchor, Group, Item, Layer, Path, Scene, Weight};
use crate::style::fill;
use crate::text::Typesetter;
use crate::topology::Coverage;
use std::sync::Arc;

/// How many places a side the description of the picture names.
const TOLD: usize = 12;

/// The two days of a change map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The earlier one.
    pub from: Day,
    /// The later one.
    pub to: Day,
}

/// Composes a change map: ground that stayed with its party pale, gained ground strong, the fronts
/// of both days, areas in the legend, and the places that changed hands.
pub fn compare(
    atlas: &Atlas,
    plan: &Plan,
    coverage: &Coverage,
    typesetter: &Typesetter,
    days: Comparison,
) -> Scene {
    let plan = &Plan {
        layout: Layout::Map,
        subtitle: plan.words.compare.subtitle.clone(),
        ..plan.clone()
    };
    let layout = PageLayout::of(plan.size, Layout::Panel).without_timeline();
    let composer = Composer::on(Backdrop::laid_out(atlas, plan, layout), coverage, typesetter);
    let pen = composer.pen();
    let view = composer.view(plan);
    let map = Path::rect(view.viewport.rect());
    let change = Change::between(coverage, days.from, days.to);
    let places = changed_places::between(atlas, coverage, &change, days.from, days.to);
    let (fronts, moved) = changed_ground::fronts(&view, days.from, days.to);
    let page = Page { pen, atlas, layout, change: &change, places: &places, days, moved };
    let mut furniture = page.panel();
    let (scale, _) = furniture::scale(&pen, view.viewport, view.viewport.rect());
    furniture.push(Item::Group(Group::new("scale-bar", scale)));
    let [below, lines, labels] = composer.ground().map(Arc::clone);
    let fixed = |group: Arc<Group>| Layer { group, fixed: true };
    let daily = |group: Group| Layer { group: Arc::new(group), fixed: false };
    Scene {
        width: plan.size.width,
        height: plan.size.height,
        title: words::titled(&plan.title, &words::span(plan.words, days.from, days.to)),
        description: page.description(&composer),
        layers: vec![
            fixed(below),
            daily(changed_ground::group(&view, &change).clipped(map.clone())),
            fixed(lines),
            daily(fronts.clipped(map)),
            fixed(labels),
            daily(Group::new("furniture", furniture)),
        ],
    }
}

/// What stands beside the map.
struct Page<'a> {
    pen: Pen<'a>,
    atlas: &'a Atlas,
    layout: PageLayout,
    change: &'a Change,
    places: &'a [ChangedPlace],
    days: Comparison,
    moved: bool,
}

impl Page<'_> {
    /// Title, days, legend, places, credits.
    fn panel(&self) -> Vec<Item> {
        let (pen, layout) = (&self.pen, &self.layout);
        let margin = furniture::margin(pen);
        let (left, width) = (layout.panel.x0 + margin, layout.panel.width() - 2.0 * margin);
        let mut items = furniture::paper(pen, layout);
        let (title, end) = furniture::title(pen, left, width, layout.panel.y0 + margin * 0.8);
        items.push(Item::Group(Group::new("title", title)));
        let foot = layout.panel.y1 - margin * 0.7;
        let (credits, start) = furniture::credits(pen, self.atlas, left, width, foot);
        items.push(Item::Group(Group::new("credits", credits)));
        items.push(furniture::rule(pen, left, left + width, start - 6.0 * pen.unit));
        // Beside the map everything stands in one column, below it in two.
        let gap = 30.0 * pen.unit;
        let column = if layout.beside { width } else { (width - gap) / 2.0 };
        let (stamp, height) = self.stamp(left, column, end + 8.0 * pen.unit);
        items.extend(stamp);
        let rule = end + 8.0 * pen.unit + height + 6.0 * pen.unit;
        items.push(furniture::rule(pen, left, left + column, rule));
        let room = (left, column, rule + 13.0 * pen.unit);
        let days = (self.days.from, self.days.to);
        let (legend, below) =
            changed_ground::explained(pen, self.atlas, self.change, days, self.moved, room);
        items.push(Item::Group(Group::new("legend", legend)));
        if self.places.is_empty() {
            return items;
        }
        let (left, top) = if layout.beside {
            items.push(furniture::rule(pen, left, left + width, below + 3.0 * pen.unit));
            (left, below + 14.0 * pen.unit)
        } else {
            (left + column + gap, end + 8.0 * pen.unit)
        };
        let (heading, height) = furniture::heading(pen, &pen.plan.words.compare.places, left, top);
        let bottom = start - 12.0 * pen.unit;
        let column = Column { left, width: column, top: top + height, bottom };
        let list = changed_list::draw(pen, self.atlas, self.places, column);
        if !list.is_empty() {
            items.push(heading);
            items.push(Item::Group(Group::new("places", list)));
        }
        items
    }

    /// The two days, as large as the column allows, and the days between them.
    fn stamp(&self, left: f64, width: f64, top: f64) -> (Vec<Item>, f64) {
        let (pen, theme) = (&self.pen, &self.pen.plan.theme);
        let (from, to) = (self.days.from, self.days.to);
        let first = match from.year() == to.year() {
            true => words::day_and_month(pen.plan.words, from),
            false => words::date(pen.plan.words, from),
        };
        let lines = [format!("{first} –"), words::date(pen.plan.words, to)];
        let mut large = pen.letters(theme.letters.date, Weight::Bold, theme.page.ink);
        let longest = lines.iter().map(|line| pen.width(line, large)).fold(1.0, f64::max);
        large.size *= (width / longest).min(0.84);
        let table = pen.plan.words;
        let small = pen.letters(theme.letters.title, Weight::Regular, theme.page.muted);
        let count = match to.since(from) {
            // Dates of months or years do not say how many days lie between.
            _ if table.date.precision != Precision::Day => String::new(),
            1 => table.number.days_one.clone(),
            days => fill(&table.number.days, &[("n", &words::thousands(table, days as f64))]),
        };
        let leading = large.size * 1.12;
        let mut y = top + large.size * 0.86;
        let mut items = Vec::new();
        for line in lines {
            items.push(pen.line(&line, left, y, Anchor::Start, large));
            y += leading;
        }
        let last = y - leading + small.size * 1.45;
        items.push(pen.line(&count, left, last, Anchor::Start, small));
        (items, last + small.size * 0.4 - top)
    }

    /// The page in words.
    fn description(&self, composer: &Composer<'_>) -> String {
        let (plan, atlas, days) = (self.pen.plan, self.atlas, self.days);
        let (from, to) = (words::date(plan.words, days.from), words::date(plan.words, days.to));
        let values = [("title", &*plan.title), ("from", &*from), ("to", &*to)];
        let mut sentences = vec![fill(&plan.words.compare.map, &values)];
        sentences.extend(self.passed());
        for day in [days.from, days.to] {
            sentences.extend(describe::held(atlas, plan, day, &composer.areas(day)));
        }
        sentences.extend(changed_list::told(atlas, plan, self.places, TOLD));
        sentences.extend(describe::sources(atlas, plan));
        sentences.join(" ")
    }

    /// `Azerbaijan gained 1,189 km² from Artsakh.`
    fn passed(&self) -> Vec<String> {
        let name = |party: Option<PartyId>| {
            party.map_or("", |party| words::party(self.atlas, self.pen.plan, party))
        };
        let table = &self.pen.plan.words.compare;
        let mut sentences: Vec<String> = self
            .change
            .passed
            .iter()
            .map(|((from, to), km2)| {
                let area = words::area(self.pen.plan.words, *km2);
                let (template, party, other) = match (from, to) {
                    (Some(_), Some(_)) => (&table.gained_from, to, from),
                    (None, _) => (&table.gained_free, to, from),
                    (Some(_), None) => (&table.left_free, from, to),
                };
                let (party, other) = (name(*party), name(*other));
                fill(template, &[("party", party), ("other", other), ("area", &area)])
            })
            .collect();
        let not_held = self.change.areas.iter().filter(|(fate, _)| {
            matches!(fate, Fate::Gained((_, status, _)) if *status != crate::dataset::Status::Held)
        });
        sentences.extend(not_held.map(|(fate, km2)| {
            let text = changed_ground::words_for(self.pen.plan, self.atlas, fate);
            let area = words::area(self.pen.plan.words, *km2);
            fill(&table.of_this, &[("text", &text), ("area", &area)])
        }));
        if sentences.is_empty() {
            sentences.push(table.nothing.clone());
        }
        sentences
    }
}
