//! What happened on a day: numbered marks on the map and captions beside it.

use super::pen::{Letters, Pen};
use crate::dataset::{Atlas, Claim, Event};
use crate::figure::Plan;
use crate::math::{Day, PagePoint, Rect, trig};
use crate::projection::Viewport;
use crate::scene::{Anchor, Fill, Group, Item, Path, Stroke, Weight};

/// What a caption says, and where on the page it happened.
pub struct Shown {
    text: String,
    claim: Claim,
    at: Option<PagePoint>,
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
        .filter(|event| event.day == day)
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
        .map(|(text, claim)| Shown { text, claim, at: None })
        .chain(events.into_iter().map(|(event, at)| Shown {
            text: caption(event),
            claim: event.claim,
            at,
        }))
        .collect()
}

/// Whether any of the events has a place on the map.
pub fn any_on_map(shown: &[Shown]) -> bool {
    shown.iter().any(|shown| shown.at.is_some())
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
    let figures = pen.letters(theme.letters.small, Weight::Bold, theme.event.ink);
    let indent = 27.0 * pen.unit;
    let gap = 5.0 * pen.unit;
    let rest = small.size * 1.4;
    let mut items = Vec::new();
    let mut y = top;
    let mut written = 0;
    let mut number = 0;
    for (i, one) in shown.iter().enumerate() {
        let text = match one.claim {
            Claim::Confirmed => one.text.clone(),
            claim => format!("{} ({})", one.text, claim.as_str()),
        };
        let (mut lines, height) = pen.paragraph(&text, left + indent, y, width - indent, body);
        let room = if i + 1 < shown.len() { rest } else { 0.0 };
        if y + height + room > bottom {
            break;
        }
        if one.at.is_some() {
            number += 1;
            let center = PagePoint::new(left + 9.5 * pen.unit, y + body.size * 0.68);
            let disputed = one.claim != Claim::Confirmed;
            items.extend(mark(pen, center, 9.0 * pen.unit, &number.to_string(), figures, disputed));
        } else {
            let center = PagePoint::new(left + 9.5 * pen.unit, y + body.size * 0.68);
            let dot = Path::circle(center, 2.2 * pen.unit);
            items.push(Item::Fill(dot, Fill::Solid(theme.page.muted)));
        }
        items.append(&mut lines);
        y += height + gap;
        written = i + 1;
    }
    if written < shown.len() {
        let text = match (written, shown.len() - written) {
            (0, n) => format!("{n} events"),
            (_, 1) => "and 1 more event".to_owned(),
            (_, n) => format!("and {n} more events"),
        };
        items.push(pen.line(&text, left + indent, y + small.size, Anchor::Start, small));
    }
    (Group::new("captions", items), written)
}

/// The words printed for an event: where and what.
fn caption(event: &Event) -> String {
    let text = event.caption.as_deref().unwrap_or(&event.text);
    match event.place.as_deref().filter(|place| !text.contains(place)) {
        Some(place) => format!("{place}: {text}"),
        None => text.to_owned(),
    }
}

/// The marks on the map of the first `written` events; events at one place share a mark.
///
/// Each mark stands beside its place where it covers the least of the names and of other marks.
pub fn marks(pen: &Pen<'_>, shown: &[Shown], written: usize, clear: Rect, names: &[Rect]) -> Group {
    let theme = &pen.plan.theme;
    let letters = pen.letters(theme.letters.small * 1.12, Weight::Bold, theme.event.ink);
    let radius = theme.event.size * pen.unit / 2.0;
    let mut marks: Vec<(PagePoint, String, bool)> = Vec::new();
    let numbered = shown[..written].iter().filter_map(|shown| Some((shown.at?, shown.claim)));
    for (i, (at, claim)) in numbered.enumerate() {
        let number = (i + 1).to_string();
        let disputed = claim != Claim::Confirmed;
        match marks.iter_mut().find(|(other, _, _)| other.distance(at) < 1.6 * radius) {
            Some((_, text, all)) => {
                text.push_str(", ");
                text.push_str(&number);
                *all &= disputed;
            }
            None => marks.push((at, number, disputed)),
        }
    }
    let mut taken = names.to_vec();
    let mut items = Vec::new();
    for (at, text, disputed) in marks {
        let half = half_width(pen, radius, &text, letters);
        let center = beside(at, half, radius, clear, &taken);
        taken.push(pill(center, half, radius));
        items.extend(pin(pen, at, center, radius, &text, letters, disputed));
    }
    Group::new("events", items)
}

