//! Paths put together from lines that they have in common with others.
//!
//! Borders are the same for both neighbors and for many days. A path that says which stretches it
//! consists of is compared by them rather than point by point, and a painter that needs only a part
//! of it looks only at the pieces that are there.

use super::digest::{along, around};
use super::path::Segment;
use crate::math::{PagePoint, Rect};
use std::sync::{Arc, OnceLock};

/// A line of straight segments. Paths that have the same stretch (the same `Arc`) have the same
/// points there.
#[derive(Debug)]
pub struct Stretch {
    points: Vec<PagePoint>,
    bounds: Option<Rect>,
    /// Around each piece.
    boxes: Vec<Rect>,
    digest: OnceLock<u64>,
}

/// A stretch in a direction.
#[derive(Clone, Debug)]
pub struct Run {
    /// Which.
    pub stretch: Arc<Stretch>,
    /// Whether it is gone along backwards.
    pub reversed: bool,
}

/// Runs of which each begins in the point in which the one before it ends.
#[derive(Clone, Debug)]
pub struct Chain {
    /// In order.
    pub runs: Vec<Run>,
    /// Whether the last point is joined to the first one.
    pub closed: bool,
}

impl Stretch {
    /// Segments of a piece.
    const PIECE: usize = 24;

    /// A line through some points.
    pub fn new(points: Vec<PagePoint>) -> Arc<Self> {
        let around = |points: &[PagePoint]| Rect::around(points.iter().copied());
        let bounds = around(&points);
        let boxes = pieces(&points).filter_map(around).collect();
        Arc::new(Self { points, bounds, boxes, digest: OnceLock::new() })
    }

    /// Its points.
    pub fn points(&self) -> &[PagePoint] {
        &self.points
    }

    /// The rectangle around it; `None` if it has no points.
    pub fn bounds(&self) -> Option<Rect> {
        self.bounds
    }

    /// A digest of its points, taken once.
    pub(super) fn digest(&self) -> u64 {
        *self.digest.get_or_init(|| Self::digest_of(&self.points))
    }

    /// Its pieces with a rectangle around each; each begins where the one before it ends.
    pub fn pieces(&self) -> impl DoubleEndedIterator<Item = (&[PagePoint], Rect)> {
        let piece = |(i, bounds): (usize, &Rect)| {
            let start = i * Self::PIECE;
            let end = self.points.len().min(start + Self::PIECE + 1);
            (self.points.get(start..end).unwrap_or_default(), *bounds)
        };
        self.boxes.iter().enumerate().map(piece)
    }
}

fn pieces(points: &[PagePoint]) -> impl Iterator<Item = &[PagePoint]> {
    let starts = (0..points.len().saturating_sub(1)).step_by(Stretch::PIECE);
    starts.filter_map(|start| points.get(start..points.len().min(start + Stretch::PIECE + 1)))
}

impl Run {
    /// Whether it is the same stretch in the same direction.
    pub fn is(&self, other: &Self) -> bool {
        self.reversed == other.reversed && Arc::ptr_eq(&self.stretch, &other.stretch)
    }

    /// The first and the last point in its direction.
    pub fn ends(&self) -> Option<(PagePoint, PagePoint)> {
        let points = self.stretch.points();
        let (first, last) = (*points.first()?, *points.last()?);
        Some(if self.reversed { (last, first) } else { (first, last) })
    }

    /// Its points in its direction.
    fn points(&self) -> impl Iterator<Item = PagePoint> {
        let points = self.stretch.points();
        let last = points.len().wrapping_sub(1);
        (0..points.len())
            .filter_map(move |i| points.get(if self.reversed { last - i } else { i }).copied())
    }
}

impl Chain {
    /// The points, each once: a closed chain does not repeat its first one.
    pub fn points(&self) -> impl Iterator<Item = PagePoint> {
        let all = self.runs.iter().enumerate();
        let all = all.flat_map(|(i, run)| run.points().skip(usize::from(i > 0)));
        all.take(self.count())
    }

    /// The first and the last point of all runs, where the chain begins and where it ends.
    pub fn ends(&self) -> Option<(PagePoint, PagePoint)> {
        Some((self.runs.first()?.ends()?.0, self.runs.last()?.ends()?.1))
    }

    /// The rectangle around it.
    pub fn bounds(&self) -> Option<Rect> {
        let all = self.runs.iter().filter_map(|run| run.stretch.bounds());
        all.reduce(|a, b| a.union(&b))
    }

