//! Moving pictures made of shapes.

use super::message::Messages;
use super::output;
use super::progress::Bar;
use salient::encode::{Format, Output, WholeFile};
use salient::error::{Error, Result};
use salient::figure::Plan;
use salient::render::{Progress, Survey, animate_html, animate_svg};
use salient::timeline::Schedule;
use std::io::Write;

/// Draws all days into the file; what was made.
pub fn write(
    format: Format,
    survey: &Survey,
    plan: &Plan,
    schedule: &Schedule,
    mut file: WholeFile,
    messages: &Messages,
) -> Result<String> {
    let bar = Bar::new(messages);
    let progress = |progress: Progress| bar.show(progress);
    let document = match format {
        Format::AnimatedSvg => animate_svg(survey, plan, schedule, progress)?,
        Format::Html => animate_html(survey, plan, schedule, progress)?,
        _ => return Err(Error::request(format!("{format} is not a moving picture in shapes"))),
    };
    bar.clear();
    let failed =
        |error: std::io::Error| Error::Encode { format: "file", message: error.to_string() };
    file.write_all(document.as_bytes()).map_err(failed)?;
    file.complete()?;
    let frames = schedule.frames.len();
    Ok(format!("{frames} days, {}", output::bytes(document.len() as u64)))
}
