//! The whole page of a day.

use super::arcs::PageArcs;
use super::backdrop::Backdrop;
use super::chart::{self, Series};
use super::chronicle::Chronicle;
use super::control::ControlView;
use super::layout::PageLayout;
use super::legend::{self, Areas, Key};
use super::overlay::PageOverlay;
use super::pen::Pen;
use super::places::{self, PagePlace};
use super::plates::Plates;
use super::selection::{PageSelections, Selected};
use super::standing::{Standing, Standings};
use super::towns::PageTowns;
use super::{
    arrow, describe, drawn, events, furniture, graticule, label, locator, marked, notes, overlay,
    reports, surround, unit, words,
};
use crate::dataset::{Atlas, EventsShown};
use crate::figure::{Layout, Plan};
use crate::math::{Day, Rect};
use crate::projection::Viewport;
use crate::scene::{Group, Item, Layer, Path, Scene};
use crate::text::Typesetter;
use crate::topology::{Coverage, Ring};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Composes the scenes of a figure. A scene is a pure function of atlas, plan and day.
pub struct Composer<'a> {
    atlas: &'a Atlas,
    plan: &'a Plan,
    coverage: &'a Coverage,
    typesetter: &'a Typesetter,
    layout: PageLayout,
    viewport: Viewport,
    arcs: PageArcs,
    overlays: Vec<PageOverlay<'a>>,
    fronts: Vec<drawn::DrawnFront<'a>>,
    selections: PageSelections,
    places: Vec<PagePlace>,
    towns: PageTowns,
    chronicle: Option<Chronicle>,
    series: Series,
    base_keys: BTreeSet<Key>,
    below: Arc<Group>,
    lines: Arc<Group>,
    labels: Arc<Group>,
    furniture: Arc<Group>,
    /// The room that names take.
    taken: Vec<Rect>,
    /// Where boxes on the map stand, if they do.
    plates: Option<Plates>,
    /// Where the title ends and where the credits begin, in the panel.
    panel_span: (f64, f64),
    /// Whether ground says who holds it.
    noted: bool,
    /// Areas of days drawn before.
    standing: Standings,
}

/// What changes from day to day on the map.
pub(super) struct DayMap {
    pub control: Arc<Group>,
    pub movement: Group,
    /// The day's events.
    pub shown: Vec<events::Shown>,
    /// The events up to the day, if the figure shows them.
    pub chronicle: Option<Group>,
    pub keys: BTreeSet<Key>,
}

impl<'a> Composer<'a> {
    /// Composes all that does not change from day to day.
    pub fn new(
        atlas: &'a Atlas,
        plan: &'a Plan,
        coverage: &'a Coverage,
        typesetter: &'a Typesetter,
    ) -> Self {
        Self::on(Backdrop::new(atlas, plan), coverage, typesetter)
    }

