//! Which part of the globe a page shows.

use super::layout::PageLayout;
use crate::figure::Plan;
use crate::math::{LonLat, Planar, Rect};
use crate::projection::{Extent, Grid, PlanarBounds, Projection, ProjectionKind, Viewport, choose};

/// The viewport of the map on a page.
pub(super) fn viewport(plan: &Plan, layout: &PageLayout) -> Viewport {
    if let Some(grid) = &plan.grid {
        return gridded(plan, grid, layout);
    }
    let projection = projection(plan);
    match plan.bounds {
        Some([x_min, y_min, x_max, y_max]) => {
            let bounds = PlanarBounds { x_min, y_min, x_max, y_max };
            Viewport::from_bounds(projection, bounds, layout.map)
        }
        None => Viewport::fit(projection, &plan.extent, layout.map),
    }
}

/// A grid counts its bounds in its own eastings and northings.
fn gridded(plan: &Plan, grid: &Grid, layout: &PageLayout) -> Viewport {
    let projection = grid.projection().clone();
    let Some([x_min, y_min, x_max, y_max]) = plan.bounds else {
        return Viewport::fit(projection, &plan.extent, layout.map);
    };
    let [low, high] = [(x_min, y_min), (x_max, y_max)].map(|(x, y)| grid.planar(Planar { x, y }));
    let bounds = PlanarBounds { x_min: low.x, y_min: low.y, x_max: high.x, y_max: high.y };
    Viewport::from_bounds(projection, bounds, layout.map)
}

/// Width by height of what a plan shows.
pub(super) fn aspect(plan: &Plan) -> f64 {
    let projection = match &plan.grid {
        Some(grid) => grid.projection().clone(),
        None => projection(plan),
    };
    let square = Rect::from_size(0.0, 0.0, 1000.0, 1000.0);
    let viewport = match plan.bounds {
        Some([x_min, y_min, x_max, y_max]) => return (x_max - x_min) / (y_max - y_min),
        None => Viewport::fit(projection, &plan.extent, square),
    };
    let Extent { west, south, east: _, north } = plan.extent;
    let edges = (0..=16).flat_map(|i| {
        let share = f64::from(i) / 16.0;
        let lon = west + plan.extent.width() * share;
        let lat = south + (north - south) * share;
        [(lon, south), (lon, north), (west, lat), (west + plan.extent.width(), lat)]
    });
    let points = edges.filter_map(|(lon, lat)| viewport.page(LonLat::new(lon, lat)));
    Rect::around(points)
        .filter(|around| around.height() > 0.0)
        .map_or(1.0, |around| around.width() / around.height())
}

fn projection(plan: &Plan) -> Projection {
    match plan.projection {
        // Exact bounds of Mercator are those of web maps, which count from Greenwich.
        Some(ProjectionKind::Mercator) if plan.bounds.is_some() => Projection::mercator(0.0),
        Some(kind) => Projection::fitted(kind, &plan.extent),
        None => choose(&plan.extent),
    }
}
