//! The coverage: arcs, histories, and what they say about a day.

use super::disagreement::Settlement;
use super::epochs::{self, Epoch, TooDense};
use super::frame::Frame;
use super::grid::GridPoint;
use super::history::{History, HistoryId, HoldingId};
use super::layout::{Draft, Layout};
use super::measure;
use super::trace::Nodes;
use crate::dataset::{Disagreement, PartyId};
use crate::math::{Day, LonLat, Validity};
use crate::timeline::{DatedArea, Holding};
use std::collections::BTreeSet;
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
#[derive(Debug, Default)]
pub struct Coverage {
    arcs: Vec<CoverageArc>,
    histories: Vec<History>,
    settlement: Settlement,
    nodes: Nodes,
    pub(super) frame: Frame,
    areas_km2: OnceLock<Vec<f64>>,
    /// Days laid out together, in order.
    epochs: Vec<Epoch>,
    /// The areas, to lay out days of different epochs together; empty where there is one.
    again: Vec<DatedArea>,
    excerpt: bool,
}

impl Coverage {
    /// Lays all areas over each other; a later area wins over an earlier one where both are valid.
    ///
    /// Outlines are read by the even-odd rule, so that rings may cross themselves. Days whose
    /// outlines cross each other everywhere are laid out apart (see [`is_split`](Self::is_split)).
    pub fn build(areas: &[DatedArea]) -> Self {
        // Without a limit nothing is too dense.
        Self::within(areas, Disagreement::Last, u64::MAX).unwrap_or_default()
    }

    /// The same where something else is said about ground on which sources disagree.
    pub fn settled(areas: &[DatedArea], rule: Disagreement) -> Self {
        Self::within(areas, rule, u64::MAX).unwrap_or_default()
    }

    /// The same, unless outlines cross each other more often than `most` times in all.
    ///
    /// # Errors
    /// [`TooDense`] when they do.
    pub fn within(areas: &[DatedArea], rule: Disagreement, most: u64) -> Result<Self, TooDense> {
        let frame = Frame::of(areas);
        let areas = frame.areas(areas);
        let settlement = Settlement::of(&areas, rule);
        let parts = epochs::lay_out(&areas, &settlement, most)?;
        let again = if parts.len() > 1 { areas.into_owned() } else { Vec::new() };
        Ok(Self::joined(frame, settlement, parts, again))
    }

    /// The layouts of successive days as one coverage.
    fn joined(
        frame: Frame,
        settlement: Settlement,
        parts: Vec<(Validity, Layout)>,
        again: Vec<DatedArea>,
    ) -> Self {
        let mut all = Self {
            frame,
            settlement,
            again,
            histories: vec![History::nobody()],
            ..Self::default()
        };
        for (days, layout) in parts {
            let known = all.histories.len() as u32 - 1;
            let number = |HistoryId(h): HistoryId| HistoryId(if h == 0 { 0 } else { known + h });
            let first = all.arcs.len();
            all.arcs.extend(layout.arcs.into_iter().map(|arc| CoverageArc {
                left: number(arc.left),
                right: number(arc.right),
                points: arc.points,
            }));
            all.histories.extend(layout.histories.into_iter().skip(1));
            all.epochs.push(Epoch { days, arcs: first..all.arcs.len() });
        }
        all.nodes = Nodes::of(&all.arcs);
        all
    }

    /// Whether days are laid out apart, because their outlines cross each other everywhere, as where
    /// each day is drawn by hand anew. All that is asked about a single day is as ever; ground of
    /// days in different epochs is not compared by history, but by [`across`](Self::across).
    pub fn is_split(&self) -> bool {
        self.epochs.len() > 1
    }

    /// Whether two days are laid out together, so that their holdings can be compared by history.
    pub fn are_together(&self, one: Day, other: Day) -> bool {
        let epoch = |day: Day| self.epochs.iter().position(|epoch| epoch.days.contains(day));
        !self.is_split() || epoch(one) == epoch(other)
    }

