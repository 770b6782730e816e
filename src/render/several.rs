//! Pages of several days: change maps and small multiples.

use super::Survey;
use super::page::Page;
use crate::compose::{Comparison, Sheet, compare, sheet};
use crate::error::{Error, Result};
use crate::figure::{MOST_PANELS, Panel, Plan};
use crate::math::Day;
use crate::timeline::telling_days;

/// A change map: ground gained and lost between two days.
///
/// # Errors
/// [`Error::Request`] when a day is outside the figure, or the second not after the first.
pub fn comparison_page(survey: &Survey, plan: &Plan, from: Day, to: Day) -> Result<Page> {
    let (from, to) = (plan.check_day(from)?, plan.check_day(to)?);
    if from >= to {
        return Err(Error::request(format!(
            "what changed is told from a day to a later one, not from {from} to {to}"
        )));
    }
    let plan = &plan.still();
    let across = survey.coverage().across(from, to);
    let coverage = across.as_ref().unwrap_or(survey.coverage());
    let atlas = plan.atlas(survey.atlas());
    let scene = compare(atlas, plan, coverage, survey.typesetter(), Comparison { from, to });
    Ok(Page { scene, from, to })
}

/// Small multiples: a map for each of some days, or for days that tell the course of the figure.
///
/// # Errors
/// [`Error::Request`] when a day is outside the figure, or there are too many.
pub fn grid_page(
    survey: &Survey,
    plan: &Plan,
    days: Option<&[Day]>,
    columns: Option<u32>,
) -> Result<Page> {
    let days = match days {
        Some(days) => days.to_vec(),
        None => telling_days((plan.from, plan.until), &survey.coverage().turnover()),
    };
    if days.is_empty() || days.len() > MOST_PANELS {
        return Err(Error::request(format!(
            "a page holds 1 to {MOST_PANELS} maps, not {}",
            days.len()
        )));
    }
    let panel = |day: &Day| Ok(Panel::of_day(plan.check_day(*day)?, plan.extent));
    let panels = days.iter().map(panel).collect::<Result<Vec<_>>>()?;
    page(survey, plan, &panels, columns, true)
}

/// The maps that a figure names.
pub(super) fn figure_page(survey: &Survey, plan: &Plan) -> Result<Page> {
    page(survey, plan, &plan.panels, plan.columns, false)
}

fn page(
    survey: &Survey,
    plan: &Plan,
    panels: &[Panel],
    columns: Option<u32>,
    measured: bool,
) -> Result<Page> {
    let days = || panels.iter().map(|panel| panel.day);
    let (Some(from), Some(to)) = (days().min(), days().max()) else {
        return Err(Error::request("there is no day to draw"));
    };
    let plan = &plan.still();
    let (atlas, coverage) = (plan.atlas(survey.atlas()), survey.coverage());
    let maps = Sheet { panels, columns, measured };
    Ok(Page { scene: sheet(atlas, plan, coverage, survey.typesetter(), maps), from, to })
}
