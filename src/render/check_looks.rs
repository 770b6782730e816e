//! Whether the maps of an atlas can be read: by whom, and with which theme.

mod palette;
mod text;

use super::Survey;
use crate::diagnostic::Diagnostics;
use crate::figure::{Plan, Request};

/// Looks whether the parties of every figure can be told apart and its letters read, with what
/// `request` asks of all figures: a theme, style keys. Figures that cannot be drawn are passed over.
pub fn check(survey: &Survey, request: &Request) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut said = Vec::new();
    let mut look = |plan: &Plan, figure| {
        diagnostics.append(palette::check(survey, plan, figure));
        // Most figures share a theme and names: what is wrong with them is told once.
        for diagnostic in text::check(plan).iter().chain(&survey.missing_letters(plan)) {
            if !said.contains(diagnostic) {
                said.push(diagnostic.clone());
                diagnostics.push(diagnostic.clone());
            }
        }
    };
    let figures = &survey.atlas().figures;
    if figures.is_empty()
        && let Ok(plan) = survey.plan(request)
    {
        look(&plan, None);
    }
    for figure in figures {
        let request = Request { figure: Some(figure.id.clone()), ..request.clone() };
        if let Ok(plan) = survey.plan(&request) {
            look(&plan, Some(figure));
        }
    }
    diagnostics
}
