//! Ground that changed hands on the map and in the legend: what stayed pale, what changed strong.

use super::change::{Change, Fate, Way};
use crate::compose::control::ControlView;
use crate::compose::legend;
use crate::compose::pattern::{Mark, Pattern, of_party, of_status, rows};
use crate::compose::pen::Pen;
use crate::compose::words;
use crate::dataset::{Atlas, PartyId, Status};
use crate::figure::Plan;
use crate::math::{Day, PagePoint, Rect};
use crate::scene::{Fill, Group, Hatch, Item, Path, Stroke};
use crate::style::fill;
use crate::topology::{ArcId, HistoryId};
use std::collections::BTreeSet;

/// Of the tint of held ground, how much ground has that stayed with its party.
const PALE: f64 = 0.55;

/// The directions of the lines over ground gained by the first party, the second and so on: who
/// gained it is told without color, too.
const DIRECTIONS: [f64; 4] = [45.0, -45.0, 90.0, 0.0];

/// How ground looks.
struct Look {
    /// Whose tint lies below, and how opaque it is.
    tint: Option<(PartyId, f64)>,
    /// The pattern above.
    pattern: Option<Pattern>,
}

fn look(plan: &Plan, unit: f64, fate: &Fate) -> Look {
    let control = &plan.theme.control;
    let pale = control.opacity * PALE;
    let by_status = |(party, status, other): &Way| {
        let look = of_status(plan, unit, *party, status, *other);
        Look { tint: look.tint.map(|party| (party, pale)), pattern: look.pattern }
    };
    match fate {
        Fate::Gained((party, Status::Held, _)) => Look {
            tint: Some((*party, control.recent)),
            pattern: paints(lines(plan, unit, *party)),
        },
        Fate::Kept((party, Status::Held, _)) => Look {
            tint: Some((*party, pale)),
            pattern: of_party(plan, unit, *party).and_then(paints),
        },
        Fate::Kept(way) | Fate::Gained(way) => by_status(way),
        Fate::Left(party) => Look { tint: None, pattern: Some(dots(plan, unit, *party)) },
    }
}

fn paints(fill: Fill) -> Option<Pattern> {
    Some(Pattern::Paints(vec![fill]))
}

/// Lines over gained ground, darker than its tint.
fn lines(plan: &Plan, unit: f64, party: PartyId) -> Fill {
    let pattern = &plan.theme.pattern;
    Fill::Hatch(Hatch {
        color: plan.color(party).mix(plan.theme.page.ink, 0.5),
        width: 0.55 * pattern.hatch_width * unit,
        spacing: 0.72 * pattern.hatch_spacing * unit,
        angle: DIRECTIONS[usize::from(party.0) % DIRECTIONS.len()],
    })
}

/// Dots over ground that is nobody's any more.
fn dots(plan: &Plan, unit: f64, party: PartyId) -> Pattern {
    let pattern = &plan.theme.pattern;
    let dot = Mark::Dot(0.5 * pattern.dot_radius * unit, plan.color(party));
    rows(dot, 0.75 * pattern.dot_spacing * unit)
}

/// Tints and patterns of all ground.
pub fn group(view: &ControlView<'_>, change: &Change) -> Group {
    let (plan, unit) = (view.plan, view.unit);
    let looks: Vec<(&Fate, Look)> =
        change.areas.keys().map(|fate| (fate, look(plan, unit, fate))).collect();
    let mut items = Vec::new();
    for (id, opacity) in
        [("held", plan.theme.control.opacity * PALE), ("gained", plan.theme.control.recent)]
    {
        let parties: BTreeSet<PartyId> =
            looks.iter().filter_map(|(_, look)| tinted(look, opacity)).collect();
        let tints = parties.into_iter().map(|party| {
            let own: BTreeSet<&Fate> = looks
                .iter()
                .filter(|(_, look)| tinted(look, opacity) == Some(party))
                .map(|(fate, _)| *fate)
                .collect();
            let path = view.path(|h| change.fate(h).is_some_and(|fate| own.contains(fate)));
            Item::Fill(path, Fill::Solid(plan.color(party)))
        });
        items.push(Item::Group(Group::new(id, tints.collect()).with_opacity(opacity).summed()));
    }
    for (fate, look) in &looks {
        if let Some(pattern) = &look.pattern {
            let path = view.path(|h: HistoryId| change.fate(h) == Some(*fate));
            items.extend(pattern.draw(&path));
        }
    }
    Group::new("change", items)
}

/// Whose tint of an opacity a look has.
fn tinted(look: &Look, opacity: f64) -> Option<PartyId> {
    look.tint.filter(|tint| tint.1 == opacity).map(|tint| tint.0)
}

