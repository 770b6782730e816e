//! The coverage: arcs, histories, and what they say about a day.

use super::arrangement::Arrangement;
use super::cover::Cover;
use super::faces::Faces;
use super::frame::Frame;
use super::grid::GridPoint;
use super::history::{Entries, Entry, History, HistoryId, HoldingId};
use super::noding::node;
use super::outlines::Outlines;
use super::trace::Nodes;
use super::{dissolve, measure};
use crate::dataset::PartyId;
use crate::math::{Day, LonLat};
use crate::timeline::{DatedArea, Holding};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

/// An arc by its place in [`Coverage::arcs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArcId(pub u32);

/// A stretch of border that has the same two histories on its sides all along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageArc {
    /// From node to node; a ring without a node repeats its first point at the end.
    pub points: Vec<GridPoint>,
    /// On the left, going along the points.
    pub left: HistoryId,
    /// On the right.
    pub right: HistoryId,
}

impl CoverageArc {
    /// The positions along the arc. Longitudes run on beyond 180 degrees where the coverage lies
    /// around the antimeridian.
    pub fn positions(&self) -> impl Iterator<Item = LonLat> {
        self.points.iter().map(|p| p.degrees())
    }
}

/// An arc in a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfArc {
    /// Which.
    pub arc: ArcId,
    /// Whether it is gone along backwards.
    pub reversed: bool,
}

/// A closed outline, its ground on the left: outer rings run counter-clockwise, holes clockwise.
pub type Ring = Vec<HalfArc>;

/// Control over time as shared arcs; see the [module](super).
#[derive(Debug)]
pub struct Coverage {
    arcs: Vec<CoverageArc>,
    histories: Vec<History>,
    holdings: Vec<Holding>,
    nodes: Nodes,
    pub(super) frame: Frame,
    areas_km2: OnceLock<Vec<f64>>,
}

impl Coverage {
    /// Lays all areas over each other; a later area wins over an earlier one where both are valid.
    ///
    /// Outlines are read by the even-odd rule, so that rings may cross themselves.
    pub fn build(areas: &[DatedArea]) -> Self {
        let frame = Frame::of(areas);
        let areas = frame.areas(areas);
        let mut outlines = Outlines::default();
        let holdings: Vec<Holding> = areas
            .iter()
            .filter_map(|area| area.holding.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let entries: Vec<Entry> = areas
            .iter()
            .map(|area| {
                let shape = outlines.number(&area.geometry);
                let within = area.within.as_ref().map(|within| outlines.number(within));
                Entry::new(area, shape, within, &holdings)
            })
            .collect();
        let linework = outlines.into_linework();
        let shape_count = linework.shape_count;
        let entries = Entries::new(entries, shape_count);
        let arrangement = Arrangement::new(node(linework));
        let faces = Faces::of(&arrangement);
        let cover = Cover::of(&arrangement, &faces, shape_count);
        let mut by_row: HashMap<&[u64], HistoryId> = HashMap::new();
        let mut numbers: BTreeMap<History, HistoryId> =
            BTreeMap::from([(History::nobody(), HistoryId(0))]);
        let history_of: Vec<HistoryId> = (0..faces.count)
            .map(|face| {
                let row = cover.row(face);
                *by_row.entry(row).or_insert_with(|| {
                    let next = HistoryId(numbers.len() as u32);
                    *numbers.entry(entries.history(row)).or_insert(next)
                })
            })
            .collect();
        let mut histories = vec![History::nobody(); numbers.len()];
        for (history, id) in numbers {
            histories[id.0 as usize] = history;
        }
        let arcs = dissolve::arcs(&arrangement, &faces, &history_of);
        let nodes = Nodes::of(&arcs);
        Self { arcs, histories, holdings, nodes, frame, areas_km2: OnceLock::new() }
    }

    /// All arcs.
    pub fn arcs(&self) -> &[CoverageArc] {
        &self.arcs
    }

    /// All histories; number 0 is ground that nobody ever holds.
    pub fn histories(&self) -> &[History] {
        &self.histories
    }

    /// All holdings, sorted.
    pub fn holdings(&self) -> &[Holding] {
        &self.holdings
    }

    /// Who holds ground of a history on a day.
    pub fn holding(&self, history: HistoryId, day: Day) -> Option<&Holding> {
        let HoldingId(id) = self.histories[history.0 as usize].on(day)?;
        self.holdings.get(id as usize)
    }

    /// The days on which any ground changes its holding, sorted.
    pub fn change_days(&self) -> Vec<Day> {
        let days: BTreeSet<Day> = self.histories.iter().flat_map(History::changes).collect();
        days.into_iter().collect()
    }

    /// The holding of every history on a day, by history number; one look-up a history.
    pub fn on(&self, day: Day) -> Vec<Option<&Holding>> {
        (0..self.histories.len()).map(|h| self.holding(HistoryId(h as u32), day)).collect()
    }

    /// The number of the holding of every history on a day, by history number.
    pub fn ids_on(&self, day: Day) -> Vec<Option<HoldingId>> {
        self.histories.iter().map(|history| history.on(day)).collect()
    }

    /// The outline of all ground whose history is `inside`.
    pub fn outline(&self, inside: impl Fn(HistoryId) -> bool) -> Vec<Ring> {
        self.nodes.trace(&self.arcs, inside)
    }

    /// The arcs with ground of two different holders on their sides on a day, at least one of them
    /// in the theatre, each with its left and right holder. Claimed ground is its holder's.
    pub fn frontline(&self, day: Day) -> Vec<(ArcId, PartyId, PartyId)> {
        let on = self.on(day);
        self.arcs
            .iter()
            .enumerate()
            .filter_map(|(i, arc)| {
                let (left, right) = (on[arc.left.0 as usize]?, on[arc.right.0 as usize]?);
                let (own, other) = (left.holder()?, right.holder()?);
                (own != other && !(left.rear && right.rear)).then_some((
                    ArcId(i as u32),
                    own,
                    other,
                ))
            })
            .collect()
    }

    /// The geodesic area of the ground of each history, in square kilometers, by history number
    /// (on the WGS 84 ellipsoid; Karney 2013, "Algorithms for geodesics").
    pub fn areas_km2(&self) -> &[f64] {
        self.areas_km2.get_or_init(|| {
            (0..self.histories.len() as u32)
                .map(|h| match h {
                    0 => 0.0,
                    _ => measure::area_km2(self, &self.outline(|other| other == HistoryId(h))),
                })
                .collect()
        })
    }

    /// The geodesic length of some arcs in kilometers.
    pub fn length_km(&self, arcs: impl IntoIterator<Item = ArcId>) -> f64 {
        arcs.into_iter().map(|id| measure::length_km(&self.arcs[id.0 as usize])).sum()
    }

    /// The positions along a ring, closed (the first is repeated at the end); longitudes as of
    /// [`CoverageArc::positions`].
    pub fn ring_positions(&self, ring: &Ring) -> Vec<LonLat> {
        let mut positions: Vec<LonLat> = Vec::new();
        for half in ring {
            let points = &self.arcs[half.arc.0 as usize].points;
            let skip = usize::from(!positions.is_empty());
            if half.reversed {
                positions.extend(points.iter().rev().skip(skip).map(|p| p.degrees()));
            } else {
                positions.extend(points.iter().skip(skip).map(|p| p.degrees()));
            }
        }
        positions
    }
}
