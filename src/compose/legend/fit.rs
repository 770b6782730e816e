//! A legend that keeps to its room.

use super::{Areas, Key, draw_entries, entries, gap};
use crate::compose::{pen::Pen, words};
use crate::dataset::{Atlas, BaseKind};
use crate::scene::{Anchor, Group, Weight};
use crate::style::fill;
use std::collections::BTreeSet;

/// How far lengths are drawn in, one after the other: first with all entries, then without the lines
/// of the ground map.
const STEPS: [(f64, bool); 8] = [
    (1.0, true),
    (0.9, true),
    (0.8, true),
    (1.0, false),
    (0.9, false),
    (0.8, false),
    (0.7, false),
    (0.6, false),
];

/// What has to be explained first: lines of the ground map need no words where room is dear.
pub fn without_ground_lines(keys: &BTreeSet<Key>) -> BTreeSet<Key> {
    let plain = |key: &Key| matches!(key, Key::Base(BaseKind::Boundary | BaseKind::District));
    keys.iter().filter(|key| !plain(key)).cloned().collect()
}

/// Draws the entries of `keys` between `top` and `bottom`, as large as they fit; returns the group
/// and where it ends. On a page that is too small for all of them it says how many are left out.
pub fn fitted(
    pen: &Pen<'_>,
    atlas: &Atlas,
    keys: &BTreeSet<Key>,
    areas: &Areas,
    (left, width): (f64, f64),
    (top, bottom): (f64, f64),
) -> (Group, f64) {
    let few = without_ground_lines(keys);
    let legend = |(squeeze, all): (f64, bool), most: usize| {
        let tight = Pen { unit: pen.unit * squeeze, ..*pen };
        let entries = entries::of(pen.plan, if all { keys } else { &few });
        let left_out = entries.len().saturating_sub(most);
        let shown = entries.get(..most.min(entries.len())).unwrap_or_default();
        let (mut group, mut end) =
            draw_entries((pen, &tight), atlas, shown, areas, (left, width), (top, bottom));
        if left_out > 0 {
            let theme = &pen.plan.theme;
            let small = tight.letters(theme.letters.small, Weight::Regular, theme.page.muted);
            let number = words::count(pen.plan.words, left_out);
            let text = fill(&pen.plan.words.legend.left_out, &[("n", &number)]);
            group.items.push(tight.line(&text, left, end + small.size, Anchor::Start, small));
            end += small.size * 1.4;
        }
        (group, end, end - gap(&tight) <= bottom)
    };
    let whole = STEPS.into_iter().map(|step| legend(step, usize::MAX)).find(|(.., fits)| *fits);
    if let Some((group, end, _)) = whole {
        return (group, end);
    }
    // The more entries, the more room: halved until the most that fit are found.
    let last = STEPS[STEPS.len() - 1];
    let (mut most, mut too_many) = (0, entries::of(pen.plan, &few).len());
    while most + 1 < too_many {
        let middle = most + (too_many - most) / 2;
        match legend(last, middle) {
            (.., true) => most = middle,
            _ => too_many = middle,
        }
    }
    let (group, end, _) = legend(last, most);
    (group, end)
}
