//! MP4, taken apart by its boxes and decoded by the decoder of OpenH264.

use super::map::map_frames;
use crate::encode::{Animation, Format, Frame, Metadata, Summary, encoder};
use openh264::formats::YUVSource;
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
    /// Width, height and the brightness of each picture.
    pictures: Vec<(usize, usize, Vec<u8>)>,
}

fn video(file: &[u8]) -> Video {
    let names: Vec<String> = boxes(file).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["ftyp", "moov", "mdat", "uuid"], "the table comes before the pictures");
    let table = inner(file, &["moov", "trak", "mdia", "minf", "stbl"]);
    let scale = number(&inner(file, &["moov", "trak", "mdia", "mdhd"])[12..16]);
    assert_eq!(scale, 90_000);
    let entries = &inner(table, &["stts"])[8..];
    let durations = entries
        .chunks_exact(8)
        .flat_map(|entry| {
            assert_eq!(number(&entry[4..]) % 90, 0, "not whole milliseconds");
            vec![number(&entry[4..]) / 90; number(&entry[..4])]
        })
        .collect();
    let sizes = &inner(table, &["stsz"])[12..];
    let parameters = inner(&inner(table, &["stsd"])[8..], &["avc1"]);
    let parameters = inner(&parameters[78..], &["avcC"]);
    let mut stream = Vec::new();
    let mut rest = &parameters[6..];
    for more in 0..2 {
        let length = number(&rest[..2]);
        stream.extend([0, 0, 0, 1]);
        stream.extend(&rest[2..2 + length]);
        rest = &rest[2 + length + usize::from(more == 0)..];
    }
    let mut decoder = openh264::decoder::Decoder::new().unwrap();
    decoder.decode(&stream).unwrap();
    let mut samples = inner(file, &["mdat"]);
    let mut pictures = Vec::new();
    for size in sizes.chunks_exact(4).map(number) {
        let (mut sample, others) = samples.split_at(size);
        samples = others;
        let mut stream = Vec::new();
        while !sample.is_empty() {
            let length = number(&sample[..4]);
            stream.extend([0, 0, 0, 1]);
            stream.extend(&sample[4..4 + length]);
            sample = &sample[4 + length..];
        }
        let picture = decoder.decode(&stream).unwrap().expect("a picture");
        let (width, height) = picture.dimensions();
        let rows = picture.y().chunks(picture.strides().0).take(height);
        pictures.push((width, height, rows.flat_map(|row| &row[..width]).copied().collect()));
    }
    assert!(samples.is_empty());
    Video { durations, pictures }
}

/// The brightness of a frame by the definition (BT.709, narrow range).
fn brightness(frame: &Frame) -> Vec<f64> {
    let weighted = |p: &[u8; 3]| {
        0.2126 * f64::from(p[0]) + 0.7152 * f64::from(p[1]) + 0.0722 * f64::from(p[2])
    };
    frame.rgb.as_chunks::<3>().0.iter().map(|p| 16.0 + weighted(p) * 219.0 / 255.0).collect()
}

/// The mean of the squares of the differences.
fn error(frame: &Frame, (width, _, shown): &(usize, usize, Vec<u8>)) -> f64 {
    let wanted = brightness(frame);
    let wanted = wanted.chunks_exact(frame.width as usize);
    let squares = wanted.zip(shown.chunks_exact(*width)).flat_map(|(wanted, shown)| {
        wanted.iter().zip(shown).map(|(wanted, shown)| (wanted - f64::from(*shown)).powi(2))
    });
    squares.sum::<f64>() / f64::from(frame.width * frame.height)
}

#[test]
fn a_video_shows_nearly_the_frames_for_exactly_as_long() {
    let mut frames = map_frames(321, 181, 8);
    frames.last_mut().unwrap().duration_ms = 2900;
    let (file, summary) = written(&frames, 3);
    let video = video(&file);
    // Of the eight, the fourth and the last show what the one before shows.
    assert_eq!(video.durations, [100, 100, 200, 100, 100, 1000, 1000, 1000]);
    assert_eq!((video.pictures.len(), summary.frames), (8, 8));
    let shows = [0, 1, 2, 4, 5, 6, 6, 6];
    for (picture, at) in video.pictures.iter().zip(shows) {
        assert_eq!((picture.0, picture.1), (322, 182));
        let error = error(&frames[at], picture);
        // 42 dB.
        assert!(error < 4.1, "{error}");
        assert!(self::error(&frames[(at + 3) % 7], picture) > 20.0, "another frame is as near");
    }
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
