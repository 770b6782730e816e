//! The names of the projections.

/// A projection's formula, without its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProjectionKind {
    /// Plate carrée with a standard parallel (EPSG method 1029, spherical).
    Equirectangular,
    /// Spherical Mercator of web maps (EPSG method 1024, "Popular Visualisation Pseudo-Mercator").
    Mercator,
    /// Transverse Mercator, ellipsoidal; good to 80 degrees from its center meridian.
    TransverseMercator,
    /// Lambert conformal conic with two standard parallels, ellipsoidal.
    LambertConformalConic,
    /// Albers equal-area conic, ellipsoidal.
    Albers,
    /// Lambert azimuthal equal-area, ellipsoidal.
    AzimuthalEqualArea,
    /// Azimuthal equidistant, on a sphere of the mean Earth radius: distances from the center are
    /// within 0.6 % of the ellipsoid's.
    AzimuthalEquidistant,
    /// Equal Earth, ellipsoidal by way of authalic latitudes.
    EqualEarth,
}

impl ProjectionKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Equirectangular,
        Self::Mercator,
        Self::TransverseMercator,
        Self::LambertConformalConic,
        Self::Albers,
        Self::AzimuthalEqualArea,
        Self::AzimuthalEquidistant,
        Self::EqualEarth,
    ];

    /// The name used in `atlas.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equirectangular => "equirectangular",
            Self::Mercator => "mercator",
            Self::TransverseMercator => "transverse-mercator",
            Self::LambertConformalConic => "lambert-conformal-conic",
            Self::Albers => "albers",
            Self::AzimuthalEqualArea => "azimuthal-equal-area",
            Self::AzimuthalEquidistant => "azimuthal-equidistant",
            Self::EqualEarth => "equal-earth",
        }
    }

    /// The kind of that name. `auto` is not a kind but a question; ask [`super::choose()`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}
