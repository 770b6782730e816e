//! All events up to a day: disks by kind and claim, beside each other where they share a place.

use super::legend::Key;
use super::pen::Pen;
use crate::color::Color;
use crate::dataset::{Atlas, Claim, Event};
use crate::figure::Plan;
use crate::math::{Day, PagePoint, Rect, trig};
use crate::projection::Viewport;
use crate::scene::{Anchor, Fill, Group, Item, Path, Stroke, Weight};
use std::collections::{BTreeMap, BTreeSet};

/// The radius of a single event's disk, of the size of a mark.
const RADIUS: f64 = 0.28;
/// Steps in which room is looked for around a place, and how many.
const STEP: f64 = 3.0;
const RINGS: u32 = 40;

/// What an event counts as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    /// One of the figure's, by its place in the list.
    Own(usize),
    /// A kind of the data, where the figure names none.
    Kind(String),
}

/// Events of one sort and claim at one place.
struct Slot {
    /// The place.
    at: PagePoint,
    /// Where the disk stands on all days.
    center: PagePoint,
    sort: Sort,
    claim: Claim,
    days: Vec<Day>,
}

/// All events of a figure that have a place on its map. Where disks stand is settled once for all
/// days, with room for as many events as there are on the last.
pub struct Chronicle {
    slots: Vec<Slot>,
}

impl Chronicle {
    /// Finds a stand for each disk: at its place if it is free, else as near as possible without
    /// covering another disk or one of the `names`.
    pub fn new(
        pen: &Pen<'_>,
        atlas: &Atlas,
        viewport: &Viewport,
        clear: Rect,
        names: &[Rect],
    ) -> Self {
        let span = pen.plan.span;
        let shown = atlas.events.iter().filter(|e| e.day >= span.0 && e.day < span.1);
        let mut sorted: BTreeMap<(u64, u64, Sort, Claim), Vec<Day>> = BTreeMap::new();
        for event in shown {
            let position = event.position.filter(|_| !event.regional);
            let at = position.and_then(|p| viewport.page(p)).filter(|at| clear.contains(*at));
            let (Some(at), Some(sort)) = (at, sort_of(pen.plan, event)) else { continue };
            let slot = (at.x.to_bits(), at.y.to_bits(), sort, event.claim);
            sorted.entry(slot).or_default().push(event.day);
        }
        let mut slots: Vec<Slot> = sorted
            .into_iter()
            .map(|((x, y, sort, claim), days)| {
                let at = PagePoint::new(f64::from_bits(x), f64::from_bits(y));
                Slot { at, center: at, sort, claim, days }
            })
            .collect();
        // The largest stand nearest to their places.
        slots.sort_by_key(|slot| std::cmp::Reverse(slot.days.len()));
        let mut taken: Vec<(PagePoint, f64)> = Vec::new();
        for slot in &mut slots {
            let radius = radius(pen, slot.days.len());
            slot.center = free(slot.at, radius, pen.unit, clear, &taken, names)
                .or_else(|| free(slot.at, radius, pen.unit, clear, &taken, &[]))
                .unwrap_or(slot.at);
            taken.push((slot.center, radius));
        }
        Self { slots }
    }

    /// The disks of a day; what was drawn is added to `keys`.
    pub fn group(&self, pen: &Pen<'_>, atlas: &Atlas, day: Day, keys: &mut BTreeSet<Key>) -> Group {
        let mut leaders = Vec::new();
        let mut disks = Vec::new();
        for slot in &self.slots {
            let count = slot.days.iter().filter(|event| **event <= day).count();
            if count == 0 {
                continue;
            }
            keys.insert(match &slot.sort {
                Sort::Own(index) => Key::Events(*index),
                Sort::Kind(kind) => Key::EventKind(kind.clone()),
            });
            keys.insert(Key::Claim(slot.claim));
            if count > 1 {
                keys.insert(Key::Counted);
            }
            if slot.at.distance(slot.center) > 1.2 * radius(pen, count) {
                leaders.extend(leader(pen, slot.at, slot.center));
            }
            let color = match &slot.sort {
                Sort::Own(index) => own_color(pen.plan, *index),
                Sort::Kind(kind) => kind_color(pen.plan, atlas, kind),
            };
            disks.extend(disk(pen, slot.center, count, color, slot.claim));
        }
        leaders.append(&mut disks);
        Group::new("chronicle", leaders)
    }
}

/// What an event counts as; `None` for one that the figure leaves out.
fn sort_of(plan: &Plan, event: &Event) -> Option<Sort> {
    if plan.drawing.events.is_empty() {
        return Some(Sort::Kind(event.kind.clone()));
    }
    plan.drawing.events.iter().position(|own| own.kinds.contains(&event.kind)).map(Sort::Own)
}

