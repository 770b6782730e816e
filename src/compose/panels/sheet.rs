//! Small multiples: a map for each of several days, of one scale and palette, with one legend.

use super::arrangement::{Task, arrange};
use super::caption::Captions;
use super::cell::Cell;
use super::foot::Foot;
use crate::compose::legend::{self, Key};
use crate::compose::pen::Pen;
use crate::compose::viewport;
use crate::compose::{PageLayout, describe, furniture, overlay, words};
use crate::dataset::{Atlas, BaseKind, ControlLayer, EventsShown};
use crate::figure::{Layout, Panel, Plan};
use crate::math::{Day, Rect};
use crate::scene::{Fill, Group, Item, Layer, Path, Scene, Stroke};
use crate::style::fill;
use crate::text::Typesetter;
use crate::topology::Coverage;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Maps on a page.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// What they show, in order.
    pub panels: &'a [Panel],
    /// How many stand side by side; `None`: as the shape of the ground asks for.
    pub columns: Option<u32>,
    /// Whether each says below it who holds how much, and shows what was gained since the one
    /// before.
    pub measured: bool,
    /// Atlas and control of each panel, where they are not those of the page: as one source after
    /// the other has them.
    pub told: &'a [(Atlas, Coverage)],
}

impl<'a> Sheet<'a> {
    /// Atlas and control of a panel; those of the page unless it has its own.
    pub(super) fn of<'s>(
        &self,
        panel: usize,
        page: (&'s Atlas, &'s Coverage),
    ) -> (&'s Atlas, &'s Coverage)
    where
        'a: 's,
    {
        self.told.get(panel).map_or(page, |(atlas, coverage)| (atlas, coverage))
    }

    /// The day since which gains stand out on a panel.
    fn before(&self, panel: usize) -> Option<Day> {
        let (before, own) = (self.panels.get(panel.checked_sub(1)?)?, self.panels.get(panel)?);
        (self.measured && before.day < own.day).then_some(before.day)
    }
}

/// Composes a page of several maps.
pub fn sheet(
    atlas: &Atlas,
    plan: &Plan,
    coverage: &Coverage,
    typesetter: &Typesetter,
    sheet: Sheet<'_>,
) -> Scene {
    let unit = PageLayout::of(plan.size, Layout::Panel).unit;
    let plan = Plan { layout: Layout::Map, ..plan.clone() };
    let plan = simplified(plan, unit, sheet.panels.len());
    let pen = Pen { typesetter, plan: &plan, unit };
    // Marks and names of small maps are smaller, on the maps and in the legend.
    let own = if sheet.panels.len() > 4 { 0.8 } else { 0.9 } * unit;
    let small = Pen { unit: own, ..pen };
    let page = Rect::from_size(0.0, 0.0, plan.size.width, plan.size.height);
    let margin = furniture::margin(&pen);
    let (left, width) = (page.x0 + margin, page.width() - 2.0 * margin);
    let (mut items, title_end) = furniture::title(&pen, left, width, page.y0 + margin * 0.6);

    let foot = Foot { pen: &small, atlas, left, width, bottom: page.y1 - margin * 0.7 };
    let top = foot.top(&expected(atlas, &plan, coverage, sheet));
    let captions = Captions::new(small, atlas, coverage, &sheet);
    let area = Rect { x0: left, y0: title_end + 9.0 * unit, x1: left + width, y1: top };
    let maps = arrange(&Task {
        area,
        count: sheet.panels.len(),
        aspect: sheet.panels.first().map_or(1.0, |panel| viewport::aspect(&of_panel(&plan, panel))),
        gap: 13.0 * unit,
        columns: sheet.columns.map(|columns| columns as usize),
        scale: plan.size.scale,
        words: &|width| captions.heights(width),
    });

    // Panels of one extent share what is the same on every day, unless each has its own control.
    let mut plans: Vec<Plan> = Vec::new();
    for panel in sheet.panels {
        if !sheet.told.is_empty() || plans.iter().all(|plan| plan.extent != panel.extent) {
            plans.push(of_panel(&plan, panel));
        }
    }
    let size = maps.first().map_or((1.0, 1.0, own), |map| (map.width(), map.height(), own));
    let cell = |(i, plan)| {
        let (atlas, coverage) = sheet.of(i, (atlas, coverage));
        Cell::new(atlas, plan, coverage, typesetter, size)
    };
    let cells: Vec<Cell<'_>> = plans.iter().enumerate().map(cell).collect();
    let mut keys = BTreeSet::new();
    let mut layers = Vec::new();
    let mut bar = None;
    for (i, (panel, map)) in sheet.panels.iter().zip(&maps).enumerate() {
        let own = match sheet.told.is_empty() {
            true => plans.iter().position(|plan| plan.extent == panel.extent),
            false => Some(i),
        };
        let Some(cell) = own.and_then(|own| cells.get(own)) else { continue };
        layers.push(cell.of_day(panel.day, sheet.before(i), *map, &mut keys));
        let frame = Stroke::new(plan.theme.page.muted, 0.9 * unit);
        items.push(Item::Stroke(Path::rect(*map), frame));
        bar = Some((cell, *map));
    }
    if let Some((cell, map)) = bar {
        let (scale, _) = furniture::scale(&small, cell.viewport(), cell.viewport().rect());
        let scale = Group::new("scale-bar", scale).moved(map.x0, map.y0);
        items.push(Item::Group(scale));
    }
    items.push(Item::Group(captions.draw(&maps)));
    items.extend(foot.draw(&legend::without_ground_lines(&keys)));
    let paper = Item::Fill(Path::rect(page), Fill::Solid(plan.theme.page.paper));
    layers.insert(0, Group::new("paper", vec![paper]));
    layers.push(Group::new("furniture", items));
    let layer = |group| Layer { group: Arc::new(group), fixed: true };
    Scene {
        width: plan.size.width,
        height: plan.size.height,
        title: title(&plan, sheet.panels),
        description: description(atlas, &plan, coverage, sheet),
        layers: layers.into_iter().map(layer).collect(),
    }
}

