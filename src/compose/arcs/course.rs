//! A course on the page.

use super::order::Placed;
use super::shape::{Pin, simplify, smooth};
use super::vertices::Vertices;
use crate::math::PagePoint;
use crate::projection::{Along, Viewport};
use crate::scene::Stretch;
use crate::topology::{Course, Coverage, GridPoint};
use rayon::prelude::*;
use std::sync::Arc;

/// What is drawn stays within this many pixels of the course: closer cannot be seen, and every point
/// has to be filled and stroked on every day.
const TOLERANCE_PX: f64 = 0.125;

/// Longer courses are smoothed and simplified in parts of this many segments: so long they are drawn
/// from points much closer than can be seen, and would be eight times as many when smoothed.
const PART: usize = 1 << 13;

/// Segments of a stretch: what differs between two days is found by whole stretches.
const STRETCH: usize = 48;

/// A course in page units, in stretches that are the same on all days.
pub struct PageCourse {
    stretches: Vec<Arc<Stretch>>,
    /// Where its nodes are, in order.
    places: Vec<Place>,
    /// Whether it is a ring; then the first node follows the last.
    closed: bool,
}

/// A place on a course.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// On which segment.
    segment: usize,
    /// How far along the course, as [`Along::at`] counts; of a ring from its first point on.
    at: f64,
    /// Where on the page.
    pub page: PagePoint,
}

/// A part of one of the stretches of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// Which stretch.
    pub stretch: usize,
    /// From where on, if not from its start.
    pub from: Option<usize>,
    /// Up to where, if not to its end: nodes, by number.
    pub to: Option<usize>,
}

impl PageCourse {
    /// A course, given where nodes of earlier ones are. `scale` is in pixels a page unit.
    ///
    /// The line goes through nodes that have their places. Others get theirs from it.
    pub fn new(
        course: &Course,
        coverage: &Coverage,
        earlier: &impl Placed,
        (viewport, scale): (&Viewport, f64),
    ) -> Self {
        let Vertices { shape, nodes, points } = Vertices::of(course, coverage, earlier);
        let pins: Vec<Pin> = nodes
            .iter()
            .zip(&points)
            .filter_map(|(at, point)| Some(Pin { vertex: *at, page: earlier.place(point)? }))
            .collect();
        let pins = sorted(pins);
        let Course { inner, closed, .. } = *course;
        let drawing = Drawing { viewport, scale, inner, pins, closed };
        let line = drawing.line(&shape);
        let places = drawing.places(&line, &nodes, &points);
        Self { stretches: stretches(&line), places, closed }
    }

    /// Where its nodes are, in order.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// How many of its arcs there are.
    pub fn arcs(&self) -> usize {
        if self.closed { self.places.len() } else { self.places.len().saturating_sub(1) }
    }

    /// The node in which an arc ends that begins in one.
    pub fn after(&self, node: usize) -> usize {
        if self.closed && node + 1 == self.places.len() { 0 } else { node + 1 }
    }

    /// Its stretches.
    pub fn stretches(&self) -> &[Arc<Stretch>] {
        &self.stretches
    }

    /// What lies between two nodes, going along; between a node and itself, a whole turn.
    pub fn between(&self, from: usize, to: usize) -> Vec<Part> {
        let (Some(a), Some(b)) = (self.places.get(from), self.places.get(to)) else {
            return Vec::new();
        };
        let last = self.stretches.len().saturating_sub(1);
        let mut parts = Vec::new();
        let mut go = |from: Option<usize>, to: Option<usize>| {
            let stretch = |node: Option<usize>| {
                node.and_then(|node| self.places.get(node)).map(|place| place.segment / STRETCH)
            };
            let (first, end) = (stretch(from).unwrap_or(0), stretch(to).unwrap_or(last));
            parts.extend((first..=end.min(last)).map(|stretch| Part {
                stretch,
                from: from.filter(|node| stretch == first && !self.begins(stretch, *node)),
                to: to.filter(|node| stretch == end && !self.finishes(stretch, *node)),
            }));
        };
        if self.closed && b.at <= a.at {
            go(Some(from), None);
            go(None, Some(to));
        } else {
            go(Some(from), Some(to));
        }
        parts
    }

    /// Whether a node is the first point of a stretch.
    fn begins(&self, stretch: usize, node: usize) -> bool {
        let points = self.stretches.get(stretch).map_or(&[][..], |stretch| stretch.points());
        let place = self.places.get(node);
        place.is_some_and(|p| p.segment == stretch * STRETCH && points.first() == Some(&p.page))
    }

    /// Whether a node is the last point of a stretch.
    fn finishes(&self, stretch: usize, node: usize) -> bool {
        let points = self.stretches.get(stretch).map_or(&[][..], |stretch| stretch.points());
        let segment = stretch * STRETCH + points.len().saturating_sub(2);
        let place = self.places.get(node);
        place.is_some_and(|p| p.segment == segment && points.last() == Some(&p.page))
    }

    /// The points of a part.
    pub fn cut(&self, part: Part) -> Vec<PagePoint> {
        let points = self.stretches.get(part.stretch).map_or(&[][..], |stretch| stretch.points());
        let place = |node: Option<usize>| node.and_then(|node| self.places.get(node));
        let start = part.stretch * STRETCH;
        // The vertices in between.
        let first =
            place(part.from).map_or(0, |place| place.segment + 1 - start.min(place.segment));
        let end =
            place(part.to).map_or(points.len(), |place| (place.segment + 1).saturating_sub(start));
        let mut cut: Vec<PagePoint> =
            place(part.from).map(|place| place.page).into_iter().collect();
        cut.extend_from_slice(points.get(first..end.max(first)).unwrap_or_default());
        cut.extend(place(part.to).map(|place| place.page));
        cut.dedup();
        cut
    }
}