/// The color of some of the figure's events.
pub fn own_color(plan: &Plan, index: usize) -> Color {
    let own = plan.drawing.events.get(index).and_then(|own| own.color);
    own.map_or_else(|| series(plan, index), |ink| plan.ink(ink))
}

/// The color of a kind of events where the figure names none: the theme's in turn.
pub fn kind_color(plan: &Plan, atlas: &Atlas, kind: &str) -> Color {
    let kinds: BTreeSet<&str> = atlas.events.iter().map(|event| event.kind.as_str()).collect();
    series(plan, kinds.iter().position(|known| *known == kind).unwrap_or(0))
}

fn series(plan: &Plan, index: usize) -> Color {
    let series = &plan.theme.control.series;
    series.get(index % series.len().max(1)).copied().unwrap_or(Color::BLACK)
}

/// Disks grow with the third root of how many events they stand for.
fn radius(pen: &Pen<'_>, count: usize) -> f64 {
    RADIUS * pen.plan.theme.event.size * pen.unit * trig::pow(count.max(1) as f64, 1.0 / 3.0)
}

/// The free stand nearest to a place.
fn free(
    at: PagePoint,
    radius: f64,
    unit: f64,
    clear: Rect,
    taken: &[(PagePoint, f64)],
    names: &[Rect],
) -> Option<PagePoint> {
    let ring = |ring: u32| {
        let far = f64::from(ring) * STEP * unit;
        let stands = (ring * 6).max(1);
        (0..stands).map(move |i| {
            let (sin, cos) =
                trig::sin_cos(f64::from(i) / f64::from(stands) * std::f64::consts::TAU);
            PagePoint::new(at.x + far * cos, at.y - far * sin)
        })
    };
    (0..RINGS).flat_map(ring).find(|stand| {
        let own = Rect::from_size(stand.x, stand.y, 0.0, 0.0).grow(radius);
        let apart =
            |(other, size): &(PagePoint, f64)| other.distance(*stand) >= radius + size + unit;
        clear.encloses(&own)
            && taken.iter().all(apart)
            && !names.iter().any(|name| name.overlaps(&own))
    })
}

fn leader(pen: &Pen<'_>, at: PagePoint, center: PagePoint) -> Vec<Item> {
    let style = &pen.plan.theme.event;
    let line = Path::line(&[at, center]);
    vec![
        Item::Stroke(line.clone(), Stroke::new(style.ground.with_opacity(0.8), 2.4 * pen.unit)),
        Item::Stroke(line, Stroke::new(style.ink, 0.8 * pen.unit)),
        Item::Fill(Path::circle(at, 1.6 * pen.unit), Fill::Solid(style.ink)),
    ]
}

/// A disk: full when confirmed; else light, its ring dashed when disputed, crossed when denied.
/// More than one event are counted in it.
pub fn disk(
    pen: &Pen<'_>,
    center: PagePoint,
    count: usize,
    color: Color,
    claim: Claim,
) -> Vec<Item> {
    let style = &pen.plan.theme.event;
    let radius = radius(pen, count);
    let shape = Path::circle(center, radius);
    let full = claim == Claim::Confirmed;
    let mut ring = Stroke::new(if full { style.ground } else { color }, 1.9 * pen.unit);
    if full {
        ring.width = 1.1 * pen.unit;
    }
    if claim == Claim::Disputed {
        ring = ring.dashed([3.0 * pen.unit, 2.0 * pen.unit]);
    }
    let ground = if full { color } else { style.ground };
    let mut items = vec![Item::Fill(shape.clone(), Fill::Solid(ground)), Item::Stroke(shape, ring)];
    if claim == Claim::Denied {
        let far = radius * std::f64::consts::FRAC_1_SQRT_2;
        let cross = [
            PagePoint::new(center.x - far, center.y + far),
            PagePoint::new(center.x + far, center.y - far),
        ];
        items.push(Item::Stroke(Path::line(&cross), Stroke::new(color, 1.5 * pen.unit)));
    }
    if count > 1 {
        let ink = if full && color.luminance() < 0.4 { Color::WHITE } else { style.ink };
        let mut letters = pen.letters(pen.plan.theme.letters.small, Weight::Bold, ink);
        letters.size = letters.size.min(1.5 * radius);
        let mut run = pen.run(
            &count.to_string(),
            PagePoint::new(center.x, center.y + letters.size * 0.36),
            Anchor::Middle,
            letters,
        );
        if claim == Claim::Denied {
            run.halo = pen.halo();
        }
        items.push(Item::Text(run));
    }
    items
}
