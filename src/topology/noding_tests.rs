//! Noding compared with the plainest way to do it: all segments against all, every round.

use super::grid::GridPoint;
use super::meet::{Line, meet};
use super::noding::{PLAIN_ROUNDS, Segment, Unnoded};
use super::outlines::Outlines;
use super::shapes::Shapes;
use crate::math::Areas;
use geo::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use std::sync::Arc;

type Ring = Vec<(i32, i32)>;

/// Sorts and removes what stands twice for the same shape.
fn cancel_pairs(segments: &mut Vec<Segment>) {
    segments.sort_unstable();
    let odd = segments.chunk_by(|p, q| p == q).filter(|same| same.len() % 2 == 1);
    *segments = odd.map(|same| same[0]).collect();
}

/// The pieces, each with one shape in place of a set; `None` when there is more to do than plain rounds.
fn plain(mut segments: Vec<Segment>) -> Option<Vec<Segment>> {
    for _ in 0..PLAIN_ROUNDS {
        cancel_pairs(&mut segments);
        let mut lines: Vec<Line> = segments.iter().map(|s| (s.a, s.b)).collect();
        lines.dedup();
        let mut cuts: Vec<Vec<GridPoint>> = vec![Vec::new(); lines.len()];
        for i in 0..lines.len() {
            for j in 0..i {
                meet(lines[i], lines[j], |which, point| cuts[[i, j][which]].push(point));
            }
        }
        if cuts.iter().all(Vec::is_empty) {
            return Some(segments);
        }
        let mut pieces = Vec::new();
        for segment in &segments {
            let line = lines.binary_search(&(segment.a, segment.b)).unwrap();
            let (dx, dy) = segment.a.to(segment.b);
            cuts[line].sort_by_key(|point| {
                let (px, py) = segment.a.to(*point);
                (i128::from(dx) * i128::from(px) + i128::from(dy) * i128::from(py), *point)
            });
            let mut from = segment.a;
            for &to in cuts[line].iter().chain([&segment.b]) {
                pieces.extend(Segment::new(from, to, segment.set));
                from = to;
            }
        }
        segments = pieces;
    }
    None
}

fn segments_of(shapes: &[Vec<Ring>]) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (shape, rings) in shapes.iter().enumerate() {
        for ring in rings {
            let point = |i: usize| GridPoint { x: ring[i].0, y: ring[i].1 };
            let pairs = (0..ring.len()).map(|i| (point(i), point((i + 1) % ring.len())));
            segments.extend(pairs.filter_map(|(p, q)| Segment::new(p, q, shape as u32)));
        }
    }
    segments
}

/// The segments of [`node`], with their shapes in the numbers of `outlines`.
fn noded(shapes: &[Vec<Ring>]) -> (Vec<Segment>, Vec<u32>) {
    let polygon = |ring: &Ring| {
        let coords = ring.iter().map(|&(x, y)| Coord { x: f64::from(x), y: f64::from(y) });
        Polygon::new(LineString(coords.map(|c| c / 1e6).collect()), Vec::new())
    };
    let areas = |rings: &Vec<Ring>| -> MultiPolygon { rings.iter().map(polygon).collect() };
    let geometries: Vec<Arc<Areas>> =
        shapes.iter().map(|rings| Arc::new(areas(rings).into())).collect();
    let mut outlines = Outlines::default();
    let numbers = geometries.iter().map(|geometry| outlines.number(geometry)).collect();
    let mut segments = Vec::new();
    let noded = Unnoded::of(outlines.into_linework()).node();
    for lines in noded.layers {
        let step = if matches!(lines.shapes, Shapes::Along(_)) { 1 } else { 2 };
        let last = lines.points.len().saturating_sub(1) as u32;
        let numbers: Vec<u32> =
            (0..last).step_by(step).filter(|&line| !lines.is_replaced(line)).collect();
        lines.shapes.lists(&numbers, &noded.sets, |i, shapes| {
            let (a, b) = lines.line(numbers[i]);
            segments.extend(shapes.iter().map(|&set| Segment { a, b, set }));
        });
    }
    segments.sort_unstable();
    (segments, numbers)
}

