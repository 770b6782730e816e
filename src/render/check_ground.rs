//! Ground that two parties' areas have in common on a day, or leave out between them.

use super::Survey;
use super::near::{Near, km2};
use super::tally::Tally;
use crate::dataset::{Atlas, BaseKind, ControlArea, PartyId, Status, Timing, world};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::math::{Day, LonLat};
use crate::timeline::{AreaOrigin, DatedArea, dated_areas_with_origins};
use crate::topology::{self, Overlap, Patch, Plane};
use geo::{Contains, Geometry, Point};
use std::collections::BTreeSet;

/// At most this many findings of a code are told one by one, the largest.
const MOST: usize = 20;
/// Strips that are less wide come of rounding, in meters.
const LEAST_WIDTH_M: f64 = 0.5;
/// What is less compact is a strip: more than 30 times as long as it is wide.
const STRIP: f64 = 0.1;
/// A gap that is a greater part of all ground than this is not one by mistake.
const LARGEST_GAP: f64 = 0.05;

fn is_strip(patch: &Patch) -> bool {
    patch.compactness() < STRIP
}

/// All areas of an atlas laid over each other.
pub struct Ground<'a> {
    atlas: &'a Atlas,
    near: Near,
    areas: Vec<DatedArea>,
    origins: Vec<AreaOrigin<'a>>,
    plane: Plane,
}

impl<'a> Ground<'a> {
    /// Lays them over each other.
    pub fn new(atlas: &'a Atlas) -> Self {
        let (areas, origins) = dated_areas_with_origins(atlas);
        let plane = Plane::of(&areas);
        Self { atlas, near: Near::new(atlas), areas, origins, plane }
    }
}

/// Areas of one entry that overlap on a day although its time is told by snapshots, or by intervals of
/// which the later one in the file does not begin later: those that do are meant to take ground.
pub fn overlaps(ground: &Ground<'_>) -> Diagnostics {
    let Ground { atlas, near, areas, origins, plane } = ground;
    let timing = |layer: usize| atlas.series.get(layer).map(|series| series.timing);
    let groups: Vec<Option<u32>> = origins
        .iter()
        .map(|origin| {
            let (layer, area) = (*origin)?;
            let counts = area.party.is_some() && area.status == Status::Held && !area.rear;
            let partition = matches!(timing(layer), Some(Timing::Snapshot | Timing::Interval));
            (counts && partition).then_some(layer as u32)
        })
        .collect();
    let area = |i: usize| -> AreaOrigin<'_> { origins.get(i).copied().flatten() };
    let matters = |i: usize, j: usize| -> Option<(usize, PartyId, PartyId)> {
        let ((layer, a), (_, b)) = (area(i)?, area(j)?);
        let (one, other) = (a.party?, b.party?);
        let takes = timing(layer) == Some(Timing::Interval) && b.validity.from > a.validity.from;
        // Sources may say different things.
        let alike = a.source == b.source;
        (one != other && alike && !takes).then_some((layer, one.min(other), one.max(other)))
    };
    let mut tally = Tally::default();
    for overlap in topology::overlaps(plane, areas, &groups, matters) {
        let (Some((_, one)), Some((_, other))) = (area(overlap.areas[0]), area(overlap.areas[1]))
        else {
            continue;
        };
        if overlap.patch.width_m() >= LEAST_WIDTH_M {
            let key = format!("{:?}{:?}", overlap.areas, overlap.patch.position);
            tally.push(key, overlap.patch.area_km2, told(atlas, near, &overlap, one, other));
        }
    }
    tally.finish(MOST)
}

fn told(
    atlas: &Atlas,
    near: &Near,
    overlap: &Overlap,
    one: &ControlArea,
    other: &ControlArea,
) -> Diagnostic {
    let name =
        |area: &ControlArea| area.party.map_or("nobody", |party| atlas.party_of(party).id.as_str());
    let Patch { area_km2, position, .. } = overlap.patch;
    let days = Days::of(atlas, overlap.from, overlap.until);
    let up_to = if overlap.varies { "up to " } else { "" };
    let (area, at) = (format!("{up_to}{}", km2(area_km2)), near.words(position));
    let (one_name, other_name) = (name(one), name(other));
    let diagnostic = if is_strip(&overlap.patch) {
        let width = overlap.patch.width_m();
        let message = format!(
            "`{one_name}` and `{other_name}` overlap in a strip of {area}, {width:.0} m wide, {at}, \
             {days}"
        );
        Diagnostic::note("sliver", message)
            .remedy("two borders that should be one were drawn apart: snap one to the other")
    } else {
        let message = format!("`{one_name}` and `{other_name}` both hold {area} {at}, {days}");
        let remedy = format!(
            "cut one of the two areas at the other's border; as it is `{other_name}`, which comes \
             later, gets the ground"
        );
        Diagnostic::warning("overlap", message).remedy(remedy)
    };
    days.on(diagnostic)
        .at(other.location.clone())
        .and(one.location.clone())
        .of_km2(area_km2)
        .near(position)
}

