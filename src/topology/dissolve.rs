//! Drops chains with the same history on both sides and joins the rest into arcs.

use super::arrangement::{Arrangement, Half};
use super::coverage::CoverageArc;
use super::faces::Faces;
use super::grid::GridPoint;
use super::history::HistoryId;

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
    let mut follow = |start: Half| {
        if std::mem::replace(&mut done[start as usize / 2], true) {
            return None;
        }
        let mut points: Vec<GridPoint> = vec![arrangement.start(start).0];
        let mut half = start;
        loop {
            let along = arrangement.points(half as usize / 2);
            match half % 2 {
                0 => points.extend(&along[1..]),
                _ => points.extend(along.iter().rev().skip(1)),
            }
            match onward[half as usize] {
                Some(next) if !std::mem::replace(&mut done[next as usize / 2], true) => half = next,
                _ => break,
            }
        }
        points.shrink_to_fit();
        Some(CoverageArc { points, left: side(start), right: side(start ^ 1) })
    };
    let mut arcs: Vec<CoverageArc> = from_nodes.into_iter().filter_map(&mut follow).collect();
    // Then what is left: rings without a node.
    let left: Vec<Half> = (0..arrangement.chains.len() as Half)
        .map(|chain| 2 * chain)
        .filter(|&half| side(half) != side(half ^ 1))
        .collect();
    let mut rings: Vec<CoverageArc> =
        left.into_iter().filter_map(&mut follow).map(from_the_west).collect();
    rings.sort_unstable_by(|p, q| p.points[..2].cmp(&q.points[..2]));
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
