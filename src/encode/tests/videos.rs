//! MP4, taken apart by its boxes and decoded by a decoder of the tests' own.

use super::map::map_frames;
use crate::encode::h264::tests::Decoder;
use crate::encode::{Animation, Format, Frame, Metadata, Summary, encoder};
use std::io::Cursor;
use std::sync::Arc;

fn written(frames: &[Frame], batch: usize) -> (Vec<u8>, Summary) {
    let mut file = Cursor::new(Vec::new());
    let metadata = Metadata { title: "Two & <sides>".into(), ..Metadata::default() };
    let animation = Animation { metadata, ..Animation::new(frames[0].width, frames[0].height) };
    let mut encoder = encoder(Format::Mp4, &mut file, animation).unwrap();
    for batch in frames.chunks(batch) {
        encoder.push(batch).unwrap();
    }
    let summary = encoder.finish().unwrap();
    assert_eq!(summary.bytes, file.get_ref().len() as u64);
    (file.into_inner(), summary)
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

/// The names and contents of boxes that follow one another.
fn boxes(mut bytes: &[u8]) -> Vec<(String, &[u8])> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let length = number(&bytes[..4]);
        let name = String::from_utf8_lossy(&bytes[4..8]).into_owned();
        found.push((name, &bytes[8..length]));
        bytes = &bytes[length..];
    }
    found
}

/// The contents of a box by its path.
fn inner<'a>(bytes: &'a [u8], path: &[&str]) -> &'a [u8] {
    path.iter().fold(bytes, |bytes, name| {
        boxes(bytes).into_iter().find(|(found, _)| found == name).expect(name).1
    })
}

/// A video taken apart.
struct Video {
    /// How long each picture shows, in milliseconds.
    durations: Vec<usize>,
    /// The numbers, from 1, of those to which players can jump.
    whole: Vec<usize>,
    /// The width and the brightness of each picture.
    pictures: Vec<(usize, Vec<u8>)>,
}

fn video(file: &[u8]) -> Video {
    let names: Vec<String> = boxes(file).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["ftyp", "moov", "mdat", "uuid"], "the table comes before the pictures");
    let table = inner(file, &["moov", "trak", "mdia", "minf", "stbl"]);
    let scale = number(&inner(file, &["moov", "trak", "mdia", "mdhd"])[20..24]);
    assert_eq!(scale, 90_000);
    let entries = &inner(table, &["stts"])[8..];
    let durations: Vec<usize> = entries
        .chunks_exact(8)
        .flat_map(|entry| {
            assert_eq!(number(&entry[4..]) % 90, 0, "not whole milliseconds");
            vec![number(&entry[4..]) / 90; number(&entry[..4])]
        })
        .collect();
    let sizes = inner(table, &["stsz"])[12..].chunks_exact(4).map(number);
    assert_eq!(sizes.len(), durations.len());
    let mut decoder = Decoder::default();
    let coding = inner(&inner(table, &["stsd"])[8..], &["avc1"]);
    let sets = inner(&coding[78..], &["avcC"]);
    let mut rest = &sets[6..];
    for more in 0..2 {
        let length = number(&rest[..2]);
        decoder.unit(&rest[2..2 + length]);
        rest = &rest[2 + length + usize::from(more == 0)..];
    }
    let mut samples = inner(file, &["mdat"]);
    let mut pictures = Vec::new();
    for size in sizes {
        let (mut sample, others) = samples.split_at(size);
        samples = others;
        while !sample.is_empty() {
            let length = number(&sample[..4]);
            decoder.unit(&sample[4..4 + length]);
            sample = &sample[4 + length..];
        }
        pictures.push(decoder.picture());
    }
    assert!(samples.is_empty());
    let place = number(&inner(table, &["stco"])[8..12]);
    assert_eq!(file[place - 4..place], *b"mdat");
    let whole = inner(table, &["stss"])[8..].chunks_exact(4).map(number).collect();
    Video { durations, whole, pictures }
}

/// The brightness of a frame by the definition (BT.709, narrow range).
fn brightness(frame: &Frame) -> Vec<f64> {
    let weighted = |p: &[u8; 3]| {
        0.2126 * f64::from(p[0]) + 0.7152 * f64::from(p[1]) + 0.0722 * f64::from(p[2])
    };
    frame.rgb.as_chunks::<3>().0.iter().map(|p| 16.0 + weighted(p) * 219.0 / 255.0).collect()
}

/// The mean of the squares of the differences.
fn error(frame: &Frame, (width, shown): &(usize, Vec<u8>)) -> f64 {
    let wanted = brightness(frame);
    let wanted = wanted.chunks_exact(frame.width as usize);
    let squares = wanted.zip(shown.chunks_exact(*width)).flat_map(|(wanted, shown)| {
        wanted.iter().zip(shown).map(|(wanted, shown)| (wanted - f64::from(*shown)).powi(2))
    });
    squares.sum::<f64>() / f64::from(frame.width * frame.height)
}

