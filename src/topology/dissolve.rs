//! Drops chains with the same history on both sides and joins the rest into arcs.

use super::arrangement::{Arrangement, Half};
use super::coverage::CoverageArc;
use super::faces::Faces;
use super::grid::GridPoint;
use super::history::HistoryId;
use rayon::prelude::*;

/// The arcs between different histories. `history_of` gives each face its history.
///
/// A vertex where other than two such borders meet is a node, on every day; an arc runs from node
/// to node, or is a ring without a node, which starts at its westernmost vertex. Arcs come in the
/// order of their first two points, those with nodes first, so that they depend on the picture
/// alone.
pub fn arcs(
    arrangement: &Arrangement,
    faces: &Faces,
    history_of: &[HistoryId],
) -> Vec<CoverageArc> {
    let side = |half: Half| history_of[faces.left[half as usize] as usize];
    // At a vertex with exactly two kept chains the walk goes on with the other one.
    let mut onward = vec![None; arrangement.next.len()];
    let mut from_nodes: Vec<Half> = Vec::new();
    for star in arrangement.stars.windows(2).map(|w| &arrangement.outgoing[w[0]..w[1]]) {
        let first = from_nodes.len();
        from_nodes.extend(star.iter().filter(|half| side(**half) != side(**half ^ 1)));
        if let [p, q] = from_nodes[first..] {
            onward[(p ^ 1) as usize] = Some(q);
            onward[(q ^ 1) as usize] = Some(p);
            from_nodes.truncate(first);
        }
        from_nodes[first..].sort_unstable_by_key(|half| arrangement.start(*half));
    }
    let mut done = vec![false; arrangement.chains.len()];
    // The half-edges along an arc, if it was not gone along before.
    let mut follow = |start: Half| {
        if std::mem::replace(&mut done[start as usize / 2], true) {
            return None;
        }
        let mut halves = vec![start];
        while let Some(next) = halves.last().and_then(|half| onward[*half as usize])
            && !std::mem::replace(&mut done[next as usize / 2], true)
        {
            halves.push(next);
        }
        Some(halves)
    };
    let from_nodes: Vec<Vec<Half>> = from_nodes.into_iter().filter_map(&mut follow).collect();
    // Then what is left: rings without a node.
    let left = (0..arrangement.chains.len() as Half)
        .map(|chain| 2 * chain)
        .filter(|&half| side(half) != side(half ^ 1));
    let rings: Vec<Vec<Half>> = left.filter_map(&mut follow).collect();
    let along = |halves: &Vec<Half>| {
        let points = |half: &Half| arrangement.points(*half as usize / 2);
        let count: usize = halves.iter().map(|half| points(half).len() - 1).sum();
        let mut line: Vec<GridPoint> = Vec::with_capacity(count + 1);
        line.push(arrangement.start(halves[0]).0);
        for half in halves {
            match half % 2 {
                0 => line.extend(&points(half)[1..]),
                _ => line.extend(points(half).iter().rev().skip(1)),
            }
        }
        let (left, right) = (side(halves[0]), side(halves[0] ^ 1));
        CoverageArc { points: line, left, right }
    };
    let mut arcs: Vec<CoverageArc> = from_nodes.par_iter().with_min_len(32).map(along).collect();
    let mut rings: Vec<CoverageArc> = rings.par_iter().map(along).map(from_the_west).collect();
    rings.par_sort_unstable_by(|p, q| p.points[..2].cmp(&q.points[..2]));
    arcs.append(&mut rings);
    arcs
}

/// The same ring from its smallest point towards the smaller of the two next to it.
fn from_the_west(mut ring: CoverageArc) -> CoverageArc {
    ring.points.pop();
    let west = (0..ring.points.len()).min_by_key(|&i| ring.points[i]).unwrap_or(0);
    ring.points.rotate_left(west);
    if ring.points.last() < ring.points.get(1) {
        ring.points[1..].reverse();
        std::mem::swap(&mut ring.left, &mut ring.right);
    }
    ring.points.extend(ring.points.first().copied());
    ring
}
