//! The legend: every color and pattern that is in the picture, and no other.

pub mod entries;
mod fit;
mod heights;

pub use fit::{fitted, without_ground_lines};

use super::mark::{self, Face};
use super::pattern::{of_dating, of_overlay, of_party, of_status};
use super::pen::Pen;
use super::words;
use super::{chronicle, overlay, selection};
use crate::dataset::{
    Atlas, BaseKind, Claim, ControlLayer, Dating, OverlayKind, PartyId, Status, UnitSymbol,
};
use crate::figure::Layout;
use crate::math::{Day, PagePoint, Rect};
use crate::scene::{Anchor, Fill, Group, Item, Path, Stroke, Weight};
use crate::style::{EventMark, Words, fill};
use crate::topology::Coverage;
use entries::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Something that the picture shows and the legend explains. The order is that of the legend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// An area of the figure's own.
    Area {
        /// Its place in the list.
        index: usize,
        /// How much of the theatre it takes; 0: that is not told.
        hectares: u64,
    },
    /// A line of the figure's own, by its place in the list.
    Line(usize),
    /// Ground held in a way: party, status, other party.
    Way(PartyId, Status, Option<PartyId>),
    /// Ground gained by a party in the last days; 0: since the map before, where a page has several.
    Recent(PartyId, u32),
    /// Ground gained by a party since a day.
    Gained(PartyId, Day),
    /// Ground that no town is near.
    Remote,
    /// The towns that ground rests on.
    Town,
    /// Ground whose dates are not sure.
    Dating(Dating),
    /// The frontline.
    Front,
    /// A front drawn as a line: the data's words for it, and how sure its date is.
    DrawnFront(Option<String>, Dating),
    /// An overlay.
    Overlay {
        /// What it shows.
        kind: OverlayKind,
        /// Whose.
        party: Option<PartyId>,
        /// The words of the dataset.
        label: Option<String>,
        /// Whether its outline is only roughly known.
        approximate: bool,
        /// Whether it is a line.
        line: bool,
    },
    /// Numbered marks of events.
    Event,
    /// The symbol of a kind of event, by its name.
    Symbol(String),
    /// The outline of marks that are not confirmed.
    Outline(Claim),
    /// The symbol of a unit.
    Unit(UnitSymbol),
    /// Places reported taken by a party on the day.
    Reported(PartyId),
    /// Settlements that a party holds.
    Place {
        /// Who.
        party: PartyId,
        /// Whether they were reported to change hands.
        reported: bool,
    },
    /// Some of the figure's events, by their place in the list.
    Events(usize),
    /// Events of a kind of the data's.
    EventKind(String),
    /// How sure events are.
    Claim(Claim),
    /// Several events that one mark stands for.
    Counted,
    /// A line of the base map; for relief the key of its tints.
    Base(BaseKind),
}

/// Areas of a day in square kilometers, by way of holding.
pub type Areas = BTreeMap<(PartyId, Status, Option<PartyId>), f64>;

/// The areas of the theatre on a day.
pub fn areas_on(coverage: &Coverage, day: Day) -> Areas {
    let mut areas = Areas::new();
    for (holding, km2) in coverage.on(day).iter().zip(coverage.areas_km2()) {
        if let Some(holding) = holding.filter(|holding| !holding.rear) {
            let key = (holding.party, holding.status.clone(), holding.other);
            *areas.entry(key).or_default() += km2;
        }
    }
    areas
}

/// Draws the entries of `keys` below `top`; returns the group and where it ends.
pub fn draw(
    pen: &Pen<'_>,
    atlas: &Atlas,
    keys: &BTreeSet<Key>,
    areas: &Areas,
    left: f64,
    width: f64,
    top: f64,
) -> (Group, f64) {
    let room = (top, f64::INFINITY);
    draw_entries((pen, pen), atlas, &entries::of(pen.plan, keys), areas, (left, width), room)
}

