//! A projection with its parameters.

use super::ProjectionKind;
use super::formula::{
    Albers, Angles, AzimuthalEqualArea, AzimuthalEquidistant, Domain, EqualEarth, Equirectangular,
    Formula, LambertConformalConic, Mercator, TransverseMercator,
};
pub(super) use crate::math::cut::wrap;
use crate::math::{LonLat, Planar};

/// Globe to plane and back. Made by one of its named constructors or by [`super::choose()`];
/// parameters are degrees. Parameters that are not finite count as zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    center_lon: f64,
    shape: Shape,
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Equirectangular(Equirectangular),
    Mercator(Mercator),
    TransverseMercator(TransverseMercator),
    LambertConformalConic(LambertConformalConic),
    Albers(Albers),
    AzimuthalEqualArea(AzimuthalEqualArea),
    AzimuthalEquidistant(AzimuthalEquidistant),
    EqualEarth(EqualEarth),
}

/// The formula inside, without the cost of dynamic dispatch.
macro_rules! formula {
    ($shape:expr, $f:ident => $body:expr) => {
        match $shape {
            Shape::Equirectangular($f) => $body,
            Shape::Mercator($f) => $body,
            Shape::TransverseMercator($f) => $body,
            Shape::LambertConformalConic($f) => $body,
            Shape::Albers($f) => $body,
            Shape::AzimuthalEqualArea($f) => $body,
            Shape::AzimuthalEquidistant($f) => $body,
            Shape::EqualEarth($f) => $body,
        }
    };
}

/// A latitude parameter in radians.
fn latitude(degrees: f64) -> f64 {
    if degrees.is_finite() { degrees.clamp(-90.0, 90.0).to_radians() } else { 0.0 }
}

impl Projection {
    fn new(center_lon: f64, shape: Shape) -> Self {
        let center_lon = if center_lon.is_finite() { wrap(center_lon) } else { 0.0 };
        Self { center_lon, shape }
    }

    /// Equidistant cylindrical, true to scale along `standard_parallel`.
    pub fn equirectangular(center_lon: f64, standard_parallel: f64) -> Self {
        let formula = Equirectangular::new(latitude(standard_parallel));
        Self::new(center_lon, Shape::Equirectangular(formula))
    }

    /// Spherical Mercator; with `center_lon` 0 its plane is that of EPSG:3857.
    pub fn mercator(center_lon: f64) -> Self {
        Self::new(center_lon, Shape::Mercator(Mercator))
    }

    /// Transverse Mercator with scale 1 on the center meridian.
    pub fn transverse_mercator(center: LonLat) -> Self {
        let formula = TransverseMercator::new(latitude(center.lat));
        Self::new(center.lon, Shape::TransverseMercator(formula))
    }

    /// Lambert conformal conic with two standard parallels (which may be equal).
    pub fn lambert_conformal_conic(center: LonLat, parallels: [f64; 2]) -> Self {
        let [first, second] = parallels.map(latitude);
        let formula = LambertConformalConic::new(latitude(center.lat), first, second);
        Self::new(center.lon, Shape::LambertConformalConic(formula))
    }

    /// Albers equal-area conic with two standard parallels (which may be equal).
    pub fn albers(center: LonLat, parallels: [f64; 2]) -> Self {
        let [first, second] = parallels.map(latitude);
        let formula = Albers::new(latitude(center.lat), first, second);
        Self::new(center.lon, Shape::Albers(formula))
    }

    /// Lambert azimuthal equal-area.
    pub fn azimuthal_equal_area(center: LonLat) -> Self {
        let formula = AzimuthalEqualArea::new(latitude(center.lat));
        Self::new(center.lon, Shape::AzimuthalEqualArea(formula))
    }

    /// Azimuthal equidistant (spherical): distances and directions from the center are true.
    pub fn azimuthal_equidistant(center: LonLat) -> Self {
        let formula = AzimuthalEquidistant::new(latitude(center.lat));
        Self::new(center.lon, Shape::AzimuthalEquidistant(formula))
    }

    /// Equal Earth.
    pub fn equal_earth(center_lon: f64) -> Self {
        Self::new(center_lon, Shape::EqualEarth(EqualEarth::new()))
    }

    /// Which one it is.
    pub fn kind(&self) -> ProjectionKind {
        match self.shape {
            Shape::Equirectangular(_) => ProjectionKind::Equirectangular,
            Shape::Mercator(_) => ProjectionKind::Mercator,
            Shape::TransverseMercator(_) => ProjectionKind::TransverseMercator,
            Shape::LambertConformalConic(_) => ProjectionKind::LambertConformalConic,
            Shape::Albers(_) => ProjectionKind::Albers,
            Shape::AzimuthalEqualArea(_) => ProjectionKind::AzimuthalEqualArea,
            Shape::AzimuthalEquidistant(_) => ProjectionKind::AzimuthalEquidistant,
            Shape::EqualEarth(_) => ProjectionKind::EqualEarth,
        }
    }

    /// The meridian in the middle, degrees.
    pub fn center_lon(&self) -> f64 {
        self.center_lon
    }

    /// To the plane, in meters. `None` for a position that is not finite, not on the globe, or
    /// that this projection cannot show (Mercator's poles, more than 80 degrees from transverse
    /// Mercator's center meridian, the far end of the Lambert cone).
    pub fn forward(&self, at: LonLat) -> Option<Planar> {
        let lon = wrap(at.lon - self.center_lon);
        let domain = self.domain();
        let shown = lon.abs() <= domain.lon && at.lat >= domain.south && at.lat <= domain.north;
        shown.then(|| self.forward_rotated(lon, at.lat))
    }

    /// Back to the globe: longitude in `[-180, 180]`. `None` beyond the edge of the projected
    /// globe.
    pub fn inverse(&self, at: Planar) -> Option<LonLat> {
        if !(at.x.is_finite() && at.y.is_finite()) {
            return None;
        }
        let angles = formula!(&self.shape, f => f.inverse(at))?;
        let (lon, lat) = (angles.lon.to_degrees(), angles.lat.to_degrees());
        // A little slack, so that the edge of the globe is inside in spite of rounding.
        let inside = lon.abs() <= 180.0 + 1e-9 && lat.abs() <= 90.0 + 1e-9;
        inside.then(|| LonLat::new(wrap(lon + self.center_lon), lat.clamp(-90.0, 90.0)))
    }

    /// To the plane from degrees east of the center meridian and degrees north, both moved to the
    /// nearest position that can be shown. Finite for finite input.
    pub(super) fn forward_rotated(&self, lon: f64, lat: f64) -> Planar {
        let domain = self.domain();
        let lon = if domain.lon < 180.0 { lon.clamp(-domain.lon, domain.lon) } else { lon };
        let lat = lat.clamp(domain.south, domain.north);
        let at = Angles { lon: lon.to_radians(), lat: lat.to_radians() };
        formula!(&self.shape, f => f.forward(at))
    }

    pub(super) fn domain(&self) -> Domain {
        formula!(&self.shape, f => f.domain())
    }

    /// Whether lines may cross the meridian opposite the center without a jump.
    pub(super) fn is_seamless(&self) -> bool {
        formula!(&self.shape, f => f.is_seamless())
    }
}
