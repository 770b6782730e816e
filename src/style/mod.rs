//! Themes: what everything looks like. The list of keys in [`Theme`] is the contract.

mod resolve;
mod theme;

pub use resolve::{built_in_names, resolve};
pub use theme::{
    ControlStyle, EventStyle, FrontStyle, GroundStyle, LabelStyle, OverlayStyle, PageStyle,
    PaletteSource, PatternStyle, ReliefTint, Texture, Theme, TypeStyle,
};