#[test]
fn a_video_shows_nearly_its_frames_for_exactly_as_long() {
    let mut frames = map_frames(321, 181, 8);
    frames.last_mut().unwrap().duration_ms = 2900;
    let (file, summary) = written(&frames, 3);
    let video = video(&file);
    // Of the eight, the fourth and the last show what the one before shows.
    assert_eq!(video.durations, [100, 100, 200, 100, 100, 1000, 1000, 1000]);
    assert_eq!((video.whole, summary.frames), (vec![1], 8));
    let shows = [0, 1, 2, 4, 5, 6, 6, 6];
    for (picture, at) in video.pictures.iter().zip(shows) {
        assert_eq!((picture.0, picture.1.len()), (322, 322 * 182));
        let error = error(&frames[at], picture);
        // 39 dB for a tenth of a second, 41 for what stays.
        assert!(error < if at < 6 { 8.2 } else { 5.2 }, "{error}");
        assert!(self::error(&frames[(at + 3) % 7], picture) > 20.0, "another frame is as near");
    }
}

/// Noise in which rectangles are painted anew.
fn noise(width: u32, height: u32, count: u32) -> Vec<Frame> {
    let level = |at: u32, seed: u32| (at + seed * 77_777).wrapping_mul(2_654_435_761) >> 24;
    let mut rgb: Vec<u8> = (0..width * height * 3).map(|at| level(at, 0) as u8).collect();
    (0..count)
        .map(|seed| {
            for at in 0..width * height * 3 {
                let (x, y) = (at / 3 % width, at / 3 / width);
                if (x / 9 + y / 7 + seed) % 5 == 0 {
                    // Coarser and coarser.
                    rgb[at as usize] = (level(at, seed) >> (seed % 8)) as u8;
                }
            }
            let rgb = Arc::new(rgb.clone());
            Frame { width, height, rgb, duration_ms: 40, changed: None }
        })
        .collect()
}

#[test]
fn noise_of_any_size_is_decoded() {
    for (width, height) in [(1, 1), (2, 17), (16, 16), (33, 5), (47, 63), (130, 70)] {
        let frames = noise(width, height, 9);
        let video = video(&written(&frames, 4).0);
        // Some of the smallest are the same.
        assert!(!video.pictures.is_empty() && video.pictures.len() <= 10);
        let error = error(&frames[8], video.pictures.last().unwrap());
        assert!(error < 260.0, "{width}x{height}: {error}");
    }
}

#[test]
fn players_can_jump_to_every_250th_picture() {
    let first = &map_frames(64, 48, 1)[0];
    let frames: Vec<Frame> = (0..260u32)
        .map(|at| {
            let mut rgb = first.rgb.to_vec();
            rgb[(at * 3) as usize..(at * 3 + 90) as usize].fill((at % 2 * 250) as u8);
            Frame { rgb: Arc::new(rgb), ..first.clone() }
        })
        .collect();
    let video = video(&written(&frames, 50).0);
    assert_eq!((video.whole, video.durations.len()), (vec![1, 251], 261));
    for (frame, picture) in frames.iter().zip(&video.pictures) {
        assert!(error(frame, picture) < 30.0);
    }
}

#[test]
fn a_large_picture_has_several_slices() {
    let frames = map_frames(1200, 900, 3);
    let video = video(&written(&frames, 3).0);
    assert!(error(&frames[2], &video.pictures[2]) < 8.2);
}

#[test]
fn the_bytes_of_a_video_do_not_depend_on_threads_or_batches() {
    let frames = map_frames(200, 120, 10);
    let with = |threads, batch| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| written(&frames, batch).0)
    };
    let one = with(1, 10);
    assert!(one == with(2, 10) && one == with(4, 3) && one == with(2, 1));
}

#[test]
fn a_video_says_what_it_is() {
    let (file, _) = written(&map_frames(16, 16, 2), 2);
    let has = |text: &str| file.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has("Two & <sides>") && has("Two &amp; &lt;sides>"));
}

#[test]
fn a_video_of_one_picture_or_of_no_time_is_one() {
    let frame = &map_frames(16, 16, 1)[0];
    assert_eq!(video(&written(std::slice::from_ref(frame), 1).0).durations, [50, 50]);
    let none = Frame { duration_ms: 0, ..frame.clone() };
    assert_eq!(written(std::slice::from_ref(&none), 1).1.frames, 1);
    let other = Frame { rgb: Arc::new(vec![9; 16 * 16 * 3]), ..frame.clone() };
    assert_eq!(video(&written(&[none, other], 1).0).durations, [50, 50]);
}

#[test]
fn what_a_video_cannot_hold_is_refused() {
    let mut file = Cursor::new(Vec::new());
    for (width, height) in [(0, 4), (3841, 20), (2161, 2161)] {
        let refused = encoder(Format::Mp4, &mut file, Animation::new(width, height));
        assert!(refused.is_err(), "{width}x{height}");
    }
    let none = encoder(Format::Mp4, &mut file, Animation::new(4, 4)).unwrap().finish();
    assert!(none.unwrap_err().to_string().contains("no frame"));
}
