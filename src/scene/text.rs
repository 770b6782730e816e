//! Words on the page.

use crate::color::Color;
use crate::math::PagePoint;

/// One line of text in one style.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// What is written, in logical order.
    pub text: String,
    /// Where the baseline starts, has its middle, or ends, as `anchor` says.
    pub position: PagePoint,
    /// Which part of the run `position` is.
    pub anchor: Anchor,
    /// Font size (the em) in page units.
    pub size: f64,
    /// Thickness of the letters.
    pub weight: Weight,
    /// Slanted letters (for water).
    pub italic: bool,
    /// Extra space after each letter, in page units.
    pub tracking: f64,
    /// Letter color.
    pub color: Color,
    /// An outline behind the letters that frees them from the ground.
    pub halo: Option<Halo>,
}

/// The part of a run that lies at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// Thickness of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Regular.
    Regular,
    /// Bold.
    Bold,
}

/// An outline behind letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Its color.
    pub color: Color,
    /// How far it reaches beyond the letters, in page units.
    pub width: f64,
}
