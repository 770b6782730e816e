//! A composed page and what its file says about it, whichever maps it shows.

use super::Survey;
use crate::encode::{Frame, Level, png, xmp};
use crate::error::Result;
use crate::figure::Plan;
use crate::math::Day;
use crate::paint::svg::{self, Options, TextMode, Unit};
use crate::paint::{pdf, raster};
use crate::scene::Scene;
use crate::text::web_fonts;
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

/// A page as SVG, with named layers. It is to be composed from a plan [in shapes](Plan::in_shapes).
pub fn page_svg(survey: &Survey, plan: &Plan, page: &Page, text: TextMode) -> String {
    let metadata = survey.statements(plan, page.date());
    let unit = if plan.on_paper { Unit::Millimeters } else { Unit::Pixels };
    let style = match text {
        TextMode::Text => web_fonts(page.scene.words()),
        TextMode::Outlines => String::new(),
    };
    let options = Options { text, unit, style, metadata };
    svg::write(&page.scene, &options, survey.typesetter())
}

/// A page as PDF, as large as the plan says, with layers that can be switched off and words that can
/// be searched. It is to be composed from a plan [in shapes](Plan::in_shapes).
pub fn page_pdf(survey: &Survey, plan: &Plan, page: &Page, text: TextMode) -> Vec<u8> {
    let (title, description) = (page.scene.title.clone(), page.scene.description.clone());
    let about = survey.metadata(plan, title, description, page.date());
    let more = about.more.iter().map(|(keyword, value)| format!("{keyword}: {value}"));
    let keywords: Vec<String> = more.chain([format!("Day: {}", about.date)]).collect();
    let options = pdf::Options {
        text,
        language: plan.language.clone(),
        author: about.author.clone(),
        keywords: keywords.join(", "),
        software: about.software.clone(),
        xmp: xmp(&about),
    };
    pdf::write(&page.scene, &options, survey.typesetter())
}