    /// How many points it has.
    fn count(&self) -> usize {
        let segments: usize =
            self.runs.iter().map(|run| run.stretch.points().len().saturating_sub(1)).sum();
        let returns = self.closed && self.ends().is_some_and(|(first, last)| first == last);
        segments + usize::from(!returns)
    }
}

/// Chains, and what follows from them.
#[derive(Debug)]
pub(super) struct Chained {
    chains: Vec<Chain>,
    bounds: Option<Rect>,
    segments: OnceLock<Vec<Segment>>,
    /// Digests as of an area and as of lines: a front is drawn more than once, with its casing.
    digests: [OnceLock<u64>; 2],
}

impl Chained {
    pub fn new(mut chains: Vec<Chain>) -> Self {
        chains.retain(|chain| chain.count() >= if chain.closed { 3 } else { 2 });
        let bounds = chains.iter().filter_map(Chain::bounds).reduce(|a, b| a.union(&b));
        Self { chains, bounds, segments: OnceLock::new(), digests: Default::default() }
    }

    pub fn chains(&self) -> &[Chain] {
        &self.chains
    }

    pub fn bounds(&self) -> Option<Rect> {
        self.bounds
    }

    /// Whether both are put together from the same stretches.
    pub fn is_made_as(&self, other: &Self) -> bool {
        let same = |a: &Chain, b: &Chain| {
            a.closed == b.closed
                && a.runs.len() == b.runs.len()
                && a.runs.iter().zip(&b.runs).all(|(a, b)| a.is(b))
        };
        self.chains.len() == other.chains.len()
            && self.chains.iter().zip(&other.chains).all(|(a, b)| same(a, b))
    }

    /// Whether both have the same points.
    pub fn looks_as(&self, other: &Self) -> bool {
        let same = |a: &Chain, b: &Chain| a.closed == b.closed && a.points().eq(b.points());
        self.chains.len() == other.chains.len()
            && self.chains.iter().zip(&other.chains).all(|(a, b)| same(a, b))
    }

    /// A digest of the area.
    pub fn area_digest(&self) -> u64 {
        *self.digests[0].get_or_init(|| around(&self.chains))
    }

    /// A digest of the lines, if they are not dashed.
    pub fn line_digest(&self) -> u64 {
        *self.digests[1].get_or_init(|| along(&self.chains))
    }

    /// The path as segments, made when they are first asked for.
    pub fn segments(&self) -> &[Segment] {
        self.segments.get_or_init(|| {
            let mut segments = Vec::new();
            for chain in &self.chains {
                let step = |(i, p)| if i == 0 { Segment::Move(p) } else { Segment::Line(p) };
                segments.extend(chain.points().enumerate().map(step));
                segments.extend(chain.closed.then_some(Segment::Close));
            }
            segments
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Path;

    fn line(points: &[(f64, f64)]) -> Arc<Stretch> {
        Stretch::new(points.iter().map(|&(x, y)| PagePoint::new(x, y)).collect())
    }

    fn run(stretch: &Arc<Stretch>, reversed: bool) -> Run {
        Run { stretch: Arc::clone(stretch), reversed }
    }

    #[test]
    fn a_ring_of_runs_is_the_polygon() {
        let (one, other) = (
            line(&[(0.0, 0.0), (4.0, 0.0), (4.0, 3.0)]),
            line(&[(0.0, 0.0), (0.0, 3.0), (4.0, 3.0)]),
        );
        let runs = vec![run(&one, false), run(&other, true)];
        let path = Path::chained(vec![Chain { runs, closed: true }]);
        let corners = [(0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0)];
        let plain = Path::polygon(&corners.map(|(x, y)| PagePoint::new(x, y)));
        assert_eq!(path.segments(), plain.segments());
        assert_eq!((path.bounds(), &path), (plain.bounds(), &plain));
        let open = Path::chained(vec![Chain { runs: vec![run(&one, true)], closed: false }]);
        assert_eq!(open.segments().len(), 3);
        assert_ne!(open, path);
    }

    #[test]
    fn pieces_are_the_whole() {
        let points: Vec<(f64, f64)> = (0..100).map(|i| (f64::from(i), f64::from(i % 7))).collect();
        let stretch = line(&points);
        let mut found = vec![stretch.points()[0]];
        for (piece, bounds) in stretch.pieces() {
            assert_eq!(found.last(), piece.first());
            assert_eq!(Some(bounds), Rect::around(piece.iter().copied()));
            found.extend_from_slice(&piece[1..]);
        }
        assert_eq!(found, stretch.points());
        let nothing = Path::chained(vec![Chain { runs: vec![], closed: true }]);
        assert!(nothing.is_empty() && nothing.bounds().is_none());
    }
}
