//! Areas into the share of each pixel that they cover.
//!
//! Each edge adds to the pixels that it passes how much of their height it crosses and how much of
//! their area lies left of it; summed from the left along a row these give the covered share of
//! every pixel (the method of LibArt, FreeType and Anti-Grain Geometry, described in R. Levien,
//! "Font rasterization, the state of the art", 2016). All is done in whole numbers of 1/256 pixel,
//! so that the sums do not depend on the order of edges, nor on which pixels are asked for: part
//! of a picture painted anew is the same, byte by byte, as in the whole. An edge adds to one of its
//! sides what it takes from the other, so that neighbors cover a shared pixel together wholly.

use super::clip::Clip;
use crate::math::{PagePoint, Rect, TileSet, nearest};

/// Steps a pixel.
const ONE: i32 = 256;

/// What counts as inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Where a ray crosses the outline an odd number of times.
    EvenOdd,
    /// Where the outline winds around.
    NonZero,
}

/// Covered shares of neighboring pixels of a row, 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share<'a> {
    /// The same for all.
    Even(u8),
    /// One each.
    Each(&'a [u8]),
}

/// What an edge does in one row.
#[derive(Clone, Copy)]
struct Crossing {
    /// The column at which it enters the row, in steps, and the one at which it leaves.
    from: i32,
    to: i32,
    /// The height crossed: positive if the outline runs down, negative if up.
    height: i32,
    /// The one collected before it in the same row.
    next: u32,
}

/// No crossing.
const NONE: u32 = u32::MAX;

/// A row of pixels.
#[derive(Clone, Copy)]
struct Row {
    /// The height crossed to the left of all that is asked for.
    left: i32,
    /// The last crossing.
    last: u32,
    /// From where to where anything is asked for, in steps.
    start: i32,
    end: i32,
}

impl Row {
    /// Adds what an edge does in the row: what lies to the right of all that is asked for does not
    /// count, of what lies to the left only the height.
    #[inline]
    fn add(&mut self, crossings: &mut Vec<Crossing>, from: i32, to: i32, height: i32) {
        if from.min(to) >= self.end {
            return;
        }
        if from.max(to) < self.start {
            self.left += height;
            return;
        }
        let number = crossings.len() as u32;
        crossings.push(Crossing { from, to, height, next: self.last });
        self.last = number;
    }
}

/// What is asked for in a row of tiles.
#[derive(Clone, Copy)]
struct Reach {
    /// From where to where, in steps; the other way around if nothing is asked for.
    start: i32,
    end: i32,
    /// Its runs among all.
    runs: (u32, u32),
}

/// Collects the outline of an area and goes through what it covers.
#[derive(Default)]
pub(super) struct Scan {
    /// What is asked for: left, top, right and bottom, in pixels.
    asked: (i32, i32, i32, i32),
    reach: Vec<Reach>,
    runs: Vec<(i32, i32)>,
    rows: Vec<Row>,
    crossings: Vec<Crossing>,
    cells: Cells,
    spare: Vec<(i32, i32)>,
}

impl Scan {
    /// Begins an outline, of which what `clip` has of it will be asked for: of the rest only so
    /// much is kept as matters there.
    pub fn begin(&mut self, clip: &Clip<'_>) {
        const SIDE: i32 = TileSet::SIDE as i32;
        self.asked = (clip.x0, clip.y0, clip.x1, clip.y1);
        self.reach.clear();
        self.runs.clear();
        for tiles in clip.y0 / SIDE..=(clip.y1 - 1) / SIDE {
            clip.runs((tiles * SIDE).max(clip.y0), &mut self.spare);
            let from = self.runs.len() as u32;
            self.runs.extend_from_slice(&self.spare);
            let (start, end) = match self.spare[..] {
                [] => (i32::MAX, i32::MIN),
                [(a, _), .., (_, b)] | [(a, b)] => (a * ONE, b * ONE),
            };
            self.reach.push(Reach { start, end, runs: (from, self.runs.len() as u32) });
        }
        self.forget();
        for (tiles, reach) in (clip.y0 / SIDE..).zip(&self.reach) {
            let end = ((tiles + 1) * SIDE).min(clip.y1) - clip.y0;
            let row = Row { left: 0, last: NONE, start: reach.start, end: reach.end };
            self.rows.resize(end.max(0) as usize, row);
        }
    }

