//! The key of elevation tints.

use crate::compose::pen::Pen;
use crate::math::Rect;
use crate::scene::{Anchor, Fill, Item, Path, Stroke, Weight};

/// A band of the theme's tints with their heights in meters, below `top`; returns it and its height.
///
/// Steps are as high as the tints are given for, not as the ground is: each has the same room.
pub fn draw(pen: &Pen<'_>, left: f64, width: f64, top: f64) -> (Vec<Item>, f64) {
    let theme = &pen.plan.theme;
    let stops = &theme.relief.stops;
    let letters = pen.letters(theme.letters.small, Weight::Regular, theme.page.ink);
    let height = 13.0 * pen.unit;
    let band = Rect::from_size(left, top, width, height);
    let steps = stops.len().saturating_sub(1).max(1) as f64;
    /// Shades between two stops; what is between them on the map is mixed, too.
    const SHADES: u32 = 8;
    let mut items = vec![Item::Fill(Path::rect(band), Fill::Solid(theme.ground.land))];
    for (i, pair) in stops.windows(2).enumerate() {
        let [(_, low), (_, high)] = pair else { continue };
        for shade in 0..SHADES {
            let at =
                |part: u32| left + width * (i as f64 + f64::from(part) / f64::from(SHADES)) / steps;
            let rect = Rect { x0: at(shade), x1: at(shade + 1), ..band };
            let color = low.mix(*high, (f64::from(shade) + 0.5) / f64::from(SHADES));
            items.push(Item::Fill(Path::rect(rect), Fill::Solid(color)));
        }
    }
    items.push(Item::Stroke(Path::rect(band), Stroke::new(theme.page.muted, 0.8 * pen.unit)));
    let baseline = top + height + letters.size * 1.05;
    let gap = letters.size * 0.4;
    let mut free = left;
    // The last number has the unit and always stands.
    let last = stops.last().map_or(String::new(), |(meters, _)| format!("{meters:.0} m"));
    let end = left + width - pen.width(&last, letters) - gap;
    for (i, (meters, _)) in stops.iter().enumerate().take(stops.len().saturating_sub(1)) {
        let text = format!("{meters:.0}");
        let x = left + width * i as f64 / steps;
        let own = pen.width(&text, letters);
        let (anchor, start) =
            if i == 0 { (Anchor::Start, x) } else { (Anchor::Middle, x - own / 2.0) };
        if start >= free && start + own <= end {
            free = start + own + gap;
            items.push(pen.line(&text, x, baseline, anchor, letters));
        }
    }
    items.push(pen.line(&last, left + width, baseline, Anchor::End, letters));
    (items, height + letters.size * 1.4)
}
