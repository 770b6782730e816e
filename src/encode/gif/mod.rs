//! Animations as GIF89a.
//!
//! One palette serves all frames, and which of its colors a pixel gets depends on nothing but its
//! color and place. So a pixel that has not changed keeps its index, and a frame is the rectangle
//! that changed, with unchanged pixels transparent: long runs that take next to no space. There is
//! one rectangle a frame, as browsers show an image of no delay for a tenth of a second.

mod buckets;
mod clock;
mod cluster;
mod dither;
mod histogram;
mod lzw;
mod palette;

use super::animation::failed;
use super::changes::changes;
use super::output::Counted;
use super::pictures::Pictures;
use super::region::Region;
use super::{Animation, Encoder, Frame, Metadata, Output, Summary};
use crate::Result;
use ::gif::{AnyExtension, DisposalMethod, Extension, Repeat};
use clock::Clock;
use dither::Dither;
use palette::{Palette, TRANSPARENT};
use std::borrow::Cow;

const GIF: &str = "GIF";

/// Writes a GIF. A frame that shows what the one before shows makes that one last longer.
pub struct GifEncoder<W: Output> {
    /// Until the first frame has come.
    unstarted: Option<(Counted<W>, Animation)>,
    started: Option<Started<W>>,
    width: u32,
    height: u32,
}

/// What there is after the first frame.
struct Started<W: Output> {
    dither: Dither,
    pictures: Pictures<::gif::Frame<'static>>,
    written: Written<W>,
}

/// The file and how far it is.
struct Written<W: Output> {
    writer: ::gif::Encoder<Counted<W>>,
    clock: Clock,
    frames: u32,
}

impl<W: Output> GifEncoder<W> {
    /// An encoder that writes to `output`; nothing is written before the first frame.
    ///
    /// # Errors
    /// [`crate::Error::Encode`] if the size is zero or above what GIF holds (65535).
    pub fn new(output: W, animation: Animation) -> Result<Self> {
        let (width, height) = (animation.width, animation.height);
        let allowed = 1..=u32::from(u16::MAX);
        if !allowed.contains(&width) || !allowed.contains(&height) {
            return Err(failed(GIF, format!("cannot hold {width}x{height} pixels")));
        }
        let unstarted = Some((Counted::new(output), animation));
        Ok(Self { unstarted, started: None, width, height })
    }
}

impl<W: Output> Started<W> {
    /// Chooses the palette, writes the header and keeps the first frame waiting.
    fn new(output: Counted<W>, animation: Animation, first: &Frame) -> Result<Self> {
        let only = std::slice::from_ref(first);
        let samples = if animation.samples.is_empty() { only } else { &animation.samples };
        let palette = Palette::of(samples);
        let writer = header(output, &animation, &palette).map_err(|error| failed(GIF, error))?;
        let dither = Dither::new(&palette);
        let whole = Region::whole(first);
        let pictures = Pictures::new(first, image(whole, None, dither.indices(whole, first)));
        let written = Written { writer, clock: Clock::default(), frames: 0 };
        Ok(Self { dither, pictures, written })
    }
}

impl<W: Output> Written<W> {
    /// Writes an image that shows for so long.
    fn write(&mut self, mut image: ::gif::Frame<'static>, duration_ms: u64) -> Result<()> {
        self.clock.show(duration_ms);
        let mut delays = self.clock.delays();
        image.delay = delays.next().unwrap_or(0);
        self.write_image(&image)?;
        // A delay of more than eleven minutes goes on in images that change nothing.
        for delay in delays {
            let mut nothing = nothing();
            nothing.delay = delay;
            self.write_image(&nothing)?;
        }
        Ok(())
    }

    fn write_image(&mut self, image: &::gif::Frame<'static>) -> Result<()> {
        self.frames += 1;
        self.writer.write_lzw_pre_encoded_frame(image).map_err(|error| failed(GIF, error))
    }
}

/// An image that changes nothing.
fn nothing() -> ::gif::Frame<'static> {
    image(Region::pixel(), Some(TRANSPARENT), vec![TRANSPARENT])
}

/// What `after` changes, compressed; `None` if no pixel gets another color.
fn change(dither: &Dither, before: &Frame, after: &Frame) -> Option<::gif::Frame<'static>> {
    let changes = changes(before, after);
    let region = Region::around(&changes)?;
    let indices = dither.changes(region, &changes, before, after)?;
    Some(image(region, Some(TRANSPARENT), indices))
}

/// The file up to the first frame.
fn header<W: Output>(
    output: Counted<W>,
    animation: &Animation,
    palette: &Palette,
) -> std::result::Result<::gif::Encoder<Counted<W>>, ::gif::EncodingError> {
    let (width, height) = (animation.width as u16, animation.height as u16);
    let mut writer = ::gif::Encoder::new(output, width, height, &palette.bytes())?;
    writer.set_repeat(match animation.plays {
        0 => Repeat::Infinite,
        // The file says how often it is repeated after it has played once.
        plays => Repeat::Finite(plays - 1),
    })?;
    let comment = comment(&animation.metadata);
    if !comment.is_empty() {
        let kind = AnyExtension::from(Extension::Comment);
        writer.write_raw_extension(kind, &[comment.as_bytes()])?;
    }
    Ok(writer)
}

/// The metadata, a line each.
fn comment(metadata: &Metadata) -> String {
    let pairs = metadata.pairs();
    let lines: Vec<String> =
        pairs.iter().map(|(keyword, text)| format!("{keyword}: {text}")).collect();
    lines.join("\n")
}

/// A rectangle of indices, compressed.
fn image(region: Region, transparent: Option<u8>, indices: Vec<u8>) -> ::gif::Frame<'static> {
    ::gif::Frame {
        dispose: DisposalMethod::Keep,
        transparent,
        left: region.left as u16,
        top: region.top as u16,
        width: region.width as u16,
        height: region.height as u16,
        buffer: Cow::Owned(lzw::compress(&indices)),
        ..Default::default()
    }
}

impl<W: Output> Encoder for GifEncoder<W> {
    fn push(&mut self, frames: &[Frame]) -> Result<()> {
        for frame in frames {
            frame.check_size(self.width, self.height, GIF)?;
        }
        let mut frames = frames;
        if let Some((first, others)) = frames.split_first()
            && let Some((output, animation)) = self.unstarted.take()
        {
            self.started = Some(Started::new(output, animation, first)?);
            frames = others;
        }
        let Some(Started { dither, pictures, written }) = &mut self.started else { return Ok(()) };
        pictures.push(
            frames,
            |before, frame| Ok(change(dither, before, frame)),
            |image, ms| written.write(image, ms),
        )
    }

    fn finish(self: Box<Self>) -> Result<Summary> {
        let Some(Started { pictures, mut written, .. }) = self.started else {
            return Err(failed(GIF, "there is no frame to write"));
        };
        let (image, ms) = pictures.finish();
        written.write(image, ms)?;
        let output = written.writer.into_inner().map_err(|error| failed(GIF, error))?;
        Ok(Summary { frames: written.frames, bytes: output.complete(GIF)? })
    }
}
