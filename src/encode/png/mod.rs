//! Pictures as PNG (W3C, third edition).

mod deflate;
mod folder;
mod indexed;

pub use deflate::Level;
pub(super) use deflate::compressed_pixels;
pub use folder::PngFolder;

use super::animation::failed;
use super::{Frame, Metadata};
use crate::Result;
use ::png::{BitDepth, ColorType, Encoder, EncodingError};
use indexed::Indexed;

/// A picture as the bytes of a PNG file. A picture of at most 256 colors gets a palette, any
/// other is RGB; both hold exactly the frame's pixels.
///
/// # Errors
/// [`crate::Error::Encode`] if the frame's bytes do not match its size, or if a keyword of the
/// metadata is not 1 to 79 Latin-1 letters.
pub fn png(frame: &Frame, level: Level, metadata: &Metadata) -> Result<Vec<u8>> {
    frame.check("PNG")?;
    write(frame, level, metadata).map_err(|error| failed("PNG", error))
}

type Encoded = std::result::Result<Vec<u8>, EncodingError>;

fn write(frame: &Frame, level: Level, metadata: &Metadata) -> Encoded {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, frame.width, frame.height);
    metadata.describe(&mut encoder)?;
    let indexed = Indexed::of(frame);
    if let Some(indexed) = &indexed {
        level.configure_indexed(&mut encoder);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(indexed.depth);
        encoder.set_palette(&indexed.palette);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&indexed.rows)?;
        writer.finish()?;
    } else {
        level.configure(&mut encoder);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&frame.rgb)?;
        writer.finish()?;
    }
    Ok(bytes)
}
