//! The coverage on the page: each arc is projected and smoothed once for all days.

use crate::math::PagePoint;
use crate::projection::Viewport;
use crate::scene::{Path, Segment};
use crate::topology::{ArcId, Coverage, CoverageArc, GridPoint, HistoryId, Ring};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Rounds of corner cutting on fronts, by how long their segments are at least on average, in
/// pixels: corners of short segments are not seen.
const ROUNDS: [(f64, usize); 3] = [(4.0, 3), (2.0, 2), (1.0, 1)];
/// No corner is cut by more than this many page units at either side.
const MAX_CUT: f64 = 9.0;

/// What is drawn stays within this many pixels of the arc: closer cannot be seen, and every point
/// has to be filled and stroked on every day.
const TOLERANCE_PX: f64 = 0.08;

/// Longer arcs are smoothed and simplified in pieces of this many segments: so long they are drawn
/// from points much closer than can be seen, and would be eight times as many when smoothed.
const PIECE: usize = 1 << 13;

/// All arcs in page units.
pub struct PageArcs {
    points: Vec<Vec<PagePoint>>,
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
            let starts: Vec<usize> = (0..last).step_by(PIECE).collect();
            let pieces = starts.par_iter().map(|&start| {
                let end = arc.points.len().min(start + PIECE + 1);
                piece(&arc.points[start..end], inner)
            });
            joined(pieces.collect())
        };
        Self { points: coverage.arcs().par_iter().map(project).collect() }
    }

    /// The points of an arc.
    pub fn points(&self, arc: ArcId) -> &[PagePoint] {
        self.points.get(arc.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The outline of some ground, clipped to the viewport.
    pub fn area(&self, viewport: &Viewport, rings: &[Ring]) -> Path {
        let mut segments = Vec::new();
        for ring in rings {
            let mut outline: Vec<PagePoint> = Vec::new();
            for half in ring {
                let points = &self.points[half.arc.0 as usize];
                let skip = usize::from(!outline.is_empty());
                if half.reversed {
                    outline.extend(points.iter().rev().skip(skip));
                } else {
                    outline.extend(points.iter().skip(skip));
                }
            }
            let outline = viewport.clip_ring(outline);
            if outline.len() < 3 {
                continue;
            }
            segments.extend(
                outline
                    .iter()
                    .enumerate()
                    .map(|(i, &p)| if i == 0 { Segment::Move(p) } else { Segment::Line(p) }),
            );
            segments.push(Segment::Close);
        }
        Path::new(segments)
    }

    /// Some arcs as lines, joined where two of them meet, clipped to the viewport.
    pub fn lines(&self, viewport: &Viewport, coverage: &Coverage, arcs: &[ArcId]) -> Path {
        let chains = chains(coverage, arcs);
        let mut segments = Vec::new();
        for chain in chains {
            let mut line: Vec<PagePoint> = Vec::new();
            for (arc, reversed) in chain {
                let points = &self.points[arc.0 as usize];
                let skip = usize::from(!line.is_empty());
                if reversed {
                    line.extend(points.iter().rev().skip(skip));
                } else {
                    line.extend(points.iter().skip(skip));
                }
            }
            for piece in viewport.clip_line(&line) {
                segments.extend(
                    piece
                        .iter()
                        .enumerate()
                        .map(|(i, &p)| if i == 0 { Segment::Move(p) } else { Segment::Line(p) }),
                );
            }
        }
        Path::new(segments)
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
    let mut meeting: BTreeMap<_, Vec<(ArcId, bool)>> = BTreeMap::new();
    for &id in arcs {
        let Some((first, last)) = ends(id) else { continue };
        meeting.entry(first).or_default().push((id, false));
        meeting.entry(last).or_default().push((id, true));
    }
    let onward = |id: ArcId, reversed: bool| -> Option<(ArcId, bool)> {
        let (first, last) = ends(id)?;
        let end = if reversed { first } else { last };
        match meeting.get(&end).map(Vec::as_slice) {
            Some(&[a, b]) if a.0 != b.0 => Some(if a.0 == id { b } else { a }),
            _ => None,
        }
    };
    let mut done = std::collections::BTreeSet::new();
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
