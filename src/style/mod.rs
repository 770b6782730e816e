//! Themes: what everything looks like. The list of keys in [`Theme`] is the contract.

mod area;
mod marks;
mod resolve;
mod theme;

pub use area::{AreaStyle, Ink, Outline, PatternKind, Tint};
pub use marks::{ArrowStyle, EventMark, FurnitureStyle, Ornament, UnitStyle};
pub use resolve::{built_in_names, resolve};
pub use theme::{
    ControlStyle, EventStyle, FrontStyle, GroundStyle, LabelStyle, OverlayStyle, PageStyle,
    PaletteSource, PatternStyle, ReliefTint, Texture, Theme, TypeStyle,
};
