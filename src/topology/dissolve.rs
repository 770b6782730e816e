//! Drops edges with the same history on both sides and joins the rest into arcs.

use super::arrangement::{Arrangement, Half};
use super::coverage::CoverageArc;
use super::faces::Faces;
use super::grid::GridPoint;
use super::history::HistoryId;

/// The arcs between different histories. `history_of` gives each face its history.
///
/// A vertex where other than two such edges meet is a node, on every day; an arc runs from node to
/// node, or is a ring without a node, which starts at its westernmost vertex.
pub fn arcs(
    arrangement: &Arrangement,
    faces: &Faces,
    history_of: &[HistoryId],
) -> Vec<CoverageArc> {
    let side = |half: Half| history_of[faces.left[half as usize] as usize];
    let kept: Vec<Half> = (0..arrangement.edges.len() as u32)
        .map(|e| 2 * e)
        .filter(|&half| side(half) != side(half ^ 1))
        .collect();
    let mut outgoing: Vec<(u32, Half)> = kept
        .iter()
        .flat_map(|&half| [half, half ^ 1])
        .map(|half| (arrangement.origin(half), half))
        .collect();
    outgoing.sort_unstable();
    // At a vertex with exactly two kept edges the walk goes on with the other one.
    let mut onward = vec![None; arrangement.next.len()];
    let mut is_node = vec![false; arrangement.vertices.len()];
    for star in outgoing.chunk_by(|p, q| p.0 == q.0) {
        match *star {
            [(_, p), (_, q)] => {
                onward[(p ^ 1) as usize] = Some(q);
                onward[(q ^ 1) as usize] = Some(p);
            }
            _ => is_node[star[0].0 as usize] = true,
        }
    }
    let mut done = vec![false; arrangement.edges.len()];
    let mut arcs = Vec::new();
    let from_nodes = outgoing.iter().filter(|(v, _)| is_node[*v as usize]).map(|&(_, half)| half);
    // Then what is left: rings without a node. `kept` is sorted, so that each is found at its
    // smallest vertex, which is the westernmost.
    for start in from_nodes.chain(kept.iter().copied()) {
        if done[start as usize / 2] {
            continue;
        }
        let mut points: Vec<GridPoint> = vec![arrangement.origin_point(start)];
        let mut half = start;
        loop {
            done[half as usize / 2] = true;
            points.push(arrangement.origin_point(half ^ 1));
            match onward[half as usize] {
                Some(next) if !done[next as usize / 2] => half = next,
                _ => break,
            }
        }
        arcs.push(CoverageArc { points, left: side(start), right: side(start ^ 1) });
    }
    arcs
}
