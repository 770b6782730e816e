//! Which half-edges lie around which face, and which shapes cover it.

use super::arrangement::{Arrangement, Half};
use super::grid::GridPoint;

/// The face outside everything.
pub const OUTSIDE: u32 = 0;

/// The faces of an arrangement.
pub struct Faces {
    /// The face on the left of each half-edge.
    pub left: Vec<u32>,
    /// How many faces there are; face 0 is the outside.
    pub count: usize,
}

impl Faces {
    /// Follows the half-edges around each face and finds the face that each island lies in.
    pub fn of(arrangement: &Arrangement) -> Self {
        let mut cycle_of = vec![u32::MAX; arrangement.next.len()];
        let mut cycles: Vec<Cycle> = Vec::new();
        for start in 0..arrangement.next.len() as Half {
            if cycle_of[start as usize] == u32::MAX {
                cycles.push(Cycle::follow(arrangement, start, cycles.len() as u32, &mut cycle_of));
            }
        }
        // Counter-clockwise cycles are faces; clockwise ones are the outlines of islands, which lie
        // in the face to the west of their westernmost vertex.
        let mut face_of = vec![u32::MAX; cycles.len()];
        let mut count = 1u32;
        for (face, cycle) in face_of.iter_mut().zip(&cycles) {
            if cycle.doubled_area > 0 {
                *face = count;
                count += 1;
            }
        }
        let mut islands: Vec<usize> =
            (0..cycles.len()).filter(|&c| cycles[c].doubled_area <= 0).collect();
        islands.sort_unstable_by_key(|&c| cycles[c].west);
        let rows = Rows::of(arrangement);
        for island in islands {
            // The cycle to the west has its own westernmost vertex further west, so that it has
            // been placed already.
            face_of[island] = match rows.edge_west_of(arrangement, cycles[island].west) {
                Some(half) => match face_of[cycle_of[half as usize] as usize] {
                    u32::MAX => OUTSIDE,
                    face => face,
                },
                None => OUTSIDE,
            };
        }
        let left = cycle_of.iter().map(|&cycle| face_of[cycle as usize]).collect();
        Self { left, count: count as usize }
    }

    /// For each face the shapes that cover it, as a row of bits, 64 shapes a word.
    ///
    /// Crossing an edge toggles the shapes whose outline it is; the walk starts outside, where no
    /// shape is.
    pub fn cover(&self, arrangement: &Arrangement, shape_count: usize) -> Cover {
        let words = shape_count.div_ceil(64).max(1);
        let mut bits = vec![0u64; self.count * words];
        let mut seen = vec![false; self.count];
        let mut around: Vec<(u32, Half)> =
            self.left.iter().enumerate().map(|(half, &face)| (face, half as Half)).collect();
        around.sort_unstable();
        let mut starts = vec![0usize; self.count + 1];
        for &(face, _) in &around {
            starts[face as usize + 1] += 1;
        }
        for face in 0..self.count {
            starts[face + 1] += starts[face];
        }
        let mut queue = vec![OUTSIDE];
        seen[OUTSIDE as usize] = true;
        while let Some(face) = queue.pop() {
            let face = face as usize;
            for &(_, half) in &around[starts[face]..starts[face + 1]] {
                let other = self.left[(half ^ 1) as usize] as usize;
                if seen[other] {
                    continue;
                }
                seen[other] = true;
                bits.copy_within(face * words..(face + 1) * words, other * words);
                for &shape in arrangement.shapes_of(half as usize / 2) {
                    bits[other * words + shape as usize / 64] ^= 1 << (shape % 64);
                }
                queue.push(other as u32);
            }
        }
        Cover { words, bits }
    }
}

/// Which shapes cover which face.
pub struct Cover {
    words: usize,
    bits: Vec<u64>,
}

impl Cover {
    /// The bits of a face.
    pub fn row(&self, face: usize) -> &[u64] {
        &self.bits[face * self.words..(face + 1) * self.words]
    }
}

/// Whether a shape's bit is set in a row.
pub fn covers(row: &[u64], shape: u32) -> bool {
    row[shape as usize / 64] >> (shape % 64) & 1 == 1
}

