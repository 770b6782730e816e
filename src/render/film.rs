//! Many days in a moving picture made of shapes.

use super::{Progress, Survey};
use crate::compose::{Composer, PageLayout, date_in_words};
use crate::dataset::Event;
use crate::encode::{PlayerDay, PlayerEvent, PlayerPage, animated_svg, html};
use crate::error::{Error, Result};
use crate::figure::Plan;
use crate::paint::film::Film;
use crate::paint::svg::FilmOptions;
use crate::scene::Scene;
use crate::timeline::Schedule;
use rayon::prelude::*;
use std::cmp::Reverse;

/// Folds the scenes of a schedule into a film. `noted` ground can be asked who holds it (see
/// [`crate::scene::Group::note`]). Scenes are composed a few at a time, on all threads; the film is
/// the same for any number of them. `progress` is told after each batch and may end the work by
/// returning `false`.
///
/// # Errors
/// [`Error::Request`] when there is no day, [`Error::Stopped`] when `progress` says so.
pub fn film(
    survey: &Survey,
    plan: &Plan,
    schedule: &Schedule,
    noted: bool,
    mut progress: impl FnMut(Progress) -> bool,
) -> Result<Film> {
    if schedule.frames.is_empty() {
        return Err(Error::request("there is no day to draw"));
    }
    // A film in shapes switches at once, and must not say otherwise.
    let plan = &plan.in_shapes();
    let composer = Composer::new(survey.atlas(), plan, survey.coverage(), survey.typesetter());
    let composer = if noted { composer.noted() } else { composer };
    let mut film = Film::default();
    let batch = 2 * rayon::current_num_threads().max(1);
    for frames in schedule.frames.chunks(batch) {
        let scenes: Vec<Scene> = frames.par_iter().map(|frame| composer.scene(frame.day)).collect();
        scenes.iter().for_each(|scene| film.push(scene));
        let done = film.frames.len();
        if !progress(Progress { done, of: schedule.frames.len() }) {
            return Err(Error::Stopped);
        }
    }
    Ok(film)
}

/// All days of a schedule as SVG that plays by itself.
///
/// # Errors
/// As [`film`].
pub fn animate_svg(
    survey: &Survey,
    plan: &Plan,
    schedule: &Schedule,
    progress: impl FnMut(Progress) -> bool,
) -> Result<String> {
    let film = film(survey, plan, schedule, false, progress)?;
    let options = options(survey, plan, schedule);
    Ok(animated_svg(&film, &durations(schedule), options, survey.typesetter()))
}

/// All days of a schedule as a page with a player.
///
/// # Errors
/// As [`film`].
pub fn animate_html(
    survey: &Survey,
    plan: &Plan,
    schedule: &Schedule,
    progress: impl FnMut(Progress) -> bool,
) -> Result<String> {
    let film = film(survey, plan, schedule, true, progress)?;
    let FilmOptions { title, description, metadata, .. } = options(survey, plan, schedule);
    let atlas = survey.atlas();
    let shown = |day| atlas.precision.start(day);
    let days = schedule.frames.iter().map(|frame| {
        let mut events: Vec<&Event> =
            atlas.events.iter().filter(|event| shown(event.day) == shown(frame.day)).collect();
        events.sort_by_key(|event| (Reverse(event.weight), event.claim));
        PlayerDay {
            day: frame.day.to_string(),
            name: date_in_words(plan.words, frame.day),
            duration_ms: frame.duration_ms,
            events: events.into_iter().map(told).collect(),
        }
    });
    let page = PlayerPage {
        language: plan.language.clone(),
        title,
        description,
        metadata,
        credits: atlas.credits.iter().chain(&atlas.disclaimer).cloned().collect(),
        map: PageLayout::of_plan(plan).map,
        days: days.collect(),
    };
    Ok(html(&film, &page, survey.typesetter()))
}

fn told(event: &Event) -> PlayerEvent {
    PlayerEvent {
        place: event.place.clone(),
        text: event.text.clone(),
        claim: event.claim,
        source: event.source.clone(),
    }
}

fn durations(schedule: &Schedule) -> Vec<u32> {
    schedule.frames.iter().map(|frame| frame.duration_ms).collect()
}

/// What the document says about itself.
fn options(survey: &Survey, plan: &Plan, schedule: &Schedule) -> FilmOptions {
    let about = super::animate::about(survey, plan);
    let date = match &schedule.frames[..] {
        [first, .., last] => format!("{}/{}", first.day, last.day),
        [only] => only.day.to_string(),
        [] => String::new(),
    };
    let metadata = survey.statements(plan, date);
    FilmOptions {
        title: about.title,
        description: about.description,
        metadata,
        ..FilmOptions::default()
    }
}
