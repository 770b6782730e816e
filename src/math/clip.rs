//! Cutting rings and lines off at straight edges.

use super::{LonLat, PagePoint, Rect};

/// A position as two numbers, so that the same code cuts on the page and on the globe.
pub(crate) trait Pair: Copy + PartialEq {
    fn get(self) -> [f64; 2];
    fn of(xy: [f64; 2]) -> Self;
}

impl Pair for PagePoint {
    fn get(self) -> [f64; 2] {
        [self.x, self.y]
    }
    fn of([x, y]: [f64; 2]) -> Self {
        Self { x, y }
    }
}

impl Pair for LonLat {
    fn get(self) -> [f64; 2] {
        [self.lon, self.lat]
    }
    fn of([lon, lat]: [f64; 2]) -> Self {
        Self { lon, lat }
    }
}

/// One side of a line parallel to an axis.
#[derive(Clone, Copy)]
pub(crate) struct Edge {
    axis: Axis,
    at: f64,
    /// Whether larger values are kept.
    above: bool,
}

#[derive(Clone, Copy)]
enum Axis {
    X,
    Y,
}

impl Edge {
    /// Keeps what is right of (east of) `at`, or left of it.
    pub fn x(at: f64, above: bool) -> Self {
        Self { axis: Axis::X, at, above }
    }

    fn y(at: f64, above: bool) -> Self {
        Self { axis: Axis::Y, at, above }
    }

    /// Distance inside; negative outside.
    fn inside<P: Pair>(self, p: P) -> f64 {
        let [x, y] = p.get();
        let value = match self.axis {
            Axis::X => x,
            Axis::Y => y,
        };
        if self.above { value - self.at } else { self.at - value }
    }

    /// Where a segment from inside (`a`) to outside (`b`) meets the edge. Always taken from inside
    /// to outside, so that a segment met from either end gives the same point.
    fn crossing<P: Pair>(self, a: P, b: P) -> P {
        let (da, db) = (self.inside(a), self.inside(b));
        let t = da / (da - db);
        let ([ax, ay], [bx, by]) = (a.get(), b.get());
        P::of(match self.axis {
            Axis::X => [self.at, ay + t * (by - ay)],
            Axis::Y => [ax + t * (bx - ax), self.at],
        })
    }
}

fn edges(rect: &Rect) -> [Edge; 4] {
    [
        Edge::x(rect.x0, true),
        Edge::x(rect.x1, false),
        Edge::y(rect.y0, true),
        Edge::y(rect.y1, false),
    ]
}

/// A ring (closed without repeating its first point) cut off at one edge: Sutherland and Hodgman
/// 1974. Parts that come apart stay joined along the edge.
pub(crate) fn ring_at_edge<P: Pair>(ring: &[P], edge: Edge) -> Vec<P> {
    let mut out = Vec::with_capacity(ring.len() + 4);
    let Some(&last) = ring.last() else { return out };
    let mut a = last;
    let mut a_inside = edge.inside(a) >= 0.0;
    for &b in ring {
        let b_inside = edge.inside(b) >= 0.0;
        match (a_inside, b_inside) {
            (true, false) => out.push(edge.crossing(a, b)),
            (false, true) => out.push(edge.crossing(b, a)),
            _ => {}
        }
        if b_inside {
            out.push(b);
        }
        (a, a_inside) = (b, b_inside);
    }
    out
}

/// A ring cut off at a rectangle. Empty when nothing is left.
pub(crate) fn ring(points: Vec<PagePoint>, rect: &Rect) -> Vec<PagePoint> {
    let Some(bounds) = Rect::around(points.iter().copied()) else { return points };
    if rect.encloses(&bounds) {
        return points;
    }
    if !rect.overlaps(&bounds) {
        return Vec::new();
    }
    let mut points = points;
    for edge in edges(rect) {
        points = ring_at_edge(&points, edge);
    }
    points
}

/// A line cut off at a rectangle, in pieces: the parameters of Liang and Barsky 1984 for every
/// segment.
pub(crate) fn line(points: &[PagePoint], rect: &Rect) -> Vec<Vec<PagePoint>> {
    let Some(bounds) = Rect::around(points.iter().copied()) else { return Vec::new() };
    if rect.encloses(&bounds) {
        return vec![points.to_vec()];
    }
    line_at_edges(points, &edges(rect))
}

/// A line cut off at several edges, in pieces.
pub(crate) fn line_at_edges<P: Pair>(points: &[P], edges: &[Edge]) -> Vec<Vec<P>> {
    let mut pieces: Vec<Vec<P>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let [a, b] = *pair else { continue };
        match segment(a, b, edges) {
            Some((from, to)) => {
                match pieces.last_mut() {
                    Some(piece) if open => piece.push(to),
                    _ => pieces.push(vec![from, to]),
                }
                open = to == b;
            }
            None => open = false,
        }
    }
    pieces
}

fn segment<P: Pair>(a: P, b: P, edges: &[Edge]) -> Option<(P, P)> {
    let (mut from, mut to) = (a, b);
    for &edge in edges {
        match (edge.inside(from) >= 0.0, edge.inside(to) >= 0.0) {
            (true, true) => {}
            (true, false) => to = edge.crossing(from, to),
            (false, true) => from = edge.crossing(to, from),
            (false, false) => return None,
        }
    }
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Rect = Rect { x0: 0.0, y0: 0.0, x1: 10.0, y1: 10.0 };

    fn points(xy: &[(f64, f64)]) -> Vec<PagePoint> {
        xy.iter().map(|&(x, y)| PagePoint::new(x, y)).collect()
    }

    fn area(ring: &[PagePoint]) -> f64 {
        let next = ring.iter().skip(1).chain(ring.first());
        ring.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>() / 2.0
    }

    #[test]
    fn a_ring_keeps_the_area_inside() {
        let diamond = points(&[(5.0, -5.0), (15.0, 5.0), (5.0, 15.0), (-5.0, 5.0)]);
        assert_eq!(area(&ring(diamond, &PAGE)), 100.0);
        let corner = points(&[(5.0, 5.0), (15.0, 5.0), (15.0, 15.0), (5.0, 15.0)]);
        assert_eq!(area(&ring(corner, &PAGE)), 25.0);
        let around = points(&[(-1e9, -1e9), (1e9, -1e9), (1e9, 1e9), (-1e9, 1e9)]);
        assert_eq!(area(&ring(around, &PAGE)), 100.0);
        assert!(ring(points(&[(20.0, 0.0), (30.0, 0.0), (20.0, 9.0)]), &PAGE).is_empty());
    }

    #[test]
    fn a_line_comes_apart_where_it_leaves() {
        let line_in = points(&[(-5.0, 5.0), (5.0, 5.0), (15.0, 5.0), (15.0, 8.0), (5.0, 8.0)]);
        let pieces = line(&line_in, &PAGE);
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[0], points(&[(0.0, 5.0), (5.0, 5.0), (10.0, 5.0)]));
        assert_eq!(pieces[1], points(&[(10.0, 8.0), (5.0, 8.0)]));
        // Past a corner without touching.
        assert!(line(&points(&[(-6.0, 5.0), (5.0, -6.0)]), &PAGE).is_empty());
    }
}