/// Draws entries from the top of a room on, up to the first that leaves it. Samples are drawn with the
/// map's pen, so that patterns are as large as there; words and gaps with the legend's own.
pub fn draw_entries(
    (map, pen): (&Pen<'_>, &Pen<'_>),
    atlas: &Atlas,
    entries: &[Entry<'_>],
    areas: &Areas,
    (left, width): (f64, f64),
    (top, bottom): (f64, f64),
) -> (Group, f64) {
    let mut items = Vec::new();
    let mut y = top;
    let table = pen.plan.words;
    for one in entries {
        if y - gap(pen) > bottom {
            break;
        }
        let key = one.keys.first().copied();
        let number = match key {
            Some(Key::Way(..)) => {
                one.keys.iter().filter_map(|key| area_of(key, areas)).reduce(|a, b| a + b)
            }
            Some(Key::Area { hectares: hectares @ 1.., .. }) => Some(*hectares as f64 / 100.0),
            _ => None,
        };
        let number = number.map(|km2| words::area(table, km2));
        let text = words_of(pen, atlas, one);
        if key == Some(&Key::Base(BaseKind::Relief)) {
            // A band as wide as the legend stands below the words.
            let letters =
                pen.letters(pen.plan.theme.letters.body, Weight::Regular, pen.plan.theme.page.ink);
            let (mut lines, height) = pen.paragraph(&text, left, y, width, letters);
            items.append(&mut lines);
            y += height + gap(pen);
            let (mut band, height) = heights::draw(pen, left, width, y);
            items.append(&mut band);
            y += height + gap(pen);
            continue;
        }
        let sample = |rect| key.map_or_else(Vec::new, |key| sample(map, atlas, key, rect));
        let (mut drawn, end) = entry(pen, sample, &text, number.as_deref(), left, width, y);
        items.append(&mut drawn);
        y = end;
    }
    (Group::new("legend", items), y)
}

/// One entry: a sample drawn into a rectangle, words, a number at the right. Returns also where the
/// next one begins.
pub fn entry(
    pen: &Pen<'_>,
    sample: impl FnOnce(Rect) -> Vec<Item>,
    text: &str,
    number: Option<&str>,
    left: f64,
    width: f64,
    y: f64,
) -> (Vec<Item>, f64) {
    let theme = &pen.plan.theme;
    let body = pen.letters(theme.letters.body, Weight::Regular, theme.page.ink);
    let figures = pen.letters(theme.letters.body, Weight::Bold, theme.page.ink);
    let swatch_height = 18.0 * pen.unit;
    let indent = indent(pen);
    let number_width = number.map_or(0.0, |n| pen.width(n, figures) + 8.0 * pen.unit);
    let (mut lines, height) =
        pen.paragraph(text, left + indent, y, width - indent - number_width, body);
    let middle = y + body.size * 0.66;
    let swatch =
        Rect::from_size(left, middle - swatch_height / 2.0, swatch_width(pen), swatch_height);
    let mut items = vec![Item::Group(Group::new(String::new(), sample(swatch)))];
    items.append(&mut lines);
    if let Some(number) = number {
        items.push(pen.line(number, left + width, y + body.size, Anchor::End, figures));
    }
    (items, y + height.max(swatch_height) + gap(pen))
}

fn swatch_width(pen: &Pen<'_>) -> f64 {
    34.0 * pen.unit
}

/// Where the words begin.
fn indent(pen: &Pen<'_>) -> f64 {
    swatch_width(pen) + 11.0 * pen.unit
}

/// The room below every entry.
pub fn gap(pen: &Pen<'_>) -> f64 {
    5.5 * pen.unit
}

/// The width in which no entry without a number is broken into lines.
pub fn width(pen: &Pen<'_>, atlas: &Atlas, keys: &BTreeSet<Key>) -> f64 {
    let theme = &pen.plan.theme;
    let body = pen.letters(theme.letters.body, Weight::Regular, theme.page.ink);
    let entries = entries::of(pen.plan, keys);
    let words = entries.iter().map(|entry| pen.width(&words_of(pen, atlas, entry), body));
    indent(pen) + words.fold(0.0, f64::max) + 1.0
}

fn area_of(key: &Key, areas: &Areas) -> Option<f64> {
    let Key::Way(party, status, other) = key else { return None };
    areas.get(&(*party, status.clone(), *other)).copied()
}

/// The author's words, or else our own. What is only roughly known is said to be so.
fn words_of(pen: &Pen<'_>, atlas: &Atlas, entry: &Entry<'_>) -> String {
    let Some(words) = entry.words else {
        return entry.keys.first().map_or_else(String::new, |key| words_for(pen, atlas, key));
    };
    let drawing = &pen.plan.drawing;
    let approximate = entry.keys.iter().any(|key| match key {
        Key::Area { index, .. } => drawing.areas.get(*index).is_some_and(|a| a.look.approximate),
        Key::Line(index) => drawing.lines.get(*index).is_some_and(|l| l.look.approximate),
        Key::Overlay { approximate, .. } => *approximate,
        _ => false,
    });
    let word = roughly(pen.plan.words);
    match approximate && !words.to_lowercase().contains(&word) {
        true => format!("{words} ({word})"),
        false => words.to_owned(),
    }
}

/// The word for what is only roughly known.
fn roughly(table: &Words) -> String {
    let word = fill(&table.legend.approximate, &[("text", "")]);
    word.trim_matches(|c: char| !c.is_alphabetic()).to_owned()
}

fn words_for(pen: &Pen<'_>, atlas: &Atlas, key: &Key) -> String {
    let table = pen.plan.words;
    let of = |template: &str, party: PartyId| {
        fill(template, &[("party", words::party(atlas, pen.plan, party))])
    };
    match key {
        Key::Way(party, status, other) => words::holding(atlas, pen.plan, *party, status, *other),
        Key::Recent(party, 0) => of(&table.legend.gained_map, *party),
        Key::Recent(party, 1) => of(&table.legend.gained_day, *party),
        Key::Recent(party, days) => {
            let name = words::party(atlas, pen.plan, *party);
            let days = words::count(table, *days as usize);
            fill(&table.legend.gained_days, &[("party", name), ("n", &days)])
        }
        Key::Area { index, .. } => own_name(pen.plan.drawing.areas.get(*index).map(|a| &a.id)),
        Key::Line(index) => own_name(pen.plan.drawing.lines.get(*index).map(|l| &l.id)),
        Key::Events(index) => own_name(pen.plan.drawing.events.get(*index).map(|e| &e.id)),
        Key::EventKind(kind) => own_name(Some(kind)),
        Key::Gained(party, since) => {
            let name = words::party(atlas, pen.plan, *party);
            let date = words::date(table, *since);
            fill(&table.legend.gained_since, &[("party", name), ("date", &date)])
        }
        Key::Place { party, reported: true } => of(&table.legend.place_reported, *party),
        Key::Place { party, .. } => of(&table.legend.place_surroundings, *party),
        Key::Claim(claim) => match claim {
            Claim::Confirmed => table.legend.confirmed.clone(),
            Claim::Claimed => table.legend.claimed.clone(),
            Claim::Disputed => table.legend.disputed.clone(),
            Claim::Denied => table.legend.denied.clone(),
        },
        Key::Dating(dating) => words::dating(table, *dating).unwrap_or_default().to_owned(),
        Key::Counted => table.legend.counted.clone(),
        Key::Remote => {
            let near = atlas.control.iter().filter_map(|layer| match layer {
                ControlLayer::Towns(towns) => Some(towns.near_km),
                _ => None,
            });
            let km = words::distance(table, near.fold(f64::INFINITY, f64::min));
            fill(&table.legend.remote, &[("km", &km)])
        }
        Key::Town => table.legend.town.clone(),
        Key::Front => {
            let name = |party| words::party(atlas, pen.plan, party).to_owned();
            super::ornament::words(pen, &table.legend.front, name)
        }
        Key::DrawnFront(label, dating) => {
            let text = label.as_ref().unwrap_or(&table.legend.front);
            match words::dating(table, *dating) {
                None => text.clone(),
                Some(dating) => format!("{text} ({})", dating.to_lowercase()),
            }
        }
        Key::Overlay { kind, party, label, approximate, .. } => {
            let text = match (label, party) {
                (Some(label), _) => label.clone(),
                (None, Some(party)) => match kind {
                    OverlayKind::Advance => of(&table.holding.advance, *party),
                    OverlayKind::Mandate => of(&table.legend.mandate_of, *party),
                    OverlayKind::Corridor => of(&table.legend.corridor_of, *party),
                    OverlayKind::Claim => of(&table.holding.claimed, *party),
                    OverlayKind::Arrow => of(&table.marks.advance, *party),
                    other => of(&format!("{}, {{party}}", other.as_str()), *party),
                },
                (None, None) => {
                    let mut name = kind.as_str().replace('-', " ");
                    if let Some(first) = name.get_mut(..1) {
                        first.make_ascii_uppercase();
                    }
                    name
                }
            };
            let told = [roughly(table), "approximate".to_owned()];
            if *approximate && !told.iter().any(|word| text.contains(word)) {
                fill(&table.legend.approximate, &[("text", &text)])
            } else {
                text
            }
        }
        Key::Event => match (pen.plan.layout, pen.plan.theme.event.mark) {
            (Layout::Panel, EventMark::Symbol) => table.marks.listed.clone(),
            (Layout::Panel, _) => table.legend.event_numbered.clone(),
            (Layout::Overlay | Layout::Map, _) => table.legend.event.clone(),
        },
        Key::Symbol(name) => {
            pen.plan.symbols.named(name).map_or_else(String::new, |event| event.words.clone())
        }
        Key::Outline(_) if has_stars(pen) => table.marks.not_confirmed.clone(),
        Key::Outline(claim) => mark::claim_words(table, *claim).unwrap_or_default().to_owned(),
        Key::Unit(unit) => super::unit::words(table, *unit),
        Key::Base(kind) => {
            let own = atlas.base.iter().find(|layer| layer.kind == *kind);
            own.and_then(|layer| layer.label.clone()).unwrap_or_else(|| match kind {
                BaseKind::Boundary => table.legend.boundary.clone(),
                BaseKind::Disputed => table.legend.disputed_boundary.clone(),
                BaseKind::District => table.legend.district.clone(),
                BaseKind::Historical => table.legend.historical.clone(),
                BaseKind::Relief => table.legend.relief.clone(),
                other => other.as_str().to_owned(),
            })
        }
        Key::Reported(party) => of(&table.legend.reported, *party),
    }
}

/// Whether events are stars, without captions.
fn has_stars(pen: &Pen<'_>) -> bool {
    pen.plan.layout != Layout::Panel && pen.plan.theme.event.mark == EventMark::Number
}

fn mark_sample(pen: &Pen<'_>, rect: Rect, face: Face<'_>) -> Vec<Item> {
    face.draw(pen, rect.center(), 8.5 * pen.unit)
}

/// The name of an item of the figure or of a kind as words: `air_strike` is `Air strike`.
fn own_name(name: Option<&String>) -> String {
    let name = name.map_or("", String::as_str).replace(['-', '_'], " ");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn middle_x(rect: Rect) -> f64 {
    (rect.x0 + rect.x1) / 2.0
}

/// A sample of what is in the picture.
fn sample(pen: &Pen<'_>, atlas: &Atlas, key: &Key, rect: Rect) -> Vec<Item> {
    let theme = &pen.plan.theme;
    let area = Path::rect(rect);
    let ground = Item::Fill(area.clone(), Fill::Solid(theme.ground.land));
    let frame = |color| Item::Stroke(area.clone(), Stroke::new(color, 0.8 * pen.unit));
    let around = |line| Item::Stroke(area.clone(), line);
    let middle = (rect.y0 + rect.y1) / 2.0;
    let rule = Path::line(&[PagePoint::new(rect.x0, middle), PagePoint::new(rect.x1, middle)]);
    let tint = |party: PartyId, opacity: f64| {
        Item::Fill(area.clone(), Fill::Solid(pen.plan.color(party).with_opacity(opacity)))
    };
    let texture = |party| of_party(pen.plan, pen.unit, party).map(|t| Item::Fill(area.clone(), t));
    match key {
        Key::Way(party, status, other) => {
            let look = of_status(pen.plan, pen.unit, *party, status, *other);
            let mut items = vec![ground];
            items.extend(look.tint.map(|party| tint(party, theme.control.opacity)));
            items.extend(look.tint.and_then(texture));
            items.extend(look.pattern.iter().flat_map(|pattern| pattern.sample(rect)));
            items.push(look.outline.map_or_else(|| frame(theme.page.muted), around));
            items
        }
        Key::Recent(party, _) | Key::Gained(party, _) => {
            let mut items = vec![ground, tint(*party, theme.control.recent)];
            items.extend(texture(*party));
            items.push(frame(theme.page.muted));
            items
        }
        Key::Front => {
            let (from, to) = (PagePoint::new(rect.x0, middle), PagePoint::new(rect.x1, middle));
            super::ornament::sample(pen, from, to)
        }
        Key::DrawnFront(_, dating) => {
            let (from, to) = (PagePoint::new(rect.x0, middle), PagePoint::new(rect.x1, middle));
            let items = super::ornament::sample(pen, from, to).into_iter();
            items.map(|item| super::drawn::doubtful(item, *dating, pen.unit)).collect()
        }
        Key::Dating(dating) => {
            let mut items = vec![ground];
            let pattern = of_dating(pen.plan, pen.unit, *dating);
            items.extend(pattern.iter().flat_map(|pattern| pattern.sample(rect)));
            items.push(frame(theme.page.muted));
            items
        }
        Key::Overlay { kind, party, approximate, line: false, .. } => {
            let color = party.map_or(theme.page.muted, |party| pen.plan.color(party));
            let look = of_overlay(pen.plan, pen.unit, kind, color);
            let mut items = vec![ground];
            items.extend(look.pattern.iter().flat_map(|pattern| pattern.sample(rect)));
            let line = overlay::outline(look.outline, *approximate, pen.unit);
            items.push(line.map_or_else(|| frame(theme.page.muted), around));
            items
        }
        Key::Overlay { kind: OverlayKind::Arrow, party, approximate, .. } => {
            super::arrow::sample(pen, *party, *approximate, rect)
        }
        Key::Overlay { kind, party, .. } => {
            let color = party.map_or(theme.page.muted, |party| pen.plan.color(party));
            vec![Item::Stroke(rule, overlay::line(pen.plan, pen.unit, kind, color))]
        }
        Key::Event if has_stars(pen) => super::events::star(pen, rect.center(), false),
        Key::Outline(_) if has_stars(pen) => super::events::star(pen, rect.center(), true),
        Key::Event => {
            let number = (theme.event.mark != EventMark::Symbol).then_some("1");
            mark_sample(pen, rect, Face { number, symbol: None, claim: Claim::Confirmed })
        }
        Key::Symbol(name) => {
            let symbol = pen.plan.symbols.named(name);
            mark_sample(pen, rect, Face { number: None, symbol, claim: Claim::Confirmed })
        }
        Key::Outline(claim) => {
            mark_sample(pen, rect, Face { number: None, symbol: None, claim: *claim })
        }
        Key::Unit(unit) => super::unit::sample(pen, *unit, rect.grow(2.2 * pen.unit)),
        Key::Area { index, .. } => {
            let mut items = vec![ground];
            items.extend(selection::swatch(pen.plan, pen.unit, *index, rect));
            items.push(frame(theme.page.muted));
            items
        }
        Key::Line(index) => selection::rule(pen.plan, pen.unit, *index, &rule),
        Key::Remote => {
            let opacity = theme.control.opacity;
            let (full, pale) = (theme.page.muted, super::control::REMOTE);
            let [left, right] = [(rect.x0, middle_x(rect)), (middle_x(rect), rect.x1)];
            let half = |(x0, x1): (f64, f64), opacity| {
                let color = full.with_opacity(opacity);
                Item::Fill(Path::rect(Rect { x0, x1, ..rect }), Fill::Solid(color))
            };
            let halves = [half(left, opacity), half(right, opacity * pale)];
            std::iter::once(ground).chain(halves).chain([frame(theme.page.muted)]).collect()
        }
        Key::Town => super::towns::sample(pen, rect.center()),
        Key::Place { party, reported } => super::places::dot(pen, *party, *reported, rect.center()),
        Key::Events(index) => {
            let color = chronicle::own_color(pen.plan, *index);
            chronicle::disk(pen, rect.center(), 1, color, Claim::Confirmed)
        }
        Key::EventKind(kind) => {
            let color = chronicle::kind_color(pen.plan, atlas, kind);
            chronicle::disk(pen, rect.center(), 1, color, Claim::Confirmed)
        }
        Key::Claim(claim) => chronicle::disk(pen, rect.center(), 1, theme.page.muted, *claim),
        Key::Counted => chronicle::disk(pen, rect.center(), 3, theme.page.muted, Claim::Confirmed),
        Key::Reported(party) => super::reports::dot(pen, *party, rect.center()),
        Key::Base(kind) => super::basemap::stroke(pen.plan, pen.unit, *kind)
            .map(|stroke| vec![Item::Stroke(rule, stroke)])
            .unwrap_or_default(),
    }
}
