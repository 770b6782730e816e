//! What is asked for, as written, becomes a plan in which nothing is optional.

mod coloring;
mod marked;
mod panel;
mod paper;
mod plan;
mod shown;
mod side;
mod size;
mod spec;
mod symbols;

pub use panel::{MOST_PANELS, Panel, PanelSpec};
pub use paper::Paper;
pub use plan::{Layout, Plan, Request, days, plan};
pub use side::OrnamentSide;
pub use size::Size;
pub use spec::FigureSpec;
pub use symbols::{EventSymbol, Symbols};
