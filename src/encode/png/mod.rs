//! Pictures as PNG (W3C, third edition).

mod deflate;
mod folder;
mod indexed;
mod kept;
mod mark;

pub use deflate::Level;
pub(super) use deflate::compressed_pixels;
pub use folder::PngFolder;
pub use mark::{png_mark, png_remarked, read_png};

use super::animation::failed;
use super::{Frame, Metadata};
use crate::Result;
use ::png::{Encoder, EncodingError};
use deflate::Pixels;
use indexed::Indexed;

/// A picture as the bytes of a PNG file. A picture of at most 256 colors gets a palette, any
/// other is RGB; both hold exactly the frame's pixels.
///
/// # Errors
/// [`crate::Error::Encode`] if the frame's bytes do not match its size, or if a keyword of the
/// metadata is not 1 to 79 Latin-1 letters.
pub fn png(frame: &Frame, level: Level, metadata: &Metadata) -> Result<Vec<u8>> {
    frame.check("PNG")?;
    let mut bytes = Vec::new();
    write(&mut bytes, frame, level, metadata).map_err(|error| failed("PNG", error))?;
    Ok(bytes)
}

fn write(
    bytes: &mut Vec<u8>,
    frame: &Frame,
    level: Level,
    metadata: &Metadata,
) -> std::result::Result<(), EncodingError> {
    let mut encoder = Encoder::new(bytes, frame.width, frame.height);
    metadata.describe(&mut encoder)?;
    match Indexed::of(frame) {
        Some(indexed) => indexed.pixels(frame).write(encoder, level),
        None => Pixels::rgb(frame.width, frame.height, &frame.rgb).write(encoder, level),
    }
}
