//! A tree of boxes: what lies near what.

use super::bounds::Bounds;
use rayon::prelude::*;
use std::ops::Range;

/// Boxes in a box.
const FAN: usize = 8;

/// Boxes packed by the place of their middles on a curve, `FAN` in one box above, and so on (a
/// packed R-tree: Kamel and Faloutsos 1993, with Morton's curve).
pub struct Tree {
    /// For each lowest box the number it came with.
    items: Vec<u32>,
    /// All boxes, the lowest first.
    boxes: Vec<Bounds>,
    /// Where each level starts in `boxes`, and the end.
    levels: Vec<usize>,
}

/// A lowest box and the number it came with.
pub type Item<'a> = (u32, &'a Bounds);

/// Two boxes of one level, `one <= other`.
#[derive(Clone, Copy)]
struct Pair {
    level: usize,
    one: usize,
    other: usize,
}

impl Tree {
    /// Packs boxes, which are numbered as they come.
    pub fn new(bounds: &[Bounds]) -> Self {
        let all = bounds.iter().fold(Bounds::EMPTY, |all, b| all.with(*b));
        let mut order: Vec<u64> = bounds
            .iter()
            .enumerate()
            .map(|(i, b)| u64::from(all.place(*b)) << 32 | i as u64)
            .collect();
        order.par_sort_unstable();
        let items: Vec<u32> = order.iter().map(|key| *key as u32).collect();
        let mut boxes = Vec::with_capacity(items.len() + items.len() / (FAN - 1) + 8);
        boxes.extend(items.iter().map(|&i| bounds[i as usize]));
        let mut levels = vec![0, boxes.len()];
        let mut from = 0;
        while boxes.len() - from > FAN {
            let end = boxes.len();
            for start in (from..end).step_by(FAN) {
                let group = &boxes[start..end.min(start + FAN)];
                boxes.push(group.iter().fold(Bounds::EMPTY, |all, b| all.with(*b)));
            }
            from = end;
            levels.push(boxes.len());
        }
        Self { items, boxes, levels }
    }

    /// The number of the highest level.
    fn top(&self) -> usize {
        self.levels.len() - 2
    }

    #[inline]
    fn level(&self, level: usize) -> &[Bounds] {
        &self.boxes[self.levels[level]..self.levels[level + 1]]
    }

    /// The boxes of the level below that a box holds.
    #[inline]
    fn children(&self, level: usize, of: usize) -> Range<usize> {
        of * FAN..self.level(level - 1).len().min((of + 1) * FAN)
    }

    /// Calls `visit` with the lowest boxes that are wanted, if all boxes above them are, and their
    /// numbers. What is wanted may depend on what was visited before.
    pub fn search<S>(
        &self,
        state: &mut S,
        wanted: impl Fn(&S, &Bounds) -> bool,
        mut visit: impl FnMut(&mut S, u32, &Bounds),
    ) {
        let top = self.top();
        self.descend(top, 0..self.level(top).len(), state, &wanted, &mut visit);
    }

    fn descend<S>(
        &self,
        level: usize,
        range: Range<usize>,
        state: &mut S,
        wanted: &impl Fn(&S, &Bounds) -> bool,
        visit: &mut impl FnMut(&mut S, u32, &Bounds),
    ) {
        for (i, bounds) in range.clone().zip(&self.level(level)[range]) {
            if wanted(state, bounds) {
                match level {
                    0 => visit(state, self.items[i], bounds),
                    _ => self.descend(level - 1, self.children(level, i), state, wanted, visit),
                }
            }
        }
    }

    /// All pairs of lowest boxes that meet, each box with itself included, handed to `visit` with
    /// something to keep in what it finds; all that was kept, in no order to be relied on. Pairs with
    /// the same first box mostly come one after the other.
    pub fn pairs<T: Default + Send>(
        &self,
        visit: impl Fn(Item<'_>, Item<'_>, &mut T) + Sync,
    ) -> Vec<T> {
        /// Enough for all threads to be busy until the end, if no thread keeps many for itself: some take
        /// a hundred times as long as others.
        const TASKS: usize = 512;
        const AT_ONCE: usize = 4;
        let top = self.level(self.top()).len();
        let mut tasks: Vec<Pair> = Vec::new();
        for one in 0..top {
            for other in one..top {
                tasks.push(Pair { level: self.top(), one, other });
            }
        }
        tasks.retain(|pair| self.meet(pair));
        while tasks.len() < TASKS && tasks.first().is_some_and(|pair| pair.level > 0) {
            let mut finer = Vec::new();
            for pair in &tasks {
                self.split(*pair, &mut finer);
            }
            tasks = finer;
        }
        tasks
            .into_par_iter()
            .with_max_len(AT_ONCE)
            .map(|task| {
                let (mut stack, mut found) = (vec![task], T::default());
                while let Some(pair) = stack.pop() {
                    if pair.level == 0 {
                        visit(self.item(pair.one), self.item(pair.other), &mut found);
                    } else {
                        self.split(pair, &mut stack);
                    }
                }
                found
            })
            .collect()
    }

    /// The lowest boxes.
    pub fn items(&self) -> Vec<Item<'_>> {
        (0..self.items.len()).map(|i| self.item(i)).collect()
    }

    fn item(&self, i: usize) -> Item<'_> {
        (self.items[i], &self.boxes[i])
    }

    fn meet(&self, pair: &Pair) -> bool {
        let level = self.level(pair.level);
        level[pair.one].meets(&level[pair.other])
    }

    /// Adds the pairs of the level below that meet.
    fn split(&self, Pair { level, one, other }: Pair, pairs: &mut Vec<Pair>) {
        let (above, below) = (self.level(level), self.level(level - 1));
        for i in self.children(level, one) {
            if !below[i].meets(&above[other]) {
                continue;
            }
            for j in self.children(level, other) {
                if i <= j && below[i].meets(&below[j]) {
                    pairs.push(Pair { level: level - 1, one: i, other: j });
                }
            }
        }
    }
}
