//! How each way of holding ground is drawn: the same on map and legend.

use crate::color::Color;
use crate::dataset::{OverlayKind, PartyId, Status};
use crate::figure::Plan;
use crate::scene::{Dots, Fill, Hatch, Stripes};
use crate::style::Texture;

/// A tint and a pattern over it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Whose tint lies below.
    pub tint: Option<PartyId>,
    /// The pattern above.
    pub pattern: Option<Fill>,
}

/// How ground held in a way looks.
pub fn of_status(
    plan: &Plan,
    unit: f64,
    party: PartyId,
    status: &Status,
    other: Option<PartyId>,
) -> Look {
    let own = plan.color(party);
    match status {
        Status::Held | Status::Other(_) => Look { tint: Some(party), pattern: None },
        Status::Claimed => Look { tint: other, pattern: Some(hatch(plan, unit, own, 1.0)) },
        Status::Ceding => Look {
            tint: Some(party),
            pattern: Some(hatch(plan, unit, other.map_or(own, |other| plan.color(other)), -1.0)),
        },
        Status::Contested => Look {
            tint: None,
            pattern: Some(stripes(
                plan,
                unit,
                own,
                other.map_or(plan.theme.page.paper, |o| plan.color(o)),
            )),
        },
        Status::Advance => Look { tint: None, pattern: Some(dots(plan, unit, own)) },
        Status::Mandate => Look { tint: None, pattern: Some(mandate(plan, unit, own)) },
        Status::Unknown => {
            Look { tint: None, pattern: Some(hatch(plan, unit, plan.theme.page.muted, 1.0)) }
        }
    }
}

/// The pattern of an overlay; `None` for lines.
pub fn of_overlay(plan: &Plan, unit: f64, kind: &OverlayKind, color: Color) -> Option<Fill> {
    match kind {
        OverlayKind::Advance => Some(dots(plan, unit, color)),
        OverlayKind::Mandate => Some(mandate(plan, unit, color)),
        OverlayKind::Corridor => Some(Fill::Solid(color.with_opacity(0.35))),
        OverlayKind::Claim => Some(hatch(plan, unit, color, 1.0)),
        OverlayKind::Road | OverlayKind::Pipeline => None,
        OverlayKind::Other(_) => Some(hatch(plan, unit, color, -1.0)),
    }
}

/// The texture over a party's tint, in a theme that tells parties apart by more than color.
pub fn of_party(plan: &Plan, unit: f64, party: PartyId) -> Option<Fill> {
    let style = &plan.theme.control;
    let color = plan.color(party);
    let (width, spacing) = (style.texture_width * unit, style.texture_spacing * unit);
    let lines = |angle| Some(Fill::Hatch(Hatch { color, width, spacing, angle }));
    match style.texture(usize::from(party.0)) {
        Texture::Plain => None,
        Texture::Rising => lines(45.0),
        Texture::Falling => lines(-45.0),
        Texture::Level => lines(0.0),
        Texture::Upright => lines(90.0),
        Texture::Dots => Some(Fill::Dots(Dots { color, radius: width * 0.5, spacing, ring: None })),
    }
}

fn hatch(plan: &Plan, unit: f64, color: Color, side: f64) -> Fill {
    let pattern = &plan.theme.pattern;
    Fill::Hatch(Hatch {
        color,
        width: pattern.hatch_width * unit,
        spacing: pattern.hatch_spacing * unit,
        angle: pattern.hatch_angle * side,
    })
}

fn mandate(plan: &Plan, unit: f64, color: Color) -> Fill {
    let pattern = &plan.theme.pattern;
    Fill::Hatch(Hatch {
        color,
        width: pattern.mandate_width * unit,
        spacing: pattern.mandate_spacing * unit,
        angle: 0.0,
    })
}

/// Bands of two colors.
pub fn stripes(plan: &Plan, unit: f64, first: Color, second: Color) -> Fill {
    let opacity = plan.theme.control.recent;
    Fill::Stripes(Stripes {
        colors: [first.with_opacity(opacity), second.with_opacity(opacity)],
        band: plan.theme.pattern.stripe_band * unit,
        angle: plan.theme.pattern.hatch_angle,
    })
}

/// Rings in rows.
pub fn dots(plan: &Plan, unit: f64, color: Color) -> Fill {
    let pattern = &plan.theme.pattern;
    Fill::Dots(Dots {
        color,
        radius: pattern.dot_radius * unit,
        spacing: pattern.dot_spacing * unit,
        ring: Some(pattern.dot_ring * unit),
    })
}
