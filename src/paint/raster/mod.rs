//! Scenes into pixels.
//!
//! [`paint()`] draws one scene. [`FramePainter`] draws many scenes that share layers: what is the
//! same on every day is painted once, and of a day that follows another only what changed. All give
//! the same bytes for the same scene. Strokes are outlined by tiny-skia; areas are scanned by our
//! own [`scan`], whose result for a pixel does not depend on which others are painted with it.

mod bitmap;
mod brush;
mod canvas;
mod clip;
mod composite;
mod damage;
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
mod scan;
mod spans;
mod stripes;
mod stroke;
mod symmetric;
mod text;

pub use bitmap::{Bitmap, Patch};
pub use frame::{FramePainter, paint};
