//! Closed lines.

use super::block::{Block, blocks, turned};
use geo::{Coord, LineString};
use std::sync::Arc;

/// A closed line of positions, in blocks that other rings may share.
#[derive(Clone, Default)]
pub struct Ring {
    /// In the order in which they were written.
    blocks: Vec<Arc<Block>>,
    /// Whether the ring runs the other way.
    reversed: bool,
}

impl Ring {
    /// A ring of blocks.
    pub fn of(blocks: Vec<Arc<Block>>) -> Self {
        Self { blocks, reversed: false }
    }

    /// A ring of positions.
    pub fn new(coords: &[Coord]) -> Self {
        Self::of(blocks(coords).collect())
    }

    /// The blocks in order; the flag says whether each runs from its end to its start.
    pub fn blocks(&self) -> impl Iterator<Item = (&Arc<Block>, bool)> {
        let count = self.blocks.len();
        let at = move |i: usize| if self.reversed { count - 1 - i } else { i };
        (0..count).filter_map(move |i| Some((self.blocks.get(at(i))?, self.reversed)))
    }

    /// Its blocks, to be exchanged for equal ones.
    pub fn blocks_mut(&mut self) -> &mut [Arc<Block>] {
        &mut self.blocks
    }

    /// The positions in order; the first is repeated at the end.
    pub fn coords(&self) -> impl Iterator<Item = Coord> {
        self.blocks().flat_map(|(block, reversed)| {
            let coords = block.coords();
            let count = coords.len();
            let at = move |i: usize| if reversed { count - 1 - i } else { i };
            (0..count).filter_map(move |i| coords.get(at(i)).copied())
        })
    }

    /// How many positions there are.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(|block| block.coords().len()).sum()
    }

    /// Whether there is no position.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Turns it the other way.
    pub fn reverse(&mut self) {
        self.reversed = !self.reversed;
    }

    /// Repeats the first position at the end, if it is not there; whether it was not.
    pub fn close(&mut self) -> bool {
        let (Some(first), Some(last)) = (self.blocks.first(), self.blocks.last()) else {
            return false;
        };
        let (first, last) = (first.ends().0, last.ends().1);
        let open = first != last;
        if open {
            self.blocks.extend(Block::new(&[first]).map(Arc::new));
        }
        open
    }

    /// How many distinct positions there are, counted up to 3.
    pub fn distinct(&self) -> usize {
        let mut coords = self.coords();
        let Some(first) = coords.next() else { return 0 };
        let Some(second) = coords.find(|c| *c != first) else { return 1 };
        if coords.any(|c| c != first && c != second) { 3 } else { 2 }
    }

    /// Twice the signed area in square degrees (the shoelace formula), positive if the ring runs
    /// counterclockwise; seen from its first point, to lose no digits far from the origin.
    pub fn twice_area(&self) -> f64 {
        /// More than what is lost in rounding, in ten million positions.
        const SURE: f64 = 1e-7;
        let sum = self.twice_area_of_blocks();
        let whole =
            self.bounds().map_or(0.0, |[west, east, south, north]| (east - west) * (north - south));
        // On which side of 0 it is must not depend on how the ring is cut.
        if sum.abs() > SURE * whole { sum } else { self.twice_area_of_steps() }
    }

    fn twice_area_of_steps(&self) -> f64 {
        let mut coords = self.coords();
        let Some(o) = coords.next() else { return 0.0 };
        let mut before = o;
        let step = |c| {
            let area = turned(o, before, c);
            before = c;
            area
        };
        coords.map(step).sum()
    }

    fn twice_area_of_blocks(&self) -> f64 {
        let Some(o) = self.blocks.first().map(|block| block.ends().0) else { return 0.0 };
        let mut before = o;
        let mut sum = 0.0;
        for block in &self.blocks {
            let (first, last) = block.ends();
            sum += turned(o, before, first) + block.twice_area_from(o);
            before = last;
        }
        if self.reversed { -sum } else { sum }
    }

    /// Whether a step is longer than half a turn, or a longitude outside `[-180, 180]`.
    pub fn is_wide(&self) -> bool {
        let step = |pair: &[Arc<Block>]| {
            let [a, b] = pair else { return false };
            (a.ends().1.x - b.ends().0.x).abs() > 180.0
        };
        self.blocks.iter().any(|block| block.is_wide()) || self.blocks.windows(2).any(step)
    }

    /// Smallest and largest longitude, smallest and largest latitude.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        self.blocks.iter().map(|block| block.bounds()).reduce(around)
    }

    /// A number that differs where rings differ, most of the time; the same however a ring is cut into
    /// blocks, and whichever way it was written.
    pub(super) fn mark(&self) -> u64 {
        self.blocks.iter().fold(0, |sum, block| sum.wrapping_add(block.mark()))
    }

    /// The same line as one piece.
    pub fn line(&self) -> LineString {
        let mut coords = Vec::with_capacity(self.len());
        coords.extend(self.coords());
        LineString(coords)
    }
}

impl std::fmt::Debug for Ring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.line().fmt(f)
    }
}

impl PartialEq for Ring {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&Arc<Block>, &Arc<Block>)| Arc::ptr_eq(a, b) || a == b;
        let alike = self.reversed == other.reversed && self.blocks.len() == other.blocks.len();
        alike && self.blocks.iter().zip(&other.blocks).all(same)
            || self.len() == other.len() && self.coords().eq(other.coords())
    }
}

/// The bounds around two.
pub(super) fn around(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].max(b[3])]
}