    /// The same, with what lies there whoever holds the ground composed before.
    pub fn on(backdrop: Backdrop<'a>, coverage: &'a Coverage, typesetter: &'a Typesetter) -> Self {
        let Backdrop {
            atlas,
            plan,
            layout,
            viewport,
            ground: on_page,
            below,
            lines,
            keys: base_keys,
            costs: ground_costs,
            ..
        } = backdrop;
        let pen = Pen { typesetter, plan, unit: layout.unit };
        let arcs = PageArcs::new(coverage, &viewport, plan.size.scale);
        let ground = &*on_page.atlas;
        // Days are only charted, and areas measured, where there is a timeline.
        let charted = if layout.timeline.is_some() { plan.span.1 } else { plan.span.0 };
        let days = (plan.span.0, charted);
        let series = Series::of(coverage, days, plan.words.date.precision);
        let overlays = overlay::project(atlas, &viewport);
        let obstacles = label::Obstacles {
            pen: &pen,
            atlas: ground,
            viewport: &viewport,
            coverage,
            arcs: &arcs,
            overlays: &overlays,
        };
        let mut rooms: Vec<Rect> = Vec::new();
        // Where names should not be has nothing to do with what stands beside the map.
        let (costs, (plates, furniture, panel_span)) = rayon::join(
            || label::costs(&obstacles, ground_costs),
            || match plan.layout {
                Layout::Panel => {
                    let (group, span, room) =
                        fixed_furniture(&pen, atlas, &layout, &viewport, &series);
                    rooms.extend(room);
                    (None, group, span)
                }
                Layout::Overlay => {
                    let (plates, group) = Plates::new(&pen, atlas, coverage, &viewport, &base_keys);
                    rooms.extend(plates.rooms());
                    (Some(plates), group, (0.0, 0.0))
                }
                Layout::Map => (None, Group::default(), (0.0, 0.0)),
            },
        );
        let scale_room = match plan.layout {
            Layout::Map => furniture::scale(&pen, &viewport, viewport.rect()).1,
            Layout::Panel | Layout::Overlay => None,
        };
        let (marks, marked) = marked::group(&pen, atlas, &viewport, layout.clear);
        rooms.extend(&marked);
        rooms.extend(scale_room);
        let (frame, framed) = surround::of_map(&pen, &viewport);
        rooms.extend(framed);
        let mut furniture = furniture;
        if !frame.items.is_empty() {
            furniture.items.push(Item::Group(frame));
        }
        let (_, scale) = furniture::scale(&pen, &viewport, viewport.rect());
        let standing: Vec<Rect> = rooms.iter().copied().chain(scale).collect();
        let theatre = arcs.area(&viewport, &theatre(coverage, plan));
        if let Some((inset, room)) = locator::locator(&pen, ground, &viewport, &standing, &theatre)
        {
            furniture.items.push(Item::Group(inset));
            rooms.push(room);
        }
        let (degrees, along_edges) = graticule::degrees(&pen, &viewport, &rooms);
        rooms.extend(&along_edges);
        let (mut labels, taken) = label::group(&label::Surroundings {
            pen: &pen,
            atlas: ground,
            ground: &on_page,
            viewport: &viewport,
            clear: layout.clear,
            rooms: &rooms,
            theatre: &theatre,
            costs: &costs,
        });
        labels.items.extend(marks);
        if !along_edges.is_empty() {
            labels.items.push(Item::Group(degrees));
        }
        let layers = &plan.drawing.layers;
        let places = match layers.places {
            true => places::project(atlas, coverage, &viewport),
            false => Vec::new(),
        };
        let towns = match layers.towns {
            true => PageTowns::new(atlas, &viewport, layout.unit),
            false => PageTowns::default(),
        };
        let chronicle = (layers.events == EventsShown::Until)
            .then(|| Chronicle::new(&pen, atlas, &viewport, layout.clear, &taken));
        Self {
            standing: Standings::new(plan, atlas, coverage),
            atlas,
            plan,
            coverage,
            typesetter,
            overlays,
            fronts: drawn::project(atlas, &viewport),
            selections: PageSelections::new(plan, &viewport),
            places,
            towns,
            chronicle,
            layout,
            viewport,
            arcs,
            series,
            base_keys,
            below,
            lines,
            labels: Arc::new(labels),
            furniture: Arc::new(furniture),
            plates,
            panel_span,
            taken,
            noted: false,
        }
    }

    /// The same composer, whose scenes have notes on the ground of each holding: who holds it and
    /// how, how sure that is, its area and its source. They are not seen in the picture.
    #[must_use]
    pub fn noted(mut self) -> Self {
        self.noted = true;
        self
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        self.plan
    }

    /// The map's viewport.
    pub fn viewport(&self) -> &Viewport {
        &self.viewport
    }

    /// The scene of a day.
    pub fn scene(&self, day: Day) -> Scene {
        let description =
            describe::alt_text(self.atlas, self.plan, self.coverage, day, &self.areas(day));
        Scene { description, ..self.picture(day) }
    }

