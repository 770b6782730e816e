//! The coverage on the page: each border is projected and smoothed once for all days.
//!
//! Borders get their shape as [courses](crate::topology::Course), in the order in which they
//! appeared: what is drawn of a day does not depend on what happens later. On the page a course is a
//! row of stretches, and a border that is there on a day refers to them; only where it ends within a
//! stretch, as another course goes on from there, it has one of its own.

mod chains;
mod course;
mod order;
mod shape;
#[cfg(test)]
mod tests;
mod vertices;

use crate::math::PagePoint;
use crate::math::lock;
use crate::projection::Viewport;
use crate::scene::{Chain, Path, Run, Stretch};
use crate::topology::{ArcId, Coverage, HalfArc, Ring};
use chains::{Line, chains};
use course::{PageCourse, Part};
use order::drawn;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex};

/// All arcs in page units.
pub struct PageArcs {
    courses: Vec<PageCourse>,
    /// Of which course each arc is a part.
    arcs: Vec<Member>,
    /// Parts of stretches, by the course. Only looked up, like the others.
    parts: Mutex<FxHashMap<(u32, Part), Arc<Stretch>>>,
    /// Parts of rings that leave the page, clipped, by the stretches that they consist of.
    clipped: Mutex<FxHashMap<Vec<Key>, Arc<Stretch>>>,
    /// What is left on the page and its margin of lines that leave it, as lines.
    left: Mutex<FxHashMap<usize, Arc<Vec<Piece>>>>,
}

/// A run by the place of its stretch in memory: stretches are kept as long as the arcs.
type Key = (usize, bool);

/// An arc as a part of a course.
#[derive(Clone, Copy, Default)]
struct Member {
    course: u32,
    /// The node from which it goes on, along the course.
    node: u32,
    /// Whether the arc runs against the course.
    reversed: bool,
}

/// A piece of a stretch that leaves the page.
struct Piece {
    stretch: Arc<Stretch>,
    /// Whether it begins where the stretch does, and whether it ends there.
    ends: (bool, bool),
}

/// Arcs of a course that follow each other.
#[derive(Clone, Copy)]
struct Section {
    course: u32,
    /// The nodes at which it begins and ends, going along the border.
    from: usize,
    to: usize,
    /// How many arcs.
    arcs: usize,
    /// Whether the border runs against the course.
    reversed: bool,
}

impl PageArcs {
    /// Projects all arcs. `scale` is in pixels a page unit.
    pub fn new(coverage: &Coverage, viewport: &Viewport, scale: f64) -> Self {
        let courses = coverage.courses();
        let mut arcs = vec![Member::default(); coverage.arcs().len()];
        for (number, course) in (0..).zip(&courses) {
            for (node, half) in (0..).zip(&course.arcs) {
                if let Some(arc) = arcs.get_mut(half.arc.0 as usize) {
                    *arc = Member { course: number, node, reversed: half.reversed };
                }
            }
        }
        let courses = drawn(coverage, &courses, (viewport, scale));
        let (parts, clipped, left) = Default::default();
        Self { courses, arcs, parts, clipped, left }
    }

    /// The points of an arc.
    pub fn points(&self, arc: ArcId) -> Vec<PagePoint> {
        let Some(member) = self.arcs.get(arc.0 as usize) else { return Vec::new() };
        let Some(course) = self.courses.get(member.course as usize) else { return Vec::new() };
        let node = member.node as usize;
        let parts = course.between(node, course.after(node)).into_iter();
        let mut points: Vec<PagePoint> = parts.flat_map(|part| course.cut(part)).collect();
        points.dedup();
        if member.reversed {
            points.reverse();
        }
        points
    }

