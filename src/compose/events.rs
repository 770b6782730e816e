//! What happened on a day: numbered marks on the map and captions beside it.

use super::pen::{Letters, Pen};
use crate::dataset::{Atlas, Claim, Event};
use crate::math::{Day, PagePoint, Rect};
use crate::projection::Viewport;
use crate::scene::{Anchor, Fill, Group, Item, Path, Stroke, Weight};

/// An event with its place on the page.
pub struct Shown<'a> {
    event: &'a Event,
    at: Option<PagePoint>,
}

/// The events of a day in the order of their importance: what can be seen on the map first.
pub fn of_day<'a>(atlas: &'a Atlas, viewport: &Viewport, clear: Rect, day: Day) -> Vec<Shown<'a>> {
    let mut shown: Vec<Shown<'a>> = atlas
        .events
        .iter()
        .filter(|event| event.day == day)
        .map(|event| Shown {
            event,
            at: event
                .position
                .filter(|_| !event.regional)
                .and_then(|position| viewport.page(position))
                .filter(|at| clear.contains(*at)),
        })
        .collect();
    shown.sort_by_key(|shown| {
        (std::cmp::Reverse(shown.event.weight), shown.at.is_none(), shown.event.claim)
    });
    shown
}

/// Whether any of the events has a place on the map.
pub fn any_on_map(shown: &[Shown<'_>]) -> bool {
    shown.iter().any(|shown| shown.at.is_some())
}

/// The captions that fit between two heights; returns the group, and the number of events that
/// got a caption.
pub fn captions(
    pen: &Pen<'_>,
    shown: &[Shown<'_>],
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
        let text = caption(one.event);
        let (mut lines, height) = pen.paragraph(&text, left + indent, y, width - indent, body);
        let room = if i + 1 < shown.len() { rest } else { 0.0 };
        if y + height + room > bottom {
            break;
        }
        if one.at.is_some() {
            number += 1;
            let center = PagePoint::new(left + 9.5 * pen.unit, y + body.size * 0.68);
            let disputed = one.event.claim != Claim::Confirmed;
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

/// The words printed for an event: where, what, and how sure it is.
fn caption(event: &Event) -> String {
    let text = event.caption.as_deref().unwrap_or(&event.text);
    let place = event.place.as_deref().filter(|place| !text.contains(place));
    let claim = match event.claim {
        Claim::Confirmed => String::new(),
        claim => format!(" ({})", claim.as_str()),
    };
    match place {
        Some(place) => format!("{place}: {text}{claim}"),
        None => format!("{text}{claim}"),
    }
}

/// The marks on the map of the first `written` events; events at one place share a mark.
pub fn marks(pen: &Pen<'_>, shown: &[Shown<'_>], written: usize) -> Group {
    let theme = &pen.plan.theme;
    let letters = pen.letters(theme.letters.small * 1.12, Weight::Bold, theme.event.ink);
    let radius = theme.event.size * pen.unit / 2.0;
    let mut marks: Vec<(PagePoint, String, bool)> = Vec::new();
    let numbered = shown[..written].iter().filter_map(|shown| Some((shown.at?, shown.event)));
    for (i, (at, event)) in numbered.enumerate() {
        let number = (i + 1).to_string();
        let disputed = event.claim != Claim::Confirmed;
        match marks.iter_mut().find(|(other, _, _)| other.distance(at) < 1.6 * radius) {
            Some((_, text, all)) => {
                text.push_str(", ");
                text.push_str(&number);
                *all &= disputed;
            }
            None => marks.push((at, number, disputed)),
        }
    }
    let items = marks
        .into_iter()
        .flat_map(|(at, text, disputed)| mark(pen, at, radius, &text, letters, disputed))
        .collect();
    Group::new("events", items)
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
    let half = (pen.width(text, letters) / 2.0 + radius * 0.45).max(radius);
    let rect = Rect {
        x0: center.x - half,
        y0: center.y - radius,
        x1: center.x + half,
        y1: center.y + radius,
    };
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
