//! Salient turns dated control polygons, place coordinates and an event timeline into maps and
//! animations. See `ARCHITECTURE.md` for the floors.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod color;
pub mod compose;
pub mod dataset;
pub mod diagnostic;
pub mod encode;
pub mod error;
pub mod math;
pub mod paint;
pub mod projection;
pub mod scene;
pub mod source;
pub mod text;

pub use error::{Error, Result};
