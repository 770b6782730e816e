//! Which parts of a page of pixels are meant: a set of small square tiles.

use super::Rect;

/// A set of tiles of a page of pixels, each [`TileSet::SIDE`] pixels wide and high (those at the
/// right and lower side of the page may be cut). Says what changed between two frames: pixels
/// outside the set are the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileSet {
    width: u32,
    height: u32,
    /// Words of 64 tiles a row of tiles.
    words: usize,
    bits: Vec<u64>,
}

impl TileSet {
    /// Pixels along a side of a tile.
    pub const SIDE: u32 = 8;

    /// No tile of a page of so many pixels.
    pub fn none(width: u32, height: u32) -> Self {
        let words = (width.div_ceil(Self::SIDE) as usize).div_ceil(64);
        let bits = vec![0; words * height.div_ceil(Self::SIDE) as usize];
        Self { width, height, words, bits }
    }

    /// All tiles of a page of so many pixels.
    pub fn all(width: u32, height: u32) -> Self {
        let mut all = Self::none(width, height);
        for row in 0..all.rows() {
            all.insert_run(row, 0, all.columns());
        }
        all
    }

    /// Width and height of the page in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Tiles across.
    pub fn columns(&self) -> u32 {
        self.width.div_ceil(Self::SIDE)
    }

    /// Tiles down.
    pub fn rows(&self) -> u32 {
        self.height.div_ceil(Self::SIDE)
    }

    /// Some rows of its tiles.
    pub(crate) fn of_rows(&self, rows: std::ops::Range<u32>) -> Self {
        let mut part = Self::none(self.width, self.height);
        let bits =
            rows.start as usize * self.words..rows.end.min(self.rows()) as usize * self.words;
        if let (Some(to), Some(from)) = (part.bits.get_mut(bits.clone()), self.bits.get(bits)) {
            to.copy_from_slice(from);
        }
        part
    }

    /// Adds a tile; outside the page nothing happens.
    pub fn insert(&mut self, column: u32, row: u32) {
        self.insert_run(row, column, column.saturating_add(1));
    }

    /// Adds the tiles of a row from one column up to but not including another.
    pub fn insert_run(&mut self, row: u32, from: u32, until: u32) {
        self.insert_block((from, until), (row, row.saturating_add(1)));
    }

    /// Adds the tiles that a rectangle (in pixels) touches, and gives what tiles fill that are certainly in
    /// the set then: all of the rectangle, but for what is left or right of the page, or above it.
    pub fn insert_rect(&mut self, rect: &Rect) -> Rect {
        // `as` saturates and cuts off, so that what lies outside the page is cut. (`floor` and
        // `ceil` are function calls on older processors.)
        let side = f64::from(Self::SIDE);
        let ceil = |v: f64| v as u32 + u32::from(v > f64::from(v as u32));
        let (x0, y0) = ((rect.x0 / side) as u32, (rect.y0 / side) as u32);
        let (x1, y1) = (ceil(rect.x1 / side).min(self.columns()), ceil(rect.y1 / side));
        self.insert_block((x0, x1), (y0, y1));
        let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(|v| f64::from(v) * side);
        Rect { x0, y0, x1, y1 }
    }

    /// Adds the tiles from one column up to another, of rows from one up to another.
    #[inline]
    fn insert_block(&mut self, (x0, x1): (u32, u32), (y0, y1): (u32, u32)) {
        let x1 = x1.min(self.columns());
        if x0 >= x1 {
            return;
        }
        let [start, end] = [y0, y1].map(|y| y.min(self.rows()) as usize * self.words);
        let rows = self.bits.get_mut(start..end).unwrap_or_default();
        let (first, last) = (x0 as usize / 64, (x1 as usize - 1) / 64);
        for word in first..=last {
            let low = if word == first { !0u64 << (x0 % 64) } else { !0 };
            let high = if word == last { !0u64 >> (63 - (x1 - 1) % 64) } else { !0 };
            rows.chunks_exact_mut(self.words).for_each(|row| row[word] |= low & high);
        }
    }

    /// Adds the tiles of another set of the same page.
    pub fn insert_all(&mut self, other: &Self) {
        if (self.width, self.height) == (other.width, other.height) {
            self.bits.iter_mut().zip(&other.bits).for_each(|(a, b)| *a |= b);
        }
    }

    /// Whether a tile is in the set.
    pub fn contains(&self, column: u32, row: u32) -> bool {
        let word = row as usize * self.words + column as usize / 64;
        column < self.columns()
            && self.bits.get(word).is_some_and(|bits| bits >> (column % 64) & 1 == 1)
    }

