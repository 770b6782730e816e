//! Pictures as a video holds them.

use crate::encode::Frame;
use openh264::formats::YUVSource;

/// A picture in brightness and color differences: ITU-R BT.709, narrow range, the differences at half
/// the resolution (each the mean of four pixels). Sides are even: an odd last column or row is
/// there twice.
#[derive(Clone)]
pub(super) struct Yuv {
    width: usize,
    height: usize,
    y: Vec<u8>,
    u: Vec<u8>,
    v: Vec<u8>,
}

/// The next even number.
pub(super) fn even(side: u32) -> u32 {
    side + side % 2
}

impl Yuv {
    /// The picture of a frame.
    pub fn of(frame: &Frame) -> Self {
        let (width, height) = (even(frame.width) as usize, even(frame.height) as usize);
        let mut picture = Self {
            width,
            height,
            y: Vec::with_capacity(width * height),
            u: Vec::with_capacity(width * height / 4),
            v: Vec::with_capacity(width * height / 4),
        };
        let rows: Vec<&[[u8; 3]]> = frame.rows().map(|row| row.as_chunks::<3>().0).collect();
        for pair in rows.chunks(2) {
            let [above, below] = match *pair {
                [above, below] => [above, below],
                [last] => [last, last],
                _ => continue,
            };
            for row in &[above, below] {
                picture.y.extend(row.iter().map(|pixel| brightness(*pixel)));
                if row.len() < width {
                    picture.y.extend(row.last().map(|pixel| brightness(*pixel)));
                }
            }
            for (above, below) in above.chunks(2).zip(below.chunks(2)) {
                let sum = |channel: usize| {
                    let pair = |pixels: &[[u8; 3]]| {
                        let first = pixels.first().map_or(0, |pixel| i32::from(pixel[channel]));
                        first + pixels.get(1).map_or(first, |pixel| i32::from(pixel[channel]))
                    };
                    pair(above) + pair(below)
                };
                let (blue, red) = differences([sum(0), sum(1), sum(2)]);
                picture.u.push(blue);
                picture.v.push(red);
            }
        }
        picture
    }
}

/// 16 to 235. The weights are those of BT.709 (item 3.2), times 219/255, in 65536ths.
fn brightness(pixel: [u8; 3]) -> u8 {
    let [red, green, blue] = pixel.map(i32::from);
    ((11_966 * red + 40_254 * green + 4_064 * blue + (16 << 16) + (1 << 15)) >> 16) as u8
}

/// Blue and red less brightness, 16 to 240 around 128, from the sums of four pixels. The weights
/// are those of BT.709 (item 3.3), times 224/255, in 65536ths.
fn differences([red, green, blue]: [i32; 3]) -> (u8, u8) {
    let level = |weighted: i32| ((weighted + (128 << 18) + (1 << 17)) >> 18) as u8;
    (
        level(-6_596 * red - 22_189 * green + 28_785 * blue),
        level(28_785 * red - 26_145 * green - 2_640 * blue),
    )
}

impl YUVSource for Yuv {
    fn dimensions(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    fn strides(&self) -> (usize, usize, usize) {
        (self.width, self.width / 2, self.width / 2)
    }

    fn y(&self) -> &[u8] {
        &self.y
    }

    fn u(&self) -> &[u8] {
        &self.u
    }

    fn v(&self) -> &[u8] {
        &self.v
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn of(width: u32, height: u32, pixels: &[[u8; 3]]) -> Yuv {
        Yuv::of(&Frame {
            width,
            height,
            rgb: Arc::new(pixels.concat()),
            duration_ms: 1,
            changed: None,
        })
    }

    /// Table of the standard's color bars at 100 %.
    #[test]
    fn colors_are_those_of_the_standard() {
        for (rgb, yuv) in [
            ([255, 255, 255], [235, 128, 128]),
            ([0, 0, 0], [16, 128, 128]),
            ([255, 0, 0], [63, 102, 240]),
            ([0, 255, 0], [173, 42, 26]),
            ([0, 0, 255], [32, 240, 118]),
        ] {
            let picture = of(2, 2, &[rgb; 4]);
            assert_eq!([picture.y[3], picture.u[0], picture.v[0]], yuv, "{rgb:?}");
        }
    }

    #[test]
    fn odd_sides_are_made_even() {
        let picture = of(3, 1, &[[0; 3], [255; 3], [255; 3]]);
        assert_eq!(picture.dimensions(), (4, 2));
        assert_eq!(picture.y, [16, 235, 235, 235].repeat(2));
        assert_eq!((picture.u.len(), picture.v.len()), (2, 2));
    }
}
