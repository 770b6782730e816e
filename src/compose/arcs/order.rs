//! Courses drawn side by side, each as soon as those are of which it needs a place.

use super::course::PageCourse;
use crate::math::{Missing, PagePoint};
use crate::projection::Viewport;
use crate::topology::{Course, Coverage, GridPoint};
use rayon::ScopeFifo;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Where nodes of earlier courses are on the page.
pub trait Placed {
    /// Where a node is, if an earlier course has it.
    fn place(&self, node: &GridPoint) -> Option<PagePoint>;
}

/// All courses on the page, given in the order in which they appeared. A node has its place from the
/// first course that has it.
pub fn drawn(coverage: &Coverage, courses: &[Course], page: (&Viewport, f64)) -> Vec<PageCourse> {
    let mut owners: FxHashMap<GridPoint, (u32, u32)> = FxHashMap::default();
    let mut after: Vec<Vec<u32>> = vec![Vec::new(); courses.len()];
    let mut missing = Vec::with_capacity(courses.len());
    for (number, course) in (0..).zip(courses) {
        let mut needed: Vec<u32> = Vec::new();
        for (place, node) in (0..).zip(course.nodes(coverage)) {
            let owner = owners.entry(node).or_insert((number, place)).0;
            needed.extend((owner != number).then_some(owner));
        }
        needed.sort_unstable();
        needed.dedup();
        for earlier in &needed {
            after[*earlier as usize].push(number);
        }
        missing.push(Missing::new(needed.len() as u32));
    }
    let done = courses.iter().map(|_| OnceLock::new()).collect();
    let drawing = Drawing { coverage, courses, page, owners, after, missing, done };
    rayon::scope_fifo(|scope| {
        let drawing = &drawing;
        let ready = drawing.missing.iter().map(Missing::is_none);
        for (number, _) in ready.enumerate().filter(|(_, ready)| *ready).collect::<Vec<_>>() {
            scope.spawn_fifo(move |scope| drawing.draw(number, scope));
        }
    });
    drawing.done.into_iter().filter_map(OnceLock::into_inner).collect()
}

/// Courses of which some are drawn.
struct Drawing<'a> {
    coverage: &'a Coverage,
    courses: &'a [Course],
    page: (&'a Viewport, f64),
    /// The first course that has a node, and which of its nodes it is. Only looked up.
    owners: FxHashMap<GridPoint, (u32, u32)>,
    /// Which courses need a place from each.
    after: Vec<Vec<u32>>,
    /// Of how many courses places are missing.
    missing: Vec<Missing>,
    done: Vec<OnceLock<PageCourse>>,
}

impl Drawing<'_> {
    /// Draws a course, and begins those that waited for it alone.
    fn draw<'s>(&'s self, number: usize, scope: &ScopeFifo<'s>) {
        let (Some(course), Some(done)) = (self.courses.get(number), self.done.get(number)) else {
            return;
        };
        let earlier = Earlier { drawing: self, number: number as u32 };
        done.get_or_init(|| PageCourse::new(course, self.coverage, &earlier, self.page));
        for next in self.after.get(number).into_iter().flatten() {
            let next = *next as usize;
            if self.missing.get(next).is_some_and(Missing::one_came) {
                scope.spawn_fifo(move |scope| self.draw(next, scope));
            }
        }
    }
}

/// The courses before one.
struct Earlier<'a> {
    drawing: &'a Drawing<'a>,
    number: u32,
}

impl Placed for Earlier<'_> {
    fn place(&self, node: &GridPoint) -> Option<PagePoint> {
        let (course, place) = *self.drawing.owners.get(node)?;
        if course >= self.number {
            return None;
        }
        let course = self.drawing.done.get(course as usize)?.get()?;
        Some(course.places().get(place as usize)?.page)
    }
}
