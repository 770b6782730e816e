//! `salient animate`.

use super::arguments::{Animate, Common, Preset, Tempo};
use super::message::Messages;
use super::progress::Bar;
use super::{film as films, open, output, preset};
use salient::diagnostic::Severity;
use salient::encode::{Animation, Format, Output, WholeFile, encoder};
use salient::error::{Error, Result};
use salient::figure::Plan;
use salient::math::Day;
use salient::render::{Ahead, FrameRecord, Shard, Survey, animate, draw_frames, render_png};
use salient::timeline::{Every, Pace, Rhythm, Schedule};
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Instant;

/// What makes data move.
const DATES: &str = "Add a property `date` or `from` and `until`, or name files like \
                     `2020-09-27.geojson`";

/// The last day that is drawn: the first of the last month or year, where dates say no more.
fn last_shown(plan: &Plan) -> Day {
    let last = plan.until.plus(-1);
    plan.words.date.precision.start(last).max(plan.from)
}

/// Draws all days.
pub fn run(command: &Animate, common: &Common, messages: &Messages) -> Result<()> {
    let started = Instant::now();
    let format = Format::from_path(&command.output)?.moving();
    check(command, format)?;
    let mut request = open::request(common, command.figure.as_deref())?;
    request.from = command.from.as_deref().map(open::day).transpose()?;
    request.until = command.until.as_deref().map(open::day).transpose()?;
    request.fade = command.fade;
    let poster_day = command.poster_date.as_deref().map(open::day).transpose()?;
    // Before the work: a path that cannot be written to is told at once.
    let file = match format {
        Format::PngFolder => None,
        _ => Some(WholeFile::create(&command.output)?),
    };
    let poster = command.poster.as_deref().map(WholeFile::create).transpose()?;
    let survey = open::begun(&command.atlas, common, messages)?;
    // Of a folder that is finished with hardly anything is drawn, and films are made of shapes.
    let drawn = !command.resume && !format.is_film();
    let foreseen = OnceLock::new();
    let ahead = || {
        let known = drawn.then(|| survey.foreseen(&request)).flatten()?;
        Ahead::new(&survey, foreseen.get_or_init(|| known).plan()).ok()
    };
    let (laid_out, ahead) = rayon::join(|| survey.lay_out(), ahead);
    laid_out?;
    messages.problems(&survey.redrawn(), Severity::Warning);
    let settled = foreseen.get().and_then(|known| Some((known.settled(&survey)?, known)));
    let (plan, missing_letters) = match settled {
        Some((plan, known)) => (plan, known.missing_letters().clone()),
        None => {
            let plan = survey.plan(&request)?;
            let missing_letters = survey.missing_letters(&plan);
            (plan, missing_letters)
        }
    };
    messages.problems(&missing_letters, Severity::Warning);
    if plan.is_undated() {
        return Err(Error::request(format!(
            "{}: the data has no dates, so nothing moves; `salient render` draws it. {DATES}",
            command.atlas
        )));
    }
    let usual = Every::fitting(plan.words.date.precision, plan.from, plan.until);
    let every = command.every.unwrap_or(usual);
    if command.every.is_none() && every != Every::Days(1) {
        messages.say(&format!("shows every {every}; --every chooses other days"));
    }
    let happened = survey.happenings();
    open::check_days(plan.until.since(plan.from), common)?;
    let schedule = |plan: &Plan, every: Every| {
        let pace = Pace { hold_ms: command.hold, ..Pace::of(command.day_ms) };
        let rhythm = match command.pace {
            Tempo::Days => Rhythm::Days,
            Tempo::Events => Rhythm::Events,
        };
        let days =
            Schedule::stepped(plan.from, last_shown(plan).plus(1), every, rhythm, pace, &happened);
        // Shapes switch at once.
        let fade = if format.is_film() { 0 } else { plan.fade };
        days.faded(fade, |day| happened(day).ground)
    };
    let (plan, schedule) = match command.preset {
        None => {
            let schedule = schedule(&plan, every);
            (plan, schedule)
        }
        Some(Preset::Wikimedia) => {
            let (plan, schedule, said) =
                preset::wikimedia(&survey, &request, plan, every, schedule)?;
            messages.say(&said);
            (plan, schedule)
        }
    };
    let poster_day = poster_day.map(|day| plan.check_day(day)).transpose()?;
    let made = match file {
        Some(file) if format.is_film() => {
            films::write(format, &survey, &plan, &schedule, file, messages)?
        }
        Some(file) => movie(&survey, &plan, ahead, &schedule, command, (format, file), messages)?,
        None => folder(&survey, &plan, ahead, &schedule, command, messages)?,
    };
    let (width, height) = plan.size.pixels();
    messages.say(&format!(
        "wrote {}: {} to {}, {made}, {width}x{height}, in {:.1} s",
        command.output.display(),
        plan.from,
        plan.until.plus(-1),
        started.elapsed().as_secs_f64()
    ));
    if let (Some(file), Some(path)) = (poster, &command.poster) {
        let day = poster_day.unwrap_or_else(|| plan.until.plus(-1));
        still(&survey, &plan, day, file, path)?;
        messages.say(&format!("wrote {}: {day}, {width}x{height}", path.display()));
    }
    Ok(())
}

