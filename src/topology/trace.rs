//! Joins arcs into rings.

use super::coverage::{ArcId, CoverageArc, HalfArc, Ring};
use super::grid::{GridPoint, by_angle};
use super::history::HistoryId;
use rayon::prelude::*;

/// Which half-arcs leave each node, by angle.
#[derive(Debug, Default)]
pub struct Nodes {
    /// The half-arcs, sorted by the node that they leave, then counter-clockwise.
    outgoing: Vec<HalfArc>,
    /// Where in `outgoing` each half-arc stands; index `2 * arc + reversed`.
    place: Vec<u32>,
    /// The half-arcs of the same node, by place: the first and how many.
    star: Vec<(u32, u32)>,
}

impl Nodes {
    /// Sorts the ends of all arcs.
    pub fn of(arcs: &[CoverageArc]) -> Self {
        let ends = |(i, arc): (usize, &CoverageArc)| {
            let id = ArcId(i as u32);
            let first = match arc.points[..] {
                [first, second, ..] => Some((first, id, false, first.to(second))),
                _ => None,
            };
            let last = match arc.points[..] {
                [.., second, last] => Some((last, id, true, last.to(second))),
                _ => None,
            };
            let half = |(node, arc, reversed, to)| (node, HalfArc { arc, reversed }, to);
            first.into_iter().chain(last).map(half)
        };
        let ends = arcs.par_iter().enumerate().with_min_len(512).flat_map_iter(ends);
        let mut outgoing: Vec<(GridPoint, HalfArc, (i64, i64))> = ends.collect();
        outgoing.par_sort_unstable_by(|p, q| p.0.cmp(&q.0).then_with(|| by_angle(p.2, q.2)));
        let mut place = vec![0; 2 * arcs.len()];
        for (i, (_, half, _)) in outgoing.iter().enumerate() {
            place[slot(*half)] = i as u32;
        }
        let mut star = Vec::with_capacity(outgoing.len());
        for node in outgoing.chunk_by(|a, b| a.0 == b.0) {
            let first = star.len() as u32;
            star.extend(node.iter().map(|_| (first, node.len() as u32)));
        }
        Self { outgoing: outgoing.into_iter().map(|(_, half, _)| half).collect(), place, star }
    }

    /// The half-arcs that leave a node together with one, which is left out.
    pub fn leaving_with(&self, half: HalfArc) -> impl Iterator<Item = HalfArc> {
        let (first, count) = self.star[self.place[slot(half)] as usize];
        let star = &self.outgoing[first as usize..(first + count) as usize];
        star.iter().copied().filter(move |other| *other != half)
    }

    /// The rings around the ground whose history is `inside`, ground on the left.
    ///
    /// At a node the walk turns back and takes the first arc clockwise that is part of the outline,
    /// so that ground which touches itself in a point becomes two rings.
    pub fn trace(&self, arcs: &[CoverageArc], inside: impl Fn(HistoryId) -> bool) -> Vec<Ring> {
        let all = (0..arcs.len() as u32).map(ArcId);
        self.trace_along(arcs, all, inside)
    }

    /// The same where it is known that the outline runs along some arcs only, given in order.
    pub fn trace_along(
        &self,
        arcs: &[CoverageArc],
        along: impl Iterator<Item = ArcId> + Clone,
        inside: impl Fn(HistoryId) -> bool,
    ) -> Vec<Ring> {
        // The half-arcs of the outline, directed with the ground on the left.
        let mut sides: Vec<Option<bool>> = vec![None; arcs.len()];
        for arc in along.clone() {
            let (side, arc) = (&mut sides[arc.0 as usize], &arcs[arc.0 as usize]);
            *side = match (inside(arc.left), inside(arc.right)) {
                (true, false) => Some(false),
                (false, true) => Some(true),
                _ => None,
            };
        }
        let mut done = vec![false; arcs.len()];
        self.follow(
            along,
            |arc| sides[arc.0 as usize],
            |arc| std::mem::replace(&mut done[arc.0 as usize], true),
        )
    }

    /// Makes something of the rings around the ground of each history, by its number, as
    /// [`trace`](Self::trace) gives them for one: cost follows from the arcs, not from arcs times
    /// histories. Nothing is made of history 0.
    pub fn trace_each<T: Send + Default>(
        &self,
        arcs: &[CoverageArc],
        histories: usize,
        make: impl Fn(Vec<Ring>) -> T + Sync,
    ) -> Vec<T> {
        let mut of_each: Vec<Vec<ArcId>> = vec![Vec::new(); histories];
        for (arc, id) in arcs.iter().zip((0..).map(ArcId)).filter(|(arc, _)| arc.left != arc.right)
        {
            of_each[arc.left.0 as usize].push(id);
            of_each[arc.right.0 as usize].push(id);
        }
        let one = |(h, own): (u32, Vec<ArcId>)| {
            if h == 0 {
                return T::default();
            }
            let side = |arc: ArcId| {
                let arc = &arcs[arc.0 as usize];
                match (arc.left.0 == h, arc.right.0 == h) {
                    (true, false) => Some(false),
                    (false, true) => Some(true),
                    _ => None,
                }
            };
            let mut done = vec![false; own.len()];
            make(self.follow(own.iter().copied(), side, |arc| match own.binary_search(&arc) {
                Ok(place) => std::mem::replace(&mut done[place], true),
                Err(_) => true,
            }))
        };
        let numbered: Vec<(u32, Vec<ArcId>)> = (0..).zip(of_each).collect();
        numbered.into_par_iter().map(one).collect()
    }

    /// The rings of an outline of which `side` tells the arcs, each with whether it is gone along
    /// backwards. `taken` notes an arc and tells whether it was noted before.
    fn follow(
        &self,
        arcs: impl Iterator<Item = ArcId>,
        side: impl Fn(ArcId) -> Option<bool>,
        mut taken: impl FnMut(ArcId) -> bool,
    ) -> Vec<Ring> {
        let mut rings = Vec::new();
        for arc in arcs {
            let Some(reversed) = side(arc) else { continue };
            if taken(arc) {
                continue;
            }
            let start = HalfArc { arc, reversed };
            let mut ring = vec![start];
            let mut half = start;
            while let Some(next) = self.onward(half, &side) {
                if taken(next.arc) {
                    break;
                }
                ring.push(next);
                half = next;
            }
            rings.push(ring);
        }
        rings
    }

    /// The next half-arc of an outline after `half`.
    fn onward(&self, half: HalfArc, side: impl Fn(ArcId) -> Option<bool>) -> Option<HalfArc> {
        let back = HalfArc { arc: half.arc, reversed: !half.reversed };
        let here = self.place[slot(back)] as usize;
        let (first, count) = self.star[here];
        let (first, count) = (first as usize, count as usize);
        (1..=count)
            .map(|step| self.outgoing[first + (here - first + count - step) % count])
            .find(|next| side(next.arc) == Some(next.reversed))
    }
}

fn slot(half: HalfArc) -> usize {
    2 * half.arc.0 as usize + usize::from(half.reversed)
}