    /// Adds a closed outline, in pixels of the page.
    pub fn ring(&mut self, points: &[PagePoint]) {
        let Some(&last) = points.last() else { return };
        let mut before = steps(last);
        for &p in points {
            let here = steps(p);
            self.edge(before, here);
            before = here;
        }
    }

    /// Forgets the outline.
    pub fn forget(&mut self) {
        self.rows.clear();
        self.crossings.clear();
    }

    /// Whether a part of an outline is done with, of which is known where it begins and ends and a
    /// rectangle that holds it, in pixels: it is if nothing is asked for to the right of it, and if
    /// all is. For then only the height counts that it crosses, which its ends tell.
    pub fn passes(&mut self, bounds: &Rect, first: PagePoint, last: PagePoint) -> bool {
        // Rounded to steps, a point may lie a little outside.
        let outer = |v: f64| nearest(v.clamp(-1e5, 1e5));
        let (low, high) = (outer(bounds.x0 - 1.0), outer(bounds.x1 + 1.0));
        let (top, bottom) = (outer(bounds.y0 - 1.0), outer(bounds.y1 + 1.0));
        let (_, above, _, below) = self.asked;
        let rows = (top.max(above) * ONE, (bottom + 1).min(below) * ONE);
        let Some((start, end)) = self.reach_of(rows.0, rows.1) else { return true };
        if low * ONE > end {
            return true;
        }
        if high * ONE >= start {
            return false;
        }
        let (p, q) = (steps(first), steps(last));
        let (y0, y1, sign) = if p.1 < q.1 { (p.1, q.1, 1) } else { (q.1, p.1, -1) };
        self.height(y0.max(above * ONE), y1.min(below * ONE), sign);
        true
    }

    /// From where to where anything is asked for in rows from one step up to another; `None` if
    /// nothing is.
    fn reach_of(&self, y0: i32, y1: i32) -> Option<(i32, i32)> {
        const STEPS: i32 = TileSet::SIDE as i32 * ONE;
        // Rounded down, which is a shift.
        let first = self.asked.1.div_euclid(TileSet::SIDE as i32);
        let tiles = |y: i32| (y.div_euclid(STEPS) - first) as usize;
        let passed =
            if y0 < y1 { self.reach.get(tiles(y0)..=tiles(y1 - 1))? } else { return None };
        let ends = passed.iter().map(|reach| (reach.start, reach.end));
        ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).filter(|(start, end)| start < end)
    }

    /// Counts the height crossed to the left of all that is asked for.
    fn height(&mut self, y0: i32, y1: i32, sign: i32) {
        let mut y = y0;
        while y < y1 {
            let row = y.div_euclid(ONE);
            let next = y1.min((row + 1) * ONE);
            if let Some(row) = self.rows.get_mut((row - self.asked.1) as usize) {
                row.left += (next - y) * sign;
            }
            y = next;
        }
    }

    /// Adds an edge: what it does in each row in which anything is asked for. Of what lies to the
    /// left of that only the height counts; what lies to the right does not count at all.
    pub fn edge(&mut self, p: (i32, i32), q: (i32, i32)) {
        if p.1 == q.1 {
            return;
        }
        let (upper, lower, sign) = if p.1 < q.1 { (p, q, 1) } else { (q, p, -1) };
        let (_, top, _, bottom) = self.asked;
        let (y0, y1) = (upper.1.max(top * ONE), lower.1.min(bottom * ONE));
        let Some((start, end)) = self.reach_of(y0, y1) else { return };
        if upper.0.min(lower.0) >= end {
            return;
        }
        // The column of an edge is rounded to either side.
        if upper.0.max(lower.0) + 1 < start {
            self.height(y0, y1, sign);
            return;
        }
        let (first, last) = (y0.div_euclid(ONE), (y1 - 1).div_euclid(ONE));
        let rows = (first - top) as usize..=(last - top) as usize;
        let Some(rows) = self.rows.get_mut(rows) else { return };
        if let [row] = rows
            && (y0, y1) == (upper.1, lower.1)
        {
            row.add(&mut self.crossings, upper.0, lower.0, (y1 - y0) * sign);
            return;
        }
        // Columns a row.
        let slope = match upper.1.div_euclid(ONE) == lower.1.div_euclid(ONE) {
            true => 0.0,
            false => f64::from(lower.0 - upper.0) / f64::from(lower.1 - upper.1),
        };
        // The column at a row, to the nearest step.
        let column = |y: i32| {
            // Rounded by cutting off what is certainly positive: pages are less than 2^23 steps wide.
            const BIAS: f64 = 67_108_864.0;
            let x = f64::from(upper.0) + f64::from(y - upper.1) * slope;
            (x + (BIAS + 0.5)) as i32 - BIAS as i32
        };
        let (mut y, mut from) = (y0, if y0 == upper.1 { upper.0 } else { column(y0) });
        let mut next = (first + 1) * ONE;
        for row in rows {
            // Where it ends before the row does, that is inside what is asked for.
            let (end, to) = if next < lower.1 { (next, column(next)) } else { (lower.1, lower.0) };
            row.add(&mut self.crossings, from, to, (end - y) * sign);
            (y, from) = (end, to);
            next += ONE;
        }
    }

    /// Tells the covered shares of all pixels asked for that are covered at all: row, first column,
    /// first column after it, shares. Then the outline is forgotten.
    pub fn fill(&mut self, rule: Rule, mut each: impl FnMut(i32, i32, i32, Share<'_>)) {
        const SIDE: i32 = TileSet::SIDE as i32;
        let (x0, top, x1, _) = self.asked;
        let Self { reach, runs, rows, crossings, cells, .. } = self;
        cells.begin(x0, x1);
        for (y, row) in (top..).zip(rows.iter()) {
            if row.last == NONE && row.left == 0 {
                continue;
            }
            let reach = reach.get((y / SIDE - top / SIDE) as usize);
            let runs =
                reach.and_then(|reach| runs.get(reach.runs.0 as usize..reach.runs.1 as usize));
            let Some(runs) = runs.filter(|runs| !runs.is_empty()) else { continue };
            if row.left != 0 {
                cells.put(0, row.left, 0);
            }
            let mut at = row.last;
            while let Some(crossing) = crossings.get(at as usize) {
                let &Crossing { from, to, height, next } = crossing;
                cells.add(from, to, height.abs(), height.signum());
                at = next;
            }
            cells.sweep(rule, runs, |x0, x1, share| each(y, x0, x1, share));
        }
        self.forget();
    }
}

