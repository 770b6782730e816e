//! What changed between two frames.

use super::Frame;
use super::changes::{Change, changes};

/// A rectangle of pixels; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// First column.
    pub left: u32,
    /// First row.
    pub top: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

impl Region {
    /// The whole frame.
    pub fn whole(frame: &Frame) -> Self {
        Self { left: 0, top: 0, width: frame.width, height: frame.height }
    }

    /// The top left pixel: what a frame writes that changes nothing but must be there.
    pub fn pixel() -> Self {
        Self { left: 0, top: 0, width: 1, height: 1 }
    }

    /// The smallest rectangle that holds every pixel in which two frames of one size differ;
    /// `None` if they are the same picture.
    pub fn changed(before: &Frame, after: &Frame) -> Option<Self> {
        Self::around(&changes(before, after))
    }

    /// The smallest rectangle around changes, if there are any.
    pub fn around(changes: &[Change]) -> Option<Self> {
        let (top, bottom) = (changes.first()?.y, changes.last()?.y);
        let left = changes.iter().map(|change| change.pixels.start).min()?;
        let right = changes.iter().map(|change| change.pixels.end).max()?;
        Some(Self { left, top, width: right - left, height: bottom + 1 - top })
    }

    /// The part of each row of `frame` inside the rectangle, from the top, three bytes a pixel.
    pub fn rows(self, frame: &Frame) -> impl Iterator<Item = &[u8]> {
        let from = self.left as usize * 3;
        let to = from + self.width as usize * 3;
        frame
            .rows()
            .skip(self.top as usize)
            .take(self.height as usize)
            .map(move |row| row.get(from..to).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn black(width: u32, height: u32) -> Frame {
        let rgb = Arc::new(vec![0; (width * height * 3) as usize]);
        Frame { width, height, rgb, duration_ms: 1, changed: None }
    }

    fn with(frame: &Frame, pixels: &[(u32, u32, usize)]) -> Frame {
        let mut rgb = frame.rgb.to_vec();
        for &(x, y, channel) in pixels {
            rgb[(y * frame.width + x) as usize * 3 + channel] = 9;
        }
        Frame { rgb: Arc::new(rgb), ..frame.clone() }
    }

    #[test]
    fn the_same_picture_has_not_changed() {
        let frame = black(5, 4);
        assert_eq!(Region::changed(&frame, &frame), None);
        assert_eq!(Region::changed(&frame, &black(5, 4)), None);
    }

    #[test]
    fn the_rectangle_is_the_smallest() {
        let frame = black(7, 6);
        let changed = |pixels: &[(u32, u32, usize)]| {
            let r = Region::changed(&frame, &with(&frame, pixels)).unwrap();
            (r.left, r.top, r.width, r.height)
        };
        assert_eq!(changed(&[(3, 2, 0)]), (3, 2, 1, 1));
        assert_eq!(changed(&[(3, 2, 2)]), (3, 2, 1, 1));
        assert_eq!(changed(&[(4, 1, 1), (2, 3, 2)]), (2, 1, 3, 3));
        assert_eq!(changed(&[(0, 0, 0), (6, 5, 2)]), (0, 0, 7, 6));
        assert_eq!(changed(&[(2, 1, 0), (5, 2, 0), (1, 4, 0)]), (1, 1, 5, 4));
    }
}
