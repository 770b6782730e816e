//! Scenes into pixels.
//!
//! [`paint()`] draws one scene. [`FramePainter`] draws many scenes that share layers: what is the
//! same on every day is painted once, and of a day that follows another only what changed. All give
//! the same bytes for the same scene.
//!
//! What a pixel gets must not depend on which others are painted with it. So areas and pointed lines
//! are scanned by our own `scan` and `stroker`, where tiny-skia's coverage depends on the canvas,
//! and round lines are painted by their `distance`; tiny-skia resamples images.

mod bitmap;
mod brush;
mod canvas;
mod clip;
mod composite;
mod damage;
mod dash;
mod distance;
mod dots;
mod fill;
mod flatten;
mod frame;
mod group;
mod hatch;
mod image;
mod lanes;
mod line_clip;
mod outline;
mod pattern;
mod places;
mod polygon_clip;
mod scan;
mod shared;
mod spans;
mod stripes;
mod stroke;
mod stroker;
mod symmetric;
mod text;

pub use bitmap::{Bitmap, Patch};
pub use frame::{FramePainter, paint};
