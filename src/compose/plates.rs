//! Title, legend, scale bar and credits on plates that stand on the map.
//!
//! A plate is as large as what it holds. The title's never changes, so that nothing jumps from day
//! to day; the legend's does, since it explains what the day's map shows and no more.

use super::legend::{self, Areas, Key};
use super::pen::Pen;
use super::{arrow, drawn, events, furniture, overlay, unit};
use crate::dataset::{Atlas, Claim, ControlLayer, Dating, EventsShown, PartyId};
use crate::math::{Day, PagePoint, Rect};
use crate::projection::Viewport;
use crate::scene::{Fill, Group, Item, Path, Stroke, Weight};
use crate::topology::Coverage;
use std::collections::BTreeSet;

/// Of the map's width, how much a plate takes at most.
const WIDEST: f64 = 0.42;

/// Where the plates of a figure stand.
pub struct Plates {
    /// The title's, inside its padding.
    title: Rect,
    /// Where the date begins in it.
    date_top: f64,
    /// Where plates at the foot of the map end.
    foot: f64,
    /// The room that plates take on all days, for names to keep out of.
    rooms: Vec<Rect>,
}

/// The paper of a plate, with a thin border.
pub fn plate(pen: &Pen<'_>, rect: Rect) -> Vec<Item> {
    let page = &pen.plan.theme.page;
    let shape = Path::round_rect(rect, 3.0 * pen.unit);
    vec![
        Item::Fill(shape.clone(), Fill::Solid(page.paper.with_opacity(0.9))),
        Item::Stroke(shape, Stroke::new(page.muted.with_opacity(0.75), pen.unit)),
    ]
}

/// From the map's edge to a plate.
fn margin(pen: &Pen<'_>) -> f64 {
    24.0 * pen.unit
}

/// From a plate's edge to what it holds.
fn padding(pen: &Pen<'_>) -> f64 {
    16.0 * pen.unit
}

impl Plates {
    /// Settles where plates stand, and draws what is the same on every day.
    pub fn new(
        pen: &Pen<'_>,
        atlas: &Atlas,
        coverage: &Coverage,
        viewport: &Viewport,
        base: &BTreeSet<Key>,
    ) -> (Self, Group) {
        let map = viewport.rect();
        let (credits, foot) = credits(pen, atlas, map);
        let (title, room, inner, date_top) = title(pen, atlas, map);
        let above_foot = Rect { y1: foot, ..map };
        let (scale, scale_room) = furniture::scale(pen, viewport, above_foot);
        let mut plates = Self { title: inner, date_top, foot, rooms: Vec::new() };
        let mut keys = possible(pen, atlas, coverage);
        keys.extend(legend::without_ground_lines(base));
        let legend = plates.legend_room(pen, atlas, &keys, map);
        plates.rooms = [Some(room), scale_room, Some(legend)].into_iter().flatten().collect();
        if foot < map.y1 {
            plates.rooms.push(Rect { y0: foot, ..map });
        }
        let items = vec![
            Item::Group(Group::new("title", title)),
            Item::Group(Group::new("credits", credits)),
            Item::Group(Group::new("scale-bar", scale)),
        ];
        (plates, Group::new("furniture", items))
    }

    /// The room that plates take on all days.
    pub fn rooms(&self) -> &[Rect] {
        &self.rooms
    }

    /// Date and legend of a day.
    pub fn of_day(
        &self,
        pen: &Pen<'_>,
        atlas: &Atlas,
        map: Rect,
        day: Day,
        keys: &BTreeSet<Key>,
    ) -> Group {
        let Rect { x0: left, .. } = self.title;
        let width = self.title.width();
        let (mut items, _) = furniture::date_stamp(pen, atlas, day, left, width, self.date_top);
        let keys = legend::without_ground_lines(keys);
        if !keys.is_empty() {
            let room = self.legend_room(pen, atlas, &keys, map);
            items.extend(plate(pen, room));
            let inner = room.grow(-padding(pen));
            let areas = Areas::new();
            let (legend, _) =
                legend::draw(pen, atlas, &keys, &areas, inner.x0, inner.width(), inner.y0);
            items.push(Item::Group(legend));
        }
        Group::new("plates", items)
    }

    /// The plate of a legend: in the lower left corner, as large as its entries.
    fn legend_room(&self, pen: &Pen<'_>, atlas: &Atlas, keys: &BTreeSet<Key>, map: Rect) -> Rect {
        let pad = padding(pen);
        let widest = map.width() * WIDEST - 2.0 * pad;
        let width = legend::width(pen, atlas, keys).min(widest).max(0.0);
        let (_, end) = legend::draw(pen, atlas, keys, &Areas::new(), 0.0, width, 0.0);
        let height = (end - legend::gap(pen)).max(0.0);
        let (x0, y1) = (map.x0 + margin(pen), self.foot - margin(pen));
        Rect { x0, y0: y1 - height - 2.0 * pad, x1: x0 + width + 2.0 * pad, y1 }
    }
}

