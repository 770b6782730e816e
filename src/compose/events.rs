//! What happened on a day: numbered marks on the map and captions beside it.

use super::legend::Key;
use super::mark::{self, Face, Marked};
use super::pen::Pen;
use super::words;
use crate::dataset::{Atlas, Claim, Event};
use crate::figure::{EventSymbol, Layout, Plan};
use crate::math::{Day, PagePoint, Rect, trig};
use crate::projection::Viewport;
use crate::scene::{Anchor, Fill, Group, Item, Path, Stroke, Weight};
use crate::style::{EventMark, fill};
use std::collections::BTreeSet;

/// What a caption says, and where on the page it happened.
pub struct Shown {
    text: String,
    claim: Claim,
    at: Option<PagePoint>,
    /// The name of the symbol of its kind.
    kind: Option<String>,
}

impl Shown {
    fn of(plan: &Plan, event: &Event, at: Option<PagePoint>) -> Self {
        let kind = plan.symbols.of_kind(&event.kind).map(|(name, _)| name);
        // An approximate or uncertain day is told with the words.
        let text = match words::dating(plan.words, event.dating) {
            None => caption(event),
            Some(dating) => format!("{} ({})", caption(event), dating.to_lowercase()),
        };
        Self { text, claim: event.claim, at, kind }
    }

    fn symbol<'p>(&self, plan: &'p Plan) -> Option<&'p EventSymbol> {
        plan.symbols.named(self.kind.as_deref()?)
    }
}

/// The reports and events of a day in the order of their importance: what can be seen on the map
/// first.
pub fn of_day(
    atlas: &Atlas,
    plan: &Plan,
    viewport: &Viewport,
    clear: Rect,
    day: Day,
) -> Vec<Shown> {
    let mut events: Vec<(&Event, Option<PagePoint>)> = atlas
        .events
        .iter()
        .filter(|event| atlas.precision.start(event.day) == atlas.precision.start(day))
        .map(|event| {
            let position = event.position.filter(|_| !event.regional);
            let at = position.and_then(|p| viewport.page(p)).filter(|at| clear.contains(*at));
            (event, at)
        })
        .collect();
    events.sort_by_key(|(event, at)| (std::cmp::Reverse(event.weight), at.is_none(), event.claim));
    let reports = match plan.drawing.layers.reports {
        true => super::reports::captions(atlas, plan, day),
        false => Vec::new(),
    };
    reports
        .into_iter()
        .map(|(text, claim)| Shown { text, claim, at: None, kind: None })
        .chain(events.into_iter().map(|(event, at)| Shown::of(plan, event, at)))
        .collect()
}

/// The least height in which captions are worth beginning.
pub fn least_height(pen: &Pen<'_>) -> f64 {
    5.5 * pen.letters(pen.plan.theme.letters.body, Weight::Regular, pen.plan.theme.page.ink).size
}

/// The captions that fit between two heights; returns the group, and the number of events that
/// got a caption.
pub fn captions(
    pen: &Pen<'_>,
    shown: &[Shown],
    left: f64,
    width: f64,
    top: f64,
    bottom: f64,
) -> (Group, usize) {
    let theme = &pen.plan.theme;
    let body = pen.letters(theme.letters.body * 0.94, Weight::Regular, theme.page.ink);
    let small = pen.letters(theme.letters.small, Weight::Regular, theme.page.muted);
    let mode = theme.event.mark;
    // Number and symbol stand side by side.
    let column = 22.0 * pen.unit;
    let indent = 27.0 * pen.unit + if mode == EventMark::Both { column } else { 0.0 };
    let gap = 5.0 * pen.unit;
    let rest = small.size * 1.4;
    let mut items = Vec::new();
    let mut y = top;
    let mut written = 0;
    let mut number = 0;
    for (i, one) in shown.iter().enumerate() {
        let text = match words::claim(pen.plan.words, one.claim) {
            None => one.text.clone(),
            Some(claim) => format!("{} ({claim})", one.text),
        };
        let (mut lines, height) = pen.paragraph(&text, left + indent, y, width - indent, body);
        let room = if i + 1 < shown.len() { rest } else { 0.0 };
        if y + height + room > bottom {
            break;
        }
        let center = PagePoint::new(left + 9.5 * pen.unit, y + body.size * 0.68);
        number += usize::from(one.at.is_some());
        let text = number.to_string();
        items.extend(sign(pen, one, center, &text, column));
        items.append(&mut lines);
        y += height + gap;
        written = i + 1;
    }
    if written < shown.len() {
        let (words, left_out) = (pen.plan.words, shown.len() - written);
        let template = match (written, left_out) {
            (0, _) => &words.events.count,
            (_, 1) => &words.events.more_one,
            (_, _) => &words.events.more,
        };
        let text = fill(template, &[("n", &words::count(words, left_out))]);
        items.push(pen.line(&text, left + indent, y + small.size, Anchor::Start, small));
    }
    (Group::new("captions", items), written)
}

