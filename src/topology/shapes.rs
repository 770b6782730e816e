//! Which shapes have a line in their outline.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

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

/// Sets of shapes by number: many lines have the same shapes, and then one list is enough.
#[derive(Default)]
pub struct Sets {
    lists: Vec<Arc<[u32]>>,
    numbers: HashMap<Arc<[u32]>, u32>,
}

impl Sets {
    /// The number of a set, given as a sorted list.
    pub fn number(&mut self, list: &[u32]) -> u32 {
        if let Some(&number) = self.numbers.get(list) {
            return number;
        }
        let (list, number) = (Arc::<[u32]>::from(list), self.lists.len() as u32);
        self.lists.push(Arc::clone(&list));
        self.numbers.insert(list, number);
        number
    }

    /// The shapes of a set, sorted.
    pub fn list(&self, number: u32) -> &[u32] {
        &self.lists[number as usize]
    }

    /// What an odd number of some sets have; `None` if that is nothing.
    pub fn odd(&mut self, sets: &[u32]) -> Option<u32> {
        if let [one] = *sets {
            return Some(one).filter(|one| !self.list(*one).is_empty());
        }
        let mut all: Vec<u32> = sets.iter().flat_map(|set| self.list(*set)).copied().collect();
        all.sort_unstable();
        let odd: Vec<u32> = all
            .chunk_by(|p, q| p == q)
            .filter(|same| same.len() % 2 == 1)
            .map(|same| same[0])
            .collect();
        (!odd.is_empty()).then(|| self.number(&odd))
    }
}

/// The shapes of each line of a [`super::lines::Lines`].
pub enum Shapes {
    /// Lines from vertex to vertex along stretches.
    Along(Toggles),
    /// The sets of the lines numbered 0, 2, 4 …
    Listed(Vec<u32>),
}

impl Shapes {
    /// Calls `visit` with each of some lines (sorted) by its place in `lines`, and its set.
    pub fn sets(&self, lines: &[u32], sets: &mut Sets, mut visit: impl FnMut(usize, u32)) {
        match self {
            Self::Along(toggles) => along(toggles, lines, |asked, set| {
                let list: Vec<u32> = set.iter().collect();
                let number = sets.number(&list);
                asked.for_each(|i| visit(i, number));
            }),
            Self::Listed(own) => {
                lines.iter().enumerate().for_each(|(i, line)| visit(i, own[*line as usize / 2]));
            }
        }
    }

    /// Calls `visit` with each of some lines (sorted) by its place in `lines`, and its shapes.
    pub fn lists(&self, lines: &[u32], sets: &Sets, mut visit: impl FnMut(usize, &[u32])) {
        match self {
            Self::Along(toggles) => along(toggles, lines, |asked, set| {
                let list: Vec<u32> = set.iter().collect();
                asked.for_each(|i| visit(i, &list));
            }),
            Self::Listed(own) => {
                for (i, &line) in lines.iter().enumerate() {
                    visit(i, sets.list(own[line as usize / 2]));
                }
            }
        }
    }
}

/// Calls `visit` with the lines of each stretch, as a range of `lines`, and their shapes.
fn along(toggles: &Toggles, lines: &[u32], mut visit: impl FnMut(Range<usize>, &ShapeSet)) {
    if lines.is_empty() {
        return;
    }
    let mut next = 0;
    toggles.walk(|from, to, set| {
        next += lines[next..].partition_point(|line| *line < from);
        let end = next + lines[next..].partition_point(|line| *line < to);
        if end > next {
            visit(next..end, set);
        }
        next = end;
    });
}
