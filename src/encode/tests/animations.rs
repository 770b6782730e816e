//! GIF, APNG and WebP.

use super::decoded::{decoded, shown_at};
use super::errors;
use super::map::map_frames;
use crate::encode::{Animation, Format, Frame, Metadata, Summary, encoder};
use crate::math::TileSet;
use std::io::Cursor;
use std::sync::Arc;

const ALL: [Format; 3] = [Format::Gif, Format::Apng, Format::Webp];
const LOSSLESS: [Format; 2] = [Format::Apng, Format::Webp];

fn animation(frames: &[Frame]) -> Animation {
    let (samples, count) = (frames.to_vec(), frames.len() as u32);
    Animation { samples, frames: count, ..Animation::new(frames[0].width, frames[0].height) }
}

fn written(format: Format, frames: &[Frame], batch: usize) -> (Vec<u8>, Summary) {
    written_as(format, animation(frames), frames, batch)
}

fn written_as(
    format: Format,
    animation: Animation,
    frames: &[Frame],
    batch: usize,
) -> (Vec<u8>, Summary) {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = encoder(format, &mut file, animation).unwrap();
    for batch in frames.chunks(batch) {
        encoder.push(batch).unwrap();
    }
    let summary = encoder.finish().unwrap();
    assert_eq!(summary.bytes, file.get_ref().len() as u64);
    (file.into_inner(), summary)
}

/// A picture of one color.
fn plain(width: u32, height: u32, rgb: [u8; 3], duration_ms: u32) -> Frame {
    let rgb = Arc::new(rgb.repeat((width * height) as usize));
    Frame { width, height, rgb, duration_ms, changed: None }
}

#[test]
fn apng_and_webp_show_exactly_the_frames() {
    let frames = map_frames(201, 121, 12);
    for format in LOSSLESS {
        let shown = decoded(format, &written(format, &frames, 5).0);
        for (frame, ms) in frames.iter().zip((50..).step_by(100)) {
            assert!(shown_at(&shown, ms) == frame.rgb.as_slice(), "{format} at {ms} ms");
        }
    }
}

#[test]
fn gif_shows_nearly_the_frames() {
    let frames = map_frames(200, 120, 12);
    let samples = frames.iter().step_by(5).cloned().collect();
    let animation = Animation { samples, ..animation(&frames) };
    let shown = decoded(Format::Gif, &written_as(Format::Gif, animation, &frames, 5).0);
    for (frame, ms) in frames.iter().zip((50..).step_by(100)) {
        let shown = shown_at(&shown, ms);
        let [near, far] = errors(shown, frame);
        assert!(near < 2.5 && far < 0.8, "{near} {far} at {ms} ms");
        let worst = shown.iter().zip(frame.rgb.iter()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(worst < Some(40), "{worst:?} at {ms} ms");
    }
}

#[test]
fn gif_keeps_still_what_does_not_change() {
    let frames = map_frames(200, 120, 8);
    let shown = decoded(Format::Gif, &written(Format::Gif, &frames, 8).0);
    let mut still = 0;
    for (pair, ms) in frames.windows(2).zip((50..).step_by(100)) {
        let (before, after) = (shown_at(&shown, ms), shown_at(&shown, ms + 100));
        for at in (0..before.len()).step_by(3).map(|at| at..at + 3) {
            if pair[0].rgb[at.clone()] == pair[1].rgb[at.clone()] {
                assert_eq!(before[at.clone()], after[at]);
                still += 1;
            }
        }
    }
    assert!(still > 100_000, "{still}");
}

#[test]
fn gif_keeps_flat_colors_exact() {
    let frames = map_frames(400, 240, 4);
    let shown = decoded(Format::Gif, &written(Format::Gif, &frames, 4).0);
    let shown = shown_at(&shown, 50).as_chunks::<3>().0;
    let original = frames[0].rgb.as_chunks::<3>().0;
    for flat in [[248, 245, 238], [206, 120, 104], [112, 146, 190], [190, 212, 226]] {
        let pixels: Vec<_> =
            original.iter().zip(shown).filter(|(original, _)| **original == flat).collect();
        assert!(pixels.len() > 40, "{flat:?}");
        assert!(pixels.iter().all(|(_, shown)| **shown == flat), "{flat:?}");
    }
}

#[test]
fn few_colors_are_exact_in_a_gif() {
    let mut frames = vec![plain(31, 17, [9, 90, 200], 40)];
    for color in 0..120_u8 {
        let mut rgb = frames[0].rgb.to_vec();
        rgb[usize::from(color) * 3..][..3].copy_from_slice(&[color * 2, 7, 255 - color]);
        frames.push(Frame { rgb: Arc::new(rgb), ..frames[0].clone() });
    }
    let shown = decoded(Format::Gif, &written(Format::Gif, &frames, 50).0);
    assert_eq!(shown.len(), frames.len());
    for (frame, (shown, _)) in frames.iter().zip(&shown) {
        assert!(shown == frame.rgb.as_ref());
    }
}

#[test]
fn frames_that_change_nothing_are_merged() {
    let mut frames = map_frames(60, 40, 8);
    // The same picture in other memory.
    let copy = Frame { rgb: Arc::new(frames[5].rgb.to_vec()), ..frames[5].clone() };
    frames.insert(6, copy);
    for format in ALL {
        for batch in [1, 2, 9] {
            let (file, summary) = written(format, &frames, batch);
            let durations: Vec<u64> =
                decoded(format, &file).iter().map(|(_, duration)| *duration).collect();
            assert_eq!(durations, [100, 100, 200, 100, 200, 200], "{format}");
            assert_eq!(summary.frames, 6, "{format}");
        }
    }
}

#[test]
fn the_bytes_do_not_depend_on_threads_or_batches() {
    let frames = map_frames(200, 120, 10);
    for format in ALL {
        let with = |threads, batch| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| written(format, &frames, batch).0)
        };
        let one = with(1, 10);
        assert!(one == with(2, 10), "{format}");
        assert!(one == with(4, 3), "{format}");
        assert!(one == with(2, 1), "{format}");
    }
}

