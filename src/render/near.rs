//! Words for a position: the nearest place that has a name.

use crate::dataset::{Atlas, BaseKind, ControlLayer, world};
use crate::math::LonLat;
use geo::Geometry;

/// Beyond this distance a place says nothing about where something is, in kilometers.
const FAR_KM: f64 = 300.0;

/// All places with names.
pub struct Near {
    places: Vec<(String, LonLat)>,
}

impl Near {
    /// The places of an atlas; where it has none, the towns of the built-in map of the world.
    pub fn new(atlas: &Atlas) -> Self {
        let own = atlas.places.iter().filter(|place| place.symbol.is_none());
        let own = own.map(|place| (place.name.clone(), place.position));
        let settlements = atlas.control.iter().flat_map(|layer| match layer {
            ControlLayer::Places(places) => places.settlements.as_slice(),
            ControlLayer::Areas(_) | ControlLayer::Towns(_) => &[],
        });
        let settlements = settlements.map(|place| (place.name.clone(), place.position));
        let mut places: Vec<_> = own.chain(settlements).collect();
        for base in [&atlas.base, &world().layers] {
            if places.is_empty() {
                let towns = base.iter().filter(|layer| layer.kind == BaseKind::Town);
                places.extend(towns.flat_map(|layer| &layer.features).filter_map(|feature| {
                    let Geometry::Point(point) = &feature.geometry else { return None };
                    Some((feature.name.clone()?, LonLat::from(point.0)))
                }));
            }
        }
        Self { places }
    }

    /// `near Mill (10.5, 50.5)`, or `at 10.5, 50.5` where there is no place around.
    pub fn words(&self, position: LonLat) -> String {
        let at = degrees(position);
        let away = |place: &(String, LonLat)| place.1.distance_km(position);
        let nearest = self.places.iter().min_by(|a, b| away(a).total_cmp(&away(b)));
        match nearest.filter(|place| away(place) <= FAR_KM) {
            Some(place) if away(place) < 10.0 => format!("near {} ({at})", place.0),
            Some(place) => format!("{:.0} km from {} ({at})", away(place), place.0),
            None => format!("at {at}"),
        }
    }
}

/// Longitude and latitude with as many digits as meters need.
pub fn degrees(position: LonLat) -> String {
    let digits = |number: f64| {
        let text = format!("{number:.5}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    format!("{}, {}", digits(position.lon), digits(position.lat))
}

/// An area with three digits that mean something.
pub fn km2(area: f64) -> String {
    match area {
        area if area >= 100.0 => format!("{area:.0} km²"),
        area if area >= 10.0 => format!("{area:.1} km²"),
        area if area >= 0.1 => format!("{area:.2} km²"),
        area if area >= 0.01 => format!("{area:.3} km²"),
        area => format!("{:.0} m²", area * 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_matter() {
        assert_eq!(degrees(LonLat::new(46.750_000_1, -39.5)), "46.75, -39.5");
        assert_eq!(km2(1234.56), "1235 km²");
        assert_eq!(km2(0.1234), "0.12 km²");
        assert_eq!(km2(0.000_12), "120 m²");
    }
}
