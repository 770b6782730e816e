//! How far pixels are from a line: what it covers of them if its ends and corners are round.
//!
//! A pixel's share is that of its middle's surroundings, one pixel wide along the shortest way to
//! the line, that lies within the line's radius (as drawn from distance fields; C. Green, "Improved
//! alpha-tested magnification for vector textures and special effects", SIGGRAPH 2007). The shortest
//! of several distances does not depend on their order, nor on pixels beside it, so that a part of
//! a picture painted anew is the same, byte by byte, as in the whole; and lines of several widths
//! along the same path, such as a front and its casing, are painted from the same distances.

use super::clip::Clip;
use super::line_clip::{at, visible};
use super::scan::Share;
use crate::math::{PagePoint, Rect, TileSet};
use std::ops::Range;

const SIDE: usize = TileSet::SIDE as usize;
const PIXELS: usize = SIDE * SIDE;

/// How far around a pixel's middle a line may be and still cover some of it.
pub(super) const BLUR: f64 = 0.5;

/// No tile.
const NONE: u32 = u32::MAX;

/// Squared distances, in pixels, of the pixels of tiles from the nearest line.
#[derive(Default)]
pub(super) struct Distances {
    /// Tiles a row, and rows of tiles, of the page.
    columns: usize,
    rows: usize,
    /// For each tile of the page where among `near` it is.
    places: Vec<u32>,
    /// Tiles that lines come near to: column, row.
    near: Vec<(u32, u32)>,
    squares: Vec<[f32; PIXELS]>,
    /// Up to which distance is looked.
    reach: f64,
}

/// Takes what is covered of rows of pixels: of a row from one column up to another.
pub(super) trait Rows {
    fn row(&mut self, y: i32, columns: (i32, i32), shares: Share<'_>);
}

impl<F: FnMut(i32, (i32, i32), Share<'_>)> Rows for F {
    fn row(&mut self, y: i32, columns: (i32, i32), shares: Share<'_>) {
        self(y, columns, shares);
    }
}

/// Where a line ends without a cap: what lies beyond counts as farther away.
#[derive(Clone, Copy)]
struct End {
    at: PagePoint,
    /// The direction, of length 1, in which the line would go on.
    outward: PagePoint,
    /// The distance from the line that the end itself counts as.
    radius: f64,
}

impl Distances {
    /// Begins with no line. Distances up to `reach` will be asked for.
    pub fn begin(&mut self, (width, height): (u32, u32), reach: f64) {
        for (column, row) in self.near.drain(..) {
            if let Some(place) = self.places.get_mut(row as usize * self.columns + column as usize)
            {
                *place = NONE;
            }
        }
        self.squares.clear();
        let (columns, rows) = (width.div_ceil(TileSet::SIDE), height.div_ceil(TileSet::SIDE));
        (self.columns, self.rows) = (columns as usize, rows as usize);
        self.places.resize(self.columns * self.rows, NONE);
        self.reach = reach;
    }

    /// Up to which distance is looked.
    pub fn reach(&self) -> f64 {
        self.reach
    }

    /// Adds a straight line between two points, in pixels of the page, to the tiles of a clip.
    #[inline(always)]
    pub fn segment(&mut self, p: PagePoint, q: PagePoint, clip: &Clip<'_>) {
        self.part(p, q, &[], clip);
    }

    /// Adds an open line that ends without caps. Only distances up to `radius` and [`BLUR`] beyond
    /// mean anything then.
    #[inline(always)]
    pub fn blunt(&mut self, points: &[PagePoint], radius: f64, clip: &Clip<'_>) {
        let lengths = points.windows(2).map(|pair| pair[0].distance(pair[1]));
        let whole: f64 = lengths.sum();
        let end = |mut from_end: std::slice::Windows<'_, PagePoint>, last: bool| {
            let pair = match last {
                false => from_end.find(|pair| pair[0] != pair[1]),
                true => from_end.rfind(|pair| pair[0] != pair[1]),
            }?;
            let (at, other) = if last { (pair[1], pair[0]) } else { (pair[0], pair[1]) };
            let length = at.distance(other);
            let outward = PagePoint::new((at.x - other.x) / length, (at.y - other.y) / length);
            Some(End { at, outward, radius })
        };
        let (Some(first), Some(last)) =
            (end(points.windows(2), false), end(points.windows(2), true))
        else {
            return;
        };
        // So near along the line an end may cut off the round corner of a part.
        let near = radius + 2.0 * BLUR;
        let mut done = 0.0;
        for pair in points.windows(2) {
            let (p, q) = (pair[0], pair[1]);
            let (from, to) = (done, done + p.distance(q));
            done = to;
            match (from < near, whole - to < near) {
                (false, false) => self.part(p, q, &[], clip),
                (true, false) => self.part(p, q, &[first], clip),
                (false, true) => self.part(p, q, &[last], clip),
                (true, true) => self.part(p, q, &[first, last], clip),
            }
        }
    }

