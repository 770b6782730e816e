//! The coverage on the page: each arc is projected and smoothed once for all days.

use crate::math::PagePoint;
use crate::math::lock;
use crate::projection::Viewport;
use crate::scene::{Chain, Path, Run, Stretch};
use crate::topology::{ArcId, Coverage, CoverageArc, GridPoint, HalfArc, HistoryId, Ring};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

/// Rounds of corner cutting on fronts, by how long their segments are at least on average, in
/// pixels: corners of short segments are not seen.
const ROUNDS: [(f64, usize); 3] = [(4.0, 3), (2.0, 2), (1.0, 1)];
/// No corner is cut by more than this many page units at either side.
const MAX_CUT: f64 = 9.0;

/// What is drawn stays within this many pixels of the arc: closer cannot be seen, and every point
/// has to be filled and stroked on every day.
const TOLERANCE_PX: f64 = 0.125;

/// Longer arcs are smoothed and simplified in pieces of this many segments: so long they are drawn
/// from points much closer than can be seen, and would be eight times as many when smoothed.
const PIECE: usize = 1 << 13;

/// All arcs in page units.
pub struct PageArcs {
    arcs: Vec<PageArc>,
    /// Parts of rings that leave the page, clipped, by the arcs that they consist of.
    clipped: Mutex<HashMap<Vec<HalfArc>, Arc<Stretch>>>,
}

/// An arc in page units.
struct PageArc {
    all: Arc<Stretch>,
    /// What is left of it on the page and its margin, as lines, when it has been asked for.
    lines: OnceLock<Vec<Part>>,
}

/// A part of an arc.
#[derive(Clone)]
struct Part {
    stretch: Arc<Stretch>,
    /// Whether it begins where the arc does, and whether it ends there.
    ends: (bool, bool),
}

impl PageArcs {
    /// Projects all arcs.
    ///
    /// Arcs with ground on both sides are smoothed between their nodes, which stay; the outline of
    /// the theatre towards ground that nobody holds follows boundaries of the base map and is left
    /// as it is. `scale` is in pixels a page unit.
    pub fn new(coverage: &Coverage, viewport: &Viewport, scale: f64) -> Self {
        let piece = |points: &[GridPoint], inner: bool| {
            let positions: Vec<_> = points.iter().map(|p| p.degrees()).collect();
            let points = viewport.project_ring(&positions);
            let points = if inner { smooth(points, scale) } else { points };
            simplify(points, TOLERANCE_PX / scale)
        };
        let project = |arc: &CoverageArc| {
            let inner = arc.left != HistoryId(0) && arc.right != HistoryId(0);
            let last = arc.points.len().saturating_sub(1);
            if last <= PIECE {
                return PageArc::new(piece(&arc.points, inner));
            }
            let starts: Vec<usize> = (0..last).step_by(PIECE).collect();
            let pieces = starts.par_iter().map(|&start| {
                let end = arc.points.len().min(start + PIECE + 1);
                piece(&arc.points[start..end], inner)
            });
            PageArc::new(joined(pieces.collect()))
        };
        let arcs = coverage.arcs().par_iter().with_min_len(32).map(project).collect();
        Self { arcs, clipped: Mutex::default() }
    }

    /// The points of an arc.
    pub fn points(&self, arc: ArcId) -> &[PagePoint] {
        self.arcs.get(arc.0 as usize).map_or(&[], |arc| arc.all.points())
    }

    /// The outline of some ground, clipped to the viewport. Arcs that lie on it wholly are the same
    /// stretches wherever they are asked for.
    pub fn area(&self, viewport: &Viewport, rings: &[Ring]) -> Path {
        Path::chained(rings.iter().map(|ring| self.ring(viewport, ring)).collect())
    }

    fn ring(&self, viewport: &Viewport, ring: &Ring) -> Chain {
        let kept = |half: &HalfArc| {
            let bounds = self.arcs.get(half.arc.0 as usize).and_then(|arc| arc.all.bounds());
            bounds.is_some_and(|bounds| viewport.keeps(&bounds))
        };
        if ring.iter().all(kept) {
            return Chain {
                runs: ring.iter().filter_map(|half| self.run(*half)).collect(),
                closed: true,
            };
        }
        let ends = |half: &HalfArc| self.run(*half).and_then(|run| run.ends());
        let starts_inside = |half: &HalfArc| ends(half).is_some_and(|p| viewport.keeps_point(p.0));
        let Some(start) = ring.iter().position(starts_inside) else {
            let clip = |points| viewport.clip_ring(points);
            let run = Run { stretch: self.cut(ring.clone(), clip), reversed: false };
            return Chain { runs: vec![run], closed: true };
        };
        // From a node on the page to the next.
        let (mut runs, mut part) = (Vec::new(), Vec::new());
        for half in ring.iter().cycle().skip(start).take(ring.len()) {
            if part.is_empty() && kept(half) {
                runs.extend(self.run(*half));
                continue;
            }
            part.push(*half);
            if ends(half).is_some_and(|p| viewport.keeps_point(p.1)) {
                let stretch = self.cut(std::mem::take(&mut part), |part| viewport.clip_part(part));
                runs.push(Run { stretch, reversed: false });
            }
        }
        Chain { runs, closed: true }
    }

