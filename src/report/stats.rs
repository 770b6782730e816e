//! Areas, gains, losses and lengths of fronts, day by day.

use crate::dataset::{Atlas, PartyId, Status};
use crate::math::Day;
use crate::timeline::Holding;
use crate::topology::{Coverage, HistoryId};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a party held in one way on one day. All rows of a day add up to the theatre.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatRow {
    /// The day.
    pub date: Day,
    /// The party's id.
    pub party: String,
    /// How it held the ground.
    pub status: String,
    /// Geodesic area on the WGS 84 ellipsoid, in square kilometers.
    pub area_km2: f64,
    /// The part of it that the party did not hold in any way the day before.
    pub gained_km2: f64,
    /// What the party held in this way the day before and does not hold in any way any more.
    pub lost_km2: f64,
    /// Geodesic length of the frontline along this ground, in kilometers.
    pub front_km: f64,
}

type Way = (PartyId, Status);

/// The rows of all days from `from` up to but not including `until`, by day, party and status.
///
/// The day before the first one counts as the state before: ground taken on the first day of a war
/// is gained on it.
pub fn stats(atlas: &Atlas, coverage: &Coverage, from: Day, until: Day) -> Vec<StatRow> {
    let mut rows = Vec::new();
    let mut before = coverage.on(from.plus(-1));
    for day in from.up_to(until) {
        let now = coverage.on(day);
        match coverage.across(day.plus(-1), day) {
            Some(both) => {
                let (then, here) = (both.on(day.plus(-1)), both.on(day));
                rows.extend(of_day(atlas, &both, day, &then, &here));
            }
            None => rows.extend(of_day(atlas, coverage, day, &before, &now)),
        }
        before = now;
    }
    rows
}

fn of_day(
    atlas: &Atlas,
    coverage: &Coverage,
    day: Day,
    before: &[Option<&Holding>],
    now: &[Option<&Holding>],
) -> Vec<StatRow> {
    let counted = |holding: Option<&Holding>| -> Option<Way> {
        holding.filter(|h| !h.rear).map(|h| (h.party, h.status.clone()))
    };
    // Area, gained, lost, front.
    let mut sums: BTreeMap<Way, [f64; 4]> = BTreeMap::new();
    for (h, &km2) in coverage.areas_km2().iter().enumerate() {
        let (then, here) = (counted(before[h]), counted(now[h]));
        let same_party = then.as_ref().map(|w| w.0) == here.as_ref().map(|w| w.0);
        if let Some(way) = here {
            let sum = sums.entry(way).or_default();
            sum[0] += km2;
            if !same_party {
                sum[1] += km2;
            }
        }
        if let Some(way) = then.filter(|_| !same_party) {
            sums.entry(way).or_default()[2] += km2;
        }
    }
    for (arc, _, _) in coverage.frontline(day) {
        let sides = &coverage.arcs()[arc.0 as usize];
        let length = coverage.length_km([arc]);
        for HistoryId(side) in [sides.left, sides.right] {
            if let Some(way) = counted(now[side as usize]) {
                sums.entry(way).or_default()[3] += length;
            }
        }
    }
    sums.into_iter()
        .map(|((party, status), [area, gained, lost, front])| StatRow {
            date: day,
            party: atlas.party_of(party).id.clone(),
            status: status.as_str().to_owned(),
            area_km2: rounded(area),
            gained_km2: rounded(gained),
            lost_km2: rounded(lost),
            front_km: rounded(front),
        })
        .collect()
}

/// To a thousandth: a thousand square meters, a meter.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0 + 0.0
}

/// Rows as CSV with a header.
pub fn to_csv(rows: &[StatRow]) -> String {
    let mut text = String::from("date,party,status,area_km2,gained_km2,lost_km2,front_km\n");
    for row in rows {
        let field = |text: &str| match text.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text.to_owned(),
        };
        text.push_str(&format!(
            "{},{},{},{:.3},{:.3},{:.3},{:.3}\n",
            row.date,
            field(&row.party),
            field(&row.status),
            row.area_km2,
            row.gained_km2,
            row.lost_km2,
            row.front_km
        ));
    }
    text
}

/// Rows as a JSON list of objects, one a line.
pub fn to_json(rows: &[StatRow]) -> String {
    let lines: Vec<String> =
        rows.iter().filter_map(|row| serde_json::to_string(row).ok()).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}
