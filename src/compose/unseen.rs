//! What the author of a figure wrote that is in its picture on no day.

use super::Composer;
use super::legend::Key;
use super::legend::entries::explains;

/// Items of a figure that nobody sees, by their places in its lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unseen {
    /// Entries of the legend that explain nothing.
    pub entries: Vec<usize>,
    /// Areas without ground on the map.
    pub areas: Vec<usize>,
    /// Lines of which nothing lies on the map.
    pub lines: Vec<usize>,
    /// Events of which none has a place on the map.
    pub events: Vec<usize>,
}

impl Composer<'_> {
    /// What no day of the figure shows. The day that it draws by itself is looked at first: mostly
    /// that is enough. Of a figure of very many days nothing is told.
    pub fn unseen(&self) -> Unseen {
        let drawing = &self.plan().drawing;
        let (from, until) = self.plan().span;
        let mut unseen = Unseen {
            entries: (0..drawing.legend.len()).collect(),
            areas: (0..drawing.areas.len()).collect(),
            lines: (0..drawing.lines.len()).collect(),
            events: (0..drawing.events.len()).collect(),
        };
        unseen.entries.retain(|entry| drawing.legend[*entry].shows.is_some());
        /// More days are not gone through one by one.
        const MOST: i64 = 5000;
        if until.since(from) > MOST {
            return Unseen::default();
        }
        for day in std::iter::once(self.plan().date).chain(from.up_to(until)) {
            if unseen == Unseen::default() {
                break;
            }
            let keys = self.keys(day);
            let seen = |what: &dyn Fn(&Key) -> bool| keys.iter().any(what);
            unseen.entries.retain(|entry| {
                let shows = drawing.legend[*entry].shows.as_ref();
                !shows.is_some_and(|shows| seen(&|key| explains(shows, key)))
            });
            let area = |key: &Key, own| matches!(key, Key::Area { index, .. } if *index == own);
            unseen.areas.retain(|own| !seen(&|key| area(key, *own)));
            unseen.lines.retain(|own| !keys.contains(&Key::Line(*own)));
            unseen.events.retain(|own| !keys.contains(&Key::Events(*own)));
        }
        unseen
    }
}