/// What stands before a caption: the number of its mark, the symbol of its kind, or a dot.
fn sign(pen: &Pen<'_>, one: &Shown, at: PagePoint, number: &str, column: f64) -> Vec<Item> {
    let theme = &pen.plan.theme;
    let mode = theme.event.mark;
    let symbol = one.symbol(pen.plan).filter(|_| mode != EventMark::Number);
    let mut items = Vec::new();
    let beside = PagePoint::new(at.x + column, at.y);
    match (one.at, mode) {
        (Some(_), EventMark::Symbol) => {
            let face = Face { number: None, symbol, claim: one.claim };
            return face.draw(pen, at, 9.0 * pen.unit);
        }
        (Some(_), _) => {
            let face = Face { number: Some(number), symbol: None, claim: one.claim };
            items.extend(face.draw(pen, at, 9.0 * pen.unit));
        }
        (None, _) => {}
    }
    let at = if mode == EventMark::Both { beside } else { at };
    match symbol {
        Some(event) => {
            let (ink, size) = (theme.event.ink, 15.0 * pen.unit);
            items.extend(event.symbol.place(at, size, ink, theme.page.paper));
        }
        None if one.at.is_none() => {
            let dot = Path::circle(at, 2.2 * pen.unit);
            items.push(Item::Fill(dot, Fill::Solid(theme.page.muted)));
        }
        None => {}
    }
    items
}

/// The words printed for an event: where and what.
fn caption(event: &Event) -> String {
    let text = event.caption.as_deref().unwrap_or(&event.text);
    match event.place.as_deref().filter(|place| !text.contains(place)) {
        Some(place) => format!("{place}: {text}"),
        None => text.to_owned(),
    }
}

/// The marks on the map of the first `written` events.
pub fn marks(pen: &Pen<'_>, shown: &[Shown], written: usize, clear: Rect, names: &[Rect]) -> Group {
    let mode = pen.plan.theme.event.mark;
    let marked: Vec<Marked<'_>> = shown
        .iter()
        .take(written)
        .filter_map(|shown| {
            let symbol = shown.symbol(pen.plan).filter(|_| mode != EventMark::Number);
            Some(Marked { at: shown.at?, claim: shown.claim, symbol })
        })
        .collect();
    let clusters = mark::clusters(pen, &marked, clear, names);
    Group::new("events", mark::draw(pen, &clusters))
}

/// What the legend explains of the events of a day.
pub fn keys(plan: &Plan, shown: &[Shown]) -> BTreeSet<Key> {
    let placed = || shown.iter().filter(|shown| shown.at.is_some());
    let mut keys = BTreeSet::new();
    if placed().next().is_none() {
        return keys;
    }
    let captioned = plan.layout == Layout::Panel;
    let stars = !captioned && plan.theme.event.mark == EventMark::Number;
    if captioned || stars {
        keys.insert(Key::Event);
    }
    if !captioned && !stars {
        keys.extend(placed().filter_map(|shown| shown.kind.clone()).map(Key::Symbol));
    }
    let claims = placed().map(|shown| shown.claim).filter(|claim| *claim != Claim::Confirmed);
    // A star is hollow whatever else is not confirmed.
    keys.extend(claims.map(|claim| Key::Outline(if stars { Claim::Claimed } else { claim })));
    keys
}

/// Everything that [`keys`] may ever give.
pub fn possible_keys(plan: &Plan, atlas: &Atlas) -> BTreeSet<Key> {
    let shown: Vec<Shown> = atlas
        .events
        .iter()
        .filter(|event| event.position.is_some() && !event.regional)
        .map(|event| Shown::of(plan, event, Some(PagePoint::default())))
        .collect();
    keys(plan, &shown)
}

/// Marks for maps without captions: a star at each place, or symbols.
pub fn unlisted(pen: &Pen<'_>, shown: &[Shown], clear: Rect, names: &[Rect]) -> Group {
    match pen.plan.theme.event.mark {
        EventMark::Number => stars(pen, shown),
        EventMark::Symbol | EventMark::Both => marks(pen, shown, shown.len(), clear, names),
    }
}

/// A star at each place, for maps without captions.
fn stars(pen: &Pen<'_>, shown: &[Shown]) -> Group {
    let placed = shown.iter().filter_map(|shown| Some((shown.at?, shown.claim)));
    let items = placed.flat_map(|(at, claim)| star(pen, at, claim != Claim::Confirmed)).collect();
    Group::new("events", items)
}

/// A star with five points, hollow when not confirmed.
pub fn star(pen: &Pen<'_>, center: PagePoint, disputed: bool) -> Vec<Item> {
    let style = &pen.plan.theme.event;
    let radius = 0.36 * style.size * pen.unit;
    let corners: Vec<PagePoint> = (0..10)
        .map(|i| {
            let (sin, cos) = trig::sin_cos(f64::from(i) * std::f64::consts::PI / 5.0);
            let far = if i % 2 == 0 { radius } else { 0.45 * radius };
            PagePoint::new(center.x + far * sin, center.y - far * cos)
        })
        .collect();
    let shape = Path::polygon(&corners);
    let ground = if disputed { pen.plan.theme.page.paper } else { style.ground };
    vec![
        Item::Fill(shape.clone(), Fill::Solid(ground)),
        Item::Stroke(shape, Stroke::new(style.ink, 0.75 * style.outline * pen.unit)),
    ]
}
