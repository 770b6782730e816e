//! Units and coordinates: the ground floor.
//!
//! Every transcendental function used anywhere in the library goes through [`trig`], which is
//! backed by `libm`: the platform's own C library rounds differently from machine to machine, and
//! a picture must be the same bytes everywhere.

mod areas;
pub(crate) mod clip;
pub(crate) mod cut;
mod day;
pub(crate) mod digest;
mod lock;
mod missing;
mod plane;
mod point;
mod precision;
mod rect;
mod round;
mod tiles;
pub mod trig;
mod validity;
mod widest;

pub(crate) use areas::is_end;
pub use areas::{Areas, Block, Ring};
pub use day::{Day, DayError};
pub(crate) use lock::lock;
pub(crate) use missing::Missing;
pub(crate) use plane::Plane;
pub use point::{LonLat, PagePoint, Planar};
pub use precision::Precision;
pub use rect::Rect;
pub use round::nearest;
pub use tiles::TileSet;
pub use validity::Validity;
pub(crate) use widest::{Work, widest};
