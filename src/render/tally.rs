//! Findings that come again and again, told once.

use crate::diagnostic::{Diagnostic, Diagnostics};
use std::collections::BTreeMap;

/// Findings with their weights; those of a key are one.
#[derive(Default)]
pub struct Tally {
    list: Vec<Counted>,
    by_key: BTreeMap<(&'static str, String), usize>,
}

struct Counted {
    diagnostic: Diagnostic,
    weight: f64,
    times: usize,
}

impl Tally {
    /// Adds a finding. Of those with the same code and key the first is told, and how many more there
    /// are; the heavier a finding the sooner it is told.
    pub fn push(&mut self, key: impl Into<String>, weight: f64, diagnostic: Diagnostic) {
        let next = self.list.len();
        let index = *self.by_key.entry((diagnostic.code, key.into())).or_insert(next);
        match self.list.get_mut(index) {
            Some(known) => known.times += 1,
            None => self.list.push(Counted { diagnostic, weight, times: 1 }),
        }
    }

    /// The findings; of those of a code only the `most` heaviest, and how many there are besides.
    pub fn finish(self, most: usize) -> Diagnostics {
        let mut by_code: BTreeMap<&'static str, Vec<Counted>> = BTreeMap::new();
        for counted in self.list {
            by_code.entry(counted.diagnostic.code).or_default().push(counted);
        }
        let mut found = Diagnostics::new();
        for mut all in by_code.into_values() {
            all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
            let rest = all.split_off(all.len().min(most));
            for Counted { mut diagnostic, times, .. } in all {
                if times > 1 {
                    let more = times - 1;
                    diagnostic.message.push_str(&format!(" (and the same {more} more times)"));
                }
                found.push(diagnostic);
            }
            if let Some(first) = rest.first() {
                let mut more = first.diagnostic.clone();
                more.message = format!("and {} smaller ones", rest.len());
                (more.location, more.facts) = (None, None);
                found.push(more);
            }
        }
        found
    }
}
