//! The chunks of an APNG, checksums included.

use super::transparent::Transparent;
use crate::encode::Animation;
use crate::encode::region::Region;
use ::png::chunk::{ChunkType, IDAT, fcTL, fdAT};
use ::png::{BitDepth, BlendOp, ColorType, DisposeOp, Encoder, EncodingError};

/// The end of any PNG file, `IEND`: length, name and checksum.
const END: usize = 12;

/// A compressed frame and where it goes.
pub(super) struct Picture {
    pub region: Region,
    /// A zlib stream.
    pub data: Vec<u8>,
}

/// How long a frame shows, as a fraction of a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delay {
    numerator: u16,
    denominator: u16,
}

impl Delay {
    /// Exact up to 65 s, then to the nearest 10 ms, and beyond eleven minutes to the second (at
    /// most 18 hours).
    pub fn of(milliseconds: u64) -> Self {
        for denominator in [1000, 100, 1] {
            let step = 1000 / u64::from(denominator);
            if let Ok(numerator) = u16::try_from((milliseconds + step / 2) / step) {
                return Self { numerator, denominator };
            }
        }
        Self { numerator: u16::MAX, denominator: 1 }
    }
}

/// The file up to the first frame.
pub(super) fn header(
    animation: &Animation,
    frames: u32,
    transparent: Transparent,
) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, animation.width, animation.height);
    animation.metadata.describe(&mut encoder)?;
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_animated(frames, animation.plays.into())?;
    encoder.set_trns(transparent.chunk().to_vec());
    encoder.write_header()?.finish()?;
    bytes.truncate(bytes.len().saturating_sub(END));
    Ok(bytes)
}

/// The file after the last frame.
pub(super) fn end() -> Result<Vec<u8>, EncodingError> {
    let mut bytes = small_file(&[])?;
    Ok(bytes.split_off(bytes.len().saturating_sub(END)))
}

/// A frame's `fcTL`, then its pixels: `IDAT` for the first frame, `fdAT` for the others. Each
/// `fcTL` and `fdAT` takes the next number of `sequence`.
pub(super) fn frame_chunks(
    picture: &Picture,
    delay: Delay,
    first: bool,
    sequence: &mut u32,
) -> Result<Vec<u8>, EncodingError> {
    let mut next = || {
        let number = *sequence;
        *sequence += 1;
        number.to_be_bytes()
    };
    let mut control = Vec::with_capacity(26);
    control.extend(next());
    let Region { left, top, width, height } = picture.region;
    for number in [width, height, left, top] {
        control.extend(number.to_be_bytes());
    }
    control.extend(delay.numerator.to_be_bytes());
    control.extend(delay.denominator.to_be_bytes());
    let blend = if first { BlendOp::Source } else { BlendOp::Over };
    control.extend([DisposeOp::None as u8, blend as u8]);
    if first {
        return chunks(&[(fcTL, &control), (IDAT, &picture.data)]);
    }
    let mut data = next().to_vec();
    data.extend(&picture.data);
    chunks(&[(fcTL, &control), (fdAT, &data)])
}

/// Chunks with their lengths and checksums.
fn chunks(list: &[(ChunkType, &[u8])]) -> Result<Vec<u8>, EncodingError> {
    let before = small_file(&[])?.len() - END;
    let mut bytes = small_file(list)?;
    bytes.truncate(bytes.len() - END);
    bytes.drain(..before);
    Ok(bytes)
}

/// The crate knows how a chunk is written, but only inside a file.
fn small_file(chunks: &[(ChunkType, &[u8])]) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut writer = Encoder::new(&mut bytes, 1, 1).write_header()?;
    for (name, data) in chunks {
        writer.write_chunk(*name, data)?;
    }
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_are_exact_while_they_can_be() {
        let of = |ms| {
            let delay = Delay::of(ms);
            (delay.numerator, delay.denominator)
        };
        assert_eq!(of(0), (0, 1000));
        assert_eq!(of(65_535), (65_535, 1000));
        assert_eq!(of(65_536), (6554, 100));
        assert_eq!(of(655_360), (655, 1));
        assert_eq!(of(u64::from(u32::MAX) * 9), (65_535, 1));
    }
}
