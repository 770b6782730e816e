//! How pixels are compressed in PNG and APNG.

use ::png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use std::io::Write;

/// Time against size, of PNG and APNG.
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

/// Of the rows, filters are tried on every eighth band of sixteen.
const BAND: usize = 16;
const APART: usize = 8;

/// Pixels as a PNG holds them.
#[derive(Clone, Copy)]
pub(super) struct Pixels<'a> {
    pub width: u32,
    pub height: u32,
    pub color: ColorType,
    pub depth: BitDepth,
    /// Red, green and blue of each color, if indexed.
    pub palette: &'a [u8],
    /// The rows, each in whole bytes.
    pub rows: &'a [u8],
}

impl<'a> Pixels<'a> {
    /// True-color pixels.
    pub fn rgb(width: u32, height: u32, rows: &'a [u8]) -> Self {
        let (color, depth) = (ColorType::Rgb, BitDepth::Eight);
        Self { width, height, color, depth, palette: &[], rows }
    }

    /// Writes header, palette and pixels to an encoder that has been told all else.
    pub fn write<W: Write>(
        self,
        encoder: Encoder<'_, W>,
        level: Level,
    ) -> Result<(), EncodingError> {
        let level = match level {
            Level::Fast => 1,
            Level::Balanced => 5,
            Level::Small => 9,
        };
        self.write_with(encoder, DeflateCompression::Level(level), self.filter()?)
    }

    fn write_with<W: Write>(
        self,
        mut encoder: Encoder<'_, W>,
        deflate: DeflateCompression,
        filter: Filter,
    ) -> Result<(), EncodingError> {
        encoder.set_color(self.color);
        encoder.set_depth(self.depth);
        if !self.palette.is_empty() {
            encoder.set_palette(self.palette.to_vec());
        }
        encoder.set_deflate_compression(deflate);
        encoder.set_filter(filter);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(self.rows)?;
        writer.finish()
    }

    /// The better of two filters, found by trying both on some of the rows. Hatches, lines and
    /// lettering repeat earlier pixels exactly, which deflate finds best when nothing has turned
    /// them into differences; in relief and other gradients only the differences repeat. Which of
    /// the two prevails makes up to a factor of two, and choosing anew for every row, as is the
    /// custom, loses to the right one for all.
    fn filter(self) -> Result<Filter, EncodingError> {
        if self.color == ColorType::Indexed {
            return Ok(Filter::NoFilter);
        }
        let stride = (self.rows.len() / (self.height as usize).max(1)).max(1);
        let bands = self.rows.chunks(stride * BAND).step_by(APART);
        let some: Vec<u8> = bands.collect::<Vec<_>>().concat();
        let sample = Pixels::rgb(self.width, (some.len() / stride) as u32, &some);
        let size = |filter| {
            let mut file = Vec::new();
            let encoder = Encoder::new(&mut file, sample.width, sample.height);
            sample.write_with(encoder, DeflateCompression::Level(1), filter)?;
            Ok::<_, EncodingError>(file.len())
        };
        Ok(if size(Filter::Up)? < size(Filter::NoFilter)? { Filter::Up } else { Filter::NoFilter })
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
    Pixels::rgb(width, height, rgb).write(Encoder::new(&mut file, width, height), level)?;
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
