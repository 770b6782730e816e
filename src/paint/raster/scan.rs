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
use crate::math::{PagePoint, TileSet, nearest};

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

/// An edge that is not level, from its upper to its lower end, in steps.
#[derive(Clone, Copy)]
struct Edge {
    x0: i32,
    y0: i32,
    x1: i32,
    y1: i32,
    /// Columns a row.
    slope: f64,
    /// 1 if the outline runs down along it, -1 if up.
    sign: i32,
}

impl Edge {
    /// The column at a row, to the nearest step.
    fn x(&self, y: i32) -> i32 {
        // Rounded by cutting off what is certainly positive: pages are less than 2^23 steps wide.
        const BIAS: f64 = 67_108_864.0;
        let x = f64::from(self.x0) + f64::from(y - self.y0) * self.slope;
        (x + (BIAS + 0.5)) as i32 - BIAS as i32
    }
}

/// Collects the outline of an area and goes through what it covers.
#[derive(Default)]
pub(super) struct Scan {
    edges: Vec<Edge>,
    /// Edges by the row that they begin in.
    order: Vec<u32>,
    active: Vec<u32>,
    /// The height crossed to the left of all that is asked for, by row.
    left: Vec<i32>,
    cells: Cells,
    runs: Vec<(i32, i32)>,
}

impl Scan {
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
        self.edges.clear();
    }

    fn edge(&mut self, p: (i32, i32), q: (i32, i32)) {
        if p.1 == q.1 {
            return;
        }
        let (upper, lower, sign) = if p.1 < q.1 { (p, q, 1) } else { (q, p, -1) };
        let slope = f64::from(lower.0 - upper.0) / f64::from(lower.1 - upper.1);
        self.edges.push(Edge { x0: upper.0, y0: upper.1, x1: lower.0, y1: lower.1, slope, sign });
    }

    /// Tells the covered shares of all pixels of `clip` that are covered at all: row, first column,
    /// first column after it, shares. Then the outline is forgotten.
    pub fn fill(
        &mut self,
        rule: Rule,
        clip: &Clip<'_>,
        mut each: impl FnMut(i32, i32, i32, Share<'_>),
    ) {
        self.left.clear();
        self.left.resize((clip.y1 - clip.y0) as usize, 0);
        self.cut(clip);
        let Some((top, bottom)) = self.rows(clip) else {
            self.edges.clear();
            return;
        };
        self.sort(top, bottom);
        self.cells.begin(clip.x0, clip.x1);
        self.active.clear();
        let mut waiting = 0;
        let mut runs_of = None;
        for y in top..bottom {
            let (row_top, row_bottom) = (y * ONE, (y + 1) * ONE);
            while let Some(&i) = self.order.get(waiting) {
                if self.edges[i as usize].y0 >= row_bottom {
                    break;
                }
                self.active.push(i);
                waiting += 1;
            }
            let tiles = y / TileSet::SIDE as i32;
            if runs_of != Some(tiles) {
                clip.runs(y, &mut self.runs);
                runs_of = Some(tiles);
            }
            if self.runs.is_empty() {
                continue;
            }
            let (edges, cells) = (&self.edges, &mut self.cells);
            if let Some(left) = self.left.get_mut((y - clip.y0) as usize).filter(|left| **left != 0)
            {
                cells.put(0, std::mem::take(left), 0);
            }
            self.active.retain(|&i| {
                let edge = &edges[i as usize];
                if edge.y1 <= row_top {
                    return false;
                }
                let (ya, yb) = (edge.y0.max(row_top), edge.y1.min(row_bottom));
                cells.add(edge.x(ya), edge.x(yb), yb - ya, edge.sign);
                edge.y1 > row_bottom
            });
            cells.sweep(rule, &self.runs, |x0, x1, share| each(y, x0, x1, share));
        }
        self.edges.clear();
    }

    /// Keeps the edges that pass what is asked for. Of those to the left of it only the height
    /// counts; those to the right do not count at all.
    fn cut(&mut self, clip: &Clip<'_>) {
        const SIDE: i32 = TileSet::SIDE as i32;
        let (top, bottom) = (clip.y0 * ONE, clip.y1 * ONE);
        // What is asked for in each row of tiles: from where to where.
        let first = clip.y0 / SIDE;
        let reach: Vec<(i32, i32)> = (first..=(clip.y1 - 1) / SIDE)
            .map(|tiles| {
                clip.runs((tiles * SIDE).max(clip.y0), &mut self.runs);
                match self.runs[..] {
                    [] => (i32::MAX, i32::MIN),
                    [(a, _), .., (_, b)] | [(a, b)] => (a * ONE, b * ONE),
                }
            })
            .collect();
        let left = &mut self.left;
        self.edges.retain(|edge| {
            let (y0, y1) = (edge.y0.max(top), edge.y1.min(bottom));
            if y0 >= y1 {
                return false;
            }
            let tiles = |y: i32| (y / (SIDE * ONE) - first) as usize;
            let passed = reach.get(tiles(y0)..=tiles(y1 - 1)).unwrap_or_default();
            let (start, end) =
                passed.iter().fold((i32::MAX, i32::MIN), |(a, b), (c, d)| (a.min(*c), b.max(*d)));
            if edge.x0.min(edge.x1) >= end {
                return false;
            }
            // The column of an edge is rounded to either side.
            if edge.x0.max(edge.x1) + 1 >= start {
                return true;
            }
            for row in y0 / ONE..=(y1 - 1) / ONE {
                let crossed = y1.min((row + 1) * ONE) - y0.max(row * ONE);
                if let Some(left) = left.get_mut((row - clip.y0) as usize) {
                    *left += crossed * edge.sign;
                }
            }
            false
        });
    }

    /// The rows of `clip` in which anything is left after [`cut`](Self::cut).
    fn rows(&self, clip: &Clip<'_>) -> Option<(i32, i32)> {
        let ends = self.edges.iter().map(|edge| (edge.y0, edge.y1));
        let edges = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let edges = edges.map(|(top, bottom)| {
            ((top / ONE).max(clip.y0), ((bottom + ONE - 1) / ONE).min(clip.y1))
        });
        let row = |i: usize| clip.y0 + i as i32;
        let first = self.left.iter().position(|left| *left != 0).map(row);
        let last = self.left.iter().rposition(|left| *left != 0).map(|i| row(i) + 1);
        edges.into_iter().chain(first.zip(last)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// Orders the edges by the first row that they lie in, of the rows from `top` to `bottom`.
    fn sort(&mut self, top: i32, bottom: i32) {
        // Counted, then placed: rows are few and edges many.
        let row = |edge: &Edge| (edge.y0.max(top * ONE) / ONE - top) as usize;
        let mut starts = vec![0u32; (bottom - top) as usize + 1];
        self.edges.iter().for_each(|edge| starts[row(edge) + 1] += 1);
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        self.order.clear();
        self.order.resize(self.edges.len(), 0);
        for (i, edge) in self.edges.iter().enumerate() {
            let place = &mut starts[row(edge)];
            self.order[*place as usize] = i as u32;
            *place += 1;
        }
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

fn steps(p: PagePoint) -> (i32, i32) {
    // Twice as far as the longest page, so that differences do not overflow.
    const FAR: f64 = 16_777_216.0;
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
