//! Scenes into pixels or vectors. Decides nothing: every backend draws the same scene.

mod embedded;
pub mod film;
pub mod pdf;
pub mod raster;
pub mod svg;
