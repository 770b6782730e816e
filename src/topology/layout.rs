//! Areas become faces, faces histories, and what lies between histories arcs.

use super::arrangement::Arrangement;
use super::cover::Cover;
use super::coverage::CoverageArc;
use super::disagreement::Settlement;
use super::dissolve;
use super::faces::Faces;
use super::history::{Entries, Entry, History, HistoryId};
use super::noding::Unnoded;
use super::outlines::Outlines;
use crate::timeline::DatedArea;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// Areas whose outlines have been numbered, before they are laid over each other.
pub struct Draft<'a> {
    settlement: &'a Settlement,
    entries: Entries,
    lines: Unnoded,
    shape_count: usize,
}

/// Arcs between histories; history 0 is that of ground which nobody ever holds.
pub struct Layout {
    /// Each border once.
    pub arcs: Vec<CoverageArc>,
    /// By number.
    pub histories: Vec<History>,
}

impl<'a> Draft<'a> {
    /// Takes outlines apart.
    pub fn of(areas: &[DatedArea], settlement: &'a Settlement) -> Self {
        let mut outlines = Outlines::expected(areas);
        let entries: Vec<Entry> = areas
            .iter()
            .map(|area| {
                let source = settlement.source(area.source.as_deref());
                let ground = outlines.ground(area);
                Entry { source, ..Entry::new(area, ground, &settlement.holdings) }
            })
            .collect();
        let linework = outlines.into_linework();
        let shape_count = linework.shape_count;
        let entries = Entries::new(entries, shape_count);
        Self { settlement, entries, lines: Unnoded::of(linework), shape_count }
    }

    /// How many lines there are.
    pub fn lines(&self) -> u64 {
        self.lines.len() as u64
    }

    /// See [`Unnoded::crowding`].
    pub fn crowding(&self) -> u64 {
        self.lines.crowding()
    }

    /// Lays the areas over each other.
    pub fn lay_out(self) -> Layout {
        let arrangement = Arrangement::new(self.lines.node());
        let faces = Faces::of(&arrangement);
        let cover = Cover::of(&arrangement, &faces, self.shape_count);
        // Faces that the same shapes cover have one history.
        let mut by_row: HashMap<&[u64], usize> = HashMap::new();
        let mut rows: Vec<&[u64]> = Vec::new();
        let row_of: Vec<usize> = (0..faces.count)
            .map(|face| {
                let row = cover.row(face);
                *by_row.entry(row).or_insert_with(|| {
                    rows.push(row);
                    rows.len() - 1
                })
            })
            .collect();
        let told: Vec<History> =
            rows.par_iter().map(|row| self.entries.history(row, self.settlement)).collect();
        let mut numbers: BTreeMap<History, HistoryId> =
            BTreeMap::from([(History::nobody(), HistoryId(0))]);
        let number = |history| {
            let next = HistoryId(numbers.len() as u32);
            *numbers.entry(history).or_insert(next)
        };
        let of_row: Vec<HistoryId> = told.into_iter().map(number).collect();
        let history_of: Vec<HistoryId> = row_of.into_iter().map(|row| of_row[row]).collect();
        let mut histories = vec![History::nobody(); numbers.len()];
        for (history, id) in numbers {
            histories[id.0 as usize] = history;
        }
        Layout { arcs: dissolve::arcs(&arrangement, &faces, &history_of), histories }
    }
}