/// All that the legend of any day may have to explain.
fn possible(pen: &Pen<'_>, atlas: &Atlas, coverage: &Coverage) -> BTreeSet<Key> {
    let (plan, drawing) = (pen.plan, &pen.plan.drawing);
    let layers = &drawing.layers;
    let mut keys = BTreeSet::new();
    let held = coverage.holdings().iter().filter(|holding| layers.control && !holding.rear);
    keys.extend(held.map(|held| Key::Way(held.party, held.status.clone(), held.other)));
    if layers.control && coverage.holdings().iter().any(|holding| holding.remote) {
        keys.insert(Key::Remote);
    }
    let towns = |layer: &ControlLayer| matches!(layer, ControlLayer::Towns(_));
    if layers.towns && atlas.control.iter().any(towns) {
        keys.insert(Key::Town);
    }
    let overlays = atlas.overlays.iter().filter(|overlay| overlay::is_drawn(plan, overlay));
    keys.extend(overlays.map(overlay::key));
    keys.extend((0..drawing.areas.len()).map(|index| Key::Area { index, hectares: 0 }));
    keys.extend((0..drawing.lines.len()).map(Key::Line));
    let arrows = atlas.arrows.iter().filter(|arrow| arrow::is_drawn(plan, arrow));
    keys.extend(arrows.map(arrow::key));
    keys.extend(unit::possible_keys(plan, atlas));
    if layers.events == EventsShown::Day {
        keys.extend(events::possible_keys(plan, atlas));
    }
    let dated = coverage.holdings().iter().filter(|holding| layers.control && !holding.rear);
    let doubts = dated.map(|holding| holding.dating).filter(|dating| *dating != Dating::Sure);
    keys.extend(doubts.map(Key::Dating));
    if layers.front {
        keys.insert(Key::Front);
        keys.extend(atlas.fronts.iter().map(drawn::key));
    }
    let parties = (0..atlas.parties.len()).map(|party| PartyId(party as u16));
    let reported = [true, false].into_iter().filter(|_| layers.places);
    keys.extend(
        reported
            .flat_map(|reported| parties.clone().map(move |party| Key::Place { party, reported })),
    );
    if layers.events == EventsShown::Until {
        keys.extend((0..drawing.events.len()).map(Key::Events));
        keys.extend(Claim::ALL.map(Key::Claim));
        keys.insert(Key::Counted);
    }
    keys
}

/// The title on its plate; returns also the plate, its inside, and where the date begins.
fn title(pen: &Pen<'_>, atlas: &Atlas, map: Rect) -> (Vec<Item>, Rect, Rect, f64) {
    let theme = &pen.plan.theme;
    let (plan, pad) = (pen.plan, padding(pen));
    let natural = [
        pen.width(&plan.title, pen.letters(theme.letters.title, Weight::Bold, theme.page.ink)),
        pen.width(&plan.subtitle, pen.letters(theme.letters.body, Weight::Regular, theme.page.ink)),
        furniture::date_width(pen, atlas),
    ];
    let widest = map.width() * WIDEST - 2.0 * pad;
    let width = natural.into_iter().fold(0.0, f64::max).min(widest).max(0.0);
    let at = PagePoint::new(map.x0 + margin(pen) + pad, map.y0 + margin(pen) + pad * 0.6);
    let (words, end) = furniture::title(pen, at.x, width, at.y);
    let date_top = end + 8.0 * pen.unit;
    let last = plan.span.1.plus(-1);
    let (_, height) = furniture::date_stamp(pen, atlas, last, at.x, width, date_top);
    let inner = Rect { x0: at.x, y0: at.y, x1: at.x + width, y1: date_top + height };
    let room = Rect { y0: map.y0 + margin(pen), y1: inner.y1 + pad * 0.5, ..inner.grow(pad) };
    let mut items = plate(pen, room);
    items.extend(words);
    (items, room, inner, date_top)
}

/// The credits at the very foot of the map, in one line if they fit; returns also where they begin.
fn credits(pen: &Pen<'_>, atlas: &Atlas, map: Rect) -> (Vec<Item>, f64) {
    let gap = 4.0 * pen.unit;
    let (left, width) = (map.x0 + 2.0 * gap, map.width() - 4.0 * gap);
    let (words, top) = furniture::credits(pen, atlas, left, width, map.y1 - gap);
    if words.is_empty() {
        return (words, map.y1);
    }
    let strip = Rect { y0: top - gap, ..map };
    let paper = pen.plan.theme.page.paper.with_opacity(0.82);
    let mut items = vec![Item::Fill(Path::rect(strip), Fill::Solid(paper))];
    items.extend(words);
    (items, strip.y0)
}
