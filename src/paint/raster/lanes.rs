//! Four pixels at once: sixteen channels in lanes of 16 bits, in which a product of two has room.
//! Written such that a compiler does all lanes with a few instructions.

/// The channels of four pixels, each 0 to 255.
#[derive(Clone, Copy)]
pub(super) struct Lanes([u16; 16]);

impl Lanes {
    /// Of four pixels.
    #[inline(always)]
    pub fn of(pixels: &[u8; 16]) -> Self {
        Self(std::array::from_fn(|i| pixels[i].into()))
    }

    /// Of one pixel, four times.
    #[inline(always)]
    pub fn four(pixel: [u8; 4]) -> Self {
        Self(std::array::from_fn(|i| pixel[i & 3].into()))
    }

    /// The same number in all lanes.
    #[inline(always)]
    pub fn all(number: u8) -> Self {
        Self([number.into(); 16])
    }

    /// A number for each pixel.
    #[inline(always)]
    pub fn each(numbers: &[u8; 4]) -> Self {
        Self(std::array::from_fn(|i| numbers[i / 4].into()))
    }

    /// What is left free by pixels: 255 less their opacity, in all of their lanes.
    #[inline(always)]
    pub fn free(self) -> Self {
        Self(std::array::from_fn(|i| 255 - self.0[i | 3]))
    }

    /// `a * b / 255` in each lane, rounded to nearest.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| {
            let product = self.0[i].wrapping_mul(other.0[i]).wrapping_add(128);
            // 257/65536 of it, which is the same; processors give the upper half of a product.
            ((u32::from(product) * 257) >> 16) as u16
        }))
    }

    /// The sum in each lane, at most 255.
    #[inline(always)]
    pub fn plus(self, other: Self) -> [u8; 16] {
        std::array::from_fn(|i| (self.0[i] + other.0[i]).min(255) as u8)
    }

    /// Laid over four pixels.
    #[inline(always)]
    pub fn over(self, below: &[u8; 16]) -> [u8; 16] {
        self.plus(Self::of(below).times(self.free()))
    }
}
