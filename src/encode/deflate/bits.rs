//! Bits, the lowest first, as deflate packs them.

/// A growing string of bits.
pub struct Bits {
    bytes: Vec<u8>,
    pending: u64,
    count: u32,
}

impl Bits {
    /// None yet.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), pending: 0, count: 0 }
    }

    /// Adds the lowest `count` bits of `value`, at most 32, the rest of which must be zero.
    pub fn put(&mut self, value: u32, count: u32) {
        self.pending |= u64::from(value) << self.count;
        self.count += count;
        if self.count >= 32 {
            self.bytes.extend_from_slice(&(self.pending as u32).to_le_bytes());
            self.pending >>= 32;
            self.count -= 32;
        }
    }

    /// Adds an empty stored block, which ends on a whole byte, and gives the bytes.
    pub fn end_with_empty_block(mut self) -> Vec<u8> {
        self.put(0, 3);
        let whole = (self.count.div_ceil(8)) as usize;
        self.bytes.extend_from_slice(&self.pending.to_le_bytes()[..whole]);
        self.bytes.extend_from_slice(&[0, 0, 0xff, 0xff]);
        self.bytes
    }
}
