//! Rasters that are part of the picture (relief).

use crate::math::Rect;
use std::sync::Arc;

/// RGBA pixels with straight alpha, row by row from the top left.
#[derive(Clone, PartialEq)]
pub struct Pixels {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `4 * width * height` bytes.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pixels({}x{})", self.width, self.height)
    }
}

/// A raster stretched over a rectangle of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// What.
    pub pixels: Arc<Pixels>,
    /// Where.
    pub rect: Rect,
}
