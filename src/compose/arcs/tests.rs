use super::*;
use crate::dataset::PartyId;
use crate::math::{Day, Rect, Validity};
use crate::projection::{Along, Extent, Projection, ProjectionKind};
use crate::scene::{Digests, Fill, Group, Item, Layer, Scene, Stroke};
use crate::timeline::{DatedArea, Holding};
use geo::{LineString, MultiPolygon, Polygon};
use proptest::prelude::*;

const RECT: Rect = Rect { x0: 0.0, y0: 0.0, x1: 1000.0, y1: 600.0 };
const COLUMNS: usize = 40;

fn day(n: usize) -> Day {
    Day::from_ymd(2020, 1, 1).unwrap().plus(n as i64)
}

fn area(party: u16, n: usize, ring: Vec<(f64, f64)>) -> DatedArea {
    DatedArea {
        geometry: Arc::new(MultiPolygon(vec![Polygon::new(LineString::from(ring), vec![])]).into()),
        within: Vec::new(),
        without: Vec::new(),
        source: None,
        holding: Some(Holding::of(PartyId(party))),
        validity: Validity::new(Some(day(n)), Some(day(n + 1))),
    }
}

/// A front from west to east that moves on a part of its length every day, each column by some
/// thousandths of a degree, and an island of a third party behind it that grows. (Where an outline of a
/// later day crosses a border of an earlier one below what hides it, the border keeps a vertex there.)
fn days(moves: &[(usize, usize, i32)]) -> Vec<DatedArea> {
    let mut front: Vec<f64> = (0..=COLUMNS).map(|i| 0.5 + 0.05 * f64::from(i as u32 % 5)).collect();
    let mut areas = Vec::new();
    for (n, &(from, length, by)) in moves.iter().enumerate() {
        for (i, y) in front.iter_mut().enumerate().skip(from).take(length) {
            *y = (*y + f64::from(by + (i as i32 * 7) % 5) / 1000.0).clamp(0.38, 1.2);
        }
        let x = |i: usize| i as f64 * 0.05 + if i.is_multiple_of(3) { 0.013 } else { 0.0 };
        let line = || front.iter().enumerate().map(move |(i, y)| (x(i), *y));
        let closed = |mut ring: Vec<(f64, f64)>| {
            ring.extend(ring.first().copied());
            ring
        };
        let below = line().chain([(x(COLUMNS), 0.0), (x(0), 0.0)]).collect();
        let above = line().chain([(x(COLUMNS), 1.5), (x(0), 1.5)]).collect();
        let corner = |i: u32| {
            let (sin, cos) = (f64::from(i) * 0.5).sin_cos();
            let radius = 0.06 + 0.004 * f64::from(n as u32 / 2);
            (1.0 + radius * cos, 0.25 + radius * sin)
        };
        areas.push(area(0, n, closed(below)));
        areas.push(area(1, n, closed(above)));
        areas.push(area(2, n, closed((0..12).map(corner).collect())));
    }
    areas
}

fn view(height: f64) -> Viewport {
    let extent = Extent::new(0.0, 0.0, 2.1, height);
    Viewport::fit(Projection::fitted(ProjectionKind::Mercator, &extent), &extent, RECT)
}

/// The ground of each party on a day, and the front.
fn drawn(coverage: &Coverage, view: &Viewport, arcs: &PageArcs, day: Day) -> (Vec<Path>, Path) {
    let on = coverage.on(day);
    let ground = |party: u16| {
        let rings = coverage.outline(|history| {
            on[history.0 as usize].is_some_and(|holding| holding.party == PartyId(party))
        });
        arcs.area(view, &rings)
    };
    let front: Vec<ArcId> = coverage.frontline(day).iter().map(|side| side.0).collect();
    ((0..3).map(ground).collect(), arcs.lines(view, coverage, &front))
}

fn digest((areas, front): (Vec<Path>, Path)) -> u64 {
    let ink = crate::color::Color::BLACK;
    let mut items: Vec<Item> =
        areas.into_iter().map(|path| Item::Fill(path, Fill::Solid(ink))).collect();
    items.push(Item::Stroke(front, Stroke::new(ink, 2.0)));
    let layers = vec![Layer { group: Arc::new(Group::new("control", items)), fixed: false }];
    let (title, description) = Default::default();
    Digests::default().of(&Scene { width: 1.0, height: 1.0, title, description, layers })
}

fn doubled_area(path: &Path) -> f64 {
    let rings = path.chains().unwrap().iter().map(|chain| {
        let points: Vec<PagePoint> = chain.points().collect();
        let ends = points.iter().cycle().skip(1);
        points.iter().zip(ends).map(|(p, q)| p.x * q.y - q.x * p.y).sum::<f64>()
    });
    rings.sum()
}

