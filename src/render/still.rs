//! The map of one day.

use super::Survey;
use crate::compose::Composer;
use crate::encode::{Frame, Level, png};
use crate::error::Result;
use crate::figure::Plan;
use crate::math::Day;
use crate::paint::raster;
use crate::paint::svg::{self, TextMode};

/// The map of a day as PNG.
///
/// # Errors
/// [`crate::Error::Request`] for a day outside the figure or a page too large.
pub fn render_png(survey: &Survey, plan: &Plan, day: Day) -> Result<Vec<u8>> {
    let day = plan.check_day(day)?;
    let composer = Composer::new(survey.atlas(), plan, survey.coverage(), survey.typesetter());
    let scene = composer.scene(day);
    let bitmap = raster::paint(&scene, plan.size.scale, survey.typesetter())?;
    let frame = Frame::new(bitmap.width, bitmap.height, bitmap.data, 0)?;
    png(&frame, Level::Balanced, &survey.metadata(plan, scene.title, scene.description))
}

/// The map of a day as SVG, with named layers.
///
/// # Errors
/// [`crate::Error::Request`] for a day outside the figure.
pub fn render_svg(survey: &Survey, plan: &Plan, day: Day, text: TextMode) -> Result<String> {
    let day = plan.check_day(day)?;
    let composer = Composer::new(survey.atlas(), plan, survey.coverage(), survey.typesetter());
    svg::svg(&composer.scene(day), text, survey.typesetter())
}
