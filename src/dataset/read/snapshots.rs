//! Dated drafts become areas with validities.

use super::holder::Held;
use super::time::{Dated, Time, Times};
use crate::dataset::{Claim, ControlArea};
use crate::diagnostic::Location;
use crate::math::{Day, Validity};
use geo::{BoundingRect, MultiPolygon, Rect};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An area whose dates are still as written.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) geometry: Arc<MultiPolygon>,
    pub(super) held: Held,
    pub(super) dated: Dated,
    pub(super) claim: Claim,
    pub(super) name: Option<String>,
    pub(super) source: Option<String>,
    pub(super) location: Location,
}

/// Lowers drafts to areas, in an order in which a later one wins over an earlier one.
///
/// `dates` are all dates of the layer, also those on which nobody holds anything.
pub(super) fn lower(
    drafts: Vec<Draft>,
    time: Time,
    times: &Times,
    dates: &[Day],
) -> Vec<ControlArea> {
    let mut areas: Vec<ControlArea> = match time {
        Time::Interval | Time::Places => drafts
            .into_iter()
            .map(|draft| {
                let Dated { from, until, date } = draft.dated;
                draft.area(Validity::new(from.or(date), until))
            })
            .collect(),
        Time::Change => {
            let mut drafts = drafts;
            drafts.sort_by_key(|draft| draft.dated.date.or(draft.dated.from));
            let lowered = drafts.into_iter().map(|draft| {
                let Dated { from, until, date } = draft.dated;
                draft.area(Validity::new(date.or(from), until))
            });
            lowered.collect()
        }
        Time::Snapshot => snapshots(drafts, dates),
    };
    for area in &mut areas {
        let cut = times.cut(area.validity);
        // An area that is empty by itself is told by the checks; one cut away is not meant.
        if cut.is_empty() && !area.validity.is_empty() {
            area.geometry = Arc::new(MultiPolygon(Vec::new()));
        }
        area.validity = cut;
    }
    areas.retain(|area| !area.geometry.0.is_empty());
    areas
}

/// Every date replaces all before it and holds until the next. What is repeated on the next date
/// unchanged becomes one area.
fn snapshots(drafts: Vec<Draft>, dates: &[Day]) -> Vec<ControlArea> {
    let mut by_date: BTreeMap<Day, Vec<Draft>> =
        dates.iter().map(|date| (*date, Vec::new())).collect();
    for draft in drafts {
        if let Some(date) = draft.dated.date {
            by_date.entry(date).or_default().push(draft);
        }
    }
    let ends: Vec<Option<Day>> = by_date.keys().skip(1).copied().map(Some).chain([None]).collect();
    let mut areas: Vec<ControlArea> = Vec::new();
    // The areas valid up to the date at hand, by the place of their geometry in memory: equal
    // geometry has been shared. Only looked up, so its order shows nowhere.
    let mut open: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut boxes = Boxes::default();
    for ((date, drafts), end) in by_date.into_iter().zip(ends) {
        let mut next: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        // The order of areas decides where they overlap. So an area may only be prolonged if none
        // that comes before it in the snapshot but after it in the list meets it.
        let mut placed: BTreeMap<usize, Arc<MultiPolygon>> = BTreeMap::new();
        for draft in drafts {
            let place = Arc::as_ptr(&draft.geometry).addr();
            let area = draft.area(Validity::new(Some(date), end));
            let geometry = Arc::clone(&area.geometry);
            let same = open.get_mut(&place).and_then(|known| {
                let at = known.iter().position(|i| {
                    areas.get(*i).is_some_and(|known| alike(known, &area))
                        && !placed.range(i..).any(|(_, other)| boxes.meet(other, &geometry))
                });
                at.map(|at| known.remove(at))
            });
            let index = match same {
                Some(index) => {
                    if let Some(known) = areas.get_mut(index) {
                        known.validity.until = end;
                    }
                    index
                }
                None => {
                    areas.push(area);
                    areas.len() - 1
                }
            };
            placed.insert(index, geometry);
            next.entry(place).or_default().push(index);
        }
        open = next;
    }
    areas
}

/// The boxes around areas, worked out once for each that is asked for, by their place in memory.
#[derive(Default)]
struct Boxes(BTreeMap<usize, Option<Rect>>);

impl Boxes {
    /// Whether the boxes of two areas have a point in common.
    fn meet(&mut self, a: &Arc<MultiPolygon>, b: &Arc<MultiPolygon>) -> bool {
        self.of(a).zip(self.of(b)).is_some_and(|(a, b)| {
            a.min().x <= b.max().x
                && b.min().x <= a.max().x
                && a.min().y <= b.max().y
                && b.min().y <= a.max().y
        })
    }

    fn of(&mut self, areas: &Arc<MultiPolygon>) -> Option<Rect> {
        *self.0.entry(Arc::as_ptr(areas).addr()).or_insert_with(|| areas.bounding_rect())
    }
}

/// Whether two areas say the same of the same ground.
fn alike(a: &ControlArea, b: &ControlArea) -> bool {
    Arc::ptr_eq(&a.geometry, &b.geometry)
        && a.party == b.party
        && a.other == b.other
        && a.status == b.status
        && a.claim == b.claim
        && a.name == b.name
        && a.source == b.source
}

impl Draft {
    fn area(self, validity: Validity) -> ControlArea {
        ControlArea {
            geometry: self.geometry,
            within: None,
            party: self.held.party,
            other: self.held.other,
            status: self.held.status,
            validity,
            claim: self.claim,
            rear: false,
            name: self.name,
            source: self.source,
            location: self.location,
        }
    }
}
