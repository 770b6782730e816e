//! Who says who holds what: several sources in one atlas.

use super::{Atlas, ControlLayer};
use std::collections::BTreeSet;

/// What is drawn where sources say different things about ground on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disagreement {
    /// What was written last: the later entry, the later feature, the later report of a town.
    #[default]
    Last,
    /// What the source says that was named first.
    First,
    /// Contested ground, between the two parties.
    Contested,
}

impl Disagreement {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Last, Self::First, Self::Contested];

    /// The name used in `atlas.toml` and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Last => "last",
            Self::First => "first",
            Self::Contested => "contested",
        }
    }

    /// The rule of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.as_str() == name)
    }
}

impl Atlas {
    /// The sources of control, each once, in the order in which they are first named.
    pub fn sources(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let all = self.control.iter().flat_map(named_by);
        all.filter(|source| seen.insert(*source)).collect()
    }

    /// The atlas as one source has it: control without what other sources say. What names no source
    /// stays.
    #[must_use]
    pub fn told_by(mut self, source: &str) -> Self {
        let other = |own: Option<&str>| own.is_some_and(|own| own != source);
        for layer in &mut self.control {
            match layer {
                ControlLayer::Areas(areas) => areas.retain(|area| !other(area.source.as_deref())),
                ControlLayer::Places(places) => {
                    for settlement in &mut places.settlements {
                        settlement.reports.retain(|report| !other(report.source.as_deref()));
                    }
                }
                ControlLayer::Towns(towns) => {
                    let sources = std::mem::take(&mut towns.sources);
                    let name = |number: u16| sources.get(usize::from(number)).map(String::as_str);
                    for town in &mut towns.towns {
                        town.reports.retain(|report| !other(report.source.and_then(name)));
                    }
                    towns.towns.retain(|town| !town.reports.is_empty());
                    towns.sources = sources;
                }
            }
        }
        self.only_source = Some(source.to_owned());
        self
    }
}

/// The sources that a layer names.
fn named_by(layer: &ControlLayer) -> Vec<&str> {
    match layer {
        ControlLayer::Areas(areas) => areas.iter().filter_map(|a| a.source.as_deref()).collect(),
        ControlLayer::Places(places) => {
            let reports = places.settlements.iter().flat_map(|settlement| &settlement.reports);
            reports.filter_map(|report| report.source.as_deref()).collect()
        }
        ControlLayer::Towns(towns) => towns.sources.iter().map(String::as_str).collect(),
    }
}
