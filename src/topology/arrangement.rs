//! Noded lines as a planar graph of half-edges.
//!
//! An edge is a *chain* of lines, from node to node: cost grows with the nodes, of which there are
//! few, not with the vertices. All ends of more than two chains are nodes; others may be.

use super::grid::{GridPoint, by_angle, doubled_area};
use super::lines::Lines;
use super::noding::Noded;
use super::shapes::Sets;
use super::vertices::Index;
use rayon::prelude::*;

/// A directed side of a chain: chain `c` has the half-edges `2c` (along its points) and `2c + 1`
/// (back).
pub type Half = u32;

/// Lines from node to node.
#[derive(Clone, Copy, Debug)]
pub struct Chain {
    /// Whose lines they are, by place in [`Arrangement::layers`].
    pub layer: u32,
    /// The first point.
    pub from: u32,
    /// The last point.
    pub to: u32,
}

/// What is measured along a chain.
#[derive(Clone, Copy, Debug)]
pub struct ChainMeasure {
    /// Twice the signed area between the chain and the origin.
    pub doubled_area: i128,
    /// The smallest line as (smaller end, greater end), which has the westernmost vertex.
    pub least: (GridPoint, GridPoint),
    /// Whether the smallest line leads from its smaller end to its greater.
    pub rising: bool,
}

/// The planar graph.
pub struct Arrangement {
    /// The lines.
    pub layers: Vec<Lines>,
    /// The shapes of links and pieces.
    pub sets: Sets,
    /// The chains, sorted by layer and first point.
    pub chains: Vec<Chain>,
    /// What is measured along each chain.
    pub measures: Vec<ChainMeasure>,
    /// The half-edges that leave each node: nodes by their points, half-edges counter-clockwise.
    pub outgoing: Vec<Half>,
    /// For each node where its half-edges start in `outgoing`, and the end.
    pub stars: Vec<usize>,
    /// The half-edge that follows each half-edge around the face on its left.
    pub next: Vec<Half>,
}

impl Arrangement {
    /// Builds the graph of noded lines.
    pub fn new(Noded { layers, index, sets }: Noded) -> Self {
        let chains = chains(&layers, &index);
        let measure = |chain: &Chain| ChainMeasure::of(points(&layers, chain));
        let measures = chains.par_iter().map(measure).collect();
        let (outgoing, stars) = stars(&layers, &chains);
        let mut next = vec![0; outgoing.len()];
        for star in stars.windows(2).map(|w| &outgoing[w[0]..w[1]]) {
            // Arriving at a node, turn back and take the first outgoing chain clockwise.
            for (i, half) in star.iter().enumerate() {
                next[(half ^ 1) as usize] = star[(i + star.len() - 1) % star.len()];
            }
        }
        Self { layers, sets, chains, measures, outgoing, stars, next }
    }

    /// The points along a chain.
    pub fn points(&self, chain: usize) -> &[GridPoint] {
        points(&self.layers, &self.chains[chain])
    }

    /// The first two points along a half-edge.
    pub fn start(&self, half: Half) -> (GridPoint, GridPoint) {
        start(&self.layers, &self.chains, half)
    }

    /// The half-edge along a line in the direction of its points.
    pub fn half_of(&self, layer: usize, line: u32) -> Half {
        let key = (layer as u32, line);
        let after = self.chains.partition_point(|chain| (chain.layer, chain.from) <= key);
        // Every line that was not replaced is in a chain.
        2 * after.saturating_sub(1) as u32
    }
}

impl ChainMeasure {
    fn of(points: &[GridPoint]) -> Self {
        let west =
            (1..points.len()).fold(0, |west, i| if points[i] < points[west] { i } else { west });
        let before = west.checked_sub(1).and_then(|i| points.get(i));
        let after = points.get(west + 1);
        let (other, rising) = match (before, after) {
            (Some(before), Some(after)) if before < after => (before, false),
            (Some(before), None) => (before, false),
            (_, Some(after)) => (after, true),
            (None, None) => (&points[west], true),
        };
        Self { doubled_area: doubled_area(points), least: (points[west], *other), rising }
    }
}

fn points<'a>(layers: &'a [Lines], chain: &Chain) -> &'a [GridPoint] {
    &layers[chain.layer as usize].points[chain.from as usize..=chain.to as usize]
}

fn start(layers: &[Lines], chains: &[Chain], half: Half) -> (GridPoint, GridPoint) {
    let points = points(layers, &chains[half as usize / 2]);
    let n = points.len();
    if half.is_multiple_of(2) { (points[0], points[1]) } else { (points[n - 1], points[n - 2]) }
}

/// Cuts the stretches of all layers where lines were replaced, and where pieces end.
fn chains(layers: &[Lines], index: &Index) -> Vec<Chain> {
    let mut chains = Vec::new();
    for (i, lines) in layers.iter().enumerate() {
        let mut stops: Vec<u32> = lines.replaced().flat_map(|line| [line, line + 1]).collect();
        if i == 0 {
            stops.extend(touched(lines, index, layers));
        }
        stops.sort_unstable();
        stops.dedup();
        let mut stops = stops.into_iter().peekable();
        for &(from, to) in &lines.stretches {
            while stops.next_if(|stop| *stop <= from).is_some() {}
            let mut start = from;
            while start < to {
                let end = stops.next_if(|stop| *stop < to).unwrap_or(to);
                if !lines.is_replaced(start) {
                    chains.push(Chain { layer: i as u32, from: start, to: end });
                }
                start = end;
            }
        }
    }
    chains
}

/// The vertices at which pieces end.
fn touched(lines: &Lines, index: &Index, layers: &[Lines]) -> Vec<u32> {
    let of = |pieces: &Lines| -> Vec<u32> {
        let there = pieces.stretches.par_iter().filter(|(line, _)| !pieces.is_replaced(*line));
        let ends = there.flat_map_iter(|&(a, b)| [a, b]);
        ends.filter_map(|p| index.find(&lines.points, pieces.points[p as usize])).collect()
    };
    layers.iter().skip(2).flat_map(of).collect()
}

/// The half-edges around each node.
fn stars(layers: &[Lines], chains: &[Chain]) -> (Vec<Half>, Vec<usize>) {
    let mut leaving: Vec<(GridPoint, (i64, i64), Half)> = (0..2 * chains.len() as Half)
        .into_par_iter()
        .with_min_len(1024)
        .map(|half| {
            let (origin, second) = start(layers, chains, half);
            (origin, origin.to(second), half)
        })
        .collect();
    leaving.par_sort_unstable_by(|p, q| p.0.cmp(&q.0).then_with(|| by_angle(p.1, q.1)));
    let mut stars = vec![0];
    for star in leaving.chunk_by(|p, q| p.0 == q.0) {
        stars.push(stars[stars.len() - 1] + star.len());
    }
    (leaving.into_iter().map(|(_, _, half)| half).collect(), stars)
}
