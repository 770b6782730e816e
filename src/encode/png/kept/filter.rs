//! Which filter a row gets (PNG, section 9).

use super::picture::{PIXEL, Picture};
use crate::math::TileSet;
use rayon::prelude::*;

/// Where more of a row than this, in percent, repeats the row above or the pixel before, it is
/// written as it is.
const REPEATED: u32 = 80;
/// Of the pixels of a row only some are looked at: those with so many between.
const APART: usize = 4;

/// The filter of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// Flat color, lettering and hatches repeat: they are written as they are.
    #[default]
    None,
    /// Relief does not repeat, but its differences are small.
    Paeth,
}

impl Filter {
    /// Its number in the file.
    pub fn number(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Paeth => 4,
        }
    }
}

/// The filters of all rows, and what they are chosen by.
#[derive(Default)]
pub struct Filters {
    rows: Vec<Row>,
    /// How many of the pixels looked at repeat, a segment each, row by row.
    repeats: Vec<u8>,
}

/// A row's filter and how many of its pixels repeat.
#[derive(Clone, Copy, Default)]
struct Row {
    filter: Filter,
    repeats: u32,
}

impl Filters {
    /// The filters of all rows of a picture.
    pub fn of(picture: Picture<'_>) -> Self {
        let segments = picture.segments();
        let mut repeats = vec![0; segments * picture.height];
        let rows = repeats
            .par_chunks_mut(segments.max(1))
            .enumerate()
            .map(|(y, row)| {
                for (segment, place) in row.iter_mut().enumerate() {
                    *place = repeated(picture, y, segment);
                }
                let repeats = row.iter().map(|count| u32::from(*count)).sum();
                Row { filter: chosen(picture, y, repeats), repeats }
            })
            .collect();
        Self { rows, repeats }
    }

    /// Looks again at the changed segments. Where a row gets another filter, all of it counts as
    /// changed, and so does the row below, which may repeat it.
    pub fn update(&mut self, picture: Picture<'_>, changed: &mut TileSet) {
        let segments = picture.segments();
        for y in 0..picture.height {
            let (Some(row), Some(counts)) =
                (self.rows.get_mut(y), self.repeats.get_mut(y * segments..(y + 1) * segments))
            else {
                return;
            };
            for (from, until) in changed.runs(y as u32) {
                for segment in from as usize..until as usize {
                    let Some(place) = counts.get_mut(segment) else { break };
                    let count = repeated(picture, y, segment);
                    row.repeats = row.repeats + u32::from(count) - u32::from(*place);
                    *place = count;
                }
            }
            let filter = chosen(picture, y, row.repeats);
            if filter != row.filter {
                row.filter = filter;
                changed.insert_run(y as u32, 0, segments as u32);
                changed.insert_run(y as u32 + 1, 0, segments as u32);
            }
        }
    }

    /// The filter of a row.
    #[inline]
    pub fn filter(&self, y: usize) -> Filter {
        self.rows.get(y).map_or(Filter::None, |row| row.filter)
    }
}

fn chosen(picture: Picture<'_>, y: usize, repeats: u32) -> Filter {
    let seen = (picture.width.saturating_sub(1) / APART) as u32;
    if y == 0 || repeats * 100 >= seen * REPEATED { Filter::None } else { Filter::Paeth }
}

/// How many of the pixels of a segment that are looked at repeat the one before or above.
fn repeated(picture: Picture<'_>, y: usize, segment: usize) -> u8 {
    if y == 0 {
        return 0;
    }
    let pixels = picture.pixels(segment);
    // The pixels looked at are APART, 2 * APART and so on; each with the one before.
    let first = pixels.start.next_multiple_of(APART).max(APART) - 1;
    if first + 1 >= pixels.end {
        return 0;
    }
    let row = picture.bytes(y, first..pixels.end);
    let above = picture.bytes(y - 1, first..pixels.end);
    const STEP: usize = APART * PIXEL;
    let ((rows, row), (aboves, above)) = (row.as_chunks::<STEP>(), above.as_chunks::<STEP>());
    let mut count = 0;
    for (row, above) in rows.iter().zip(aboves) {
        // Four bytes at once, of which the last is not looked at.
        let before = u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
        let [pixel, above] =
            [row, above].map(|bytes| u32::from_le_bytes([bytes[3], bytes[4], bytes[5], bytes[6]]));
        count += u8::from((pixel ^ before) << 8 == 0) | u8::from((pixel ^ above) << 8 == 0);
    }
    // The last may have fewer pixels after it.
    if let ([a, b, c, pixel @ ..], [_, _, _, above @ ..]) = (row, above)
        && let (Some(pixel), Some(above)) = (pixel.get(..PIXEL), above.get(..PIXEL))
    {
        count += u8::from(pixel == [*a, *b, *c]) | u8::from(pixel == above);
    }
    count
}

/// Paeth's filter (PNG, section 9.4): of left, above and above left the one nearest to
/// left + above − above left.
#[inline(always)]
pub fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let (x, y, z) = (i16::from(a), i16::from(b), i16::from(c));
    let (pa, pb) = ((y - z).abs(), (x - z).abs());
    let pc = (x + y - 2 * z).abs();
    let near = if pb <= pc { b } else { c };
    if pa <= pb && pa <= pc { a } else { near }
}
