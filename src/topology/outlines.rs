//! Outlines of all days as stretches of numbered vertices.

use super::grid::GridPoint;
use super::shapes::Toggles;
use super::vertices::{Index, Vertices};
use crate::timeline::DatedArea;
use geo::{LineString, MultiPolygon};
use std::collections::HashMap;
use std::sync::Arc;

/// How many points are snapped before the first of them is looked up.
const AHEAD: usize = 32;

/// Numbers the distinct outlines and takes them apart.
///
/// Vertices are numbered as they come, so that an outline is mostly runs of successive numbers, up
/// or down: a *span* stands for all segments of such a run, a *link* for one segment between other
/// vertices. An outline that follows an earlier one, as that of the next day or of a neighbor
/// does, runs over its numbers; only where it leaves it a point must be looked up.
#[derive(Default)]
pub struct Outlines {
    vertices: Vertices,
    by_address: HashMap<*const MultiPolygon<f64>, u32>,
    by_content: HashMap<Pieces, u32>,
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
    /// The number of an outline: equal outlines are one shape.
    pub fn number(&mut self, geometry: &Arc<MultiPolygon<f64>>) -> u32 {
        if let Some(&number) = self.by_address.get(&Arc::as_ptr(geometry)) {
            return number;
        }
        let rings =
            || geometry.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        self.vertices.reserve(rings().map(|ring| ring.0.len()).sum());
        let mut pieces = Pieces::default();
        for ring in rings() {
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

    /// Numbers the vertices of a ring.
    fn follow(&mut self, ring: &LineString<f64>, pieces: &mut Pieces) {
        let Some(start) = ring.coords().next() else { return };
        let mut here = GridPoint::snap(*start);
        let first = self.vertices.number(here);
        let mut run = Run { start: first, end: first, step: 0 };
        let mut found = 0;
        for some in ring.0.chunks(AHEAD) {
            let mut points = [here; AHEAD];
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
                if point == here {
                    continue;
                }
                here = point;
                let known = self.vertices.points();
                let onward = run.candidates().find(|&v| known.get(v as usize) == Some(&point));
                found += usize::from(onward.is_some());
                let next = onward.unwrap_or_else(|| self.vertices.number(point));
                run.extend(next, pieces);
            }
        }
        run.extend(first, pieces);
        run.finish(pieces);
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
        let step = next.wrapping_sub(self.end);
        let near = step == 1 || step == u32::MAX;
        if near && (self.step == 0 || self.step == step) {
            self.step = step;
        } else {
            self.finish(pieces);
            self.start = if near { self.end } else { next };
            self.step = if near { step } else { 0 };
            if !near {
                pieces.links.push((self.end.min(next), self.end.max(next)));
            }
        }
        self.end = next;
    }

    /// Ends the run.
    fn finish(&self, pieces: &mut Pieces) {
        // Also where it has a single vertex: the walk along all spans stops there, as links do.
        pieces.spans.push((self.start.min(self.end), self.start.max(self.end)));
    }
}
