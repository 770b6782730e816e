//! Scenes into pixels or vectors. Decides nothing: every backend draws the same scene.

pub mod film;
pub mod raster;
pub mod svg;
