//! The list of all days and what happened on them.

use super::escape::{address, escape};
use super::{PlayerDay, PlayerEvent};
use crate::dataset::Claim;
use std::fmt::Write;

/// A list item for each day.
pub(super) fn list(days: &[PlayerDay]) -> String {
    let mut out = String::new();
    for day in days {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "<li class=\"day\"><h3><a href=\"#{}\">{}</a></h3>",
            escape(&day.day),
            escape(&day.name)
        );
        if !day.events.is_empty() {
            out.push_str("<ul>\n");
            day.events.iter().for_each(|event| write_event(&mut out, event));
            out.push_str("</ul>\n");
        }
        out.push_str("</li>\n");
    }
    out
}

fn write_event(out: &mut String, event: &PlayerEvent) {
    out.push_str("<li>");
    if let Some(place) = &event.place {
        let _ = write!(out, "<b>{}:</b> ", escape(place));
    }
    out.push_str(&escape(&event.text));
    if event.claim != Claim::Confirmed {
        let _ = write!(out, " <span class=\"claim\">{}</span>", event.claim.as_str());
    }
    if let Some(source) = &event.source {
        let words = escape(source);
        match address(source) {
            Some(address) => {
                let address = escape(address);
                let _ = write!(
                    out,
                    " <small><a href=\"{address}\" rel=\"noopener noreferrer\">{words}</a></small>"
                );
            }
            None => {
                let _ = write!(out, " <small>{words}</small>");
            }
        }
    }
    out.push_str("</li>\n");
}

/// All words of the list.
pub(super) fn words(days: &[PlayerDay]) -> impl Iterator<Item = &str> {
    days.iter().flat_map(|day| &day.events).flat_map(|event| {
        [Some(event.text.as_str()), event.place.as_deref(), event.source.as_deref()]
            .into_iter()
            .flatten()
    })
}