    #[inline(always)]
    fn part(&mut self, p: PagePoint, q: PagePoint, ends: &[End], clip: &Clip<'_>) {
        let above = p.y.max(q.y) + self.reach < f64::from(clip.y0);
        if above || p.y.min(q.y) - self.reach > f64::from(clip.y1) {
            return;
        }
        // Numbers far from the page are not precise enough: what lies there is cut off, always at
        // the same place.
        let side = f64::from(TileSet::SIDE);
        let room =
            Rect { x0: 0.0, y0: 0.0, x1: self.columns as f64 * side, y1: self.rows as f64 * side }
                .grow(self.reach + 64.0);
        let (p, q) = if room.contains(p) && room.contains(q) {
            (p, q)
        } else {
            let Some((t0, t1)) = visible(p, q, &room) else { return };
            (at(p, q, t0), at(p, q, t1))
        };
        // Gone along from above, so that a line there and one back are the same.
        let (p, q) = if (p.y, p.x) <= (q.y, q.x) { (p, q) } else { (q, p) };
        let (top, bottom) = (p.y - self.reach, q.y + self.reach);
        // The tiles whose pixels have their middle there: the middle of the first pixel of a tile lies
        // half a pixel inside, and so does that of the last. (`as` cuts off and saturates: above and
        // left of the page is its first tile.)
        let first_of = |v: f64| ((v + 0.5) / side) as usize;
        let last_of =
            |v: f64, count: usize| (((v - 0.5) / side) as usize).min(count.saturating_sub(1));
        let (first, last) = (first_of(top), last_of(bottom, self.rows));
        if bottom < 0.5 {
            return;
        }
        let high = q.y - p.y > side;
        let line = Line::of((q.x - p.x) as f32, (q.y - p.y) as f32);
        for row in first..=last {
            let y0 = row as f64 * side;
            // The part near this row of tiles.
            let (a, b) = if high {
                let along = (q.x - p.x) / (q.y - p.y);
                let x = |y: f64| p.x + (y.clamp(p.y, q.y) - p.y) * along;
                (x(y0 - self.reach), x(y0 + side + self.reach))
            } else {
                (p.x, q.x)
            };
            let (left, right) = (a.min(b) - self.reach, a.max(b) + self.reach);
            if right < 0.5 {
                continue;
            }
            // The rows of pixels of the tile that are near.
            let pixel = |v: f64| (v - y0 + 0.5).clamp(0.0, side) as usize;
            let rows = pixel(top)..pixel(bottom);
            for column in first_of(left)..=last_of(right, self.columns) {
                if clip.has_tile(column as u32, row as u32) {
                    self.tile((column, row), rows.clone(), p, &line, ends);
                }
            }
        }
    }

    /// Adds a line that begins in a point to some rows of pixels of a tile.
    #[inline(always)]
    fn tile(
        &mut self,
        (column, row): (usize, usize),
        rows: Range<usize>,
        from: PagePoint,
        line: &Line,
        ends: &[End],
    ) {
        let Some(place) = self.places.get_mut(row * self.columns + column) else { return };
        if *place == NONE {
            *place = self.near.len() as u32;
            self.near.push((column as u32, row as u32));
            self.squares.push([f32::INFINITY; PIXELS]);
        }
        let Some(squares) = self.squares.get_mut(*place as usize) else { return };
        let (x0, y0) = ((column * SIDE) as f64, (row * SIDE) as f64);
        // From the middle of the tile's first pixel.
        let here = |p: PagePoint| ((p.x - x0 - 0.5) as f32, (p.y - y0 - 0.5) as f32);
        let from = here(from);
        let mut y = rows.start as f32;
        let rows = squares.as_chunks_mut::<SIDE>().0.get_mut(rows).unwrap_or_default();
        if ends.is_empty() {
            for row in rows {
                let found = line.squares(from, y);
                row.iter_mut().zip(found).for_each(|(least, found)| nearer(least, found));
                y += 1.0;
            }
            return;
        }
        for row in rows {
            let mut found = line.squares(from, y);
            for end in ends {
                let (end_x, end_y) = here(end.at);
                let (ux, uy) = (end.outward.x as f32, end.outward.y as f32);
                let start = (y - end_y) * uy - end_x * ux + end.radius as f32;
                for (column, square) in COLUMNS.iter().zip(&mut found) {
                    let beyond = column * ux + start;
                    let beyond = if beyond > 0.0 { beyond } else { 0.0 };
                    let cut = beyond * beyond;
                    *square = if cut > *square { cut } else { *square };
                }
            }
            row.iter_mut().zip(found).for_each(|(least, found)| nearer(least, found));
            y += 1.0;
        }
    }

