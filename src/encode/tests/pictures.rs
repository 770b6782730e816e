//! PNG, one picture and a folder of them.

use super::map::map_frames;
use super::{folder, names};
use crate::encode::{Encoder, Frame, Level, Metadata, PngFolder, png};
use std::io::Cursor;
use std::sync::Arc;

const LEVELS: [Level; 3] = [Level::Fast, Level::Balanced, Level::Small];

/// The pixels of a PNG as RGB, and how it holds them.
fn read(file: &[u8]) -> (Vec<u8>, ::png::ColorType, ::png::BitDepth) {
    let mut decoder = ::png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(::png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let (color, depth) = (reader.info().color_type, reader.info().bit_depth);
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    (pixels, color, depth)
}

#[test]
fn a_map_is_read_back_exactly() {
    let frame = &map_frames(301, 203, 2)[1];
    for level in LEVELS {
        let (pixels, color, _) = read(&png(frame, level, &Metadata::default()).unwrap());
        assert_eq!(color, ::png::ColorType::Rgb);
        assert!(pixels == *frame.rgb, "{level:?}");
    }
}

#[test]
fn few_colors_are_indexed_and_read_back_exactly() {
    for (colors, bits) in [(1, 1), (2, 1), (3, 2), (4, 2), (5, 4), (16, 4), (17, 8), (256, 8)] {
        // 19 pixels do not fill whole bytes.
        let (width, height) = (19, 23);
        let rgb = (0..width * height).flat_map(|at| [255 - (at % colors) as u8, 0, 7]).collect();
        let frame = Frame { width, height, rgb: Arc::new(rgb), duration_ms: 1, changed: None };
        let (pixels, color, depth) =
            read(&png(&frame, Level::Balanced, &Metadata::default()).unwrap());
        assert_eq!((color, depth as u8), (::png::ColorType::Indexed, bits), "{colors} colors");
        assert!(pixels == *frame.rgb, "{colors} colors");
    }
}

#[test]
fn more_colors_are_not_indexed() {
    let rgb = (0..257_u32).flat_map(|at| [at as u8, (at >> 8) as u8, 0]).collect();
    let frame = Frame { width: 257, height: 1, rgb: Arc::new(rgb), duration_ms: 1, changed: None };
    let (pixels, color, _) = read(&png(&frame, Level::Fast, &Metadata::default()).unwrap());
    assert_eq!(color, ::png::ColorType::Rgb);
    assert!(pixels == *frame.rgb);
}

#[test]
fn a_picture_says_what_it_is() {
    let frame = &map_frames(12, 9, 1)[0];
    let metadata = Metadata {
        title: "Łódź".into(),
        description: "Café\0 at\nnoon".into(),
        sources: vec!["first".into(), "second".into()],
        rights: "CC BY 4.0".into(),
        date: "2020-11-10".into(),
        more: vec![("Atlas hash".into(), "0123".into())],
        dpi: Some(300.0),
        ..Metadata::default()
    };
    let file = png(frame, Level::Balanced, &metadata).unwrap();
    let reader = ::png::Decoder::new(Cursor::new(&file)).read_info().unwrap();
    let info = reader.info();
    let latin: Vec<(&str, &str)> = info
        .uncompressed_latin1_text
        .iter()
        .map(|chunk| (chunk.keyword.as_str(), chunk.text.as_str()))
        .collect();
    let software = concat!("Salient ", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        latin,
        [
            ("Description", "Café at\nnoon"),
            ("Source", "first\nsecond"),
            ("Copyright", "CC BY 4.0"),
            ("Date", "2020-11-10"),
            ("Software", software),
            ("Atlas hash", "0123"),
        ]
    );
    assert_eq!(info.utf8_text.len(), 1);
    assert_eq!(info.utf8_text[0].keyword, "Title");
    assert_eq!(info.utf8_text[0].get_text().unwrap(), "Łódź");
    let dimensions = info.pixel_dims.unwrap();
    assert_eq!((dimensions.xppu, dimensions.yppu), (11_811, 11_811));
    assert!(info.srgb.is_some());
}

#[test]
fn a_keyword_that_png_does_not_allow_is_refused() {
    let frame = &map_frames(3, 3, 1)[0];
    let more = vec![("x".repeat(80), "text".to_owned())];
    assert!(png(frame, Level::Fast, &Metadata { more, ..Metadata::default() }).is_err());
}

#[test]
fn every_frame_of_a_folder_is_a_file() {
    let frames = map_frames(40, 30, 8);
    let parent = folder("folder");
    let folder = parent.join("new");
    let files: Vec<String> = (1..=8).map(|day| format!("2020-10-0{day}.png")).collect();
    let mut encoder = PngFolder::create(&folder, files.clone(), Metadata::default()).unwrap();
    for batch in frames.chunks(3) {
        encoder.push(batch).unwrap();
    }
    let summary = Box::new(encoder).finish().unwrap();
    assert_eq!(names(&folder), files);
    let mut bytes = 0;
    for (frame, name) in frames.iter().zip(&files) {
        let file = std::fs::read(folder.join(name)).unwrap();
        assert!(read(&file).0 == *frame.rgb, "{name}");
        bytes += file.len() as u64;
    }
    assert_eq!((summary.frames, summary.bytes), (8, bytes));
}

#[test]
fn a_frame_without_a_name_is_refused() {
    let frames = map_frames(4, 3, 2);
    let folder = folder("unnamed");
    let one = vec!["a.png".to_owned()];
    let mut encoder = PngFolder::create(&*folder, one, Metadata::default()).unwrap();
    assert!(encoder.push(&frames).unwrap_err().to_string().contains("names"));
    assert_eq!(names(&folder), ["a.png"]);
}
