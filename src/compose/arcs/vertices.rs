//! The vertices that give a course its shape.

use super::order::Placed;
use super::shape::squared_distance;
use crate::math::PagePoint;
use crate::topology::{Course, Coverage, GridPoint, HalfArc};

/// Steps of the grid. Where lines cross, the vertex between them is moved by less to lie on the grid,
/// even where the pieces cross others.
const ROUNDING: f64 = 2.0;

/// A course as vertices.
pub struct Vertices {
    /// Those that give it its shape. A ring repeats its first one at the end.
    pub shape: Vec<GridPoint>,
    /// The places of its nodes among them, in the order of its arcs: 2.5 is between the third and the
    /// fourth. Of a ring each once.
    pub nodes: Vec<f64>,
    /// The nodes themselves.
    pub points: Vec<GridPoint>,
}

impl Vertices {
    /// The vertices of a course, given where nodes of earlier ones are on the page.
    ///
    /// Where borders of other days cross an edge it has a vertex that shapes nothing; such nodes are
    /// left out, so that a course has the same vertices whatever happens later.
    pub fn of(course: &Course, coverage: &Coverage, earlier: &impl Placed) -> Self {
        let mut all: Vec<GridPoint> = Vec::new();
        let mut nodes: Vec<usize> = vec![0];
        for HalfArc { arc, reversed } in &course.arcs {
            let points = coverage.arcs().get(arc.0 as usize).map_or(&[][..], |arc| &arc.points);
            let skip = usize::from(!all.is_empty());
            match reversed {
                true => all.extend(points.iter().rev().skip(skip)),
                false => all.extend(points.iter().skip(skip)),
            }
            nodes.push(all.len().saturating_sub(1));
        }
        if course.closed && all.len() > 1 {
            turn(&mut all, &mut nodes, earlier);
        }
        let points = nodes.iter().filter_map(|at| all.get(*at).copied()).collect();
        let fixed = |at: usize| {
            at == 0
                || at + 1 == all.len()
                || all.get(at).is_some_and(|p| earlier.place(p).is_some())
        };
        let mut sorted = nodes.clone();
        sorted.sort_unstable();
        // A ring of a single arc has none: it only begins somewhere.
        let alone = course.closed && course.arcs.len() == 1;
        let passed: Vec<usize> = sorted.into_iter().filter(|at| !alone && !fixed(*at)).collect();
        if passed.is_empty() {
            let nodes = nodes.into_iter().map(|at| at as f64).collect();
            return Self { shape: all, nodes, points };
        }
        let mut kept = vec![true; all.len()];
        for run in passed.chunk_by(|a, b| a + 1 == *b) {
            if let (Some(first), Some(last)) = (run.first(), run.last()) {
                leave_out(&all, first - 1, last + 1, &mut kept);
            }
        }
        // Behind each vertex, how many are kept up to it.
        let counts: Vec<usize> = kept
            .iter()
            .scan(0, |count, kept| {
                *count += usize::from(*kept);
                Some(*count)
            })
            .collect();
        let shape: Vec<GridPoint> =
            all.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(p, _)| *p).collect();
        let place = |at: usize| {
            let before = counts.get(at).map_or(0, |count| count.saturating_sub(1));
            let whole = before as f64;
            if kept.get(at).copied().unwrap_or(true) {
                return whole;
            }
            match (shape.get(before), shape.get(before + 1), all.get(at)) {
                (Some(a), Some(b), Some(p)) => whole + share(*a, *b, *p),
                _ => whole,
            }
        };
        let nodes = nodes.into_iter().map(place).collect();
        Self { shape, nodes, points }
    }
}

/// Turns a ring so that it starts where it would whatever happened later: at a node that has its
/// place, or else at its least vertex that is no node. Each node is named once then.
fn turn(ring: &mut Vec<GridPoint>, nodes: &mut Vec<usize>, earlier: &impl Placed) {
    ring.pop();
    nodes.pop();
    let mut is_node = vec![false; ring.len()];
    nodes.iter().for_each(|at| is_node[*at] = true);
    // A ring of a single arc only begins somewhere.
    let alone = nodes.len() == 1;
    let rank = |at: &usize| {
        let point = ring[*at];
        (!(is_node[*at] && earlier.place(&point).is_some()), is_node[*at] && !alone, point)
    };
    let start = (0..ring.len()).min_by_key(rank).unwrap_or_default();
    ring.rotate_left(start);
    ring.extend(ring.first().copied());
    let count = ring.len() - 1;
    nodes.iter_mut().for_each(|at| *at = (*at + count - start) % count);
}

/// Of the vertices between two others those that lie on the line, give or take a rounding.
fn leave_out(all: &[GridPoint], from: usize, to: usize, kept: &mut [bool]) {
    let page = |at: usize| {
        let p = all.get(at).copied().unwrap_or(GridPoint { x: 0, y: 0 });
        PagePoint::new(f64::from(p.x), f64::from(p.y))
    };
    (from + 1..to).for_each(|at| kept[at] = false);
    let mut open = vec![(from, to)];
    while let Some((from, to)) = open.pop() {
        let (a, b) = (page(from), page(to));
        let (mut farthest, mut found) = (ROUNDING * ROUNDING, None);
        for at in from + 1..to {
            let distance = squared_distance(page(at), a, b);
            if distance > farthest {
                (farthest, found) = (distance, Some(at));
            }
        }
        if let Some(at) = found {
            kept[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
}

/// How far along an edge a vertex lies, from 0 to 1.
fn share(a: GridPoint, b: GridPoint, p: GridPoint) -> f64 {
    let (edge, to) = (a.to(b), a.to(p));
    let [ex, ey, x, y] = [edge.0, edge.1, to.0, to.1].map(|v| v as f64);
    let length = ex * ex + ey * ey;
    if length == 0.0 { 0.0 } else { ((x * ex + y * ey) / length).clamp(0.0, 1.0) }
}
