//! Bits, the lowest first, as deflate packs them.

use std::cmp::Ordering;

/// A string of bits in words of 64, the first bit lowest. Bits of the last word beyond the end are
/// zero.
#[derive(Clone, Debug, Default)]
pub struct Bits {
    words: Vec<u64>,
    /// The last, unfinished word, of which `count` bits are there: less than 64.
    pending: u64,
    count: u32,
}

impl Bits {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.len() * 64 + self.count as usize
    }

    /// Removes all, but keeps the memory.
    pub fn clear(&mut self) {
        self.words.clear();
        (self.pending, self.count) = (0, 0);
    }

    /// Adds the lowest `count` bits of `value`, at most 63, the rest of which must be zero.
    #[inline]
    pub fn put(&mut self, value: u64, count: u32) {
        self.put_all(std::iter::once((value, count)));
    }

    /// Adds pieces as [`Bits::put`] does, many at once.
    #[inline(always)]
    pub fn put_all(&mut self, pieces: impl Iterator<Item = (u64, u32)>) {
        let (mut pending, mut used) = (self.pending, self.count);
        for (value, count) in pieces {
            pending |= value << used;
            used += count;
            if used >= 64 {
                self.words.push(pending);
                // What did not fit; `count` is below 64, so that the shift is in range.
                used -= 64;
                pending = value >> (count - used);
            }
        }
        (self.pending, self.count) = (pending, used);
    }

    /// Adds the bits of another string from one place up to but not including another.
    pub fn append(&mut self, other: &Self, from: usize, until: usize) {
        let mut at = from;
        // The unfinished word first, so that each further one is put together from two of the other
        // string, always alike: many at once.
        if self.count > 0 {
            let missing = 64 - self.count;
            let count = missing.min(until.saturating_sub(at).min(64) as u32);
            self.put(other.some(at, count), count);
            at += count as usize;
        }
        let (whole, rest) = (until.saturating_sub(at) / 64, (until.saturating_sub(at) % 64) as u32);
        let (start, shift) = (at / 64, (at % 64) as u32);
        let words = other.words.get(start..).unwrap_or_default();
        let inner = match shift {
            0 => {
                let inner = words.get(..whole.min(words.len())).unwrap_or_default();
                self.words.extend_from_slice(inner);
                inner.len()
            }
            _ => {
                let next = words.get(1..).unwrap_or_default();
                let done = whole.min(next.len());
                let pairs = words.iter().zip(next).take(done);
                self.words.extend(pairs.map(|(word, next)| word >> shift | next << (64 - shift)));
                done
            }
        };
        self.words.extend((inner..whole).map(|word| other.some(at + 64 * word, 64)));
        if rest > 0 {
            self.put(other.some(at + 64 * whole, rest), rest);
        }
    }

    /// Up to 64 bits from a place on; beyond the end they are zero.
    fn some(&self, at: usize, count: u32) -> u64 {
        let word = |at: usize| match at.cmp(&self.words.len()) {
            Ordering::Less => self.words.get(at).copied().unwrap_or(0),
            Ordering::Equal => self.pending,
            Ordering::Greater => 0,
        };
        let (start, shift) = (at / 64, (at % 64) as u32);
        // Shifted in two steps, as a word cannot be shifted by all of its 64 bits at once.
        let bits = word(start) >> shift | word(start + 1) << 1 << (63 - shift);
        if count < 64 { bits & ((1 << count) - 1) } else { bits }
    }

    /// Adds the bits as whole bytes, the last filled up with zeros.
    pub fn write_to(&self, bytes: &mut Vec<u8>) {
        // Eight words at a time: a vector grows faster by pieces of a known size.
        bytes.reserve(8 * self.words.len() + 8);
        let (blocks, rest) = self.words.as_chunks::<8>();
        for block in blocks {
            let mut piece = [0; 64];
            for (place, word) in piece.as_chunks_mut::<8>().0.iter_mut().zip(block) {
                *place = word.to_le_bytes();
            }
            bytes.extend_from_slice(&piece);
        }
        bytes.extend(rest.iter().flat_map(|word| word.to_le_bytes()));
        let whole = self.count.div_ceil(8) as usize;
        bytes.extend(self.pending.to_le_bytes().iter().take(whole));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(bits: &Bits) -> Vec<bool> {
        let mut bytes = Vec::new();
        bits.write_to(&mut bytes);
        assert_eq!(bytes.len(), bits.len().div_ceil(8));
        (0..bits.len()).map(|at| bytes[at / 8] >> (at % 8) & 1 == 1).collect()
    }

    proptest! {
        #[test]
        fn pieces_are_put_one_after_the_other(
            pieces in prop::collection::vec((any::<u64>(), 0u32..64), 0..40),
            before in 0u32..64,
            cut in any::<(u16, u16)>(),
        ) {
            let (mut bits, mut wanted) = (Bits::default(), Vec::new());
            for (value, count) in pieces {
                bits.put(value & ((1 << count) - 1), count);
                wanted.extend((0..count).map(|at| value >> at & 1 == 1));
            }
            prop_assert_eq!(&plain(&bits), &wanted);
            let ends = [cut.0, cut.1].map(|end| usize::from(end) % (bits.len() + 1));
            let (from, until) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
            let mut copy = Bits::default();
            copy.put(0, before);
            copy.append(&bits, from, until);
            copy.put(1, 1);
            let mut copied = vec![false; before as usize];
            copied.extend(&wanted[from..until]);
            copied.push(true);
            prop_assert_eq!(plain(&copy), copied);
        }
    }
}
