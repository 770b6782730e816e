//! Keys of what stands on the map as a mark: ornaments of the front, events, arrows, units, and
//! what frames the map.

use crate::color::Color;
use serde::Deserialize;

/// What a front carries on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ornament {
    /// Nothing.
    None,
    /// Filled triangles.
    Teeth,
    /// Half circles, as the line of own troops in APP-6.
    Scallops,
    /// Short lines across.
    Ticks,
    /// Nothing, but the line is two lines.
    Double,
}

/// What stands for an event on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventMark {
    /// The number of its caption.
    Number,
    /// The symbol of its kind.
    Symbol,
    /// The symbol, and the number of its caption at the edge.
    Both,
}

/// `[arrow]`: arrows of advances.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArrowStyle {
    /// Width of the shaft where the head begins.
    pub width: f64,
    /// Width of the tail in shaft widths.
    pub tail: f64,
    /// Width of the head in shaft widths.
    pub head: f64,
    /// Opacity, 0 to 1.
    pub opacity: f64,
    /// A wider shape below.
    pub casing: Color,
    /// How far it reaches beyond the arrow.
    pub casing_width: f64,
}

/// `[unit]`: symbols of units.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitStyle {
    /// Height of a frame.
    pub size: f64,
    /// Frame and icon.
    pub ink: Color,
    /// Width of their lines.
    pub width: f64,
    /// Ground of friendly units.
    pub friend: Color,
    /// Of hostile ones.
    pub hostile: Color,
    /// Of neutral ones.
    pub neutral: Color,
    /// Of units that nobody knows.
    pub unknown: Color,
}

/// `[furniture]`: what frames the map.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurnitureStyle {
    /// Width of the line around the map; 0: none.
    pub neatline: f64,
    /// Whether degrees stand along the neatline.
    pub ticks: bool,
    /// Whether an arrow shows north where it is not up.
    pub north: bool,
    /// Share of the map's width that the map of the surroundings takes; 0: none.
    pub locator: f64,
}