/// The sums of one row.
#[derive(Default)]
struct Cells {
    /// The first column, in steps.
    left: i32,
    /// For each pixel the height crossed in it and twice the area left of the edges in it; the first
    /// stands for all that lies to the left.
    sums: Vec<(i32, i32)>,
    /// A bit for each pixel that an edge passes.
    passed: Vec<u64>,
    shares: Vec<u8>,
}

impl Cells {
    fn begin(&mut self, x0: i32, x1: i32) {
        let width = (x1 - x0) as usize + 1;
        self.left = x0 * ONE;
        // Each row leaves zeros behind.
        self.sums.resize(width, (0, 0));
        self.passed.resize(width.div_ceil(64), 0);
    }

    fn put(&mut self, cell: i32, cover: i32, area: i32) {
        let cell = cell as usize;
        // What lies to the right of the last pixel covers nothing.
        if let (Some(sums), Some(passed)) =
            (self.sums.get_mut(cell), self.passed.get_mut(cell / 64))
        {
            sums.0 += cover;
            sums.1 += area;
            *passed |= 1 << (cell % 64);
        }
    }

    /// Adds an edge that crosses `height` steps of the row from one column to another.
    fn add(&mut self, xa: i32, xb: i32, height: i32, sign: i32) {
        // Columns from here on count from the cell for all that lies to the left.
        let (xa, xb) = (xa - self.left + ONE, xb - self.left + ONE);
        let (low, high) = (xa.min(xb), xa.max(xb));
        if high < ONE {
            self.put(0, height * sign, 0);
            return;
        }
        let (first, last) = (low >> 8, high >> 8);
        if first == last {
            self.put(first, height * sign, ((low & 255) + (high & 255)) * height * sign);
            return;
        }
        // The height crossed up to a column.
        let (width, end) = (f64::from(high - low), last.min(self.sums.len() as i32));
        let per_step = f64::from(height) / width;
        let up_to = |x: i32| (f64::from(x - low) * per_step) as i32;
        let mut crossed = 0;
        let mut cell = first;
        if cell < 0 {
            crossed = up_to(0);
            self.put(0, crossed * sign, 0);
            cell = 0;
        }
        let mut from = low.max(0) & 255;
        while cell < end {
            let next = up_to((cell + 1) << 8);
            let part = (next - crossed) * sign;
            self.put(cell, part, (from + ONE) * part);
            crossed = next;
            from = 0;
            cell += 1;
        }
        let part = (height - crossed) * sign;
        self.put(last, part, (from + (high & 255)) * part);
    }

