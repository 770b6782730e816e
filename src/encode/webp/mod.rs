//! Animations as lossless WebP.
//!
//! The crate compresses single pictures; the container is put together here, which lets a batch be
//! compressed on all threads and nothing but the last frame be kept in memory. The first frame is
//! whole, each further one the rectangle that changed, drawn over the one before: its unchanged
//! pixels are transparent.

mod container;
mod picture;

use super::animation::failed;
use super::output::Counted;
use super::pictures::Pictures;
use super::region::Region;
use super::{Animation, Encoder, Frame, Output, Summary, xmp::xmp};
use crate::Result;
use container::{LONGEST, LONGEST_MS, START};
use picture::Picture;
use std::io::Write;

const WEBP: &str = "WebP";

/// The longest side of a lossless picture: 14 bits.
const LONGEST_SIDE: u32 = 1 << 14;

/// Writes a lossless animated WebP. A frame that shows what the one before shows makes that one
/// last longer.
pub struct WebpEncoder<W: Output> {
    animation: Animation,
    output: Counted<W>,
    started: Option<Started>,
}

/// What there is after the first frame.
struct Started {
    pictures: Pictures<Picture>,
    /// Frames in the file.
    frames: u32,
}

impl<W: Output> WebpEncoder<W> {
    /// An encoder that writes to `output`, which must be able to seek, as the file's length stands
    /// at its start; nothing is written before the first frame.
    ///
    /// # Errors
    /// [`crate::Error::Encode`] if the size is zero or above what lossless WebP holds (16384).
    pub fn new(output: W, animation: Animation) -> Result<Self> {
        let (width, height) = (animation.width, animation.height);
        let allowed = 1..=LONGEST_SIDE;
        if !allowed.contains(&width) || !allowed.contains(&height) {
            return Err(failed(WEBP, format!("cannot hold {width}x{height} pixels")));
        }
        Ok(Self { animation, output: Counted::new(output), started: None })
    }

    /// Writes the start and keeps the first frame waiting.
    fn start(&mut self, first: &Frame) -> Result<()> {
        if !self.output.can_seek() {
            return Err(failed(
                WEBP,
                "the length stands at the start, which a pipe cannot go back to; write to a file",
            ));
        }
        let waiting = Picture::whole(first).map_err(|error| failed(WEBP, error))?;
        let start = container::start(&self.animation, 0, false);
        let loops = container::loops(self.animation.plays);
        self.write(&start)?;
        self.write(&loops)?;
        self.animation.samples = Vec::new();
        self.started = Some(Started { pictures: Pictures::new(first, waiting), frames: 0 });
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        write(&mut self.output, bytes)
    }
}

fn write(output: &mut impl Write, bytes: &[u8]) -> Result<()> {
    output.write_all(bytes).map_err(|error| failed(WEBP, error))
}

/// Writes a frame that shows for so long, and counts it.
fn write_frame(
    mut picture: Picture,
    mut duration_ms: u64,
    frames: &mut u32,
    output: &mut impl Write,
) -> Result<()> {
    loop {
        let shown = duration_ms.min(LONGEST_MS);
        write(output, &container::frame(&picture, shown, *frames == 0))?;
        *frames += 1;
        duration_ms -= shown;
        if duration_ms == 0 {
            return Ok(());
        }
        // What is too long for one frame goes on in frames that change nothing.
        picture = Picture::nothing().map_err(|error| failed(WEBP, error))?;
    }
}

impl<W: Output> Encoder for WebpEncoder<W> {
    fn push(&mut self, frames: &[Frame]) -> Result<()> {
        for frame in frames {
            frame.check_size(self.animation.width, self.animation.height, WEBP)?;
        }
        let mut frames = frames;
        if self.started.is_none() {
            let Some((first, others)) = frames.split_first() else { return Ok(()) };
            self.start(first)?;
            frames = others;
        }
        let Some(Started { pictures, frames: count }) = &mut self.started else { return Ok(()) };
        pictures.push(
            frames,
            |before, frame| {
                Region::changed(before, frame)
                    .map(|region| Picture::changes(region, before, frame))
                    .transpose()
                    .map_err(|error| failed(WEBP, error))
            },
            |picture, ms| write_frame(picture, ms, count, &mut self.output),
        )
    }

    fn finish(self: Box<Self>) -> Result<Summary> {
        let Self { animation, mut output, started } = *self;
        let Some(Started { pictures, mut frames }) = started else {
            return Err(failed(WEBP, "there is no frame to write"));
        };
        let (picture, ms) = pictures.finish();
        write_frame(picture, ms, &mut frames, &mut output)?;
        write(&mut output, &container::chunk(*b"XMP ", &xmp(&animation.metadata)))?;
        if output.bytes() > LONGEST {
            return Err(failed(
                WEBP,
                "the file would be longer than 4 GiB; make it smaller or shorter",
            ));
        }
        let start = container::start(&animation, output.bytes(), frames > 1);
        debug_assert_eq!(start.len(), START);
        output.rewrite_start(&start).map_err(|error| failed(WEBP, error))?;
        Ok(Summary { frames, bytes: output.complete(WEBP)? })
    }
}
