//! The map of one day, or the maps of a figure that shows several.

use super::page::{Page, page_pdf, page_png, page_svg};
use super::{Survey, several};
use crate::compose::Composer;
use crate::error::Result;
use crate::figure::Plan;
use crate::math::Day;
use crate::paint::svg::TextMode;

/// The page of a day; of a figure of several maps, which name their own days, the page of these.
///
/// # Errors
/// [`crate::Error::Request`] for a day outside the figure.
pub fn day_page(survey: &Survey, plan: &Plan, day: Day) -> Result<Page> {
    if !plan.panels.is_empty() {
        return several::figure_page(survey, plan);
    }
    let day = plan.check_day(day)?;
    let plan = &plan.still();
    let composer = Composer::new(survey.atlas(), plan, survey.coverage(), survey.typesetter());
    Ok(Page { scene: composer.scene(day), from: day, to: day })
}

/// The map of a day as PNG.
///
/// # Errors
/// [`crate::Error::Request`] for a day outside the figure or a page too large.
pub fn render_png(survey: &Survey, plan: &Plan, day: Day) -> Result<Vec<u8>> {
    page_png(survey, plan, day_page(survey, plan, day)?)
}

/// The map of a day as SVG, with named layers.
///
/// # Errors
/// [`crate::Error::Request`] for a day outside the figure.
pub fn render_svg(survey: &Survey, plan: &Plan, day: Day, text: TextMode) -> Result<String> {
    let plan = &plan.in_shapes();
    Ok(page_svg(survey, plan, &day_page(survey, plan, day)?, text))
}

/// The map of a day as PDF of one page, as large as the plan says, with layers that can be switched
/// off and words that can be searched.
///
/// # Errors
/// [`crate::Error::Request`] for a day outside the figure.
pub fn render_pdf(survey: &Survey, plan: &Plan, day: Day, text: TextMode) -> Result<Vec<u8>> {
    let plan = &plan.in_shapes();
    Ok(page_pdf(survey, plan, &day_page(survey, plan, day)?, text))
}
