//! `salient render`.

use super::arguments::{Common, Render};
use super::message::Messages;
use super::{open, output};
use salient::encode::{Format, Output, WholeFile};
use salient::error::{Error, Result};
use salient::figure::Plan;
use salient::paint::svg::TextMode;
use salient::render::{Survey, render_pdf, render_png, render_svg};
use std::io::Write;

/// Draws the map of a day.
pub fn run(command: &Render, common: &Common, messages: &Messages) -> Result<()> {
    let format = Format::from_path(&command.output)?;
    if format.is_animated() {
        return Err(Error::request(format!(
            "{}: `render` writes .png, .svg and .pdf; `animate` writes moving pictures",
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
    let text = if command.outlines { TextMode::Outlines } else { TextMode::Text };
    let bytes = match format {
        Format::Svg => render_svg(&survey, &plan, day, text)?.into_bytes(),
        Format::Pdf => render_pdf(&survey, &plan, day, text)?,
        _ => render_png(&survey, &plan, day)?,
    };
    file.write_all(&bytes).map_err(|error| Error::file(&command.output, error))?;
    file.complete()?;
    messages.say(&format!(
        "wrote {}: {day}, {}, {}",
        command.output.display(),
        size(&plan, format),
        output::bytes(bytes.len() as u64)
    ));
    Ok(())
}

/// `1920x1080`, or the size on paper.
fn size(plan: &Plan, format: Format) -> String {
    let (width, height) = plan.size.pixels();
    let millimeters = [plan.size.width, plan.size.height].map(|side| side * 25.4 / 96.0);
    let [across, down] = millimeters.map(|side| (side * 10.0).round() / 10.0);
    match (plan.on_paper || format == Format::Pdf, format) {
        (false, _) => format!("{width}x{height}"),
        (true, Format::Png) => format!("{across} x {down} mm, {width}x{height}"),
        (true, _) => format!("{across} x {down} mm"),
    }
}