    /// The scene of a day without its description, for frames: areas need not be measured where
    /// nothing tells them.
    pub fn picture(&self, day: Day) -> Scene {
        self.picture_on(day, day)
    }

    /// The picture of a day on the ground of another: areas and front are that day's; date,
    /// legend, events and all else are this day's. What a fade begins with.
    pub fn picture_on(&self, ground: Day, day: Day) -> Scene {
        let pen = self.pen();
        let DayMap { control, movement, shown, chronicle, mut keys } = self.map(&pen, ground, day);
        let clear = self.layout.clear;
        let (units, taken) =
            unit::of_day(&pen, self.atlas, &self.viewport, clear, day, &self.taken);
        let (panel, marks) = match &self.plates {
            None => {
                let areas = self.areas(day);
                let (panel, written) = self.panel(&pen, day, keys, &areas, &shown);
                let clear = self.layout.clear;
                (panel, events::marks(&pen, &shown, written, clear, &taken))
            }
            Some(plates) => {
                keys.extend(events::keys(self.plan, &shown));
                let map = self.viewport.rect();
                let panel = plates.of_day(&pen, self.atlas, map, day, &keys);
                (panel, events::unlisted(&pen, &shown, self.layout.clear, &taken))
            }
        };
        let marks = chronicle.unwrap_or(marks);
        let mut day_furniture = panel;
        if let Some(bar) = self.layout.timeline {
            let chart = chart::of_day(&pen, self.atlas, &self.series, bar, day);
            day_furniture.items.push(Item::Group(Group::new("timeline-day", chart)));
        }
        let fixed = |group: &Arc<Group>| Layer { group: Arc::clone(group), fixed: true };
        let shared = |group: Arc<Group>| Layer { group, fixed: false };
        let daily = |group: Group| shared(Arc::new(group));
        Scene {
            width: self.plan.size.width,
            height: self.plan.size.height,
            title: words::titled(&self.plan.title, &words::date(self.plan.words, day)),
            description: String::new(),
            layers: vec![
                fixed(&self.below),
                shared(control),
                fixed(&self.lines),
                daily(movement),
                fixed(&self.labels),
                daily(units),
                daily(marks),
                fixed(&self.furniture),
                daily(day_furniture),
            ],
        }
    }

    /// What is in the picture of a day and the legend explains.
    pub(super) fn keys(&self, day: Day) -> BTreeSet<Key> {
        let map = self.map(&self.pen(), day, day);
        let mut keys = map.keys;
        keys.extend(events::keys(self.plan, &map.shown));
        keys
    }

