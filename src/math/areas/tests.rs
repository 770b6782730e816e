use super::*;
use geo::{Area, LineString, MultiPolygon, polygon};
use proptest::prelude::*;

fn wave(from: usize, to: usize) -> impl Iterator<Item = (f64, f64)> {
    (from..to).map(|i| (i as f64 / 10.0 - 100.0, (i as f64 * 0.7).sin()))
}

#[test]
fn what_outlines_have_in_common_is_cut_alike() {
    let coords = |shift: f64| -> Vec<Coord> {
        let start = (0..37).map(|i| (f64::from(i) + shift, 3.0));
        start.chain(wave(0, 2000)).map(Coord::from).collect()
    };
    let (a, b) = (Ring::new(&coords(0.0)), Ring::new(&coords(0.25)));
    assert_ne!(a, b);
    let blocks = |ring: &Ring| ring.blocks().map(|(block, _)| block.clone()).collect::<Vec<_>>();
    let (a, b) = (blocks(&a), blocks(&b));
    assert!((15..60).contains(&a.len()), "{}", a.len());
    let alike = a.iter().filter(|block| b.contains(block)).count();
    assert!(alike + 3 >= a.len(), "{alike} of {}", a.len());
}

#[test]
fn areas_are_what_they_were_made_of() {
    let square = polygon![
        exterior: [(x: 0.0, y: 0.0), (x: 4.0, y: 0.0), (x: 4.0, y: 4.0), (x: 0.0, y: 4.0)],
        interiors: [[(x: 1.0, y: 1.0), (x: 1.0, y: 2.0), (x: 2.0, y: 1.0)]],
    ];
    let line: LineString = wave(0, 900).chain([(0.0, 50.0), (-100.0, 0.0)]).collect();
    let all = MultiPolygon(vec![square, Polygon::new(line, Vec::new())]);
    let mut areas = Areas::from(&all);
    assert_eq!(areas.unpack(), all);
    assert_eq!((areas.vertices(), areas.each().count(), areas.rings().len()), (911, 2, 3));
    assert!(!areas.is_wide());
    let bounds = areas.bounds().unwrap();
    assert_eq!((bounds.min().x, bounds.max().y), (-100.0, 50.0));
    let doubled = areas.moved(|c| Coord { x: 2.0 * c.x, y: c.y });
    assert!(doubled.is_wide() && doubled != areas);
    assert_ne!(doubled.mark(), areas.mark());
    areas.rings_mut()[2].reverse();
    let mut turned = all.clone();
    turned.0[1].exterior_mut(|ring| ring.0.reverse());
    assert_eq!(areas.unpack(), turned);
    // Written the other way, and so cut at other places.
    let turned = Areas::from(turned);
    assert_eq!(areas, turned);
    assert_eq!(areas.mark(), turned.mark());
    assert_eq!(Areas::default().bounds(), None);
}

proptest! {
    #[test]
    fn a_ring_knows_its_area(points in prop::collection::vec((-9i32..9, -9i32..9), 3..200)) {
        let mut ring = Ring::new(
            &points.iter().map(|&(x, y)| Coord::from((x.into(), y.into()))).collect::<Vec<_>>(),
        );
        ring.close();
        let polygon = Polygon::new(ring.line(), Vec::new());
        prop_assert!((ring.twice_area() - 2.0 * polygon.signed_area()).abs() < 1e-9);
        ring.reverse();
        prop_assert!((ring.twice_area() + 2.0 * polygon.signed_area()).abs() < 1e-9);
        let distinct: std::collections::BTreeSet<_> = points.iter().collect();
        prop_assert_eq!(ring.distinct(), distinct.len().min(3));
    }
}
