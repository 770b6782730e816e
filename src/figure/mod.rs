//! What is asked for, as written, becomes a plan in which nothing is optional.

mod paper;
mod plan;
mod side;
mod size;
mod spec;
mod symbols;

pub use paper::Paper;
pub use plan::{Layout, Plan, Request, days, plan};
pub use side::OrnamentSide;
pub use size::Size;
pub use spec::FigureSpec;
pub use symbols::{EventSymbol, Symbols};
