//! Numbers for grid points: the same point, the same number.

use super::grid::GridPoint;
use crate::math::Plane;

/// Distinct grid points, numbered in the order in which they came.
///
/// A table with open addressing and linear probing (Knuth, *The Art of Computer Programming* 3,
/// 6.4) over numbers only: a slot holds the point's number plus one, with half of its hash, so that
/// a slot of another point is passed by without looking that point up.
#[derive(Default)]
pub struct Vertices {
    points: Vec<GridPoint>,
    slots: Plane<u64>,
}

impl Vertices {
    /// Makes room for some more points than there are.
    pub fn reserve(&mut self, more: usize) {
        self.points.reserve(more);
        if full(more, self.slots.len()) {
            self.spread(more);
        }
    }

    /// The points by number.
    pub fn points(&self) -> &[GridPoint] {
        &self.points
    }

    /// The points by number, and the table to look them up in.
    pub fn into_parts(mut self) -> (Vec<GridPoint>, Index) {
        self.points.shrink_to_fit();
        (self.points, Index { slots: self.slots })
    }

    /// The number of a point.
    #[inline]
    pub fn number(&mut self, point: GridPoint) -> u32 {
        if full(self.points.len() + 1, self.slots.len()) {
            self.spread(self.points.len() + 1);
        }
        let hash = hash(point);
        let slots = &mut *self.slots;
        let mask = slots.len() - 1;
        let mut at = home(hash) & mask;
        loop {
            let slot = slots[at];
            if slot == 0 {
                slots[at] = entry(hash, self.points.len());
                self.points.push(point);
                return self.points.len() as u32 - 1;
            }
            let number = slot as u32 - 1;
            if slot >> 32 == hash >> 32 && self.points.get(number as usize) == Some(&point) {
                return number;
            }
            at = (at + 1) & mask;
        }
    }

    /// Reads where some points would be looked up, so that the memory is at hand when they are: a
    /// table of millions is larger than any cache, and many reads at once take the time of one.
    pub fn foresee(&self, points: &[GridPoint]) {
        let slots = &*self.slots;
        let mask = slots.len().wrapping_sub(1);
        let slot = |point: &GridPoint| slots.get(home(hash(*point)) & mask).copied();
        std::hint::black_box(points.iter().filter_map(slot).fold(0, |all, slot| all ^ slot));
    }

    /// Enters all points into a table with room for `count`.
    fn spread(&mut self, count: usize) {
        // The old table goes before the new one comes.
        self.slots = Plane::default();
        self.slots = Plane::zeros((count * 3 / 2).next_power_of_two().max(1024));
        let slots = &mut *self.slots;
        let mask = slots.len() - 1;
        for (number, &point) in self.points.iter().enumerate() {
            let hash = hash(point);
            let mut at = home(hash) & mask;
            while slots[at] != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = entry(hash, number);
        }
    }
}

/// The numbers of points that are kept elsewhere.
pub struct Index {
    slots: Plane<u64>,
}

impl Index {
    /// The number of a point among the points that the index was made with.
    pub fn find(&self, points: &[GridPoint], point: GridPoint) -> Option<u32> {
        let hash = hash(point);
        let slots = &*self.slots;
        let mask = slots.len().wrapping_sub(1);
        let mut at = home(hash) & mask;
        loop {
            // There are always empty slots, where the search ends.
            let slot = *slots.get(at).filter(|slot| **slot != 0)?;
            let number = slot as u32 - 1;
            if slot >> 32 == hash >> 32 && points.get(number as usize) == Some(&point) {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }
}

/// Whether more than seven tenths of the slots are taken.
#[inline]
fn full(count: usize, slots: usize) -> bool {
    count * 10 > slots * 7
}

/// Where in the table to look first.
#[inline]
fn home(hash: u64) -> usize {
    hash as u32 as usize
}

#[inline]
fn entry(hash: u64, number: usize) -> u64 {
    (hash >> 32 << 32) | (number as u64 + 1)
}

/// Mixes all bits of a point into all bits of a number (the finalizer of MurmurHash3, Appleby).
#[inline]
fn hash(point: GridPoint) -> u64 {
    let mut bits = u64::from(point.x as u32) << 32 | u64::from(point.y as u32);
    bits = (bits ^ bits >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    bits = (bits ^ bits >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    bits ^ bits >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_point_has_the_same_number() {
        let mut vertices = Vertices::default();
        let point = |n: i32| GridPoint { x: n % 50 - 25, y: n / 50 };
        let first: Vec<u32> = (0..5000).map(|n| vertices.number(point(n))).collect();
        let again: Vec<u32> = (0..5000).map(|n| vertices.number(point(n))).collect();
        assert_eq!(first, (0..5000).collect::<Vec<u32>>());
        assert_eq!(first, again);
        let (points, index) = vertices.into_parts();
        assert_eq!(points, (0..5000).map(point).collect::<Vec<_>>());
        assert_eq!(index.find(&points, point(77)), Some(77));
        assert_eq!(index.find(&points, GridPoint { x: -26, y: 0 }), None);
    }
}
