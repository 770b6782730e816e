//! Splits lines wherever they meet, so that two lines share at most an end point.
//!
//! Intersections are rounded to the grid and the pieces tested again until nothing meets any more.
//! Mostly that takes two or three rounds, as a piece moves by at most half a step; lines that met
//! nothing in a round cannot meet each other in the next, so that only the pieces are looked at
//! again. Where many lines run almost alike, pieces could go on stepping over each other's ends for
//! ever. What is not settled after some rounds is snapped as a whole: every line that passes within
//! half a step of any end or crossing is led through it, after which nothing meets (Hobby 1999,
//! "Practical segment intersection with finite precision output").

use super::bounds::Bounds;
use super::grid::GridPoint;
use super::lines::{Boxes, Lines};
use super::meet::{meet, meet_or_pass, passes};
use super::outlines::Linework;
use super::shapes::Sets;
use super::tree::Item;
use super::vertices::Index;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// An undirected segment with the shapes whose outline it belongs to. `a < b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Segment {
    /// The smaller end.
    pub a: GridPoint,
    /// The greater end.
    pub b: GridPoint,
    /// The shapes, as a number of [`Sets`].
    pub set: u32,
}

impl Segment {
    /// A segment from its ends in any order; `None` if they are the same.
    pub fn new(p: GridPoint, q: GridPoint, set: u32) -> Option<Self> {
        (p != q).then(|| Self { a: p.min(q), b: p.max(q), set })
    }

    /// Whether two segments have the same ends.
    pub fn same_ends(&self, other: &Self) -> bool {
        (self.a, self.b) == (other.a, other.b)
    }
}

/// Noded lines.
pub struct Noded {
    /// Lines along spans, links, and the pieces of each round.
    pub layers: Vec<Lines>,
    /// The numbers of the points of the first.
    pub index: Index,
    /// The shapes of links and pieces.
    pub sets: Sets,
}

/// Rounds in which lines are split only where they meet.
pub const PLAIN_ROUNDS: usize = 4;

/// Rounds after which whatever still meets is left as it is; never reached in practice.
const MAX_ROUNDS: usize = 16;

/// A point at which a line must be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    /// Which of the [`Lines`].
    layer: usize,
    line: u32,
    point: GridPoint,
}

/// Which lines are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// [`meet`].
    Meet,
    /// [`meet_or_pass`].
    MeetOrPass,
}

/// Lines that may still meet anywhere: those along spans, and the links.
pub struct Unnoded {
    layers: Vec<Lines>,
    index: Index,
    sets: Sets,
}

impl Unnoded {
    /// The lines of outlines.
    pub fn of(linework: Linework) -> Self {
        let mut sets = Sets::default();
        let (layers, index) = Lines::of_linework(linework, &mut sets);
        Self { layers: layers.into(), index, sets }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.layers.iter().map(|lines| lines.points.len()).sum()
    }

