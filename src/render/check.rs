//! What can only be seen once control has been laid out.

use super::{Survey, check_looks};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::figure::Request;

/// Settles every figure, looks whether it can be read with what `request` asks of all figures (a
/// theme, style keys), and compares the control drawn with the places whose holder on a day is
/// known.
pub fn check(survey: &Survey, request: &Request) -> Diagnostics {
    let mut diagnostics = super::check_figures::check(survey);
    diagnostics.append(check_looks::check(survey, request));
    diagnostics.append(check_sides(survey));
    diagnostics
}

fn check_sides(survey: &Survey) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let (atlas, coverage) = (survey.atlas(), survey.coverage());
    for side in &atlas.checks {
        let on = coverage.on(side.day);
        let holder = (0..on.len())
            .filter(|&h| on[h].is_some_and(|holding| !holding.rear))
            .find(|&h| coverage.contains(side.position, |other| other.0 as usize == h))
            .and_then(|h| on[h]);
        let drawn = holder.map(|holding| holding.party);
        if drawn == Some(side.held_by) {
            continue;
        }
        let name = |party| atlas.party_of(party).id.as_str();
        let message = format!(
            "{} was held by {} on {} ({} confidence), but the control drawn gives it to {}",
            side.place,
            name(side.held_by),
            side.day,
            side.confidence,
            drawn.map_or("nobody", name)
        );
        let remedy = "move the place or the border, or correct the side";
        diagnostics.push(
            match side.confidence.as_str() {
                "low" => Diagnostic::note("side-differs", message),
                _ => Diagnostic::warning("side-differs", message),
            }
            .at(side.location.clone())
            .remedy(remedy),
        );
    }
    diagnostics
}
