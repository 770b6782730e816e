//! A rectangle of a frame as lossless WebP (`VP8L`).

use crate::encode::Frame;
use crate::encode::region::Region;
use image_webp::{ColorType, EncoderParams, EncodingError, WebPEncoder};

/// A compressed rectangle.
pub(super) struct Picture {
    pub region: Region,
    /// A `VP8L` chunk.
    pub data: Vec<u8>,
}

/// Bytes of a file before its first chunk.
const BEFORE: usize = 12;

/// Which way is shorter is tried on every fourth band of so many rows.
const BAND: usize = 32;
const APART: usize = 4;

impl Picture {
    /// A whole frame.
    pub fn whole(frame: &Frame) -> Result<Self, EncodingError> {
        let region = Region::whole(frame);
        Ok(Self { region, data: compressed(&frame.rgb, region, ColorType::Rgb8)? })
    }

    /// What changed between two frames; pixels that did not are transparent. The rectangle is
    /// widened to begin at an even column and row, as the format asks.
    pub fn changes(region: Region, before: &Frame, after: &Frame) -> Result<Self, EncodingError> {
        let (left, top) = (region.left & !1, region.top & !1);
        let region = Region {
            left,
            top,
            width: region.left + region.width - left,
            height: region.top + region.height - top,
        };
        let mut pixels = Vec::with_capacity(region.width as usize * region.height as usize * 4);
        for (old, new) in region.rows(before).zip(region.rows(after)) {
            let pairs = old.as_chunks::<3>().0.iter().zip(new.as_chunks::<3>().0);
            for (old, new) in pairs {
                let [red, green, blue] = *new;
                pixels.extend(if old == new { [0; 4] } else { [red, green, blue, 255] });
            }
        }
        Ok(Self { region, data: compressed(&pixels, region, ColorType::Rgba8)? })
    }

    /// A pixel that changes nothing.
    pub fn nothing() -> Result<Self, EncodingError> {
        let region = Region::pixel();
        Ok(Self { region, data: compressed(&[0; 4], region, ColorType::Rgba8)? })
    }
}

/// Pixels as a chunk, by what is shorter: as they are, or as their differences from the row above.
/// Flat tints and transparency are shorter the first way, relief the second.
fn compressed(pixels: &[u8], region: Region, color: ColorType) -> Result<Vec<u8>, EncodingError> {
    let stride = region.width as usize * if color == ColorType::Rgba8 { 4 } else { 3 };
    let some: Vec<u8> = pixels.chunks(stride * BAND).step_by(APART).collect::<Vec<_>>().concat();
    let rows = (some.len() / stride.max(1)) as u32;
    let sample = |differences| encoded(&some, region.width, rows, color, differences);
    let differences = sample(true)?.len() < sample(false)?.len();
    encoded(pixels, region.width, region.height, color, differences)
}

fn encoded(
    pixels: &[u8],
    width: u32,
    height: u32,
    color: ColorType,
    differences: bool,
) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = WebPEncoder::new(&mut file);
    let mut how = EncoderParams::default();
    how.use_predictor_transform = differences;
    encoder.set_params(how);
    encoder.encode(pixels, width, height, color)?;
    file.drain(..BEFORE.min(file.len()));
    Ok(file)
}
