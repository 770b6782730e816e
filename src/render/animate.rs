//! Many days in a moving picture or a folder.

use super::Survey;
use crate::compose::Composer;
use crate::encode::{Animation, Encoder, Frame, Metadata, Summary};
use crate::error::{Error, Result};
use crate::figure::Plan;
use crate::math::Day;
use crate::paint::raster::FramePainter;
use crate::timeline::{self, Schedule};
use rayon::prelude::*;
use std::sync::Arc;

/// How far an animation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Frames drawn and encoded.
    pub done: usize,
    /// All frames.
    pub of: usize,
}

/// How many days the palette of a GIF is taken from.
const SAMPLES: usize = 6;

/// Draws all frames of a schedule and hands them to an encoder, which `start` makes when size,
/// metadata and sample frames are known. `progress` is told after each batch and may end the work
/// by returning `false`.
///
/// Frames are drawn on all threads, a few at a time: memory does not grow with the number of days.
/// A frame is the same whatever was drawn before it.
///
/// # Errors
/// [`Error::Request`] for a page too large, [`Error::Stopped`] when `progress` says so, and what
/// the encoder reports.
pub fn animate<'e>(
    survey: &Survey,
    plan: &Plan,
    schedule: &Schedule,
    sampled: bool,
    start: impl FnOnce(Animation) -> Result<Box<dyn Encoder + 'e>>,
    progress: impl FnMut(Progress) -> bool,
) -> Result<Summary> {
    let composer = Composer::new(survey.atlas(), plan, survey.coverage(), survey.typesetter());
    let first = schedule.frames.first().ok_or_else(|| Error::request("there is no day to draw"))?;
    let scene = composer.picture(first.day);
    let painter = FramePainter::new(&scene, plan.size.scale, survey.typesetter().clone())?;
    let draw = |day: Day, duration_ms: u32| -> Result<Frame> {
        let bitmap = painter.frame(&composer.picture(day))?;
        Ok(Frame {
            width: bitmap.width,
            height: bitmap.height,
            rgb: Arc::new(bitmap.data),
            duration_ms,
            changed: None,
        })
    };
    let (width, height) = plan.size.pixels();
    let samples = if sampled { sample_days(&schedule.frames) } else { Vec::new() };
    let movie = Movie {
        frames: &schedule.frames,
        samples: &samples,
        animation: Animation {
            frames: schedule.frames.len() as u32,
            metadata: about(survey, plan),
            ..Animation::new(width, height)
        },
    };
    play(movie, draw, start, progress)
}

/// What is to be encoded.
pub(super) struct Movie<'a> {
    /// The frames in order.
    pub frames: &'a [timeline::Frame],
    /// The days of the sample frames.
    pub samples: &'a [Day],
    /// The rest of what the encoder is told.
    pub animation: Animation,
}

/// Takes pictures of days, on all threads, a few at a time, to an encoder.
pub(super) fn play<'e>(
    movie: Movie<'_>,
    picture: impl Fn(Day, u32) -> Result<Frame> + Sync,
    start: impl FnOnce(Animation) -> Result<Box<dyn Encoder + 'e>>,
    mut progress: impl FnMut(Progress) -> bool,
) -> Result<Summary> {
    // Of several errors the first in time is told, whichever thread met it.
    let samples: Vec<_> = movie.samples.par_iter().map(|day| picture(*day, 0)).collect();
    let samples = samples.into_iter().collect::<Result<Vec<Frame>>>()?;
    let mut encoder = start(Animation { samples, ..movie.animation })?;
    let batch = 2 * rayon::current_num_threads().max(1);
    let mut done = 0;
    for frames in movie.frames.chunks(batch) {
        let drawn: Vec<_> =
            frames.par_iter().map(|frame| picture(frame.day, frame.duration_ms)).collect();
        let drawn = drawn.into_iter().collect::<Result<Vec<Frame>>>()?;
        encoder.push(&drawn)?;
        done += frames.len();
        if !progress(Progress { done, of: movie.frames.len() }) {
            return Err(Error::Stopped);
        }
    }
    encoder.finish()
}

/// Days spread evenly over the frames, with the first and last.
pub(super) fn sample_days(frames: &[timeline::Frame]) -> Vec<Day> {
    let Some(last) = frames.len().checked_sub(1) else { return Vec::new() };
    let mut days: Vec<Day> = (0..SAMPLES)
        .filter_map(|i| frames.get(i * last / (SAMPLES - 1)))
        .map(|frame| frame.day)
        .collect();
    days.dedup();
    days
}

/// What the moving picture says about itself, whichever of its days are drawn.
pub(super) fn about(survey: &Survey, plan: &Plan) -> Metadata {
    let title = format!("{}, {} to {}", plan.title, plan.from, plan.until.plus(-1));
    let description = format!(
        "Day-by-day map of control: {title}. {}",
        survey.atlas().disclaimer.as_deref().unwrap_or_default()
    );
    survey.metadata(plan, title, description)
}
