//! Forward and inverse against `proj4rs`, a port of PROJ (equal to PROJ 9.5 to 0.1 mm on these),
//! and the properties that every projection has.

use super::{Extent, Projection, ProjectionKind};
use crate::math::{LonLat, Planar};
use proj4rs::Proj;
use proptest::prelude::*;

const CENTER: LonLat = LonLat::new(46.7, 39.7);

/// Each with the parameters of PROJ that mean the same.
fn cases() -> Vec<(Projection, &'static str)> {
    let south = LonLat::new(134.0, -27.0);
    vec![
        (Projection::equirectangular(46.7, 40.0), "+proj=eqc +lat_ts=40 +lon_0=46.7 +R=6378137"),
        (Projection::mercator(0.0), "+proj=merc +R=6378137"),
        (Projection::transverse_mercator(CENTER), "+proj=tmerc +lat_0=39.7 +lon_0=46.7"),
        (
            Projection::lambert_conformal_conic(CENTER, [39.0, 40.5]),
            "+proj=lcc +lat_0=39.7 +lon_0=46.7 +lat_1=39 +lat_2=40.5",
        ),
        (
            Projection::lambert_conformal_conic(south, [-18.0, -36.0]),
            "+proj=lcc +lat_0=-27 +lon_0=134 +lat_1=-18 +lat_2=-36",
        ),
        (
            Projection::albers(CENTER, [39.0, 40.5]),
            "+proj=aea +lat_0=39.7 +lon_0=46.7 +lat_1=39 +lat_2=40.5",
        ),
        (
            Projection::albers(south, [-18.0, -36.0]),
            "+proj=aea +lat_0=-27 +lon_0=134 +lat_1=-18 +lat_2=-36",
        ),
        (Projection::azimuthal_equal_area(CENTER), "+proj=laea +lat_0=39.7 +lon_0=46.7"),
        (
            Projection::azimuthal_equal_area(LonLat::new(10.0, 90.0)),
            "+proj=laea +lat_0=90 +lon_0=10",
        ),
        (
            Projection::azimuthal_equal_area(LonLat::new(10.0, -90.0)),
            "+proj=laea +lat_0=-90 +lon_0=10",
        ),
        (
            Projection::azimuthal_equidistant(CENTER),
            "+proj=aeqd +lat_0=39.7 +lon_0=46.7 +R=6371008.8",
        ),
        (Projection::equal_earth(46.7), "+proj=eqearth +lon_0=46.7"),
    ]
}

/// Offsets from the projection's center; the farthest is half a continent away.
const OFFSETS: [(f64, f64); 7] =
    [(0.0, 0.0), (1.9, 1.0), (-1.9, -1.0), (0.0, 25.0), (25.0, 0.0), (-30.0, 15.0), (8.0, -22.0)];

#[test]
fn forward_agrees_with_proj() {
    let globe = Proj::from_proj_string("+proj=longlat +datum=WGS84").unwrap();
    for (projection, definition) in cases() {
        let earth = if definition.contains("+R=") { "" } else { " +datum=WGS84" };
        let plane = Proj::from_proj_string(&format!("{definition}{earth}")).unwrap();
        // A sphere takes geodetic latitudes as they are, without a change of datum.
        let source = if earth.is_empty() {
            let radius = definition.split("+R=").nth(1).unwrap();
            Proj::from_proj_string(&format!("+proj=longlat +R={radius}")).unwrap()
        } else {
            globe.clone()
        };
        let middle = if definition.contains("lat_0=-27") { -27.0 } else { 39.7 };
        for (east, north) in OFFSETS {
            let at = LonLat::new(projection.center_lon() + east, middle + north);
            let mut expected = (at.lon.to_radians(), at.lat.to_radians(), 0.0);
            proj4rs::transform::transform(&source, &plane, &mut expected).unwrap();
            let got = projection.forward(at).unwrap();
            let off = (got.x - expected.0).hypot(got.y - expected.1);
            assert!(off < 1e-3, "{definition} at {at:?}: {off} m ({got:?}, {expected:?})");
        }
    }
}

/// EPSG Guidance Note 7-2, examples of methods 1024 and 9802 (the latter on WGS 84 by PROJ 9.5).
#[test]
fn published_values() {
    let mercator = Projection::mercator(0.0).forward(LonLat::new(-100.33333333, 24.38178694));
    let mercator = mercator.unwrap();
    assert!((mercator.x + 11_169_055.58).abs() < 0.01 && (mercator.y - 2_800_000.0).abs() < 0.01);
    let edge = Projection::mercator(0.0).forward(LonLat::new(180.0, 0.0)).unwrap();
    assert!((edge.x - 20_037_508.342_789).abs() < 1e-6);
}

fn any_projection() -> impl Strategy<Value = Projection> {
    let extent = (-180.0..180.0_f64, -75.0..70.0_f64, 0.5..60.0_f64, 0.5..20.0_f64).prop_map(
        |(west, south, width, height)| {
            let east = west + width;
            let east = if east > 180.0 { east - 360.0 } else { east };
            Extent::new(west, south, east, (south + height).min(90.0))
        },
    );
    (0..ProjectionKind::ALL.len(), extent)
        .prop_map(|(i, extent)| Projection::fitted(ProjectionKind::ALL[i], &extent))
}

proptest! {
    #[test]
    fn inverse_undoes_forward(
        projection in any_projection(),
        east in -79.0..79.0_f64,
        lat in -79.0..84.0_f64,
    ) {
        let at = LonLat::new(projection.center_lon() + east, lat);
        if let Some(plane) = projection.forward(at) {
            let back = projection.inverse(plane).unwrap();
            let off = ((back.lon - at.lon + 540.0).rem_euclid(360.0) - 180.0)
                .hypot(back.lat - at.lat);
            // The transverse Mercator series is cut off at the sixth order: 80 degrees away at the
            // equator it is off by a few hundred meters.
            let far = projection.kind() == ProjectionKind::TransverseMercator
                && east.abs() > 45.0;
            // Near the antipode of an azimuthal map a meter is less than the rounding.
            let limit = if far { 0.02 } else { 1e-6 };
            prop_assert!(off < limit, "{:?} {:?} {:?}: {}", projection.kind(), at, back, off);
        }
    }

    #[test]
    fn nothing_is_not_a_number(
        projection in any_projection(),
        lon in prop_oneof![-720.0..720.0_f64, Just(f64::NAN), Just(f64::INFINITY), Just(180.0), Just(0.0)],
        lat in prop_oneof![-100.0..100.0_f64, Just(90.0), Just(-90.0), Just(f64::NAN), Just(0.0)],
        x in prop_oneof![-1e9..1e9_f64, -1e7..1e7_f64, Just(0.0), Just(f64::NAN), Just(1e300)],
        y in prop_oneof![-1e9..1e9_f64, -1e7..1e7_f64, Just(0.0), Just(f64::INFINITY), Just(-1e300)],
    ) {
        if let Some(p) = projection.forward(LonLat::new(lon, lat)) {
            prop_assert!(p.x.is_finite() && p.y.is_finite());
        }
        if let Some(p) = projection.inverse(Planar { x, y }) {
            prop_assert!(p.lon.abs() <= 180.0 && p.lat.abs() <= 90.0, "{:?}", p);
        }
        if lon.is_finite() && lat.is_finite() {
            let p = projection.forward_rotated(lon, lat);
            prop_assert!(p.x.is_finite() && p.y.is_finite());
        }
    }
}