    /// Tells what a line of some radius along all that was added covers of the pixels of a clip:
    /// row, first column, first column after it, shares.
    #[inline(always)]
    pub fn fill(&self, radius: f64, clip: &Clip<'_>, rows: &mut impl Rows) {
        let (edge, most) = ((radius + BLUR) as f32, (2.0 * radius).min(1.0) as f32);
        let limit = edge * edge;
        for (&(column, row), squares) in self.near.iter().zip(&self.squares) {
            let (left, top) = ((column as usize * SIDE) as i32, (row as usize * SIDE) as i32);
            let (x0, x1) = (left.max(clip.x0), (left + SIDE as i32).min(clip.x1));
            if x0 >= x1 || !clip.has_tile(column, row) {
                continue;
            }
            for (y, squares) in (top..clip.y1).zip(squares.as_chunks::<SIDE>().0) {
                // All eight at once, as a search that ends early is not.
                let near = squares.iter().fold(false, |near, square| near | (*square < limit));
                if y < clip.y0 || !near {
                    continue;
                }
                let mut shares = [0; SIDE];
                for (share, square) in shares.iter_mut().zip(squares) {
                    let part = edge - square.sqrt();
                    let part = if part > 0.0 { part } else { 0.0 };
                    let part = if part < most { part } else { most };
                    // Rounded in the last bits of a number that has no room for fractions.
                    *share = (part * 255.0 + 8_388_608.0).to_bits() as u8;
                }
                let inside = (x0 - left) as usize..(x1 - left) as usize;
                rows.row(y, (x0, x1), Share::Each(shares.get(inside).unwrap_or_default()));
            }
        }
    }
}

/// The columns of a tile.
const COLUMNS: [f32; SIDE] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];

/// The way along a straight line.
struct Line {
    dx: f32,
    dy: f32,
    /// What a way, multiplied by it, has of the line's length.
    tx: f32,
    ty: f32,
}

impl Line {
    fn of(dx: f32, dy: f32) -> Self {
        let square = dx * dx + dy * dy;
        let by = if square > 0.0 { 1.0 / square } else { 0.0 };
        Self { dx, dy, tx: dx * by, ty: dy * by }
    }

    /// The squared distances of a row of pixels of a tile, if the line begins at `x` and `y`. (In a
    /// loop over places that are there already: so all are worked out at once.)
    #[inline(always)]
    fn squares(&self, (x, y): (f32, f32), row: f32) -> [f32; SIDE] {
        let ey = row - y;
        let t_row = ey * self.ty;
        let mut found = [0.0; SIDE];
        for (column, found) in COLUMNS.iter().zip(&mut found) {
            let ex = column - x;
            let t = ex * self.tx + t_row;
            // Not `clamp`, which asks for numbers that are none.
            let t = if t > 0.0 { t } else { 0.0 };
            let t = if t < 1.0 { t } else { 1.0 };
            let (fx, fy) = (ex - t * self.dx, ey - t * self.dy);
            *found = fx * fx + fy * fy;
        }
        found
    }
}

