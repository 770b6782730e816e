//! Boxes on the grid.

use super::grid::GridPoint;

/// A box, its edges included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Least x.
    pub west: i32,
    /// Least y.
    pub south: i32,
    /// Greatest x.
    pub east: i32,
    /// Greatest y.
    pub north: i32,
}

impl Bounds {
    /// Around nothing.
    pub const EMPTY: Self =
        Self { west: i32::MAX, south: i32::MAX, east: i32::MIN, north: i32::MIN };

    /// Around everything.
    pub const ALL: Self = Self { west: i32::MIN, south: i32::MIN, east: i32::MAX, north: i32::MAX };

    /// Around points.
    #[inline]
    pub fn around<'a>(points: impl IntoIterator<Item = &'a GridPoint>) -> Self {
        points
            .into_iter()
            .fold(Self::EMPTY, |b, p| b.with(Self { west: p.x, south: p.y, east: p.x, north: p.y }))
    }

    /// Around both.
    #[inline]
    pub fn with(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// A step wider on all sides.
    #[inline]
    pub fn wider(self) -> Self {
        Self {
            west: self.west.saturating_sub(1),
            south: self.south.saturating_sub(1),
            east: self.east.saturating_add(1),
            north: self.north.saturating_add(1),
        }
    }

    /// Whether the boxes have a point in common.
    #[inline]
    pub fn meets(&self, other: &Self) -> bool {
        // No short circuits: it is one comparison of four numbers to the machine.
        (self.west <= other.east)
            & (other.west <= self.east)
            & (self.south <= other.north)
            & (other.south <= self.north)
    }

    /// The place of another box's middle on a curve through this one that keeps neighbors together
    /// (Morton 1966), 16 bits each way.
    pub fn place(&self, of: Self) -> u32 {
        let span = (i64::from(self.east) - i64::from(self.west))
            .max(i64::from(self.north) - i64::from(self.south));
        let shift = (64 - span.max(0).leading_zeros()).saturating_sub(16);
        let middle = |low: i32, high: i32, from: i32| {
            let middle = (i64::from(low) + i64::from(high)) / 2 - i64::from(from);
            (middle >> shift) as u32 & 0xffff
        };
        let x = middle(of.west, of.east, self.west);
        spaced(x) | spaced(middle(of.south, of.north, self.south)) << 1
    }
}

/// The low 16 bits with a zero between each two.
fn spaced(mut bits: u32) -> u32 {
    for (shift, mask) in [(8, 0x00ff_00ff), (4, 0x0f0f_0f0f), (2, 0x3333_3333), (1, 0x5555_5555)] {
        bits = (bits | bits << shift) & mask;
    }
    bits
}
