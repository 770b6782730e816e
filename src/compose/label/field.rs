//! What names should rather not cover, and how much it matters where.

use super::sums::Sums;
use crate::math::{PagePoint, Rect};
use rayon::prelude::*;

/// No cell costs more, however much lies in it.
const MOST: u32 = 60;

/// Lines of more points than this, all together, are drawn on several threads.
const MANY: usize = 8192;

/// A map of costs under construction.
pub struct Field {
    frame: Rect,
    cell: f64,
    columns: usize,
    costs: Vec<u32>,
}

/// A map of costs.
pub struct Costs {
    frame: Rect,
    cell: f64,
    sums: Sums,
}

impl Field {
    /// A frame in square cells that cost nothing yet.
    pub fn new(frame: Rect, cell: f64) -> Self {
        let cells = |length: f64| (length.max(0.0) / cell).ceil() as usize;
        let (columns, rows) = (cells(frame.width()), cells(frame.height()));
        Self { frame, cell, columns, costs: vec![0; columns * rows] }
    }

    /// Makes all cells that some lines pass dearer, each by its own cost.
    pub fn lines(&mut self, lines: &[(&[PagePoint], u32)]) {
        let points: usize = lines.iter().map(|(points, _)| points.len()).sum();
        let threads = rayon::current_num_threads();
        if points < MANY || threads < 2 {
            return lines.iter().for_each(|(points, cost)| self.line(points, *cost));
        }
        let part = lines.len().div_ceil(threads);
        let parts: Vec<Self> = lines
            .par_chunks(part)
            .map(|lines| {
                let mut field = Self::new(self.frame, self.cell);
                lines.iter().for_each(|(points, cost)| field.line(points, *cost));
                field
            })
            .collect();
        for part in parts {
            self.costs.iter_mut().zip(part.costs).for_each(|(sum, cost)| *sum += cost);
        }
    }

    /// Makes all cells that a line passes dearer.
    pub fn line(&mut self, points: &[PagePoint], cost: u32) {
        let mut last = usize::MAX;
        let near = self.frame.grow(2.0 * self.cell);
        for pair in points.windows(2).take_while(|_| cost > 0) {
            let (p, q) = (pair[0], pair[1]);
            let bounds =
                Rect { x0: p.x.min(q.x), y0: p.y.min(q.y), x1: p.x.max(q.x), y1: p.y.max(q.y) };
            if !near.overlaps(&bounds) {
                continue;
            }
            let steps = (p.distance(q) * 2.0 / self.cell).ceil().clamp(1.0, 1e5) as u32;
            for i in 0..=steps {
                let t = f64::from(i) / f64::from(steps);
                let at = PagePoint::new(p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t);
                if let Some(cell) = self.index(at).filter(|cell| *cell != last) {
                    self.costs[cell] += cost;
                    last = cell;
                }
            }
        }
    }

    /// Makes all cells of a rectangle dearer.
    pub fn area(&mut self, rect: &Rect, cost: u32) {
        let (mut y, side) = (rect.y0, self.cell);
        while y < rect.y1 {
            let mut x = rect.x0;
            while x < rect.x1 {
                if let Some(cell) = self.index(PagePoint::new(x, y)) {
                    self.costs[cell] += cost;
                }
                x += side;
            }
            y += side;
        }
    }

    fn index(&self, at: PagePoint) -> Option<usize> {
        let (x, y) = ((at.x - self.frame.x0) / self.cell, (at.y - self.frame.y0) / self.cell);
        let sound = x >= 0.0 && y >= 0.0 && x < self.columns as f64;
        let index = y as usize * self.columns + x as usize;
        (sound && index < self.costs.len()).then_some(index)
    }

    /// The finished map.
    pub fn finish(self) -> Costs {
        let sums = Sums::of(self.columns, &self.costs, |cost| (*cost).min(MOST));
        Costs { frame: self.frame, cell: self.cell, sums }
    }
}

impl Costs {
    /// What it costs to cover some rectangles.
    pub fn under(&self, boxes: &[Rect]) -> u32 {
        let index = |v: f64| (v / self.cell).floor().max(0.0) as usize;
        let sum: u64 = boxes
            .iter()
            .map(|r| {
                let (x0, y0) = (index(r.x0 - self.frame.x0), index(r.y0 - self.frame.y0));
                let (x1, y1) = (index(r.x1 - self.frame.x0) + 1, index(r.y1 - self.frame.y0) + 1);
                u64::from(self.sums.within(x0, y0, x1, y1))
            })
            .sum();
        sum.min(u64::from(u32::MAX / 4)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_cost_where_they_pass() {
        let mut field = Field::new(Rect::from_size(100.0, 0.0, 90.0, 60.0), 3.0);
        let p = PagePoint::new;
        field.line(&[p(120.0, -50.0), p(120.0, 200.0)], 7);
        let costs = field.finish();
        let across = [Rect::from_size(110.0, 10.0, 30.0, 10.0)];
        assert_eq!(costs.under(&across), 7 * 4);
        assert_eq!(costs.under(&[Rect::from_size(130.0, 10.0, 30.0, 10.0)]), 0);
    }
}
