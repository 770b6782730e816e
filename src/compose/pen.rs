//! Writes words in the theme's letters.

use crate::color::Color;
use crate::figure::Plan;
use crate::math::PagePoint;
use crate::scene::{Anchor, Halo, Item, TextRun, Weight};
use crate::text::{Typesetter, runs_from_the_right};

/// A style of letters.
#[derive(Clone, Copy, Debug)]
pub struct Letters {
    /// Size in page units.
    pub size: f64,
    /// Thickness.
    pub weight: Weight,
    /// Color.
    pub color: Color,
}

/// Writes words.
#[derive(Clone, Copy)]
pub struct Pen<'a> {
    /// The fonts.
    pub typesetter: &'a Typesetter,
    /// The plan.
    pub plan: &'a Plan,
    /// Page units a theme length.
    pub unit: f64,
}

impl Pen<'_> {
    /// Letters of a theme size, never smaller than the theme's least.
    pub fn letters(&self, theme_size: f64, weight: Weight, color: Color) -> Letters {
        let size = (theme_size * self.unit).max(self.plan.theme.letters.least);
        Letters { size, weight, color }
    }

    /// One line.
    pub fn run(&self, text: &str, at: PagePoint, anchor: Anchor, letters: Letters) -> TextRun {
        TextRun {
            text: text.to_owned(),
            position: at,
            anchor,
            size: letters.size,
            weight: letters.weight,
            italic: false,
            tracking: 0.0,
            color: letters.color,
            halo: None,
            along: None,
        }
    }

    /// One line, as an item. On a page whose language runs from the right a line with letters that do
    /// so runs from the right, too, whatever it begins with: a mark that is not seen says so.
    pub fn line(&self, text: &str, x: f64, y: f64, anchor: Anchor, letters: Letters) -> Item {
        let at = PagePoint::new(x, y);
        let from_the_right = self.plan.words.text.right_to_left && runs_from_the_right(text);
        Item::Text(match from_the_right {
            true => self.run(&format!("\u{200f}{text}"), at, anchor, letters),
            false => self.run(text, at, anchor, letters),
        })
    }

    /// One line that starts at `x` and is no longer than `width`: its letters are as small as that
    /// takes.
    pub fn fitted_line(&self, text: &str, x: f64, y: f64, width: f64, letters: Letters) -> Item {
        let factor = (width / self.width(text, letters).max(1.0)).min(1.0);
        self.line(text, x, y, Anchor::Start, Letters { size: letters.size * factor, ..letters })
    }

    /// The theme's halo.
    pub fn halo(&self) -> Option<Halo> {
        let label = &self.plan.theme.label;
        Some(Halo { color: label.halo, width: label.halo_width * self.unit })
    }

    /// The width of one line.
    pub fn width(&self, text: &str, letters: Letters) -> f64 {
        self.typesetter.advance(text, letters.size, letters.weight)
    }

    /// A paragraph, its first baseline one line below `y`; returns the items and the height.
    pub fn paragraph(
        &self,
        text: &str,
        x: f64,
        y: f64,
        width: f64,
        letters: Letters,
    ) -> (Vec<Item>, f64) {
        let leading = letters.size * 1.28;
        let lines = self.typesetter.wrap(text, letters.size, letters.weight, width);
        let items = lines
            .iter()
            .enumerate()
            .map(|(i, line)| {
                let baseline = y + leading * i as f64 + letters.size;
                self.line(line, x, baseline, Anchor::Start, letters)
            })
            .collect();
        (items, leading * lines.len() as f64)
    }
}
