//! The picture in page units: groups, paths, paints and text runs. A scene knows no party and no
//! longitude, and every backend draws the same scene.
//!
//! Page units are 1/96 inch at scale 1; x to the right, y down, origin at the top left.

mod chain;
mod digest;
mod group;
mod image;
mod moved;
mod paint;
mod path;
mod symbol;
mod text;

pub use chain::{Chain, Run, Stretch};
pub use digest::Digests;
pub use group::{Blend, Group, Item, Layer, Scene};
pub use image::{Image, Pixels};
pub use paint::{Cap, Dots, Fill, Hatch, Join, Stripes, Stroke};
pub use path::{Path, Segment};
pub use symbol::Symbol;
pub use text::{Anchor, Halo, Line, TextRun, Weight};
