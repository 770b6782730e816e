//! From the colors of frames to those of videos: ITU-R BT.709, narrow range, the differences each the
//! mean of four pixels. An odd last column or row is there twice.

use crate::encode::Frame;
use crate::encode::h264::Picture;
use crate::math::TileSet;
use rayon::prelude::*;

/// Takes some tiles from a frame. Tiles have even sides, so that the four pixels of a color are
/// in one.
pub(super) fn paint(picture: &mut Picture, frame: &Frame, tiles: &TileSet) {
    let stride = frame.width as usize;
    let row = |y: u32| {
        let start = y as usize * stride * 3;
        frame.rgb.get(start..start + stride * 3).unwrap_or_default().as_chunks::<3>().0
    };
    // The places of a row of tiles, all rows side by side.
    let width = picture.width;
    let brightness = width * TileSet::SIDE as usize;
    let places = picture.y.par_chunks_mut(brightness.max(1));
    let [us, vs] =
        [&mut picture.u, &mut picture.v].map(|c| c.par_chunks_mut((brightness / 4).max(1)));
    let all = places.zip(us).zip(vs).enumerate().with_min_len(8);
    all.for_each(|(tile_row, ((places, us), vs))| {
        let tile_row = tile_row as u32;
        let rows = tiles.pixel_rows(tile_row);
        for (at, y) in rows.clone().step_by(2).enumerate() {
            let (above, below) = (row(y), row((y + 1).min(rows.end - 1)));
            for (x0, x1) in tiles.pixel_runs(tile_row) {
                let (x0, x1) = (x0 as usize, x1 as usize);
                let length = (x1 - x0).next_multiple_of(2);
                let pair = [above, below].map(|row| row.get(x0..x1).unwrap_or_default());
                for (down, pixels) in (0..2).zip(pair) {
                    let start = (2 * at + down) * width + x0;
                    lighten(places.get_mut(start..start + length).unwrap_or_default(), pixels);
                }
                let start = (at * width + x0) / 2;
                let [us, vs] = [&mut *us, &mut *vs]
                    .map(|c| c.get_mut(start..start + length / 2).unwrap_or_default());
                tint(us, vs, pair);
            }
        }
    });
}

/// The brightness of pixels of a row; a last place without a pixel gets that of the last pixel.
fn lighten(places: &mut [u8], pixels: &[[u8; 3]]) {
    for (place, pixel) in places.iter_mut().zip(pixels) {
        *place = brightness(*pixel);
    }
    if let (Some(place), Some(pixel)) = (places.get_mut(pixels.len()), pixels.last()) {
        *place = brightness(*pixel);
    }
}

/// The color of pixels of two rows, each from two by two; a last one alone counts twice.
fn tint(u: &mut [u8], v: &mut [u8], [above, below]: [&[[u8; 3]]; 2]) {
    let pairs = above.chunks(2).zip(below.chunks(2));
    for ((u, v), (above, below)) in u.iter_mut().zip(v).zip(pairs) {
        let sum = |channel: usize| {
            let pair = |pixels: &[[u8; 3]]| {
                let first = pixels.first().map_or(0, |pixel| i32::from(pixel[channel]));
                first + pixels.get(1).map_or(first, |pixel| i32::from(pixel[channel]))
            };
            pair(above) + pair(below)
        };
        (*u, *v) = differences([sum(0), sum(1), sum(2)]);
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn of(width: u32, height: u32, pixels: &[[u8; 3]]) -> Picture {
        let rgb = Arc::new(pixels.concat());
        whole(&Frame { width, height, rgb, duration_ms: 1, changed: None })
    }

    fn whole(frame: &Frame) -> Picture {
        let mut picture = Picture::black(frame.width, frame.height);
        paint(&mut picture, frame, &TileSet::all(frame.width, frame.height));
        picture
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
    fn a_frame_is_the_same_picture_after_any_other() {
        let (width, height) = (37, 19);
        let noise = |seed: u32| {
            let level = |at: u32| ((at * 7 + seed).wrapping_mul(2_654_435_761) >> 24) as u8;
            Arc::new((0..3 * width * height).map(level).collect::<Vec<u8>>())
        };
        let frame = |rgb, changed| Frame { width, height, rgb, duration_ms: 1, changed };
        let before = whole(&frame(noise(1), None));
        let mut tiles = TileSet::none(width, height);
        let mut mixed = noise(1).to_vec();
        for (column, row) in [(0, 0), (1, 1), (4, 1), (4, 2)] {
            tiles.insert(column, row);
            for y in row * 8..(row * 8 + 8).min(height) {
                let run = (y * width + column * 8) as usize * 3
                    ..(y * width + (column * 8 + 8).min(width)) as usize * 3;
                mixed[run.clone()].copy_from_slice(&noise(2)[run]);
            }
        }
        let after = frame(Arc::new(mixed), None);
        let mut painted = before.clone();
        paint(&mut painted, &after, &tiles);
        assert!(painted == whole(&after) && painted != before);
    }

    #[test]
    fn odd_sides_are_made_even() {
        let picture = of(3, 1, &[[0; 3], [255; 3], [255; 3]]);
        assert_eq!((picture.width, picture.height), (4, 2));
        assert_eq!(picture.y, [16, 235, 235, 235].repeat(2));
        assert_eq!((picture.u.len(), picture.v.len()), (2, 2));
    }
}
