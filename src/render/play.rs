//! Pictures in order, to an encoder.

use super::relay::{Sink, relay};
use crate::encode::{Animation, Encoder, Frame, Summary};
use crate::error::{Error, Result};
use crate::math::TileSet;
use crate::paint::raster::Patch;
use crate::timeline;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// How far an animation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Frames drawn and encoded.
    pub done: usize,
    /// All frames.
    pub of: usize,
}

/// Frames that a thread may have drawn, or begun to, before their turn: enough that threads have work
/// while one compresses, few enough that memory stays small.
const AHEAD: usize = 4;
/// Frames a thread that an encoder is given at once if it takes several.
const BATCH: usize = 2;

/// What is to be encoded.
pub(super) struct Movie<'a> {
    /// The frames in order.
    pub frames: &'a [timeline::Frame],
    /// Those of which samples are shown to the encoder.
    pub samples: &'a [timeline::Frame],
    /// The rest of what the encoder is told.
    pub animation: Animation,
}

/// What a frame shows.
pub(super) enum Picture {
    /// All of it, as [`Frame::rgb`].
    Whole(Arc<Vec<u8>>),
    /// What may differ from the frame before.
    Patch(Patch),
}

/// Where pictures come from. A frame's picture is the same whatever was asked for before.
pub(super) trait Pictures: Send + Sync {
    /// What a frame shows.
    type Scene: Send + Sync;

    /// Frames that are worked out together, in order.
    fn groups(&self, frames: &[timeline::Frame]) -> Vec<Range<usize>> {
        (0..frames.len()).map(|at| at..at + 1).collect()
    }

    /// What the frames of a group show, in order.
    fn scenes(&self, frames: &[timeline::Frame]) -> Vec<Self::Scene>;

    /// The picture of a frame, told as a whole or by what it changes in that of the frame before.
    fn picture(&self, before: Option<&Self::Scene>, own: &Self::Scene) -> Result<Picture>;
}

impl<P: Pictures> Pictures for &P {
    type Scene = P::Scene;

    fn groups(&self, frames: &[timeline::Frame]) -> Vec<Range<usize>> {
        P::groups(self, frames)
    }

    fn scenes(&self, frames: &[timeline::Frame]) -> Vec<P::Scene> {
        P::scenes(self, frames)
    }

    fn picture(&self, before: Option<&P::Scene>, own: &P::Scene) -> Result<Picture> {
        P::picture(self, before, own)
    }
}

/// Takes the pictures of frames to an encoder, which compresses some while the next are drawn: memory
/// does not grow with the number of days.
pub(super) fn play<'e, P: Pictures>(
    movie: Movie<'_>,
    pictures: P,
    start: impl FnOnce(Animation) -> Result<Box<dyn Encoder + 'e>>,
    progress: impl FnMut(Progress) -> bool + Send,
) -> Result<Summary> {
    let (width, height) = (movie.animation.width, movie.animation.height);
    // Samples have much in common, too, and the last of them with the first frame.
    let mut running = Arc::new(Vec::new());
    let (drawn, kept) = sampled(&pictures, movie.samples)?;
    let mut samples = Vec::with_capacity(drawn.len());
    for picture in drawn {
        put(picture, &mut running);
        let rgb = Arc::clone(&running);
        samples.push(Frame { width, height, rgb, duration_ms: 0, changed: None });
    }
    let encoder = start(Animation { samples, ..movie.animation })?;
    let threads = rayon::current_num_threads().max(1);
    let batch = if encoder.takes_batches() { BATCH * threads } else { 1 };
    let ahead = if encoder.takes_batches() { 3 * batch } else { AHEAD * threads };
    let frames = movie.frames;
    let mut reel = Reel {
        frames,
        size: (width, height),
        encoder,
        running,
        waiting: Vec::new(),
        batch,
        progress,
    };
    relay(frames, pictures, kept, ahead, &mut reel)?;
    reel.encoder.finish()
}

/// Pictures of sample frames, each told by what it changes in the one before, and what the last shows.
fn sampled<P: Pictures>(
    pictures: &P,
    frames: &[timeline::Frame],
) -> Result<(Vec<Picture>, Option<P::Scene>)> {
    let groups = pictures.groups(frames);
    let scenes = groups
        .into_par_iter()
        .with_max_len(1)
        .flat_map_iter(|group| pictures.scenes(frames.get(group).unwrap_or_default()));
    let mut scenes: Vec<P::Scene> = scenes.collect();
    let drawn: Vec<Result<Picture>> = scenes
        .par_iter()
        .with_max_len(1)
        .enumerate()
        .map(|(i, own)| {
            pictures.picture(i.checked_sub(1).and_then(|before| scenes.get(before)), own)
        })
        .collect();
    // Of several errors that of the first frame, whichever was met first.
    Ok((drawn.into_iter().collect::<Result<_>>()?, scenes.pop()))
}

/// Frames on their way to an encoder.
struct Reel<'a, 'e, F> {
    frames: &'a [timeline::Frame],
    size: (u32, u32),
    encoder: Box<dyn Encoder + 'e>,
    /// The last frame.
    running: Arc<Vec<u8>>,
    /// Frames that the encoder will be given, as soon as there are so many.
    waiting: Vec<Frame>,
    batch: usize,
    progress: F,
}

impl<F: FnMut(Progress) -> bool + Send> Sink for Reel<'_, '_, F> {
    fn take(&mut self, at: usize, picture: Picture) -> Result<()> {
        let changed = match (put(picture, &mut self.running), at) {
            // Told, so that no encoder keeps it to compare the next one with: that one is not a copy then.
            (_, 0) => Some(TileSet::all(self.size.0, self.size.1)),
            (changed, _) => changed,
        };
        self.waiting.push(Frame {
            width: self.size.0,
            height: self.size.1,
            rgb: Arc::clone(&self.running),
            duration_ms: self.frames.get(at).map_or(0, |frame| frame.duration_ms),
            changed: changed.map(Arc::new),
        });
        let (done, of) = (at + 1, self.frames.len());
        if self.waiting.len() < self.batch && done < of {
            return Ok(());
        }
        self.encoder.push(&self.waiting)?;
        self.waiting.clear();
        if (self.progress)(Progress { done, of }) { Ok(()) } else { Err(Error::Stopped) }
    }
}

/// Puts a picture into the running frame; the tiles that look different now, if that is known.
fn put(picture: Picture, running: &mut Arc<Vec<u8>>) -> Option<TileSet> {
    match picture {
        Picture::Whole(rgb) => {
            *running = rgb;
            None
        }
        Picture::Patch(patch) if patch.tiles.is_empty() => Some(patch.tiles),
        Picture::Patch(patch) => {
            // In place where nobody has kept it, else in a copy.
            let pixels: &mut Vec<u8> = Arc::make_mut(running);
            Some(patch.apply(pixels))
        }
    }
}
