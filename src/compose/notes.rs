//! What ground says when it is pointed at: who holds it and how, how sure that is, how large it is,
//! and whence it is known.

use super::control::ControlView;
use super::words;
use crate::color::Color;
use crate::dataset::Atlas;
use crate::figure::Plan;
use crate::math::Day;
use crate::scene::{Fill, Group, Item};
use crate::style::fill;
use crate::timeline::Holding;
use std::collections::BTreeSet;

/// One unseen area with a note for each holding of the theatre.
pub fn group(atlas: &Atlas, view: &ControlView<'_>, day: Day) -> Group {
    let on = view.coverage.on(day);
    let holdings: BTreeSet<&Holding> = on.iter().flatten().copied().filter(|h| !h.rear).collect();
    let items = holdings
        .into_iter()
        .filter_map(|holding| {
            let path = view.path(|h| on[h.0 as usize] == Some(holding));
            if path.is_empty() {
                return None;
            }
            let areas = view.coverage.areas_km2().iter().zip(&on);
            let km2 = areas.filter(|(_, own)| **own == Some(holding)).map(|(area, _)| area).sum();
            let ground = vec![Item::Fill(path, Fill::Solid(Color::NONE))];
            let note = note(atlas, view.plan, holding, km2);
            Some(Item::Group(Group::new("", ground).noted(note)))
        })
        .collect();
    Group::new("holdings", items)
}

fn note(atlas: &Atlas, plan: &Plan, holding: &Holding, km2: f64) -> String {
    let Holding { party, other, status, claim, dating, rear: _, name, source, remote: _ } = holding;
    let mut lines = vec![words::holding(atlas, plan, *party, status, *other)];
    lines.extend(name.clone());
    let area = words::area(plan.words, km2);
    lines.push(match words::claim(plan.words, *claim) {
        None => area,
        Some(claim) => format!("{area}, {claim}"),
    });
    lines.extend(words::dating(plan.words, *dating).map(str::to_owned));
    let told = |source: &String| fill(&plan.words.page.source, &[("source", source)]);
    lines.extend(source.as_ref().map(told));
    // A line is a statement.
    let flat = |line: String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.into_iter().map(flat).collect::<Vec<_>>().join("\n")
}
