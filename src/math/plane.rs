//! Memory for a whole page of pixels, a large file or a large table.

use bytemuck::Pod;
use memmap2::MmapMut;
use std::ops::{Deref, DerefMut};

/// Bytes of a large page, as most systems have them.
const PAGE: usize = 2 << 20;

/// Numbers, zero at first. Many are asked of the system by themselves, in large pages if it has any: given
/// out 4 KiB at a time, the memory that a picture is painted on takes up to a tenth of the time.
pub(crate) struct Plane<T = u8>(Memory<T>);

enum Memory<T> {
    Small(Vec<T>),
    /// With how many of its bytes are meant: only whole large pages are given out as such.
    Large(MmapMut, usize),
}

impl<T> Default for Plane<T> {
    fn default() -> Self {
        Self(Memory::Small(Vec::new()))
    }
}

impl<T: Pod> Plane<T> {
    /// So many zeros.
    pub fn zeros(count: usize) -> Self {
        let bytes = count.saturating_mul(size_of::<T>());
        if bytes >= PAGE
            && let Ok(memory) = MmapMut::map_anon(bytes.next_multiple_of(PAGE))
        {
            // Refused by a system without large pages, which gives others.
            #[cfg(target_os = "linux")]
            let _ = memory.advise(memmap2::Advice::HugePage);
            return Self(Memory::Large(memory, bytes));
        }
        Self(Memory::Small(vec![T::zeroed(); count]))
    }
}

impl<T: Pod> Deref for Plane<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Memory::Small(numbers) => numbers,
            // Memory from the system begins at a page, where any number may.
            Memory::Large(memory, bytes) => {
                bytemuck::cast_slice(memory.get(..*bytes).unwrap_or_default())
            }
        }
    }
}

impl<T: Pod> DerefMut for Plane<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        match &mut self.0 {
            Memory::Small(numbers) => numbers,
            Memory::Large(memory, bytes) => {
                bytemuck::cast_slice_mut(memory.get_mut(..*bytes).unwrap_or_default())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sizes_are_zeros_that_can_be_written() {
        for count in [0, 1, 1000, PAGE - 1, PAGE, 2 * PAGE + 5000] {
            let mut plane = Plane::<u8>::zeros(count);
            assert!(plane.len() == count && plane.iter().all(|byte| *byte == 0));
            plane.fill(7);
            assert!(plane.iter().all(|byte| *byte == 7));
            let mut table = Plane::<u64>::zeros(count / 4);
            assert!(table.len() == count / 4 && table.iter().all(|number| *number == 0));
            table.fill(u64::MAX - 1);
            assert!(table.iter().all(|number| *number == u64::MAX - 1));
        }
    }
}
