//! The ground map: what is there whoever holds it.

use crate::math::LonLat;
use geo::Geometry;
use std::sync::Arc;

/// What a base layer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BaseKind {
    /// Country polygons.
    Country,
    /// State boundary lines.
    Boundary,
    /// State boundary lines that are disputed.
    Disputed,
    /// Lines between districts or provinces.
    District,
    /// Names of districts, as points.
    DistrictName,
    /// Historical boundary lines (`former oblast`).
    Historical,
    /// Sea polygons.
    Sea,
    /// Lake polygons.
    Lake,
    /// River lines.
    River,
    /// Towns and cities, as points.
    Town,
    /// Heights.
    Relief,
}

impl BaseKind {
    /// All, from the bottom of the map to its top.
    pub const ALL: [Self; 11] = [
        Self::Country,
        Self::Relief,
        Self::Sea,
        Self::Lake,
        Self::River,
        Self::District,
        Self::Historical,
        Self::Boundary,
        Self::Disputed,
        Self::DistrictName,
        Self::Town,
    ];

    /// The name used in `atlas.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Boundary => "boundary",
            Self::Disputed => "disputed",
            Self::District => "district",
            Self::DistrictName => "district-name",
            Self::Historical => "historical",
            Self::Sea => "sea",
            Self::Lake => "lake",
            Self::River => "river",
            Self::Town => "town",
            Self::Relief => "relief",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// One base layer.
#[derive(Clone, Debug)]
pub struct BaseLayer {
    /// What it shows.
    pub kind: BaseKind,
    /// Its features (none for relief).
    pub features: Vec<BaseFeature>,
    /// The words for the legend.
    pub label: Option<String>,
    /// Its heights (relief only).
    pub elevation: Option<Arc<Elevation>>,
    /// The figures that show it; none: all that stand on the atlas's own base map.
    pub figures: Vec<String>,
}

/// One feature of a base layer.
#[derive(Clone, Debug)]
pub struct BaseFeature {
    /// Where; degrees.
    pub geometry: Geometry<f64>,
    /// Its name.
    pub name: Option<String>,
    /// The second name printed beside it, where it has two.
    pub dual_name: Option<String>,
    /// Importance: 1 (highest) to 5.
    pub rank: u8,
    /// All other properties that are text or numbers, as text, by name.
    pub properties: std::collections::BTreeMap<String, String>,
}

/// A grid of heights over longitude and latitude.
#[derive(Clone, Debug, PartialEq)]
pub struct Elevation {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// The north-west corner of the first cell.
    pub north_west: LonLat,
    /// The south-east corner of the last cell.
    pub south_east: LonLat,
    /// Meters, row by row from the north.
    pub meters: Vec<i16>,
}
