//! Viewports and the paths they make.

use super::{Along, Extent, PlanarBounds, Projection, ProjectionKind, Viewport, choose};
use crate::math::{LonLat, PagePoint, Rect};
use crate::scene::{Path, Segment};
use geo::{LineString, MultiPolygon, polygon};
use proptest::prelude::*;

const RECT: Rect = Rect { x0: 100.0, y0: 50.0, x1: 2020.0, y1: 1130.0 };
const CAUCASUS: Extent = Extent::new(44.8, 38.7, 48.6, 40.7);

fn area(path: &Path) -> f64 {
    let (mut sum, mut start, mut at) = (0.0, PagePoint::default(), PagePoint::default());
    for segment in path.segments() {
        match *segment {
            Segment::Move(p) => (start, at) = (p, p),
            Segment::Line(p) => {
                sum += at.x * p.y - p.x * at.y;
                at = p;
            }
            Segment::Close => sum += at.x * start.y - start.x * at.y,
            _ => unreachable!(),
        }
    }
    (sum / 2.0).abs()
}

#[test]
fn the_whole_extent_is_visible_and_in_the_middle() {
    for kind in ProjectionKind::ALL {
        let view = Viewport::fit(Projection::fitted(kind, &CAUCASUS), &CAUCASUS, RECT);
        let corners = [(44.8, 38.7), (48.6, 38.7), (48.6, 40.7), (44.8, 40.7)]
            .map(|(lon, lat)| view.page(LonLat::new(lon, lat)).unwrap());
        assert!(corners.iter().all(|p| RECT.grow(1e-6).contains(*p)), "{kind:?}");
        let around = Rect::around(corners).unwrap();
        assert!((around.center().x - RECT.center().x).abs() < 1.0, "{kind:?}");
        let seen = view.visible();
        // A hair inside, for the corners that lie on the map's edge.
        let corners = [LonLat::new(44.8001, 38.7001), LonLat::new(48.5999, 40.6999)];
        assert!(corners.iter().all(|p| seen.contains(*p)), "{kind:?} {seen:?}");
        assert!(seen.width() < 6.0 && seen.height() < 3.0, "{kind:?} {seen:?}");
        let middle = view.globe(RECT.center()).unwrap();
        let back = view.page(middle).unwrap();
        assert!(back.distance(RECT.center()) < 1e-6);
    }
}

#[test]
fn explicit_bounds_are_shown_exactly() {
    let bounds = PlanarBounds { x_min: 4.9e6, y_min: 4.6e6, x_max: 5.3e6, y_max: 4.825e6 };
    let view = Viewport::from_bounds(Projection::mercator(0.0), bounds, RECT);
    let north_west = view.globe(PagePoint::new(RECT.x0, RECT.y0)).unwrap();
    let plane = view.projection().forward(north_west).unwrap();
    assert!((plane.x - 4.9e6).abs() < 1e-6 && (plane.y - 4.825e6).abs() < 1e-6);
}

#[test]
fn meters_per_unit_follow_the_projection() {
    let bounds = PlanarBounds { x_min: 0.0, y_min: -540e3, x_max: 1920e3, y_max: 540e3 };
    let view = Viewport::from_bounds(Projection::mercator(0.0), bounds, RECT);
    // A unit is a kilometer of the plane: on the equator a kilometer to the east, and a little
    // less to the north (the ellipsoid's curvature there is stronger than the sphere's).
    let at = view.meters_per_unit(LonLat::new(8.0, 0.0));
    assert!((at - 1000.0 * (1.0 - super::ellipsoid::E2).sqrt()).abs() < 0.01, "{at}");
    for lat in [-90.0, 90.0, f64::NAN] {
        assert!(view.meters_per_unit(LonLat::new(f64::INFINITY, lat)).is_finite());
    }
}