    /// Sums up, tells what is covered inside `runs`, and leaves zeros.
    fn sweep(
        &mut self,
        rule: Rule,
        runs: &[(i32, i32)],
        mut each: impl FnMut(i32, i32, Share<'_>),
    ) {
        let left = self.left / ONE;
        let mut runs = runs.iter().copied().peekable();
        // Tells shares of pixels from a column on, cut to the runs. Called from left to right.
        let mut tell = |from: i32, until: i32, share: Share<'_>| {
            while let Some(&(a, b)) = runs.peek() {
                let (x0, x1) = (a.max(from), b.min(until));
                if x0 < x1 {
                    match share {
                        Share::Even(_) => each(x0, x1, share),
                        Share::Each(all) => {
                            let cut = all.get((x0 - from) as usize..(x1 - from) as usize);
                            each(x0, x1, Share::Each(cut.unwrap_or_default()));
                        }
                    }
                }
                if b > until {
                    break;
                }
                runs.next();
            }
        };
        let mut sum = 0;
        // Pixels passed one after the other are told together.
        let mut group = 0;
        let mut at = 0;
        self.shares.clear();
        for word in 0..self.passed.len() {
            let mut bits = std::mem::take(&mut self.passed[word]);
            while bits != 0 {
                let cell = word * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let (cover, area) = std::mem::take(&mut self.sums[cell]);
                if cell == 0 {
                    sum = cover;
                    at = 1;
                    continue;
                }
                let at_least = at.max(1);
                if cell > at_least || self.shares.is_empty() {
                    if !self.shares.is_empty() {
                        let end = group + self.shares.len();
                        tell(
                            left + group as i32 - 1,
                            left + end as i32 - 1,
                            Share::Each(&self.shares),
                        );
                        self.shares.clear();
                    }
                    let between = share_of(sum * 512, rule);
                    if cell > at_least && between > 0 {
                        let (a, b) = (at_least as i32, cell as i32);
                        tell(left + a - 1, left + b - 1, Share::Even(between));
                    }
                    group = cell;
                }
                sum += cover;
                self.shares.push(share_of(sum * 512 - area, rule));
                at = cell + 1;
            }
        }
        if !self.shares.is_empty() {
            let end = group + self.shares.len();
            tell(left + group as i32 - 1, left + end as i32 - 1, Share::Each(&self.shares));
        }
        let rest = share_of(sum * 512, rule);
        let (from, end) = (at.max(1), self.sums.len());
        if rest > 0 && from < end {
            tell(left + from as i32 - 1, left + end as i32 - 1, Share::Even(rest));
        }
    }
}

/// Steps that are farther from the page are moved here: twice as far as the longest page, so that
/// differences do not overflow.
const FAR: f64 = 16_777_216.0;

/// Where a point lies, in steps.
#[inline]
pub(super) fn steps(p: PagePoint) -> (i32, i32) {
    let step = |v: f64| nearest((v * f64::from(ONE)).clamp(-FAR, FAR));
    (step(p.x), step(p.y))
}

/// The share, 0 to 255, of a signed area of which 2·256² is a pixel.
fn share_of(area: i32, rule: Rule) -> u8 {
    const PIXEL: i32 = 2 * ONE * ONE;
    // Folded before it is rounded, so that an outline gone around the other way covers the same.
    let area = match rule {
        Rule::NonZero => area.abs(),
        Rule::EvenOdd => {
            let folded = area.abs() % (2 * PIXEL);
            if folded > PIXEL { 2 * PIXEL - folded } else { folded }
        }
    };
    let share = (area + ONE) / (2 * ONE);
    share.min(255) as u8
}

#[cfg(test)]
mod tests;
