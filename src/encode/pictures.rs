//! What is the same for all animations of changed rectangles: frames are compressed on all threads,
//! and those that change nothing lengthen the one before.

use super::Frame;
use crate::Result;
use rayon::prelude::*;

/// The compressed pictures of an animation in order. The last one waits until it is known how long
/// it shows.
pub(super) struct Pictures<P> {
    last: Frame,
    waiting: P,
    duration_ms: u64,
}

impl<P: Send> Pictures<P> {
    /// Begins with the first frame, compressed.
    pub fn new(first: &Frame, picture: P) -> Self {
        Self { last: first.clone(), waiting: picture, duration_ms: first.duration_ms.into() }
    }

    /// Takes the next frames. `change` compresses what a frame changes of the one before, or finds
    /// that it changes nothing; `write` is handed, in order, each picture of which it is now known
    /// how many milliseconds it shows.
    ///
    /// # Errors
    /// What these report.
    pub fn push(
        &mut self,
        frames: &[Frame],
        change: impl Fn(&Frame, &Frame) -> Result<Option<P>> + Sync,
        mut write: impl FnMut(P, u64) -> Result<()>,
    ) -> Result<()> {
        let last = &self.last;
        let pictures: Vec<Option<P>> = frames
            .par_iter()
            .enumerate()
            .map(|(at, frame)| {
                let before = at.checked_sub(1).and_then(|at| frames.get(at)).unwrap_or(last);
                change(before, frame)
            })
            .collect::<Result<_>>()?;
        for (frame, picture) in frames.iter().zip(pictures) {
            if let Some(picture) = picture {
                let done = std::mem::replace(&mut self.waiting, picture);
                write(done, std::mem::take(&mut self.duration_ms))?;
            }
            self.duration_ms += u64::from(frame.duration_ms);
            self.last = frame.clone();
        }
        Ok(())
    }

    /// The last picture and how many milliseconds it shows.
    pub fn finish(self) -> (P, u64) {
        (self.waiting, self.duration_ms)
    }
}
