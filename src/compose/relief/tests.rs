//! The image as a whole.

use super::{ReliefStyle, relief};
use crate::color::Color;
use crate::dataset::Elevation;
use crate::math::{LonLat, Rect, trig::sin};
use crate::projection::{Extent, Projection, Viewport, choose};

const RECT: Rect = Rect { x0: 0.0, y0: 0.0, x1: 120.0, y1: 90.0 };

fn grid(extent: &Extent, meters: impl Fn(f64, f64) -> f64) -> Elevation {
    let (width, height) = (120, 100);
    let at = |i: usize, count: usize| (i as f64 + 0.5) / count as f64;
    let meters = (0..width * height)
        .map(|i| meters(at(i % width, width), at(i / width, height)) as i16)
        .collect();
    Elevation {
        width,
        height,
        north_west: LonLat::new(extent.west, extent.north),
        south_east: LonLat::new(extent.east, extent.south),
        meters,
    }
}

fn pixel(rgba: &[u8], column: usize, row: usize) -> [u8; 4] {
    rgba.as_chunks::<4>().0[row * 120 + column]
}

const CAUCASUS: Extent = Extent::new(44.0, 38.0, 49.0, 41.5);

fn caucasus() -> Viewport {
    Viewport::fit(choose(&CAUCASUS), &CAUCASUS, RECT)
}

#[test]
fn a_ridge_is_light_toward_the_upper_left_and_dark_away_from_it() {
    // A ridge from south to north in the middle.
    let ridge = grid(&CAUCASUS, |x, _| (3000.0 - (x - 0.5).abs() * 40_000.0).max(0.0));
    let style = ReliefStyle { stops: vec![(0.0, Color::rgb(128, 128, 128))], ..<_>::default() };
    let image = relief(&ridge, &caucasus(), RECT, 1.0, &style);
    let (west, east) = (pixel(&image.pixels.rgba, 56, 45), pixel(&image.pixels.rgba, 64, 45));
    assert!(west[0] > 138 && east[0] < 121, "{west:?} {east:?}");
    // No strength, no shade.
    let style = ReliefStyle { strength: 0.0, ..style };
    let image = relief(&ridge, &caucasus(), RECT, 1.0, &style);
    assert!(image.pixels.rgba.as_chunks::<4>().0.iter().all(|p| *p == [128, 128, 128, 255]));
}

#[test]
fn plains_have_their_tint() {
    let plain = grid(&CAUCASUS, |x, y| 200.0 + 3.0 * sin(x * 60.0) + 3.0 * sin(y * 50.0));
    let style = ReliefStyle { stops: vec![(0.0, Color::rgb(200, 190, 180))], ..<_>::default() };
    let image = relief(&plain, &caucasus(), RECT, 1.0, &style);
    for p in image.pixels.rgba.as_chunks::<4>().0 {
        assert!(p[0].abs_diff(200) <= 1 && p[1].abs_diff(190) <= 1, "{p:?}");
    }
}

#[test]
fn a_grid_is_where_the_map_says() {
    // High ground in the north-east quarter only.
    let plateau = grid(&CAUCASUS, |x, y| if x > 0.5 && y < 0.5 { 2000.0 } else { 0.0 });
    let stops = vec![(0.0, Color::BLACK), (2000.0, Color::WHITE)];
    let style = ReliefStyle { stops, strength: 0.0, ..<_>::default() };
    let view = caucasus();
    let image = relief(&plateau, &view, RECT, 1.0, &style);
    for (lon, lat, expected) in [(48.0, 40.9, 255), (48.0, 38.6, 0), (45.0, 40.9, 0)] {
        let at = view.page(LonLat::new(lon, lat)).unwrap();
        assert_eq!(pixel(&image.pixels.rgba, at.x as usize, at.y as usize)[0], expected);
    }
    // The edge of the plateau is a meridian, to the pixel: where the tint is halfway.
    let edge = view.page(LonLat::new(46.5, 40.5)).unwrap();
    let row: Vec<u8> = (0..120).map(|x| pixel(&image.pixels.rgba, x, edge.y as usize)[0]).collect();
    let first = row.iter().position(|v| *v >= 128).unwrap() as f64;
    assert!((first - edge.x).abs() <= 1.0, "{first} {edge:?}");
}

#[test]
fn beyond_the_globe_there_is_nothing_and_beyond_the_grid_the_lowest_tint() {
    let hills = grid(&CAUCASUS, |x, y| 1000.0 + 900.0 * sin(x * 40.0) * sin(y * 30.0));
    let view = Viewport::fit(Projection::equal_earth(0.0), &Extent::WORLD, RECT);
    let image = relief(&hills, &view, RECT, 1.0, &ReliefStyle::default());
    assert_eq!(pixel(&image.pixels.rgba, 0, 0)[3], 0);
    assert_eq!(pixel(&image.pixels.rgba, 60, 45), [0xee, 0xec, 0xde, 255]);
}

#[test]
fn unsound_grids_and_styles_give_an_image() {
    let mut grid = grid(&CAUCASUS, |_, _| 100.0);
    let style = ReliefStyle {
        stops: vec![(f64::NAN, Color::BLACK)],
        strength: f64::NAN,
        exaggeration: f64::INFINITY,
        azimuth_degrees: f64::NAN,
        altitude_degrees: -400.0,
        ..<_>::default()
    };
    let image = relief(&grid, &caucasus(), RECT, 0.5, &style);
    assert_eq!((image.pixels.width, image.pixels.height), (60, 45));
    grid.meters.pop();
    let image = relief(&grid, &caucasus(), RECT, f64::NAN, &ReliefStyle::default());
    assert_eq!(image.pixels.rgba, [0xee, 0xec, 0xde, 255]);
    (grid.width, grid.height) = (usize::MAX, 2);
    let _ = relief(&grid, &caucasus(), RECT, 1.0, &style);
}

#[test]
fn the_number_of_threads_does_not_show() {
    let hills = grid(&CAUCASUS, |x, y| 1000.0 + 900.0 * sin(x * 40.0) * sin(y * 30.0));
    let draw = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| relief(&hills, &caucasus(), RECT, 2.0, &ReliefStyle::default()))
    };
    assert!(draw(1) == draw(3));
}
