//! Where the pixels of some tiles are kept, with nothing between them.

use super::clip::Clip;
use crate::math::TileSet;
use std::ops::Range;

const SIDE: u32 = TileSet::SIDE;

/// Places for the pixels of tiles: one row of tiles after the other, of each the rows of its pixels,
/// of each of these the tiles from the left. A run of pixels that lies in neighboring tiles is kept
/// in one piece; a whole page is kept row by row.
pub(super) struct Places<'a> {
    tiles: &'a TileSet,
    /// The columns and rows of tiles that have places.
    columns: Range<u32>,
    rows: Range<u32>,
    /// The tiles of each row, those beside each other together.
    blocks: Vec<Block>,
    /// For each row the place of its first pixel, and its first block; then the ends.
    starts: Vec<(usize, usize)>,
}

/// The places of pixels of tiles beside each other.
#[derive(Clone, Copy, Default)]
pub(super) struct Block {
    /// The first column and row, and those after the last.
    x: i32,
    y: i32,
    x1: i32,
    y1: i32,
    /// The place of the first pixel, and how far the first of a row is from that of the row above.
    first: usize,
    width: usize,
}

impl Block {
    /// The places of a run of pixels, of a row from one column up to another, if all of them are in the
    /// block.
    #[inline(always)]
    pub fn run(&self, y: i32, x0: i32, x1: i32) -> Option<Range<usize>> {
        let inside = y >= self.y && y < self.y1 && x0 >= self.x && x0 <= x1 && x1 <= self.x1;
        if !inside {
            return None;
        }
        let start = self.first + (y - self.y) as usize * self.width + (x0 - self.x) as usize;
        Some(start..start + (x1 - x0) as usize)
    }
}

impl<'a> Places<'a> {
    /// For the tiles of a clip: in the rows that it touches all that its set has, so that clips with
    /// parts of it have the same; of a whole page only those that it touches.
    pub fn of(clip: &Clip<'a>) -> Self {
        let tiles = clip.tiles();
        let [x0, y0, x1, y1] = clip.bounds().map(|v| v.max(0) as u32);
        let columns =
            if tiles.is_all() { x0 / SIDE..x1.div_ceil(SIDE) } else { 0..tiles.columns() };
        let rows = y0 / SIDE..y1.div_ceil(SIDE);
        let (mut blocks, mut starts, mut count) = (Vec::new(), Vec::new(), 0);
        for row in rows.clone() {
            starts.push((count, blocks.len()));
            let within = |(from, until): (u32, u32)| {
                (from.max(columns.start * SIDE), until.min(columns.end * SIDE))
            };
            let runs = || tiles.pixel_runs(row).map(within).filter(|(from, until)| from < until);
            let width = runs().map(|(from, until)| (until - from) as usize).sum();
            let (lines, mut first) = (tiles.pixel_rows(row), count);
            for (x, x1) in runs() {
                let [x, x1, y, y1] = [x, x1, lines.start, lines.end].map(|v| v as i32);
                blocks.push(Block { x, y, x1, y1, first, width });
                first += (x1 - x) as usize;
            }
            count += width * lines.len();
        }
        starts.push((count, blocks.len()));
        Self { tiles, columns, rows, blocks, starts }
    }

    /// How many pixels there are.
    pub fn count(&self) -> usize {
        self.starts.last().map_or(0, |(count, _)| *count)
    }

    /// The tiles beside each other of which one has a pixel.
    pub fn around(&self, x: i32, y: i32) -> Option<Block> {
        let at = (u32::try_from(y).ok()? / SIDE).checked_sub(self.rows.start)? as usize;
        let (from, until) = (self.starts.get(at)?.1, self.starts.get(at + 1)?.1);
        let blocks = self.blocks.get(from..until)?;
        blocks.iter().find(|block| x < block.x1).copied()
    }

    /// Where the pixels lie in others that have the same tiles: in one piece.
    pub fn within(&self, other: &Places<'_>) -> Option<Range<usize>> {
        if !std::ptr::eq(self.tiles, other.tiles) || self.columns != other.columns {
            return None;
        }
        let at = self.rows.start.checked_sub(other.rows.start)? as usize;
        let (start, _) = *other.starts.get(at)?;
        let end = start + self.count();
        (self.rows.end <= other.rows.end && end <= other.count()).then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Rect;
    use proptest::prelude::*;

    fn place(places: &Places<'_>, x: i32, y: i32) -> usize {
        let block = places.around(x, y).expect("a pixel of the tiles");
        let run = block.run(y, x, x + 1).expect("a pixel of the block");
        // All of a block is in order.
        let longest = block.run(y, x, block.x1).expect("the rest of the row");
        assert_eq!((run.len(), longest.start), (1, run.start));
        run.start
    }

    proptest! {
        #[test]
        fn all_pixels_of_the_tiles_have_places_in_order(
            tiles in prop::collection::vec((0u32..70, 0u32..4), 0..200),
            whole in any::<bool>(),
            size in (530u32..=560, 25u32..=32),
            cut in (0u32..500, 0u32..20, 1u32..60, 1u32..12),
        ) {
            let mut set = TileSet::none(size.0, size.1);
            tiles.iter().for_each(|(column, row)| set.insert(*column, *row));
            if whole {
                set = TileSet::all(size.0, size.1);
            }
            let Some(clip) = Clip::new(&set) else { return Ok(()) };
            let all = Places::of(&clip);
            let wanted: usize = set.pixel_spans().map(|(_, a, b)| (b - a) as usize).sum();
            let top = clip.bounds()[1] as u32;
            let above = set.pixel_spans().filter(|(y, ..)| *y < top).count();
            prop_assert_eq!((all.count(), above), (wanted, 0));
            let mut at = 0;
            for (y, x0, x1) in set.pixel_spans() {
                for x in x0..x1 {
                    prop_assert_eq!(place(&all, x as i32, y as i32), at);
                    at += 1;
                }
            }
            // A part has its own places, none of them twice.
            let (x, y, w, h) = cut;
            let rect = Rect::from_size(x.into(), y.into(), w.into(), h.into());
            let Some(part) = clip.touched(&rect) else { return Ok(()) };
            let places = Places::of(&part);
            let mut taken = vec![false; places.count()];
            let in_all = places.within(&all);
            prop_assert!(in_all.is_some() || whole);
            part.each_run(|y, x0, x1| {
                for x in x0..x1 {
                    let own = place(&places, x, y);
                    if let Some(in_all) = &in_all {
                        assert_eq!(place(&all, x, y), in_all.start + own);
                    }
                    assert!(!std::mem::replace(&mut taken[own], true));
                }
            });
        }
    }
}
