//! Many days in a moving picture or a folder.

use super::looks::Looks;
use super::play::{Movie, Picture, Pictures, Progress, play};
use super::{Ahead, Survey};
use crate::compose::{Composer, day_in_words, sources_in_words, span_in_words};
use crate::encode::{Animation, Encoder, Metadata, Summary};
use crate::error::{Error, Result};
use crate::figure::{Layout, Plan};
use crate::math::TileSet;
use crate::paint::raster::{FramePainter, Patch};
use crate::scene::Scene;
use crate::style::fill;
use crate::timeline::{self, Schedule};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// From how many frames the palette of a GIF is taken.
const SAMPLES: usize = 6;

/// Draws all frames of a schedule and hands them to an encoder, which `start` makes when size,
/// metadata and sample frames are known. `ahead` is what has been drawn of them, if anything.
/// `progress` is told after each frame, or some of them, and may end the work by returning `false`.
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
    ahead: Option<Ahead<'_>>,
    schedule: &Schedule,
    sampled: bool,
    start: impl FnOnce(Animation) -> Result<Box<dyn Encoder + 'e>>,
    progress: impl FnMut(Progress) -> bool + Send,
) -> Result<Summary> {
    Drawing::of(survey, plan, ahead, None)?
        .animate(survey, plan, schedule, sampled, start, progress)
}

/// Pictures as they are drawn.
pub(super) struct Drawing<'a> {
    composer: Composer<'a>,
    painter: FramePainter,
    /// Where digests of frames are noted, if they are asked for.
    looks: Option<Arc<Looks>>,
}

/// The scenes of a frame.
#[derive(Clone)]
pub(super) struct Shown {
    scene: Scene,
    /// In a fade and at its end, what all of its frames have in common.
    fade: Option<Arc<Going>>,
    /// The parts that the scene counts, of how many, if less than all.
    part: Option<(u32, u32)>,
}

/// What is seen below a scene that fades in.
struct Going {
    scene: Scene,
    /// Where the two differ.
    tiles: OnceLock<TileSet>,
    /// Both as they are there, painted once for all frames: the scene that comes, the one that goes.
    painted: OnceLock<(Patch, Patch)>,
}

impl<'a> Drawing<'a> {
    /// Pictures of a plan, of which nothing has been painted.
    pub fn of(
        survey: &'a Survey,
        plan: &'a Plan,
        ahead: Option<Ahead<'a>>,
        looks: Option<Arc<Looks>>,
    ) -> Result<Self> {
        let (composer, painter) = Ahead::drawing(ahead, survey, plan)?;
        Ok(Self { composer, painter, looks })
    }

    /// See [`animate`].
    pub fn animate<'e>(
        mut self,
        survey: &Survey,
        plan: &Plan,
        schedule: &Schedule,
        sampled: bool,
        start: impl FnOnce(Animation) -> Result<Box<dyn Encoder + 'e>>,
        progress: impl FnMut(Progress) -> bool + Send,
    ) -> Result<Summary> {
        let first = schedule.frames.first();
        let first = first.ok_or_else(|| Error::request("there is no day to draw"))?;
        self.painter.prepare(&self.composer.picture(first.day));
        let (width, height) = plan.size.pixels();
        let samples = if sampled { samples(&schedule.frames) } else { Vec::new() };
        let movie = Movie {
            frames: &schedule.frames,
            samples: &samples,
            animation: Animation {
                frames: schedule.frames.len() as u32,
                metadata: about(survey, plan),
                ..Animation::new(width, height)
            },
        };
        play(movie, self, start, progress)
    }

    /// The digests of frames, in order, none of which is painted.
    pub fn looks_of(&self, frames: &[timeline::Frame]) -> Vec<u64> {
        let Some(looks) = &self.looks else { return Vec::new() };
        let groups = self.groups(frames).into_par_iter().with_max_len(1);
        groups.for_each(|group| drop(self.scenes(frames.get(group).unwrap_or_default())));
        frames.iter().map(|frame| looks.take(frame).unwrap_or_default()).collect()
    }

    /// Where two frames may differ: where their own scenes do and, as a fade shows its own scene
    /// wherever the going one is the same, where they differ from what is going.
    fn changed(&self, before: &Shown, after: &Shown) -> TileSet {
        let mut tiles = self.painter.changed(&before.scene, &after.scene);
        for shown in [before, after].into_iter().filter(|shown| shown.part.is_some()) {
            if let Some(going) = &shown.fade {
                tiles.insert_all(self.fading(shown, going));
            }
        }
        tiles
    }

    /// Where what fades in differs from what is going.
    fn fading<'g>(&self, shown: &Shown, going: &'g Going) -> &'g TileSet {
        going.tiles.get_or_init(|| self.painter.changed(&going.scene, &shown.scene))
    }

    /// Some tiles of a frame.
    fn patch(&self, shown: &Shown, tiles: TileSet) -> Result<Patch> {
        let Some(going) = &shown.fade else { return self.painter.patch(&shown.scene, tiles) };
        // All frames of a fade but the first change where it does.
        if going.tiles.get() == Some(&tiles) {
            if going.painted.get().is_none() {
                let both = self.both(shown, going, tiles.clone())?;
                let _ = going.painted.set(both);
            }
            if let Some((own, below)) = going.painted.get() {
                return Ok(match shown.part {
                    Some((step, of)) => own.clone().over(below, step, of),
                    None => own.clone(),
                });
            }
        }
        let Some((step, of)) = shown.part else { return self.painter.patch(&shown.scene, tiles) };
        let (own, below) = self.both(shown, going, tiles)?;
        Ok(own.over(&below, step, of))
    }

    /// What fades in and what is going, each by itself.
    fn both(&self, shown: &Shown, going: &Going, tiles: TileSet) -> Result<(Patch, Patch)> {
        let below = self.painter.patch(&going.scene, tiles.clone())?;
        Ok((self.painter.patch(&shown.scene, tiles)?, below))
    }

    /// All of a frame.
    fn pixels(&self, shown: &Shown) -> Result<Arc<Vec<u8>>> {
        let (width, height) = self.painter.size();
        let all = self.patch(shown, TileSet::all(width, height))?;
        Ok(Arc::new(all.whole()?.data))
    }
}