/// The plan of a panel's map.
fn of_panel(plan: &Plan, panel: &Panel) -> Plan {
    let bounds = plan.bounds.filter(|_| panel.extent == plan.extent);
    Plan { extent: panel.extent, bounds, ..plan.clone() }
}

/// Without all that small maps have no room for, nor words to explain it: marks of the day's events
/// and reports, names of districts, at last rivers. Names shrink with the maps more than marks do.
fn simplified(mut plan: Plan, unit: f64, count: usize) -> Plan {
    let side = (plan.size.width * plan.size.height / count.max(1) as f64).sqrt() / unit;
    let layers = &mut plan.drawing.layers;
    layers.reports = false;
    if layers.events == EventsShown::Day {
        layers.events = EventsShown::Nothing;
    }
    let mut base = layers.base.take().unwrap_or_else(|| BaseKind::ALL.to_vec());
    base.retain(|kind| match kind {
        BaseKind::DistrictName => side >= 700.0,
        BaseKind::River => side >= 400.0,
        _ => true,
    });
    layers.base = Some(base);
    let factor = (side / 1080.0).sqrt().clamp(0.72, 1.0);
    let mut theme = plan.theme.clone();
    let label = &mut theme.label;
    for size in [
        &mut label.city,
        &mut label.town,
        &mut label.village,
        &mut label.district,
        &mut label.country,
        &mut label.water,
    ] {
        *size *= factor;
    }
    Plan { theme, ..plan }
}

/// All that the legend may have to explain: room is kept for it before the maps are drawn.
fn expected(atlas: &Atlas, plan: &Plan, coverage: &Coverage, sheet: Sheet<'_>) -> BTreeSet<Key> {
    let (drawing, mut keys) = (&plan.drawing, BTreeSet::new());
    for (i, panel) in sheet.panels.iter().enumerate() {
        let (_, coverage) = sheet.of(i, (atlas, coverage));
        let areas = legend::areas_on(coverage, panel.day);
        let before = sheet.before(i).map(|day| legend::areas_on(coverage, day));
        for (way, km2) in areas {
            if before.as_ref().is_some_and(|before| before.get(&way) < Some(&km2)) {
                keys.insert(Key::Recent(way.0, 0));
            }
            keys.insert(Key::Way(way.0, way.1, way.2));
        }
        let valid = atlas.overlays.iter().filter(|overlay| {
            overlay.validity.contains(panel.day) && overlay::is_drawn(plan, overlay)
        });
        keys.extend(valid.map(overlay::key));
    }
    if coverage.holdings().iter().any(|holding| holding.remote) {
        keys.insert(Key::Remote);
    }
    if drawing.layers.towns && atlas.control.iter().any(|l| matches!(l, ControlLayer::Towns(_))) {
        keys.insert(Key::Town);
    }
    keys.insert(Key::Front);
    keys.extend((0..drawing.areas.len()).map(|index| Key::Area { index, hectares: 0 }));
    keys.extend((0..drawing.lines.len()).map(Key::Line));
    keys.extend((0..drawing.events.len()).map(Key::Events));
    keys.extend(atlas.base.iter().map(|layer| Key::Base(layer.kind)));
    keys.retain(|key| match key {
        Key::Base(kind) => *kind == BaseKind::Historical,
        Key::Front => drawing.layers.front,
        Key::Way(..) | Key::Recent(..) => drawing.layers.control,
        _ => true,
    });
    keys
}

/// The title with the days shown.
fn title(plan: &Plan, panels: &[Panel]) -> String {
    let days = || panels.iter().map(|panel| panel.day);
    match (days().min(), days().max()) {
        (Some(from), Some(to)) => words::titled(&plan.title, &words::span(plan.words, from, to)),
        _ => plan.title.clone(),
    }
}

/// The page in words: what each map shows.
fn description(atlas: &Atlas, plan: &Plan, coverage: &Coverage, sheet: Sheet<'_>) -> String {
    let panels = sheet.panels;
    let template = match panels.len() {
        1 => &plan.words.description.maps_one,
        _ => &plan.words.description.maps,
    };
    let count = words::count(plan.words, panels.len());
    let values = [("n", &*count), ("title", &*title(plan, panels))];
    let mut sentences = vec![fill(template, &values)];
    for (i, panel) in panels.iter().enumerate() {
        let (_, coverage) = sheet.of(i, (atlas, coverage));
        let areas = legend::areas_on(coverage, panel.day);
        let held = describe::held(atlas, plan, panel.day, &areas);
        sentences.push(held.unwrap_or_else(|| format!("{}.", words::date(plan.words, panel.day))));
        let before = sheet.before(i);
        sentences.extend(
            before.and_then(|before| describe::gained(atlas, plan, coverage, before, panel.day)),
        );
        let ended = |text: &String| match text.ends_with(['.', '!', '?']) {
            true => text.clone(),
            false => format!("{text}."),
        };
        let said = [&panel.title, &panel.caption].into_iter().filter(|text| !text.is_empty());
        sentences.extend(said.map(ended));
    }
    sentences.extend(describe::sources(atlas, plan));
    sentences.join(" ")
}
