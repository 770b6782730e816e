//! Globe to plane to page, in this order: rotate so that the map's center meridian is zero, cut
//! along the opposite meridian, project (adding points where straight lines bend), clip to the
//! page.
//!
//! Formulas are closed forms on [`crate::math::trig`], so that a map is the same bytes on every
//! machine. All but two projections are ellipsoidal (WGS 84); see [`ProjectionKind`].

mod choose;
mod ellipsoid;
mod extent;
mod formula;
mod graticule;
mod grid;
mod kind;
#[cfg(test)]
mod oracle_tests;
mod path;
#[expect(clippy::module_inception, reason = "one file a type: this one holds `Projection`")]
mod projection;
mod resample;
mod scale_bar;
mod thin;
mod viewport;
#[cfg(test)]
mod viewport_tests;

pub use choose::choose;
pub use extent::Extent;
pub use graticule::{Axis, Graticule, GraticuleLine, graticule};
pub use grid::Grid;
pub use kind::ProjectionKind;
pub use path::Along;
pub use projection::Projection;
pub use scale_bar::{ScaleBar, scale_bar};
pub use viewport::{PlanarBounds, Viewport};
