//! Whole files, written and read back.

use super::test_map::map_frames;
use super::*;
use std::io::Cursor;
use std::sync::Arc;
use std::time::Instant;

/// A file read back: each picture as RGB, and how long it shows in milliseconds.
fn decoded(format: Format, file: &[u8]) -> Vec<(Vec<u8>, u64)> {
    match format {
        Format::Gif => decoded_gif(file),
        _ => decoded_apng(file),
    }
}

/// Draws a GIF's images one over the other as a viewer does.
fn decoded_gif(file: &[u8]) -> Vec<(Vec<u8>, u64)> {
    let mut decoder = ::gif::DecodeOptions::new().read_info(file).unwrap();
    let palette = decoder.global_palette().unwrap().to_vec();
    let width = usize::from(decoder.width());
    let mut screen = vec![0; width * usize::from(decoder.height()) * 3];
    let mut shown = Vec::new();
    while let Some(image) = decoder.read_next_frame().unwrap() {
        assert_eq!(image.dispose, ::gif::DisposalMethod::Keep);
        for (y, row) in image.buffer.chunks_exact(image.width.into()).enumerate() {
            for (x, index) in row.iter().enumerate() {
                if Some(*index) != image.transparent {
                    let from = usize::from(*index) * 3;
                    let column = usize::from(image.left) + x;
                    let to = ((usize::from(image.top) + y) * width + column) * 3;
                    screen[to..to + 3].copy_from_slice(&palette[from..from + 3]);
                }
            }
        }
        shown.push((screen.clone(), u64::from(image.delay) * 10));
    }
    shown
}

/// Draws an APNG's frames one over the other as a viewer does.
fn decoded_apng(file: &[u8]) -> Vec<(Vec<u8>, u64)> {
    let mut decoder = ::png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(::png::Transformations::ALPHA);
    let mut reader = decoder.read_info().unwrap();
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    let frames = reader.info().animation_control.unwrap().num_frames;
    let mut screen = vec![0; width * height * 3];
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let mut shown = Vec::new();
    for _ in 0..frames {
        reader.next_frame(&mut pixels).unwrap();
        let control = *reader.info().frame_control().unwrap();
        assert_eq!(control.dispose_op, ::png::DisposeOp::None);
        let row = control.width as usize * 4;
        for (y, row) in pixels.chunks_exact(row).take(control.height as usize).enumerate() {
            for (x, pixel) in row.chunks_exact(4).enumerate() {
                if pixel[3] == 255 {
                    let column = control.x_offset as usize + x;
                    let to = ((control.y_offset as usize + y) * width + column) * 3;
                    screen[to..to + 3].copy_from_slice(&pixel[..3]);
                }
            }
        }
        let delay = u64::from(control.delay_num) * 1000 / u64::from(control.delay_den);
        shown.push((screen.clone(), delay));
    }
    assert!(reader.next_frame(&mut pixels).is_err(), "more frames than declared");
    shown
}

/// The picture that a viewer shows after so many milliseconds.
fn shown_at(shown: &[(Vec<u8>, u64)], ms: u64) -> &[u8] {
    let mut ends = 0;
    let found = shown.iter().find(|(_, duration)| {
        ends += duration;
        ms < ends
    });
    &found.expect("the animation has ended").0
}

/// How far pixels are from the original in the mean, in levels of a channel: each by itself, and
/// of the mean colors of squares of 8x8, as seen from a distance.
fn errors(shown: &[u8], original: &Frame) -> [f64; 2] {
    let width = original.width as usize;
    let mut near = 0.0;
    let mut squares = std::collections::BTreeMap::<_, f64>::new();
    for (at, (a, b)) in shown.iter().zip(original.rgb.iter()).enumerate() {
        let difference = f64::from(*a) - f64::from(*b);
        let (x, y) = (at / 3 % width, at / 3 / width);
        near += difference.abs();
        *squares.entry((x / 8, y / 8, at % 3)).or_default() += difference;
    }
    let far: f64 = squares.values().map(|sum| sum.abs()).sum();
    [near, far].map(|sum| sum / shown.len() as f64)
}

/// Time and size for an animation of 1920x1080; not a check, run it by name when tuning. Files and a
/// picture from each are left in the folder for temporary files, to look at.
#[test]
#[ignore = "a measurement"]
fn measure() {
    let frames = map_frames(1920, 1080, 80);
    let samples: Vec<Frame> = [0, 20, 40, 60, 79].map(|day: usize| frames[day].clone()).to_vec();
    let folder = std::env::temp_dir();
    for format in [Format::Gif, Format::Apng] {
        let mut file = Cursor::new(Vec::new());
        let started = Instant::now();
        let animation =
            Animation { samples: samples.clone(), frames: 80, ..Animation::new(1920, 1080) };
        let mut encoder = encoder(format, &mut file, animation).unwrap();
        encoder.push(&frames[..1]).unwrap();
        let first = started.elapsed().as_millis();
        for batch in frames[1..].chunks(8) {
            encoder.push(batch).unwrap();
        }
        let summary = encoder.finish().unwrap();
        let all = started.elapsed().as_millis();
        println!("{format}: {summary:?}, {all} ms, of which the first frame {first} ms");
        let file = file.into_inner();
        let shown = shown_at(&decoded(format, &file), 4_050).to_vec();
        println!("error: {:?}", errors(&shown, &frames[40]));
        let frame = Frame { rgb: Arc::new(shown), ..frames[0].clone() };
        let shown = png(&frame, Level::Fast, &Metadata::default()).unwrap();
        std::fs::write(folder.join(format!("salient-measure.{format}")), file).unwrap();
        std::fs::write(folder.join(format!("salient-measure-{format}.png")), shown).unwrap();
    }
    for level in [Level::Fast, Level::Balanced, Level::Small] {
        let started = Instant::now();
        let bytes = png(&frames[40], level, &Metadata::default()).unwrap();
        println!("PNG {level:?}: {} bytes, {} ms", bytes.len(), started.elapsed().as_millis());
        std::fs::write(folder.join("salient-measure-PNG.png"), bytes).unwrap();
    }
}
