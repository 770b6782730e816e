//! What painting needs besides the canvas.

use super::scan::Scan;
use super::stroke::Line;
use super::text::Sprites;
use crate::math::Rect;
use crate::text::Typesetter;

/// Tools of one painter at work.
pub(super) struct Brush<'a> {
    pub typesetter: &'a Typesetter,
    pub sprites: &'a Sprites,
    /// The whole page in pixels.
    pub page: Rect,
    pub scan: Scan,
    /// The last line drawn.
    pub line: Option<Line>,
    /// Bytes of finished layers, all zero, to be used again.
    pub spare: Vec<Vec<u8>>,
}