#[test]
fn visible_knows_poles_antimeridian_and_world() {
    let fiji = Extent::new(176.0, -20.0, -178.0, -15.0);
    let seen = Viewport::fit(choose(&fiji), &fiji, RECT).visible();
    assert!(seen.west > 170.0 && seen.east < -173.0, "{seen:?}");
    let arctic = Extent::new(-180.0, 70.0, 180.0, 90.0);
    let view = Viewport::fit(choose(&arctic), &arctic, RECT);
    let seen = view.visible();
    assert_eq!((seen.width(), seen.north), (360.0, 90.0));
    assert!(seen.south < 70.0);
    let pole = view.page(LonLat::new(12.0, 90.0)).unwrap();
    assert!(pole.distance(RECT.center()) < 1e-6);
    let world = Viewport::fit(choose(&Extent::WORLD), &Extent::WORLD, RECT).visible();
    assert_eq!(world, Extent::WORLD);
}

#[test]
fn senseless_views_are_still_views() {
    let nowhere = Extent::new(f64::NAN, 0.0, 1.0, 1.0);
    let point = Extent::new(46.0, 40.0, 46.0, 40.0);
    let flat = Rect { x0: 0.0, y0: f64::NAN, x1: 0.0, y1: 0.0 };
    for kind in ProjectionKind::ALL {
        for extent in [nowhere, point, Extent::WORLD] {
            for rect in [RECT, flat] {
                let view = Viewport::fit(Projection::fitted(kind, &extent), &extent, rect);
                let p = view.page(LonLat::new(46.0, 40.0)).unwrap();
                assert!(p.x.is_finite() && p.y.is_finite(), "{kind:?} {extent:?}");
                let _ = (view.visible(), view.center());
            }
        }
    }
    let empty = PlanarBounds { x_min: 1.0, y_min: 1.0, x_max: 1.0, y_max: f64::NAN };
    let view = Viewport::from_bounds(Projection::mercator(0.0), empty, RECT);
    assert!(view.globe(RECT.center()).is_some());
}

#[test]
fn the_world_fills_its_outline() {
    let world = MultiPolygon::from(polygon![
        (x: -180.0, y: -90.0), (x: 0.0, y: -90.0), (x: 180.0, y: -90.0),
        (x: 180.0, y: 90.0), (x: 0.0, y: 90.0), (x: -180.0, y: 90.0),
    ]);
    let view = Viewport::fit(Projection::equal_earth(0.0), &Extent::WORLD, RECT);
    // Equal area: the globe's area at the map's one scale.
    let scale = view.meters_per_unit(LonLat::new(0.0, 0.0));
    let globe = 510_065_621_724_089.0 / (scale * scale);
    let ratio = area(&view.polygons(&world)) / globe;
    assert!((ratio - 1.0).abs() < 1e-3, "{ratio}");
    // The same turned by 100 degrees, where it has to be cut.
    let turned = Viewport::fit(Projection::equal_earth(100.0), &Extent::WORLD, RECT);
    let ratio = area(&turned.polygons(&world)) / globe;
    assert!((ratio - 1.0).abs() < 1e-3, "{ratio}");
}

#[test]
fn long_lines_bend() {
    let view = Viewport::fit(choose(&CAUCASUS), &CAUCASUS, RECT);
    let parallel = LineString::from(vec![(45.0, 40.0), (48.5, 40.0)]);
    let path = view.lines(&[parallel]);
    assert!(path.segments().len() > 4);
    for segment in path.segments() {
        let (Segment::Move(p) | Segment::Line(p)) = *segment else { unreachable!() };
        assert!((view.globe(p).unwrap().lat - 40.0).abs() < 1e-9);
    }
    // A line from corner to corner through the center of symmetry bends too.
    let world = Viewport::fit(Projection::equal_earth(0.0), &Extent::WORLD, RECT);
    let diagonal = LineString::from(vec![(-150.0, -75.0), (150.0, 75.0)]);
    assert!(world.lines(&[diagonal]).segments().len() > 16);
}