    /// Borders of a day that follow each other, as runs.
    fn runs(&self, arcs: &[HalfArc], closed: bool) -> Vec<Run> {
        let mut sections: Vec<Section> = Vec::new();
        for half in arcs {
            let Some(next) = self.section(*half) else { continue };
            match sections.last_mut() {
                Some(last) if last.goes_on(&next) => last.extend(&next),
                _ => sections.push(next),
            }
        }
        // A ring may begin anywhere.
        if closed
            && let [first, .., last] = sections[..]
            && last.goes_on(&first)
        {
            sections.pop();
            let both = Section { from: last.from, arcs: first.arcs + last.arcs, ..first };
            sections[0] = both;
        }
        let mut runs = Vec::new();
        sections.iter().for_each(|section| self.draw(section, &mut runs));
        runs
    }

    fn section(&self, half: HalfArc) -> Option<Section> {
        let Member { course, node, reversed } = *self.arcs.get(half.arc.0 as usize)?;
        let reversed = half.reversed != reversed;
        let node = node as usize;
        let (from, to) = (node, self.courses.get(course as usize)?.after(node));
        let (from, to) = if reversed { (to, from) } else { (from, to) };
        Some(Section { course, from, to, arcs: 1, reversed })
    }

    fn draw(&self, section: &Section, runs: &mut Vec<Run>) {
        let Section { course: number, from, to, arcs, reversed } = *section;
        let Some(course) = self.courses.get(number as usize) else { return };
        let run = |stretch: Arc<Stretch>| {
            (stretch.points().len() > 1).then_some(Run { stretch, reversed })
        };
        let before = runs.len();
        if arcs == course.arcs() {
            runs.extend(course.stretches().iter().cloned().filter_map(run));
        } else {
            let (from, to) = if reversed { (to, from) } else { (from, to) };
            let parts = course.between(from, to).into_iter();
            runs.extend(parts.filter_map(|part| self.part(number, course, part)).filter_map(run));
        }
        if reversed {
            runs.get_mut(before..).unwrap_or_default().reverse();
        }
    }

    /// A part of a course; the same stretch whenever the same is asked for.
    fn part(&self, number: u32, course: &PageCourse, part: Part) -> Option<Arc<Stretch>> {
        if let Part { stretch, from: None, to: None } = part {
            return course.stretches().get(stretch).cloned();
        }
        let cut = || Stretch::new(course.cut(part));
        Some(lock(&self.parts).entry((number, part)).or_insert_with(cut).clone())
    }

    /// The outline of some ground, clipped to the viewport. Borders that lie on it wholly are the same
    /// stretches wherever they are asked for.
    pub fn area(&self, viewport: &Viewport, rings: &[Ring]) -> Path {
        Path::chained(rings.iter().map(|ring| self.ring(viewport, ring)).collect())
    }

    fn ring(&self, viewport: &Viewport, ring: &Ring) -> Chain {
        let mut all = self.runs(ring, true);
        let kept = |run: &Run| run.stretch.bounds().is_some_and(|bounds| viewport.keeps(&bounds));
        if all.iter().all(kept) {
            return Chain { runs: all, closed: true };
        }
        let starts_inside = |run: &Run| run.ends().is_some_and(|p| viewport.keeps_point(p.0));
        let Some(start) = all.iter().position(starts_inside) else {
            // Begun where it would begin whichever arc were the first.
            let start = |run: &Run| run.ends().map_or((0.0, 0.0), |(start, _)| (start.x, start.y));
            let less = |a: &Run, b: &Run| {
                let ((ax, ay), (bx, by)) = (start(a), start(b));
                ax.total_cmp(&bx).then(ay.total_cmp(&by))
            };
            let least = (0..all.len()).min_by(|a, b| less(&all[*a], &all[*b]));
            all.rotate_left(least.unwrap_or_default());
            let stretch = self.clip(all, |points| viewport.clip_ring(points));
            return Chain { runs: vec![Run { stretch, reversed: false }], closed: true };
        };
        // From a point on the page to the next.
        let (mut runs, mut part) = (Vec::new(), Vec::new());
        for run in all.iter().cycle().skip(start).take(all.len()) {
            if part.is_empty() && kept(run) {
                runs.push(run.clone());
                continue;
            }
            part.push(run.clone());
            if run.ends().is_some_and(|p| viewport.keeps_point(p.1)) {
                let part = std::mem::take(&mut part);
                let stretch = self.clip(part, |part| viewport.clip_part(part));
                runs.push(Run { stretch, reversed: false });
            }
        }
        Chain { runs, closed: true }
    }

