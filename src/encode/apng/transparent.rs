//! The color that stands for "as before".

use crate::encode::Frame;
use crate::encode::region::Region;

/// A color that no picture is expected to have.
///
/// It is a bright magenta absent from the samples and the first frame. Should it turn up in a
/// later frame all the same, that pixel is written one level of blue off rather than lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Transparent([u8; 3]);

impl Transparent {
    /// The first of 256 magentas that none of the frames has.
    pub fn unused_in(samples: &[Frame], first: &Frame) -> Self {
        let mut used = [false; 256];
        for frame in samples.iter().chain([first]) {
            for [red, green, blue] in frame.rgb.as_chunks::<3>().0 {
                if (*red, *blue) == (255, 254) {
                    used[usize::from(*green)] = true;
                }
            }
        }
        let green = used.iter().position(|used| !used).unwrap_or(0);
        Self([255, green as u8, 254])
    }

    /// What stands in the `tRNS` chunk: two bytes a channel.
    pub fn chunk(self) -> [u8; 6] {
        let Self([red, green, blue]) = self;
        [0, red, 0, green, 0, blue]
    }

    /// The pixels of a rectangle, none of them transparent.
    pub fn replaced(self, region: Region, frame: &Frame) -> Vec<u8> {
        let mut pixels = region.rows(frame).collect::<Vec<_>>().concat();
        for pixel in pixels.as_chunks_mut::<3>().0 {
            *pixel = self.opaque(*pixel);
        }
        pixels
    }

    /// The pixels of a rectangle, transparent where both frames are the same.
    pub fn changes(self, region: Region, before: &Frame, after: &Frame) -> Vec<u8> {
        let mut pixels = Vec::with_capacity(region.width as usize * region.height as usize * 3);
        for (old, new) in region.rows(before).zip(region.rows(after)) {
            let pairs = old.as_chunks::<3>().0.iter().zip(new.as_chunks::<3>().0);
            for (old, new) in pairs {
                pixels.extend(if old == new { self.0 } else { self.opaque(*new) });
            }
        }
        pixels
    }

    fn opaque(self, pixel: [u8; 3]) -> [u8; 3] {
        if pixel == self.0 { [pixel[0], pixel[1], 255] } else { pixel }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn frame(pixels: &[[u8; 3]]) -> Frame {
        let rgb = Arc::new(pixels.concat());
        Frame { width: pixels.len() as u32, height: 1, rgb, duration_ms: 1, changed: None }
    }

    #[test]
    fn the_color_is_not_in_the_picture() {
        let used = [[255, 0, 254], [255, 1, 254], [255, 3, 254]];
        let first = frame(&used);
        assert_eq!(Transparent::unused_in(&[], &first), Transparent([255, 2, 254]));
        let samples = [frame(&[[255, 2, 254]])];
        assert_eq!(Transparent::unused_in(&samples, &first), Transparent([255, 4, 254]));
    }

    #[test]
    fn a_pixel_of_that_color_is_not_lost() {
        let transparent = Transparent([255, 0, 254]);
        let (before, after) = (frame(&[[1, 2, 3]; 2]), frame(&[[1, 2, 3], [255, 0, 254]]));
        let pixels = transparent.changes(Region::whole(&after), &before, &after);
        assert_eq!(pixels, [255, 0, 254, 255, 0, 255]);
    }
}
