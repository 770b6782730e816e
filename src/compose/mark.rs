//! Marks of events: a disk with a number, a symbol, or both, whose outline says how sure it is.

mod cluster;

pub use cluster::{Marked, clusters, draw};

use super::pen::{Letters, Pen};
use crate::dataset::Claim;
use crate::figure::EventSymbol;
use crate::math::{PagePoint, Rect};
use crate::scene::{Anchor, Fill, Item, Path, Stroke, Weight};
use crate::style::{EventMark, Words};

/// What a mark shows.
#[derive(Clone, Copy, Debug)]
pub struct Face<'a> {
    /// A number, or several.
    pub number: Option<&'a str>,
    /// A symbol; the number then stands at the edge.
    pub symbol: Option<&'a EventSymbol>,
    /// How sure it is.
    pub claim: Claim,
}

impl Face<'_> {
    /// Half the width of a mark of some radius.
    pub fn half_width(&self, pen: &Pen<'_>, radius: f64) -> f64 {
        let text = self.number.filter(|_| self.symbol.is_none());
        let width = text.map_or(0.0, |text| pen.width(text, letters(pen, radius)) / 2.0);
        (width + radius * 0.45).max(radius)
    }

    /// The room that a mark takes.
    pub fn room(&self, pen: &Pen<'_>, center: PagePoint, radius: f64) -> Rect {
        let mut room = pill(center, self.half_width(pen, radius), radius);
        if let (Some(text), Some(_)) = (self.number, self.symbol) {
            room = room.union(&badge(pen, center, radius, text).0);
        }
        room
    }

    /// The mark around a point.
    pub fn draw(&self, pen: &Pen<'_>, center: PagePoint, radius: f64) -> Vec<Item> {
        let style = &pen.plan.theme.event;
        let mut items = disk(pen, center, self.half_width(pen, radius), radius, self.claim);
        match (self.symbol, self.number) {
            (None, None) => {}
            (None, Some(text)) => {
                let letters = letters(pen, radius);
                let baseline = center.y + letters.size * 0.36;
                items.push(pen.line(text, center.x, baseline, Anchor::Middle, letters));
            }
            (Some(event), number) => {
                items.extend(event.symbol.place(center, 1.26 * radius, style.ink, style.ground));
                if let Some(text) = number {
                    let (rect, letters) = badge(pen, center, radius, text);
                    let shape = Path::round_rect(rect, rect.height() / 2.0);
                    let at = rect.center();
                    items.extend([
                        Item::Fill(shape.clone(), Fill::Solid(style.ink)),
                        Item::Stroke(shape, Stroke::new(style.ground, 0.9 * pen.unit)),
                        pen.line(text, at.x, at.y + letters.size * 0.36, Anchor::Middle, letters),
                    ]);
                }
            }
        }
        items
    }
}

/// Radius of a mark on the map.
pub fn radius(pen: &Pen<'_>) -> f64 {
    let style = &pen.plan.theme.event;
    // A symbol needs more room than a number.
    let more = if style.mark == EventMark::Number { 1.0 } else { 1.2 };
    more * style.size * pen.unit / 2.0
}

/// The letters of a mark's number.
fn letters(pen: &Pen<'_>, radius: f64) -> Letters {
    let theme = &pen.plan.theme;
    // On the map a little larger than in a list.
    let size = if radius < 10.0 * pen.unit { 1.0 } else { 1.12 };
    pen.letters(theme.letters.small * size, Weight::Bold, theme.event.ink)
}

fn pill(center: PagePoint, half: f64, radius: f64) -> Rect {
    Rect { x0: center.x - half, y0: center.y - radius, x1: center.x + half, y1: center.y + radius }
}

/// Where the number of a mark with a symbol stands.
fn badge(pen: &Pen<'_>, center: PagePoint, radius: f64, text: &str) -> (Rect, Letters) {
    let theme = &pen.plan.theme;
    let letters = pen.letters(0.86 * theme.letters.small, Weight::Bold, theme.event.ground);
    let height = 1.25 * letters.size;
    let width = (pen.width(text, letters) + 0.6 * letters.size).max(height);
    let at = PagePoint::new(center.x + 0.82 * radius, center.y - 0.82 * radius);
    (Rect::from_size(at.x - height / 2.0, at.y - height / 2.0, width, height), letters)
}

/// A disk, or a pill where it is wider: its outline unbroken for what is confirmed, dashed for what
/// one side claims, dotted where accounts conflict, thin and crossed out for what is denied.
fn disk(pen: &Pen<'_>, center: PagePoint, half: f64, radius: f64, claim: Claim) -> Vec<Item> {
    let style = &pen.plan.theme.event;
    let shape = Path::round_rect(pill(center, half, radius), radius);
    let line = Stroke::new(style.ink, style.outline * pen.unit);
    let unit = pen.unit;
    let outline = match claim {
        Claim::Confirmed => line,
        Claim::Claimed => line.dashed([5.0 * unit, 2.8 * unit]),
        Claim::Disputed => {
            let width = 1.2 * line.width;
            Stroke { width, ..line }.dashed([width, 1.1 * width])
        }
        Claim::Denied => Stroke { width: 0.6 * line.width, ..line },
    };
    let mut items =
        vec![Item::Fill(shape.clone(), Fill::Solid(style.ground)), Item::Stroke(shape, outline)];
    if claim == Claim::Denied {
        let (x, y) = (half - 0.3 * radius, 0.7 * radius);
        let cross = Path::line(&[
            PagePoint::new(center.x - x, center.y + y),
            PagePoint::new(center.x + x, center.y - y),
        ]);
        items.push(Item::Stroke(cross, Stroke::new(style.ink.with_opacity(0.55), unit)));
    }
    items
}

/// What an outline says, for the legend; `None` for what is confirmed.
pub fn claim_words(words: &Words, claim: Claim) -> Option<&str> {
    match claim {
        Claim::Confirmed => None,
        Claim::Claimed => Some(&words.marks.claimed),
        Claim::Disputed => Some(&words.marks.disputed),
        Claim::Denied => Some(&words.marks.denied),
    }
}
