//! The scale bar.

use super::Viewport;
use crate::math::PagePoint;

/// A length on the ground that is a round number of kilometers, and how long it is on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleBar {
    /// Kilometers: 1, 2 or 5 times a power of ten.
    pub length_km: f64,
    /// Page units.
    pub width_units: f64,
    /// Equal parts into which the bar is divided, so that each is a round number too.
    pub divisions: u8,
}

/// The longest round bar of at most `max_width_units`, true in the middle of the map along the
/// page's horizontal, on the ellipsoid. `None` where the scale varies by more than 5 % across the
/// map, since one bar would then be wrong for most of it.
pub fn scale_bar(viewport: &Viewport, max_width_units: f64) -> Option<ScaleBar> {
    /// Samples along each side.
    const STEPS: u8 = 8;
    let rect = viewport.rect();
    let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
    for row in 0..=STEPS {
        for column in 0..=STEPS {
            let share = |i: u8| f64::from(i) / f64::from(STEPS);
            let at = PagePoint::new(
                rect.x0 + rect.width() * share(column),
                rect.y0 + rect.height() * share(row),
            );
            let (across, down) = viewport.meters_along_axes(viewport.globe(at)?);
            least = least.min(across).min(down);
            most = most.max(across).max(down);
        }
    }
    // Also false for a scale that is not a number.
    let even = most <= 1.05 * least;
    let (across, _) = viewport.meters_along_axes(viewport.globe(rect.center())?);
    let longest_km = max_width_units * across / 1000.0;
    if !even || !longest_km.is_finite() || longest_km <= 0.0 {
        return None;
    }
    let (length_km, divisions) = round_length(longest_km);
    Some(ScaleBar { length_km, width_units: length_km * 1000.0 / across, divisions })
}

/// The largest 1, 2 or 5 times a power of ten of at most `longest`, and into how many parts it
/// divides.
fn round_length(longest: f64) -> (f64, u8) {
    let mut power = 1.0;
    while power > longest {
        power /= 10.0;
    }
    while power * 10.0 <= longest {
        power *= 10.0;
    }
    if power * 5.0 <= longest {
        (power * 5.0, 5)
    } else if power * 2.0 <= longest {
        (power * 2.0, 4)
    } else {
        (power, 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{LonLat, Rect};
    use crate::projection::{Extent, Projection, choose};
    use geo::{Distance, Geodesic};

    const RECT: Rect = Rect { x0: 0.0, y0: 0.0, x1: 1920.0, y1: 1080.0 };

    /// Karney's geodesic in the crate `geo` is the judge.
    #[test]
    fn the_bar_is_true_in_the_middle() {
        let extent = Extent::new(44.8, 38.7, 48.6, 40.7);
        for projection in [choose(&extent), Projection::mercator(46.7)] {
            let view = Viewport::fit(projection, &extent, RECT);
            let bar = scale_bar(&view, 300.0).unwrap();
            assert_eq!((bar.length_km, bar.divisions), (50.0, 5));
            assert!(bar.width_units <= 300.0 && bar.width_units > 100.0);
            let middle = RECT.center();
            let end = |side: f64| -> LonLat {
                view.globe(PagePoint::new(middle.x + side * bar.width_units / 2.0, middle.y))
                    .unwrap()
            };
            let (west, east) = (end(-1.0), end(1.0));
            let meters = Geodesic
                .distance(geo::Point::new(west.lon, west.lat), geo::Point::new(east.lon, east.lat));
            assert!((meters / 50_000.0 - 1.0).abs() < 2e-4, "{meters}");
        }
    }

    #[test]
    fn no_bar_where_the_scale_varies() {
        let view = Viewport::fit(Projection::equal_earth(0.0), &Extent::WORLD, RECT);
        assert_eq!(scale_bar(&view, 300.0), None);
        let europe = Extent::new(-10.0, 35.0, 40.0, 70.0);
        let view = Viewport::fit(Projection::mercator(15.0), &europe, RECT);
        assert_eq!(scale_bar(&view, 300.0), None);
        let small = Extent::new(10.0, 50.0, 10.1, 50.1);
        let view = Viewport::fit(choose(&small), &small, RECT);
        assert_eq!(scale_bar(&view, 0.0), None);
        assert_eq!(scale_bar(&view, f64::NAN), None);
    }

    #[test]
    fn lengths_are_round() {
        assert_eq!(round_length(0.73), (0.5, 5));
        assert_eq!(round_length(1.0), (1.0, 2));
        assert_eq!(round_length(499.0), (200.0, 4));
        assert_eq!(round_length(5000.0), (5000.0, 5));
    }
}