#[test]
fn neighbors_far_outside_are_clipped_to_the_margin() {
    let view = Viewport::fit(choose(&CAUCASUS), &CAUCASUS, RECT);
    let hemisphere = MultiPolygon::from(polygon![
        (x: -40.0, y: -60.0), (x: 130.0, y: -60.0), (x: 130.0, y: 85.0), (x: -40.0, y: 85.0),
    ]);
    let path = view.polygons(&hemisphere);
    assert_eq!(path.bounds().unwrap(), RECT.grow(Viewport::MARGIN));
    assert!((area(&path) - 2016.0 * 1176.0).abs() < 1e-6);
}

proptest! {
    /// What the shared arcs rest on: whichever neighbor draws an arc, it is the same.
    #[test]
    fn an_arc_backwards_is_the_same_arc(
        start in (40.0..50.0_f64, 36.0..43.0_f64),
        steps in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64, 1..5_i32), 1..60),
        kind in 0..ProjectionKind::ALL.len(),
    ) {
        let (mut lon, mut lat) = start;
        let arc: Vec<LonLat> = steps.iter().map(|&(dx, dy, power)| {
            let size = 0.1_f64.powi(power);
            (lon, lat) = (lon + dx * size * 30.0, (lat + dy * size * 30.0).clamp(-90.0, 90.0));
            LonLat::new(lon, lat)
        }).collect();
        let backwards: Vec<LonLat> = arc.iter().rev().copied().collect();
        let projection = Projection::fitted(ProjectionKind::ALL[kind], &CAUCASUS);
        let view = Viewport::fit(projection, &CAUCASUS, RECT);
        let pages = |line: &[LonLat]| -> Vec<PagePoint> {
            view.project_line(line.iter().copied()).into_iter().map(PagePoint::from).collect()
        };
        let points = pages(&arc);
        let mut again = pages(&backwards);
        again.reverse();
        prop_assert_eq!(&points, &again);
        let along = view.project_line(arc.iter().copied());
        prop_assert!(along.windows(2).all(|pair| pair[0].at < pair[1].at));
        for Along { page, at } in along.into_iter().filter(|along| along.at.fract() == 0.0) {
            prop_assert_eq!(Some(page), view.page(arc[at as usize]));
        }
        prop_assert!(points.iter().all(|p| p.x.is_finite() && p.y.is_finite()));
        prop_assert_eq!(points.first().copied(), arc.first().and_then(|p| view.page(*p)));
    }
}

/// On a map of more than half the globe the sea may lie around the point opposite the center: it is
/// still where it is, and not where the land is.
#[test]
fn an_area_around_the_opposite_point_is_not_turned_inside_out() {
    let land = polygon![(x: -130.0, y: 30.0), (x: -70.0, y: 30.0), (x: -70.0, y: 60.0), (x: -130.0, y: 60.0)];
    let whole = [(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0)];
    let sea = geo::Polygon::new(LineString::from(whole.to_vec()), vec![land.exterior().clone()]);
    let pacific = Extent::new(145.0, -15.0, -65.0, 72.0);
    for kind in [ProjectionKind::AzimuthalEqualArea, ProjectionKind::AzimuthalEquidistant] {
        let view = Viewport::fit(Projection::fitted(kind, &pacific), &pacific, RECT);
        let path = view.polygons(&MultiPolygon(vec![sea.clone()]));
        for (lon, lat, wet) in [(-100.0, 45.0, false), (-150.0, 20.0, true), (-100.0, 20.0, true)] {
            let at = view.page(LonLat::new(lon, lat)).unwrap();
            assert_eq!(is_inside(&path, at), wet, "{kind:?} {lon} {lat}");
        }
    }
}

/// Whether a point lies in a path by the even-odd rule.
fn is_inside(path: &Path, at: PagePoint) -> bool {
    let mut crossings = 0;
    let (mut start, mut last) = (PagePoint::default(), PagePoint::default());
    for segment in path.segments() {
        let next = match *segment {
            Segment::Move(p) => {
                (start, last) = (p, p);
                continue;
            }
            Segment::Line(p) => p,
            _ => start,
        };
        if (last.y > at.y) != (next.y > at.y) {
            let x = last.x + (at.y - last.y) / (next.y - last.y) * (next.x - last.x);
            crossings += usize::from(x > at.x);
        }
        last = next;
    }
    crossings % 2 == 1
}
