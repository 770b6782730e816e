//! Scenes into pixels, with tiny-skia.
//!
//! [`paint()`] draws one scene. [`FramePainter`] draws many scenes that share layers: what is the
//! same on every day is painted once. Both give the same bytes for the same scene.

mod bitmap;
mod canvas;
mod composite;
mod dots;
mod fill;
mod flatten;
mod frame;
mod group;
mod hatch;
mod image;
mod line_clip;
mod outline;
mod pattern;
mod polygon_clip;
mod spans;
mod stripes;
mod stroke;
mod text;

pub use bitmap::Bitmap;
pub use frame::{FramePainter, paint};