    /// What words are written with.
    pub(super) fn pen(&self) -> Pen<'_> {
        Pen { typesetter: self.typesetter, plan: self.plan, unit: self.layout.unit }
    }

    /// What control is drawn from, in the look of a plan.
    pub(super) fn view<'v>(&'v self, plan: &'v Plan) -> ControlView<'v> {
        ControlView {
            plan,
            coverage: self.coverage,
            arcs: &self.arcs,
            viewport: &self.viewport,
            unit: self.layout.unit,
        }
    }

    /// The ground below control, the lines above it, and the names above all.
    pub(super) fn ground(&self) -> [&Arc<Group>; 3] {
        [&self.below, &self.lines, &self.labels]
    }

    /// What the map shows of a day on the ground of another, in the look of the pen's plan.
    pub(super) fn map(&self, pen: &Pen<'_>, ground: Day, day: Day) -> DayMap {
        let view = self.view(pen.plan);
        // What a plan of another look draws, and notes of a day, are made anew.
        let own = ground == day && std::ptr::eq(pen.plan, self.plan) && !self.noted;
        let standing = match own {
            true => self.standing.of(day, || self.stand(&view, ground, day)),
            false => self.stand(&view, ground, day),
        };
        let Standing { control, mut keys } = standing;
        let mut lines = self.day_lines(pen, &view, day, &mut keys);
        // The legend is the day's own.
        if ground != day {
            lines = self.day_lines(pen, &view, ground, &mut BTreeSet::new());
        }
        let (dots, reported) = match self.plan.drawing.layers.reports {
            true => reports::dots(pen, self.atlas, &self.viewport, day),
            false => Default::default(),
        };
        keys.extend(reported.into_iter().map(Key::Reported));
        let overlays = overlay::group(pen.plan, pen.unit, &self.overlays, day, &mut keys);
        let arrows = arrow::of_day(pen, self.atlas, &self.viewport, day, &mut keys);
        let arrows = Some(arrows).filter(|group| !group.items.is_empty());
        keys.extend(unit::keys(pen, self.atlas, &self.viewport, self.layout.clear, day));
        let movement = std::iter::once(overlays).chain(lines).chain(arrows).chain([dots]);
        let movement = movement.map(Item::Group).collect();
        let movement = Group::new("movement", movement).clipped(Path::rect(self.viewport.rect()));
        let shown = match self.plan.drawing.layers.events {
            EventsShown::Day => {
                events::of_day(self.atlas, self.plan, &self.viewport, self.layout.clear, day)
            }
            EventsShown::Nothing | EventsShown::Until => Vec::new(),
        };
        let chronicle = self.chronicle.as_ref();
        let chronicle = chronicle.map(|c| c.group(pen, self.atlas, day, &mut keys));
        DayMap { control, movement, shown, chronicle, keys }
    }

    /// Areas of a day on the ground of another.
    fn stand(&self, view: &ControlView<'_>, ground: Day, day: Day) -> Standing {
        let mut keys = self.base_keys.clone();
        let mut control = self.control(view, day, &mut keys);
        if ground != day {
            control = self.control(view, ground, &mut BTreeSet::new());
        }
        let mut control = control.clipped(Path::rect(self.viewport.rect()));
        if self.noted {
            control.items.push(Item::Group(notes::group(self.atlas, view, day)));
        }
        Standing { control: Arc::new(control), keys }
    }

    /// Control as the atlas has it and what the figure's own areas choose of it.
    fn control(&self, view: &ControlView<'_>, day: Day, keys: &mut BTreeSet<Key>) -> Group {
        let own = Selected::of(self.plan, self.coverage, day);
        let mut control = view.areas(&own, day, keys);
        control.items.extend(self.selections.areas(view, &self.overlays, &own, day, keys));
        control
    }

    /// Lines of a day, and settlements by holder if the figure shows them.
    fn day_lines(
        &self,
        pen: &Pen<'_>,
        view: &ControlView<'_>,
        day: Day,
        keys: &mut BTreeSet<Key>,
    ) -> Vec<Group> {
        let own = self.selections.lines(view, &self.overlays, day, keys);
        let borders = self.coverage.between(&self.coverage.ids_on(day));
        let front = view.front(day, &borders, keys);
        let places = places::group(pen, self.coverage, &self.places, day, keys);
        let towns = self.towns.group(pen, day, keys);
        let mut groups = vec![view.divisions(day, &borders)];
        groups.extend((!own.items.is_empty()).then_some(own));
        groups.push(front);
        let drawn = drawn::group(view.plan, view.unit, &self.fronts, day, keys);
        groups.extend((!drawn.items.is_empty()).then_some(drawn));
        groups.extend((!places.items.is_empty()).then_some(places));
        groups.extend((!towns.items.is_empty()).then_some(towns));
        groups
    }

    /// Date, legend and captions.
    fn panel(
        &self,
        pen: &Pen<'_>,
        day: Day,
        mut keys: BTreeSet<Key>,
        areas: &Areas,
        shown: &[events::Shown],
    ) -> (Group, usize) {
        let margin = furniture::margin(pen);
        let (left, width) =
            (self.layout.panel.x0 + margin, self.layout.panel.width() - 2.0 * margin);
        let (top, bottom) = self.panel_span;
        let (mut items, height) = furniture::date_stamp(pen, self.atlas, day, left, width, top);
        let y = top + height + 6.0 * pen.unit;
        items.push(furniture::rule(pen, left, left + width, y));
        // Beside the map everything stands in one column, below it in two.
        let gap = 30.0 * pen.unit;
        let column = if self.layout.beside { width } else { (width - gap) / 2.0 };
        let top = y + 13.0 * pen.unit;
        let draw = |keys: &BTreeSet<Key>| {
            legend::fitted(pen, self.atlas, keys, areas, (left, column), (top, bottom))
        };
        let without = draw(&keys);
        keys.extend(events::keys(self.plan, shown));
        let with = draw(&keys);
        let start = |below: f64| if self.layout.beside { below + 14.0 * pen.unit } else { top };
        let heading = furniture::heading(pen, &self.plan.words.page.events, left, 0.0).1;
        // Where there is no room for captions there are no marks, which would mean nothing.
        let fits =
            !shown.is_empty() && start(with.1) + heading + events::least_height(pen) <= bottom;
        let (legend, below) = if fits { with } else { without };
        items.push(Item::Group(legend));
        if !fits {
            return (Group::new("panel", items), 0);
        }
        let (left, top) = if self.layout.beside {
            items.push(furniture::rule(pen, left, left + width, below + 3.0 * pen.unit));
            (left, start(below))
        } else {
            (left + column + gap, top)
        };
        let (heading, height) = furniture::heading(pen, &self.plan.words.page.events, left, top);
        items.push(heading);
        let (captions, written) = events::captions(pen, shown, left, column, top + height, bottom);
        items.push(Item::Group(captions));
        (Group::new("panel", items), written)
    }

    /// Areas of the theatre on a day by way of holding.
    pub(super) fn areas(&self, day: Day) -> Areas {
        legend::areas_on(self.coverage, day)
    }
}

