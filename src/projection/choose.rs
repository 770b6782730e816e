//! A projection for an extent.

use super::{Extent, Projection, ProjectionKind};
use crate::math::trig::cos;

/// The projection that suits an extent (`auto` in `atlas.toml`), after Snyder 1987, p. 34, and
/// Šavrič and Jenny 2016, "Automating the selection of standard parallels for conic map
/// projections", simplified:
///
/// 1. a polar cap (all of it beyond 50 degrees, more than 120 degrees wide, and reaching 75 degrees
///    or more): azimuthal equal-area around the pole;
/// 2. half the world or more (180 degrees wide or 120 high): Equal Earth;
/// 3. a continent (more than 60 degrees of arc on either side), or anything else near a pole
///    (middle beyond 70 degrees): azimuthal equal-area around its middle;
/// 4. higher than twice its width on the ground: transverse Mercator;
/// 5. near the equator (crossing it, or the middle within 12 degrees): Mercator;
/// 6. the rest, mid latitudes: Lambert conformal conic, standard parallels a sixth of the height
///    inside its south and north edges.
pub fn choose(extent: &Extent) -> Projection {
    Projection::fitted(suitable(extent), extent)
}

fn suitable(extent: &Extent) -> ProjectionKind {
    let extent = extent.drawable();
    let (width, height, middle) = (extent.width(), extent.height(), extent.center().lat);
    let (nearest, farthest) = if extent.south * extent.north <= 0.0 {
        (0.0, extent.south.abs().max(extent.north))
    } else {
        let (a, b) = (extent.south.abs(), extent.north.abs());
        (a.min(b), a.max(b))
    };
    let arc = width * cos(middle.to_radians());
    if nearest >= 50.0 && farthest >= 75.0 && width > 120.0 {
        ProjectionKind::AzimuthalEqualArea
    } else if width >= 180.0 || height >= 120.0 {
        ProjectionKind::EqualEarth
    } else if arc > 60.0 || height > 60.0 || middle.abs() > 70.0 {
        ProjectionKind::AzimuthalEqualArea
    } else if height > 2.0 * arc {
        ProjectionKind::TransverseMercator
    } else if nearest == 0.0 || middle.abs() < 12.0 {
        ProjectionKind::Mercator
    } else {
        ProjectionKind::LambertConformalConic
    }
}

impl Projection {
    /// A projection of that kind with the parameters that suit an extent: its middle in the middle
    /// (a polar cap's pole for the azimuthal ones), standard parallels a sixth of the height inside
    /// the edges for conics, the middle parallel for the equirectangular.
    pub fn fitted(kind: ProjectionKind, extent: &Extent) -> Self {
        let extent = extent.drawable();
        let mut center = extent.center();
        let sixth = extent.height() / 6.0;
        let parallels = [extent.south + sixth, extent.north - sixth];
        match kind {
            ProjectionKind::Equirectangular => Self::equirectangular(center.lon, center.lat),
            ProjectionKind::Mercator => Self::mercator(center.lon),
            ProjectionKind::TransverseMercator => Self::transverse_mercator(center),
            ProjectionKind::LambertConformalConic => {
                Self::lambert_conformal_conic(center, parallels)
            }
            ProjectionKind::Albers => Self::albers(center, parallels),
            ProjectionKind::AzimuthalEqualArea | ProjectionKind::AzimuthalEquidistant => {
                if extent.width() > 120.0 && center.lat.abs() > 45.0 {
                    center.lat = 90.0_f64.copysign(center.lat);
                }
                if kind == ProjectionKind::AzimuthalEqualArea {
                    Self::azimuthal_equal_area(center)
                } else {
                    Self::azimuthal_equidistant(center)
                }
            }
            ProjectionKind::EqualEarth => Self::equal_earth(center.lon),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProjectionKind::*;

    #[test]
    fn known_places_get_the_usual_projections() {
        let cases = [
            ("world", Extent::WORLD, EqualEarth),
            ("south Caucasus", Extent::new(44.8, 38.7, 48.6, 40.7), LambertConformalConic),
            ("United States", Extent::new(-125.0, 24.0, -66.0, 50.0), LambertConformalConic),
            ("Chile", Extent::new(-76.0, -56.0, -66.0, -17.0), TransverseMercator),
            ("Indonesia", Extent::new(95.0, -11.0, 141.0, 6.0), Mercator),
            ("Arctic", Extent::new(-180.0, 60.0, 180.0, 90.0), AzimuthalEqualArea),
            ("Africa", Extent::new(-18.0, -35.0, 52.0, 38.0), AzimuthalEqualArea),
            ("Fiji", Extent::new(176.0, -20.0, -178.0, -15.0), LambertConformalConic),
        ];
        for (name, extent, kind) in cases {
            assert_eq!(choose(&extent).kind(), kind, "{name}");
        }
        assert_eq!(choose(&Extent::new(176.0, -20.0, -178.0, -15.0)).center_lon(), 179.0);
        assert_eq!(choose(&Extent::new(f64::NAN, 0.0, 1.0, 1.0)).kind(), EqualEarth);
    }
}
