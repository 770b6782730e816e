//! A picture in words: alt text.

use super::legend::Areas;
use super::words;
use crate::dataset::{Atlas, Status};
use crate::figure::Plan;
use crate::math::Day;

/// `On 17 October 2020, Artsakh held 9,512 km² and Azerbaijan 2,243 km² of …`.
pub fn alt_text(atlas: &Atlas, plan: &Plan, day: Day, areas: &Areas) -> String {
    let parts: Vec<String> = areas
        .iter()
        .filter(|(_, km2)| **km2 >= 0.5)
        .map(|((party, status, other), km2)| {
            let name = words::party(atlas, plan, *party);
            match status {
                Status::Held => format!("{name} held {}", words::area(*km2)),
                _ => format!(
                    "{}: {}",
                    words::holding(atlas, plan, *party, status, *other),
                    words::area(*km2)
                ),
            }
        })
        .collect();
    let mut text = format!("Map: {}, {}.", plan.title, words::date(day));
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
