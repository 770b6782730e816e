//! What painting needs besides the canvas.

use super::distance::Distances;
use super::scan::Scan;
use super::stroke::Measured;
use super::text::Sprites;
use crate::math::{PagePoint, Plane, Rect};
use crate::text::Typesetter;

/// Tools of one painter at work.
pub(super) struct Brush<'a> {
    pub typesetter: &'a Typesetter,
    pub sprites: &'a Sprites,
    /// The whole page in pixels.
    pub page: Rect,
    pub scan: Scan,
    pub distances: Distances,
    /// Room for straight lines.
    pub lines: Vec<(PagePoint, PagePoint)>,
    /// What the distances are from.
    pub measured: Option<Measured>,
    /// Bytes of finished layers, all zero, to be used again.
    pub spare: Vec<Plane>,
}
