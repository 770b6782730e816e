//! Areas whose outlines share what they have in common.
//!
//! Public archives tell all borders anew every day, and most are where they were. An outline is
//! kept as blocks of positions, cut where the positions themselves say so (A. Muthitacharoen, B.
//! Chen and D. Mazières, "A low-bandwidth network file system", SOSP 2001): so outlines that run
//! the same way for a while have the same blocks there, and these are kept and worked on once.

mod block;
mod ring;

pub use block::{Block, is_end};
pub use ring::Ring;

use block::mixed;
use geo::{Coord, MultiPolygon, Polygon, Rect};

/// Areas: outlines counterclockwise, each with its holes, which run clockwise; degrees.
#[derive(Clone, Default, PartialEq)]
pub struct Areas {
    rings: Vec<Ring>,
    /// For each area, how many rings there are up to its end.
    ends: Vec<usize>,
}

impl Areas {
    /// Adds an area: its outline and its holes.
    pub fn push(&mut self, rings: impl IntoIterator<Item = Ring>) {
        self.rings.extend(rings);
        self.ends.push(self.rings.len());
    }

    /// Adds all areas of others.
    pub fn append(&mut self, others: &Self) {
        others.each().for_each(|rings| self.push(rings.iter().cloned()));
    }

    /// The areas, each as its outline and then its holes.
    pub fn each(&self) -> impl Iterator<Item = &[Ring]> {
        let mut from = 0;
        self.ends.iter().map(move |&end| {
            let rings = self.rings.get(from..end).unwrap_or_default();
            from = end;
            rings
        })
    }

    /// All outlines and holes.
    pub fn rings(&self) -> &[Ring] {
        &self.rings
    }

    /// All outlines and holes, to be exchanged for equal ones.
    pub fn rings_mut(&mut self) -> &mut [Ring] {
        &mut self.rings
    }

    /// The outlines without the holes.
    pub fn outlines(&self) -> impl Iterator<Item = &Ring> {
        self.each().filter_map(<[Ring]>::first)
    }

    /// Whether there is no area.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many positions there are.
    pub fn vertices(&self) -> usize {
        self.rings.iter().map(Ring::len).sum()
    }

    /// The rectangle around all; `None` without an area.
    pub fn bounds(&self) -> Option<Rect> {
        let [west, east, south, north] =
            self.rings.iter().filter_map(Ring::bounds).reduce(ring::around)?;
        Some(Rect::new((west, south), (east, north)))
    }

    /// Whether a step is longer than half a turn, or a longitude outside `[-180, 180]`.
    pub fn is_wide(&self) -> bool {
        self.rings.iter().any(Ring::is_wide)
    }

    /// A number that differs where areas differ, most of the time.
    pub fn mark(&self) -> u64 {
        let rings = self.rings.iter().fold(0, |sum, ring| mixed(sum, ring.mark()));
        self.ends.iter().fold(rings, |sum, end| mixed(sum, *end as u64))
    }

    /// The areas with every position moved.
    #[must_use]
    pub fn moved(&self, place: impl Fn(Coord) -> Coord) -> Self {
        let moved = |ring: &Ring| Ring::new(&ring.coords().map(&place).collect::<Vec<_>>());
        Self { rings: self.rings.iter().map(moved).collect(), ends: self.ends.clone() }
    }

    /// The same with each outline as one piece, as algorithms on areas ask for.
    pub fn unpack(&self) -> MultiPolygon {
        let polygon = |rings: &[Ring]| {
            let (outline, holes) = rings.split_first()?;
            Some(Polygon::new(outline.line(), holes.iter().map(Ring::line).collect()))
        };
        MultiPolygon(self.each().filter_map(polygon).collect())
    }
}

impl std::fmt::Debug for Areas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.unpack().fmt(f)
    }
}

impl From<&MultiPolygon> for Areas {
    fn from(areas: &MultiPolygon) -> Self {
        let mut all = Self::default();
        for area in areas {
            let holes = area.interiors().iter().map(|hole| Ring::new(&hole.0));
            all.push(std::iter::once(Ring::new(&area.exterior().0)).chain(holes));
        }
        all
    }
}

impl From<MultiPolygon> for Areas {
    fn from(areas: MultiPolygon) -> Self {
        Self::from(&areas)
    }
}

#[cfg(test)]
mod tests;
