//! Who holds a face, from which day on.

use super::disagreement::Settlement;
use super::shapes::ones;
use crate::math::Day;
use crate::timeline::{DatedArea, Holding};
use std::collections::{BTreeMap, BinaryHeap};

/// A holding by its place in [`super::Coverage::holdings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HoldingId(pub u32);

/// A history by its place in [`super::Coverage::histories`]. Number 0 is ground that nobody ever
/// holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HistoryId(pub u32);

/// Who holds ground over time: from each day on (`None`: always) until the next entry. Starts with
/// an entry for `None`; neighboring entries differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct History(pub Vec<(Option<Day>, Option<HoldingId>)>);

impl History {
    /// Nobody, ever.
    pub fn nobody() -> Self {
        Self(vec![(None, None)])
    }

    /// Who holds it on a day.
    pub fn on(&self, day: Day) -> Option<HoldingId> {
        let after = self.0.partition_point(|(from, _)| from.is_none_or(|from| from <= day));
        self.0[..after].last().and_then(|(_, holding)| *holding)
    }

    /// The days on which the holder changes.
    pub fn changes(&self) -> impl Iterator<Item = Day> {
        self.0.iter().filter_map(|(from, _)| *from)
    }
}

/// What an area contributes to histories.
pub struct Entry {
    /// Its outline.
    pub shape: u32,
    /// The outlines of the ground it counts in: all of them.
    pub within: Vec<u32>,
    /// The outlines of ground in which it does not count.
    pub without: Vec<u32>,
    /// First and first-no-longer day.
    pub from: Option<Day>,
    /// First day on which it is no longer true.
    pub until: Option<Day>,
    /// Whose.
    pub holding: Option<HoldingId>,
    /// Who says so, by number, where that matters.
    pub source: Option<u32>,
}

impl Entry {
    /// An entry of a dated area whose outlines and holding have been numbered.
    pub fn new(
        area: &DatedArea,
        (shape, within, without): (u32, Vec<u32>, Vec<u32>),
        holdings: &[Holding],
    ) -> Self {
        let number = |h: &Holding| holdings.binary_search(h).ok().map(|n| HoldingId(n as u32));
        Self {
            shape,
            within,
            without,
            from: area.validity.from,
            until: area.validity.until,
            holding: area.holding.as_ref().and_then(number),
            source: None,
        }
    }
}

/// Entries by their outlines.
pub struct Entries {
    entries: Vec<Entry>,
    /// The entries of each shape, in order.
    of_shape: Vec<Vec<u32>>,
}

impl Entries {
    /// Entries in the order in which they were written. Those that are never true are left out.
    pub fn new(entries: Vec<Entry>, shape_count: usize) -> Self {
        let mut of_shape = vec![Vec::new(); shape_count];
        for (i, entry) in entries.iter().enumerate() {
            let ever = match (entry.from, entry.until) {
                (Some(from), Some(until)) => from < until,
                _ => true,
            };
            if ever {
                of_shape[entry.shape as usize].push(i as u32);
            }
        }
        Self { entries, of_shape }
    }

    /// The history of a face covered by the shapes in `row`: on each day the last entry that is
    /// valid and covers it, or what `settle` makes of what several sources say.
    pub fn history(&self, row: &[u64], settle: &Settlement) -> History {
        let valid: Vec<usize> = self.covering(row).collect();
        let first = valid.first().and_then(|&i| self.entries[i].source);
        if valid.iter().all(|&i| self.entries[i].source == first) {
            return history(&self.entries, valid);
        }
        // By source, what has none first.
        let mut by_source: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
        for i in valid {
            by_source.entry(self.entries[i].source).or_default().push(i);
        }
        let of = |list| history(&self.entries, list);
        let unsourced = by_source.remove(&None).map(of);
        settle.history(unsourced, &by_source.into_values().map(of).collect::<Vec<_>>())
    }