/// The outline of the ground that somebody holds on the figure's first or last day.
pub(super) fn theatre(coverage: &Coverage, plan: &Plan) -> Vec<Ring> {
    let mut days = vec![coverage.on(plan.span.1.plus(-1))];
    // Outlines of days that are laid out apart are no outline together.
    if coverage.are_together(plan.span.0, plan.span.1.plus(-1)) {
        days.push(coverage.on(plan.span.0));
    }
    coverage
        .outline(|h| days.iter().any(|on| on[h.0 as usize].is_some_and(|holding| !holding.rear)))
}

/// Paper, title, credits, chart and scale bar; returns also where the title ends and where the
/// credits begin, and the room that the scale bar takes on the map.
fn fixed_furniture(
    pen: &Pen<'_>,
    atlas: &Atlas,
    layout: &PageLayout,
    viewport: &Viewport,
    series: &Series,
) -> (Group, (f64, f64), Option<Rect>) {
    let margin = furniture::margin(pen);
    let (left, width) = (layout.panel.x0 + margin, layout.panel.width() - 2.0 * margin);
    let mut items = furniture::paper(pen, layout);
    let (title, end) = furniture::title(pen, left, width, layout.panel.y0 + margin * 0.8);
    items.push(Item::Group(Group::new("title", title)));
    let foot: Rect = layout.panel;
    let (credits, start) = furniture::credits(pen, atlas, left, width, foot.y1 - margin * 0.7);
    items.push(Item::Group(Group::new("credits", credits)));
    items.push(furniture::rule(pen, left, left + width, start - 6.0 * pen.unit));
    if let Some(bar) = layout.timeline {
        items.push(Item::Group(Group::new("timeline", chart::fixed(pen, atlas, series, bar))));
    }
    let (scale, room) = furniture::scale(pen, viewport, viewport.rect());
    items.push(Item::Group(Group::new("scale-bar", scale)));
    (Group::new("furniture", items), (end + 8.0 * pen.unit, start - 12.0 * pen.unit), room)
}
