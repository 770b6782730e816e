//! Whether the parties of a figure can be told apart.

use super::super::Survey;
use crate::color::difference::ciede2000;
use crate::color::{Color, Vision};
use crate::compose::{tint, tinted_by};
use crate::dataset::{FigureSource, PartyId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::figure::Plan;
use std::collections::BTreeSet;

/// Least difference (CIEDE2000) of two tints, as they lie on the map, for somebody who has to find
/// them again in the legend.
fn least(vision: Vision) -> f64 {
    match vision {
        // Between two shades of gray nothing but lightness differs, which is seen better.
        Vision::Gray => 6.0,
        _ => 8.0,
    }
}

/// Of more parties than this no legend tells all apart.
const MOST_IN_LEGEND: usize = 12;

/// Levels of a channel of the colors that are tried as a remedy.
const TRIED: [u8; 9] = [0, 32, 64, 96, 128, 160, 192, 224, 255];

/// Warns of parties whose tints look alike, to whomever, and have no textures to tell them apart.
pub fn check(survey: &Survey, plan: &Plan, figure: Option<&FigureSource>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if !plan.drawing.layers.control {
        return diagnostics;
    }
    let parties = tinted(survey, plan);
    if parties.len() > MOST_IN_LEGEND {
        diagnostics.append(neighbors(survey, plan, figure, &parties));
        return diagnostics;
    }
    let texture = |party: PartyId| plan.theme.control.texture(usize::from(party.0));
    for (i, &one) in parties.iter().enumerate() {
        for &other in &parties[i + 1..] {
            let failures = failures(plan, plan.color(one), plan.color(other));
            if failures.is_empty() || texture(one) != texture(other) {
                continue;
            }
            let name = |party| survey.atlas().party_of(party).id.as_str();
            let what = failures
                .iter()
                .map(|(vision, found)| {
                    format!("{} ({found:.1} of {:.0})", vision.phrase(), least(*vision))
                })
                .collect::<Vec<_>>()
                .join(", ");
            let message = format!(
                "figure `{}`: the tints of `{}` ({}) and `{}` ({}) are hard to tell apart {what}",
                plan.id,
                name(one),
                plan.color(one),
                name(other),
                plan.color(other),
            );
            let others: Vec<Color> = parties
                .iter()
                .filter(|&&party| party != other && texture(party) == texture(other))
                .map(|&party| plan.color(party))
                .collect();
            let remedy = match substitute(plan, plan.color(other), &others) {
                Some(color) => format!("`{}` would stand out in {color}", name(other)),
                None => "give the theme `control.textures`, which tell parties apart".to_owned(),
            };
            let mut diagnostic = Diagnostic::warning("similar-colors", message).remedy(remedy);
            diagnostic.location = figure.map(|figure| figure.location.clone());
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}

/// Warns once of neighbors whose tints look alike: of more parties than a legend can tell apart only
/// these have to differ.
fn neighbors(
    survey: &Survey,
    plan: &Plan,
    figure: Option<&FigureSource>,
    parties: &[PartyId],
) -> Diagnostics {
    let texture = |party: PartyId| plan.theme.control.texture(usize::from(party.0));
    let pairs = survey.coverage().neighbors();
    let alike = |one: PartyId, other: PartyId| {
        texture(one) == texture(other)
            && parties.contains(&one)
            && parties.contains(&other)
            && failures(plan, plan.color(one), plan.color(other))
                .iter()
                .any(|(vision, _)| *vision == Vision::Usual)
    };
    let alike: Vec<_> = pairs.into_iter().filter(|(one, other)| alike(*one, *other)).collect();
    let mut diagnostics = Diagnostics::new();
    if let Some((one, other)) = alike.first() {
        let name = |party: &PartyId| survey.atlas().party_of(*party).id.as_str();
        let message = format!(
            "figure `{}`: {} pairs of neighbors have tints that are hard to tell apart, such as `{}` \
             and `{}`",
            plan.id,
            alike.len(),
            name(one),
            name(other),
        );
        let mut diagnostic = Diagnostic::warning("similar-colors", message)
            .remedy("give them other colors in the figure's `palette`");
        diagnostic.location = figure.map(|figure| figure.location.clone());
        diagnostics.push(diagnostic);
    }
    diagnostics
}

/// The parties whose tint is seen on some day of the figure.
fn tinted(survey: &Survey, plan: &Plan) -> Vec<PartyId> {
    let coverage = survey.coverage();
    let (from, until) = plan.span;
    let changes = coverage.change_days().into_iter().filter(|day| *day > from && *day < until);
    let mut parties = BTreeSet::new();
    for day in std::iter::once(from).chain(changes) {
        let held = coverage.on(day).into_iter().flatten().filter(|holding| !holding.rear);
        parties.extend(held.filter_map(|holding| tinted_by(plan, holding)));
    }
    parties.into_iter().collect()
}

/// What is seen of a party's color: its tint, or the full color of its settlements' dots, where these
/// are drawn and say who holds what.
fn seen(plan: &Plan, color: Color) -> Color {
    if plan.drawing.layers.places { color } else { tint(plan, color) }
}

/// To whom two colors look too much alike as tints, and how different they look to them.
fn failures(plan: &Plan, one: Color, other: Color) -> Vec<(Vision, f64)> {
    let (one, other) = (seen(plan, one), seen(plan, other));
    Vision::ALL
        .into_iter()
        .map(|vision| (vision, ciede2000(vision.seen(one), vision.seen(other))))
        .filter(|(vision, found)| *found < least(*vision))
        .collect()
}

/// The color most like `own` whose tint differs enough from those of all others.
fn substitute(plan: &Plan, own: Color, others: &[Color]) -> Option<Color> {
    let mut tried: Vec<(f64, Color)> = TRIED
        .into_iter()
        .flat_map(|r| TRIED.into_iter().map(move |g| (r, g)))
        .flat_map(|(r, g)| TRIED.into_iter().map(move |b| Color::rgb(r, g, b)))
        .map(|color| (ciede2000(own, color), color))
        .collect();
    tried.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let passes = |color| others.iter().all(|other| failures(plan, color, *other).is_empty());
    tried.into_iter().map(|(_, color)| color).find(|color| passes(*color))
}
