//! The shape of a course: smoothed, and drawn from as few points as can be told apart.

use crate::math::{PagePoint, Work, widest};
use crate::projection::Along;

/// Rounds of corner cutting on fronts, by how long their segments are at least on average, in
/// pixels: corners of short segments are not seen.
const ROUNDS: [(f64, usize); 3] = [(4.0, 3), (2.0, 2), (1.0, 1)];
/// No corner is cut by more than this many page units at either side.
const MAX_CUT: f64 = 9.0;
/// How much of an edge is cut off at most.
const SHARE: f64 = 0.25;

/// A vertex through which the smoothed line goes.
#[derive(Clone, Copy, Debug)]
pub struct Pin {
    /// Which vertex, as [`Along::at`] counts them.
    pub vertex: f64,
    /// Where it is.
    pub page: PagePoint,
}

/// Chaikin's corner cutting (1974) with the ends kept and the cut limited, so that long straight
/// stretches stay where they are. A ring (`closed`) is cut at its start, too. At each pin the line has
/// a point of its own.
///
/// Corner cutting draws the line past its vertices. Where it is to go through one the vertex is moved
/// out, so that the middle of the edge that is first left of its corner comes to lie on the pin; from there on
/// the line is two.
pub fn smooth(mut line: Vec<Along>, pins: &[Pin], closed: bool, scale: f64) -> Vec<Along> {
    let length: f64 = line.windows(2).map(|pair| pair[0].page.distance(pair[1].page)).sum();
    let mean = length * scale / (line.len().max(2) - 1) as f64;
    let rounds = ROUNDS.iter().find(|(least, _)| mean >= *least).map_or(0, |(_, rounds)| *rounds);
    for pin in pins {
        let place = line.partition_point(|along| along.at < pin.vertex);
        move_out(&mut line, place, pin.page, rounds > 0);
    }
    if line.len() < 3 || rounds == 0 {
        for pin in pins {
            let place = line.partition_point(|along| along.at < pin.vertex);
            if let Some(there) = line.get_mut(place) {
                there.page = pin.page;
            }
        }
        return line;
    }
    line = cut(&line, closed);
    for pin in pins {
        // Between the two points that are left of the corner.
        let place = line.partition_point(|along| along.at < pin.vertex);
        line.insert(place, Along { page: pin.page, at: pin.vertex });
    }
    for _ in 1..rounds {
        line = match pins {
            [] => cut(&line, closed),
            _ => cut_between(&line, pins),
        };
    }
    line
}

/// One round on each part between pins, which stay.
fn cut_between(line: &[Along], pins: &[Pin]) -> Vec<Along> {
    let mut all: Vec<Along> = Vec::with_capacity(2 * line.len());
    let mut from = 0;
    for end in pins.iter().map(|pin| Some(pin.vertex)).chain([None]) {
        let to = end.map_or(line.len(), |end| line.partition_point(|along| along.at <= end));
        let part = cut(line.get(from..to).unwrap_or_default(), false);
        all.extend(part.into_iter().skip(usize::from(from > 0)));
        from = to.saturating_sub(1);
    }
    all
}

/// Moves a vertex so that the line goes through a point when its corner has been cut.
fn move_out(line: &mut [Along], place: usize, to: PagePoint, is_cut: bool) {
    let around = place.checked_sub(1).and_then(|before| line.get(before..place + 2));
    let Some(&[before, _, after]) = around else { return };
    let (p, q) = (before.page, after.page);
    let mut vertex = to;
    // Each step leaves a quarter of what was missing.
    for _ in 0..if is_cut { 4 } else { 0 } {
        let toward = |other: PagePoint| {
            let share = SHARE.min(MAX_CUT / vertex.distance(other));
            (share * (other.x - vertex.x), share * (other.y - vertex.y))
        };
        let (a, b) = (toward(p), toward(q));
        vertex = PagePoint::new(to.x - (a.0 + b.0) / 2.0, to.y - (a.1 + b.1) / 2.0);
    }
    if let Some(along) = line.get_mut(place)
        && vertex.x.is_finite()
        && vertex.y.is_finite()
    {
        along.page = vertex;
    }
}

