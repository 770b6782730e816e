//! The map of one day.

use super::Survey;
use crate::compose::Composer;
use crate::encode::{Frame, Level, png, xmp};
use crate::error::Result;
use crate::figure::Plan;
use crate::math::Day;
use crate::paint::svg::{self, Options, Term, TextMode, Unit};
use crate::paint::{pdf, raster};
use crate::text::web_fonts;
use std::sync::Arc;

/// The map of a day as PNG.
///
/// # Errors
/// [`crate::Error::Request`] for a day outside the figure or a page too large.
pub fn render_png(survey: &Survey, plan: &Plan, day: Day) -> Result<Vec<u8>> {
    let day = plan.check_day(day)?;
    let plan = &plan.still();
    let composer = Composer::new(survey.atlas(), plan, survey.coverage(), survey.typesetter());
    let scene = composer.scene(day);
    let bitmap = raster::paint(&scene, plan.size.scale, survey.typesetter())?;
    let frame = Frame {
        width: bitmap.width,
        height: bitmap.height,
        rgb: Arc::new(bitmap.data),
        duration_ms: 0,
        changed: None,
    };
    png(&frame, Level::Balanced, &survey.metadata(plan, scene.title, scene.description))
}

/// The map of a day as SVG, with named layers.
///
/// # Errors
/// [`crate::Error::Request`] for a day outside the figure.
pub fn render_svg(survey: &Survey, plan: &Plan, day: Day, text: TextMode) -> Result<String> {
    let day = plan.check_day(day)?;
    let plan = &plan.in_shapes();
    let composer = Composer::new(survey.atlas(), plan, survey.coverage(), survey.typesetter());
    let mut metadata: Vec<(Term, String)> =
        survey.atlas().credits.iter().map(|credit| (Term::Source, credit.clone())).collect();
    metadata.push((Term::Date, day.to_string()));
    metadata.push((Term::Language, plan.language.clone()));
    metadata.push((Term::Identifier, survey.atlas().hash.clone()));
    let unit = if plan.on_paper { Unit::Millimeters } else { Unit::Pixels };
    let scene = composer.scene(day);
    let style = match text {
        TextMode::Text => web_fonts(scene.words()),
        TextMode::Outlines => String::new(),
    };
    let options = Options { text, unit, style, metadata };
    Ok(svg::write(&scene, &options, survey.typesetter()))
}

/// The map of a day as PDF of one page, as large as the plan says, with layers that can be switched
/// off and words that can be searched.
///
/// # Errors
/// [`crate::Error::Request`] for a day outside the figure.
pub fn render_pdf(survey: &Survey, plan: &Plan, day: Day, text: TextMode) -> Result<Vec<u8>> {
    let day = plan.check_day(day)?;
    let plan = &plan.in_shapes();
    let composer = Composer::new(survey.atlas(), plan, survey.coverage(), survey.typesetter());
    let scene = composer.scene(day);
    let mut about = survey.metadata(plan, scene.title.clone(), scene.description.clone());
    about.more.push(("Day".to_owned(), day.to_string()));
    let keywords: Vec<String> =
        about.more.iter().map(|(keyword, value)| format!("{keyword}: {value}")).collect();
    let options = pdf::Options {
        text,
        language: plan.language.clone(),
        author: about.author.clone(),
        keywords: keywords.join(", "),
        software: about.software.clone(),
        xmp: xmp(&about),
    };
    Ok(pdf::write(&scene, &options, survey.typesetter()))
}
