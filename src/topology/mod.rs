//! Control as one planar coverage over all days: shared arcs, faces with a history, frontlines.
//!
//! All polygons of all days are laid over each other once. Their vertices are snapped to an integer
//! grid and numbered, lines are split wherever they meet, and the ground falls into faces. Each
//! face has a [`History`]: who holds it from which day on. Faces with the same history are one, and
//! what remains between different histories are the [`CoverageArc`]s, each stored once and shared by
//! its two sides and by all days. Days mostly repeat each other, and what is repeated is only
//! compared: `outlines` → `noding` (over `lines` and a `tree`) → `arrangement` of chains → `faces`
//! → `cover` → `history` → `dissolve`.
//!
//! From this everything else follows without geometry: the ground of a party on a day is the union
//! of the faces whose history says so, its outline the arcs that have it on one side only; a
//! frontline is the set of arcs with different parties on either side; what changed between two
//! days are the faces whose holder differs. A border that did not move consists of the same arcs,
//! point by point, on every day.

mod arrangement;
mod bounds;
mod courses;
mod cover;
mod coverage;
mod disagreement;
mod dissolve;
mod epochs;
mod faces;
mod frame;
mod fronts;
mod gaps;
mod grid;
mod ground;
mod history;
mod islands;
mod layout;
mod lines;
mod locate;
mod measure;
mod meet;
mod neighbors;
mod noding;
#[cfg(test)]
mod noding_tests;
mod outlines;
mod overlaps;
mod patch;
mod plane;
mod polygons;
mod shapes;
mod trace;
mod tree;
mod turnover;
mod vertices;

pub use courses::Course;
pub use coverage::{ArcId, Coverage, CoverageArc, HalfArc, Ring};
pub use epochs::TooDense;
pub use gaps::{Gap, gaps};
pub use grid::GridPoint;
pub use ground::Ground;
pub use history::{History, HistoryId, HoldingId};
pub use locate::Locator;
pub use overlaps::{Overlap, overlaps};
pub use patch::Patch;
pub use plane::Plane;
