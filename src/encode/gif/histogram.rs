//! How often each color occurs, and where it lies flat.

use super::buckets::{BUCKETS, COLORS, color, place};
use crate::encode::Frame;

/// A color and how often it occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// sRGB.
    pub rgb: [u8; 3],
    /// Pixels of this color.
    pub pixels: u32,
    /// Those whose four neighbors have it too: many in a panel or a tint, none in lettering.
    pub flat: u32,
}

/// Pixels and flat pixels of each color of a bucket.
type Bucket = Box<[(u32, u32)]>;

/// All colors of the frames, in ascending order of their buckets. Pixels that frames share count
/// once.
pub(super) fn occurrences(frames: &[Frame]) -> Vec<Occurrence> {
    let mut buckets: Vec<Option<Bucket>> = vec![None; BUCKETS];
    for (at, frame) in frames.iter().enumerate() {
        if !frames.iter().take(at).any(|earlier| earlier.shares_pixels(frame)) {
            count(frame, &mut buckets);
        }
    }
    let mut found = Vec::new();
    for (bucket, colors) in buckets.iter().enumerate() {
        for (within, &(pixels, flat)) in colors.iter().flatten().enumerate() {
            if pixels > 0 {
                found.push(Occurrence { rgb: color(bucket, within), pixels, flat });
            }
        }
    }
    found
}

/// Counts the pixels of a frame.
fn count(frame: &Frame, buckets: &mut [Option<Bucket>]) {
    let rows: Vec<&[[u8; 3]]> = frame.rows().map(|row| row.as_chunks::<3>().0).collect();
    let row = |y: Option<usize>| y.and_then(|y| rows.get(y)).copied().unwrap_or_default();
    for (y, here) in rows.iter().enumerate() {
        let (above, below) = (row(y.checked_sub(1)), row(y.checked_add(1)));
        let mut left = None;
        for (x, pixel) in here.iter().enumerate() {
            let same = Some(pixel);
            let flat = left == same
                && here.get(x + 1) == same
                && above.get(x) == same
                && below.get(x) == same;
            left = same;
            let (bucket, within) = place(*pixel);
            let counts =
                buckets[bucket].get_or_insert_with(|| vec![(0, 0); COLORS].into_boxed_slice());
            let (pixels, flats) = &mut counts[within];
            *pixels = pixels.saturating_add(1);
            *flats = flats.saturating_add(u32::from(flat));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn flat_pixels_have_four_neighbors_alike() {
        // A 4x3 block of one color on a ground of another, 6x5.
        let mut rgb = vec![10; 6 * 5 * 3];
        for (y, x) in (1..4).flat_map(|y| (1..5).map(move |x| (y, x))) {
            rgb[(y * 6 + x) * 3] = 99;
        }
        let frame =
            Frame { width: 6, height: 5, rgb: Arc::new(rgb), duration_ms: 1, changed: None };
        let copy = Frame { rgb: Arc::new(frame.rgb.to_vec()), ..frame.clone() };
        let found = occurrences(&[frame.clone(), copy, frame]);
        let of = |red| found.iter().find(|o| o.rgb[0] == red).map(|o| (o.pixels, o.flat));
        assert_eq!(of(99), Some((24, 4)));
        assert_eq!(of(10), Some((36, 0)));
        assert_eq!(found.len(), 2);
    }
}