    /// Some arcs one after the other, clipped; the same stretch whenever the same is asked for.
    fn cut(
        &self,
        arcs: Vec<HalfArc>,
        clip: impl FnOnce(Vec<PagePoint>) -> Vec<PagePoint>,
    ) -> Arc<Stretch> {
        let known = |clipped: &Mutex<HashMap<_, Arc<Stretch>>>| lock(clipped).get(&arcs).cloned();
        known(&self.clipped).unwrap_or_else(|| {
            let runs = arcs.iter().filter_map(|half| self.run(*half)).collect();
            let stretch = Stretch::new(clip(Chain { runs, closed: false }.points().collect()));
            let mut clipped = lock(&self.clipped);
            Arc::clone(clipped.entry(arcs).or_insert(stretch))
        })
    }

    fn run(&self, half: HalfArc) -> Option<Run> {
        let arc = self.arcs.get(half.arc.0 as usize)?;
        Some(Run { stretch: Arc::clone(&arc.all), reversed: half.reversed })
    }

    /// Some arcs as lines, joined where two of them meet, clipped to the viewport.
    pub fn lines(&self, viewport: &Viewport, coverage: &Coverage, arcs: &[ArcId]) -> Path {
        let mut lines = Vec::new();
        for chain in chains(coverage, arcs) {
            let mut line: Vec<Run> = Vec::new();
            let mut end = |line: &mut Vec<Run>| {
                let runs = std::mem::take(line);
                lines.push(Chain { runs, closed: false });
            };
            for (arc, reversed) in chain {
                let Some(arc) = self.arcs.get(arc.0 as usize) else { continue };
                let parts = arc.parts(viewport);
                for i in 0..parts.len() {
                    let at = if reversed { parts.len() - 1 - i } else { i };
                    let Some(Part { stretch, ends: (first, last) }) = parts.get(at) else {
                        continue;
                    };
                    let (begins, goes_on) =
                        if reversed { (*last, *first) } else { (*first, *last) };
                    if !begins {
                        end(&mut line);
                    }
                    line.push(Run { stretch: Arc::clone(stretch), reversed });
                    if !goes_on {
                        end(&mut line);
                    }
                }
                if parts.is_empty() {
                    end(&mut line);
                }
            }
            end(&mut line);
        }
        Path::chained(lines)
    }
}

impl PageArc {
    fn new(points: Vec<PagePoint>) -> Self {
        Self { all: Stretch::new(points), lines: OnceLock::new() }
    }

    /// What is left of the arc as a line.
    fn parts(&self, viewport: &Viewport) -> &[Part] {
        self.lines.get_or_init(|| {
            let Some(bounds) = self.all.bounds() else { return Vec::new() };
            if viewport.keeps(&bounds) {
                return vec![Part { stretch: Arc::clone(&self.all), ends: (true, true) }];
            }
            let points = self.all.points();
            let pieces = viewport.clip_line(points);
            let last = pieces.len().saturating_sub(1);
            let part = |(i, piece): (usize, Vec<PagePoint>)| {
                let begins = i == 0 && piece.first() == points.first();
                let ends = i == last && piece.last() == points.last();
                Part { stretch: Stretch::new(piece), ends: (begins, ends) }
            };
            pieces.into_iter().enumerate().map(part).collect()
        })
    }
}

/// Pieces that each begin where the one before it ends as one line.
fn joined(pieces: Vec<Vec<PagePoint>>) -> Vec<PagePoint> {
    let mut pieces = pieces.into_iter();
    let mut line = pieces.next().unwrap_or_default();
    for piece in pieces {
        line.extend(piece.into_iter().skip(1));
    }
    line.shrink_to_fit();
    line
}

