//! Finished frames.

/// An opaque picture: three bytes (red, green, blue) a pixel, row by row from the top left.
#[derive(Clone, PartialEq, Eq)]
pub struct Bitmap {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `3 * width * height` bytes.
    pub data: Vec<u8>,
}

impl Bitmap {
    /// Takes the colors of premultiplied RGBA pixels that are all opaque.
    pub(super) fn from_opaque_rgba(width: u32, height: u32, rgba: &[u8]) -> Self {
        let mut data = vec![0; rgba.len() / 4 * 3];
        for (rgb, rgba) in data.chunks_exact_mut(3).zip(rgba.chunks_exact(4)) {
            rgb.copy_from_slice(&rgba[..3]);
        }
        Self { width, height, data }
    }
}

impl std::fmt::Debug for Bitmap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bitmap({}x{})", self.width, self.height)
    }
}
