//! Moving pictures made of shapes.

use indicatif::ProgressBar;
use salient::encode::{Format, Output, WholeFile};
use salient::error::{Error, Result};
use salient::figure::Plan;
use salient::render::{Progress, Survey, animate_html, animate_svg};
use salient::timeline::Schedule;
use std::io::Write;

/// Draws all days into the file; returns its length in bytes.
pub fn write(
    format: Format,
    survey: &Survey,
    plan: &Plan,
    schedule: &Schedule,
    mut file: WholeFile,
    bar: &ProgressBar,
) -> Result<u64> {
    let progress = |progress: Progress| {
        bar.set_position(progress.done as u64);
        true
    };
    let document = match format {
        Format::AnimatedSvg => animate_svg(survey, plan, schedule, progress)?,
        Format::Html => animate_html(survey, plan, schedule, progress)?,
        _ => return Err(Error::request(format!("{format} is not a moving picture in shapes"))),
    };
    bar.finish_and_clear();
    let failed =
        |error: std::io::Error| Error::Encode { format: "file", message: error.to_string() };
    file.write_all(document.as_bytes()).map_err(failed)?;
    file.complete()?;
    Ok(document.len() as u64)
}
