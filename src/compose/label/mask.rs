//! Ground as cells: whether a rectangle lies inside it is told at once.

use super::sums::Sums;
use crate::math::{PagePoint, Rect};
use crate::scene::{Path, Segment};

/// Areas of the page as square cells that lie inside or outside.
#[derive(Clone, Debug)]
pub struct Mask {
    frame: Rect,
    cell: f64,
    columns: usize,
    inside: Vec<bool>,
    sums: Sums,
}

impl Mask {
    /// The cells of a frame whose middle lies in a path of straight lines, by the even-odd rule.
    pub fn new(path: &Path, frame: Rect, cell: f64) -> Self {
        Self::without(&[], path, frame, cell)
    }

    /// The same without the ground of others.
    pub fn without(others: &[&Self], path: &Path, frame: Rect, cell: f64) -> Self {
        let cells = |length: f64| (length.max(0.0) / cell).ceil() as usize;
        let (columns, rows) = (cells(frame.width()), cells(frame.height()));
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); rows];
        for ring in rings(path) {
            let closed = ring.iter().zip(ring.iter().cycle().skip(1));
            for (p, q) in closed {
                let (top, bottom) = if p.y < q.y { (p, q) } else { (q, p) };
                // Half open, so that a row through a corner meets one of its two edges.
                let row_of = |y: f64| ((y - frame.y0) / cell - 0.5).ceil().max(0.0) as usize;
                let (from, to) = (row_of(top.y), row_of(bottom.y));
                for (row, crossed) in crossings.iter_mut().enumerate().take(to).skip(from) {
                    let y = frame.y0 + (row as f64 + 0.5) * cell;
                    let x = top.x + (bottom.x - top.x) * (y - top.y) / (bottom.y - top.y);
                    crossed.push(x);
                }
            }
        }
        let mut inside = vec![false; columns * rows];
        for (row, xs) in crossings.iter_mut().enumerate() {
            xs.sort_by(f64::total_cmp);
            for pair in xs.chunks_exact(2) {
                let column_of = |x: f64| ((x - frame.x0) / cell - 0.5).ceil().max(0.0) as usize;
                let (from, to) = (column_of(pair[0]).min(columns), column_of(pair[1]).min(columns));
                inside[row * columns + from..row * columns + to].fill(true);
            }
        }
        for (i, inside) in inside.iter_mut().enumerate().filter(|(_, inside)| **inside) {
            let at = middle(frame, cell, columns, i);
            *inside = !others.iter().any(|other| other.contains(at));
        }
        let sums = Sums::of(columns, &inside, |&inside| u32::from(inside));
        Self { frame, cell, columns, inside, sums }
    }

    /// Whether a point lies inside.
    pub fn contains(&self, at: PagePoint) -> bool {
        let column = ((at.x - self.frame.x0) / self.cell).floor();
        let row = ((at.y - self.frame.y0) / self.cell).floor();
        let sound = column >= 0.0 && row >= 0.0 && (column as usize) < self.columns;
        sound && self.inside.get(row as usize * self.columns + column as usize) == Some(&true)
    }

    /// Whether a rectangle lies inside with all its cells.
    pub fn encloses(&self, rect: &Rect) -> bool {
        let cells = |v: f64| (v / self.cell).floor();
        let (x0, y0) = (cells(rect.x0 - self.frame.x0), cells(rect.y0 - self.frame.y0));
        let (x1, y1) = (cells(rect.x1 - self.frame.x0) + 1.0, cells(rect.y1 - self.frame.y0) + 1.0);
        let rows = self.inside.len().checked_div(self.columns).unwrap_or(0);
        if x0 < 0.0 || y0 < 0.0 || x1 > self.columns as f64 || y1 > rows as f64 {
            return false;
        }
        let (x0, y0, x1, y1) = (x0 as usize, y0 as usize, x1 as usize, y1 as usize);
        self.sums.within(x0, y0, x1, y1) == ((x1 - x0) * (y1 - y0)) as u32
    }

    /// The middles of the cells inside.
    pub fn cells(&self) -> impl Iterator<Item = PagePoint> {
        let inside = self.inside.iter().enumerate().filter(|(_, inside)| **inside);
        inside.map(|(i, _)| middle(self.frame, self.cell, self.columns, i))
    }

    /// The frame of the cells.
    pub fn frame(&self) -> Rect {
        self.frame
    }
}

fn middle(frame: Rect, cell: f64, columns: usize, i: usize) -> PagePoint {
    let (row, column) = (i / columns.max(1), i % columns.max(1));
    let (x, y) = ((column as f64 + 0.5) * cell, (row as f64 + 0.5) * cell);
    PagePoint::new(frame.x0 + x, frame.y0 + y)
}

/// The subpaths of a path of straight lines.
pub fn rings(path: &Path) -> Vec<Vec<PagePoint>> {
    let mut rings: Vec<Vec<PagePoint>> = Vec::new();
    for segment in path.segments() {
        match *segment {
            Segment::Move(p) => rings.push(vec![p]),
            Segment::Line(p) | Segment::Quad(_, p) | Segment::Cubic(_, _, p) => {
                if let Some(ring) = rings.last_mut() {
                    ring.push(p);
                }
            }
            Segment::Close => {}
        }
    }
    rings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_are_inside_or_not() {
        let frame = Rect::from_size(10.0, 10.0, 100.0, 80.0);
        let ground = Path::rect(Rect::from_size(20.0, 20.0, 60.0, 40.0));
        let mask = Mask::new(&ground, frame, 2.0);
        assert_eq!(mask.cells().count(), 30 * 20);
        assert!(mask.encloses(&Rect::from_size(21.0, 21.0, 50.0, 30.0)));
        assert!(!mask.encloses(&Rect::from_size(15.0, 21.0, 50.0, 30.0)));
        assert!(!mask.encloses(&Rect::from_size(0.0, 0.0, 500.0, 500.0)));
        assert!(
            mask.contains(PagePoint::new(79.0, 59.0)) && !mask.contains(PagePoint::new(81.0, 59.0))
        );
        let pond = Mask::new(&Path::rect(Rect::from_size(30.0, 30.0, 10.0, 10.0)), frame, 2.0);
        let dry = Mask::without(&[&pond], &ground, frame, 2.0);
        assert!(!dry.encloses(&Rect::from_size(21.0, 21.0, 50.0, 30.0)));
        assert!(dry.encloses(&Rect::from_size(42.0, 21.0, 30.0, 30.0)));
    }
}
