//! Pictures in order, to an encoder.

use crate::encode::{Animation, Encoder, Frame, Summary};
use crate::error::{Error, Result};
use crate::math::TileSet;
use crate::paint::raster::Patch;
use crate::timeline;
use std::sync::Arc;

/// How far an animation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Frames drawn and encoded.
    pub done: usize,
    /// All frames.
    pub of: usize,
}

/// Frames that a thread draws before they are encoded: enough that threads seldom wait for each
/// other, few enough that memory stays small and that little is left to encode when all is drawn.
const AHEAD: usize = 4;
/// The same for an encoder that takes them whole, all at once.
const AHEAD_WHOLE: usize = 2;

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
pub(super) trait Pictures: Sync {
    /// What is kept of a frame for the frame after it.
    type Kept: Send + Sync;

    /// The pictures of frames in order, each told as a whole or by what it changes in the one before;
    /// the one before the first is the one of which `kept` is. Made on all threads.
    fn of(
        &self,
        frames: &[timeline::Frame],
        kept: Option<&Self::Kept>,
    ) -> Result<(Vec<Picture>, Option<Self::Kept>)>;
}

impl<P: Pictures> Pictures for &P {
    type Kept = P::Kept;

    fn of(
        &self,
        frames: &[timeline::Frame],
        kept: Option<&P::Kept>,
    ) -> Result<(Vec<Picture>, Option<P::Kept>)> {
        P::of(self, frames, kept)
    }
}

/// Takes the pictures of frames to an encoder, which compresses some while the next are drawn: memory
/// does not grow with the number of days.
pub(super) fn play<'e, P: Pictures + Send>(
    movie: Movie<'_>,
    pictures: P,
    start: impl FnOnce(Animation) -> Result<Box<dyn Encoder + 'e>>,
    mut progress: impl FnMut(Progress) -> bool,
) -> Result<Summary> {
    let (width, height) = (movie.animation.width, movie.animation.height);
    let frame = |rgb, duration_ms, changed| Frame { width, height, rgb, duration_ms, changed };
    // Samples have much in common, too, and the last of them with the first frame.
    let (drawn, mut kept) = pictures.of(movie.samples, None)?;
    let mut running = Arc::new(Vec::new());
    let mut samples = Vec::with_capacity(drawn.len());
    for picture in drawn {
        put(picture, &mut running);
        samples.push(frame(Arc::clone(&running), 0, None));
    }
    let mut encoder = start(Animation { samples, ..movie.animation })?;
    let ahead = if encoder.takes_batches() { AHEAD_WHOLE } else { AHEAD };
    let batch = ahead * rayon::current_num_threads().max(1);
    let mut batches = movie.frames.chunks(batch);
    let mut shown = 0;
    let mut next = match batches.next() {
        Some(days) => Some((days, pictures.of(days, kept.take().as_ref())?)),
        None => None,
    };
    let mut pictures = Some(pictures);
    while let Some((days, (drawn, kept))) = next {
        let following = batches.next();
        let (encoded, drawn) = rayon::join(
            || encode(encoder.as_mut(), days, drawn, (&mut running, shown == 0), frame),
            || -> Result<Option<_>> {
                let Some((days, pictures)) = following.zip(pictures.as_ref()) else {
                    // What they are made from is given back while the last are compressed.
                    pictures = None;
                    return Ok(None);
                };
                Ok(Some((days, pictures.of(days, kept.as_ref())?)))
            },
        );
        encoded?;
        next = drawn?;
        shown += days.len();
        if !progress(Progress { done: shown, of: movie.frames.len() }) {
            return Err(Error::Stopped);
        }
    }
    encoder.finish()
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

/// Puts pictures into the running frame, and takes each to the encoder; `first`: it was given none yet.
fn encode(
    encoder: &mut dyn Encoder,
    days: &[timeline::Frame],
    drawn: Vec<Picture>,
    (running, mut first): (&mut Arc<Vec<u8>>, bool),
    frame: impl Fn(Arc<Vec<u8>>, u32, Option<Arc<TileSet>>) -> Frame,
) -> Result<()> {
    let mut waiting = Vec::new();
    for (day, picture) in days.iter().zip(drawn) {
        let changed = put(picture, running).map(Arc::new);
        let mut frame = frame(Arc::clone(running), day.duration_ms, changed);
        if std::mem::take(&mut first) {
            // Told, so that no encoder keeps it to compare the next one with: that one is not a copy then.
            frame.changed = Some(Arc::new(TileSet::all(frame.width, frame.height)));
        }
        if encoder.takes_batches() {
            waiting.push(frame);
        } else {
            encoder.push(&[frame])?;
        }
    }
    if waiting.is_empty() { Ok(()) } else { encoder.push(&waiting) }
}
