//! What is asked for, as written, becomes a plan in which nothing is optional.

mod paper;
mod plan;
mod size;
mod spec;

pub use paper::Paper;
pub use plan::{Layout, Plan, Request, days, plan};
pub use size::Size;
pub use spec::FigureSpec;
