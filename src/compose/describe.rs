//! A picture in words: alt text.

use super::legend::Areas;
use super::panels::{Change, Fate};
use super::{reports, words};
use crate::dataset::{Atlas, Claim, Status};
use crate::figure::Plan;
use crate::math::Day;
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
    let mut sentences = vec![format!("Map: {}, {}.", plan.title, words::date(day))];
    sentences.extend(held(atlas, plan, day, areas));
    if plan.recent_days > 0 {
        let before = day.plus(-i64::from(plan.recent_days));
        sentences.extend(gained(atlas, plan, coverage, before, day));
    }
    let reports = reports::captions(atlas, plan, day).into_iter();
    sentences.extend(reports.map(|(text, claim)| match claim {
        Claim::Confirmed => format!("{text}."),
        claim => format!("{text} ({}).", claim.as_str()),
    }));
    sentences.extend(sources(atlas));
    sentences.join(" ")
}

/// `Azerbaijan gained 401 km² since 17 October 2020.` `None` when nobody did.
pub fn gained(
    atlas: &Atlas,
    plan: &Plan,
    coverage: &Coverage,
    from: Day,
    to: Day,
) -> Option<String> {
    let change = Change::between(coverage, from, to);
    let gains: Vec<String> = change
        .areas
        .iter()
        .filter_map(|(fate, km2)| match fate {
            Fate::Gained((party, Status::Held, _)) => {
                let name = words::party(atlas, plan, *party);
                Some(format!("{name} gained {}", words::area(*km2)))
            }
            _ => None,
        })
        .collect();
    let since = words::date(from);
    (!gains.is_empty()).then(|| format!("{} since {since}.", words::list(&gains)))
}

/// `On 17 October 2020, Artsakh held 9,512 km² and Azerbaijan 2,243 km². Claimed by Azerbaijan:
/// 69 km².` `None` when nobody held anything.
pub fn held(atlas: &Atlas, plan: &Plan, day: Day, areas: &Areas) -> Option<String> {
    let (mut held, mut other_ways) = (Vec::new(), Vec::new());
    for ((party, status, other), km2) in areas.iter().filter(|(_, km2)| **km2 >= 0.5) {
        let area = words::area(*km2);
        if *status == Status::Held {
            let name = words::party(atlas, plan, *party);
            held.push(match held.is_empty() {
                true => format!("{name} held {area}"),
                false => format!("{name} {area}"),
            });
        } else {
            let way = words::holding(atlas, plan, *party, status, *other);
            other_ways.push(format!("{way}: {area}"));
        }
    }
    let (date, others) = (words::date(day), other_ways.join("; "));
    match (held.is_empty(), other_ways.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("On {date}: {others}.")),
        (false, true) => Some(format!("On {date}, {}.", words::list(&held))),
        (false, false) => Some(format!("On {date}, {}. {others}.", words::list(&held))),
    }
}

/// What the map does not say, and where its data come from.
pub fn sources(atlas: &Atlas) -> Option<String> {
    let sources = match atlas.credits.is_empty() {
        true => None,
        false => Some(format!("Sources: {}.", atlas.credits.join("; "))),
    };
    let sentences: Vec<String> = atlas.disclaimer.clone().into_iter().chain(sources).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