    /// The entries, by number, that count in a face covered by the shapes in `row`, those that are
    /// true at some time only; in no order.
    pub fn covering(&self, row: &[u64]) -> impl Iterator<Item = usize> {
        let covers = |shape: u32| row[shape as usize / 64] >> (shape % 64) & 1 == 1;
        ones(row)
            .flat_map(|shape| &self.of_shape[shape as usize])
            .map(|&i| i as usize)
            .filter(move |&i| self.entries[i].within.iter().all(|&shape| covers(shape)))
            .filter(move |&i| !self.entries[i].without.iter().any(|&shape| covers(shape)))
    }
}

/// The history of ground that some entries cover.
fn history(entries: &[Entry], mut valid: Vec<usize>) -> History {
    // `None` sorts before every day.
    valid.sort_unstable_by_key(|&i| (entries[i].from, i));
    let apart = valid.windows(2).all(|pair| {
        let until = entries[pair[0]].until;
        until.is_some() && until <= entries[pair[1]].from
    });
    let mut runs = Runs(Vec::new());
    if apart {
        one_by_one(entries, &valid, &mut runs)
    } else {
        layered(entries, valid, &mut runs)
    }
    History(runs.0)
}

/// Who holds ground from each day on.
struct Runs(Vec<(Option<Day>, Option<HoldingId>)>);

impl Runs {
    fn push(&mut self, from: Option<Day>, holding: Option<HoldingId>) {
        if self.0.last().is_none_or(|last| last.1 != holding) {
            self.0.push((from, holding));
        }
    }
}

/// Of entries of which each ends before the next one begins.
fn one_by_one(entries: &[Entry], valid: &[usize], runs: &mut Runs) {
    let mut until = Some(None);
    for entry in valid.iter().map(|&i| &entries[i]) {
        if let Some(end) = until.filter(|end| *end < entry.from) {
            runs.push(end, None);
        }
        runs.push(entry.from, entry.holding);
        until = entry.until.map(Some);
    }
    if let Some(end) = until {
        runs.push(end, None);
    }
}

/// Of entries that overlap in time.
fn layered(entries: &[Entry], valid: Vec<usize>, runs: &mut Runs) {
    let mut days: Vec<Option<Day>> = Vec::with_capacity(2 * valid.len() + 1);
    days.push(None);
    for &i in &valid {
        days.push(entries[i].from);
        days.extend(entries[i].until.map(Some));
    }
    days.sort_unstable();
    days.dedup();
    // Entries start in order of `from`; the heap gives the last one of the list that has started,
    // and those that have ended are thrown out when they come up.
    let mut waiting = valid.into_iter().peekable();
    let mut started: BinaryHeap<usize> = BinaryHeap::new();
    for day in days {
        while let Some(i) = waiting.next_if(|&i| entries[i].from <= day) {
            started.push(i);
        }
        while let Some(&top) = started.peek() {
            match (entries[top].until, day) {
                (Some(until), Some(day)) if until <= day => started.pop(),
                _ => break,
            };
        }
        runs.push(day, started.peek().and_then(|&top| entries[top].holding));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn entries_apart_are_a_case_of_entries_that_overlap(
            lengths in prop::collection::vec((0..3_i64, 1..4_i64, 0..3_u32), 0..9),
            open in (prop::bool::ANY, prop::bool::ANY),
        ) {
            let mut day = Day::from_ymd(2020, 1, 1).unwrap();
            let mut entries: Vec<Entry> = Vec::new();
            for (gap, length, holding) in lengths {
                let from = day.plus(gap);
                day = from.plus(length);
                let holding = holding.checked_sub(1).map(HoldingId);
                let (from, until) = (Some(from), Some(day));
                entries.push(Entry { shape: 0, within: Vec::new(), without: Vec::new(), from, until, holding, source: None });
            }
            if let (true, Some(first)) = (open.0, entries.first_mut()) {
                first.from = None;
            }
            if let (true, Some(last)) = (open.1, entries.last_mut()) {
                last.until = None;
            }
            let valid: Vec<usize> = (0..entries.len()).collect();
            let (mut plain, mut layers) = (Runs(Vec::new()), Runs(Vec::new()));
            one_by_one(&entries, &valid, &mut plain);
            layered(&entries, valid, &mut layers);
            prop_assert_eq!(plain.0, layers.0);
        }
    }
}
