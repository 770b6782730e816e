//! A composed page and what its file says about it, whichever maps it shows.

use super::Survey;
use crate::encode::{Frame, Level, png};
use crate::error::Result;
use crate::figure::Plan;
use crate::math::Day;
use crate::paint::raster;
use crate::paint::svg::{self, Options, TextMode};
use crate::scene::Scene;
use std::sync::Arc;

/// A composed page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The picture.
    pub scene: Scene,
    /// The first day that it shows.
    pub from: Day,
    /// The last day that it shows.
    pub to: Day,
}

impl Page {
    /// The days shown as ISO 8601 has them: a date, or two with a solidus between.
    pub fn date(&self) -> String {
        match self.from == self.to {
            true => self.from.to_string(),
            false => format!("{}/{}", self.from, self.to),
        }
    }
}

/// A page as PNG.
///
/// # Errors
/// [`crate::Error::Request`] for a page too large.
pub fn page_png(survey: &Survey, plan: &Plan, page: Page) -> Result<Vec<u8>> {
    let date = page.date();
    let bitmap = raster::paint(&page.scene, plan.size.scale, survey.typesetter())?;
    let frame = Frame {
        width: bitmap.width,
        height: bitmap.height,
        rgb: Arc::new(bitmap.data),
        duration_ms: 0,
        changed: None,
    };
    let metadata = survey.metadata(plan, page.scene.title, page.scene.description, date);
    png(&frame, Level::Balanced, &metadata)
}

/// A page as SVG, with named layers.
pub fn page_svg(survey: &Survey, plan: &Plan, page: &Page, text: TextMode) -> String {
    let metadata = survey.statements(plan, page.date());
    svg::write(&page.scene, &Options { text, metadata }, survey.typesetter())
}
