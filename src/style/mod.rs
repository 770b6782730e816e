//! Themes: what everything looks like, and the words of a page in every language. The lists of keys
//! in [`Theme`] and [`Words`] are the contract.

mod area;
mod marks;
mod resolve;
mod theme;
mod words;

pub use area::{AreaStyle, Ink, Outline, PatternKind, Tint};
pub use marks::{ArrowStyle, EventMark, FurnitureStyle, Ornament, UnitStyle};
pub use resolve::{built_in_names, resolve};
pub use theme::{
    ControlStyle, EventStyle, FrontStyle, GroundStyle, LabelStyle, OverlayStyle, PageStyle,
    PaletteSource, PatternStyle, ReliefTint, Texture, Theme, TypeStyle,
};
pub use words::{
    Capitals, DateWords, EventWords, HoldingWords, LegendWords, NumberWords, PageWords,
    ReportWords, TextWords, Words, fill, languages, words, words_by,
};
