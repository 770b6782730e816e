//! A picture in words: alt text.

use super::legend::Areas;
use super::panels::{Change, Fate};
use super::{reports, words};
use crate::dataset::{Atlas, Claim, Status};
use crate::figure::Plan;
use crate::math::Day;
use crate::style::fill;
use crate::topology::Coverage;

/// Title and day, who held how much, what was gained and reported taken, what the map does not say,
/// and its sources.
pub fn alt_text(
    atlas: &Atlas,
    plan: &Plan,
    coverage: &Coverage,
    day: Day,
    areas: &Areas,
) -> String {
    let mut sentences = vec![first(plan, day)];
    sentences.extend(atlas.overdue(day).map(|since| {
        let text = words::no_report(plan.words, since, day);
        let mut letters = text.chars();
        let first = letters.next().map(char::to_uppercase);
        first.into_iter().flatten().chain(letters).chain(['.']).collect::<String>()
    }));
    sentences.extend(held(atlas, plan, day, areas));
    if plan.recent_days > 0 {
        let before = day.plus(-i64::from(plan.recent_days));
        sentences.extend(gained(atlas, plan, coverage, before, day));
    }
    let reports = reports::captions(atlas, plan, day).into_iter();
    sentences.extend(reports.map(|(text, claim)| match claim {
        Claim::Confirmed => format!("{text}."),
        claim => format!("{text} ({}).", words::claim(plan.words, claim).unwrap_or_default()),
    }));
    sentences.extend(sources(atlas, plan));
    sentences.join(" ")
}

/// `Map: title, 17 October 2020.`
fn first(plan: &Plan, day: Day) -> String {
    let date = words::date(plan.words, day);
    match date.is_empty() {
        true => format!("{}.", plan.title),
        false => fill(&plan.words.page.map, &[("title", &plan.title), ("date", &date)]),
    }
}

/// `Since 17 October 2020: Azerbaijan gained 401 km².` `None` when nobody did.
pub fn gained(
    atlas: &Atlas,
    plan: &Plan,
    coverage: &Coverage,
    from: Day,
    to: Day,
) -> Option<String> {
    if !coverage.are_together(from, to) {
        return None;
    }
    let change = Change::between(coverage, from, to);
    let gains: Vec<String> = change
        .areas
        .iter()
        .filter_map(|(fate, km2)| match fate {
            Fate::Gained((party, Status::Held, _)) => {
                let name = words::party(atlas, plan, *party);
                let area = words::area(plan.words, *km2);
                let values = [("party", name), ("area", &*area)];
                Some(fill(&plan.words.description.gained, &values))
            }
            _ => None,
        })
        .collect();
    let (date, text) = (words::date(plan.words, from), words::list(plan.words, &gains));
    (!gains.is_empty())
        .then(|| fill(&plan.words.description.since, &[("date", &date), ("text", &text)]))
}

/// `On 17 October 2020: Artsakh held 9,512 km² and Azerbaijan 2,243 km². Claimed by Azerbaijan:
/// 69 km².` `None` when nobody held anything.
pub fn held(atlas: &Atlas, plan: &Plan, day: Day, areas: &Areas) -> Option<String> {
    let (mut held, mut other_ways) = (Vec::new(), Vec::new());
    for ((party, status, other), km2) in areas.iter().filter(|(_, km2)| **km2 >= 0.5) {
        let area = words::area(plan.words, *km2);
        if *status == Status::Held {
            let name = words::party(atlas, plan, *party);
            let template = match held.is_empty() {
                true => &plan.words.page.held_area,
                false => &plan.words.description.held_more,
            };
            held.push(fill(template, &[("party", name), ("area", &area)]));
        } else {
            let way = words::holding(atlas, plan, *party, status, *other);
            other_ways.push(format!("{way}: {area}"));
        }
    }
    let (date, others) = (words::date(plan.words, day), other_ways.join("; "));
    let on = |text: &str| match date.is_empty() {
        true => format!("{text}."),
        false => fill(&plan.words.description.on, &[("date", &date), ("text", text)]),
    };
    match (held.is_empty(), other_ways.is_empty()) {
        (true, true) => None,
        (true, false) => Some(on(&others)),
        (false, true) => Some(on(&words::list(plan.words, &held))),
        (false, false) => Some(format!("{} {others}.", on(&words::list(plan.words, &held)))),
    }
}

/// What the map does not say, and where its data come from.
pub fn sources(atlas: &Atlas, plan: &Plan) -> Option<String> {
    let sources = match atlas.credits.is_empty() {
        true => None,
        false => Some(fill(&plan.words.page.sources, &[("list", &atlas.credits.join("; "))])),
    };
    let sentences: Vec<String> = atlas.disclaimer.clone().into_iter().chain(sources).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