#[inline(always)]
fn nearer(least: &mut f32, found: f32) {
    *least = if found < *least { found } else { *least };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shares(lines: &[[(f64, f64); 2]], radius: f64, reach: f64, tiles: &TileSet) -> Vec<u8> {
        let clip = Clip::new(tiles).unwrap();
        let mut distances = Distances::default();
        let (width, height) = tiles.size();
        distances.begin((width, height), reach);
        for [p, q] in lines {
            distances.segment(PagePoint::new(p.0, p.1), PagePoint::new(q.0, q.1), &clip);
        }
        let mut all = vec![0; width as usize * height as usize];
        distances.fill(radius, &clip, &mut |y: i32, (x0, x1): (i32, i32), share: Share<'_>| {
            let Share::Each(share) = share else { panic!("one each") };
            let at = y as usize * width as usize;
            all[at + x0 as usize..at + x1 as usize].copy_from_slice(share);
        });
        all
    }

    fn area(line: [(f64, f64); 2], radius: f64) -> f64 {
        let all = shares(&[line], radius, radius + BLUR, &TileSet::all(100, 60));
        all.iter().map(|share| f64::from(*share)).sum::<f64>() / 255.0
    }

    #[test]
    fn lines_have_the_area_of_their_width() {
        let disc = |radius: f64| std::f64::consts::PI * radius * radius;
        for (line, length) in [
            ([(10.5, 20.25), (60.5, 20.25)], 50.0),
            ([(10.0, 10.0), (40.0, 50.0)], 50.0),
            ([(90.0, 30.0), (90.0, 30.0)], 0.0),
        ] {
            for radius in [0.2, 0.5, 1.5, 4.0] {
                let (found, wanted) = (area(line, radius), 2.0 * radius * length + disc(radius));
                let off = 0.02 * wanted + 0.9;
                assert!((found - wanted).abs() < off, "{found} for {wanted}: {line:?}, {radius}");
            }
        }
    }

    #[test]
    fn lines_without_caps_end_where_they_end() {
        let blunt = |points: &[(f64, f64)], radius: f64| {
            let tiles = TileSet::all(64, 40);
            let clip = Clip::new(&tiles).unwrap();
            let mut distances = Distances::default();
            distances.begin((64, 40), radius + BLUR);
            let points: Vec<_> = points.iter().map(|p| PagePoint::new(p.0, p.1)).collect();
            distances.blunt(&points, radius, &clip);
            let mut sum = 0.0;
            distances.fill(radius, &clip, &mut |_: i32, _: (i32, i32), share: Share<'_>| {
                let Share::Each(share) = share else { panic!("one each") };
                sum += share.iter().map(|share| f64::from(*share)).sum::<f64>() / 255.0;
            });
            sum
        };
        for radius in [0.5, 1.5, 3.0] {
            for (line, length) in [
                (&[(10.25, 20.5), (30.25, 20.5)][..], 20.0),
                (&[(10.0, 10.0), (10.1, 10.0), (20.0, 10.0), (39.9, 10.0), (40.0, 10.0)], 30.0),
                (&[(20.0, 9.0), (32.0, 25.0)], 20.0),
                (&[(20.0, 20.0), (21.0, 20.0)], 1.0),
                (&[(20.0, 20.0), (20.0, 20.0)], 0.0),
            ] {
                let (found, wanted) = (blunt(line, radius), 2.0 * radius * length);
                let off = 0.03 * wanted + 0.3;
                assert!((found - wanted).abs() < off, "{found} for {wanted}: {line:?}, {radius}");
            }
        }
    }

    #[test]
    fn what_is_far_away_does_no_harm() {
        let tiles = TileSet::all(40, 40);
        let near = shares(&[[(0.0, 20.0), (40.0, 20.0)]], 1.0, 1.5, &tiles);
        let far =
            shares(&[[(-1e9, 20.0), (1e9, 20.0)], [(1e12, 3.0), (1e9, 1e12)]], 1.0, 1.5, &tiles);
        assert_eq!(near, far);
    }

    proptest! {
        #[test]
        fn tiles_alone_are_as_in_the_whole(
            lines in prop::collection::vec(
                [(-20.0..80.0, -20.0..60.0), (-20.0..80.0, -20.0..60.0)], 1..8),
            asked in prop::collection::vec((0u32..8, 0u32..5), 1..6),
            radius in 0.1..5.0,
            farther in 0.0..3.0,
        ) {
            let all = TileSet::all(60, 40);
            let whole = shares(&lines, radius, radius + BLUR, &all);
            let mut few = TileSet::none(60, 40);
            asked.iter().for_each(|(column, row)| few.insert(*column, *row));
            let part = shares(&lines, radius, radius + BLUR + farther, &few);
            for (y, x0, x1) in few.pixel_spans() {
                let row = |all: &[u8]| {
                    let at = y as usize * 60;
                    all[at + x0 as usize..at + x1 as usize].to_vec()
                };
                prop_assert_eq!(row(&whole), row(&part));
            }
            // Against the distances themselves.
            for (i, share) in whole.iter().enumerate() {
                let (x, y) = ((i % 60) as f64 + 0.5, (i / 60) as f64 + 0.5);
                let distance = lines.iter().map(|[p, q]| {
                    let (dx, dy) = (q.0 - p.0, q.1 - p.1);
                    let t = ((x - p.0) * dx + (y - p.1) * dy) / (dx * dx + dy * dy).max(1e-12);
                    let t = t.clamp(0.0, 1.0);
                    (x - p.0 - t * dx).hypot(y - p.1 - t * dy)
                });
                let distance = distance.fold(f64::INFINITY, f64::min);
                let wanted = (radius + 0.5 - distance).clamp(0.0, f64::min(1.0, 2.0 * radius));
                prop_assert!((f64::from(*share) - 255.0 * wanted).abs() < 1.5);
            }
        }
    }
}
