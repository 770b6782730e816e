//! Many lines with a tree that finds those near each other.

use super::bounds::Bounds;
use super::grid::GridPoint;
use super::meet::Line;
use super::noding::Segment;
use super::outlines::Linework;
use super::shapes::{Sets, Shapes};
use super::tree::Tree;
use super::vertices::Index;
use wide::i32x8;

/// Lines of a block at most: few enough to compare all with all, enough to keep the tree small.
const BLOCK: u32 = 8;

/// Lines, each from a point to the next one; a line has the number of its first point.
pub struct Lines {
    /// The points of all lines.
    pub points: Vec<GridPoint>,
    /// Stretches of points between which there are lines, first and last, in order.
    pub stretches: Vec<(u32, u32)>,
    /// The shapes whose outline each line belongs to.
    pub shapes: Shapes,
    /// Blocks of successive lines: the first, and how many.
    blocks: Vec<(u32, u32)>,
    tree: Tree,
    /// A bit for each line that has been replaced by others, or that there never was.
    replaced: Vec<u64>,
}

impl Lines {
    fn new(
        points: Vec<GridPoint>,
        stretches: Vec<(u32, u32)>,
        blocks: Vec<(u32, u32)>,
        shapes: Shapes,
    ) -> Self {
        let around = |&(first, count): &(u32, u32)| {
            // A step wider: what comes within half a step is near, too.
            Bounds::around(&points[first as usize..=(first + count) as usize]).wider()
        };
        let bounds: Vec<Bounds> = blocks.iter().map(around).collect();
        let tree = Tree::new(&bounds);
        let replaced = vec![0; points.len().div_ceil(64)];
        Self { points, stretches, shapes, blocks, tree, replaced }
    }

    /// The lines of outlines: those along spans, and the links; and the numbers of the points of the
    /// former. What an outline has twice is left out.
    pub fn of_linework(linework: Linework, sets: &mut Sets) -> ([Self; 2], Index) {
        let Linework { points, index, spans, links, .. } = linework;
        let ends = |&(a, b, shape): &(u32, u32, u32)| {
            Segment::new(points[a as usize], points[b as usize], sets.number(&[shape]))
        };
        let links: Vec<Segment> = links.iter().filter_map(ends).collect();
        let mut stretches = Vec::new();
        let mut blocks = Vec::with_capacity(points.len() / BLOCK as usize);
        spans.walk(|from, to, _| {
            stretches.push((from, to));
            let starts = (from..to).step_by(BLOCK as usize);
            blocks.extend(starts.map(|start| (start, BLOCK.min(to - start))));
        });
        let along = Self::new(points, stretches, blocks, Shapes::Along(spans));
        ([along, Self::of_segments(links, sets)], index)
    }

    /// Lines between two points each. What stands twice for a shape is left out (the even-odd rule).
    pub fn of_segments(mut segments: Vec<Segment>, sets: &mut Sets) -> Self {
        segments.sort_unstable();
        let mut lines: Vec<Segment> = segments
            .chunk_by(Segment::same_ends)
            .filter_map(|same| {
                let of_each: Vec<u32> = same.iter().map(|segment| segment.set).collect();
                sets.odd(&of_each).map(|set| Segment { set, ..same[0] })
            })
            .collect();
        // Near lines get near numbers, so that they share blocks.
        let all = Bounds::around(lines.iter().flat_map(|line| [&line.a, &line.b]));
        lines.sort_by_cached_key(|line| all.place(Bounds::around([&line.a, &line.b])));
        let points: Vec<GridPoint> = lines.iter().flat_map(|line| [line.a, line.b]).collect();
        let shapes = Shapes::Listed(lines.iter().map(|line| line.set).collect());
        let end = points.len() as u32;
        let blocks = (0..end).step_by(BLOCK as usize).map(|k| (k, BLOCK.min(end - k) - 1));
        let stretches = (0..end).step_by(2).map(|k| (k, k + 1)).collect();
        let mut lines = Self::new(points, stretches, blocks.collect(), shapes);
        // Between the end of a line and the start of the next there is none.
        (1..end).step_by(2).for_each(|k| lines.replace(k));
        lines
    }

