//! One picture and how long it shows.

use crate::math::TileSet;
use crate::{Error, Result};
use std::sync::Arc;

/// An opaque picture of an animation.
///
/// The pixels are shared: frames that show the same picture may hold the same [`Arc`], which
/// encoders notice without looking at the pixels.
#[derive(Clone)]
pub struct Frame {
    /// Pixels a row, at least 1.
    pub width: u32,
    /// Rows, at least 1.
    pub height: u32,
    /// sRGB, three bytes a pixel, row by row from the top left: `3 * width * height` bytes.
    pub rgb: Arc<Vec<u8>>,
    /// How long it shows, in milliseconds.
    pub duration_ms: u32,
    /// Where it may differ from the frame that the encoder was given before it; `None` when that is
    /// not known. Encoders use it to save work: the bytes they write are the same without.
    pub changed: Option<Arc<TileSet>>,
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame({}x{}, {} ms)", self.width, self.height, self.duration_ms)
    }
}

impl Frame {
    /// Bytes a row.
    pub(super) fn stride(&self) -> usize {
        self.width as usize * 3
    }

    /// The rows from the top, each [`Frame::stride`] bytes.
    pub(super) fn rows(&self) -> std::slice::ChunksExact<'_, u8> {
        self.rgb.chunks_exact(self.stride().max(1))
    }

    /// The bytes of some pixels of a row; none outside the picture.
    pub(super) fn pixels(&self, y: u32, pixels: std::ops::Range<u32>) -> &[u8] {
        let start = y as usize * self.stride();
        let range = start + pixels.start as usize * 3..start + pixels.end as usize * 3;
        self.rgb.get(range).unwrap_or_default()
    }

    /// Whether both certainly show the same picture, by identity of the pixels.
    pub(super) fn shares_pixels(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.rgb, &other.rgb)
    }

    /// Checks that the picture has pixels, and as many bytes as its size says.
    pub(super) fn check(&self, format: &'static str) -> Result<()> {
        let (width, height) = (self.width, self.height);
        let wrong = |message| Err(Error::Encode { format, message });
        if width == 0 || height == 0 {
            return wrong(format!("a picture of {width}x{height} has no pixels"));
        }
        let bytes = 3 * u128::from(width) * u128::from(height);
        if self.rgb.len() as u128 != bytes {
            let found = self.rgb.len();
            return wrong(format!("{width}x{height} needs {bytes} bytes of RGB, found {found}"));
        }
        Ok(())
    }

    /// Checks the picture, and that it has the size that all frames of the animation have.
    pub(super) fn check_size(&self, width: u32, height: u32, format: &'static str) -> Result<()> {
        self.check(format)?;
        if (self.width, self.height) == (width, height) {
            return Ok(());
        }
        let message = format!(
            "a frame of {}x{} in an animation of {width}x{height}",
            self.width, self.height
        );
        Err(Error::Encode { format, message })
    }
}
