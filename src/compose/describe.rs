//! A picture in words: alt text.

use super::legend::Areas;
use super::words;
use crate::dataset::{Atlas, Status};
use crate::figure::Plan;
use crate::math::Day;

/// Title and day, who held how much, what the map does not say, and its sources.
pub fn alt_text(atlas: &Atlas, plan: &Plan, day: Day, areas: &Areas) -> String {
    let mut text = format!("Map: {}, {}.", plan.title, words::date(day));
    for sentence in [held(atlas, plan, day, areas), sources(atlas)].into_iter().flatten() {
        text.push(' ');
        text.push_str(&sentence);
    }
    text
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