/// Shapes of a few rings on a small grid, or on one so fine that crossings are rounded.
fn shapes(size: i32) -> impl Strategy<Value = Vec<Vec<Ring>>> {
    let ring = prop::collection::vec((0..size, 0..size), 3..12);
    prop::collection::vec(prop::collection::vec(ring, 1..3), 1..6)
}

/// The same ring on several days, each day with a few vertices moved, and its neighbor.
fn days() -> impl Strategy<Value = Vec<Vec<Ring>>> {
    let ring = prop::collection::vec((0..40, 0..40), 8..30);
    let moves = prop::collection::vec((0..30usize, -3..4, -3..4), 0..5);
    (ring, prop::collection::vec(moves, 1..5)).prop_map(|(mut ring, days)| {
        let mut shapes = vec![vec![ring.clone()]];
        for moves in days {
            for (at, dx, dy) in moves {
                let at = at % ring.len();
                ring[at] = (ring[at].0 + dx, ring[at].1 + dy);
            }
            let mut back = ring.clone();
            back.reverse();
            back.truncate(5);
            shapes.extend([vec![ring.clone()], vec![back]]);
        }
        shapes
    })
}

fn same(shapes: &[Vec<Ring>]) -> Result<(), TestCaseError> {
    let (segments, numbers) = noded(shapes);
    // Equal outlines have one number.
    let mut once: Vec<Vec<Ring>> = vec![Vec::new(); shapes.len()];
    for (shape, &number) in shapes.iter().zip(&numbers) {
        once[number as usize].clone_from(shape);
    }
    if let Some(plain) = plain(segments_of(&once)) {
        prop_assert_eq!(segments, plain);
    } else {
        nothing_meets(&segments)?;
    }
    Ok(())
}

fn nothing_meets(segments: &[Segment]) -> Result<(), TestCaseError> {
    for (i, p) in segments.iter().enumerate() {
        for q in &segments[..i] {
            let mut free = true;
            meet((p.a, p.b), (q.a, q.b), |_, _| free = false);
            prop_assert!(free, "{:?} meets {:?}", p, q);
        }
    }
    Ok(())
}

/// Long lines that run almost alike, which step over each other's ends again and again.
fn sheaves() -> impl Strategy<Value = Vec<Vec<Ring>>> {
    let ring = prop::collection::vec((0..400, 0..6), 3..30);
    prop::collection::vec(prop::collection::vec(ring, 1..2), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn coarse_shapes_are_noded_as_plainly(shapes in shapes(9)) {
        same(&shapes)?;
    }

    #[test]
    fn fine_shapes_are_noded_as_plainly(shapes in shapes(1000)) {
        same(&shapes)?;
    }

    #[test]
    fn sheaves_settle(shapes in sheaves()) {
        same(&shapes)?;
    }

    #[test]
    fn similar_days_are_noded_as_plainly(shapes in days()) {
        same(&shapes)?;
    }
}

#[test]
fn a_cross_becomes_four_pieces() {
    let (segments, _) =
        noded(&[vec![vec![(0, 0), (10, 10), (20, 0)]], vec![vec![(0, 10), (10, 0), (5, 20)]]]);
    assert!(segments.contains(&Segment {
        a: GridPoint { x: 0, y: 0 },
        b: GridPoint { x: 5, y: 5 },
        set: 0
    }));
}

#[test]
fn an_overlap_is_shared() {
    let (segments, _) =
        noded(&[vec![vec![(0, 0), (10, 0), (5, -9)]], vec![vec![(4, 0), (20, 0), (9, 9)]]]);
    let level = segments.iter().filter(|s| s.a.y == 0 && s.b.y == 0);
    let ends: Vec<_> = level.map(|s| (s.a.x, s.b.x, s.set)).collect();
    assert_eq!(ends, [(0, 4, 0), (4, 10, 0), (4, 10, 1), (10, 20, 1)]);
}
