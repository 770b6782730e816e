//! Files read back, by the crates' decoders and the formats' rules of drawing.

use crate::encode::Format;
use std::io::Cursor;

/// A file read back: each picture as RGB, and how long it shows in milliseconds.
pub fn decoded(format: Format, file: &[u8]) -> Vec<(Vec<u8>, u64)> {
    match format {
        Format::Gif => decoded_gif(file),
        Format::Webp => decoded_webp(file),
        _ => decoded_apng(file),
    }
}

/// Draws a GIF's images one over the other as a viewer does.
pub fn decoded_gif(file: &[u8]) -> Vec<(Vec<u8>, u64)> {
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
pub fn decoded_apng(file: &[u8]) -> Vec<(Vec<u8>, u64)> {
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

/// Draws a WebP's frames one over the other as a viewer does. The crate's own drawing takes one level
/// off every opaque pixel that lies over another; it is compared with that in mind.
pub fn decoded_webp(file: &[u8]) -> Vec<(Vec<u8>, u64)> {
    let mut whole = image_webp::WebPDecoder::new(Cursor::new(file)).unwrap();
    let number =
        |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    assert_eq!((&file[..4], &file[8..16]), (&b"RIFF"[..], &b"WEBPVP8X"[..]));
    assert_eq!(number(&file[4..8]) + 8, file.len());
    let (width, height) = (number(&file[24..27]) + 1, number(&file[27..30]) + 1);
    let mut screen = vec![0; width * height * 3];
    let mut shown = Vec::new();
    let mut rest = &file[12..];
    while !rest.is_empty() {
        let (name, data) = (&rest[..4], &rest[8..8 + number(&rest[4..8])]);
        rest = &rest[8 + data.len().next_multiple_of(2)..];
        if name != b"ANMF" {
            continue;
        }
        let of = |at: usize| number(&data[at * 3..at * 3 + 3]);
        let (left, top, columns, rows) = (of(0) * 2, of(1) * 2, of(2) + 1, of(3) + 1);
        assert_eq!(data[15], if shown.is_empty() { 2 } else { 0 }, "blending and disposal");
        let mut single = b"RIFF\0\0\0\0WEBP".to_vec();
        single.extend(&data[16..]);
        let length = (single.len() as u32 - 8).to_le_bytes();
        single[4..8].copy_from_slice(&length);
        let mut decoder = image_webp::WebPDecoder::new(Cursor::new(single)).unwrap();
        assert_eq!(decoder.dimensions(), (columns as u32, rows as u32));
        let samples = if decoder.has_alpha() { 4 } else { 3 };
        let mut pixels = vec![0; decoder.output_buffer_size().unwrap()];
        decoder.read_image(&mut pixels).unwrap();
        for (y, row) in pixels.chunks_exact(columns * samples).enumerate() {
            for (x, pixel) in row.chunks_exact(samples).enumerate() {
                if samples == 3 || pixel[3] == 255 {
                    let to = ((top + y) * width + left + x) * 3;
                    screen[to..to + 3].copy_from_slice(&pixel[..3]);
                }
            }
        }
        let duration = of(4) as u64;
        let samples = if whole.has_alpha() { 4 } else { 3 };
        let mut theirs = vec![0; width * height * samples];
        assert_eq!(u64::from(whole.read_frame(&mut theirs).unwrap()), duration);
        for (a, b) in screen.chunks_exact(3).zip(theirs.chunks_exact(samples)) {
            let near = a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= shown.len() as u8);
            assert!(near && (samples == 3 || b[3] == 255), "{a:?} {b:?}");
        }
        shown.push((screen.clone(), duration));
    }
    assert_eq!(shown.len(), whole.num_frames() as usize);
    shown
}

/// The picture that a viewer shows after so many milliseconds.
pub fn shown_at(shown: &[(Vec<u8>, u64)], ms: u64) -> &[u8] {
    let mut ends = 0;
    let found = shown.iter().find(|(_, duration)| {
        ends += duration;
        ms < ends
    });
    &found.expect("the animation has ended").0
}