    /// Whether it has a tile that a rectangle of pixels (left, top, and the first column and row
    /// after it) touches.
    pub fn touches(&self, x0: u32, y0: u32, x1: u32, y1: u32) -> bool {
        let columns = x0 / Self::SIDE..x1.div_ceil(Self::SIDE).min(self.columns());
        let rows = y0 / Self::SIDE..y1.div_ceil(Self::SIDE).min(self.rows());
        rows.into_iter().any(|row| {
            let start = row as usize * self.words;
            let bits = self.bits.get(start..start + self.words).unwrap_or_default();
            next(bits, columns.start, true).is_some_and(|first| first < columns.end)
        })
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|word| *word == 0)
    }

    /// Whether it has all tiles of the page.
    pub fn is_all(&self) -> bool {
        self.count() == self.columns() as usize * self.rows() as usize
    }

    /// How many it has.
    pub fn count(&self) -> usize {
        self.bits.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many pixels its tiles have.
    pub(crate) fn pixels(&self) -> usize {
        let in_row = |row| {
            let runs = self.pixel_runs(row).map(|(from, until)| (until - from) as usize);
            runs.sum::<usize>() * self.pixel_rows(row).len()
        };
        (0..self.rows()).map(in_row).sum()
    }

    /// The unbroken runs of a row of tiles from the left: first column and the first after it.
    pub fn runs(&self, row: u32) -> impl Iterator<Item = (u32, u32)> {
        let start = row as usize * self.words;
        let bits = self.bits.get(start..start + self.words).unwrap_or_default();
        let mut at = 0;
        std::iter::from_fn(move || {
            let from = next(bits, at, true)?;
            let until = next(bits, from + 1, false).unwrap_or(64 * bits.len() as u32);
            at = until;
            Some((from, until))
        })
    }

    /// The runs of a row of tiles in pixels: first pixel and the first after it.
    pub fn pixel_runs(&self, row: u32) -> impl Iterator<Item = (u32, u32)> {
        self.runs(row).map(|(a, b)| (a * Self::SIDE, (b * Self::SIDE).min(self.width)))
    }

    /// All pixels of the tiles, row by row: the row, its first pixel and the first after it.
    pub fn pixel_spans(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        (0..self.rows()).flat_map(move |row| {
            self.pixel_rows(row)
                .flat_map(move |y| self.pixel_runs(row).map(move |(from, until)| (y, from, until)))
        })
    }

    /// The rows of pixels of a row of tiles.
    pub fn pixel_rows(&self, row: u32) -> std::ops::Range<u32> {
        row * Self::SIDE..((row + 1) * Self::SIDE).min(self.height)
    }

    /// The smallest rectangle of pixels around all tiles: left, top, right, bottom.
    pub fn bounds(&self) -> Option<(u32, u32, u32, u32)> {
        let rows = (0..self.rows()).filter(|row| self.runs(*row).next().is_some());
        rows.fold(None, |bounds: Option<(u32, u32, u32, u32)>, row| {
            let left = self.pixel_runs(row).next()?.0;
            let right = self.pixel_runs(row).last()?.1;
            let (top, bottom) = (self.pixel_rows(row).start, self.pixel_rows(row).end);
            Some(match bounds {
                None => (left, top, right, bottom),
                Some((l, t, r, _)) => (l.min(left), t, r.max(right), bottom),
            })
        })
    }
}

/// The first bit from `at` on that is set, or that is not.
fn next(bits: &[u64], at: u32, set: bool) -> Option<u32> {
    let first = at as usize / 64;
    for (i, word) in bits.iter().enumerate().skip(first) {
        let word = if set { *word } else { !word };
        let seen = if i == first { word & (!0 << (at % 64)) } else { word };
        if seen != 0 {
            return Some(64 * i as u32 + seen.trailing_zeros());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rectangle_is_the_tiles_it_touches() {
        let mut tiles = TileSet::none(100, 50);
        tiles.insert_rect(&Rect { x0: 7.5, y0: 8.0, x1: 16.0, y1: 16.1 });
        let all: Vec<_> = (0..tiles.rows())
            .flat_map(|row| tiles.runs(row).map(move |run| (row, run)).collect::<Vec<_>>())
            .collect();
        assert_eq!(all, [(1, (0, 2)), (2, (0, 2))]);
        assert_eq!(tiles.bounds(), Some((0, 8, 16, 24)));
        tiles.insert_rect(&Rect { x0: -50.0, y0: -9.0, x1: -1.0, y1: 900.0 });
        assert_eq!(tiles.count(), 4);
    }

    #[test]
    fn runs_are_those_of_a_plain_list() {
        let mut tiles = TileSet::none(8 * 200, 8);
        let mut plain = [false; 200];
        for (from, until) in [(3, 5), (60, 70), (64, 64), (127, 128), (128, 193), (199, 300)] {
            tiles.insert_run(0, from, until);
            (from..until.min(200)).for_each(|column| plain[column as usize] = true);
        }
        let found: Vec<u32> = tiles.runs(0).flat_map(|(a, b)| a..b).collect();
        let wanted: Vec<u32> = (0..200).filter(|column| plain[*column as usize]).collect();
        assert_eq!(found, wanted);
        assert!(
            (0..201)
                .all(|c| tiles.contains(c, 0) == plain.get(c as usize).copied().unwrap_or(false))
        );
        assert_eq!(tiles.count(), wanted.len());
    }

    #[test]
    fn all_are_all_and_cut_at_the_page() {
        let all = TileSet::all(1921, 13);
        assert!(all.is_all() && !all.is_empty());
        assert_eq!(all.pixel_runs(1).collect::<Vec<_>>(), [(0, 1921)]);
        assert_eq!((all.pixel_rows(1), all.bounds()), (8..13, Some((0, 0, 1921, 13))));
        assert!(TileSet::none(1921, 13).is_empty() && TileSet::none(9, 9).bounds().is_none());
    }
}
