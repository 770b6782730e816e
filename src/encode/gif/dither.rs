//! Which color of the palette a pixel gets.

use super::buckets::{BUCKETS, COLORS, place};
use super::palette::{ALIKE, Palette, TRANSPARENT};
use crate::color::Oklab;
use crate::encode::Frame;
use crate::encode::changes::Change;
use crate::encode::region::Region;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The threshold of each place in an 8x8 square, such that any share of the places is spread as
/// evenly as it can be. (Bayer, "An optimum method for two-level rendition of continuous-tone
/// pictures", 1973.)
const THRESHOLDS: [[u8; 8]; 8] = [
    [0, 32, 8, 40, 2, 34, 10, 42],
    [48, 16, 56, 24, 50, 18, 58, 26],
    [12, 44, 4, 36, 14, 46, 6, 38],
    [60, 28, 52, 20, 62, 30, 54, 22],
    [3, 35, 11, 43, 1, 33, 9, 41],
    [51, 19, 59, 27, 49, 17, 57, 25],
    [15, 47, 7, 39, 13, 45, 5, 37],
    [63, 31, 55, 23, 61, 29, 53, 21],
];

/// Colors of the palette that are considered for a mixture.
const CANDIDATES: usize = 6;

/// How much more an error of the mean counts than the grain of a mixture.
const GRAIN: i64 = 6;

/// What a color becomes: one color of the palette or a mixture of two. Packed into 32 bits so
/// that threads can share a table of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mixture {
    main: u8,
    other: u8,
    /// How many of 64 places get the other color.
    share: u8,
}

impl Mixture {
    fn pack(self) -> u32 {
        1 << 24 | u32::from(self.share) << 16 | u32::from(self.other) << 8 | u32::from(self.main)
    }

    fn unpack(packed: u32) -> Option<Self> {
        let [main, other, share, known] = packed.to_le_bytes();
        (known != 0).then_some(Self { main, other, share })
    }

    fn at(self, threshold: u8) -> u8 {
        if threshold < self.share { self.other } else { self.main }
    }
}

/// The mapping from pixels to indices. It depends only on a pixel's color and place, never on
/// other pixels or frames: what stands still in the picture stands still in the file.
pub(super) struct Dither {
    /// The colors of the palette and their indices.
    colors: Vec<(u8, Oklab)>,
    /// The mixtures of the colors met so far, as packed by [`Mixture::pack`] or 0. Two threads
    /// may both work one out, and get the same.
    known: Vec<OnceLock<Box<[AtomicU32]>>>,
}

impl Dither {
    pub fn new(palette: &Palette) -> Self {
        let colors = palette.indexed().map(|(index, rgb)| (index, Oklab::of(rgb))).collect();
        let known = std::iter::repeat_with(OnceLock::new).take(BUCKETS).collect();
        let dither = Self { colors, known };
        // Two colors of the palette may be the same in OKLab's whole numbers.
        for (index, rgb) in palette.indexed() {
            let exact = Mixture { main: index, other: index, share: 0 };
            dither.slot(rgb).store(exact.pack(), Ordering::Relaxed);
        }
        dither
    }

    /// The indices of all pixels of a rectangle.
    pub fn indices(&self, region: Region, frame: &Frame) -> Vec<u8> {
        let mut indices = Vec::with_capacity(region.width as usize * region.height as usize);
        for (y, row) in (region.top..).zip(region.rows(frame)) {
            let mut brush = Brush::new(self, y);
            let pixels = (region.left..).zip(row.as_chunks::<3>().0);
            indices.extend(pixels.map(|(x, pixel)| brush.index(x, *pixel)));
        }
        indices
    }

    /// The indices of the rectangle around some changes, transparent where a pixel keeps its index;
    /// `None` if all do. Only the changes are looked at.
    pub fn changes(
        &self,
        region: Region,
        changes: &[Change],
        before: &Frame,
        after: &Frame,
    ) -> Option<Vec<u8>> {
        let width = region.width as usize;
        let mut indices = vec![TRANSPARENT; width * region.height as usize];
        let mut any = false;
        for Change { y, pixels } in changes {
            let start = (y - region.top) as usize * width + (pixels.start - region.left) as usize;
            let places = indices.get_mut(start..start + pixels.len()).unwrap_or_default();
            let old = before.pixels(*y, pixels.clone()).as_chunks::<3>().0;
            let new = after.pixels(*y, pixels.clone()).as_chunks::<3>().0;
            let (mut old_brush, mut new_brush) = (Brush::new(self, *y), Brush::new(self, *y));
            for ((x, place), (old, new)) in pixels.clone().zip(places).zip(old.iter().zip(new)) {
                if old == new {
                    continue;
                }
                let index = new_brush.index(x, *new);
                if index != old_brush.index(x, *old) {
                    any = true;
                    *place = index;
                }
            }
        }
        any.then_some(indices)
    }

    fn slot(&self, rgb: [u8; 3]) -> &AtomicU32 {
        let (bucket, within) = place(rgb);
        let colors = self.known[bucket]
            .get_or_init(|| std::iter::repeat_with(AtomicU32::default).take(COLORS).collect());
        &colors[within]
    }

    fn mixture(&self, rgb: [u8; 3]) -> Mixture {
        let slot = self.slot(rgb);
        Mixture::unpack(slot.load(Ordering::Relaxed)).unwrap_or_else(|| {
            let mixture = mix(&self.colors, Oklab::of(rgb));
            slot.store(mixture.pack(), Ordering::Relaxed);
            mixture
        })
    }
}

