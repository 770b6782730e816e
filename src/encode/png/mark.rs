//! Files that say which frame they are, and reading them back.

use super::kept::opening;
use crate::Result;
use crate::encode::animation::failed;
use crate::encode::{Frame, Metadata};
use crate::math::digest::{Fnv, xxh64};
use ::png::{BitDepth, ColorType, DecodeOptions, Decoder, Transformations};
use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;

/// Where the first chunk (`IHDR`, 13 bytes and the 12 of every chunk) of a PNG ends.
const AFTER_HEADER: usize = 8 + 12 + 13;

/// A PNG file with a mark right after its header, in pieces. The mark is a text, and the digest of
/// all bytes before and behind it: whoever changes a pixel, even with a tool that keeps texts, or
/// loses a byte leaves a mark that no longer fits.
pub(super) fn with_mark<'a>(file: &'a [u8], keyword: &str, text: &str) -> [Cow<'a, [u8]>; 3] {
    let (header, rest) = file.split_at(AFTER_HEADER.min(file.len()));
    [header.into(), mark(keyword, text, (header, rest)).into(), rest.into()]
}

/// The chunk (`tEXt`: keyword and text in Latin-1) that marks a file of these two parts.
fn mark(keyword: &str, text: &str, (header, rest): (&[u8], &[u8])) -> Vec<u8> {
    let digest = Fnv::new().with(header).with(&xxh64(rest).to_le_bytes()).value();
    let text = format!("{text} {digest:016x}");
    let mut chunk = (keyword.len() as u32 + 1 + text.len() as u32).to_be_bytes().to_vec();
    chunk.extend(b"tEXt");
    chunk.extend(keyword.as_bytes());
    chunk.push(0);
    chunk.extend(text.as_bytes());
    let checksum = crc32fast::hash(chunk.get(4..).unwrap_or_default());
    chunk.extend(checksum.to_be_bytes());
    chunk
}

/// The text that a file was marked with under a keyword, if the file still has the very bytes that
/// were written then. No pixel is decoded, so this takes hardly longer than reading the file.
pub fn png_mark(file: &[u8], keyword: &str) -> Option<String> {
    let (header, marked) = file.split_at_checked(AFTER_HEADER)?;
    let length = u32::from_be_bytes(*marked.first_chunk()?) as usize;
    let (chunk, rest) = marked.split_at_checked(length.checked_add(12)?)?;
    let text = chunk.get(8 + keyword.len() + 1..8 + length)?;
    let (text, _) = std::str::from_utf8(text).ok()?.rsplit_once(' ')?;
    (chunk == mark(keyword, text, (header, rest))).then(|| text.to_owned())
}

/// The file of a frame, as [`PngFolder`](super::PngFolder) wrote it, with another mark and saying
/// something else about itself: as if the frame had been drawn anew. `None` if it is not such a file.
pub fn png_remarked(
    file: &[u8],
    keyword: &str,
    text: &str,
    metadata: &Metadata,
) -> Option<Vec<u8>> {
    let header = file.first_chunk::<AFTER_HEADER>()?;
    let word = |at: usize| Some(u32::from_be_bytes(*header.get(at..)?.first_chunk()?));
    // Length and name of each chunk, from the first after the header to the pixels.
    let mut rest = file.get(AFTER_HEADER..)?;
    while rest.get(4..8)? != b"IDAT" {
        let length = u32::from_be_bytes(*rest.first_chunk()?) as usize;
        rest = rest.get(length.checked_add(12)?..)?;
    }
    let mut bytes = Vec::with_capacity(rest.len() + 4096);
    opening(&mut bytes, (word(16)?, word(20)?), metadata).ok()?;
    // Palettes come between; frames have none.
    if bytes.get(..AFTER_HEADER)? != header {
        return None;
    }
    bytes.extend_from_slice(rest);
    Some(with_mark(&bytes, keyword, text).concat())
}

