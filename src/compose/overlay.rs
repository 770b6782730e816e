//! What lies over control: presence, mandates, corridors, roads.

use super::legend::Key;
use super::pattern::of_overlay;
use crate::color::Color;
use crate::dataset::{Atlas, Overlay, OverlayGeometry, OverlayKind};
use crate::figure::Plan;
use crate::math::Day;
use crate::projection::Viewport;
use crate::scene::{Fill, Group, Item, Path, Stroke};
use std::collections::BTreeSet;

/// One overlay on the page.
pub struct PageOverlay<'a> {
    /// What it is.
    pub overlay: &'a Overlay,
    /// Where it lies.
    pub path: Path,
}

/// Projects all overlays once.
pub fn project<'a>(atlas: &'a Atlas, viewport: &Viewport) -> Vec<PageOverlay<'a>> {
    atlas
        .overlays
        .iter()
        .map(|overlay| PageOverlay {
            overlay,
            path: match &overlay.geometry {
                OverlayGeometry::Areas(areas) => viewport.polygons(areas),
                OverlayGeometry::Lines(lines) => viewport.lines(lines),
            },
        })
        .filter(|page| !page.path.is_empty())
        .collect()
}

/// The overlays of a day, areas below lines.
pub fn group(
    plan: &Plan,
    unit: f64,
    overlays: &[PageOverlay<'_>],
    day: Day,
    keys: &mut BTreeSet<Key>,
) -> Group {
    let mut areas = Vec::new();
    let mut lines = Vec::new();
    for PageOverlay { overlay, path } in overlays {
        if !overlay.validity.contains(day) {
            continue;
        }
        keys.insert(key(overlay));
        let color = color(plan, overlay);
        if let OverlayGeometry::Areas(_) = overlay.geometry {
            if let Some(fill) = of_overlay(plan, unit, &overlay.kind, color) {
                areas.push(Item::Fill(path.clone(), fill));
            }
            areas
                .extend(outline(plan, unit, overlay, color).map(|s| Item::Stroke(path.clone(), s)));
        } else {
            let stroke = line(plan, unit, &overlay.kind, color);
            let casing = Stroke::new(Color::WHITE.with_opacity(0.7), stroke.width + 2.2 * unit);
            if stroke.dash.is_empty() {
                lines.push(Item::Stroke(path.clone(), casing));
            }
            lines.push(Item::Stroke(path.clone(), stroke));
        }
    }
    areas.append(&mut lines);
    Group::new("overlays", areas)
}

/// What the legend says of an overlay.
pub fn key(overlay: &Overlay) -> Key {
    Key::Overlay {
        kind: overlay.kind.clone(),
        party: overlay.party,
        label: overlay.label.clone(),
        approximate: overlay.approximate,
        line: matches!(overlay.geometry, OverlayGeometry::Lines(_)),
    }
}

fn color(plan: &Plan, overlay: &Overlay) -> Color {
    overlay.party.map_or(plan.theme.page.muted, |party| plan.color(party))
}

/// The line of a linear overlay.
pub fn line(plan: &Plan, unit: f64, kind: &OverlayKind, color: Color) -> Stroke {
    let style = &plan.theme.overlay;
    match kind {
        OverlayKind::Road | OverlayKind::Corridor => {
            Stroke::new(style.road, style.road_width * unit)
        }
        OverlayKind::Pipeline => Stroke::new(style.pipeline, style.pipeline_width * unit),
        OverlayKind::Other(name) if name.contains("line") => {
            Stroke::new(plan.theme.front.former, plan.theme.front.former_width * unit)
                .dashed([6.0 * unit, 4.0 * unit])
        }
        _ => Stroke::new(color, style.road_width * unit),
    }
}

/// The outline of an areal overlay; dashed where it is only roughly known.
pub fn outline(plan: &Plan, unit: f64, overlay: &Overlay, color: Color) -> Option<Stroke> {
    let width = plan.theme.pattern.corridor_width * unit;
    match overlay.kind {
        OverlayKind::Advance => None,
        _ if overlay.approximate => {
            Some(Stroke::new(color, width * 0.7).dashed([5.0 * unit, 4.0 * unit]))
        }
        _ => Some(Stroke::new(color, width)),
    }
}

/// A swatch of an overlay for the legend.
pub fn swatch(
    plan: &Plan,
    unit: f64,
    kind: &OverlayKind,
    party: Option<crate::dataset::PartyId>,
    area: &Path,
) -> Vec<Item> {
    let color = party.map_or(plan.theme.page.muted, |party| plan.color(party));
    let mut items = Vec::new();
    if let Some(fill) = of_overlay(plan, unit, kind, color) {
        items.push(Item::Fill(area.clone(), fill));
        if let Fill::Solid(_) | Fill::Hatch(_) = fill {
            items.push(Item::Stroke(area.clone(), Stroke::new(color, 1.2 * unit)));
        }
    }
    items
}