impl Pictures for Drawing<'_> {
    type Scene = Shown;

    /// Those of a fade.
    fn groups(&self, frames: &[timeline::Frame]) -> Vec<Range<usize>> {
        let ground = |frame: &timeline::Frame| (frame.day, frame.fade.map(|fade| fade.from));
        let alike = |a: &timeline::Frame, b: &timeline::Frame| match (ground(a), ground(b)) {
            ((a, _), (b, None)) => a == b,
            (a, b) => a == b,
        };
        let mut start = 0;
        let fades = frames.chunk_by(alike).map(|fade| {
            let from = start;
            start += fade.len();
            from..start
        });
        fades.collect()
    }

    fn scenes(&self, frames: &[timeline::Frame]) -> Vec<Shown> {
        let Some(first) = frames.first() else { return Vec::new() };
        let scene = self.composer.picture(first.day);
        let going = first.fade.map(|fade| {
            let scene = self.composer.picture_on(fade.from, first.day);
            Arc::new(Going { scene, tiles: OnceLock::new(), painted: OnceLock::new() })
        });
        let shown = |frame: &timeline::Frame| Shown {
            scene: scene.clone(),
            fade: going.clone(),
            part: frame.fade.map(|fade| (fade.step, fade.of)),
        };
        if let Some(looks) = &self.looks {
            let whole = looks.of(&scene, None);
            let fading = going.as_ref().map_or(whole, |going| looks.of(&scene, Some(&going.scene)));
            for frame in frames {
                looks.note(*frame, if frame.fade.is_some() { fading } else { whole });
            }
        }
        frames.iter().map(shown).collect()
    }

    fn picture(&self, before: Option<&Shown>, own: &Shown) -> Result<Picture> {
        Ok(match before {
            None => Picture::Whole(self.pixels(own)?),
            Some(before) => Picture::Patch(self.patch(own, self.changed(before, own))?),
        })
    }
}

/// Frames spread evenly over all, with the first and last.
pub(super) fn samples(frames: &[timeline::Frame]) -> Vec<timeline::Frame> {
    let Some(last) = frames.len().checked_sub(1) else { return Vec::new() };
    let at = |i: usize| frames.get(i * last / (SAMPLES - 1)).copied();
    let mut samples: Vec<timeline::Frame> = (0..SAMPLES).filter_map(at).collect();
    samples.dedup_by_key(|frame| (frame.day, frame.fade));
    samples
}

/// What the moving picture says about itself, whichever of its days are drawn.
pub(super) fn about(survey: &Survey, plan: &Plan) -> Metadata {
    let title = format!("{}, {} to {}", plan.title, plan.from, plan.until.plus(-1));
    let span = span_in_words(plan.words, plan.from, plan.until.plus(-1));
    let values = [("title", &*plan.title), ("span", &*span)];
    let mut sentences = vec![fill(&plan.words.description.moving, &values)];
    // Areas are told where the picture tells them: to measure them takes time.
    if plan.layout == Layout::Panel {
        for day in [plan.from, plan.until.plus(-1)] {
            sentences.extend(day_in_words(survey.atlas(), plan, survey.coverage(), day));
        }
        sentences.dedup();
    }
    sentences.extend(sources_in_words(plan.atlas(survey.atlas()), plan));
    let description = sentences.join(" ");
    let date = format!("{}/{}", plan.from, plan.until.plus(-1));
    survey.metadata(plan, title, description, date)
}
