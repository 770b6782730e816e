//! Noded segments as a planar graph of half-edges.

use super::grid::{GridPoint, by_angle};
use super::noding::Segment;

/// A directed side of an edge: edge `e` has the half-edges `2e` (from its smaller vertex to its
/// greater) and `2e + 1` (back).
pub type Half = u32;

/// The planar graph.
pub struct Arrangement {
    /// Vertices, sorted.
    pub vertices: Vec<GridPoint>,
    /// Ends of each edge as vertex numbers, smaller first; sorted.
    pub edges: Vec<(u32, u32)>,
    /// For each edge the range of `shapes` that holds its shapes.
    pub shape_ranges: Vec<(u32, u32)>,
    /// Shapes of all edges, one after the other.
    pub shapes: Vec<u32>,
    /// The half-edge that follows each half-edge around the face on its left.
    pub next: Vec<Half>,
}

impl Arrangement {
    /// Builds the graph of noded segments (sorted, as [`super::noding::node`] leaves them).
    pub fn new(segments: &[Segment]) -> Self {
        let mut vertices: Vec<GridPoint> = segments.iter().flat_map(|s| [s.a, s.b]).collect();
        vertices.sort_unstable();
        vertices.dedup();
        // Every end is in the list it was made from, so that the search always finds it.
        let number = |p: &GridPoint| vertices.binary_search(p).unwrap_or_default() as u32;
        let mut edges = Vec::new();
        let mut shape_ranges = Vec::new();
        let mut shapes = Vec::with_capacity(segments.len());
        for same in segments.chunk_by(|s, t| (s.a, s.b) == (t.a, t.b)) {
            let from = shapes.len() as u32;
            shapes.extend(same.iter().map(|s| s.shape));
            edges.push((number(&same[0].a), number(&same[0].b)));
            shape_ranges.push((from, shapes.len() as u32));
        }
        let next = successors(&vertices, &edges);
        Self { vertices, edges, shape_ranges, shapes, next }
    }

    /// The vertex where a half-edge starts.
    pub fn origin(&self, half: Half) -> u32 {
        let (a, b) = self.edges[half as usize / 2];
        if half.is_multiple_of(2) { a } else { b }
    }

    /// The grid point where a half-edge starts.
    pub fn origin_point(&self, half: Half) -> GridPoint {
        self.vertices[self.origin(half) as usize]
    }

    /// The shapes whose outline an edge belongs to.
    pub fn shapes_of(&self, edge: usize) -> &[u32] {
        let (from, to) = self.shape_ranges[edge];
        &self.shapes[from as usize..to as usize]
    }
}

/// For every half-edge the next one around the face on its left: arriving at a vertex, turn back
/// and take the first outgoing edge clockwise.
pub fn successors(vertices: &[GridPoint], edges: &[(u32, u32)]) -> Vec<Half> {
    let mut outgoing: Vec<(u32, Half)> = edges
        .iter()
        .enumerate()
        .flat_map(|(e, &(a, b))| [(a, 2 * e as u32), (b, 2 * e as u32 + 1)])
        .collect();
    let direction = |half: Half| {
        let (a, b) = edges[half as usize / 2];
        let (from, to) = if half.is_multiple_of(2) { (a, b) } else { (b, a) };
        vertices[from as usize].to(vertices[to as usize])
    };
    outgoing.sort_unstable_by(|p, q| {
        p.0.cmp(&q.0).then_with(|| by_angle(direction(p.1), direction(q.1)))
    });
    let mut next = vec![0; outgoing.len()];
    for star in outgoing.chunk_by(|p, q| p.0 == q.0) {
        for (i, &(_, half)) in star.iter().enumerate() {
            let clockwise = star[(i + star.len() - 1) % star.len()].1;
            next[(half ^ 1) as usize] = clockwise;
        }
    }
    next
}
