//! `salient render`.

use super::arguments::{Common, Render};
use super::message::Messages;
use super::{open, output};
use salient::encode::{Format, Output, WholeFile};
use salient::error::{Error, Result};
use salient::paint::svg::TextMode;
use salient::render::{Survey, render_png, render_svg};
use std::io::Write;

/// Draws the map of a day.
pub fn run(command: &Render, common: &Common, messages: &Messages) -> Result<()> {
    let format = Format::from_path(&command.output)?;
    if !matches!(format, Format::Png | Format::Svg) {
        return Err(Error::request(format!(
            "{}: `render` writes .png and .svg; `animate` writes moving pictures",
            command.output.display()
        )));
    }
    let date = command.date.as_deref().map(open::day).transpose()?;
    let request = open::request(common, command.figure.as_deref())?;
    // Before the work: a path that cannot be written to is told at once.
    let mut file = WholeFile::create(&command.output)?;
    let survey = Survey::new(open::atlas(&command.atlas, messages)?);
    let plan = survey.plan(&request)?;
    let day = date.unwrap_or(plan.date);
    let bytes = match format {
        Format::Svg => {
            let text = if command.outlines { TextMode::Outlines } else { TextMode::Text };
            render_svg(&survey, &plan, day, text)?.into_bytes()
        }
        _ => render_png(&survey, &plan, day)?,
    };
    file.write_all(&bytes).map_err(|error| Error::file(&command.output, error))?;
    file.complete()?;
    let (width, height) = plan.size.pixels();
    messages.say(&format!(
        "wrote {}: {day}, {width}x{height}, {}",
        command.output.display(),
        output::bytes(bytes.len() as u64)
    ));
    Ok(())
}
