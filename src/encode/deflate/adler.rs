//! Adler-32 (RFC 1950, section 9) of bytes that come in parts.

const MODULUS: i64 = 65_521;

/// The two sums of some bytes, such that parts may be put in and taken out in any order: of the
/// bytes, and of each byte times the number of bytes from it to the end. Those of a part are less than
/// 2³³; sums of parts are reduced modulo 65521 at the end only, as there is room for 2³⁰ of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    bytes: i64,
    weighted: i64,
}

impl Sums {
    /// Of a part.
    #[inline]
    pub fn of(part: &[u8]) -> Self {
        // The checksum starts from 1, which counts once for the sum and once a byte for the other.
        let checksum = simd_adler32::adler32(&part);
        Self {
            bytes: i64::from(checksum & 0xffff) - 1,
            weighted: (i64::from(checksum >> 16) - part.len() as i64) % MODULUS,
        }
    }

    /// The same bytes, with so many others between them and the end.
    #[inline]
    pub fn before(self, bytes: usize) -> Self {
        let after = bytes as i64 % MODULUS;
        Self {
            bytes: self.bytes % MODULUS,
            weighted: (self.weighted + self.bytes % MODULUS * after) % MODULUS,
        }
    }

    /// The checksum of all `length` bytes.
    pub fn checksum(self, length: usize) -> u32 {
        let a = (self.bytes + 1).rem_euclid(MODULUS);
        let b = (self.weighted + length as i64 % MODULUS).rem_euclid(MODULUS);
        (b << 16 | a) as u32
    }
}

impl std::ops::AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.weighted += other.weighted;
    }
}

impl std::ops::SubAssign for Sums {
    fn sub_assign(&mut self, other: Self) {
        self.bytes -= other.bytes;
        self.weighted -= other.weighted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_make_the_whole(bytes in prop::collection::vec(any::<u8>(), 0..3000), size in 1usize..700) {
            let mut sums = Sums::default();
            let mut after = bytes.len();
            for part in bytes.chunks(size) {
                after -= part.len();
                let mut own = Sums::of(part).before(after);
                sums += own;
                // Taken out and put in again.
                sums -= own;
                own = Sums::of(part).before(after);
                sums += own;
            }
            prop_assert_eq!(sums.checksum(bytes.len()), simd_adler32::adler32(&bytes.as_slice()));
        }
    }
}
