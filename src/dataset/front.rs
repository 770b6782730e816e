//! Fronts that the data draw as lines.

use super::{Dating, PartyId};
use crate::diagnostic::Location;
use crate::math::Validity;
use geo::LineString;

/// A dated front line, known without the areas on its sides.
#[derive(Clone, Debug)]
pub struct Front {
    /// Where; degrees.
    pub lines: Vec<LineString<f64>>,
    /// Who is on its left, going along it.
    pub left: Option<PartyId>,
    /// Who is on its right.
    pub right: Option<PartyId>,
    /// When.
    pub validity: Validity,
    /// How sure that is.
    pub dating: Dating,
    /// Words for the legend.
    pub label: Option<String>,
    /// Whence.
    pub source: Option<String>,
    /// Where it was written.
    pub location: Location,
}
