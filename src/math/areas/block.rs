//! Stretches of outlines, as many outlines may have them.

use geo::Coord;
use std::sync::Arc;

/// Of so many positions about one ends a block.
const MEAN: u64 = 64;
/// Positions that a block has at least, but for the last of a ring.
const LEAST: usize = 12;

/// Positions of a ring that follow each other, with what is asked of them again and again.
#[derive(Debug)]
pub struct Block {
    coords: Box<[Coord]>,
    /// Twice the signed area between the positions and their first one.
    twice_area: f64,
    /// Smallest and largest longitude, smallest and largest latitude.
    bounds: [f64; 4],
    /// Whether a step is longer than half a turn, or a longitude outside `[-180, 180]`.
    wide: bool,
    mark: u64,
}

impl Block {
    /// A block of some positions, of which there must be one.
    pub fn new(coords: &[Coord]) -> Option<Self> {
        let first = *coords.first()?;
        let mut block = Self {
            coords: coords.into(),
            twice_area: 0.0,
            bounds: [first.x, first.x, first.y, first.y],
            wide: first.x.abs() > 180.0,
            mark: 0,
        };
        let mut before = first;
        for c in coords {
            block.twice_area += turned(first, before, *c);
            let [west, east, south, north] = &mut block.bounds;
            (*west, *east) = (west.min(c.x), east.max(c.x));
            (*south, *north) = (south.min(c.y), north.max(c.y));
            block.wide |= (c.x - before.x).abs() > 180.0;
            let own = mixed(mixed(1, c.x.to_bits()), c.y.to_bits());
            block.mark = block.mark.wrapping_add(own);
            before = *c;
        }
        block.wide |= block.bounds[0] < -180.0 || block.bounds[1] > 180.0;
        Some(block)
    }

    /// The positions.
    pub fn coords(&self) -> &[Coord] {
        &self.coords
    }

    /// First and last position.
    pub fn ends(&self) -> (Coord, Coord) {
        let end = |c: Option<&Coord>| c.copied().unwrap_or_default();
        (end(self.coords.first()), end(self.coords.last()))
    }

    /// Twice the signed area between the positions and some point.
    pub fn twice_area_from(&self, point: Coord) -> f64 {
        let (first, last) = self.ends();
        self.twice_area + turned(point, first, last)
    }

    /// Smallest and largest longitude, smallest and largest latitude.
    pub fn bounds(&self) -> [f64; 4] {
        self.bounds
    }

    /// Whether a step is longer than half a turn, or a longitude outside `[-180, 180]`.
    pub fn is_wide(&self) -> bool {
        self.wide
    }

    /// A number that differs where positions differ, most of the time; a sum over them, in whatever
    /// order.
    pub fn mark(&self) -> u64 {
        self.mark
    }
}

impl PartialEq for Block {
    fn eq(&self, other: &Self) -> bool {
        self.mark == other.mark && self.coords == other.coords
    }
}

/// Twice the signed area of a triangle.
pub fn turned(o: Coord, a: Coord, b: Coord) -> f64 {
    (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y)
}

/// Multiply and rotate.
pub fn mixed(sum: u64, number: u64) -> u64 {
    (sum.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Whether what is written as two numbers ends a block. The content itself says so, wherever it
/// stands: so what two outlines have in common is cut at the same places.
#[inline(always)]
pub fn is_end(a: u64, b: u64) -> bool {
    (a ^ b.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32 & (MEAN - 1) == 0
}

/// Cuts positions into blocks.
pub fn blocks(coords: &[Coord]) -> impl Iterator<Item = Arc<Block>> {
    let mut rest = coords;
    std::iter::from_fn(move || {
        let last = |c: &Coord| is_end(c.x.to_bits(), c.y.to_bits());
        let searched = rest.get(LEAST..).unwrap_or_default();
        let end = searched.iter().position(last).map_or(rest.len(), |at| LEAST + at);
        let (block, behind) = rest.split_at_checked(end)?;
        rest = behind;
        Block::new(block).map(Arc::new)
    })
}
