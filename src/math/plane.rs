//! Memory for a whole page of pixels, or a large file.

use memmap2::MmapMut;
use std::ops::{Deref, DerefMut};

/// Bytes of a large page, as most systems have them.
const PAGE: usize = 2 << 20;
/// From how many bytes on memory is taken from the system in large pages.
const LARGE: usize = 2 * PAGE;

/// Bytes, zero at first. Many are asked of the system by themselves, in large pages if it has any: given
/// out 4 KiB at a time, the memory that a picture is painted on takes up to a tenth of the time.
#[derive(Default)]
pub(crate) struct Plane(Memory);

enum Memory {
    Small(Vec<u8>),
    /// With how many of its bytes are meant: only whole large pages are given out as such.
    Large(MmapMut, usize),
}

impl Default for Memory {
    fn default() -> Self {
        Self::Small(Vec::new())
    }
}

impl Plane {
    /// So many zeros.
    pub fn zeros(bytes: usize) -> Self {
        if bytes >= LARGE
            && let Ok(memory) = MmapMut::map_anon(bytes.next_multiple_of(PAGE))
        {
            // Refused by a system without large pages, which gives others.
            #[cfg(target_os = "linux")]
            let _ = memory.advise(memmap2::Advice::HugePage);
            return Self(Memory::Large(memory, bytes));
        }
        Self(Memory::Small(vec![0; bytes]))
    }
}

impl Deref for Plane {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match &self.0 {
            Memory::Small(bytes) => bytes,
            Memory::Large(memory, bytes) => memory.get(..*bytes).unwrap_or_default(),
        }
    }
}

impl DerefMut for Plane {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8] {
        match &mut self.0 {
            Memory::Small(bytes) => bytes,
            Memory::Large(memory, bytes) => memory.get_mut(..*bytes).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sizes_are_zeros_that_can_be_written() {
        for bytes in [0, 1, 1000, LARGE - 1, LARGE, LARGE + 5000] {
            let mut plane = Plane::zeros(bytes);
            assert!(plane.len() == bytes && plane.iter().all(|byte| *byte == 0));
            plane.fill(7);
            assert!(plane.iter().all(|byte| *byte == 7));
        }
    }
}
