//! Pages of several days: change maps and small multiples.

use super::Survey;
use super::page::Page;
use crate::compose::{Comparison, Sheet, compare, sheet};
use crate::dataset::Atlas;
use crate::error::{Error, Result};
use crate::figure::{MOST_PANELS, Panel, Plan};
use crate::math::Day;
use crate::timeline::{dated_areas, telling_days};
use crate::topology::Coverage;

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
    page(survey, plan, Maps { panels: &panels, told: &[] }, columns, true)
}

/// A day as each of the atlas's sources has it, side by side, titled by the sources.
///
/// # Errors
/// [`Error::Request`] when the day is outside the figure, or the atlas has fewer than two sources or
/// more than a page has room for.
pub fn sources_page(survey: &Survey, plan: &Plan, day: Day, columns: Option<u32>) -> Result<Page> {
    let sources = survey.atlas().sources();
    if sources.len() < 2 || sources.len() > MOST_PANELS {
        return Err(Error::request(format!(
            "a page compares 2 to {MOST_PANELS} sources; the atlas names {}",
            sources.len()
        )));
    }
    let day = plan.check_day(day)?;
    let told: Vec<(Atlas, Coverage)> = sources
        .iter()
        .map(|source| {
            let atlas = plan.atlas(survey.atlas()).clone().told_by(source);
            let coverage = Coverage::settled(&dated_areas(&atlas), atlas.disagreement);
            (atlas, coverage)
        })
        .collect();
    let panel =
        |source: &&str| Panel { title: (*source).to_owned(), ..Panel::of_day(day, plan.extent) };
    let panels: Vec<Panel> = sources.iter().map(panel).collect();
    page(survey, plan, Maps { panels: &panels, told: &told }, columns, true)
}

/// Maps, and the control of each where it has its own.
struct Maps<'a> {
    panels: &'a [Panel],
    told: &'a [(Atlas, Coverage)],
}

/// The maps that a figure names.
pub(super) fn figure_page(survey: &Survey, plan: &Plan) -> Result<Page> {
    page(survey, plan, Maps { panels: &plan.panels, told: &[] }, plan.columns, false)
}

fn page(
    survey: &Survey,
    plan: &Plan,
    Maps { panels, told }: Maps<'_>,
    columns: Option<u32>,
    measured: bool,
) -> Result<Page> {
    let days = || panels.iter().map(|panel| panel.day);
    let (Some(from), Some(to)) = (days().min(), days().max()) else {
        return Err(Error::request("there is no day to draw"));
    };
    let plan = &plan.still();
    let (atlas, coverage) = (plan.atlas(survey.atlas()), survey.coverage());
    let maps = Sheet { panels, columns, measured, told };
    Ok(Page { scene: sheet(atlas, plan, coverage, survey.typesetter(), maps), from, to })
}