    /// Two days laid over each other, if that is not so anyway. Of other days it says nothing.
    pub fn across(&self, one: Day, other: Day) -> Option<Self> {
        if self.are_together(one, other) {
            return None;
        }
        let (from, to) = (one.min(other), one.max(other));
        let clipped = self.again.iter().filter_map(|area| {
            let until = |day: Day| Some(day.plus(1));
            let validity = match (area.validity.contains(from), area.validity.contains(to)) {
                (true, true) => Validity::new(Some(from), until(to)),
                (true, false) => Validity::new(Some(from), until(from)),
                (false, true) => Validity::new(Some(to), until(to)),
                (false, false) => return None,
            };
            Some(DatedArea { validity, ..area.clone() })
        });
        let clipped: Vec<DatedArea> = clipped.collect();
        let layout = Draft::of(&clipped, &self.settlement).lay_out();
        let parts = vec![(Validity::ALWAYS, layout)];
        let both = Self::joined(self.frame, self.settlement.clone(), parts, Vec::new());
        Some(Self { excerpt: true, ..both })
    }

    /// Whether only some days were laid out, by [`across`](Self::across): when ground changed hands
    /// between them is not known.
    pub fn is_excerpt(&self) -> bool {
        self.excerpt
    }

    /// The days from which on others are laid out, if they are apart.
    pub fn seams(&self) -> impl Iterator<Item = Day> + '_ {
        self.epochs.iter().filter_map(|epoch| epoch.days.from)
    }

    /// The parts of the arcs that are laid out together.
    pub(super) fn epochs(&self) -> impl Iterator<Item = &[CoverageArc]> {
        self.epochs.iter().map(|epoch| &self.arcs[epoch.arcs.clone()])
    }

    /// All arcs.
    pub fn arcs(&self) -> &[CoverageArc] {
        &self.arcs
    }

    /// The half-arcs that leave a node together with one.
    pub(super) fn leaving_with(&self, half: HalfArc) -> impl Iterator<Item = HalfArc> {
        self.nodes.leaving_with(half)
    }

    /// All histories; number 0 is ground that nobody ever holds.
    pub fn histories(&self) -> &[History] {
        &self.histories
    }

    /// All holdings, sorted.
    pub fn holdings(&self) -> &[Holding] {
        &self.settlement.holdings
    }

    /// Who holds ground of a history on a day.
    pub fn holding(&self, history: HistoryId, day: Day) -> Option<&Holding> {
        let HoldingId(id) = self.histories[history.0 as usize].on(day)?;
        self.settlement.holdings.get(id as usize)
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

    /// The arcs between histories of which something different is told, in order. All outlines of
    /// ground that is chosen by what is told run along these.
    pub fn between<T: PartialEq>(&self, told: &[T]) -> Vec<ArcId> {
        let of = |history: HistoryId| told.get(history.0 as usize);
        let arcs = (0..).map(ArcId).zip(&self.arcs);
        arcs.filter(|(_, arc)| of(arc.left) != of(arc.right)).map(|(id, _)| id).collect()
    }

    /// The same as [`outline`](Self::outline), where it is known that it runs along some arcs only,
    /// given in order.
    pub fn outline_along(&self, arcs: &[ArcId], inside: impl Fn(HistoryId) -> bool) -> Vec<Ring> {
        self.nodes.trace_along(&self.arcs, arcs.iter().copied(), inside)
    }

    /// The arcs with ground of two different holders on their sides on a day, at least one of them
    /// in the theatre, each with its left and right holder. Claimed ground is its holder's.
    pub fn frontline(&self, day: Day) -> Vec<(ArcId, PartyId, PartyId)> {
        self.frontline_along(&self.between(&self.ids_on(day)), day)
    }

    /// The same, where the arcs are known whose sides are held differently on that day.
    pub fn frontline_along(&self, arcs: &[ArcId], day: Day) -> Vec<(ArcId, PartyId, PartyId)> {
        let sides = |&id: &ArcId| {
            let arc = self.arcs.get(id.0 as usize)?;
            let (left, right) = (self.holding(arc.left, day)?, self.holding(arc.right, day)?);
            let (own, other) = (left.holder()?, right.holder()?);
            (own != other && !(left.rear && right.rear)).then_some((id, own, other))
        };
        arcs.iter().filter_map(sides).collect()
    }

    /// The geodesic area of the ground of each history, in square kilometers, by history number
    /// (on the WGS 84 ellipsoid; Karney 2013, "Algorithms for geodesics").
    pub fn areas_km2(&self) -> &[f64] {
        self.areas_km2.get_or_init(|| {
            let histories = self.histories.len();
            self.nodes.trace_each(&self.arcs, histories, |rings| measure::area_km2(self, &rings))
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
