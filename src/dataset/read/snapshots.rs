//! Dated drafts become areas with validities.

use super::dates::When;
use super::holder::Held;
use super::time::{Dated, Time, Times};
use crate::dataset::{Claim, ControlArea, Dating, Status};
use crate::diagnostic::Location;
use crate::math::{Areas, Day, Validity};
use geo::Rect;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An area whose dates are still as written.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) geometry: Arc<Areas>,
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
            .flat_map(|draft| {
                let ends = draft.dated.ends();
                draft.over(ends)
            })
            .collect(),
        Time::Change => {
            let mut drafts = drafts;
            let begins = |dated: &Dated| dated.date.or(dated.from);
            drafts.sort_by_key(|draft| begins(&draft.dated).and_then(|date| date.day()));
            let lowered = drafts.into_iter().flat_map(|draft| {
                let ends = (begins(&draft.dated), draft.dated.until);
                draft.over(ends)
            });
            lowered.collect()
        }
        Time::Snapshot => snapshots(drafts, dates),
    };
    for area in &mut areas {
        let cut = times.cut(area.validity);
        // An area that is empty by itself is told by the checks; one cut away is not meant.
        if cut.is_empty() && !area.validity.is_empty() {
            area.geometry = Arc::default();
        }
        area.validity = cut;
    }
    areas.retain(|area| !area.geometry.is_empty());
    areas
}

/// Every date replaces all before it and holds until the next. What is repeated on the next date
/// unchanged becomes one area.
fn snapshots(drafts: Vec<Draft>, dates: &[Day]) -> Vec<ControlArea> {
    let mut by_date: BTreeMap<Day, Vec<Draft>> =
        dates.iter().map(|date| (*date, Vec::new())).collect();
    for draft in drafts {
        if let Some(date) = draft.dated.date.and_then(|date| date.day()) {
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
        let mut placed: BTreeMap<usize, Arc<Areas>> = BTreeMap::new();
        for draft in drafts {
            let place = Arc::as_ptr(&draft.geometry).addr();
            // What is of some day of several is taken for the first of them.
            let dating = draft.dated.date.map_or(Dating::Sure, |when| match when.vague {
                true => Dating::Uncertain,
                false => when.dating,
            });
            let area = draft.area(Validity::new(Some(date), end), dating);
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
    fn meet(&mut self, a: &Arc<Areas>, b: &Arc<Areas>) -> bool {
        self.of(a).zip(self.of(b)).is_some_and(|(a, b)| {
            a.min().x <= b.max().x
                && b.min().x <= a.max().x
                && a.min().y <= b.max().y
                && b.min().y <= a.max().y
        })
    }

    fn of(&mut self, areas: &Arc<Areas>) -> Option<Rect> {
        *self.0.entry(Arc::as_ptr(areas).addr()).or_insert_with(|| areas.bounds())
    }
}

/// Whether two areas say the same of the same ground.
fn alike(a: &ControlArea, b: &ControlArea) -> bool {
    Arc::ptr_eq(&a.geometry, &b.geometry)
        && a.party == b.party
        && a.other == b.other
        && a.status == b.status
        && a.claim == b.claim
        && a.dating == b.dating
        && a.name == b.name
        && a.source == b.source
}

/// From when to when something is sure, and before and after that, when it may be. An end that is
/// open is `None`; the second of a pair says whether it only may be.
fn stretches(from: Option<When>, until: Option<When>) -> Vec<(Validity, bool)> {
    /// An end of a stretch.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum End {
        Always,
        On(Day),
        Never,
    }
    let day = |end| if let End::On(day) = end { Some(day) } else { None };
    let ends = |when: Option<When>, open: End| match when {
        None => (open, open),
        Some(when) => (
            when.earliest.map_or(End::Always, End::On),
            match (when.vague, when.earliest) {
                (true, _) => when.latest.map_or(End::Never, End::On),
                (false, first) => first.map_or(End::Always, End::On),
            },
        ),
    };
    let ((begin, sure), (unsure, end)) = (ends(from, End::Always), ends(until, End::Never));
    let vague = [from, until].into_iter().flatten().any(|when| when.vague);
    // Without a doubt it is told as written, even where it is valid on no day.
    let whole = |may: bool| vec![(Validity::new(day(begin), day(end)), may)];
    match vague {
        false => whole(false),
        true if sure >= unsure => whole(true),
        true => [(begin, sure, true), (sure, unsure, false), (unsure, end, true)]
            .into_iter()
            .filter(|(from, until, _)| from < until)
            .map(|(from, until, may)| (Validity::new(day(from), day(until)), may))
            .collect(),
    }
}

impl Draft {
    /// Areas from a date to another. Some time between two days, when it may or may not be, is told
    /// as passing; ground that is only taken away stays as it is until that is sure.
    fn over(self, (from, until): (Option<When>, Option<When>)) -> Vec<ControlArea> {
        let dating = [from, until].into_iter().flatten().map(|when| when.dating).max();
        let dating = dating.unwrap_or_default();
        let stretches = stretches(from, until).into_iter();
        let area = |(validity, may): (Validity, bool)| {
            let mut area = self.clone().area(validity, dating);
            if may && area.party.is_none() {
                return None;
            }
            match may {
                true if area.status == Status::Held => area.status = Status::Passing,
                true => area.dating = Dating::Uncertain,
                false => {}
            }
            Some(area)
        };
        stretches.filter_map(area).collect()
    }

    fn area(self, validity: Validity, dating: Dating) -> ControlArea {
        ControlArea {
            geometry: self.geometry,
            within: None,
            party: self.held.party,
            other: self.held.other,
            status: self.held.status,
            validity,
            dating,
            claim: self.claim,
            rear: false,
            name: self.name,
            source: self.source,
            location: self.location,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::read::dates::DateForm;

    fn told(from: &str, until: &str) -> Vec<String> {
        let when = |text: &str| DateForm::default().parse(text).unwrap();
        let text = |day: Option<Day>| day.map_or("..".to_owned(), |day| day.to_string());
        let of = |(v, may): (Validity, bool)| {
            format!("{}{} {}", if may { "? " } else { "" }, text(v.from), text(v.until))
        };
        stretches(when(from), when(until)).into_iter().map(of).collect()
    }

    #[test]
    fn ends_that_are_not_known_leave_doubt() {
        assert_eq!(told("1943-07-10", ""), ["1943-07-10 .."]);
        assert_eq!(told("1943", "1945"), ["1943-01-01 1945-01-01"]);
        assert_eq!(
            told("1943-07/1943-08", "1944-01-XX"),
            ["? 1943-07-01 1943-08-31", "1943-08-31 1944-01-01", "? 1944-01-01 1944-01-31"]
        );
        assert_eq!(told("../1943", ""), ["? .. 1943-12-31", "1943-12-31 .."]);
        assert_eq!(told("1943/..", "1950"), ["? 1943-01-01 1950-01-01"]);
        assert_eq!(told("194X", "1945"), ["? 1940-01-01 1945-01-01"]);
        assert_eq!(told("1950", "1940"), ["1950-01-01 1940-01-01"]);
    }
}
