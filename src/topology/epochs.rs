//! Days whose outlines cross each other everywhere are laid out apart.
//!
//! Where each day is drawn by hand anew, hundreds of nearly equal borders cross each other all along:
//! laid over each other, three thousand vertices a day make hundreds of millions of crossings in two
//! years, and none of them says anything. Such days are told from a sample of their lines, and the
//! time is divided until days share enough to be worth laying over each other, in the end into single
//! days. Cost then follows from what is on the days, not from how often days meet.

use super::disagreement::Settlement;
use super::layout::{Draft, Layout};
use crate::math::{Day, Validity};
use crate::timeline::DatedArea;
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Crossings that are laid out without a question, and, beyond these, for each line.
const USUAL: (u64, u64) = (1_000_000, 2);
/// The same once days have been divided: crossings, and lines for each more.
const DIVIDED: (u64, u64) = (1000, 4);
/// Into how many parts time is divided at once.
const PARTS: usize = 16;
/// So many lines take the memory of a crossing.
const LINES: u64 = 4;

/// Days that are laid out together.
#[derive(Debug)]
pub struct Epoch {
    /// Which.
    pub days: Validity,
    /// Their arcs.
    pub arcs: Range<usize>,
}

/// Outlines cross each other so often that following all crossings takes more memory than allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("outlines of the same days cross each other more than {most} times")]
pub struct TooDense {
    /// How many crossings are allowed.
    pub most: u64,
}

/// Lays out all areas, in as many parts as are needed, of no more than `most` crossings in all.
pub fn lay_out(
    areas: &[DatedArea],
    settlement: &Settlement,
    most: u64,
) -> Result<Vec<(Validity, Layout)>, TooDense> {
    let whole = Part { areas: Cow::Borrowed(areas), days: Validity::ALWAYS, divided: false };
    whole.lay_out(settlement, &Budget { most, spent: AtomicU64::new(0) })
}

/// How many crossings there may be, and have been.
struct Budget {
    most: u64,
    spent: AtomicU64,
}

/// The areas of some days, their validity cut to these.
struct Part<'a> {
    areas: Cow<'a, [DatedArea]>,
    days: Validity,
    divided: bool,
}

impl Part<'_> {
    fn lay_out(
        self,
        settlement: &Settlement,
        budget: &Budget,
    ) -> Result<Vec<(Validity, Layout)>, TooDense> {
        let draft = Draft::of(&self.areas, settlement);
        let (lines, crossings) = (draft.lines(), draft.crowding());
        let allowed = match self.divided {
            false => USUAL.0.max(USUAL.1 * lines),
            true => DIVIDED.0 + lines / DIVIDED.1,
        };
        let days = if crossings > allowed { self.divide() } else { Vec::new() };
        if !days.is_empty() {
            drop(draft);
            let parts = days.into_par_iter().map(|days| self.of(days).lay_out(settlement, budget));
            let parts: Result<Vec<_>, TooDense> = parts.collect();
            return Ok(parts?.into_iter().flatten().collect());
        }
        let cost = crossings.saturating_add(lines / LINES);
        let before = budget.spent.fetch_add(cost, Ordering::Relaxed);
        if before.saturating_add(cost) > budget.most {
            return Err(TooDense { most: budget.most });
        }
        Ok(vec![(self.days, draft.lay_out())])
    }

    /// Parts of the days, none of which ends but where some ground changes; empty where none does.
    fn divide(&self) -> Vec<Validity> {
        let ends = |area: &DatedArea| [area.validity.from, area.validity.until];
        let mut changes: Vec<Day> = self.areas.iter().flat_map(ends).flatten().collect();
        changes.sort_unstable();
        changes.dedup();
        changes.retain(|day| Some(*day) != self.days.from && Some(*day) != self.days.until);
        let parts = PARTS.min(changes.len() + 1);
        let cuts = (1..parts).map(|part| Some(changes[part * (changes.len() + 1) / parts - 1]));
        let cuts: Vec<Option<Day>> =
            std::iter::once(self.days.from).chain(cuts).chain([self.days.until]).collect();
        match parts {
            1 => Vec::new(),
            _ => cuts.windows(2).map(|pair| Validity::new(pair[0], pair[1])).collect(),
        }
    }

    /// The areas of some of the days.
    fn of(&self, days: Validity) -> Part<'static> {
        let own = |area: &DatedArea| {
            let validity = Validity {
                from: area.validity.from.max(days.from),
                until: match (area.validity.until, days.until) {
                    (Some(own), Some(end)) => Some(own.min(end)),
                    (own, end) => own.or(end),
                },
            };
            (!validity.is_empty()).then(|| DatedArea { validity, ..area.clone() })
        };
        Part { areas: self.areas.iter().filter_map(own).collect(), days, divided: true }
    }
}
