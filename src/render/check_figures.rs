//! What would keep a figure from being drawn, or its legend from being true.

use super::Survey;
use crate::compose::Composer;
use crate::dataset::FigureSource;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::error::Error;
use crate::figure::{Plan, Request, Size};

/// Settles every figure and looks for what it draws.
pub fn check(survey: &Survey) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for figure in &survey.atlas().figures {
        let request = Request { figure: Some(figure.id.clone()), ..Request::default() };
        match survey.plan(&request) {
            Ok(plan) => check_drawing(survey, figure, &plan, &mut diagnostics),
            Err(Error::Data(found)) => diagnostics.append(found),
            Err(error) => diagnostics.push(
                Diagnostic::error("figure", error.to_string())
                    .at(figure.location.clone())
                    .remedy("the keys of a figure are listed in docs/atlas.md"),
            ),
        }
    }
    diagnostics
}

/// Entries of the legend for what is not in the picture, and items that nobody would see.
fn check_drawing(survey: &Survey, figure: &FigureSource, plan: &Plan, found: &mut Diagnostics) {
    let drawing = &figure.drawing;
    let lists = [drawing.areas.len(), drawing.lines.len(), drawing.events.len()];
    if drawing.legend.is_empty() && lists == [0; 3] {
        return;
    }
    // No pixel is looked at.
    let size = Size { scale: 0.1, ..plan.size };
    let plan = Plan { size, ..plan.still() };
    let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
    let unseen = composer.unseen();
    for entry in unseen.entries.iter().filter_map(|index| drawing.legend.get(*index)) {
        let message = format!(
            "figure `{}`: the legend explains `{}`, which is not in the picture on any day",
            figure.id,
            entry.text.get(&plan.language)
        );
        found.push(
            Diagnostic::error("legend-not-shown", message)
                .at(entry.location.clone())
                .remedy("remove the entry, or draw what it explains"),
        );
    }
    let nothing = |what: &str, id: &str, at: &Location| {
        let message = format!("figure `{}`: the {what} `{id}` is seen on no day", figure.id);
        Diagnostic::warning("empty-selection", message)
            .at(at.clone())
            .remedy("compare what it selects, the figure's days and its extent with the data")
    };
    let areas = unseen.areas.iter().filter_map(|index| drawing.areas.get(*index));
    areas.for_each(|area| found.push(nothing("area", &area.id, &area.location)));
    let lines = unseen.lines.iter().filter_map(|index| drawing.lines.get(*index));
    lines.for_each(|line| found.push(nothing("line", &line.id, &line.location)));
    let events = unseen.events.iter().filter_map(|index| drawing.events.get(*index));
    events.for_each(|events| found.push(nothing("event", &events.id, &events.location)));
}