/// A PNG as Salient writes them, read back: the frame (of no duration), and the text that stands
/// under a keyword.
///
/// # Errors
/// [`crate::Error::Encode`] if the file is damaged or not opaque RGB of 8 bits, in true color or
/// with a palette.
pub fn read_png(file: &[u8], keyword: &str) -> Result<(Frame, Option<String>)> {
    let unreadable =
        |error: &dyn std::fmt::Display| failed("frame", format!("not read back: {error}"));
    let mut options = DecodeOptions::default();
    options.set_ignore_adler32(false);
    let mut decoder = Decoder::new_with_options(Cursor::new(file), options);
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(|error| unreadable(&error))?;
    let (color, depth) = reader.output_color_type();
    let size = reader.output_buffer_size().unwrap_or(usize::MAX);
    // Deflate makes at most about a thousand bytes of one: a small file does not hold a huge
    // picture.
    if (color, depth) != (ColorType::Rgb, BitDepth::Eight) || size / 1100 > file.len() {
        return Err(unreadable(&"not a frame that Salient wrote"));
    }
    let mut rgb = vec![0; size];
    reader.next_frame(&mut rgb).map_err(|error| unreadable(&error))?;
    reader.finish().map_err(|error| unreadable(&error))?;
    let info = reader.info();
    let text = info.uncompressed_latin1_text.iter().find(|chunk| chunk.keyword == keyword);
    let (width, height) = (info.width, info.height);
    let frame = Frame { width, height, rgb: Arc::new(rgb), duration_ms: 0, changed: None };
    Ok((frame, text.map(|chunk| chunk.text.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::{Level, png};

    fn file(colors: u8) -> (Frame, Vec<u8>) {
        let rgb =
            (0..40_u32 * 30).flat_map(|at| [(at % u32::from(colors)) as u8, (at / 7) as u8, 9]);
        let frame = Frame {
            width: 40,
            height: 30,
            rgb: Arc::new(rgb.collect()),
            duration_ms: 0,
            changed: None,
        };
        let file = png(&frame, Level::Balanced, &Metadata::default()).unwrap();
        (frame, file)
    }

    fn marked(file: &[u8], text: &str) -> Vec<u8> {
        with_mark(file, "Key", text).concat()
    }

    #[test]
    fn a_marked_file_is_read_back() {
        for colors in [1, 250] {
            let (frame, file) = file(colors);
            assert_eq!(read_png(&file, "Key").unwrap().1, None);
            assert_eq!(png_mark(&file, "Key"), None);
            let file = marked(&file, "a b");
            let (read, text) = read_png(&file, "Key").unwrap();
            assert!(text.unwrap().starts_with("a b "));
            assert!((read.width, read.height, read.rgb) == (40, 30, frame.rgb));
            assert_eq!(png_mark(&file, "Key").as_deref(), Some("a b"));
            for other in ["", "Kez", "Key ", &"Key".repeat(99)] {
                assert_eq!(png_mark(&file, other), None, "{other}");
            }
        }
    }

    #[test]
    fn a_mark_fits_only_the_bytes_it_was_made_for() {
        let file = marked(&file(250).1, "a b");
        for at in 0..file.len() {
            let mut damaged = file.clone();
            damaged[at] ^= 4;
            assert_eq!(png_mark(&damaged, "Key"), None, "byte {at}");
            assert_eq!(png_mark(&file[..at], "Key"), None, "{at} bytes of {}", file.len());
        }
        assert_eq!(png_mark(&[&file[..], b"more"].concat(), "Key"), None);
    }

    #[test]
    fn a_mark_does_not_fit_another_picture() {
        let [one, other] = [200, 250].map(|colors| marked(&file(colors).1, "a b"));
        assert!(one[..AFTER_HEADER] == other[..AFTER_HEADER]);
        let pixels = AFTER_HEADER + 12 + "Key.a b 0123456789abcdef".len();
        let edited = [&one[..pixels], &other[pixels..]].concat();
        // A PNG like any other, but not what was marked.
        assert!(read_png(&edited, "Key").is_ok());
        assert_eq!(png_mark(&edited, "Key"), None);
    }

    #[test]
    fn a_damaged_file_is_noticed_wherever_the_damage_is() {
        let (_, file) = file(250);
        let file = marked(&file, "a b");
        // Damage to other texts and the like is of no account: what is between mark and pixels.
        let mark = AFTER_HEADER + 12 + "Key.a b 0123456789abcdef".len();
        let pixels = file.windows(4).position(|name| name == b"IDAT").unwrap() - 4;
        for at in 0..file.len() {
            let mut damaged = file.clone();
            damaged[at] ^= 4;
            let read = read_png(&damaged, "Key");
            let noticed = read.map_or(true, |(_, text)| text.is_none());
            assert!(noticed || (mark..pixels).contains(&at), "byte {at}");
            let short = read_png(&file[..at], "Key");
            assert!(short.is_err(), "{at} bytes of {}", file.len());
        }
    }
}