fn sorted(mut pins: Vec<Pin>) -> Vec<Pin> {
    pins.sort_by(|a, b| a.vertex.total_cmp(&b.vertex));
    pins
}

/// How a course is drawn.
struct Drawing<'a> {
    viewport: &'a Viewport,
    scale: f64,
    /// Lines between ground that is held are smoothed; the outline of the theatre towards ground that
    /// nobody holds follows boundaries of the base map and is left as it is.
    inner: bool,
    /// Nodes that have their places, in order.
    pins: Vec<Pin>,
    closed: bool,
}

impl Drawing<'_> {
    /// The line through the vertices of a course.
    fn line(&self, shape: &[GridPoint]) -> Vec<Along> {
        let last = shape.len().saturating_sub(1);
        if last <= PART {
            return self.part(shape, 0, last);
        }
        let starts: Vec<usize> = (0..last).step_by(PART).collect();
        let parts = starts.par_iter().map(|start| self.part(shape, *start, last.min(start + PART)));
        let mut parts: Vec<Vec<Along>> = parts.collect();
        let mut line = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        for (i, part) in parts.iter_mut().enumerate() {
            line.extend(part.drain(..).skip(usize::from(i > 0)));
        }
        line
    }

    /// A part of the line, whose ends stay where they are.
    fn part(&self, shape: &[GridPoint], from: usize, to: usize) -> Vec<Along> {
        let whole = to - from + 1 == shape.len();
        let (start, end) = (from as f64, to as f64);
        let pin = |vertex: f64| self.pins.iter().find(|pin| pin.vertex == vertex);
        let inside: Vec<Pin> = self
            .pins
            .iter()
            .filter(|pin| pin.vertex > start && pin.vertex < end)
            .copied()
            .collect();
        // Projected from pin to pin, as what is thinned out depends on the ends.
        let mut stops = vec![from];
        stops.extend(inside.iter().map(|pin| pin.vertex as usize));
        stops.push(to);
        let mut line: Vec<Along> = Vec::new();
        for leg in stops.windows(2) {
            let vertices = shape.get(leg[0]..=leg[1]).unwrap_or_default();
            let leg_line = self.viewport.project_line(vertices.iter().map(|p| p.degrees()));
            let skip = usize::from(!line.is_empty());
            let at = |along: Along| Along { at: along.at + leg[0] as f64, ..along };
            line.extend(leg_line.into_iter().skip(skip).map(at));
        }
        if let (Some(first), Some(pin)) = (line.first_mut(), pin(start)) {
            first.page = pin.page;
        }
        // A ring that starts at a pin ends there, too.
        let end = if self.closed && to + 1 == shape.len() { 0.0 } else { end };
        if let (Some(last), Some(pin)) = (line.last_mut(), pin(end)) {
            last.page = pin.page;
        }
        let line = match self.inner {
            true => smooth(line, &inside, self.is_ring() && whole, self.scale),
            false => smooth(line, &inside, false, 0.0),
        };
        simplify(line, &inside, TOLERANCE_PX / self.scale)
    }

    /// Whether the line is a ring on which nothing has its place.
    fn is_ring(&self) -> bool {
        self.closed && self.pins.is_empty()
    }

    /// Where nodes are on the line that is drawn, given where they are among the vertices.
    fn places(&self, line: &[Along], nodes: &[f64], points: &[GridPoint]) -> Vec<Place> {
        let (Some(first), Some(last)) = (line.first(), line.last()) else {
            let nowhere = |at: &f64| Place { segment: 0, at: *at, page: PagePoint::default() };
            return nodes.iter().map(nowhere).collect();
        };
        let segments = line.len().saturating_sub(1);
        let place = |(at, point): (&f64, &GridPoint)| {
            // A ring is smoothed at its start: it begins behind its first vertex.
            let at = if *at < first.at { at + last.at - first.at } else { *at };
            let there = line.partition_point(|along| along.at < at);
            if let Some(exact) = line.get(there).filter(|along| along.at == at) {
                return Place { segment: there.min(segments.max(1) - 1), at, page: exact.page };
            }
            // On the segment that is there now; where exactly, its own place says.
            let segment = there.saturating_sub(1).min(segments.max(1) - 1);
            let own = self.viewport.page(point.degrees()).unwrap_or(first.page);
            let page = match line.get(segment..segment + 2) {
                Some([a, b]) => nearest(a.page, b.page, own),
                _ => first.page,
            };
            Place { segment, at, page }
        };
        nodes.iter().zip(points).map(place).collect()
    }
}

/// The point between two others nearest to a third.
fn nearest(a: PagePoint, b: PagePoint, to: PagePoint) -> PagePoint {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let along = (to.x - a.x) * dx + (to.y - a.y) * dy;
    let share = if length > 0.0 { (along / length).clamp(0.0, 1.0) } else { 0.0 };
    if share == 1.0 { b } else { PagePoint::new(a.x + share * dx, a.y + share * dy) }
}

/// A line in stretches.
fn stretches(line: &[Along]) -> Vec<Arc<Stretch>> {
    let last = line.len().saturating_sub(1);
    let stretch = |start: usize| {
        let part = line.get(start..=last.min(start + STRETCH)).unwrap_or_default();
        Stretch::new(part.iter().map(|along| along.page).collect())
    };
    (0..last).step_by(STRETCH).map(stretch).collect()
}