/// Chaikin's corner cutting (1974) with the ends kept and the cut limited, so that long straight
/// stretches stay where they are. A ring without a node is cut at its start, too.
fn smooth(mut points: Vec<PagePoint>, scale: f64) -> Vec<PagePoint> {
    let length: f64 = points.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    let mean = length * scale / (points.len().max(2) - 1) as f64;
    let rounds = ROUNDS.iter().find(|(least, _)| mean >= *least).map_or(0, |(_, rounds)| *rounds);
    for _ in 0..rounds {
        if points.len() < 3 {
            break;
        }
        let mut cut = Vec::with_capacity(2 * points.len());
        let closed = points.first() == points.last();
        if !closed {
            cut.push(points[0]);
        }
        for (i, pair) in points.windows(2).enumerate() {
            let (p, q) = (pair[0], pair[1]);
            let length = p.distance(q);
            if length == 0.0 {
                continue;
            }
            let t = (MAX_CUT / length).min(0.25);
            let at = |t: f64| PagePoint::new(p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t);
            if i > 0 || closed {
                cut.push(at(t));
            }
            if i + 2 < points.len() || closed {
                cut.push(at(1.0 - t));
            }
        }
        if closed {
            cut.extend(cut.first().copied());
        } else {
            cut.extend(points.last());
        }
        points = cut;
    }
    points
}

/// Leaves out points that lie on the line between others, give or take a tolerance (Ramer 1972,
/// Douglas and Peucker 1973). The ends stay: arcs go on meeting where they met.
fn simplify(points: Vec<PagePoint>, tolerance: f64) -> Vec<PagePoint> {
    let mut kept = vec![false; points.len()];
    let mut open = vec![(0, points.len().saturating_sub(1))];
    while let Some((from, to)) = open.pop() {
        let (Some(&a), Some(&b)) = (points.get(from), points.get(to)) else { continue };
        (kept[from], kept[to]) = (true, true);
        let (mut farthest, mut at) = (tolerance * tolerance, None);
        for (i, p) in points.iter().enumerate().take(to).skip(from + 1) {
            let distance = squared_distance(*p, a, b);
            if distance > farthest {
                (farthest, at) = (distance, Some(i));
            }
        }
        if let Some(at) = at {
            open.extend([(from, at), (at, to)]);
        }
    }
    let mut kept = kept.into_iter();
    points.into_iter().filter(|_| kept.next().unwrap_or(true)).collect()
}

/// The square of the distance of a point from the line between two others.
fn squared_distance(p: PagePoint, a: PagePoint, b: PagePoint) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let (px, py) = (p.x - a.x, p.y - a.y);
    let length = dx * dx + dy * dy;
    let along = px * dx + py * dy;
    if along <= 0.0 || length == 0.0 {
        return px * px + py * py;
    }
    if along >= length {
        let (qx, qy) = (p.x - b.x, p.y - b.y);
        return qx * qx + qy * qy;
    }
    let across = px * dy - py * dx;
    across * across / length
}

/// Joins arcs end to end wherever exactly two of them meet.
fn chains(coverage: &Coverage, arcs: &[ArcId]) -> Vec<Vec<(ArcId, bool)>> {
    let ends = |id: ArcId| {
        let points = &coverage.arcs()[id.0 as usize].points;
        Some((*points.first()?, *points.last()?))
    };
    /// The arcs that end in a point: the first two, and how many there are.
    type Meeting = ([(ArcId, bool); 2], u32);
    // Only looked up, so that its order shows nowhere.
    let mut meeting: FxHashMap<GridPoint, Meeting> = FxHashMap::default();
    meeting.reserve(arcs.len());
    for &id in arcs {
        let Some((first, last)) = ends(id) else { continue };
        for (point, end) in [(first, (id, false)), (last, (id, true))] {
            let (both, count) = meeting.entry(point).or_insert(([end; 2], 0));
            if *count == 1 {
                both[1] = end;
            }
            *count += 1;
        }
    }
    let onward = |id: ArcId, reversed: bool| -> Option<(ArcId, bool)> {
        let (first, last) = ends(id)?;
        let end = if reversed { first } else { last };
        match meeting.get(&end) {
            Some(&([a, b], 2)) if a.0 != b.0 => Some(if a.0 == id { b } else { a }),
            _ => None,
        }
    };
    let mut done: FxHashSet<ArcId> = FxHashSet::default();
    let mut chains = Vec::new();
    // First from open ends, then what is left: closed chains.
    let starts = arcs.iter().flat_map(|&id| [(id, false), (id, true)]);
    let open = starts.clone().filter(|&(id, reversed)| onward(id, !reversed).is_none());
    for (id, reversed) in open.chain(starts.clone()) {
        if !done.insert(id) {
            continue;
        }
        let mut chain = vec![(id, reversed)];
        let mut last = (id, reversed);
        while let Some(next) = onward(last.0, last.1) {
            if !done.insert(next.0) {
                break;
            }
            chain.push(next);
            last = next;
        }
        chains.push(chain);
    }
    chains
}
