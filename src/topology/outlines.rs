//! Outlines of all days as stretches of numbered vertices.

use super::grid::GridPoint;
use super::shapes::Toggles;
use super::vertices::{Index, Vertices};
use crate::math::{Areas, Block, Ring};
use crate::timeline::DatedArea;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::HashMap;
use std::sync::Arc;

/// How many points are snapped before the first of them is looked up.
const AHEAD: usize = 32;

/// Numbers the distinct outlines and takes them apart.
///
/// Vertices are numbered as they come, so that an outline is mostly runs of successive numbers, up
/// or down: a *span* stands for all segments of such a run, a *link* for one segment between other
/// vertices. An outline that follows an earlier one, as that of the next day or of a neighbor
/// does, runs over its numbers; only where it leaves it a point must be looked up. A block that
/// several outlines have is numbered once.
#[derive(Default)]
pub struct Outlines {
    vertices: Vertices,
    by_address: HashMap<*const Areas, u32>,
    by_content: HashMap<Pieces, u32>,
    /// Where in `runs` those of a block are, by its place in memory. Only looked up, so its order
    /// shows nowhere.
    by_block: FxHashMap<*const Block, (u32, u32)>,
    /// First and last vertex of runs of vertices whose numbers follow each other.
    runs: Vec<(u32, u32)>,
}

/// What an outline consists of.
#[derive(Default, PartialEq, Eq, Hash)]
struct Pieces {
    /// First and last vertex of each run, the smaller first; all links end at such.
    spans: Vec<(u32, u32)>,
    /// The ends of segments between vertices whose numbers do not follow each other, the smaller
    /// first.
    links: Vec<(u32, u32)>,
}

/// All outlines taken apart.
pub struct Linework {
    /// The vertices by number.
    pub points: Vec<GridPoint>,
    /// The numbers of the vertices.
    pub index: Index,
    /// Which shapes run over which vertices.
    pub spans: Toggles,
    /// Links with their shapes, sorted.
    pub links: Vec<(u32, u32, u32)>,
    /// How many shapes there are.
    pub shape_count: usize,
}

impl Outlines {
    /// None yet; makes room for the vertices of some areas. Most borders are those of two areas, so
    /// that there will be about half as many vertices as the areas' blocks have positions.
    pub fn expected(areas: &[DatedArea]) -> Self {
        let mut known: FxHashSet<*const Areas> = FxHashSet::default();
        let mut seen: FxHashSet<*const Block> = FxHashSet::default();
        let geometries = areas.iter().flat_map(|area| {
            let others = area.within.iter().chain(&area.without);
            others.chain([&area.geometry])
        });
        let geometries = geometries.filter(|geometry| known.insert(Arc::as_ptr(geometry)));
        let blocks = geometries.flat_map(|geometry| geometry.rings()).flat_map(Ring::blocks);
        let new = blocks.filter(|(block, _)| seen.insert(Arc::as_ptr(block)));
        let positions: usize = new.map(|(block, _)| block.coords().len()).sum();
        let mut outlines = Self::default();
        outlines.vertices.reserve(positions / 2);
        outlines
    }

    /// The number of an outline: equal outlines are one shape.
    pub fn number(&mut self, geometry: &Arc<Areas>) -> u32 {
        if let Some(&number) = self.by_address.get(&Arc::as_ptr(geometry)) {
            return number;
        }
        let mut pieces = Pieces::default();
        for ring in geometry.rings() {
            self.reserve(ring);
            self.follow(ring, &mut pieces);
        }
        let next = self.by_content.len() as u32;
        let number = *self.by_content.entry(pieces).or_insert(next);
        self.by_address.insert(Arc::as_ptr(geometry), number);
        number
    }

    /// The numbers of an area's ground: its own outline, those that it is kept within, and those that
    /// are taken out.
    pub fn ground(&mut self, area: &DatedArea) -> (u32, Vec<u32>, Vec<u32>) {
        let shape = self.number(&area.geometry);
        let within = area.within.iter().map(|within| self.number(within)).collect();
        (shape, within, area.without.iter().map(|hole| self.number(hole)).collect())
    }

    /// Makes room for what a ring may add.
    fn reserve(&mut self, ring: &Ring) {
        let new =
            |(block, _): &(&Arc<Block>, bool)| !self.by_block.contains_key(&Arc::as_ptr(block));
        let more = ring.blocks().filter(new).map(|(block, _)| block.coords().len()).sum();
        self.vertices.reserve(more);
    }