    /// About how many points there are at which lines must be split, told from some lines spread
    /// over all; pairs of blocks that lie near each other count, too, with the time that they take.
    pub fn crowding(&self) -> u64 {
        /// Blocks that are looked at.
        const SAMPLE: usize = 384;
        /// Blocks near them, after which it is known to be many.
        const MOST_NEAR: usize = 1 << 20;
        /// Pairs of blocks that take as long as a point.
        const PAIRS: usize = 64;
        let blocks: Vec<(usize, Item<'_>)> = (self.layers.iter().enumerate())
            .flat_map(|(i, lines)| lines.tree().items().into_iter().map(move |item| (i, item)))
            .collect();
        // A prime that does not divide the number leads to each block once.
        let step = [7919, 104_729]
            .into_iter()
            .find(|step| !blocks.len().is_multiple_of(*step))
            .unwrap_or(1);
        let (mut taken, mut near, mut cuts, mut found) = (0, 0, 0, Vec::new());
        while taken < blocks.len().min(SAMPLE) && near < MOST_NEAR {
            let (layer, item) = blocks[taken * step % blocks.len()];
            let block = BlockOf { lines: &self.layers[layer], layer, item };
            let own = block.boxes();
            for (other_layer, lines) in self.layers.iter().enumerate() {
                lines.tree().search(
                    &mut near,
                    |_, bounds| bounds.meets(item.1),
                    |near, other, bounds| {
                        *near += 1;
                        let item = (other, bounds);
                        let other = BlockOf { lines, layer: other_layer, item };
                        block.against(&own, other, Rule::Meet, &mut found);
                        cuts += found.len();
                        found.clear();
                    },
                );
            }
            taken += 1;
        }
        // Each pair was or would have been met from both of its sides.
        let all = (cuts + near / PAIRS) as f64 / 2.0 * blocks.len() as f64 / taken.max(1) as f64;
        all as u64
    }

    /// Splits until no two lines meet except in end points. First come the lines along spans, then
    /// the links, then the pieces of each round; lines that were split count as replaced.
    pub fn node(self) -> Noded {
        noded(self)
    }
}

fn noded(Unnoded { mut layers, index, mut sets }: Unnoded) -> Noded {
    let mut new = 0;
    for round in 0..MAX_ROUNDS {
        let mut cuts = cuts(&layers, new, Rule::Meet);
        if cuts.is_empty() {
            break;
        }
        if round >= PLAIN_ROUNDS {
            cuts = snapped(&layers);
        }
        let mut pieces = split(&mut layers, &mut sets, &cuts);
        absorb(&mut layers, &index, &mut sets, &mut pieces);
        new = layers.len();
        layers.push(Lines::of_segments(pieces, &mut sets));
    }
    Noded { layers, index, sets }
}

/// Where lines of the layers from `new` on must be split, or others where they meet these; sorted,
/// without repetition.
fn cuts(layers: &[Lines], new: usize, rule: Rule) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for i in new..layers.len() {
        let (lines, layer) = (&layers[i], i);
        let found = lines.tree().pairs(|one, other, found: &mut Found| {
            let block = BlockOf { lines, layer, item: one };
            // Most pairs have the same block as the one before.
            let own = match found.last.take() {
                Some((number, boxes)) if number == one.0 => boxes,
                _ => block.boxes(),
            };
            if one.0 == other.0 {
                block.within(&own, rule, &mut found.cuts);
            } else {
                block.against(&own, BlockOf { item: other, ..block }, rule, &mut found.cuts);
            }
            found.last = Some((one.0, own));
        });
        cuts.extend(found.into_iter().flat_map(|found| found.cuts));
        for (j, older) in layers[..i].iter().enumerate() {
            let found = lines.tree().items().into_par_iter().flat_map_iter(|item| {
                let block = BlockOf { lines, layer, item };
                let own = block.boxes();
                let mut found = Vec::new();
                older.tree().search(
                    &mut found,
                    |_, bounds| bounds.meets(item.1),
                    |found, other, bounds| {
                        let item = (other, bounds);
                        let other = BlockOf { lines: older, layer: j, item };
                        block.against(&own, other, rule, found);
                    },
                );
                found
            });
            cuts.par_extend(found);
        }
    }
    cuts.par_sort_unstable();
    cuts.dedup();
    cuts
}

/// Where all lines must be split that pass within half a step of an end or of a crossing.
fn snapped(layers: &[Lines]) -> Vec<Cut> {
    let mut cuts = cuts(layers, 0, Rule::MeetOrPass);
    let points: BTreeSet<GridPoint> = cuts.iter().map(|cut| cut.point).collect();
    for (layer, lines) in layers.iter().enumerate() {
        for &point in &points {
            lines.near(Bounds::around([&point]), |line| {
                if passes(lines.line(line), point) {
                    cuts.push(Cut { layer, line, point });
                }
            });
        }
    }
    cuts.par_sort_unstable();
    cuts.dedup();
    cuts
}

/// What is found among pairs of blocks.
#[derive(Default)]
struct Found {
    cuts: Vec<Cut>,
    /// The last block, and the boxes of its lines.
    last: Option<(u32, Boxes)>,
}

/// A block of some lines, which are the layer of that number.
#[derive(Clone, Copy)]
struct BlockOf<'a> {
    lines: &'a Lines,
    layer: usize,
    item: Item<'a>,
}

