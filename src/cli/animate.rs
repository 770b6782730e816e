//! `salient animate`.

use super::arguments::{Animate, Common};
use super::message::Messages;
use super::{film, open, output};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use salient::encode::{Encoder, Format, Level, PngFolder, WholeFile, encoder};
use salient::error::{Error, Result};
use salient::render::{Survey, animate};
use salient::timeline::{Pace, Schedule};
use std::time::Instant;

/// Draws all days.
pub fn run(command: &Animate, common: &Common, messages: &Messages) -> Result<()> {
    let started = Instant::now();
    let format = Format::from_path(&command.output)?.moving();
    if !format.is_animated() {
        return Err(Error::request(format!(
            "{}: `animate` writes .gif, .apng, .svg and .html, or a folder (a path that ends in /) of \
             PNG files; `render` writes single maps",
            command.output.display()
        )));
    }
    let mut request = open::request(common, command.figure.as_deref())?;
    request.from = command.from.as_deref().map(open::day).transpose()?;
    request.until = command.until.as_deref().map(open::day).transpose()?;
    // Before the work: a path that cannot be written to is told at once.
    let mut file = match format {
        Format::PngFolder => None,
        _ => Some(WholeFile::create(&command.output)?),
    };
    let survey = Survey::new(open::atlas(&command.atlas, messages)?);
    let plan = survey.plan(&request)?;
    let changes = survey.coverage().change_days();
    let pace = Pace {
        day_ms: command.day_ms,
        change_ms: command.day_ms.saturating_mul(5) / 3,
        ..Pace::default()
    };
    let schedule =
        Schedule::daily(plan.from, plan.until, pace, |day| changes.binary_search(&day).is_ok());
    let bar = progress_bar(schedule.frames.len(), messages);
    if format.is_film()
        && let Some(file) = file.take()
    {
        let bytes = film::write(format, &survey, &plan, &schedule, file, &bar)?;
        messages.say(&format!(
            "wrote {}: {} to {}, {} days, {}, in {:.1} s",
            command.output.display(),
            plan.from,
            plan.until.plus(-1),
            schedule.frames.len(),
            output::bytes(bytes),
            started.elapsed().as_secs_f64()
        ));
        return Ok(());
    }
    let start = |animation: salient::encode::Animation| -> Result<Box<dyn Encoder + 'static>> {
        match file {
            Some(file) => encoder(format, file, animation),
            None => {
                let names = schedule.frames.iter().map(|frame| format!("{}.png", frame.day));
                let folder = PngFolder::create(
                    &command.output,
                    names.collect(),
                    Level::Fast,
                    animation.metadata,
                )?;
                Ok(Box::new(folder))
            }
        }
    };
    let summary = animate(&survey, &plan, &schedule, format == Format::Gif, start, |progress| {
        bar.set_position(progress.done as u64);
        true
    })?;
    bar.finish_and_clear();
    let (width, height) = plan.size.pixels();
    messages.say(&format!(
        "wrote {}: {} to {}, {} days in {} frames, {width}x{height}, {}, in {:.1} s",
        command.output.display(),
        plan.from,
        plan.until.plus(-1),
        schedule.frames.len(),
        summary.frames,
        output::bytes(summary.bytes),
        started.elapsed().as_secs_f64()
    ));
    Ok(())
}

/// A bar with rate and time left; drawn only on a terminal.
fn progress_bar(frames: usize, messages: &Messages) -> ProgressBar {
    if !messages.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(frames as u64), ProgressDrawTarget::stderr());
    let template = "{bar:32} {pos}/{len} days  {per_sec}  {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.tick();
    bar
}
