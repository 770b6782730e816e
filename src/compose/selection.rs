//! Areas and lines of the author's choice.

use super::control::ControlView;
use super::legend::Key;
use super::overlay::{self, PageOverlay};
use super::pattern;
use crate::color::Color;
use crate::dataset::{AreaSelection, ControlSelection, LineSelection, OwnLook};
use crate::figure::{Layout, Plan};
use crate::math::{Day, Rect};
use crate::projection::Viewport;
use crate::scene::{Fill, Group, Hatch, Item, Path, Stroke};
use crate::topology::{ArcId, Coverage, HistoryId};
use std::collections::BTreeSet;

/// Which ground the figure's areas choose on a day.
pub struct Selected {
    /// By area: the chosen histories, if it chooses by who holds ground.
    chosen: Vec<Option<Vec<bool>>>,
    /// By history: the last area that fills it.
    filled_by: Vec<Option<usize>>,
}

impl Selected {
    /// The choice of a day.
    pub fn of(plan: &Plan, coverage: &Coverage, day: Day) -> Self {
        let mut chosen = Vec::new();
        if plan.drawing.areas.is_empty() {
            return Self { chosen, filled_by: Vec::new() };
        }
        let mut filled_by = vec![None; coverage.histories().len()];
        for (index, area) in plan.drawing.areas.iter().enumerate() {
            let AreaSelection::Control(selection) = &area.select else {
                chosen.push(None);
                continue;
            };
            let histories = choose(selection, coverage, day);
            if area.look.fill.is_some() {
                for (by, _) in filled_by.iter_mut().zip(&histories).filter(|(_, own)| **own) {
                    *by = Some(index);
                }
            }
            chosen.push(Some(histories));
        }
        Self { chosen, filled_by }
    }

    /// Whether any ground is filled by an area.
    pub fn covers_any(&self) -> bool {
        self.filled_by.iter().any(Option::is_some)
    }

    /// Whether an area fills the ground, so that it is not tinted by its holder.
    pub fn covers(&self, history: HistoryId) -> bool {
        self.filled_by.get(history.0 as usize).is_some_and(Option::is_some)
    }
}

/// Which histories a selection means on a day.
fn choose(selection: &ControlSelection, coverage: &Coverage, day: Day) -> Vec<bool> {
    let on = coverage.on(selection.on.unwrap_or(day));
    let of = selection.on.unwrap_or(day);
    if selection.gained_since.is_some_and(|since| !coverage.are_together(since, of)) {
        return vec![false; on.len()];
    }
    let before = selection.gained_since.map(|day| coverage.on(day));
    let wanted = |h: usize| {
        let Some(holding) = on[h].filter(|holding| holding.rear == selection.rear) else {
            return false;
        };
        // Where no way is named the question is who is on the ground.
        let who = match selection.statuses.is_empty() {
            true => holding.holder(),
            false => Some(holding.party).filter(|_| selection.statuses.contains(&holding.status)),
        };
        let Some(who) = who else { return false };
        let gained = before.as_ref().is_none_or(|before| {
            before[h].and_then(|then| then.holder()).is_some_and(|then| then != who)
        });
        gained && (selection.parties.is_empty() || selection.parties.contains(&who))
    };
    (0..on.len()).map(wanted).collect()
}

/// What the figure's areas and lines are made of that no day changes, on the page.
pub struct PageSelections {
    areas: Vec<Path>,
    lines: Vec<Path>,
}

impl PageSelections {
    /// Projects it.
    pub fn new(plan: &Plan, viewport: &Viewport) -> Self {
        let areas = plan.drawing.areas.iter().map(|area| match &area.select {
            AreaSelection::Ground(ground) => viewport.polygons(ground),
            AreaSelection::Control(_) | AreaSelection::Overlay(_) => Path::default(),
        });
        let lines = plan.drawing.lines.iter().map(|line| match &line.select {
            LineSelection::Lines(lines) => viewport.lines(lines),
            LineSelection::Front(_) | LineSelection::Overlay(_) => Path::default(),
        });
        Self { areas: areas.collect(), lines: lines.collect() }
    }

