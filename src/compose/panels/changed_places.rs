//! Places that changed hands between two days: as reported, or as the map's ground says.

use super::change::{Change, Fate, counted};
use crate::compose::reports;
use crate::dataset::{Atlas, BaseKind, Claim, ControlLayer, PartyId, Status};
use crate::math::{Day, LonLat};
use crate::topology::{Coverage, HistoryId};
use geo::Geometry;
use std::collections::{BTreeMap, BTreeSet};

/// A place with its new holder.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedPlace {
    /// As the atlas prints it.
    pub name: String,
    /// 1 (capital) to 5 (village); 9 where nothing says.
    pub rank: u8,
    /// When.
    pub day: Day,
    /// To whom.
    pub to: PartyId,
    /// How sure the report is; `None` where nobody reported the place, and the ground says it.
    pub claim: Option<Claim>,
}

/// A place is the one of a report when it lies within so many degrees.
const SAME_PLACE: f64 = 0.015;

/// All of them, the best known first, then by day and name.
pub fn between(
    atlas: &Atlas,
    coverage: &Coverage,
    change: &Change,
    from: Day,
    to: Day,
) -> Vec<ChangedPlace> {
    let (mut places, at) = reported(atlas, from, to);
    places.extend(in_changed_ground(atlas, coverage, change, (from, to), &at));
    places.sort_by(|a, b| (a.rank, a.day, &a.name, a.to).cmp(&(b.rank, b.day, &b.name, b.to)));
    places
}

/// The last report about each settlement after the first day and up to the second, and where these
/// settlements lie.
fn reported(atlas: &Atlas, from: Day, to: Day) -> (Vec<ChangedPlace>, Vec<LonLat>) {
    let ranks = reports::ranks(atlas);
    let (mut places, mut at) = (Vec::new(), Vec::new());
    for layer in &atlas.control {
        let ControlLayer::Places(control) = layer else { continue };
        for settlement in &control.settlements {
            let counts =
                |day: Day| day > from && day <= to && control.until.is_none_or(|until| day < until);
            let reports = settlement.reports.iter().filter(|report| counts(report.day));
            let Some(report) = reports.max_by_key(|report| report.day) else { continue };
            let rank = ranks.get(&settlement.name.to_lowercase()).copied().unwrap_or(9);
            places.push(ChangedPlace {
                name: reports::known_as(atlas, &settlement.name).to_owned(),
                rank,
                day: report.day,
                to: report.held_by,
                claim: Some(report.claim),
            });
            at.push(settlement.position);
        }
    }
    (places, at)
}

/// Towns of the base map in ground that another party holds on the later day, but for those that
/// lie `at` a reported settlement.
fn in_changed_ground(
    atlas: &Atlas,
    coverage: &Coverage,
    change: &Change,
    days: (Day, Day),
    at: &[LonLat],
) -> Vec<ChangedPlace> {
    // On which day is not known of days that were laid over each other alone.
    if coverage.is_excerpt() {
        return Vec::new();
    }
    let mut passed: BTreeMap<(Day, PartyId), BTreeSet<HistoryId>> = BTreeMap::new();
    for h in (0..coverage.histories().len() as u32).map(HistoryId) {
        let Some(Fate::Gained((party, Status::Held, _))) = change.fate(h) else { continue };
        if let Some(day) = passed_on(coverage, h, days) {
            passed.entry((day, *party)).or_default().insert(h);
        }
    }
    let grounds: Vec<_> = passed
        .iter()
        .map(|(key, histories)| (*key, coverage.ground(|h| histories.contains(&h))))
        .collect();
    let known = |p: LonLat| {
        at.iter().any(|q| (p.lon - q.lon).abs() < SAME_PLACE && (p.lat - q.lat).abs() < SAME_PLACE)
    };
    let towns = atlas.base.iter().filter(|layer| layer.kind == BaseKind::Town);
    towns
        .flat_map(|layer| &layer.features)
        .filter_map(|town| {
            let Geometry::Point(point) = town.geometry else { return None };
            let position = LonLat::from(point.0);
            let name = town.name.as_ref().filter(|_| !known(position))?;
            let ((day, to), _) = grounds.iter().find(|(_, ground)| ground.contains(position))?;
            Some(ChangedPlace {
                name: reports::known_as(atlas, name).to_owned(),
                rank: town.rank,
                day: *day,
                to: *to,
                claim: None,
            })
        })
        .collect()
}

/// The day from which ground is held as on the later day: contested ground is not yet passed.
fn passed_on(coverage: &Coverage, history: HistoryId, (from, to): (Day, Day)) -> Option<Day> {
    let way = |day: Day| counted(coverage.holding(history, day));
    let mut own = way(from);
    let mut passed = None;
    let changes = coverage.histories().get(history.0 as usize)?.changes();
    for day in changes.filter(|day| *day > from && *day <= to) {
        let now = way(day);
        if now != own {
            (own, passed) = (now, Some(day));
        }
    }
    passed
}
