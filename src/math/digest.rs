//! The digests by which an atlas, its files and what is drawn of them are known.

/// FNV-1a with 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): small, the same on every machine,
/// and enough to tell one state of a folder from another. It is no protection against forgery.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fnv(u64);

impl Fnv {
    /// The offset basis: the digest of nothing.
    pub(crate) const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// With more bytes behind those already taken in.
    #[must_use]
    pub(crate) fn with(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        }))
    }

    /// The digest.
    pub(crate) const fn value(self) -> u64 {
        self.0
    }
}

/// XXH64 with the seed 0 (Y. Collet, xxHash fast digest algorithm, version 0.1.1), which takes in
/// eight bytes where FNV takes one. It is no protection against forgery, either.
pub(crate) fn xxh64(bytes: &[u8]) -> u64 {
    let (stripes, rest) = bytes.as_chunks::<32>();
    let mut sum = if stripes.is_empty() {
        PRIMES[4]
    } else {
        let mut lanes =
            [PRIMES[0].wrapping_add(PRIMES[1]), PRIMES[1], 0, 0_u64.wrapping_sub(PRIMES[0])];
        for stripe in stripes {
            for (lane, word) in lanes.iter_mut().zip(stripe.as_chunks::<8>().0) {
                *lane = round(*lane, u64::from_le_bytes(*word));
            }
        }
        let turned = lanes.iter().zip([1, 7, 12, 18]).map(|(lane, by)| lane.rotate_left(by));
        let sum = turned.fold(0, u64::wrapping_add);
        lanes.iter().fold(sum, |sum, lane| {
            (sum ^ round(0, *lane)).wrapping_mul(PRIMES[0]).wrapping_add(PRIMES[3])
        })
    };
    sum = sum.wrapping_add(bytes.len() as u64);
    let (words, rest) = rest.as_chunks::<8>();
    for word in words {
        sum ^= round(0, u64::from_le_bytes(*word));
        sum = sum.rotate_left(27).wrapping_mul(PRIMES[0]).wrapping_add(PRIMES[3]);
    }
    let (halves, rest) = rest.as_chunks::<4>();
    for half in halves {
        sum ^= u64::from(u32::from_le_bytes(*half)).wrapping_mul(PRIMES[0]);
        sum = sum.rotate_left(23).wrapping_mul(PRIMES[1]).wrapping_add(PRIMES[2]);
    }
    for byte in rest {
        sum ^= u64::from(*byte).wrapping_mul(PRIMES[4]);
        sum = sum.rotate_left(11).wrapping_mul(PRIMES[0]);
    }
    sum = (sum ^ sum >> 33).wrapping_mul(PRIMES[1]);
    sum = (sum ^ sum >> 29).wrapping_mul(PRIMES[2]);
    sum ^ sum >> 32
}

/// A digest of two others, in order.
pub(crate) const fn joined(one: u64, other: u64) -> u64 {
    let sum = round(round(PRIMES[4], one), other);
    let sum = (sum ^ sum >> 33).wrapping_mul(PRIMES[1]);
    sum ^ sum >> 29
}

/// The primes of XXH64.
const PRIMES: [u64; 5] = [
    0x9e37_79b1_85eb_ca87,
    0xc2b2_ae3d_27d4_eb4f,
    0x1656_67b1_9e37_79f9,
    0x85eb_ca77_c2b2_ae63,
    0x27d4_eb2f_1656_67c5,
];

/// A word taken into a lane of XXH64.
const fn round(lane: u64, word: u64) -> u64 {
    lane.wrapping_add(word.wrapping_mul(PRIMES[1])).rotate_left(31).wrapping_mul(PRIMES[0])
}

#[cfg(test)]
mod tests {
    use super::{Fnv, xxh64};

    #[test]
    fn xxh64_agrees_with_the_reference() {
        for (text, sum) in [
            ("", 0xef46_db37_51d8_e999),
            ("a", 0xd24e_c4f1_a98c_6e5b),
            ("abc", 0x44bc_2cf5_ad77_0999),
            ("Nobody inspects the spammish repetition", 0xfbce_a83c_8a37_8bf1),
        ] {
            assert_eq!(xxh64(text.as_bytes()), sum, "{text}");
        }
    }

    #[test]
    fn agrees_with_the_published_test_vectors() {
        assert_eq!(Fnv::new().with(b"").value(), 0xcbf2_9ce4_8422_2325);
        assert_eq!(Fnv::new().with(b"a").value(), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(Fnv::new().with(b"foo").with(b"bar").value(), 0x8594_4171_f739_67e8);
    }
}
