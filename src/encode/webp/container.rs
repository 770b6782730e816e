//! The container of an animated WebP (Google, "WebP Container Specification"; RIFF, so all numbers
//! are little-endian).

use super::picture::Picture;
use crate::encode::Animation;

/// Bytes of the file's start that are not known before its end: `RIFF`, the file's length, `WEBP`,
/// and the chunk `VP8X`.
pub(super) const START: usize = 12 + 8 + 10;

/// The longest file: the length is 32 bits, even, and counts neither `RIFF` nor itself.
pub(super) const LONGEST: u64 = (1 << 32) - 10 + 8;

/// The longest time that a frame may show, in milliseconds: 24 bits, some four and a half hours.
pub(super) const LONGEST_MS: u64 = (1 << 24) - 1;

/// The flags of `VP8X`.
const ANIMATION: u8 = 1 << 1;
const XMP: u8 = 1 << 2;
const ALPHA: u8 = 1 << 4;
/// The flag of `ANMF` that the picture replaces what is below it rather than lie over it.
const REPLACE: u8 = 1 << 1;

/// The start of a file of `bytes` bytes; `alpha` says whether any pixel of a frame lets through
/// what is below.
pub(super) fn start(animation: &Animation, bytes: u64, alpha: bool) -> Vec<u8> {
    let mut start = b"RIFF".to_vec();
    start.extend((bytes.saturating_sub(8) as u32).to_le_bytes());
    start.extend(b"WEBP");
    let flags = ANIMATION | XMP | if alpha { ALPHA } else { 0 };
    let mut about = vec![flags, 0, 0, 0];
    about.extend(three_bytes(animation.width - 1));
    about.extend(three_bytes(animation.height - 1));
    start.extend(chunk(*b"VP8X", &about));
    start
}

/// How often it plays, after white for what no frame covers.
pub(super) fn loops(plays: u16) -> Vec<u8> {
    let mut data = vec![255; 4];
    data.extend(plays.to_le_bytes());
    chunk(*b"ANIM", &data)
}

/// A frame; the first replaces the canvas, further ones lie over it.
pub(super) fn frame(picture: &Picture, duration_ms: u64, first: bool) -> Vec<u8> {
    let region = picture.region;
    let numbers = [
        region.left / 2,
        region.top / 2,
        region.width - 1,
        region.height - 1,
        duration_ms.min(LONGEST_MS) as u32,
    ];
    let mut data = Vec::with_capacity(16 + picture.data.len());
    for number in numbers {
        data.extend(three_bytes(number));
    }
    data.push(if first { REPLACE } else { 0 });
    data.extend(&picture.data);
    chunk(*b"ANMF", &data)
}

/// A chunk: its name, its length, its data and a zero byte if that makes it even.
pub(super) fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len() + 9);
    bytes.extend(name);
    bytes.extend((data.len() as u32).to_le_bytes());
    bytes.extend(data);
    bytes.resize(bytes.len().next_multiple_of(2), 0);
    bytes
}

fn three_bytes(number: u32) -> [u8; 3] {
    let [low, middle, high, _] = number.to_le_bytes();
    [low, middle, high]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_has_the_length_it_is_said_to_have() {
        let start = start(&Animation::new(300, 2), 1000, true);
        assert_eq!(start.len(), START);
        assert_eq!(start[4..8], 992_u32.to_le_bytes());
        assert_eq!(start[20..], [ANIMATION | XMP | ALPHA, 0, 0, 0, 43, 1, 0, 1, 0, 0]);
    }

    #[test]
    fn chunks_are_even() {
        assert_eq!(chunk(*b"abcd", &[7; 3]), *b"abcd\x03\0\0\0\x07\x07\x07\0");
        assert_eq!(chunk(*b"abcd", &[7; 2]), *b"abcd\x02\0\0\0\x07\x07");
    }
}