/// One closed walk with its face on the left.
struct Cycle {
    doubled_area: i128,
    west: GridPoint,
}

impl Cycle {
    fn follow(arrangement: &Arrangement, start: Half, number: u32, cycle_of: &mut [u32]) -> Self {
        let mut west = arrangement.origin_point(start);
        let anchor = west;
        let mut doubled_area = 0i128;
        let mut half = start;
        loop {
            cycle_of[half as usize] = number;
            let (p, q) = (arrangement.origin_point(half), arrangement.origin_point(half ^ 1));
            doubled_area += i128::from(super::grid::orientation(anchor, p, q));
            west = west.min(p);
            half = arrangement.next[half as usize];
            if half == start {
                break;
            }
        }
        Self { doubled_area, west }
    }
}

/// Edges by the rows of latitude that they cross.
struct Rows {
    low: i64,
    size: i64,
    starts: Vec<usize>,
    edges: Vec<u32>,
}

impl Rows {
    fn of(arrangement: &Arrangement) -> Self {
        let ys = || arrangement.vertices.iter().map(|p| i64::from(p.y));
        let (low, high) = (ys().min().unwrap_or(0), ys().max().unwrap_or(0));
        let count = ((arrangement.edges.len() as f64).sqrt() as i64).clamp(1, 4096);
        let size = (high - low) / count + 1;
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); count as usize + 1];
        for (e, &(a, b)) in arrangement.edges.iter().enumerate() {
            let row = |v: u32| (i64::from(arrangement.vertices[v as usize].y) - low) / size;
            let (from, to) = (row(a).min(row(b)), row(a).max(row(b)));
            for row in from..=to {
                rows[row as usize].push(e as u32);
            }
        }
        let mut starts = Vec::with_capacity(rows.len() + 1);
        let mut edges = Vec::new();
        for row in rows {
            starts.push(edges.len());
            edges.extend(row);
        }
        starts.push(edges.len());
        Self { low, size, starts, edges }
    }

    /// The half-edge, its left side facing east, that a ray from a point to the west meets first.
    fn edge_west_of(&self, arrangement: &Arrangement, p: GridPoint) -> Option<Half> {
        let row = ((i64::from(p.y) - self.low) / self.size) as usize;
        let mut best: Option<(Crossing, Half)> = None;
        for &e in &self.edges[self.starts[row]..self.starts[row + 1]] {
            let (a, b) = arrangement.edges[e as usize];
            let (a, b) = (arrangement.vertices[a as usize], arrangement.vertices[b as usize]);
            let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
            // Half open, so that a ray through a vertex meets one of the two edges there.
            if !(low.y <= p.y && p.y < high.y) {
                continue;
            }
            let crossing = Crossing { low, high, y: p.y };
            if super::grid::orientation(low, high, p) >= 0 {
                continue; // the point lies on the edge or west of it
            }
            // Facing east means going down: from `high` to `low`.
            let half = 2 * e + u32::from(a == low);
            if best.as_ref().is_none_or(|(b, _)| crossing.is_east_of(b)) {
                best = Some((crossing, half));
            }
        }
        best.map(|(_, half)| half)
    }
}

/// Where an edge crosses a row, exactly.
struct Crossing {
    low: GridPoint,
    high: GridPoint,
    y: i32,
}

impl Crossing {
    /// `x` at the row as a fraction with positive denominator.
    fn x(&self) -> (i128, i128) {
        let (dx, dy) = self.low.to(self.high);
        let up = i128::from(self.y) - i128::from(self.low.y);
        (i128::from(self.low.x) * i128::from(dy) + i128::from(dx) * up, i128::from(dy))
    }

    fn is_east_of(&self, other: &Self) -> bool {
        let ((a, da), (b, db)) = (self.x(), other.x());
        match (a * db).cmp(&(b * da)) {
            std::cmp::Ordering::Equal => {
                // Both leave the same vertex upwards: compare just above the row.
                let ((ax, ay), (bx, by)) = (self.low.to(self.high), other.low.to(other.high));
                i128::from(ax) * i128::from(by) > i128::from(bx) * i128::from(ay)
            }
            order => order.is_gt(),
        }
    }
}
