//! Where places are that nobody gave a position: the towns of the built-in base map of the world, and
//! the places of the built-in atlases.

use super::{BaseKind, builtin, world};
use crate::math::LonLat;
use geo::{Contains, Geometry, Point};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Entries of one name that are nearer to each other are of one place, in kilometers.
const SAME_KM: f64 = 20.0;

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownPlace {
    /// Its first name.
    pub name: String,
    /// Where.
    pub position: LonLat,
}

impl KnownPlace {
    /// Name, country and position: `Tripoli (Libya, 32.9 13.2)`.
    pub fn told(&self) -> String {
        let at = Point::new(self.position.lon, self.position.lat);
        let countries = world().layers.iter().filter(|layer| layer.kind == BaseKind::Country);
        let country =
            countries.flat_map(|layer| &layer.features).find(|feature| match &feature.geometry {
                Geometry::Polygon(area) => area.contains(&at),
                Geometry::MultiPolygon(areas) => areas.contains(&at),
                _ => false,
            });
        let country = country.and_then(|feature| feature.name.as_deref());
        let country = country.map(|name| format!("{name}, ")).unwrap_or_default();
        format!("{} ({country}{:.2} {:.2})", self.name, self.position.lat, self.position.lon)
    }
}

/// By name in lower case.
type Index = BTreeMap<String, Vec<KnownPlace>>;

/// The places of a name, in any of its spellings, without regard to case: those of the world's towns;
/// those of the built-in atlases only where the world has none.
pub fn find(name: &str) -> &'static [KnownPlace] {
    static WORLD: LazyLock<Index> = LazyLock::new(|| {
        let towns = world().layers.iter().filter(|layer| layer.kind == BaseKind::Town);
        let mut index = Index::new();
        for town in towns.flat_map(|layer| &layer.features) {
            let Geometry::Point(at) = town.geometry else { continue };
            let names = town.name.iter().chain(&town.dual_name);
            add(&mut index, names.map(String::as_str), LonLat::from(at.0));
        }
        index
    });
    static ATLASES: LazyLock<Index> = LazyLock::new(|| {
        let atlases = builtin::names().iter().filter_map(|name| builtin::open(name)?.0);
        let mut index = Index::new();
        for atlas in atlases {
            for place in &atlas.places {
                let names = [&place.name].into_iter().chain(&place.dual_name).chain(&place.aliases);
                add(&mut index, names.map(String::as_str), place.position);
            }
            for layer in &atlas.control {
                let super::ControlLayer::Places(places) = layer else { continue };
                for settlement in &places.settlements {
                    add(&mut index, [settlement.name.as_str()].into_iter(), settlement.position);
                }
            }
        }
        index
    });
    let name = name.to_lowercase();
    let found = WORLD.get(&name).or_else(|| ATLASES.get(&name));
    found.map_or(&[], Vec::as_slice)
}

fn add<'a>(index: &mut Index, names: impl Iterator<Item = &'a str> + Clone, position: LonLat) {
    let Some(first) = names.clone().next() else { return };
    for name in names {
        let known = index.entry(name.to_lowercase()).or_default();
        if known.iter().all(|other| other.position.distance_km(position) > SAME_KM) {
            known.push(KnownPlace { name: first.to_owned(), position });
        }
    }
}
