//! What lies over control: presence, mandates, corridors, roads.

use super::legend::Key;
use super::pattern::of_overlay;
use crate::color::Color;
use crate::dataset::{
    AreaSelection, Atlas, LineSelection, Overlay, OverlayGeometry, OverlayKind, OverlaySelection,
};
use crate::figure::Plan;
use crate::math::Day;
use crate::projection::Viewport;
use crate::scene::{Fill, Group, Item, Path, Stroke};
use std::collections::BTreeSet;

/// One overlay on the page.
pub struct PageOverlay<'a> {
    overlay: &'a Overlay,
    path: Path,
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
        if !overlay.validity.contains(day) || !is_drawn(plan, overlay) {
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
            let casing = Stroke::new(plan.theme.overlay.casing, stroke.width + 2.2 * unit);
            if stroke.dash.is_empty() {
                lines.push(Item::Stroke(path.clone(), casing));
            }
            lines.push(Item::Stroke(path.clone(), stroke));
        }
    }
    areas.append(&mut lines);
    Group::new("overlays", areas)
}

/// Whether a figure draws an overlay by itself: one that it chooses for an area or a line of its own
/// has that one's look alone.
pub fn is_drawn(plan: &Plan, overlay: &Overlay) -> bool {
    let drawing = &plan.drawing;
    let own = drawing.areas.iter().any(|area| match &area.select {
        AreaSelection::Overlay(chosen) => {
            matches!(overlay.geometry, OverlayGeometry::Areas(_)) && chosen.chooses(overlay)
        }
        _ => false,
    }) || drawing.lines.iter().any(|line| match &line.select {
        LineSelection::Overlay(chosen) => chosen.chooses(overlay),
        _ => false,
    });
    let wanted = drawing.layers.overlays.as_ref();
    !own && wanted.is_none_or(|wanted| wanted.iter().any(|chosen| chosen.chooses(overlay)))
}

/// The chosen overlays of a day as one path: areas where there are any, else lines.
pub fn chosen(overlays: &[PageOverlay<'_>], choice: &OverlaySelection, day: Day) -> Path {
    let valid = |page: &&PageOverlay<'_>| {
        page.overlay.validity.contains(day) && choice.chooses(page.overlay)
    };
    Path::join(overlays.iter().filter(valid).map(|page| page.path.clone()))
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