/// Maps the pixels of a row. Neighbors often have the same color, and then the table need not be
/// asked.
struct Brush<'a> {
    dither: &'a Dither,
    thresholds: [u8; 8],
    rgb: [u8; 3],
    mixture: Mixture,
}

impl<'a> Brush<'a> {
    fn new(dither: &'a Dither, y: u32) -> Self {
        let rgb = [0; 3];
        let thresholds = THRESHOLDS[(y & 7) as usize];
        Self { dither, thresholds, rgb, mixture: dither.mixture(rgb) }
    }

    fn index(&mut self, x: u32, rgb: [u8; 3]) -> u8 {
        if rgb != self.rgb {
            self.rgb = rgb;
            self.mixture = self.dither.mixture(rgb);
        }
        self.mixture.at(self.thresholds[(x & 7) as usize])
    }
}

/// The best mixture of two colors of the palette, or one of them if that looks the same.
fn mix(colors: &[(u8, Oklab)], wanted: Oklab) -> Mixture {
    let near = nearest(colors, wanted);
    let Some(first) = near.first() else { return Mixture { main: 0, other: 0, share: 0 } };
    let mut best = Mixture { main: first.index, other: first.index, share: 0 };
    let mut least = i64::from(first.distance);
    if first.distance <= ALIKE {
        return best;
    }
    for (at, main) in near.iter().enumerate() {
        for other in near.iter().skip(at + 1) {
            let along = other.color.minus(main.color).map(i64::from);
            let to = wanted.minus(main.color).map(i64::from);
            let length = dot(along, along);
            let share = (64 * dot(along, to) + length / 2).div_euclid(length.max(1)).clamp(0, 63);
            let off = [0, 1, 2].map(|axis| to[axis] - along[axis] * share / 64);
            // A mixture of colors far apart is seen as grain: its variance counts too, if less.
            let grain = length * share * (64 - share) / (64 * 64);
            let error = dot(off, off) + grain / GRAIN;
            if error < least {
                least = error;
                best = Mixture { main: main.index, other: other.index, share: share as u8 };
            }
        }
    }
    best
}

fn dot(a: [i64; 3], b: [i64; 3]) -> i64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// A color of the palette as seen from another.
#[derive(Clone, Copy)]
struct Near {
    index: u8,
    color: Oklab,
    /// Squared.
    distance: i32,
}

/// The nearest colors of the palette, nearest first.
fn nearest(colors: &[(u8, Oklab)], wanted: Oklab) -> Vec<Near> {
    let mut near: Vec<Near> = Vec::with_capacity(CANDIDATES + 1);
    for &(index, color) in colors {
        let distance = color.distance(wanted);
        if near.get(CANDIDATES - 1).is_none_or(|last| distance < last.distance) {
            let at = near.partition_point(|other| other.distance <= distance);
            near.insert(at, Near { index, color, distance });
            near.truncate(CANDIDATES);
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn plain(rgb: [u8; 3]) -> Frame {
        Frame {
            width: 16,
            height: 8,
            rgb: Arc::new(rgb.repeat(16 * 8)),
            duration_ms: 1,
            changed: None,
        }
    }

    /// How many of the pixels get each index.
    fn counts(dither: &Dither, rgb: [u8; 3]) -> [usize; 4] {
        let frame = plain(rgb);
        let indices = dither.indices(Region::whole(&frame), &frame);
        [0, 1, 2, 3].map(|index| indices.iter().filter(|found| **found == index).count())
    }

    #[test]
    fn a_color_between_two_is_a_mixture() {
        let dither = Dither::new(&Palette(vec![[90; 3], [110; 3], [255, 0, 0]]));
        assert_eq!(counts(&dither, [90; 3]), [0, 128, 0, 0]);
        assert_eq!(counts(&dither, [110; 3]), [0, 0, 128, 0]);
        let [_, dark, light, red] = counts(&dither, [95; 3]);
        assert!((24..40).contains(&light) && dark + light == 128 && red == 0, "{dark} {light}");
    }

    #[test]
    fn a_color_that_looks_the_same_is_not_dithered() {
        let dither = Dither::new(&Palette(vec![[90; 3], [110; 3]]));
        assert_eq!(counts(&dither, [91; 3]), [0, 128, 0, 0]);
    }

    #[test]
    fn the_pattern_belongs_to_the_page() {
        let dither = Dither::new(&Palette(vec![[90; 3], [110; 3]]));
        let frame = plain([97; 3]);
        let all = dither.indices(Region::whole(&frame), &frame);
        let region = Region { left: 3, top: 1, width: 5, height: 7 };
        let part = dither.indices(region, &frame);
        for (row, part) in all.chunks(16).skip(1).zip(part.chunks(5)) {
            assert_eq!(row[3..8], *part);
        }
    }

    #[test]
    fn only_pixels_that_get_another_color_are_drawn() {
        let dither = Dither::new(&Palette(vec![[90; 3], [110; 3]]));
        let whole = Region::whole(&plain([0; 3]));
        let changes = |before, after| {
            let (before, after) = (plain(before), plain(after));
            dither.changes(
                whole,
                &crate::encode::changes::changes(&before, &after),
                &before,
                &after,
            )
        };
        assert_eq!(changes([90; 3], [91; 3]), None);
        assert_eq!(changes([90; 3], [110; 3]), Some(vec![2; 128]));
        let some = changes([90; 3], [95; 3]).unwrap();
        assert!(some.iter().all(|index| [TRANSPARENT, 2].contains(index)));
    }
}