/// A star at each place, for maps without captions.
pub fn stars(pen: &Pen<'_>, shown: &[Shown]) -> Group {
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

/// The center of a mark beside its place: of all directions the one where it overlaps names and
/// other marks the least; above the place if all are alike.
fn beside(at: PagePoint, half: f64, radius: f64, clear: Rect, taken: &[Rect]) -> PagePoint {
    const DIRECTIONS: [(f64, f64); 8] = [
        (0.0, -1.0),
        (-0.7, -0.7),
        (0.7, -0.7),
        (-1.0, 0.0),
        (0.0, 1.0),
        (-0.7, 0.7),
        (0.7, 0.7),
        (1.0, 0.0),
    ];
    let candidates = [2.0, 3.2, 4.6].into_iter().flat_map(|far| {
        DIRECTIONS.into_iter().map(move |(x, y)| {
            PagePoint::new(at.x + x * (far * radius + half - radius), at.y + y * far * radius)
        })
    });
    let cost = |center: &PagePoint| {
        let own = pill(*center, half, radius);
        let overlap = |other: &Rect| {
            let width = own.x1.min(other.x1) - own.x0.max(other.x0);
            let height = own.y1.min(other.y1) - own.y0.max(other.y0);
            width.max(0.0) * height.max(0.0)
        };
        let outside = if clear.encloses(&own) { 0.0 } else { 1e6 };
        outside + taken.iter().map(overlap).sum::<f64>()
    };
    // `min_by` takes the first of equals, so that near places above come first.
    candidates.min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or(at)
}

/// A mark with a point to its place.
fn pin(
    pen: &Pen<'_>,
    at: PagePoint,
    center: PagePoint,
    radius: f64,
    text: &str,
    letters: Letters,
    disputed: bool,
) -> Vec<Item> {
    let style = &pen.plan.theme.event;
    let distance = at.distance(center).max(1e-6);
    let (dx, dy) = ((at.x - center.x) / distance, (at.y - center.y) / distance);
    let along = |far: f64, aside: f64| {
        PagePoint::new(center.x + dx * far - dy * aside, center.y + dy * far + dx * aside)
    };
    let point = Path::polygon(&[
        along(0.0, -0.36 * radius),
        along(0.0, 0.36 * radius),
        along(distance - 0.2 * radius, 0.0),
    ]);
    let mut items = vec![
        Item::Stroke(point.clone(), Stroke::new(style.ground, 1.6 * pen.unit)),
        Item::Fill(point, Fill::Solid(style.ink)),
    ];
    items.extend(mark(pen, center, radius, text, letters, disputed));
    items
}

fn half_width(pen: &Pen<'_>, radius: f64, text: &str, letters: Letters) -> f64 {
    (pen.width(text, letters) / 2.0 + radius * 0.45).max(radius)
}

fn pill(center: PagePoint, half: f64, radius: f64) -> Rect {
    Rect { x0: center.x - half, y0: center.y - radius, x1: center.x + half, y1: center.y + radius }
}

/// A mark with its number: a disk, or a pill when the number is long; dashed when not confirmed.
pub fn mark(
    pen: &Pen<'_>,
    center: PagePoint,
    radius: f64,
    text: &str,
    letters: Letters,
    disputed: bool,
) -> Vec<Item> {
    let style = &pen.plan.theme.event;
    let rect = pill(center, half_width(pen, radius, text, letters), radius);
    let shape = Path::round_rect(rect, radius);
    let mut stroke = Stroke::new(style.ink, style.outline * pen.unit);
    if disputed {
        stroke = stroke.dashed([3.2 * pen.unit, 2.2 * pen.unit]);
    }
    vec![
        Item::Fill(shape.clone(), Fill::Solid(style.ground)),
        Item::Stroke(shape, stroke),
        pen.line(text, center.x, center.y + letters.size * 0.36, Anchor::Middle, letters),
    ]
}
