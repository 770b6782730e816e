//! How large a figure is.

use crate::error::{Error, Result};

/// The size of a figure in page units, and how many pixels make a page unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Page units (1/96 inch at scale 1).
    pub width: f64,
    /// Page units.
    pub height: f64,
    /// Pixels a page unit.
    pub scale: f64,
}

/// Pixels beyond which a picture is refused: 400 million are 1.6 GB of memory.
const MAX_PIXELS: f64 = 4e8;

impl Size {
    /// Full HD.
    pub const DEFAULT: Self = Self { width: 1920.0, height: 1080.0, scale: 1.0 };

    /// A size in pixels, written as `1920x1080`.
    ///
    /// # Errors
    /// [`Error::Request`] when it is not of that form, zero, or too large.
    pub fn parse_pixels(text: &str) -> Result<Self> {
        let form = || {
            Error::request(format!("`{text}` is not a size; write it as WIDTHxHEIGHT: 1920x1080"))
        };
        let (width, height) = text.split_once(['x', 'X', '×']).ok_or_else(form)?;
        let side = |s: &str| s.trim().parse::<u32>().map(f64::from).map_err(|_| form());
        Self { width: side(width)?, height: side(height)?, scale: 1.0 }.checked()
    }

    /// Width and height in pixels, rounded.
    pub fn pixels(self) -> (u32, u32) {
        let pixels = |side: f64| (side * self.scale).round().max(1.0) as u32;
        (pixels(self.width), pixels(self.height))
    }

    /// The size, if a picture of it can be made.
    pub(super) fn checked(self) -> Result<Self> {
        let (width, height) = self.pixels();
        if self.width < 1.0 || self.height < 1.0 {
            return Err(Error::request("a figure must be at least one pixel wide and high"));
        }
        if f64::from(width) * f64::from(height) > MAX_PIXELS || width.max(height) > 32_767 {
            return Err(Error::request(format!(
                "{width}x{height} pixels is too large: at most 400 million in all and 32767 a side"
            )));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!(Size::parse_pixels("800x600").unwrap().pixels(), (800, 600));
        for wrong in ["800", "0x9", "-1x5", "99999x99999", "axb"] {
            assert!(Size::parse_pixels(wrong).is_err(), "{wrong}");
        }
    }
}
