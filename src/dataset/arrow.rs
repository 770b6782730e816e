//! Arrows of advances.

use super::PartyId;
use crate::diagnostic::Location;
use crate::math::{Day, LonLat, Validity};

/// An arrow through some points.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// From the tail to the tip; at least two.
    pub points: Vec<ArrowPoint>,
    /// Whose.
    pub party: Option<PartyId>,
    /// When it is shown.
    pub validity: Validity,
    /// Width of the shaft in the theme's lengths; `None`: the theme's.
    pub width: Option<f64>,
    /// The words for the legend.
    pub label: Option<String>,
    /// Whether its course is only roughly known.
    pub approximate: bool,
    /// Whence.
    pub source: Option<String>,
    /// Where it was written.
    pub location: Location,
}

/// One point of an arrow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArrowPoint {
    /// Where.
    pub position: LonLat,
    /// When it was reached: before that day the arrow ends at an earlier point. `None`: whenever
    /// the arrow is shown.
    pub day: Option<Day>,
}

impl Arrow {
    /// The points reached on a day.
    pub fn reached(&self, day: Day) -> &[ArrowPoint] {
        let ahead = |point: &ArrowPoint| point.day.is_some_and(|reached| reached > day);
        let count = self.points.iter().position(ahead).unwrap_or(self.points.len());
        &self.points[..count]
    }
}