    /// Some runs one after the other, clipped; the same stretch whenever the same is asked for.
    fn clip(
        &self,
        runs: Vec<Run>,
        clip: impl FnOnce(Vec<PagePoint>) -> Vec<PagePoint>,
    ) -> Arc<Stretch> {
        let key: Vec<Key> =
            runs.iter().map(|run| (Arc::as_ptr(&run.stretch).addr(), run.reversed)).collect();
        let known = lock(&self.clipped).get(&key).cloned();
        known.unwrap_or_else(|| {
            let stretch = Stretch::new(clip(Chain { runs, closed: false }.points().collect()));
            Arc::clone(lock(&self.clipped).entry(key).or_insert(stretch))
        })
    }

    /// Some arcs as lines, joined where two of them meet, clipped to the viewport.
    pub fn lines(&self, viewport: &Viewport, coverage: &Coverage, arcs: &[ArcId]) -> Path {
        let mut lines = Vec::new();
        for Line { arcs, closed } in chains(coverage, arcs) {
            self.line(viewport, self.runs(&arcs, closed), closed, &mut lines);
        }
        Path::chained(lines)
    }

    /// One line, in as many as are left of it.
    fn line(&self, viewport: &Viewport, runs: Vec<Run>, closed: bool, lines: &mut Vec<Chain>) {
        let first = lines.len();
        let mut line: Vec<Run> = Vec::new();
        let mut broken = false;
        let mut end = |line: &mut Vec<Run>| {
            broken = true;
            lines.push(Chain { runs: std::mem::take(line), closed: false });
        };
        for run in runs {
            if run.stretch.bounds().is_some_and(|bounds| viewport.keeps(&bounds)) {
                line.push(run);
                continue;
            }
            let pieces = self.left(viewport, &run.stretch);
            for i in 0..pieces.len() {
                let at = if run.reversed { pieces.len() - 1 - i } else { i };
                let Some(Piece { stretch, ends: (begins, ends) }) = pieces.get(at) else {
                    continue;
                };
                let (begins, goes_on) =
                    if run.reversed { (*ends, *begins) } else { (*begins, *ends) };
                if !begins {
                    end(&mut line);
                }
                line.push(Run { stretch: Arc::clone(stretch), reversed: run.reversed });
                if !goes_on {
                    end(&mut line);
                }
            }
            if pieces.is_empty() {
                end(&mut line);
            }
        }
        if closed
            && broken
            && let Some(start) = lines.get_mut(first)
        {
            // The end goes on where the line began.
            line.append(&mut start.runs);
            start.runs = line;
        } else {
            lines.push(Chain { runs: line, closed: closed && !broken });
        }
    }

    /// What is left of a stretch that leaves the page.
    fn left(&self, viewport: &Viewport, whole: &Arc<Stretch>) -> Arc<Vec<Piece>> {
        let key = Arc::as_ptr(whole).addr();
        let known = lock(&self.left).get(&key).cloned();
        known.unwrap_or_else(|| {
            let points = whole.points();
            let pieces = viewport.clip_line(points);
            let last = pieces.len().saturating_sub(1);
            let piece = |(i, piece): (usize, Vec<PagePoint>)| {
                let begins = i == 0 && piece.first() == points.first();
                let ends = i == last && piece.last() == points.last();
                Piece { stretch: Stretch::new(piece), ends: (begins, ends) }
            };
            let pieces = Arc::new(pieces.into_iter().enumerate().map(piece).collect());
            Arc::clone(lock(&self.left).entry(key).or_insert(pieces))
        })
    }
}

impl Section {
    /// Whether another goes on where it ends.
    fn goes_on(&self, next: &Self) -> bool {
        (self.course, self.reversed, self.to) == (next.course, next.reversed, next.from)
    }

    fn extend(&mut self, next: &Self) {
        self.to = next.to;
        self.arcs += next.arcs;
    }
}
