//! The façade: render a day, animate, measure, export, check.

mod animate;
mod check;
mod still;
mod survey;

pub use animate::{Progress, animate};
pub use check::check;
pub use still::{render_png, render_svg};
pub use survey::Survey;
