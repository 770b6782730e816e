//! Which shapes have a line in their outline.

/// Stretches of vertices that belong to outlines, as the places where each begins and ends.
///
/// Going along the vertices, a shape comes in where a stretch of it begins and goes out where it
/// ends: what a shape has twice cancels out, as the even-odd rule asks.
#[derive(Default)]
pub struct Toggles {
    places: Vec<(u32, u32)>,
    shape_count: usize,
}

impl Toggles {
    /// Adds the vertices `from..=to` of a shape; call [`Toggles::sort`] when done.
    pub fn add(&mut self, from: u32, to: u32, shape: u32) {
        self.places.extend([(from, shape), (to, shape)]);
    }

    /// Brings the places in order.
    pub fn sort(&mut self, shape_count: usize) {
        self.places.sort_unstable();
        self.shape_count = shape_count;
    }

    /// Calls `visit` with each stretch `from..=to` that any shape has and along which the shapes
    /// stay the same, in order.
    pub fn walk(&self, mut visit: impl FnMut(u32, u32, &ShapeSet)) {
        let mut set = ShapeSet { words: vec![0; self.shape_count.div_ceil(64)], count: 0 };
        let mut from = 0;
        for here in self.places.chunk_by(|p, q| p.0 == q.0) {
            let to = here[0].0;
            if set.count > 0 {
                visit(from, to, &set);
            }
            for &(_, shape) in here {
                set.toggle(shape);
            }
            from = to;
        }
    }
}

/// A set of shapes.
pub struct ShapeSet {
    words: Vec<u64>,
    count: usize,
}

impl ShapeSet {
    fn toggle(&mut self, shape: u32) {
        let (word, bit) = (shape as usize / 64, 1 << (shape % 64));
        self.words[word] ^= bit;
        if self.words[word] & bit == 0 { self.count -= 1 } else { self.count += 1 }
    }

    /// Its shapes in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        ones(&self.words)
    }
}

/// The numbers of the bits that are set.
pub fn ones(words: &[u64]) -> impl Iterator<Item = u32> {
    let nonzero = |rest: u64| (rest != 0).then_some(rest);
    words.iter().enumerate().flat_map(move |(i, &word)| {
        std::iter::successors(nonzero(word), move |rest| nonzero(rest & (rest - 1)))
            .map(move |rest| 64 * i as u32 + rest.trailing_zeros())
    })
}

/// The shapes of each line of a [`super::lines::Lines`].
pub enum Shapes {
    /// Lines from vertex to vertex along stretches.
    Along(Toggles),
    /// Lists, one after the other; line `2 k` has `shapes[starts[k]..starts[k + 1]]`.
    Listed {
        /// Where each line's shapes start, and where the last one's end.
        starts: Vec<u32>,
        /// The shapes of all lines.
        shapes: Vec<u32>,
    },
}

impl Shapes {
    /// Calls `visit` with each of some lines (sorted) by its place in `lines`, and its shapes.
    pub fn of(&self, lines: &[u32], mut visit: impl FnMut(usize, &[u32])) {
        match self {
            Self::Along(toggles) if !lines.is_empty() => {
                let mut next = 0;
                let mut list: Vec<u32> = Vec::new();
                toggles.walk(|from, to, set| {
                    list.clear();
                    while let Some(&line) = lines.get(next).filter(|line| **line < to) {
                        if line >= from {
                            if list.is_empty() {
                                list.extend(set.iter());
                            }
                            visit(next, &list);
                        }
                        next += 1;
                    }
                });
            }
            Self::Along(_) => {}
            Self::Listed { starts, shapes } => {
                for (i, &line) in lines.iter().enumerate() {
                    let k = line as usize / 2;
                    visit(i, &shapes[starts[k] as usize..starts[k + 1] as usize]);
                }
            }
        }
    }
}