    /// Numbers the vertices of a ring.
    fn follow(&mut self, ring: &Ring, pieces: &mut Pieces) {
        let mut run: Option<(u32, Run)> = None;
        for (block, reversed) in ring.blocks() {
            let (from, to) = match self.by_block.get(&Arc::as_ptr(block)) {
                Some(&known) => known,
                None => self.of_block(block),
            };
            let runs = self.runs.get(from as usize..to as usize).unwrap_or_default();
            let mut go = |start: u32, end: u32| {
                let (_, run) = run.get_or_insert_with(|| (start, Run::at(start)));
                run.along(start, end, pieces);
            };
            match reversed {
                false => runs.iter().for_each(|&(start, end)| go(start, end)),
                true => runs.iter().rev().for_each(|&(start, end)| go(end, start)),
            }
        }
        if let Some((first, mut run)) = run {
            run.extend(first, pieces);
            run.finish(pieces);
        }
    }

    /// Numbers the vertices of a block; where in `runs` its runs are.
    fn of_block(&mut self, block: &Arc<Block>) -> (u32, u32) {
        let from = self.runs.len() as u32;
        let mut here: Option<GridPoint> = None;
        let mut run: Option<Run> = None;
        let mut found = 0;
        for some in block.coords().chunks(AHEAD) {
            let mut points = [GridPoint { x: 0, y: 0 }; AHEAD];
            for (point, c) in points.iter_mut().zip(some) {
                *point = GridPoint::snap(*c);
            }
            let points = &points[..some.len()];
            // Most of the last points had to be looked up, so that these will have to be, too.
            if 2 * found < AHEAD {
                self.vertices.foresee(points);
            }
            found = 0;
            for &point in points {
                if here.replace(point) == Some(point) {
                    continue;
                }
                let known = self.vertices.points();
                let follows = |v: &u32| known.get(*v as usize) == Some(&point);
                let onward = run.as_ref().and_then(|run| run.candidates().find(follows));
                found += usize::from(onward.is_some());
                let next = onward.unwrap_or_else(|| self.vertices.number(point));
                match &mut run {
                    Some(run) if run.continues(next) => run.go_on(next),
                    _ => {
                        self.runs
                            .extend(run.replace(Run::at(next)).map(|run| (run.start, run.end)));
                    }
                }
            }
        }
        self.runs.extend(run.map(|run| (run.start, run.end)));
        let range = (from, self.runs.len() as u32);
        self.by_block.insert(Arc::as_ptr(block), range);
        range
    }

    /// All outlines together.
    pub fn into_linework(self) -> Linework {
        let (mut spans, mut links) = (Toggles::default(), Vec::new());
        let shape_count = self.by_content.len();
        // In any order: both are sorted below.
        for (pieces, shape) in self.by_content {
            for (from, to) in pieces.spans {
                spans.add(from, to, shape);
            }
            links.extend(pieces.links.into_iter().map(|(a, b)| (a, b, shape)));
        }
        spans.sort(shape_count);
        links.sort_unstable();
        let (points, index) = self.vertices.into_parts();
        Linework { points, index, spans, links, shape_count }
    }
}

/// A run of vertices whose numbers follow each other.
struct Run {
    start: u32,
    end: u32,
    /// 1 upwards, `u32::MAX` downwards, 0 while there is only one vertex.
    step: u32,
}

impl Run {
    /// A run of one vertex.
    fn at(vertex: u32) -> Self {
        Self { start: vertex, end: vertex, step: 0 }
    }

    /// Whether a vertex would lengthen the run.
    fn continues(&self, next: u32) -> bool {
        let step = next.wrapping_sub(self.end);
        (step == 1 || step == u32::MAX) && (self.step == 0 || self.step == step)
    }

    /// Goes on to a vertex that continues the run.
    fn go_on(&mut self, next: u32) {
        self.step = next.wrapping_sub(self.end);
        self.end = next;
    }

    /// Goes on to a vertex, and from there over successive numbers to another.
    fn along(&mut self, start: u32, end: u32, pieces: &mut Pieces) {
        self.extend(start, pieces);
        if start != end {
            self.extend(if start < end { start + 1 } else { start - 1 }, pieces);
            // Wherever the run began, it goes this way now.
            self.end = end;
        }
    }

    /// The vertices that would lengthen the run.
    fn candidates(&self) -> impl Iterator<Item = u32> + use<> {
        let (one, other) = if self.step == 0 { (1, Some(u32::MAX)) } else { (self.step, None) };
        let end = self.end;
        std::iter::once(one).chain(other).map(move |step| end.wrapping_add(step))
    }

    /// Goes on to a vertex.
    fn extend(&mut self, next: u32, pieces: &mut Pieces) {
        if next == self.end {
            return;
        }
        if self.continues(next) {
            return self.go_on(next);
        }
        let step = next.wrapping_sub(self.end);
        let near = step == 1 || step == u32::MAX;
        self.finish(pieces);
        self.start = if near { self.end } else { next };
        self.step = if near { step } else { 0 };
        if !near {
            pieces.links.push((self.end.min(next), self.end.max(next)));
        }
        self.end = next;
    }

    /// Ends the run.
    fn finish(&self, pieces: &mut Pieces) {
        // Also where it has a single vertex: the walk along all spans stops there, as links do.
        pieces.spans.push((self.start.min(self.end), self.start.max(self.end)));
    }
}
