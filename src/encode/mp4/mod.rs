//! Animations as videos: H.264 in MP4.
//!
//! Videos are not exact: colors have half the resolution of brightness, and quantization rounds. Its
//! strength is constant and set so that small letters stay crisp, and finer where a picture stays
//! for long. A step of the schedule is one picture with its own duration; what does not change is
//! neither converted nor coded anew.

mod boxes;
mod queue;
mod sample;
mod source;
mod times;
mod yuv;

use super::animation::failed;
use super::h264::{self, Change, Coder, Pixels, Quality, Update};
use super::output::Counted;
use super::{Animation, Encoder, Frame, Output, Summary, xmp::xmp};
use crate::Result;
use queue::Queue;
use rayon::prelude::*;
use sample::Sample;
use source::Source;
use std::io::Write;

const MP4: &str = "MP4";

/// Every so many pictures one is whole, to which players can jump.
const WHOLE_EVERY: usize = 250;

/// So many pictures are coded at once, or fewer if so many macroblocks of them change: 3.2 MB.
const AT_ONCE: usize = 32;
const MACROBLOCKS_AT_ONCE: usize = 1 << 13;

/// Macroblocks that a thread takes at a time.
const SOME: usize = 256;

/// Writes an MP4. The compressed pictures are kept in memory until the end, as their table stands
/// at the file's start, where players that load it from a server want it. A frame that shows what
/// the one before shows makes that one last longer.
pub struct Mp4Encoder<W: Output> {
    output: Counted<W>,
    animation: Animation,
    source: Source,
    queue: Queue,
    coder: Coder,
    /// The picture as it was coded last.
    current: Vec<Pixels>,
    samples: Vec<Sample>,
    bytes: Vec<u8>,
    /// Pictures since the last whole one.
    since_whole: usize,
    /// The pictures to be coded next, for how long each is shown, and how many macroblocks of them change.
    next: Vec<(Update, u64)>,
    macroblocks: usize,
}

impl<W: Output> Mp4Encoder<W> {
    /// An encoder that writes to `output`; nothing is written before the end.
    ///
    /// # Errors
    /// [`crate::Error::Encode`] if the size is zero or above what players take (3840x2160, upright
    /// or not).
    pub fn new(output: W, animation: Animation) -> Result<Self> {
        let (width, height) = (animation.width, animation.height);
        if width.min(height) == 0 || width.max(height) > 3840 || width.min(height) > 2160 {
            let message = format!("cannot hold {width}x{height} pixels; at most 3840x2160");
            return Err(failed(MP4, message));
        }
        let source = Source::new(width, height);
        Ok(Self {
            output: Counted::new(output),
            animation: Animation { samples: Vec::new(), ..animation },
            queue: Queue::default(),
            coder: Coder::new(source.macroblocks(), Quality::default()),
            source,
            current: Vec::new(),
            samples: Vec::new(),
            bytes: Vec::new(),
            since_whole: 0,
            next: Vec::new(),
            macroblocks: 0,
        })
    }

    /// Codes the pictures that can be coded: all of them, unless more may come.
    fn code(&mut self, come: bool) {
        while let Some((changes, duration_ms)) = self.queue.pop(come) {
            let last = !come && self.queue.is_empty();
            let mut changes = Some(changes);
            let times: Vec<u64> = times::pieces(duration_ms, last).collect();
            for (at, from) in times.iter().enumerate() {
                let until = times.get(at + 1).copied().unwrap_or(duration_ms);
                let update = self.update(changes.take().unwrap_or_default());
                self.macroblocks += update.changes.len();
                self.next.push((update, until - from));
                if self.next.len() >= AT_ONCE || self.macroblocks >= MACROBLOCKS_AT_ONCE {
                    self.code_next();
                }
            }
        }
        if !come {
            self.code_next();
        }
    }

    /// The next picture, of which these macroblocks change.
    fn update(&mut self, changes: Vec<Change>) -> Update {
        let first = self.current.is_empty();
        for change in &changes {
            match self.current.get_mut(change.at) {
                Some(pixels) => pixels.clone_from(&change.pixels),
                None => self.current.push(change.pixels.clone()),
            }
        }
        let whole = first || self.since_whole >= WHOLE_EVERY;
        self.since_whole = if whole { 1 } else { self.since_whole + 1 };
        if first || !whole {
            return Update { changes, whole };
        }
        let mut all: Vec<Change> = self
            .current
            .par_iter()
            .with_min_len(SOME)
            .enumerate()
            .map(|(at, pixels)| Change::new(at, pixels.clone(), u32::MAX))
            .collect();
        for change in changes {
            let at = change.at;
            all[at] = change;
        }
        Update { changes: all, whole }
    }

    /// Codes the pictures that are next.
    fn code_next(&mut self) {
        let (updates, durations): (Vec<_>, Vec<_>) = self.next.drain(..).unzip();
        self.macroblocks = 0;
        let coded = self.coder.code(&updates);
        for (bytes, (update, duration_ms)) in coded.iter().zip(updates.iter().zip(durations)) {
            let whole = update.whole;
            self.samples.push(Sample { bytes: bytes.len() as u32, duration_ms, whole });
            self.bytes.extend(bytes);
        }
    }
}

impl<W: Output> Encoder for Mp4Encoder<W> {
    fn push(&mut self, frames: &[Frame]) -> Result<()> {
        for frame in frames {
            frame.check_size(self.animation.width, self.animation.height, MP4)?;
        }
        for frame in frames {
            self.source.paint(frame);
            // A picture shown for no time is not there.
            if frame.duration_ms > 0 {
                let changes = self.source.changes();
                if !changes.is_empty() {
                    self.queue.push(changes);
                }
                self.queue.prolong(u64::from(frame.duration_ms));
                self.code(true);
            }
        }
        Ok(())
    }

    /// No frame is kept, so that each can be painted over the one before.
    fn takes_batches(&self) -> bool {
        false
    }

    fn finish(mut self: Box<Self>) -> Result<Summary> {
        if !self.source.painted {
            return Err(failed(MP4, "there is no frame to write"));
        }
        if self.queue.is_empty() && self.current.is_empty() {
            // All that were given are shown for no time.
            let changes = self.source.changes();
            self.queue.push(changes);
        }
        self.code(false);
        let (width, height) = self.source.size();
        let durations = self.samples.iter().map(|sample| sample.duration_ms);
        let shortest = durations.filter(|ms| *ms > 0).min().unwrap_or(1000);
        let most = self.samples.iter().map(|sample| sample.bytes).max().unwrap_or(0);
        let level = h264::level(self.source.macroblocks(), shortest, most as usize);
        let video = boxes::Video {
            width,
            height,
            sequence: &h264::sequence(width as usize, height as usize, level),
            pictures: &h264::pictures(),
            samples: &self.samples,
            title: &self.animation.metadata.title,
        };
        let start = boxes::start(&video, self.bytes.len() as u64).ok_or_else(|| {
            failed(MP4, "the file would be longer than 4 GiB; make it smaller or shorter")
        })?;
        let about = boxes::about(&xmp(&self.animation.metadata));
        let Self { mut output, samples, bytes, .. } = *self;
        for part in [start, bytes, about] {
            output.write_all(&part).map_err(|error| failed(MP4, error))?;
        }
        Ok(Summary { frames: samples.len() as u32, bytes: output.complete(MP4)? })
    }
}
