//! Whole files, written and read back.

use super::test_map::map_frames;
use super::*;
use std::io::Cursor;
use std::time::Instant;

/// Time and size for an animation of 1920x1080; not a check, run it by name when tuning.
#[test]
#[ignore = "a measurement"]
fn measure() {
    let frames = map_frames(1920, 1080, 80);
    let samples: Vec<Frame> = [0, 20, 40, 60, 79].map(|day: usize| frames[day].clone()).to_vec();
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
        std::fs::write(format!("/tmp/encode_measure.{format}"), file.into_inner()).unwrap();
    }
    for level in [Level::Fast, Level::Balanced, Level::Small] {
        let started = Instant::now();
        let bytes = png(&frames[40], level, &Metadata::default()).unwrap();
        println!("PNG {level:?}: {} bytes, {} ms", bytes.len(), started.elapsed().as_millis());
    }
}
