//! Pictures that do not move: checked, opened, drawn and written alike, whatever they show.

use super::arguments::{Common, Picture};
use super::message::Messages;
use super::{open, output};
use salient::diagnostic::Severity;
use salient::encode::{Format, Output, WholeFile};
use salient::error::{Error, Result};
use salient::figure::Plan;
use salient::paint::svg::TextMode;
use salient::render::{Page, Survey, page_pdf, page_png, page_svg};
use std::io::Write;

/// Draws the page that `compose` makes, for the command of that name, and writes it.
pub fn write(
    command: &str,
    picture: &Picture,
    common: &Common,
    messages: &Messages,
    compose: impl FnOnce(&Survey, &Plan) -> Result<Page>,
) -> Result<()> {
    let format = Format::from_path(&picture.output)?;
    if format.is_animated() {
        return Err(Error::request(format!(
            "{}: `{}` writes .png, .svg and .pdf; `animate` writes moving pictures",
            picture.output.display(),
            command
        )));
    }
    let request = open::request(common, picture.figure.as_deref())?;
    // Before the work: a path that cannot be written to is told at once.
    let mut file = WholeFile::create(&picture.output)?;
    let survey = open::survey(&picture.atlas, common, messages)?;
    let plan = survey.plan(&request)?;
    messages.problems(&survey.missing_letters(&plan), Severity::Warning);
    let plan = if format == Format::Png { plan } else { plan.in_shapes() };
    let page = compose(&survey, &plan)?;
    let days = match page.from == page.to {
        true if plan.is_undated() => "undated".to_owned(),
        true => page.from.to_string(),
        false => format!("{} to {}", page.from, page.to),
    };
    let text = if picture.outlines { TextMode::Outlines } else { TextMode::Text };
    let bytes = match format {
        Format::Svg => page_svg(&survey, &plan, &page, text).into_bytes(),
        Format::Pdf => page_pdf(&survey, &plan, &page, text),
        _ => page_png(&survey, &plan, page)?,
    };
    file.write_all(&bytes).map_err(|error| Error::file(&picture.output, error))?;
    file.complete()?;
    messages.say(&format!(
        "wrote {}: {days}, {}, {}",
        picture.output.display(),
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
