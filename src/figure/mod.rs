//! What is asked for, as written, becomes a plan in which nothing is optional.

mod marked;
mod panel;
mod paper;
mod plan;
mod shown;
mod size;
mod spec;

pub use panel::{MOST_PANELS, Panel, PanelSpec};
pub use paper::Paper;
pub use plan::{Layout, Plan, Request, days, plan};
pub use size::Size;
pub use spec::FigureSpec;
