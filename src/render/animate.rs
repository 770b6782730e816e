//! Many days in a moving picture or a folder.

use super::Survey;
use super::play::{Movie, Picture, Pictures, Progress, play};
use crate::compose::Composer;
use crate::encode::{Animation, Encoder, Metadata, Summary};
use crate::error::{Error, Result};
use crate::figure::Plan;
use crate::math::Day;
use crate::paint::raster::FramePainter;
use crate::scene::Scene;
use crate::timeline::{self, Schedule};
use rayon::prelude::*;
use std::sync::Arc;

/// How many days the palette of a GIF is taken from.
const SAMPLES: usize = 6;

/// Draws all frames of a schedule and hands them to an encoder, which `start` makes when size,
/// metadata and sample frames are known. `progress` is told after each batch and may end the work
/// by returning `false`.
///
/// Of each frame only what changed since the one before is painted, on all threads, a few frames at
/// a time: memory does not grow with the number of days. A frame is the same whatever was drawn
/// before it.
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
    let first = schedule.frames.first().ok_or_else(|| Error::request("there is no day to draw"))?;
    let composer = Composer::new(survey.atlas(), plan, survey.coverage(), survey.typesetter());
    let scene = composer.picture(first.day);
    let painter = FramePainter::new(&scene, plan.size.scale, survey.typesetter().clone())?;
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
    play(movie, &Drawn { composer, painter }, start, progress)
}

/// Pictures as they are drawn.
struct Drawn<'a> {
    composer: Composer<'a>,
    painter: FramePainter,
}

impl Pictures for Drawn<'_> {
    type Kept = Scene;

    fn of(
        &self,
        days: &[timeline::Frame],
        kept: Option<&Scene>,
    ) -> Result<(Vec<Picture>, Option<Scene>)> {
        let mut scenes: Vec<Scene> =
            days.par_iter().map(|frame| self.composer.picture(frame.day)).collect();
        let pictures: Vec<_> = (0..scenes.len())
            .into_par_iter()
            .map(|i| {
                let before = i.checked_sub(1).map_or(kept, |before| scenes.get(before));
                let Some((scene, before)) = scenes.get(i).zip(before) else {
                    return Ok(Picture::Whole(self.whole(days[i].day)?));
                };
                let changed = self.painter.changed(before, scene);
                Ok(Picture::Patch(self.painter.patch(scene, changed)?))
            })
            .collect();
        Ok((pictures.into_iter().collect::<Result<_>>()?, scenes.pop()))
    }

    fn whole(&self, day: Day) -> Result<Arc<Vec<u8>>> {
        Ok(Arc::new(self.painter.frame(&self.composer.picture(day))?.data))
    }
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