/// The fronts of both days: where the earlier one was left, dashed.
pub fn fronts(view: &ControlView<'_>, from: Day, to: Day) -> (Group, bool) {
    let arcs = |day: Day| -> BTreeSet<ArcId> {
        view.coverage.frontline(day).into_iter().map(|(arc, _, _)| arc).collect()
    };
    let (then, now) = (arcs(from), arcs(to));
    let left: Vec<ArcId> = then.difference(&now).copied().collect();
    let now: Vec<ArcId> = now.into_iter().collect();
    let former = view.arcs.lines(view.viewport, view.coverage, &left);
    let line = view.arcs.lines(view.viewport, view.coverage, &now);
    let style = &view.plan.theme.front;
    let casing = |width: f64| Stroke::new(style.casing, width * view.unit);
    let mut items = Vec::new();
    let moved = !former.is_empty();
    if moved {
        items.push(Item::Stroke(former.clone(), casing(style.former_width + 2.6)));
        items.push(Item::Stroke(former, former_line(view.plan, view.unit)));
    }
    if !line.is_empty() {
        items.push(Item::Stroke(line.clone(), casing(style.casing_width)));
        items.push(Item::Stroke(line, Stroke::new(style.color, style.width * view.unit)));
    }
    (Group::new("fronts", items), moved)
}

fn former_line(plan: &Plan, unit: f64) -> Stroke {
    let style = &plan.theme.front;
    Stroke::new(style.former, 1.25 * style.former_width * unit).dashed([7.0 * unit, 4.5 * unit])
}

/// The legend below `top`; returns where it ends.
pub fn explained(
    pen: &Pen<'_>,
    atlas: &Atlas,
    change: &Change,
    (from, to): (Day, Day),
    moved: bool,
    (left, width, top): (f64, f64, f64),
) -> (Vec<Item>, f64) {
    let theme = &pen.plan.theme;
    let (mut items, mut y) = (Vec::new(), top);
    let mut add = |sample: &dyn Fn(Rect) -> Vec<Item>, text: &str, number: Option<&str>| {
        let (mut drawn, end) = legend::entry(pen, sample, text, number, left, width, y);
        items.append(&mut drawn);
        y = end;
    };
    // What changed first.
    let order = |fate: &Fate| match fate {
        Fate::Gained(_) => 0,
        Fate::Left(_) => 1,
        Fate::Kept(_) => 2,
    };
    let mut fates: Vec<(&Fate, &f64)> = change.areas.iter().collect();
    fates.sort_by_key(|(fate, _)| order(fate));
    for (fate, km2) in fates {
        let sample = |rect: Rect| swatch(pen, &look(pen.plan, pen.unit, fate), rect);
        add(&sample, &words_for(pen.plan, atlas, fate), Some(&words::area(pen.plan.words, *km2)));
    }
    let line = |rect: Rect, stroke: Stroke| {
        let y = rect.center().y;
        let rule = Path::line(&[PagePoint::new(rect.x0, y), PagePoint::new(rect.x1, y)]);
        vec![Item::Stroke(rule, stroke)]
    };
    let now = Stroke::new(theme.front.color, theme.front.width * pen.unit);
    let table = pen.plan.words;
    let text = |day: Day| {
        let front = fill(&table.compare.front, &[("date", &words::date(table, day))]);
        fill(&table.legend.approximate, &[("text", &front)])
    };
    add(&|rect| line(rect, now.clone()), &text(to), None);
    if moved {
        let text = fill(&table.compare.moved, &[("text", &text(from))]);
        add(&|rect| line(rect, former_line(pen.plan, pen.unit)), &text, None);
    }
    (items, y)
}

fn swatch(pen: &Pen<'_>, look: &Look, rect: Rect) -> Vec<Item> {
    let theme = &pen.plan.theme;
    let area = Path::rect(rect);
    let mut items = vec![Item::Fill(area.clone(), Fill::Solid(theme.ground.land))];
    items.extend(look.tint.map(|(party, opacity)| {
        Item::Fill(area.clone(), Fill::Solid(pen.plan.color(party).with_opacity(opacity)))
    }));
    items.extend(look.pattern.iter().flat_map(|pattern| pattern.sample(rect)));
    items.push(Item::Stroke(area, Stroke::new(theme.page.muted, 0.8 * pen.unit)));
    items
}

/// What the legend says of ground.
pub fn words_for(plan: &Plan, atlas: &Atlas, fate: &Fate) -> String {
    let name = |party: PartyId| words::party(atlas, plan, party);
    let table = &plan.words.compare;
    match fate {
        Fate::Gained((party, Status::Held, _)) => fill(&table.gained, &[("party", name(*party))]),
        Fate::Gained((party, status, other)) => {
            let way = words::holding(atlas, plan, *party, status, *other);
            fill(&table.newly, &[("text", &way)])
        }
        Fate::Kept((party, status, other)) => {
            let way = words::holding(atlas, plan, *party, status, *other);
            fill(&table.kept, &[("text", &way)])
        }
        Fate::Left(party) => fill(&table.left, &[("party", name(*party))]),
    }
}
