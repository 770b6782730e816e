//! Marks in rows over an area: each stands whole where its middle lies in the area, and not at all
//! elsewhere, so that none is cut at the edge.

use crate::math::PagePoint;
use crate::scene::{Path, Segment};

/// Rows of places, every other row shifted by half the spacing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lattice {
    /// A place of the lattice; the page's origin, so that neighboring areas go on alike.
    pub origin: PagePoint,
    /// Distance of places in a row.
    pub spacing: f64,
    /// Distance of rows.
    pub row: f64,
}

/// More rows than this are not drawn: they would be closer than can be seen.
const MOST_ROWS: f64 = 1e5;

impl Lattice {
    /// The places inside an area (even-odd); curves are taken by their ends. An area that has none
    /// has one in its middle, so that small areas are seen.
    pub fn places(&self, area: &Path) -> Vec<PagePoint> {
        let Some(bounds) = area.bounds() else { return Vec::new() };
        let sound = self.spacing > 0.0 && self.row > 0.0 && self.spacing.is_finite();
        let first = ((bounds.y0 - self.origin.y) / self.row).ceil();
        let last = ((bounds.y1 - self.origin.y) / self.row).floor();
        if !sound || !(last - first).is_finite() || last - first > MOST_ROWS {
            return Vec::new();
        }
        let edges = edges(area);
        let count = (last - first + 1.0).max(0.0) as usize;
        let y_of = |row: f64| self.origin.y + row * self.row;
        let mut crossed: Vec<Vec<f64>> = vec![Vec::new(); count];
        for (a, b) in &edges {
            let (low, high) = (a.y.min(b.y), a.y.max(b.y));
            let from = ((low - self.origin.y) / self.row).floor() - first;
            let to = ((high - self.origin.y) / self.row).ceil() - first;
            let rows = (from.max(0.0) as usize)..(to.max(0.0) as usize).saturating_add(1);
            let rows = crossed.iter_mut().enumerate().take(rows.end).skip(rows.start);
            for (row, crossed) in rows {
                crossed.extend(crossing(*a, *b, y_of(first + row as f64)));
            }
        }
        let mut places = Vec::new();
        for (row, mut xs) in crossed.into_iter().enumerate() {
            xs.sort_by(f64::total_cmp);
            let row = first + row as f64;
            let shift = if row.rem_euclid(2.0) == 1.0 { self.spacing / 2.0 } else { 0.0 };
            let left = self.origin.x + shift;
            for span in xs.as_chunks::<2>().0 {
                let from = ((span[0] - left) / self.spacing).ceil();
                let to = ((span[1] - left) / self.spacing).ceil();
                let count = (to - from).clamp(0.0, MOST_ROWS) as u32;
                places.extend((0..count).map(|i| {
                    PagePoint::new(left + (from + f64::from(i)) * self.spacing, y_of(row))
                }));
            }
        }
        if places.is_empty() {
            places.extend(middle(&edges, (bounds.y0 + bounds.y1) / 2.0));
        }
        places
    }
}

/// Where an edge crosses a level; half open, so that a line through a corner meets one edge there.
fn crossing(a: PagePoint, b: PagePoint, y: f64) -> Option<f64> {
    ((a.y <= y) != (b.y <= y)).then(|| a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y))
}

/// The middle of the widest stretch inside at a level.
fn middle(edges: &[(PagePoint, PagePoint)], y: f64) -> Option<PagePoint> {
    let mut xs: Vec<f64> = edges.iter().filter_map(|(a, b)| crossing(*a, *b, y)).collect();
    xs.sort_by(f64::total_cmp);
    let spans = xs.as_chunks::<2>().0.iter();
    let widest = spans.max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))?;
    Some(PagePoint::new((widest[0] + widest[1]) / 2.0, y))
}

fn edges(area: &Path) -> Vec<(PagePoint, PagePoint)> {
    let mut edges = Vec::with_capacity(area.segments().len());
    let (mut start, mut at) = (PagePoint::default(), PagePoint::default());
    for segment in area.segments() {
        let to = match *segment {
            Segment::Move(p) => {
                edges.push((at, start));
                (start, at) = (p, p);
                continue;
            }
            Segment::Line(p) | Segment::Quad(_, p) | Segment::Cubic(_, _, p) => p,
            Segment::Close => start,
        };
        edges.push((at, to));
        at = to;
    }
    edges.push((at, start));
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Rect;

    const LATTICE: Lattice = Lattice { origin: PagePoint::new(0.0, 0.0), spacing: 10.0, row: 8.0 };

    #[test]
    fn marks_stand_where_their_middle_is_inside() {
        let area = Path::rect(Rect::from_size(-1.0, -1.0, 22.0, 10.0));
        let places = LATTICE.places(&area);
        let rows = [(0.0, 0.0), (10.0, 0.0), (20.0, 0.0), (5.0, 8.0), (15.0, 8.0)];
        assert_eq!(places, rows.map(|(x, y)| PagePoint::new(x, y)));
    }

    #[test]
    fn holes_are_left_free() {
        let outer = Path::rect(Rect::from_size(-1.0, -1.0, 42.0, 2.0));
        let hole = Path::rect(Rect::from_size(9.0, -0.5, 12.0, 1.0));
        let places = LATTICE.places(&Path::join([outer, hole]));
        let xs: Vec<f64> = places.iter().map(|p| p.x).collect();
        assert_eq!(xs, [0.0, 30.0, 40.0]);
    }

    #[test]
    fn small_areas_are_seen() {
        let area = Path::rect(Rect::from_size(2.0, 2.0, 2.0, 4.0));
        assert_eq!(LATTICE.places(&area), [PagePoint::new(3.0, 4.0)]);
        assert!(LATTICE.places(&Path::default()).is_empty());
    }
}
