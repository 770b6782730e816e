//! Geodesic areas, against another implementation.
//!
//! The numbers come from PROJ 9.5.1 through pyproj 3.7.2: for each feature of
//! `control/theatre.geojson` and `control/settlement.geojson`
//!
//! ```python
//! pyproj.Geod(ellps="WGS84").geometry_area_perimeter(shapely.geometry.shape(feature["geometry"]))
//! ```
//!
//! in square kilometers. When the data is rebuilt they are to be made anew.

use geo::Geometry;
use salient::dataset::PartyId;
use salient::math::Validity;
use salient::timeline::{DatedArea, Holding};
use salient::topology::Coverage;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// One hundredth of a percent; a sphere in place of the ellipsoid is off by ten times that.
const TOLERANCE: f64 = 1e-4;

/// File, value of `zone` (or nothing) and area.
const AREAS: [(&str, Option<&str>, f64); 7] = [
    ("theatre", None, 11766.3932),
    ("settlement", Some("gained"), 4270.5308),
    ("settlement", Some("retained"), 3015.8019),
    ("settlement", Some("agdam"), 1022.7712),
    ("settlement", Some("kalbajar"), 1779.0848),
    ("settlement", Some("lachin"), 1621.0480),
    ("settlement", Some("pocket"), 57.1565),
];

fn coverage_area_km2(geometry: Geometry) -> f64 {
    let polygons = match geometry {
        Geometry::Polygon(polygon) => polygon.into(),
        Geometry::MultiPolygon(polygons) => polygons,
        other => panic!("{other:?}"),
    };
    let coverage = Coverage::build(&[DatedArea {
        geometry: Arc::new(polygons.into()),
        within: Vec::new(),
        without: Vec::new(),
        source: None,
        holding: Some(Holding::of(PartyId(0))),
        validity: Validity::new(None, None),
    }]);
    coverage.areas_km2().iter().sum()
}

#[test]
fn areas_are_those_of_another_implementation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/karabakh-2020/control");
    for (file, zone, expected) in AREAS {
        let text = fs::read_to_string(folder.join(format!("{file}.geojson"))).unwrap();
        let collection: geojson::FeatureCollection = text.parse().unwrap();
        let mut features = collection.features.into_iter().filter(|feature| {
            zone.is_none_or(|zone| feature.property("zone").is_some_and(|value| value == zone))
        });
        let geometry = features.next().and_then(|feature| feature.geometry).expect("the zone");
        let area = coverage_area_km2(geometry.try_into().unwrap());
        let off = area / expected - 1.0;
        assert!(off.abs() < TOLERANCE, "{file} {zone:?}: {area} km², PROJ says {expected}");
    }
}