/// Refuses what does not go together.
fn check(command: &Animate, format: Format) -> Result<()> {
    let output = command.output.display();
    if !format.is_animated() {
        return Err(Error::request(format!(
            "{output}: `animate` writes .gif, .apng, .webp, .mp4, .svg and .html, or a folder (a \
             path that ends in /) of PNG files; `render` writes single maps"
        )));
    }
    let folder = format == Format::PngFolder;
    for (given, option) in [(command.resume, "--resume"), (command.shard.is_some(), "--shard")] {
        if given && !folder {
            return Err(Error::request(format!(
                "{option} is for a folder of frames: write `-o frames/`, then `salient assemble \
                 frames/ -o {output}`"
            )));
        }
    }
    if format.is_film() && command.fade.is_some_and(|fade| fade > 0) {
        return Err(Error::request(format!(
            "{output}: --fade mixes the pixels of two days; {format} is made of shapes, which \
             switch at once. Write .gif, .apng, .webp or .mp4, or leave --fade out"
        )));
    }
    if command.preset == Some(Preset::Wikimedia) && format != Format::Gif {
        return Err(Error::request(format!("{output}: the limit of --preset wikimedia is of GIF")));
    }
    if (format == Format::Mp4 || format.is_film()) && command.plays != 0 {
        return Err(Error::request(format!("--loop: {format} does not say how often it plays")));
    }
    match &command.poster {
        Some(poster) if Format::from_path(poster).ok() != Some(Format::Png) => {
            Err(Error::request(format!("{}: --poster writes a .png", poster.display())))
        }
        _ => Ok(()),
    }
}

/// Draws a moving picture of pixels in one file; what was made.
fn movie(
    survey: &Survey,
    plan: &Plan,
    ahead: Option<Ahead<'_>>,
    schedule: &Schedule,
    command: &Animate,
    (format, file): (Format, WholeFile),
    messages: &Messages,
) -> Result<String> {
    let bar = Bar::new(messages);
    let start = |animation| encoder(format, file, Animation { plays: command.plays, ..animation });
    let sampled = format == Format::Gif;
    let summary =
        animate(survey, plan, ahead, schedule, sampled, start, |progress| bar.show(progress));
    bar.clear();
    let summary = summary?;
    Ok(format!(
        "{} days in {} frames, {}",
        schedule.days(),
        summary.frames,
        output::bytes(summary.bytes)
    ))
}

/// Draws frames into a folder; what was made.
fn folder(
    survey: &Survey,
    plan: &Plan,
    ahead: Option<Ahead<'_>>,
    schedule: &Schedule,
    command: &Animate,
    messages: &Messages,
) -> Result<String> {
    let bar = Bar::new(messages);
    let record = FrameRecord::of(survey, plan, schedule, command.plays);
    let shard = command.shard.unwrap_or(Shard::ALL);
    let how = (shard, command.resume);
    let drawn = draw_frames(survey, plan, ahead, &record, &command.output, how, |progress| {
        bar.show(progress)
    });
    bar.clear();
    let drawn = drawn?;
    let mut made = format!("{} frames, {}", drawn.drawn, output::bytes(drawn.bytes));
    if command.resume {
        made = format!("{made}, {} kept", drawn.kept);
    }
    if shard != Shard::ALL {
        made = format!("{made}, share {shard} of {} frames", schedule.frames.len());
    }
    Ok(made)
}

/// Draws the poster.
fn still(
    survey: &Survey,
    plan: &Plan,
    day: salient::math::Day,
    mut file: WholeFile,
    path: &Path,
) -> Result<()> {
    let bytes = render_png(survey, plan, day)?;
    file.write_all(&bytes).map_err(|error| Error::file(path, error))?;
    file.complete()
}
