//! What is the same for all animations.

use super::{ApngEncoder, Format, Frame, GifEncoder, Level, Metadata, Output, WebpEncoder};
use crate::{Error, Result};

/// What an encoder is told before the first frame.
#[derive(Clone, Debug)]
pub struct Animation {
    /// Pixels a row, of every frame.
    pub width: u32,
    /// Rows, of every frame.
    pub height: u32,
    /// How many frames will come, if known; 0 if not.
    pub frames: u32,
    /// How often it plays; 0 is for ever. MP4 cannot say it.
    pub plays: u16,
    /// Frames that together show all colors, from which the palette of a GIF is made: a color that
    /// none of them has is written as the nearest that they have. Without any, the first frame
    /// has to do.
    pub samples: Vec<Frame>,
    /// How hard PNG and APNG are compressed.
    pub level: Level,
    /// What the file says about itself.
    pub metadata: Metadata,
}

impl Animation {
    /// An animation of so many pixels that plays for ever and says nothing about itself.
    pub fn new(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            frames: 0,
            plays: 0,
            samples: Vec::new(),
            level: Level::Fast,
            metadata: Metadata::default(),
        }
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Frames in the file, after those that change nothing were merged into the one before.
    pub frames: u32,
    /// Bytes of the file, or of all files.
    pub bytes: u64,
}

/// Frames in, a file out.
pub trait Encoder: Send {
    /// Takes the next frames. They are compressed on all threads and written in order before
    /// this returns, so a batch of a few times the number of threads keeps all of them busy and
    /// memory small. How frames are batched does not change the bytes.
    ///
    /// # Errors
    /// [`Error::Encode`] if a frame does not have the animation's size or the output fails.
    fn push(&mut self, frames: &[Frame]) -> Result<()>;

    /// Whether it compresses the frames of a batch on all threads, so that it should be given
    /// several at once. One that does not keep frames works in place when given one at a time.
    fn takes_batches(&self) -> bool {
        true
    }

    /// Writes what is left and makes the output final.
    ///
    /// # Errors
    /// [`Error::Encode`] if there was no frame or the output fails, [`Error::File`] if the file
    /// cannot be given its name.
    fn finish(self: Box<Self>) -> Result<Summary>;
}

/// The encoder of a format that holds an animation in one file.
///
/// # Errors
/// [`Error::Request`] for a format that does not, [`Error::Encode`] for a size that the format cannot
/// hold.
pub fn encoder<'a>(
    format: Format,
    output: impl Output + 'a,
    animation: Animation,
) -> Result<Box<dyn Encoder + 'a>> {
    match format {
        Format::Gif => Ok(Box::new(GifEncoder::new(output, animation)?)),
        Format::Apng => Ok(Box::new(ApngEncoder::new(output, animation)?)),
        Format::Webp => Ok(Box::new(WebpEncoder::new(output, animation)?)),
        Format::Mp4 => Ok(Box::new(super::Mp4Encoder::new(output, animation)?)),
        Format::Png
        | Format::Svg
        | Format::Pdf
        | Format::PngFolder
        | Format::AnimatedSvg
        | Format::Html => {
            Err(Error::request(format!("{format} is not an animation of pixels in one file")))
        }
    }
}

/// An [`Error::Encode`] from what a crate or the system said.
pub(super) fn failed(format: &'static str, error: impl std::fmt::Display) -> Error {
    Error::Encode { format, message: error.to_string() }
}
