//! Which side of a front advances, and its ornaments on the right side.

use super::control::ControlView;
use super::ornament::{Hand, Sizes, along};
use crate::dataset::PartyId;
use crate::figure::OrnamentSide;
use crate::math::{Day, PagePoint, Rect};
use crate::scene::Path;
use crate::style::Ornament;
use crate::topology::{ArcId, Coverage, HistoryId};
use std::collections::BTreeMap;

/// The ornaments of a day's front, given its arcs with the holders on their left and right.
pub fn ornaments(view: &ControlView<'_>, day: Day, front: &[(ArcId, PartyId, PartyId)]) -> Path {
    let sizes = Sizes::of(view.plan, view.unit);
    if matches!(sizes.ornament, Ornament::None | Ornament::Double) {
        return Path::default();
    }
    let map = view.viewport.rect().grow(2.0 * sizes.spacing);
    let mut gained = Gained { coverage: view.coverage, day, known: BTreeMap::new() };
    let mut paths = Vec::new();
    for &(arc, left, right) in front {
        let points = view.arcs.points(arc);
        if !seen(&points, &map) {
            continue;
        }
        let hands: &[Hand] = match view.plan.ornament_side {
            OrnamentSide::Both => &[Hand::Left, Hand::Right],
            OrnamentSide::Party(party) if party == left => &[Hand::Left],
            OrnamentSide::Party(party) if party == right => &[Hand::Right],
            OrnamentSide::Party(_) => &[],
            OrnamentSide::Advancing => match gained.ahead(arc) {
                Some(Hand::Left) => &[Hand::Left],
                Some(Hand::Right) => &[Hand::Right],
                None => &[],
            },
        };
        paths.extend(hands.iter().map(|hand| along(&points, *hand, &sizes)));
    }
    Path::join(paths)
}

/// Whether a line may be seen in a rectangle.
fn seen(points: &[PagePoint], map: &Rect) -> bool {
    Rect::around(points.iter().copied()).is_some_and(|bounds| bounds.overlaps(map))
}

/// When ground got the holder it has on a day.
struct Gained<'c> {
    coverage: &'c Coverage,
    day: Day,
    known: BTreeMap<HistoryId, Option<Day>>,
}

impl Gained<'_> {
    /// The side of an arc into which the front moves.
    fn ahead(&mut self, arc: ArcId) -> Option<Hand> {
        let arc = self.coverage.arcs().get(arc.0 as usize)?;
        let (left, right) = (self.since(arc.left), self.since(arc.right));
        match left.cmp(&right) {
            std::cmp::Ordering::Greater => Some(Hand::Right),
            std::cmp::Ordering::Less => Some(Hand::Left),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The day on which the ground of a history changed hands last; `None`: never.
    fn since(&mut self, history: HistoryId) -> Option<Day> {
        let (coverage, day) = (self.coverage, self.day);
        let holder = |day: Day| coverage.holding(history, day).and_then(|h| h.holder());
        *self.known.entry(history).or_insert_with(|| {
            let days = coverage.histories().get(history.0 as usize)?.changes();
            let mut days: Vec<Day> = days.filter(|change| *change <= day).collect();
            days.sort_unstable();
            days.into_iter().rev().find(|change| {
                let before = holder(change.plus(-1));
                before.is_some() && before != holder(*change)
            })
        })
    }
}
