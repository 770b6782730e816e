//! A place for every color, without holding sixteen million of them.
//!
//! A map's colors are near each other, so few buckets of neighboring colors are ever filled; and
//! unlike hashing, this has an order.

/// The number of buckets: 32 levels of each channel.
pub(super) const BUCKETS: usize = 1 << 15;
/// The colors in a bucket: 8 levels of each channel.
pub(super) const COLORS: usize = 1 << 9;

/// A color's bucket, and its place in it.
#[inline]
pub(super) fn place([red, green, blue]: [u8; 3]) -> (usize, usize) {
    let [r, g, b] = [red, green, blue].map(usize::from);
    (((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3), ((r & 7) << 6) | ((g & 7) << 3) | (b & 7))
}

/// The color at a place.
pub(super) fn color(bucket: usize, within: usize) -> [u8; 3] {
    [(10, 6), (5, 3), (0, 0)]
        .map(|(high, low)| (((bucket >> high) & 31) << 3 | ((within >> low) & 7)) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_of_one_color() {
        for rgb in [[0, 0, 0], [255, 255, 255], [1, 2, 3], [200, 7, 128], [31, 32, 33]] {
            let (bucket, within) = place(rgb);
            assert!(bucket < BUCKETS && within < COLORS);
            assert_eq!(color(bucket, within), rgb);
        }
    }
}