    /// The ends of a line.
    #[inline]
    pub fn line(&self, line: u32) -> Line {
        let (p, q) = (self.points[line as usize], self.points[line as usize + 1]);
        (p.min(q), p.max(q))
    }

    /// Whether a line is not there, or no more.
    #[inline]
    pub fn is_replaced(&self, line: u32) -> bool {
        self.replaced[line as usize / 64] >> (line % 64) & 1 == 1
    }

    /// The line between two points of successive numbers, if there is one.
    pub fn between(&self, p: u32, q: u32) -> Option<u32> {
        let line = p.min(q);
        let after = self.stretches.partition_point(|stretch| stretch.0 <= line);
        let (_, to) = *self.stretches.get(after.checked_sub(1)?)?;
        (p.abs_diff(q) == 1 && line < to && !self.is_replaced(line)).then_some(line)
    }

    /// Takes a line out.
    pub fn replace(&mut self, line: u32) {
        self.replaced[line as usize / 64] |= 1 << (line % 64);
    }

    /// The numbers of the lines that are not there.
    pub fn replaced(&self) -> impl Iterator<Item = u32> {
        super::shapes::ones(&self.replaced)
    }

    /// The lines of a block that are still there.
    pub fn block(&self, block: u32) -> impl Iterator<Item = u32> {
        let (first, count) = self.blocks[block as usize];
        (first..first + count).filter(|&line| !self.is_replaced(line))
    }

    /// The boxes of a block's lines.
    #[inline]
    pub fn boxes(&self, block: u32) -> Boxes {
        let (first, count) = self.blocks[block as usize];
        let (from, n) = (first as usize, count as usize);
        let mut points = [GridPoint { x: 0, y: 0 }; BLOCK as usize + 1];
        for (point, own) in points.iter_mut().zip(&self.points[from..=from + n]) {
            *point = *own;
        }
        let ends = |of: fn(GridPoint) -> i32| {
            let [a, b] = [0, 1].map(|end| i32x8::new(std::array::from_fn(|i| of(points[i + end]))));
            (a.min(b), a.max(b))
        };
        let ((west, east), (south, north)) = (ends(|point| point.x), ends(|point| point.y));
        // The bits of the block's lines: those of a word and of the next one.
        let (word, bit) = (from / 64, from % 64);
        let next = self.replaced.get(word + 1).map_or(0, |next| next << 1 << (63 - bit));
        let there = !(self.replaced[word] >> bit | next) as u32 & ((1 << count) - 1);
        Boxes { first, there, west, south, east, north }
    }

    /// The tree of the blocks.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Calls `visit` with all lines whose block comes near a box.
    pub fn near(&self, bounds: Bounds, mut visit: impl FnMut(u32)) {
        self.tree.search(
            &mut (),
            |(), b| b.meets(&bounds),
            |(), block, _| self.block(block).for_each(&mut visit),
        );
    }
}

/// The boxes of the lines of a block, side by side so that all can be compared at once.
pub struct Boxes {
    /// The block's first line.
    pub first: u32,
    /// A bit for each line that is still there.
    there: u32,
    west: i32x8,
    south: i32x8,
    east: i32x8,
    north: i32x8,
}

impl Boxes {
    /// The lines, by their places in the block, whose boxes meet a box.
    #[inline]
    pub fn near(&self, bounds: &Bounds) -> impl Iterator<Item = u32> + use<> {
        let [west, south, east, north] =
            [bounds.west, bounds.south, bounds.east, bounds.north].map(i32x8::splat);
        let apart = self.west.simd_gt(east)
            | west.simd_gt(self.east)
            | self.south.simd_gt(north)
            | south.simd_gt(self.north);
        let mut rest = !apart.to_bitmask() & self.there;
        std::iter::from_fn(move || {
            let first = (rest != 0).then(|| rest.trailing_zeros());
            rest &= rest.wrapping_sub(1);
            first
        })
    }

    /// The box of a line, a step wider on all sides: what comes within half a step counts.
    #[inline]
    pub fn bounds(&self, i: u32) -> Bounds {
        let i = i as usize;
        Bounds {
            west: self.west.as_array()[i],
            south: self.south.as_array()[i],
            east: self.east.as_array()[i],
            north: self.north.as_array()[i],
        }
        .wider()
    }
}
