//! `salient render`.

use super::arguments::{Common, Render};
use super::message::Messages;
use super::open;
use super::still::write;
use salient::error::Result;
use salient::figure::Plan;
use salient::render::day_page;

/// Draws the map of a day.
pub fn run(command: &Render, common: &Common, messages: &Messages) -> Result<()> {
    let date = command.date.as_deref().map(open::day).transpose()?;
    write("render", &command.picture, common, messages, |survey, plan| match date {
        // A day that is asked for is shown alone, even by a figure of several maps.
        Some(day) => day_page(survey, &Plan { panels: Vec::new(), ..plan.clone() }, day),
        None => day_page(survey, plan, plan.date),
    })
}
