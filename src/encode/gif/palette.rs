//! The palette of all frames.

use super::cluster::{Point, clusters};
use super::histogram::{Occurrence, occurrences};
use super::oklab::Oklab;
use crate::encode::Frame;
use std::collections::BTreeSet;

/// The colors in a palette: 256 less the one that is transparent.
pub(super) const CAPACITY: usize = 255;

/// At most so many colors are kept exactly because they lie flat; the rest of the palette is for
/// shading and for the edges of shapes and letters.
const FLAT_COLORS: usize = 112;

/// Colors less apart than this (squared) look the same: about two levels of gray.
pub(super) const ALIKE: i32 = 12 * 12;

/// Colors, in ascending order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Palette(pub Vec<[u8; 3]>);

impl Palette {
    /// The palette for frames like the samples: exactly their colors if they are few. Otherwise
    /// the colors of flat areas, so that panels and tints stay flat, and the centers of clusters
    /// of all others.
    pub fn of(samples: &[Frame]) -> Self {
        let found = occurrences(samples);
        if found.len() <= CAPACITY {
            return Self::sorted(found.iter().map(|color| color.rgb));
        }
        let flat = flat_colors(&found);
        let fixed: Vec<Oklab> = flat.iter().map(|rgb| Oklab::of(*rgb)).collect();
        let free = clusters(&points(&found), &fixed, CAPACITY - flat.len());
        Self::sorted(flat.into_iter().chain(free.into_iter().map(Oklab::rgb)))
    }

    fn sorted(colors: impl IntoIterator<Item = [u8; 3]>) -> Self {
        Self(colors.into_iter().collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// Three bytes a color and one color more, which is the transparent one.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.0.concat();
        bytes.extend([0; 3]);
        bytes
    }
}

/// The colors that cover most ground without a break. A gentle slope of shading also has flat
/// steps: of colors that look the same only the most frequent is taken, unless it is frequent
/// enough to be the color of something.
fn flat_colors(found: &[Occurrence]) -> Vec<[u8; 3]> {
    let pixels: u64 = found.iter().map(|color| u64::from(color.pixels)).sum();
    let share = |parts: u64| u32::try_from(pixels / parts).unwrap_or(u32::MAX);
    let (some, much) = (share(40_000).max(8), share(500));
    let mut flat: Vec<&Occurrence> = found.iter().filter(|color| color.flat >= some).collect();
    flat.sort_by_key(|color| (std::cmp::Reverse(color.flat), color.rgb));
    let mut chosen: Vec<([u8; 3], Oklab)> = Vec::new();
    for color in flat {
        let lab = Oklab::of(color.rgb);
        let taken = chosen.iter().any(|(_, other)| lab.distance(*other) <= ALIKE);
        if !taken || color.flat >= much {
            chosen.push((color.rgb, lab));
        }
        if chosen.len() == FLAT_COLORS {
            break;
        }
    }
    chosen.into_iter().map(|(rgb, _)| rgb).collect()
}

/// What to cluster: colors of the same 6 bits a channel as one, each weighing the square root of
/// how often it occurs, so that lettering and thin lines are not lost against the ground.
fn points(found: &[Occurrence]) -> Vec<Point> {
    let cell = |color: &Occurrence| color.rgb.map(|channel| channel >> 2);
    let mut sorted: Vec<&Occurrence> = found.iter().collect();
    sorted.sort_by_key(|color| (cell(color), color.rgb));
    sorted
        .chunk_by(|a, b| cell(a) == cell(b))
        .map(|colors| {
            let pixels: u64 = colors.iter().map(|color| u64::from(color.pixels)).sum();
            let mean = [0, 1, 2].map(|channel| {
                let sum: u64 = colors
                    .iter()
                    .map(|color| u64::from(color.rgb[channel]) * u64::from(color.pixels))
                    .sum();
                ((sum + pixels / 2) / pixels.max(1)) as u8
            });
            Point {
                lab: Oklab::of(mean),
                weight: (pixels.isqrt() * pixels.isqrt().isqrt()).max(1) as i64,
            }
        })
        .collect()
}
