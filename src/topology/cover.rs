//! Which shapes cover which face.

use super::arrangement::{Arrangement, Half};
use super::faces::{Faces, OUTSIDE};

/// For each face the shapes that cover it, as a row of bits, 64 shapes a word.
pub struct Cover {
    words: usize,
    bits: Vec<u64>,
}

/// A face with the chain across which it is reached from another.
struct Reached {
    face: usize,
    from: usize,
    chain: usize,
}

impl Cover {
    /// Crossing a chain toggles the shapes whose outline it is; the walk starts outside, where no
    /// shape is.
    pub fn of(arrangement: &Arrangement, faces: &Faces, shape_count: usize) -> Self {
        let reached = walk(faces);
        let words = shape_count.div_ceil(64).max(1);
        let mut bits = vec![0u64; faces.count * words];
        // First what each face has other than the one it was reached from. Lines are asked for in
        // order.
        let mut asked: Vec<&Reached> = reached.iter().collect();
        asked.sort_unstable_by_key(|reached| reached.chain);
        let layer = |chain: usize| arrangement.chains[chain].layer;
        for in_layer in asked.chunk_by(|p, q| layer(p.chain) == layer(q.chain)) {
            let lines: Vec<u32> =
                in_layer.iter().map(|r| arrangement.chains[r.chain].from).collect();
            let lines_of = &arrangement.layers[layer(in_layer[0].chain) as usize];
            lines_of.shapes.lists(&lines, &arrangement.sets, |i, shapes| {
                let row = in_layer[i].face * words;
                for &shape in shapes {
                    bits[row + shape as usize / 64] ^= 1 << (shape % 64);
                }
            });
        }
        for Reached { face, from, .. } in reached {
            for word in 0..words {
                bits[face * words + word] ^= bits[from * words + word];
            }
        }
        Self { words, bits }
    }

    /// The bits of a face.
    pub fn row(&self, face: usize) -> &[u64] {
        &self.bits[face * self.words..(face + 1) * self.words]
    }
}

/// All faces but the outside, each after the one it is reached from.
fn walk(faces: &Faces) -> Vec<Reached> {
    let mut starts = vec![0usize; faces.count + 1];
    for &face in &faces.left {
        starts[face as usize + 1] += 1;
    }
    for face in 0..faces.count {
        starts[face + 1] += starts[face];
    }
    let mut around: Vec<Half> = vec![0; faces.left.len()];
    let mut free = starts.clone();
    for (half, &face) in faces.left.iter().enumerate() {
        around[free[face as usize]] = half as Half;
        free[face as usize] += 1;
    }
    let mut seen = vec![false; faces.count];
    seen[OUTSIDE as usize] = true;
    let mut reached = Vec::with_capacity(faces.count);
    let mut stack = vec![OUTSIDE as usize];
    while let Some(from) = stack.pop() {
        for &half in &around[starts[from]..starts[from + 1]] {
            let face = faces.left[(half ^ 1) as usize] as usize;
            if !std::mem::replace(&mut seen[face], true) {
                reached.push(Reached { face, from, chain: half as usize / 2 });
                stack.push(face);
            }
        }
    }
    reached
}
