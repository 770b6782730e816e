//! The palette of all frames.

use super::cluster::{Point, clusters};
use super::histogram::{Occurrence, occurrences};
use crate::color::Oklab;
use crate::encode::Frame;
use std::collections::BTreeSet;

/// The colors in a palette: 256 less the one that is transparent.
pub(super) const CAPACITY: usize = 255;

/// At most so many colors are kept exactly because they lie flat; the rest of the palette is for
/// shading and for the edges of shapes and letters.
const FLAT_COLORS: usize = 112;

/// Colors no further apart than this (squared) look the same: they differ by less than a level of
/// gray.
pub(super) const ALIKE: i32 = 12 * 12;

/// Of colors no further apart than this (squared), about a level of gray, one is enough unless both
/// cover much.
const NEIGHBORS: i32 = 18 * 18;

/// The index that leaves a pixel as it was; the first color of the palette has the next. It is the
/// first so that a picture of few colors has small indices, which are written in fewer bits.
pub(super) const TRANSPARENT: u8 = 0;

/// At most 255 colors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Palette(pub Vec<[u8; 3]>);

impl Palette {
    /// The palette for frames like the samples: exactly their colors if they are few. Otherwise
    /// the colors of flat areas, so that panels and tints stay flat, and the centers of clusters
    /// of all others.
    pub fn of(samples: &[Frame]) -> Self {
        let found = occurrences(samples);
        let (mut colors, spare): (Vec<[u8; 3]>, _) = match CAPACITY.checked_sub(found.len()) {
            Some(spare) => (found.iter().map(|color| color.rgb).collect(), lattice(spare)),
            None => {
                let flat = flat_colors(&found);
                let fixed: Vec<Oklab> = flat.iter().map(|rgb| Oklab::of(*rgb)).collect();
                let free = clusters(&points(&found), &fixed, CAPACITY - flat.len());
                (flat, free.into_iter().map(Oklab::rgb).collect())
            }
        };
        let known: BTreeSet<_> = colors.iter().copied().collect();
        colors.extend(spare.into_iter().collect::<BTreeSet<_>>().difference(&known));
        Self(colors)
    }

    /// The colors with their indices.
    pub fn indexed(&self) -> impl Iterator<Item = (u8, [u8; 3])> {
        (1..=u8::MAX).zip(self.0.iter().copied())
    }

    /// Three bytes an index.
    pub fn bytes(&self) -> Vec<u8> {
        [[0; 3]].iter().chain(&self.0).flatten().copied().collect()
    }
}

/// At most `count` colors spread evenly, for colors that no sample has.
fn lattice(count: usize) -> Vec<[u8; 3]> {
    let steps = (2..=6).rev().find(|steps: &usize| steps.pow(3) <= count).unwrap_or(0);
    let level = |at: usize| (at * 255 / (steps - 1)) as u8;
    (0..steps.pow(3)).map(|at| [steps * steps, steps, 1].map(|p| level(at / p % steps))).collect()
}

/// The colors that cover most ground without a break. A gentle slope of shading also has flat
/// steps: of neighboring colors only the most frequent is taken, unless another is frequent enough
/// to be the color of something.
fn flat_colors(found: &[Occurrence]) -> Vec<[u8; 3]> {
    let pixels: u64 = found.iter().map(|color| u64::from(color.pixels)).sum();
    let share = |parts: u64| u32::try_from(pixels / parts).unwrap_or(u32::MAX);
    let (some, much) = (share(40_000).max(8), share(500));
    let mut flat: Vec<&Occurrence> = found.iter().filter(|color| color.flat >= some).collect();
    flat.sort_by_key(|color| (std::cmp::Reverse(color.flat), color.rgb));
    let mut chosen: Vec<([u8; 3], Oklab)> = Vec::new();
    for color in flat {
        let lab = Oklab::of(color.rgb);
        let taken = chosen.iter().any(|(_, other)| lab.distance(*other) <= NEIGHBORS);
        if !taken || color.flat >= much {
            chosen.push((color.rgb, lab));
        }
        if chosen.len() == FLAT_COLORS {
            break;
        }
    }
    chosen.into_iter().map(|(rgb, _)| rgb).collect()
}

/// What to cluster. If there are very many colors, those that agree in the upper 7 or 6 bits of
/// each channel are taken as one. Each weighs less than in proportion to how often it occurs (the
/// power of 3/4), so that lettering and thin lines are not lost against the ground.
fn points(found: &[Occurrence]) -> Vec<Point> {
    let dropped = match found.len() {
        0..=4096 => 0,
        4097..=16_384 => 1,
        _ => 2,
    };
    let cell = |color: &Occurrence| color.rgb.map(|channel| channel >> dropped);
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn frame(pixels: &[[u8; 3]]) -> Frame {
        let rgb = Arc::new(pixels.concat());
        Frame { width: pixels.len() as u32, height: 1, rgb, duration_ms: 1, changed: None }
    }

    #[test]
    fn few_colors_come_first_and_room_is_used() {
        let sample = frame(&[[9, 8, 7], [1, 2, 3], [9, 8, 7]]);
        let Palette(colors) = Palette::of(&[sample]);
        assert_eq!(colors[..2], [[1, 2, 3], [9, 8, 7]]);
        assert_eq!(colors.len(), 2 + 6 * 6 * 6);
        for corner in [[0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 255]] {
            assert!(colors.contains(&corner));
        }
    }

    #[test]
    fn flat_colors_are_those_of_areas_not_of_slopes() {
        let color = |level, pixels, flat| Occurrence { rgb: [level; 3], pixels, flat };
        let found = [
            // Two tints that look the same, but each covers much.
            color(100, 300_000, 200_000),
            color(101, 300_000, 100_000),
            // Steps of a slope next to them and a small panel.
            color(102, 9_000, 500),
            color(200, 9_000, 800),
            // Lettering: often, but never flat.
            color(20, 50_000, 0),
        ];
        assert_eq!(flat_colors(&found), [[100; 3], [101; 3], [200; 3]]);
    }

    #[test]
    fn no_more_colors_than_there_is_room_for() {
        let many: Vec<[u8; 3]> = (0..=255).map(|at| [at, at / 2, 255 - at]).collect();
        assert_eq!(Palette::of(&[frame(&many[..255])]).0.len(), 255);
        let colors = Palette::of(&[frame(&many)]);
        assert!((200..=255).contains(&colors.0.len()));
        assert_eq!(colors.bytes().len(), (colors.0.len() + 1) * 3);
    }
}
