//! A picture in words: alt text.

use super::legend::Areas;
use super::words;
use crate::dataset::{Atlas, Status};
use crate::figure::Plan;
use crate::math::Day;
use crate::style::fill;

/// `On 17 October 2020, Artsakh held 9,512 km² and Azerbaijan 2,243 km² of …`.
pub fn alt_text(atlas: &Atlas, plan: &Plan, day: Day, areas: &Areas) -> String {
    let table = plan.words;
    let parts: Vec<String> = areas
        .iter()
        .filter(|(_, km2)| **km2 >= 0.5)
        .map(|((party, status, other), km2)| {
            let name = words::party(atlas, plan, *party);
            match status {
                Status::Held => {
                    let area = words::area(table, *km2);
                    fill(&table.page.held_area, &[("party", name), ("area", &area)])
                }
                _ => format!(
                    "{}: {}",
                    words::holding(atlas, plan, *party, status, *other),
                    words::area(table, *km2)
                ),
            }
        })
        .collect();
    let date = words::date(table, day);
    let mut text = fill(&table.page.map, &[("title", &plan.title), ("date", &date)]);
    if !parts.is_empty() {
        text.push(' ');
        text.push_str(&parts.join("; "));
        text.push('.');
    }
    if let Some(disclaimer) = &atlas.disclaimer {
        text.push(' ');
        text.push_str(disclaimer);
    }
    text
}
