//! The foot of a page of several maps: the legend in columns, and the credits.

use crate::compose::furniture;
use crate::compose::legend::entries::{self, Entry};
use crate::compose::legend::{self, Areas, Key};
use crate::compose::pen::Pen;
use crate::dataset::Atlas;
use crate::scene::{Group, Item};
use std::collections::BTreeSet;

/// Of a wide page, how much the credits take at the right of the legend.
const CREDITS: f64 = 0.27;

/// A foot that ends at `bottom`.
pub struct Foot<'a> {
    /// Writes the words.
    pub pen: &'a Pen<'a>,
    /// The atlas.
    pub atlas: &'a Atlas,
    /// Left edge.
    pub left: f64,
    /// Width.
    pub width: f64,
    /// Where it ends.
    pub bottom: f64,
}

impl Foot<'_> {
    fn gap(&self) -> f64 {
        26.0 * self.pen.unit
    }

    /// Whether the credits stand beside the legend, not below it.
    fn is_wide(&self) -> bool {
        self.width >= 760.0 * self.pen.unit
    }

    /// Width of the legend and of the credits.
    fn widths(&self) -> (f64, f64) {
        match self.is_wide() {
            true => {
                let credits = self.width * CREDITS;
                (self.width - credits - self.gap(), credits)
            }
            false => (self.width, self.width),
        }
    }

    /// Where a foot begins that explains some keys, with the room above it.
    pub fn top(&self, keys: &BTreeSet<Key>) -> f64 {
        let (_, legend) = self.legend(keys, 0.0);
        let (_, start) = self.credits();
        let credits = self.bottom - start;
        let height = match self.is_wide() {
            true => legend.max(credits),
            false => legend + self.gap() * 0.4 + credits,
        };
        self.bottom - height - 12.0 * self.pen.unit
    }

    /// Legend and credits.
    pub fn draw(&self, keys: &BTreeSet<Key>) -> Vec<Item> {
        let (credits, start) = self.credits();
        let (_, height) = self.legend(keys, 0.0);
        let end = if self.is_wide() { self.bottom } else { start - self.gap() * 0.4 };
        let top = if self.is_wide() { start.min(end - height) } else { end - height };
        let (legend, _) = self.legend(keys, top);
        vec![Item::Group(Group::new("legend", legend)), Item::Group(Group::new("credits", credits))]
    }

    fn credits(&self) -> (Vec<Item>, f64) {
        let (_, width) = self.widths();
        let left = self.left + self.width - width;
        furniture::credits(self.pen, self.atlas, left, width, self.bottom)
    }

    /// The legend from `top` on, in columns of about as many entries; returns also its height.
    fn legend(&self, keys: &BTreeSet<Key>, top: f64) -> (Vec<Item>, f64) {
        if keys.is_empty() {
            return (Vec::new(), 0.0);
        }
        let (pen, (room, _)) = (self.pen, self.widths());
        let natural = legend::width(pen, self.atlas, keys).max(1.0);
        let width = |columns: usize| (room - self.gap() * (columns as f64 - 1.0)) / columns as f64;
        // Words may be broken into lines, but not into narrow ones.
        let least = natural.min(160.0 * pen.unit);
        let entries = entries::of(pen.plan, keys);
        let columns = (1..=entries.len()).filter(|&n| n == 1 || width(n) >= least);
        let drawn = columns.map(|n| self.columns(&entries, n, width(n).min(natural), top));
        drawn.min_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default()
    }

    /// The legend in so many columns of a width; returns also its height.
    fn columns(
        &self,
        entries: &[Entry<'_>],
        columns: usize,
        width: f64,
        top: f64,
    ) -> (Vec<Item>, f64) {
        let pen = self.pen;
        let (mut items, mut end) = (Vec::new(), top);
        for (i, own) in entries.chunks(entries.len().div_ceil(columns).max(1)).enumerate() {
            let left = self.left + (width + self.gap()) * i as f64;
            let (group, below) = legend::draw_entries(
                (pen, pen),
                self.atlas,
                own,
                &Areas::new(),
                (left, width),
                (top, f64::INFINITY),
            );
            items.push(Item::Group(Group { id: String::new(), ..group }));
            end = end.max(below);
        }
        (items, end - legend::gap(pen) - top)
    }
}