impl BlockOf<'_> {
    /// The boxes of its lines.
    fn boxes(&self) -> Boxes {
        self.lines.boxes(self.item.0)
    }

    fn within(&self, block: &Boxes, rule: Rule, cuts: &mut Vec<Cut>) {
        for p in block.near(&Bounds::ALL) {
            for q in block.near(&block.bounds(p)).take_while(|q| *q < p) {
                self.test(block.first + p, *self, block.first + q, rule, cuts);
            }
        }
    }

    fn against(&self, own: &Boxes, other: Self, rule: Rule, cuts: &mut Vec<Cut>) {
        let mut near = own.near(other.item.1).peekable();
        if near.peek().is_none() {
            return;
        }
        let others = other.boxes();
        for p in near {
            for q in others.near(&own.bounds(p)) {
                self.test(own.first + p, other, others.first + q, rule, cuts);
            }
        }
    }

    /// Tests a line against one of another block.
    #[inline]
    fn test(&self, p: u32, other: Self, q: u32, rule: Rule, cuts: &mut Vec<Cut>) {
        let cut = |which, point| {
            let (layer, line) = if which == 0 { (self.layer, p) } else { (other.layer, q) };
            cuts.push(Cut { layer, line, point });
        };
        match rule {
            Rule::Meet => meet(self.lines.line(p), other.lines.line(q), cut),
            Rule::MeetOrPass => meet_or_pass(self.lines.line(p), other.lines.line(q), cut),
        }
    }
}

/// Takes lines that are cut out and gives their pieces.
fn split(layers: &mut [Lines], sets: &mut Sets, cuts: &[Cut]) -> Vec<Segment> {
    let mut pieces = Vec::with_capacity(2 * cuts.len());
    for in_layer in cuts.chunk_by(|p, q| p.layer == q.layer) {
        let lines = &mut layers[in_layer[0].layer];
        let each: Vec<&[Cut]> = in_layer.chunk_by(|p, q| p.line == q.line).collect();
        let numbers: Vec<u32> = each.iter().map(|cuts| cuts[0].line).collect();
        let mut points: Vec<GridPoint> = Vec::new();
        lines.shapes.sets(&numbers, sets, |i, set| {
            let (a, b) = lines.line(numbers[i]);
            // Cuts are sorted by x, then y: the order along the line unless rounding moved one
            // aside.
            points.clear();
            points.extend(each[i].iter().map(|cut| cut.point));
            points.sort_by_key(|point| {
                let ((dx, dy), (px, py)) = (a.to(b), a.to(*point));
                i128::from(dx) * i128::from(px) + i128::from(dy) * i128::from(py)
            });
            let mut from = a;
            for &to in points.iter().chain([&b]) {
                pieces.extend(Segment::new(from, to, set));
                from = to;
            }
        });
        for line in numbers {
            lines.replace(line);
        }
    }
    pieces
}

/// Takes lines out that are the same as pieces, and adds their shapes to these.
fn absorb(layers: &mut [Lines], index: &Index, sets: &mut Sets, pieces: &mut Vec<Segment>) {
    pieces.sort_unstable();
    let mut found: Vec<Segment> = Vec::new();
    for (layer, lines) in layers.iter_mut().enumerate() {
        let mut same: Vec<u32> = Vec::new();
        for piece in pieces.chunk_by(Segment::same_ends) {
            let (a, b) = (piece[0].a, piece[0].b);
            if layer == 0 {
                let [p, q] = [a, b].map(|end| index.find(&lines.points, end));
                same.extend(p.zip(q).and_then(|(p, q)| lines.between(p, q)));
            } else {
                lines.near(Bounds::around([&a]), |line| {
                    if lines.line(line) == (a, b) {
                        same.push(line);
                    }
                });
            }
        }
        same.sort_unstable();
        lines.shapes.sets(&same, sets, |i, set| {
            let (a, b) = lines.line(same[i]);
            found.push(Segment { a, b, set });
        });
        for line in same {
            lines.replace(line);
        }
    }
    pieces.append(&mut found);
}
