//! What is in one of two lists but not in the other.

use crate::math::PagePoint;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// Four points: an edge with its control points, or a corner with its neighbors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece(pub [PagePoint; 4]);

impl Piece {
    fn bits(&self) -> [u64; 8] {
        let [a, b, c, d] = self.0;
        [a.x, a.y, b.x, b.y, c.x, c.y, d.x, d.y].map(f64::to_bits)
    }
}

#[derive(PartialEq, Eq)]
struct Key([u64; 8]);

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.iter().for_each(|word| state.write_u64(*word));
    }
}

/// Multiply and rotate: quick, and good enough for coordinates. Only counts are kept by it, so its
/// order does not show.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64((*byte).into()));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// The pieces that are more often in one list than in the other, as often as they are more often.
pub(super) fn difference(a: &[Piece], b: &[Piece]) -> Vec<Piece> {
    let front = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - back], &b[..b.len() - back]);
    let mut counts: HashMap<Key, i32, BuildHasherDefault<Mixer>> = HashMap::default();
    counts.reserve(a.len());
    for piece in a {
        *counts.entry(Key(piece.bits())).or_default() += 1;
    }
    let mut only = Vec::new();
    for piece in b {
        match counts.get_mut(&Key(piece.bits())) {
            Some(count) if *count > 0 => *count -= 1,
            _ => only.push(*piece),
        }
    }
    // What is left of the first list, told as often as it is left.
    for piece in a {
        if let Some(count) = counts.get_mut(&Key(piece.bits())).filter(|count| **count > 0) {
            *count -= 1;
            only.push(*piece);
        }
    }
    only
}
