//! What the legend says: the author's entries in the author's order, then what else is in the
//! picture in our own words.

use super::Key;
use crate::dataset::{BaseKind, Explained};
use crate::figure::Plan;
use std::collections::BTreeSet;

/// An entry of the legend.
pub struct Entry<'a> {
    /// The author's words, if there are any.
    pub words: Option<&'a str>,
    /// What it explains; the first is the sample. None for a remark.
    pub keys: Vec<&'a Key>,
}

/// The entries for what is in the picture. An entry of the author's that explains nothing of it is
/// left out, so that the legend of a day is the day's own; remarks always stand.
pub fn of<'a>(plan: &'a Plan, keys: &'a BTreeSet<Key>) -> Vec<Entry<'a>> {
    let mut left: Vec<&Key> = keys.iter().collect();
    let mut entries = Vec::new();
    for own in &plan.drawing.legend {
        let words = Some(own.text.get(&plan.language));
        let Some(shows) = &own.shows else {
            entries.push(Entry { words, keys: Vec::new() });
            continue;
        };
        let (meant, others): (Vec<&Key>, Vec<&Key>) =
            left.into_iter().partition(|key| explains(shows, key));
        left = others;
        if !meant.is_empty() {
            entries.push(Entry { words, keys: meant });
        }
    }
    entries.extend(left.into_iter().map(|key| Entry { words: None, keys: vec![key] }));
    entries
}

/// Whether an entry of the author's speaks of something in the picture.
pub fn explains(shows: &Explained, key: &Key) -> bool {
    match (shows, key) {
        (Explained::Area(own), Key::Area { index, .. }) => own.contains(index),
        (Explained::Line(own), Key::Line(index)) => own.contains(index),
        (Explained::Events(own), Key::Events(index)) => own.contains(index),
        (Explained::Control(parties, statuses), Key::Way(party, status, _)) => {
            (parties.is_empty() || parties.contains(party))
                && (statuses.is_empty() || statuses.contains(status))
        }
        (Explained::Gained(own), Key::Recent(party, _) | Key::Gained(party, _)) => own == party,
        (Explained::Front, Key::Front | Key::DrawnFront(..)) | (Explained::Event, Key::Event) => {
            true
        }
        (Explained::Overlay(chosen), Key::Overlay { kind, party, label, .. }) => {
            chosen.fits(kind, *party, label.as_deref())
        }
        (Explained::Base(own), Key::Base(kind)) => own == kind,
        (Explained::Place(own, wanted), Key::Place { party, reported }) => {
            own == party && wanted.is_none_or(|wanted| wanted == *reported)
        }
        (Explained::Reported(own), Key::Reported(party)) => own == party,
        (Explained::Claim(own), Key::Claim(claim) | Key::Outline(claim)) => own == claim,
        _ => false,
    }
}

/// Whether the legend is to have a key of the tints of heights.
pub fn wants_heights(plan: &Plan) -> bool {
    let heights = |entry: &crate::dataset::LegendEntry| {
        matches!(entry.shows, Some(Explained::Base(BaseKind::Relief)))
    };
    plan.drawing.legend.iter().any(heights)
}
