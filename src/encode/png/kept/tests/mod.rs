//! Whatever came before, a frame's file is the same, and holds the frame.

mod prepare;

use super::*;
use crate::encode::read_png;
use crate::math::Rect;
use proptest::prelude::*;
use std::sync::Arc;

/// A rectangle that is painted: its corners as shares of the page, and with what.
type Stroke = ([f64; 4], Brush);

#[derive(Clone, Copy, Debug)]
enum Brush {
    /// One color.
    Flat([u8; 3]),
    /// Two colors in slanting stripes.
    Hatch([u8; 3]),
    /// Slopes, as in relief.
    Slope(u8),
    /// Nothing repeats.
    Noise(u32),
    /// Said to change, but does not.
    Nothing,
}

fn stroke() -> impl Strategy<Value = Stroke> {
    let brush = prop_oneof![
        any::<[u8; 3]>().prop_map(Brush::Flat),
        any::<[u8; 3]>().prop_map(Brush::Hatch),
        (1u8..9).prop_map(Brush::Slope),
        any::<u32>().prop_map(Brush::Noise),
        Just(Brush::Nothing),
    ];
    (prop::array::uniform4(0.0..1.0f64), brush)
}

/// The frame with a rectangle painted over, and which tiles that touches.
fn painted(before: &Frame, (corners, brush): Stroke) -> Frame {
    let [x, y, to_x, to_y] = corners;
    let (width, height) = (f64::from(before.width), f64::from(before.height));
    let across = [x * width, to_x * width].map(f64::floor);
    let down = [y * height, to_y * height].map(f64::floor);
    let rect = Rect {
        x0: across[0].min(across[1]),
        y0: down[0].min(down[1]),
        x1: across[0].max(across[1]) + 1.0,
        y1: down[0].max(down[1]) + 1.0,
    };
    let mut tiles = TileSet::none(before.width, before.height);
    tiles.insert_rect(&rect);
    let mut rgb = before.rgb.to_vec();
    for y in rect.y0 as usize..rect.y1 as usize {
        for x in rect.x0 as usize..rect.x1 as usize {
            let at = 3 * (y * before.width as usize + x);
            let noise = (x as u32 ^ (y as u32) << 9).wrapping_mul(0x9E37_79B1);
            let color = match brush {
                Brush::Flat(color) => color,
                Brush::Hatch(color) if (x + y) % 5 < 2 => color,
                Brush::Hatch(_) => [7; 3],
                Brush::Slope(by) => [x, x + y, y].map(|at| (at / usize::from(by)) as u8),
                Brush::Noise(seed) => [8, 16, 24].map(|part| ((noise ^ seed) >> part) as u8),
                Brush::Nothing => continue,
            };
            rgb[at..at + 3].copy_from_slice(&color);
        }
    }
    Frame { rgb: Arc::new(rgb), changed: Some(Arc::new(tiles)), ..before.clone() }
}

fn white(width: u32, height: u32) -> Frame {
    let rgb = Arc::new(vec![255; (width * height * 3) as usize]);
    Frame { width, height, rgb, duration_ms: 1, changed: None }
}

fn alone(frame: &Frame) -> Vec<u8> {
    Kept::default().file(frame, &Metadata::default()).unwrap().to_vec()
}

fn check(frame: &Frame, file: &[u8]) {
    assert!(read_png(file, "").unwrap().0.rgb == frame.rgb, "other pixels");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_file_does_not_depend_on_what_came_before(
        width in prop_oneof![1u32..12, 80u32..100, 1u32..400],
        height in prop_oneof![1u32..4, 1u32..100],
        ground in prop::collection::vec(stroke(), 0..5),
        days in prop::collection::vec((prop::collection::vec(stroke(), 0..3), any::<bool>()), 1..6),
    ) {
        let paint = |frame: Frame, strokes: &[Stroke]| {
            let mut all = TileSet::none(width, height);
            let mut frame = frame;
            for stroke in strokes {
                frame = painted(&frame, *stroke);
                all.insert_all(frame.changed.as_ref().unwrap());
            }
            Frame { changed: Some(Arc::new(all)), ..frame }
        };
        let mut frame = paint(white(width, height), &ground);
        let mut kept = Kept::default();
        check(&frame, kept.file(&frame, &Metadata::default()).unwrap());
        for (strokes, told) in days {
            frame = paint(frame, &strokes);
            if !told {
                frame.changed = None;
            }
            let file = kept.file(&frame, &Metadata::default()).unwrap();
            check(&frame, file);
            prop_assert!(file == alone(&frame));
        }
    }
}

#[test]
fn rows_may_be_longer_than_the_window() {
    let frame = white(11_000, 3);
    let frame = painted(&frame, ([0.1, 0.0, 0.9, 0.9], Brush::Hatch([1, 2, 3])));
    check(&frame, &alone(&frame));
}

#[test]
fn a_frame_of_another_size_is_compressed_anew() {
    let (first, second) = (white(100, 40), white(40, 100));
    let mut kept = Kept::default();
    kept.file(&first, &Metadata::default()).unwrap();
    let file = kept.file(&second, &Metadata::default()).unwrap();
    assert!(file == alone(&second));
    check(&second, file);
}

#[test]
fn flat_ground_nearly_vanishes() {
    let file = alone(&white(1920, 64));
    assert!(file.len() < 2900, "{} bytes", file.len());
}