    /// The areas of a day; what was drawn is added to `keys`.
    pub fn areas(
        &self,
        view: &ControlView<'_>,
        overlays: &[PageOverlay<'_>],
        selected: &Selected,
        day: Day,
        keys: &mut BTreeSet<Key>,
    ) -> Vec<Item> {
        let (plan, unit) = (view.plan, view.unit);
        let mut items = tints(view, selected);
        for (index, area) in plan.drawing.areas.iter().enumerate() {
            let histories = selected.chosen.get(index).and_then(Option::as_ref);
            let path = match (&area.select, histories) {
                (AreaSelection::Overlay(chosen), _) => overlay::chosen(overlays, chosen, day),
                (_, Some(histories)) => view.path(|h| histories[h.0 as usize]),
                _ => self.areas.get(index).cloned().unwrap_or_default(),
            };
            if path.is_empty() {
                continue;
            }
            let hectares = histories.map_or(0, |histories| hectares(view, histories));
            keys.insert(Key::Area { index, hectares });
            if histories.is_none() {
                items.extend(
                    tint(plan, &area.look)
                        .map(|color| Item::Fill(path.clone(), Fill::Solid(color))),
                );
            }
            items.extend(over_tint(plan, unit, &area.look, &path, None));
        }
        items
    }

    /// The lines of a day; what was drawn is added to `keys`.
    pub fn lines(
        &self,
        view: &ControlView<'_>,
        overlays: &[PageOverlay<'_>],
        day: Day,
        keys: &mut BTreeSet<Key>,
    ) -> Group {
        let mut items = Vec::new();
        for (index, line) in view.plan.drawing.lines.iter().enumerate() {
            let path = match &line.select {
                LineSelection::Overlay(chosen) => overlay::chosen(overlays, chosen, day),
                LineSelection::Front(on) => {
                    let front = view.coverage.frontline(on.unwrap_or(day));
                    let arcs: Vec<ArcId> = front.into_iter().map(|part| part.0).collect();
                    view.arcs.lines(view.viewport, view.coverage, &arcs)
                }
                LineSelection::Lines(_) => self.lines.get(index).cloned().unwrap_or_default(),
            };
            if path.is_empty() {
                continue;
            }
            keys.insert(Key::Line(index));
            items.extend(stroked(view.plan, view.unit, &line.look, &path));
        }
        Group::new("lines", items)
    }
}

/// Filled ground: each by the last area that chooses it, so that no two overlap.
fn tints(view: &ControlView<'_>, selected: &Selected) -> Vec<Item> {
    let areas = view.plan.drawing.areas.iter().enumerate();
    let filled: Vec<(usize, Color)> = areas
        .filter(|(index, _)| selected.chosen.get(*index).is_some_and(Option::is_some))
        .filter_map(|(index, area)| Some((index, tint(view.plan, &area.look)?)))
        .collect();
    let opacities: BTreeSet<u8> = filled.iter().map(|(_, color)| color.a).collect();
    let group = |opacity: u8| {
        let fills = filled.iter().filter(|(_, color)| color.a == opacity).map(|&(index, color)| {
            let path = view.path(|h| selected.filled_by[h.0 as usize] == Some(index));
            Item::Fill(path, Fill::Solid(Color { a: 255, ..color }))
        });
        let name = format!("chosen-{opacity}");
        let opacity = f64::from(opacity) / 255.0;
        Item::Group(Group::new(name, fills.collect()).with_opacity(opacity).summed())
    };
    opacities.into_iter().map(group).collect()
}

/// The area of some ground, where the page tells areas.
fn hectares(view: &ControlView<'_>, histories: &[bool]) -> u64 {
    let theatre = |h: usize| {
        let mut holdings =
            view.coverage.histories()[h].0.iter().filter_map(|(_, holding)| *holding);
        holdings.any(|id| !view.coverage.holdings()[id.0 as usize].rear)
    };
    match view.plan.layout {
        Layout::Overlay | Layout::Map => 0,
        Layout::Panel => {
            let chosen = histories.iter().enumerate().filter(|(h, own)| **own && theatre(*h));
            let areas = view.coverage.areas_km2();
            let km2: f64 = chosen.filter_map(|(h, _)| areas.get(h)).sum();
            (km2 * 100.0).round() as u64
        }
    }
}

/// The color of a tint, its opacity included.
fn tint(plan: &Plan, look: &OwnLook) -> Option<Color> {
    let color = plan.ink(look.fill?);
    let opacity = look.opacity.unwrap_or(plan.theme.control.opacity);
    Some(color.with_opacity(opacity * color.opacity()))
}

/// Patterns and outline of an area; in a swatch, marks stand around its middle.
fn over_tint(
    plan: &Plan,
    unit: f64,
    look: &OwnLook,
    path: &Path,
    swatch: Option<Rect>,
) -> Vec<Item> {
    let theme = &plan.theme.pattern;
    let hatch = look.hatch.map(|ink| {
        Fill::Hatch(Hatch {
            color: plan.ink(ink),
            width: theme.hatch_width * unit,
            spacing: theme.hatch_spacing * unit,
            angle: look.hatch_angle.unwrap_or(theme.hatch_angle),
        })
    });
    let stripes = look
        .stripes
        .map(|[first, second]| pattern::stripes(plan, unit, [plan.ink(first), plan.ink(second)]));
    let fills = [stripes, hatch].into_iter().flatten();
    let mut items: Vec<Item> = fills.map(|fill| Item::Fill(path.clone(), fill)).collect();
    let rings = look.dots.map(|ink| pattern::rings(plan, unit, plan.ink(ink)));
    items.extend(rings.iter().flat_map(|rings| match swatch {
        Some(rect) => rings.sample(rect),
        None => rings.draw(path),
    }));
    let width = look.width.unwrap_or(theme.corridor_width * 0.7);
    items.extend(stroke(plan, unit, look, width).map(|s| Item::Stroke(path.clone(), s)));
    items
}

/// A line, on a light casing where it is unbroken.
fn stroked(plan: &Plan, unit: f64, look: &OwnLook, path: &Path) -> Vec<Item> {
    let width = look.width.unwrap_or(plan.theme.overlay.road_width);
    let Some(stroke) = stroke(plan, unit, look, width) else { return Vec::new() };
    let casing = Stroke::new(plan.theme.overlay.casing, stroke.width + 2.2 * unit);
    let casing = stroke.dash.is_empty().then(|| Item::Stroke(path.clone(), casing));
    casing.into_iter().chain([Item::Stroke(path.clone(), stroke)]).collect()
}

fn stroke(plan: &Plan, unit: f64, look: &OwnLook, width: f64) -> Option<Stroke> {
    let stroke = Stroke::new(plan.ink(look.stroke?), width * unit);
    let usual = if look.approximate { vec![5.0, 4.0] } else { Vec::new() };
    let dash = look.dash.clone().unwrap_or(usual);
    Some(match dash.is_empty() {
        true => stroke,
        false => stroke.dashed(dash.into_iter().map(|length| length * unit).collect::<Vec<_>>()),
    })
}

/// A sample of an area for the legend.
pub fn swatch(plan: &Plan, unit: f64, index: usize, rect: Rect) -> Vec<Item> {
    let area = &Path::rect(rect);
    let Some(own) = plan.drawing.areas.get(index) else { return Vec::new() };
    let fill = tint(plan, &own.look).map(|color| Item::Fill(area.clone(), Fill::Solid(color)));
    fill.into_iter().chain(over_tint(plan, unit, &own.look, area, Some(rect))).collect()
}

/// A sample of a line for the legend.
pub fn rule(plan: &Plan, unit: f64, index: usize, line: &Path) -> Vec<Item> {
    let own = plan.drawing.lines.get(index);
    own.map_or_else(Vec::new, |own| stroked(plan, unit, &own.look, line))
}
