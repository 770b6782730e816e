//! Arcs put together as they appeared.
//!
//! Arcs end wherever borders of any two days meet. Where the border of a later day leaves that of an
//! earlier one nothing was to be seen on the earlier day, so that nothing should be there in its
//! shape. A *course* is a line of border as it was on the day on which it appeared: arcs that are new
//! on that day, end to end, as far as nothing else was there on that day. What follows from courses
//! in the order of their days is the same whatever happens on later ones.

use super::coverage::{ArcId, Coverage, CoverageArc, HalfArc};
use super::grid::{GridPoint, doubled_area};
use super::history::{History, HoldingId};
use crate::math::Day;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// A line of border as it appeared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Its arcs, end to end.
    pub arcs: Vec<HalfArc>,
    /// Whether it returns to where it began without meeting anything there. Such a course runs
    /// counter-clockwise; any other from its lesser end to the greater.
    pub closed: bool,
    /// Whether somebody held the ground on both sides on that day.
    pub inner: bool,
}

impl Course {
    /// The nodes between its arcs, in their order; that of a ring where it begins, once.
    pub fn nodes(&self, coverage: &Coverage) -> impl Iterator<Item = GridPoint> {
        let end = |half: &HalfArc, last: bool| {
            let points = &coverage.arcs().get(half.arc.0 as usize)?.points;
            if half.reversed == last { points.first() } else { points.last() }.copied()
        };
        let starts = self.arcs.iter().filter_map(move |half| end(half, false));
        let last = self.arcs.last().filter(|_| !self.closed);
        starts.chain(last.and_then(|half| end(half, true)))
    }
}

impl Coverage {
    /// All arcs as courses, in the order of the days on which they appeared. An arc appears on the
    /// first day on which its sides are held differently.
    pub fn courses(&self) -> Vec<Course> {
        let arcs = self.arcs();
        let appeared = |arc: &CoverageArc| {
            let [left, right] = [arc.left, arc.right].map(|h| &self.histories()[h.0 as usize]);
            appearance(left, right)
        };
        let days: Vec<Option<Day>> = arcs.par_iter().with_min_len(256).map(appeared).collect();
        let mut order: Vec<u32> = (0..arcs.len() as u32).collect();
        order.par_sort_unstable_by_key(|arc| (days[*arc as usize], *arc));
        let of_days: Vec<&[u32]> =
            order.chunk_by(|a, b| days[*a as usize] == days[*b as usize]).collect();
        let of_day = |new: &[u32]| Appearing { coverage: self, days: &days }.courses(new);
        of_days.into_par_iter().flat_map_iter(of_day).collect()
    }
}

/// The first day on which two histories differ; `None`: from the beginning.
fn appearance(one: &History, other: &History) -> Option<Day> {
    let (mut i, mut j) = (0, 0);
    loop {
        let (from, held) = *one.0.get(i)?;
        let (since, by) = *other.0.get(j)?;
        if held != by {
            return from.max(since);
        }
        let next = (one.0.get(i + 1).map(|next| next.0), other.0.get(j + 1).map(|next| next.0));
        match next {
            (Some(a), Some(b)) if a == b => (i, j) = (i + 1, j + 1),
            (Some(a), Some(b)) if a < b => i += 1,
            (Some(_), None) => i += 1,
            (_, Some(_)) => j += 1,
            (None, None) => return None,
        }
    }
}

/// What appeared on a day.
struct Appearing<'a> {
    coverage: &'a Coverage,
    /// When each arc appeared.
    days: &'a [Option<Day>],
}

impl Appearing<'_> {
    /// The courses of all arcs of a day.
    fn courses(&self, new: &[u32]) -> Vec<Course> {
        let mut done: FxHashSet<ArcId> = FxHashSet::default();
        done.reserve(new.len());
        let mut courses = Vec::new();
        for arc in new.iter().map(|arc| ArcId(*arc)) {
            if !done.insert(arc) {
                continue;
            }
            let mut arcs = vec![HalfArc { arc, reversed: false }];
            let closed = self.follow(&mut arcs, &mut done);
            if !closed {
                arcs = backwards(&arcs);
                self.follow(&mut arcs, &mut done);
            }
            if self.runs_wrong(&arcs, closed) {
                arcs = backwards(&arcs);
            }
            courses.push(Course { arcs, closed, inner: self.is_inner(arc) });
        }
        courses
    }

    /// Goes on from the last of some arcs as far as nothing else is met; whether that leads back to
    /// the first.
    fn follow(&self, arcs: &mut Vec<HalfArc>, done: &mut FxHashSet<ArcId>) -> bool {
        while let Some(next) = arcs.last().and_then(|last| self.onward(*last)) {
            if arcs.first() == Some(&next) {
                return true;
            }
            if !done.insert(next.arc) {
                return false;
            }
            arcs.push(next);
        }
        false
    }

    /// The arc that goes on where one ends, if it appeared on the same day and only these two are
    /// there on that day.
    fn onward(&self, half: HalfArc) -> Option<HalfArc> {
        let day = self.days[half.arc.0 as usize];
        let back = HalfArc { arc: half.arc, reversed: !half.reversed };
        let mut others = self.coverage.leaving_with(back).filter(|h| self.is_there(h.arc, day));
        let next = others.next()?;
        let alone = others.next().is_none();
        let alike = self.days[next.arc.0 as usize] == day
            && self.is_inner(next.arc) == self.is_inner(half.arc);
        (alone && alike).then_some(next)
    }

    /// Whether the sides of an arc are held differently on a day.
    fn is_there(&self, arc: ArcId, day: Option<Day>) -> bool {
        let [left, right] = self.sides(arc, day);
        left != right
    }

    /// Whether somebody holds both sides of an arc when it appears.
    fn is_inner(&self, arc: ArcId) -> bool {
        let [left, right] = self.sides(arc, self.days[arc.0 as usize]);
        left.is_some() && right.is_some()
    }

    fn sides(&self, arc: ArcId, day: Option<Day>) -> [Option<HoldingId>; 2] {
        let arc = &self.coverage.arcs()[arc.0 as usize];
        [arc.left, arc.right].map(|history| {
            let history = &self.coverage.histories()[history.0 as usize];
            day.map_or_else(|| history.0.first().and_then(|first| first.1), |day| history.on(day))
        })
    }

    fn runs_wrong(&self, arcs: &[HalfArc], closed: bool) -> bool {
        let points = |half: &HalfArc| &self.coverage.arcs()[half.arc.0 as usize].points[..];
        let (Some(first), Some(last)) = (arcs.first(), arcs.last()) else { return false };
        let start = if first.reversed { points(first).last() } else { points(first).first() };
        let end = if last.reversed { points(last).first() } else { points(last).last() };
        if !closed && start != end {
            return start > end;
        }
        let area: i128 = arcs
            .iter()
            .map(|half| {
                let area = doubled_area(points(half));
                if half.reversed { -area } else { area }
            })
            .sum();
        area < 0
    }
}

fn backwards(arcs: &[HalfArc]) -> Vec<HalfArc> {
    let back = |half: &HalfArc| HalfArc { arc: half.arc, reversed: !half.reversed };
    arcs.iter().rev().map(back).collect()
}