/// Encoders that are told which tiles changed look at no others.
#[test]
fn the_bytes_do_not_depend_on_being_told_what_changed() {
    let frames = map_frames(200, 120, 10);
    let mut told = frames.clone();
    for (frame, before) in told.iter_mut().skip(1).zip(&frames) {
        let mut tiles = TileSet::none(frame.width, frame.height);
        let pixels = before.rgb.as_chunks::<3>().0.iter().zip(frame.rgb.as_chunks::<3>().0);
        for (at, _) in (0..).zip(pixels).filter(|(_, (old, new))| old != new) {
            tiles.insert(at % 200 / TileSet::SIDE, at / 200 / TileSet::SIDE);
        }
        assert!(!tiles.is_all());
        frame.changed = Some(Arc::new(tiles));
    }
    for format in ALL {
        assert!(written(format, &frames, 3).0 == written(format, &told, 4).0, "{format}");
    }
}

#[test]
fn the_smallest_pictures() {
    for (width, height) in [(1, 1), (3, 5), (1, 7), (9, 1)] {
        let mut frames = map_frames(width, height, 3);
        frames.push(plain(width, height, [255, 0, 254], 100));
        for format in ALL {
            let shown = decoded(format, &written(format, &frames, 2).0);
            let total: u64 = shown.iter().map(|(_, duration)| duration).sum();
            assert_eq!(total, 400, "{format} {width}x{height}");
            for (frame, ms) in frames.iter().take(3).zip((50..).step_by(100)) {
                assert!(shown_at(&shown, ms) == frame.rgb.as_slice(), "{format} {width}x{height}");
            }
        }
    }
}

#[test]
fn long_delays_last() {
    let frames = [plain(2, 2, [1, 2, 3], 700_000), plain(2, 2, [200, 2, 3], 120_000)];
    for format in ALL {
        let shown = decoded(format, &written(format, &frames, 2).0);
        assert!(shown_at(&shown, 699_999) == frames[0].rgb.as_slice(), "{format}");
        assert!(shown_at(&shown, 700_000) == frames[1].rgb.as_slice(), "{format}");
        let total: u64 = shown.iter().map(|(_, duration)| duration).sum();
        assert_eq!(total, 820_000, "{format}");
    }
}

#[test]
fn a_gif_says_what_it_is_and_plays_for_ever() {
    let frames = map_frames(20, 10, 2);
    let metadata = Metadata {
        title: "Արցախ".into(),
        sources: vec!["first".into(), "second".into()],
        ..Metadata::default()
    };
    let animation = Animation { metadata, ..animation(&frames) };
    let (file, _) = written_as(Format::Gif, animation, &frames, 2);
    let has = |text: &str| file.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has("Title: Արցախ\nSource: first\nsecond\nSoftware: Salient"));
    assert!(has("NETSCAPE2.0\u{3}\u{1}\0\0\0"));
}

#[test]
fn a_webp_says_what_it_is_and_plays_as_often_as_asked() {
    let frames = map_frames(21, 11, 3);
    let metadata = Metadata { title: "Արցախ".into(), ..Metadata::default() };
    let animation = Animation { metadata, plays: 3, ..animation(&frames) };
    let (file, _) = written_as(Format::Webp, animation, &frames, 2);
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(&file)).unwrap();
    assert_eq!(decoder.loop_count(), image_webp::LoopCount::Times(3.try_into().unwrap()));
    let xmp = String::from_utf8(decoder.xmp_metadata().unwrap().unwrap()).unwrap();
    assert!(xmp.contains("Արցախ"), "{xmp}");
}

#[test]
fn a_webp_shows_a_frame_longer_than_it_can_say() {
    let frames = [plain(4, 4, [1, 2, 3], 20_000_000), plain(4, 4, [200, 2, 3], 100)];
    let shown = decoded(Format::Webp, &written(Format::Webp, &frames, 2).0);
    let durations: Vec<u64> = shown.iter().map(|(_, duration)| *duration).collect();
    assert_eq!(durations, [16_777_215, 3_222_785, 100]);
    assert!(shown_at(&shown, 19_999_999) == frames[0].rgb.as_slice());
}

#[test]
fn what_cannot_be_written_is_refused() {
    let frame = plain(4, 4, [1, 2, 3], 100);
    for format in ALL {
        let mut file = Cursor::new(Vec::new());
        let new = |width, height| Animation::new(width, height);
        assert!(encoder(format, &mut file, new(0, 4)).is_err());
        let none = encoder(format, &mut file, new(4, 4)).unwrap().finish();
        assert!(none.unwrap_err().to_string().contains("no frame"));
        let mut other = encoder(format, &mut file, new(4, 5)).unwrap();
        let message = other.push(std::slice::from_ref(&frame)).unwrap_err().to_string();
        assert!(message.contains("4x4") && message.contains("4x5"), "{message}");
        let short = Frame { height: 5, ..frame.clone() };
        let message = other.push(&[short]).unwrap_err().to_string();
        assert!(message.contains("60 bytes") && message.contains("48"), "{message}");
        drop(other);
        assert!(file.get_ref().is_empty());
    }
    let mut file = Cursor::new(Vec::new());
    let wide = encoder(Format::Gif, &mut file, Animation::new(70_000, 2)).err().unwrap();
    assert!(wide.to_string().contains("70000x2"));
}