fn moves() -> impl Strategy<Value = Vec<(usize, usize, i32)>> {
    prop::collection::vec((0..COLUMNS, 1..COLUMNS / 2, -60..60_i32), 2..7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// What is drawn of a day is the same whatever happens later.
    #[test]
    fn a_later_day_changes_no_earlier_one(moves in moves(), height in 0.4..1.6_f64) {
        let view = view(height);
        let (all, last) = (days(&moves), moves.len() - 1);
        let [early, late] = [&all[..3 * last], &all].map(|areas| {
            let coverage = Coverage::build(areas);
            let arcs = PageArcs::new(&coverage, &view, 1.0);
            let digest = |n| digest(drawn(&coverage, &view, &arcs, day(n)));
            (0..last).map(digest).collect::<Vec<_>>()
        });
        prop_assert_eq!(early, late);
    }

    /// Stretches follow each other without a gap, and neighbors have the same: what all hold together
    /// is the theatre.
    #[test]
    fn neighbors_share_their_border(moves in moves(), height in 0.4..1.6_f64) {
        let areas = days(&moves);
        let coverage = Coverage::build(&areas);
        for view in [view(1.6), view(height)] {
            let arcs = PageArcs::new(&coverage, &view, 1.0);
            for n in 0..moves.len() {
                let (grounds, front) = drawn(&coverage, &view, &arcs, day(n));
                for chain in grounds.iter().chain([&front]).flat_map(|path| path.chains().unwrap()) {
                    for pair in chain.runs.windows(2) {
                        prop_assert_eq!(pair[0].ends().unwrap().1, pair[1].ends().unwrap().0);
                    }
                    let (first, last) = chain.ends().unwrap();
                    prop_assert!(!chain.closed || first == last || height < 1.6);
                }
                let together = coverage.outline(|history| history.0 != 0);
                let whole = doubled_area(&arcs.area(&view, &together));
                let sum: f64 = grounds.iter().map(doubled_area).sum();
                prop_assert!((whole - sum).abs() < 1e-6 * whole.abs(), "{} {}", whole, sum);
            }
        }
    }

    /// A line goes through the nodes of earlier ones, wherever that is.
    #[test]
    fn courses_go_through_places(
        line in prop::collection::vec((0.0..60.0_f64, -40.0..40.0_f64), 3..30),
        pinned in prop::collection::vec((1..28_usize, -6.0..6.0_f64, -6.0..6.0_f64), 0..6),
        scale in 0.5..3.0_f64,
    ) {
        let mut x = 0.0;
        let along: Vec<Along> = line.iter().enumerate().map(|(i, (dx, y))| {
            x += dx;
            Along { page: PagePoint::new(x, *y), at: i as f64 }
        }).collect();
        let mut pins: Vec<shape::Pin> = pinned.iter().filter(|pin| pin.0 + 1 < along.len()).map(|&(i, dx, dy)| {
            let p = along[i].page;
            shape::Pin { vertex: i as f64, page: PagePoint::new(p.x + dx, p.y + dy) }
        }).collect();
        pins.sort_by(|a, b| a.vertex.total_cmp(&b.vertex));
        pins.dedup_by_key(|pin| pin.vertex.to_bits());
        let smooth = shape::smooth(along.clone(), &pins, false, scale);
        let simple = shape::simplify(smooth.clone(), &pins, 0.1);
        for line in [&smooth, &simple] {
            prop_assert!(line.windows(2).all(|pair| pair[0].at < pair[1].at));
            prop_assert_eq!(line.first(), along.first());
            prop_assert_eq!(line.last(), along.last());
            for pin in &pins {
                let there = line.iter().find(|along| along.at == pin.vertex).unwrap();
                prop_assert_eq!(there.page, pin.page);
            }
        }
    }
}

#[test]
fn a_ring_that_is_cut_is_still_one() {
    // The island grows every other day: its outline is a ring of one arc on the first day, of many
    // parts later, and its front stays closed.
    let areas = days(&[(0, 5, 9); 6]);
    let coverage = Coverage::build(&areas);
    let view = view(1.6);
    let arcs = PageArcs::new(&coverage, &view, 1.0);
    for n in 0..6 {
        let (grounds, front) = drawn(&coverage, &view, &arcs, day(n));
        assert_eq!(grounds[2].chains().unwrap().len(), 1);
        assert_eq!(front.chains().unwrap().iter().filter(|chain| chain.closed).count(), 1, "{n}");
    }
}
