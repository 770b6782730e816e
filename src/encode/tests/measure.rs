//! Time and size at full size.

use super::decoded::{decoded, shown_at};
use super::errors;
use super::map::map_frames;
use crate::encode::{Animation, Format, Frame, Level, Metadata, encoder, png};
use std::io::Cursor;
use std::sync::Arc;
use std::time::Instant;

/// Time and size for an animation of 1920x1080; not a check, run it by name when tuning. Files and a
/// picture from each are left in the folder for temporary files, to look at.
#[test]
#[ignore = "a measurement"]
fn measure() {
    let frames = map_frames(1920, 1080, 80);
    let samples: Vec<Frame> = [0, 20, 40, 60, 79].map(|day: usize| frames[day].clone()).to_vec();
    let folder = std::env::temp_dir();
    for format in [Format::Gif, Format::Apng, Format::Webp] {
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
