//! What lies on the map that names should not cover.

use super::field::{Costs, Field};
use super::mask::rings;
use crate::compose::arcs::PageArcs;
use crate::compose::basemap::Ground;
use crate::compose::overlay::PageOverlay;
use crate::compose::pen::Pen;
use crate::compose::unit;
use crate::dataset::{Atlas, BaseKind, ControlLayer, EventsShown, LineSelection, OverlayGeometry};
use crate::math::{PagePoint, Rect, Validity};
use crate::projection::Viewport;
use crate::topology::Coverage;
use rayon::prelude::*;

/// What a cell of a front costs that lies there on all days; less for one that is there on some.
const FRONT: f64 = 46.0;
/// The same for outlines of overlays, and for their lines.
const OVERLAY: f64 = 9.0;
/// A line of the figure's own.
const OWN_LINE: u32 = 22;
/// A place that was reported taken on a day, where an event happened, and where its mark stands.
const REPORT: u32 = 4;
const EVENT: u32 = 5;
const MARK: u32 = 1;
/// A unit's symbol that stands there on all days.
const UNIT: f64 = 26.0;
/// Lines of the ground map.
const LINES: [(BaseKind, u32); 5] = [
    (BaseKind::Boundary, 8),
    (BaseKind::Sea, 6),
    (BaseKind::Lake, 6),
    (BaseKind::River, 2),
    (BaseKind::District, 1),
];

/// What may lie on the map.
pub struct Obstacles<'a> {
    /// The figure.
    pub pen: &'a Pen<'a>,
    /// What is drawn.
    pub atlas: &'a Atlas,
    /// The map.
    pub viewport: &'a Viewport,
    /// Fronts.
    pub coverage: &'a Coverage,
    /// The same on the page.
    pub arcs: &'a PageArcs,
    /// What lies over control.
    pub overlays: &'a [PageOverlay<'a>],
}

/// The costs of the lines of the ground map, which are there whatever else is.
pub fn of_ground(ground: &Ground<'_>, viewport: &Viewport, unit: f64) -> Field {
    let map = viewport.rect();
    let mut field = Field::new(map, (3.0 * unit).max(map.width() / 1200.0));
    for (kind, cost) in LINES {
        for feature in super::features(&ground.atlas, kind) {
            rings(&ground.path(feature)).iter().for_each(|line| field.line(line, cost));
        }
    }
    field
}

/// The costs of all days of the figure together, those of the ground map given: what is there for a
/// few days only counts little, but not as little as its share of the days, for on these days the
/// name is in the way.
pub fn costs(on: &Obstacles<'_>, mut field: Field) -> Costs {
    let unit = on.pen.unit;
    let (from, until) = on.pen.plan.span;
    let all = until.since(from).max(1) as f64;
    let shown = |validity: &Validity| {
        let first = validity.from.map_or(from, |day| day.max(from));
        let last = validity.until.map_or(until, |day| day.min(until));
        last.since(first).max(0) as f64
    };
    let share = |days: f64, cost: f64| (cost * (days / all).clamp(0.0, 1.0).sqrt()) as u32;
    let drawing = &on.pen.plan.drawing;
    let layers = &drawing.layers;
    let own_front = drawing.lines.iter().any(|l| matches!(l.select, LineSelection::Front(_)));
    if layers.front || own_front {
        let fronts = on.coverage.front_days(from, until).into_par_iter().with_min_len(64);
        let fronts = fronts.map(|(arc, days)| (on.arcs.points(arc), share(f64::from(days), FRONT)));
        let fronts: Vec<(Vec<PagePoint>, u32)> = fronts.collect();
        field.lines(&fronts.iter().map(|(line, cost)| (&line[..], *cost)).collect::<Vec<_>>());
    }
    for line in &drawing.lines {
        let LineSelection::Lines(lines) = &line.select else { continue };
        rings(&on.viewport.lines(lines)).iter().for_each(|line| field.line(line, OWN_LINE));
    }
    let drawn = |page: &&PageOverlay<'_>| match &layers.overlays {
        Some(chosen) => chosen.iter().any(|own| own.chooses(page.overlay)),
        None => true,
    };
    for overlay in on.overlays.iter().filter(drawn) {
        let cost = share(shown(&overlay.overlay.validity), OVERLAY);
        for mut line in rings(&overlay.path) {
            if let OverlayGeometry::Areas(_) = overlay.overlay.geometry {
                line.extend(line.first().copied());
            }
            field.line(&line, cost);
        }
    }
    let room =
        |at: PagePoint, half: f64| Rect { x0: at.x, y0: at.y, x1: at.x, y1: at.y }.grow(half);
    for layer in &on.atlas.control {
        let ControlLayer::Places(places) = layer else { continue };
        let reported = places.settlements.iter().filter(|settlement| {
            let mut days = settlement.reports.iter().map(|report| report.day);
            layers.places || layers.reports && days.any(|day| day >= from && day < until)
        });
        for at in reported.filter_map(|settlement| on.viewport.page(settlement.position)) {
            field.area(&room(at, 5.0 * unit), REPORT);
        }
    }
    for (place, room) in unit::rooms(on.pen, on.atlas, on.viewport) {
        field.area(&room, share(shown(&place.validity), UNIT));
    }
    let radius = on.pen.plan.theme.event.size * unit / 2.0;
    let marked = layers.events != EventsShown::Nothing;
    let events = on.atlas.events.iter().filter(|_| marked);
    let events = events.filter(|e| e.day >= from && e.day < until && !e.regional);
    for at in events.filter_map(|event| event.position).filter_map(|at| on.viewport.page(at)) {
        field.area(&room(at, 4.0 * unit), EVENT);
        field.area(&room(PagePoint::new(at.x, at.y - 2.0 * radius), radius), MARK);
    }
    field.finish()
}
