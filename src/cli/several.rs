//! `salient compare` and `salient grid`.

use super::arguments::{Common, Compare, Grid};
use super::message::Messages;
use super::open;
use super::still::write;
use salient::error::Result;
use salient::math::Day;
use salient::render::{comparison_page, grid_page, sources_page};

/// Draws what changed hands between two days.
pub fn compare(command: &Compare, common: &Common, messages: &Messages) -> Result<()> {
    let from = command.from.as_deref().map(open::day).transpose()?;
    let to = command.to.as_deref().map(open::day).transpose()?;
    write("compare", &command.picture, common, messages, |survey, plan| {
        let last = plan.until.plus(-1);
        comparison_page(survey, plan, from.unwrap_or(plan.from), to.unwrap_or(last))
    })
}

/// Draws several days side by side.
pub fn grid(command: &Grid, common: &Common, messages: &Messages) -> Result<()> {
    let days = command.dates.iter().map(|date| open::day(date.trim()));
    let days = days.collect::<Result<Vec<Day>>>()?;
    let days = (!days.is_empty()).then_some(days);
    write("grid", &command.picture, common, messages, |survey, plan| {
        let first = days.as_ref().and_then(|days| days.first().copied());
        match command.sources {
            true => sources_page(survey, plan, first.unwrap_or(plan.date), command.columns),
            false => grid_page(survey, plan, days.as_deref(), command.columns),
        }
    })
}
