//! Where on the page a part of the globe falls.

use super::ellipsoid::ground_radii;
use super::projection::wrap;
use super::{Extent, Projection};
use crate::math::{LonLat, PagePoint, Planar, Rect};

/// A rectangle of the plane, in the projection's meters, y up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanarBounds {
    /// Left.
    pub x_min: f64,
    /// Bottom.
    pub y_min: f64,
    /// Right.
    pub x_max: f64,
    /// Top.
    pub y_max: f64,
}

/// A projection fitted into a rectangle of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Viewport {
    projection: Projection,
    rect: Rect,
    /// The plane's position in the middle of the rectangle.
    center: Planar,
    units_per_meter: f64,
    tolerance: f64,
}

/// Steps along each side of an extent when its projected bounds are measured.
const STEPS: u8 = 48;

impl Viewport {
    /// How far beyond the rectangle paths are kept, so that their cut ends and the strokes along
    /// them stay out of sight; page units.
    pub const MARGIN: f64 = 48.0;

    /// Fits an extent into a page rectangle: all of it visible, its projected bounds in the middle
    /// and touching two opposite sides. An extent that is not finite counts as the world, a
    /// rectangle without area as one unit wide and high.
    pub fn fit(projection: Projection, extent: &Extent, rect: Rect) -> Self {
        let bounds = planar_bounds(&projection, &extent.drawable());
        Self::from_bounds(projection, bounds, rect)
    }

    /// Shows the given part of the plane, all of it and in the middle; exactly it when its shape is
    /// that of the rectangle.
    pub fn from_bounds(projection: Projection, bounds: PlanarBounds, rect: Rect) -> Self {
        let rect = sound(rect);
        let width = (bounds.x_max - bounds.x_min).abs();
        let height = (bounds.y_max - bounds.y_min).abs();
        let center = Planar {
            x: (bounds.x_min + bounds.x_max) / 2.0,
            y: (bounds.y_min + bounds.y_max) / 2.0,
        };
        let units_per_meter = (rect.width() / width).min(rect.height() / height);
        let usable = units_per_meter.is_finite()
            && units_per_meter > 0.0
            && center.x.is_finite()
            && center.y.is_finite();
        if !usable {
            // Nothing sensible was asked for: a unit for every kilometer around the origin.
            let center = Planar { x: 0.0, y: 0.0 };
            return Self { projection, rect, center, units_per_meter: 1e-3, tolerance: 0.1 };
        }
        Self { projection, rect, center, units_per_meter, tolerance: 0.1 }
    }

    /// The same with another thinning of paths: of points closer than about this many units one
    /// is kept (0.1 by default; 0 keeps all).
    pub fn with_tolerance(self, tolerance: f64) -> Self {
        Self { tolerance, ..self }
    }

    /// The projection.
    pub fn projection(&self) -> &Projection {
        &self.projection
    }

    /// The rectangle of the page.
    pub fn rect(&self) -> Rect {
        self.rect
    }

    /// Thinning of paths in page units.
    pub fn tolerance(&self) -> f64 {
        self.tolerance
    }

    /// Where a position falls on the page, inside the rectangle or not; `None` where the projection
    /// cannot show it.
    pub fn page(&self, at: LonLat) -> Option<PagePoint> {
        self.projection.forward(at).map(|p| self.place(p))
    }

    /// The position under a point of the page; `None` beyond the edge of the globe.
    pub fn globe(&self, at: PagePoint) -> Option<LonLat> {
        let middle = self.rect.center();
        self.projection.inverse(Planar {
            x: self.center.x + (at.x - middle.x) / self.units_per_meter,
            y: self.center.y - (at.y - middle.y) / self.units_per_meter,
        })
    }

    /// The position in the middle of the page, or of the projection where the globe does not reach
    /// the middle.
    pub fn center(&self) -> LonLat {
        self.globe(self.rect.center())
            .unwrap_or_else(|| LonLat::new(self.projection.center_lon(), 0.0))
    }

    /// Meters on the ground (WGS 84) for one page unit at a position: the side of the square of
    /// equal area. Positions that cannot be shown are moved to the nearest that can.
    pub fn meters_per_unit(&self, at: LonLat) -> f64 {
        let [[a, b], [c, d]] = self.ground_to_page(at);
        (a * d - b * c).abs().sqrt().recip()
    }

    /// Meters on the ground for one page unit to the right and one page unit down.
    pub(super) fn meters_along_axes(&self, at: LonLat) -> (f64, f64) {
        let [[a, b], [c, d]] = self.ground_to_page(at);
        let det = (a * d - b * c).abs();
        let length = |x: f64, y: f64| (x * x + y * y).sqrt() / det;
        (length(d, c), length(b, a))
    }