/// Some days of an atlas, in words.
struct Days {
    from: Day,
    until: Day,
    all: bool,
}

impl Days {
    fn of(atlas: &Atlas, from: Option<Day>, until: Option<Day>) -> Self {
        let cut_from = from.map_or(atlas.from, |day| day.max(atlas.from));
        let cut_until = until.map_or(atlas.until, |day| day.min(atlas.until));
        if cut_from >= cut_until {
            // Outside the atlas's days: told as it is.
            let from = from.unwrap_or(atlas.from);
            return Self { from, until: until.unwrap_or(from.plus(1)), all: false };
        }
        let all = (cut_from, cut_until) == (atlas.from, atlas.until);
        Self { from: cut_from, until: cut_until, all }
    }

    fn on(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.on(self.from, self.until)
    }
}

impl std::fmt::Display for Days {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.all, self.until.since(self.from)) {
            (true, _) => write!(f, "on all days"),
            (false, 1) => write!(f, "on {}", self.from),
            _ => write!(f, "from {} until {}", self.from, self.until),
        }
    }
}

/// Ground that nobody holds, with two parties or more around it, or a crack in one party's ground.
/// Lakes and the sea are none, nor is what is a large part of all ground.
pub fn gaps(survey: &Survey, ground: &Ground<'_>) -> Diagnostics {
    let Ground { atlas, near, areas, origins, plane } = ground;
    let mut tally = Tally::default();
    for gap in topology::gaps(plane, areas, atlas.from, atlas.until) {
        let written: Vec<(usize, &ControlArea)> =
            gap.around.iter().filter_map(|i| origins.get(*i).copied().flatten()).collect();
        let holders = gap.around.iter().filter_map(|i| areas[*i].holding.as_ref());
        let parties: BTreeSet<PartyId> = holders.map(|holding| holding.party).collect();
        let strip = is_strip(&gap.patch);
        let Patch { area_km2, position, .. } = gap.patch;
        // Of areas made of towns nobody drew a border.
        let Some((_, first)) = written.first().filter(|_| written.len() == gap.around.len()) else {
            continue;
        };
        let meant = if parties.len() < 2 { !strip } else { false };
        if meant
            || gap.patch.width_m() < LEAST_WIDTH_M
            || area_km2 > LARGEST_GAP * held_km2(survey, gap.from)
            || is_water(atlas, position)
        {
            continue;
        }
        let days = Days::of(atlas, Some(gap.from), Some(gap.until));
        let names: Vec<String> =
            parties.iter().map(|party| format!("`{}`", atlas.party_of(*party).id)).collect();
        let between = match names.as_slice() {
            [one] => format!("in the ground of {one}"),
            [some @ .., last] => format!("between {} and {last}", some.join(", ")),
            [] => continue,
        };
        let (area, at) = (km2(area_km2), near.words(position));
        let diagnostic = if strip {
            let width = gap.patch.width_m();
            let message = format!(
                "a strip of {area}, {width:.0} m wide, {between} is nobody's, {at}, {days}"
            );
            Diagnostic::note("sliver", message)
                .remedy("two borders that should be one were drawn apart: snap one to the other")
        } else {
            Diagnostic::warning("gap", format!("{area} {between} are nobody's, {at}, {days}"))
                .remedy(
                    "draw the areas around it up to each other; if nobody holds the ground, give it \
                     to `none`",
                )
        };
        let others = written.iter().skip(1).map(|(_, area)| area.location.clone());
        let told = days.on(diagnostic).at(first.location.clone()).of_km2(area_km2).near(position);
        let told = others.take(3).fold(told, Diagnostic::and);
        tally.push(format!("{:?}{position:?}", gap.around), area_km2, told);
    }
    tally.finish(MOST)
}

/// All ground held on a day.
fn held_km2(survey: &Survey, day: Day) -> f64 {
    let coverage = survey.coverage();
    let held = coverage.ids_on(day).into_iter().zip(coverage.areas_km2());
    held.filter(|(holding, _)| holding.is_some()).map(|(_, area)| area).sum()
}

/// Whether a position lies in a lake or the sea of the base map.
fn is_water(atlas: &Atlas, position: LonLat) -> bool {
    let point = Point::new(position.lon, position.lat);
    let base = if atlas.base.is_empty() { &world().layers } else { &atlas.base };
    let water = base.iter().filter(|layer| matches!(layer.kind, BaseKind::Lake | BaseKind::Sea));
    water.flat_map(|layer| &layer.features).any(|feature| match &feature.geometry {
        Geometry::Polygon(area) => area.contains(&point),
        Geometry::MultiPolygon(areas) => areas.contains(&point),
        _ => false,
    })
}
