//! How hard a PNG is compressed.

use ::png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use std::io::Write;

/// Time against size, of PNG and APNG.
///
/// Maps are flat colors with thin lines: rows repeat earlier pixels exactly, which deflate finds
/// best when no filter has turned them into differences; that also holds for hatches and shaded
/// relief, whose gray levels repeat. Hence no filter, at any level but the fastest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// For the frames of an animation.
    Fast,
    /// For a single picture.
    #[default]
    Balanced,
    /// When size is all that counts.
    Small,
}

impl Level {
    fn deflate(self) -> DeflateCompression {
        DeflateCompression::Level(match self {
            Self::Fast => 1,
            Self::Balanced => 6,
            Self::Small => 9,
        })
    }

    /// Sets how RGB pixels are compressed.
    pub fn configure<W: Write>(self, encoder: &mut Encoder<'_, W>) {
        encoder.set_deflate_compression(self.deflate());
        encoder.set_filter(Filter::NoFilter);
    }

    /// Sets how palette indices are compressed.
    pub fn configure_indexed<W: Write>(self, encoder: &mut Encoder<'_, W>) {
        self.configure(encoder);
    }
}

/// RGB pixels as the zlib stream that stands in `IDAT` and `fdAT` chunks.
pub(in crate::encode) fn compressed_pixels(
    rgb: &[u8],
    width: u32,
    height: u32,
    level: Level,
) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    level.configure(&mut encoder);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(image_data(&file))
}

/// The data of all `IDAT` chunks of a PNG file: after the signature of 8 bytes come chunks of
/// length, name, data and checksum (section 5.3).
fn image_data(file: &[u8]) -> Vec<u8> {
    let mut data = Vec::new();
    let mut rest = file.get(8..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        if after.starts_with(b"IDAT") {
            data.extend_from_slice(after.get(4..4 + length).unwrap_or_default());
        }
        rest = after.get(4 + length + 4..).unwrap_or_default();
    }
    data
}
