//! Animations as APNG (PNG, third edition, section 11.3.4).
//!
//! The first frame is whole. Each further one is the rectangle that changed, drawn *over* the one
//! before: its unchanged pixels have the one color that `tRNS` declares transparent, long runs of
//! which take next to no space. The crate compresses; the frame chunks are put together here, as
//! that lets frames be compressed in parallel and the number of frames be known at the end.

mod chunks;
mod transparent;

use super::animation::failed;
use super::output::Counted;
use super::pictures::Pictures;
use super::png::{Level, compressed_pixels};
use super::region::Region;
use super::{Animation, Encoder, Frame, Output, Summary};
use crate::Result;
use chunks::{Delay, Picture, end, frame_chunks, header};
use std::io::Write;
use transparent::Transparent;

const APNG: &str = "APNG";

/// Writes an APNG. A frame that shows what the one before shows makes that one last longer.
pub struct ApngEncoder<W: Output> {
    animation: Animation,
    output: Counted<W>,
    started: Option<Started>,
}

/// What there is after the first frame.
struct Started {
    transparent: Transparent,
    pictures: Pictures<Picture>,
    written: Written,
}

/// How far the file is.
#[derive(Default)]
struct Written {
    frames: u32,
    /// Numbers `fcTL` and `fdAT` chunks.
    sequence: u32,
}

impl<W: Output> ApngEncoder<W> {
    /// An encoder that writes to `output`; nothing is written before the first frame. The number
    /// of frames stands at the file's start: if it turns out not to be `animation.frames`, the
    /// output must be able to seek.
    ///
    /// # Errors
    /// [`crate::Error::Encode`] if the size is zero or above what PNG holds (2³¹ − 1).
    pub fn new(output: W, animation: Animation) -> Result<Self> {
        let (width, height) = (animation.width, animation.height);
        let allowed = 1..=u32::MAX >> 1;
        if !allowed.contains(&width) || !allowed.contains(&height) {
            return Err(failed(APNG, format!("cannot hold {width}x{height} pixels")));
        }
        Ok(Self { animation, output: Counted::new(output), started: None })
    }

    /// Writes the header and keeps the first frame waiting.
    fn start(&mut self, first: &Frame) -> Result<()> {
        let transparent = Transparent::unused_in(&self.animation.samples, first);
        let declared = self.animation.frames.max(1);
        let header =
            header(&self.animation, declared, transparent).map_err(|error| failed(APNG, error))?;
        self.output.write_all(&header).map_err(|error| failed(APNG, error))?;
        self.animation.samples = Vec::new();
        let whole = Region::whole(first);
        let pixels = transparent.replaced(whole, first);
        self.started = Some(Started {
            transparent,
            pictures: Pictures::new(first, compress(whole, &pixels, self.animation.level)?),
            written: Written::default(),
        });
        Ok(())
    }
}

fn compress(region: Region, rgb: &[u8], level: Level) -> Result<Picture> {
    let data = compressed_pixels(rgb, region.width, region.height, level)
        .map_err(|error| failed(APNG, error))?;
    Ok(Picture { region, data })
}

impl Written {
    /// Writes a frame that shows for so long.
    fn write(&mut self, picture: &Picture, ms: u64, output: &mut impl Write) -> Result<()> {
        let first = self.frames == 0;
        let chunks = frame_chunks(picture, Delay::of(ms), first, &mut self.sequence)
            .map_err(|error| failed(APNG, error))?;
        output.write_all(&chunks).map_err(|error| failed(APNG, error))?;
        self.frames += 1;
        Ok(())
    }
}

impl<W: Output> Encoder for ApngEncoder<W> {
    fn push(&mut self, frames: &[Frame]) -> Result<()> {
        for frame in frames {
            frame.check_size(self.animation.width, self.animation.height, APNG)?;
        }
        let mut frames = frames;
        if self.started.is_none() {
            let Some((first, others)) = frames.split_first() else { return Ok(()) };
            self.start(first)?;
            frames = others;
        }
        let Some(Started { transparent, pictures, written }) = &mut self.started else {
            return Ok(());
        };
        let level = self.animation.level;
        pictures.push(
            frames,
            |before, frame| {
                let Some(region) = Region::changed(before, frame) else { return Ok(None) };
                compress(region, &transparent.changes(region, before, frame), level).map(Some)
            },
            |picture, ms| written.write(&picture, ms, &mut self.output),
        )
    }

    fn finish(self: Box<Self>) -> Result<Summary> {
        let Self { animation, mut output, started } = *self;
        let Some(Started { transparent, pictures, mut written }) = started else {
            return Err(failed(APNG, "there is no frame to write"));
        };
        let (picture, ms) = pictures.finish();
        written.write(&picture, ms, &mut output)?;
        let frames = written.frames;
        let ended = end().and_then(|end| {
            output.write_all(&end)?;
            if frames != animation.frames.max(1) {
                output.rewrite_start(&header(&animation, frames, transparent)?)?;
            }
            Ok(())
        });
        ended.map_err(|error| failed(APNG, error))?;
        Ok(Summary { frames, bytes: output.complete(APNG)? })
    }
}