/// One round.
fn cut(line: &[Along], closed: bool) -> Vec<Along> {
    let mut cut = Vec::with_capacity(2 * line.len());
    if !closed {
        cut.extend(line.first().copied());
    }
    for (i, pair) in line.windows(2).enumerate() {
        let (p, q) = (pair[0], pair[1]);
        let length = p.page.distance(q.page);
        if length == 0.0 {
            continue;
        }
        let share = SHARE.min(MAX_CUT / length);
        let at = |t: f64| Along {
            page: PagePoint::new(
                p.page.x + (q.page.x - p.page.x) * t,
                p.page.y + (q.page.y - p.page.y) * t,
            ),
            at: p.at + (q.at - p.at) * t,
        };
        if i > 0 || closed {
            cut.push(at(share));
        }
        if i + 2 < line.len() || closed {
            cut.push(at(1.0 - share));
        }
    }
    if closed {
        // The corner at the end is that at the start, a turn later.
        let turn =
            line.last().map_or(0.0, |end| end.at) - line.first().map_or(0.0, |start| start.at);
        cut.extend(cut.first().map(|start| Along { at: start.at + turn, ..*start }));
    } else {
        cut.extend(line.last().copied());
    }
    cut
}

/// Leaves out points that lie on the line between others, give or take a tolerance (Ramer 1972,
/// Douglas and Peucker 1973). The ends stay, and the pins.
pub fn simplify(line: Vec<Along>, pins: &[Pin], tolerance: f64) -> Vec<Along> {
    let places = pins.iter().map(|pin| line.partition_point(|along| along.at < pin.vertex));
    let mut stops: Vec<usize> = std::iter::once(0).chain(places).collect();
    stops.push(line.len().saturating_sub(1));
    let kept = widest(Simplified {
        xs: line.iter().map(|along| along.page.x).collect(),
        ys: line.iter().map(|along| along.page.y).collect(),
        open: stops.windows(2).map(|pair| (pair[0], pair[1])).collect(),
        tolerance,
    });
    let mut kept = kept.into_iter();
    line.into_iter().filter(|_| kept.next().unwrap_or(true)).collect()
}

/// Which points are left of a line.
struct Simplified {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// The parts to be simplified: first and last point.
    open: Vec<(usize, usize)>,
    tolerance: f64,
}

impl Work for Simplified {
    type Output = Vec<bool>;

    #[inline(always)]
    fn run(self) -> Vec<bool> {
        let Self { xs, ys, mut open, tolerance } = self;
        let mut kept = vec![false; xs.len()];
        let mut squares = vec![0.0; xs.len()];
        while let Some((from, to)) = open.pop() {
            let end = |at: usize| Some((*xs.get(at)?, *ys.get(at)?));
            let (Some(a), Some(b)) = (end(from), end(to)) else { continue };
            (kept[from], kept[to]) = (true, true);
            if from + 1 >= to {
                continue;
            }
            let (xs, ys) = (&xs[from + 1..to], &ys[from + 1..to]);
            let squares = &mut squares[from + 1..to];
            squared_distances(xs, ys, (a, b), squares);
            let farthest = largest(squares);
            if farthest > tolerance * tolerance {
                // The first, if several are as far.
                let at = squares.iter().position(|square| *square == farthest);
                let at = from + 1 + at.unwrap_or_default();
                open.extend([(from, at), (at, to)]);
            }
        }
        kept
    }
}

/// The squares of the distances of points from the line between two others.
#[inline(always)]
fn squared_distances(
    xs: &[f64],
    ys: &[f64],
    (a, b): ((f64, f64), (f64, f64)),
    squares: &mut [f64],
) {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let inverse = if length > 0.0 { 1.0 / length } else { 0.0 };
    for ((x, y), square) in xs.iter().zip(ys).zip(squares) {
        let (px, py) = (x - a.0, y - a.1);
        let along = (px * dx + py * dy) * inverse;
        let along = if along > 0.0 { along } else { 0.0 };
        let along = if along < 1.0 { along } else { 1.0 };
        let (ex, ey) = (px - along * dx, py - along * dy);
        *square = ex * ex + ey * ey;
    }
}

/// The largest of some numbers, none of which is negative.
#[inline(always)]
fn largest(numbers: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (rows, rest) = numbers.as_chunks::<8>();
    for row in rows {
        for (lane, number) in lanes.iter_mut().zip(row) {
            *lane = if *number > *lane { *number } else { *lane };
        }
    }
    rest.iter().chain(&lanes).fold(0.0, |most, number| if *number > most { *number } else { most })
}

/// The square of the distance of a point from the line between two others.
pub fn squared_distance(p: PagePoint, a: PagePoint, b: PagePoint) -> f64 {
    let mut square = [0.0];
    squared_distances(&[p.x], &[p.y], ((a.x, a.y), (b.x, b.y)), &mut square);
    square[0]
}
