//! Which color of the palette a pixel gets.

use super::buckets::{BUCKETS, COLORS, place};
use super::oklab::Oklab;
use super::palette::{ALIKE, Palette};
use crate::encode::Frame;
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
    colors: Vec<Oklab>,
    /// The mixtures of the colors met so far, as packed by [`Mixture::pack`] or 0. Two threads
    /// may both work one out, and get the same.
    known: Vec<OnceLock<Box<[AtomicU32]>>>,
}

impl Dither {
    pub fn new(palette: &Palette) -> Self {
        let colors = palette.0.iter().map(|rgb| Oklab::of(*rgb)).collect();
        let known = std::iter::repeat_with(OnceLock::new).take(BUCKETS).collect();
        let dither = Self { colors, known };
        // Two colors of the palette may be the same in OKLab's whole numbers.
        for (index, rgb) in (0..=255).zip(&palette.0) {
            let exact = Mixture { main: index, other: index, share: 0 };
            dither.slot(*rgb).store(exact.pack(), Ordering::Relaxed);
        }
        dither
    }

    /// The index that leaves a pixel as it was.
    pub fn transparent(&self) -> u8 {
        self.colors.len() as u8
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

    /// The indices of a rectangle, transparent where a pixel keeps its index; `None` if all do.
    pub fn changes(&self, region: Region, before: &Frame, after: &Frame) -> Option<Vec<u8>> {
        let transparent = self.transparent();
        let mut indices = Vec::with_capacity(region.width as usize * region.height as usize);
        let mut any = false;
        let rows = region.rows(before).zip(region.rows(after));
        for (y, (old, new)) in (region.top..).zip(rows) {
            let (mut old_brush, mut new_brush) = (Brush::new(self, y), Brush::new(self, y));
            let pixels = old.as_chunks::<3>().0.iter().zip(new.as_chunks::<3>().0);
            indices.extend((region.left..).zip(pixels).map(|(x, (old, new))| {
                if old == new {
                    return transparent;
                }
                let index = new_brush.index(x, *new);
                if index == old_brush.index(x, *old) {
                    return transparent;
                }
                any = true;
                index
            }));
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
fn mix(colors: &[Oklab], wanted: Oklab) -> Mixture {
    let near = nearest(colors, wanted);
    let (first, error) = near[0];
    let mut best = Mixture { main: first, other: first, share: 0 };
    if error <= ALIKE {
        return best;
    }
    let mut least = i64::from(error);
    let color = |index: u8| colors.get(usize::from(index)).copied().unwrap_or_default();
    for (at, &(main, _)) in near.iter().enumerate() {
        for &(other, distance) in near.iter().skip(at + 1) {
            if distance == i32::MAX {
                break;
            }
            let along = color(other).minus(color(main));
            let to = wanted.minus(color(main));
            let length: i64 = along.iter().map(|d| i64::from(d * d)).sum();
            let dot: i64 = along.iter().zip(to).map(|(a, b)| i64::from(a * b)).sum();
            let share = ((64 * dot + length / 2).div_euclid(length.max(1))).clamp(0, 63);
            let error: i64 = along
                .iter()
                .zip(to)
                .map(|(a, b)| i64::from(b) - i64::from(*a) * share / 64)
                .map(|d| d * d)
                .sum();
            // A mixture of colors far apart is seen as grain: variance counts too, if less.
            let error = error + length * share * (64 - share) / (64 * 64) / GRAIN;
            if error < least {
                least = error;
                best = Mixture { main, other, share: share as u8 };
            }
        }
    }
    best
}

/// How much more an error of the mean counts than the grain of a mixture.
const GRAIN: i64 = 6;

/// The nearest colors of the palette and their squared distances, nearest first. Places that are
/// left, as the palette is small, have the largest distance.
fn nearest(colors: &[Oklab], wanted: Oklab) -> [(u8, i32); CANDIDATES] {
    let mut near = [(0, i32::MAX); CANDIDATES];
    for (index, color) in (0..=255).zip(colors) {
        let distance = color.distance(wanted);
        if distance >= near[CANDIDATES - 1].1 {
            continue;
        }
        let at = near.partition_point(|(_, other)| *other <= distance);
        near[at..].rotate_right(1);
        near[at] = (index, distance);
    }
    near
}
