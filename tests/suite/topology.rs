//! Invariants of the coverage, on random input.

use geo::{Area, Contains, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;
use salient::dataset::PartyId;
use salient::math::{Day, Validity};
use salient::timeline::{DatedArea, Holding};
use salient::topology::Coverage;
use std::sync::Arc;

fn day(n: i64) -> Day {
    Day::from_ymd(2020, 1, 1).unwrap().plus(n)
}

fn area(party: u16, from: i64, until: i64, ring: Vec<(f64, f64)>) -> DatedArea {
    DatedArea {
        geometry: Arc::new(MultiPolygon(vec![Polygon::new(LineString::from(ring), vec![])]).into()),
        within: Vec::new(),
        without: Vec::new(),
        source: None,
        holding: Some(Holding::of(PartyId(party))),
        validity: Validity::new(Some(day(from)), Some(day(until))),
    }
}

/// Rings with corners on a coarse grid, so that they often touch, overlap and share borders; many
/// cross themselves.
fn rings() -> impl Strategy<Value = Vec<DatedArea>> {
    let ring = prop::collection::vec((0..12i32, 0..12i32), 3..9);
    let one = (0..3u16, 0..6i64, 1..5i64, ring).prop_map(|(party, from, length, ring)| {
        let ring = ring.into_iter().map(|(x, y)| (f64::from(x) / 10.0, f64::from(y) / 10.0));
        area(party, from, from + length, ring.collect())
    });
    prop::collection::vec(one, 1..7)
}

/// Who holds a point by definition: the last area that is valid and contains it (even-odd).
fn holder(areas: &[DatedArea], point: geo::Point<f64>, day: Day) -> Option<PartyId> {
    areas
        .iter()
        .rev()
        .find(|area| {
            area.validity.contains(day)
                && area
                    .geometry
                    .unpack()
                    .iter()
                    .fold(false, |inside, polygon| inside ^ even_odd(polygon.exterior(), point))
        })
        .and_then(|area| area.holding.as_ref().map(|holding| holding.party))
}

fn even_odd(ring: &LineString<f64>, point: geo::Point<f64>) -> bool {
    ring.lines().fold(false, |inside, line| {
        let (a, b) = (line.start, line.end);
        let crosses = (a.y > point.y()) != (b.y > point.y())
            && point.x() < a.x + (b.x - a.x) * (point.y() - a.y) / (b.y - a.y);
        inside ^ crosses
    })
}

/// The polygon of a party on a day, read from the coverage.
fn rings_of(coverage: &Coverage, party: PartyId, day: Day) -> Vec<Polygon<f64>> {
    let on = coverage.on(day);
    coverage
        .outline(|history| on[history.0 as usize].is_some_and(|h| h.party == party))
        .iter()
        .map(|ring| {
            let line: LineString<f64> =
                coverage.ring_positions(ring).into_iter().map(geo::Coord::from).collect();
            assert!(line.is_closed() && line.0.len() >= 4, "a ring is not closed: {line:?}");
            Polygon::new(line, vec![])
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Each point is held by whom the areas say, and by nobody else: no gap, no overlap.
    #[test]
    fn ground_is_partitioned(areas in rings(), points in prop::collection::vec((0.0..1.2, 0.0..1.2), 12)) {
        let coverage = Coverage::build(&areas);
        for n in 0..10 {
            for &(x, y) in &points {
                let point = geo::Point::new(x, y);
                let expected = holder(&areas, point, day(n));
                for party in 0..3 {
                    let inside = rings_of(&coverage, PartyId(party), day(n))
                        .iter()
                        .fold(false, |inside, ring| inside ^ ring.contains(&point));
                    prop_assert_eq!(inside, expected == Some(PartyId(party)));
                }
            }
        }
    }

    /// Outer rings run counter-clockwise and holes clockwise, so that signed areas add up to the
    /// areas of the histories.
    #[test]
    fn areas_add_up(areas in rings()) {
        let coverage = Coverage::build(&areas);
        for n in 0..10 {
            let on = coverage.on(day(n));
            let by_history: f64 = coverage.areas_km2().iter().zip(&on)
                .filter(|(_, holding)| holding.is_some()).map(|(area, _)| area).sum();
            let by_party: f64 = (0..3)
                .flat_map(|party| rings_of(&coverage, PartyId(party), day(n)))
                .map(|ring| geo::GeodesicArea::geodesic_area_signed(&ring) / 1e6)
                .sum();
            prop_assert!((by_history - by_party).abs() < 1e-3, "{} {}", by_history, by_party);
        }
    }

    /// What the coverage says on a day, laid over each other again, says the same.
    #[test]
    fn building_again_changes_nothing(areas in rings()) {
        let first = Coverage::build(&areas);
        let mut again = Vec::new();
        for n in 0..11 {
            for party in 0..3u16 {
                let rings = rings_of(&first, PartyId(party), day(n));
                if !rings.is_empty() {
                    let mut one = area(party, n, n + 1, vec![]);
                    one.geometry = Arc::new(MultiPolygon(rings).into());
                    again.push(one);
                }
            }
        }
        let second = Coverage::build(&again);
        let total = |coverage: &Coverage, party, n| -> f64 {
            rings_of(coverage, PartyId(party), day(n)).iter().map(Area::signed_area).sum()
        };
        for n in 0..10 {
            for party in 0..3 {
                let (a, b) = (total(&first, party, n), total(&second, party, n));
                prop_assert!((a - b).abs() < 1e-12, "party {} on day {}: {} and {}", party, n, a, b);
            }
        }
        prop_assert_eq!(first.arcs().len(), second.arcs().len());
    }

    /// A frontline has two different parties on its sides, and every border between two parties is
    /// part of it.
    #[test]
    fn frontlines_are_between_parties(areas in rings()) {
        let coverage = Coverage::build(&areas);
        for n in 0..10 {
            let on = coverage.on(day(n));
            let front: Vec<_> = coverage.frontline(day(n)).iter().map(|f| f.0).collect();
            for (i, arc) in coverage.arcs().iter().enumerate() {
                let sides = (on[arc.left.0 as usize], on[arc.right.0 as usize]);
                let different = matches!(sides, (Some(l), Some(r)) if l.party != r.party);
                prop_assert_eq!(different, front.iter().any(|id| id.0 as usize == i));
            }
        }
    }
}

/// A border that does not move is the same arc, whatever moves elsewhere.
#[test]
fn an_unmoved_border_is_one_arc() {
    let square = |x0: f64, x1: f64| vec![(x0, 0.0), (x1, 0.0), (x1, 1.0), (x0, 1.0)];
    let areas = [
        area(0, 0, 9, square(0.0, 1.0)),
        area(1, 0, 3, square(1.0, 2.0)),
        area(1, 3, 9, square(1.0, 3.0)),
    ];
    let coverage = Coverage::build(&areas);
    assert_eq!(coverage.frontline(day(1)), coverage.frontline(day(5)));
    assert_eq!(coverage.frontline(day(1)).len(), 1);
    assert_eq!(coverage.change_days(), [day(0), day(3), day(9)]);
}
