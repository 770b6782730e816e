//! Pictures that wait to be coded, so that it is known how long what they change stays.

use super::SOME;
use crate::encode::h264::{Change, Pixels};
use rayon::prelude::*;
use std::collections::VecDeque;

/// How far it is looked ahead.
const LONGEST_MS: u64 = 12_000;

/// How many macroblocks wait at most, beside those of one picture: 24 MB.
const MOST: usize = 1 << 16;

/// A picture: what it changes, and for how long it is shown.
pub(super) struct Waiting {
    pub changes: Vec<(usize, Pixels)>,
    pub duration_ms: u64,
}

/// Pictures in the order in which they are shown. How long the last one is shown may still change.
#[derive(Default)]
pub(super) struct Queue {
    pictures: VecDeque<Waiting>,
    /// Macroblocks of all of them.
    macroblocks: usize,
    duration_ms: u64,
}

impl Queue {
    pub fn is_empty(&self) -> bool {
        self.pictures.is_empty()
    }

    /// Shows the last picture longer.
    pub fn prolong(&mut self, ms: u64) {
        if let Some(last) = self.pictures.back_mut() {
            last.duration_ms += ms;
            self.duration_ms += ms;
        }
    }

    pub fn push(&mut self, changes: Vec<(usize, Pixels)>) {
        self.macroblocks += changes.len();
        self.pictures.push_back(Waiting { changes, duration_ms: 0 });
    }

    /// The next picture to be coded, with what is known of how long its macroblocks stay. If more may
    /// `come`, only when enough is known.
    pub fn pop(&mut self, come: bool) -> Option<(Vec<Change>, u64)> {
        let enough = self.duration_ms >= LONGEST_MS || self.macroblocks > MOST;
        if come && (!enough || self.pictures.len() < 2) {
            return None;
        }
        let Waiting { changes, duration_ms } = self.pictures.pop_front()?;
        self.duration_ms -= duration_ms;
        self.macroblocks -= changes.len();
        // When each macroblock of it next changes.
        let most = changes.last().map_or(0, |(at, _)| at + 1);
        let mut ends = vec![0; most];
        let mut passed = duration_ms;
        for picture in &self.pictures {
            for (at, _) in &picture.changes {
                if let Some(end) = ends.get_mut(*at).filter(|end| **end == 0) {
                    *end = passed;
                }
            }
            passed += picture.duration_ms;
        }
        let unknown = if come { passed.min(LONGEST_MS) } else { LONGEST_MS };
        let changes = changes
            .into_par_iter()
            .with_min_len(SOME)
            .map(|(at, pixels)| {
                let stays = if ends[at] == 0 { unknown } else { ends[at].min(LONGEST_MS) };
                Change::new(at, pixels, stays as u32)
            })
            .collect();
        Some((changes, duration_ms))
    }
}