    /// Page units (x right, y down) for a meter to the east (first column) and to the north.
    fn ground_to_page(&self, at: LonLat) -> [[f64; 2]; 2] {
        /// Degrees: meters apart on the ground, so that neither rounding nor bending shows.
        const STEP: f64 = 1e-4;
        let domain = self.projection.domain();
        let limit = (domain.lon - 1.0).min(179.0);
        // Meridians meet at the poles, where a degree of longitude is nothing.
        let (south, north) = (domain.south.max(-89.9) + 0.01, domain.north.min(89.9) - 0.01);
        let finite = |v: f64| if v.is_finite() { v } else { 0.0 };
        let lon = wrap(finite(at.lon - self.projection.center_lon())).clamp(-limit, limit);
        let lat = finite(at.lat).clamp(south, north);
        let page = |lon: f64, lat: f64| self.page_rotated(LonLat::new(lon, lat));
        let (west, east) = (page(lon - STEP, lat), page(lon + STEP, lat));
        let (below, above) = (page(lon, lat - STEP), page(lon, lat + STEP));
        let (east_radius, north_radius) = ground_radii(lat.to_radians());
        let step = 2.0 * STEP.to_radians();
        let (to_east, to_north) = (east_radius * step, north_radius * step);
        [
            [(east.x - west.x) / to_east, (above.x - below.x) / to_north],
            [(east.y - west.y) / to_east, (above.y - below.y) / to_north],
        ]
    }

    /// The degrees that the rectangle shows, found by samples along its edges and inside. Where the
    /// edge of the globe is in view, all longitudes.
    pub fn visible(&self) -> Extent {
        let middle = self.center();
        let (mut west, mut east) = (0.0_f64, 0.0_f64);
        let (mut south, mut north) = (middle.lat, middle.lat);
        let mut whole = false;
        for row in 0..=STEPS {
            for column in 0..=STEPS {
                let at = PagePoint::new(
                    self.rect.x0 + self.rect.width() * f64::from(column) / f64::from(STEPS),
                    self.rect.y0 + self.rect.height() * f64::from(row) / f64::from(STEPS),
                );
                let Some(p) = self.globe(at) else {
                    whole = true;
                    continue;
                };
                let lon = wrap(p.lon - middle.lon);
                (west, east) = (west.min(lon), east.max(lon));
                (south, north) = (south.min(p.lat), north.max(p.lat));
            }
        }
        let shows = |lat: f64| {
            let at = LonLat::new(self.projection.center_lon(), lat);
            self.page(at).is_some_and(|p| self.rect.contains(p))
        };
        let (south_pole, north_pole) = (shows(-90.0), shows(90.0));
        south = if south_pole { -90.0 } else { south };
        north = if north_pole { 90.0 } else { north };
        if whole || south_pole || north_pole || east - west >= 359.0 {
            return Extent { west: -180.0, south, east: 180.0, north };
        }
        Extent { west: wrap(middle.lon + west), south, east: wrap(middle.lon + east), north }
    }

    /// Where rotated degrees fall, moved to what can be shown.
    pub(super) fn page_rotated(&self, at: LonLat) -> PagePoint {
        self.place(self.projection.forward_rotated(at.lon, at.lat))
    }

    fn place(&self, p: Planar) -> PagePoint {
        let middle = self.rect.center();
        PagePoint::new(
            middle.x + (p.x - self.center.x) * self.units_per_meter,
            middle.y - (p.y - self.center.y) * self.units_per_meter,
        )
    }
}

fn sound(rect: Rect) -> Rect {
    let finite = [rect.x0, rect.y0, rect.x1, rect.y1].iter().all(|v| v.is_finite());
    let (x, y) = if finite { (rect.x0, rect.y0) } else { (0.0, 0.0) };
    let side = |length: f64| if finite && length > 0.0 { length } else { 1.0 };
    Rect::from_size(x, y, side(rect.width()), side(rect.height()))
}

fn planar_bounds(projection: &Projection, extent: &Extent) -> PlanarBounds {
    let middle = wrap(extent.center().lon - projection.center_lon());
    let mut bounds = PlanarBounds {
        x_min: f64::INFINITY,
        y_min: f64::INFINITY,
        x_max: f64::NEG_INFINITY,
        y_max: f64::NEG_INFINITY,
    };
    // An extent over the cut has a part at either edge of the projected globe: all is shown.
    let over_cut = middle.abs() + extent.width() / 2.0 > 180.0 && !projection.is_seamless();
    let (middle, width) = if over_cut { (0.0, 360.0) } else { (middle, extent.width()) };
    // The inside counts too: the equator is wider than the edges of a world map, and a polar cap's
    // edge is a circle.
    for row in 0..=STEPS {
        for column in 0..=STEPS {
            let share = |i: u8| f64::from(i) / f64::from(STEPS);
            let lon = middle + width * (share(column) - 0.5);
            let lat = extent.south + (extent.north - extent.south) * share(row);
            let p = projection.forward_rotated(lon, lat);
            bounds.x_min = bounds.x_min.min(p.x);
            bounds.y_min = bounds.y_min.min(p.y);
            bounds.x_max = bounds.x_max.max(p.x);
            bounds.y_max = bounds.y_max.max(p.y);
        }
    }
    bounds
}
